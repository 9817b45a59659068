// Keys, the evidence drawer and its address. Every page works without this file; it only saves steps.
"use strict";
(() => {
  const body = document.querySelector(".body");
  const drawer = document.getElementById("drawer");
  const keys = document.getElementById("keys");
  const rows = () => [...document.querySelectorAll("main [data-row]")].filter((r) => r.offsetParent !== null);
  let at = -1;
  let opener = null;

  // Facets stand open where there is room beside the results: a drawer takes it.
  function facets() {
    const fold = document.querySelector(".facets .fold");
    if (fold) fold.open = matchMedia("(min-width: 60.01rem)").matches && !body.classList.contains("open");
  }

  // How far the coding can be trusted stands open where it does not push everything else off the first screen.
  function trust() {
    const fold = document.querySelector("details.warning");
    if (fold && matchMedia("(max-width: 44rem)").matches) fold.open = false;
  }

  function say(text, stays = false) {
    const box = document.getElementById("say");
    box.textContent = text;
    clearTimeout(say.timer);
    if (!stays) say.timer = setTimeout(() => { box.textContent = ""; }, 5000);
  }

  function address(ref) {
    const url = new URL(location.href);
    if (ref) url.searchParams.set("open", ref); else url.searchParams.delete("open");
    return url;
  }

  async function open(ref, push = true) {
    const url = new URL("/evidence", location.origin);
    const here = new URL(location.href);
    url.searchParams.set("ref", ref);
    for (const name of ["as_of"]) if (here.searchParams.get(name)) url.searchParams.set(name, here.searchParams.get(name));
    if (!body.classList.contains("open")) opener = document.activeElement;
    body.classList.add("open");
    facets();
    await htmx.ajax("GET", url.pathname + url.search, { target: "#drawer", swap: "innerHTML" });
    if (push) history.pushState({ ref }, "", address(ref));
    drawer.querySelector("h2")?.focus({ preventScroll: true });
    drawer.scrollTop = 0;
  }

  function close(push = true) {
    if (!body.classList.contains("open")) return false;
    body.classList.remove("open");
    facets();
    drawer.replaceChildren();
    if (push) history.pushState({}, "", address(null));
    opener?.focus?.({ preventScroll: true });
    return true;
  }

  function go(step) {
    const all = rows();
    if (!all.length) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((row, i) => row.classList.toggle("now", i === at));
    all[at].scrollIntoView({ block: "nearest" });
    const link = all[at].querySelector("a.main, a[data-open], a");
    link?.focus({ preventScroll: true });
  }

  function current() {
    const all = rows();
    const focused = document.activeElement?.closest?.("main [data-row]");
    if (focused) { at = all.indexOf(focused); return focused; }
    return all[at] ?? null;
  }

  function reference() {
    const row = current();
    if (drawer.contains(document.activeElement) || !row) {
      const shown = drawer.querySelector(".evidence")?.dataset.ref;
      if (shown) return shown;
    }
    if (!row) return document.querySelector("main h1[data-ref]")?.dataset.ref ?? null; // what the page is about
    return row.dataset.ref ?? row.querySelector("[data-open]")?.dataset.open ?? null;
  }

  async function help() {
    if (keys.open) { keys.close(); return; }
    if (!keys.childElementCount) await htmx.ajax("GET", "/keys", { target: "#keys", swap: "innerHTML" });
    keys.showModal();
  }

  async function act(name) {
    const undo = name === "undo" && drawer.querySelector(".hand [data-act=undo]");
    if (undo) { fill(undo); return; }
    const ref = reference();
    if (!ref) { say("Choose a line first: j, k"); return; }
    const shown = drawer.querySelector(".evidence")?.dataset.ref === ref;
    if (!shown) {
      await open(ref);
      htmx.process(drawer); // not only after its settling time: the form is sent at once
    }
    const form = drawer.querySelector(`.hand [data-act="${name}"]`);
    if (form) fill(form); else say("Nothing to do here with this key.");
  }

  // A form that lacks nothing is sent; another one opens at what it lacks, or at its first field.
  function fill(form) {
    const fold = form.closest("details");
    if (fold) fold.open = true;
    const missing = [...form.elements].find((e) => e.required && !e.value);
    if (form.dataset.ask || missing) {
      if (missing?.name === "by") say("Your name first: it signs what you decide. Enter sends it.");
      (missing ?? [...form.elements].find((e) => e.matches("input:not([type=hidden]), select, textarea")))?.focus();
    } else form.requestSubmit();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      const row = link.closest("[data-row]");
      if (row) { at = rows().indexOf(row); rows().forEach((r, i) => r.classList.toggle("now", i === at)); }
      open(link.dataset.open);
    } else if (event.target.closest("a[data-close]") && drawer.contains(event.target)) {
      event.preventDefault();
      close();
    } else if (event.target.closest("a.help")) {
      event.preventDefault();
      help();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (keys.open) return;
      if (event.target.matches("input, select, textarea")) event.target.blur();
      else if (close()) event.preventDefault();
      return;
    }
    if (event.key === "Enter" && event.target.matches(".hand form select")) { // as in a text field: it sends the form
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.target.matches("input, select, textarea") || event.target.isContentEditable) return;
    const acts = { a: "accept", r: "reject", e: "edit", m: "merge", x: "split", u: "undo", c: "close" };
    if (event.key === "?") help();
    else if (keys.open) return;
    else if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "o") { const ref = reference(); if (ref) open(ref); else say("Choose a line first: j, k"); }
    else if (event.key === "/") document.getElementById("q").focus();
    else if (/^[1-7]$/.test(event.key)) document.querySelector(`.top nav [data-key="${event.key}"]`).click();
    else if (event.key === "n") add();
    else if (event.key in acts) act(acts[event.key]);
    else return;
    event.preventDefault();
  });

  addEventListener("popstate", () => {
    const ref = new URL(location.href).searchParams.get("open");
    if (ref) open(ref, false); else close(false);
  });

  document.addEventListener("decided", (event) => {
    const { said: text, action, ref } = event.detail;
    say(text);
    for (const row of document.querySelectorAll("main [data-row]")) {
      if (row.dataset.ref !== ref) continue;
      row.classList.add("done");
      row.dataset.done = action === "undo" ? "" : `✓ ${action}`;
    }
  });
  document.addEventListener("htmx:beforeRequest", (event) => { if (event.detail.requestConfig.verb === "post") say("Writing it down …", true); });
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText.slice(0, 300)));
  document.addEventListener("htmx:sendError", () => say("The explorer does not answer: was it stopped?"));

  document.addEventListener("evidence", (event) => open(event.detail));

  // What was added or taken back shows on the page, too; the drawer opens on it, and stays.
  document.addEventListener("decided", (event) => {
    if (!body.classList.contains("open")) {
      body.classList.add("open");
      facets();
    }
    if (event.detail.action === "add") drawer.querySelector("h2")?.focus({ preventScroll: true });
    if (!["add", "relation", "undo"].includes(event.detail.action) || !document.querySelector("main [data-fresh]")) return;
    const shown = drawer.querySelector(".evidence:has([data-act=accept])"); // else it is gone
    history.replaceState(history.state, "", address(shown?.dataset.ref ?? null));
    const url = new URL(location.href);
    url.searchParams.delete("open");
    htmx.ajax("GET", url.pathname + url.search, { target: "#main", select: "#main", swap: "outerHTML" });
  });

  // Adding what was missed: the next of the forms at hand, those of the drawer where it has the focus.
  async function add() {
    const own = () => [...(drawer.contains(document.activeElement) ? drawer : document).querySelectorAll("details.add")];
    if (!own().length && reference()) await open(reference());
    const all = own().filter((fold) => fold.checkVisibility());
    if (!all.length) { say("Nothing to add here."); return; }
    const next = all[(all.findIndex((fold) => fold.open) + 1) % all.length];
    for (const fold of all) fold.open = fold === next;
    next.querySelector("summary").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // Selected words of a report go into the open form, with their offsets in code points of its text. A form that takes
  // two stretches takes one selection after the other; a field that was clicked is the next one.
  const chosen = { start: null, field: null, clicked: null };
  const place = (node, offset) => {
    const piece = (node.nodeType === 3 ? node.parentElement : node)?.closest?.("[data-at]");
    if (!piece) return null;
    const range = document.createRange();
    range.setStart(piece, 0);
    range.setEnd(node, offset);
    return Number(piece.dataset.at) + [...range.toString()].length;
  };
  const offsets = (field) => [...field.closest(".stretch").querySelectorAll("input[type=hidden]")];
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-words]")) chosen.clicked = event.target; });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-words]")) for (const offset of offsets(event.target)) offset.value = "";
  });
  document.addEventListener("selectionchange", () => {
    const selection = getSelection(), adding = document.querySelector("section.adding");
    const inside = selection.anchorNode?.parentElement?.closest(".report .passage:not(.dropped)");
    if (!adding || !inside || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const fold = adding.querySelector("details[open]") ?? adding.querySelector("details");
    fold.open = true;
    const fields = [...fold.querySelectorAll("[data-words]")];
    const anchor = place(selection.anchorNode, selection.anchorOffset);
    if (anchor !== chosen.start || !fields.includes(chosen.field)) {
      chosen.field = fields.includes(chosen.clicked) ? chosen.clicked : fields.find((f) => !f.value) ?? fields.at(-1);
      chosen.start = anchor;
      chosen.clicked = null;
    }
    chosen.field.value = selection.toString();
    [start, end].forEach((value, i) => { offsets(chosen.field)[i].value = value; });
  });

  const screens = document.querySelector(".top nav"), screen = screens.querySelector("[aria-current]");
  if (screen) screens.scrollLeft = screen.offsetLeft - screens.offsetLeft - (screens.clientWidth - screen.offsetWidth) / 2;
  facets();
  trust();
})();

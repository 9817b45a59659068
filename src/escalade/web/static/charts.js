// Timeline, index, forecasts, back-test, what-if and map. Each has its table or list beside it, which says the same and needs no script.
"use strict";
(() => {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const rgb = (name) => `rgb(${style.getPropertyValue(name).trim()})`;
  const NAMES = { 0: "of no class", 1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict" };

  function put(box, svg) {
    for (const sheet of svg.querySelectorAll("style")) sheet.remove(); // the page's own style sheet says the same
    svg.setAttribute("aria-hidden", "true");
    box.replaceChildren(svg);
  }

  function show(ref) {
    document.dispatchEvent(new CustomEvent("evidence", { detail: ref }));
  }

  const date = (text) => new Date(text.length === 4 ? `${text}-01-01T00:00Z` : text.length === 7 ? `${text}-01T00:00Z` : `${text}T00:00Z`);

  // An axis of days: over few of them Plot would write hours, which nobody told.
  const FEW = 9;
  const days = (first, last) => ((last - first) / 864e5 <= FEW ? { ticks: "day" } : {});

  function timeline(box, data) {
    const unit = d3[`utc${data.unit[0].toUpperCase()}${data.unit.slice(1)}`];
    const bars = data.bars.map((b) => ({ ...b, date: date(b.when), signed: b.quad > 2 ? -b.n : b.n }));
    const svg = Plot.plot({
      width: box.clientWidth || 800, height: 146, marginLeft: 40, marginBottom: 34, marginTop: 8,
      x: { type: "utc", label: null, domain: [unit.floor(date(data.from)), unit.offset(unit.floor(date(data.to)), 1)], ...days(date(data.from), date(data.to)) },
      y: { label: null, tickFormat: (d) => (Number.isInteger(d) ? Math.abs(d) : ""), ticks: 4, grid: true },
      marks: [
        Plot.ruleY([0], { stroke: colour("--soft") }),
        Plot.rectY(bars, { x: "date", y: "signed", interval: unit, fill: (d) => colour(d.quad ? `--q${d.quad}` : "--soft"), fillOpacity: (d) => (d.quad % 2 ? 0.55 : 1), order: "quad", className: "bar", title: (d) => `${d.when}: ${d.n} ${NAMES[d.quad]}` }),
      ],
    });
    put(box, svg);
    const shown = bars.filter((b) => b.n);
    box.querySelectorAll(".bar rect").forEach((rect) => {
      const text = rect.querySelector("title")?.textContent ?? "";
      const bar = shown.find((b) => text.startsWith(`${b.when}: `) && text.endsWith(NAMES[b.quad]));
      if (!bar) return;
      rect.addEventListener("click", () => {
        const query = new URLSearchParams(location.pathname.startsWith("/actors/") ? "" : location.search);
        for (const name of ["open", "page", "view", "month", "quad"]) query.delete(name);
        if (location.pathname.startsWith("/actors/")) query.set("actor", decodeURIComponent(location.pathname.slice(8)));
        query.set("month", bar.when);
        if (bar.quad) query.set("quad", bar.quad);
        show(`sel:${query}`);
      });
    });
  }

  function index(box, data) {
    const points = data.points.map((p) => ({ ...p, day: date(p.date) }));
    const parts = points.flatMap((p) => [{ ...p, part: "--q4", y1: 0, y2: p.material_conflict }, { ...p, part: "--q3", y1: p.material_conflict, y2: p.material_conflict + p.verbal_conflict }]);
    const thick = Math.max(1.5, Math.min(9, 700 / Math.max(1, points.length && (points.at(-1).day - points[0].day) / 864e5)));
    const marks = [
      Plot.ruleY([0], { stroke: colour("--soft") }),
      Plot.ruleX(points.filter((p) => p.low !== null), { x: "day", y1: "low", y2: "high", stroke: colour("--soft"), strokeWidth: 1 }),
      Plot.ruleX(parts.filter((p) => p.y2 > p.y1), { x: "day", y1: "y1", y2: "y2", stroke: (p) => colour(p.part), strokeWidth: thick, strokeOpacity: (p) => (p.part === "--q3" ? 0.55 : 1) }),
    ];
    if (!data.small) marks.push(Plot.dot(points.filter((p) => p.value > 0), { x: "day", y: "value", r: 2.5, fill: colour("--ink"), className: "bar", title: (p) => `${p.date}: ${p.value.toFixed(1)}, ${p.n_events} events` }));
    const svg = Plot.plot({ width: box.clientWidth || 800, height: data.small ? 110 : 260, marginLeft: 40, x: { type: "utc", label: null, ...(points.length ? days(points[0].day, points.at(-1).day) : {}) }, y: { label: null, grid: true, ticks: data.small ? 3 : 6 }, marks });
    put(box, svg);
    box.querySelectorAll(".bar circle").forEach((dot) => {
      const day = (dot.querySelector("title")?.textContent ?? "").slice(0, 10);
      dot.addEventListener("click", () => show(`day:${data.series}|${day}`));
    });
  }

  const ofClass = (quad) => colour(`--q${quad}`);
  const wide = (box) => box.clientWidth || 300;

  // What was told before, then the quantiles of a forecast as nested bands, the baseline's hollow beside them.
  function fan(box, data) {
    const bars = data.recent.map((r, i) => ({ ...r, x1: i - data.recent.length + 0.1, x2: i - data.recent.length + 0.9 }));
    const step = Math.max(1.6, data.recent.length / 6);
    const said = data.said.map((s, i) => ({ ...s, x1: (i + 0.3) * step, x2: (i + 0.8) * step }));
    const bands = said.flatMap((s) => [[0, 4], [1, 3]].map(([low, high]) => ({ ...s, y1: s.quantiles[low], y2: s.quantiles[high] })));
    const below = { frameAnchor: "bottom", dy: 14, fill: colour("--soft"), fontSize: 11 };
    const svg = Plot.plot({
      width: wide(box), height: 150, marginLeft: 30, marginBottom: 20, marginTop: 8,
      x: { axis: null, domain: [-Math.max(data.recent.length, 1), (said.length + 0.1) * step] },
      y: { label: null, grid: true, ticks: 4, tickFormat: (d) => (Number.isInteger(d) ? d : ""), nice: true },
      marks: [
        Plot.ruleY([0], { stroke: colour("--soft") }),
        Plot.rect(bars, { x1: "x1", x2: "x2", y1: 0, y2: "n", fill: colour("--soft"), fillOpacity: 0.6, className: "bar", title: (r) => `${r.from} to ${r.to}: ${r.n}` }),
        Plot.ruleY([data.usual], { stroke: colour("--ink"), strokeDasharray: "1 3" }),
        Plot.rect(bands.filter((b) => !b.plain), { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: ofClass(data.quad), fillOpacity: 0.4, stroke: ofClass(data.quad) }),
        Plot.rect(bands.filter((b) => b.plain), { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "none", stroke: colour("--ink"), strokeDasharray: "3 2" }),
        Plot.ruleY(said, { y: (s) => s.quantiles[2], x1: "x1", x2: "x2", stroke: colour("--ink"), strokeWidth: 2 }),
        Plot.text([`${data.recent.length} × ${data.days} days before`], { x: -data.recent.length / 2, text: (d) => d, ...below }),
        Plot.text(["the next"], { x: (said.length * step) / 2, text: (d) => d, ...below }),
      ],
    });
    put(box, svg);
    box.querySelectorAll(".bar rect").forEach((rect) => {
      const [first, , last] = (rect.querySelector("title")?.textContent ?? "").split(/[ :]/);
      rect.addEventListener("click", () => show(`day:${data.series}|${first}|${last}|${data.quad}`));
    });
  }

  function skill(box, data) {
    const rows = data.rows.filter((r) => r.skill !== null && r.model !== data.reference);
    put(box, Plot.plot({
      width: wide(box), height: 40 + 24 * rows.length, marginLeft: 156, marginBottom: 28, marginTop: 6,
      x: { label: null, grid: true, ticks: 5, tickFormat: (d) => `${d > 0 ? "+" : ""}${d} %` },
      y: { label: null, domain: rows.map((r) => r.model), tickSize: 0 },
      marks: [
        Plot.ruleX([0], { stroke: colour("--ink") }),
        Plot.ruleY(rows, { y: "model", x1: "skill_low", x2: "skill_high", stroke: colour("--q1"), strokeWidth: 2 }),
        Plot.dot(rows, { y: "model", x: "skill", r: 4, fill: (r) => (r.skill_low > 0 ? colour("--q1") : colour("--paper")), stroke: colour("--q1"), strokeWidth: 2 }),
      ],
    }));
  }

  function transform(box, data) {
    const shares = data.shares.map((share, i) => ({ share, x1: i / 10 + 0.005, x2: (i + 1) / 10 - 0.005 }));
    const look = data.plain ? { fill: "none", stroke: colour("--soft") } : { fill: colour("--q1"), fillOpacity: 0.6 };
    put(box, Plot.plot({
      width: wide(box), height: 120, marginLeft: 36, marginBottom: 24, marginTop: 6,
      x: { label: null, domain: [0, 1], ticks: 5 },
      y: { label: null, domain: [0, Math.max(0.2, ...data.shares)], ticks: 3, grid: true },
      marks: [
        Plot.rect(shares, { x1: "x1", x2: "x2", y1: 0, y2: "share", ...look }),
        Plot.ruleY([0.1], { stroke: colour("--ink"), strokeDasharray: "4 3" }),
        Plot.ruleY([0], { stroke: colour("--soft") }),
      ],
    }));
  }

  const dayAfter = (cutoff, i) => d3.utcDay.offset(date(cutoff), i + 1);
  const coming = (box, y, marks) => Plot.plot({ width: wide(box), height: 150, marginLeft: 46, marginBottom: 34, marginTop: 8, x: { type: "utc", label: null, ticks: 4 }, y: { label: null, grid: true, ticks: 4, ...y }, marks });

  function paths(box, data) {
    const [without, as_if] = data.daily.map((line) => line.map((n, i) => ({ n, day: dayAfter(data.cutoff, i) })));
    put(box, coming(box, { domain: [0, data.top * 1.05] }, [
      Plot.ruleY([0], { stroke: colour("--soft") }),
      Plot.lineY(without, { x: "day", y: "n", stroke: colour("--ink"), strokeWidth: 1.5 }),
      Plot.lineY(as_if, { x: "day", y: "n", stroke: ofClass(data.quad), strokeWidth: 2, strokeDasharray: "5 3" }),
    ]));
  }

  function difference(box, data) {
    const days = data.path.map((n, i) => ({ n, day: dayAfter(data.cutoff, i), fan: data.fan.map((line) => line[i]) }));
    const band = (low, high) => Plot.areaY(days, { x: "day", y1: (d) => d.fan[low], y2: (d) => d.fan[high], fill: ofClass(data.quad), fillOpacity: 0.25 });
    put(box, coming(box, { domain: [data.low, data.high], nice: true, tickFormat: (d) => `${d > 0 ? "+" : ""}${d}` }, [
      band(0, 3), band(1, 2),
      Plot.ruleY([0], { stroke: colour("--ink") }),
      Plot.lineY(days, { x: "day", y: "n", stroke: ofClass(data.quad), strokeWidth: 2, strokeDasharray: "5 3" }),
    ]));
  }

  const KM = { district: 25, province: 90 }; // about how far such an area reaches; a region has no such measure

  async function map(box, data) {
    const world = await (await fetch("/static/vendor/countries-50m.json")).json();
    const lands = topojson.feature(world, world.objects.countries).features;
    const pins = data.pins.filter((p) => p.latitude !== null && p.longitude !== null);
    const inner = (key) => { // bounds between which eight in ten of the events lie
      const sorted = pins.slice().sort((a, b) => a[key] - b[key]);
      const total = d3.sum(sorted, (p) => p.n);
      let seen = 0;
      const kept = sorted.filter((p) => { const before = seen; seen += p.n; return seen > total * 0.1 && before < total * 0.9; });
      return d3.extent(kept, (p) => p[key]);
    };
    const [west, east] = inner("longitude"), [south, north] = inner("latitude");
    const near = pins.filter((p) => p.longitude >= west && p.longitude <= east && p.latitude >= south && p.latitude <= north);
    const width = box.clientWidth || 800, height = Math.max(300, Math.min(520, width * 0.55));
    const frame = { type: "MultiPoint", coordinates: near.length ? near.map((p) => [p.longitude, p.latitude]) : [[-170, -55], [170, 75]] };
    const projection = d3.geoEquirectangular().fitExtent([[40, 40], [width - 40, height - 40]], frame);
    if (projection.scale() > 2600 || near.length < 2) projection.scale(Math.min(projection.scale(), 2600));
    if (near.length) {
      const box0 = d3.geoBounds(frame), middle = [(box0[0][0] + box0[1][0]) / 2, (box0[0][1] + box0[1][1]) / 2];
      const [x, y] = projection(middle), [tx, ty] = projection.translate();
      projection.translate([tx + width / 2 - x, ty + height / 2 - y]);
    }
    const path = d3.geoPath(projection);
    const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
    svg.append("g").selectAll("path").data(lands).join("path").attr("class", "land").attr("d", path);
    const size = d3.scaleSqrt([1, Math.max(2, d3.max(pins, (p) => p.n) ?? 2)], [4, 17]);
    const areas = pins.filter((p) => data.areas.includes(p.precision) && p.precision !== "region");
    const spots = pins.filter((p) => !data.areas.includes(p.precision));
    const outline = (p) => {
      const at = [p.longitude, p.latitude];
      if (p.precision === "country") {
        const land = lands.find((f) => d3.geoContains(f, at));
        if (land) return path(land);
      }
      return path(d3.geoCircle().center(at).radius((KM[p.precision] ?? 120) / 111.2)());
    };
    const side = (p) => (p.cooperation * 2 > p.n ? "friendly" : "hostile");
    const query = (p) => {
      const q = new URLSearchParams(location.search);
      for (const name of ["open", "page", "view", "place", "precision"]) q.delete(name);
      q.set("place", p.name);
      q.set("precision", p.precision);
      return `sel:${q}`;
    };
    const told = (p) => `${p.name} (${p.precision}): ${p.n} event${p.n === 1 ? "" : "s"}`;
    svg.append("g").selectAll("path").data(areas.sort((a, b) => (b.precision === "country") - (a.precision === "country"))).join("path").attr("class", (p) => `area ${side(p)}`).attr("d", outline).on("click", (e, p) => show(query(p))).append("title").text(told);
    svg.append("g").selectAll("circle").data(spots).join("circle").attr("class", (p) => `spot ${side(p)}`).attr("cx", (p) => projection([p.longitude, p.latitude])[0]).attr("cy", (p) => projection([p.longitude, p.latitude])[1]).attr("r", (p) => size(p.n)).on("click", (e, p) => show(query(p))).append("title").text(told);
    const taken = [];
    const labels = pins.slice(0, 40).filter((p) => {
      const [x, y] = projection([p.longitude, p.latitude]);
      const own = [x, y - 8, x + 12 + p.name.length * 5.6, y + 5];
      if (x < 0 || y < 8 || own[2] > width || y > height - 4) return false;
      if (taken.some((t) => own[0] < t[2] && own[2] > t[0] && own[1] < t[3] && own[3] > t[1])) return false;
      taken.push(own);
      return true;
    });
    svg.append("g").selectAll("text").data(labels).join("text").attr("class", (p) => (p.precision === "region" ? "place vague" : "place")).on("click", (e, p) => show(query(p))).attr("x", (p) => projection([p.longitude, p.latitude])[0] + (data.areas.includes(p.precision) ? 0 : size(p.n) + 2)).attr("y", (p) => projection([p.longitude, p.latitude])[1] + 3).text((p) => `${p.name} ${p.n}`);
    put(box, svg.node());
  }

  const DRAW = { timeline, index, fan, skill, transform, paths, difference, map };
  function draw() {
    for (const figure of document.querySelectorAll("[data-chart]")) {
      const data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
      DRAW[figure.dataset.chart](figure.querySelector(".plot"), data);
    }
  }
  draw();
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "main") draw(); });
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
})();

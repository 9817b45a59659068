"""What a situation brief says, line by line, each line with the quoted words it rests on.

`compose` reads the contract's tables and returns a `Brief`: plain data that the terminal, Markdown and HTML renderers
show. Nothing here asserts more than the tables: one-origin events are worded as that origin's.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources

from escalade.brief.changed import changed
from escalade.brief.content import Brief, Evidence, Line, Section, plural
from escalade.brief.wording import CALLED_FOR, CONTESTED, Record, Words, chain, names, telling, when
from escalade.hand.changes import Changes
from escalade.model.codings import SURE
from escalade.model.words import TITLES, as_set, toll

Table = Callable[[str], Sequence[Record]]
CONDITIONS = {
    "if",
    "unless",
    "until",
    "once",
    "should",
    "as",
    "in",
    "when",
    "were",
    "any",
}  # a condition that needs no "if"
BACKING = ("sponsors", "part_of", "leads", "allied_with", "opposes")  # who merely serves in an office is not listed
NO_END = "".join(rf"(?<!\b{word})" for word in (*TITLES, "No"))  # what a full stop shortens
SENTENCE_END = re.compile(NO_END + r"(?<!\b[A-Z])[.!?][”\"’)]*\s+(?=[A-Z“\"])")
SEEN = ("accepted", "edited", "added")  # what `review` says of an event that a person has looked through
PARAGRAPH = re.compile(r"\n\s*")
MAX_ACCOUNTS = 5  # quotes of a contested line, one of each account first
MAX_QUOTES = 3  # a line shows this many quotes; the rest are counted and can be traced
BLAME = {"affirms": "{}", "denies": "not {}", "doubts": "doubtful: {}", "revises": "later: {}"}  # who did it, by stance
SURELY = {"probable": "probably ", "possible": "possibly "}
HARM = (3, 4)  # quad classes of conflict: nobody is blamed for talks
BACKGROUND = 90  # what lies more days than these before the first report is history
STANDINGS = ("corroborated", "single_origin", "disputed", "revised", "denied", "hypothetical")


def _days_before(day: str, days: int) -> str:
    """ISO day that lies `days` before `day`, which may be a month or year."""
    first = date.fromisoformat((day + "-01-01")[:10])
    return (first - timedelta(days=min(days, first.toordinal() - 1))).isoformat()


def _blame(claim: Record) -> str:
    """Who, a claim says, did it, how surely, and who claims it: "later: possibly ISIS (The Daily)"."""
    named = f"{SURELY.get(claim['modality'], '')}{claim['value']}"
    return f"{BLAME[claim['stance']].format(named)} ({chain(claim['chain'])})"


def distinct(proofs: Iterable[Evidence]) -> list[Evidence]:
    """The first of those with equal words, since copies quote alike; it names the others that say so too."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for proof in proofs:
        groups[as_set(proof.quote)].append(proof)
    out = []
    for first, *others in groups.values():
        also = [name for name in dict.fromkeys(o.said_by for o in others) if name != first.said_by]
        out.append(replace(first, also=tuple(also)))
    return out


def warning(accuracy: Record, reviewed: int = 0, of: int = 0) -> str:
    """The line on top of every brief: how much of it a person has seen, with measured precision."""
    unseen = "Machine-coded and unreviewed: no person has accepted these records. "
    seen = f"Machine-coded; a person has looked through {reviewed} of the {of} events. "
    return (
        f"{seen if reviewed else unseen}"
        f"Of {accuracy['lines']} lines of such briefs read against their quotes, {accuracy['lines_right']:.0%} were "
        "entirely right: what happened, who, to whom, how firmly it is told and who says so. "
        f"On {accuracy['measured_on']}, {accuracy['precision']:.0%} of the events coded were right in kind and "
        f"{accuracy['recall']:.0%} of those known were found. "
        "Both were at hand while the rules were made: expect less elsewhere. "
        "Not for targeting, listing of persons or automated decisions."
    )


def _victims_named(mention: Record, kind: str) -> bool:
    """True when a toll only counts the victims that the mention names: no figure that anybody gave."""
    named = sum(party["id"] is not None for party in mention["recipients"])
    return 0 < (mention[f"{kind}_max"] or mention[f"{kind}_min"] or 0) <= named


@dataclass(frozen=True)
class _Account:
    """One teller's account of a contested event: whom he names as its doers (ids, states or names), how the line puts
    it, its quote."""

    doers: frozenset[str]
    says: str
    teller: str
    proof: Evidence


def _rivals(accounts: Sequence[_Account]) -> bool:
    """Whether two name doers of whom none is the same."""
    named = {account.doers for account in accounts if account.doers}
    return any(not one & other for one in named for other in named)


def _who_says(accounts: Sequence[_Account], rivals: bool) -> list[str]:
    """ "By rebels, according to A, B", "denied by C"; doers only where they are rivals: else the line names them."""
    told: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        if account.says and (rivals or not account.doers) and account.teller not in told[account.says]:
            told[account.says].append(account.teller)
    return [f"{says} {', '.join(told[says])}" for says in sorted(told, key=_order)]


def _order(says: str) -> tuple[bool, bool]:
    """Whose doing it was comes before whose it may have been, and that before what was not."""
    return not says.startswith("by "), not says.startswith("possibly by ")


class _Composer:
    """Indexes over the tables that several sections need."""

    def __init__(self, table: Table, threshold: float) -> None:
        self.words = Words()
        self.documents = {d["document_id"]: d for d in table("documents")}
        self.mentions = {m["event_mention_id"]: m for m in table("event_mentions")}
        self.events = [e for e in table("events") if e.get("review") in SEEN or self._score(e) >= threshold]
        self.by_id = {e["event_id"]: e for e in self.events}
        self.links, self.tripwires, self.relations = table("links"), table("tripwires"), table("relations")
        self.issues = table("issues")
        self.claims: dict[str, list[Record]] = defaultdict(list)
        for claim in table("claims"):
            self.claims[claim["about_id"]].append(claim)
        self.below = len(table("events")) - len(self.events)
        self.published = sorted(d["published"] for d in self.documents.values() if d["published"] and d["kept"])
        self.start = _days_before(self.published[0], BACKGROUND) if self.published else ""

    def _score(self, event: Record) -> float:
        return max((m["score"] or 0.0 for m in self.told(event)), default=1.0)

    def told(self, event: Record) -> list[Record]:
        """The mentions of an event."""
        return [self.mentions[m] for m in event["event_mention_ids"] if m in self.mentions]

    def report(self, document_id: str, said: str = "") -> str:
        """How a report is named in the brief; its publisher only where `said` does not begin with it."""
        document = self.documents.get(document_id)
        if document is None:
            return document_id
        publisher = document["publisher"] or ""
        parts = ["" if said.startswith(publisher) else publisher, document["published"]]
        return " · ".join(p for p in (*parts, document["title"] or document["uri"]) if p)

    def quote(self, mention_id: str) -> Evidence:
        """Evidence of an event mention: its sentence, and the chain that says so."""
        mention = self.mentions[mention_id]
        said = chain(self.chain_of(mention)) or "an unnamed publisher"
        start = mention["trigger_start"]
        return Evidence(
            mention_id,
            mention["document_id"],
            self.report(mention["document_id"], said),
            mention["sentence"],
            said,
            (start, start + len(mention["trigger"])),
        )

    def chain_of(self, mention: Record) -> Sequence[Record]:
        """Who tells of a mention, publisher first: its claim's chain, which names a quoted outlet too."""
        claims = [c for c in self.claims[mention["event_mention_id"]] if c["field"] is None and c["chain"]]
        if claims:
            return next((c for c in claims if c["stance"] == "affirms"), claims[0])["chain"]  # type: ignore[no-any-return]
        publisher = self.documents[mention["document_id"]]["publisher"]
        return [*([{"name": publisher}] if publisher else []), *mention["attribution"]]

    def said_in(self, row: Record) -> tuple[str, str]:
        """Report and words of a row: the same in every copy."""
        document = self.documents.get(row["document_id"], {})
        return document.get("report_id") or row["document_id"], as_set(row["quote"])

    def publisher(self, row: Record) -> str | None:
        """Who publishes a row's words: the quoted outlet inside an embedded quotation, else the report's publisher."""
        document = self.documents.get(row["document_id"], {})
        for segment in document.get("segments") or ():
            if segment["publisher"] and segment["char_start"] <= row["char_start"] < segment["char_end"]:
                return str(segment["publisher"])
        return document.get("publisher")

    def passage(self, row: Record, row_id: str) -> Evidence:
        """Evidence of a row that carries its own quote."""
        said = self.publisher(row) or "an unnamed publisher"
        return Evidence(row_id, row["document_id"], self.report(row["document_id"], said), row["quote"], said)

    def evidence(self, mention_ids: Iterable[str]) -> tuple[tuple[Evidence, ...], int]:
        """Up to MAX_QUOTES different quotes, highest score first, and how many more there are."""
        known = sorted((m for m in mention_ids if m in self.mentions), key=lambda m: -(self.mentions[m]["score"] or 0))
        quotes = distinct(map(self.quote, known))
        return tuple(quotes[:MAX_QUOTES]), max(0, len(quotes) - MAX_QUOTES)

    def teller(self, event: Record) -> str:
        """Who tells of an event; of one whose doer is named, who names the doer."""
        known = telling(event, self.told(event))
        return self.quote(max(known, key=lambda m: m["score"] or 0.0)["event_mention_id"]).said_by

    def status(self, event: Record) -> str:
        """The most actual status among an event's mentions."""
        order = ("asserted", "claimed", "possible", "intended", "conditional", "negated")
        found = {m["status"] for m in self.told(event)}
        return next((s for s in order if s in found), "asserted")

    def frame(self, event: Record) -> str:
        """How the brief puts an event: its status; what is only intended as what it is in the speech acts that tell of
        it, if these are of one kind: demanded, promised, threatened."""
        status, told = self.status(event), self.told(event)
        if status == "negated" and all(m["modality"] == "intended" for m in told):
            return "barred"  # "told Tehran never to threaten again"
        if status != "intended":
            return status
        acts = {self.mentions.get(m["parent_id"], {}).get("event_type") for m in told if m["status"] == "intended"}
        return CALLED_FOR.get(acts.pop() or "", status) if len(acts) == 1 else status

    def happening(self, event: Record) -> str:
        """What an event is, in one clause."""
        return self.words.happening(event, self.frame(event), self.told(event))

    def line(self, event: Record) -> Line:
        """An event as one line; of a contested one every account, with its quote."""
        quotes, more = self.evidence(event["event_mention_ids"])
        text = self.happening(event)
        if event["standing"] in ("disputed", "revised"):
            accounts = self.accounts(event)
            rivals = _rivals(accounts)
            text = "; ".join(
                [self.happening({**event, "actors": []} if rivals else event), *_who_says(accounts, rivals)]
            )
            firsts: dict[tuple[str, str], Evidence] = {}
            for account in accounts:
                firsts.setdefault((account.says, account.teller), account.proof)
            shown = distinct([*firsts.values(), *map(self.quote, (m["event_mention_id"] for m in self.told(event)))])
            quotes, more = tuple(shown[:MAX_ACCOUNTS]), max(0, len(shown) - MAX_ACCOUNTS)
        lead = f"According to {self.teller(event)}:" if event["standing"] == "single_origin" and quotes else ""
        low, high = event["n_origins_low"], event["n_origins_high"]
        origins = plural(high, "origin") if low == high else f"{low} to {plural(high, 'origin')}"
        return Line(
            event["event_id"],
            self.when(event),
            text,
            event["standing"].replace("_", " "),
            "" if high == event["n_reports"] == 1 else f"{origins} · {plural(event['n_reports'], 'report')}",
            quotes,
            more,
            lead,
            " ".join(part for part in (event["event_type"], event["mode"]) if part),
            event["quad_class"],
        )

    def accounts(self, event: Record) -> list[_Account]:
        """What each teller holds of a contested event: whose doing it was, that it was not, that nothing happened."""
        out = []
        for mention in sorted(self.told(event), key=lambda m: -(m["score"] or 0)):
            sure = (mention["score"] or 0.0) >= SURE
            for claim in self.claims[mention["event_mention_id"]]:
                whose, chain_ = claim["field"] == "actor", claim["chain"]
                possible = claim["modality"] == "possible"
                if not chain_ or claim["field"] not in (None, "actor") or (possible and not whose):
                    continue
                if claim["stance"] == "denies" or (mention["status"] == "negated" and not whose):
                    doers, says = frozenset[str](), f"not by {claim['value']}, according to" if whose else "denied by"
                else:
                    named = [p for p in mention["actors"] if whose and claim["value"].endswith((p["text"], p["name"]))]
                    parties = named or (mention["actors"] if sure and not whose else ())
                    known = {p["id"] or (p["codes"] or [p["name"]])[0][:3] for p in parties}
                    doers = frozenset(known if parties or not whose else {claim["value"]})
                    by = "possibly by" if possible else "by"
                    says = f"{by} {names(parties) if parties else claim['value']}, according to" if doers else ""
                out.append(_Account(doers, says, chain_[-1]["name"], self.saying(claim, mention)))
        return out

    def saying(self, claim: Record, mention: Record) -> Evidence:
        """Evidence of a claim: the sentence in which it is made, which may take up a mention told before."""
        quote = self.quote(mention["event_mention_id"])
        text, cue = self.documents[claim["document_id"]]["text"], claim["cue_start"]
        said = chain(claim["chain"])
        opens = mention["char_start"] - mention["trigger_start"]
        if cue is None or opens <= cue < opens + len(mention["sentence"]):
            return replace(quote, said_by=said)
        ends = [m.end() for m in SENTENCE_END.finditer(text)] + [m.end() for m in PARAGRAPH.finditer(text)]
        start = max((end for end in ends if end <= cue), default=0)
        end = min((end for end in ends if end > cue), default=len(text))
        return replace(quote, quote=text[start:end].strip(), said_by=said, words=None)

    def reported(self, event: Record) -> str:
        """When the first report that tells of an event appeared; empty if unknown."""
        known = (self.documents[m["document_id"]]["published"] for m in self.told(event))
        return min(filter(None, known), default="")

    def when(self, event: Record) -> str:
        """The event's date; if it has none, when it was reported, said so."""
        if event["date_start"]:
            return when(event)
        reported = self.reported(event)
        return f"reported {reported}" if reported else "undated"

    def lines(self, *standings: str, earlier: bool | None = None) -> tuple[Line, ...]:
        """Events of these standings in time order, undated ones last, by report (`earlier`: before the crisis)."""
        chosen = [e for e in self.events if e["standing"] in standings]
        if earlier is not None:
            chosen = [e for e in chosen if (bool(e["date_end"]) and e["date_end"] < self.start) is earlier]
        chosen.sort(
            key=lambda e: (e["date_start"] is None, e["date_start"] or self.reported(e) or "9999", e["event_id"])
        )
        return tuple(self.line(e) for e in chosen)

    def chains(self) -> tuple[Line, ...]:
        """Links, as cause -> effect; one line for each pair and kind."""
        groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for link in self.links:
            if link["cause_event_id"] in self.by_id and link["effect_event_id"] in self.by_id:
                groups[link["cause_event_id"], link["effect_event_id"], link["kind"]].append(link)
        out = []
        for (cause_id, effect_id, kind), links in groups.items():
            cause, effect = self.by_id[cause_id], self.by_id[effect_id]
            text = "  →  ".join(self.happening(e) for e in (cause, effect))
            lag = links[0]["lag_days"]
            note = "" if lag is None else "on the same day" if lag == 0 else f"{plural(lag, 'day')} later"
            standing = f"{kind.replace('_', ' ')} · {links[0]['basis']}"
            quotes, more = self.passages(links, "link_id")
            out.append(Line(links[0]["link_id"], self.when(effect), text, standing, note, quotes, more))
        return tuple(sorted(out, key=lambda line: (not line.when[:1].isdigit(), line.when, line.id)))

    def passages(self, rows: Sequence[Record], key: str) -> tuple[tuple[Evidence, ...], int]:
        """Up to MAX_QUOTES different quotes of rows that carry their own, and how many more there are."""
        quotes = distinct(self.passage(row, row[key]) for row in rows)
        return tuple(quotes[:MAX_QUOTES]), max(0, len(quotes) - MAX_QUOTES)

    def threats(self, wires: Iterable[Record]) -> tuple[Line, ...]:
        """Tripwires, armed ones first; one line for those of equal words."""
        groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for wire in wires:
            groups[self._threat(wire), wire["valid_to"] or "", wire["standing"]].append(wire)
        out = []
        for (text, deadline, standing), equal in groups.items():
            quotes = distinct(map(self._threat_quote, equal))
            line = Line(
                equal[0]["tripwire_id"],
                f"until {deadline}" if deadline else "no deadline told",
                text,
                standing.replace("_", " "),
                "",
                tuple(quotes[:MAX_QUOTES]),
                max(0, len(quotes) - MAX_QUOTES),
            )
            out.append((standing != "armed", deadline or "9999", line.id, line))
        return tuple(line for *_, line in sorted(out))

    def _threat(self, wire: Record) -> str:
        issuer = (wire["issuer"] or {}).get("name") or "someone"
        target = (wire["addressee"] or {}).get("name")
        condition = " ".join(wire["condition"].split())
        if condition.split(" ", 1)[0].lower() not in CONDITIONS:
            condition = f"if {condition}"
        towards = f" towards {target}" if target else ""
        return f"{condition[0].upper()}{condition[1:]}  →  {issuer}{towards}: “{' '.join(wire['consequence'].split())}”"

    def _threat_quote(self, wire: Record) -> Evidence:
        document = self.documents[wire["document_id"]]
        said = chain([*([{"name": document["publisher"]}] if document["publisher"] else []), *wire["attribution"]])
        lo = min(wire["condition_start"], wire["consequence_start"])
        hi = max(wire["condition_end"], wire["consequence_end"])
        said = said or "an unnamed publisher"
        report = self.report(wire["document_id"], said)
        quote = document["text"][lo:hi]
        if SENTENCE_END.search(quote):  # a quote is never longer than its sentence
            quote = f"{wire['condition']} … {wire['consequence']}"
        return Evidence(wire["tripwire_id"], wire["document_id"], report, quote, said)

    def backing(self) -> tuple[Line, ...]:
        """Relations: who stands behind whom, and who says so; one line for each pair and kind."""
        groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for row in (r for r in self.relations if r["kind"] in BACKING):
            groups[row["source_name"], row["kind"], row["target_name"]].append(row)
        out = []
        for (source, kind, target), rows in sorted(groups.items()):
            quotes, more = self.passages(rows, "relation_id")
            stances = Counter(stance for stance, _ in {(r["stance"], self.said_in(r)) for r in rows})
            note = ", ".join(f"{stance} {n}" for stance, n in sorted(stances.items()))
            text = f"{source} {kind.replace('_', ' ')} {target}"
            out.append(Line(rows[0]["relation_id"], "", text, rows[0]["standing"] or "", note, quotes, more))
        return tuple(out)

    def claimants(self) -> tuple[Line, ...]:
        """Tolls by claimant, for events whose mentions give more than one figure."""
        return tuple(
            line for event in self.events for kind in ("killed", "injured") if (line := self._claimants(event, kind))
        )

    def _claimants(self, event: Record, kind: str) -> Line | None:
        told = [(m, toll(m[f"{kind}_min"], m[f"{kind}_max"], kind)) for m in self.told(event)]
        told = [(m, figure) for m, figure in told if figure and not _victims_named(m, kind)]
        if len({figure for _, figure in told}) < 2:
            return None
        sayings = sorted({f"{figure} ({self.quote(m['event_mention_id']).said_by})" for m, figure in told})
        quotes, more = self.evidence(m["event_mention_id"] for m, _ in told)
        without_toll = {**event, "killed_min": None, "killed_max": None, "injured_min": None, "injured_max": None}
        text = f"{self.words.happening(without_toll)}: {'; '.join(sayings)}"
        return Line(event["event_id"], self.when(event), text, "", f"{kind}, by claimant", quotes, more)

    def blamed(self) -> tuple[Line, ...]:
        """Who is said, and denied, to have done harm, by claimant; never folded into one account."""
        return tuple(line for e in self.events if e["quad_class"] in HARM and (line := self._blamed(e)))

    def _blamed(self, event: Record) -> Line | None:
        claims = [
            claim
            for mention in event["event_mention_ids"]
            for claim in self.claims[mention]
            if claim["field"] == "actor" and claim["value"] and claim["chain"]
        ]
        if not claims:
            return None
        ordered = sorted(claims, key=lambda c: (list(BLAME).index(c["stance"]), c["value"], chain(c["chain"])))
        sayings = dict.fromkeys(_blame(c) for c in ordered)
        quotes, more = self.evidence(dict.fromkeys(c["about_id"] for c in claims))
        without_actor = {**event, "actors": []}
        text = f"{self.words.happening(without_actor)}: {'; '.join(sayings)}"
        return Line(event["event_id"], self.when(event), text, "", "actor, by claimant", quotes, more)

    def sources(self) -> tuple[Line, ...]:
        """Reports, one line a copy set."""
        sets: dict[str, list[Record]] = defaultdict(list)
        for document in self.documents.values():
            if document["kept"]:
                sets[document["report_id"]].append(document)
        out = []
        for report_id, members in sets.items():
            first = members[0]
            copies = (
                ""
                if len(members) == 1
                else f"{len(members)} copies: " + ", ".join(m["publisher"] or m["uri"] for m in members)
            )
            date = (
                f"{first['published']} ({first['published_basis']})"
                if first["published"]
                else "publication date unknown"
            )
            out.append(
                Line(
                    report_id,
                    date,
                    f"{first['publisher'] or 'publisher unknown'} · {first['title'] or first['uri']}",
                    "",
                    copies,
                    (),
                )
            )
        return tuple(sorted(out, key=lambda line: (line.when, line.text)))

    def summary(self) -> tuple[str, ...]:
        """How much came in, how much is told, how much was held back."""
        kept = [d for d in self.documents.values() if d["kept"]]
        dropped = Counter(b["kind"] for d in self.documents.values() for b in d["blocks"] if not b["kept"])
        standing = Counter(e["standing"] for e in self.events)
        parts = [
            f"{plural(len(kept), 'document')}, {plural(len({d['report_id'] for d in kept}), 'different report')}"
            + (f", {self.published[0]} to {self.published[-1]}" if self.published else ""),
            f"{plural(len(self.events), 'event')} from {plural(len(self.mentions), 'mention')}: "
            + ", ".join(f"{standing[s]} {s.replace('_', ' ')}" for s in STANDINGS if standing[s]),
        ]
        undated = sum(not d["published"] for d in kept)
        if undated:
            parts.append(
                f"{plural(undated, 'document')} of unknown date: what counts from it (“on Tuesday”) stays undated; "
                "say it in manifest.csv"
            )
        if self.below:
            parts.append(f"{plural(self.below, 'event')} under the score threshold left in the ledger, not shown")
        if dropped:
            parts.append(
                "left out of the reports: "
                + ", ".join(f"{n} {kind} block{'s' * (n > 1)}" for kind, n in sorted(dropped.items()))
            )
        return tuple(parts)


def measured() -> Record:
    """Measured accuracy that the brief states on top (accuracy.json beside this file)."""
    text = resources.files("escalade.brief").joinpath("accuracy.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def compose(
    table: Table,
    *,
    title: str,
    accuracy: Record | None = None,
    threshold: float = 0.5,
    as_of: str = "",
    changes: Changes | None = None,
) -> Brief:
    """The brief of a casebook. `table(name)` gives the rows of a contract table as dicts.

    Events under `threshold` stay out and are counted. `accuracy` is what the head of the brief states, by default as
    measured for this release. `as_of` is the moment of the casebook that is shown: with it the same brief can be made
    again. `changes`: what differs from an earlier moment, told first (of masked tables where `table` is masked).
    """
    c = _Composer(table, threshold)
    asked = (changed(c, changes),) if changes is not None else ()  # said even where nothing did
    sections = (
        Section(
            "What happened",
            "Told by two or more independent origins, or by one (then in its name).",
            c.lines("corroborated", "single_origin", earlier=False),
        ),
        Section(
            "Disputed, revised, denied",
            "Rival accounts stand side by side; none is preferred.",
            c.lines(*CONTESTED),
        ),
        Section("Planned, demanded, threatened, possible", "Not told as having happened.", c.lines("hypothetical")),
        Section("Blame by claimant", "Who is said to have done it, and who denies.", c.blamed()),
        Section("Tolls by claimant", "Where figures differ.", c.claimants()),
        Section("What answered what", "Stated in a report, or inferred and marked so.", c.chains()),
        Section("Conditional threats", "If X happens, A says it will do Y.", c.threats(c.tripwires)),
        Section("Who stands behind whom", "As asserted; contested relations stay contested.", c.backing()),
        Section(
            "Earlier history",
            "Told of years before the first report.",
            c.lines("corroborated", "single_origin", earlier=True),
        ),
        Section("Sources", "Copies of one text count once.", c.sources()),
    )
    set_aside = tuple(f"{i['uri']}: {i['message']} [{i['code']}]" for i in c.issues)
    reviewed = sum(e.get("review") in SEEN for e in c.events)
    head = warning(accuracy or measured(), reviewed, len(c.events))
    moment = (f"state {as_of} of the casebook (--as-of {as_of} gives this brief again)",) if as_of else ()
    return Brief(title, head, (*c.summary(), *moment), (*asked, *(s for s in sections if s.lines)), set_aside)

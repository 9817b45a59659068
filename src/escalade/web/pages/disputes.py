"""Why an event is disputed: who denies it, and where the accounts exclude one another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from escalade.web.store import Row

STATE = 3  # letters of a code that name the state
ASKED = {"who": "who did it", "whom": "whom it hit", "when": "when it was", "where": "where it was"}
MOST = 8  # reasons that are said; the table of origins has all


def against(
    mentions: Sequence[Row], claims: Sequence[Row], differing: Mapping[str, Sequence[tuple[str, str]]]
) -> list[dict[str, str]]:
    """Denials, by who makes them, then what origins differ in. `differing`: attribute -> what clashes, each
    with the reference of who says so.

    Each with `who` and `what` in words and the reference that it opens.
    """
    out = []
    about = {claim["about_id"] for claim in claims}
    for claim in claims:
        if claim["stance"] != "denies":
            continue
        what = {None: "denies it", "actor": f"denies that it was {claim['value'] or 'them'}"}.get(
            claim["field"], f"denies the figure: {claim['field']}"
        )
        out.append({"who": claim["said"] or "Somebody", "what": what, "ref": f"claim:{claim['claim_id']}"})
    for mention in mentions:
        if mention["status"] == "negated" and mention["event_mention_id"] not in about:
            what = "says that it did not happen, or is over"
            out.append({"who": mention["said"], "what": what, "ref": f"mention:{mention['event_mention_id']}"})
    for attribute, sides in differing.items():
        clash = " or ".join(dict.fromkeys(text for text, _ in sides))
        out.append({"who": f"They differ in {ASKED.get(attribute, attribute)}", "what": clash, "ref": sides[-1][1]})
    seen = {(reason["who"], reason["what"]): reason for reason in reversed(out)}
    return [reason for reason in out if seen[reason["who"], reason["what"]] is reason][:MOST]


def sides_of(mention: Row) -> frozenset[str]:
    """Whom a mention names as having done it, by actor and by state."""
    parties = json.loads(mention["record"])["actors"]
    return frozenset(key for p in parties for key in (p["id"], *(code[:STATE] for code in p["codes"])) if key)

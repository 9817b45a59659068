"""Who a claim started with: innermost speaker, else publisher; copies, relays and one state's offices collapsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from escalade.events.parties import STATE
from escalade.model.codings import Claim, Speaker

OUTLET = "outlet:"  # opens the key of what an outlet says itself
UNSIGNED = "report:"  # opens the key of a report of which nobody knows who published it: perhaps one of the others
WITNESSES = "witnesses"  # low key of people who were there: no state's, but perhaps whom an outlet has it from
ANYBODY = "unnamed"  # low key of an unnamed speaker of no known side: perhaps one of the others
NAMELESS = (ANYBODY, WITNESSES)
STAFF = re.compile(r"\b(?:correspondent|reporter|journalist|writer|photographer|bureau|newsroom|editor)", re.I)
PRESENT = re.compile(
    r"\b(?:residents?|villagers?|(?:eye)?witness(?:es)?|survivors?|locals|neighbours?|passengers?|shopkeepers?|nurses?"
    r"|doctors?|medics?|farmers?|fishermen)$",
    re.I,
)
OFFICE = re.compile(
    r"\b(?:governor|mayor|minister|spokes\w+|general|colonel|major|admiral|commander|commissioner|prosecutor|official"
    r"|president|premier|ambassador|envoy|(?:police|army|military|security|navy|intelligence) chief|sheriff)\b",
    re.I,
)
Outlet = Callable[[str], str | None]  # the state that runs the outlet of that name, else its id; None = no known outlet


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom a claim started with. `low` is equal for what may be one source, `high` differs only for what may be two.

    `report` and `sentence` say where; `voice` is "own" (the report's), "echo" (the report's, in a headline or in words
    that take up what it told: "the attack"), "named" or "unnamed" (a source's), "avowed" (the doer's, from whom the
    report does not have what it tells). `official`: a named office-holder of no known side, perhaps of a state that is
    heard.
    """

    low: str
    high: str
    report: str
    sentence: int
    voice: str
    official: bool = False

    @property
    def own(self) -> bool:
        """Whether the report itself vouches for it."""
        return self.voice in ("own", "echo")


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose voice a report speaks: its `publishers` (its own, those it embeds), and the first copy's publisher.

    `headed`: its first sentence is a headline.
    """

    report_id: str
    publishers: frozenset[str]
    first_publisher: str | None
    headed: bool = False


def origin(claim: Claim, voice: Voice, outlet: Outlet, sides: Mapping[str, str]) -> Origin:
    """Origin of a claim. Reprints speak with the voice of the report's first copy.

    `sides`: the side of a speaker, where another report tells it.
    """
    inside = 0
    while inside < len(claim.chain) and _publishes(claim.chain[inside], voice):
        inside += 1
    speakers, where = claim.chain[inside:], (voice.report_id, claim.sentence)
    if not speakers:
        name = claim.chain[-1].name if inside > 1 else voice.first_publisher
        low = (outlet(name) or f"{OUTLET}{name.casefold()}") if name else f"{UNSIGNED}{voice.report_id}"
        return Origin(low, low, *where, "echo" if voice.headed and claim.sentence == 0 else "own")
    inner = speakers[-1]
    low = _side(inner, outlet, sides)
    if low.startswith(OUTLET):
        return Origin(low, low, *where, "named")
    if inner.named:
        who = f"speaker:{inner.actor_id or inner.name.casefold()}"
        official = low in (inner.actor_id, who) and OFFICE.search(inner.name) is not None
        return Origin(low, who, *where, "named", official)
    relay = next((s.name for s in reversed(speakers[:-1]) if s.named), voice.first_publisher or voice.report_id)
    return Origin(low, f"unnamed of {low} by {relay.casefold()}", *where, "unnamed")


def _publishes(speaker: Speaker, voice: Voice) -> bool:
    return speaker.verb is None and speaker.name in voice.publishers


def _side(speaker: Speaker, outlet: Outlet, sides: Mapping[str, str]) -> str:
    if not speaker.named:
        return (outlet(speaker.name) if STAFF.search(speaker.name) else None) or speaker.side or _nameless(speaker)
    side = speaker.side if speaker.side != speaker.actor_id else None
    side = side or sides.get(speaker.actor_id or "")
    return outlet(speaker.name) or side or speaker.actor_id or f"speaker:{speaker.name.casefold()}"


def _nameless(speaker: Speaker) -> str:
    return WITNESSES if PRESENT.search(speaker.name) else ANYBODY


def counted(origins: Iterable[Origin]) -> tuple[int, int]:
    """Least and greatest number of independent origins: (low, high).

    Unnamed speakers of no known side, and reports of no known publisher, may be any of the others, so they add to `low`
    only where nobody else speaks, nor do office-holders of no known side where a state speaks; such speakers add to
    `high` only where no other unnamed speaker is heard through the same outlet ("three officials", "one of them").
    Residents and the like are no state's, and add to `low` where only states speak. Nor does a report's own voice add
    to it where the report gives a source for the same happening, or only echoes.
    """
    found = list(origins)
    sourced = {o.report for o in found if o.voice in ("named", "unnamed")}
    told = {o.report for o in found if o.voice != "echo"}

    def second_hand(o: Origin) -> bool:
        return o.own and (o.report in sourced or (o.voice == "echo" and o.report in told))

    low = {ANYBODY if o.low.startswith(UNSIGNED) else o.low for o in found if not second_hand(o)}
    sides = {o.high.partition(" by ")[2] for o in found if o.voice == "unnamed" and o.low not in NAMELESS}
    high = {o.high for o in found if o.low not in NAMELESS or o.high.partition(" by ")[2] not in sides}
    if len(low) > 1:
        low.discard(ANYBODY)
    if not all(_is_state(key) for key in low - {WITNESSES}):
        low.discard(WITNESSES)
    if any(map(_is_state, low)):
        low -= {o.low for o in found if o.official}
    return len(low), max(len(high), len(low))


def _is_state(key: str) -> bool:
    return len(key) == STATE and key.isupper()

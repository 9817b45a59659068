"""By what means a blow is told to have been struck: from the air, by fire, by a hidden charge, by guns.

Two accounts of one blow may differ on who struck it and how many died, hardly on whether a mine or an air raid did.
"""

from __future__ import annotations

import re
from functools import lru_cache

from escalade.model.codings import EventMention

_SORTS = {
    "air": r"air ?(?:raids?|strikes?|attacks?)|air(?= (?:bombard|assault|campaign))|aerial|warplanes?|jets?"
    r"|bombers|[fF]-\d+s?|MiG[\w-]*|Su-\d+s?|fighter planes?|drones?|UAVs?|quadcopters?",
    "fire": r"rockets?|shells?|artillery|mortars?|howitzers?|shell(?:ing|ed)|cannonade",
    "charge": r"(?:land)?mines?|(?:car|truck|roadside|suicide|parcel) bomb\w*|IEDs?|explosive device"
    r"|bomb(?=s? (?:had |was |were )?(?:gone|went|tore|ripped|explod\w+|detonat\w+|plant\w+|plac\w+|laid))"
    r"|boobytrap\w*",
    "guns": r"gunfire|shots|rifles?|machine[- ]guns?(?:[- ]fire)?|small[- ]arms|pistols?|bullets?",
}
_SORT = re.compile("|".join(rf"(?P<{sort}>\b(?:{words})\b)" for sort, words in _SORTS.items()), re.I)
_EDGE = re.compile(
    r"[,;:()\"“”]|\b(?:and|but|or|after|before|when|while|as|that|which|who|because|if|hours|days|since|where)\b", re.I
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|get|got)\s+(?:\w+ly\s+)?$", re.I)
_OF_A_NOUN = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|their|his|her|no|any)|[’']s)\s+(?P<own>(?:[\w’'-]+\s+){0,2})$", re.I
)
_BY = re.compile(r"\b(?:by|with|in|from|under)\s+(?:(?!(?:for|to|of|on|at|against)\b)[\w’'-]+\s+){0,3}$", re.I)
_FIRING = re.compile(r"(?:fir|launch|lob|trad|exchang|sent|send|plant|plac|lay|laid|open|salvo|barrage)", re.I)
_LAID = re.compile(r"(?:plant|plac|lay|laid|bur(?:y|i))", re.I)
_CHARGE = re.compile(r"\b(?:bombs?|devices?|charges?|explosives?|mines?)\b", re.I)
_DOWNED = "destroy"  # mode of what brought something down: what is told there is the target


def means_of(mention: EventMention) -> frozenset[str]:
    """The means that the words around a blow tell, by sort ("air", "fire", "charge", "guns"); empty if none does."""
    return frozenset(sort for sort, _ in _told_of(mention))


def weapons_of(mention: EventMention) -> frozenset[str]:
    """The words for them that stand beside the word for the blow: "rocket" of "the rocket fire", none of "shelling"."""
    return frozenset(word for _, word in _told_of(mention) if word)


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether both tell by what means, and not by the same."""
    return bool(one and other and not one & other)


def _told_of(mention: EventMention) -> frozenset[tuple[str, str]]:
    if mention.event_type not in ("ASSAULT", "COERCE") or mention.mode == _DOWNED:
        return frozenset()
    return _told(mention.sentence_text, mention.trigger_start, mention.trigger)


@lru_cache(maxsize=1 << 15)
def _told(sentence: str, start: int, trigger: str) -> frozenset[tuple[str, str]]:
    """Sorts and words. Of a noun what stands right before it ("the rocket attack"), of a verb what does it ("jets
    bombed"); of both what follows as their means ("killed by a shell", "died in the air raid") or is fired."""
    before, after = sentence[:start], sentence[start + len(trigger) :]
    noun = _OF_A_NOUN.search(before)
    near = noun["own"] if noun else "" if _PASSIVE.search(before) else _EDGE.split(before)[-1]
    follows = _SORT.finditer(_EDGE.split(after, maxsplit=1)[0])
    then = [m for m in follows if _FIRING.match(trigger) or _BY.search(after[: m.start()])]
    found = {(str(m.lastgroup), _word(m)) for m in then[:1]}
    found |= {(str(m.lastgroup), _word(m) if m.end() <= len(near) else "") for m in _SORT.finditer(near + trigger)}
    if _LAID.match(trigger) and _CHARGE.search(sentence):
        found.add(("charge", ""))
    return frozenset(found)


def _word(found: re.Match[str]) -> str:
    return found.group().lower().removesuffix("s")

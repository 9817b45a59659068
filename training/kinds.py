"""From the corpora's entity types to Escalade's mention kinds and to named entities.

A mention runs from its first premodifier to its head (and through a name's own "of ..."), not over
relative clauses or "of" phrases behind a common noun; where two nest, the outer one stays, but a
possessor ("Trump 's", "his") is a mention of its own.
"""

from __future__ import annotations

from training.conllu import Sentence

Span = tuple[int, int, str]

_FACILITY = """
airbase airfield airport apartment arena bakery bank bar barracks base bridge building bunker cafe camp castle
cathedral cemetery checkpoint church clinic club college compound court courthouse courtroom dam depot dormitory
embassy facility factory farm fort fortress gallery garage garrison gate hall harbor headquarters hospital hotel
house jail kindergarten kitchen lab laboratory library market mausoleum mill mine ministry monastery mosque
museum office outpost palace park pier pipeline plant platform port prison pub reactor refinery restaurant road
room runway school shelter shop shrine silo site stadium station store studio synagogue temple terminal theater
theatre tower tunnel university villa wall warehouse zoo
"""
_WEAPON = """
aircraft airplane ammunition armor arms arsenal artillery bomb bomber bullet cannon carrier destroyer drone
explosive fighter firearm frigate grenade gun helicopter howitzer ied jet knife launcher machete mine missile
mortar munition pistol plane projectile revolver rifle rocket shell shotgun submarine sword tank torpedo uav
vbied warhead warplane warship weapon weaponry
"""
_GROUP = """
alliance army bloc brigade cell clan coalition community congregation couple crew crowd extremist faction family
fighter force gang group guerrilla gunman insurgent jihadist majority mercenary militant militia minority mob
movement network opposition paramilitary party people population protester public rebel separatist side team
terrorist tribe troop
"""
_TITLES = """
adm. ambassador american archbishop attorney captain chair chairman chairwoman chancellor chief coach col.
colonel congressman congresswoman dean director doctor dr. emperor father foreign former gen. general gov.
governor inspector judge justice king lieutenant lord lt. madam madame maj. major mayor members minister miss mr
mr. mrs mrs. ms. president prime prof. professor protector queen rep. representative rev. saint secretary sen.
senator sergeant sheikh sir speaker special states tsar u.s. united us vice
"""
_COUNTRY = """
afghanistan; albania; algeria; america; angola; argentina; armenia; australia; austria; azerbaijan; bahrain;
bangladesh; belarus; belgium; benin; bolivia; bosnia; bosnia and herzegovina; botswana; brazil; britain;
bulgaria; burkina faso; burma; burundi; cambodia; cameroon; canada; chad; chile; china; colombia; congo;
costa rica; croatia; cuba; cyprus; czech republic; czechoslovakia; denmark; dominican republic; ecuador; egypt;
el salvador; england; eritrea; estonia; ethiopia; fiji; finland; france; gabon; gambia; georgia; germany;
ghana; great britain; greece; guatemala; guinea; haiti; hashemite kingdom of jordan; honduras; hungary;
iceland; india; indonesia; iran; iraq; ireland; islamic republic of iran; israel; italy; ivory coast; jamaica;
japan; jordan; kazakhstan; kenya; kosovo; kuwait; kyrgyzstan; laos; latvia; lebanon; lesotho; liberia; libya;
lithuania; luxembourg; macedonia; madagascar; malawi; malaysia; maldives; mali; malta; mauritania; mauritius;
mexico; moldova; mongolia; montenegro; morocco; mozambique; myanmar; namibia; nepal; netherlands; new zealand;
nicaragua; niger; nigeria; north korea; norway; oman; pakistan; palestine; panama; paraguay; peru; philippines;
poland; portugal; qatar; republic of iraq; romania; russia; rwanda; saudi arabia; scotland; senegal; serbia;
sierra leone; singapore; slovakia; slovenia; somalia; south africa; south korea; south sudan; soviet union;
spain; sri lanka; sudan; sweden; switzerland; syria; taiwan; tajikistan; tanzania; thailand; togo; tunisia;
turkey; turkmenistan; u.k.; u.s; u.s.; u.s.a.; uae; uganda; uk; ukraine; united arab emirates; united kingdom;
united states; united states of america; uruguay; us; usa; ussr; uzbekistan; venezuela; vietnam; wales;
west germany; yemen; yugoslavia; zambia; zimbabwe;
"""
FACILITY, WEAPON, GROUP, TITLES = (frozenset(x.split()) for x in (_FACILITY, _WEAPON, _GROUP, _TITLES))
COUNTRY = frozenset(x.strip() for x in _COUNTRY.replace("\n", " ").split(";") if x.strip())
NOT_WEAPON = frozenset(("strike", "strikes", "airstrike", "airstrikes", "attack", "attacks"))
_NAMED_TAIL = ("of", "for", "and", "the", "de", "al", "-", "'s", "’s", "&")
_LINKS = frozenset(("the", "of", "-", "and"))
_POSSESSIVE = ("'s", "’s", "'", "’")


def _head(s: Sentence, a: int, b: int) -> int | None:
    for i in range(a, b):
        if not a <= s.heads[i] - 1 < b:
            return i
    return None


def _kind(s: Sentence, h: int, a: int, b: int, kind: str) -> str | None:
    lemma, plural = (
        s.lemmas[h].lower(),
        s.xpos[h] in ("NNS", "NNPS") or s.words[h].lower() in ("they", "them", "their", "we", "us", "our"),
    )
    if kind == "person":
        return "group" if plural or lemma in GROUP else "person"
    if kind == "organization":
        if " ".join(w.lower() for w in s.words[a:b] if w.lower() != "the") in COUNTRY:
            return "country"
        return "group" if lemma in GROUP and s.upos[h] != "PROPN" else "organisation"
    if kind == "place":
        words = [w.lower() for w in s.words[a:b] if w.lower() != "the"]
        if " ".join(words) in COUNTRY or lemma in ("country", "nation"):
            return "country"
        return "facility" if lemma in FACILITY else "place"
    return "weapon" if kind == "object" and lemma in WEAPON and s.upos[h] in ("NOUN", "PROPN") else None


def _right_edge(s: Sentence, h: int, b: int) -> int:
    """One past the last word of the name or noun that `h` heads."""
    end = h + 1
    while end < b and (further := _goes_on(s, h, end, b)):
        end = further
    while end > h + 1 and s.upos[end - 1] not in ("PROPN", "NOUN", "NUM", "X"):
        end -= 1
    return end


def _goes_on(s: Sentence, h: int, i: int, b: int) -> int:
    """The new end if word i still belongs to the name headed by `h`, else 0."""
    up, deprel = s.heads[i] - 1, s.deprels[i].split(":")[0]
    part = deprel in ("flat", "compound")
    if (up == h and deprel in ("goeswith", "fixed")) or (part and h <= up < i):
        return i + 1
    if up > h and s.words[i] == "-" and (part or deprel == "punct"):
        return i + 1
    if s.upos[h] != "PROPN":
        return 0
    if s.words[i].lower() in _NAMED_TAIL:  # Ministry of Defence
        if s.words[i] == "and" or not any(s.upos[k] == "PROPN" and h <= s.heads[k] - 1 < i for k in range(i, b)):
            return 0
        tail = next((k for k in range(i, min(b, i + 4)) if s.upos[k] == "PROPN"), None)
        return 0 if tail is None else tail + 1
    return i + 1 if s.upos[i] == "PROPN" and h <= _top(s, i, i + 1, b) - 1 < i else 0


def _top(s: Sentence, i: int, low: int, high: int) -> int:
    """The head of word i, followed upwards while it stays right of i within the span."""
    head = s.heads[i]
    while low <= head - 1 < high:
        head = s.heads[head - 1]
    return head


def _flatten(n: int, spans: list[Span]) -> list[str]:
    """BIO labels; of spans that overlap the longest stays."""
    tags = ["O"] * n
    for a, b, kind in sorted(set(spans), key=lambda x: (x[0] - x[1], x)):
        if a < b and all(t == "O" for t in tags[a:b]):
            tags[a:b] = [f"B-{kind}"] + [f"I-{kind}"] * (b - a - 1)
    return tags


def gum_mentions(s: Sentence, found: list[Span]) -> list[str]:
    """BIO mention labels of a GUM sentence from (start, end, type) spans over its words."""
    spans: list[Span] = []
    for a, b, kind in found:
        h = _head(s, a, b)
        if h is None or s.upos[h] in ("DET", "ADV", "SCONJ") or s.xpos[h] in ("WP", "WDT", "WP$", "EX"):
            continue
        label = _kind(s, h, a, b, kind)
        if label is None:
            continue
        for i in range(a, h):  # a possessor stands alone
            if s.deprels[i] == "nmod:poss" and s.heads[i] - 1 == h and s.upos[i] != "ADJ":
                owner = i + 1
                while owner < h and s.words[owner] in _POSSESSIVE:
                    owner += 1
                a = owner
        while a < h and s.upos[a] in ("PUNCT", "CCONJ"):
            a += 1
        spans.append((a, _right_edge(s, h, b), label))
    return _flatten(len(s.words), spans)


def gum_names(s: Sentence, found: list[Span]) -> list[str]:
    """BIO named-entity labels of a GUM sentence: the proper-name core of persons, organisations and places."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    spans: list[Span] = []
    for a, b, kind in found:
        h = _head(s, a, b)
        if kind not in kinds or h is None or s.upos[h] != "PROPN":
            continue
        low = h
        while low > a and _is_name_part(s, low - 1, a):
            low -= 1
        end = _right_edge(s, h, b)
        not_first = _LINKS | TITLES if kind == "person" else _LINKS
        while low < end - 1 and s.words[low].lower() in not_first:
            low += 1
        name = " ".join(w.lower() for w in s.words[low:end])
        if name in TITLES or (kind == "person" and s.xpos[h] == "NNPS" and end - low == 1):  # the President; Americans
            continue
        spans.append((low, end, "LOC" if name in COUNTRY else kinds[kind]))
    return _flatten(len(s.words), spans)


def _is_name_part(s: Sentence, i: int, a: int) -> bool:
    """Whether word i, left of a name that may begin at word a, belongs to the name."""
    if s.words[i][0].isupper():
        return s.upos[i] not in ("DET", "PRON", "PUNCT")
    return i > a and s.words[i] in ("-", "'", "of", "de", "al", "&") and s.upos[i - 1] == "PROPN"


RE3D = {
    "Organisation": "organisation",
    "Person": "person",
    "Location": "place",
    "Weapon": "weapon",
    "MilitaryPlatform": "weapon",
}
_PLURALS = "people men women children civilians police victims personnel they them their we us our"
_PLURAL = frozenset(_PLURALS.split())


def re3d_mentions(s: Sentence, found: list[Span]) -> list[str]:
    """BIO mention labels of a re3d sentence from (start, end, type) character spans; there is no tree to lean on."""
    by_start, by_end = {a: i for i, (a, _) in enumerate(s.spans)}, {b: i + 1 for i, (_, b) in enumerate(s.spans)}
    spans: list[Span] = []
    for start, end, kind in found:
        if kind not in RE3D or start not in by_start or end not in by_end:
            continue
        a, b = by_start[start], by_end[end]
        if not any(c.isalpha() for c in s.words[b - 1]):
            continue
        words = [w.lower() for w in s.words[a:b]]
        for cut in ("of", "in", "from", "at", "who", "that", "with"):  # behind a common noun the phrase is not the name
            if cut in words and words.index(cut) > 0 and s.words[a + words.index(cut) - 1].islower():
                b = a + words.index(cut)
                words = words[: b - a]
        label = _re3d_kind(s, words, b, RE3D[kind])
        if label:
            spans.append((a, b, label))
    return _flatten(len(s.words), spans)


def _re3d_kind(s: Sentence, words: list[str], b: int, kind: str) -> str | None:
    last, lower = words[-1], s.words[b - 1].islower()
    single = last[:-1] if last.endswith("s") else last
    plural = last in _PLURAL or (lower and last.endswith("s") and not last.endswith("ss"))
    bare = " ".join(w for w in words if w != "the")
    if kind == "weapon":
        return None if last in NOT_WEAPON else "weapon"
    if kind == "person":
        return "group" if plural else "person"
    if bare in COUNTRY:
        return "country"
    if kind == "organisation":
        return "group" if plural or (lower and single in GROUP) else "organisation"
    return "facility" if single in FACILITY else "place"

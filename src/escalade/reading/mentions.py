"""Stage reading.mentions: from parsed sentences to the actors, places, facilities and weapons they mention.

Four witnesses are joined: the mention head (named and nominal), the named-entity head, a list of known
names where one is given (it wins on kind), and the tree, which says how far a noun phrase reaches: from
its premodifiers to its head, not over what follows ("several U.S. and Iraqi military personnel"). Mentions
nest: "Iran's foreign minister" holds "Iran".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from escalade.model.ids import content_id
from escalade.model.readings import Mention, Sentence

KIND_OF_NER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_PREMODIFIERS = frozenset(
    ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat", "goeswith")
)
_ONLY_BEFORE = frozenset(("amod", "det", "nummod", "advmod"))
_NAME_TAILS = frozenset(("flat", "compound", "goeswith"))
_EDGE = frozenset(("PUNCT", "CCONJ", "ADP", "SCONJ", "AUX", "VERB", "ADV", "PART", "SYM"))
_PRONOUN_KIND = dict.fromkeys(("he", "him", "himself", "she", "her", "herself"), "person") | dict.fromkeys(
    ("they", "them", "themselves"), "group"
)
_SEEMS = frozenset(("seem", "appear", "mean", "turn", "happen", "follow", "emerge", "help", "take", "show", "matter"))
_WILLS = frozenset(
    "accept accuse admit agree announce apologise apologize appeal ask blame condemn consent decline demand denounce "
    "deny insist invite pledge promise propose refuse reject swear tell threaten urge vow".split()
)
_OTHERS = frozenset(("it", "itself", "we", "us", "ourselves"))  # mentions where the mention head says so
# heads of names that are bodies, whatever they are named after: "the Andean Front", "the Column" for short
BODIES = frozenset(
    "front movement army syndicate column brigade brigades party militia league alliance coalition congress committee "
    "resistance guard guards corps battalion regiment legion cartel katiba brotherhood union network federation".split()
)
_SIDES = frozenset("western eastern northern southern central home second".split())  # "the Western Front" is ground
# what stands between "the" and a person's name, or for it; other names that follow an article are no persons'
STYLES = frozenset(
    "rev reverend hon honourable honorable right most late pope prophet prince princess king queen emperor emir sultan "
    "sheikh imam ayatollah grand lord lady duke duchess aga dalai patriarch cardinal archbishop bishop prime president "
    "minister premier chancellor governor ambassador secretary general colonel major captain sergeant chief".split()
)
BEARERS = frozenset(("person", "organisation", "group"))  # kinds of actors whose names a report tells but once surely
NOBODY = frozenset(("god", "allah", "jesus", "christ", "satan", "mr", "mrs", "ms"))  # a lone word that names no actor
BANDS = frozenset("gang gangs militia militias cartel cartels faction clan alliance coalition".split())
SHIPS = frozenset(
    "USS USNS USCGC HMS HMAS HMCS HMNZS INS PNS ROKS RSS JS BRP KRI FS HNLMS TCG ARA BAP RFA IRIS ENS".split()
)
DEMONYM = "demonym"  # a known name that is a country before a noun ("Iranian forces"), a group or person alone


class Span(NamedTuple):
    """Token range (half-open) and what is said of it."""

    start: int
    end: int
    kind: str


class Finder(Protocol):
    """What knows names: gives their spans in a sentence, left to right, not overlapping."""

    def find(self, words: list[str]) -> list[Span]: ...


class Names:
    """Known names, matched over tokens, longest first. Keys are names as written, values their kind.

    A name with a capital is matched only where the text does not write it all in lower case (US, not us).
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        from escalade.reading.tokens import tokenize

        self._names: dict[tuple[str, ...], tuple[str, bool]] = {}
        self._longest: dict[str, int] = {}
        for name in sorted(names):
            key = tuple(name[a:b].lower() for a, b in tokenize(name))
            if key:
                self._names[key] = (names[name], name != name.lower())
                self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def find(self, words: list[str]) -> list[Span]:
        """The known names in a sentence, left to right, not overlapping."""
        low, found, i = [w.lower() for w in words], [], 0
        while i < len(words):
            step = 1
            for n in range(self._longest.get(low[i], 0), 0, -1):
                hit = self._names.get(tuple(low[i : i + n]))
                if hit and not (hit[1] and all(w.islower() for w in words[i : i + n])):
                    found.append(Span(i, i + n, hit[0]))
                    step = n
                    break
            i += step
        return found


def find(sentences: Iterable[Sentence], text: str, names: Finder | None = None) -> list[Mention]:
    """The mentions in sentences of one document with text `text`, in order of place, outer before inner."""
    rows: list[Mention] = []
    told: list[tuple[Sentence, list[str], Found]] = []
    for s in sentences:
        words = [text[a:b] for a, b in zip(s.token_start, s.token_end, strict=True)]
        known = [_settled(s, span) for span in names.find(words)] if names else []
        found = _with_actors(s, words, _begun(s, words, _Evidence(s, words, known).mentions()))
        told.append((s, words, _with_bodies(s, words, found)))
    bearers = _bearers(told)
    lasts = {name[-1]: kind for held in bearers.values() for name, kind in held}
    for s, words, found in told:
        for span, head, level in _by_last_word(words, _with_bearers(s, words, found, bearers), lasts):
            a, b = s.token_start[span.start], s.token_end[span.end - 1]
            if text[a:b].lower().rstrip(".") in NOBODY:
                continue
            rows.append(
                Mention(
                    mention_id=content_id("m", s.document_id, a, b, span.kind),
                    document_id=s.document_id,
                    sentence=s.ordinal,
                    kind=span.kind,
                    level=level,
                    char_start=a,
                    char_end=b,
                    quote=text[a:b],
                    token_start=span.start,
                    token_end=span.end,
                    head=head,
                )
            )
    return rows


def as_kind(mention: Mention, kind: str) -> Mention:
    """A mention as one of another kind, under the id that it then has."""
    ident = content_id("m", mention.document_id, mention.char_start, mention.char_end, kind)
    return replace(mention, kind=kind, mention_id=ident)


Found = list[tuple[Span, int, str]]


def _begun(s: Sentence, words: list[str], found: Found) -> Found:
    """The mentions of a sentence, persons' names whole where the first word reads as a verb: "Will Traore said", "his
    deputy, Will Traore"."""
    out = found
    for f in found:
        span, head, level = f
        start = span.start
        while start > 0 and words[start - 1].istitle() and s.upos[start - 1] in ("VERB", "AUX", "INTJ"):
            start -= 1
        if level != "named" or span.kind != "person" or start == span.start:
            continue
        subject = s.deprel[head].startswith("nsubj") and s.head[head] - 1 > head and words[-1] != "?"
        if start == 0 and not (subject and s.xpos[0] in ("MD", "VBD")):
            continue  # "Let Traore go"
        out = [(Span(start, span.end, span.kind), head, level), *(o for o in out if o is not f and o[1] >= head)]
        out = sorted([*out, *(o for o in found if o is not f and o[0].end <= start)], key=lambda m: m[0])
    return out


def _with_actors(s: Sentence, words: list[str], found: Found) -> Found:
    """The mentions of a sentence, with names of plain words that no head saw: "Golden Crane wrote to the editor"."""
    plain = [w for w in words if w.isalpha()]
    if 2 * sum(w.islower() for w in plain) < len(plain):
        return found  # a heading
    new: Found = []
    for i in range(1, len(words)):
        if not (words[i - 1].istitle() and words[i].istitle() and s.upos[i] == "NOUN" and s.xpos[i] in ("NN", "NNP")):
            continue
        alone = sum(h - 1 == i and s.deprel[k] != "punct" for k, h in enumerate(s.head[:i])) == 1
        does = s.deprel[i] == "nsubj" and s.upos[s.head[i] - 1] == "VERB" and s.head[i - 1] - 1 == i
        free = not any(span.start <= k < span.end for span, _, _ in found for k in (i - 1, i))
        if alone and does and s.deprel[i - 1] in ("amod", "compound") and free:
            new.append((Span(i - 1, i + 1, "organisation"), i, "named"))
    return sorted([*found, *new], key=lambda m: (m[0].start, -m[0].end, m[1])) if new else found


def _is_body(words: list[str], start: int, head: int) -> bool:
    """Whether a name of several words is that of a body, by the word that heads it."""
    capital = words[head].lower() in BODIES and words[head][0].isupper() and head - start > 1
    return capital and words[head - 1].lower() not in _SIDES


def _with_bodies(s: Sentence, words: list[str], found: Found) -> Found:
    """The mentions of a sentence, with names of bodies that no head saw: "the Liberation Column", "the Column"."""
    new: dict[int, Span] = {}
    taken = {i for span, head, level in found if level == "named" for i in range(span.start, span.end)}
    towns = {h for span, h, level in found if level == "named" and span.kind == "place" and span.end - span.start == 1}
    for i in range(1, len(words)):
        body = words[i].istitle() and words[i].lower() in BODIES and words[i - 1].lower() not in _SIDES
        if not body or i in taken or (i + 1 < len(words) and s.upos[i + 1] == "PROPN"):
            continue
        start = i
        while start > 0 and (lo := _name_before(words, start)) is not None:
            article = words[lo - 1].lower() == "the"
            owned = lo == start - 2 and s.deprel[lo] == "nmod:poss"
            named_after = lo in towns and s.deprel[lo] == "compound" and s.head[lo] - 1 == i
            if lo in taken and not (article and (owned or named_after)):
                break  # a name of its own, but "the Fishermen's Brigade", "the Gao Free Column"
            start = lo
        the = start > 0 and words[start - 1].lower() == "the"
        if start < i or the:
            new[i] = Span(start - the, i + 1, "organisation")
    if not new:
        return found
    joined = [*(f for f in found if f[1] not in new), *((span, i, "named") for i, span in new.items())]
    return sorted(joined, key=lambda m: (m[0].start, -m[0].end, m[1]))


def _name_before(words: list[str], i: int) -> int | None:
    """Where the name that goes on at a token began a word before: "Lion" Guard, "Fishermen" 's Brigade."""
    before = i - 2 if words[i - 1] in ("'s", "’s", "'", "’") else i - 1
    return before if before >= 0 and words[before].istitle() and words[before] != "The" else None


def _is_titled(words: list[str], start: int, head: int) -> bool:
    """Whether a common noun heads a name: "the Aras Wolves", "the Sahara Movement", but not in a heading."""
    written = words[head].istitle() and head > 1 and _name_before(words, head) is not None
    if not written or start > head - 1:
        return False
    plain = [w for w in words if w.isalpha()]
    return 4 * sum(w.islower() for w in plain) >= len(plain)


def _bearers(told: Iterable[tuple[Sentence, list[str], Found]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> names of two words and more that some sentence of the report tells of an actor, with its kind."""
    kinds: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for _, words, found in told:
        for span, _, level in found:
            start = next((i for i in range(span.start, span.end) if words[i][:1].isupper() and words[i] != "The"), None)
            if level == "named" and start is not None and span.end - start > 1:
                name = tuple(words[start : span.end])
                if all(w[:1].isupper() or w.isdigit() for w in name):
                    kinds[name][span.kind] += 1
    out: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, counts in sorted(kinds.items(), key=lambda item: (-len(item[0]), item[0])):
        kind, most = max(counts.items(), key=lambda item: (item[1], item[0] != "person", item[0] in BEARERS, item[0]))
        if kind in BEARERS and 2 * most >= counts.total() > 2 * counts["place"]:
            out[name[0]].append((name, kind))
    return out


def _with_bearers(
    s: Sentence, words: list[str], found: Found, bearers: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
) -> Found:
    """The mentions of a sentence, with actors that only other sentences of the report know for such: "Black Heron"."""
    out = list(found)
    for i, word in enumerate(words):
        for name, kind in bearers.get(word, ()):
            end = i + len(name)
            if tuple(words[i:end]) != name or (end < len(words) and s.upos[end] == "PROPN"):
                continue
            over = [f for f in out if f[0].start < end and i < f[0].end]
            same = [f for f in over if f[2] == "named" and f[0].end == end and i - 1 <= f[0].start <= i]
            parts = [f for f in over if f[2] == "named" and i <= f[0].start and f[0].end <= end]
            if not over:
                head = _head(s, i, end)
                out.append((Span(i - (i > 0 and words[i - 1].lower() == "the"), end, kind), head, "named"))
            elif same and same[0][0].kind in ("place", *BEARERS):
                out[out.index(same[0])] = (same[0][0]._replace(kind=kind), *same[0][1:])
            elif kind == "person" and parts == over and parts[-1][0].end == end:  # "Saw" and "Ba Lin" for one name
                out = [f for f in out if f not in parts]
                out.append((Span(i, end, kind), parts[-1][1], "named"))
            break
    return out


def _by_last_word(words: list[str], found: Found, lasts: Mapping[str, str]) -> Found:
    """The mentions of a sentence, with actors by the last word of their names: "the Wolves" after "the Aras Wolves",
    "Bone" at the head of a sentence after "Darwin Bone"."""
    out = found
    if words and lasts.get(words[0]) == "person" and not any(f[2] == "named" and f[0].start == 0 for f in out):
        out = [*(f for f in out if f[1] != 0), (Span(0, 1, "person"), 0, "named")]
    for i in range(1, len(words)):
        known = lasts.get(words[i], "person") != "person" and words[i - 1].lower() == "the"
        if not known or any(f[2] == "named" and f[1] == i for f in out):
            continue
        if i + 1 == len(words) or not words[i + 1][:1].isupper():
            span = Span(i - 1, i + 1, lasts[words[i]])
            out = [*(f for f in out if f[1] != i), (span, i, "named")]
    return sorted(out, key=lambda m: (m[0].start, -m[0].end, m[1]))


class _Evidence:
    """All that is known of one sentence's mentions, and how it is joined."""

    def __init__(self, s: Sentence, words: list[str], known: list[Span]) -> None:
        self.s, self.words, self.known = s, words, known
        self.proper, self.children = bio_spans(s.ner), _children(s)

    def mentions(self) -> Found:
        """(span, head, level) of each mention; of two with the same head the better witness's stays."""
        named = [Span(a, b, KIND_OF_NER[k]) for a, b, k in self.proper]
        pronouns = [Span(i, i + 1, k) for i, k in _pronouns(self.s, self.words)]
        made: dict[int, tuple[Span, str]] = {}
        for span in (*bio_spans(self.s.mention), *named, *self.known, *pronouns):
            a, b = _trim(self.s, span.start, span.end)
            if a < b:
                head = _head(self.s, a, b)
                found = self._mention(Span(a, b, span.kind), head, span in self.known)
                if found and head not in made:
                    made[head] = found
        out: Found = []
        for head, (span, level) in sorted(made.items(), key=lambda x: (x[1][0].start, -x[1][0].end, x[0])):
            if not any(_same_actor(self.s, outer, span) for outer, _, _ in out):
                out.append((span, head, level))
        return out

    def _mention(self, span: Span, head: int, is_known: bool) -> tuple[Span, str] | None:
        """The whole mention around `head` and its level; None where the span is no mention of its own."""
        (a, b, kind), upos = span, self.s.upos[head]
        if upos == "PRON":
            word = self.words[head].lower()
            counts = self.s.xpos[head] != "PRP$" and (word in _PRONOUN_KIND or word in _OTHERS)
            return (Span(head, head + 1, kind), "pronoun") if counts else None
        name = next((o for o in self.proper if o.start <= head < o.end), None)
        sure = next((o for o in self.known if o.start <= head < o.end and _covers(o, name)), None)
        if is_known and not sure:
            return None  # "Jordan" in "Michael Jordan" is no country
        if self.s.deprel[head] in _ONLY_BEFORE and not sure and not (name and a <= name.start and name.end <= b):
            return None  # "several" in "several soldiers"
        if name and name.kind != "PER":
            a, b = min(a, name.start), max(b, name.end)
        if sure:
            a, b, kind = min(a, sure.start), max(b, sure.end), sure.kind
        a, b = min(a, _left(self.s, self.children, head)), max(b, _right(self.s, head))
        b = max((o.end for o in self.proper if a <= o.start < b < o.end), default=b)  # cut through no name
        is_name = name or sure or upos == "PROPN" or any(self.s.deprel[c] == "flat" for c in self.children[head])
        is_name = is_name or (kind in ("organisation", "group") and _is_titled(self.words, a, head))
        if is_name and not sure and kind == "place" and _is_body(self.words, a, head):
            kind = "organisation"
        thing = kind == "person" and _is_thing(self.words[a:b])
        if is_name and not sure and (thing or any(w in SHIPS for w in self.words[a:b][:2])):
            kind = "organisation"
        if is_name and not sure and kind == "person" and self.words[b : b + 1] and self.words[b] in BANDS:
            kind = "group"  # "the Kat Chimen gang"
        if is_name and not sure and kind != "place":
            b = self._whole_code(b)
        return Span(a, b, kind), "named" if is_name else "nominal"

    def _whole_code(self, b: int) -> int:
        """Where a name ends that goes on behind a hyphen in capitals or figures: "FDR-N", "M-30", not "UN-led"."""
        words, starts, ends = self.words, self.s.token_start, self.s.token_end
        if b + 1 >= len(words) or words[b] != "-" or not words[b - 1].isupper():
            return b
        joined = ends[b - 1] == starts[b] and ends[b] == starts[b + 1]
        more = words[b + 1].isupper() or words[b + 1].isdecimal()
        return b + 2 if joined and more else b


def _is_thing(words: Sequence[str]) -> bool:
    """Whether a name is that of a ship, a paper, an enemy rather than a person's: "the Stena Impero", "a Katyusha"."""
    article, *name = words
    after = (
        article.lower() in ("the", "a", "an") and bool(name) and not any(w.lower().rstrip(".") in STYLES for w in name)
    )
    return after and all(w[0].isupper() or w[0].isdigit() for w in name)


def _same_actor(s: Sentence, outer: Span, inner: Span) -> bool:
    """Whether `inner` only says again what `outer` says: "Ali Khamenei" in "Ayatollah Ali Khamenei"."""
    if outer[:2] == inner[:2]:
        return True
    again = outer.kind == inner.kind and outer.end == inner.end and outer.start < inner.start
    return again and (inner.kind == "person" or all(s.upos[i] == "DET" for i in range(outer.start, inner.start)))


def _settled(s: Sentence, span: Span) -> Span:
    if span.kind != DEMONYM:
        return span
    last = span.end - 1
    if s.upos[last] == "ADJ" or s.deprel[last] in ("amod", "compound"):
        return span._replace(kind="country")
    alone = any(h == last + 1 and s.lemma[i] == "a" for i, h in enumerate(s.head))
    return span._replace(kind="person" if alone else "group")


def _covers(outer: Span, inner: Span | None) -> bool:
    return inner is None or (outer.start <= inner.start and inner.end <= outer.end)


def bio_spans(tags: Iterable[str]) -> list[Span]:
    """The spans of BIO tags."""
    out: list[Span] = []
    for i, tag in enumerate(tags):
        if tag[0] == "I" and out and out[-1].end == i and out[-1].kind == tag[2:]:
            out[-1] = out[-1]._replace(end=i + 1)
        elif tag != "O":
            out.append(Span(i, i + 1, tag[2:]))
    return out


def _pronouns(s: Sentence, words: list[str]) -> Iterable[tuple[int, str]]:
    for i, upos in enumerate(s.upos):
        if upos == "PRON" and s.deprel[i] not in ("expl", "nmod:poss"):
            kind = _PRONOUN_KIND.get(words[i].lower())
            if kind:
                yield i, kind
            elif words[i].lower() == "it" and _tells(s, i):
                yield i, "organisation"


def _tells(s: Sentence, i: int) -> bool:
    """Whether a token is the subject of a verb with a clause of what is said or thought, or of one that only somebody
    can be the subject of: "it says it fired", "it urged Lima to wait"."""
    verb = s.head[i] - 1
    if s.deprel[i] != "nsubj" or verb < 0 or s.upos[verb] != "VERB" or s.lemma[verb] in _SEEMS:
        return False
    return s.lemma[verb] in _WILLS or any(h - 1 == verb and s.deprel[k] == "ccomp" for k, h in enumerate(s.head))


def _children(s: Sentence) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in s.head]
    for i, h in enumerate(s.head):
        if h:
            children[h - 1].append(i)
    return children


def _trim(s: Sentence, a: int, b: int) -> tuple[int, int]:
    while a < b and s.upos[a] in _EDGE:
        a += 1
    while b > a and (s.upos[b - 1] in _EDGE or s.upos[b - 1] == "DET"):
        b -= 1
    return a, b


def _head(s: Sentence, a: int, b: int) -> int:
    """The token that the rest of the span hangs on: of those governed from outside the last noun, else the last."""
    tops = [i for i in range(a, b) if not a <= s.head[i] - 1 < b]
    nouns = [i for i in tops if s.upos[i] in ("NOUN", "PROPN", "PRON")]
    return (nouns or tops or [b - 1])[-1]


def _left(s: Sentence, children: list[list[int]], head: int) -> int:
    """Where the noun phrase of `head` begins: its premodifiers and what hangs on them, without a gap."""
    left = head
    for child in sorted((c for c in children[head] if c < head), reverse=True):
        low, high = _reach(children, child)
        if s.deprel[child] not in _PREMODIFIERS or high + 1 != left:
            if s.deprel[child] == "punct" and high + 1 == left and s.xpos[child] == "HYPH":
                left = low
                continue
            break
        left = low
    while left < head and s.upos[left] in ("PUNCT", "CCONJ"):
        left += 1
    return left


def _right(s: Sentence, head: int) -> int:
    """One past the last token of the name that `head` begins."""
    end = head + 1
    while end < len(s.head) and s.deprel[end] in _NAME_TAILS and head <= s.head[end] - 1 < end:
        end += 1
    return end


def _reach(children: list[list[int]], top: int) -> tuple[int, int]:
    """First and last token of the subtree under `top`."""
    low = high = top
    todo = [top]
    while todo:
        for child in children[todo.pop()]:
            low, high = min(low, child), max(high, child)
            todo.append(child)
    return low, high

"""Stage reading.mentions: from parsed sentences to the actors, places, facilities and weapons they mention.

Four witnesses are joined: the mention head (named and nominal), the named-entity head, a list of known
names where one is given (it wins on kind), and the tree, which says how far a noun phrase reaches: from
its premodifiers to its head, not over what follows ("several U.S. and Iraqi military personnel"). Mentions
nest: "Iran's foreign minister" holds "Iran".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from escalade.model.ids import content_id
from escalade.model.readings import Mention, Sentence

KIND_OF_NER = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_PREMODIFIERS = frozenset(
    ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat", "goeswith")
)
_NAME_TAILS = frozenset(("flat", "compound", "goeswith"))
_EDGE = frozenset(("PUNCT", "CCONJ", "ADP", "SCONJ", "AUX", "VERB", "ADV", "PART", "SYM"))
_HE, _THEY = "he him his himself she her hers herself", "they them their theirs themselves"
_PRONOUN_KIND = dict.fromkeys(_HE.split(), "person") | dict.fromkeys(_THEY.split(), "group")
_OTHERS = "it its itself i me my myself we us our ours ourselves you your yours this that these those"
_PRONOUNS = frozenset((*_PRONOUN_KIND, *_OTHERS.split()))  # the others are mentions where the mention head says so


DEMONYM = "demonym"  # a known name that is a country before a noun ("Iranian forces") and a group alone ("Iranians")


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
    for s in sentences:
        words = [text[a:b] for a, b in zip(s.token_start, s.token_end, strict=True)]
        known = [_settled(s, span) for span in names.find(words)] if names else []
        for span, head, level in _sentence(s, words, known):
            a, b = s.token_start[span.start], s.token_end[span.end - 1]
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


def _sentence(s: Sentence, words: list[str], known: list[Span]) -> list[tuple[Span, int, str]]:
    """(span, head, level) of each mention; of two on the same span or with the same head the first found stays."""
    proper = bio_spans(s.ner)
    learnt = bio_spans(s.mention)
    children = _children(s)
    pronouns = [Span(i, i + 1, k) for i, k in _pronouns(s, words)]
    candidates = [*learnt, *(Span(a, b, KIND_OF_NER[k]) for a, b, k in proper), *known, *pronouns]
    made: dict[int, tuple[Span, str]] = {}
    for span in candidates:
        a, b = _trim(s, span.start, span.end)
        if a >= b:
            continue
        head = _head(s, a, b)
        upos = s.upos[head]
        if upos == "PRON":
            if head not in made and words[head].lower() in _PRONOUNS:
                made[head] = (Span(head, head + 1, span.kind), "pronoun")
            continue
        inside = next((o for o in proper if o.start <= head < o.end), None)
        sure = next((o for o in known if o.start <= head < o.end and _covers(o, inside)), None)
        kind = sure.kind if sure else span.kind
        if inside and inside.kind != "PER":
            a, b = min(a, inside.start), max(b, inside.end)
        if sure:
            a, b = min(a, sure.start), max(b, sure.end)
        elif span in known and inside and not _covers(span, inside):
            continue  # "Jordan" in "Michael Jordan" is no country
        a, b = min(a, _left(s, children, head)), max(b, _right(s, head))
        name = inside or sure or upos == "PROPN" or any(s.deprel[c] == "flat" for c in children[head])
        if head not in made:
            made[head] = (Span(a, b, kind), "named" if name else "nominal")
    seen: set[tuple[int, int]] = set()
    out = []
    for head, (span, level) in sorted(made.items(), key=lambda x: (x[1][0].start, -x[1][0].end, x[0])):
        if span[:2] not in seen:
            seen.add(span[:2])
            out.append((span, head, level))
    return out


def _settled(s: Sentence, span: Span) -> Span:
    if span.kind != DEMONYM:
        return span
    before = s.upos[span.end - 1] == "ADJ" or s.deprel[span.end - 1] in ("amod", "compound")
    return span._replace(kind="country" if before else "group")


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
        if upos == "PRON" and s.deprel[i] != "expl":
            kind = _PRONOUN_KIND.get(words[i].lower())
            if kind:
                yield i, kind


def _children(s: Sentence) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in s.head]
    for i, h in enumerate(s.head):
        if h:
            children[h - 1].append(i)
    return children


def _trim(s: Sentence, a: int, b: int) -> tuple[int, int]:
    while a < b and s.upos[a] in _EDGE:
        a += 1
    while b > a and s.upos[b - 1] in _EDGE:
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

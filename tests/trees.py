"""Documents from hand-parsed sentences: what the reading and grounding rooms would give, without a model.

A sentence is a line of tokens `word/lemma/UPOS/XPOS/head/deprel` (head 1-based, 0 = root), with spaces between tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from escalade.model.codings import EventMention, Party
from escalade.model.documents import Document, Segment
from escalade.model.groundings import Reference, Time
from escalade.model.ids import content_id
from escalade.model.readings import Mention, Sentence
from escalade.model.tables import Tables

TIGHT = frozenset({"-", ",", ".", ":", ";", "'s", "’s", "n't", "?", "!", ")", "”"})


@dataclass(frozen=True)
class Who:
    """A mention by its words: what it refers to, and what it stands for if it is a pronoun."""

    words: str
    id: str | None = None
    name: str | None = None
    side: str | None = None
    kind: str = "organisation"
    level: str = "named"
    codes: tuple[str, ...] = ()
    stands_for: str | None = None  # words of an earlier mention
    at: int = 0  # which occurrence in the document


@dataclass
class Story:
    """A document in the making."""

    lines: tuple[str, ...]
    who: tuple[Who, ...] = ()
    times: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)  # words -> value, date_start, date_end
    publisher: str | None = "Test Wire"
    published: str = "2020-06-10"
    name: str = "story"

    def tables(self, events: Iterable[tuple[str, str, Mapping[str, object]]] = ()) -> Tables:
        """Tables of the document; events are (trigger, type, fields)."""
        text, sentences = self._sentences()
        document = Document(
            self.name,
            self.name,
            self.name,
            None,
            (),
            self.publisher,
            self.published,
            "given",
            None,
            "en",
            text,
            (Segment("body", 0, len(text), 0, None, None),),
            True,
            None,
        )
        tables = Tables()
        tables.add(Document, [document])
        tables.add(Sentence, sentences)
        mentions, references = self._mentions(text, sentences)
        tables.add(Mention, mentions)
        tables.add(Reference, references)
        tables.add(Time, [self._time(text, sentences, words, value) for words, value in self.times.items()])
        by_words = {m.quote: m for m in reversed(mentions)}
        tables.add(EventMention, [self._event(text, sentences, by_words, *event) for event in events])
        return tables

    def _sentences(self) -> tuple[str, list[Sentence]]:
        text, out = "", []
        for ordinal, line in enumerate(self.lines):
            rows = [token.rsplit("/", 5) for token in line.split()]
            if text:
                text += " "
            begin, starts, ends = len(text), [], []
            for i, row in enumerate(rows):
                word = row[0]
                glued = i == 0 or word in TIGHT or rows[i - 1][0] in ("“", "(", "-")
                text += ("" if glued else " ") + word
                starts.append(len(text) - len(word))
                ends.append(len(text))
            columns = list(zip(*rows, strict=True))
            blank = ("O",) * len(rows)
            out.append(
                Sentence(
                    f"s{ordinal}",
                    self.name,
                    ordinal,
                    "body",
                    0,
                    begin,
                    len(text),
                    tuple(starts),
                    tuple(ends),
                    columns[1],
                    columns[2],
                    columns[3],
                    tuple(map(int, columns[4])),
                    columns[5],
                    blank,
                    blank,
                )
            )
        return text, out

    def _place(self, text: str, sentences: list[Sentence], words: str, at: int = 0) -> tuple[Sentence, int, int]:
        """Sentence and token span (half-open) of an occurrence of some words."""
        for s in sentences:
            for lo, start in enumerate(s.token_start):
                if text.startswith(words, start) and start + len(words) in s.token_end:
                    if at == 0:
                        return s, lo, s.token_end.index(start + len(words)) + 1
                    at -= 1
        raise ValueError(words)

    def _mentions(self, text: str, sentences: list[Sentence]) -> tuple[list[Mention], list[Reference]]:
        mentions, references, by_words = [], [], {}
        for who in self.who:
            s, lo, hi = self._place(text, sentences, who.words, who.at)
            head = next((i for i in range(lo, hi) if not lo <= s.head[i] - 1 < hi), hi - 1)
            row_id = content_id("m", self.name, s.token_start[lo], s.token_end[hi - 1])
            mention = Mention(
                row_id,
                self.name,
                s.ordinal,
                who.kind,
                who.level,
                s.token_start[lo],
                s.token_end[hi - 1],
                text[s.token_start[lo] : s.token_end[hi - 1]],
                lo,
                hi,
                head,
            )
            antecedent = by_words.get(who.stands_for or "")
            references.append(
                Reference(
                    row_id,
                    self.name,
                    s.ordinal,
                    who.id,
                    who.name or who.words,
                    None,
                    who.codes,
                    who.side,
                    "pronoun" if antecedent else "pack",
                    antecedent,
                )
            )
            by_words[who.words] = row_id
            mentions.append(mention)
        return mentions, references

    def _time(self, text: str, sentences: list[Sentence], words: str, value: tuple[str, str, str]) -> Time:
        s, lo, hi = self._place(text, sentences, words)
        a, b = s.token_start[lo], s.token_end[hi - 1]
        return Time(
            content_id("t", self.name, a),
            self.name,
            s.ordinal,
            a,
            b,
            text[a:b],
            lo,
            hi,
            value[0],
            value[1] or None,
            value[2] or None,
            "day",
            "explicit",
        )

    def _event(
        self,
        text: str,
        sentences: list[Sentence],
        mentions: Mapping[str, Mention],
        trigger: str,
        event_type: str,
        fields: Mapping[str, object],
    ) -> EventMention:
        more = dict(fields)
        s, lo, _ = self._place(text, sentences, trigger, int(str(more.pop("at", 0))))
        a, b = s.token_start[lo], s.token_end[lo]

        def parties(key: str) -> tuple[Party, ...]:
            names = more.pop(key, ())
            assert isinstance(names, tuple | list)
            return tuple(Party(n, n, (n,), n, mentions[n].mention_id if n in mentions else None) for n in names)

        values: dict[str, object] = {
            "event_mention_id": f"e-{trigger}",
            "parent_id": None,
            "document_id": self.name,
            "sentence": s.ordinal,
            "event_type": event_type,
            "mode": None,
            "contexts": (),
            "cameo": "19",
            "quad_class": 4,
            "goldstein": -9.0,
            "actors": parties("actors"),
            "recipients": parties("recipients"),
            "date_start": None,
            "date_end": None,
            "date_precision": "unknown",
            "date_basis": "none",
            "place": None,
            "polarity": "positive",
            "modality": "actual",
            "killed_min": None,
            "killed_max": None,
            "injured_min": None,
            "injured_max": None,
            "cumulative": False,
            "sentence_text": text[s.char_start : s.char_end],
            "trigger": text[a:b],
            "trigger_start": a - s.char_start,
            "trigger_token": lo,
            "char_start": a,
            "char_end": b,
            "rule": "test",
            "score": 1.0,
        }
        return EventMention(**(values | more))  # type: ignore[arg-type]

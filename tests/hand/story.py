"""A small casebook whose codings are made by hand: the whole-casebook stages run on them for real."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from escalade import api, pipeline
from escalade.api import Casebook
from escalade.ledger import inbox
from escalade.ledger.ledger import INTAKE, Batch, Ledger
from escalade.ledger.manifest import Part
from escalade.model.casebook import LinkMention
from escalade.model.codings import Claim, EventMention, Party, RelationMention, Speaker, Tripwire, Where
from escalade.model.documents import Block, Document, Raw, Segment
from escalade.model.groundings import Reference
from escalade.model.ids import content_id, document_id
from escalade.model.readings import Mention, Sentence
from escalade.model.row import to_table
from escalade.settings import Settings

TABLES = (
    "documents", "blocks", "entity_mentions", "event_mentions", "events", "claims", "actors", "relations", "links",
    "tripwires", "judgements",
)  # fmt: skip
GAO = Where("Gao", "MLI", None, 16.27, -0.04, "settlement")
MALI, FRANCE = Party("MLI", "Mali", ("MLI",), "Mali"), Party("FRA", "France", ("FRA",), "France")


@dataclass
class Story:
    """Reports and what is coded in them; `write` makes a generation of it."""

    folder: Path
    rows: dict[Any, list[Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    spelled: str = "e"  # of ids: another model version may give others

    def add(self, row: Any) -> Any:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def report(self, name: str, text: str, publisher: str | None = None, published: str | None = None) -> str:
        """A report; one sentence ends at ". ". Returns its document_id."""
        content = text.encode()
        identity = document_id(name, content)
        self.texts[identity] = text
        told = (content, text, None, published, publisher, None, (), "en")
        self.add(Raw(identity, name, name, None, "text/plain", "utf-8", *told))
        self.add(Block(identity, 0, "body", True, 0, len(text), "clean.body", text))
        self.add(
            Document(
                identity, name, name, None, (), publisher, published, "given" if published else "unknown", None, "en",
                text, (Segment("body", 0, len(text), 0, None, None),), True, None,
            )
        )  # fmt: skip
        for ordinal, (start, end) in enumerate(self._sentences(text)):
            empty: tuple[Any, ...] = ()
            self.add(
                Sentence(
                    content_id("s", identity, ordinal), identity, ordinal, "body", 0, start, end, empty, empty, empty,
                    empty, empty, empty, empty, empty, empty,
                )
            )  # fmt: skip
        return identity

    @staticmethod
    def _sentences(text: str) -> list[tuple[int, int]]:
        out, start = [], 0
        for part in text.split(". "):
            out.append((start, min(start + len(part) + 1, len(text))))
            start += len(part) + 2
        return out

    def _at(self, document: str, words: str) -> tuple[int, int, int, int, int]:
        text = self.texts[document]
        start = text.index(words)
        ordinal, (a, b) = next((i, s) for i, s in enumerate(self._sentences(text)) if s[0] <= start < s[1])
        return start, start + len(words), ordinal, a, b

    def told(self, document: str, trigger: str, *speakers: str, **given: Any) -> EventMention:
        """An event mention by its trigger words, with the claim that its report (or a speaker) makes."""
        start, end, ordinal, a, b = self._at(document, trigger)
        day = given.pop("day", "2024-05-06")
        values: dict[str, Any] = {
            "event_mention_id": content_id(self.spelled, document, start, end, 0), "parent_id": None,
            "document_id": document, "sentence": ordinal, "event_type": "ASSAULT", "mode": None, "contexts": (),
            "cameo": "190", "quad_class": 4, "goldstein": -9.0, "actors": (), "recipients": (), "date_start": day,
            "date_end": day, "date_precision": "day" if day else "unknown", "date_basis": "explicit" if day else "none",
            "place": None, "polarity": "positive", "modality": "actual", "killed_min": None, "killed_max": None,
            "injured_min": None, "injured_max": None, "cumulative": False, "sentence_text": self.texts[document][a:b],
            "trigger": trigger, "trigger_start": start - a, "trigger_token": 0, "char_start": start, "char_end": end,
            "rule": "assault.attack-noun", "score": 0.8,
        }  # fmt: skip
        row: EventMention = self.add(EventMention(**(values | given)))
        publisher = next(d.publisher for d in self.rows[Document] if d.document_id == document)
        chain = [Speaker(publisher, None, None)] if publisher else []
        chain += [Speaker(name, None, "say") for name in speakers]
        self.add(
            Claim(
                content_id("c", row.event_mention_id), document, ordinal, "event_mention", row.event_mention_id, None,
                None, "affirms", "certain", tuple(chain), None, None, None, None, None, None, None, None,
            )
        )  # fmt: skip
        return row

    def named(self, document: str, words: str, actor_id: str, name: str, *codes: str, kind: str = "person") -> Party:
        """A named mention and the actor it stands for; returns it as a party."""
        start, end, ordinal, _, _ = self._at(document, words)
        mention = content_id("m", document, start, end, kind)
        self.add(Mention(mention, document, ordinal, kind, "named", start, end, words, 0, 1, 0))
        self.add(Reference(mention, document, ordinal, actor_id, name, None, codes, None, "text", None))
        return Party(actor_id, name, codes, words, mention)

    def tripwire(self, document: str, condition: str, consequence: str, **given: Any) -> Tripwire:
        a, b, ordinal, _, _ = self._at(document, condition)
        c, d, _, _, _ = self._at(document, consequence)
        values: dict[str, Any] = {
            "tripwire_id": content_id("w", document, a, c), "document_id": document, "sentence": ordinal,
            "issuer": FRANCE, "addressee": MALI, "condition": condition, "consequence": consequence,
            "condition_start": a, "condition_end": b, "consequence_start": c, "consequence_end": d,
            "condition_type": None, "consequence_type": None, "valid_from": None, "valid_to": None, "attribution": (),
        }  # fmt: skip
        row: Tripwire = self.add(Tripwire(**(values | given)))
        return row

    def answered(self, cause: EventMention, effect: EventMention, words: str) -> LinkMention:
        start, end, *_ = self._at(effect.document_id, words)
        row: LinkMention = self.add(
            LinkMention(
                content_id("k", cause.event_mention_id, effect.event_mention_id), effect.document_id,
                cause.event_mention_id, effect.event_mention_id, "retaliation", start, end, words, "links.test", 0.8,
            )
        )  # fmt: skip
        return row

    def related(self, document: str, source: Party, target: Party, words: str) -> RelationMention:
        start, end, ordinal, _, _ = self._at(document, words)
        row: RelationMention = self.add(
            RelationMention(
                content_id("r", document, start), document, ordinal, source, target, "sponsors", None, None, "affirms",
                start, end, words,
            )
        )  # fmt: skip
        return row

    def write(self) -> Casebook:
        """A generation with all rows so far, in place of what was there before."""
        case = api.open_or_create(self.folder)
        with case.ledger.writing():
            self.commit(case.ledger)
        return api.open(self.folder)

    def commit(self, ledger: Ledger) -> None:
        """The same on a ledger that is held for writing."""
        held = {raw.document_id for raw in self.rows[Raw]}
        kept = ledger.manifest.parts
        parts = [p for p in kept if p.table == "issue" or (p.table == "raw" and self._has(p, held))]
        number = ledger.manifest.generation + 1
        fresh = held - {document for _, document in ledger.column(Raw, "document_id")}
        batches = [b for b in ledger.manifest.batches if any(b.batch_id in p.batches for p in parts)]
        known = {b.batch_id for b in batches}
        for document in dict.fromkeys(raw.document_id for raw in self.rows[Raw]):
            if document in fresh and document not in known:
                batches.append(Batch(batch_id=document, intake=number, documents=1, words=9))
            parts += self._parts(ledger, document, number, raw=document in fresh)
        batches = [batch.model_copy(update={"stamps": {"codings": str(number)}}) for batch in batches]
        ledger.stage_changes(
            batches=tuple(batches), parts=tuple(parts), intakes=max(number, ledger.manifest.intakes), whole=""
        )
        pipeline.add_up(ledger, Settings())
        ledger.commit()

    @staticmethod
    def _has(part: Part, documents: set[str]) -> bool:
        """Whether a part of raw rows is of these reports, or was added in the usual way."""
        return any(batch in documents or batch.startswith("b") for batch in part.batches)

    def _parts(self, ledger: Any, document: str, number: int, *, raw: bool) -> list[Part]:
        parts = []
        for cls, rows in self.rows.items():
            own = [row for row in rows if row.document_id == document]
            if own and (cls is not Raw or raw):
                checkpoint = INTAKE if cls is Raw else "codings"
                parts += ledger.put(checkpoint, document, f"{number:06}", {cls: to_table(cls, own)})
        return parts

    def recoded(self, spelled: str) -> Story:
        """The same story as another model version codes it: with other ids for event mentions."""
        old = {m.event_mention_id: content_id(spelled, m.event_mention_id) for m in self.rows[EventMention]}
        rows = {cls: list(found) for cls, found in self.rows.items()}
        rows[EventMention] = [replace(m, event_mention_id=old[m.event_mention_id]) for m in rows[EventMention]]
        rows[Claim] = [replace(c, about_id=old.get(c.about_id, c.about_id)) for c in rows[Claim]]
        rows[LinkMention] = [
            replace(k, cause_id=old[k.cause_id], effect_id=old[k.effect_id]) for k in rows.get(LinkMention, ())
        ]
        return Story(self.folder, rows, dict(self.texts), spelled)


RAID = "Gunmen raided Gao on Monday, killing four soldiers. France struck a camp near Gao on Tuesday in reply."
AGAIN = "The raid on Gao left at least six dead, the army said. A medic named Awa Keita was among the dead."
WARNED = "If the raids go on, France will send troops. Jeanne Moulin leads the mission in Gao."


def crisis(folder: Path) -> Story:
    """Three reports of one week in Gao."""
    story = Story(folder)
    one = story.report("one.txt", RAID, "Sahel Post", "2024-05-07")
    two = story.report("two.txt", AGAIN, "Niger River Radio", "2024-05-08")
    three = story.report("three.txt", WARNED, "Sahel Post", "2024-05-09")
    raid = story.told(one, "raided", recipients=(MALI,), place=GAO, killed_min=4, killed_max=4)
    struck = story.told(one, "struck", actors=(FRANCE,), day="2024-05-07", place=GAO, rule="assault.strike", score=0.9)
    medic = story.named(two, "Awa Keita", "akeita", "Awa Keita")
    story.told(two, "raid", "the army", recipients=(MALI, medic), place=GAO, killed_min=6, score=0.4)
    moulin = story.named(three, "Jeanne Moulin", "amoulin", "Jeanne Moulin", "FRAGOV", "FRA")
    story.answered(raid, struck, "struck a camp near Gao on Tuesday in reply")
    story.tripwire(three, "If the raids go on", "France will send troops")
    story.related(three, moulin, FRANCE, "Jeanne Moulin leads the mission")
    return story


def snapshot(case: Casebook) -> dict[str, list[dict[str, Any]]]:
    """Every table, to be compared."""
    return {name: case.records(name) for name in TABLES}


def take_in(case: Casebook, folder: Path) -> None:
    """Put the bytes of every report into the casebook's inbox, as if they had come as files."""
    for raw in case.rows(api.Raw):
        path = folder / raw.source_file
        path.write_bytes(raw.content)
        with case.ledger.writing():
            held = inbox.take(case.folder / "inbox", path, raw.source_file, 1)
            case.ledger.stage_changes(inbox=(*case.ledger.manifest.inbox, held))
            case.ledger.commit()

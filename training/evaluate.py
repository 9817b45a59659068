"""Measure what ships, as it ships: the int8 reader through its own API, on EWT dev, GUM dev and re3d.

Two settings. Gold tokens: how good the heads are. Raw text (as in the CoNLL 2018 shared task): own tokens and
sentences against the treebank's; a word is right where its characters are the same, its head and label where the
head's characters are too (labels without subtypes, as there; LAS over all words).
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from escalade.model.readings import Sentence as Row
from escalade.reading import Reader, mentions
from escalade.reading.heads import STATUS_LABELS
from escalade.reading.stages import PackNames
from escalade.vocab.actors import load as load_actors
from training import corpora, events
from training.boundaries import segments
from training.conllu import Document, Sentence
from training.train import fold_of, is_dev

# Which of Escalade's kinds a re3d type accepts.
ACCEPTS = {
    "Person": {"person", "group"},
    "Organisation": {"organisation", "group", "country"},
    "Location": {"place", "country", "facility"},
    "Nationality": {"country", "group"},
    "Weapon": {"weapon"},
    "MilitaryPlatform": {"weapon"},
}
Spans = set[tuple[int, int, str]]


def f1(right: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 in percent."""
    p, r = 100 * right / max(1, found), 100 * right / max(1, gold)
    return {"p": round(p, 2), "r": round(r, 2), "f1": round(2 * p * r / max(1e-9, p + r), 2)}


def gold_tokens(reader: Reader, sentences: Iterable[Sentence]) -> dict[str, Any]:
    """Accuracy in percent given the treebank's words; LAS and UAS without punctuation, labels with subtypes."""
    n: Counter[str] = Counter()
    for s in sentences:
        p = reader.parse_words(s.words)
        for i in range(len(s.words)):
            n["words"] += 1
            for name, mine, theirs in (
                ("upos", p.upos, s.upos),
                ("xpos", p.xpos, s.xpos),
                ("lemma", p.lemma, s.lemmas),
            ):
                n[name] += mine[i] == theirs[i]
            n["lemma_nocase"] += p.lemma[i].lower() == s.lemmas[i].lower()
            if s.upos[i] != "PUNCT":
                head = p.head[i] == s.heads[i]
                n["scored"] += 1
                n["uas"] += head
                n["las"] += head and p.deprel[i] == s.deprels[i]
                n["las_nosub"] += head and p.deprel[i].split(":")[0] == s.deprels[i].split(":")[0]
        for name, mine, gold in (("ner", p.ner, s.ner), ("mention", p.mention, s.mention)):
            if gold is not None:
                a, b = set(mentions.bio_spans(mine)), set(mentions.bio_spans(gold))
                n[name + "_right"] += len(a & b)
                n[name + "_found"] += len(a)
                n[name + "_gold"] += len(b)
    out: dict[str, Any] = {k: round(100 * n[k] / n["words"], 2) for k in ("upos", "xpos", "lemma", "lemma_nocase")}
    out |= {k: round(100 * n[k] / n["scored"], 2) for k in ("uas", "las", "las_nosub")}
    for name in ("ner", "mention"):
        if n[name + "_gold"]:
            out[name] = f1(n[name + "_right"], n[name + "_found"], n[name + "_gold"])
    return out


def raw_text(reader: Reader, docs: list[Document]) -> dict[str, Any]:
    """F1 from raw text, and the speed in words a second of processor time (one core)."""
    n: Counter[str] = Counter()
    spent = 0.0
    for doc in docs:
        start = time.process_time()
        rows = reader.parse(doc.id, doc.text, [(a, b, "body") for a, b in segments(doc.text)])
        spent += time.process_time() - start
        mine, theirs = _words(rows), _gold_words(doc)
        n["found"] += len(mine)
        n["gold"] += len(theirs)
        for span, (upos, lemma, head, deprel) in theirs.items():
            word = mine.get(span)
            if word:
                n["token"] += 1
                n["upos"] += word[0] == upos
                n["lemma"] += word[1] == lemma
                n["uas"] += word[2] == head
                n["las"] += word[2] == head and word[3] == deprel
        a, b = {(r.char_start, r.char_end) for r in rows}, {(s.spans[0][0], s.spans[-1][1]) for s in doc.sentences}
        n["s_right"] += len(a & b)
        n["s_found"] += len(a)
        n["s_gold"] += len(b)
    out = {name: f1(n[name], n["found"], n["gold"])["f1"] for name in ("token", "upos", "lemma", "uas", "las")}
    return out | {
        "sentence": f1(n["s_right"], n["s_found"], n["s_gold"])["f1"],
        "words_per_s": round(n["found"] / spent),
    }


Word = tuple[str, str, tuple[int, int] | None, str]


def _words(rows: list[Row]) -> dict[tuple[int, int], Word]:
    out = {}
    for r in rows:
        spans = list(zip(r.token_start, r.token_end, strict=True))
        for i, span in enumerate(spans):
            head = spans[r.head[i] - 1] if r.head[i] else None
            out[span] = (r.upos[i], r.lemma[i], head, r.deprel[i].split(":")[0])
    return out


def _gold_words(doc: Document) -> dict[tuple[int, int], Word]:
    out = {}
    for s in doc.sentences:
        for i, span in enumerate(s.spans):
            head = s.spans[s.heads[i] - 1] if s.heads[i] else None
            out[span] = (s.upos[i], s.lemmas[i], head, s.deprels[i].split(":")[0])
    return out


def conflict_mentions(
    reader: Reader, data: Path, hold: tuple[int, int] | None, names: mentions.Finder | None = None
) -> dict[str, Any]:
    """Overlap precision and recall of mentions on re3d documents (of the held-out fold); a pair counts where the spans
    overlap and the kind fits. Types that no kind stands for (quantities, dates ...) count neither way."""
    n: Counter[str] = Counter()
    for row in corpora.jsonl(data / "b_entities/re3d/docs.jsonl"):
        if hold and fold_of(row["id"], hold[1]) != hold[0]:
            continue
        text = row["text"]
        gold = [(e["begin"], e["end"], e["type"]) for e in row["entities"] if text[e["begin"] : e["end"]] == e["value"]]
        want = [g for g in gold if g[2] in ACCEPTS]
        sentences = reader.parse(row["id"], text, [(a, b, "body") for a, b in segments(text)])
        got = [(m.char_start, m.char_end, m.kind) for m in mentions.find(sentences, text, names)]
        other = [g for g in gold if g[2] not in ACCEPTS]
        got = [p for p in got if any(_meet(w, p) for w in want) or not any(_meet(o, p) for o in other)]
        n["documents"] += 1
        n["gold"] += len(want)
        n["found"] += len(got)
        for w in want:
            hit = any(_meet(w, p) and p[2] in ACCEPTS[w[2]] for p in got)
            n["hit"] += hit
            n["gold_" + w[2]] += 1
            n["hit_" + w[2]] += hit
        for p in got:
            n["right"] += any(_meet(w, p) and p[2] in ACCEPTS[w[2]] for w in want)
    out: dict[str, Any] = {"documents": n["documents"], "p": round(100 * n["right"] / max(1, n["found"]), 2)}
    out |= {"r": round(100 * n["hit"] / max(1, n["gold"]), 2)}
    return out | {"r_" + k: round(100 * n["hit_" + k] / n["gold_" + k], 1) for k in ACCEPTS if n["gold_" + k]}


def _meet(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def event_heads(reader: Reader, data: Path) -> dict[str, Any]:
    """The event heads alone on the annotated sentences kept out of training, in percent.

    Type: of the trigger word itself, where its likeliest type has half of the probability. Status and roles: of
    annotated triggers that the heads see at all; a role is right on the head word of an annotated phrase.
    """
    found = events.annotated(data, ("own", "open"), reader.parse_words, is_dev)
    n: Counter[str] = Counter()
    for s in found:
        told = {e.token: e for e in reader.parse_words(s.words).events}
        roles = {f.token: f.roles for f in s.frames["role"]}
        n["sentences"] += 1
        for i, gold in enumerate(s.extra["event"]):
            e = told.get(i)
            mine = e.types[0] if e and e.types and e.probabilities[0] >= 0.5 else "O"
            n["gold"] += gold != "O"
            n["found"] += mine != "O"
            n["right"] += mine == gold != "O"
            if e and gold != "O":
                n["told"] += 1
                n["status"] += STATUS_LABELS[e.statuses.index(max(e.statuses))] == s.extra["status"][i]
                for role, got in (("actor", e.actors), ("recipient", e.recipients)):
                    want = {t for t, r in roles[i].items() if r == role}
                    n[f"{role}_gold"] += len(want)
                    n[f"{role}_found"] += len(got)
                    n[f"{role}_right"] += len(want & set(got))
    out: dict[str, Any] = {"sentences": n["sentences"], "type": f1(n["right"], n["found"], n["gold"])}
    out["status"] = round(100 * n["status"] / max(1, n["told"]), 2)
    for role in ("actor", "recipient"):
        out[role] = f1(n[f"{role}_right"], n[f"{role}_found"], n[f"{role}_gold"])
    return out


def run(data: Path, weights: Path | None, hold: tuple[int, int] | None) -> dict[str, Any]:
    """All figures, printed as JSON. Without a held-out fold those on re3d are of documents that were trained on."""
    reader = Reader.load(weights)
    ewt, gum = corpora.ewt(data, "dev"), corpora.gum(data, "dev")
    figures = {
        "ewt_dev_gold_tokens": gold_tokens(reader, (s for d in ewt for s in d.sentences)),
        "ewt_dev_raw_text": raw_text(reader, ewt),
        "gum_dev_gold_tokens": gold_tokens(reader, (s for d in gum for s in d.sentences)),
        "gum_dev_raw_text": raw_text(reader, gum),
        "event_heads": event_heads(reader, data),
        "re3d_held_out": hold is not None,
        "re3d_mentions": conflict_mentions(reader, data, hold),
        "re3d_mentions_with_pack": conflict_mentions(reader, data, hold, PackNames(load_actors())),
    }
    print(json.dumps(figures, indent=1))
    return figures

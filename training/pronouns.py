"""Fit the weights by which a pronoun finds whom it stands for (`escalade/grounding/pronouns.py`).

From the pronouns of our own account reports (`annotation/account/pronouns.tsv`), and, at less weight, of GUM's open
genres. Fitted by maximum likelihood: the probability of all candidates that are right together. Judged on each quarter
of our crises by what the others and GUM teach.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from escalade.grounding import actors, pronouns
from escalade.grounding.coreference import History
from escalade.grounding.pronouns import Candidate, Pronoun
from escalade.model.documents import Document, Segment
from escalade.model.groundings import Reference
from escalade.model.readings import Mention
from escalade.model.tables import Tables
from training import calibrate
from training.conllu import documents
from training.corpora import OPEN_GENRES, jsonl

ACCOUNT = Path(__file__).parents[1] / "annotation/account"
STAGES = calibrate.STAGES[:-1]  # up to the actors
WORDS = pronouns.MALE | pronouns.FEMALE | pronouns.THING | pronouns.MANY
RIDGE, GUM_WEIGHT, RARE, LEAST = 4.0, 0.3, 4, 0.03
FOLDS = 4
Right = Callable[[Pronoun, list[Candidate], "Coded"], tuple[list[bool], bool] | None]


@dataclass
class Coded:
    """A document as far as its actors are known."""

    document: Document
    history: History
    mentions: list[Mention]
    references: dict[str, Reference]
    rows: dict[str, Reference]  # what a candidate's mention stands for


@dataclass(frozen=True)
class Case:
    """A pronoun with what shows of each candidate; the last of the rows is nobody's."""

    document: str
    pronoun: Pronoun
    candidates: list[Candidate]
    rows: list[list[str]]
    right: list[bool]
    asked: bool  # it stands for an actor

    @property
    def crisis(self) -> str:
        """What the reports of one crisis are called before their number."""
        return self.document.rpartition("-")[0]


def run(data: Path) -> None:
    """Print how many are right of those resolved and of those asked, fold by fold together; write the weights."""
    own, gum = _own(), _gum(data)
    print(f"{len(own)} pronouns of our reports, {len(gum)} of GUM")
    crises = sorted({c.crisis for c in own})
    tally = np.zeros((2, 3))
    for k in range(FOLDS):
        held = set(crises[k::FOLDS])
        ranker = pronouns.Ranker(_fit([c for c in own if c.crisis not in held], gum))
        for case in (c for c in own if c.crisis in held):
            tally[int(case.pronoun.role == "owner")] += _judged(ranker, case)
    for name, (resolved, right, asked) in zip(("pronouns", "possessives"), tally, strict=True):
        print(f"{name}: of {asked:.0f} {right / asked:.3f} right; of {resolved:.0f} resolved {right / resolved:.3f}")
    weights = {k: round(w, 2) for k, w in sorted(_fit(own, gum).items()) if abs(w) >= LEAST}
    pronouns.FILE.write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights -> {pronouns.FILE.name}")


def _judged(ranker: pronouns.Ranker, case: Case) -> tuple[bool, bool, bool]:
    """(resolved, and rightly; whether it should be)."""
    found = ranker.choose(case.pronoun, case.candidates)
    keys = {c.key for c, right in zip(case.candidates, case.right, strict=False) if right}
    return found is not None, found is not None and found.key in keys, case.asked


# -- what the weights are fitted to ------------------------------------------------------------------------------------


def _fit(own: list[Case], gum: list[Case]) -> dict[str, float]:
    cases, weight = [*own, *gum], np.array([1.0] * len(own) + [GUM_WEIGHT] * len(gum))
    x, right, first, names = _design(cases)
    of = np.repeat(np.arange(len(cases)), np.diff([*first, x.shape[0]]))

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = x @ w
        e = np.exp(score - np.maximum.reduceat(score, first)[of])
        every, good = np.add.reduceat(e, first), np.add.reduceat(e * right, first)
        slope = x.T @ (weight[of] * (e / every[of] - e * right / good[of]))
        return float((weight * np.log(every / good)).sum() + RIDGE / 2 * w @ w), slope + RIDGE * w

    fitted = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(names, fitted.tolist(), strict=True))


def _design(cases: list[Case]) -> tuple[sp.csr_matrix, NDArray[np.float64], NDArray[np.int64], list[str]]:
    """(a row for each candidate and nobody, a column for each sign; which are right; first row of each case; signs)."""
    rows = [
        [n for sign in shown for n in (sign, f"{c.pronoun.sort}|{sign}", f"{c.pronoun.role}|{sign}")]
        for c in cases for shown in c.rows
    ]  # fmt: skip
    seen: dict[str, int] = {}
    for names in rows:
        for n in set(names):
            seen[n] = seen.get(n, 0) + 1
    columns = {n: i for i, n in enumerate(sorted(n for n, k in seen.items() if k >= RARE))}
    cells = [[columns[n] for n in names if n in columns] for names in rows]
    ends = np.cumsum([0, *map(len, cells)])
    x = sp.csr_matrix((np.ones(ends[-1]), [i for c in cells for i in c], ends), shape=(len(rows), len(columns)))
    first = np.cumsum([0, *(len(c.rows) for c in cases)])[:-1]
    return x, np.array([r for c in cases for r in c.right], float), first, list(columns)


# -- annotated pronouns ------------------------------------------------------------------------------------------------


def _cases(given: Iterable[Document], right: Right) -> list[Case]:
    out = []
    for coded in grounded(list(given)):
        for tree in coded.history.trees.values():
            for token in (i for i, word in enumerate(tree.lower) if word in WORDS and tree.upos[i] == "PRON"):
                pronoun = Pronoun(tree, token)
                candidates = coded.history.candidates(pronoun)
                told = right(pronoun, candidates, coded)
                if told is not None:
                    good, nobody = told
                    rows = [*pronouns.signs(pronoun, candidates), pronouns.nobody_signs(pronoun, candidates)]
                    last = nobody or not any(good)  # who is no candidate cannot be found
                    out.append(Case(coded.document.uri, pronoun, candidates, rows, [*good, last], not nobody))
    return out


def grounded(given: list[Document]) -> Iterable[Coded]:
    from escalade.pipeline import Resources, _stages
    from escalade.settings import Settings

    histories: dict[str, History] = {}

    class Spied(History):
        def __init__(self, document: Document, *a: Any, **k: Any) -> None:
            super().__init__(document, *a, **k)
            histories[document.document_id] = self

    tables, stages, resources, settings = Tables(), _stages(), Resources(), Settings()
    tables.add(Document, given)
    with patch.object(actors, "History", Spied):
        for name in STAGES:
            for cls, made in stages[name].apply(tables, resources, settings).items():
                tables.add(cls, list(made))
    mentions = tables.by_document(Mention)
    references = {r.mention_id: r for r in tables.rows(Reference)}
    for document in given:
        if (history := histories.get(document.document_id)) is not None:
            rows = {e.mention.mention_id: e.row for e in history.told()}
            yield Coded(document, history, mentions[document.document_id], references, rows)


def document(name: str, text: str, published: str) -> Document:
    ends = [m.start() for m in re.finditer(r"\n\n", text)] + [len(text)]
    starts = [0, *(e + 2 for e in ends[:-1])]
    segments = tuple(Segment("body", a, b, a, None, None) for a, b in zip(starts, ends, strict=True))
    return Document(
        document_id=name, uri=name, source_file=name, title=None, authors=(), publisher="Wire", published=published,
        published_basis="given", url=None, language="en", text=text, segments=segments, kept=True, reason=None,
    )  # fmt: skip


def _own() -> list[Case]:
    """The pronouns of our account reports."""
    answers: dict[tuple[str, int], str] = {}
    with (ACCOUNT / "pronouns.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            answers[row["report"], int(row["char_start"])] = row["stands_for"]
    days = {
        r["file"]: r["published"] for r in csv.DictReader((ACCOUNT / "reports/manifest.csv").open(encoding="utf-8"))
    }

    def right(p: Pronoun, candidates: list[Candidate], coded: Coded) -> tuple[list[bool], bool] | None:
        answer = answers.get((coded.document.uri, p.tree.row.token_start[p.token]), "?")
        if answer == "?":
            return None
        if answer == "-":
            return [c.kind == "thing" for c in candidates], True
        return [any(_named(c, part, coded) for part in answer.split(" & ")) for c in candidates], False

    names = sorted({name for name, _ in answers})
    texts = ((n, (ACCOUNT / "reports" / n).read_text(encoding="utf-8").rstrip()) for n in names)
    return _cases((document(n, text, days[n]) for n, text in texts), right)


def _named(c: Candidate, answer: str, coded: Coded) -> bool:
    """Whether a candidate is whom an answer's words name in the report."""
    if c.kind == "thing":
        return c.tree.lower[c.head] == plain(answer).rpartition(" ")[2]
    row, want, text = coded.rows[c.mention_id], plain(answer), coded.document.text
    if plain(row.name) == want:
        return True
    for at in (m.start() for m in re.finditer(re.escape(answer), text)):
        for m in coded.mentions:
            if m.char_start < at + len(answer) and at < m.char_end and plain(m.quote).endswith(want):
                other = coded.references.get(m.mention_id)
                same = m.mention_id in (c.mention_id, row.antecedent_id)
                if same or (other is not None and other.actor_id is not None and other.actor_id == row.actor_id):
                    return True
    return False


def plain(name: str) -> str:
    letters = re.sub(r"['’]s?\b|[^a-z0-9 ]", "", name.lower().replace("-", " ")).strip()
    return re.sub(r"^(the|its|their|his|her|an?|mr|mrs|ms|general) ", "", letters)


def _gum(data: Path) -> list[Case]:
    """The pronouns of GUM's open genres."""
    layer = data / "b_entities/gum_entities_coref"
    told = {r["id"]: r for n in ("train.jsonl.gz", "dev.jsonl") for r in jsonl(layer / n)}
    given, spans = [], {}
    for name in ("en_gum-ud-train.conllu.gz", "en_gum-ud-dev.conllu"):
        for doc in documents(data / "a_syntax/ud_gum" / name):
            row = told.get(doc.id)
            words = [w for s in doc.sentences for w in s.words]
            if row is not None and doc.id.split("_")[1] in OPEN_GENRES and row["tokens"] == words:
                at = [span for s in doc.sentences for span in s.spans]
                given.append(document(doc.id, doc.text.rstrip(), row["dct"]))
                spans[doc.id] = [(at[m["b"]][0], at[m["e"] - 1][1], m["chain"], m["type"]) for m in row["mentions"]]

    def chain(name: str, a: int, b: int) -> tuple[str, str] | None:
        around = [(end - start, who, kind) for start, end, who, kind in spans[name] if start <= a and b <= end]
        return min(around)[1:] if around else None

    def right(p: Pronoun, candidates: list[Candidate], coded: Coded) -> tuple[list[bool], bool]:
        start, end = p.tree.row.token_start[p.token], p.tree.row.token_end[p.token]
        own = next(((who, kind) for a, b, who, kind in spans[coded.document.uri] if (a, b) == (start, end)), None)
        if own is None:
            return [False] * len(candidates), True
        places = ((c.tree.row.token_start[c.head], c.tree.row.token_end[c.head]) for c in candidates)
        good = [(met := chain(coded.document.uri, a, b)) is not None and met[0] == own[0] for a, b in places]
        return good, not any(good) and own[1] not in ("person", "organization")

    return _cases(given, right)

"""Writes measured figures into the model card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CARD = Path(__file__).parents[1] / "docs/model_card.md"
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->"


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown tables."""
    given = {"EWT dev": figures["ewt_dev_gold_tokens"], "GUM dev": figures["gum_dev_gold_tokens"]}
    raw = {"EWT dev": figures["ewt_dev_raw_text"], "GUM dev": figures["gum_dev_raw_text"]}
    actors = {"alone": figures["re3d_mentions"], "with the actor pack": figures["re3d_mentions_with_pack"]}
    out = [
        "| given words | UPOS | XPOS | lemma | lemma, any case | UAS | LAS | names F1 | mentions F1, exact |",
        "|" + " --- |" * 9,
    ]
    for name, f in given.items():
        cells = [f[k] for k in ("upos", "xpos", "lemma", "lemma_nocase", "uas", "las")] + [
            _f1(f, "ner"),
            _f1(f, "mention"),
        ]
        out.append(_row(name, *cells))
    out += ["", "| raw text, F1 | words | sentences | UPOS | lemma | UAS | LAS |", "|" + " --- |" * 7]
    out += [_row(n, *(f[k] for k in ("token", "sentence", "upos", "lemma", "uas", "las"))) for n, f in raw.items()]
    seen = "held-out documents" if figures["re3d_held_out"] else "documents trained on"
    out += ["", f"| actors, places, weapons in re3d | {seen} | precision | recall |", "|" + " --- |" * 4]
    out += [_row(n, f["documents"], f["p"], f["r"]) for n, f in actors.items()]
    heads = figures["event_heads"]
    out += [
        "",
        f"| event heads, {heads['sentences']} sentences kept out | precision | recall | F1 |",
        "|" + " --- |" * 4,
    ]
    for name, key in (("type of a word", "type"), ("actor", "actor"), ("recipient", "recipient")):
        out.append(_row(name, *(heads[key][k] for k in ("p", "r", "f1"))))
    out += ["", f"Status of the annotated event words that the heads see: {heads['status']} % right."]
    return "\n".join(out) + "\n"


def write(figures: dict[str, Any]) -> None:
    """Replace the figures in docs/model_card.md."""
    text = CARD.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    CARD.write_text(before + BEGIN + table(figures) + END + rest.split(END)[1], encoding="utf-8")


def _f1(figures: dict[str, Any], name: str) -> str:
    return str(figures[name]["f1"]) if name in figures else ""


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |"

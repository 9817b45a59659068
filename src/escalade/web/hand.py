"""What a person sends: decisions and exports. Every form carries the explorer's own secret and is checked twice."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers

from escalade import api
from escalade.errors import UsageError
from escalade.export.files import write
from escalade.model.decisions import Decision
from escalade.web.security import own_request

LARGEST = 200_000  # bytes of a form
PIECE = 1 << 16
LISTED = ("merge", "split")  # decisions that take a list of ids
PARTS = ("role", "relation", "add", "close")  # decisions that take several named values

Form = Mapping[str, list[str]]


class RefusedError(Exception):
    """A form that did not come from a page of the explorer."""


def read_form(body: bytes, headers: Headers, csrf: str) -> Form:
    """Fields of a form. Raises RefusedError if another site may have sent it."""
    if len(body) > LARGEST:
        raise RefusedError("The form is too large.")
    form = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    given = form.get("csrf", [""])[-1]
    if not own_request(headers) or not secrets.compare_digest(given.encode(), csrf.encode()):
        raise RefusedError("This form was not sent by a page of the explorer, or it is from before its last start.")
    return form


def one(form: Form, name: str) -> str:
    """A field's last value, trimmed; empty if it is missing."""
    return form.get(name, [""])[-1].strip()


def decide(case: api.Casebook, form: Form) -> Decision:
    """Write down what a form says. Raises UsageError if it makes no sense."""
    action, by, reason = one(form, "action"), one(form, "by"), one(form, "reason")
    if action == "undo":
        return case.undo(
            _last(case, by) if one(form, "about_id") == "last" else one(form, "about_id"), by=by, reason=reason
        )
    field = one(form, "field") or None if action == "edit" else None
    value = _value(action, one(form, "about_kind"), form)
    identity = one(form, "about_id") or None
    return case.decide(action, one(form, "about_kind"), identity, field=field, value=value, by=by, reason=reason)


def _last(case: api.Casebook, by: str) -> str:
    """The last decision of one analyst that stands and can be taken back: not what a colleague decided meanwhile."""
    from escalade.hand.state import taken_back

    decisions = case.decisions()
    back = taken_back(decisions)
    open_ones = [d for d in decisions if d.action not in ("undo", "forget", "forgotten") and d.decision_id not in back]
    open_ones = [d for d in open_ones if d.by == by]
    if not open_ones:
        raise UsageError(f"no decision by {by!r} stands; those of others are under Sources, Corrections")
    return open_ones[-1].decision_id


def _value(action: str, kind: str, form: Form) -> Any:
    """The value of a decision: a list for merges and splits, named parts for roles, ties and added rows, else text."""
    if action in LISTED:
        given = [
            part.strip() for text in form.get("value", []) for part in text.split("\n") for part in part.split(";")
        ]
        return [part for part in given if part]
    if action in PARTS and any(name.startswith("part.") for name in form):
        return _parts(kind, form)
    text = one(form, "value")
    if text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except ValueError as error:
            raise UsageError(f"the value looks like JSON but is none: {error}") from error
    return text or None


def _parts(kind: str, form: Form) -> dict[str, Any]:
    """The named values of a form: offsets as numbers, two of them as a stretch, the ends of a link by its direction."""
    parts: dict[str, Any] = {k.removeprefix("part."): one(form, k) for k in form if k.startswith("part.")}
    parts = {name: value for name, value in parts.items() if value}
    for name in [name for name in parts if name.endswith(("_start", "_end"))]:
        parts[name] = int(parts[name]) if parts[name].isdigit() else parts[name]
    for name in ("condition", "consequence"):
        stretch = [parts.pop(f"{name}_start", None), parts.pop(f"{name}_end", None)]
        if None not in stretch:
            parts[name] = stretch
    if kind == "link" and "side" in parts:
        this, other = ("effect", "cause") if parts.pop("side") == "effect" else ("cause", "effect")
        for end, given in ((this, "event_id"), (other, "other_id")):
            parts[f"{end}_event_id"] = parts.pop(given, "")
    return parts


def in_words(case: api.Casebook, made: Decision) -> str:
    """What was written down, and how it is taken back."""
    if made.action != "undo":
        return (
            f"{made.action} {made.about_kind.replace('_', ' ')}: written down as {made.decision_id}. u takes it back."
        )
    back = next(d for d in case.decisions() if d.decision_id == made.about_id)
    what = f"{back.action} {back.about_kind.replace('_', ' ')} by {back.by} ({back.decision_id})"
    return f"taken back: {what}. It is kept in the log; undo {made.decision_id} puts it in force again."


def about(made: Decision) -> str | None:
    """Reference of what a decision added; None if it added nothing."""
    if made.action not in ("add", "relation"):
        return None
    return f"{'mention' if made.about_kind == 'event_mention' else made.about_kind}:{made.about_id}"


def table_file(case: api.Casebook, table: str, form: str) -> Iterator[bytes]:
    """An exported table, piece by piece. Raises UsageError for an unknown table or format before the first piece."""
    held = TemporaryFile()  # noqa: SIM115 - closed when the last piece was sent
    try:
        write(case.views, table, form, held)
    except BaseException:
        held.close()
        raise
    return _pieces(held)


def _pieces(held: Any) -> Iterator[bytes]:
    with held:
        held.seek(0)
        while piece := held.read(PIECE):
            yield piece


def one_file(case: api.Casebook, *, with_text: bool, unmasked: bool, since: str | None = None) -> str:
    """The situation brief as one page that opens anywhere; first what changed since an earlier state, if one is given.

    Raises UsageError for a state that the casebook never had.
    """
    from escalade import brief

    table = case.records if unmasked else case.shared
    content = case.brief(masked=not unmasked, since=since)
    return brief.page(content, table, with_text=with_text)

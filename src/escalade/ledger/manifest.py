"""The manifest: which batches a casebook holds, which parts count, what lies in the inbox. Its generations are kept."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from escalade.errors import CasebookError
from escalade.ledger.parts import write_text

FORMAT = 1


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Entry):
    """One file of one table. Its row groups are the rows of `batches`, in that order."""

    table: str
    checkpoint: str
    batches: tuple[str, ...]
    file: str  # below ledger/
    rows: int
    bytes: int


class Batch(_Entry):
    """Documents that are coded together. `stamps`: checkpoint -> fingerprint of what coded it."""

    batch_id: str
    intake: int
    documents: int
    words: int
    stamps: dict[str, str] = {}


class Held(_Entry):
    """A file of the inbox: the raw bytes of what was added, by their digest."""

    source_file: str
    sha256: str
    bytes: int
    intake: int


class Manifest(_Entry):
    """One generation of a casebook."""

    format: int = FORMAT
    generation: int = 0
    written: str = ""  # UTC, ISO; the only place where a clock is kept
    intakes: int = 0
    whole: str = ""  # fingerprint of the whole-casebook tables
    erased: int = 0  # how often something was forgotten: parts of equal fingerprint are not the same before and after
    inbox: tuple[Held, ...] = ()
    batches: tuple[Batch, ...] = ()
    parts: tuple[Part, ...] = ()


def read(path: Path) -> Manifest:
    """Manifest of a file. Raises CasebookError if it is missing, damaged or of another format."""
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CasebookError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise CasebookError(f"{path}: damaged manifest: {error.errors()[0]['msg']}") from error
    if manifest.format != FORMAT:
        raise CasebookError(f"{path}: format {manifest.format}; this version reads format {FORMAT}")
    return manifest


def write(folder: Path, manifest: Manifest) -> None:
    """Keep the generation, then make it the current one."""
    text = manifest.model_dump_json(indent=1)
    write_text(folder / "generations" / f"{manifest.generation:06}.json", text)
    write_text(folder / "manifest.json", text)


def rewrite(folder: Path, manifest: Manifest) -> None:
    """Put a generation in place of the one of its number; the current one stays the current one."""
    current = read(folder / "manifest.json")
    text = manifest.model_dump_json(indent=1)
    write_text(folder / "generations" / f"{manifest.generation:06}.json", text)
    if manifest.generation == current.generation:
        write_text(folder / "manifest.json", text)

"""Every error Escalade raises on purpose.

EscaladeError
├── UsageError          the caller asked for something that makes no sense (exit 2)
│   └── SettingsError   a settings file or value is wrong (exit 2)
├── VocabularyError     a vocabulary file is malformed; names file:line (exit 2)
├── InputError          one input cannot be read or coded: it is set aside, the rest goes on (exit 1)
├── NoInputError        nothing readable was given (exit 3)
├── CasebookError       the casebook folder is damaged or not a casebook (exit 4)
├── SpanError           a quote differs from text[char_start:char_end]: a bug, nothing is written
└── MissingExtraError   an optional dependency is not installed; names the pip extra (exit 2)
"""

from __future__ import annotations


class EscaladeError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what the command line returns."""

    exit_code = 2


class UsageError(EscaladeError):
    """The caller asked for something that makes no sense."""


class SettingsError(UsageError):
    """A settings file or value is wrong."""


class VocabularyError(EscaladeError):
    """A vocabulary file is malformed; the message starts with file:line."""


class InputError(EscaladeError):
    """One input cannot be used; `code` is a short stable word for the issues table."""

    exit_code = 1

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class NoInputError(EscaladeError):
    """Nothing readable was given."""

    exit_code = 3


class CasebookError(EscaladeError):
    """The folder is no casebook, or a damaged one."""

    exit_code = 4


class SpanError(EscaladeError):
    """A stored quote differs from the text it points at."""

    exit_code = 4


class MissingExtraError(EscaladeError):
    """An optional dependency is missing; the message names the pip extra."""


def unable(error: OSError) -> str:
    """What the system refused, in words: "iran/ledger/lock: permission denied"."""
    why = (error.strerror or type(error).__name__).lower()
    return f"{error.filename}: {why}" if error.filename else why

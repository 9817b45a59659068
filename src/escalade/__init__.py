"""Escalade: news reports in, an auditable casebook out.

import escalade
case = escalade.create("iran")      # escalade.open("iran") later
case.add("reports/")
case.run()
case.table("events")                # pyarrow.Table
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from escalade.api import Casebook, code_text, create, open  # noqa: A004

__version__ = "0.1.0"
__all__ = ["Casebook", "code_text", "create", "open"]


def __getattr__(name: str) -> Any:
    """Load the API when it is first used, so that `escalade --help` is quick."""
    if name in __all__:
        from escalade import api

        return getattr(api, name)
    raise AttributeError(f"module 'escalade' has no attribute {name!r}")

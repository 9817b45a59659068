"""Event data from elsewhere: GDELT, ICEWS, POLECAT, ACLED, UCDP GED, Phoenix and PETRARCH, beside the coded events.

`take(ledger, path, family)` reads a file of any size block by block. A module a format says what its columns mean in
ours; `docs/imports.md` says what maps to what and what is lost.
"""

from escalade.imports.intake import Taken, take
from escalade.imports.layout import FAMILIES

__all__ = ["FAMILIES", "Taken", "take"]

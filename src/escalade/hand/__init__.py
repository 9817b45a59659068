"""The analyst's hand: what persons decided, applied over the machine's rows when they are read.

The ledger holds the machine's rows only. Decisions lie in a log of their own; the rows that anybody sees are a pure
function of both, so that taking a decision back gives the very rows there were before.
"""

from escalade.hand.applied import Applied
from escalade.hand.machine import Machine

__all__ = ["Applied", "Machine"]

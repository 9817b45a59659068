"""What came in, and what of it is the report: reading, cleaning, assembling, copies."""

from escalade.corpus.assemble import ASSEMBLE
from escalade.corpus.clean import CLEAN, visible_text
from escalade.corpus.copies import COPIES
from escalade.corpus.read import read

STAGES = (CLEAN, ASSEMBLE, COPIES)

__all__ = ["ASSEMBLE", "CLEAN", "COPIES", "STAGES", "read", "visible_text"]

"""Text to parsed sentences, and the actors, places and weapons they mention."""

from escalade.reading.encoder import Reader
from escalade.reading.stages import STAGES

__all__ = ["STAGES", "Reader"]

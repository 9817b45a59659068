"""When, where, how many, who: what the mentions of a report stand for."""

from escalade.grounding.actors import STAGE as ACTORS
from escalade.grounding.counts import STAGE as COUNTS
from escalade.grounding.places import STAGE as PLACES
from escalade.grounding.times import STAGE as TIMES

STAGES = (TIMES, COUNTS, PLACES, ACTORS)

"""Who says so, through whom and how surely; what is threatened; who stands behind whom; what answered what."""

from escalade.claims.attribution import ATTRIBUTE
from escalade.claims.relations import RELATIONS
from escalade.claims.stated_links import LINKS
from escalade.claims.tripwires import TRIPWIRES

STAGES = (ATTRIBUTE, TRIPWIRES, RELATIONS, LINKS)

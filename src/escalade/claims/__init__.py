"""Who says so, through whom and how surely; what is threatened; who stands behind whom; what answered what."""

from escalade.claims.attribution import ATTRIBUTE

STAGES = (ATTRIBUTE,)

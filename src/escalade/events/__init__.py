"""What the reports add up to: actors, happenings, their standing, links, and what became of threats and ties."""

from escalade.events import actors, happenings, links, relations, standing, tripwires

STAGES = (actors.STAGE, happenings.STAGE, standing.STAGE, links.STAGE, relations.STAGE, tripwires.STAGE)

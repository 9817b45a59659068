"""The pages: address -> function of (ask, read model, parts of the address), most specific address first."""

from __future__ import annotations

from collections.abc import Callable

from escalade.web.page import Page
from escalade.web.pages.actors import actor, actors
from escalade.web.pages.chains import chains
from escalade.web.pages.desk import desk
from escalade.web.pages.dossier import dossier
from escalade.web.pages.events import events
from escalade.web.pages.evidence import evidence
from escalade.web.pages.find import find
from escalade.web.pages.keys import keys
from escalade.web.pages.outlook import outlook
from escalade.web.pages.reader import reader, report
from escalade.web.pages.review import review
from escalade.web.pages.sources import sources

PAGES: tuple[tuple[str, Callable[..., Page]], ...] = (
    ("/desk", desk),
    ("/events", events),
    ("/events/{event_id:path}", dossier),
    ("/reader", reader),
    ("/reader/{document_id}", report),
    ("/actors", actors),
    ("/actors/{actor_id}", actor),
    ("/chains", chains),
    ("/outlook", outlook),
    ("/sources", sources),
    ("/review", review),
    ("/search", find),
    ("/evidence", evidence),
    ("/keys", keys),
)

"""Notes on the author below (or above) an article: who they are, what they wrote, where they can be reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from escalade.corpus.layout import Piece, key

LONGEST = 90  # words of a note
BELOW = 0.25  # share of the report's words below which a note may still stand
POSTS = """editor reporter correspondent columnist journalist freelance freelancer writer contributor contributing
fellow professor lecturer scholar analyst researcher historian blogger podcast staff retired former postdoctoral student
activist novelist"""
DOES = """is was has covers writes edits reports teaches serves works tweets blogs leads directs heads hosts contributes
joined"""
NOTE_VERBS = frozenset(
    {"is", "covers", "writes", "edits", "reports", "teaches", "serves", "works", "hosts", "contributes"}
)
PERSON_IS = re.compile(
    r"(?P<name>(?:Dr\.? |Prof\.? |Professor )?[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|al-\w+|de|van|von|bin|el|la)){0,4}"
    r"|(?:[Tt]he|[Oo]ur) (?:author|writer)|He|She)"
    rf",?(?: (?P<verb>{'|'.join(DOES.split())}|has been|can be)\b|, (?=an? |the ))"
)
POST = re.compile(
    rf"\b(?:{'|'.join(POSTS.split())}|author of|host of|bureau chief|director of|based in|Ph\.?D)\b|@\w{{3,}}"
)
PLACED = frozenset(
    {"In", "At", "On", "Near", "Outside", "From", "Around", "Across", "After", "Before", "Under"}
)  # no name
REACH = re.compile(
    r"\b(?:follow (?:him|her|them|me|us)|(?:he|she|they) tweets?|tweets (?:at|too|about|as)|on twitter|on x (?:at|@)"
    r"|can be (?:reached|followed|contacted|found)"
    r"|(?:his|her|their|my|latest|most recent|new|forthcoming) (?:\w+ )?(?:book|novel)s?|is the author of"
    r"|(?:his|her|their) (?:work|writing|reporting|articles|research) (?:has|have) (?:appeared|been)"
    r"|(?:writes|blogs|tweets|edits) (?:for|at|about|on))\b|(?<![\w.])@\w{3,}",
    re.I,
)
NEWS = re.compile(r"\b(?:said|told|says|killed|attacked|arrested|warned|accused|according|wanted|responsible)\b|[“\"]")


def notes(found: Sequence[Piece]) -> list[int]:
    """Indices of the pieces that are notes on the author, among those of no kind yet."""
    bylines = [f" {key(p.text)} " for p in found if p.kind == "byline"]
    own = [i for i, p in enumerate(found) if p.kind is None]
    total = sum(found[i].words for i in own)
    below, out = 0, []
    last = True  # nothing of the report itself stands below
    for i in reversed(own):
        p = found[i]
        if below > BELOW * total and below > 120:
            break
        if p.words <= LONGEST and not p.quoted and _is_note(p.text, bylines, last):
            out.append(i)
        else:
            below += p.words
            last = False
    return out


def _is_note(text: str, bylines: list[str], last: bool) -> bool:
    match = PERSON_IS.match(text)
    if match is None or match["name"].split()[0] in PLACED:
        return False
    reach = REACH.search(text) is not None
    post = POST.search(text, 0, match.end() + 160) is not None
    in_byline = any(f" {key(match['name'])} " in byline for byline in bylines)
    if in_byline and (reach or post or (" " in match["name"] and match["verb"] in NOTE_VERBS)):
        return True  # one word may be the town of a bureau, and "has" may tell what an agency learned
    if " " not in match["name"]:
        return match["name"] in ("He", "She") and reach and post
    return (reach and (post or last)) or (
        post and last and match["verb"] in NOTE_VERBS and text.count(" ") < 60 and NEWS.search(text) is None
    )

"""Where the parser is known to go wrong, and what stands in the tree instead.

Phrases that belong to the verb though they hang on its object: "an attack on the militia" is what a parser has seen far
more often than "blamed the attack on the militia", but who is blamed is what "blame" asks for: the last such phrase
within its object is the verb's. A participle right behind a subject is the noun's: "an ambush blamed on rebels killed";
so is what a place holds: "fired at bases housing troops". A verb before a number has it for its object: "killed ten,
displaced thousands".
What follows on a clause and whoever says it is no part of that clause: "troops fired, sources said; the army denied".
What somebody is told is no clause on him: "told the paper that rebels attacked". Who is named behind a verb of saying
that follows what is said is its subject; behind "told" it is whom somebody told who is named before. Of two objects the
one before the verb is its subject; of two subjects behind a participle the first is the participle's object. What is
coordinated does not jump over a verb: "killing a man and wounding a soldier and two guards". Who tells somebody between
commas tells the clause, and is no circumstance of it:
"the bus was hit, an envoy told the paper, and burnt". Whom somebody shot dead is not "dead 12 villagers". "Reports that
..." at the head of a sentence is a noun where another verb follows. What a pronoun did to whom it stands behind it did
itself: "two men it accused". Who heads a front is no league: "he who heads the front, a league of". Headlines leave out
"were": "ships sabotaged off the coast". "X, not Y" does not say that X is Y. A noun without subject or copula is no
clause: "claimed the bombing". Who is accused of something else is not what the first is accused of: "accused A of
arming B, and C of hiding it". "Which the UN says is backed by" is the UN's word. A finite verb is not joined to an
infinitive: "said it would answer, and called on them", nor a singular one to a plural: "says that squatters are rioting
and has sued". No name needs a clause with "that": "an arm of the PLA that
takes its orders from the coast". What somebody did a thing by is the verb's: "answered the raid by closing the border".
What stands before who says so belongs to what is said: "on Sunday, police say, gunmen fled". What was so all the same
is no part of what is denied: "denied firing, though men died". A clause with a gap and no word for it is the noun's:
"an ambush the army blamed on rebels". No deed of state and no word of saying is joined to what a thing did or was.
"The break-in" is one noun: its first half heads it, whatever hangs on the second is the noun's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from escalade.model.words import NUMBERS
from escalade.reading.tree import is_tree

# by form, for lemmas of rare words are not sure ("blam")
_ASKS = dict.fromkeys("blame blames blamed blaming pin pins pinned pinning".split(), "on") | dict.fromkeys(
    "attribute attributes attributed attributing ascribe ascribes ascribed ascribing".split(), "to"
)
_FOR = frozenset(  # ... somebody for it
    "blame blames blamed blaming condemn condemns condemned condemning denounce denounces denounced denouncing "
    "punish punishes punished punishing criticise criticises criticised criticize criticizes criticized fault faults "
    "faulted thank thanks thanked thanking praise praises praised praising rebuke rebukes rebuked sanction sanctions "
    "sanctioned sanctioning arrest arrests arrested arresting indict indicts indicted sue sues sued".split()
)
_KNOWN = frozenset(("known", "called", "named", "dubbed"))
_PUTS = frozenset(  # ... the blame for it on somebody
    "lay lays laid laying put puts putting place places placed placing pin pins pinned pinning shift shifted".split()
)
_BLAME = frozenset(("blame", "responsibility", "guilt"))
_TELLS = frozenset(  # somebody that ..., to somebody that ...
    "tell tells told telling assure assures assured assuring inform informs informed informing notify notified remind "
    "reminds reminded reminding warn warns warned warning convince convinced persuade persuaded".split()
)
_SAYS_TO = frozenset(
    "explain explains explained explaining say says said saying confirm confirms confirmed confirming admit admits "
    "admitted admitting reveal reveals revealed revealing insist insists insisted complain complains complained "
    "suggest suggests suggested announce announced swear swears swore boast boasts boasted stress stressed confide "
    "confides confided testify testified report reports reported signal signals signalled write writes wrote".split()
)
_CALLS = frozenset(  # ..., warned somebody
    "said says warned warns added adds insisted insists claimed claims announced announces declared declares wrote "
    "writes replied replies vowed vows explained explains".split()
)
_DENIES = frozenset(  # ... doing it, somebody of doing it
    "deny denies denied denying accuse accuses accused accusing blame blames blamed blaming".split()
)
_BESIDE = frozenset("though although while whereas after before when since".split())  # ... it was so
_SAYS = _SAYS_TO | _CALLS
_SAYS_OR_TELLS = _SAYS | _TELLS
_TAKEN = frozenset(("obj", "ccomp", "xcomp", "mark", "csubj"))  # what leaves a clause no gap
_SHOOTS = frozenset("shoot shoots shot shooting gun gunned strike struck".split())  # ... somebody dead
_INTO = ("nmod", "conj", "compound", "appos")  # how a phrase hangs within a noun phrase; a clause in it keeps its own
_MEDIA = frozenset(("in", "on", "at", "during", "via", "through"))  # a statement, television, a briefing
_CHARGES = frozenset(("of", "with", "for"))  # accused of, charged with, blamed for doing it
_CLAUSAL = frozenset(("advcl", "acl", "acl:relcl", "parataxis", "conj"))
_NOMINATIVE = frozenset("it he she they we i".split())
_BODIES = frozenset(  # what no person is
    "group militia league alliance movement band party coalition front network bloc faction outfit organisation "
    "organization brigade battalion unit union federation agency company firm newspaper charity body council committee "
    "cell gang cartel wing branch arm offshoot splinter umbrella force association".split()
)
_ORGANS = frozenset("army navy police military government state".split())  # of which there is but one
_HOLDS = frozenset("housing hosting sheltering storing containing comprising quartering accommodating".split())
_ANYBODY = frozenset(
    "people persons others civilians victims suspects hostages members relatives passengers residents villagers "
    "detainees prisoners captives".split()
)
_MANY = frozenset("dozens scores hundreds thousands tens".split())
_ROUGHLY = frozenset("at least more than about some nearly almost over up to around another an estimated".split())
_SUFFERED = frozenset(  # what headlines say was done to somebody, without "were"
    "sabotaged seized killed injured wounded hurt abducted kidnapped detained "
    "arrested jailed captured damaged destroyed torched looted hijacked shot stabbed hanged executed expelled deported "
    "evacuated freed rescued released beheaded poisoned hacked besieged".split()
)
_WHERE = frozenset(("in", "near", "off", "at", "outside", "over", "after", "by", "during", "on", "amid", "across"))
_CLAUSE_LIKE = frozenset(("cop", "nsubj", "aux", "mark", "expl", "case"))  # "it was in no way involved"
_RELATIVE = frozenset(("which", "who", "whom", "that"))
_THINGS = frozenset(  # that do nothing but what they are made to do
    "vessel vessels ship ships boat boats plane planes jet jets aircraft warplane warplanes helicopter helicopters "
    "drone drones balloon missile missiles rocket rockets shell shells bomb bombs attack attacks strike strikes raid "
    "raids shelling bombing blast explosion ambush incursion clash clashes fighting incident crash collision killing "
    "killings fire protest protests violence footage report reports".split()
)
_HARMS = frozenset("killing wounding injuring burying maiming".split())
_BLOWS = frozenset(
    "destroyed struck hit bombed shelled attacked sank raided stormed rammed ambushed targeted strafed bombing "
    "shelling striking hitting attacking destroying".split()
)
_STATECRAFT = frozenset(  # what only somebody does
    "lodged summoned scrambled ordered imposed sanctioned expelled suspended halted vowed urged demanded deployed "
    "condemned accused threatened announced banned froze recalled convened declared appealed asked called warned "
    "pledged promised offered agreed refused rejected denied blamed sent dispatched mobilised mobilized closed shut "
    "evacuated invoked filed protested withdrew cancelled canceled postponed thanked".split()
)
_SAID = frozenset(("ccomp", "obj", "iobj", "xcomp"))
_QUOTES = frozenset(('"', "“", "”", "``", "''", "‘"))
_DASHES = frozenset(("-", "–", "—", "--"))
_PARTICLES = frozenset("in out off up down over back away through".split())  # "the break-in", "a cut-off"
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def repair(words: Sequence[str], upos: list[str], xpos: list[str], head: list[int], deprel: list[str]) -> None:
    """Mends heads and labels in place. Heads count from 1, 0 is the root. What would be no tree any more stays as the
    parser has it: whoever climbs a ring never comes to its top."""
    columns: tuple[list[Any], ...] = (upos, xpos, head, deprel)
    before = [list(column) for column in columns]
    _mend(words, upos, xpos, head, deprel)
    if not is_tree([0, *head]):
        for column, was in zip(columns, before, strict=True):
            column[:] = was


def _mend(words: Sequence[str], upos: list[str], xpos: list[str], head: list[int], deprel: list[str]) -> None:
    lower = [w.lower() for w in words]
    _reports_that(lower, upos, xpos, head, deprel)
    for c in range(2, len(words)):
        if words[c - 1] == "-" and upos[c - 2] == "NOUN" and lower[c] in _PARTICLES and deprel[c] != "case":
            _one_noun(c - 1, c + 1, upos, head, deprel)
    for i, word in enumerate(words):
        if word in ("WHO", "US") and upos[i] == "PRON" and not all(w.isupper() for w in words if w.isalpha()):
            upos[i], xpos[i] = "PROPN", "NNP"  # the World Health Organization, the United States
    if lower[-1:] and lower[-1][-1].isalnum():
        _headline(lower, xpos, head, deprel)
    for c, label in enumerate(deprel, 1):
        if label in ("conj", "appos") and (verb := _tells_behind(c, lower, upos, head, deprel)):
            _make_teller(c, verb, head, deprel)
        elif (label.startswith("obl") or label == "advcl") and (told := _before_an_aside(c, lower, head, deprel)):
            head[c - 1] = told
        elif label in _CLAUSAL:
            _mend_clause(c, label, lower, upos, xpos, head, deprel)
        else:
            _mend_nominal(c, label, lower, upos, xpos, head, deprel)
        if label == "conj" and (verb := _harmed_anew(c, lower, upos, xpos, head, deprel)):
            over = head[head[c - 1] - 1]
            head[c - 1], deprel[c - 1] = verb, "obj"
            head[verb - 1], deprel[verb - 1], upos[verb - 1] = over, "conj", "VERB"
    _give_back(lower, upos, head, deprel)


def _one_noun(noun: int, particle: int, upos: list[str], head: list[int], deprel: list[str]) -> None:
    """ "The break-in at the embassy led to riots": makes the first half the head of all that hangs on either."""
    up = noun
    while up not in (0, particle):
        up = head[up - 1]
    if up == particle:
        head[noun - 1], deprel[noun - 1] = head[particle - 1], deprel[particle - 1]
    for c, up in enumerate(head, 1):
        if up == particle or c == noun + 1:
            head[c - 1] = noun
    head[particle - 1], deprel[particle - 1], upos[particle - 1] = noun, "compound:prt", "ADP"
    if deprel[noun - 1] in ("advmod", "compound:prt"):
        cased = any(up == noun and label == "case" for up, label in zip(head, deprel, strict=True))
        deprel[noun - 1] = "obl" if cased else "dep"


def _headline(lower: list[str], xpos: list[str], head: list[int], deprel: list[str]) -> None:
    """A line without a full stop leaves out "were": "Four ships sabotaged off the coast" is what befell the ships."""
    for v, word in enumerate(lower, 1):
        if word not in _SUFFERED or xpos[v - 1] not in ("VBD", "VBN"):
            continue
        kids = [c for c, h in enumerate(head, 1) if h == v]
        doers = [c for c in kids if deprel[c - 1] == "nsubj" and c < v]
        other = any(deprel[c - 1].partition(":")[0] in ("obj", "iobj", "ccomp", "xcomp", "aux", "cop") for c in kids)
        led = (
            _case(c, lower, head, deprel) in _WHERE for c in kids if deprel[c - 1].partition(":")[0] == "obl" and c > v
        )
        if len(doers) == 1 and not other and all(led):
            deprel[doers[0] - 1], xpos[v - 1] = "nsubj:pass", "VBN"


def _mend_clause(
    c: int, label: str, lower: list[str], upos: list[str], xpos: list[str], head: list[int], deprel: list[str]
) -> None:
    """Mends how the clause headed by a word hangs on another."""
    if label == "acl:relcl" and (verb := _says_within(c, lower, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "ccomp"
    elif label == "advcl" and (
        (xpos[c - 1] in ("VBN", "VBD") and _behind_subject(c, upos, head, deprel))
        or (lower[c - 1] in _HOLDS and _behind_goal(c, upos, head, deprel))
    ):
        head[c - 1], deprel[c - 1] = c - 1, "acl"
    elif label in ("acl", "acl:relcl") and (verb := _told_somebody(c, lower, upos, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "ccomp"
    elif label == "advcl" and (
        verb := (xpos[c - 1] == "VBG" and _says_after(c, head, deprel))
        or _meanwhile(c, lower, upos, head, deprel)
        or _harm_of(c, lower, head, deprel)
        or _narrated(c, lower, head, deprel)
    ):
        head[c - 1] = verb
    elif label == "advcl" and xpos[c - 1] in ("VBD", "VBZ") and _tells_between(c, lower, head, deprel):
        deprel[c - 1] = "parataxis"
    elif label == "acl:relcl" and (noun := _no_name(c, lower, upos, head, deprel)):
        head[c - 1] = noun
    elif label in ("acl", "parataxis") and (noun := _with_a_gap(c, upos, xpos, head, deprel)):
        head[c - 1], deprel[c - 1] = noun, "acl:relcl"
    elif label in ("acl", "advcl") and (verb := _by_which(c, lower, upos, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "advcl"
    elif label in ("parataxis", "conj") and (verb := _said_before(c, lower, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "parataxis"
    elif label == "conj" and upos[c - 1] in ("NOUN", "PROPN") and (near := _over_a_verb(c, upos, head, deprel)):
        head[c - 1] = near
    elif label == "conj" and (pair := _charged_too(c, lower, xpos, head, deprel)) != (0, 0):
        head[c - 1], deprel[c - 1] = pair[0], "nsubj"
        head[pair[0] - 1], deprel[pair[0] - 1] = pair[1], "conj"
    elif label == "conj" and (
        verb := (xpos[c - 1] == "VBD" and _says_again(c, lower, head, deprel))
        or _says_over(c, lower, head, deprel)
        or _agrees_above(c, lower, xpos, head, deprel)
        or _done_by_somebody(c, lower, xpos, head, deprel)
    ):
        head[c - 1] = verb
    elif label == "conj" and xpos[c - 1] in ("VBD", "VBN") and (verb := _over_a_bare_verb(c, xpos, head, deprel)):
        head[c - 1], xpos[c - 1] = verb, "VBD"


def _mend_nominal(
    c: int, label: str, lower: list[str], upos: list[str], xpos: list[str], head: list[int], deprel: list[str]
) -> None:
    """Mends which argument of a verb a word is, and of which verb."""
    first = label == "obj" and c < head[c - 1] and upos[c - 1] in ("NOUN", "PROPN")
    if label == "obl:agent" and _case(c, lower, head, deprel) in ("on", "to"):
        deprel[c - 1] = "obl"
    elif (
        (first and _lacks_subject(head[c - 1], head, deprel))
        or (label in ("iobj", "obj") and _speaks_behind(c, lower, upos, head, deprel))
        or (label == "obj" and _opens_as_subject(c, lower, xpos, head, deprel))
    ):
        deprel[c - 1] = "nsubj"
    elif label == "ccomp" and c < head[c - 1] and _told_apart(c, lower, head, deprel):
        deprel[c - 1] = "parataxis"
    elif label == "ccomp" and upos[c - 1] in ("NOUN", "PROPN") and _bare_object(c, lower, head, deprel):
        deprel[c - 1] = "obj"
    elif label == "appos" and (
        _listed(c, lower, head, deprel) or any(lower[k - 1] == "not" for k in _kids(c, head) if k < c)
    ):
        deprel[c - 1] = "conj"
    elif label == "appos" and lower[c - 1] in _BODIES and (body := _headed_by_whom(c, lower, head, deprel)):
        head[c - 1] = body
    elif label == "nsubj:pass" and lower[c - 1] in _NOMINATIVE and _relates(head[c - 1], c, head, deprel):
        deprel[c - 1], xpos[head[c - 1] - 1] = "nsubj", "VBD"
    elif label == "nsubj" and (verb := _of_the_participle(c, xpos, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "obj"
    elif label == "nsubj" and (teller := _told_by(c, lower, upos, head, deprel)):
        deprel[c - 1] = "iobj"
        head[teller - 1], deprel[teller - 1] = head[c - 1], "nsubj"
    elif label == "nmod" and (verb := _by_which(c, lower, upos, head, deprel)):
        head[c - 1], deprel[c - 1] = verb, "advcl"
    elif label == "amod" and c > 1 and lower[c - 1] == "dead" and lower[c - 2] in _SHOOTS:
        head[c - 1], deprel[c - 1] = c - 1, "xcomp"


def _says_within(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb of saying between a relative pronoun and the clause that it opens, read as a clause beside it: "the M23,
    which the UN says is backed by Rwanda"; else 0."""
    opens = any(lower[k - 1] in _RELATIVE for k in _kids(c, head))
    beside = (k for k in range(c - 1, head[c - 1], -1) if head[k - 1] == head[c - 1] and deprel[k - 1] == "acl:relcl")
    says = next((k for k in beside if lower[k - 1] in _SAYS), 0)
    told = any(deprel[k - 1] in ("ccomp", "obj", "xcomp") for k in _kids(says, head)) if says else True
    return says if opens and not told and "and" not in lower[says : c - 1] else 0


def _opens_as_subject(c: int, lower: list[str], xpos: Sequence[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a relative pronoun that is read as an object is the subject of a finite verb that has none: "who the army
    said had fled"."""
    verb = head[c - 1]
    if lower[c - 1] not in ("which", "who", "that") or verb <= c or deprel[verb - 1] not in ("acl:relcl", "ccomp"):
        return False
    labels = _labels(verb, head, deprel)
    return not labels & {"nsubj", "csubj"} and (xpos[verb - 1] in ("VBD", "VBZ", "VBP") or "aux" in labels)


def _before_an_aside(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb of what is told behind who says so between commas, where what stands before them was hung on the saying:
    "on Sunday, police say, gunmen fled"; else 0."""
    verb = head[c - 1]
    if not c < verb or lower[verb - 1] not in _SAYS_OR_TELLS:
        return 0
    kids = _kids(verb, head)
    teller = next((k for k in kids if c < k < verb and deprel[k - 1] == "nsubj"), 0)
    told = next((k for k in kids if k > verb and deprel[k - 1] == "ccomp"), 0)
    if not teller or not told or any(lower[k - 1] == "that" for k in _kids(told, head)):
        return 0
    first = min((k for k in range(c + 1, teller + 1) if _under(k, teller, head)), default=teller)
    between = set(lower[verb:told])
    return told if lower[first - 2] == "," in between and not between & _QUOTES else 0


def _meanwhile(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb of a headline beside which a clause with "as" and a subject of its own tells what went on, where that
    clause hangs on what the verb governs: "Seoul denies sending drones as North puts guns on alert"; else 0."""
    if not lower[-1][-1].isalnum():
        return 0
    up, kids = head[c - 1], _kids(c, head)
    own = any(deprel[k - 1] == "nsubj" and upos[k - 1] in ("NOUN", "PROPN") for k in kids)
    governed = up and deprel[up - 1] in ("xcomp", "ccomp") and "nsubj" not in _labels(up, head, deprel)
    return head[up - 1] if own and governed and any(lower[k - 1] == "as" for k in kids) else 0


def _narrated(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb of saying or denying beside which a clause with a subject of its own tells when it was, or what was so
    all the same, where that clause hangs on what is said: "denied aiming at civilians, though thousands died", "'we
    will go,' he warned, months before his army went"; else 0."""
    up, kids = head[c - 1], [k for k in _kids(c, head) if deprel[k - 1] != "punct"]
    mark = next((lower[k - 1] for k in kids if deprel[k - 1] == "mark"), "")
    if not up or mark not in _BESIDE or "nsubj" not in _labels(c, head, deprel):
        return 0
    verb = head[up - 1]
    if not verb or any(w in _QUOTES for w in lower[max(up, verb) : c]):
        return 0
    if up < verb < c:  # a closed quotation stands first
        quoted = deprel[up - 1] == "ccomp" and any(w in _QUOTES for w in lower[up : verb - 1])
        return verb if quoted and lower[verb - 1] in _SAYS else 0
    bare = deprel[up - 1] in ("xcomp", "advcl", "obj") and "nsubj" not in _labels(up, head, deprel)
    behind = lower[min(kids) - 2] == "," and verb < up < c
    return verb if bare and behind and lower[verb - 1] in _DENIES else 0


def _with_a_gap(c: int, upos: Sequence[str], xpos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The noun that a clause with a subject of its own and no object is about, without a word for it: "an ambush the
    army blamed on rebels"; else 0."""
    kids = _kids(c, head)
    subject = next((k for k in kids if deprel[k - 1] == "nsubj"), 0)
    if not subject or xpos[c - 1] not in ("VBD", "VBN") or any(deprel[k - 1] in _TAKEN for k in kids):
        return 0
    noun = head[c - 1] if deprel[c - 1] == "acl" else _left(subject, head) - 1
    laid = any(deprel[k - 1] == "obl" for k in kids)
    beside = deprel[c - 1] == "acl" or (noun > 0 and deprel[noun - 1] == "appos" and laid)
    return noun if beside and noun and upos[noun - 1] == "NOUN" and noun < subject < c else 0


def _left(token: int, head: list[int]) -> int:
    """The first word of a phrase."""
    kids = [k for k in _kids(token, head) if k < token]
    return min([token, *(_left(k, head) for k in kids)])


def _told_apart(c: int, lower: list[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a semicolon parts a clause from a verb of saying behind it that says something else: "Togo accuses Benin
    of theft; Benin says it is politics", and not "the bridge is gone; two are dead, he said"."""
    verb = head[c - 1]
    told = [k for k in _kids(verb, head) if k > verb and deprel[k - 1].partition(":")[0] in _SAID]
    return bool(told) and ";" in lower[c:verb]


def _bare_object(c: int, lower: list[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a noun that is read as a clause has nothing of one: "claimed the raid", not "said it was a raid"."""
    verb = head[c - 1]
    clause = _labels(c, head, deprel) & _CLAUSE_LIKE
    other = _labels(verb, head, deprel) & {"obj", "iobj", "cop"}
    quoted = any(not word[0].isalnum() for word in lower[verb : c - 1])
    return verb < c and not (clause or other or quoted)


def _by_which(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb over the noun that "by closing the border" was hung on: "answered the raid by closing"; else 0."""
    doing = upos[c - 1] == "VERB" and lower[c - 1].endswith("ing")
    if not doing or not any(lower[k - 1] == "by" and k < c for k in _kids(c, head)):
        return 0
    up = first = head[c - 1]
    while up and upos[up - 1] != "VERB" and deprel[up - 1] in ("obj", "obl", "nmod"):
        up = head[up - 1]
    return up if up != first and 0 < up < c and upos[up - 1] == "VERB" else 0


def _no_name(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The noun with "a" over the name that a clause with "that" was hung on: "an auxiliary of the PLA that takes its
    orders from"; else 0. A name needs no such clause."""
    name = head[c - 1]
    named = (
        (upos[name - 1] == "PROPN" or lower[name - 1] in _ORGANS)
        and deprel[name - 1] == "nmod"
        and _case(name, lower, head, deprel) == "of"
    )
    that = named and any(lower[k - 1] == "that" and lower[k - 2] != "," for k in _kids(c, head) if k > name)
    noun = head[name - 1] if that else 0
    articles = (lower[k - 1] in ("a", "an") for k in _kids(noun, head))
    return noun if noun and deprel[name - 1] == "nmod" and any(articles) else 0


def _relates(verb: int, subject: int, head: list[int], deprel: list[str]) -> bool:
    """Whether a subject stands between a noun and the verb, without help of "be", that tells of the noun."""
    told = deprel[verb - 1] == "acl:relcl" and head[verb - 1] < subject < verb
    return told and not any(deprel[k - 1].startswith("aux") for k in _kids(verb, head))


def _over_a_bare_verb(c: int, xpos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb in the past over the one with "would" or "to" that a verb in the past was joined to; else 0."""
    up = head[c - 1]
    met = xpos[up - 1] == "VBN" and "obj" in _labels(c, head, deprel)  # "would be met with force and put them on alert"
    opened = {xpos[k - 1] for k in _kids(up, head)} if xpos[up - 1] == "VB" or met else set()
    bare = ("MD" in opened and deprel[up - 1] == "ccomp") or (
        "TO" in opened and deprel[up - 1] == "xcomp" and xpos[c - 1] == "VBD"
    )
    own = any(deprel[k - 1].startswith(("aux", "nsubj")) for k in _kids(c, head))
    over = head[up - 1] if bare and not own else 0
    return over if over and xpos[over - 1] == "VBD" and over < up < c else 0


def _agrees_above(c: int, lower: list[str], xpos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb over the clause that a singular verb was joined to though the subject there is many: "the firm says that
    squatters are rioting and has sued them"; else 0."""
    up, kids = head[c - 1], _kids(c, head)
    over = _teller(up, head, deprel)
    if not over or over > up or any(deprel[k - 1].startswith("nsubj") for k in kids):
        return 0
    finite = next((k for k in kids if deprel[k - 1].startswith(("aux", "cop"))), c)
    one = xpos[finite - 1] == "VBZ" or lower[finite - 1] == "was"
    inner, outer = (next((k for k in _kids(v, head) if deprel[k - 1].startswith("nsubj")), 0) for v in (up, over))
    many = inner and (xpos[inner - 1] == "NNS" or lower[inner - 1] in ("they", "we"))
    single = outer and (xpos[outer - 1] in ("NN", "NNP") or lower[outer - 1] in ("it", "he", "she"))
    joined = any(deprel[k - 1] == "conj" for k in _kids(outer, head)) if outer else True
    return over if one and many and single and not joined else 0


def _done_by_somebody(c: int, lower: list[str], xpos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb over the clause that a deed was joined to though the subject there is a thing: "protested after ships
    crossed the line and summoned the envoy", "condemned the raid, which killed one, and halted trade"; else 0."""
    up = head[c - 1]
    if lower[c - 1] not in _STATECRAFT or xpos[c - 1] != "VBD":
        return 0
    if any(label.startswith("aux") for label in _labels(up, head, deprel)):
        return 0  # "had tracked and expelled it"
    if any(label.startswith(("nsubj", "aux")) for label in _labels(c, head, deprel)):
        return 0
    doer = next((k for k in _kids(up, head) if deprel[k - 1].startswith("nsubj")), 0)
    if doer and lower[doer - 1] in ("which", "that"):
        told = next((v for v in (up, *_above(up, head)) if deprel[v - 1] == "acl:relcl"), 0)  # "which he said killed"
        up, doer = told, head[told - 1] if told else 0
    elif deprel[up - 1] == "ccomp":
        return 0
    over = next((v for v in _above(up, head) if xpos[v - 1] == "VBD"), 0) if doer else 0
    if not over or not over < up < c or lower[doer - 1] not in _THINGS:
        return 0
    teller = next((k for k in _kids(over, head) if deprel[k - 1] == "nsubj"), 0)
    return over if teller and lower[teller - 1] not in _THINGS | _RELATIVE else 0


def _harm_of(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The blow that cost lives, over a clause about what it hit: "sank a boat that the gang used, killing two"; else
    0."""
    up = head[c - 1]
    if lower[c - 1] not in _HARMS or lower[c - 2] != "," or lower[up - 1] in _BLOWS:
        return 0
    above = _above(up, head)
    told = next((v for v in (up, *above) if deprel[v - 1] in ("acl:relcl", "acl")), 0)
    over = next((v for v in above if lower[v - 1] in _BLOWS), 0)
    return over if told and over and over < up and told in (up, *above[: above.index(over)]) else 0


def _above(c: int, head: list[int]) -> list[int]:
    """What stands over a word, nearest first."""
    out: list[int] = []
    while c and head[c - 1] and head[c - 1] not in out:
        c = head[c - 1]
        out.append(c)
    return out


def _reports_that(lower: list[str], upos: list[str], xpos: list[str], head: list[int], deprel: list[str]) -> None:
    """ "Reports that the army fled were dismissed": the noun where a second clause without a subject follows."""
    if lower[1:2] != ["that"] or (upos[0], xpos[0], deprel[0]) != ("VERB", "VBZ", "root"):
        return
    clauses = [c for c in _kids(1, head) if deprel[c - 1] in ("ccomp", "acl")]
    if len(clauses) != 2 or deprel[clauses[1] - 1] != "ccomp":
        return
    told, top = clauses
    below = {deprel[k - 1] for k in _kids(top, head)}
    if any(label.startswith("nsubj") for label in below):
        return
    for k in _kids(1, head):
        if k != told:
            head[k - 1] = top
    upos[0], xpos[0], head[0], deprel[0] = "NOUN", "NNS", top, "nsubj:pass" if "aux:pass" in below else "nsubj"
    head[top - 1], deprel[top - 1], deprel[told - 1] = 0, "root", "acl"


def _tells_between(c: int, lower: list[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a clause without a mark, behind a comma, is one of telling somebody what stands before it."""
    if lower[c - 1] not in _TELLS or head[c - 1] > c:
        return False
    labels = {deprel[k - 1].partition(":")[0] for k in _kids(c, head) if k < c}
    if "mark" in labels or "nsubj" not in labels:
        return False
    first = min(k for k in range(1, c) if _under(k, c, head))
    return lower[first - 1] == "," or (first > 1 and lower[first - 2] == ",")


def _under(k: int, top: int, head: list[int]) -> bool:
    """Whether a word hangs below another."""
    for _ in head:
        if k == top:
            return True
        if not k:
            return False
        k = head[k - 1]
    return False


def _behind_subject(c: int, upos: Sequence[str], head: list[int], deprel: list[str]) -> bool:
    """Whether the word before is the subject of the verb that a word hangs on."""
    return 1 < c < head[c - 1] == head[c - 2] and upos[c - 2] == "NOUN" and deprel[c - 2].startswith("nsubj")


def _behind_goal(c: int, upos: Sequence[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a word stands right behind what its own verb does it to or at: "fired at bases housing troops"."""
    return upos[c - 2] in ("NOUN", "PROPN") and deprel[c - 2] in ("obl", "obj") and head[c - 2] == head[c - 1] < c - 1


def _speaks_behind(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a word behind a verb is who says what stands before it: "the road will be closed, warned Omar Diallo"."""
    verb = head[c - 1]
    behind = 1 < verb < c and lower[verb - 2] in (",", '"', "”") and upos[c - 1] in ("NOUN", "PROPN")
    if not behind or lower[verb - 1] not in _CALLS or any(upos[i] in ("VERB", "PUNCT") for i in range(verb, c - 1)):
        return False
    labels = [(k, deprel[k - 1].partition(":")[0]) for k in _kids(verb, head)]
    return any(x == "ccomp" and k < verb for k, x in labels) and all(x not in ("nsubj", "csubj") for _, x in labels)


def _told_by(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """Who tells what stands before the comma to whom is read as its teller: "..., a clerk of the port told Le Soir";
    else 0. Nobody "told" without being named before, as one may be behind "said"."""
    verb = head[c - 1]
    kids = _kids(verb, head)
    said = next((k for k in kids if k < verb and deprel[k - 1] == "ccomp"), 0)
    if not verb < c or not said or lower[verb - 1] not in _TELLS:
        return 0
    before = next((k for k in kids if said < k < verb and deprel[k - 1] == "nsubj"), 0)
    commas = [k for k in range(said, verb) if lower[k - 1] == "," or lower[k - 1] in _QUOTES]
    if before or not commas:
        return before
    apposed = commas[-1] == verb - 1 and len(commas) > 2  # "..., Ana Ruiz, a clerk, told"
    row = range(commas[-3] + 1, commas[-2]) if apposed else range(commas[-1] + 1, verb)
    return next((k for k in row if head[k - 1] not in row and upos[k - 1] in ("NOUN", "PROPN", "PRON", "NUM")), 0)


def _of_the_participle(c: int, xpos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The participle before the first of a verb's two subjects: "citing a colonel, it reports"; else 0."""
    verb = head[c - 1]
    if not any(h == verb and deprel[k - 1] == "nsubj" and c < k < verb for k, h in enumerate(head, 1)):
        return 0
    before = [k for k in range(1, c) if head[k - 1] == verb and deprel[k - 1] == "advcl" and xpos[k - 1] == "VBG"]
    return max(before, default=0)


def _harmed_anew(
    c: int, lower: list[str], upos: Sequence[str], xpos: Sequence[str], head: list[int], deprel: list[str]
) -> int:
    """The verb before a number that is read as more of those harmed before it: "killed ten, displaced thousands"; else
    0. A participle of those counted would stand behind the number."""
    first = head[c - 1]
    if upos[c - 1] not in ("NOUN", "NUM") or not 0 < head[first - 1] < first < c or deprel[first - 1] != "obj":
        return 0
    many = lower[c - 1] in _MANY or upos[c - 1] == "NUM"
    number = c if many else next((k for k in _kids(c, head) if deprel[k - 1] == "nummod"), 0)
    verb = number - 1
    while verb > first and lower[verb - 1] in _ROUGHLY:
        verb -= 1
    if verb <= first + 1 or xpos[verb - 1] not in ("VBD", "VBN") or lower[verb - 2] not in (",", "and"):
        return 0
    hung = (head[verb - 1], deprel[verb - 1])
    return verb if hung in ((c, "amod"), (head[first - 1], "conj"), (first, "conj"), (first, "acl")) else 0


def _listed(c: int, lower: list[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a counted noun read as another name of the one before stands in a row with it: "two men, one woman and
    three children", but not "two suspects, a man and a woman"."""
    first = head[c - 1]
    last = next((k for h in (first, c) for k in _kids(h, head) if deprel[k - 1] == "conj" and k > c), 0)
    if not last or lower[c - 1] == lower[first - 1] or lower[first - 1] in _ANYBODY:
        return False
    if not any(lower[k - 1] == "and" for k in _kids(last, head)):
        return False
    return all(_numbered(k, lower, head, deprel) for k in (first, c, last))


def _numbered(noun: int, lower: list[str], head: list[int], deprel: list[str]) -> bool:
    """Whether a number or "a" stands before a noun."""
    words = [lower[k - 1] for k in _kids(noun, head) if deprel[k - 1] in ("nummod", "det")]
    return any(w.isdigit() or w in NUMBERS or w in ("a", "an") for w in words)


def _lacks_subject(verb: int, head: list[int], deprel: list[str]) -> bool:
    """Whether a verb has an object behind it and no subject."""
    labels = [(c, deprel[c - 1].partition(":")[0]) for c in _kids(verb, head)]
    return any(c > verb and x == "obj" for c, x in labels) and all(x not in ("nsubj", "csubj") for _, x in labels)


def _over_a_verb(c: int, upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The object of a coordinated verb that stands between a word and the object above it that it hangs on; else 0."""
    first = head[c - 1]
    above = head[first - 1] if first and first < c else 0
    for v in range(c - 1, first, -1) if above else ():
        if upos[v - 1] == "VERB" and deprel[v - 1] == "conj" and head[v - 1] == above:
            return next((o for o in range(c - 1, v, -1) if head[o - 1] == v and deprel[o - 1] == "obj"), 0)
    return 0


def _tells_behind(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb of saying behind a row of nouns of which the first, right behind a comma, is read as part of what they
    tell: "rebels burnt two lorries, a nun and a driver said"; else 0."""
    lo = min([c, *(k for k in _kids(c, head) if k < c and deprel[k - 1] not in ("cc", "punct"))])
    if upos[c - 1] not in ("NOUN", "PROPN") or head[c - 1] > c or lo < 2 or lower[lo - 2] != ",":
        return 0
    end = max(k for k in range(c, len(head) + 1) if _under(k, c, head))
    verb = end + 1
    if verb <= len(head) and lower[verb - 1] == "and":  # the second is read as the only one who tells it
        verb = next((head[k - 1] for k in range(verb, len(head) + 1) if deprel[k - 1] == "nsubj"), 0)
    if not c < verb <= len(head) or lower[verb - 1] not in _SAYS_OR_TELLS or "," in lower[lo - 1 : verb - 1]:
        return 0
    dash = next((i for i, word in enumerate(lower[:24], 1) if word in _DASHES), 0)
    told = [k for k in _kids(verb, head) if deprel[k - 1] == "nsubj"]
    return verb if all(k < dash or k > c for k in told) else 0


def _make_teller(c: int, verb: int, head: list[int], deprel: list[str]) -> None:
    """Makes a noun the subject of a verb; who was it is named beside him, or is the place of the date line."""
    for k in _kids(verb, head):
        if deprel[k - 1] == "nsubj":
            head[k - 1], deprel[k - 1] = (c, "conj") if k > c else (verb, "dep")
    head[c - 1], deprel[c - 1] = verb, "nsubj"


def _charged_too(c: int, lower: list[str], xpos: list[str], head: list[int], deprel: list[str]) -> tuple[int, int]:
    """Of a conjunct that is accused of something else ("accused Syria of arming rebels, and Greece of training them"):
    the clause on it and the one on the first; (0, 0) if it is not."""
    marked = ((k, m) for k in _kids(c, head) if deprel[k - 1] in ("acl", "advcl", "orphan") for m in _kids(k, head))
    own, mark = next(((k, lower[m - 1]) for k, m in marked if lower[m - 1] in _CHARGES), (0, ""))
    up = head[c - 1] if own else 0
    while up:
        led = any(lower[k - 1] == mark and deprel[k - 1] == "mark" for k in _kids(up, head))
        if led and deprel[up - 1] == "advcl" and xpos[up - 1] == xpos[own - 1] == "VBG":
            return own, up
        up = head[up - 1]
    return 0, 0


def _said_before(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb of saying, with a semicolon behind, that stands between a word and the clause it hangs on; else 0."""
    verb = _says_after(c, head, deprel)
    return verb if verb and ";" in lower[verb:c] else 0


def _says_again(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb of saying that a second one belongs with, not with what the first says: "police said rebels had laid the
    mine, but later admitted", "said its men had hit a depot and denied"; else 0."""
    verb = _teller(head[c - 1], head, deprel)
    if not verb or verb > head[c - 1] or lower[verb - 1] not in _SAYS or lower[c - 1] not in _SAYS | {"denied"}:
        return 0
    own = _kids(c, head)
    if any(deprel[k - 1].startswith("nsubj") for k in own):
        return 0
    earlier = any(lower[k - 1] == "had" and deprel[k - 1].startswith("aux") for k in _kids(head[c - 1], head))
    return verb if earlier or any(lower[k - 1] == "but" for k in own) else 0


def _says_over(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The verb over the clause that tells what a thing was like, where a verb of saying is joined to that: "mailed
    papers before the fire was public and claimed"; else 0."""
    up = head[c - 1]
    beside = lower[c - 1] in _SAYS and deprel[up - 1] == "advcl" and "cop" in _labels(up, head, deprel)
    return head[up - 1] if beside and "nsubj" not in _labels(c, head, deprel) else 0


def _says_after(c: int, head: list[int], deprel: list[str]) -> int:
    """The verb of saying between what is said and a word hung on that: "no gun fired, he said, blaming X"; else 0."""
    verb = _teller(head[c - 1], head, deprel)
    return verb if head[c - 1] < verb < c else 0


def _teller(said: int, head: list[int], deprel: list[str]) -> int:
    """The verb whose complement a word is; else 0."""
    return head[said - 1] if said and deprel[said - 1] == "ccomp" else 0


def _labels(c: int, head: list[int], deprel: list[str]) -> set[str]:
    """How what hangs on a word does so, without subtypes."""
    return {deprel[k - 1].partition(":")[0] for k in _kids(c, head)}


def _kids(c: int, head: list[int]) -> list[int]:
    """What hangs on a word."""
    return [k for k, h in enumerate(head, 1) if h == c]


def _told_somebody(c: int, lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> int:
    """The verb of telling whose hearer, or whose "in a video", a clause hangs on, its "that" made a mark; else 0."""
    hearer = head[c - 1]
    verb = head[hearer - 1] if hearer else 0
    to = _case(hearer, lower, head, deprel) if hearer else ""
    says = _SAYS_TO if to == "to" else _SAYS if to in _MEDIA else _TELLS
    if not verb or upos[verb - 1] != "VERB" or lower[verb - 1] not in says:
        return 0
    known = not to or to == "to" or (to in _MEDIA and deprel[c - 1] == "acl")
    if deprel[hearer - 1].partition(":")[0] not in ("obj", "obl", "iobj") or not known or hearer < verb:
        return 0
    kids = _kids(c, head)
    that = next((k for k in kids if lower[k - 1] == "that" and deprel[k - 1] in ("mark", "nsubj", "nsubj:pass")), 0)
    if not that or not any(k > that and deprel[k - 1].startswith("nsubj") for k in kids):
        return 0
    deprel[that - 1] = "mark"
    return verb


def _give_back(lower: list[str], upos: Sequence[str], head: list[int], deprel: list[str]) -> None:
    """Hangs phrases that a verb asks for on the verb."""
    for v, word in enumerate(lower, 1):
        if upos[v - 1] == "VERB" and word in _FOR:
            _for_what(v, lower, head, deprel)
        if upos[v - 1] != "VERB" or (word not in _ASKS and word not in _PUTS):
            continue
        kids = _kids(v, head)
        obj = next((c for c in kids if deprel[c - 1] in ("obj", "nsubj:pass") and c != v), 0)
        puts = word in _PUTS and obj > 0 and lower[obj - 1] in _BLAME
        prep = "on" if puts else _ASKS.get(word)
        if not obj or obj < v or prep is None or any(_case(c, lower, head, deprel) in (prep, "for") for c in kids):
            continue
        phrase = _last(obj, prep, puts, lower, head, deprel)
        if phrase and lower[phrase - 1] not in _DAYS:
            head[phrase - 1], deprel[phrase - 1] = v, "obl"


def _for_what(v: int, lower: list[str], head: list[int], deprel: list[str]) -> None:
    """Hangs the last "for ..." within the object of "blamed a gang for the attack" on the verb."""
    obj = next((c for c, h in enumerate(head, 1) if h == v and c > v and deprel[c - 1] == "obj"), 0)
    if not obj or any(h == v and _case(c, lower, head, deprel) == "for" for c, h in enumerate(head, 1)):
        return
    for c in range(len(head), obj, -1):
        up = head[c - 1]
        within = up == obj or (up and head[up - 1] == obj and lower[up - 1] in _KNOWN)
        if within and deprel[c - 1] in ("nmod", "obl") and _case(c, lower, head, deprel) == "for":
            head[c - 1], deprel[c - 1] = v, "obl"
            return


def _headed_by_whom(c: int, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """What the "who" of the relative clause before an apposition on a person heads or joined; 0 if there is none."""
    clause = next(
        (r for r in range(c - 1, head[c - 1], -1) if deprel[r - 1] == "acl:relcl" and head[r - 1] == head[c - 1]), 0
    )
    kids = [k for k, h in enumerate(head, 1) if clause and h == clause]
    if not any(lower[k - 1] == "who" for k in kids):
        return 0
    inside = [k for k in kids if clause < k < c and deprel[k - 1] in ("obj", "obl", "xcomp")]
    return next((k for k in inside if deprel[k - 1] == "obj"), inside[-1] if inside else 0)


def _case(token: int, lower: list[str], head: list[int], deprel: list[str]) -> str:
    """The preposition of a phrase."""
    return next((lower[c - 1] for c, h in enumerate(head, 1) if h == token and deprel[c - 1] == "case"), "")


def _last(token: int, prep: str, through_for: bool, lower: list[str], head: list[int], deprel: list[str]) -> int:
    """The last phrase with a preposition within a noun phrase, 0 if there is none; a "for" closes it off."""
    for c in range(len(head), token, -1):
        if head[c - 1] != token or deprel[c - 1].partition(":")[0] not in _INTO:
            continue
        case = _case(c, lower, head, deprel)
        if case == "for" and not through_for:
            return 0
        inner = _last(c, prep, through_for, lower, head, deprel)
        if inner or case == prep:
            return inner or c
    return 0

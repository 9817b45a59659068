"""What somebody will or will not do for another is a commitment of its own: AGREE, or REJECT.

"France will send aid" commits France; "France will not receive the envoy" refuses. The deed itself stays, as
something intended, below the commitment.
"""

from __future__ import annotations

from dataclasses import replace

from escalade.coding.clauses import negations
from escalade.coding.slots import Syntax
from escalade.coding.triggers import Trigger

_WILL = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_WONT = _WILL | {"would", "can", "ca", "could"}
_COOPERATIVE = frozenset(("CONSULT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "SUPPORT"))
REFUSED, COMMITTED = "reject.will-not", "agree.will"


def with_volition(triggers: list[Trigger], syntax: Syntax) -> list[Trigger]:
    """The triggers, with commitments added and flat refusals made REJECT; in text order."""
    tree = syntax.tree
    out: list[Trigger] = []
    promises: dict[int, Trigger] = {}  # by the word "will": two deeds of one verb are promised once
    for trigger in triggers:
        out.append(trigger)
        if trigger.predicate.type not in _COOPERATIVE or not trigger.actors:
            continue
        v = _verb(trigger, syntax)
        if v is None or syntax.passive(v):
            continue
        modals = [c for c in tree.children[v] if tree.deprel[c] == "aux"]
        going = _going(v, syntax)
        unwilling = any(tree.lower[c] in _WONT for c in modals) and negations(tree, v) % 2
        refused = any(t.predicate.type == "REJECT" and v in t.slots.get("comp", ()) for t in triggers)
        if (unwilling and not refused) or going is not None:  # "said it would not": the saying refuses
            trigger.anchor = trigger.anchor if going is None else going
            trigger.predicate = replace(
                trigger.predicate, type="REJECT", mode=None, cameo=None, rule=REFUSED, effect=None, speech=True
            )
            trigger.performed = True
            continue
        if any(t.predicate.type == "AGREE" and v in t.slots.get("comp", ()) for t in triggers):
            continue  # "said it will": the saying commits
        ahead = _WILL | {"would"} if tree.deprel[v] == "ccomp" else _WILL
        will = next((c for c in modals if tree.lower[c] in ahead), None)
        if will is None or not _pledged(trigger, v, syntax):
            continue
        if will in promises:
            trigger.parent = promises[will]
            continue
        promise = replace(
            trigger.predicate, type="AGREE", mode=None, cameo=None, rule=COMMITTED, effect=None, speech=True,
            needs=(), contexts=(), score=min(1.0, trigger.predicate.score + 0.05),
        )  # fmt: skip
        made = Trigger(will, promise, trigger.slots, trigger.actors, trigger.recipients, anchor=v, performed=True)
        trigger.parent = promises[will] = made
        out.append(made)
    return sorted(out, key=lambda t: t.token)


def _pledged(trigger: Trigger, verb: int, syntax: Syntax) -> bool:
    """Whether a deed that lies ahead is told for its own sake and done for somebody known: "France will lend tents to
    Chad" binds France. What is asked, hangs on an if, stands in a clause ("the envoy who will visit") or is done for
    nobody ("the firm will hire", "envoys will meet") is no more than planned."""
    tree = syntax.tree
    if tree.words[-1] == "?" or tree.deprel[tree.first(verb)] not in ("root", "parataxis"):
        return False
    doers = {p.text for p in trigger.actors}
    named = (p for p in trigger.recipients if any(word[0].isupper() for word in p.text.split()))
    return any(p.text not in doers for p in named)


def _going(v: int, syntax: Syntax) -> int | None:
    """The "going" of "are not going to sit down with"; None without it, or where it is not denied."""
    tree, up = syntax.tree, syntax.tree.head[v]
    future = tree.deprel[v] == "xcomp" and tree.xpos[up] == "VBG" and syntax.lemma[up] == "go"
    return up if future and negations(tree, up) % 2 else None


def _verb(trigger: Trigger, syntax: Syntax) -> int | None:
    """The finite verb of an event: itself, or the one that carries the noun."""
    tree = syntax.tree
    if tree.upos[trigger.token] == "VERB":
        return trigger.token
    return next((t for t in sorted(trigger.cluster) if tree.upos[t] == "VERB"), None)

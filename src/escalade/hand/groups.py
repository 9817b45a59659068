"""Clusters with persons' judgements on top: what a person made one or took apart, and nothing else, changes.

The machine's clusters are given to the merging machine as they are (each a chain of "same" that counts outright), with
persons' judgements, which come first there. So a merge or a split moves the things it names and never, through a change
of means, a neighbour. Only in a cluster that a person cut is what the person did not name (a later copy, say) placed
by the machine's own judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from escalade.merging import clusters, judgement
from escalade.model.casebook import Judgement

AS_CODED = "hand:as-coded"  # `by` of the judgements that stand for the machine's clusters; they are never stored


def regrouped(
    members: Sequence[str],
    before: Mapping[str, str],
    judged: Iterable[Judgement],
    persons: Sequence[Judgement],
    *,
    outright: Collection[str] = (),
    **how: Any,
) -> dict[str, str]:
    """Cluster of each member, in the order of `members`; `before`: the machine's cluster of each.

    `judged` are the machine's judgements among them; the rest as in `merging.clusters`.
    """
    kind = persons[0].kind if persons else "event"
    groups: dict[str, list[str]] = defaultdict(list)
    for member in members:
        groups[before.get(member, member)].append(member)

    def of(member: str) -> str:
        return before.get(member, member)

    cut = {of(row.left_id) for row in persons if row.verdict == "different" and of(row.left_id) == of(row.right_id)}
    rows = [row for row in judged if of(row.left_id) == of(row.right_id) and of(row.left_id) in cut]
    for cluster, held in groups.items():
        if cluster not in cut:
            rows += [judgement(kind, a, b, "same", 1.0, AS_CODED, "as coded") for a, b in pairwise(held)]
    return clusters(members, [*rows, *persons], outright=(AS_CODED, *outright), **how)

"""The one merging machine: candidate pairs -> score -> judgement rows -> clusters.

Copies of a report, names of an actor and mentions of an event are all merged here and nowhere else. Clusters are a pure
function of the judgements, so that nothing is ever merged for good: take a judgement away and the cluster is as before.
"""

from escalade.merging.clusters import clusters
from escalade.merging.judgements import ANALYST, decided, judgement
from escalade.merging.pairs import candidate_indices, candidates, components, distinct

__all__ = ["ANALYST", "candidate_indices", "candidates", "clusters", "components", "decided", "distinct", "judgement"]

"""Openings that exactly the same choices can fill are one opening to the planner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from keyway.engine.draws import Array
    from keyway.engine.rollout.values import Index, Problem


def merged(problem: Problem) -> tuple[Problem, Index]:
    """Return the problem with interchangeable openings added up, and each opening's group.

    Nothing is lost: whoever can take one opening of a group can take any of it, and all of a group
    are rural or none is. Openings that no choice reaches fall away; their group is −1.
    """
    columns = problem.links.tocsc()
    columns.sort_indices()
    seen: dict[tuple[bytes, bool], int] = {}
    group = np.full(problem.links.shape[1], -1, dtype=np.intp)
    for job in range(len(group)):
        who = columns.indices[columns.indptr[job] : columns.indptr[job + 1]]
        if len(who):
            key = (who.tobytes(), bool(problem.is_rural[job]))
            group[job] = seen.setdefault(key, len(seen))
    kept = np.flatnonzero(group >= 0)
    shape = (len(group), len(seen))
    into = sp.csr_matrix((np.ones(len(kept)), (kept, group[kept])), shape=shape)
    links = (problem.links @ into).tocsr()
    links.data[:] = 1.0
    is_rural = np.zeros(len(seen), dtype=bool)
    is_rural[group[kept]] = problem.is_rural[kept]
    need = np.asarray(problem.need @ into)
    return replace(problem, links=links, is_rural=is_rural, need=need), group


def spread(placed: Array, group: Index, need: Array) -> Array:
    """Return placements by opening from those by group, in proportion to the openings.

    Args:
        placed: rows × groups.
        group: of each opening, −1 for none.
        need: openings a year, one per opening.
    """
    kept = group >= 0
    total = np.bincount(group[kept], need[kept], placed.shape[1])
    share = np.zeros(len(group))
    share[kept] = need[kept] / np.maximum(total[group[kept]], 1e-12)
    return np.asarray(np.where(kept, placed[:, np.maximum(group, 0)] * share, 0.0))

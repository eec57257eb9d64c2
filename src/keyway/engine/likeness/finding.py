"""Listings that may be one organization, among thousands, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from keyway.engine.likeness.judging import judge
from keyway.engine.likeness.signs import Prepared, prepared, rarity_of
from keyway.engine.likeness.values import Band, Likeness, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Progress = Callable[[int], None]
"""Called with how many listings have been looked up so far."""

_SLICE = 1000
_NEAREST = 8  # by letters; twice the best recall we need on the labelled set
_LEAST_COSINE = 0.3
_CROWD = 40  # a telephone or street that more listings share leads nowhere
_GRAM_SHARE = 0.05  # three letters that more listings have are skipped
_PROPOSED = 3


def find(
    listings: Sequence[Listing],
    known: Sequence[Listing],
    *,
    progress: Progress | None = None,
) -> dict[str, tuple[Likeness, ...]]:
    """Find, for each listing, those of the known that may be the same organization.

    Args:
        listings: a sheet's.
        known: the directory's.
        progress: told how many have been looked up.

    Returns:
        By the listing's key, at most three proposals, best first; listings without any are absent.
    """
    left, right = [prepared(each) for each in listings], [prepared(each) for each in known]
    rarity = rarity_of([*left, *right])
    found: dict[str, tuple[Likeness, ...]] = {}
    for place, others in _candidates(left, right):
        judged = (judge(left[place], right[other], rarity) for other in others)
        kept = sorted(
            (each for each in judged if each.band is not Band.NO), key=lambda each: -each.score
        )
        if kept:
            found[left[place].listing.key] = tuple(kept[:_PROPOSED])
        if progress and (place + 1) % _SLICE == 0:
            progress(place + 1)
    return found


def find_within(listings: Sequence[Listing]) -> dict[str, tuple[Likeness, ...]]:
    """Find, for each listing, earlier ones of the same list that may be the same organization.

    Returns:
        By the later listing's key, at most three proposals, best first.
    """
    ready = [prepared(each) for each in listings]
    rarity = rarity_of(ready)
    found: dict[str, tuple[Likeness, ...]] = {}
    for place, others in _candidates(ready, ready):
        judged = (judge(ready[place], ready[other], rarity) for other in others if other < place)
        kept = sorted(
            (each for each in judged if each.band is not Band.NO), key=lambda each: -each.score
        )
        if kept:
            found[ready[place].listing.key] = tuple(kept[:_PROPOSED])
    return found


def compare(left: Listing, right: Listing, among: Iterable[Listing] = ()) -> Likeness:
    """Judge one pair, words counted among all the listings at hand."""
    rarity = rarity_of([prepared(each) for each in among] or [prepared(left), prepared(right)])
    return judge(prepared(left), prepared(right), rarity)


def candidate_pairs(
    listings: Sequence[Listing], known: Sequence[Listing]
) -> Iterator[tuple[str, str]]:
    """Yield the keys of the pairs that ``find`` compares; for measuring what is passed over."""
    left, right = [prepared(each) for each in listings], [prepared(each) for each in known]
    for place, others in _candidates(left, right):
        yield from ((left[place].listing.key, right[other].listing.key) for other in others)


def _candidates(
    left: Sequence[Prepared], right: Sequence[Prepared]
) -> Iterator[tuple[int, list[int]]]:
    """Yield, for each listing, those worth comparing: near by letters or by a shared trait."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(right):
        for trait in _traits(each):
            index[trait].append(place)
    for place, near in enumerate(_nearest(left, right)):
        shared = (index.get(trait, []) for trait in _traits(left[place]))
        traits = {other for others in shared if len(others) <= _CROWD for other in others}
        yield place, sorted({*near, *traits})


def _traits(listing: Prepared) -> list[tuple[str, str]]:
    number, street = listing.street
    traits = [
        ("phone", listing.phone),
        ("domain", listing.domain),
        ("street", f"{number} {street} {listing.zip5}" if number and street else ""),
    ]
    for name in listing.names:
        traits.append(("name", name.squeezed))
        traits.append(("initials", name.initials if len(name.core) > 2 else name.squeezed))
    return [trait for trait in traits if trait[1]]


def _grams(listing: Prepared) -> set[str]:
    """Return the runs of three letters in a listing's names."""
    texts = (f"  {' '.join(name.core)} " for name in listing.names)
    return {text[i : i + 3] for text in texts for i in range(len(text) - 2)}


def _nearest(left: Sequence[Prepared], right: Sequence[Prepared]) -> Iterator[list[int]]:
    """Yield, for each listing, the nearest by the rare runs of three letters that both have."""
    grams = [_grams(each) for each in right]
    held = Counter(gram for each in grams for gram in each)
    most = max(len(right) * _GRAM_SHARE, 60)
    column = {gram: at for at, gram in enumerate(g for g, n in held.items() if n <= most)}
    weight = np.array([np.log(1 + len(right) / held[gram]) for gram in column])
    known = _rows(grams, column, weight).T.tocsc()
    for start in range(0, len(left), _SLICE):
        part = _rows([_grams(each) for each in left[start : start + _SLICE]], column, weight)
        product = (part @ known).tocsr()
        for row in range(product.shape[0]):
            ends = slice(product.indptr[row], product.indptr[row + 1])
            yield _best(product.indices[ends], product.data[ends])


def _rows(
    grams: Sequence[set[str]], column: dict[str, int], weight: np.ndarray
) -> sparse.csr_matrix:
    """Return unit vectors of weighted runs of letters, one row each."""
    places = [[column[gram] for gram in sorted(each) if gram in column] for each in grams]
    ends = np.cumsum([0, *(len(each) for each in places)])
    flat = np.array([place for each in places for place in each], dtype=np.int32)
    rows = sparse.csr_matrix((weight[flat], flat, ends), shape=(len(grams), len(column)))
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(length > 0, length, 1)) @ rows)


def _best(places: np.ndarray, cosines: np.ndarray) -> list[int]:
    near = cosines >= _LEAST_COSINE
    places, cosines = places[near], cosines[near]
    if len(places) > _NEAREST:
        places = places[np.argpartition(-cosines, _NEAREST)[:_NEAREST]]
    return [int(place) for place in places]

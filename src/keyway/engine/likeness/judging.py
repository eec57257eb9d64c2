"""Two listings judged: how likely they are one organization, and what says so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from keyway.engine.likeness.signs import (
    NameSigns,
    Prepared,
    Rarity,
    is_one_street,
    signs_of,
)
from keyway.engine.likeness.values import Band, Evidence, Likeness, Sign
from keyway.engine.likeness.weights import (
    LIKELY_FROM,
    PERHAPS_FROM,
    START,
    SURE_FROM,
    WEIGHTS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAST_SHOWN = 0.15


def judge(left: Prepared, right: Prepared, rarity: Rarity) -> Likeness:
    """Judge whether two listings are one organization.

    Args:
        left: the first, prepared.
        right: the second, prepared.
        rarity: how common words and domains are among all the listings at hand.
    """
    signs, names = signs_of(left, right, rarity)
    score = scored(signs)
    return Likeness(
        left=left.listing.key,
        right=right.listing.key,
        score=score,
        band=band_of(score),
        is_other_place=_is_other_place(left, right, signs),
        evidence=_evidence(left, right, signs, names),
    )


def scored(signs: Mapping[Sign, float]) -> float:
    """Return the score of signs, 0 to 1."""
    odds = START + sum(WEIGHTS[sign] * value for sign, value in signs.items())
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


def band_of(score: float) -> Band:
    """Return the band of a score."""
    if score >= SURE_FROM:
        return Band.SURE
    if score >= LIKELY_FROM:
        return Band.LIKELY
    return Band.PERHAPS if score >= PERHAPS_FROM else Band.NO


def _is_other_place(left: Prepared, right: Prepared, signs: Mapping[Sign, float]) -> bool:
    if Sign.STREET_SAME in signs or Sign.PLACE_NEAR in signs:
        return False
    if all(left.street) and all(right.street) and not is_one_street(left, right):
        return True
    return Sign.CITY_DIFFERS in signs or Sign.PLACE_FAR in signs


def _evidence(
    left: Prepared, right: Prepared, signs: Mapping[Sign, float], names: NameSigns
) -> tuple[Evidence, ...]:
    found = [
        Evidence(sign, WEIGHTS[sign] * value, *_words(sign, left, right, names))
        for sign, value in signs.items()
    ]
    shown = [each for each in found if abs(each.weight) >= _LEAST_SHOWN]
    return tuple(sorted(shown, key=lambda each: -abs(each.weight)))


def _words(sign: Sign, left: Prepared, right: Prepared, names: NameSigns) -> tuple[str, str]:
    """Return the words, as written, in which a sign was seen."""
    one, two = left.listing, right.listing
    if sign is Sign.STREET_SAME:
        return one.street, two.street
    if sign is Sign.ZIP_SAME:
        return left.zip5, right.zip5
    if sign in (Sign.CITY_SAME, Sign.CITY_DIFFERS, Sign.PLACE_FAR, Sign.PLACE_NEAR):
        return one.city or left.zip5, two.city or right.zip5
    if sign in (Sign.PHONE_SAME, Sign.PHONE_DIFFERS):
        return one.phone, two.phone
    if sign in (Sign.DOMAIN_SAME, Sign.DOMAIN_FAMILY, Sign.DOMAIN_DIFFERS):
        return left.domain, right.domain
    if sign is Sign.NUMBERS_DIFFER:
        return ", ".join(sorted(names.left.numbers)), ", ".join(sorted(names.right.numbers))
    return names.left.written.strip(" ,-"), names.right.written.strip(" ,-")

"""What each sign weighs, as log odds.

Fitted by ``benchmarks/partners/likeness.py --fit`` on the half of ``tests/spec/likeness_pairs.csv``
marked "learned", with a ridge and with the direction of every sign fixed beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.engine.likeness.values import Sign

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = "1"
START = -2.56
WEIGHTS: Mapping[Sign, float] = {
    Sign.NAME_SAME: 3.58,
    Sign.NAME_TRADE: 1.77,
    Sign.NAME_ALIKE: 2.50,
    Sign.NAME_PART: 0.71,
    Sign.NAME_LETTERS: 0.00,
    Sign.NAME_INITIALS: 0.80,
    Sign.NAME_COMMON: -0.95,
    Sign.NAME_DIFFERS: -3.56,
    Sign.NUMBERS_DIFFER: -2.25,
    Sign.LEVELS_DIFFER: -4.58,
    Sign.KINDS_DIFFER: -4.11,
    Sign.STREET_SAME: 1.45,
    Sign.ZIP_SAME: 2.38,
    Sign.CITY_SAME: 0.00,
    Sign.CITY_DIFFERS: -0.78,
    Sign.PLACE_NEAR: 0.00,
    Sign.PLACE_FAR: -2.16,
    Sign.PHONE_SAME: 3.82,
    Sign.PHONE_DIFFERS: -0.48,
    Sign.DOMAIN_SAME: 5.41,
    Sign.DOMAIN_FAMILY: 0.00,
    Sign.DOMAIN_DIFFERS: -1.69,
}

# Where the bands begin.
SURE_FROM = 0.9
LIKELY_FROM = 0.5
PERHAPS_FROM = 0.2

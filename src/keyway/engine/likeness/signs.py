"""What two listings have in common and what sets them apart, each sign between 0 and 1."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, JaroWinkler

from keyway.engine.likeness.names import Name, folded, names_of
from keyway.engine.likeness.places import domain_of, kilometers, phone_of, street_of, suite_of
from keyway.engine.likeness.values import Listing, Sign
from keyway.engine.likeness.words import COMMON, DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FAMILY = 3  # a domain under more names than this is a district's or a group's
_FLOOR = 400  # in a short list every word is rare; common words are held common anyway
_COMMON_SHARE = 0.04
_NEAR_KM = 1.5
_FAR_KM = 60.0
_ALIKE = 0.84  # letters of a whole name


@dataclass(frozen=True, slots=True)
class Prepared:
    """A listing with its names, street, telephone and domain in one form."""

    listing: Listing
    names: tuple[Name, ...]
    city: str
    zip5: str
    phone: str
    domain: str
    street: tuple[str, str]
    suite: str


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common words and domains are among the listings at hand.

    Attributes:
        words: in how many listings each word stands.
        domains: under how many different names each domain stands.
        count: listings, never less than a few hundred.
    """

    words: Mapping[str, int]
    domains: Mapping[str, int]
    count: int

    def of(self, word: str) -> float:
        """Return 1 for a word that nobody else has, near 0 for one that everybody has."""
        held = self.words.get(word, 0)
        if word in COMMON:
            held = max(held, int(self.count * _COMMON_SHARE))
        rarity = math.log(self.count / (1 + held)) / math.log(self.count)
        floor = 0.5 if word in DIRECTIONS else 0.05
        return max(rarity, floor)


def prepared(listing: Listing) -> Prepared:
    """Return a listing ready to be compared."""
    return Prepared(
        listing,
        names_of(listing.name, listing.other_names),
        folded(listing.city).replace(".", ""),
        listing.zip_code.strip()[:5],
        phone_of(listing.phone),
        domain_of(listing.website) or (domain_of(listing.email) if "@" in listing.email else ""),
        street_of(listing.street),
        suite_of(listing.street),
    )


def rarity_of(listings: Iterable[Prepared]) -> Rarity:
    """Count in how many listings each word of a name stands, and under how many names a domain."""
    words: Counter[str] = Counter()
    domains: dict[str, set[str]] = {}
    count = 0
    for each in listings:
        count += 1
        words.update({word for name in each.names for word in name.core})
        if each.domain:
            domains.setdefault(each.domain, set()).add(each.names[0].squeezed)
    held = {domain: len(names) for domain, names in domains.items()}
    return Rarity(words, held, max(count, _FLOOR))


@dataclass(frozen=True, slots=True)
class NameSigns:
    """How two names compare.

    Attributes:
        share: weight of the words that both have, of all words' weight.
        contained: weight of the shared words, of the shorter name's weight.
        rare: weight of what they share, up to 1.
        clash: weight of what only one has, the smaller side's.
        letters: likeness of the letters as a whole.
        is_initials: one is the other's initials.
        left: the first name.
        right: the second name.
    """

    share: float
    contained: float
    rare: float
    clash: float
    letters: float
    is_initials: bool
    left: Name
    right: Name

    @property
    def rank(self) -> float:
        """Return by how much this pair of names is better than another of the same listings."""
        return self.share + 0.5 * self.contained + 0.3 * self.rare - 0.5 * self.clash


def compare_names(left: Prepared, right: Prepared, rarity: Rarity) -> NameSigns:
    """Return how the two most similar names of two listings compare."""
    cities = {*left.city.split(), *right.city.split()}
    pairs = [_names(a, b, rarity, cities) for a in left.names for b in right.names]
    best = max(pairs, key=lambda signs: signs.rank)
    trades = [signs for signs in pairs if signs.left.is_trade and signs.right.is_trade]
    if trades and best not in trades:
        # One owner, two trade names: what the trade names do not share sets them apart.
        trade = max(trades, key=lambda signs: signs.rank)
        return replace(best, clash=max(best.clash, trade.clash))
    return best


def _names(left: Name, right: Name, rarity: Rarity, cities: set[str]) -> NameSigns:
    left_words, right_words = dict.fromkeys(left.core), dict.fromkeys(right.core)
    matched, left_only, right_only = 0.0, 0.0, 0.0
    rest = [word for word in right_words if word not in left_words]
    for word in left_words:
        weight = _weight(word, rarity, cities)
        twin = word if word in right_words else _twin(word, rest)
        if twin is None:
            left_only += weight
        else:
            matched += weight if twin == word else weight * 0.85
            if twin in rest:
                rest.remove(twin)
    right_only = sum(_weight(word, rarity, cities) for word in rest)
    if left.squeezed == right.squeezed:
        matched, left_only, right_only = max(matched + left_only, right_only), 0.0, 0.0
    whole = matched + left_only + right_only
    shorter = matched + min(left_only, right_only)
    return NameSigns(
        share=matched / whole if whole else 0.0,
        contained=matched / shorter if shorter and matched else 0.0,
        rare=min(matched / 1.2, 1.0),
        clash=min(min(left_only, right_only), 1.0),
        letters=JaroWinkler.similarity(left.squeezed, right.squeezed),
        is_initials=_is_initials(left, right),
        left=left,
        right=right,
    )


def _weight(word: str, rarity: Rarity, cities: set[str]) -> float:
    return rarity.of(word) * (0.5 if word in cities else 1.0)


def _twin(word: str, others: list[str]) -> str | None:
    """Return a word that is the same but for a slip of the keys."""
    if len(word) < 6:
        return None
    slips = 2 if len(word) >= 11 else 1
    return next(
        (
            each
            for each in others
            if len(each) >= 6
            and each[0] == word[0]
            and OSA.distance(word, each, score_cutoff=slips) <= slips
        ),
        None,
    )


def _is_initials(left: Name, right: Name) -> bool:
    short, long = sorted((left, right), key=lambda name: len(name.core))
    if not short.core or len(long.core) < 3 or not 2 <= len(short.core[0]) <= 6:
        return False
    first = short.core[0]
    letters = "".join(word[0] for word in long.words)
    rest = set(short.core[1:]) - set(long.core)
    return not rest and (long.initials.startswith(first) or letters.startswith(first))


def signs_of(
    left: Prepared, right: Prepared, rarity: Rarity
) -> tuple[dict[Sign, float], NameSigns]:
    """Return every sign of two listings that is not zero, and how their names compare."""
    names = compare_names(left, right, rarity)
    seen = {**_name_signs(left, right, names), **_place_signs(left, right)}
    seen.update(_contact_signs(left, right, rarity))
    return {sign: value for sign, value in seen.items() if value}, names


def _name_signs(left: Prepared, right: Prepared, names: NameSigns) -> dict[Sign, float]:
    one, two = names.left, names.right
    is_same = one.squeezed == two.squeezed and bool(one.core)
    is_trade = one.is_trade or two.is_trade
    levels = _levels(left), _levels(right)
    kinds = _kinds(left), _kinds(right)
    numbers = one.numbers, two.numbers
    alike = max(names.share, 0.0)
    return {
        Sign.NAME_SAME: float(is_same and not is_trade) * (0.4 + 0.6 * names.rare),
        Sign.NAME_TRADE: float(is_same and is_trade) * (0.4 + 0.6 * names.rare),
        Sign.NAME_ALIKE: 0.0 if is_same else alike**2,
        Sign.NAME_PART: float(not is_same and names.contained > 0.99) * names.rare,
        Sign.NAME_LETTERS: 0.0 if is_same else max(names.letters - _ALIKE, 0.0) / (1 - _ALIKE),
        Sign.NAME_INITIALS: float(names.is_initials),
        Sign.NAME_COMMON: (1 - names.rare) * float(alike > 0.3),
        Sign.NAME_DIFFERS: names.clash,
        Sign.NUMBERS_DIFFER: float(
            bool(numbers[0]) and bool(numbers[1]) and not numbers[0] & numbers[1]
        ),
        Sign.LEVELS_DIFFER: float(all(levels) and not levels[0] & levels[1]),
        Sign.KINDS_DIFFER: float(all(kinds) and not kinds[0] & kinds[1]),
    }


def _levels(listing: Prepared) -> set[str]:
    return {name.level for name in listing.names if name.level}


def _kinds(listing: Prepared) -> set[str]:
    return {name.kind for name in listing.names if name.kind}


def _place_signs(left: Prepared, right: Prepared) -> dict[Sign, float]:
    has_zips = bool(left.zip5 and right.zip5)
    has_cities = bool(left.city and right.city)
    is_city = has_cities and _same_city(left.city, right.city)
    distance = distance_between(left, right)
    is_far = (
        distance > _FAR_KM if distance is not None else has_zips and left.zip5[:3] != right.zip5[:3]
    )
    is_zip = has_zips and left.zip5 == right.zip5
    return {
        Sign.STREET_SAME: float(is_one_street(left, right)),
        Sign.ZIP_SAME: float(is_zip),
        Sign.CITY_SAME: float(is_city),
        Sign.CITY_DIFFERS: float(has_cities and not is_city and not is_zip),
        Sign.PLACE_NEAR: float(distance is not None and distance < _NEAR_KM),
        Sign.PLACE_FAR: float(is_far),
    }


def is_one_street(left: Prepared, right: Prepared) -> bool:
    """Return whether both listings stand at one number of one street, and not in two suites."""
    (number, street), (other_number, other_street) = left.street, right.street
    if not number or number != other_number or not street or not other_street:
        return False
    if left.suite != right.suite and left.suite and right.suite:
        return False
    return JaroWinkler.similarity(street, other_street) > 0.85


def distance_between(left: Prepared, right: Prepared) -> float | None:
    """Return the kilometers between two listings, or None where a point is unknown."""
    one, two = left.listing, right.listing
    if None in (one.longitude, one.latitude, two.longitude, two.latitude):
        return None
    return kilometers(
        float(one.longitude or 0),
        float(one.latitude or 0),
        float(two.longitude or 0),
        float(two.latitude or 0),
    )


def _same_city(left: str, right: str) -> bool:
    """Return whether two cities are one, also in short ("San Tan Vly")."""
    if left == right:
        return True
    one, two = left.split(), right.split()
    return len(one) == len(two) and all(
        a[0] == b[0] and (a.startswith(b) or b.startswith(a) or _skips(a, b))
        for a, b in zip(one, two, strict=True)
    )


def _skips(left: str, right: str) -> bool:
    """Return whether the shorter word is the longer one with letters left out."""
    short, long = sorted((left, right), key=len)
    letters = iter(long)
    return len(short) >= 2 and short[-1] == long[-1] and all(letter in letters for letter in short)


def _contact_signs(left: Prepared, right: Prepared, rarity: Rarity) -> dict[Sign, float]:
    is_domain = bool(left.domain) and left.domain == right.domain
    is_family = is_domain and rarity.domains.get(left.domain, 0) > _FAMILY
    is_school = bool(_kinds(left) | _kinds(right))
    return {
        Sign.PHONE_SAME: float(bool(left.phone) and left.phone == right.phone),
        Sign.PHONE_DIFFERS: float(
            bool(left.phone) and bool(right.phone) and left.phone != right.phone
        ),
        Sign.DOMAIN_SAME: float(is_domain and not is_family and not is_school),
        Sign.DOMAIN_FAMILY: float(is_domain and (is_family or is_school)),
        Sign.DOMAIN_DIFFERS: float(
            bool(left.domain) and bool(right.domain) and left.domain != right.domain
        ),
    }

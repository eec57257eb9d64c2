"""The finder of duplicates beside an exact match: quality on labelled pairs, speed on a large sheet.

    .venv/bin/python -m benchmarks.partners.likeness [--fit] [--official ../shared/data]

Without options it measures on the half of the labelled pairs that nothing was learned from. With
``--official`` it also pairs the names that two official files give the same districts. ``--fit``
prints weights learned from the other half.
"""

from __future__ import annotations

import argparse
import csv
import resource
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from keyway.engine.likeness import Listing, find, find_within
from keyway.engine.likeness.judging import judge
from keyway.engine.likeness.signs import prepared, rarity_of, signs_of
from keyway.engine.likeness.values import Sign
from keyway.engine.likeness.weights import LIKELY_FROM, SURE_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

PAIRS = Path(__file__).parents[2] / "tests" / "spec" / "likeness_pairs.csv"
FIELDS = ("name", "street", "city", "zip_code", "phone", "website", "email")
FOR = {
    Sign.NAME_SAME, Sign.NAME_TRADE, Sign.NAME_ALIKE, Sign.NAME_PART, Sign.NAME_LETTERS,
    Sign.NAME_INITIALS, Sign.STREET_SAME, Sign.ZIP_SAME, Sign.CITY_SAME, Sign.PLACE_NEAR,
    Sign.PHONE_SAME, Sign.DOMAIN_SAME, Sign.DOMAIN_FAMILY,
}  # fmt: skip
RIDGE = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair; ``is_same`` also where two sites of one organization are meant."""

    half: str
    label: str
    case: str
    left: Listing
    right: Listing

    @property
    def is_same(self) -> bool:
        """Return whether both are one organization."""
        return self.label in ("same", "site")


@dataclass(frozen=True, slots=True)
class Quality:
    """How well pairs were told apart."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of proposals that are right."""
        return self.found / max(self.found + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Return the share of the same that are proposed."""
        return self.found / max(self.found + self.missed, 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the labelled pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["half"],
                row["label"],
                row["case"],
                _listing(row, "left", at),
                _listing(row, "right", at),
            )
            for at, row in enumerate(csv.DictReader(file))
        ]


def _listing(row: dict[str, str], side: str, at: int) -> Listing:
    name, street, city, zip_code, phone, website, email = (row[f"{side}_{f}"] for f in FIELDS)
    return Listing(
        f"{at} {side}",
        name,
        street=street,
        city=city,
        zip_code=zip_code,
        phone=phone,
        website=website,
        email=email,
    )


def quality(said: Sequence[bool], is_same: Sequence[bool]) -> Quality:
    """Count what was found, wrongly found and missed."""
    both = list(zip(said, is_same, strict=True))
    return Quality(
        sum(a and b for a, b in both), sum(a and not b for a, b in both),
        sum(b and not a for a, b in both),
    )  # fmt: skip


def exact(pairs: Sequence[Pair]) -> list[bool]:
    """Say which pairs have the same name, letter case, signs and spaces aside."""
    return [_plain(pair.left.name) == _plain(pair.right.name) for pair in pairs]


def exact_in_city(pairs: Sequence[Pair]) -> list[bool]:
    """Say which pairs have the same name and the same city."""
    return [
        _plain(pair.left.name) == _plain(pair.right.name)
        and _plain(pair.left.city) == _plain(pair.right.city)
        for pair in pairs
    ]


def scores(pairs: Sequence[Pair], among: Sequence[Pair]) -> list[float]:
    """Return the finder's score of each pair, words counted among all pairs."""
    rarity = rarity_of([prepared(each) for pair in among for each in (pair.left, pair.right)])
    return [judge(prepared(p.left), prepared(p.right), rarity).score for p in pairs]


def fit(pairs: Sequence[Pair], among: Sequence[Pair]) -> tuple[float, dict[Sign, float]]:
    """Return the start and the weights that best tell the pairs apart, directions kept."""
    rarity = rarity_of([prepared(each) for pair in among for each in (pair.left, pair.right)])
    signs = list(Sign)
    seen = [signs_of(prepared(p.left), prepared(p.right), rarity)[0] for p in pairs]
    rows = np.array([[1.0, *(each.get(sign, 0.0) for sign in signs)] for each in seen])
    truth = np.array([1.0 if pair.is_same else -1.0 for pair in pairs])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = truth * (rows @ weights)
        grade = -truth / (1 + np.exp(margin))
        ridge = np.r_[0.0, weights[1:]]
        return (
            float(np.logaddexp(0, -margin).sum() + RIDGE * (ridge @ ridge)),
            rows.T @ grade + 2 * RIDGE * ridge,
        )

    bounds = [(None, None), *((0, 9) if sign in FOR else (-9, 0) for sign in signs)]
    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x
    return float(best[0]), dict(zip(signs, map(float, best[1:]), strict=True))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def official_pairs(folder: Path) -> tuple[list[Listing], list[Listing]]:
    """Return districts and charters as the state's directory and as the federal one names them.

    Both carry the state's number of the district, which is the truth and is not compared.
    """
    schools = (folder / "az_schools" / "az_schools_directory_fy2025.csv").open(encoding="utf-8")
    federal = (folder / "az_schools" / "az_leas_ccd_2024_25.csv").open(encoding="utf-8")
    with schools, federal:
        ours = {row["ade_lea_id"]: row for row in csv.DictReader(schools)}
        theirs = {row["ade_entity_id"]: row for row in csv.DictReader(federal)}
    left = [
        Listing(
            key,
            row["lea"],
            city=row["lea_city"],
            zip_code=row["lea_zip"],
            website=row["lea_website"],
        )
        for key, row in ours.items()
        if key in theirs
    ]
    right = [
        Listing(
            key,
            row["lea_name"],
            street=row["physical_street"],
            city=row["city"],
            zip_code=row["zip"],
            phone=row["phone"],
            website=row["website"],
        )
        for key, row in theirs.items()
    ]
    return left, right


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--official", type=Path)
    parser.add_argument("--wrong", action="store_true", help="list what is told wrongly")
    options = parser.parse_args()
    pairs = read_pairs()
    if options.fit:
        start, weights = fit([p for p in pairs if p.half == "learned"], pairs)
        print(f"START = {start:.2f}")  # noqa: T201
        for sign, weight in weights.items():
            print(f"    Sign.{sign.name}: {weight:.2f},")  # noqa: T201
        return
    for half in ("learned", "held out"):
        some = [pair for pair in pairs if pair.half == half]
        _report(half, some, scores(some, pairs), wrong=options.wrong and half == "learned")
    if options.official:
        _official(options.official)
    _speed()


def _report(half: str, pairs: Sequence[Pair], given: Sequence[float], *, wrong: bool) -> None:
    truth = [pair.is_same for pair in pairs]
    methods = {
        "exact name": exact(pairs),
        "exact name and city": exact_in_city(pairs),
        "finder, likely or sure": [score >= LIKELY_FROM for score in given],
        "finder, sure": [score >= SURE_FROM for score in given],
    }
    print(f"\n{half}: {len(pairs)} pairs, {sum(truth)} the same")  # noqa: T201
    for name, said in methods.items():
        q = quality(said, truth)
        print(f"  {name:<24} precision {q.precision:.3f}  recall {q.recall:.3f}  F1 {q.f1:.3f}")  # noqa: T201
    if wrong:
        for pair, score in zip(pairs, given, strict=True):
            if (score >= LIKELY_FROM) != pair.is_same:
                print(f"    {score:.2f} {pair.label}: {pair.left.name} | {pair.right.name}")  # noqa: T201


def _official(folder: Path) -> None:
    left, right = official_pairs(folder)
    begun = time.perf_counter()
    found = find(left, right)
    seconds = time.perf_counter() - begun
    print(f"\nofficial: {len(left)} districts and charters among {len(right)}, {seconds:.1f} s")  # noqa: T201
    best = {key: each[0].right for key, each in found.items() if each[0].score >= LIKELY_FROM}
    by_name = {_plain(each.name): each.key for each in right}
    exactly = {
        each.key: by_name[_plain(each.name)] for each in left if _plain(each.name) in by_name
    }
    for name, said in (("exact name", exactly), ("finder, its best", best)):
        hits = hits_among(said, right)
        print(f"  {name:<24} precision {hits / len(said):.3f}  recall {hits / len(left):.3f}")  # noqa: T201


def hits_among(said: dict[str, str], right: Sequence[Listing]) -> int:
    """Count the right answers; organizations of one name and ZIP code cannot be told apart."""
    held = {each.key: (_plain(each.name), each.zip_code) for each in right}
    return sum(held[key] == held[answer] for key, answer in said.items())


def _speed(rows: int = 10_000, known: int = 3_000) -> None:
    held = made_up(known, seed=2)
    again = [replace(each, key=f"again {each.key}", name=f"{each.name} Inc.") for each in held]
    listings = [*again, *made_up(rows - known, seed=1)]
    for name, run in (("in the directory", find), ("in the sheet", None)):
        begun = time.perf_counter()
        found = run(listings, held) if run else find_within(listings)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(  # noqa: T201
            f"\n{rows:,} rows, {known:,} organizations, looked up {name}: {seconds:.1f} s, "
            f"peak {peak:.0f} MiB, {len(found):,} with proposals"
        )


def made_up(count: int, seed: int) -> list[Listing]:
    """Return invented listings, marked as such, with words as common as in real names."""
    draw = np.random.default_rng(seed)
    first = [
        "Saguaro",
        "Ocotillo",
        "Copper",
        "Mesa",
        "Granite",
        "Juniper",
        "Agave",
        "Quail",
        "Raven",
        "Ironwood",
        "Cholla",
    ]
    second = [
        "Precision",
        "Valley",
        "State",
        "Ridge",
        "Desert",
        "Canyon",
        "Summit",
        "Pioneer",
        "Frontier",
        "Basin",
    ]
    third = [
        "Machining",
        "Plastics",
        "Castings",
        "Tooling",
        "Optics",
        "Sensors",
        "Foundry",
        "Packaging",
        "Coatings",
    ]
    letters = list("bcdfghklmnprstvz")
    vowels = list("aeiou")
    cities = [f"Town {number}" for number in range(90)]
    made = []
    for number in range(count):
        syllables = draw.integers(2, 4)
        coined = "".join(
            draw.choice(letters) + draw.choice(vowels) for _ in range(syllables)
        ).title()
        words = [draw.choice(first), coined, draw.choice(second), draw.choice(third)]
        picked = [word for word in words if draw.random() < 0.75] or [coined]
        made.append(
            Listing(
                f"{seed}:{number}",
                " ".join(map(str, picked)) + " Demo",
                city=str(draw.choice(cities)),
                zip_code=f"{draw.integers(85001, 86556)}",
                phone=f"602555{draw.integers(0, 10_000):04}",
            )
        )
    return made


if __name__ == "__main__":
    main()

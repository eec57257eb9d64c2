"""Duplicates are proposed with what speaks for and against them, and nothing is decided."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.engine.likeness import Band, Listing, Sign, candidate_pairs, compare, find, find_within

DIRECTORY = [
    Listing("1", "Saguaro Precision Demo, Inc.", city="Mesa", zip_code="85201"),
    Listing("2", "Morenci Unified District", city="Morenci", zip_code="85540"),
    Listing("3", "Cactus Coatings Demo", city="Tempe", phone="480-555-0160"),
    Listing("4", "Lincoln Elementary School", city="Mesa", zip_code="85203"),
]


def best(listing: Listing) -> tuple[str, Band] | None:
    found = find([listing], DIRECTORY).get(listing.key)
    return (found[0].right, found[0].band) if found else None


def test_the_same_firm_in_other_words_is_proposed() -> None:
    row = Listing("row", "SAGUARO PRECISION DEMO", city="Mesa", zip_code="85201-1204")

    assert best(row) == ("1", Band.SURE)


def test_a_high_school_is_not_its_district() -> None:
    row = Listing("row", "Morenci High School", city="Morenci", zip_code="85540")

    assert best(row) is None


def test_a_school_of_the_same_name_in_another_city_is_not_the_same() -> None:
    row = Listing("row", "Lincoln Elementary School", city="Nogales", zip_code="85621")

    found = best(row)

    assert found is None or found[1] is Band.PERHAPS


def test_a_renamed_firm_is_found_by_its_telephone() -> None:
    row = Listing("row", "Verde Finishing Demo", city="Tempe", phone="(480) 555-0160")

    assert "3" in {right for _, right in candidate_pairs([row], DIRECTORY)}


def test_the_evidence_says_what_was_seen_on_both_sides() -> None:
    row = Listing("row", "Saguaro Precision Demo", city="Mesa", zip_code="85201")

    likeness = find([row], DIRECTORY)["row"][0]

    seen = {each.sign: (each.left, each.right) for each in likeness.evidence}
    assert seen[Sign.NAME_SAME] == ("Saguaro Precision Demo", "Saguaro Precision Demo, Inc.")
    assert seen[Sign.ZIP_SAME] == ("85201", "85201")


def test_the_strongest_evidence_stands_first() -> None:
    likeness = compare(DIRECTORY[0], Listing("x", "Saguaro Precision Demo", zip_code="85201"))

    weights = [abs(each.weight) for each in likeness.evidence]
    assert weights == sorted(weights, reverse=True)


def test_another_plant_of_a_firm_is_called_another_place() -> None:
    one = Listing("a", "Ironwood Gearing Demo", city="Chandler", website="ironwood.example")
    two = Listing("b", "Ironwood Gearing Demo", city="Tucson", website="ironwood.example")

    likeness = compare(one, two)

    assert likeness.band in (Band.SURE, Band.LIKELY)
    assert likeness.is_other_place


def test_within_a_sheet_the_later_row_points_to_the_earlier() -> None:
    rows = [
        Listing("2", "Agave Mfg Demo", city="Gilbert", zip_code="85234"),
        Listing("3", "Tombstone Truss Demo", city="Tombstone"),
        Listing("4", "Agave Manufacturing Demo LLC", city="Gilbert", zip_code="85234"),
    ]

    found = find_within(rows)

    assert list(found) == ["4"]
    assert found["4"][0].right == "2"


def test_nothing_is_found_in_an_empty_directory() -> None:
    assert find([Listing("row", "Saguaro Precision Demo")], []) == {}
    assert find([], DIRECTORY) == {}


def test_progress_is_told_as_rows_are_looked_up() -> None:
    told: list[int] = []
    rows = [Listing(str(number), f"Firm {number} Demo") for number in range(1500)]

    find(rows, DIRECTORY, progress=told.append)

    assert told == [1000]


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_is_judged_and_the_order_does_not_matter(name: str, other: str, rest: str) -> None:
    one = Listing("a", name, street=rest, city=rest, zip_code=rest, phone=rest, website=rest)
    two = Listing("b", other, email=rest, city=rest)

    there, back = compare(one, two), compare(two, one)

    assert 0 <= there.score <= 1
    assert abs(there.score - back.score) < 1e-9

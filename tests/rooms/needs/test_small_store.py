"""The small store is a world in which every kind of cell occurs."""

from keyway.needs.queries.gaps import counties_of, ranked


def test_it_has_manufacturing_occupations_and_others(book):
    listed = {line.soc_code for line in ranked(book, "04")}
    everything = {line.soc_code for line in ranked(book, "04", everything=True)}

    assert "51-4041" in listed
    assert everything - listed == {"13-2011", "53-7062"}


def test_it_has_an_occupation_that_no_program_feeds(book):
    lines = {line.soc_code: line for line in ranked(book, "04")}

    assert lines["51-2028"].naive_supply.value is None
    assert lines["51-2028"].placed.value == 0
    assert lines["51-4121"].naive_supply.value > lines["51-4121"].need.value


def test_it_has_every_occupation_in_every_county(book):
    assert [line.area_code for line in counties_of(book, "51-4041")] == ["04013", "04019", "04025"]

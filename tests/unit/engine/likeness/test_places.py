"""Streets, telephones and domains have one form, however they are written."""

from __future__ import annotations

import pytest

from keyway.engine.likeness.places import domain_of, kilometers, phone_of, street_of, suite_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("410 W Demo Way", "410 West Demo Way"),
        ("1 STADIUM DR", "1 Stadium Drive"),
        ("6150 N 16TH ST STE A", "6150 North 16th Street, Suite B"),
    ],
)
def test_a_street_has_one_form(one: str, other: str) -> None:
    assert street_of(one) == street_of(other)


def test_a_suite_is_known_apart_from_its_street() -> None:
    assert suite_of("410 W Demo Way, Suite 200") == "200"
    assert suite_of("410 W Demo Way") == ""


def test_a_post_office_box_has_no_house_number() -> None:
    assert street_of("PO Box 12")[0] == ""


@pytest.mark.parametrize("text", ["(602) 555-0112", "+1 602.555.0112", "6025550112 ext. 7"])
def test_a_telephone_number_has_ten_digits(text: str) -> None:
    assert phone_of(text) == "6025550112"


@pytest.mark.parametrize("text", ["", "call me", "555-0112", "+52 631 555 0112 9"])
def test_what_is_no_number_of_north_america_is_not_compared(text: str) -> None:
    assert phone_of(text) == ""


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("http://www.mpsaz.org/apache", "mpsaz.org"),
        ("anthem.greatheartsamerica.org", "greatheartsamerica.org"),
        ("http://www.alpine.k12.az.us", "alpine.k12.az.us"),
        ("ventas@empresa.com.mx", "empresa.com.mx"),
        ("someone@gmail.com", ""),
        ("facebook.com/lathe", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_a_domain_is_what_was_registered_and_not_shared_by_thousands(
    text: str, domain: str
) -> None:
    assert domain_of(text) == domain


def test_a_degree_of_latitude_is_111_kilometers() -> None:
    assert kilometers(-112, 33, -112, 34) == pytest.approx(111.2, abs=0.2)

"""Names that mean one organization come out alike; kinds, levels and numbers are told apart."""

from __future__ import annotations

import pytest

from keyway.engine.likeness.names import names_of, parsed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Agave Mfg Demo, Inc.", "Agave Manufacturing Demo"),
        ("Maquinados Sonora Demo S.A. de C.V.", "Maquinados Sonora Demo"),
        ("Manufacturas Saguaro Demo S de RL de CV", "manufacturas saguaro demo"),
        ("Fundición del Valle Demo", "Fundicion Valle Demo"),
        ("A & B Machining Demo", "A and B Machining Demo LLC"),
        ("O'Malley Tooling Demo", "OMalley Tooling Demo"),
        ("St. Johns Unified District", "Saint Johns Unified School District"),
        ("Betty Fairfax HS", "Betty Fairfax High School"),
        ("Phoenix Union HSD", "Phoenix Union High School District"),
        ("J.O. Combs Unified School District", "J O Combs Unified School District"),
        ("S.T.A.R. Academic High School", "STAR Academic High School"),
        ("The Ocotillo Tool Works Demo Company", "Ocotillo Tool Works Demo Co."),
        ("Cañon Alloy Demo", "Canyon Alloys Demo"),
    ],
)
def test_two_spellings_of_one_name_share_their_core(one: str, other: str) -> None:
    assert parsed(one).squeezed == parsed(other).squeezed


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Morenci Unified District", "district", "unified"),
        ("Morenci High School", "school", "high"),
        ("Cochise Elementary District", "district", "elementary"),
        ("Winslow Jr High School", "school", "middle"),
        ("Mesa Community College", "college", ""),
        ("Pima County Joint Technical Education District", "cted", ""),
        ("Mile High Tooling Demo", "", ""),
        ("Escuela Primaria Demo", "school", "elementary"),
    ],
)
def test_kind_and_level_are_read_from_the_name(name: str, kind: str, level: str) -> None:
    assert (parsed(name).kind, parsed(name).level) == (kind, level)


def test_numbers_are_kept_apart_from_the_name() -> None:
    plant = parsed("Agave Manufacturing Demo Plant 02")

    assert plant.numbers == {"2"}
    assert plant.squeezed == "agavemanufacturingdemo"


@pytest.mark.parametrize(
    ("written", "second"),
    [
        ("Sonoran Holdings Demo LLC dba Cactus Coatings", "Cactus Coatings"),
        ("Edkey Inc. d.b.a. Desert Conservatory", "Desert Conservatory"),
        ("Bisbee Rail Demo (formerly Mule Pass Rail Demo)", "Mule Pass Rail Demo"),
        ("Great Hearts Academies - Anthem Prep", "Anthem Prep"),
    ],
)
def test_a_trade_name_or_earlier_name_counts_as_a_name(written: str, second: str) -> None:
    assert parsed(second).core in {name.core for name in names_of(written)}


def test_a_plant_behind_a_dash_is_no_name_of_its_own() -> None:
    names = names_of("Ironwood Gearing Demo - Chandler Plant")

    assert all("chandler" not in name.core or "ironwood" in name.core for name in names)


def test_the_owner_is_cut_from_the_name() -> None:
    [name] = names_of("Juniper Pumps Demo, a division of Northline Demo")

    assert name.squeezed == parsed("Juniper Pumps Demo").squeezed


@pytest.mark.parametrize("text", ["", " ", "Inc.", "###", "12", "()"])
def test_a_name_without_words_does_no_harm(text: str) -> None:
    assert len(names_of(text)) == 1

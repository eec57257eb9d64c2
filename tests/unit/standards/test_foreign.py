"""What a file says beyond what we keep comes back when it is written again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.standards.foreign import differences, merged, paths, residue

OURS = {
    "@id": "https://here.example/credentials/a/",
    "name": {"en": "Welder"},
    "cost": [{"@type": "Cost", "price": 45.0}, {"@type": "Cost", "price": 90.0}],
}
_scalar = st.text(max_size=4) | st.integers(-5, 5) | st.booleans()
_value = st.recursive(
    _scalar,
    lambda inner: (
        st.dictionaries(st.sampled_from("abcd"), inner, max_size=3) | st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)
_node = st.dictionaries(st.sampled_from("abcde"), _value, max_size=4)


def test_terms_at_every_depth_come_back() -> None:
    theirs = {
        **OURS,
        "color": "green",
        "name": {"en": "Welder", "fr": "Soudeur"},
        "cost": [
            {"@type": "Cost", "price": 90.0, "for": {"whom": "members"}},
            {"@type": "Cost", "price": 45.0},
            {"@type": "Cost", "price": 12.0, "note": "late"},
        ],
    }

    kept = residue(theirs, OURS)
    again = merged(OURS, kept)

    assert again["color"] == "green"
    assert again["name"] == {"en": "Welder", "fr": "Soudeur"}
    assert again["cost"][1] == {"@type": "Cost", "price": 90.0, "for": {"whom": "members"}}
    assert again["cost"][2] == {"@type": "Cost", "price": 12.0, "note": "late"}
    assert set(paths(kept)) == {"color", "name/fr", "cost/for", "cost"}


def test_what_ours_says_counts_and_the_difference_is_told() -> None:
    theirs = {"name": {"en": "Solderer"}, "state": ["x"]}

    assert merged(OURS, residue(theirs, OURS))["name"] == {"en": "Welder"}
    assert list(differences(theirs, OURS)) == [("name/en", "Solderer", "Welder")]


def test_one_value_stands_for_a_list_of_one() -> None:
    assert residue({"by": "a"}, {"by": ["a"]}) == {}
    assert residue({"by": ["a"]}, {"by": "a"}) == {}
    assert residue({"name": "Welder"}, {"name": {"en": "Welder"}}) == {}


def test_what_was_kept_inside_a_thing_stays_when_another_comes_before_it() -> None:
    theirs = {"cost": [{"@type": "Cost", "price": 90.0, "note": "late"}]}
    kept = residue(theirs, {"cost": [{"@type": "Cost", "price": 90.0}]})

    again = merged(OURS, kept)

    assert again["cost"] == [
        {"@type": "Cost", "price": 45.0},
        {"@type": "Cost", "price": 90.0, "note": "late"},
    ]


@settings(max_examples=200, deadline=None)
@given(_node, _node)
def test_writing_reading_and_writing_again_says_the_same(theirs: dict, ours: dict) -> None:  # type: ignore[type-arg]
    once = merged(ours, residue(theirs, ours))

    assert merged(ours, residue(once, ours)) == once


@settings(max_examples=200, deadline=None)
@given(_node, _node)
def test_no_term_of_theirs_is_lost(theirs: dict, ours: dict) -> None:  # type: ignore[type-arg]
    once = merged(ours, residue(theirs, ours))

    assert theirs.keys() <= once.keys()
    assert all(once[name] == value for name, value in theirs.items() if name not in ours)

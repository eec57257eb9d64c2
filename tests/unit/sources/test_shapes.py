"""Centers and thinned outlines, checked on shapes whose answer is known and at random."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.sources.geography.shapes import Point, Ring, center, simplified


def square(west: float, south: float, size: float = 1.0) -> Ring:
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_the_center_of_a_square_on_the_equator_is_its_middle() -> None:
    assert center([[square(-0.5, -0.5)]]) == pytest.approx((0.0, 0.0), abs=1e-4)


def test_a_square_in_the_north_has_its_center_south_of_the_middle() -> None:
    _, latitude = center([[square(10, 60, 10)]])

    # On the globe the southern half is larger. The exact answer for a strip between two parallels:
    low, high = math.radians(60), math.radians(70)
    area = math.sin(high) - math.sin(low)
    exact = (high * math.sin(high) + math.cos(high) - low * math.sin(low) - math.cos(low)) / area
    assert latitude == pytest.approx(math.degrees(exact), abs=0.02)
    assert latitude < 65


def test_two_islands_weigh_by_their_area() -> None:
    longitude, _ = center([[square(0, 0, 2)], [square(10, 0.5, 1)]])

    assert longitude == pytest.approx((4 * 1.0 + 1 * 10.5) / 5, abs=0.01)


def test_the_direction_of_a_ring_does_not_matter() -> None:
    ring = square(-112, 33)

    assert center([[ring]]) == pytest.approx(center([[ring[::-1]]]))


def test_a_shape_without_inside_has_the_middle_of_its_points() -> None:
    assert center([[[(0.0, 0.0), (2.0, 0.0), (0.0, 0.0)]]]) == pytest.approx((2 / 3, 0.0))


@given(
    west=st.floats(-179, 170),
    south=st.floats(-70, 60),
    size=st.floats(0.01, 8),
)
def test_the_center_of_a_square_lies_inside(west: float, south: float, size: float) -> None:
    longitude, latitude = center([[square(west, south, size)]])

    assert west < longitude < west + size
    assert south < latitude < south + size


# --- thinning --------------------------------------------------------------------------------------


def wiggle(start: Point, end: Point, steps: int, height: float) -> list[Point]:
    """A border that wiggles a little around the line from start to end."""
    (ax, ay), (bx, by) = start, end
    return [
        (
            ax + (bx - ax) * i / steps + height * math.sin(i * 1.7) * (0 < i < steps),
            ay + (by - ay) * i / steps,
        )
        for i in range(steps + 1)
    ]


def neighbors(height: float, steps: int = 40) -> dict[str, list[list[Ring]]]:
    border = wiggle((1.0, 0.0), (1.0, 1.0), steps, height)
    west = [(0.0, 0.0), *border, (0.0, 1.0), (0.0, 0.0)]
    # The neighbor walks the same border the other way and starts elsewhere.
    east = [(2.0, 1.0), *border[::-1], (2.0, 0.0), (2.0, 1.0)]
    return {"west": [[west]], "east": [[east]]}


def test_small_wiggles_go_and_large_ones_stay() -> None:
    small = simplified(neighbors(0.001), 0.003)["west"][0][0]
    large = simplified(neighbors(0.05), 0.003)["west"][0][0]

    assert len(small) == 5
    assert len(large) > 20


@settings(max_examples=60)
@given(
    height=st.floats(0, 0.2),
    steps=st.integers(3, 60),
    tolerance=st.floats(0.0001, 0.1),
)
def test_neighbors_keep_the_same_border(height: float, steps: int, tolerance: float) -> None:
    thin = simplified(neighbors(height, steps), tolerance)

    inner = [
        {point for point in thin[name][0][0] if 0.5 < point[0] < 1.5} for name in ("west", "east")
    ]
    assert inner[0] == inner[1]
    assert {(1.0, 0.0), (1.0, 1.0)} <= inner[0]


def test_rings_stay_closed_and_islands_keep_an_inside() -> None:
    island = [(math.cos(i / 5), math.sin(i / 5)) for i in range(31)]
    ring = [*island, island[0]]

    thin = simplified({"island": [[ring]]}, 0.5)["island"][0][0]

    assert thin[0] == thin[-1]
    assert len(thin) >= 4


def test_a_tolerance_of_nothing_keeps_every_corner() -> None:
    ring = square(0, 0)

    assert set(simplified({"a": [[ring]]}, 0.0)["a"][0][0]) == set(ring)

"""A figure and its origin: the only form in which a number reaches a page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One release of one public table that a figure rests on."""

    publisher: str  # "U.S. Bureau of Labor Statistics"
    title: str  # "Occupational Employment and Wage Statistics"
    release: str  # "May 2025"
    licence: str = ""
    credit: str = ""  # the credit line the licence asks for
    url: str = ""
    retrieved_date: str = ""  # ISO date


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from and how it was reckoned."""

    sources: tuple[SourceLine, ...] = ()
    method: str = ""  # "gap", "demand", "published": a key of the methods pages
    method_version: str = ""
    computed_date: str = ""  # ISO date of the finding; empty for published figures
    interval: str = ""  # "5 to 95 % of 200 draws"; empty where the publisher gives none
    assumptions: tuple[str, ...] = ()  # parameter names shown with their values
    note: str = ""  # a caution in one sentence
    data_url: str = ""  # where this number can be taken away


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with unit, interval and origin; ``value`` None is unknown, never zero.

    Attributes:
        value: the central value, in ``unit``.
        unit: plural noun phrase shown after the number ("openings a year"); may be empty.
        low: 5th percentile, same unit; None where there is no interval.
        high: 95th percentile, same unit.
        reason: why the value is unknown ("suppressed by the publisher").
        origin: where it comes from.
        style: how it is written: "count", "usd", "percent" (value 0–1), "plain".
    """

    value: float | None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    reason: str = ""
    origin: Origin = field(default_factory=Origin)
    style: str = "count"

    @property
    def is_known(self) -> bool:
        """Whether there is a value to show."""
        return self.value is not None

    @property
    def has_interval(self) -> bool:
        """Whether an interval is drawn."""
        return self.low is not None and self.high is not None

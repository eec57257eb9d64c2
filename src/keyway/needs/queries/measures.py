"""What the measures of the gap are called in data and what they mean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from keyway.needs.queries.tabulated import Measure, ranged


def gap_measures() -> tuple[Measure, ...]:
    """Return the measures of an occupation in an area, in the order of the tables."""
    return (
        ranged(
            "openings_per_year",
            _("All openings a year"),
            _("New jobs and jobs that workers leave, all industries, a year."),
        ),
        ranged(
            "need_per_year",
            _("Openings for new entrants"),
            _("The part of the openings that people new to the occupation can fill."),
        ),
        ranged(
            "placed_per_year",
            _("Filled by programs here"),
            _("Completers of programs in the state who find one of these jobs."),
        ),
        ranged(
            "unfilled_per_year",
            _("Unfilled a year"),
            _("Openings for new entrants that no program fills: need = placed + unfilled."),
        ),
        ranged(
            "manufacturing_unfilled_per_year",
            _("Unfilled a year, in manufacturing"),
            _("The part of them in manufacturing, by share of jobs."),
        ),
        ranged("jobs", _("Jobs"), _("All industries, as estimated for this year of data.")),
        Measure(
            "naive_supply_per_year",
            _("A crosswalk count says"),
            _("Awards of every linked program added up; counts people several times."),
        ),
        Measure("manufacturing_share", _("Part in manufacturing"), _("Of the jobs, 0 to 1.")),
        Measure("wage_annual_median_usd", _("Median pay in the state"), _("US dollars a year.")),
    )


def program_measures() -> tuple[Measure, ...]:
    """Return the measures of a program, in the order of the tables."""
    return (
        ranged(
            "completers_per_year",
            _("Complete a year"),
            _("People, not awards: completers = placed + unplaced + left."),
        ),
        ranged("placed_per_year", _("Find related work here")),
        ranged(
            "unplaced_per_year",
            _("Find no related job here"),
            _("They look for related work in the state and there is none left for them."),
        ),
        ranged("left_per_year", _("Leave"), _("Study on, leave the state or leave the field.")),
    )

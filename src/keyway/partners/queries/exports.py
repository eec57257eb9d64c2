"""Tables to take away: the directory's public facts, and the people of one organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.render.figure import Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keyway.partners.models import Membership
    from keyway.partners.queries.directory import Listed
    from keyway.render.tables import Cell


def directory_columns() -> tuple[Column, ...]:
    """Return the columns of the directory to take away."""
    return (
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("belongs_to", _("Belongs to")),
        Column("street", _("Street")),
        Column("city", _("City")),
        Column("zip_code", _("ZIP code")),
        Column("county_fips", _("County code")),
        Column("county_name", _("County")),
        Column("upper_district", _("District of the upper chamber")),
        Column("lower_district", _("District of the lower chamber")),
        Column("congressional_district", _("Congressional district")),
        Column("latitude", _("Latitude")),
        Column("longitude", _("Longitude")),
        Column(
            "location_precision",
            _("How the point is known"),
            _("Districts follow the point: by the center of an area they may be the neighbor's."),
        ),
        Column("phone", _("Telephone")),
        Column("website", _("Website")),
        Column("naics_code", _("Industry code")),
        Column("lowest_grade", _("Lowest grade")),
        Column("highest_grade", _("Highest grade")),
        Column("enrollment_count", _("Students"), _("Empty is unknown, not zero.")),
        Column("enrollment_note", _("Why students are unknown")),
        Column("is_charter", _("Charter")),
        Column("is_demonstration", _("Demonstration"), _("Made up to show how the site works.")),
        Column("official_list", _("Official list")),
        Column("official_code", _("Code in that list")),
        Column("source", _("Source")),
        Column("release", _("Release")),
        Column("confirmed_date", _("Last confirmed by its own people")),
        Column("page", _("Page")),
    )


def directory_table(
    lines: Iterable[Listed], *, counties: Mapping[str, str], origin: Origin
) -> Table:
    """Return the public facts of organizations, one row each, with the main site.

    Args:
        lines: organizations in the order in which they are listed.
        counties: names by FIPS code.
        origin: where the facts come from.
    """
    return Table(
        title=_("Directory of organizations"),
        columns=directory_columns(),
        rows=[_directory_row(line, counties) for line in lines],
        origin=origin,
    )


def _directory_row(line: Listed, counties: Mapping[str, str]) -> tuple[Cell, ...]:
    one, site = line.organization, line.site
    place: tuple[Cell, ...] = (None,) * 11
    if site is not None:
        place = (
            site.street,
            site.city,
            site.zip_code,
            site.county_fips,
            counties.get(site.county_fips, ""),
            site.upper_district,
            site.lower_district,
            site.congressional_district,
            site.latitude,
            site.longitude,
            site.get_location_precision_display(),
        )
    return (
        one.name,
        one.get_kind_display(),
        one.parent.name if one.parent and one.parent.status == one.Status.APPROVED else "",
        *place,
        one.phone,
        one.website,
        one.naics_code,
        one.lowest_grade,
        one.highest_grade,
        one.enrollment_count,
        one.enrollment_note,
        one.is_charter,
        one.is_demo,
        one.official_scheme,
        one.official_code,
        one.source_key,
        one.source_release,
        f"{one.confirmed_at:%Y-%m-%d}" if one.confirmed_at else "",
        f"/partners/{one.slug}/",
    )


def people_table(
    rows: Iterable[Membership], *, roles: Mapping[str, str], organization: str, date: str
) -> Table:
    """Return the people of an organization with their roles, for its administrators.

    Args:
        rows: memberships with their person.
        roles: names of roles by code.
        organization: its name.
        date: the day on which it is taken away.
    """
    return Table(
        title=_("People at %(organization)s") % {"organization": organization},
        columns=(
            Column("full_name", _("Name")),
            Column("email", _("E-mail address")),
            Column("role", _("Role")),
            Column("since_date", _("Since")),
            Column("may_sign_in", _("May sign in")),
        ),
        rows=[
            (
                each.person.full_name,
                each.person.email,
                roles.get(each.role, each.role),
                f"{each.since_at:%Y-%m-%d}",
                each.person.is_active,
            )
            for each in rows
        ],
        origin=Origin(
            computed_date=date,
            note=_("Personal data: keep it no longer than you need it, and do not pass it on."),
        ),
    )

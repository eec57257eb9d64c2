"""Plants that show how the site works until real ones are entered; plainly named and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.seeding import relocate_sites
from keyway.partners.models import Organization, Site
from keyway.partners.queries.naming import free_slug, search_text
from keyway.reference.lookups import districts

if TYPE_CHECKING:
    from keyway.reference.store import Store


_PARTNERSHIP = "Demo Partnership"
# Name and industry: six kinds of plants that a reader would recognize.
_PLANTS = (
    ("Demo Precision Machining", "332710"),
    ("Demo Aerostructures", "336413"),
    ("Demo Circuit Works", "334418"),
    ("Demo Composites", "326199"),
    ("Demo Castings", "331524"),
    ("Demo Foods", "311421"),
)


@opened_for_system("plants for demonstration come and go")
@transaction.atomic
def keep_demonstration(*, store: Store, state_code: str, is_wanted: bool) -> int:
    """Plant the demonstration, or take it away, and return how many plants came or went.

    They are planted only where no manufacturer has been entered; where they are not wanted, all of
    them go, with everything that hangs on them.

    Args:
        store: where counties and points are looked up.
        state_code: postal abbreviation.
        is_wanted: whether the site may show them; a public site does not.
    """
    if not is_wanted:
        return _remove()
    manufacturers = Organization.objects.filter(
        kind=Organization.Kind.MANUFACTURER, state_code=state_code
    )
    if manufacturers.exists():
        return 0
    spots = _spots(store, state_code)
    for (name, naics_code), spot in zip(_PLANTS, spots, strict=False):
        _plant(name, naics_code, spot, state_code)
    relocate_sites(store=store, state_code=state_code)
    planted = min(len(_PLANTS), len(spots))
    if planted:
        journal.record("demonstration.planted", by=None, at=None, state=state_code, plants=planted)
    return planted


@opened_for_system("a new site is run for demonstration")
@transaction.atomic
def run_for_demonstration(*, state_code: str) -> bool:
    """Let a made-up partnership run a site that no real one runs yet; return whether it began.

    What asks for a partnership (a check in class, the newsletter) then works from the first start.
    The real one takes its place when it is named.

    Args:
        state_code: postal abbreviation.
    """
    if Organization.objects.filter(runs_site=True).exists():
        return False
    ours = Organization.objects.create(
        name=_PARTNERSHIP,
        slug=free_slug(_PARTNERSHIP, state_code),
        search_text=search_text(_PARTNERSHIP, "demo"),
        kind=Organization.Kind.PARTNERSHIP,
        status=Organization.Status.APPROVED,
        state_code=state_code,
        runs_site=True,
        is_demo=True,
    )
    journal.record("partnership.demonstrated", by=None, at=ours, about=ours)
    return True


def _remove() -> int:
    gone = list(Organization.objects.filter(is_demo=True).values_list("pk", flat=True))
    if gone:
        Organization.objects.filter(pk__in=gone).delete()
        journal.record("demonstration.removed", by=None, at=None, plants=len(gone))
    return len(gone)


def _spots(store: Store, state_code: str) -> list[Site]:
    """Return a place in each county: the ZIP area of its town with most organizations.

    Counties with most organizations come first; without lists there are none.
    """
    crowds = (
        Site.objects.filter(organization__state_code=state_code)
        .exclude(county_fips="")
        .exclude(zip_code="")
        .exclude(city="")
        .values("county_fips", "city", "zip_code")
        .annotate(count=Count("pk"))
        .order_by("-count", "county_fips", "zip_code", "city")
    )
    best: dict[str, Site] = {}
    for crowd in crowds:
        if crowd["county_fips"] in best or len(best) == len(_PLANTS):
            continue
        point = districts.zip_point(store, crowd["zip_code"])
        if point is not None:
            best[crowd["county_fips"]] = Site(
                city=crowd["city"],
                zip_code=crowd["zip_code"],
                longitude=point.longitude,
                latitude=point.latitude,
                location_precision=Site.Precision.ZIP,
            )
    return list(best.values())


def _plant(name: str, naics_code: str, spot: Site, state_code: str) -> None:
    organization = Organization.objects.create(
        name=name,
        slug=free_slug(name, spot.city),
        search_text=search_text(name, spot.city, spot.zip_code, naics_code, "demo"),
        kind=Organization.Kind.MANUFACTURER,
        status=Organization.Status.APPROVED,
        state_code=state_code,
        naics_code=naics_code,
        is_demo=True,
    )
    spot.organization, spot.state_code, spot.is_main = organization, state_code, True
    spot.save()

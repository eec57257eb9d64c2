"""The addresses of the directory."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router
from ninja.errors import HttpError

from keyway.partners.api import schemas as out
from keyway.partners.api.reading import Paged, Problem, Spoken, next_page, told
from keyway.partners.models import Organization, Site
from keyway.partners.queries import directory, organizations
from keyway.partners.queries.directory import Listed, Wanted
from keyway.reference import shelf
from keyway.reference.lookups import places

router = Router(tags=["directory"])
router.add_decorator(told, mode="view")

_KINDS = "|".join(Organization.Kind.values)
_REFUSALS: dict[int, Any] = {404: Problem, 422: Problem}


class DirectoryAsked(Paged, Spoken):
    """Filters of the directory."""

    q: str = Field("", max_length=100, description="Words of a name, a town, a ZIP or a code.")
    kind: str = Field("", pattern=rf"^({_KINDS})?$", description="One kind of organization.")
    county: str = Field("", pattern=r"^([0-9]{5})?$", description="County by its FIPS code.")
    subsector: str = Field(
        "", pattern=r"^([0-9]{3})?$", description="Three digits of a manufacturer's NAICS code."
    )
    upper: str = Field("", pattern=r"^[0-9A-Z]{0,5}$", description="Upper chamber's district.")
    lower: str = Field("", pattern=r"^[0-9A-Z]{0,5}$", description="Lower chamber's district.")
    congressional: str = Field("", pattern=r"^[0-9]{0,2}$", description="Congressional district.")
    cted: bool = Field(False, description="Only satellite schools of a technical district.")


Slug = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9_-]{1,220}$",
        description="Lasting part of its address.",
        example="mesa-unified-district",
    ),
]


@router.get("/organizations", response={200: out.OrganizationPage, 422: Problem})
def list_organizations(request: HttpRequest, asked: Query[DirectoryAsked]) -> Any:
    """Manufacturers, schools, colleges and public bodies, with where they are."""
    wanted = _wanted(asked)
    found = directory.found(wanted)
    count = found.count()
    lines = directory.listed(found[asked.offset : asked.offset + asked.limit])
    return {
        "origin": _origin(found),
        "count": count,
        "next": next_page(request, asked, count),
        "results": [_listed(line) for line in lines],
    }


@router.get("/organizations/{slug}", response={200: out.OrganizationDetail, **_REFUSALS})
def one_organization(request: HttpRequest, slug: Slug, asked: Query[Spoken]) -> Any:
    """One organization: its sites, what belongs to it, whom it works with, whom to reach."""
    page = organizations.public_page(slug)
    if page is None:
        raise HttpError(404, _("There is nothing at this address."))
    one = page.organization
    line = Listed(one, page.sites[0] if page.sites else None)
    return {
        **_listed(line),
        "origin": _origin(Organization.objects.filter(pk=one.pk)),
        "sites": [_site(site) for site in page.sites],
        "parts": [_name(each) for each in page.parts],
        "works_with": [_name(each) for each in page.partners],
        "contacts": [
            {name: getattr(each, name) for name in ("full_name", "title", "email", "phone")}
            for each in page.contacts
        ],
    }


def _wanted(asked: DirectoryAsked) -> Wanted:
    store = shelf.take(settings.REFERENCE_DIR)
    return Wanted(
        state_code=places.state(store, settings.KEYWAY_STATE).code,
        q=asked.q,
        kind=asked.kind,
        county=asked.county,
        subsector=asked.subsector,
        upper=asked.upper,
        lower=asked.lower,
        congressional=asked.congressional,
        cted="1" if asked.cted else "",
    )


def _origin(found: Any) -> dict[str, Any]:
    found_in = directory.origin(
        shelf.take(settings.REFERENCE_DIR),
        found,
        _("What has no source was entered by the organization itself or by the partnership."),
    )
    names = out.DirectorySource.model_fields
    return {
        "sources": [{name: getattr(source, name) for name in names} for source in found_in.sources],
        "note": found_in.note,
    }


def _name(one: Organization) -> dict[str, Any]:
    return {"slug": one.slug, "name": one.name, "kind": one.kind, "url": _url(one)}


def _url(one: Organization) -> str:
    return reverse("partners:organization", args=[one.slug])


def _listed(line: Listed) -> dict[str, Any]:
    one = line.organization
    plain = (
        "slug", "name", "kind", "state_code", "website", "phone", "summary", "naics_code",
        "is_charter", "lowest_grade", "highest_grade", "enrollment_count", "enrollment_note",
        "official_scheme", "official_code",
    )  # fmt: skip
    parent = one.parent
    is_shown = parent is not None and parent.status == Organization.Status.APPROVED
    return {
        **{name: getattr(one, name) for name in plain},
        "kind_name": one.get_kind_display(),
        "is_demonstration": one.is_demo,
        "source": one.source_key,
        "release": one.source_release,
        "confirmed_date": f"{one.confirmed_at:%Y-%m-%d}" if one.confirmed_at else None,
        "belongs_to": _name(parent) if parent is not None and is_shown else None,
        "site": _site(line.site) if line.site else None,
        "url": _url(one),
    }


def _site(site: Site) -> dict[str, Any]:
    plain = (
        "name", "is_main", "street", "city", "state_code", "zip_code", "longitude", "latitude",
        "location_precision",
    )  # fmt: skip
    derived = ("county_fips", "upper_district", "lower_district", "congressional_district")
    return {
        **{name: getattr(site, name) for name in plain},
        **{name: getattr(site, name) or None for name in derived},
    }

"""The public directory: which organizations a reader asked for, and how many stand where."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from django.db.models import Case, Count, IntegerField, Value, When
from django.db.models.functions import Lower

from keyway.partners.models import Organization, Site
from keyway.partners.queries.naming import folded
from keyway.render.figure import Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from keyway.reference.store import Entry, Store

Chamber = Literal["upper", "lower", "congressional"]
CHAMBERS: tuple[Chamber, ...] = ("upper", "lower", "congressional")
Kind = Organization.Kind
_SUBSECTOR_DIGITS = 3
# Whom most readers look for first; within a kind by name.
_FIRST = (
    Kind.PARTNERSHIP,
    Kind.MANUFACTURER,
    Kind.CTED,
    Kind.COLLEGE,
    Kind.DISTRICT,
    Kind.SCHOOL,
)
_KIND_ORDER = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(_FIRST)),
    default=Value(len(_FIRST)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked the directory for; empty fields ask for everything.

    Attributes:
        state_code: postal abbreviation of the state that is shown.
        q: words of a name, a city or a code.
        kind: a value of ``Organization.Kind``.
        county: five digits.
        subsector: three digits of a manufacturer's NAICS code.
        upper: district of the state's upper chamber.
        lower: district of the state's lower chamber.
        congressional: congressional district.
        cted: "1" asks for schools that are satellites of a technical district.
    """

    state_code: str
    q: str = ""
    kind: str = ""
    county: str = ""
    subsector: str = ""
    upper: str = ""
    lower: str = ""
    congressional: str = ""
    cted: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for besides the state."""
        return any(value for name, value in asdict(self).items() if name != "state_code")


@dataclass(frozen=True, slots=True)
class Listed:
    """One organization as the directory lists it, with the site that stands for it."""

    organization: Organization
    site: Site | None

    @property
    def city(self) -> str:
        """City of the site; empty where it is not known."""
        return self.site.city if self.site else ""


def public_organizations() -> QuerySet[Organization]:
    """Return the organizations that everybody may see."""
    return Organization.objects.filter(status=Organization.Status.APPROVED)


def found(wanted: Wanted) -> QuerySet[Organization]:
    """Return what was asked for, by name."""
    rows = public_organizations().filter(state_code=wanted.state_code)
    for word in folded(wanted.q).split():
        rows = rows.filter(search_text__contains=word)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.subsector:
        rows = rows.filter(naics_code__startswith=wanted.subsector)
    if wanted.cted:
        rows = rows.filter(kind=Kind.SCHOOL, partners__kind=Kind.CTED).distinct()
    if places := _places(wanted):
        rows = rows.filter(pk__in=Site.objects.filter(**places).values("organization_id"))
    return rows.select_related("parent").order_by(
        *_begins_with(folded(wanted.q)), _KIND_ORDER, Lower("name"), "pk"
    )


def _begins_with(q: str) -> list[Case]:
    """Return an order in which names that begin with what was typed come first."""
    begins = When(search_text__startswith=q, then=Value(0))
    return [Case(begins, default=Value(1), output_field=IntegerField())] if q else []


def _places(wanted: Wanted) -> dict[str, str]:
    asked = {
        "county_fips": wanted.county,
        "upper_district": wanted.upper,
        "lower_district": wanted.lower,
        "congressional_district": wanted.congressional,
    }
    return {name: value for name, value in asked.items() if value}


def listed(organizations: Iterable[Organization]) -> list[Listed]:
    """Return organizations with the site that stands for each, in the order given."""
    rows = list(organizations)
    sites: dict[int, Site] = {}
    for site in Site.objects.filter(organization__in=[each.pk for each in rows]).order_by(
        "is_main", "-pk"
    ):
        # The main site comes last and stays; without one, the first that was entered.
        sites[site.organization_id] = site
    return [Listed(each, sites.get(each.pk)) for each in rows]


def kind_counts(wanted: Wanted) -> dict[str, int]:
    """Return how many organizations of each kind were found."""
    rows = found(wanted).order_by().values_list("kind").annotate(count=Count("pk", distinct=True))
    return dict(rows)


def county_counts(wanted: Wanted) -> dict[str, int]:
    """Return in how many organizations' sites each county was found, by FIPS code."""
    sites = Site.objects.filter(
        organization__in=found(wanted).order_by().values("pk"), **_places(wanted)
    ).exclude(county_fips="")
    rows = sites.order_by().values_list("county_fips")
    return dict(rows.annotate(count=Count("organization", distinct=True)))


def points(wanted: Wanted, at_most: int) -> list[tuple[Organization, Site]]:
    """Return the sites whose point is known; none at all where there are more than ``at_most``."""
    sites = (
        Site.objects.filter(organization__in=found(wanted).order_by().values("pk"))
        .filter(**_places(wanted))
        .exclude(longitude=None)
        .select_related("organization")
        .order_by("pk")[: at_most + 1]
    )
    pairs = [(site.organization, site) for site in sites]
    return pairs if len(pairs) <= at_most else []


def subsectors(state_code: str) -> list[str]:
    """Return the sub-sectors of the manufacturers in the directory, as three digits of NAICS."""
    rows = public_organizations().filter(state_code=state_code, kind=Kind.MANUFACTURER)
    codes = rows.exclude(naics_code="").order_by().values_list("naics_code", flat=True)
    return sorted({code[:3] for code in codes if len(code) >= _SUBSECTOR_DIGITS})


def districts(state_code: str) -> Mapping[Chamber, list[str]]:
    """Return the districts in which an organization of the directory stands, by chamber."""
    held = Site.objects.filter(
        organization__status=Organization.Status.APPROVED, organization__state_code=state_code
    ).order_by()
    return {
        chamber: sorted(
            set(
                held.exclude(**{f"{chamber}_district": ""}).values_list(
                    f"{chamber}_district", flat=True
                )
            ),
            key=_district_order,
        )
        for chamber in CHAMBERS
    }


def _district_order(code: str) -> tuple[int, str]:
    digits = "".join(letter for letter in code if letter.isdigit())
    return int(digits or 0), code


def has_satellites(state_code: str) -> bool:
    """Return whether the directory knows which schools are satellites of a technical district."""
    rows = public_organizations().filter(state_code=state_code, kind=Kind.SCHOOL)
    return rows.filter(partners__kind=Kind.CTED).exists()


def holds_official_lists(state_code: str) -> bool:
    """Return whether official lists of a state were entered."""
    rows = public_organizations().filter(state_code=state_code.upper())
    return rows.exclude(official_code="").exists()


def origin(store: Store, organizations: QuerySet[Organization], note: str) -> Origin:
    """Return where the facts of organizations come from: each list with its releases.

    Args:
        store: where the releases are told.
        organizations: whose facts.
        note: what to say of those that people entered.
    """
    named = set(organizations.order_by().values_list("source_key", "source_release").distinct())
    official = {(key, release) for key, release in named if key}
    return Origin(
        sources=source_lines(store, official),
        method="directory",
        note=note if any(not key for key, _ in named) else "",
    )


def source_lines(store: Store, named: Iterable[tuple[str, str]]) -> tuple[SourceLine, ...]:
    """Return a line for every pair of a source and a release that the store knows."""
    lines = []
    for key, release in sorted(named):
        entries = [entry for entry in store.entries() if entry.source == key]
        told = [entry for entry in entries if entry.release == release] or entries
        if told:
            lines.append(_line(told[0], release))
    return tuple(dict.fromkeys(lines))


def _line(entry: Entry, release: str) -> SourceLine:
    return SourceLine(
        publisher=entry.publisher,
        title=entry.title,
        release=release or entry.release,
        licence=entry.licence,
        credit=entry.credit,
        url=entry.url,
        retrieved_date=entry.loaded_date,
    )


def alike(name: str, state_code: str, besides: int = 0) -> QuerySet[Organization]:
    """Return organizations whose name holds the same words, for a person to compare.

    Args:
        name: the name that is new.
        state_code: only those of this state.
        besides: number of the organization that has the name.
    """
    rows = Organization.objects.filter(state_code=state_code).exclude(pk=besides)
    words = [word for word in folded(name).split() if len(word) > 2][:4]
    if not words:
        return rows.none()
    for word in words:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("status", Lower("name"))

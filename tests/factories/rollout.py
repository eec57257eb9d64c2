"""A college, a technical district and credentials over the small store's finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.credentials.models import Credential
from keyway.needs.actions.rollout import Asked
from keyway.needs.models import GapRow
from keyway.partners.models import Organization
from tests.factories import credentials as made
from tests.factories.people import organization, site

if TYPE_CHECKING:
    from keyway.needs.models import GapFinding

Kind = Organization.Kind
ASKED = Asked("Three million", 3_000_000.0, seconds=2)


def district(name: str = "Demo Technical District", **fields: object) -> Organization:
    """Return a technical district with a site in the county with most openings."""
    one = organization(name, kind=Kind.CTED, **fields)
    site(one, county_fips="04013", longitude=-111.85, latitude=33.43, location_precision="exact")
    return one


def world(finding: GapFinding) -> tuple[Organization, Organization]:
    """Return a technical district that teaches welding, and a college that teaches nothing yet."""
    cted = district()
    college = organization("Demo Community College", kind=Kind.COLLEGE)
    site(college, county_fips="04013", longitude=-112.0, latitude=33.4, location_precision="exact")
    made.program(cted, family=Credential.Family.WELDING)
    made.program(college, family=Credential.Family.QUALITY, level="certificate")
    codes = (
        GapRow.objects.filter(finding=finding, is_manufacturing=True, unfilled_p50__gt=1)
        .exclude(area_code=finding.state_fips)
        .order_by("-unfilled_p50")
        .values_list("soc_code", flat=True)
    )
    for soc, family in zip(
        list(dict.fromkeys(codes))[:2],
        (Credential.Family.MACHINING, Credential.Family.WELDING),
        strict=False,
    ):
        made.code(made.credential(f"Demo {family.label}", family=family), soc)
    return cted, college

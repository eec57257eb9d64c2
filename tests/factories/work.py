"""What the work of some occupations asks for, in the small store; the ratings are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.names import OCCUPATIONS, detailed
from tests.factories.rows import part

if TYPE_CHECKING:
    from keyway.reference.releases import Part

ELEMENTS = {
    "2.A.1.a": ("skill", "Reading Comprehension", 3.1),
    "2.B.3.g": ("skill", "Operation Monitoring", 3.9),
    "2.C.3.c": ("knowledge", "Design", 2.9),
    "2.C.3.d": ("knowledge", "Mechanical", 3.8),
    "4.A.3.a.3": ("activity", "Controlling Machines and Processes", 4.4),
}


def parts() -> list[Part]:
    """Return what O*NET says of the small store's occupations."""
    return [
        part(
            "onet_occupations",
            "30.0",
            (
                {
                    "onet_soc_code": f"{soc}.00",
                    "soc_code": soc,
                    "occupation_name": OCCUPATIONS[soc],
                    "job_zone": 4 if soc.startswith("13") else 3,
                }
                for soc in detailed()
            ),
        ),
        part(
            "onet_ratings",
            "30.0",
            (
                {
                    "onet_soc_code": f"{soc}.00",
                    "element_id": element,
                    "domain": domain,
                    "element_name": name,
                    "importance": importance,
                    "importance_low": importance - 0.3,
                    "importance_high": importance + 0.3,
                    "level": 3.5,
                }
                for soc in detailed()
                for element, (domain, name, importance) in ELEMENTS.items()
            ),
        ),
        part(
            "onet_technologies",
            "30.0",
            [
                {
                    "onet_soc_code": "51-4041.00",
                    "technology_name": "Autodesk AutoCAD",
                    "category_name": "Computer aided design CAD software",
                    "is_hot": True,
                    "is_in_demand": True,
                },
                {
                    # Begins like a formula on purpose; downloads must not run it.
                    "onet_soc_code": "51-4041.00",
                    "technology_name": "=SUM macros",
                    "category_name": "Spreadsheet software",
                    "is_hot": False,
                    "is_in_demand": False,
                },
            ],
        ),
        part("onet_tools", "30.0", [{"onet_soc_code": "51-4041.00", "tool_name": "Micrometers"}]),
        part(
            "onet_titles",
            "30.0",
            [{"onet_soc_code": "51-4041.00", "job_title": "CNC Machinist", "is_reported": True}],
        ),
        part(
            "onet_related_occupations",
            "30.0",
            [
                {
                    "onet_soc_code": "51-4041.00",
                    "related_onet_soc_code": "51-9161.00",
                    "relatedness_tier": "Primary-Short",
                    "rank": 1,
                }
            ],
        ),
    ]

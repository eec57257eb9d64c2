"""From what the queries return to the shapes of the answers."""

from keyway.needs.api import schemas as out
from keyway.needs.queries.gaps import Line
from keyway.needs.queries.occupations import Pay, Profile, Rating
from keyway.needs.queries.programs import Destination, Institution, ProgramLine
from keyway.reference.lookups.places import County
from keyway.render.figure import Figure

ROOT = "/api/v1"


def figure(found: Figure) -> out.Figure:
    """Return a figure with thousandths, finer than any interval here."""
    return out.Figure(
        value=_rounded(found.value),
        low=_rounded(found.low),
        high=_rounded(found.high),
        unit=found.unit,
        reason=(found.reason or None) if found.value is None else None,
    )


def _rounded(value: float | None) -> float | None:
    # Adding zero turns a negative zero into a plain one.
    return None if value is None else round(float(value), 3) + 0.0


def gap_line(line: Line) -> out.GapLine:
    """Return one occupation in one area."""
    return out.GapLine(
        soc_code=line.soc_code,
        occupation_name=line.name,
        is_manufacturing=line.is_manufacturing,
        is_linked=line.is_linked,
        naive_supply_per_year=figure(line.naive_supply),
        manufacturing_share=figure(line.manufacturing_share),
        wage_annual_median_usd=figure(line.wage),
        **total(line).dict(),
    )


def total(line: Line) -> out.Total:
    """Return one area's occupations together."""
    return out.Total(
        area_code=line.area_code,
        area_name=line.area_name,
        openings_per_year=figure(line.openings),
        need_per_year=figure(line.need),
        placed_per_year=figure(line.placed),
        unfilled_per_year=figure(line.unfilled),
        manufacturing_unfilled_per_year=figure(line.manufacturing_unfilled),
        jobs=figure(line.jobs),
    )


def occupation(line: Line, family_name: str) -> out.Occupation:
    """Return an occupation as a list shows it."""
    return out.Occupation(
        soc_code=line.soc_code,
        occupation_name=line.name,
        family_code=line.soc_code[:2],
        family_name=family_name,
        is_manufacturing=line.is_manufacturing,
        unfilled_per_year=figure(line.unfilled),
        url=f"{ROOT}/occupations/{line.soc_code}",
    )


def county(found: County, line: Line | None, reason: str) -> out.County:
    """Return a county; what is not known of it carries the reason."""
    unknown = Figure(None, reason=reason)
    return out.County(
        county_fips=found.fips,
        county_name=found.name,
        longitude=found.longitude,
        latitude=found.latitude,
        unfilled_per_year=figure(line.unfilled if line else unknown),
        need_per_year=figure(line.need if line else unknown),
    )


def institution(found: Institution) -> out.Institution:
    """Return a college or school."""
    return out.Institution(
        unitid=found.unitid,
        institution_name=found.name,
        city_name=found.city,
        county_fips=found.county_fips,
        control=found.control,
        level=found.level,
        reach=found.reach,
        longitude=found.longitude,
        latitude=found.latitude,
        website=found.website,
        url=f"{ROOT}/institutions/{found.unitid}",
    )


def program(line: ProgramLine) -> out.Program:
    """Return a program at an institution."""
    unitid = line.institution.unitid
    return out.Program(
        unitid=unitid,
        institution_name=line.institution.name,
        cip_code=line.cip_code,
        program_name=line.name,
        award_level_code=line.award_level_code,
        award_level_name=line.level_name,
        completers_per_year=figure(line.completers),
        placed_per_year=figure(line.placed),
        unplaced_per_year=figure(line.unplaced),
        left_per_year=figure(line.left),
        placed_here_per_year=figure(line.placed_here) if line.placed_here else None,
        url=f"{ROOT}/programs/{unitid}/{line.cip_code}/{line.award_level_code}",
    )


def destination(goal: Destination) -> out.Destination:
    """Return an occupation that completers go to."""
    return out.Destination(
        soc_code=goal.soc_code,
        occupation_name=goal.name,
        placed_per_year=figure(goal.placed),
        counties=[
            out.CountyShare(county_fips=fips, county_name=name, placed_per_year=figure(people))
            for fips, name, people in goal.counties
        ],
    )


def profile(
    found: Profile, origin: out.OriginLink, state: Line | None, counties: list[Line]
) -> out.OccupationDetail:
    """Return what is known of an occupation, without the programs that feed it."""
    domains = (
        ("skill", found.skills),
        ("knowledge", found.knowledge),
        ("activity", found.activities),
    )
    return out.OccupationDetail(
        origin=origin,
        soc_code=found.soc_code,
        occupation_name=found.name,
        official_name=found.official_name,
        family_code=found.family_code,
        family_name=found.family_name,
        plain_words=found.plain,
        job_titles=list(found.titles),
        job_zone=found.job_zone,
        typical_education=found.education,
        pay=[_pay(each) for each in found.pay],
        ratings=[_rating(each, name) for name, ratings in domains for each in ratings],
        technologies=[
            out.Technology(
                technology_name=each.name,
                category_name=each.category,
                is_hot=each.is_hot,
                is_in_demand=each.is_in_demand,
            )
            for each in found.technologies
        ],
        tools=list(found.tools),
        related=[code for code, _name in found.related],
        state=gap_line(state) if state else None,
        counties=[gap_line(each) for each in counties],
        programs=[],
    )


def _pay(found: Pay) -> out.Pay:
    return out.Pay(
        area_code=found.area_code,
        area_name=found.area_name,
        year=found.year,
        jobs=figure(found.jobs),
        wage_hourly_median_usd=figure(found.hourly),
        wage_annual_p10_usd=figure(found.p10),
        wage_annual_median_usd=figure(found.median),
        wage_annual_p90_usd=figure(found.p90),
    )


def _rating(found: Rating, domain: str) -> out.Rating:
    return out.Rating(
        element_id=found.element_id,
        element_name=found.name,
        domain=domain,
        importance=figure(found.importance),
    )

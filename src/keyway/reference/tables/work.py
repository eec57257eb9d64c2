"""Work: what occupations ask for, by O*NET."""

import dataframely as dy

from keyway.reference.contract import code, flag, note, number, table, whole, words
from keyway.reference.tables import patterns


@table(
    source="onet",
    caution="1,016 codes have a title; not all of them are surveyed. Job zones before and after "
    "release 30.2 follow different schemes and must not be compared.",
)
class onet_occupations(dy.Schema):
    """Occupations of O*NET-SOC 2019 with their job zone."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    soc_code = code("SOC occupation it belongs to.", patterns.SOC)
    occupation_name = words("Official title.")
    description = words("Official description; null in the starter data.", nullable=True)
    job_zone = whole("Preparation needed, 1 little to 5 extensive.", "zone", nullable=True)


@table(
    source="onet",
    caution="Ratings of the nation's workers or analysts, not of one plant. Where the publisher "
    "recommends suppression the rating is null.",
)
class onet_ratings(dy.Schema):
    """Importance and level of skills, knowledge, abilities and work activities."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    element_id = code("Element of the content model.", patterns.ELEMENT, key=True)
    domain = words("skill, knowledge, ability or activity.")
    element_name = words("Name of the element.")
    importance = number(
        "1 not important to 5 extremely.", "scale 1–5", nullable=True, low=1, high=5
    )
    importance_low = number("Lower 95 % bound.", "scale 1–5", nullable=True)
    importance_high = number("Upper 95 % bound.", "scale 1–5", nullable=True)
    level = number("0 to 7.", "scale 0–7", nullable=True, low=0, high=7)
    importance_note = note("importance")
    level_note = note("level")


@table(source="onet", caution="Examples seen in postings and by analysts, not a full list.")
class onet_technologies(dy.Schema):
    """Software and technology used in an occupation."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    technology_name = words("Example.", key=True)
    category_name = words("Commodity class.", nullable=True)
    is_hot = flag("Often asked for over all occupations.")
    is_in_demand = flag("Often asked for in this occupation.")


@table(source="onet", caution="Examples, not a full list; collected once and seldom renewed.")
class onet_tools(dy.Schema):
    """Machines, tools and equipment used in an occupation."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    tool_name = words("Example.", key=True)
    category_name = words("Commodity class.", nullable=True)


@table(source="onet", caution="Job titles from several sources, not ranked by use.")
class onet_titles(dy.Schema):
    """Alternate and reported job titles."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    job_title = words("Job title.", key=True)
    is_reported = flag("Reported by workers themselves.")


@table(source="onet", caution="The publisher's sentences; not in the starter data.")
class onet_tasks(dy.Schema):
    """Task statements."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    task_id = code("Task.", r"^\d+$", key=True)
    task_text = words("Statement.")
    is_core = flag("Core to the occupation; null where not rated.", nullable=True)


@table(source="onet", caution="Similar in what workers do and know, not proven career moves.")
class onet_related_occupations(dy.Schema):
    """Occupations that resemble each other."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    related_onet_soc_code = code("Related occupation.", patterns.ONET_SOC, key=True)
    relatedness_tier = words("Tier as published.")
    rank = whole("1 is closest.", "rank")


@table(source="onet", caution="Shares of workers or analysts; categories differ by element.")
class onet_education(dy.Schema):
    """Education, experience and training required, in shares."""

    onet_soc_code = code("O*NET-SOC occupation.", patterns.ONET_SOC, key=True)
    element_id = code(
        "2.D.1 education, 3.A.1–3.A.3 experience and training.", patterns.ELEMENT, key=True
    )
    category = whole("Category as published.", "category", key=True)
    share = number("Part of answers.", "fraction", nullable=True, low=0, high=1)
    share_note = note("share")

"""Code systems: what the codes of occupations, industries and programs are called."""

import dataframely as dy

from keyway.reference.contract import code, table, whole, words
from keyway.reference.tables import patterns


@table(
    source="soc",
    caution="The 2018 edition. Codes ending in 0 are groups; some publishers combine detailed codes.",
)
class soc_occupations(dy.Schema):
    """Occupations and their groups in the Standard Occupational Classification of 2018."""

    soc_code = code("Occupation or group.", patterns.SOC, key=True)
    occupation_name = words("Official title.")
    group_level = dy.Enum(
        ["major", "minor", "broad", "detailed"],
        nullable=False,
        metadata={"unit": "level", "text": "Level in the classification."},
    )
    definition = words("Official definition; null in the starter data.", nullable=True)


@table(
    source="soc",
    caution="Job titles that belong to exactly one occupation by decision, not by frequency.",
)
class soc_direct_match_titles(dy.Schema):
    """Job titles that the classification assigns to one occupation."""

    soc_code = code("Occupation.", patterns.SOC, key=True)
    job_title = words("Job title.", key=True)
    is_illustrative = dy.Bool(
        nullable=False,
        metadata={"unit": "yes/no", "text": "Printed as an example in the definition."},
    )


@table(
    source="naics",
    caution="Editions of 2017 and 2022 differ; County Business Patterns of 2023 still use 2017.",
)
class naics_industries(dy.Schema):
    """Industries of the North American Industry Classification System."""

    edition_year = whole("Edition, 2017 or 2022.", "year", key=True)
    naics_code = code("Industry, two to six digits; 31-33 is one code.", patterns.NAICS, key=True)
    industry_name = words("Official title.")
    digits_count = whole("Digits of the code (2 for 31-33).", "digits")


@table(
    source="naics",
    caution="One industry may split into several; the table has no weights.",
)
class naics_edition_links(dy.Schema):
    """Industries of 2017 and the industries of 2022 that took over their activities."""

    naics_2017_code = code("Industry in the edition of 2017.", patterns.NAICS, key=True)
    naics_2022_code = code("Industry in the edition of 2022.", patterns.NAICS, key=True)


@table(source="cip", caution="A program's code is chosen by the institution that reports it.")
class cip_programs(dy.Schema):
    """Programs of study in the Classification of Instructional Programs of 2020."""

    cip_code = code("Program: 2, 4 or 6 digits.", patterns.CIP, key=True)
    program_name = words("Official title.")
    definition = words("Official definition; null in the starter data.", nullable=True)


@table(
    source="cip_soc",
    caution="Says that a program may prepare for an occupation, not how many graduates work in it.",
)
class cip_soc_links(dy.Schema):
    """Pairs of a program and an occupation that it prepares for directly."""

    cip_code = code("Program, 6 digits.", patterns.CIP, key=True)
    soc_code = code("Occupation.", patterns.SOC, key=True)

"""Every table of the pages can be taken away, in three forms, with the numbers of the page."""

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from keyway.needs.models import GapRow
from keyway.needs.views.downloads import TABLES

pytestmark = pytest.mark.usefixtures("finding")

# What each table must be told, beside its name.
ASKED = {
    "gap": "county=04013",
    "occupation": "soc=51-4041",
    "feeding": "soc=51-4121",
    "programs": "unitid=105154",
    "destinations": "unitid=105154&cip=48.0501&level=2",
    "plants": "county=04013",
    "pay": "soc=51-9141",
    "skills": "soc=51-4041",
    "technologies": "soc=51-4041",
}


def taken(client, what, form, query=None):
    """The answer to a download."""
    return client.get(
        f"/en/download/{what}.{form}?{ASKED.get(what, '') if query is None else query}"
    )


def rows_of_csv(content):
    """The rows before the empty line that the origin follows."""
    text = content.decode("utf-8-sig")
    table = text.split("\r\n\r\n")[0]
    return list(csv.DictReader(io.StringIO(table)))


def sheets(answer):
    """The sheets of a workbook as rows of cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return [book.get_sheet_by_index(at).to_python() for at in range(len(book.sheet_names))]


@pytest.mark.parametrize("what", TABLES)
def test_every_table_comes_in_three_forms_with_the_same_rows(client, what):
    answers = {form: taken(client, what, form) for form in ("csv", "json", "xlsx")}

    assert {answer.status_code for answer in answers.values()} == {200}
    document = json.loads(answers["json"].content)
    assert len(document["rows"]) > 0
    assert len(rows_of_csv(answers["csv"].content)) == len(document["rows"])
    assert len(sheets(answers["xlsx"])[0]) == len(document["rows"]) + 1


@pytest.mark.parametrize("what", TABLES)
def test_every_table_says_where_it_comes_from(client, what):
    document = json.loads(taken(client, what, "json").content)
    about = sheets(taken(client, what, "xlsx"))[1]

    assert document["origin"]["method"]
    assert ["Table", document["title"]] in about
    assert document["title"] in taken(client, what, "csv").content.decode("utf-8-sig")


def test_a_file_is_offered_under_a_name_that_tells_what_was_asked(client):
    answer = taken(client, "gap", "csv")

    assert answer["Content-Disposition"] == 'attachment; filename="keyway-gap-04013.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_name_cannot_carry_anything_into_the_header(client):
    answer = taken(client, "gap", "csv", 'family=51"%0d%0aX-Evil:1')

    assert answer["Content-Disposition"] == 'attachment; filename="keyway-gap-51-1.csv"'
    assert "X-Evil" not in answer


def test_spreadsheets_are_told_that_it_is_unicode(client):
    assert taken(client, "sources", "csv").content.startswith(b"\xef\xbb\xbf")


def test_nothing_in_a_file_runs_as_a_formula(client):
    rows = rows_of_csv(taken(client, "technologies", "csv").content)

    assert {row["technology_name"] for row in rows} == {"Autodesk AutoCAD", "'=SUM macros"}


def test_the_file_holds_the_stored_figures(client, finding):
    row = GapRow.objects.get(finding=finding, area_code="04013", soc_code="51-4041")

    table = {
        each["soc_code"]: each for each in json.loads(taken(client, "gap", "json").content)["rows"]
    }

    assert table["51-4041"]["unfilled_per_year"] == pytest.approx(row.unfilled_p50, abs=5e-4)
    assert table["51-4041"]["unfilled_per_year_low"] == pytest.approx(row.unfilled_p5, abs=5e-4)
    assert table["51-4041"]["unfilled_per_year_high"] == pytest.approx(row.unfilled_p95, abs=5e-4)


def test_the_file_keeps_the_filters_of_the_page(client):
    listed = json.loads(taken(client, "gap", "json", "county=04019&q=weld").content)["rows"]
    everything = json.loads(taken(client, "gap", "json", "all=1&family=13").content)["rows"]

    assert [(row["soc_code"], row["area_code"]) for row in listed] == [("51-4121", "04019")]
    assert [row["soc_code"] for row in everything] == ["13-2011"]


def test_what_is_not_published_is_empty_and_says_why(client):
    rows = {
        row["area_code"]: row for row in json.loads(taken(client, "pay", "json").content)["rows"]
    }

    hidden = rows["39140"]

    assert hidden["wage_annual_median_usd"] is None
    assert "wage_annual_median_usd: " in hidden["unknown_because"]
    assert rows["04"]["wage_annual_median_usd"] == 47_000
    assert rows["04"]["unknown_because"] == ""


def test_spanish_readers_get_spanish_headings_and_the_same_field_names(client):
    english = json.loads(client.get("/en/download/counties.json").content)
    spanish = json.loads(client.get("/es/download/counties.json").content)

    assert [each["name"] for each in spanish["columns"]] == [
        each["name"] for each in english["columns"]
    ]
    assert spanish["rows"] == english["rows"]


@pytest.mark.parametrize(
    "path",
    [
        "gap.csv?county=99999",
        "gap.csv?county=%00",
        "plants.csv",
        "occupation.csv?soc=99-9999",
        "occupation.csv?soc=51-4041%00",
        "pay.csv?soc=",
        "skills.csv?soc=51-0000000000",
        "programs.csv?unitid=999999",
        "destinations.csv?unitid=105154&cip=48.0501&level=9",
        "everything.csv",
        "gap.pdf",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(f"/en/download/{path}").status_code == 404


def test_nothing_is_handed_out_before_the_first_finding(client, finding):
    finding.delete()

    answer = taken(client, "gap", "csv")

    assert answer.status_code == 503
    assert answer["Retry-After"]

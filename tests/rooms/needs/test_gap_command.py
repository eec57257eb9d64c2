"""`keyway gap` tells the gap with no server, the same bytes every time, and refuses plainly."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from keyway.errors import Refused
from keyway.needs.models import GapFinding
from keyway.needs.queries.documents import DEFINITIONS
from keyway.web.management.commands.gap import Command, is_database_ready

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

ROW_MEASURES = (
    "openings_per_year",
    "need_per_year",
    "placed_per_year",
    "unfilled_per_year",
    "jobs",
)
PROGRAM_MEASURES = ("completers_per_year", "placed_per_year", "unplaced_per_year", "left_per_year")


def said(*words):
    """What the command prints."""
    out = io.StringIO()
    call_command(Command(stdout=out), *words)
    return out.getvalue()


def document(*words):
    """The JSON that the command prints."""
    return json.loads(said("--format", "json", *words))


def test_one_object_holds_origin_rows_and_programs():
    told = document()

    assert list(told) == ["origin", "rows", "programs"]
    assert len(told["rows"]) == 27
    assert len(told["programs"]) == 12
    for row in told["rows"]:
        assert {"soc_code", "county_fips", "naive_supply_per_year"} <= set(row)
        assert all(set(row[name]) == {"p5", "p50", "p95"} for name in ROW_MEASURES)
    for program in told["programs"]:
        assert {"unitid", "cip_code", "award_level_code"} <= set(program)
        assert all(set(program[name]) == {"p5", "p50", "p95"} for name in PROGRAM_MEASURES)


def test_the_origin_says_everything_that_the_figures_rest_on(reckoning):
    origin = document()["origin"]

    assert origin["state"] == {"code": "AZ", "fips": "04", "name": "Arizona"}
    assert (origin["seed"], origin["draws"]) == (
        reckoning.request.seed,
        reckoning.request.draws,
    )
    assert origin["fingerprint"] == reckoning.fingerprint
    assert origin["content_digest"] == reckoning.content_digest
    assert set(origin["method_versions"]) == {"demand", "gap", "supply"}
    assert origin["definitions"] == DEFINITIONS
    assert set(origin["parameters"]["demand.share_new_entrants"]) == {
        "value",
        "unit",
        "is_assumed",
        "citation",
        "dated",
    }
    assert {"table", "publisher", "title", "release", "licence", "credit", "url", "date"} == set(
        origin["releases"][0]
    )


def test_with_one_draw_the_people_can_be_counted():
    told = document("--draws", "1")

    # Thousandths are printed, so sums of three may be off by as many halves.
    for row in told["rows"]:
        parts = row["placed_per_year"]["p50"] + row["unfilled_per_year"]["p50"]
        assert row["need_per_year"]["p50"] == pytest.approx(parts, abs=2e-3)
    for program in told["programs"]:
        completers, *parts = (program[name]["p50"] for name in PROGRAM_MEASURES)
        assert completers == pytest.approx(sum(parts), abs=2e-3)
    placed = [sum(each["placed_per_year"]["p50"] for each in told[k]) for k in ("rows", "programs")]
    assert placed[0] == pytest.approx(placed[1], abs=0.05)


def test_a_rerun_gives_identical_bytes():
    assert said("--format", "json", "--draws", "20") == said("--format", "json", "--draws", "20")


def test_stored_and_reckoned_figures_are_the_same_bytes(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("keyway.web.management.commands.gap.is_database_ready", lambda: False)
        reckoned = said("--format", "json")
    assert not GapFinding.objects.exists()

    first, second = said("--format", "json"), said("--format", "json")

    assert GapFinding.objects.count() == 1
    assert reckoned == first == second


def test_what_if_is_told_and_not_kept():
    told = document("--set", "demand.share_new_entrants=0.6", "--draws", "20")

    assert told["origin"]["parameters"]["demand.share_new_entrants"]["value"] == 0.6
    assert not GapFinding.objects.exists()


def test_a_what_if_raises_the_need():
    def need(*words):
        rows = document("--draws", "20", *words)["rows"]
        return sum(row["need_per_year"]["p50"] for row in rows)

    assert need("--set", "demand.share_new_entrants=0.7") > need()


def test_one_county_and_one_occupation_can_be_chosen():
    county = document("--county", "04019")
    named = document("--county", "pima")
    cell = document("--county", "04019", "--soc", "51-4041")

    assert {row["county_fips"] for row in county["rows"]} == {"04019"}
    assert named == county
    assert [(r["soc_code"], r["county_fips"]) for r in cell["rows"]] == [("51-4041", "04019")]
    assert {p["cip_code"] for p in cell["programs"]} == {"48.0501", "48.0510"}


def test_csv_has_a_column_for_every_percentile_and_leaves_the_unknown_empty():
    rows = list(csv.DictReader(io.StringIO(said("--format", "csv"))))
    told = document()["rows"]

    assert len(rows) == len(told)
    assert float(rows[0]["unfilled_per_year_p95"]) == told[0]["unfilled_per_year"]["p95"]
    assemblers = next(row for row in rows if row["soc_code"] == "51-2028")
    assert assemblers["naive_supply_per_year"] == ""


def test_the_table_ranks_and_says_where_it_comes_from():
    text = said("--county", "04013")
    wider, narrower = text.index("51-2028"), text.index("51-4041")

    assert "Maricopa County, Arizona" in text
    assert wider < narrower
    assert "13-2011" not in text
    assert "people a year" in text
    assert "Rests on:" in text
    assert "County Business Patterns (2023)" in text
    assert "–" in text.split("51-4041")[1].split("\n")[0]  # the interval


def test_the_table_can_list_everything_and_the_counties_of_one_occupation():
    assert "13-2011" in said("--all")
    text = said("--soc", "51-4121")
    assert text.startswith("Welders")
    assert all(county in text for county in ("Maricopa", "Pima", "Yavapai"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--county", "04014"), "04013 Maricopa"),
        (("--county", "Maricoppa"), "04013 Maricopa"),
        (("--county", "39035"), "There is no county 39035 in Arizona."),
        (("--soc", "51-4042"), "51-4041 Machinists"),
        (("--soc", "weld"), "51-4121 Welders"),
        (("--state", "ZZ"), "“ZZ” is not a state"),
        (("--state", "OH"), "The gap of Ohio cannot be reckoned"),
        (("--set", "demand.share_new_entrants"), "is not understood after --set"),
        (("--set", "demand.share_new_entrants=half"), "is not understood after --set"),
        (("--set", "demand.share_new_entrants=nan"), "must lie between"),
        (("--set", "demand.share=0.5"), "There is no parameter called"),
        (("--set", "demand.share_new_entrants=7"), "must lie between"),
        (("--draws", "0"), "a whole number from 1"),
        (("--draws", "99999999999999999999999"), "a whole number from 1"),
        (("--seed", "-1"), "a whole number from 0"),
    ],
)
def test_what_cannot_be_is_refused_in_a_plain_sentence(words, told):
    with pytest.raises((Refused, CommandError)) as refusal:
        said(*words)

    assert told in str(refusal.value)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="another database is no file")
def test_no_database_file_is_looked_for_or_made(monkeypatch, tmp_path):
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "keyway.sqlite3"))

    assert is_database_ready() is False
    assert list(tmp_path.iterdir()) == []


def shell(line, data):
    """What a shell says to a line that names the command line as ``keyway``."""
    command = line.replace("keyway", f"{sys.executable} -m keyway.web.management.cli", 1)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEYWAY_")}
    return subprocess.run(
        ["/bin/bash", "-c", command],
        env={**kept, "KEYWAY_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.one_database
def test_the_data_that_come_with_the_program_are_enough(tmp_path):
    ended = shell("keyway gap --format json --draws 2", tmp_path)

    told = json.loads(ended.stdout)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len({row["county_fips"] for row in told["rows"]}) > 1
    assert len(told["programs"]) > 100
    assert list(tmp_path.iterdir()) == []


@pytest.mark.one_database
def test_a_reader_who_stops_early_hears_no_complaint(tmp_path):
    ended = shell("keyway gap --format json --draws 2 | head -c 99", tmp_path)

    assert ended.stdout.startswith("{")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.one_database
def test_a_refusal_ends_with_one(tmp_path):
    ended = shell("keyway gap --county 99999", tmp_path)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("There is no county 99999")
    assert "Traceback" not in ended.stderr

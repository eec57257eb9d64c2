"""The API tells what the pages tell, with an origin, and refuses in one shape."""

import pytest

from keyway.needs.models import GapProgram, GapRow

pytestmark = pytest.mark.usefixtures("finding")

LISTS = (
    "gap",
    "gap/totals",
    "occupations",
    "counties",
    "institutions",
    "programs",
    "parameters",
    "sources",
    "findings",
)
RECORDS = ("occupations/51-4041", "institutions/105154", "programs/105154/48.0508/2")


def ask(client, path, **options):
    """The answer to a question."""
    return client.get(f"/api/v1/{path}", **options)


def results(client, path):
    """The items of a list."""
    answer = ask(client, path)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


@pytest.mark.parametrize("path", [*LISTS, *RECORDS])
def test_every_answer_leads_to_its_origin(client, finding, path):
    origin = ask(client, path).json()["origin"]

    assert origin["fingerprint"] == finding.fingerprint
    whole = client.get(origin["url"]).json()
    assert whole["content_digest"] == finding.content_digest
    assert {each["table"] for each in whole["releases"]} >= {"oews_area_wages", "cip_soc_links"}
    assert whole["parameters"]["demand.share_new_entrants"]["is_assumed"] is True


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_a_list_add_up_to_the_list(client, path):
    whole = ask(client, path).json()

    pieces, address = [], f"/api/v1/{path}?limit=2"
    while address:
        piece = client.get(address).json()
        pieces += piece["results"]
        address = piece["next"]

    assert len(whole["results"]) == whole["count"] > 0
    assert pieces == whole["results"]


def test_the_gap_tells_the_stored_figures(client, finding):
    row = GapRow.objects.get(finding=finding, soc_code="51-4041", area_code="04019")

    (line,) = results(client, "gap?county=04019&soc=51-4041")

    assert line["unfilled_per_year"] == {
        "value": round(row.unfilled_p50, 3),
        "low": round(row.unfilled_p5, 3),
        "high": round(row.unfilled_p95, 3),
        "unit": "openings a year",
        "reason": None,
    }


def test_an_unknown_figure_is_null_and_says_why(client):
    (line,) = results(client, "gap?soc=51-2028")

    assert line["naive_supply_per_year"]["value"] is None
    assert line["naive_supply_per_year"]["reason"]
    assert line["is_linked"] is False


def test_filters_of_the_gap_do_what_they_say(client):
    def codes(query):
        return [line["soc_code"] for line in results(client, f"gap?{query}")]

    assert "13-2011" not in codes("")
    assert "13-2011" in codes("all=true")
    assert codes("all=true&family=53") == ["53-7062"]
    assert codes("q=weld") == ["51-4121"]
    assert len(codes("county=all&soc=51-4041")) == 3
    assert codes("sort=name") == sorted(codes(""), key=codes("sort=name").index)


def test_occupations_are_ranked_by_what_is_asked(client):
    widest = [line["unfilled_per_year"]["value"] for line in results(client, "gap")]
    named = [line["occupation_name"] for line in results(client, "gap?sort=name")]

    assert widest == sorted(widest, reverse=True)
    assert named == sorted(named, key=str.casefold)


def test_programs_are_found_by_school_code_and_occupation(client, finding):
    assert len(results(client, "programs")) == GapProgram.objects.filter(finding=finding).count()
    assert {p["unitid"] for p in results(client, "programs?unitid=105525")} == {"105525"}
    assert {p["cip_code"] for p in results(client, "programs?cip=48.05")} == {
        "48.0501",
        "48.0508",
        "48.0510",
    }
    feeding = results(client, "programs?soc=51-4121")
    sent = [program["placed_here_per_year"]["value"] for program in feeding]
    assert {program["cip_code"] for program in feeding} == {"48.0508"}
    assert sent == sorted(sent, reverse=True)


def test_an_occupation_tells_work_pay_gap_and_feeders(client):
    told = ask(client, "occupations/51-4041").json()

    assert told["job_titles"] == ["CNC Machinist"]
    assert told["related"] == ["51-9161"]
    assert {each["area_code"] for each in told["pay"]} == {"04", "38060", "46060", "39140", "US"}
    assert told["state"]["area_code"] == "04"
    assert len(told["counties"]) == 3
    assert {each["cip_code"] for each in told["programs"]} == {"48.0501", "48.0510"}


def test_a_program_tells_where_its_people_go(client):
    told = ask(client, "programs/105154/48.0508/2").json()

    (welders,) = told["destinations"]
    by_county = sum(each["placed_per_year"]["value"] for each in welders["counties"])
    assert welders["soc_code"] == "51-4121"
    assert by_county == pytest.approx(welders["placed_per_year"]["value"], abs=0.01)
    assert [each["awards"]["value"] for each in told["awards_by_year"]] == [120, 130, 124]


def test_names_come_in_the_language_asked_for(client):
    english = ask(client, "gap")
    spanish = ask(client, "gap?language=es")
    browser = ask(client, "gap", headers={"Accept-Language": "es-MX,es;q=0.9"})

    assert english["Content-Language"] == "en"
    assert spanish["Content-Language"] == browser["Content-Language"] == "es"
    assert spanish.json()["results"] == browser.json()["results"]
    assert "Accept-Language" in spanish["Vary"]


def test_a_cache_may_keep_an_answer_and_ask_whether_it_still_holds(client):
    first = ask(client, "gap")

    again = ask(client, "gap", headers={"If-None-Match": first["ETag"]})
    other = ask(client, "gap?county=04013", headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "gap?county=99999",
        "gap?county=39035",
        "gap?soc=99-9999",
        "gap?scenario=demand.share_new_entrants=0.6",
        "occupations/99-9999",
        "institutions/999999",
        "programs?soc=00-0000",
        "programs/105154/48.0508/99",
        "programs/999999/48.0508/2",
        f"origin/{'0' * 64}",
    ],
)
def test_what_is_not_there_is_not_found_and_says_so(client, path):
    answer = ask(client, path)

    assert answer.status_code == 404
    assert answer.json()["detail"]
    assert answer.json()["errors"] == []
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("gap?county=Pima", "county"),
        ("gap?county=04013%00", "county"),
        ("gap?county=%D9%A0%D9%A4%D9%A0%D9%A1%D9%A3", "county"),  # digits, but not ours
        ("gap?limit=0", "limit"),
        ("gap?limit=501", "limit"),
        ("gap?offset=-1", "offset"),
        ("gap?offset=99999999999999999999", "offset"),
        ("gap?sort=size", "sort"),
        ("gap?q=" + "x" * 101, "q"),
        ("gap?language=fr", "language"),
        ("gap?scenario=%00", "scenario"),
        ("occupations/51-40410", "soc"),
        ("occupations/51-4041%0A", "soc"),
        ("institutions/abc", "unitid"),
        ("programs/105154/48.0508/x", "level"),
        ("origin/xyz", "fingerprint"),
    ],
)
def test_what_is_not_understood_names_its_part(client, path, part):
    answer = ask(client, path)

    assert answer.status_code == 422
    assert [each["where"][-1] for each in answer.json()["errors"]] == [part]


def test_searching_for_strange_text_finds_nothing(client):
    assert results(client, "gap?q=%00") == []
    assert results(client, "gap?q=%F0%9F%94%A5%27%22%3B--") == []


def test_passing_over_the_whole_list_leaves_an_empty_page(client):
    answer = ask(client, "gap?offset=10000000").json()

    assert answer["results"] == []
    assert answer["next"] is None
    assert answer["count"] > 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    answer = getattr(client, method)("/api/v1/gap")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET"


def test_while_nothing_is_reckoned_it_says_when_to_ask_again(client, finding):
    finding.delete()

    answer = ask(client, "gap")

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["detail"]


OF_OTHER_ROOMS = {"directory", "credentials"}


def test_the_document_describes_every_address(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert len(document["paths"]) == 25
    for path, operations in document["paths"].items():
        assert set(operations) == {"get"}, path
        # What is reckoned from a finding waits for the first one; the other rooms do not.
        tag = operations["get"]["tags"][0]
        least = {"200", "422"} | (set() if tag in OF_OTHER_ROOMS else {"503"})
        assert least <= set(operations["get"]["responses"]), path
        assert operations["get"]["description"], path

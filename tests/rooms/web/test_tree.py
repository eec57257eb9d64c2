"""The page tree of a new site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wagtail.models import Page, Site

from keyway.web.content.models import Audience, HomePage, SectionFront
from keyway.web.content.plant import plant_tree

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_new_site_has_a_home_and_six_fronts_in_each_language() -> None:
    for language in ("en", "es"):
        home = HomePage.objects.get(locale__language_code=language)

        fronts = SectionFront.objects.child_of(home)

        assert {front.audience for front in fronts} == set(Audience.values)


def test_planting_twice_changes_nothing() -> None:
    before = list(Page.objects.values_list("pk", "latest_revision_id"))

    made = plant_tree()

    assert made == 0
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_what_an_editor_has_changed_is_left_as_it_is() -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.lead = "Our county at work."
    home.save_revision().publish()

    plant_tree()

    assert HomePage.objects.get(pk=home.pk).lead == "Our county at work."


def test_a_front_that_was_lost_is_planted_again() -> None:
    SectionFront.objects.get(audience="students", locale__language_code="es").delete()

    made = plant_tree()

    assert made == 1
    planted = SectionFront.objects.get(audience="students", locale__language_code="es")
    original = SectionFront.objects.get(audience="students", locale__language_code="en")
    assert planted.translation_key == original.translation_key


def test_each_front_offers_three_next_steps_inside_the_site() -> None:
    for front in SectionFront.objects.all():
        assert len(front.steps) == 3
        assert all("://" not in step.value["address"] for step in front.steps)


def test_the_site_answers_to_any_host_name_from_the_english_home() -> None:
    site = Site.objects.get(is_default_site=True)

    assert site.root_page.specific == HomePage.objects.get(locale__language_code="en")


@pytest.mark.parametrize(
    ("asked", "sent_to"), [("es-MX,es;q=0.9", "/es/"), ("en-US", "/en/"), ("fr", "/en/")]
)
def test_the_root_sends_a_visitor_to_their_language(
    client: Client, asked: str, sent_to: str
) -> None:
    answer = client.get("/", headers={"accept-language": asked})

    assert answer.status_code == 302
    assert answer.headers["Location"] == sent_to
    assert "Accept-Language" in answer.headers["Vary"]

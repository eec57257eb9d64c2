"""What the health address says to whoever watches the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_site_that_can_work_says_so(client: Client) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ok": True,
        "data_folder": "ok",
        "database": "ok",
        "jobs_waiting": 0,
        "jobs_stuck": 0,
        "jobs_failed": 0,
    }


def test_a_database_that_does_not_answer_is_told_with_status_503(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "fails: OperationalError"


def test_no_cache_keeps_an_answer_about_health(client: Client) -> None:
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]

"""A start fills the registry once, and says which of a site's own lines does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from keyway.credentials.models import Credential
from keyway.reference import shelf, store
from keyway.web.keeping.prepare import fill_directory
from tests.factories.directory import directory_store

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db

HEAD = "key,name,abbreviation,website\n"


def test_a_wrong_line_of_a_site_is_told_and_a_second_start_has_nothing_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "STARTER", tmp_path / "no-starter")
    monkeypatch.setattr(shelf, "STARTER", tmp_path / "no-starter")
    directory_store(tmp_path / "reference")
    own = tmp_path / "registry"
    own.mkdir()
    (own / "issuers.csv").write_text(f"{HEAD}nims,NIMS,,https://example.org/\n", encoding="utf-8")
    said: list[str] = []

    with override_settings(
        DATA_DIR=tmp_path, REFERENCE_DIR=tmp_path / "reference", KEYWAY_STATE="AZ",
        IS_PRODUCTION=True,
    ):  # fmt: skip
        fill_directory(said.append)
        first = list(said)
        (own / "issuers.csv").write_text(HEAD, encoding="utf-8")
        said.clear()
        fill_directory(said.append)
        second = list(said)
        fill_directory(said.append)

    assert any("nims is there twice" in line for line in first)
    assert any(line.startswith("Filled the registry: ") for line in first)
    assert Credential.objects.count() >= 150
    assert second == said == []

"""Erasing reaches the bytes of the database's own files, not only its rows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "maria.canary@example.org"
NAME = "Maria Canary Lopez"
MAKE = f"""
import django; django.setup()
from keyway.partners.models import Contact, Organization, Person
plant = Organization.objects.create(name="Plant", slug="plant", kind="manufacturer")
for number in range(60):
    Contact.objects.create(organization=plant, full_name=f"Other {{number}}", email=f"o{{number}}@example.org")
maria = Person.objects.create_user("{ADDRESS}", full_name="{NAME}")
contact = Contact.objects.create(organization=plant, person=maria, full_name="{NAME}", email="{ADDRESS}")
# Longer and shorter again: what stood there before must go as well.
for title in ("{NAME} " * 6, "x", "{NAME} " * 3):
    Contact.objects.filter(pk=contact.pk).update(title=title)
"""


def run(data: Path, *command: str) -> None:
    """Run a program of the project on a site of its own."""
    environment = {
        **os.environ,
        "KEYWAY_DATA": str(data),
        "KEYWAY_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "keyway.web.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, check=True)


def holding(data: Path, *texts: str) -> list[str]:
    """The files below a folder in which one of the texts stands."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return [f.name for f in files if any(each.encode() in f.read_bytes() for each in texts)]


@pytest.mark.long
def test_no_byte_of_a_person_is_left_in_the_files_of_the_site(tmp_path: Path) -> None:
    keyway = ("-m", "keyway.web.management.cli")
    run(tmp_path, *keyway, "migrate")
    run(tmp_path, "-c", MAKE)
    assert holding(tmp_path, NAME, ADDRESS)

    run(tmp_path, *keyway, "people", "erase", ADDRESS)

    assert holding(tmp_path, NAME, ADDRESS) == []
    assert holding(tmp_path, "o17@example.org") == ["keyway.sqlite3"]

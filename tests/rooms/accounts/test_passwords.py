"""Passwords are long, not common and not breached; nothing is asked of their composition."""

from __future__ import annotations

import gzip
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import identify_hasher
from django.core.exceptions import ValidationError

from keyway.web.accounts.passwords import NotBreached, holds
from tests.factories.accounts import add_app, sign_in

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

COMMON = Path(password_validation.__file__).with_name("common-passwords.txt.gz")


def refused(password: str, person: Person | None = None) -> list[str]:
    """Return why a password is refused; empty when it is taken."""
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        return list(error.messages)
    return []


def test_fifteen_characters_are_needed_where_the_password_stands_alone(ana: Person) -> None:
    assert "has 14 characters" in refused("tungsten lathe", ana)[0]
    assert refused("tungsten lathes", ana) == []


def test_twelve_are_enough_beside_a_second_factor(ana: Person) -> None:
    add_app(ana)

    assert refused("carbide mill", ana) == []
    assert refused("carbide mil", ana) != []


@pytest.mark.parametrize(
    "password", ["a" * 3 + " b c d e f g h i", "7301558264197350", "ññññ ññññ ññññ ñ"]
)
def test_no_kind_of_character_is_asked_for(password: str, ana: Person) -> None:
    assert refused(password, ana) == []


@pytest.mark.one_database
def test_all_of_the_twenty_thousand_most_common_are_refused(ana: Person) -> None:
    with gzip.open(COMMON, "rt", encoding="utf-8") as file:
        common = [line.strip() for line in file]

    taken = [each for each in common if not refused(each, ana)]

    assert len(common) > 19_000
    assert taken == []


def test_a_name_or_address_is_no_password(ana: Person) -> None:
    assert refused("ana@plant.example", ana) != []


@pytest.fixture
def breached(tmp_path: Path) -> Path:
    """A file of three thousand fingerprints, sorted, as Have I Been Pwned gives it."""
    prints = sorted(_print(f"a password that leaked {number}") for number in range(3000))
    file = tmp_path / "breached.txt"
    file.write_text("".join(f"{each}:{number + 1}\r\n" for number, each in enumerate(prints)))
    return file


def _print(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def test_a_breached_password_is_refused_offline(breached: Path) -> None:
    rule = NotBreached(str(breached))

    for number in range(3000):
        with pytest.raises(ValidationError):
            rule.validate(f"a password that leaked {number}")


def test_a_password_that_never_leaked_is_taken(breached: Path) -> None:
    rule = NotBreached(str(breached))

    for number in range(3000):
        rule.validate(f"a password of one person {number}")


def test_without_a_file_nothing_is_asked_of_anyone(tmp_path: Path) -> None:
    NotBreached(str(tmp_path / "none.txt")).validate("a password that leaked 1")


@pytest.mark.parametrize("kept", [b"", b"\n", b"no fingerprints here\n"])
def test_a_file_without_fingerprints_refuses_nothing(kept: bytes) -> None:
    assert not holds(io.BytesIO(kept), b"A" * 40)


def test_a_large_file_is_read_in_a_few_short_steps(breached: Path) -> None:
    class Counted(io.BytesIO):
        reads = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            Counted.reads += 1
            return super().readline(size)

    file = Counted(breached.read_bytes())

    assert holds(file, _print("a password that leaked 7").encode())
    assert Counted.reads < 50


def test_a_password_is_kept_with_scrypt(ana: Person) -> None:
    assert identify_hasher(ana.password).algorithm == "scrypt"


def test_a_page_says_in_words_what_to_choose(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)

    page = client.get("/en/accounts/password/change/").content.decode()

    assert "Use 15 characters or more; 12 are enough once a second step is set up." in page


def test_a_short_new_password_is_refused_with_a_way_on(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    typed = {
        "oldpassword": "correct horse battery staple",
        "password1": "short",
        "password2": "short",
    }

    page = client.post("/en/accounts/password/change/", typed).content.decode()

    assert "four or five words in a row are easy to remember" in page
    ana.refresh_from_db()
    assert not ana.check_password("short")

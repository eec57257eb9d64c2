"""Values from the environment: where they come from and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.web.environment import (
    DECLARED,
    Environment,
    SettingMissing,
    SettingMistaken,
    mail_from_url,
    origins_of,
    postgresql_from_url,
    providers_of,
    read_env_file,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_value_of_the_process_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("KEYWAY_STATE=OH\nKEYWAY_HOSTS=a.example,b.example\n")
    monkeypatch.setenv("KEYWAY_STATE", "NM")

    environment = Environment.of_process(tmp_path)

    assert environment["KEYWAY_STATE"] == "NM"
    assert environment.listed("KEYWAY_HOSTS") == ["a.example", "b.example"]


def test_what_is_not_set_has_its_default() -> None:
    assert Environment({})["KEYWAY_MODE"] == "local"


def test_a_value_of_spaces_is_not_set() -> None:
    assert Environment({"KEYWAY_MODE": "  "})["KEYWAY_MODE"] == "local"


def test_a_name_that_is_not_declared_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        Environment({})["KEYWAY_COLOR"]


def test_a_missing_value_says_what_to_do() -> None:
    with pytest.raises(
        SettingMissing, match=r"KEYWAY_HOSTS is not set\. Set it to your host name\."
    ):
        Environment({}).demand("KEYWAY_HOSTS", "Set it to your host name.")


def test_a_value_outside_its_list_is_refused_with_the_list() -> None:
    with pytest.raises(SettingMistaken, match="'staging' is not one of local, production"):
        Environment({"KEYWAY_MODE": "staging"}).one_of("KEYWAY_MODE", ("local", "production"))


def test_an_env_file_may_have_comments_quotes_blank_lines_and_a_byte_order_mark(
    tmp_path: Path,
) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeff# ours\n\nA = 'one two'\nB=\"x=y\"\nC=\n", encoding="utf-8")

    assert read_env_file(file) == {"A": "one two", "B": "x=y", "C": ""}


def test_a_line_without_an_equals_sign_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\nnonsense\n")

    with pytest.raises(SettingMistaken, match="Line 2 of"):
        read_env_file(tmp_path / ".env")


def test_no_env_file_is_no_fault(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}


def test_every_declared_setting_is_explained_and_shown() -> None:
    for setting in DECLARED:
        assert setting.name.startswith("KEYWAY_")
        assert setting.meaning.endswith(".")
        assert setting.example


def test_a_postgresql_address_is_taken_apart() -> None:
    described = postgresql_from_url(
        "postgresql://key%40way:p%2Fw@db.example.org:6432/key%20way?sslmode=require"
    )

    assert described["NAME"] == "key way"
    assert described["USER"] == "key@way"
    assert described["PASSWORD"] == "p/w"  # noqa: S105 — of no server
    assert described["HOST"] == "db.example.org"
    assert described["PORT"] == "6432"
    assert described["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://host/name", "is no PostgreSQL"),
        ("postgresql://host:many/name", "its port is no number"),
        ("postgresql://host", "it names no database"),
    ],
)
def test_an_address_that_is_no_postgresql_is_refused(url: str, why: str) -> None:
    with pytest.raises(SettingMistaken, match=why):
        postgresql_from_url(url)


def test_without_a_mail_server_messages_are_printed() -> None:
    assert mail_from_url("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://u:p@mail.example.org", 587, False, True),
        ("smtps://u:p@mail.example.org", 465, True, False),
        ("smtp://u:p@mail.example.org:25", 25, False, True),
    ],
)
def test_a_mail_server_is_reached_in_secret(url: str, port: int, ssl: bool, tls: bool) -> None:
    described = mail_from_url(url)

    assert described["EMAIL_HOST"] == "mail.example.org"
    assert described["EMAIL_PORT"] == port
    assert (described["EMAIL_USE_SSL"], described["EMAIL_USE_TLS"]) == (ssl, tls)


def test_another_kind_of_mail_address_is_refused() -> None:
    with pytest.raises(SettingMistaken, match="is no mail scheme"):
        mail_from_url("https://mail.example.org")


def test_messages_are_written_into_a_folder_when_asked() -> None:
    described = mail_from_url("file:///srv/mail%20out")

    assert described["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert described["EMAIL_FILE_PATH"] == "/srv/mail out"


@pytest.mark.parametrize("value", ["one", "-1", "1.5"])
def test_a_number_of_proxies_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingMistaken, match="is no whole number"):
        Environment({"KEYWAY_PROXIES": value}).whole("KEYWAY_PROXIES")


def test_no_outside_account_is_on_unless_it_is_set() -> None:
    assert providers_of(Environment({})) == []
    assert origins_of([]) == []


def test_outside_accounts_are_named_with_where_their_pages_stand() -> None:
    given = {
        "KEYWAY_GOOGLE_CLIENT": "g",
        "KEYWAY_GOOGLE_SECRET": "s",
        "KEYWAY_MICROSOFT_CLIENT": "m",
        "KEYWAY_MICROSOFT_SECRET": "s",
        "KEYWAY_MICROSOFT_TENANT": "9122040d",
        "KEYWAY_OIDC_NAME": "Copper Valley USD",
        "KEYWAY_OIDC_URL": "https://login.district.example.org/realm",
        "KEYWAY_OIDC_CLIENT": "keyway",
        "KEYWAY_OIDC_SECRET": "s",
    }

    found = providers_of(Environment(given))

    assert [each["name"] for each in found] == ["Google", "Microsoft", "Copper Valley USD"]
    assert [each["settings"]["verified_email"] for each in found] == [False, True, False]
    assert found[1]["settings"]["server_url"].endswith("/9122040d/v2.0")
    assert origins_of(found) == [
        "https://accounts.google.com",
        "https://login.microsoftonline.com",
        "https://login.district.example.org",
    ]


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
def test_a_tenant_where_anybody_can_claim_any_address_is_refused(tenant: str) -> None:
    given = {"KEYWAY_MICROSOFT_CLIENT": "m", "KEYWAY_MICROSOFT_TENANT": tenant}

    with pytest.raises(SettingMistaken, match="anybody can claim any e-mail address"):
        providers_of(Environment(given))


@pytest.mark.parametrize("missing", ["SECRET", "NAME", "URL"])
def test_a_client_without_what_belongs_to_it_is_refused(missing: str) -> None:
    given = {f"KEYWAY_OIDC_{part}": "x" for part in ("CLIENT", "SECRET", "NAME", "URL")}

    with pytest.raises(SettingMissing, match=f"KEYWAY_OIDC_{missing}"):
        providers_of(Environment({**given, f"KEYWAY_OIDC_{missing}": ""}))

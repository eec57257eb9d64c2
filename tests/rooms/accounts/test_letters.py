"""Letters are plain, short and in the language of whoever reads them; a mail server may fail."""

from __future__ import annotations

from smtplib import SMTPServerDisconnected
from typing import TYPE_CHECKING, Any

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, override_settings

from tests.factories.accounts import PASSWORD, code_in, person, sign_in

if TYPE_CHECKING:
    from keyway.partners.models import Person

ASK = "/en/accounts/login/code/"


class Unplugged(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")


def test_a_letter_is_in_the_language_of_its_reader_not_of_the_page(
    client: Client, ana: Person
) -> None:
    client.post(ASK, {"email": ana.email})

    letter = mail.outbox[0]
    assert letter.subject.endswith("es su código para Keyway")
    assert "Escriba este código" in str(letter.body)
    assert "Sirve durante 10 minutos" in str(letter.body)


def test_a_letter_is_plain_text_and_short(client: Client) -> None:
    client.post(ASK, {"email": person("kim@plant.example").email})

    letter = mail.outbox[0]
    assert getattr(letter, "alternatives", []) == []
    assert len(str(letter.body).split()) < 60
    assert len(code_in(str(letter.body))) >= 8


def test_a_change_of_the_password_is_told_by_letter(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    typed = {"oldpassword": PASSWORD, "password1": "four quite other words"}

    client.post("/en/accounts/password/change/", {**typed, "password2": typed["password1"]})

    assert "Si no fue usted" in str(mail.outbox[-1].body)


def test_when_no_letter_can_be_sent_the_page_says_what_to_do(ana: Person) -> None:
    with override_settings(EMAIL_BACKEND=f"{__name__}.Unplugged"):
        known, unknown = (
            Client().post(ASK, {"email": email}) for email in (ana.email, "x@plant.example")
        )

    assert known.status_code == unknown.status_code == 400
    assert "We could not send the e-mail just now." in known.content.decode()


def test_a_change_stands_when_its_letter_cannot_be_sent(client: Client, ana: Person) -> None:
    sign_in(client, ana.email)
    typed = {"oldpassword": PASSWORD, "password1": "four quite other words"}

    with override_settings(EMAIL_BACKEND=f"{__name__}.Unplugged"):
        answer = client.post(
            "/en/accounts/password/change/", {**typed, "password2": typed["password1"]}
        )

    assert answer.status_code == 302
    ana.refresh_from_db()
    assert ana.check_password("four quite other words")

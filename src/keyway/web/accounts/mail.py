"""What is said when a message cannot be sent."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from keyway.errors import Refused


class MailNotSent(Refused):
    """The mail server took no message."""

    sentence = _(
        "We could not send the e-mail just now. Try again in a few minutes, or sign in with your password."
    )

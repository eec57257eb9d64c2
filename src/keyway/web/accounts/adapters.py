"""What this site decides where allauth asks: who may have an account, what is sent, what is kept."""

from __future__ import annotations

import base64
import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.web.accounts import factors, stepping
from keyway.web.accounts.mail import MailNotSent

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.partners.models import Person

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with an address, a password, a code or a passkey; nobody signs themselves up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Check both, or ask for a "
            "code by e-mail instead."
        ),
        "too_many_login_attempts": _(
            "There were too many tries. To keep your account safe, wait five minutes and try again. "
            "A passkey works at once."
        ),
        "rate_limited": _("There were too many tries. Wait a minute and try again."),
        "incorrect_code": _("This code is not the one we expected. Check it and type it again."),
        "incorrect_password": _("This is not your password. Check it and type it again."),
        "enter_current_password": _("This is not your password. Check it and type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody make their own account: accounts come from invitations."""
        del request
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where a sign-in leads that was not on its way elsewhere."""
        return reverse("staff_board" if factors.is_staff(request.user) else "partners:my")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the home page in the reader's language."""
        del request
        return f"/{translation.get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the page of one's own account."""
        del request
        return reverse("accounts:own")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Ask for proof again only when the last one is older than fifteen minutes."""
        del app, more
        return not stepping.is_fresh(self.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message in the language its reader prefers.

        Raises:
            MailNotSent: the mail server cannot be reached or refuses it.
        """
        readers: list[Person] = filter_users_by_email(email)
        language = readers[0].preferred_language if readers else translation.get_language()
        more = {"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, {**more, **context})
        except (OSError, SMTPException) as error:
            raise MailNotSent from error

    def send_notification_mail(self, *args: Any, **named: Any) -> None:
        """Tell a person of a change to their account; the change stands when no mail can be sent."""
        try:
            super().send_notification_mail(*args, **named)
        except MailNotSent:
            logger.warning("A notice of a change to an account could not be sent.")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count guesses by account alone.

        allauth counts by host name and account, and the host name carries a port that the visitor
        chooses: a new port for each five guesses would have been a new count.
        """
        del request
        login = credentials.get("email") or credentials.get("username") or ""
        return str(login).strip().casefold()


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; their secrets are not kept in the clear."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your work needs a second step. Set up another one first, then remove this."
        ),
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a kept secret in the clear."""
        return _locks().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 — allauth's word
        """Return a name for a new passkey that its owner may change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of those who need one."""
        if not factors.is_staff(authenticator.user):
            return True
        others = type(authenticator).objects.filter(user=authenticator.user)
        kept = others.exclude(pk=authenticator.pk).exclude(type="recovery_codes")
        return bool(authenticator.type == "recovery_codes" or kept.exists())


class ProvidersAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in with another organization's account: only for people who are here already."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse to tie a further outside account to the one that is signed in.

        An outside account is tied by its proven address when its owner signs in with it; tying by
        hand would let an address in that nobody proved.
        """
        del request
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_connections")))

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Person, str] | None:
        """Return the person whose proven address is the one that the provider has proven."""
        found = super().authenticate_by_email(sociallogin)
        if found is None:
            return None
        person, email = found
        own = EmailAddress.objects.filter(user=person, email=email.lower(), verified=True)
        return found if own.exists() else None

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Let nobody make an account this way."""
        del request, sociallogin
        return False


def _locks() -> MultiFernet:
    """Return the locks made from the secret keys; the first locks, all of them open."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_lock(key) for key in keys])


def _lock(secret: str | bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"keyway second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(force_bytes(secret))))

"""What happens when a person is saved, a session begins, or what proves a person changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.signals import (
    authentication_step_completed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in as session_began
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.queries.journal import declare_event
from keyway.web.accounts import addresses, factors, sessions

if TYPE_CHECKING:
    from allauth.mfa.models import Authenticator

    from keyway.partners.models import Person

declare_event("session.began", _("%(who)s signed in."))
declare_event("factor.added", _("%(who)s set up a second step."))
declare_event("factor.removed", _("%(who)s removed a second step."))
declare_event("password.changed", _("%(who)s chose a new password."))
declare_event("sessions.ended", _("%(who)s signed out everywhere."))


@opened_for_system("what proves a person belongs to no organization")
def note_sign_in(user: Person, **more: Any) -> None:
    """Record that a person signed in."""
    del more
    journal.record("session.began", by=user, at=None)


@opened_for_system("what proves a person belongs to no organization")
def note_added(user: Person, authenticator: Authenticator, **more: Any) -> None:
    """Record that a person set up a factor, of which kind."""
    del more
    journal.record("factor.added", by=user, at=None, kind=str(authenticator.type))


@opened_for_system("what proves a person belongs to no organization")
def note_removed(user: Person, authenticator: Authenticator, **more: Any) -> None:
    """Record that a person removed a factor, of which kind."""
    del more
    journal.record("factor.removed", by=user, at=None, kind=str(authenticator.type))


@opened_for_system("what proves a person belongs to no organization")
def note_password(user: Person, **more: Any) -> None:
    """Record that a person chose a password."""
    del more
    journal.record("password.changed", by=user, at=None)


post_save.connect(addresses.keep_in_step, sender=get_user_model())
session_began.connect(sessions.note_begin)
authentication_step_completed.connect(factors.note_proof)
authenticator_added.connect(factors.note_new_factor)
authenticator_removed.connect(factors.note_lost_factor)
user_logged_in.connect(note_sign_in)
authenticator_added.connect(note_added)
authenticator_removed.connect(note_removed)
for chosen in (password_changed, password_set, password_reset):
    chosen.connect(note_password)

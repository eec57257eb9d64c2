"""Each person's e-mail address as the sign-in knows it: one, in step with the person's record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress

if TYPE_CHECKING:
    from keyway.partners.models import Person


def keep_in_step(
    sender: type[Person],
    instance: Person,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **more: Any,
) -> None:
    """Give a new person their address, and one whose address changed the new one in its place.

    The old address stops being a way in at once. The new one is proven at the next sign-in; that of
    a superuser who is just made is taken as proven, for whoever can make one reads the database too.
    """
    del sender, more
    if raw or not instance.email or (update_fields is not None and "email" not in update_fields):
        return
    email = instance.email.lower()
    own = EmailAddress.objects.filter(user=instance)
    if own.filter(email=email).exists():
        return
    own.delete()
    own.create(user=instance, email=email, primary=True, verified=created and instance.is_superuser)


def mark_proven(person: Person) -> None:
    """Keep that the person reads the mail of their address."""
    EmailAddress.objects.filter(user=person, email=person.email.lower()).update(verified=True)

"""People: who may sign in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Makes people; two addresses that differ only in case are one person."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Return a new person who may sign in and nothing more.

        Raises:
            ValueError: the address is empty.
        """
        if not email:
            raise ValueError("A person needs an e-mail address.")
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Return a new person who may do everything."""
        return self.create_user(email, password, **{**fields, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person with this address, in whatever case it is written."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Someone known to the site by e-mail address and the name they go by."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    preferred_language = models.CharField(
        _("preferred language"), max_length=8, choices=settings.LANGUAGES, default="en"
    )
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Untick instead of deleting a person.")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    access_changed_at = models.DateTimeField(
        _("rights last changed"),
        null=True,
        editable=False,
        help_text=_("Sessions that began before this moment are over."),
    )

    objects: ClassVar[PersonManager] = PersonManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message=_("Someone with this e-mail address is known already."),
            ),
        )

    def __str__(self) -> str:
        """Return the name, which is what colleagues know."""
        return self.full_name or self.email

    def get_full_name(self) -> str:
        """Return the name as it is written out."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the name as it is written out, for names do not split safely."""
        return self.full_name

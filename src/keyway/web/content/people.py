"""How the back office adds and changes people, who have one full name and a preferred language."""

from __future__ import annotations

from typing import Any

from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel, NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from keyway.partners.models import Person

ASKED = ("email", "full_name", "preferred_language", "is_superuser", "groups")


class PersonCreationForm(UserCreationForm):  # type: ignore[misc]
    """What is asked of a new colleague."""

    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):  # type: ignore[misc]
        fields = ASKED

    def save(self, commit: bool = True) -> Person:
        """Keep the colleague without a password: they sign in with a code and may choose one."""
        self.instance.set_unusable_password()
        person: Person = super().save(commit)
        return person


class PersonEditForm(UserEditForm):  # type: ignore[misc]
    """What may be changed of a colleague."""

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):  # type: ignore[misc]
        fields = (*ASKED, "is_active")


class PeopleViewSet(UserViewSet):  # type: ignore[misc]
    """The desk of people."""

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[Person]]:
        """Return the form for adding or for changing."""
        return PersonEditForm if for_update else PersonCreationForm


class NameForm(ModelForm[Person]):
    """One's own name and language."""

    class Meta:
        model = Person
        fields = ("full_name", "preferred_language")


class NamePanel(BaseSettingsPanel):  # type: ignore[misc]
    """The part of one's account page that holds the name."""

    name = "name"
    title = _("Name")
    order = 100
    form_class = NameForm


class OwnAccount(AccountView):  # type: ignore[misc]
    """One's own account page, with the name as we keep it."""

    def get_panels(self) -> list[Any]:
        """Return the panels, ours in the place of Wagtail's for first and last names."""
        theirs = super().get_panels()
        kept = [panel for panel in theirs if not isinstance(panel, NameEmailSettingsPanel)]
        return [NamePanel(theirs[0].request, theirs[0].user, theirs[0].profile), *kept]

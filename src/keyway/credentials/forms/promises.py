"""Signing a promise, and asking somebody else for one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.credentials.actions.promising import Terms
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries.promises import last_day, rule
from keyway.partners.models import Site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from keyway.partners.models import Contact


def grouped(credentials: Iterable[Credential]) -> list[tuple[str, Any]]:
    """Return choices of credentials, grouped by the kind of work they are about."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for each in credentials:
        groups.setdefault(str(each.get_family_display()), []).append((each.pk, each.name))
    return [("", gettext("Choose one")), *sorted(groups.items())]


if TYPE_CHECKING:
    _CredentialChoice = forms.ModelChoiceField[Credential]
else:
    _CredentialChoice = forms.ModelChoiceField


class CredentialField(_CredentialChoice):
    """The choice of one credential among those that can be promised on."""

    def __init__(self, queryset: QuerySet[Credential], **kwargs: Any) -> None:
        super().__init__(queryset, label=_("Credential"), **kwargs)
        self.choices = grouped(queryset)


class PromiseForm(forms.Form):
    """What is promised, for which credential, where and until when."""

    deeds = forms.MultipleChoiceField(
        label=_("What you promise to whoever holds it"),
        choices=Promise.Deed,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several are fine. Each is shown as a promise of its own."),
    )
    extra_hourly_usd = forms.DecimalField(
        label=_("Dollars more an hour"),
        required=False,
        max_digits=6,
        decimal_places=2,
        help_text=_("Only if you pay more. You may leave it empty."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        queryset=Site.objects.none(),
        label=_("Where"),
        required=False,
        empty_label=_("At all our sites"),
    )
    from_date = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_date = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        *args: Any,
        credentials: QuerySet[Credential],
        sites: QuerySet[Site],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(credentials)
        self.order_fields(("credential", "deeds"))
        where = self.fields["site"]
        assert isinstance(where, forms.ModelChoiceField)  # noqa: S101 — declared above
        where.queryset = sites
        self.initial.setdefault("from_date", on)
        self.initial.setdefault("until_date", last_day(on))
        self.fields["until_date"].help_text = gettext(
            "At most %(months)s months. It ends by itself on that day."
        ) % {"months": rule("longest_months")}
        self.fields["from_date"].widget.attrs["min"] = on.isoformat()
        latest = last_day(on + timedelta(days=366))
        self.fields["until_date"].widget.attrs |= {"min": on.isoformat(), "max": latest.isoformat()}

    def terms(self) -> list[Terms]:
        """Return what is promised, one after the other."""
        given = self.cleaned_data
        more = given["extra_hourly_usd"]
        pays = Promise.Deed.PAY_MORE
        is_alone = pays not in given["deeds"]
        return [
            Terms(
                deed=deed,
                from_date=given["from_date"],
                until_date=given["until_date"],
                site=given["site"],
                extra_hourly_usd=more if deed == pays or is_alone else None,
            )
            for deed in given["deeds"]
        ]


class AskForm(forms.Form):
    """Whom to ask, about which credential."""

    def __init__(
        self,
        *args: Any,
        credentials: QuerySet[Credential],
        contacts: QuerySet[Contact],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(credentials)
        self.fields["contact"] = forms.ModelChoiceField(
            contacts,
            label=_("Whom to ask"),
            empty_label=None,
            widget=forms.RadioSelect,
            help_text=_("They get one e-mail with one link, in their own language."),
        )

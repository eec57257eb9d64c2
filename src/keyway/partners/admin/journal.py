"""The journal in the back office: what was done, in sentences, with filters and a file."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from keyway.partners.access import circle_of
from keyway.partners.admin.parts import OnlyLook, SafeFiles
from keyway.partners.models import JournalEntry
from keyway.partners.queries import journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpResponse

_ASKED = ("event", "organization", "person", "since", "until")
_DAY = {"widget": forms.DateInput(attrs={"type": "date"})}


def _events() -> list[tuple[str, str]]:
    """Return the deeds that are told, by their sentences without names."""
    blank = {"who": "…", "where": "…"}
    named = {code: str(words) for code, words in journal.EVENTS.items()}
    return sorted(
        ((code, _short(words, blank)) for code, words in named.items()), key=lambda e: e[1]
    )


def _short(words: str, blank: dict[str, str]) -> str:
    class _Blank(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "…"

    return words % _Blank(blank)


class JournalFilters(WagtailFilterSet):  # type: ignore[misc]
    """What the journal can be asked for."""

    event = ChoiceFilter(label=_("Deed"), choices=_events, method="kept")
    organization = CharFilter(label=_("Organization"), method="kept")
    person = CharFilter(
        label=_("Who"), method="kept", help_text=_("Name, e-mail address or number")
    )
    since = DateFilter(label=_("From this day"), method="kept", **_DAY)
    until = DateFilter(label=_("Up to this day"), method="kept", **_DAY)

    class Meta:
        model = JournalEntry
        fields: tuple[str, ...] = ()

    def kept(
        self, queryset: QuerySet[JournalEntry], name: str, value: Any
    ) -> QuerySet[JournalEntry]:
        """Leave the rows as they are; the query below asks for all at once."""
        return queryset

    def filter_queryset(self, queryset: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
        """Return the entries asked for."""
        asked = {name: self.form.cleaned_data.get(name) for name in _ASKED}
        given = {name: value for name, value in asked.items() if value}
        return journal.entries(within=circle_of(self.request.user), **given)


class JournalView(SafeFiles, ReportView):  # type: ignore[misc]
    """Entries, the latest first."""

    page_title = _("Journal")
    header_icon = "history"
    index_url_name = "staff_journal"
    index_results_url_name = "staff_journal_results"
    permission_policy = OnlyLook(JournalEntry)
    any_permission_required = ("view",)
    filterset_class = JournalFilters
    columns = [
        DateColumn("happened_at", label=_("When")),
        Column("sentence", label=_("What was done")),
        Column("who", label=_("Who")),
        Column("where", label=_("Organization")),
        Column("details", label=_("Details")),
    ]
    list_export = (
        "happened_at", "event", "sentence", "who", "person_number", "where", "about_kind",
        "about_number", "details",
    )  # fmt: skip
    export_headings = {
        "happened_at": _("When"),
        "event": _("Deed"),
        "sentence": _("What was done"),
        "who": _("Who"),
        "person_number": _("Number of the person"),
        "where": _("Organization"),
        "about_kind": _("Kind of thing"),
        "about_number": _("Number of the thing"),
        "details": _("Details"),
    }
    export_filename = "journal"

    def get_queryset(self) -> QuerySet[JournalEntry]:
        """Return the entries that the asker may see."""
        return journal.entries(within=circle_of(self.request.user))

    def get_table(self, object_list: Iterable[JournalEntry]) -> Any:
        """Return the entries as sentences."""
        return super().get_table(journal.told(object_list))

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponse:
        """Return the file of what was told up to now."""
        self.told = {each.number: each for each in journal.told(queryset)}
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item: JournalEntry) -> OrderedDict[str, Any]:
        """Return one row of the file."""
        line = self.told.get(item.pk) or journal.told([item])[0]
        return OrderedDict((name, getattr(line, name)) for name in self.list_export)

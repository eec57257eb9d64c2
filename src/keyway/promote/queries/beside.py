"""What stands beside a page or a segment today: pay, promises, programs, the next event, a lesson."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.credentials.queries.promises import placed
from keyway.credentials.queries.registry import promises_here, public_credentials
from keyway.partners.queries.directory import listed, public_organizations
from keyway.promote.models import EventPage, Thread, ToolkitPage
from keyway.promote.models.threads import TELLS_WORK, Named, named_in
from keyway.promote.queries.figures import Asker, line_of, median_pay
from keyway.promote.queries.near import programs_for, strength
from keyway.promote.queries.threads import leads_nowhere, open_programs
from keyway.reference.lookups import clocks
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.credentials.models import Program
    from keyway.promote.queries.near import Taught

Kind = Thread.Kind
_PROMISES = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """One line beside a thread.

    Attributes:
        label: what it is.
        text: the words; empty where it is a figure.
        figure: the number, with its origin.
        href: where there is more.
        is_demo: it is made up for demonstration.
        counted: what the number counts, where the label says something else.
    """

    label: str
    text: str = ""
    figure: Figure | None = None
    href: str = ""
    is_demo: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a page names, or what follows from it, as it is today.

    Attributes:
        kind: a value of ``Thread.Kind``; "programs" for those found near the reader.
        title: its name in the reader's language; for what is gone, its code.
        href: its page; empty for what is gone.
        lines: what stands beside it.
        is_broken: it is gone; readers do not see it, editors do in their preview.
        note: one more sentence.
    """

    kind: str
    title: str
    href: str
    lines: tuple[Fact, ...] = ()
    is_broken: bool = False
    note: str = ""

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        return str(dict(Kind.choices).get(self.kind, _("Programs")))


def told(by: Asker, threads: Iterable[Any] | None, *, besides: bool = True) -> list[Told]:
    """Return what stands beside a page or a segment today.

    Args:
        by: with what to ask.
        threads: the field of threads.
        besides: also what follows from it: programs near, the next event, a lesson.
    """
    found = named_in(threads)
    shown = [_told(by, each) for each in found]
    held = {each.kind for each in found}
    codes: dict[str, list[str]] = defaultdict(list)
    for each in found:
        codes[each.kind].append(each.code)
    if besides and held & set(TELLS_WORK):
        shown += _programs(by, codes)
    if besides and found and Kind.TOOLKIT not in held:
        shown += _lesson(by, found)
    if besides and found and Kind.EVENT not in held:
        shown += _next_event(by, codes)
    return shown


def _told(by: Asker, thread: Named) -> Told:
    if leads_nowhere(by, thread):
        return Told(thread.kind, thread.code, "", is_broken=True)
    return _TELL[Kind(thread.kind)](by, thread.code)


def _occupation(by: Asker, code: str) -> Told:
    pay, place = median_pay(by, code, by.county_fips)
    lines = [Fact(_("Half earn more than this in %(place)s") % {"place": place}, figure=pay)]
    line = line_of(by, code, by.county_fips)
    if line is not None:
        label = _("Openings for new people in %(place)s") % {"place": by.area_name(line.area_code)}
        lines.append(Fact(label, figure=line.need))
    href = reverse("needs:occupation", args=[code])
    return Told(Kind.OCCUPATION, by.jobs[code], href, tuple(lines))


def _credential(by: Asker, code: str) -> Told:
    row = public_credentials().get(slug=code)
    rows = promises_here(by.state.code, by.on).filter(credential=row)
    shown = placed(rows, point=by.point)
    shown.sort(key=lambda each: (strength(each.promise), each.miles or 0.0))
    lines = [_promise(each) for each in shown[:_PROMISES]]
    if not lines:
        lines = [Fact(_("Who hires on it"), _("No employer here has signed a promise yet."))]
    return Told(
        Kind.CREDENTIAL, row.name, reverse("credentials:credential", args=[code]), tuple(lines)
    )


def _promise(shown: Any) -> Fact:
    one = shown.promise
    said = {"until": date_format(one.until_date), "employer": one.organization.name}
    city = shown.site.city if shown.site else ""
    where = "\N{NO-BREAK SPACE}· ".join(filter(None, (said["employer"], city, away(shown.miles))))
    return Fact(
        _("%(promise)s, until %(until)s") % {**said, "promise": one.get_deed_display()},
        where,
        href=reverse("partners:organization", args=[one.organization.slug]),
        is_demo=one.organization.is_demo,
    )


def away(miles: float | None) -> str:
    """Return how far something is, in words; empty where nobody asked or knows."""
    if miles is None:
        return ""
    whole = max(round(miles), 1)
    return ngettext("%(miles)d mile away", "%(miles)d miles away", whole) % {"miles": whole}


def _organization(by: Asker, code: str) -> Told:
    row = public_organizations().get(slug=code)
    [line] = listed([row])
    where = Fact(_("Where"), line.city, is_demo=row.is_demo)
    rows = promises_here(by.state.code, by.on).filter(organization=row)
    promises = [
        Fact(each.get_deed_display(), each.credential.name,
             href=reverse("credentials:credential", args=[each.credential.slug]))
        for each in sorted(rows, key=strength)[:_PROMISES]
    ]  # fmt: skip
    lines = [where, *promises] if line.city or row.is_demo else promises
    return Told(
        Kind.ORGANIZATION, row.name, reverse("partners:organization", args=[code]), tuple(lines)
    )


def _program(by: Asker, code: str) -> Told:
    row = open_programs().get(slug=code)
    title = (row.name_es if by.language == "es" else "") or row.name
    starts = row.next_start_date
    lines = [Fact(_("Where"), row.organization.name, is_demo=row.organization.is_demo)]
    lines.append(Fact(_("Seats still open"), figure=seats(row)))
    if starts and starts >= by.on:
        lines.append(Fact(_("Next start"), date_format(starts)))
    return Told(Kind.PROGRAM, title, reverse("credentials:program", args=[code]), tuple(lines))


def seats(row: Program) -> Figure:
    """Return how many seats a program still has; unknown where its institution does not say."""
    note = _("As the institution keeps it here, last changed on %(day)s.")
    origin = Origin(method="directory", note=note % {"day": date_format(row.changed_at)})
    reason = "" if row.seats_open is not None else _("The institution has not said yet.")
    return Figure(row.seats_open, _("seats"), reason=reason, origin=origin)


def _toolkit(by: Asker, code: str) -> Told:
    row = _in_language(ToolkitPage.objects.get(pk=int(code)), by)
    lines = [Fact(_("Time"), _("%(minutes)s minutes") % {"minutes": row.minutes})]
    return Told(Kind.TOOLKIT, row.title, row.url or "", tuple(lines if row.minutes else ()))


def _event(by: Asker, code: str) -> Told:
    row = _in_language(EventPage.objects.get(pk=int(code)), by)
    here = row.starts_at.astimezone(clocks.zone(by.state.code))
    lines = [Fact(_("When"), date_format(here, "DATETIME_FORMAT"), is_demo=row.is_demo)]
    if row.place:
        lines.append(Fact(_("Where"), row.place))
    note = ""
    if row.is_canceled:
        note = _("It is canceled.")
    elif (row.ends_at or row.starts_at) < by.now:
        note = _("It is over.")
    return Told(Kind.EVENT, row.title, row.url or "", tuple(lines), note=note)


def _in_language(row: Any, by: Asker) -> Any:
    """Return a page in the reader's language, where it is published in it."""
    if row.locale.language_code == by.language:
        return row
    same = row.get_translations().filter(locale__language_code=by.language)
    return same.live().public().first() or row


_TELL = {
    Kind.OCCUPATION: _occupation,
    Kind.CREDENTIAL: _credential,
    Kind.ORGANIZATION: _organization,
    Kind.PROGRAM: _program,
    Kind.TOOLKIT: _toolkit,
    Kind.EVENT: _event,
}


# --- what follows from it --------------------------------------------------------------------------


def _programs(by: Asker, codes: dict[str, list[str]]) -> list[Told]:
    """Return the programs to begin with, the nearest first where a place is known."""
    found = programs_for(
        by, codes[Kind.CREDENTIAL], codes[Kind.OCCUPATION], besides=codes[Kind.PROGRAM]
    )
    if not found:
        return []
    lines = tuple(_taught(each, by.language) for each in found)
    href = reverse("credentials:programs")
    if codes[Kind.CREDENTIAL]:
        href = f"{href}?credential={codes[Kind.CREDENTIAL][0]}"
    return [Told("programs", _("Where to learn it"), href, lines)]


def _taught(each: Taught, language: str) -> Fact:
    row = each.program
    title = (row.name_es if language == "es" else "") or row.name
    parts = (row.organization.name, each.site.city if each.site else "", away(each.miles))
    return Fact(
        title,
        "\N{NO-BREAK SPACE}· ".join(filter(None, parts)),
        seats(row),
        reverse("credentials:program", args=[row.slug]),
        row.organization.is_demo,
        _("Seats still open"),
    )


def _lesson(by: Asker, found: list[Named]) -> list[Told]:
    """Return a lesson that names the same work, in the reader's language."""
    same = Q(pk__in=[])
    for each in found:
        if each.kind in TELLS_WORK:
            same |= Q(kind=each.kind, code=each.code)
    numbers = Thread.objects.filter(same).values("page_id")
    rows = (
        ToolkitPage.objects.live()
        .public()
        .filter(pk__in=numbers, locale__language_code=by.language)
    )
    row = rows.order_by("-has_check", "path").first()
    return [] if row is None else [_toolkit(by, str(row.pk))]


def _next_event(by: Asker, codes: dict[str, list[str]]) -> list[Told]:
    """Return the next event: of a plant or school that is named, else of anybody."""
    ahead = EventPage.objects.live().public().filter(
        starts_at__gte=by.now, is_canceled=False, locale__language_code=by.language
    ).order_by("starts_at", "pk")  # fmt: skip
    hosts = codes[Kind.ORGANIZATION]
    row = ahead.filter(host__in=hosts).first() or ahead.first()
    return [] if row is None else [_event(by, str(row.pk))]

"""Pages of imports: the list, the upload, one import with its columns, rows and decisions."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from keyway.errors import Refused
from keyway.files import Limits
from keyway.intake.actions import applying, deciding, reading, undoing
from keyway.intake.forms import SheetForm
from keyway.intake.queries import imports, pages, words
from keyway.intake.queries.snapshots import conflicts_of
from keyway.intake.views.desk import DeskView, back_to, deed, held, permitted, person_of, told
from keyway.partners import access
from keyway.partners.models import ImportBatch, ImportRow, Organization
from keyway.render.tables import harmless

if TYPE_CHECKING:
    from keyway.partners.queries.circles import Circle

_A_PAGE = 50
_FIRST = 8
Status = ImportBatch.Status
SHOW = {
    "": _("All rows"),
    "undecided": _("To decide"),
    "problems": _("With problems"),
    "blocked": _("Cannot be imported"),
    "new": _("New"),
    "same": _("The same as another"),
    "skipped": _("Left out"),
}
RECORDS = {
    "partners.organization": _("Organizations"),
    "partners.site": _("Sites"),
    "partners.contact": _("Contacts"),
    "partners.membership": _("Members"),
    "partners.invitation": _("Invitations"),
    "partners.link": _("No-login links"),
    "partners.consent": _("Consents"),
}
CONFLICTS = {
    "changed": _("was changed by somebody since"),
    "gone": _("was removed by somebody since"),
    "used": _("has people, sites or contacts that others added since"),
}


class ImportsView(DeskView):
    """Every sheet and merge, the newest first."""

    template_name = "intake/imports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the imports of a page."""
        rows = imports.batches(within=access.circle_of(self.request.user))
        page = Paginator(rows, _A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs, page=page, merge=imports.MERGE)


class UploadView(DeskView):
    """Choose a sheet."""

    template_name = "intake/upload.html"
    page_title = _("Import a sheet")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        return super().get_context_data(**{"form": SheetForm(), **kwargs}, fields=words.FIELDS)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the sheet and go on to it."""
        form = SheetForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = _uploaded(request, form)
            except Refused as error:
                form.add_error("file", told(error))
            else:
                return back_to("staff_import", batch.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _uploaded(request: HttpRequest, form: SheetForm) -> ImportBatch:
    file = form.cleaned_data["file"]
    # One byte more than may be is enough to know; a larger file is not taken into memory.
    return reading.upload_sheet(
        by=person_of(request),
        at=permitted(request),
        file_name=file.name,
        content=file.read(Limits().file_bytes + 1),
        kind=form.cleaned_data["kind"],
        sheet=form.cleaned_data["sheet"],
        now=timezone.now(),
    )


class ImportView(DeskView):
    """One import: how far it is and what it waits for."""

    template_name = "intake/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the import's state calls for."""
        batch = held(self.request, self.kwargs["number"])
        circle = access.circle_of(self.request.user)
        self.page_title = batch.file_name
        more: dict[str, Any] = {}
        if batch.status == Status.REVIEW:
            more = _review(batch, circle)
        elif batch.status in (Status.APPLIED, Status.UNDONE):
            more = _outcome(batch, circle)
        elif batch.status == Status.REFUSED:
            more = {"refusal": words.refusal(batch.refusal)}
        return super().get_context_data(**kwargs, **progress_of(batch), **more)


def progress_of(batch: ImportBatch) -> dict[str, Any]:
    """Return how far an import is."""
    is_undoing = batch.status == Status.APPLYING and batch.applied_at is not None
    return {
        "batch": batch,
        "is_busy": batch.status in (Status.READING, Status.APPLYING),
        "is_undoing": is_undoing,
        "is_merge": batch.kind == imports.MERGE,
        "kind_label": dict(Organization.Kind.choices).get(batch.kind, ""),
    }


def _review(batch: ImportBatch, circle: Circle) -> dict[str, Any]:
    summary = imports.summary(within=circle, batch=batch)
    rows = list(imports.rows(within=circle, batch=batch)[:_FIRST])
    return {
        "summary": summary,
        "bands": [(band, words.BANDS[band], count) for band, count in summary.bands.items()],
        "faults": [
            (code, words.FAULT_LABELS.get(code, code), count) for code, count in summary.faults
        ],
        "columns": pages.columns(batch),
        "fields": words.FIELDS.items(),
        "kinds": [each for each in Organization.Kind.choices if each[0] in imports.IMPORTED_KINDS],
        "lines": pages.lines(batch, rows, within=circle),
    }


def _outcome(batch: ImportBatch, circle: Circle) -> dict[str, Any]:
    counts = imports.changed_counts(within=circle, batch=batch)
    conflicts = conflicts_of(batch) if batch.status == Status.APPLIED else []
    return {
        "counts": [(RECORDS.get(kind, kind), *both) for kind, both in counts.items()],
        "conflicts": [(each, CONFLICTS[each.reason]) for each in conflicts[:_A_PAGE]],
        "conflicts_count": len(conflicts),
    }


class RowsView(DeskView):
    """Rows of an import, with what is wrong, what each may be, and the decision."""

    template_name = "intake/rows.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows of a page."""
        batch = held(self.request, self.kwargs["number"])
        circle = access.circle_of(self.request.user)
        self.page_title = batch.file_name
        asked = self.request.GET
        show = asked.get("show", "") if asked.get("show") in SHOW else ""
        fault = asked.get("fault", "") if asked.get("fault") in words.FAULT_LABELS else ""
        rows = imports.rows(within=circle, batch=batch, show=show, fault=fault)
        page = Paginator(rows, _A_PAGE).get_page(asked.get("p"))
        return super().get_context_data(
            **kwargs,
            **progress_of(batch),
            page=page,
            lines=pages.lines(batch, list(page.object_list), within=circle),
            show=show,
            fault=fault,
            fault_label=words.FAULT_LABELS.get(fault, ""),
            shows=SHOW.items(),
            can_decide=batch.status == Status.REVIEW,
        )


def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Return the bar alone; when the work is over, tell the page to load anew."""
    batch = held(request, number)
    told_of = progress_of(batch)
    answer = render(request, "intake/_progress.html", told_of)
    if not told_of["is_busy"]:
        answer["HX-Refresh"] = "true"
    return answer


# --- deeds -----------------------------------------------------------------------------------------


@deed
def choose_columns(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Say what the columns hold."""
    reading.choose_columns(
        by=person_of(request),
        batch=batch,
        columns=_chosen(request.POST, len(batch.mapping.get("columns", ()))),
        kind=request.POST.get("kind", ""),
    )
    return back_to("staff_import", batch.pk)


def _chosen(given: QueryDict, count: int) -> dict[int, str]:
    chosen = {at: given.get(f"column-{at}", "") for at in range(count)}
    return {at: field if field in words.FIELDS else "" for at, field in chosen.items()}


@deed
def decide(request: HttpRequest, batch: ImportBatch, row: int) -> HttpResponse:
    """Decide about one row; the choice is "same-0", "new" or "skip"."""
    circle = access.circle_of(request.user)
    found = imports.row(within=circle, batch=batch, number=row)
    if found is None:
        raise reading.NotNow
    decision, _dash, place = request.POST.get("decision", "").partition("-")
    candidate = int(place) if place.isdecimal() and len(place) < 3 else None
    deciding.decide_row(by=person_of(request), row=found, decision=decision, candidate=candidate)
    if request.headers.get("HX-Request"):
        found = imports.row(within=circle, batch=batch, number=row) or found
        [line] = pages.lines(batch, [found], within=circle)
        context = {"batch": batch, "line": line, "can_decide": True}
        return render(request, "intake/_row.html", context)
    return _where_from(request, batch, row)


def _where_from(request: HttpRequest, batch: ImportBatch, row: int) -> HttpResponse:
    answer = back_to("staff_import_rows", batch.pk)
    kept = QueryDict(request.POST.get("from", ""))
    known = {name: kept[name] for name in ("show", "fault", "p") if name in kept}
    query = QueryDict(mutable=True)
    query.update(known)
    answer["Location"] += f"?{query.urlencode()}#row-{row}"
    return answer


@deed
def decide_all(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Decide about all rows of one kind together."""
    done = deciding.decide_all(
        by=person_of(request),
        batch=batch,
        band=request.POST.get("band", ""),
        decision=request.POST.get("decision", ""),
    )
    said = ngettext("You decided on %(count)d row.", "You decided on %(count)d rows.", done)
    messages.success(request, said % {"count": done})
    return back_to("staff_import", batch.pk)


@deed
def apply(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Start the import."""
    applying.queue_import(by=person_of(request), batch=batch, now=timezone.now())
    return back_to("staff_import", batch.pk)


@deed
def undo(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Start taking an import or a merge back."""
    undoing.queue_undo(by=person_of(request), batch=batch)
    return back_to("staff_import", batch.pk)


@deed
def again(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Start anew what a stopped worker left."""
    undoing.start_again(by=person_of(request), batch=batch)
    return back_to("staff_import", batch.pk)


@deed
def discard(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Forget a sheet that was not imported."""
    reading.discard_import(by=person_of(request), batch=batch, now=timezone.now())
    said = gettext("“%(file)s” and its rows are forgotten.")
    messages.success(request, said % {"file": batch.file_name})
    return back_to("staff_imports")


@reauthentication_required  # type: ignore[untyped-decorator]
def problems(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out everything wrong in a sheet as CSV that no spreadsheet runs."""
    batch = held(request, number)
    access.require(person_of(request), "partners.export", at=batch.organization)
    rows = ImportRow.objects.filter(batch=batch).exclude(problems=[]).order_by("number")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([gettext("Row"), gettext("Column"), gettext("Cell"), gettext("Problem")])
    for line in pages.problem_rows(batch, rows):
        writer.writerow([harmless(cell) for cell in line])
    answer = HttpResponse(
        out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="problems-{batch.pk}.csv"'
    return answer

"""Files of others for the registry: bring one, see what it would change, take it over or drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from keyway.credentials.access import IMPORT_REGISTRY
from keyway.credentials.actions import exchange
from keyway.credentials.actions.registry import keepers
from keyway.credentials.forms.exchange import RegistryFileForm
from keyway.credentials.models import Credential, Issuer, Program, Recognition, RegistryImport
from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.admin.parts import said
from keyway.standards.ctdl import rows
from keyway.standards.ctdl.plans import Defaults

if TYPE_CHECKING:
    from django.db.models import Model

    from keyway.partners.models import Person

_PAGE = 25
_SHOWN = 60
WHAT = {
    "issuer": _("Issuer"),
    "credential": _("Credential"),
    "recognition": _("Claim"),
    "program": _("Program"),
}
_MODELS: dict[str, type[Model]] = {
    "issuer": Issuer,
    "credential": Credential,
    "recognition": Recognition,
    "program": Program,
}
_PARTS = {
    "codes": _("codes"),
    "skills": _("competencies"),
    "exam_places": _("exam sites"),
    "offerings": _("credentials it teaches toward"),
}
LEFT_OUT = {
    "promise": _("A promise counts only where its employer signed it, here."),
    "demand": _("Demand is reckoned by each site itself."),
    "nameless": _("It has no name, or its issuer is not named in the file. Kept as it is."),
    "aimless": _("It does not say which credential, or who recognizes it. Kept as it is."),
    "stateless": _("It is about a state's list and names no state. Kept as it is."),
    "agreement": _("Only the institution that gives the credit enters it. Kept as it is."),
    "homeless": _("The directory does not have its institution. Kept as it is; add it first."),
}
CONTRADICTIONS = {
    "range": _("A range runs downward, or it stacks on itself. As before, or left out."),
    "claim_twice": _("The file makes the same claim twice. The second is kept as it is."),
    "claims": _("One says it is on the list, the other that it is not. Both come in unverified."),
    "elsewhere": _("Another institution has a program at this address. Kept as it is."),
    "forged": _("The file says that this site checked it. This site did not; that is left out."),
}
BLOCKS = {
    "cycle": _("Credentials count toward each other in a circle."),
    "replaced": _("Credentials replace each other in a circle."),
    "twice": _("The file holds the same credential twice."),
}


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _held(request: HttpRequest, number: int) -> RegistryImport:
    """Return a file that the person may see.

    Raises:
        PermissionDenied: the person may not import.
        Http404: there is no such file.
    """
    if not access.may(request.user, IMPORT_REGISTRY, at=keepers()):
        raise PermissionDenied
    rows_ = access.circle_of(request.user).own(RegistryImport.objects.defer("content"))
    found = rows_.filter(pk=number).first()
    if found is None:
        raise Http404(gettext("There is no such file."))
    return found


class _ForImporters(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A page for whoever may take files over."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask for the permission before anything is shown."""
        if not access.may(request.user, IMPORT_REGISTRY, at=keepers()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return where the page is."""
        above = {"url": reverse("staff_registry_files"), "label": _("Files for the registry")}
        here = {"url": "", "label": self.page_title}
        steps = [here] if self.page_title == above["label"] else [above, here]
        return [*self.breadcrumbs_items, *steps]


class FilesView(_ForImporters):
    """Every file, the newest first, and the form to bring another."""

    page_title = _("Files for the registry")
    template_name = "credentials/desk/files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the files of a page, and the form."""
        found = access.circle_of(self.request.user).own(RegistryImport.objects.defer("content"))
        found = found.select_related("uploaded_by").order_by("-uploaded_at", "-pk")
        return super().get_context_data(
            **{"form": RegistryFileForm(), **kwargs},
            page=Paginator(found, _PAGE).get_page(self.request.GET.get("page")),
            columns=rows.COLUMNS.items(),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the file and go on to what it would change."""
        form = RegistryFileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                held = _brought(request, form)
            except Refused as error:
                form.add_error("file", said(error))
            else:
                return HttpResponseRedirect(reverse("staff_registry_file", args=[held.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _brought(request: HttpRequest, form: RegistryFileForm) -> RegistryImport:
    file, asked = form.cleaned_data["file"], form.cleaned_data
    if file.size > exchange.MOST_BYTES:
        raise exchange.FileTooLarge(megabytes=exchange.MOST_BYTES // 1_000_000)
    return exchange.bring_file(
        by=_person(request),
        at=keepers(),
        file_name=file.name,
        content=file.read(exchange.MOST_BYTES + 1),
        form=asked["form"],
        base=settings.WAGTAILADMIN_BASE_URL,
        now=timezone.now(),
        defaults=Defaults(asked["family"], asked["level"]),
    )


class FileView(_ForImporters):
    """One file: what is new, what changes field by field, what is kept, what contradicts."""

    template_name = "credentials/desk/file.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what was found in the file."""
        held = _held(self.request, self.kwargs["number"])
        self.page_title = held.file_name
        found = held.findings if isinstance(held.findings, dict) else {}
        changes = found.get("changes", [])
        return super().get_context_data(
            **kwargs,
            held=held,
            is_open=held.status == RegistryImport.Status.READ,
            counts=_counts(found),
            new=[_named(each) for each in changes if each["is_new"]][:_SHOWN],
            changed=[_named(each) for each in changes if each["fields"]][:_SHOWN],
            quiet=sum(not each["is_new"] and not each["fields"] for each in changes),
            kept=[(name, ", ".join(places)) for name, places in found.get("kept", [])[:_SHOWN]],
            odd=found.get("odd", [])[:_SHOWN],
            left_out=_told(found.get("left_out", []), LEFT_OUT, at=1),
            contradictions=_told(found.get("contradictions", []), CONTRADICTIONS, at=0),
            blocks=_told(found.get("blocks", []), BLOCKS, at=0),
        )


def _counts(found: dict[str, Any]) -> list[tuple[Any, int]]:
    """Return how much of each there is; the lists below may show less."""
    counts = found.get("counts", {})
    # Files that were looked at before this was counted say it by their list.
    new = counts.get("new", sum(each["is_new"] for each in found.get("changes", [])))
    return [
        (_("New"), new),
        (_("Changed"), counts.get("changes", 0) - new),
        (_("Just as here"), found.get("same", 0)),
        (_("With terms we only keep"), counts.get("kept", 0)),
        (_("Contradictions"), counts.get("contradictions", 0)),
        (_("Not taken over"), counts.get("left_out", 0)),
    ]


def _named(change: dict[str, Any]) -> dict[str, Any]:
    what = change["what"]
    fields = [(_field(what, name), before, after) for name, before, after in change["fields"]]
    return {**change, "label": WHAT.get(what, what), "fields": fields}


def _field(what: str, name: str) -> str:
    """Return what the desks call a fact; parts that are records of their own have names here."""
    known = {each.name: each for each in _MODELS[what]._meta.get_fields()}
    found = getattr(known.get(name), "verbose_name", None) or _PARTS.get(name)
    return str(found or name.replace("_", " "))


def _told(pairs: list[list[str]], words: dict[str, Any], at: int) -> list[tuple[str, Any]]:
    return [(pair[1 - at], words.get(pair[at], pair[at])) for pair in pairs[:_SHOWN]]


@require_POST
def take_over(request: HttpRequest, number: int) -> HttpResponse:
    """Take a file over, or tell why not."""
    held = _held(request, number)
    try:
        exchange.take_over(
            by=_person(request),
            held=RegistryImport.objects.get(pk=held.pk),
            base=settings.WAGTAILADMIN_BASE_URL,
            now=timezone.now(),
        )
    except Refused as error:
        messages.error(request, said(error))
    else:
        messages.success(request, gettext("The file was taken over."))
    return HttpResponseRedirect(reverse("staff_registry_file", args=[held.pk]))


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file aside."""
    held = _held(request, number)
    try:
        exchange.drop_file(by=_person(request), held=held)
    except Refused as error:
        messages.error(request, said(error))
    return HttpResponseRedirect(reverse("staff_registry_files"))

"""The queue to verify: which claim comes first, and one screen for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from keyway.credentials.access import VERIFY
from keyway.credentials.actions import recognizing
from keyway.credentials.actions.registry import keepers
from keyway.credentials.forms.registry import CheckForm
from keyway.credentials.models import Recognition
from keyway.credentials.queries import recognition, registry
from keyway.credentials.queries.recognition import standing
from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.admin.parts import said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from keyway.credentials.queries.recognition import Waiting

_PAGE = 25
_REASONS: Mapping[str, Any] = {
    "disagree": _("Claims that disagree"),
    "needed": _("Not checked, and taught or hired for here"),
    "stale": _("Out of date"),
    "rest": _("Not checked"),
}


class _ForVerifiers(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A page for whoever may check claims."""

    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Ask for the permission before anything is shown."""
        if not access.may(request.user, VERIFY, at=keepers()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return where the page is."""
        return [*self.breadcrumbs_items, *self.steps(), {"url": "", "label": self.page_title}]

    def steps(self) -> list[dict[str, Any]]:
        """Return the pages above this one."""
        return []


class QueueView(_ForVerifiers):
    """Every claim that waits, the most needed first, with the reason in the address."""

    page_title = _("Claims to verify")
    template_name = "credentials/desk/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what waits, and how much for each reason."""
        waiting = _queue(timezone.now().date())
        reason = self.request.GET.get("reason", "")
        shown = [each for each in waiting if each.reason == reason] or waiting
        page = Paginator(shown, _PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            **kwargs,
            total=len(waiting),
            page=page,
            filters=_filters(waiting, reason),
            reasons=_REASONS,
        )


class ClaimView(_ForVerifiers):
    """One claim: what is said, where to look, and what was found."""

    page_title = _("Check a claim")
    template_name = "credentials/desk/claim.html"
    claim: Recognition

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the claim."""
        super().setup(request, *args, **kwargs)
        rows = Recognition.objects.select_related("credential__issuer", "organization")
        found = rows.filter(pk=kwargs["number"]).first()
        if found is None:
            raise Http404(gettext("There is no such claim."))
        self.claim = found

    def steps(self) -> list[dict[str, Any]]:
        """Return the queue."""
        return [{"url": reverse("staff_claims"), "label": QueueView.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the claim, what speaks against it, and what comes next."""
        today = timezone.now().date()
        claim = self.claim
        kwargs.setdefault("form", CheckForm(initial=_initial(claim, today)))
        return super().get_context_data(
            **kwargs,
            claim=claim,
            link=claim.url if claim.url.startswith(("https://", "http://")) else "",
            standing=standing(claim, on=today),
            against=recognition.against(claim, today),
            same=claim.credential.recognitions.exclude(pk=claim.pk).order_by("type", "pk"),
            next=_next(claim, today),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was found and go on to the next claim."""
        form = CheckForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        following = _next(self.claim, timezone.now().date())
        try:
            _keep(request, self.claim, form.cleaned_data)
        except Refused as error:
            form.add_error(None, said(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        words = _("Kept. Here is the next claim.") if following else _("Kept. Nothing else waits.")
        messages.success(request, words)
        to = reverse("staff_claim", args=[following]) if following else reverse("staff_claims")
        return HttpResponseRedirect(to)


def _keep(request: HttpRequest, claim: Recognition, found: Mapping[str, Any]) -> None:
    """Do the action for what was found, unless a colleague has done one since the page was shown."""
    if found["shown"] != _version(claim):
        raise recognizing.CheckedMeanwhile
    now = timezone.now()
    by: Any = request.user
    seen = found["seen_date"] or now.date()
    if found["outcome"] == "refuted":
        recognizing.refute_recognition(
            by=by, claim=claim, seen_date=seen, now=now, document_note=found["document_note"]
        )
        return
    recognizing.verify_recognition(
        by=by,
        claim=claim,
        seen_date=seen,
        now=now,
        url=found["url"],
        document_note=found["document_note"],
        expires_date=found["expires_date"],
    )


def _initial(claim: Recognition, today: date) -> dict[str, Any]:
    """Return what the form shows at first: what is known, and today."""
    is_past = claim.expires_date is not None and claim.expires_date < today
    return {
        "url": claim.url,
        "document_note": claim.document_note,
        "seen_date": today,
        "expires_date": None if is_past else claim.expires_date,
        "shown": _version(claim),
    }


def _version(claim: Recognition) -> str:
    """Return how a claim stood when it was shown."""
    return f"{claim.status} {claim.checked_at.isoformat() if claim.checked_at else ''}".strip()


def _queue(today: date) -> list[Waiting]:
    state = settings.KEYWAY_STATE
    return recognition.queue(
        on=today,
        taught=registry.behind(registry.running_offerings(state)),
        promised=registry.behind(registry.promises_here(state, today)),
    )


def _next(claim: Recognition, today: date) -> int | None:
    """Return the number of the claim after this one in the queue; the first where this is not there."""
    numbers = [each.claim.pk for each in _queue(today)]
    place = numbers.index(claim.pk) + 1 if claim.pk in numbers else 0
    rest = [number for number in (*numbers[place:], *numbers[:place]) if number != claim.pk]
    return rest[0] if rest else None


def _filters(waiting: list[Waiting], reason: str) -> list[dict[str, Any]]:
    """Return the reasons with how many wait for each."""
    here = reverse("staff_claims")
    counts = {name: sum(1 for each in waiting if each.reason == name) for name in _REASONS}
    everything = {
        "label": gettext("Everything"),
        "href": here,
        "count": len(waiting),
        "is_current": not reason,
    }
    return [everything] + [
        {
            "label": label,
            "href": f"{here}?reason={name}",
            "count": counts[name],
            "is_current": reason == name,
        }
        for name, label in _REASONS.items()
        if counts[name]
    ]

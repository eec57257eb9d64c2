"""Pages on which two organizations are set side by side and made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from keyway.errors import Refused
from keyway.intake.actions import merging
from keyway.intake.queries import duplicates, words
from keyway.intake.views.desk import DeskView, back_to, person_of, told
from keyway.partners import access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.engine.likeness import Evidence
    from keyway.partners.models import Organization

FIELDS = {
    "name": _("Name"),
    "website": _("Website"),
    "phone": _("Telephone"),
    "summary": _("In one sentence"),
    "naics_code": _("NAICS code"),
    "subsector": _("Sub-sector"),
}


class MergeView(DeskView):
    """Choose two organizations, see them side by side, make them one."""

    template_name = "intake/merge.html"
    page_title = _("Merge two organizations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both sides, or what may be chosen."""
        circle = access.circle_of(self.request.user)
        asked = self.request.GET
        kept = duplicates.organization(asked.get("kept", ""), within=circle)
        gone = duplicates.organization(asked.get("gone", ""), within=circle)
        more: dict[str, Any] = {}
        if kept and gone and kept != gone:
            more = _side_by_side(kept, gone)
        elif kept:
            more = {"near": duplicates.near(kept, within=circle)}
        search = " ".join(asked.get("q", "").split())[:100]
        return super().get_context_data(
            **kwargs,
            **more,
            kept=kept,
            gone=gone if more.get("fields") else None,
            search=search,
            found=duplicates.search(search, within=circle) if search else [],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Merge them."""
        circle = access.circle_of(request.user)
        kept = duplicates.organization(request.POST.get("kept", ""), within=circle)
        gone = duplicates.organization(request.POST.get("gone", ""), within=circle)
        if kept is None or gone is None:
            messages.error(request, gettext("Choose two organizations first."))
            return back_to("staff_merge")
        taken = [name for name in FIELDS if request.POST.get(name) == "gone"]
        try:
            batch = merging.merge_organizations(
                by=person_of(request), kept=kept, gone=gone, taken=taken, now=timezone.now()
            )
        except Refused as error:
            messages.error(request, told(error))
            return back_to("staff_merge")
        messages.success(request, gettext("Both are one now. You can take that back below."))
        return back_to("staff_import", batch.pk)


def _side_by_side(kept: Organization, gone: Organization) -> dict[str, Any]:
    likeness = duplicates.compared(kept, gone)
    return {
        "fields": [
            (name, label, getattr(kept, name), getattr(gone, name))
            for name, label in FIELDS.items()
        ],
        "sides": [(each, duplicates.holdings(each)) for each in (kept, gone)],
        "band_label": words.BANDS.get(likeness.band, ""),
        "reasons": [_told(each) for each in likeness.evidence if each.weight > 0],
        "doubts": [_told(each) for each in likeness.evidence if each.weight < 0],
    }


def _told(evidence: Evidence) -> str:
    return words.evidence({"sign": evidence.sign, "left": evidence.left, "right": evidence.right})

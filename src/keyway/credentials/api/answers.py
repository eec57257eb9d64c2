"""From rows to answers: what each record of the registry tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keyway.credentials.queries.recognition import standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keyway.credentials.models import (
        Credential,
        ExamSite,
        Offering,
        Program,
        Promise,
        Recognition,
    )

_CREDENTIAL = (
    "abbreviation", "kind", "family", "level", "in_school", "minimum_age", "hours_low",
    "hours_high", "exam_mode", "price_low_usd", "price_high_usd", "price_date", "renewal",
    "renewal_months", "evidence", "seen_date",
)  # fmt: skip
_CLAIM = (
    "type", "recognizer", "state_code", "list_key", "place", "year", "weight", "seen_date",
    "expires_date",
)  # fmt: skip
_PROGRAM = (
    "slug", "level", "family", "status", "cip_code", "months", "hours", "seats", "seats_open",
    "tuition_usd", "tuition_date", "next_start_date", "evidence", "seen_date",
)  # fmt: skip


def origin() -> dict[str, str]:
    """Return what the facts rest on as a whole."""
    return {
        "note": _(
            "Every record says how well it is known and when it was seen. What nobody checked is "
            "unverified, even where it is likely."
        ),
        "ctdl": reverse("credentials:ctdl"),
    }


def spanish() -> bool:
    """Return whether the answer is in Spanish."""
    return (get_language() or "en").startswith("es")


def _plain(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def name(row: Credential) -> dict[str, str]:
    """Return a credential by key, name and address."""
    return {
        "key": row.key,
        "name": row.name,
        "url": reverse("credentials:credential", args=[row.slug]),
    }


def credential(row: Credential) -> dict[str, Any]:
    """Return a credential of a list; its issuer and codes are read with it."""
    codes = sorted(row.codes.all(), key=lambda each: each.code)
    unknown = "" if row.price_low_usd is not None else _("No source gives a price.")
    return {
        **name(row),
        **_plain(row, _CREDENTIAL),
        "issuer": row.issuer.name,
        "summary": (row.summary_es if spanish() else "") or row.summary_en,
        "price_note": unknown,
        "soc_codes": [each.code for each in codes if each.scheme == "soc"],
        "cip_codes": [each.code for each in codes if each.scheme == "cip"],
    }


def competencies(row: Credential) -> list[str]:
    """Return what a holder can do, in order."""
    found = sorted(row.competencies.all(), key=lambda each: each.place)
    return [(each.text_es if spanish() else "") or each.text_en for each in found]


def claim(row: Recognition, on: date) -> dict[str, Any]:
    """Return a claim with how it stands on a day."""
    note = row.document_note or ("" if row.url else _("No evidence is named."))
    return {
        **_plain(row, _CLAIM),
        "credential": name(row.credential),
        "type_name": row.get_type_display(),
        "standing": standing(row, on),
        "evidence_url": row.url,
        "evidence_note": note,
        "checked_date": row.checked_at.date() if row.checked_at else None,
    }


def exam_site(row: ExamSite) -> dict[str, Any]:
    """Return where an exam is taken."""
    names = ("city", "state_code", "zip_code", "url", "next_exam_date", "seen_date")
    called = row.name or (row.organization.name if row.organization else "")
    return {**_plain(row, names), "name": called}


def promise(row: Promise) -> dict[str, Any]:
    """Return a promise that stands; never who signed it."""
    names = ("deed", "soc_code", "extra_hourly_usd", "from_date", "until_date")
    return {
        **_plain(row, names),
        "credential": name(row.credential),
        "organization": row.organization.slug,
        "organization_name": row.organization.name,
        "is_demonstration": row.organization.is_demo,
        "deed_name": row.get_deed_display(),
        "site": str(row.site) if row.site else "",
    }


def program(row: Program) -> dict[str, Any]:
    """Return a program of a list."""
    unknown = "" if row.tuition_usd is not None else _("The institution has not said it here.")
    return {
        **_plain(row, _PROGRAM),
        "name": (row.name_es if spanish() else "") or row.name,
        "organization": row.organization.slug,
        "organization_name": row.organization.name,
        "is_cip_ours": row.cip_is_ours,
        "tuition_note": unknown,
        "source": row.source_key,
        "release": row.source_release,
        "url": reverse("credentials:program", args=[row.slug]),
    }


def offering(row: Offering) -> dict[str, Any]:
    """Return that a program teaches toward a credential."""
    names = ("is_ended", "next_exam_date", "evidence", "seen_date")
    return {
        **_plain(row, names),
        "program": row.program.slug,
        "program_name": row.program.name,
        "organization": row.organization.slug,
        "organization_name": row.organization.name,
        "credential": name(row.credential),
        "evidence_url": row.url,
    }

"""The addresses that say what the figures rest on: parameters, sources, findings, origins."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.errors import HttpError

from keyway.needs.api import schemas as out
from keyway.needs.api.reading import (
    FINGERPRINT,
    MISSING,
    REFUSALS,
    Listed,
    Paged,
    Spoken,
    open_book,
    page,
    told,
)
from keyway.needs.models import GapFinding
from keyway.needs.queries import documents
from keyway.needs.queries.sources import Release, findings_of, releases_of
from keyway.reference.parameters import Parameter

router = Router(tags=["basis"])
router.add_decorator(told, mode="view")


class FindingsAsked(Paged, Spoken):
    """Which page of the findings."""


Fingerprint = Annotated[
    str, Path(pattern=FINGERPRINT, description="Digest of what went into a finding.")
]


@router.get("/parameters", response={200: out.Page[out.Parameter], **MISSING})
def list_parameters(request: HttpRequest, asked: Query[Listed]) -> Any:
    """Numbers that the figures rest on besides the published tables, dated and cited."""
    book = open_book(asked.scenario)

    def write(each: Parameter) -> out.Parameter:
        return out.Parameter(
            title=book.title(each),
            text=each.text_es if book.language == "es" else each.text_en,
            choices=list(each.choices),
            **{
                name: getattr(each, name)
                for name in out.Parameter.model_fields
                if name not in ("title", "text", "choices")
            },
        )

    return page(request, book, asked, book.parameters, write)


@router.get("/sources", response={200: out.Page[out.Source], **MISSING})
def list_sources(request: HttpRequest, asked: Query[Listed]) -> Any:
    """Releases of public tables that went into the finding, with license and credit line."""
    book = open_book(asked.scenario)

    def write(each: Release) -> out.Source:
        return out.Source.from_orm(each)

    return page(request, book, asked, releases_of(book), write)


@router.get("/findings", response={200: out.Page[out.Finding], **REFUSALS})
def list_findings(request: HttpRequest, asked: Query[FindingsAsked]) -> Any:
    """Findings that are kept for the state, the newest first; `scenario` names one elsewhere."""
    book = open_book()
    found = list(findings_of(book.state.fips))
    return page(request, book, asked, found, _finding)


def _finding(found: GapFinding) -> out.Finding:
    return out.Finding(
        fingerprint=found.fingerprint,
        content_digest=found.content_digest,
        scenario=found.scenario,
        computed_at=found.computed_at.isoformat(),
        seed=found.seed,
        draws=found.draws_count,
        method_versions=found.method_versions,
        url=f"/api/v1/origin/{found.fingerprint}",
    )


@router.get("/origin/{fingerprint}", response={200: out.Origin, **MISSING})
def one_origin(request: HttpRequest, fingerprint: Fingerprint, asked: Query[Spoken]) -> Any:
    """Everything that a finding rests on."""
    book = open_book()
    found = findings_of(book.state.fips).filter(fingerprint=fingerprint).first()
    if found is None:
        raise HttpError(404, _("No finding with this fingerprint is kept; /findings lists them."))
    basis = documents.Basis.of_finding(book.state, found)
    return {
        **documents.origin(basis),
        "scenario": found.scenario,
        "computed_at": found.computed_at.isoformat(),
        "left_out": found.cautions,
    }

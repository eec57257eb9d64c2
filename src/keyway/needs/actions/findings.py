"""Keeping findings: queue a reckoning, store what it found, drop what is superseded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from keyway.needs.actions.reckoning import METHOD_VERSIONS, Reckoning, Request, reckon
from keyway.needs.models import GapFinding, GapFlow, GapProgram, GapRow, GapTotal
from keyway.reference import shelf
from keyway.reference.lookups import places
from keyway.reference.parameters import gap_parameters

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl

    from keyway.reference.store import Store

_BATCH = 400
_KEPT = 3  # older findings of one scenario that stay readable


def store_finding(*, reckoning: Reckoning, computed_at: datetime) -> GapFinding:
    """Keep a reckoning as a finding; a finding of the same fingerprint is returned as it is."""
    held = GapFinding.objects.filter(fingerprint=reckoning.fingerprint).first()
    if held is not None:
        return held
    request = reckoning.request
    with transaction.atomic():
        finding = GapFinding.objects.create(
            state_fips=request.state_fips,
            scenario=request.scenario,
            fingerprint=reckoning.fingerprint,
            content_digest=reckoning.content_digest,
            method_versions=METHOD_VERSIONS,
            parameters={name: p.value for name, p in request.parameters.items()},
            releases=list(reckoning.releases),
            cautions=reckoning.unknown.to_dicts(),
            seed=request.seed,
            draws_count=request.draws,
            computed_at=computed_at,
        )
        _keep(GapRow, reckoning.rows, finding)
        _keep(GapTotal, reckoning.totals, finding)
        _keep(GapProgram, reckoning.programs, finding)
        _keep_flows(reckoning.flows, finding)
        _drop_superseded(finding)
    return finding


def _keep(model: type[Any], frame: pl.DataFrame, finding: GapFinding) -> None:
    names = {each.name for each in model._meta.get_fields() if each.concrete}
    columns = [name for name in frame.columns if name in names]
    rows = frame.select(columns).iter_rows(named=True)
    model.objects.bulk_create((model(finding=finding, **row) for row in rows), batch_size=_BATCH)


def _keep_flows(flows: pl.DataFrame, finding: GapFinding) -> None:
    programs = {
        (p.unitid, p.cip_code, p.award_level_code): p.pk
        for p in GapProgram.objects.filter(finding=finding)
    }
    GapFlow.objects.bulk_create(
        (
            GapFlow(
                program_id=programs[row["unitid"], row["cip_code"], row["award_level_code"]],
                soc_code=row["soc_code"],
                county_fips=row["county_fips"],
                placed_mean=row["placed_mean"],
            )
            for row in flows.iter_rows(named=True)
        ),
        batch_size=_BATCH,
    )


def _drop_superseded(finding: GapFinding) -> None:
    same = GapFinding.objects.filter(
        state_fips=finding.state_fips, scenario=finding.scenario
    ).order_by("-computed_at", "-pk")
    GapFinding.objects.filter(pk__in=list(same.values_list("pk", flat=True)[_KEPT:])).delete()


def ensure_finding(*, state_code: str, store: Store, scenarios: bool = True) -> int:
    """Queue every finding of a state that its data and parameters call for and that is not kept.

    Args:
        state_code: postal abbreviation or FIPS code.
        store: the reference tables.
        scenarios: also the "what if" values that parameters offer, after the usual ones.

    Returns:
        How many reckonings were queued.

    Raises:
        UnknownState: there is no such state.
    """
    state = places.state(store, state_code)
    wanted = [Request(state.fips)]
    if scenarios:
        wanted += [
            Request(state.fips, {name: choice})
            for name, parameter in gap_parameters().items()
            for choice in parameter.choices
            if parameter.is_open and choice != parameter.value
        ]
    prints = {request.fingerprint(store): request for request in wanted}
    held = set(
        GapFinding.objects.filter(fingerprint__in=prints).values_list("fingerprint", flat=True)
    )
    waiting = _waiting()
    missing = [
        request
        for fingerprint, request in prints.items()
        if fingerprint not in held and (request.state_fips, request.scenario) not in waiting
    ]
    for request in missing:
        reckon_gap.enqueue(request.state_fips, dict(request.values))
    return len(missing)


def _waiting() -> set[tuple[str, str]]:
    """Return state and scenario of the reckonings that stand in the queue, not yet begun.

    One that was begun and broken off is not among them, so it is queued anew.
    """
    kept = DBTaskResult.objects.filter(
        task_path=reckon_gap.module_path, status=TaskResultStatus.READY
    ).values_list("args_kwargs", flat=True)
    asked = [Request(*each["args"]) for each in kept]
    return {(request.state_fips, request.scenario) for request in asked}


def refresh_findings(*, state_code: str) -> int:
    """Queue what a change of the reference tables calls for; return how many reckonings."""
    return ensure_finding(state_code=state_code, store=shelf.take(settings.REFERENCE_DIR))


@task
def reckon_gap(state_fips: str, values: dict[str, float]) -> str:
    """Reckon the gap of a state and keep the finding; return its fingerprint."""
    store = shelf.take(settings.REFERENCE_DIR)
    request = Request(state_fips, values)
    held = GapFinding.objects.filter(fingerprint=request.fingerprint(store)).first()
    if held is not None:
        return held.fingerprint
    reckoning = reckon(store, request)
    return store_finding(reckoning=reckoning, computed_at=timezone.now()).fingerprint

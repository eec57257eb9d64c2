"""The registry: credentials entered, changed, checked, stacked, replaced and withdrawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.credentials.access import EDIT_REGISTRY, VERIFY
from keyway.credentials.models import Competency, Credential, CredentialCode, ExamSite, Issuer
from keyway.credentials.queries.naming import free_credential_slug, numbered, search_text
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.models import Organization
from keyway.partners.queries.work import board_organization

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from keyway.partners.models import Person

FIELDS = (
    "name", "abbreviation", "issuer", "kind", "family", "level", "summary_en", "summary_es",
    "minimum_age", "in_school", "hours_low", "hours_high", "exam_mode", "exam_minutes",
    "price_low_usd", "price_high_usd", "price_date", "price_url", "renewal", "renewal_months",
    "renewal_price_usd", "official_url", "exam_sites_url", "ctid",
)  # fmt: skip
EXAM_SITE = (
    "credential", "organization", "name", "city", "state_code", "zip_code", "url",
    "next_exam_date", "seen_date",
)  # fmt: skip
_ADDRESSES = ("price_url", "official_url", "exam_sites_url")
_LONGEST_KEY = 80

for _event, _words in {
    "credential.entered": gettext_lazy("%(who)s entered a credential into the registry."),
    "credential.changed": gettext_lazy("%(who)s changed a credential of the registry."),
    "credential.checked": gettext_lazy("%(who)s checked the facts of a credential."),
    "credential.stacked": gettext_lazy("%(who)s changed what a credential counts toward."),
    "credential.replaced": gettext_lazy("%(who)s said what replaces a credential."),
    "credential.withdrawn": gettext_lazy("%(who)s took a credential out of the registry."),
    "issuer.kept": gettext_lazy("%(who)s kept an issuer of credentials."),
    "exam_site.kept": gettext_lazy("%(who)s kept a place where an exam is taken."),
    "exam_site.removed": gettext_lazy("%(who)s removed a place where an exam is taken."),
    "credential.restored": gettext_lazy("%(who)s took a credential into the registry again."),
}.items():
    journal.declare_event(_event, _words)


class CircleInStack(Refused):
    """Something would count toward itself by way of others."""

    sentence = _("This would go in a circle: %(chain)s. Take one of these links away first.")


class ReplacedInCircle(Refused):
    """Something would replace itself by way of others."""

    sentence = _(
        "This would go in a circle: %(chain)s. A credential cannot come to replace itself."
    )


class NothingSeen(Refused):
    """Facts are checked on a day."""

    sentence = _("Say on which day you saw the issuer's page; it cannot lie in the future.")


class NotOnWeb(Refused):
    """The address is none of the web."""

    sentence = _("An address begins with https:// or http://. Copy it from your browser.")


class PlaceWithoutName(Refused):
    """Nobody finds a place without a name."""

    sentence = _("Say what the place is called, or choose an organization of the directory.")


class PriceWithoutDate(Refused):
    """A price holds as of a day."""

    sentence = _("Say on which day the price was seen. A price without its day misleads.")


def keepers() -> Organization:
    """Return the partnership that keeps the registry; one without name on a new site."""
    return board_organization() or Organization(name=str(gettext_lazy("the partnership")))


def home() -> Organization | None:
    """Return the partnership at which a deed is recorded; None on a new site."""
    at = keepers()
    return at if at.pk else None


@transaction.atomic
def enter_credential(*, by: Person, values: Mapping[str, Any]) -> Credential:
    """Enter a credential; its facts stand as not verified until somebody checks them.

    Args:
        by: who enters it.
        values: fields of ``FIELDS`` by name; ``soc_codes`` and ``cip_codes`` with codes, and
            ``competencies`` with pairs of an English and a Spanish text, where they are known.

    Raises:
        NotPermitted: the person may not.
        NotOnWeb: an address is none.
        PriceWithoutDate: a price has no day.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _require_sound(values)
    slug = free_credential_slug(values["name"])
    one = Credential(key=slug[:_LONGEST_KEY], slug=slug, **_given(values))
    one.save()
    _keep_parts(one, values)
    _index(one)
    journal.record("credential.entered", by=by, at=home(), about=one, credential=one.key[:60])
    return one


@transaction.atomic
def change_credential(*, by: Person, credential: Credential, values: Mapping[str, Any]) -> None:
    """Change facts of a credential; what another person checked counts as cited again.

    The values are those of ``enter_credential``; what is not named stays.

    Raises:
        NotPermitted: the person may not.
        NotOnWeb: an address is none.
        PriceWithoutDate: a price has no day.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _require_sound(values)
    given = _given(values)
    changed = sorted(name for name in given if getattr(credential, name) != given[name])
    for name in changed:
        setattr(credential, name, given[name])
    if changed and credential.evidence == Credential.Evidence.CHECKED:
        credential.evidence, credential.checked_by = Credential.Evidence.CITED, None
    credential.save(update_fields=[*changed, "evidence", "checked_by", "changed_at"])
    parts = _keep_parts(credential, values)
    if changed or parts:
        _index(credential)
        journal.record(
            "credential.changed",
            by=by,
            at=home(),
            about=credential,
            fields=":".join([*changed, *parts])[:60],
        )


@transaction.atomic
def check_credential(
    *, by: Person, credential: Credential, seen_date: date | None, today: date
) -> None:
    """Note that somebody read the issuer's page and that all facts here agree with it.

    Raises:
        NotPermitted: the person may not.
        NothingSeen: there is no day, or it is still to come.
    """
    access.require(by, VERIFY, at=keepers())
    if seen_date is None or seen_date > today:
        raise NothingSeen
    credential.evidence = Credential.Evidence.CHECKED
    credential.seen_date, credential.checked_by = seen_date, by
    credential.save(update_fields=["evidence", "seen_date", "checked_by", "changed_at"])
    journal.record("credential.checked", by=by, at=home(), about=credential)


# --- stacks and successors -------------------------------------------------------------------------


@transaction.atomic
def set_stack(
    *, by: Person, credential: Credential, parent: Credential | None, order: int | None = None
) -> None:
    """Say what a credential counts toward, and in which place; nothing where ``parent`` is None.

    Raises:
        NotPermitted: the person may not.
        CircleInStack: it would count toward itself; the sentence names the chain.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _one_at_a_time()
    if chain := _circle(credential, parent, "stack_parent"):
        raise CircleInStack(chain=_said(chain, str(gettext_lazy("counts toward"))))
    credential.stack_parent, credential.stack_order = parent, order
    credential.save(update_fields=["stack_parent", "stack_order", "changed_at"])
    journal.record("credential.stacked", by=by, at=home(), about=credential)


@transaction.atomic
def replace_credential(*, by: Person, credential: Credential, successor: Credential | None) -> None:
    """Say what replaces a credential; nothing where ``successor`` is None.

    Raises:
        NotPermitted: the person may not.
        ReplacedInCircle: it would come to replace itself; the sentence names the chain.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _one_at_a_time()
    if chain := _circle(credential, successor, "superseded_by"):
        raise ReplacedInCircle(chain=_said(chain, str(gettext_lazy("is replaced by"))))
    credential.superseded_by = successor
    credential.save(update_fields=["superseded_by", "changed_at"])
    journal.record("credential.replaced", by=by, at=home(), about=credential)


def _one_at_a_time() -> None:
    """Let no other change of stacks run until this one is kept.

    Two changes, each harmless alone, could close a circle together. PostgreSQL holds the row of
    the partnership for whoever comes first; SQLite lets one write at a time anyway.
    """
    list(Organization.objects.select_for_update().filter(runs_site=True).values_list("pk"))


def _circle(one: Credential, target: Credential | None, relation: str) -> list[str]:
    """Return the names along the circle that a link would close, from one back to it; else none."""
    names, met, at = [one.name], {one.pk}, target
    while at is not None:
        names.append(at.name)
        if at.pk in met:
            return names if at.pk == one.pk else []
        met.add(at.pk)
        at = Credential.objects.filter(pk=getattr(at, f"{relation}_id")).first()
    return []


def _said(chain: list[str], words: str) -> str:
    """Return a chain in words: “A” counts toward “B”, “B” counts toward “A”."""
    pairs = pairwise(chain)
    return ", ".join(f"“{one}” {words} “{other}”" for one, other in pairs)


@transaction.atomic
def withdraw_credential(*, by: Person, credential: Credential) -> None:
    """Take a credential out of everybody's sight; its records stay.

    Raises:
        NotPermitted: the person may not.
    """
    _show(by, credential, is_withdrawn=True, event="credential.withdrawn")


@transaction.atomic
def restore_credential(*, by: Person, credential: Credential) -> None:
    """Show a withdrawn credential again.

    Raises:
        NotPermitted: the person may not.
    """
    _show(by, credential, is_withdrawn=False, event="credential.restored")


def _show(by: Person, credential: Credential, *, is_withdrawn: bool, event: str) -> None:
    access.require(by, EDIT_REGISTRY, at=keepers())
    other = Credential.objects.filter(pk=credential.pk, is_withdrawn=not is_withdrawn)
    if other.update(is_withdrawn=is_withdrawn):
        credential.is_withdrawn = is_withdrawn
        journal.record(event, by=by, at=home(), about=credential)


# --- issuers and exam sites ------------------------------------------------------------------------


@transaction.atomic
def keep_issuer(*, by: Person, values: Mapping[str, Any], issuer: Issuer | None = None) -> Issuer:
    """Enter an issuer, or change one; its credentials are found by its new name.

    Args:
        by: who keeps it.
        values: ``name``, ``abbreviation`` and ``website``.
        issuer: the one to change; None enters a new one.

    Raises:
        NotPermitted: the person may not.
        NotOnWeb: the address is none.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _require_address(values.get("website", ""))
    one = issuer or Issuer(key=_free_issuer_key(values["name"]))
    for name in ("name", "abbreviation", "website"):
        setattr(one, name, values.get(name, ""))
    one.save()
    for each in one.credentials.select_related("issuer"):
        _index(each)
    journal.record("issuer.kept", by=by, at=home(), about=one)
    return one


def _free_issuer_key(name: str) -> str:
    stem = slugify(name)[:50].strip("-") or "issuer"
    return numbered(stem, set(Issuer.objects.values_list("key", flat=True)))


@transaction.atomic
def keep_exam_site(
    *, by: Person, values: Mapping[str, Any], site: ExamSite | None = None
) -> ExamSite:
    """Enter a place where an exam is taken, or change one.

    Args:
        by: who keeps it.
        values: fields of ``ExamSite`` by name.
        site: the one to change; None enters a new one.

    Raises:
        NotPermitted: the person may not.
        PlaceWithoutName: it has neither a name nor an organization.
        NotOnWeb: the address is none.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    _require_address(values.get("url", ""))
    if not values.get("name") and values.get("organization") is None:
        raise PlaceWithoutName
    one = site or ExamSite()
    for name in EXAM_SITE:
        if name in values:
            setattr(one, name, values[name])
    one.save()
    journal.record("exam_site.kept", by=by, at=home(), about=one)
    return one


@transaction.atomic
def remove_exam_site(*, by: Person, site: ExamSite) -> None:
    """Remove a place where an exam is not taken any more.

    Raises:
        NotPermitted: the person may not.
    """
    access.require(by, EDIT_REGISTRY, at=keepers())
    journal.record("exam_site.removed", by=by, at=home(), about=site)
    site.delete()


# --- facts -----------------------------------------------------------------------------------------


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in FIELDS if name in values}


def _require_sound(values: Mapping[str, Any]) -> None:
    for name in _ADDRESSES:
        _require_address(values.get(name, ""))
    if values.get("price_low_usd") is not None and values.get("price_date") is None:
        raise PriceWithoutDate


def _require_address(url: str) -> None:
    if url and not url.startswith(("https://", "http://")):
        raise NotOnWeb


def _index(one: Credential) -> None:
    """Keep the words by which a credential is found."""
    skills = one.competencies.order_by("place").values_list("text_en", "text_es")
    words = [text for pair in skills for text in pair]
    issuer = one.issuer
    one.search_text = search_text(
        one.name, one.abbreviation, issuer.name, issuer.abbreviation, *words
    )
    one.save(update_fields=["search_text"])


def _keep_parts(one: Credential, values: Mapping[str, Any]) -> list[str]:
    """Keep codes and competencies where they are named; return what changed."""
    changed = []
    for scheme, name in (("soc", "soc_codes"), ("cip", "cip_codes")):
        if name in values and _keep_codes(one, scheme, values[name]):
            changed.append(name)
    if "competencies" in values and _keep_competencies(one, values["competencies"]):
        changed.append("competencies")
    return changed


def _keep_codes(one: Credential, scheme: str, wanted: Iterable[str]) -> bool:
    codes = set(wanted)
    held = CredentialCode.objects.filter(credential=one, scheme=scheme)
    known = set(held.values_list("code", flat=True))
    held.exclude(code__in=codes).delete()
    CredentialCode.objects.bulk_create(
        CredentialCode(credential=one, scheme=scheme, code=code) for code in sorted(codes - known)
    )
    return codes != known


def _keep_competencies(one: Credential, wanted: Iterable[tuple[str, str]]) -> bool:
    texts = list(wanted)
    held = list(one.competencies.order_by("place").values_list("text_en", "text_es"))
    if texts == held:
        return False
    one.competencies.all().delete()
    Competency.objects.bulk_create(
        Competency(credential=one, place=place, text_en=english, text_es=spanish)
        for place, (english, spanish) in enumerate(texts, start=1)
    )
    return True

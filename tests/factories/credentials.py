"""Credentials, claims, programs and promises for tests; names are the issuers' own, facts invented."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from keyway.credentials.models import (
    Attainment,
    Credential,
    CredentialCode,
    ExamSite,
    Issuer,
    Offering,
    Program,
    Promise,
    Recognition,
)
from keyway.partners.models import Organization
from tests.factories.people import NOW, organization

TODAY = date(2026, 11, 2)
_number = count(1)


def issuer(name: str = "National Institute for Metalworking Skills", **fields: Any) -> Issuer:
    """Return an issuer of credentials."""
    given = {"key": f"issuer-{next(_number)}", "abbreviation": "NIMS", **fields}
    return Issuer.objects.create(name=name, **given)


def credential(name: str = "", **fields: Any) -> Credential:
    """Return a certification in machining, or what the fields say."""
    number = next(_number)
    name = name or f"Demo Certification {number}"
    if "issuer" not in fields:
        fields["issuer"] = issuer()
    given = {
        "key": f"credential-{number}",
        "slug": f"credential-{number}",
        "name": name,
        "search_text": name.lower(),
        "kind": Credential.Kind.CERTIFICATION,
        "family": Credential.Family.MACHINING,
        "level": Credential.Level.ENTRY,
        "summary_en": "Shows that its holder can set up a machine.",
        "summary_es": "Muestra que quien la tiene sabe preparar una máquina.",
        **fields,
    }
    return Credential.objects.create(**given)


def code(of: Credential, soc: str = "51-4041", **fields: Any) -> CredentialCode:
    """Return the occupation that a credential leads to."""
    given = {"scheme": CredentialCode.Scheme.SOC, "code": soc, **fields}
    return CredentialCode.objects.create(credential=of, **given)


def recognition(of: Credential, **fields: Any) -> Recognition:
    """Return a claim that nobody has checked yet."""
    given = {
        "type": Recognition.Type.NAM,
        "recognizer": "National Association of Manufacturers",
        "url": "https://example.org/endorsed",
        "seen_date": TODAY,
        **fields,
    }
    return Recognition.objects.create(credential=of, **given)


def exam_site(of: Credential, **fields: Any) -> ExamSite:
    """Return a place where its exam is taken."""
    given = {
        "name": "Demo Test Center",
        "city": "Mesa",
        "state_code": "AZ",
        "zip_code": "85201",
        "seen_date": TODAY,
        **fields,
    }
    return ExamSite.objects.create(credential=of, **given)


def school(name: str = "", **fields: Any) -> Organization:
    """Return a high school of the directory."""
    given = {"kind": Organization.Kind.SCHOOL, **fields}
    return organization(name or f"Demo High School {next(_number)}", **given)


def program(at: Organization | None = None, **fields: Any) -> Program:
    """Return a high school's program in precision machining."""
    number = next(_number)
    given = {
        "name": "Precision Machining",
        "slug": f"program-{number}",
        "level": Program.Level.SECONDARY,
        "family": Credential.Family.MACHINING,
        "cip_code": "48.0501",
        **fields,
    }
    return Program.objects.create(organization=at or school(), **given)


def offering(of: Credential, by: Program | None = None, **fields: Any) -> Offering:
    """Return that a program teaches toward a credential."""
    program_ = by or program()
    return Offering.objects.create(
        organization=program_.organization, program=program_, credential=of, **fields
    )


def attainment(by: Program, **fields: Any) -> Attainment:
    """Return the counts of one cohort, as the institution reports them."""
    given = {"cohort_year": 2025, "proof": Attainment.Proof.SELF_REPORT, **fields}
    return Attainment.objects.create(organization=by.organization, program=by, **given)


def promise(of: Credential, by: Organization | None = None, **fields: Any) -> Promise:
    """Return a manufacturer's promise to interview, which stands for a year from today."""
    given = {
        "deed": Promise.Deed.INTERVIEW,
        "from_date": TODAY,
        "until_date": date(2027, 11, 1),
        "signed_at": NOW,
        **fields,
    }
    return Promise.objects.create(credential=of, organization=by or organization(), **given)

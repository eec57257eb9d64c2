"""The rungs of a ladder: a class, a test, a job, and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.credentials.briefs.telling import named, reckoned
from keyway.credentials.models import Evidence, ExamSite, Program
from keyway.credentials.queries.funnel import passed
from keyway.credentials.queries.pathways import exam_price, of_program
from keyway.partners.queries.directory import source_lines
from keyway.reference import words
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from keyway.credentials.briefs.telling import Telling
    from keyway.credentials.models import Credential
    from keyway.credentials.queries.funnel import Passed
    from keyway.credentials.queries.pathways import Basis, Taught
    from keyway.engine.pathways import Edge, Route
    from keyway.render.figure import SourceLine

_MOST_ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """What a step rests on: how well it is known, and where it stands."""

    level: str  # "official" | "cited" | "unverified": how the mark is drawn
    words: str
    url: str = ""
    lang: str = ""  # the language of the words, where it is not the reader's


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a ladder.

    Attributes:
        kind: "learn", "test" or "work".
        title: the program, the credential or the job.
        where: institution and town, or the issuer; empty for a job.
        lines: short sentences: how long, when, which seats, what else.
        cost: what the step costs; None for a job.
        passed: how many passed a test after a class; None where nobody prints it.
        proof: what it rests on.
        slug: end of the address of its page; empty where it has none.
        soc_code: the occupation of a job; else empty.
        elsewhere: other places that teach the same.
        lang: the language of the title, where it is not the reader's.
    """

    kind: str
    title: str
    where: str
    lines: tuple[str, ...]
    cost: Figure | None
    proof: Proof
    slug: str = ""
    soc_code: str = ""
    elsewhere: tuple[str, ...] = ()
    lang: str = ""
    passed: Passed | None = None


def step(by: Telling, route: Route, at: int) -> Step:
    """Return one rung of a route."""
    node, edge = route.nodes[at], route.edges[at]
    basis = by.atlas.bases.get((route.nodes[at - 1], node)) if at else None
    if node in by.atlas.programs:
        return _learn(by, by.atlas.programs[node], edge, basis)
    if node in by.atlas.credentials:
        return _test(by, by.atlas.credentials[node], basis)
    return _work(by, by.atlas.socs[node], edge, basis)


def _learn(by: Telling, taught: Taught, edge: Edge, basis: Basis | None) -> Step:
    program = taught.program
    where = program.organization.name
    if taught.place.city:
        where = _("%(school)s, %(town)s") % {"school": where, "town": taught.place.city}
    return Step(
        kind="learn",
        title=named(by, program),
        where=where,
        lines=tuple(_learn_lines(by, taught, edge, basis)),
        cost=Figure(
            None if taught.cost is None else float(taught.cost),
            style="usd",
            reason="" if taught.cost is not None else _("The school has not told us the cost."),
            origin=reckoned(by, {(program.source_key, program.source_release)}),
        ),
        proof=_program_proof(by, program),
        slug=program.slug,
        elsewhere=_elsewhere(by, taught),
        passed=passed(
            by.store,
            by.state.code,
            program.state_program_name,
            program.organization.official_code,
        ),
        lang="" if program.name_es else foreign(by),
    )


def _learn_lines(by: Telling, taught: Taught, edge: Edge, basis: Basis | None) -> Iterable[str]:
    program = taught.program
    yield _level(program)
    if program.level != Program.Level.SECONDARY:
        months = min(edge.months, taught.months)
        yield ngettext(
            "It takes about %(count)s month.", "It takes about %(count)s months.", months
        ) % {"count": months}
    if basis is not None and basis.kind:
        yield _credit(basis)
    if program.next_start_date and program.next_start_date >= by.on:
        yield _("Next start: %(day)s.") % {"day": date_format(program.next_start_date)}
    if program.seats_open is not None:
        yield ngettext(
            "%(count)s seat is open.", "%(count)s seats are open.", program.seats_open
        ) % {"count": program.seats_open}


def _level(program: Program) -> str:
    """Return what kind of program it is, in one plain sentence."""
    return {
        Program.Level.SECONDARY: _("A class in high school. You do it before you finish grade 12."),
        Program.Level.NONCREDIT: _("A short course."),
        Program.Level.CERTIFICATE: _("A college certificate."),
        Program.Level.ASSOCIATE: _("A two-year college degree."),
        Program.Level.BACHELOR: _("A four-year college degree."),
        Program.Level.APPRENTICESHIP: _("You work, earn pay and learn at the same time."),
    }[Program.Level(program.level)]


def _credit(basis: Basis) -> str:
    if basis.credits is not None:
        return _("What you learned before counts here: %(credits)s college credits.") % {
            "credits": f"{basis.credits:g}"
        }
    return _("What you learned before counts here. Ask how many college credits.")


def _test(by: Telling, credential: Credential, basis: Basis | None) -> Step:
    price = exam_price(credential)
    seen = credential.price_date
    note = _("Price seen on %(day)s.") % {"day": date_format(seen)} if seen else ""
    return Step(
        kind="test",
        title=credential.name,
        where=credential.issuer.abbreviation or credential.issuer.name,
        lines=tuple(_test_lines(by, credential, basis)),
        cost=Figure(
            None if price is None else float(price),
            style="usd",
            reason="" if price is not None else _("We do not know the price yet."),
            origin=reckoned(by, note=note),
        ),
        proof=_proof(by, basis),
        slug=credential.slug,
        lang=foreign(by),
    )


def _test_lines(by: Telling, credential: Credential, basis: Basis | None) -> Iterable[str]:
    if credential.minimum_age:
        yield _("You must be at least %(age)s years old.") % {"age": credential.minimum_age}
    day, place = exam_day(by, credential, basis)
    if day and place:
        yield _("Next test: %(day)s, %(place)s.") % {"day": date_format(day), "place": place}
    elif day:
        yield _("Next test: %(day)s.") % {"day": date_format(day)}
    else:
        yield _("Ask for the day of the next test.")
    if credential.stack_parent is not None:
        yield _("It counts toward: %(name)s.") % {"name": credential.stack_parent.name}


def exam_day(by: Telling, credential: Credential, basis: Basis | None) -> tuple[date | None, str]:
    """Return the day of the next exam and where: at the school itself, else at a place of the state."""
    if basis is not None and basis.next_date and basis.next_date >= by.on:
        return basis.next_date, ""
    sites = ExamSite.objects.filter(
        credential=credential, state_code=by.state.code, next_exam_date__gte=by.on
    )
    site = sites.select_related("organization").order_by("next_exam_date", "pk").first()
    if site is None:
        return None, ""
    name = site.organization.name if site.organization else site.name
    return site.next_exam_date, name


def _work(by: Telling, soc: str, edge: Edge, basis: Basis | None) -> Step:
    lines = []
    if edge.months:
        lines.append(
            ngettext(
                "After about %(count)s month of work.",
                "After about %(count)s months of work.",
                edge.months,
            )
            % {"count": edge.months}
        )
    about = words.occupation_words(soc)
    if about:
        # One sentence tells what it is; the page of the job tells the rest.
        lines.append(about.plain(by.language).split(". ")[0].rstrip(".") + ".")
    return Step("work", by.job(soc), "", tuple(lines), None, _proof(by, basis), soc_code=soc)


def _elsewhere(by: Telling, taught: Taught) -> tuple[str, ...]:
    """Return other institutions that teach the same field at the same level, the nearest first."""
    same = [
        (by.km[at] if by.km else 0, each.program.organization.name)
        for at, each in by.atlas.programs.items()
        if each.program.pk != taught.program.pk
        and each.program.level == taught.program.level
        and each.program.cip_code
        and each.program.cip_code == taught.program.cip_code
        and each.program.organization_id != taught.program.organization_id
    ]
    return tuple(dict.fromkeys(name for _km, name in sorted(same)))[:_MOST_ELSEWHERE]


# --- what it rests on ------------------------------------------------------------------------------


def _program_proof(by: Telling, program: Program) -> Proof:
    return _proof(by, of_program(program))


def _proof(by: Telling, basis: Basis | None) -> Proof:
    """Return how well a step is known, in words, and where it stands."""
    if basis is None:
        return Proof("unverified", _("Not checked."))
    lines = source_lines(by.store, {(basis.source_key, basis.source_release)})
    told = _publisher(lines)
    if basis.evidence == "crosswalk":
        return Proof("official", _("School subjects and jobs, as the U.S. links them."), "")
    if basis.evidence == "related":
        return Proof("official", _("Jobs that are alike, says O*NET. It pays more here."), "")
    if basis.evidence == "registry":
        return Proof("cited", _("We matched this test to this job."), basis.url)
    if basis.evidence == Evidence.OFFICIAL:
        if told:
            return Proof("official", told, basis.url, foreign(by))
        return Proof("official", _("From an official list."), basis.url)
    if basis.evidence == Evidence.INSTITUTION:
        return Proof("official", _("The school told us."), basis.url)
    if basis.evidence == Evidence.CITED:
        return Proof("cited", _("From a web page. Nobody checked it since."), basis.url)
    return Proof("unverified", _("Nobody has checked this yet."), basis.url)


def foreign(by: Telling) -> str:
    """Return the language of names that are kept in English alone; empty for readers of English."""
    return "" if by.language == "en" else "en"


def _publisher(lines: Sequence[SourceLine]) -> str:
    """Return sources by title and release; the publisher stands in the origin of each figure."""
    return "; ".join(", ".join(filter(None, (each.title, each.release))) for each in lines)

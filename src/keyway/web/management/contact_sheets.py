"""`keyway people import`: a contact sheet from the terminal, as far as no person is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.files import Limits
from keyway.intake.actions.applying import apply_import, start_import
from keyway.intake.actions.deciding import decide_all
from keyway.intake.actions.reading import discard_import, read_batch, upload_sheet
from keyway.intake.queries import imports, pages, words
from keyway.partners.access import circle_of
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import ImportBatch, Organization, Person
from keyway.reference import shelf
from keyway.web.management.terminal import write_table

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.management.base import CommandParser

    from keyway.partners.queries.circles import Circle
    from keyway.web.management.word import Word

_SHOWN = 20


class NoSuchSheet(Refused):
    """There is no file of this name."""

    sentence = _("%(path)s is no file. Check the path and its spelling.")


class NobodySaid(Refused):
    """Nobody on staff has the address."""

    sentence = _(
        "Nobody has the address %(email)s. Say with --by who imports: the e-mail address of "
        "somebody on the partnership's staff."
    )


class NoPartnership(Refused):
    """No organization runs the site."""

    sentence = _(
        "No partnership runs this site yet. Enter it in the back office and tick “runs this site”."
    )


class NotReadable(Refused):
    """The file is no sheet."""

    sentence = _("%(path)s: %(problem)s")


def declare_import(parser: CommandParser) -> None:
    """Declare what an import needs."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a contact sheet, CSV or .xlsx")
    parser.add_argument("--by", required=True, metavar="EMAIL", help="who imports")
    parser.add_argument(
        "--organization-kind",
        default=Organization.Kind.MANUFACTURER.value,
        choices=sorted(imports.IMPORTED_KINDS),
        help="of rows that do not say theirs",
    )
    parser.add_argument("--sheet", default="", help="of a workbook with several")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="look, and keep nothing")
    how.add_argument("--apply", action="store_true", help="import the rows without doubt")


def carry_out_import(word: Word, options: dict[str, Any], *, now: datetime) -> None:
    """Read a sheet, tell what is in it, and import what needs no person's judgment if asked.

    Without ``--apply`` the sheet waits in the back office for somebody to decide.
    """
    path = options["file"].expanduser()
    if not path.is_file():
        raise NoSuchSheet(path=path)
    with opened_for_system("a sheet is imported on the command line"):
        by = Person.objects.filter(email__iexact=options["by"]).first()
        if by is None:
            raise NobodySaid(email=options["by"])
        batch = _read(path, by, options, now)
        circle = circle_of(by)
        _tell(word, batch, circle)
        if options["dry_run"]:
            discard_import(by=by, batch=batch, now=now)
            word.say("Nothing was kept.")
        elif options["apply"]:
            _apply(word, by, batch, now)
        else:
            word.say("The sheet waits in the back office, under Imports.")


def _read(path: Path, by: Person, options: dict[str, Any], now: datetime) -> ImportBatch:
    home = Organization.objects.filter(runs_site=True).first()
    if home is None:
        raise NoPartnership
    with path.open("rb") as file:
        content = file.read(Limits().file_bytes + 1)
    batch = upload_sheet(
        by=by,
        at=home,
        file_name=path.name,
        content=content,
        kind=options["organization_kind"],
        sheet=options["sheet"],
        now=now,
        is_queued=False,
    )
    store = shelf.take(settings.REFERENCE_DIR)
    read_batch(batch=batch, store=store, home_state=settings.KEYWAY_STATE)
    batch.refresh_from_db()
    if batch.status == ImportBatch.Status.REFUSED:
        problem = words.refusal(batch.refusal)
        discard_import(by=by, batch=batch, now=now)
        raise NotReadable(path=path, problem=problem)
    return batch


def _tell(word: Word, batch: ImportBatch, circle: Circle) -> None:
    """Print the columns, the problems and whom rows may be."""
    columns = pages.columns(batch)
    labels = {str(code): str(label) for code, label in words.FIELDS.items()}
    write_table(
        word.stdout,
        ("column", "holds", "why"),
        [(each.name, labels.get(each.field, "–"), each.reason) for each in columns],
    )
    found = imports.summary(within=circle, batch=batch)
    wrong = list(imports.rows(within=circle, batch=batch, show="problems")[:_SHOWN])
    told = list(pages.problem_rows(batch, wrong))[:_SHOWN]
    if told:
        write_table(word.stdout, ("row", "column", "cell", "problem"), told)
    open_rows = list(imports.rows(within=circle, batch=batch, show="undecided")[:_SHOWN])
    doubts = [
        (str(line.number), line.name, each.name or f"row {each.row}", each.band_label)
        for line in pages.lines(batch, open_rows, within=circle)
        for each in line.proposals[:1]
    ]
    if doubts:
        write_table(word.stdout, ("row", "name", "may be", "how sure"), doubts)
    word.say(
        f"{found.rows} rows: {found.new} new, {found.same} added to another row's organization, "
        f"{found.undecided} to decide, {found.blocked} cannot be imported."
    )


def _apply(word: Word, by: Person, batch: ImportBatch, now: datetime) -> None:
    left_out = decide_all(by=by, batch=batch, band="", decision="skip")
    start_import(by=by, batch=batch, now=now)
    done = apply_import(
        by=by,
        batch=batch,
        store=shelf.take(settings.REFERENCE_DIR),
        home_state=settings.KEYWAY_STATE,
        now=now,
    )
    word.say(
        f"Imported {done.organizations} organizations, {done.sites} sites and {done.contacts} "
        f"contacts; {left_out} rows in doubt were left out. It can be taken back in the back "
        "office, under Imports."
    )

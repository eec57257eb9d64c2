"""`keyway params`: the numbers that the analysis rests on, each with its citation."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from keyway.reference.parameters import Parameter, UnknownParameter, gap_parameters
from keyway.web.management.terminal import write_table
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(Word):
    """List parameters."""

    help = "List the parameters of the gap: value, range, date, citation, assumed or not."
    example = "keyway params demand.entrant_share"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("name", nargs="?", default="", metavar="NAME", help="only this one")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def carry_out(self, **options: Any) -> None:
        """Write all parameters, or all that is known of one."""
        known = gap_parameters()
        if options["name"] and options["name"] not in known:
            raise UnknownParameter(name=options["name"])
        chosen = [known[options["name"]]] if options["name"] else list(known.values())
        if options["format"] == "json":
            self.say(json.dumps([asdict(each) for each in chosen], indent=1, ensure_ascii=False))
        elif options["name"]:
            self._write_one(chosen[0])
        else:
            write_table(
                self.stdout,
                ("name", "value", "range", "unit", "dated", "basis"),
                [_as_row(each) for each in chosen],
            )
            self.say("`keyway params NAME` tells what a parameter means and where it comes from.")

    def _write_one(self, parameter: Parameter) -> None:
        self.say(f"{parameter.title_en} ({parameter.name})")
        self.say(parameter.text_en)
        self.say(f"Value     {parameter.value:g} {parameter.unit}")
        self.say(f"Range     {_range(parameter)} (5th to 95th percentile of what is believed)")
        self.say(f"Limits    {parameter.minimum:g} to {parameter.maximum:g}")
        if parameter.choices:
            self.say(f"What if   {', '.join(f'{choice:g}' for choice in parameter.choices)}")
        self.say(f"Basis     {_basis(parameter)}")
        self.say(f"Citation  {parameter.citation}")
        self.say(f"Dated     {parameter.dated}")


def _as_row(parameter: Parameter) -> tuple[str, ...]:
    return (
        parameter.name,
        f"{parameter.value:g}",
        _range(parameter),
        parameter.unit,
        parameter.dated,
        _basis(parameter),
    )


def _range(parameter: Parameter) -> str:
    if parameter.low == parameter.high:
        return "fixed"
    return f"{parameter.low:g} to {parameter.high:g}"


def _basis(parameter: Parameter) -> str:
    return "assumed" if parameter.is_assumed else "cited"

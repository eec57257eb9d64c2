"""Dated parameters: assumptions and legal or statistical numbers, each with its citation.

A parameter lives in one TOML file beside this module, never as a number in code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from keyway.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent


class UnknownParameter(Refused):
    """No parameter has this name."""

    sentence = "There is no parameter called “%(name)s”. `keyway params` lists all of them."


class ParameterOutOfRange(Refused):
    """A value outside of what the parameter can mean."""

    sentence = "“%(name)s” must lie between %(low)s and %(high)s; %(value)s does not."


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number that the analysis rests on.

    Attributes:
        name: dotted name, ``group.key``.
        value: central value in ``unit``.
        low: 5th percentile of what we believe; equals ``value`` where it is not uncertain.
        high: 95th percentile.
        minimum: smallest value that makes sense.
        maximum: largest value that makes sense.
        title_en: short name in English; ``title_es`` the same in Spanish.
        text_en: what it says, in one or two sentences; ``text_es`` the same in Spanish.
        is_assumed: True where no source gives the number for this use.
        is_open: whether a reader may ask "what if" with it.
        choices: the values that a reader may ask for.
    """

    name: str
    value: float
    unit: str
    low: float
    high: float
    minimum: float
    maximum: float
    title_en: str
    title_es: str
    text_en: str
    text_es: str
    citation: str
    dated: str
    is_assumed: bool
    is_open: bool = False
    choices: tuple[float, ...] = ()

    def with_value(self, value: float) -> Parameter:
        """Return the parameter fixed at another value, its width kept in proportion.

        Raises:
            ParameterOutOfRange: the value makes no sense.
        """
        if not self.minimum <= value <= self.maximum:
            raise ParameterOutOfRange(
                name=self.name, low=self.minimum, high=self.maximum, value=value
            )
        shift = value - self.value
        return replace(
            self,
            value=value,
            low=min(max(self.low + shift, self.minimum), value),
            high=max(min(self.high + shift, self.maximum), value),
        )


Parameters = MappingProxyType[str, Parameter]


@cache
def document(name: str) -> Mapping[str, Any]:
    """Return one TOML file of this folder as it stands."""
    return MappingProxyType(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def gap_parameters() -> Parameters:
    """Return the parameters of demand, supply and gap by dotted name."""
    return parameters_of("gap")


@cache
def parameters_of(name: str) -> Parameters:
    """Return the parameters that one file of this folder holds, by dotted name."""
    found: dict[str, Parameter] = {}
    for group, members in document(name).items():
        for key, row in members.items():
            dotted = f"{group}.{key}"
            values = {**row, "choices": tuple(row.get("choices", ()))}
            values.setdefault("low", row["value"])
            values.setdefault("high", row["value"])
            found[dotted] = Parameter(name=dotted, **values)
    return MappingProxyType(found)


def changed(parameters: Parameters, values: Mapping[str, float]) -> Parameters:
    """Return the parameters with some of them set to other values.

    Raises:
        UnknownParameter: a name is not there.
        ParameterOutOfRange: a value makes no sense.
    """
    result = dict(parameters)
    for name, value in values.items():
        if name not in result:
            raise UnknownParameter(name=name)
        result[name] = result[name].with_value(value)
    return MappingProxyType(result)

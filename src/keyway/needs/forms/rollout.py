"""A question to the rollout planner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import Credential
from keyway.needs.actions.rollout import SECONDS, Asked
from keyway.reference.parameters import parameters_of
from keyway.render import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keyway.partners.models import Organization
    from keyway.reference.parameters import Parameter
    from keyway.render.numbers import Language

USUAL_BUDGET = 5_000_000
_OPEN = "value-"
# The kinds of work that planning is about at first; safety and readiness lead to no occupation.
_LEFT_OUT = (Credential.Family.SAFETY, Credential.Family.READINESS)


def parameter_text(parameter: Parameter, value: float, language: Language) -> str:
    """Return a parameter's value as people read it."""
    if parameter.unit.startswith("share"):
        return f"{100 * value:g} %"
    if parameter.unit.startswith("US dollars"):
        return f"${numbers.number(value, language)}"
    return numbers.number(value, language, 0 if value == int(value) else 1)


class ScenarioForm(forms.Form):
    """Budget, fairness, kinds of work, institutions, and what if the assumptions were others."""

    name = forms.CharField(
        label=_("Name of the scenario"),
        max_length=80,
        help_text=_("So that you tell it from the others, such as “5 million, half rural”."),
    )
    budget = forms.DecimalField(
        label=_("Budget, in dollars"),
        min_value=1,
        max_value=10_000_000_000,
        max_digits=12,
        decimal_places=2,
        help_text=_("Pays opening, equipment and the first three years of teaching."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    rural_percent = forms.IntegerField(
        label=_("At least this percent of the filled jobs in rural counties"),
        min_value=0,
        max_value=100,
        help_text=_("0 is no rule. The answer tells what the rule costs."),
    )
    families = forms.MultipleChoiceField(
        label=_("Kinds of work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )
    institutions = forms.MultipleChoiceField(
        label=_("Institutions"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "8"}),
        help_text=_("None chosen means all technical districts and public colleges of the state."),
    )
    seconds = forms.TypedChoiceField(label=_("How long to search"), coerce=int)

    def __init__(
        self,
        *args: Any,
        institutions: Iterable[Organization],
        language: Language,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["families"].choices = [  # type: ignore[attr-defined]
            each for each in Credential.Family.choices if each[0] not in _LEFT_OUT
        ]
        self.fields["institutions"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), each.name) for each in institutions
        ]
        self.fields["seconds"].choices = [  # type: ignore[attr-defined]
            (each, _("%(seconds)s seconds") % {"seconds": each}) for each in SECONDS
        ]
        for parameter in open_parameters():
            self.fields[_OPEN + parameter.name] = _what_if(parameter, language)

    @property
    def assumptions(self) -> Sequence[forms.BoundField]:
        """The questions "what if", apart from the rest."""
        return [field for field in self.visible_fields() if field.name.startswith(_OPEN)]

    @property
    def main_fields(self) -> Sequence[forms.BoundField]:
        """What everybody fills in."""
        return [field for field in self.visible_fields() if not field.name.startswith(_OPEN)]

    def asked(self) -> Asked:
        """Return what was typed as a question."""
        typed = self.cleaned_data
        return Asked(
            name=typed["name"],
            budget=float(typed["budget"]),
            rural_share=typed["rural_percent"] / 100,
            families=tuple(typed["families"]),
            institutions=tuple(int(each) for each in typed["institutions"]),
            values={
                name.removeprefix(_OPEN): float(value)
                for name, value in typed.items()
                if name.startswith(_OPEN) and value
            },
            seconds=typed["seconds"],
        )


def open_parameters() -> list[Parameter]:
    """Return the assumptions that a reader may ask "what if" with."""
    return [each for each in parameters_of("rollout").values() if each.is_open]


def _what_if(parameter: Parameter, language: Language) -> forms.ChoiceField:
    is_spanish = language == "es"
    usual = parameter_text(parameter, parameter.value, language)
    choices = [("", _("As usual: %(value)s") % {"value": usual})]
    choices += [
        (f"{choice:g}", parameter_text(parameter, choice, language))
        for choice in parameter.choices
        if choice != parameter.value
    ]
    return forms.ChoiceField(
        label=parameter.title_es if is_spanish else parameter.title_en,
        help_text=parameter.text_es if is_spanish else parameter.text_en,
        required=False,
        choices=choices,
    )

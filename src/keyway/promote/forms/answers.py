"""Answers: one sheet on a screen, many sheets from paper, and the start of a check in class."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keyway.promote.models import Sitting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keyway.promote.models import SurveyQuestion

_YES, _NO = frozenset("ysYS"), frozenset("nN")
MOST_ROWS = 60


class StartForm(forms.Form):
    """What a teacher says of a class; nothing of a student."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("Grade"),
        choices=[("", gettext_lazy("Choose")), *((str(n), str(n)) for n in range(3, 13))],
        coerce=int,
    )
    expected_count = forms.IntegerField(
        label=gettext_lazy("How many students are in the class?"), min_value=1, max_value=200
    )
    wave = forms.ChoiceField(
        label=gettext_lazy("When is it?"),
        choices=[
            (Sitting.Wave.BEFORE, gettext_lazy("Before the visit, video or lesson")),
            (Sitting.Wave.AFTER, gettext_lazy("After it")),
        ],
        initial=Sitting.Wave.BEFORE,
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=gettext_lazy("ZIP code of the school"),
        max_length=220,
        required=False,
        help_text=gettext_lazy(
            "You may leave this empty. The last part of your school's address in our directory "
            "also works."
        ),
    )


def read_sheet(posted: Mapping[str, str], questions: Sequence[SurveyQuestion]) -> dict[int, int]:
    """Return the steps that somebody picked on a screen; what is no number is left out."""
    found = {each.order: posted.get(f"q{each.order}", "") for each in questions}
    return {number: int(step) for number, step in found.items() if re.fullmatch("[1-9]", step)}


@dataclass(slots=True)
class Row:
    """One paper sheet as it was typed.

    Attributes:
        number: of the row on the page.
        cells: what was typed for each question.
        error: why it cannot be kept; empty where it can.
        steps: what it says.
    """

    number: int
    cells: list[str]
    error: str = ""
    steps: dict[int, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(self.cells)


def read_rows(
    posted: Mapping[str, str], questions: Sequence[SurveyQuestion], rows: int
) -> list[Row]:
    """Return the sheets that were typed, each with what is wrong in plain words."""
    return [_read(posted, questions, number) for number in range(1, min(rows, MOST_ROWS) + 1)]


def _read(posted: Mapping[str, str], questions: Sequence[SurveyQuestion], number: int) -> Row:
    cells = [posted.get(f"r{number}-{each.order}", "").strip()[:8] for each in questions]
    row = Row(number, cells)
    wrong = []
    for question, typed in zip(questions, cells, strict=True):
        step = _step(typed, question.scale)
        if step is None:
            wrong.append(str(question.order))
        elif step:
            row.steps[question.order] = step
    if wrong:
        row.error = _(
            "Sheet %(row)s, question %(questions)s: write 1 to 5, or y or n for yes and no. Leave "
            "it empty if nothing is marked."
        ) % {"row": number, "questions": ", ".join(wrong)}
    elif not row.is_empty and not row.steps:
        row.error = _("Sheet %(row)s: nothing is marked.") % {"row": number}
    return row


def _step(typed: str, scale: str) -> int | None:
    """Return a step; 0 where nothing is marked, None where it is none."""
    if typed in ("", "-", "0"):
        return 0
    if scale == "yes_no":
        return 5 if typed in _YES else 1 if typed in _NO else None
    return int(typed) if re.fullmatch("[1-5]", typed) else None

"""Words are found where they are said, and gaps in their translation are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest

from keyway.web.keeping import messages
from keyway.web.keeping.messages import Message, in_python, in_template

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("County")', Message("County")),
        ('gettext_lazy("one " "line")', Message("one line")),
        ('ngettext("%(n)s job", "%(n)s jobs", n)', Message("%(n)s job", "%(n)s jobs")),
        ('pgettext("month", "May")', Message("May", context="month")),
        ('npgettext("tool", "bit", "bits", 2)', Message("bit", "bits", "tool")),
        ('django.utils.translation.gettext("County")', Message("County")),
        ('class Late(Refused):\n    sentence = "Too late."', Message("Too late.")),
    ],
)
def test_words_said_in_python_are_found(source: str, found: Message) -> None:
    assert list(in_python(source)) == [found]


@pytest.mark.parametrize("source", ["_(name)", 'print("County")', '_("")', "_()"])
def test_what_is_not_said_to_a_reader_is_left(source: str) -> None:
    assert list(in_python(source)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% translate "County" %}', Message("County")),
        ("{% translate 'County' as title %}", Message("County")),
        ('{% translate "May" context "month" %}', Message("May", context="month")),
        ('{{ _("County") }}', Message("County")),
        ('{% include "x.html" with title=_("County") %}', Message("County")),
        (
            "{% blocktranslate %}The gap in {{ place }}{% endblocktranslate %}",
            Message("The gap in %(place)s"),
        ),
        (
            (
                "{% blocktranslate trimmed count n=jobs %}\n one job\n{% plural %}\n"
                " {{ n }} jobs\n{% endblocktranslate %}"
            ),
            Message("one job", "%(n)s jobs"),
        ),
        ('{% translate "It\'s open" %}', Message("It's open")),
    ],
)
def test_words_said_in_a_template_are_found(source: str, found: Message) -> None:
    assert list(in_template(source)) == [found]


def test_markup_and_comments_say_nothing() -> None:
    assert list(in_template('<p class="x">County</p>{# _("no") #}')) == []


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one page of one room."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    page = tmp_path / "needs" / "templates" / "needs" / "gap.html"
    page.parent.mkdir(parents=True)
    page.write_text(
        '{% translate "County" %}{% blocktranslate %}{{ n }} jobs{% endblocktranslate %}'
    )
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "gap.py").write_text('class No(Refused):\n    sentence = "No."\n')
    return tmp_path


def _translate(path: Path, **words: str) -> None:
    file = polib.pofile(str(path))
    for entry in file:
        entry.msgstr = words.get(entry.msgid.split()[-1].strip(".").lower(), "")
    file.save()


def test_a_room_keeps_its_own_words_and_the_frame_keeps_the_others(package: Path) -> None:
    messages.write()

    ours = polib.pofile(str(package / "needs/locale/es/LC_MESSAGES/django.po"))
    others = polib.pofile(str(package / "web/locale/es/LC_MESSAGES/django.po"))
    assert {entry.msgid for entry in ours} == {"County", "%(n)s jobs"}
    assert {entry.msgid for entry in others} == {"No."}


def test_words_without_translation_are_told(package: Path) -> None:
    messages.write()

    assert messages.check() == [
        "needs/locale/es/LC_MESSAGES/django.po: not translated: '%(n)s jobs'",
        "needs/locale/es/LC_MESSAGES/django.po: not translated: 'County'",
        "web/locale/es/LC_MESSAGES/django.po: not translated: 'No.'",
    ]


def test_a_complete_translation_has_no_faults_and_reads_in_its_language(package: Path) -> None:
    messages.write()
    _translate(messages.file_of("needs", "es"), county="Condado", jobs="%(n)s empleos")
    _translate(messages.file_of("web", "es"), no="No.")

    assert messages.check() == []
    compiled = messages.compile_all()
    assert len(compiled) == 2
    assert polib.mofile(str(compiled[0])).find("County").msgstr == "Condado"


def test_a_lost_place_in_a_translation_is_told(package: Path) -> None:
    messages.write()
    _translate(messages.file_of("needs", "es"), county="Condado", jobs="%(m)s empleos")
    _translate(messages.file_of("web", "es"), no="No.")

    assert messages.check() == [
        "needs/locale/es/LC_MESSAGES/django.po: places differ in '%(m)s empleos': '%(n)s jobs'"
    ]


def test_words_that_are_no_longer_said_are_told_and_then_dropped(package: Path) -> None:
    messages.write()
    (package / "engine" / "gap.py").write_text("")

    assert messages.check()[-1].endswith("no longer said: 'No.'")
    messages.write()
    assert len(polib.pofile(str(messages.file_of("web", "es")))) == 0


def test_writing_twice_keeps_translations_and_changes_nothing(package: Path) -> None:
    messages.write()
    _translate(messages.file_of("needs", "es"), county="Condado", jobs="%(n)s empleos")
    messages.write()

    assert messages.write() == []
    kept = polib.pofile(str(messages.file_of("needs", "es")))
    assert kept.find("County").msgstr == "Condado"


def test_what_is_compiled_already_is_left(package: Path) -> None:
    messages.write()
    messages.compile_all()

    assert messages.compile_all() == []


def test_what_the_terminal_says_is_not_translated(package: Path) -> None:
    folder = package / "web" / "management"
    folder.mkdir(parents=True)
    (folder / "up.py").write_text('class No(Refused):\n    sentence = "Port taken."\n')

    assert Message("Port taken.") not in messages.extracted()["web"]

"""The command line answers in plain words."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import load_command_class

from keyway.web.management import cli, generated
from keyway.web.management.word import Word


def test_without_a_word_the_words_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0

    said = capsys.readouterr().out
    assert all(f"  {word}\n" in said for word in cli.own_words())
    assert "Example:" in said


def test_an_unknown_word_is_told_with_those_that_are_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["dance"]) == 2

    said = capsys.readouterr().err
    assert "keyway does not know the word 'dance'." in said
    assert "  up\n" in said


@pytest.mark.parametrize("word", ["runserver", "flush", "sqlflush", "testserver"])
def test_words_of_django_that_do_harm_are_not_offered(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([word]) == 2


@pytest.mark.parametrize("word", cli.own_words())
def test_every_word_explains_itself_with_an_example(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = load_command_class("keyway.web", word)
    assert isinstance(command, Word)

    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["keyway", word, "--help"])

    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"Example:\n  keyway {word}" in said
    assert command.help.endswith(".")


@pytest.mark.parametrize("word", cli.own_words())
def test_every_word_is_in_the_reference(word: str) -> None:
    page = generated.commands_page()

    assert f"## {word}\n" in page
    assert load_command_class("keyway.web", word).example in page  # type: ignore[attr-defined]


def test_a_refusal_is_one_sentence_and_code_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[str]:
        return ["web/x.po: not translated: 'County'"]

    monkeypatch.setattr("keyway.web.keeping.messages.check", refuse)

    assert cli.main(["messages", "check"]) == 1

    said = capsys.readouterr()
    assert "not translated: 'County'" in said.out
    assert said.err == "1 messages are not in order; `keyway messages extract` shows where.\n"


def test_the_example_environment_sets_nothing() -> None:
    lines = generated.env_example().splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == []


def test_the_engine_keeps_to_one_thread_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with pytest.raises(SystemExit):
        cli.main(["params", "--help"])
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"

    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    with pytest.raises(SystemExit):
        cli.main(["params", "--help"])
    assert os.environ["OPENBLAS_NUM_THREADS"] == "2"


def test_a_word_speaks_before_numpy_reads_the_number_of_threads() -> None:
    program = "import sys; from keyway.web.management import cli; print('numpy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "False\n"

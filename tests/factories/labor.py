"""Jobs for tests of the queue: what they leave behind tells how often each was done."""

from __future__ import annotations

import time
from pathlib import Path

from django_tasks import task


@task
def leave_a_mark(folder: str, name: str) -> int:
    """Write one line into a file of this name; return how many lines it holds."""
    file = Path(folder) / name
    with file.open("a", encoding="utf-8") as marks:
        marks.write("done\n")
    return len(file.read_text(encoding="utf-8").splitlines())


@task
def dawdle_at_first(folder: str, name: str) -> int:
    """Mark the beginning; sleep for ten minutes the first time, come back at once the second."""
    begun = leave_a_mark.call(folder, name)
    time.sleep(600 if begun == 1 else 0)
    return begun


@task
def break_down() -> None:
    """Fail."""
    raise RuntimeError("The spindle broke.")

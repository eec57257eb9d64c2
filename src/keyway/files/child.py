"""The process that opens a stranger's file: it limits itself first, then reads and answers.

It is started by ``apart`` and told through its standard input.
"""

from __future__ import annotations

import json
import resource
import sys

from keyway.files.documents import read_document
from keyway.files.faults import Unreadable
from keyway.files.pictures import read_picture
from keyway.files.sheets import read_sheet

_MEMORY = 768 * 2**20


def main() -> int:
    """Read what is told and answer with the rows, the document, the drawing or the fault."""
    told = json.loads(sys.stdin.buffer.readline())
    _limit(int(told["seconds"]))
    data = sys.stdin.buffer.read()
    behind = b""
    try:
        if told.get("is_picture"):
            answer, behind = _picture(data)
        else:
            answer = _document(data) if told.get("is_document") else _sheet(data, told["wanted"])
    except Unreadable as refusal:
        answer = {"fault": refusal.fault, "problem": refusal.problem, "part": refusal.part}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + behind)
    return 0


def _sheet(data: bytes, wanted: str) -> dict[str, object]:
    sheet = read_sheet(data, wanted=wanted)
    return {"name": sheet.name, "others": sheet.others, "rows": sheet.rows}


def _picture(data: bytes) -> tuple[dict[str, object], bytes]:
    drawing = read_picture(data)
    told = {"ending": drawing.ending, "width": drawing.width, "height": drawing.height}
    return told, drawing.data


def _document(data: bytes) -> dict[str, object]:
    return {"document": read_document(data)}


def _limit(seconds: int) -> None:
    """Take away what reading a sheet does not need: more memory, time, files to write, children."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())

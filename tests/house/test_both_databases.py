"""What holds on SQLite holds on PostgreSQL, with every migration applied."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from keyway.web.keeping.debian import POSTGRESQL
from tests.postgresql import postgresql

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(
        not POSTGRESQL.found(), reason="no PostgreSQL; on Debian: apt-get install postgresql"
    ),
]


def test_every_room_keeps_its_promises_on_postgresql(
    tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/rooms",
        "--migrations",
        "-p",
        "no:cacheprovider",
    ]

    with postgresql() as address:
        environment = {**os.environ, "KEYWAY_DATABASE_URL": address, "KEYWAY_DATA": str(tmp_path)}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_CURRENT_TEST"):
            environment.pop(name, None)
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    said = done.stdout.splitlines()[-40:] + done.stderr.splitlines()[-20:]
    assert done.returncode == 0, "\n".join(said)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    record_property("passed on PostgreSQL", int(passed.group(1)))

"""A sheet of 10,000 rows from upload to import and back, on a database of its own.

    .venv/bin/python -m benchmarks.partners.imports [--rows 10000] [--known 3000]

Each step is one a person waits for. Memory is the worker's at its highest; the child that opens the
file may take 768 MB and no more.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

CHILD = "--within"


def main() -> None:
    """Make a data folder, a database and a sheet, and measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--known", type=int, default=3_000)
    parser.add_argument(CHILD, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.within:
        measure(options.rows, options.known)
        return
    with tempfile.TemporaryDirectory() as folder:
        told = {**os.environ, "KEYWAY_DATA": folder, "KEYWAY_STATE": "AZ"}
        told["DJANGO_SETTINGS_MODULE"] = "keyway.web.settings"
        words = [sys.executable, "-m", "keyway.web.management.cli", "migrate"]
        subprocess.run(words, env=told, check=True, capture_output=True)
        asked = [f"--rows={options.rows}", f"--known={options.known}", CHILD]
        subprocess.run([sys.executable, "-m", __spec__.name, *asked], env=told, check=True)


def sheet_of(rows: int, known: int) -> bytes:
    """Return a sheet of which each third row names an organization that is known, in other words."""
    from benchmarks.partners.likeness import made_up

    held, fresh = made_up(known, seed=2), made_up(rows, seed=1)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Company", "Contact", "E-mail", "Phone", "City", "State", "Zip"])
    for number in range(rows):
        each = held[number // 3] if number % 3 == 0 and number // 3 < known else fresh[number]
        name = f"{each.name}, Inc." if number % 3 == 0 else each.name
        city, code = (
            PLACES[number % len(PLACES)] if number % 3 else PLACES[number // 3 % len(PLACES)]
        )
        writer.writerow(
            [name, f"Person {number}", f"p{number}@demo.example", each.phone, city, "AZ", code]
        )
    return out.getvalue().encode()


PLACES = [("Mesa", "85210"), ("Tucson", "85706"), ("Yuma", "85365"), ("Kingman", "86401"),
          ("Globe", "85501"), ("Page", "86040"), ("Nogales", "85621"), ("Tempe", "85281")]  # fmt: skip


def measure(rows: int, known: int) -> None:
    """Carry every step out and print how long it took; the last line is JSON."""
    import django

    django.setup()
    from django.utils import timezone

    from benchmarks.partners.likeness import made_up
    from keyway.intake.actions import applying, deciding, reading, undoing
    from keyway.partners.models import (
        Contact,
        Membership,
        Organization,
        Person,
        Site,
    )
    from keyway.reference.store import STARTER, Store

    now, store = timezone.now(), Store((STARTER,))
    home = _organization(Organization, "Demo Partnership", "home", runs_site=True)
    by = Person.objects.create_user("staff@example.org", full_name="Staff")
    Membership.objects.create(organization=home, person=by, role="partnership_staff", since_at=now)
    made = Organization.objects.bulk_create(
        Organization(
            name=each.name, slug=f"k{number}", search_text=each.name.lower(), kind="manufacturer",
            status="approved", state_code="AZ", phone=each.phone,
        )
        for number, each in enumerate(made_up(known, seed=2))
    )  # fmt: skip
    Site.objects.bulk_create(
        Site(
            organization=each, city=PLACES[n % len(PLACES)][0], zip_code=PLACES[n % len(PLACES)][1],
            state_code="AZ", is_main=True,
        )
        for n, each in enumerate(made)
    )  # fmt: skip
    steps: dict[str, float] = {}

    def timed(name: str, work: object) -> object:
        begun = time.perf_counter()
        done = work()  # type: ignore[operator]
        steps[name] = round(time.perf_counter() - begun, 1)
        print(f"{name:<28}{steps[name]:>7.1f} s   peak {_peak():.0f} MiB", flush=True)  # noqa: T201
        return done

    content = sheet_of(rows, known)
    batch = timed("upload", lambda: reading.upload_sheet(
        by=by, at=home, file_name="big.csv", content=content, kind="manufacturer", now=now,
        is_queued=False,
    ))  # fmt: skip
    timed(
        "read and look (preview)",
        lambda: reading.read_batch(batch=batch, store=store, home_state="AZ"),
    )  # type: ignore[arg-type]
    batch.refresh_from_db()  # type: ignore[attr-defined]
    for band in ("sure", "likely", "perhaps"):
        decision = "new" if band == "perhaps" else "same"
        count = timed(f"decide: {band}", lambda b=band, d=decision: deciding.decide_all(
            by=by, batch=batch, band=b, decision=d,  # type: ignore[arg-type]
        ))  # fmt: skip
        print(f"    {count} rows")  # noqa: T201
    timed("start the import", lambda: applying.start_import(by=by, batch=batch, now=now))  # type: ignore[arg-type]
    done = timed("import, all or nothing", lambda: applying.apply_import(
        by=by, batch=batch, store=store, home_state="AZ", now=now,  # type: ignore[arg-type]
    ))  # fmt: skip
    print(f"    {done}")  # noqa: T201
    timed(
        "check and take back",
        lambda: (
            undoing.queue_undo(by=by, batch=batch),
            undoing.undo_import(by=by, batch=batch, now=now),
        ),
    )  # type: ignore[arg-type]
    assert Organization.objects.count() == known + 1
    assert not Contact.objects.exists()
    told = {"rows": rows, "known": known, "seconds": steps, "peak_mib": round(_peak())}
    print(json.dumps(told))  # noqa: T201


def _organization(model: type, name: str, slug: str, **fields: object) -> object:
    return model.objects.create(  # type: ignore[attr-defined]
        name=name, slug=slug, search_text=name.lower(), kind="partnership", status="approved",
        state_code="AZ", **fields,
    )  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

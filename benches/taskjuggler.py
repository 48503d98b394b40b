#!/usr/bin/env python3
"""How long a year of audits takes qac and TaskJuggler, both started as whole programs: when each audit falls, who does it,
as a table and as a calendar file.

    benches/taskjuggler.py QAC [--runs N] [--folder DIR] [--sizes 250x7,2500x70]

QAC is the released program; `tj3` is that of Debian. Linux only: what children took of the processor is read from the
system. The folder is written anew.

What is compared. TaskJuggler gets one task of a day for each audit, in one of ten months, for which any auditor will do,
whoever has least, and the same one to the end of it; it writes the tasks with their dates and resources as CSV, the
auditors with their effort as CSV, and a calendar file, in one run. qac gets the same audits in two ways:

- *by the month*: one audit each month draws all of its cases, as the framework of 2016 does: ten draws share out as many
  cases as TaskJuggler has tasks.
- *one by one*: every audit draws one case of its own, in as many draws as audits, each by a lot of its own over all cases.

Either way all draws of the year are one run of qac. The schedule, as CSV and as a calendar file, is another; it is that of
the audits declared one by one, with a line and an event for each as TaskJuggler writes them.

Both share evenly over the year: each draw looks at the receipts of those before. All runs of qac stand in a script for the
shell, so that starting them counts; so does TaskJuggler's. qac also draws the cases by lot and writes a receipt of each
draw, and checks the framework each time, which TaskJuggler has no word for. TaskJuggler also finds the hours of each task.
"""

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

MONTHS = (1, 2, 3, 5, 6, 7, 9, 10, 11, 12)
NAMES = dict(
    zip(range(1, 13), "January February March April May June July August September October November December".split(), strict=True)
)
YEAR = 2026
#: From how many audits on as many draws would take too long.
MOST_SINGLY = 500

HEAD = """framework audits "Audits" {{
  owner:      lead
  calendar:   days
  review-due: December 2030
}}
calendar days "Days" {{ holidays: England and Wales }}
unit service "Service"
role lead "Lead" {{ headcount: 1 }}
role auditor "Auditor" {{
  headcount:  {auditors}
  reports-to: lead
}}
record case "Cases" {{
  columns: case-id text, team text
  key:     case-id
}}
scale yes-no "Yes or no" {{
  grade yes "Yes"
  grade no "No"
}}
standard sound "Sound" {{
  scale: yes-no
  criterion well "Is it sound?"
}}
instrument tool "Tool" {{
  kind:  audit-tool
  tests: sound
}}
population cases "Cases" {{ records: case }}
"""

AUDIT = """audit {id} "{title}" {{
  unit:       service
  when:       {when}
  draw:       {size} at random from cases
  instrument: tool
  auditors:   auditor, shared evenly
}}
"""


#: The folder that each script writes to.
WRITTEN_TO = {"schedule": "year", "by the month": "monthly", "one by one": "singly", "tj3": "tj3"}


def month_of(number: int) -> int:
    return MONTHS[number % len(MONTHS)]


def one_by_one(audits: int, auditors: int) -> str:
    parts = [
        AUDIT.format(id=f"audit-{number}", title=f"Audit {number}", when=f"every year in {NAMES[month_of(number)]}", size=1)
        for number in range(audits)
    ]
    return HEAD.format(auditors=auditors) + "".join(parts)


def by_the_month(audits: int, auditors: int) -> str:
    when = "every month except April and August on the last working day"
    return HEAD.format(auditors=auditors) + AUDIT.format(id="files", title="Files", when=when, size=audits // len(MONTHS))


def taskjuggler(audits: int, auditors: int) -> str:
    """The like for TaskJuggler."""
    people = "\n".join(f'resource a{number} "Auditor {number}"' for number in range(auditors))
    others = ", ".join(f"a{number}" for number in range(1, auditors))
    tasks = "\n".join(
        f'task t{number} "Audit {number}" {{ start {YEAR}-{month_of(number):02}-01 effort 1d ${{anyone}} }}'
        for number in range(audits)
    )
    return f"""project audits "Audits" {YEAR}-01-01 +12m {{
  timezone "Europe/London"
  now {YEAR}-01-01
}}
macro anyone [ allocate a0 {{ alternative {others} select minloaded persistent }} ]
{people}
{tasks}
taskreport schedule "schedule" {{ formats csv  columns id, name, start, end, resources  hideresource 1 }}
resourcereport allocation "allocation" {{ formats csv  columns name, effort  hidetask 1 }}
icalreport calendar "calendar" {{ }}
"""


def cases(audits: int) -> str:
    """Ten times as many cases as audits, so that there is something to draw from."""
    rows = (f"C{number:06},team {number % 40}\n" for number in range(10 * audits))
    return "case_id,team\n" + "".join(rows)


def roster(auditors: int) -> str:
    return "person,role\n" + "".join(f"Auditor {number},auditor\n" for number in range(auditors)) + "Lead,lead\n"


def script(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / f"{name}.sh"
    path.write_text("set -e\n" + "\n".join(lines) + "\n")
    return path


def generate(folder: Path, qac: Path, audits: int, auditors: int) -> dict[str, Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "one-by-one.qac").write_text(one_by_one(audits, auditors))
    (folder / "by-the-month.qac").write_text(by_the_month(audits, auditors))
    (folder / "audits.tjp").write_text(taskjuggler(audits, auditors))
    (folder / "cases.csv").write_text(cases(audits))
    (folder / "roster.csv").write_text(roster(auditors))
    year = f"--from {YEAR}-01-01 --to {YEAR}-12-31"
    schedule = [f"{qac} schedule one-by-one.qac {year} --format csv,ics -o year > written.txt"]

    def draws(framework: str, receipts: str) -> list[str]:
        return [
            f"{qac} sample {framework}.qac --month {YEAR}-01 --to {YEAR}-12 --cases cases.csv --roster roster.csv"
            f" --seed dice -o {receipts} --format json > draw.json",
        ]

    return {
        "schedule": script(folder, "schedule", schedule),
        "by the month": script(folder, "monthly", draws("by-the-month", "monthly")),
        "one by one": script(folder, "singly", draws("one-by-one", "singly")),
        "tj3": script(folder, "tj3", ["tj3 --silent --output-dir tj3 audits.tjp"]),
    }


def seconds(path: Path) -> tuple[float, float]:
    """What a script takes by the clock, and on the processor."""

    def on_processor() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before, began = on_processor(), time.monotonic()
    subprocess.run(["sh", path.name], cwd=path.parent, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - began, on_processor() - before


def loads(folder: Path) -> list[int]:
    """How many cases each auditor has, by the receipts of a folder."""
    counts: dict[str, int] = {}
    for path in folder.glob("receipt-*.json"):
        for case in json.loads(path.read_text())["allocation"]["cases"]:
            counts[case["auditor"]] = counts.get(case["auditor"], 0) + 1
    return sorted(counts.values())


def check(folder: Path, audits: int, auditors: int, singly: bool) -> None:
    """Both have done all of it."""
    with (folder / "year/schedule.csv").open(newline="", encoding="utf-8-sig") as file:
        assert sum(1 for _ in csv.DictReader(file)) == audits, "lines of qac's schedule"
    assert (folder / "year/schedule.ics").read_text().count("BEGIN:VEVENT") == audits, "events of qac"
    for receipts in ("monthly", "singly") if singly else ("monthly",):
        found = loads(folder / receipts)
        assert sum(found) == audits and len(found) == auditors, f"{receipts}: {found}"
        print(f"  {receipts}: {found[0]} to {found[-1]} cases each")
    with (folder / "tj3/schedule.csv").open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == audits, "lines of tj3's schedule"
    months = {row["Id"]: int(row["Start"][5:7]) for row in rows}
    assert all(months[f"t{number}"] == month_of(number) for number in range(audits)), "a task of tj3 in another month"
    assert (folder / "tj3/calendar.ics").read_text().count("BEGIN:VTODO") == audits, "events of tj3"
    with (folder / "tj3/allocation.csv").open(newline="") as file:
        effort = sorted(float(row["Effort"]) for row in csv.DictReader(file, delimiter=";"))
    assert round(sum(effort)) == audits and len(effort) == auditors, f"efforts of tj3: {effort}"
    print(f"  tj3: {effort[0]:.0f} to {effort[-1]:.0f} cases each", flush=True)


def measure(folder: Path, qac: Path, audits: int, auditors: int, runs: int) -> None:
    scripts = generate(folder, qac, audits, auditors)
    if audits > MOST_SINGLY:
        del scripts["one by one"]
    best = {name: (float("inf"), float("inf")) for name in scripts}
    for _ in range(runs):
        for name, path in scripts.items():
            # Nothing is there yet but the folder, without which TaskJuggler does not begin.
            shutil.rmtree(folder / WRITTEN_TO[name], ignore_errors=True)
            (folder / WRITTEN_TO[name]).mkdir()
            best[name] = tuple(map(min, best[name], seconds(path)))
    check(folder, audits, auditors, "one by one" in scripts)
    for name, place in (("by the clock", 0), ("on the processor", 1)):
        schedule, monthly, theirs = (best[part][place] for part in ("schedule", "by the month", "tj3"))
        singly, by_all = "not run", ""
        if "one by one" in scripts:
            singly, by_all = f"{best['one by one'][place]:.2f} s", f"{theirs / (schedule + best['one by one'][place]):.2f}"
        print(
            f"| {audits:,} and {auditors}, {name} | {schedule:.3f} s | {monthly:.3f} s | {singly} | {theirs:.2f} s "
            f"| {theirs / schedule:.0f} | {theirs / (schedule + monthly):.0f} | {by_all} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("qac", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("target/bench-taskjuggler"))
    parser.add_argument("--sizes", default="250x7,2500x70")
    words = parser.parse_args()
    print(
        "| audits and auditors | qac: schedule, CSV and calendar | ten draws | as many draws as audits | tj3, all of it "
        "| tj3 / schedule | tj3 / schedule and ten draws | tj3 / schedule and all draws |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for size in words.sizes.split(","):
        audits, auditors = map(int, size.split("x"))
        measure(words.folder.resolve() / size, words.qac.resolve(), audits, auditors, words.runs)


if __name__ == "__main__":
    main()

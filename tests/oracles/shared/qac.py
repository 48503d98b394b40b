"""qac through its front door: a framework is written to a file, the binary is run, its output is read."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

HEAD = """\
framework oracle "Oracle" {{
  owner:      head
  calendar:   {calendar}
  review-due: December 9999
}}
role head "Head" {{ headcount: 1 }}
{declaration}
"""


@dataclass(frozen=True)
class Calendar:
    """A calendar: its name, and the lines between its braces."""

    name: str
    lines: str
    #: The days of the working week, Monday is 0.
    works: tuple[int, ...] = (0, 1, 2, 3, 4)
    #: The month the first quarter starts in.
    quarters: int = 1
    #: Month and day that financial and academic years start on.
    financial: tuple[int, int] = (4, 1)
    academic: tuple[int, int] = (9, 1)

    def declaration(self) -> str:
        return f'calendar {self.name} "{self.name}" {{\n{self.lines}\n}}'


@dataclass(frozen=True)
class Duty:
    """One rule: when it falls, and by when it must be done."""

    when: str
    due: str | None = None

    def declaration(self, name: str) -> str:
        due = f"  due: {self.due}" if self.due else ""
        return f'duty {name} "{name}" {{ who: head  must: "act"  when: {self.when}{due} }}'


@dataclass
class Dates:
    """What a schedule says of one rule, in its order."""

    planned: list[date] = field(default_factory=list)
    due: list[date] = field(default_factory=list)
    #: The first day of the period each belongs to.
    period: list[date] = field(default_factory=list)
    open_until: list[date | None] = field(default_factory=list)
    moved_because: list[str | None] = field(default_factory=list)


class Refused(Exception):
    """qac did not do what it was asked: its words say why."""


def framework(calendar: Calendar, duties: dict[str, Duty]) -> str:
    """A whole framework with these rules, each on a line of its own."""
    head = HEAD.format(calendar=calendar.name, declaration=calendar.declaration())
    return head + "".join(duty.declaration(name) + "\n" for name, duty in duties.items())


def run(qac: str, *arguments: str) -> str:
    """What qac prints, with its own line ends."""
    ran = subprocess.run([qac, *arguments], capture_output=True)
    if ran.returncode != 0:
        said = (ran.stdout + ran.stderr).decode("utf-8")[:4000]
        raise Refused(f"qac {' '.join(arguments)} ended with {ran.returncode}:\n{said}")
    return ran.stdout.decode("utf-8")


def schedule(qac: str, calendar: Calendar, duties: dict[str, Duty], start: date, end: date, form: str = "json") -> str:
    """`qac schedule` of a framework with these rules."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "oracle.qac")
        file.write_text(framework(calendar, duties), encoding="utf-8")
        return run(qac, "schedule", str(file), "--from", f"{start}", "--to", f"{end}", "--format", form)


def dates(qac: str, calendar: Calendar, duties: dict[str, Duty], start: date, end: date) -> dict[str, Dates]:
    """The dates of each rule, from the JSON of its schedule."""
    found = {name: Dates() for name in duties}
    for one in json.loads(schedule(qac, calendar, duties, start, end))["occurrences"]:
        of = found[one["declaration"]]
        of.planned.append(date.fromisoformat(one["nominal"]))
        of.due.append(date.fromisoformat(one["due"]))
        of.period.append(date.fromisoformat(one["period"]["from"]))
        of.open_until.append(date.fromisoformat(one["open_until"]) if one["open_until"] else None)
        of.moved_because.append(one["moved_because"])
    return found


def keep(root: str, name: str, text: str) -> Path:
    """Keeps a failing framework where a reader can run it again."""
    folder = Path(root, "target", "oracles", "failing")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def finish(oracle: str, said: str, failures: list[str]) -> None:
    """Says what was compared in one line, or the failures; ends the program with 1 if there are any."""
    if not failures:
        print(f"{oracle}: {said}")
        return
    for failure in failures[:10]:
        print(failure, file=sys.stderr)
    print(f"{oracle}: {len(failures)} disagreements; {said}", file=sys.stderr)
    sys.exit(1)

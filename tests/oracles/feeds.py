#!/usr/bin/env python3
"""Calendar entries, read by other programs' libraries, `icalendar` and `recurring-ical-events`: the rhythms of the
recurrence oracle, written as recurring entries by this program, give the dates that qac gives.

    feeds.py QAC REPOSITORY
"""

import sys
from datetime import date, timedelta
from multiprocessing import Pool

import icalendar
import recurring_ical_events

from shared import qac
from shared.rules import Batch, Rule, batches, narrowed

def entry(name: str, rule: Rule) -> str:
    """A recurring entry of one day. It must start with a day that its rule gives."""
    start = rule.first()
    if start is None:
        return ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{name}",
        "DTSTAMP:20200101T000000Z",
        f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{start + timedelta(days=1):%Y%m%d}",
        f"RRULE:{rule.parts}",
        "END:VEVENT",
    ]
    return "".join(line + "\r\n" for line in lines)


def as_entries(batch: Batch) -> str:
    entries = [
        entry(f"{name}.{part}", rule) for name, case in batch.cases.items() for part, rule in enumerate(case.rules)
    ]
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//oracle//EN\r\n" + "".join(entries) + "END:VCALENDAR\r\n"


def recurring(batch: Batch) -> dict[str, set[date]]:
    """The days of each rhythm, as a calendar program would show them."""
    found: dict[str, set[date]] = {name: set() for name in batch.cases}
    shown = recurring_ical_events.of(icalendar.Calendar.from_ical(as_entries(batch)))
    for event in shown.between(batch.start, batch.end + timedelta(days=1)):
        found[event["UID"].partition(".")[0]].add(event["DTSTART"].dt)
    return found


def compared(batch: Batch) -> tuple[int, int, list[str]]:
    """How many rhythms and entries were compared, and where they differ."""
    binary = sys.argv[1]
    batch = narrowed(batch, 4)
    duties = {name: qac.Duty(case.when) for name, case in batch.cases.items()}
    planned = qac.dates(binary, batch.calendar, duties, batch.start, batch.end)
    shown = recurring(batch)
    failures = [
        f"when:      {batch.cases[name].when}\nrules:     {batch.cases[name].rules}\n"
        f"first odd: {min(set(planned[name].planned) ^ shown[name])} in {batch.start}..{batch.end}\n"
        for name in batch.cases
        if set(planned[name].planned) != shown[name]
    ]
    return len(batch.cases), sum(map(len, shown.values())), failures


def main() -> None:
    with Pool() as pool:
        results = pool.map(compared, batches(), chunksize=1)
    rhythms, entries = sum(one[0] for one in results), sum(one[1] for one in results)
    failures = [failure for one in results for failure in one[2]]
    said = f"{rhythms} rhythms with {entries} entries"
    qac.finish("feeds", f"{said}, as icalendar and recurring-ical-events show them", failures)


if __name__ == "__main__":
    main()

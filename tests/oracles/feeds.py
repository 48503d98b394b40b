#!/usr/bin/env python3
"""Calendar feeds, read by other programs' libraries, `icalendar` and `recurring-ical-events`:

- the rhythms of the first oracle, written as recurring entries by this program, give the dates that qac gives;
- `qac schedule --format ics` of the same rhythms can be read, and gives the dates of its JSON;
- so does the feed of every framework in the repository.

    feeds.py QAC REPOSITORY
"""

import json
import sys
from collections import Counter
from datetime import date, timedelta
from multiprocessing import Pool
from pathlib import Path

import icalendar
import recurring_ical_events

from shared import qac
from shared.rules import Batch, Rule, batches, narrowed

#: Whose feed is compared over its own years.
FRAMEWORKS = ("frameworks", "examples")
YEARS = (date(2016, 1, 1), date(2027, 12, 31))


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


def days_of(feed: str) -> Counter[tuple[str, date]]:
    """The declarations and days of a feed's entries; what RFC 5545 asks of them is held here too."""
    assert feed.endswith("\r\n") and "\n" not in feed.replace("\r\n", ""), "a line ends otherwise than in CR LF"
    assert all(len(line.encode()) <= 75 for line in feed.split("\r\n")), "a line is longer than 75 octets"
    calendar = icalendar.Calendar.from_ical(feed)
    assert not calendar.errors and calendar["VERSION"] == "2.0" and calendar["PRODID"], "the head of the feed"
    events = calendar.walk("VEVENT")
    names = Counter(event["UID"] for event in events)
    assert not events or max(names.values()) == 1, f"two entries have one UID: {names.most_common(1)}"
    for event in events:
        assert not event.errors and "DTSTAMP" in event and event["SUMMARY"], f"{event['UID']} cannot be read"
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is date and type(end) is date and end > start, f"{event['UID']} is not of whole days"
    if not events:
        return Counter()
    first = min(event["DTSTART"].dt for event in events)
    last = max(event["DTEND"].dt for event in events)
    shown = recurring_ical_events.of(calendar).between(first, last)
    assert len(shown) == len(events), "some entries are not shown"
    return Counter((event["UID"].partition(".")[0], event["DTSTART"].dt) for event in shown)


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
    feed = days_of(qac.schedule(binary, batch.calendar, duties, batch.start, batch.end, "ics"))
    due = Counter((name, day) for name, dates in planned.items() for day in dates.due)
    failures += [f"feed: {batch.cases[name].when}: {day}" for name, day in sorted((feed - due) + (due - feed))]
    return len(batch.cases), feed.total(), failures


def repository_feeds(binary: str, root: Path) -> tuple[int, int, list[str]]:
    """The feeds of the repository's own frameworks, over their years."""
    files, entries, failures = 0, 0, []
    for file in sorted(file for folder in FRAMEWORKS for file in Path(root, folder).glob("*.qac*")):
        asked = ["schedule", str(file), "--from", f"{YEARS[0]}", "--to", f"{YEARS[1]}", "--format"]
        try:
            planned = json.loads(qac.run(binary, *asked, "json"))["occurrences"]
        except qac.Refused:
            continue  # No framework, or one with findings: other tests look after those.
        feed = days_of(qac.run(binary, *asked, "ics"))
        due = Counter((one["declaration"], date.fromisoformat(one["due"])) for one in planned)
        files, entries = files + 1, entries + feed.total()
        failures += [f"feed of {file}: {name}: {day}" for name, day in sorted((feed - due) + (due - feed))]
    return files, entries, failures


def main() -> None:
    binary, root = sys.argv[1], Path(sys.argv[2])
    with Pool() as pool:
        results = pool.map(compared, batches(), chunksize=1)
    rhythms, entries = sum(one[0] for one in results), sum(one[1] for one in results)
    failures = [failure for one in results for failure in one[2]]
    files, more, odd = repository_feeds(binary, root)
    said = f"{rhythms} rhythms with {entries} entries, and {more} entries of {files} frameworks"
    qac.finish("feeds", f"{said}, as icalendar and recurring-ical-events show them", failures + odd)


if __name__ == "__main__":
    main()

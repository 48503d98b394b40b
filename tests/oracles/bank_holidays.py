#!/usr/bin/env python3
"""Bank holidays against the PyPI package `holidays`, and Easter against python-dateutil.

Dates are compared, not names, and weekdays alone: the package lists a Saturday's holiday beside the day it is kept on.
Each difference is decided, with its source, in holidays-differences.csv; one that is not there fails, and so does one
that is there and is gone.

    bank_holidays.py QAC REPOSITORY
"""

import csv
import sys
from datetime import date, timedelta
from multiprocessing import Pool
from pathlib import Path

import holidays
from dateutil.easter import easter

from shared import qac, words

#: The nations, and the parts of the United Kingdom that the package knows.
NATIONS = {"England and Wales": ("ENG", "WLS"), "Scotland": ("SCT",), "Northern Ireland": ("NIR",)}
FIRST, LAST = 1978, holidays.UK.end_year
#: The last year that qac schedules; `tests/vectors/easter.csv` has the others.
LAST_EASTER = 2199
#: The longest that qac lists at once.
LONGEST = 99


def calendar(nation: str) -> qac.Calendar:
    return qac.Calendar("nation", f"week: Monday to Friday\nholidays: {nation}")


def spans(first: int, last: int) -> list[tuple[int, int]]:
    return [(year, min(year + LONGEST - 1, last)) for year in range(first, last + 1, LONGEST)]


def kept(nation: str) -> set[date]:
    """The weekdays that `every working day` leaves out."""
    off: set[date] = set()
    for first, last in spans(FIRST, LAST):
        start, end = date(first, 1, 1), date(last, 12, 31)
        duties = {"worked": qac.Duty("every working day")}
        worked = set(qac.dates(sys.argv[1], calendar(nation), duties, start, end)["worked"].planned)
        every_day = (start + timedelta(days=day) for day in range((end - start).days + 1))
        off |= {day for day in every_day if day.weekday() < 5 and day not in worked}
    return off


def listed(part: str) -> set[date]:
    """The weekdays that the package lists."""
    return {day for day in holidays.UK(subdiv=part, years=range(FIRST, LAST + 1)) if day.weekday() < 5}


def differences(nation: str) -> tuple[int, set[tuple[str, str, str]]]:
    """How many days qac keeps, and each day that one of the two has alone: nation, date, who has it."""
    ours = kept(nation)
    odd = set()
    for part in NATIONS[nation]:
        theirs = listed(part)
        odd |= {(nation, f"{day}", "qac" if day in ours else "holidays") for day in ours ^ theirs}
    return len(ours), odd


def decided(root: Path) -> set[tuple[str, str, str]]:
    """The differences that are known; each must say what is right, and where that stands."""
    with Path(root, "tests/oracles/holidays-differences.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(row["decision"] and row["source"] for row in rows), "a difference is not decided from a source"
    return {(row["nation"], row["date"], row["who has it"]) for row in rows}


def good_fridays(span: tuple[int, int]) -> list[str]:
    """The years whose Good Friday qac keeps on another day than two days before Easter."""
    first, last = span
    # The weeks that start in March or April hold every Good Friday.
    others = words.months([month for month in range(1, 13) if month not in (3, 4)])
    duties = {"friday": qac.Duty(f"every week except {others} on Friday, moved to the working day before")}
    found = qac.dates(sys.argv[1], calendar("England and Wales"), duties, date(first, 1, 1), date(last, 12, 31))
    fridays = zip(found["friday"].planned, found["friday"].moved_because, strict=True)
    ours = [day for day, because in fridays if because and because.startswith("Good Friday")]
    theirs = [easter(year) - timedelta(days=2) for year in range(first, last + 1)]
    return [f"Good Friday {day}: only one of qac and python-dateutil has it" for day in sorted({*ours} ^ {*theirs})]


def main() -> None:
    root = Path(sys.argv[2])
    with Pool() as pool:
        results = pool.map(differences, NATIONS)
        easters = pool.map(good_fridays, spans(FIRST, LAST_EASTER))
    many, odd = sum(one[0] for one in results), set().union(*(one[1] for one in results))
    known = decided(root)
    failures = [f"{day} {nation}: only {who} has it, and nobody has decided" for nation, day, who in sorted(odd - known)]
    failures += [f"{day} {nation}: decided, but both agree now" for nation, day, _ in sorted(known - odd)]
    failures += [failure for one in easters for failure in one]
    said = f"{many} days of {FIRST} to {LAST} with {len(known)} decided differences from the package holidays"
    qac.finish("bank holidays", f"{said}, Good Friday of {FIRST} to {LAST_EASTER} as python-dateutil has it", failures)


if __name__ == "__main__":
    main()

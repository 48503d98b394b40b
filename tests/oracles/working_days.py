#!/usr/bin/env python3
"""Counting and moving by working days against numpy's busday functions, on calendars with days off made up at random:
moves and their month ends, the nth working day, steps, deadlines in both directions, windows.

    working_days.py QAC REPOSITORY
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import Pool

import numpy

from shared import qac, words
from shared.months import first_of, later, month_number

SEED = 1971
BOOKS = 14
WEEKS = ((0, 4), (0, 5), (1, 5), (0, 6), (2, 4), (0, 0), (0, 3))

#: What qac calls each of numpy's ways to move a day, and one way more.
MOVES = {
    "following": "the next working day",
    "preceding": "the working day before",
    "modifiedfollowing": "the next working day within the month",
    "modifiedpreceding": "the working day before within the month",
    "nearest": "the nearest working day",
}

#: Periods of months: how many, and the month one of them starts with. The calendars say nothing else.
PERIODS = {"month": (1, 1), "quarter": (3, 1), "half-year": (6, 1), "year": (12, 1), "financial year": (12, 4)}


@dataclass(frozen=True)
class Book:
    """A working calendar, as qac and as numpy have it, and the days asked for."""

    calendar: qac.Calendar
    days: numpy.busdaycalendar
    #: Where the calendar moves a day that is not worked.
    way: str
    start: date
    end: date

    def on(self, day: date, count: int, roll: str) -> date:
        return numpy.busday_offset(day, count, roll=roll, busdaycal=self.days).astype(date)

    def after(self, day: date, count: int) -> date:
        """So many working days after; the day itself is day 0, worked or not."""
        return self.on(day, count, "backward")

    def before(self, day: date, count: int) -> date:
        return self.on(day, -count, "forward")

    def moved(self, day: date, way: str | None = None) -> date:
        """Off a day that is not worked. If two are equally near, the later one."""
        way = way or self.way
        if way != "nearest":
            return self.on(day, 0, way)
        onwards, back = self.on(day, 0, "following"), self.on(day, 0, "preceding")
        return onwards if onwards - day <= day - back else back

    def inside(self, day: date, first: date, last: date, way: str | None = None) -> date:
        """Moved, but never out of its period: the other way round instead, or not at all."""
        there = self.moved(day, way)
        if not first <= there <= last:
            there = self.on(day, 0, "preceding" if there > day else "following")
        return there if first <= there <= last else day

    def nth(self, number: int, first: date, last: date) -> date | None:
        """The nth working day of a period, counted from its end where the number is negative."""
        if number > 0:
            found = self.on(first, number - 1, "forward")
        else:
            found = self.on(last + timedelta(days=1), number, "forward")
        return found if first <= found <= last else None

    def each_day(self, since: date, step: int) -> list[date]:
        return [since + timedelta(days=days) for days in range(0, (self.end - since).days + 1, step)]

    def periods(self, unit: str) -> Iterator[tuple[date, date]]:
        day = self.start
        while day <= self.end:
            first, last = period(unit, day)
            yield first, last
            day = last + timedelta(days=1)


def period(unit: str, day: date) -> tuple[date, date]:
    """The first and last day of the period that holds the day."""
    length, first = PERIODS[unit]
    number = (month_number(day) - (first - 1)) // length * length + first - 1
    return first_of(number), first_of(number + length) - timedelta(days=1)


def book(chance: random.Random, number: int) -> Book:
    """A working week, single days off and closures, none of them as long as a month."""
    start = date(chance.randint(1905, 2190), 1, 1)
    end = date(start.year + 5, 12, 31)
    first, last = WEEKS[number % len(WEEKS)]
    around = [start + timedelta(days=day) for day in range(-500, (end - start).days + 500)]
    single = sorted(chance.sample(around, 90))
    closed = [(day, day + timedelta(days=chance.randint(1, 12))) for day in sorted(chance.sample(around, 14))]
    way = list(MOVES)[number % len(MOVES)]
    lines = [
        f"week: {words.WEEKDAYS[first]} to {words.WEEKDAYS[last]}",
        f"non-working-days: moved to {MOVES[way]}",
        *(f'holiday h{at} "Off" {{ date: {words.day(day)} }}' for at, day in enumerate(single)),
        *(f'closure c{at} "Shut" {{ dates: {words.day(a)} to {words.day(b)} }}' for at, (a, b) in enumerate(closed)),
    ]
    off = [*single, *(a + timedelta(days=day) for a, b in closed for day in range((b - a).days + 1))]
    days = numpy.busdaycalendar(weekmask=[first <= day <= last for day in range(7)], holidays=off)
    calendar = qac.Calendar(f"days-{number}", "\n".join(lines), tuple(range(first, last + 1)))
    return Book(calendar, days, way, start, end)


@dataclass(frozen=True)
class Claim:
    """A rule, and what each of its dates leads to by numpy's reckoning."""

    duty: qac.Duty
    leads_to: dict[date, date]
    #: What the dates are in the schedule, and what they lead to.
    read: Callable[[qac.Dates], dict[date, date | None]]


def planned_to_due(dates: qac.Dates) -> dict[date, date | None]:
    return dict(zip(dates.planned, dates.due, strict=True))


def happened_to_due(dates: qac.Dates) -> dict[date, date | None]:
    """Of a rule that counts days and has a deadline of its own."""
    return dict(zip(dates.period, dates.due, strict=True))


def planned_to_closing(dates: qac.Dates) -> dict[date, date | None]:
    return dict(zip(dates.planned, dates.open_until, strict=True))


def planned(when: str, days: list[date], due: Callable[[date], date]) -> Claim:
    return Claim(qac.Duty(when), {day: due(day) for day in days}, planned_to_due)


# ── What is claimed ───────────────────────────────────────────────────────────────────────────────────────────────────


def moves(chance: random.Random, days: Book) -> Iterator[Claim]:
    """Days of any kind, moved in each way, and as the calendar says."""
    for way in [*MOVES, None]:
        for _ in range(4):
            step, since = chance.randint(1, 40), days.start + timedelta(days=chance.randint(0, 300))
            said = f", moved to {MOVES[way]}" if way else ""
            when = f"every {step} days from {words.day(since)}{said}" if step > 1 else f"every day from {since}{said}"
            yield planned(when, days.each_day(since, step), lambda day, way=way: days.moved(day, way))


def ends_of_periods(_: random.Random, days: Book) -> Iterator[Claim]:
    """A rule without a day has its whole period, which a move does not leave."""
    for unit in PERIODS:
        for way in [*MOVES, None]:
            lasts = {last: days.inside(last, first, last, way) for first, last in days.periods(unit)}
            when = f"every {unit}{f', moved to {MOVES[way]}' if way else ''}"
            yield Claim(qac.Duty(when), lasts, planned_to_due)
    for way in ("following", "preceding", "nearest"):
        sundays = [day for day in days.each_day(days.start, 1) if day.weekday() == 6]
        inside = {day: days.inside(day, day - timedelta(days=6), day, way) for day in sundays}
        yield Claim(qac.Duty(f"every week, moved to {MOVES[way]}"), inside, planned_to_due)


def nth_working_days(chance: random.Random, days: Book) -> Iterator[Claim]:
    """The nth or last working day of months, quarters and years, where there are so many."""
    for unit, (length, _) in PERIODS.items():
        most = min(60, 4 * length * len(days.calendar.works))
        for number in [1, -1, -2, *(chance.randint(2, most) for _ in range(5))]:
            wanted = [days.nth(number, first, last) or days.nth(-1, first, last) for first, last in days.periods(unit)]
            skipped = [days.nth(number, first, last) for first, last in days.periods(unit)]
            place = f"every {unit} on the {words.ordinal(number)} working day"
            if skipped == wanted:
                yield planned(place, [day for day in wanted if day], lambda day: day)
            else:
                whole = f"{place}, or the last day of a shorter month"
                yield planned(whole, [day for day in wanted if day], lambda day: day)
                less = f"{place}, or not at all in a shorter month"
                yield planned(less, [day for day in skipped if day], lambda day: day)


def steps(chance: random.Random, days: Book) -> Iterator[Claim]:
    """Steps counted in working days, across years."""
    every_day = days.each_day(days.start, 1)
    working = [day for day in every_day if numpy.is_busday(day, busdaycal=days.days)]
    end = days.end + timedelta(days=1)
    assert len(working) == numpy.busday_count(days.start, end, busdaycal=days.days)
    yield planned("every working day", working, lambda day: day)
    for _ in range(6):
        step, since = chance.randint(2, 60), days.start + timedelta(days=chance.randint(0, 60))
        reached = [since]
        while reached[-1] <= days.end:
            reached.append(days.after(since, step * len(reached)))
        yield planned(f"every {step} working days from {words.day(since)}", reached[:-1], days.moved)


def deadlines(chance: random.Random, days: Book) -> Iterator[Claim]:
    """Counted on from a day and back from it, and days of its month or quarter."""
    for due, by in forms(chance, days):
        step, since = chance.randint(2, 9), days.start + timedelta(days=chance.randint(0, 60))
        happened = days.each_day(since, step)
        duty = qac.Duty(f"every {step} days from {words.day(since)}, not moved", due)
        yield Claim(duty, {day: by(day) for day in happened}, happened_to_due)


def forms(chance: random.Random, days: Book) -> Iterator[tuple[str, Callable[[date], date]]]:
    """Deadlines in words, and when they end for something of a day."""
    for _ in range(3):
        many, unit = chance.randint(2, 45), chance.choice(["month", "quarter", "year"])
        few = chance.randint(2, 2 * len(days.calendar.works))
        yield f"within {many} working days", lambda day, n=many: days.after(day, n)
        yield f"within {many} days", lambda day, n=many: days.moved(day + timedelta(days=n))
        yield f"within {many} weeks", lambda day, n=many: days.moved(day + timedelta(weeks=n))
        yield f"within {few} months", lambda day, n=few: days.moved(later(day, n))
        yield f"within {many} days, not moved", lambda day, n=many: day + timedelta(days=n)
        yield (
            f"within {many} working days of the end of the {unit}",
            lambda day, n=many, u=unit: days.after(period(u, day)[1], n),
        )
        yield (
            f"within {many} working days of the start of the {unit}",
            lambda day, n=many, u=unit: days.after(period(u, day)[0], n),
        )
        yield (
            f"at least {many} working days before the end of the {unit}",
            lambda day, n=many, u=unit: days.before(period(u, day)[1], n),
        )
        yield (
            f"at least {many} days before the start of the {unit}",
            lambda day, n=many, u=unit: days.moved(period(u, day)[0] - timedelta(days=n), "preceding"),
        )
        yield f"before the end of the {unit}", lambda day, u=unit: days.before(period(u, day)[1], 1)
        yield f"by the end of the {unit}", lambda day, u=unit: end_of(days, u, day)
        yield f"by the end of the next {unit}", lambda day, u=unit: end_of(days, u, after_period(u, day))
        yield f"by the last working day of the {unit}", lambda day, u=unit: nth_of(days, -1, u, day)
        yield (
            f"by the {words.ordinal(few)} working day of the next {unit}",
            lambda day, n=few, u=unit: nth_of(days, n, u, after_period(u, day)),
        )
        yield (
            f"the sooner of within {few} working days and by the end of the {unit}",
            lambda day, n=few, u=unit: min(days.after(day, n), end_of(days, u, day)),
        )
        yield (
            f"the later of within {few} working days and by the end of the {unit}",
            lambda day, n=few, u=unit: max(days.after(day, n), end_of(days, u, day)),
        )
    yield "on the same working day", lambda day: days.on(day, 0, "following")
    yield "on the same day", lambda day: day
    yield "by the end of the next working day", lambda day: days.after(day, 1)


def after_period(unit: str, day: date) -> date:
    return period(unit, day)[1] + timedelta(days=1)


def end_of(days: Book, unit: str, day: date) -> date:
    first, last = period(unit, day)
    return days.inside(last, first, last)


def nth_of(days: Book, number: int, unit: str, day: date) -> date:
    """The nth working day of the period, or its last where it has fewer."""
    found = days.nth(number, *period(unit, day)) or days.nth(-1, *period(unit, day))
    assert found, "no calendar here is closed for a month"
    return found


def windows(chance: random.Random, days: Book) -> Iterator[Claim]:
    """Open for so many working days, the first of which is the day itself if it is worked."""
    for _ in range(4):
        step, since = chance.randint(2, 40), days.start + timedelta(days=chance.randint(0, 60))
        long = chance.randint(1, 30)
        closing = {day: days.on(day, long - 1, "forward") for day in days.each_day(since, step)}
        counted = [int(numpy.busday_count(day, last + timedelta(days=1), busdaycal=days.days)) for day, last in closing.items()]
        assert set(counted) == {long}
        when = f"every {step} days from {words.day(since)}, open for {long} working day{'s' * (long > 1)}, not moved"
        yield Claim(qac.Duty(when), closing, planned_to_closing)


CLAIMS = (moves, ends_of_periods, nth_working_days, steps, deadlines, windows)


# ── What qac says ─────────────────────────────────────────────────────────────────────────────────────────────────────


def compared(number: int) -> tuple[int, int, list[str]]:
    """How many rules and dates of one calendar were compared, and where they differ."""
    binary, root = sys.argv[1:3]
    chance = random.Random(SEED + number)
    days = book(chance, number)
    claims = {f"d{at}": claim for at, claim in enumerate(claim for make in CLAIMS for claim in make(chance, days))}
    duties = {name: claim.duty for name, claim in claims.items()}
    # A date may lead out of the days asked for, and a deadline of a year far out: the edges are not compared.
    wide = days.start - timedelta(days=800), days.end + timedelta(days=800)
    found = qac.dates(binary, days.calendar, duties, *wide)
    failures, many = [], 0
    for name, claim in claims.items():
        said = {day: to for day, to in claim.read(found[name]).items() if days.start <= day <= days.end}
        expected = {day: to for day, to in claim.leads_to.items() if days.start <= day <= days.end}
        many += len(expected)
        if said != expected:
            failures.append(difference(root, days, claim, expected, said))
    return len(claims), many, failures


def difference(
    root: str, days: Book, claim: Claim, expected: dict[date, date], said: dict[date, date | None]
) -> str:
    """The rule and the first of its dates that differs, in a framework that holds nothing else."""
    first = min(day for day in {*expected, *said} if expected.get(day) != said.get(day))
    text = qac.framework(days.calendar, {"alone": claim.duty})
    file = qac.keep(root, f"working-days-{days.calendar.name}.qac", text)
    return "\n".join(
        [
            f"rule:  when: {claim.duty.when}{f'  due: {claim.duty.due}' if claim.duty.due else ''}",
            f"days:  {words.WEEKDAYS[days.calendar.works[0]]} to {words.WEEKDAYS[days.calendar.works[-1]]}, {days.way}",
            f"numpy: {first} leads to {expected.get(first)}",
            f"qac:   {first} leads to {said.get(first)}",
            f"again: qac schedule {file} --from {first} --to {first + timedelta(days=60)}",
            "",
        ]
    )


def main() -> None:
    with Pool() as pool:
        results = pool.map(compared, range(BOOKS), chunksize=1)
    rules, dates = sum(one[0] for one in results), sum(one[1] for one in results)
    failures = [failure for one in results for failure in one[2]]
    qac.finish("working days", f"{rules} rules on {BOOKS} calendars, {dates} dates, as numpy has them", failures)


if __name__ == "__main__":
    main()

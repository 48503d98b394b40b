"""Rhythms that recurrence rules (RFC 5545) can say too, made up at random, each beside its rule.

The rules are written from `docs/language.md`, chapter *When*, and know nothing of the engine. The seed is fixed, so that
every run compares the same rhythms.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from . import words
from .months import first_of, last_of, later, month_number
from .qac import Calendar

DAYS = "MO TU WE TH FR SA SU".split()


@dataclass(frozen=True)
class Rule:
    """A recurrence rule and the day it is counted from."""

    start: date
    parts: str

    def dates(self, first: date, last: date) -> list[date]:
        rule = rrulestr(self.parts, dtstart=datetime(self.start.year, self.start.month, self.start.day))
        return [at.date() for at in rule.between(at_night(first), at_night(last), inc=True)]

    def first(self) -> date | None:
        """The first day it gives, which is what a calendar entry must start with."""
        rule = rrulestr(self.parts, dtstart=datetime(self.start.year, self.start.month, self.start.day))
        return next((at.date() for at in rule), None)

    def __str__(self) -> str:
        return f"DTSTART:{self.start:%Y%m%d} RRULE:{self.parts}"


def at_night(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


@dataclass(frozen=True)
class Case:
    """A rhythm in qac's words, and the rules that together give its dates."""

    when: str
    rules: tuple[Rule, ...]

    def dates(self, first: date, last: date) -> list[date]:
        return sorted({day for rule in self.rules for day in rule.dates(first, last)})


@dataclass(frozen=True)
class Batch:
    """Rhythms of one file, and the days their dates are compared in."""

    calendar: Calendar
    start: date
    end: date
    cases: dict[str, Case]


@dataclass(frozen=True)
class Maker:
    """What a family of rhythms is made from."""

    random: random.Random
    calendar: Calendar
    start: date
    end: date

    def near(self) -> date:
        """A day in the range or some way before it, seldom behind it."""
        reach = (self.end - self.start).days
        return self.start + timedelta(days=self.random.randint(-reach, reach + reach // 8))

    def works(self) -> str:
        return ",".join(DAYS[day] for day in self.calendar.works)


# ── Steps, starts and what else a rhythm says ─────────────────────────────────────────────────────────────────────────


def every(step: int, unit: str, maker: Maker) -> str:
    """`every month`, `every 2 months`, `every other month`"""
    if step == 1:
        return f"every {unit}"
    if step == 2 and maker.random.random() < 0.3:
        return f"every other {unit}"
    return f"every {step} {unit}s"


def written(day: date, maker: Maker) -> str:
    return words.day(day) if maker.random.random() < 0.7 else day.isoformat()


def some_months(maker: Maker) -> list[int]:
    """The months left out: mostly none."""
    if maker.random.random() < 0.6:
        return []
    return sorted(maker.random.sample(range(1, 13), maker.random.randint(1, 4)))


def sentence(maker: Maker, rhythm: str, place: str, start: str, left_out: list[int], short: str = "") -> str:
    """The parts in one of the orders that the language allows."""
    modifiers = [short] if short else []
    excepted = ""
    if left_out:
        said = f"except {maker.random.choice(['', 'in '])}{words.months(left_out)}"
        if maker.random.random() < 0.5:
            excepted = f" {said}"
        else:
            modifiers.append(said)
    if maker.random.random() < 0.5:
        modifiers.append("not moved")
    maker.random.shuffle(modifiers)
    turned = place.startswith(("on the", "at the")) and " in " not in place and maker.random.random() < 0.3
    core = f"{place} of {rhythm}{excepted}" if turned else f"{rhythm}{excepted}{place and ' ' + place}"
    return ", ".join([core + (f" from {start}" if start else ""), *modifiers])


LAST_OF_SHORTER = "or the last day of a shorter month"
NOT_IN_SHORTER = "or not at all in a shorter month"


def up_to(day: int) -> str:
    """That day of the month, or the last day of a shorter one."""
    return f"BYMONTHDAY={','.join(str(each) for each in range(28, day + 1))};BYSETPOS=-1"


# ── Months, and what is made of months ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Place:
    """A place in a period of months: the month it lies in, counted from 0, and what a rule says of the day."""

    words: str
    month: int
    parts: str
    short: str = ""


def place_in(maker: Maker, length: int) -> Place:
    """A place in a period of so many months that starts with a month."""
    last = length - 1
    kind = maker.random.randrange(9)
    weekday = maker.random.randrange(7)
    name, short = words.WEEKDAYS[weekday], DAYS[weekday]
    if kind == 0:
        return Place(maker.random.choice(["", "at the end"]), last, "BYMONTHDAY=-1")
    if kind == 1:
        return Place("at the start", 0, "BYMONTHDAY=1")
    if kind == 2:
        nth = maker.random.randint(1, 28)
        return Place(f"on the {words.suffixed(nth)}{maker.random.choice(['', ' day'])}", 0, f"BYMONTHDAY={nth}")
    if kind == 3:
        nth = maker.random.choice([-1, -2])
        return Place(f"on the {words.ordinal(nth)} day", last, f"BYMONTHDAY={nth}")
    if kind == 4:
        nth = maker.random.randint(1, 4)
        return Place(f"on the {words.ordinal(nth)} {name}", 0, f"BYDAY=+{nth}{short}")
    if kind == 5:
        nth = maker.random.choice([-1, -2])
        return Place(f"on the {words.ordinal(nth)} {name}", last, f"BYDAY={nth}{short}")
    if kind == 6:
        # Every month has four whole weeks.
        nth = maker.random.randint(1, 4 * len(maker.calendar.works))
        return Place(f"on the {words.ordinal(nth)} working day", 0, f"BYDAY={maker.works()};BYSETPOS={nth}")
    if kind == 7:
        nth = maker.random.choice([-1, -2])
        return Place(f"on the {words.ordinal(nth)} working day", last, f"BYDAY={maker.works()};BYSETPOS={nth}")
    if length > 1:
        return Place("", last, "BYMONTHDAY=-1")
    day = maker.random.randint(29, 31)
    if maker.random.random() < 0.5:
        return Place(f"on the {words.suffixed(day)}", 0, up_to(day), LAST_OF_SHORTER)
    return Place(f"on the {words.suffixed(day)}", 0, f"BYMONTHDAY={day}", NOT_IN_SHORTER)


def place_in_year(maker: Maker, first: int) -> Place:
    """A place that names a month, in a year that starts with the month `first`."""
    month = maker.random.randint(1, 12)
    offset, name = (month - first) % 12, words.MONTHS[month - 1]
    kind = maker.random.randrange(4)
    if kind == 0:
        return Place(f"in {name}", offset, "BYMONTHDAY=-1")
    if kind == 1:
        day = maker.random.randint(1, 31)
        if month == 2 and day >= 29:
            short = maker.random.choice([LAST_OF_SHORTER, NOT_IN_SHORTER])
            parts = up_to(29) if short == LAST_OF_SHORTER else "BYMONTHDAY=29"
            return Place("on 29 February", offset, parts, short)
        day = min(day, 30 if month in (4, 6, 9, 11) else 31)
        return Place(f"on {day} {name}", offset, f"BYMONTHDAY={day}")
    inside = place_in(maker, 1)
    while inside.short or not inside.words.startswith("on the"):
        inside = place_in(maker, 1)
    return Place(f"{inside.words} in {name}", offset, inside.parts)


def by_months(maker: Maker, unit: str, length: int, first: int, place: Place, left_out: list[int]) -> Case:
    """A rhythm of periods of so many months, one of which starts with the month `first`."""
    step = maker.random.choice([1, 1, 1, 2, 2, 3, 4, 5, 6, 7])
    start = period = None
    said = ""
    if step > 1 or maker.random.random() < 0.2:
        start = maker.near()
        if place.words == "" or maker.random.random() < 0.6:
            start = start.replace(day=1)
            said = words.month(start)
        else:
            said = written(start, maker)
    counted_from = start or maker.start
    period = (month_number(counted_from) - (first - 1)) // length * length + first - 1
    if start is None:
        period -= length
    lies_in = period + place.month
    if start and lies_in < month_number(start):
        lies_in += length * step
    since = max(first_of(lies_in), start or date.min)
    kept = [month for month in range(1, 13) if (month - 1 - place.month) % 12 + 1 not in left_out]
    when = sentence(maker, every(step, unit, maker), place.words, said, left_out, place.short)
    return Case(when, stepping(length * step, since, kept, place.parts))


def stepping(months: int, since: date, kept: list[int], parts: str) -> tuple[Rule, ...]:
    """Every so many months, in years where they are years."""
    if months % 12 == 0:
        if since.month not in kept:
            return ()
        rule = f"FREQ=YEARLY;INTERVAL={months // 12};BYMONTH={since.month};{parts}"
    else:
        only = f"BYMONTH={','.join(map(str, kept))};" if len(kept) < 12 else ""
        rule = f"FREQ=MONTHLY;INTERVAL={months};{only}{parts}"
    return (Rule(since, rule),)


def month(maker: Maker) -> Case:
    return by_months(maker, "month", 1, 1, place_in(maker, 1), some_months(maker))


def quarter(maker: Maker) -> Case:
    return by_months(maker, "quarter", 3, maker.calendar.quarters, place_in(maker, 3), some_months(maker))


def half_year(maker: Maker) -> Case:
    return by_months(maker, "half-year", 6, maker.calendar.quarters, place_in(maker, 6), [])


def year(maker: Maker) -> Case:
    place = place_in(maker, 12) if maker.random.random() < 0.3 else place_in_year(maker, 1)
    return by_months(maker, "year", 12, 1, place, [])


def other_year(maker: Maker) -> Case:
    """Financial and academic years, which start with the first of a month in these calendars."""
    unit, (first, _) = maker.random.choice(
        [("financial year", maker.calendar.financial), ("academic year", maker.calendar.academic)]
    )
    place = place_in(maker, 12) if maker.random.random() < 0.3 else place_in_year(maker, first)
    return by_months(maker, unit, 12, first, place, [])


def day_of_year(maker: Maker) -> Case:
    """The nth of something, counted through the whole year."""
    weekday = maker.random.randrange(7)
    nth = maker.random.randint(6, 52)
    place, parts = maker.random.choice(
        [
            (f"{words.suffixed(nth + 40)} day", f"BYYEARDAY={nth + 40}"),
            (f"{words.suffixed(nth)} {words.WEEKDAYS[weekday]}", f"BYDAY={nth}{DAYS[weekday]}"),
            (f"{words.suffixed(nth)} working day", f"BYDAY={maker.works()};BYSETPOS={nth}"),
        ]
    )
    since = date(maker.start.year - 1, 1, 1)
    when = sentence(maker, "every year", f"on the {place}", "", [])
    return Case(when, (Rule(since, f"FREQ=YEARLY;{parts}"),))


def named_months(maker: Maker) -> Case:
    """`in April and August`, `on 1 September`, each year."""
    numbers = sorted(maker.random.sample(range(1, 13), maker.random.randint(1, 4)))
    since = date(maker.start.year - 1, 1, 1)
    if maker.random.random() < 0.4:
        place = place_in_year(maker, 1)
        while not place.words[3:4].isdigit():
            place = place_in_year(maker, 1)
        when = sentence(maker, place.words, "", "", [], place.short)
        return Case(when, stepping(12, first_of(month_number(since) + place.month), list(range(1, 13)), place.parts))
    place = place_in(maker, 1)
    while place.short or not (place.words == "" or place.words.startswith("on the")):
        place = place_in(maker, 1)
    core = f"in {words.months(numbers)}"
    when = sentence(maker, core, "", "", []) if place.words == "" else f"{core} {place.words}"
    return Case(when, (Rule(since, f"FREQ=MONTHLY;BYMONTH={','.join(map(str, numbers))};{place.parts}"),))


def months_from_a_day(maker: Maker) -> Case:
    """`every 2 months from 31 January 2026`: that day, and the same day of each later month."""
    unit, length = maker.random.choice([("month", 1), ("month", 1), ("month", 1), ("quarter", 3), ("half-year", 6)])
    return from_a_day(maker, unit, length, some_months(maker) if length == 1 else [])


def years_from_a_day(maker: Maker) -> Case:
    return from_a_day(maker, "year", 12, [])


def from_a_day(maker: Maker, unit: str, length: int, left_out: list[int]) -> Case:
    step = maker.random.randint(1, 8)
    start = maker.near()
    months = length * step
    if maker.random.random() < 0.4:
        start = late_in_the_month(start, leap=months % 12 == 0)
    reached = {(start.month - 1 + months * turn) % 12 + 1 for turn in range(12)}
    lacking = start.day > 30 and reached & {4, 6, 9, 11} or start.day > 28 and 2 in reached
    short, parts = "", f"BYMONTHDAY={start.day}"
    if lacking:
        short = maker.random.choice([LAST_OF_SHORTER, NOT_IN_SHORTER])
        parts = up_to(start.day) if short == LAST_OF_SHORTER else parts
    kept = [month for month in range(1, 13) if month not in left_out]
    when = sentence(maker, every(step, unit, maker), "", written(start, maker), left_out, short)
    return Case(when, stepping(months, start, kept, parts))


def late_in_the_month(day: date, leap: bool) -> date:
    """The 29th, 30th or 31st near that day; 29 February where years are counted."""
    if leap:
        year = max(4, day.year // 4 * 4)
        return date(year if year % 100 or year % 400 == 0 else year + 4, 2, 29)
    return last_of(month_number(day))


# ── Weeks and days ────────────────────────────────────────────────────────────────────────────────────────────────────


def week(maker: Maker) -> Case:
    """Weeks from Monday to Sunday, each with its days."""
    step = maker.random.choice([1, 1, 2, 2, 3, 4, 6, 8, 13])
    days = sorted(maker.random.sample(range(7), maker.random.choice([1, 1, 1, 2, 3])))
    place = f"on {words.listed([words.WEEKDAYS[day] for day in days])}"
    if maker.random.random() < 0.3:
        first, last = maker.calendar.works[0], maker.calendar.works[-1]
        nth = maker.random.randint(1, 7)
        place, day = maker.random.choice(
            [
                ("", 6),
                ("at the start", 0),
                ("at the end", 6),
                ("on the first working day", first),
                ("on the last working day", last),
                (f"on the {words.ordinal(nth)} day", nth - 1),
            ]
        )
        days = [day]
    # A week counts as belonging to the month it starts in, which a rule can say of Mondays alone.
    left_out = some_months(maker) if days == [0] else []
    start = maker.near() if step > 1 or maker.random.random() < 0.2 else None
    if start and place == "":
        start = start.replace(day=1)
    said = "" if start is None else words.month(start) if place == "" else written(start, maker)
    parts = f"FREQ=WEEKLY;INTERVAL={step};WKST=MO;BYDAY={','.join(DAYS[day] for day in days)}"
    if left_out:
        parts += f";BYMONTH={','.join(str(month) for month in range(1, 13) if month not in left_out)}"
    when = sentence(maker, every(step, "week", maker), place, said, left_out)
    return Case(when, (Rule(start or maker.start - timedelta(days=7), parts),))


def weeks_from_a_day(maker: Maker) -> Case:
    step, start, left_out = maker.random.randint(1, 26), maker.near(), some_months(maker)
    when = sentence(maker, every(step, "week", maker), "", written(start, maker), left_out)
    return Case(when, (Rule(start, f"FREQ=WEEKLY;INTERVAL={step}{only_in(left_out)}"),))


def days_from_a_day(maker: Maker) -> Case:
    step, start, left_out = maker.random.choice([1, 2, 3, 7, 10, 28, 30, 45, 90]), maker.near(), some_months(maker)
    when = sentence(maker, every(step, "day", maker), "", written(start, maker), left_out)
    return Case(when, (Rule(start, f"FREQ=DAILY;INTERVAL={step}{only_in(left_out)}"),))


def long_steps(maker: Maker) -> Case:
    """Many days at a time, over many years."""
    step, start = maker.random.randint(100, 2000), maker.near()
    when = sentence(maker, every(step, "day", maker), "", written(start, maker), [])
    return Case(when, (Rule(start, f"FREQ=DAILY;INTERVAL={step}"),))


def each_day(maker: Maker) -> Case:
    """Every day, every working day, and working days counted a week at a time."""
    left_out = some_months(maker)
    kind = maker.random.randrange(3)
    if kind == 0:
        when = sentence(maker, "every day", "", "", left_out)
        return Case(when, (Rule(maker.start, f"FREQ=DAILY{only_in(left_out)}"),))
    if kind == 1:
        when = sentence(maker, "every working day", "", "", left_out)
        return Case(when, (Rule(maker.start, f"FREQ=DAILY;BYDAY={maker.works()}{only_in(left_out)}"),))
    weeks, start = maker.random.randint(1, 6), maker.near()
    while start.weekday() not in maker.calendar.works:
        start += timedelta(days=1)
    step = weeks * len(maker.calendar.works)
    when = sentence(maker, every(step, "working day", maker), "", written(start, maker), [])
    return Case(when, (Rule(start, f"FREQ=WEEKLY;INTERVAL={weeks}"),))


def only_in(left_out: list[int]) -> str:
    if not left_out:
        return ""
    return f";BYMONTH={','.join(str(month) for month in range(1, 13) if month not in left_out)}"


# ── Counts, single days, and rhythms put together ─────────────────────────────────────────────────────────────────────


def count(maker: Maker) -> Case:
    """How often in a period: the schedule has it once for each, on its last day."""
    unit, length, first = maker.random.choice(
        [
            ("month", 1, 1),
            ("quarter", 3, maker.calendar.quarters),
            ("half-year", 6, maker.calendar.quarters),
            ("year", 12, 1),
            ("financial year", 12, maker.calendar.financial[0]),
        ]
    )
    much = maker.random.randint(1, 9)
    often = maker.random.choice(
        ["once", "twice", f"exactly {much}", f"at least {much}", f"at most {much}", f"between {much} and {much + 2}"]
    )
    period = (month_number(maker.start) - (first - 1)) // length * length + first - 1
    since = first_of(period - 1)
    when = f"{often} {maker.random.choice(['', 'in '])}every {unit}"
    return Case(when, stepping(length, since, list(range(1, 13)), "BYMONTHDAY=-1"))


def once(maker: Maker) -> Case:
    day = maker.near()
    return Case(f"on {written(day, maker)}", (Rule(day, "FREQ=DAILY;COUNT=1"),))


def union(maker: Maker) -> Case:
    """All dates of several; a date that is in both counts once."""
    parts = [maker.random.choice([month, quarter, months_from_a_day, named_months, once])(maker) for _ in range(2)]
    if maker.random.random() < 0.3:
        parts.append(maker.random.choice([month, week])(maker))
    return Case(", and ".join(part.when for part in parts), tuple(rule for part in parts for rule in part.rules))


def phases(maker: Maker) -> Case:
    """One after the other: each starts where the one before ends."""
    start = maker.near().replace(day=maker.random.randint(1, 28))
    weeks, months, first, second = (maker.random.randint(low, high) for low, high in ((1, 12), (1, 9), (1, 3), (1, 4)))
    one = start + timedelta(weeks=weeks)
    two = later(one, months)
    third_step, third_unit, freq = maker.random.choice(
        [(5, "week", "WEEKLY"), (10, "week", "WEEKLY"), (100, "day", "DAILY"), (40, "day", "DAILY")]
    )
    legs = [
        f"{every(first, 'week', maker)} from {written(start, maker)} for {maker.random.choice(['', 'the first '])}"
        f"{weeks} week{'s' * (weeks > 1)}",
        f"then {every(second, 'week', maker)} for {months} month{'s' * (months > 1)}",
        f"then {every(third_step, third_unit, maker)}",
    ]
    return Case(
        ", ".join(legs),
        (
            Rule(start, f"FREQ=WEEKLY;INTERVAL={first};UNTIL={one - timedelta(days=1):%Y%m%d}"),
            Rule(one, f"FREQ=WEEKLY;INTERVAL={second};UNTIL={two - timedelta(days=1):%Y%m%d}"),
            Rule(two, f"FREQ={freq};INTERVAL={third_step}"),
        ),
    )


# ── All of them ───────────────────────────────────────────────────────────────────────────────────────────────────────

CALENDARS = (
    Calendar("office", "  week: Monday to Friday\n  non-working-days: not moved"),
    Calendar(
        "spring-start",
        "  week: Monday to Saturday\n  quarters-from: April\n  financial-year: from 1 October\n"
        "  academic-year: from 1 August\n  non-working-days: not moved",
        works=(0, 1, 2, 3, 4, 5),
        quarters=4,
        financial=(10, 1),
        academic=(8, 1),
    ),
    Calendar(
        "four-days",
        "  week: Tuesday to Friday\n  quarters-from: February\n  financial-year: from 1 July\n"
        "  academic-year: from 1 January\n  non-working-days: not moved",
        works=(1, 2, 3, 4),
        quarters=2,
        financial=(7, 1),
        academic=(1, 1),
    ),
)

#: Each family with how many of it are made for each range of years, and for how many days its dates are compared.
FAMILIES: tuple[tuple[int, list[tuple[Callable[[Maker], Case], int]]], ...] = (
    (250, [(each_day, 20), (days_from_a_day, 60)]),
    (900, [(week, 140), (weeks_from_a_day, 90), (phases, 60)]),
    (2200, [(month, 330), (months_from_a_day, 140), (union, 90), (named_months, 60), (once, 10)]),
    (5500, [(quarter, 150), (half_year, 50), (count, 40)]),
    (15000, [(year, 190), (other_year, 120), (day_of_year, 60), (years_from_a_day, 80), (long_steps, 20)]),
)

SEED = 1978
RANGES = 8


def batches() -> Iterator[Batch]:
    """All the rhythms, a file at a time: the days asked for lie between 1900 and 2200."""
    chance = random.Random(SEED)
    seen: set[str] = set()
    for turn in range(RANGES):
        for days, families in FAMILIES:
            start = date(chance.randint(1903 + days // 365, 2198 - days // 365), chance.randint(1, 12), chance.randint(1, 28))
            maker = Maker(chance, CALENDARS[turn % len(CALENDARS)], start, start + timedelta(days=days))
            made = [family(maker) for family, many in families for _ in range(many)]
            new = {case.when: case for case in made if case.when not in seen}
            seen.update(new)
            named = {f"d{number}": case for number, case in enumerate(new.values())}
            yield Batch(maker.calendar, maker.start, maker.end, named)


def narrowed(batch: Batch, part: int) -> Batch:
    """The same rhythms over the first `part`th of the days."""
    return replace(batch, end=batch.start + (batch.end - batch.start) // part)

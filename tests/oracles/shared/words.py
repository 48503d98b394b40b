"""Dates, numbers and lists as `docs/language.md` writes them."""

from datetime import date

MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second last"}


def day(when: date) -> str:
    """`9 January 2025`"""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year:04}"


def month(when: date) -> str:
    """`January 2025`"""
    return f"{MONTHS[when.month - 1]} {when.year:04}"


def suffixed(number: int) -> str:
    """`1st`, `22nd`, `13th`"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def ordinal(number: int) -> str:
    """`second`, `second last`, `9th`"""
    return ORDINALS.get(number) or suffixed(number)


def listed(words: list[str]) -> str:
    """`April`, `April and August`, `April, May and August`"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def months(numbers: list[int]) -> str:
    """`April and August`"""
    return listed([MONTHS[number - 1] for number in sorted(numbers)])

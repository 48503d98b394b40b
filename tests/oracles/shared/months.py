"""Counting in months."""

from datetime import date, timedelta


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def last_of(number: int) -> date:
    return first_of(number + 1) - timedelta(days=1)


def later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    number = month_number(day) + months
    return first_of(number).replace(day=min(day.day, last_of(number).day))

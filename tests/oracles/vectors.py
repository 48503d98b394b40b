#!/usr/bin/env python3
"""The vectors of `tests/vectors` against python-dateutil: the rhythms that a recurrence rule can say, and Easter.

Their rules stand in vectors-as-rules.csv. That qac gives the dates of all vectors, a test of the crate shows.

    vectors.py QAC REPOSITORY
"""

import csv
import sys
from datetime import date
from pathlib import Path

from dateutil.easter import easter

from shared import qac
from shared.rules import Case, Rule


def table(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def known(file: Path) -> dict[tuple[str, str], Case]:
    """The rules of each rhythm in its calendar."""
    found = {}
    for row in table(file):
        rules = (rule.split("/", 1) for rule in row["rules"].split())
        parts = tuple(Rule(date.fromisoformat(start), parts) for start, parts in rules)
        found[row["cadence"], row["calendar"]] = Case(row["cadence"], parts)
    return found


def main() -> None:
    root = Path(sys.argv[2])
    cases = known(root / "tests/oracles/vectors-as-rules.csv")
    unused, many, failures = set(cases), 0, []
    for file in sorted(root.glob("tests/vectors/*.csv")):
        rows = table(file)
        if "dates" not in rows[0] or "start" in rows[0]:
            continue
        for row in rows:
            case = cases.get((row["cadence"], row["calendar"]))
            if case is None:
                continue
            unused.discard((row["cadence"], row["calendar"]))
            expected = case.dates(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
            planned = [date.fromisoformat(one.partition(">")[0]) for one in row["dates"].split()]
            many += 1
            if planned != expected:
                failures.append(f"{file.name}: {row['cadence']}: {' '.join(map(str, expected))}, not {row['dates']}")
    failures += [f"vectors-as-rules.csv: no vector is {one}" for one in sorted(unused)]
    easters = table(root / "tests/vectors/easter.csv")
    failures += [f"easter.csv: {row}" for row in easters if f"{easter(int(row['year']))}" != row["easter"]]
    qac.finish("vectors", f"{many} vectors and {len(easters)} Easters, as python-dateutil has them", failures)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Expansions against python-dateutil: `qac schedule --format json` of rhythms that recurrence rules can say.

    recurrence.py QAC REPOSITORY
"""

import sys
import zlib
from datetime import date, timedelta
from multiprocessing import Pool

from shared import qac
from shared.rules import Batch, Case, batches


def compared(batch: Batch) -> tuple[int, int, list[str]]:
    """How many rhythms and dates were compared, and where they differ."""
    binary, root = sys.argv[1:3]
    duties = {name: qac.Duty(case.when) for name, case in batch.cases.items()}
    found = qac.dates(binary, batch.calendar, duties, batch.start, batch.end)
    failures, many = [], 0
    for name, case in batch.cases.items():
        expected = case.dates(batch.start, batch.end)
        many += len(expected)
        if found[name].planned != expected or found[name].due != expected:
            failures.append(difference(binary, root, batch, case, expected, found[name].planned))
    return len(batch.cases), many, failures


def difference(binary: str, root: str, batch: Batch, case: Case, expected: list[date], found: list[date]) -> str:
    """The sentence, its rules and the first date that differs, in a framework that holds nothing else."""
    odd = sorted(set(expected) ^ set(found))
    first = odd[0] if odd else batch.start
    start, end = max(batch.start, first - timedelta(days=31)), min(batch.end, first + timedelta(days=31))
    alone = {"alone": qac.Duty(case.when)}
    again = qac.dates(binary, batch.calendar, alone, start, end)["alone"].planned
    file = qac.keep(root, f"recurrence-{zlib.crc32(case.when.encode())}.qac", qac.framework(batch.calendar, alone))
    return "\n".join(
        [
            f"when:     {case.when}",
            *(f"rule:     {rule}" for rule in case.rules),
            f"dateutil: {' '.join(map(str, case.dates(start, end)))}",
            f"qac:      {' '.join(map(str, again))}",
            f"again:    qac schedule {file} --from {start} --to {end}",
            "",
        ]
    )


def main() -> None:
    with Pool() as pool:
        results = pool.map(compared, batches(), chunksize=1)
    rhythms, dates = sum(one[0] for one in results), sum(one[1] for one in results)
    failures = [failure for one in results for failure in one[2]]
    if rhythms < 10_000:
        failures.append(f"only {rhythms} rhythms were made")
    qac.finish("recurrence", f"{rhythms} rhythms, {dates} dates, as python-dateutil has them", failures)


if __name__ == "__main__":
    main()

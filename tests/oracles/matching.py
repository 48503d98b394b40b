#!/usr/bin/env python3
"""Who audits which case, against OR-Tools: the same problems can be solved, with the same largest load and totals as even;
and whatever cannot be solved holds the clash that qac shows, with no case in it that could be missing.

    matching.py QAC REPOSITORY

The problems and qac's answers are written by `tests/it/matching.rs`.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

from ortools.graph.python.max_flow import SimpleMaxFlow
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from shared import qac


def corpus(repository: Path) -> list[dict]:
    """The made-up problems with qac's answers."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problems.jsonl"
        command = ["cargo", "test", "--locked", "--quiet", "--test", "it", "--", "matching::"]
        environment = os.environ | {"QAC_MATCHING_CORPUS": str(file)}
        subprocess.run(command, cwd=repository, env=environment, check=True, stdout=subprocess.DEVNULL)
        return [json.loads(line) for line in file.read_text().splitlines()]


def can_be(cases: list[list[int]], capacities: list[int]) -> bool:
    """Whether every case can have an auditor."""
    flow, source, sink = SimpleMaxFlow(), len(cases) + len(capacities), len(cases) + len(capacities) + 1
    for case, auditors in enumerate(cases):
        flow.add_arc_with_capacity(source, case, 1)
        for auditor in set(auditors):
            flow.add_arc_with_capacity(case, len(cases) + auditor, 1)
    for auditor, capacity in enumerate(capacities):
        flow.add_arc_with_capacity(len(cases) + auditor, sink, capacity)
    assert flow.solve(source, sink) == flow.OPTIMAL
    return flow.optimal_flow() == len(cases)


def least_squares(cases: list[list[int]], capacities: list[int], before: list[int]) -> int:
    """The smallest sum of squares of the totals: each case more costs what the square grows by."""
    flow, sink = SimpleMinCostFlow(), len(cases) + len(capacities)
    for case, auditors in enumerate(cases):
        flow.set_node_supply(case, 1)
        for auditor in set(auditors):
            flow.add_arc_with_capacity_and_unit_cost(case, len(cases) + auditor, 1, 0)
    for auditor, (capacity, total) in enumerate(zip(capacities, before)):
        for more in range(capacity):
            flow.add_arc_with_capacity_and_unit_cost(len(cases) + auditor, sink, 1, 2 * (total + more) + 1)
    flow.set_node_supply(sink, -len(cases))
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost() + sum(total * total for total in before)


def wrong(problem: dict) -> str | None:
    """What OR-Tools says otherwise."""
    capacities, before = problem["capacities"], problem["before"]
    cases = [auditors for count, auditors in problem["kinds"] for _ in range(count)]
    possible = can_be(cases, capacities)
    for name in ("assigned", "balanced"):
        answer = problem[name]
        if possible != ("auditors" in answer):
            return f"{name}: OR-Tools says {possible}"
        if possible and (fault := unkept(cases, capacities, answer["auditors"])):
            return f"{name}: {fault}"
        if not possible and (fault := no_clash([cases[case] for case in answer["clash"]], capacities)):
            return f"{name}: {fault}"
    return uneven(cases, capacities, before, problem["balanced"]["auditors"]) if possible else None


def unkept(cases: list[list[int]], capacities: list[int], auditors: list[int]) -> str | None:
    if len(auditors) != len(cases) or any(one not in may for one, may in zip(auditors, cases)):
        return "a case has nobody who may audit it"
    over = [auditor for auditor, load in Counter(auditors).items() if load > capacities[auditor]]
    return f"more than there is room for: {over}" if over else None


def no_clash(cases: list[list[int]], capacities: list[int]) -> str | None:
    if can_be(cases, capacities):
        return "the clash is none"
    needless = [case for case in range(len(cases)) if not can_be(cases[:case] + cases[case + 1 :], capacities)]
    if needless:
        return f"could be missing from the clash: {needless}"
    for auditor in {auditor for may in cases for auditor in may}:
        if not can_be(cases, [room + (one == auditor) for one, room in enumerate(capacities)]):
            return f"one place more at {auditor} does not help"
    return None


def uneven(cases: list[list[int]], capacities: list[int], before: list[int], auditors: list[int]) -> str | None:
    loads = Counter(auditors)
    largest = max(loads.values(), default=0)
    if largest > 0 and can_be(cases, [min(room, largest - 1) for room in capacities]):
        return f"nobody needs {largest}"
    squares = sum((total + loads[auditor]) ** 2 for auditor, total in enumerate(before))
    least = least_squares(cases, [min(room, largest) for room in capacities], before)
    return f"a sum of squares of {squares}, not {least}" if squares != least else None


def main() -> None:
    problems = corpus(Path(sys.argv[2]))
    with Pool() as pool:
        found = pool.map(wrong, problems, chunksize=50)
    failures = [f"{fault}\n  {json.dumps(problem)}" for problem, fault in zip(problems, found) if fault]
    solved = sum("auditors" in problem["balanced"] for problem in problems)
    if not 1_000 <= solved <= len(problems) - 1_000:
        failures.append(f"too few of one sort: {solved} of {len(problems)} can be solved")
    said = f"{len(problems)} problems, {solved} of them solved as evenly as OR-Tools can, the others shown to have no solution"
    qac.finish("matching", said, failures)


if __name__ == "__main__":
    main()

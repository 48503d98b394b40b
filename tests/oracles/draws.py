"""Draws again from receipts with nothing but hashlib, by the ten lines of docs/draw.md: python3 tests/oracles/draws.py QAC ROOT

Draws with QAC, the built binary, from cases made up at random, and exits with 1 where a receipt is not what the
procedure gives."""

import csv
import hashlib
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path


# --- the procedure of docs/draw.md, line by line
def redraw(receipt, eligible):
    """`eligible`: {key: [value of each column of the group]}; gives {group: keys in the order of the lot}."""
    draw = receipt["draw"]
    head = "\n".join(["qac-draw-1", draw["id"], receipt["audit"]["period"], draw["seed"]]) + "\n"
    lot = hashlib.sha256(head.encode()).hexdigest()
    rank = lambda key: hashlib.sha256((lot + key + "\n").encode()).hexdigest()
    groups = {}
    for key, group in eligible.items():
        groups.setdefault(tuple(group), []).append(key)
    for group in groups.values():
        group.sort(key=rank)
    total = sum(int(rank(key), 16) for key in eligible) % 2**256
    return groups, f"{total:064x}", rank
# --- the end of it


RULES = """
framework f "F" { owner: lead  calendar: days  review-due: December 2030 }
calendar days "Days" { holidays: England and Wales }
unit service "Service"
role lead "Lead" { headcount: 1 }
role auditor "Auditor" { headcount: 3  reports-to: lead }
scale yes-no "Yes or no" {
  grade yes "Yes"
  grade no "No"
}
standard sound "Sound" {
  scale: yes-no
  criterion well "Is it sound?"
}
instrument tool "Tool" { kind: audit-tool  tests: sound }
record case "Cases" { columns: case-id text, team text, area text, closed date or empty  key: case-id }
population cases "Cases" { records: case  where: closed is empty }
audit plain "Plain" { when: every month  draw: %d at random from cases, %d in reserve  auditors: auditor, shared evenly  instrument: tool }
audit spread "Spread" { when: every month  draw: %d at random from cases, spread over team and area  auditors: auditor, shared evenly  instrument: tool }
"""


def even(sizes_of, size, lot):
    """Shares `size` out as evenly as it goes: one turn after another, the groups by lot."""
    taken = {group: 0 for group in sizes_of}
    left = min(size, sum(sizes_of.values()))
    while left:
        open_groups = [group for group in sorted(sizes_of, key=lot) if taken[group] < sizes_of[group]]
        low = min(taken[group] for group in open_groups)
        for group in [group for group in open_groups if taken[group] == low][:left]:
            taken[group] += 1
            left -= 1
    return taken


def main(qac):
    chance = random.Random(20170501)
    draws = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for turn in range(60):
            size, reserve = chance.randrange(1, 20), chance.randrange(1, 6)
            (folder / "rules.qac").write_text(RULES % (size, reserve, size))
            rows = []
            for number in range(chance.randrange(0, 90)):
                key = chance.choice(["C%03d", "%d/é", "case “%d”, the first"]) % number
                closed = "2020-01-01" if chance.random() < 0.2 else ""
                rows.append([key, chance.choice(["east", "west", "süd"]), chance.choice(["1", "2"]), closed])
            chance.shuffle(rows)
            with open(folder / "cases.csv", "w", newline="") as file:
                csv.writer(file).writerows([["case_id", "team", "area", "closed"], *rows])
            seed = chance.choice(["dice 4 2 6", "2017-05-01T10:00", "naïve ☃"]) + str(turn)
            for audit in ["plain", "spread"]:
                command = [qac, "sample", "rules.qac", "--audit", audit, "--month", "2026-05", "--cases", "cases.csv"]
                ran = subprocess.run([*command, "--seed", seed, "--format", "json"], cwd=folder, capture_output=True)
                assert ran.returncode == 0, ran.stderr.decode()
                receipt = json.loads(ran.stdout)
                by = {"plain": lambda row: [], "spread": lambda row: row[1:3]}[audit]
                eligible = {row[0]: by(row) for row in rows if not row[3]}
                groups, digest, rank = redraw(receipt, eligible)
                assert receipt["population"]["digest"] == digest, "the digest differs"
                head = "\n".join(["qac-draw-1", audit + "/groups", "2026-05", seed]) + "\n"
                lot = hashlib.sha256(head.encode()).hexdigest()
                place = lambda group: hashlib.sha256((lot + " / ".join(group) + "\n").encode()).hexdigest()
                sizes = even({group: len(keys) for group, keys in groups.items()}, size, place)
                expected = [key for group in sorted(groups) for key in groups[group][: sizes[group]]]
                chosen = [case["key"] for case in receipt["chosen"]]
                assert chosen == expected, (chosen, expected)
                for case in receipt["chosen"]:
                    assert case["how"]["by-lot"]["rank"] == rank(case["key"])
                if audit == "plain":
                    rest = groups.get((), [])[len(chosen) :][:reserve]
                    assert [case["key"] for case in receipt["reserve"]] == rest
                draws += 1
    print(f"draws: {draws} receipts, as hashlib draws them again")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()))

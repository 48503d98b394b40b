#!/usr/bin/env python3
"""The example year on every engine: each planted breach is found and nothing else, with the same answers row by row.

    year.py QAC REPOSITORY

SQLite, DuckDB and PostgreSQL as in `engines.py`; Spark where QAC_SPARK names a master. No SQL Server runs anything here:
of the T-SQL, every query is read by sqlglot, turned into DuckDB's SQL by it, and gives the rows of DuckDB's own query.
"""

import csv
import re
import os
import sys
import tempfile
from pathlib import Path

import dialects
import duckdb
import engines

FRAMEWORK = "frameworks/rbwm-childrens-services-2016.qac.md"
AS_OF = "2017-12-31"


def planted(year: Path) -> list[tuple[str, ...]]:
    with (year / "planted.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return sorted((row["query"], row["period"], row["subject"], row["found"]) for row in rows)


def breaches(document: dict) -> list[tuple[str, ...]]:
    rows = [one for one in document["results"] if one["answer"] == "breach"]
    return sorted(tuple(one[name] or "" for name in ("query", "period", "subject", "found")) for one in rows)


def statements(qac: Path, framework: Path, dialect: str) -> dict[str, str]:
    """The queries of a dialect by their names: each begins with its name in a comment and ends with a semicolon."""
    script = engines.run(qac, "query", framework, "--dialect", dialect, "--as-of", AS_OF)
    # What cannot be asked is a comment of its own, before the next query.
    headed = [re.search(r"^-- ([^:\n]+): (?:.*\n(?:-- .*\n)*)WITH\n", part, re.M) for part in script.split(";\n")]
    parts = zip(headed, script.split(";\n"), strict=True)
    return {head.group(1): part[head.start() :] for head, part in parts if head}


def without_server(qac: Path, framework: Path, database: Path) -> tuple[int, int]:
    """How many queries in T-SQL there are, and how many give other rows than DuckDB's own query."""
    own, theirs = statements(qac, framework, "duckdb"), statements(qac, framework, "mssql")
    wrong = sorted(set(own) ^ set(theirs))
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in sorted(set(own) & set(theirs)):
            expected = connection.execute(own[name]).fetchall()
            try:
                found = connection.execute(dialects.turned(theirs[name], "mssql")).fetchall()
            except duckdb.Error as error:
                found = str(error)
            if found != expected:
                wrong.append(name)
                print(f"T-SQL of {name}: {str(found)[:500]}\nand not {str(expected)[:500]}")
    return len(theirs), len(wrong)


def main() -> int:
    qac, repository = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    framework, year = repository / FRAMEWORK, repository / "examples/rbwm-2017"
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    tables = engines.Tables(qac, framework)
    expected = engines.answers(qac, framework, year / "records", as_of=AS_OF)
    wrong = int(breaches(expected) != planted(year))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "server").mkdir()
        server = engines.Server(folder / "server")
        try:
            places = engines.places(folder, tables, year / "records", server)
            for name, (data, *more) in places.items():
                found = engines.answers(qac, framework, data, *more, as_of=AS_OF)
                wrong += engines.differences(name, expected, found)
            count, differ = without_server(qac, framework, folder / "records.duckdb")
        finally:
            server.stop()
    rows = len(expected["results"])
    print(f"year: {len(planted(year))} planted answers and {rows} in all, on {', '.join(places)}: {wrong} differ")
    print(f"year: {count} queries in T-SQL, read by sqlglot and run by DuckDB: {differ} differ")
    return 1 if wrong or differ or not count else 0


if __name__ == "__main__":
    sys.exit(main())

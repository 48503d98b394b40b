#!/usr/bin/env python3
"""Queries in five dialects against programs that other people wrote: DuckDB runs its own, sqlglot reads all five without
a complaint, and what it makes of the T-SQL and the Spark SQL for DuckDB gives the same rows.

    dialects.py QAC REPOSITORY

The queries, their tables and the rows they must give are made up by `tests/it/queries/corpus.rs`. No SQL Server runs
them, here or anywhere in this repository.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types

#: qac's word for a dialect, and sqlglot's.
READ_AS = {"sqlite": "sqlite", "duckdb": "duckdb", "postgres": "postgres", "spark": "spark", "mssql": "tsql"}

#: The made-up table, as `tests/it/queries/random.rs` calls it.
TABLE = 'first "table" [of] `two`'

#: The types of its columns, for whoever must tell a division of whole numbers from another.
COLUMNS = {
    "id": "bigint",
    "size": "bigint",
    "word": "varchar",
    "opened": "date",
    "closed": "date",
    "score": "double",
    "own": "boolean",
}

#: Those that DuckDB also runs, after sqlglot has turned them into its own.
TURNED = ("mssql", "spark", "postgres")


def corpus(repository: Path) -> list[dict]:
    """The made-up queries."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "queries.jsonl"
        command = ["cargo", "test", "--quiet", "--test", "it", "--", "queries::corpus"]
        environment = os.environ | {"QAC_QUERY_CORPUS": str(file)}
        subprocess.run(command, cwd=repository, env=environment, check=True, stdout=subprocess.DEVNULL)
        return [json.loads(line) for line in file.read_text().splitlines()]


def plain(value: object, kind: str) -> object:
    """A value as the corpus writes it."""
    if value is None:
        return None
    if kind == "yes-no":
        return bool(value)
    if kind == "date":
        value = value.date() if isinstance(value, datetime) else value
        return value.isoformat() if isinstance(value, date) else str(value)
    if kind == "number":
        return float(value) + 0.0
    if kind == "whole":
        return int(value)
    return str(value)


def is_kind(value: object, kind: str) -> bool:
    """Whether DuckDB gave a value of the type that was asked for, and not one that only looks like it."""
    fitting = {"whole": int, "number": (float, int, Decimal), "date": date, "text": str, "yes-no": (bool, int)}
    return value is None or isinstance(value, fitting[kind])


def rows(tables: str, query: str, kinds: list[str]) -> list[list[object]]:
    """The rows that DuckDB gives."""
    with duckdb.connect() as connection:
        connection.execute(tables)
        found = connection.execute(query).fetchall()
    for row in found:
        for value, kind in zip(row, kinds, strict=True):
            if not is_kind(value, kind):
                raise TypeError(f"{value!r} is no {kind}")
    return [[plain(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in found]


def in_order(found: list[list[object]]) -> list[str]:
    """Rows in an order of their own."""
    return sorted(json.dumps(row, ensure_ascii=False) for row in found)


def turned(query: str, dialect: str) -> str:
    """A query in DuckDB's SQL. Said besides what sqlglot turns by itself: DuckDB compares texts letter by letter without
    a collation, calls yes and no something else, and cuts a division only where it is asked to."""
    tree = sqlglot.parse_one(query, read=READ_AS[dialect], error_level=sqlglot.ErrorLevel.RAISE)
    for collated in list(tree.find_all(exp.Collate)):
        collated.replace(collated.this)
    for kind in list(tree.find_all(exp.DataType)):
        if kind.is_type("bit"):
            kind.replace(exp.DataType.build("boolean"))
    tree = annotate_types(tree, schema={TABLE: COLUMNS}, dialect=READ_AS[dialect])
    for division in list(tree.find_all(exp.Div)):
        if division.args.get("typed") and all(is_whole(side) for side in (division.left, division.right)):
            division.replace(exp.IntDiv(this=division.left.copy(), expression=division.right.copy()))
    return tree.sql(dialect="duckdb")


def is_whole(node: exp.Expression) -> bool:
    """Whether sqlglot takes a value for a whole number."""
    return node.unnest().is_type(*exp.DataType.INTEGER_TYPES)


def complaints(entry: dict) -> Iterator[str]:
    """What is wrong with one query."""
    expected = in_order(entry["rows"])
    for dialect, texts in entry["printed"].items():
        for part in ("tables", "query"):
            try:
                sqlglot.parse(texts[part], read=READ_AS[dialect], error_level=sqlglot.ErrorLevel.RAISE)
            except sqlglot.errors.SqlglotError as error:
                yield f"sqlglot cannot read the {dialect}: {error}\n{texts[part]}"
                return
    own = entry["printed"]["duckdb"]
    queries = {"duckdb": own["query"]} | {name: turned(entry["printed"][name]["query"], name) for name in TURNED}
    for dialect, query in queries.items():
        try:
            found = in_order(rows(own["tables"], query, entry["kinds"]))
        except (duckdb.Error, TypeError) as error:
            yield f"{dialect}: {error}\n{own['tables']}\n{entry['printed'][dialect]['query']}\n-- as run\n{query}"
            continue
        if found != expected:
            yield f"{dialect}: {found}\nand not {expected}\n{own['tables']}\n{query}"


def main() -> int:
    """Compares all of them, and says how many."""
    entries = corpus(Path(sys.argv[2]))
    wrong = [complaint for entry in entries for complaint in complaints(entry)]
    for complaint in wrong[:5]:
        print(complaint, file=sys.stderr)
    runs = len(entries) * (1 + len(TURNED))
    print(f"dialects: {len(entries)} queries read in five dialects, {runs} runs on DuckDB, {len(wrong)} differ")
    return 1 if wrong or not entries else 0


if __name__ == "__main__":
    sys.exit(main())

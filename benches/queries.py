#!/usr/bin/env python3
"""How long the compliance queries of the 2016 framework take, on the records of a region or a nation, beside SQL that an
analyst would write by hand for the same answers on the same engine.

    benches/queries.py QAC GENERATOR REPOSITORY [--scale N] [--times K] [--engines sqlite,duckdb,…] [--folder DIR]

QAC is the released program, GENERATOR the released example `rbwm-2017`. N authorities have about 530 audits each, and
what belongs to them; `--times` repeats the audits so many times inside the engine. PostgreSQL is a server of its own in
a temporary folder. Python's packages are those of `tests/oracles/requirements.txt`; Spark needs `pyspark` besides.
"""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

FRAMEWORK = "frameworks/rbwm-childrens-services-2016.qac.md"
AS_OF = "2017-12-31"
RUNS = 3

#: The working days of 2017 in England, for the analyst's own calendar.
HOLIDAYS = {"2017-01-02", "2017-04-14", "2017-04-17", "2017-05-01", "2017-05-29", "2017-08-28", "2017-12-25", "2017-12-26", "2018-01-01"}

MONTHS = ("01", "02", "03", "05", "06", "07", "09", "10", "11", "12")

#: What an analyst writes, with the nine columns of an answer and in its order: {month} of a day, {day} before a written
#: one, {text} of a number, the numbers of the scaled programme.
BY_HAND = {
    "early-help-case-files": """
        WITH month_list(period, due) AS (VALUES {dues}),
        done AS (
          SELECT {month} AS period, COUNT(*) AS in_all, SUM(CASE WHEN completed_on <= due_on THEN 1 ELSE 0 END) AS in_time,
            MIN(CASE WHEN completed_on > due_on THEN audit_id END) AS late
          FROM qa_audit
          WHERE audit = 'early-help-case-files' AND completed_on <= {day}'2017-12-31'
            AND due_on >= {day}'2017-01-01' AND due_on < {day}'2018-01-01'
          GROUP BY 1)
        SELECT m.period, NULL AS subject,
          CASE WHEN COALESCE(d.in_all, 0) <= {fourteen} AND COALESCE(d.in_time, 0) >= {fourteen} THEN 'met' ELSE 'breach' END AS answer,
          '{fourteen}' AS expected, {text_of_in_time} || ' in time' AS found, NULL AS reason, 'qa_audit' AS evidence_table,
          d.late AS evidence_key, m.due
        FROM month_list m LEFT JOIN done d ON d.period = m.period
        ORDER BY m.period""",
    "early-help-case-files/quota": """
        WITH month_list(period, opens, due) AS (VALUES {spans}),
        done AS (
          SELECT auditor_id, {month} AS period, SUM(CASE WHEN completed_on <= due_on THEN 1 ELSE 0 END) AS in_time,
            MIN(CASE WHEN completed_on > due_on THEN audit_id END) AS late
          FROM qa_audit
          WHERE audit = 'early-help-case-files' AND completed_on <= {day}'2017-12-31'
            AND due_on >= {day}'2017-01-01' AND due_on < {day}'2018-01-01'
          GROUP BY 1, 2)
        SELECT m.period, h.staff_id AS subject, CASE WHEN COALESCE(d.in_time, 0) >= 2 THEN 'met' ELSE 'breach' END AS answer,
          '2' AS expected, {text_of_in_time} || ' in time' AS found, NULL AS reason, 'qa_audit' AS evidence_table,
          d.late AS evidence_key, m.due
        FROM month_list m
        JOIN qa_role_holding h ON h.role = 'early-help-team-manager' AND h.began_on <= m.opens
          AND (h.ended_on IS NULL OR h.ended_on >= m.due)
        LEFT JOIN done d ON d.auditor_id = h.staff_id AND d.period = m.period
        ORDER BY 1, 2""",
    "early-help-case-files/basis": """
        WITH month_list(period, due, area) AS (VALUES {areas}),
        done AS (
          SELECT {month} AS period, auditor_id, basis, COUNT(*) AS number, MIN(audit_id) AS audit_id
          FROM qa_audit
          WHERE audit = 'early-help-case-files' AND completed_on <= {day}'2017-12-31'
            AND due_on >= {day}'2017-01-01' AND due_on < {day}'2018-01-01'
          GROUP BY 1, 2, 3),
        areas AS (
          SELECT m.period, d.auditor_id, m.area, m.due, SUM(d.number) AS in_all,
            SUM(CASE WHEN d.basis = m.area THEN d.number ELSE 0 END) AS in_area,
            MIN(CASE WHEN d.basis = m.area THEN NULL ELSE d.audit_id END) AS other
          FROM month_list m LEFT JOIN done d ON d.period = m.period
          GROUP BY m.period, d.auditor_id, m.area, m.due)
        SELECT period, auditor_id AS subject, CASE WHEN in_area < in_all THEN 'breach' ELSE 'met' END AS answer,
          'all of the ' || area || ' area' AS expected, {text_of_in_area} AS found, NULL AS reason,
          'qa_audit' AS evidence_table, other AS evidence_key, due
        FROM areas
        ORDER BY 1, 2""",
    "social-care-case-files/file": """
        SELECT NULL AS period, a.audit_id AS subject,
          CASE WHEN a.filed_on <= w.within_5 AND a.filed_on <= {day}'2017-12-31' THEN 'met'
            WHEN (a.filed_on IS NULL OR a.filed_on > {day}'2017-12-31') AND w.within_5 >= {day}'2017-12-31' THEN 'not-yet-due'
            ELSE 'breach' END AS answer,
          'within 5 working days of completion' AS expected,
          CASE WHEN a.filed_on IS NULL THEN 'not done' ELSE 'done on ' || {text_of_filed_on} END AS found, NULL AS reason,
          'qa_audit' AS evidence_table, a.audit_id AS evidence_key, w.within_5 AS due
        FROM qa_audit a JOIN analyst_calendar w ON w.today = a.completed_on
        WHERE a.audit = 'social-care-case-files'
        ORDER BY 2""",
    "monitoring-forms": """
        SELECT NULL AS period, r.clar_cla_review_id AS subject,
          CASE WHEN f.done <= w.within_5 THEN 'met'
            WHEN f.done IS NULL AND w.within_5 >= {day}'2017-12-31' THEN 'not-yet-due' ELSE 'breach' END AS answer,
          'within 5 working days of the review' AS expected,
          CASE WHEN f.done IS NULL THEN 'not done' ELSE 'done on ' || {text_of_done} END AS found, NULL AS reason,
          'qa_review_form' AS evidence_table, f.form AS evidence_key, w.within_5 AS due
        FROM ssd_cla_reviews r JOIN analyst_calendar w ON w.today = r.clar_cla_review_date
        LEFT JOIN (
          SELECT review_id, MIN(completed_on) AS done, MIN(form_id) AS form FROM qa_review_form
          WHERE completed_on <= {day}'2017-12-31' GROUP BY review_id) f ON f.review_id = r.clar_cla_review_id
        ORDER BY 2""",
    "social-care-case-files/independence": """
        SELECT {month} AS period, a.auditor_id AS subject,
          CASE WHEN SUM(CASE WHEN a.auditor_id IN (c.cine_referral_worker_id, c.manager_id) THEN 1 ELSE 0 END) > 0
            THEN 'breach' ELSE 'met' END AS answer,
          'nobody who holds or manages the case' AS expected, {text_of_count} AS found, NULL AS reason,
          'qa_audit' AS evidence_table,
          MIN(CASE WHEN a.auditor_id IN (c.cine_referral_worker_id, c.manager_id) THEN a.audit_id END) AS evidence_key,
          MAX(a.due_on) AS due
        FROM qa_audit a LEFT JOIN ssd_cin_episodes c ON c.cine_referral_id = a.case_id
        WHERE a.audit = 'social-care-case-files' AND a.completed_on <= {day}'2017-12-31'
          AND a.due_on >= {day}'2017-01-01' AND a.due_on < {day}'2018-01-01'
        GROUP BY 1, 2
        ORDER BY 1, 2""",
}

#: Months in which managers look at their own area; in the others they look at a peer's.
OWN_AREA = ("01", "05", "07", "09", "12")

MONTH_OF = {
    "sqlite": "SUBSTR(due_on, 1, 7)",
    "duckdb": "STRFTIME(due_on, '%Y-%m')",
    "postgres": "TO_CHAR(due_on, 'YYYY-MM')",
    "spark": "DATE_FORMAT(due_on, 'yyyy-MM')",
}


def working(day: date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in HOLIDAYS


def within_5(day: date) -> date:
    left = 5
    while left:
        day += timedelta(1)
        left -= working(day)
    return day


def last_working_day(month: str) -> str:
    day = date(2017 + (month == "12"), int(month) % 12 + 1, 1) - timedelta(1)
    while not working(day):
        day -= timedelta(1)
    return day.isoformat()


def by_hand(name: str, engine: str, scale: int) -> str:
    literal = "" if engine == "sqlite" else "DATE "
    spans = ", ".join(
        f"('2017-{month}', {literal}'2017-{month}-01', {literal}'{last_working_day(month)}')" for month in MONTHS
    )
    return BY_HAND[name].format(
        month=MONTH_OF[engine],
        day=literal,
        dues=", ".join(f"('2017-{month}', {literal}'{last_working_day(month)}')" for month in MONTHS),
        areas=", ".join(
            f"('2017-{month}', {literal}'{last_working_day(month)}', '{'own' if month in OWN_AREA else 'peer'}')" for month in MONTHS
        ),
        text_of_in_area="CAST(in_area AS VARCHAR(20)) || ' of ' || CAST(in_all AS VARCHAR(20))",
        text_of_in_time="CAST(COALESCE(d.in_time, 0) AS VARCHAR(20))",
        text_of_filed_on="CAST(a.filed_on AS VARCHAR(20))",
        text_of_done="CAST(f.done AS VARCHAR(20))",
        text_of_count="CAST(COUNT(*) AS VARCHAR(20))",
        spans=spans,
        fourteen=14 * scale,
    )


def calendar(engine: str) -> list[str]:
    """The analyst's calendar: for each day of the year the fifth working day after it."""
    kind = "TEXT" if engine == "sqlite" else "DATE"
    literal = "" if engine == "sqlite" else "DATE "
    days = [date(2017, 1, 1) + timedelta(number) for number in range(365)]
    rows = ", ".join(f"({literal}'{day}', {literal}'{within_5(day)}')" for day in days)
    if engine == "spark":
        return [f"CREATE OR REPLACE TEMPORARY VIEW analyst_calendar AS SELECT * FROM VALUES {rows} AS t(today, within_5)"]
    return [
        "DROP TABLE IF EXISTS analyst_calendar",
        f"CREATE TABLE analyst_calendar (today {kind} PRIMARY KEY, within_5 {kind})",
        f"INSERT INTO analyst_calendar VALUES {rows}",
    ]


class Sqlite:
    """A database file."""

    def __init__(self, folder: Path, tables: object, times: int) -> None:
        path = folder / f"records-{times}.db"
        self.fresh = not path.exists()
        started = time.monotonic()
        if self.fresh:
            import engines

            engines.fill_sqlite(folder, tables, folder / "records").rename(path)
        self.connection = sqlite3.connect(path)
        self.connection.executescript("PRAGMA cache_size = -200000;")
        if self.fresh and times > 1:
            self.connection.executescript(repeat(tables, times))
        if self.fresh:
            self.connection.executescript("ANALYZE;")
        self.loaded = time.monotonic() - started
        for statement in calendar("sqlite"):
            self.connection.execute(statement)

    def rows(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def keep(self, sql: str) -> None:
        """Runs it to the end inside the engine, without handing rows to Python."""
        self.connection.execute("DROP TABLE IF EXISTS kept")
        self.connection.execute(f"CREATE TEMPORARY TABLE kept AS {sql.rstrip().rstrip(';')}")

    def plan(self, sql: str) -> str:
        return "\n".join(row[3] for row in self.connection.execute(f"EXPLAIN QUERY PLAN {sql}"))


class DuckDb:
    """A database file."""

    def __init__(self, folder: Path, tables: object, times: int) -> None:
        import duckdb
        import engines

        path = folder / f"records-{times}.duckdb"
        self.fresh = not path.exists()
        started = time.monotonic()
        if self.fresh:
            shutil.rmtree(folder / "parquet", ignore_errors=True)
            engines.fill_duckdb(folder, tables, folder / "records")[0].rename(path)
        self.connection = duckdb.connect(str(path))
        if self.fresh and times > 1:
            for statement in repeat(tables, times).split(";"):
                self.connection.execute(statement)
        self.loaded = time.monotonic() - started
        for statement in calendar("duckdb"):
            self.connection.execute(statement)

    def rows(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def keep(self, sql: str) -> None:
        """Runs it to the end inside the engine, without handing rows to Python."""
        self.connection.execute("DROP TABLE IF EXISTS kept")
        self.connection.execute(f"CREATE TEMPORARY TABLE kept AS {sql.rstrip().rstrip(';')}")

    def plan(self, sql: str) -> str:
        return "\n".join(row[1] for row in self.connection.execute(f"EXPLAIN {sql}").fetchall())


class Postgres:
    """A server of its own."""

    def __init__(self, folder: Path, tables: object, times: int) -> None:
        import tempfile

        import engines

        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "server").mkdir()
        self.server = engines.Server(self.folder / "server")
        started = time.monotonic()
        self.server.fill(tables, folder / "records")
        if times > 1:
            self.psql(repeat(tables, times))
        self.psql("ANALYZE;")
        self.loaded = time.monotonic() - started
        self.psql(";\n".join(calendar("postgres")) + ";")

    def psql(self, sql: str) -> str:
        command = ["psql", "-X", "-q", "-t", "-A", "-F", "\x1f", "-P", "null=\x1e", "-v", "ON_ERROR_STOP=1", "-d", self.server.url]
        return subprocess.run(command, input=sql, capture_output=True, text=True, check=True).stdout

    def rows(self, sql: str) -> list[tuple]:
        # `splitlines` would break at the sign for empty too.
        lines = self.psql(sql.rstrip().rstrip(";") + ";").removesuffix("\n").split("\n")
        return [tuple(None if cell == "\x1e" else cell for cell in line.split("\x1f")) for line in lines]

    def keep(self, sql: str) -> None:
        self.psql(f"CREATE TEMPORARY TABLE kept AS {sql.rstrip().rstrip(';')};")

    def plan(self, sql: str) -> str:
        return self.psql(f"EXPLAIN {sql.rstrip().rstrip(';')};")

    def close(self) -> None:
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark:
    """Parquet files, on all processors of this machine."""

    def __init__(self, folder: Path, tables: object, times: int) -> None:
        from pyspark.sql import SparkSession

        started = time.monotonic()
        session = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
        session = session.config("spark.sql.session.timeZone", "UTC").config("spark.driver.memory", "4g")
        self.session = session.config("spark.sql.shuffle.partitions", "8").getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        for table in tables.columns:
            file = folder / "parquet" / f"{table}.parquet"
            if file.exists():
                self.session.read.parquet(str(file)).createOrReplaceTempView(table)
        self.loaded = time.monotonic() - started
        for statement in calendar("spark"):
            self.session.sql(statement)

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(row) for row in self.session.sql(sql.rstrip().rstrip(";")).collect()]

    def keep(self, sql: str) -> None:
        self.session.sql(sql.rstrip().rstrip(";")).write.format("noop").mode("overwrite").save()

    def plan(self, sql: str) -> str:
        return self.session.sql(f"EXPLAIN {sql.rstrip().rstrip(';')}").collect()[0][0]


ENGINES = {"sqlite": Sqlite, "duckdb": DuckDb, "postgres": Postgres, "spark": Spark}


def repeat(tables: object, times: int) -> str:
    """Every audit so many times, under keys of their own."""
    names = [name for name, _, _ in tables.columns["qa_audit"]]
    others = ", ".join(f'"{name}"' for name in names if name != "audit_id")
    numbers = ", ".join(f"({number})" for number in range(1, times))
    return (
        f"INSERT INTO qa_audit (audit_id, {others}) WITH copies(copy) AS (VALUES {numbers}) "
        f"SELECT audit_id || '-' || copy, {others} FROM qa_audit CROSS JOIN copies"
    )


def statements(qac: Path, framework: Path, dialect: str) -> dict[str, str]:
    command = [qac, "query", framework, "--dialect", dialect, "--as-of", AS_OF]
    script = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # What cannot be asked is a comment of its own, before the next query.
    headed = [re.search(r"^-- ([^:\n]+): (?:.*\n(?:-- .*\n)*)WITH\n", part, re.M) for part in script.split(";\n")]
    parts = zip(headed, script.split(";\n"), strict=True)
    return {head.group(1): part[head.start() :] for head, part in parts if head}


def seconds(action: object) -> tuple[float, object]:
    started = time.monotonic()
    result = action()
    return time.monotonic() - started, result


def same(one: list[tuple], other: list[tuple]) -> bool:
    def keys(rows: list[tuple]) -> list[tuple]:
        return sorted(tuple(str(cell or "") for cell in row[:3]) for row in rows)

    return keys(one) == keys(other)


def scans(plan: str) -> int:
    """How often a plan reads the table of audits."""
    return len(re.findall(r"(?:SCAN|SEARCH|Scan on|Table:|parquet).*\bqa_audit\b", plan))


def measure(name: str, engine: object, queries: dict[str, str], scale: int, each_query: bool) -> None:
    total, each = 0.0, []
    for query, sql in queries.items() if each_query else ():
        took, rows = seconds(lambda sql=sql: engine.rows(sql))
        total += took
        each.append((took, query, len(rows)))
        print(f"  {query}: {took:.2f} s, {len(rows)} rows", file=sys.stderr, flush=True)
    each.sort(reverse=True)
    slowest = "; ".join(f"{query} {took:.2f} s" for took, query, _ in each[:4])
    print(f"{name}: loaded in {engine.loaded:.1f} s; all {len(queries)} queries {total:.1f} s, {sum(one[2] for one in each)} rows; slowest {slowest}", flush=True)
    for query in BY_HAND:
        hand = by_hand(query, name, scale)
        own, theirs = float("inf"), float("inf")
        for _ in range(RUNS):
            own = min(own, seconds(lambda: engine.keep(queries[query]))[0])
            theirs = min(theirs, seconds(lambda: engine.keep(hand))[0])
        rows, expected = engine.rows(queries[query]), engine.rows(hand)
        equal = "same answers" if same(rows, expected) else "OTHER ANSWERS"
        print(f"| {name} | {query} | {own:.3f} s | {theirs:.3f} s | {own / theirs:.2f} | {len(rows)} | {scans(engine.plan(queries[query]))} | {equal}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("qac", "generator", "repository"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--scale", type=int, default=1890)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--engines", default="sqlite,duckdb,postgres")
    parser.add_argument("--folder", type=Path, default=Path("target/bench-queries"))
    parser.add_argument("--beside-only", action="store_true", help="only those that are written by hand too, and the tables that they read")
    words = parser.parse_args()
    qac, repository, folder = words.qac.resolve(), words.repository.resolve(), words.folder.resolve()
    sys.path.insert(0, str(repository / "tests/oracles"))
    import engines

    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if not (folder / "framework.qac.md").exists():
        folder.mkdir(parents=True, exist_ok=True)
        took, _ = seconds(lambda: subprocess.run([words.generator.resolve(), folder, "--scale", str(words.scale)], check=True))
        shutil.copytree(repository / "frameworks/std", folder / "std", dirs_exist_ok=True)
        print(f"generated in {took:.1f} s")
    tables = engines.Tables(qac, repository / FRAMEWORK)
    if words.beside_only:
        tables.columns = {name: columns for name, columns in tables.columns.items() if re.search(rf"\b{name}\b", "".join(BY_HAND.values()))}
    for name in words.engines.split(","):
        engine = ENGINES[name](folder, tables, words.times)
        try:
            measure(name, engine, statements(qac, folder / "framework.qac.md", name), words.scale, not words.beside_only)
        finally:
            getattr(engine, "close", lambda: None)()


if __name__ == "__main__":
    main()

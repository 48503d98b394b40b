#!/usr/bin/env python3
"""`qac comply` on every engine at hand, over the same records: the answers are equal row by row.

Records are made up at random for every table of a framework: ids of its rules and parties, keys of a small pool so that
rows meet, days around the window, empty cells, and values that would break a statement they got into.

    engines.py QAC REPOSITORY

SQLite reads a folder of CSV files and a database; DuckDB (`pip install duckdb-cli`) the same folder, one of Parquet
files, and a database; PostgreSQL a server that is started in a temporary folder. With QAC_SPARK set to a master, such
as `local-cluster[2,1,1024]`, Spark too.
"""

import csv
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

FRAMEWORK = "frameworks/rbwm-childrens-services-2016.qac.md"
AS_OF = "2017-07-15"
SEEDS = (1, 2)
ROWS = 400
HOSTILE = ["'; DROP TABLE qa_audit; --", 'a "quoted" one', "é漢 ; , \\ %", "NULL", " padded ", "{{ 7*7 }}", "line\nbreak"]


def run(*command: object, allowed: tuple[int, ...] = (0,), **options: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode not in allowed:
        raise SystemExit(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


class Tables:
    """The tables of a framework, from `qac query --ddl`."""

    def __init__(self, qac: Path, framework: Path) -> None:
        self.ddl = {
            dialect: run(qac, "query", framework, "--dialect", dialect, "--ddl")
            for dialect in ("sqlite", "duckdb", "postgres")
        }
        self.columns: dict[str, list[tuple[str, str, bool]]] = {}
        self.keys: dict[str, list[str]] = {}
        for name, body in re.findall(r'CREATE TABLE "(\w+)" \((.*?)\n\);', self.ddl["duckdb"], re.S):
            lines = re.findall(r'^  "(\w+)" (\w+)( NOT NULL)?', body, re.M)
            self.columns[name] = [(column, kind, bool(filled)) for column, kind, filled in lines]
            self.keys[name] = re.findall(r'"(\w+)"', next(iter(re.findall(r"PRIMARY KEY \((.*)\)", body)), ""))


    def files(self, csv_folder: Path) -> dict[str, tuple[Path, list[str]]]:
        """The files of a folder with the columns that they name, for the tables that have one."""
        found = {}
        for table in self.columns:
            path = csv_folder / f"{table}.csv"
            if path.exists():
                with path.open(newline="", encoding="utf-8") as file:
                    found[table] = (path, next(csv.reader(file)))
        return found


def words(qac: Path, framework: Path) -> list[str]:
    """What columns of ids may hold: rules, roles, parties."""
    kernel = json.loads(run(qac, "compile", framework))
    ids = {one["id"] for one in kernel["obligations"]}
    for one in kernel["obligations"]:
        ids.update(one["bearers"])
        ids.update(one["recipients"])
    return sorted(ids)


def record(dice: random.Random, number: int, columns: list, keys: list, ids: list[str]) -> list[str]:
    cells = []
    for name, kind, filled in columns:
        if name in keys:
            cells.append(f"k{number}")
        elif not filled and dice.random() < 0.15:
            cells.append("")
        elif kind == "DATE":
            cells.append(f"{dice.choice((2016, 2017, 2017, 2017))}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}")
        elif kind == "TIMESTAMP":
            cells.append(f"2017-{dice.randint(1, 12):02}-{dice.randint(1, 28):02} {dice.randint(0, 23):02}:30:00")
        elif kind == "BOOLEAN":
            cells.append(dice.choice(("yes", "no")))
        elif kind in ("DOUBLE", "BIGINT"):
            cells.append(str(dice.randint(0, 120)))
        elif dice.random() < 0.03:
            cells.append(dice.choice(HOSTILE))
        elif name in ("basis",):
            cells.append(dice.choice(("own", "peer")))
        elif name.endswith("_id") or name == "subject":
            cells.append(f"k{dice.randint(0, 60)}")
        else:
            cells.append(dice.choice(ids))
    return cells


def write(folder: Path, tables: Tables, ids: list[str], seed: int) -> None:
    dice = random.Random(seed)
    (folder / "csv").mkdir()
    for table, columns in tables.columns.items():
        with (folder / "csv" / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([name for name, _, _ in columns])
            writer.writerows(record(dice, row, columns, tables.keys[table], ids) for row in range(ROWS))


def value(text: str, kind: str) -> object:
    if text.strip() == "":
        return None
    return {"yes": 1, "no": 0}[text] if kind == "BOOLEAN" else float(text) if kind == "DOUBLE" else text


def fill_sqlite(folder: Path, tables: Tables, csv_folder: Path) -> Path:
    path = folder / "records.db"
    connection = sqlite3.connect(path)
    connection.executescript(tables.ddl["sqlite"])
    for table, (file, names) in tables.files(csv_folder).items():
        kinds = {column: kind for column, kind, _ in tables.columns[table]}
        with file.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.reader(lines))[1:]
        typed = [[value(cell, kinds[name]) for cell, name in zip(row, names, strict=True)] for row in rows]
        marks = ", ".join("?" for _ in names)
        connection.executemany(f'INSERT INTO "{table}" ({quoted(names)}) VALUES ({marks})', typed)
    connection.commit()
    connection.close()
    return path


def quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def fill_duckdb(folder: Path, tables: Tables, csv_folder: Path) -> tuple[Path, Path]:
    path, parquet = folder / "records.duckdb", folder / "parquet"
    parquet.mkdir()
    copies = []
    for table, (file, names) in tables.files(csv_folder).items():
        form = "HEADER, NULLSTR '', QUOTE '\"', ESCAPE '\"', AUTO_DETECT false"
        copies.append(f"COPY \"{table}\" ({quoted(names)}) FROM '{file}' ({form});")
        copies.append(f"COPY \"{table}\" TO '{parquet}/{table}.parquet';")
    run("duckdb", "-batch", "-bail", path, input=tables.ddl["duckdb"] + "\n".join(copies))
    return path, parquet


class Server:
    """A PostgreSQL of our own, reached through a socket in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self.programs = programs[-1] if programs else Path(shutil.which("initdb") or "/usr/bin/initdb").parent
        # PostgreSQL does not run as root.
        self.user = {"user": "postgres"} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres")
            os.chmod(folder.parent, 0o755)
        data = folder / "data"
        self.control("initdb", "-D", data, "-A", "trust", "-U", "qac", "-E", "UTF8", "--locale=C")
        self.control("pg_ctl", "-D", data, "-w", "-o", f"-k {folder} -h ''", "-l", folder / "log", "start")
        self.url = f"postgresql://qac@/postgres?host={folder}"

    def control(self, program: str, *arguments: object) -> None:
        command = [str(part) for part in (self.programs / program, *arguments)]
        # The server keeps what it is given open, so it is given nothing to hold on to.
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **self.user)
        if done.returncode:
            raise SystemExit(f"{program} failed")

    def fill(self, tables: Tables, csv_folder: Path) -> None:
        statements = ["DROP SCHEMA public CASCADE;", "CREATE SCHEMA public;", tables.ddl["postgres"]]
        for table, (file, names) in tables.files(csv_folder).items():
            statements.append(f"\\copy \"{table}\" ({quoted(names)}) FROM '{file}' (FORMAT csv, HEADER)")
        run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.url, input="\n".join(statements))

    def stop(self) -> None:
        self.control("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")


def answers(qac: Path, framework: Path, data: object, *more: object, as_of: str = AS_OF) -> dict:
    command = (qac, "comply", framework, "--data", data, "--as-of", as_of, "--format", "json", *more)
    return json.loads(run(*command, allowed=(0, 1)))


def places(folder: Path, tables: Tables, csv_folder: Path, server: Server) -> dict[str, tuple]:
    """The same records wherever another engine finds them: what to ask, and with which engine."""
    duckdb, parquet = fill_duckdb(folder, tables, csv_folder)
    server.fill(tables, csv_folder)
    found = {
        "SQLite over a database": (fill_sqlite(folder, tables, csv_folder),),
        "DuckDB over CSV": (csv_folder, "--engine", "duckdb"),
        "DuckDB over Parquet": (parquet, "--engine", "duckdb"),
        "DuckDB over a database": (duckdb,),
        "PostgreSQL": (server.url,),
    }
    if "QAC_SPARK" in os.environ:
        found["Spark over CSV"] = (csv_folder, "--engine", "spark", "--master", os.environ["QAC_SPARK"])
        found["Spark over Parquet"] = (parquet, "--engine", "spark", "--master", os.environ["QAC_SPARK"])
    return found


def differences(name: str, expected: dict, found: dict) -> int:
    wrong = 0
    for one, other in zip(expected["results"], found["results"]):
        if one != other:
            wrong += 1
            if wrong <= 3:
                print(f"{name} differs:\n  {json.dumps(one)}\n  {json.dumps(other)}")
    if expected != found and not wrong:
        print(f"{name} differs beside its rows: {len(expected['results'])} and {len(found['results'])}")
    return int(expected != found)


def main() -> int:
    qac, repository = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    framework = repository / FRAMEWORK
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    tables, ids = Tables(qac, framework), words(qac, framework)
    wrong, rows, kinds, engines = 0, 0, Counter(), Counter()
    with tempfile.TemporaryDirectory() as temporary:
        (Path(temporary) / "server").mkdir()
        server = Server(Path(temporary) / "server")
        try:
            for seed in SEEDS:
                folder = Path(temporary) / str(seed)
                folder.mkdir()
                write(folder, tables, ids, seed)
                expected = answers(qac, framework, folder / "csv")
                rows += len(expected["results"])
                kinds.update(one["answer"] for one in expected["results"])
                for name, (data, *more) in places(folder, tables, folder / "csv", server).items():
                    engines[name] += 1
                    wrong += differences(f"{name}, seed {seed}", expected, answers(qac, framework, data, *more))
        finally:
            server.stop()
    told = ", ".join(f"{count} {answer}" for answer, count in sorted(kinds.items()))
    print(f"engines: {rows} answers ({told}) on SQLite over CSV and {len(engines)} others, {wrong} of them different")
    return 1 if wrong or kinds["met"] == 0 or kinds["breach"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

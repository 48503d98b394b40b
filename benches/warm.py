#!/usr/bin/env python3
"""Writes `src/warm.ld`: which functions nearly every run of qac calls, so that the linker puts them side by side.

    benches/warm.py [QAC]      # QAC is a release with its symbols; without it one is built, in minutes

A program is brought into memory piece by piece, as what it calls is first called. Where the functions of a short check
lie all over its 12 MB, a hundred pieces are fetched; side by side they are thirty. Nothing else depends on the order: a
name in the list that no longer exists is passed over, and a function that is not in it stands where it always stood.
Write the list again when checks have grown. Linux only; needs valgrind.

The functions of the first command come first, then those that the next one calls besides, and so on. A name stands
without the compiler's own number behind it, which other compilers give otherwise; so a name may stand for many functions,
of which few are called. Those stand behind the others of their command.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORK = "frameworks/rbwm-childrens-services-2016.qac.md"
YEAR = ["--from", "2017-01-01", "--to", "2017-12-31"]
COMMANDS = [
    ["check", "benches/generator/small.qac"],
    ["check", FRAMEWORK],
    ["schedule", FRAMEWORK, *YEAR],
    ["schedule", FRAMEWORK, *YEAR, "--format", "csv,ics", "-o", "{folder}"],
    ["checklist", FRAMEWORK, "--month", "2017-05"],
]
#: How much of what a name stands for has to be called, for the name to stand among the first.
MOSTLY = 0.5
HEAD = """/* Functions that nearly every run calls, side by side: fewer pieces of the program are fetched as it starts.
   Written by benches/warm.py; build.rs hands it to the linker. Not to be edited by hand. */
SECTIONS
{
  .text.warm :
  {
"""
FOOT = """  }
}
INSERT BEFORE .text
"""


def called(program: Path, command: list[str], folder: str) -> set[str]:
    """The functions that a run calls, as the linker names them."""
    profile = Path(folder) / "profile"
    words = [word.format(folder=folder) for word in command]
    valgrind = ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={profile}", str(program), *words]
    subprocess.run(valgrind, cwd=ROOT, check=False, capture_output=True)
    names = re.findall(r"^c?fn=\(\d+\) (\S+)$", profile.read_text(), re.MULTILINE)
    return {re.sub(r"'\d+$", "", name) for name in names}


def sizes(program: Path) -> dict[str, tuple[int, int]]:
    """Where each function of the program is, and its size."""
    lines = subprocess.run(["nm", "-S", str(program)], check=True, capture_output=True, text=True).stdout.splitlines()
    parts = [line.split() for line in lines]
    return {part[3]: (int(part[0], 16), int(part[1], 16)) for part in parts if len(part) == 4 and part[2] in "tTwW"}


def without_number(name: str) -> str:
    """The name under any compiler and in any unit of code."""
    name = re.sub(r"17h[0-9a-f]{16}E.*$", "17h*", re.sub(r"\.llvm\.\d+$", "", name))
    return re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name) + "*" if name.startswith("_R") else name


def built() -> Path:
    folder = ROOT / "target/warm"
    build = ["cargo", "build", "--release", "--locked", "--bin", "qac", "--target-dir", str(folder)]
    subprocess.run([*build, "--config", "profile.release.strip=false"], cwd=ROOT, check=True)
    return folder / "release/qac"


def main() -> None:
    program = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else built()
    size = sizes(program)
    named: dict[str, list[str]] = {}
    for name in size:
        named.setdefault(without_number(name), []).append(name)
    lines: list[str] = []
    written: set[str] = set()
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as work:
            run = called(program, command, work) & size.keys()

        def share(pattern: str, run: set[str] = run) -> float:
            everything = sum(size[name][1] for name in named[pattern])
            return sum(size[name][1] for name in named[pattern] if name in run) / max(1, everything)

        fresh = {without_number(name) for name in run} - written
        dense = sorted((one for one in fresh if share(one) >= MOSTLY), key=lambda one: min(size[name][0] for name in named[one]))
        loose = sorted((one for one in fresh if share(one) < MOSTLY), key=lambda one: (-share(one), one))
        lines += dense + loose
        written |= fresh
        print(f"{' '.join(command[:1])}: {len(run)} functions, {len(fresh)} names more")
    rows = "".join(f"    *(.text*.{name})\n" for name in lines)
    (ROOT / "src/warm.ld").write_text(HEAD + rows + FOOT)


if __name__ == "__main__":
    main()

"""The whole path of a month, with other people's readers and writers: python3 tests/oracles/pack.py QAC ROOT

Needs `python-docx` and `openpyxl` from PyPI, `pdftotext` and `pdfinfo` from poppler, and in `target/oracles/qac-pdf` a qac
that was built with PDF. Draws May 2017 of the example year, writes the pack, reads every document
back and compares it with the JSON, fills the forms in as auditors and the coordinator would, takes them back, and looks
whether the month is then told as done. Exits with 1 and says what is wrong.
"""

import csv
import html.parser
import json
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import docx
import openpyxl

FRAMEWORK = "frameworks/rbwm-childrens-services-2016.qac.md"
AUDIT = "early-help-case-files"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Words(html.parser.HTMLParser):
    """The text of a page."""

    def __init__(self):
        super().__init__()
        self.text, self.silent = [], False

    def handle_starttag(self, tag, attributes):
        self.silent = tag in ("style", "script", "title")

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.text.append(data)


def squeezed(text):
    return re.sub(r"\s+", "", re.sub(r"[\\*☐_|]|<br>", "", text))


def facts(person):
    """Every text that each format has to show, in order."""
    for form in person["forms"]:
        yield form["title"]
        for name in ["case", "unit", "group", "auditor", "tool"]:
            if form[name]:
                yield form[name]
        yield date.fromisoformat(form["due"]).strftime("%A %-d %B %Y")
        if form["tell_at_once"]:
            yield form["tell_at_once"]["title"]
            yield from form["tell_at_once"]["steps"]
        for section in form["sections"]:
            yield section["title"]
            for question in section["questions"]:
                yield question["text"]
                if question["evidence"]:
                    yield question["evidence"]
        for answer in form["overall"]:
            yield answer["title"]
        yield from form["afterwards"]


def every_text(path):
    """The text of a Word document, controls and their lists among it, in the order of the document."""
    document = docx.Document(path)
    found = []
    for node in document.element.body.iter():
        if node.tag == W + "t":
            found.append(node.text or "")
        if node.tag == W + "listItem":
            found.append(node.get(W + "displayText"))
    return "".join(found), document


def printed_text(path):
    """The text of a PDF in the order in which it was written, without the footers."""
    pages = run("pdftotext", "-raw", path, "-").split("\f")
    return "\n".join(re.sub(r"page \d+ of \d+\s+[^\n]*\s*$", "", page) for page in pages)


def pdf(qac, checklist, folder, people, footer):
    """Every PDF says what the JSON says, can be read aloud, and is the same twice; one written into is not replaced."""
    command = [qac, *checklist, "--format", "pdf", "-o", folder]
    run(*command)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{person}.pdf" for person in people)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run(*command)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}, "the same PDF, the same bytes"
    for name, person in people.items():
        path = folder / f"{name}.pdf"
        shows(path.name, printed_text(path), person)
        told = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines())
        told = {name: value.strip() for name, value in told.items()}
        assert told["Title"] == f"Audits for May 2017: {name}" and told["Tagged"] == "yes", told
        assert told["Page size"].endswith("(A4)") and told["CreationDate"].startswith("Mon May  1 00:00:00 2017"), told
        count = int(told["Pages"])
        for number, page in enumerate(run("pdftotext", "-layout", path, "-").split("\f")[:count], start=1):
            foot = page.strip().splitlines()[-1]
            assert foot.startswith(footer) and foot.endswith(f"page {number} of {count}"), foot
        bookmarks = path.read_bytes().count(b"/Dest ")
        assert bookmarks == len(person["forms"]), f"{bookmarks} bookmarks"
        fonts = run("pdffonts", path).splitlines()[2:]
        assert fonts and all("LiberationSans" in font and " yes yes yes " in font for font in fonts), "embedded, with text"
    some = folder / f"{next(iter(people))}.pdf"
    some.write_bytes(some.read_bytes() + b"\n% a remark of somebody's\n")
    run(*command, code=2)


def shows(where, text, person):
    text = squeezed(text)
    for fact in facts(person):
        fact = squeezed(fact)
        assert fact in text, f"{where} does not show {fact!r}"


def control(document, tag):
    for node in document.element.body.iter(W + "sdt"):
        own = node.find(f"{W}sdtPr/{W}tag")
        if own is not None and own.get(W + "val") == tag:
            return node
    raise AssertionError(f"no control {tag}")


def fill(document, tag, text):
    """Writes into a control as Word does: the placeholder goes, one run with the text comes."""
    node = control(document, tag)
    showing = node.find(f"{W}sdtPr/{W}showingPlcHdr")
    if showing is not None:
        showing.getparent().remove(showing)
    texts = list(node.find(W + "sdtContent").iter(W + "t"))
    for extra in texts[1:]:
        extra.getparent().remove(extra)
    texts[0].text = text


def run(*command, code=0, cwd=None):
    ran = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=cwd)
    assert ran.returncode == code, f"{command}: {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def main(qac, root):
    root = Path(root)
    framework = root / FRAMEWORK
    roster = root / "examples/rbwm-2017/roster.csv"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        records, draws, pack = folder / "records", folder / "draws", folder / "pack"
        shutil.copytree(root / "examples/rbwm-2017/records", records)
        lines = (records / "qa_audit.csv").read_text().splitlines(keepends=True)
        (records / "qa_audit.csv").write_text("".join(line for line in lines if not line.startswith("EH-2017-05")))
        run(qac, "sample", framework, "--audit", AUDIT, "--month", "2017-05", "--cases", records, "--roster", roster,
            "--seed", "dice 4 1 7", "-o", draws)
        run(qac, "checklist", framework, "--month", "2017-05", "--audit", AUDIT, "--draws", draws, "-o", pack)

        # Every format shows what the JSON says.
        people = {}
        for path in sorted(pack.glob("*.json")):
            person = people[path.stem] = json.loads(path.read_text())
            text, document = every_text(path.with_suffix(".docx"))
            shows(path.stem + ".docx", text, person)
            tables = [table for table in document.tables if table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None]
            assert len(tables) > 5, "header rows repeat"
            assert document.core_properties.title == f"Audits for May 2017: {path.stem}"
            footer = "".join(document.sections[0].footer._element.itertext())
            assert person["framework"]["title"] in footer and person["framework"]["edition"] in footer
            reader = Words()
            reader.feed(path.with_suffix(".html").read_text())
            shows(path.stem + ".html", "".join(reader.text), person)
            shows(path.stem + ".md", path.with_suffix(".md").read_text(), person)
        forms = [form for person in people.values() for form in person["forms"]]
        assert len(forms) == 14 and len(people) == 7
        book = openpyxl.load_workbook(pack / "coordinator.xlsx")
        assert book.sheetnames == ["Summary", "Cases", "Answers", "Reserve", "Lists"]
        cases, answers = book["Cases"], book["Answers"]
        shown = {row[1]: row for row in cases.iter_rows(min_row=2, values_only=True)}
        for form in forms:
            row = shown[form["case"]]
            assert (row[2], row[3], row[4], row[6]) == (form["unit"], form["group"], form["title"], form["auditor"])
            assert row[8].date().isoformat() == form["due"]
        asked = [(row[2], row[1], row[6]) for row in answers.iter_rows(min_row=2, values_only=True)]
        expected = [(form["case"], question["id"], question["text"])
                    for form in forms for section in form["sections"] for question in section["questions"]]
        assert sorted(asked) == sorted(expected)
        assert cases.freeze_panes == "A2" and cases.print_title_rows == "$1:$1" and cases.auto_filter.ref
        assert len(cases.data_validations.dataValidation) > 0 and len(answers.data_validations.dataValidation) > 0
        assert len(cases.conditional_formatting) > 0 and len(book["Summary"]._charts) == 1
        receipt = json.loads(next(draws.glob("*.json")).read_text())
        assert [row[2] for row in book["Reserve"].iter_rows(min_row=2, values_only=True)] == [
            case["key"] for case in receipt["reserve"]]

        # An empty pack may be written again; one that somebody works in may not.
        again = ["checklist", framework, "--month", "2017-05", "--audit", AUDIT, "--draws", draws, "-o", pack]
        before = {path.name: path.read_bytes() for path in pack.iterdir()}
        run(qac, *again)
        assert before == {path.name: path.read_bytes() for path in pack.iterdir()}, "the same pack, the same bytes"

        # So do the PDFs.
        with_pdf = root / "target/oracles/qac-pdf"
        checklist = ["checklist", framework, "--month", "2017-05", "--audit", AUDIT, "--draws", draws]
        stamp = next(iter(people.values()))["framework"]
        pdf(with_pdf, checklist, folder / "printed", people, f"{stamp['title']}, {stamp['edition']}")
        refused = subprocess.run([qac, *checklist, "--format", "pdf", "-o", folder / "none"], capture_output=True, text=True)
        assert refused.returncode == 2 and "--features pdf" in refused.stderr, refused.stderr
        run(with_pdf, *checklist, "-o", folder / "all")
        assert {path.suffix for path in (folder / "all").iterdir()} == {".docx", ".html", ".md", ".json", ".pdf", ".xlsx"}

        # Six auditors fill in Word forms, one has the coordinator write into the workbook.
        written = sorted(people)
        for person in written[:-1]:
            document = docx.Document(pack / f"{person}.docx")
            for form in people[person]["forms"]:
                number = form["number"]
                for section in form["sections"]:
                    for question in section["questions"]:
                        if question["answers"]:
                            fill(document, f"f{number}.q{question['number']}", question["answers"][0]["title"])
                fill(document, f"f{number}.n1", "a note; with “quotes”, commas\u00e9")
                fill(document, f"f{number}.done", "22/05/2017")
                fill(document, f"f{number}.filed", "23/05/2017")
            document.save(pack / f"{person}.docx")
        last = people[written[-1]]["forms"]
        keys = {form["case"] for form in last}
        for row in cases.iter_rows(min_row=2):
            if row[1].value in keys:
                row[9].value, row[11].value = date(2017, 5, 24), date(2017, 5, 25)
        for row in answers.iter_rows(min_row=2):
            if row[2].value in keys:
                row[7].value = "Yes"
        book.save(pack / "coordinator.xlsx")
        run(qac, *again, code=2)
        returned = [*(pack / f"{person}.docx" for person in written[:-1]), pack / "coordinator.xlsx"]

        # One bad cell, and nothing is taken.
        before = {path.name: path.read_bytes() for path in records.iterdir()}
        document = docx.Document(returned[0])
        fill(document, "f1.q2", "perhaps")
        fill(document, "f2.done", "31/02/2017")
        document.save(folder / "bad.docx")
        complaint = run(qac, "return", framework, folder / "bad.docx", *returned[1:], "--data", records, code=1)
        assert "form 1, question 2: `perhaps` is no answer here" in complaint, complaint
        assert "form 2, `Completed on`: `31/02/2017` is no date" in complaint, complaint
        run(qac, "return", framework, *returned, "--data", records, "--dry-run")
        assert before == {path.name: path.read_bytes() for path in records.iterdir()}, "nothing was written"

        # All of it, and once more: nothing is new.
        told = run(qac, "return", framework, *returned, "--data", records)
        assert "14 new in `audit-record`" in told, told
        after = {path.name: path.read_bytes() for path in records.iterdir()}
        assert run(qac, "return", framework, *returned, "--data", records) == "nothing is new\n"
        assert after == {path.name: path.read_bytes() for path in records.iterdir()}, "the second time changes nothing"
        rows = list(csv.DictReader((records / "qa_audit.csv").read_text().splitlines()))
        own = [row for row in rows if row["audit"] == AUDIT and row["due_on"] == "2017-05-31"]
        assert sorted(row["case_id"] for row in own) == sorted(form["case"] for form in forms)
        auditors = {case["key"]: case["auditor"] for case in receipt["allocation"]["cases"]}
        assert all(row["auditor_id"] == auditors[row["case_id"]] and row["basis"] == "own" for row in own)
        assert {row["completed_on"] for row in own} == {"2017-05-22", "2017-05-24"}
        items = list(csv.DictReader((records / "qa_audit_item.csv").read_text().splitlines()))
        ids = {row["audit_id"] for row in own}
        assert sum(row["audit_id"] in ids for row in items) >= len(expected) - 14
        comply = json.loads(run(qac, "comply", framework, "--data", records, "--from", "2017-05-01", "--as-of",
                                "2017-06-30", "--format", "json", code=1))
        of_may = [one for one in comply["results"] if one["query"].startswith(AUDIT) and one["period"] == "2017-05"]
        for query in [AUDIT, f"{AUDIT}/quota", f"{AUDIT}/basis"]:
            found = {one["answer"] for one in of_may if one["query"] == query}
            assert found == {"met"}, (query, found)
    print(f"pack: {len(forms)} forms of {len(people)} people in 5 formats, filled in, taken back, and the month is done")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), sys.argv[2])

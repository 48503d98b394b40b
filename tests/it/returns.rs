//! Forms that come back: what is no form, what cannot be taken, and that nothing is ever half taken.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use proptest::prelude::*;
use qac::forms::{is_unfilled, read_forms};
use tempfile::{TempDir, tempdir};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::qac::qac;

/// The framework of `qac new` with a record that shows audits, a draw of May and its pack.
fn packed() -> TempDir {
    let folder = tempdir().unwrap();
    let at = folder.path();
    qac(at, &["new"]).ended(0);
    let case = |place: u32| format!("C{place:02},=M{},2026-01-05,\n", place % 3);
    let cases = "case_id,holder,opened_on,closed_on\n".to_owned() + &(0..12).map(case).collect::<String>();
    fs::write(at.join("cases.csv"), cases).unwrap();
    fs::write(
        at.join("roster.csv"),
        "person,role\n=cmd|' /C calc'!A0,team-manager\nM1,team-manager\nM2,team-manager\nM3,team-manager\n",
    )
    .unwrap();
    fs::create_dir(at.join("records")).unwrap();
    let arguments = ["sample", "framework.qac.md", "--audit", "case-file-audits", "--month", "2026-05"];
    let more = ["--cases", "cases.csv", "--roster", "roster.csv", "--seed", "1", "-o", "draws"];
    qac(at, &[&arguments[..], &more].concat()).ended(0);
    qac(at, &["checklist", "framework.qac.md", "--month", "2026-05", "--draws", "draws", "-o", "pack"]).ended(0);
    folder
}

#[test]
fn documents_need_a_folder_and_a_pdf_needs_a_build_that_has_it() {
    let folder = packed();
    for format in ["md", "html", "json"] {
        let draws = [
            "checklist",
            "framework.qac.md",
            "--month",
            "2026-05",
            "--draws",
            "draws",
            "-o",
            "out",
            "--format",
            format,
        ];
        qac(folder.path(), &draws).could_not_run(
            "`--draws` is for the forms of each person, which bear their cases; leave out `--format`, \
             or name `docx`, `xlsx` or `pdf`",
        );
    }
    let asked =
        |format: &str| qac(folder.path(), &["checklist", "framework.qac.md", "--month", "2026-05", "--format", format]);
    let needs_folder = |format: &str| format!("`--format {format}` needs a folder to write to; name it with `-o`");
    asked("docx").could_not_run(&needs_folder("docx"));
    asked("xlsx").could_not_run(&needs_folder("xlsx"));
    if cfg!(feature = "pdf") {
        asked("pdf").could_not_run(&needs_folder("pdf"));
    } else {
        asked("pdf").could_not_run(
            "this qac was built without PDF; print the forms of `docx` or `html`, or build it with `cargo install --locked --path . --features pdf`",
        );
    }
}

/// The bytes of a package with one part of it changed.
fn changed(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut file = old.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = Vec::new();
        file.read_to_end(&mut text).unwrap();
        if name == part {
            text = change(&String::from_utf8(text).unwrap()).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&text).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn take(at: &Path, forms: &[&str]) -> crate::qac::Ran {
    qac(at, &[&["return", "framework.qac.md"], forms, &["--data", "records"]].concat())
}

#[test]
fn what_is_no_form_is_said_to_be_none() {
    let folder = packed();
    let at = folder.path();
    let form = fs::read(at.join("pack/M1.docx")).unwrap();
    let book = fs::read(at.join("pack/coordinator.xlsx")).unwrap();
    let cases: [(Vec<u8>, &str); 6] = [
        (Vec::new(), "the file is empty; copy the file again; it may not have been copied to its end"),
        (
            b"Case,Done\n".to_vec(),
            "the file is not a Word document (.docx); open it in the program that made it and save it as a Word document (.docx)",
        ),
        (
            [0xd0, 0xcf, 0x11, 0xe0].to_vec(),
            "the file is a Word document of the old sort (.doc); open it in Word and save it as a Word document (.docx)",
        ),
        (
            form[..form.len() / 2].to_vec(),
            "the file is not a Word document (.docx); open it in the program that made it and save it as a Word document (.docx)",
        ),
        (
            changed(&form, "docProps/custom.xml", |text| text.replace("\"qac", "\"nobody")),
            "the file is none of the forms that qac wrote; send the file that `qac checklist` wrote, with its hidden columns and properties",
        ),
        (
            changed(&book, "xl/workbook.xml", |text| text.replace("\"Cases\"", "\"Fälle\"")),
            "the file is none of the forms that qac wrote; send the file that `qac checklist` wrote, with its hidden columns and properties",
        ),
    ];
    for (place, (bytes, complaint)) in cases.iter().enumerate() {
        fs::write(at.join("bad.docx"), bytes).unwrap();
        let ran = take(at, &["pack/M1.docx", "bad.docx"]);
        assert_eq!(ran.code, 2, "{place}: {}{}", ran.output, ran.errors);
        ran.could_not_run(&format!("cannot read `bad.docx`: {complaint}"));
        assert_eq!(fs::read_dir(at.join("records")).unwrap().count(), 0, "nothing is written");
    }
}

#[test]
fn an_empty_form_brings_nothing_and_a_formula_is_only_text() {
    let folder = packed();
    let at = folder.path();
    assert_eq!(take(at, &["pack/M1.docx", "pack/coordinator.xlsx"]).ended(0).output, "nothing is new\n");
    for file in ["pack/M1.docx", "pack/coordinator.xlsx"] {
        assert!(is_unfilled(&fs::read(at.join(file)).unwrap()), "{file}");
    }
    let mut book = ZipArchive::new(Cursor::new(fs::read(at.join("pack/coordinator.xlsx")).unwrap())).unwrap();
    let mut text = String::new();
    book.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut text).unwrap();
    assert!(!text.contains("<f>"), "no cell of the cases is a formula");
    text.clear();
    book.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains("=cmd|' /C calc'!A0"), "the name stands there as text");
}

#[test]
fn the_same_pack_has_the_same_bytes() {
    let (one, other) = (packed(), packed());
    for entry in fs::read_dir(one.path().join("pack")).unwrap() {
        let name = entry.unwrap().file_name();
        let read = |folder: &TempDir| fs::read(folder.path().join("pack").join(&name)).unwrap();
        assert_eq!(read(&one), read(&other), "{name:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn no_bytes_make_the_reader_stop(bytes in prop::collection::vec(any::<u8>(), 0..400), word in any::<bool>()) {
        let _ = read_forms(&bytes);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let part = if word { "word/document.xml" } else { "xl/workbook.xml" };
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
        let _ = read_forms(&zip.finish().unwrap().into_inner());
    }
}

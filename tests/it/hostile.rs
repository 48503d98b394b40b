//! Files that are no frameworks, and frameworks that are no good: one line or findings, soon, and never a panic.
use std::fs::{self, File};
use std::path::Path;

use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

use crate::qac::qac;

fn with(name: &str, bytes: impl AsRef<[u8]>) -> TempDir {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    folder
}

/// Checks a file of these bytes; it must end as a check ends.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>) -> crate::qac::Ran {
    let ran = qac(with(name, bytes).path(), &["check", name, "--format", "short"]);
    assert!((0..=2).contains(&ran.code), "{}", ran.errors);
    assert!(ran.errors.lines().count() <= 1, "{}", ran.errors);
    ran
}

#[test]
fn what_cannot_be_read_is_told_in_one_line() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    qac(folder.path(), &["check", "folder"]).could_not_run("cannot read `folder`: it is a folder; name a file");
    qac(folder.path(), &["check", "a.qac"])
        .could_not_run("cannot read `a.qac`: there is no such file; check its name and its folder");
    qac(folder.path(), &["check", "foldre/a.qac"])
        .could_not_run("cannot read `foldre/a.qac`: there is no such file; check its name and its folder");
    fs::write(folder.path().join("frame.qac"), "").unwrap();
    qac(folder.path(), &["check", "fraem.qac"])
        .could_not_run("cannot read `fraem.qac`: there is no such file; did you mean `frame.qac`?");
    qac(folder.path(), &["check", "frame.qac/x"]).could_not_run("cannot read `frame.qac/x`: not a directory");
}

#[test]
fn bytes_that_are_no_text_are_told_in_one_line() {
    check("a.qac", b"role a \"A\"\nrole b \"B\xe9\"\n").could_not_run(
        "cannot read `a.qac`: line 2 holds the byte 0xe9, which is no character in UTF-8; save it as UTF-8",
    );
    check("a.docx", b"PK\x03\x04\0\0").could_not_run(
        "cannot read `a.docx`: it is not text; name a `.qac.md` or `.qac` file; a Word or PDF document has to be saved as text first",
    );
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = tempdir().unwrap();
    File::create(folder.path().join("large.qac")).unwrap().set_len(50 * 1024 * 1024).unwrap();
    qac(folder.path(), &["check", "large.qac"]).could_not_run(
        "cannot read `large.qac`: it is larger than 16 MB; split it, and bring the parts together with `use`",
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told_in_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with("a.qac", "role a \"A\"\n");
    let path = folder.path().join("a.qac");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser may read everything.
    if fs::read(&path).is_err() {
        qac(folder.path(), &["check", "a.qac"]).could_not_run(
            "cannot read `a.qac`: you have no permission to read it; ask its owner, or copy it to where you may",
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn devices_neither_hang_nor_fill_the_memory() {
    let zeros = qac(Path::new("."), &["check", "/dev/zero"]);
    assert_eq!((zeros.code, zeros.errors.lines().count()), (2, 1), "{}", zeros.errors);
    check("a.qac", "use \"../../../../dev/zero\"\n").ended(1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_one_line() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = crate::qac::command(Path::new("."), &["completions", "bash"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors, "qac: cannot write to standard output: no space left on device; is the disk full?\n");
}

#[test]
fn an_empty_file_is_a_finding() {
    for name in ["a.qac", "a.qac.md"] {
        for text in ["", "\n \n", "\u{feff}"] {
            let found = check(name, text);
            assert!(found.output.contains("QAC0001"), "{text:?}: {}", found.output);
        }
    }
}

#[test]
fn files_that_use_themselves_are_a_finding() {
    assert!(check("a.qac", "use \"a.qac\"\n").ended(1).output.contains("QAC0002"));
    let folder = with("a.qac", "use \"b.qac\"\n");
    fs::write(folder.path().join("b.qac"), "use \"./a.qac\"\n").unwrap();
    assert!(qac(folder.path(), &["check", "./a.qac"]).code == 1);
}

#[test]
fn depth_and_length_have_their_limits() {
    for text in [
        "{".repeat(100_000),
        "(".repeat(100_000),
        "role a {".repeat(20_000),
        "\"".repeat(99_999),
        "not (".repeat(20_000),
        format!("population p \"P\" {{ where: {}x is empty }}", "not ".repeat(50_000)),
        format!("population p \"P\" {{ where: x is empty {} }}", "and x is empty ".repeat(20_000)),
        format!("role {} \"A\"", "a".repeat(1_000_000)),
        "role a \"A\" ".repeat(20_000),
        "\u{202e}".repeat(10_000),
        "\r".repeat(100_000),
        format!("calendar c \"C\" {{ extends: c }} audit a \"A\" {{ when: every {} months }}", "9".repeat(400)),
    ] {
        check("a.qac", &text);
        check("a.qac.md", format!("1.1 Words.\n\n```qac\n{text}\n```\n"));
        check("b.qac.md", &text);
    }
}

#[test]
fn markdown_has_its_limits() {
    for text in
        ["> ".repeat(20_000), "- ".repeat(20_000), "[".repeat(50_000), "*a ".repeat(50_000), "```qac\n".repeat(20_000)]
    {
        check("a.qac.md", &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_as_a_check_ends(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        check("a.qac.md", &bytes);
    }

    #[test]
    fn any_text_in_a_block_ends_as_a_check_ends(text in "[a-z0-9 :{}\",\\n().£-]{0,300}") {
        check("a.qac", &text);
    }

    #[test]
    fn any_argument_ends_in_one_line(words in proptest::collection::vec("\\PC{0,12}", 0..4)) {
        let folder = tempdir().unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = qac(folder.path(), &words);
        prop_assert!(ran.errors.lines().count() <= 1, "{}", ran.errors);
    }
}

//! The README and docs/feeds.md show real output: what stands under `<!-- output: ARGUMENTS -->` is what qac prints.
//!
//! A block that ends in a line `…` shows the beginning. `<!-- changed: OLD => NEW -->` above it makes that edit in a copy
//! of the file first. `UPDATE=1` writes the blocks anew.

use std::fs;
use std::process::Command;

use crate::support::root;

/// How many lines a block that shows a beginning has when it is written anew.
const SHOWN: usize = 24;

fn printed(arguments: &str, change: Option<(&str, &str)>) -> String {
    let mut folder = root();
    let copy = tempfile::tempdir().unwrap();
    if let Some((old, new)) = change {
        let file = arguments.split(' ').nth(1).unwrap();
        let target = copy.path().join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.contains(old), "`{old}` stands in {file} no more");
        fs::write(target, text.replacen(old, new, 1)).unwrap();
        folder = copy.path().to_owned();
    }
    let output =
        Command::new(env!("CARGO_BIN_EXE_qac")).current_dir(folder).args(arguments.split(' ')).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The README with every block as it should be.
fn renewed(readme: &str) -> String {
    let mut renewed = String::new();
    let mut lines = readme.lines().peekable();
    let mut change = None;
    while let Some(line) = lines.next() {
        renewed += &format!("{line}\n");
        if let Some(edit) = line.strip_prefix("<!-- changed: ") {
            change = edit.strip_suffix(" -->").and_then(|edit| edit.split_once(" => "));
        }
        let Some(arguments) = line.strip_prefix("<!-- output: ").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        renewed += &format!("{}\n", lines.next().unwrap());
        let shown: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        let output = printed(arguments, change.take());
        let cut = shown.last() == Some(&"…");
        let most = if cut { SHOWN } else { usize::MAX };
        for line in output.trim_end().lines().take(most) {
            renewed += &format!("{}\n", line.trim_end());
        }
        if cut {
            renewed += "…\n";
        }
        renewed += "```\n";
    }
    renewed
}

#[test]
fn the_outputs_shown_are_real() {
    for name in ["README.md", "docs/feeds.md"] {
        let path = root().join(name);
        let shown = fs::read_to_string(&path).unwrap();
        let renewed = renewed(&shown);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &renewed).unwrap();
        } else {
            assert_eq!(shown, renewed, "{name}: run `UPDATE=1 cargo test --test it readme`");
        }
    }
}

/// The commands of the README's month do what it says, one after another, in a folder with the repository's files.
#[cfg(unix)]
#[test]
fn the_month_of_the_readme_runs() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("<!-- run -->\n```sh\n").unwrap();
    let (script, _) = rest.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    for part in ["frameworks", "examples"] {
        std::os::unix::fs::symlink(root().join(part), folder.path().join(part)).unwrap();
    }
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_qac")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    // The last command ends with 1: other rules of that month are broken.
    let ran =
        Command::new("sh").args(["-e", "-c", script]).env("PATH", path).current_dir(folder.path()).output().unwrap();
    let (output, errors) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
    assert_eq!((ran.status.code(), errors.as_str()), (Some(1), ""), "{output}");
    for line in [
        "14  E",
        "receipt-early-help-case-files-2017-05.json is true: drawn again, it comes out the same",
        "wrote pack/coordinator.xlsx",
        "nothing is new",
    ] {
        assert!(output.contains(line), "`{line}` is not among what is printed:\n{output}");
    }
}

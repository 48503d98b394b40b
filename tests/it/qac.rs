//! Running the binary.
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run of `qac` came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Ran {
    /// It could not run, and says so in one line that begins as all do.
    #[track_caller]
    pub(crate) fn could_not_run(&self, line: &str) {
        assert_eq!(self.errors, format!("qac: {line}\n"));
        assert_eq!(self.output, "", "nothing is printed");
        assert_eq!(self.code, 2);
    }

    /// It ended with that code and complained of nothing.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.errors, "");
        assert_eq!(self.code, code, "{}", self.output);
        self
    }
}

/// `qac` with `arguments` in `folder`, without the colour and the language of whoever runs the tests.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qac"));
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Runs `qac` with `arguments` in `folder`.
#[track_caller]
pub(crate) fn qac(folder: &Path, arguments: &[&str]) -> Ran {
    let started = Instant::now();
    let output = command(folder, arguments).output().unwrap();
    // A second on an ordinary machine; tests run unoptimised and beside one another.
    assert!(started.elapsed() < Duration::from_secs(10), "{arguments:?} took {:?}", started.elapsed());
    Ran {
        code: output.status.code().expect("qac was killed"),
        output: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `qac` whose reader closes standard output after the first bytes.
pub(crate) fn qac_into_closed_pipe(folder: &Path, arguments: &[&str]) -> Ran {
    let mut child = command(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    Ran { code: child.wait().unwrap().code().expect("qac was killed"), output: String::new(), errors }
}

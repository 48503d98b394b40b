//! What the contract names and qac cannot do yet, said in one line.

use std::ffi::OsString;

use clap::Args;

use super::failure::Failure;

/// Any arguments: a command that is not there yet says so whatever it is asked. Clap reads the words, so that none is refused before the command is.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(super) struct Anything {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    words: Vec<OsString>,
}

/// `qac NAME` is not there yet.
pub(super) fn command(name: &str) -> Failure {
    let what = match name {
        "sample" => "drawing and allocating cases",
        _ => "reading completed forms back",
    };
    Failure::new(format!("`qac {name}` is not there yet: this version has no {what}"))
        .help("`qac --help` lists what it can do")
}

/// A format that is not there yet, and those that are.
pub(super) fn format(name: &str, there: &str) -> Failure {
    Failure::new(format!("`--format {name}` is not there yet")).help(format!("use {there}"))
}

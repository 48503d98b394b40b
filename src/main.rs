//! The binary `qac`: arguments in, exit code out. Everything else is `qac::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    qac::cli::run(std::env::args_os())
}

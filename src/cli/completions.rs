//! `qac completions`: what a shell offers while a command is typed.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::failure::Failure;
use super::{Outcome, output};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  qac completions bash > qac.bash")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    let mut command = super::arguments::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "qac", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}

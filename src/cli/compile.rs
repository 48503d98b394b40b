//! `qac compile`: the kernel as JSON.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::Screen;
use super::{Outcome, framework};
use crate::emit;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  qac compile framework.qac.md")]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    framework::print_if_sound(&arguments.file, screen, |analysis| Ok(emit::kernel_json(&analysis.model)))
}

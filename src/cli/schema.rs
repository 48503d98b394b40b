//! `qac schema`: the JSON Schema of a JSON document that qac writes.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::failure::Failure;
use super::{Outcome, output};
use crate::emit;
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  qac schema\n  qac schema check")]
pub(super) struct Arguments {
    /// The command that writes the document; without it, the names there are
    #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(emit::schema_names()))]
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let text = match &arguments.name {
        None => emit::schema_names().map(|name| format!("{name}\n")).collect(),
        // Clap lets no other name in.
        Some(name) => emit::schema(name).map(|schema| format!("{schema:#}\n")).unwrap_or_default(),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

//! What is printed instead of running: help, the version, and one line for arguments that cannot be understood.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::Failure;
use super::{Outcome, output};

/// Prints the help or version that was asked for, or says what is wrong with the arguments.
pub(super) fn answer(error: &clap::Error) -> Result<Outcome, Failure> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output::print(&format!("{}\n", error.render().to_string().trim_end()))?;
        return Ok(Outcome::Done);
    }
    Err(Failure::new(message(error)).help(remedy(error)))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "clap has kinds that none of our arguments brings up")]
fn message(error: &clap::Error) -> String {
    let argument = argument(error, ContextKind::InvalidArg);
    let value = of(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("there is no `{argument}` here"),
        ErrorKind::InvalidSubcommand => {
            format!("there is no command `{}`", of(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "no command was given".to_owned()
        }
        ErrorKind::MissingRequiredArgument if argument.contains("` and `") => format!("`{argument}` are missing"),
        ErrorKind::MissingRequiredArgument => format!("`{argument}` is missing"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("`{value}` does not do for `{argument}`")
        }
        ErrorKind::ArgumentConflict if argument == self::argument(error, ContextKind::PriorArg) => {
            format!("`{argument}` is given twice")
        }
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` does not go with `{}`", self::argument(error, ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` has another number of values")
        }
        ErrorKind::NoEquals => format!("`{argument}` needs an equals sign before its value"),
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        _ => "the arguments cannot be understood".to_owned(),
    }
}

/// What to do: the nearest name, the values there are, the reason a value is refused, or where an example stands.
fn remedy(error: &clap::Error) -> String {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        // Clap puts the nearest last.
        .find_map(|kind| all(error, kind).pop());
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let values = all(error, ContextKind::ValidValue);
    match (near, reason) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(reason)) => reason,
        (None, None) if !values.is_empty() => format!("use one of {}", values.join(", ")),
        (None, None) => match command(error).as_str() {
            "qac" => "`qac --help` lists the commands".to_owned(),
            command => format!("`{command} --help` shows an example"),
        },
    }
}

/// The command that the usage line of the error begins with: `qac check`.
fn command(error: &clap::Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        Some(_) | None => String::new(),
    };
    let words = usage.split_whitespace().skip_while(|word| *word != "qac");
    let words: Vec<&str> = words.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    if words.is_empty() { "qac".to_owned() } else { words.join(" ") }
}

/// Everything the error says of that kind.
fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(_) | None => Vec::new(),
    }
}

fn of(error: &clap::Error, kind: ContextKind) -> String {
    all(error, kind).join(" ")
}

/// An option without its value, a value without its brackets: `--format` of `--format <FORMAT>`, `FILE` of `<FILE>...`.
fn argument(error: &clap::Error, kind: ContextKind) -> String {
    let written = all(error, kind);
    let names = written.iter().map(|name| name.split(' ').next().unwrap_or_default().trim_end_matches("..."));
    names.map(|name| name.trim_matches(['<', '>', '[', ']'])).collect::<Vec<_>>().join("` and `")
}

//! The commands of `qac` and the options that all of them share. Each command's own arguments stand in its own file.

use clap::error::ErrorKind;
use clap::{ArgMatches, Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::{
    calendar, check, checklist, compile, completions, comply, coverage, explain, fmt, new, query, returned, sample,
    schedule, schema, test, year,
};

/// Make a quality assurance framework executable: check it, and print its schedules, year tables and checklists.
#[derive(Debug, Parser)]
#[command(
    name = "qac",
    version,
    after_help = "Start with:\n  qac new\n  qac check framework.qac.md\n\nExit codes: 0 done, 1 findings, 2 could not run."
)]
pub(super) struct Arguments {
    /// When to use colour; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        alias = "colour",
        display_order = 100
    )]
    pub(super) color: ColorChoice,
    /// What to do
    #[command(subcommand)]
    pub(super) command: Command,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    // No help of their own: the help of every command would carry it.
    #[default]
    Auto,
    Always,
    Never,
}

/// The commands, each with what it says of itself and the name that users write. Clap would derive the same, but build
/// the arguments of all of them at every start, which takes longer than to check a short file.
macro_rules! commands {
    ($($about:literal, $name:literal => $command:ident($module:ident),)+) => {
        /// One thing that `qac` does.
        #[derive(Debug)]
        pub(super) enum Command {
            $(#[doc = $about] $command($module::Arguments),)+
        }

        impl Subcommand for Command {
            fn augment_subcommands(qac: clap::Command) -> clap::Command {
                qac$(.subcommand(
                    clap::Command::new($name).about($about).defer($module::Arguments::augment_args),
                ))+
            }

            fn augment_subcommands_for_update(qac: clap::Command) -> clap::Command {
                Self::augment_subcommands(qac)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($name),+].contains(&name)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                match matches.subcommand() {
                    $(Some(($name, given)) => Ok(Self::$command($module::Arguments::from_arg_matches(given)?)),)+
                    Some(_) | None => Err(clap::Error::new(ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }
    };
}

commands! {
    "Report every mistake and doubt in a framework", "check" => Check(check),
    "Lay rules out in the one canonical way", "fmt" => Fmt(fmt),
    "Explain a finding, or a declaration in plain English", "explain" => Explain(explain),
    "Say of every clause whether rules execute it", "coverage" => Coverage(coverage),
    "List all that falls in a period", "schedule" => Schedule(schedule),
    "Print the audit programme of a year, with totals and workload", "year" => Year(year),
    "Print what is to be done in a month", "checklist" => Checklist(checklist),
    "Print the holidays, closures, terms and quarters of a year", "calendar" => Calendar(calendar),
    "Try the author's scenarios: what was expected, and what came", "test" => Test(test),
    "Draw the cases of an audit, and prove the draw", "sample" => Sample(sample),
    "Take completed forms back into the records", "return" => Return(returned),
    "Print the compliance queries as SQL", "query" => Query(query),
    "Ask the records whether the rules are kept", "comply" => Comply(comply),
    "Print all rules as JSON", "compile" => Compile(compile),
    "Print the JSON Schema of a JSON document that qac writes", "schema" => Schema(schema),
    "Begin a framework that checks clean and teaches", "new" => New(new),
    "Print the completions of a shell", "completions" => Completions(completions),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}

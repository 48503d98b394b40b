//! The commands of `qac` and the options that all of them share. Each command's own arguments stand in its own file.

use clap::{Parser, Subcommand, ValueEnum};

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

/// One thing that `qac` does.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Report every mistake and doubt in a framework.
    Check(check::Arguments),
    /// Lay rules out in the one canonical way
    Fmt(fmt::Arguments),
    /// Explain a finding, or a declaration in plain English.
    Explain(explain::Arguments),
    /// Say of every clause whether rules execute it
    Coverage(coverage::Arguments),
    /// List all that falls in a period
    Schedule(schedule::Arguments),
    /// Print the audit programme of a year, with totals and workload
    Year(year::Arguments),
    /// Print what is to be done in a month
    Checklist(checklist::Arguments),
    /// Print the holidays, closures, terms and quarters of a year
    Calendar(calendar::Arguments),
    /// Try the author's scenarios: what was expected, and what came
    Test(test::Arguments),
    /// Draw the cases of an audit, and prove the draw
    Sample(sample::Arguments),
    /// Take completed forms back into the records
    Return(returned::Arguments),
    /// Print the compliance queries as SQL
    Query(query::Arguments),
    /// Ask the records whether the rules are kept
    Comply(comply::Arguments),
    /// Print all rules as JSON
    Compile(compile::Arguments),
    /// Print the JSON Schema of a JSON document that qac writes
    Schema(schema::Arguments),
    /// Begin a framework that checks clean and teaches.
    New(new::Arguments),
    /// Print the completions of a shell.
    Completions(completions::Arguments),
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

//! `qac comply`: whether the records show that the rules are kept.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::progress::Progress;
use super::{Outcome, dates, framework};
use crate::calendar::Date;
use crate::engine::{self, Engine, EngineKind, Fault, Question, Request};
use crate::model::site::Site;
use crate::model::{Construct, Model};
use crate::query::{ANSWER_COLUMNS, Binding, ComplyReport, Given, bind, report, statements, wanted};
use crate::query::{Compliance, Window, compliance};
use crate::{emit, report::render_human};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac comply framework.qac.md --data records --as-of 2026-05-31\n  qac comply framework.qac.md --data records --map site.qac --as-of 2026-05-31 --format html > compliance.html\n\nExit codes: 0 nothing that must be kept is broken, 1 something is, 2 could not run."
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A folder of CSV files, a database file, or `postgres://user@host/database`
    #[arg(long, value_name = "PATH|URL")]
    data: String,
    /// The day whose state is told
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Date,
    /// The first day that is looked at; 1 January of the same year unless written
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    from: Option<Date>,
    /// A file with a `site`: which tables and columns hold the records here
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// What runs the queries; chosen by the data unless written
    #[arg(long, value_enum)]
    engine: Option<EngineWord>,
    /// The master that Spark runs on
    #[arg(long, value_name = "MASTER")]
    master: Option<String>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What runs the queries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineWord {
    /// Part of qac: a folder of CSV files, or a `.db` file
    Sqlite,
    /// The program `psql`, and a server
    Postgres,
    /// The program `duckdb`: a folder of CSV or Parquet files, or a `.duckdb` file
    Duckdb,
    /// The program `spark-sql`: a folder of CSV or Parquet files
    Spark,
}

/// How answers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// What is not kept, for reading
    #[default]
    Human,
    /// One JSON document
    Json,
    /// Comma-separated values, a line for each answer
    Csv,
    /// Markdown tables
    Md,
    /// One page to look through, with drawings
    Html,
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let window = window(arguments)?;
    let Some(analysis) = framework::sound(&arguments.file, screen)? else { return Ok(Outcome::Findings) };
    let model = &analysis.model;
    let Some(binding) = binding(arguments.map.as_deref(), model, screen)? else { return Ok(Outcome::Findings) };
    let compliance = compliance(model, window, &binding);
    let given = ask(arguments, model, &binding, &compliance, window).map_err(Failure::of_data)?;
    let report = report(model, compliance, window, given);
    output::print(&told(arguments.format, &report))?;
    Ok(if report.summary().breach > 0 { Outcome::Findings } else { Outcome::Done })
}

fn window(arguments: &Arguments) -> Result<Window, Failure> {
    let as_of = arguments.as_of;
    let from = arguments.from.or_else(|| Date::from_ymd_opt(as_of.year(), 1, 1)).unwrap_or(as_of);
    if as_of < from {
        return Err(Failure::new(format!("the day it is told for, {as_of}, is before the first, {from}"))
            .help("write an earlier `--from`"));
    }
    Ok(Window { from, as_of })
}

/// Where the records are kept; `None` where the map has errors, which are shown.
fn binding(map: Option<&Path>, model: &Model, screen: Screen) -> Result<Option<Binding>, Failure> {
    let Some(path) = map else { return Ok(Some(bind(model, None).0)) };
    let Some(analysis) = framework::sound(path, screen)? else { return Ok(None) };
    let (binding, findings) = bind(model, Some(site(&analysis.model, path)?));
    if findings.is_empty() {
        return Ok(Some(binding));
    }
    output::remark(&render_human(&findings, &analysis.sources, screen.error));
    output::remark(&format!("nothing was asked: mend `{}` first\n", path.display()));
    Ok(None)
}

/// The one map of a file.
fn site<'model>(model: &'model Model, path: &Path) -> Result<&'model Site, Failure> {
    let sites = model
        .declarations
        .iter()
        .filter_map(|declaration| if let Construct::Site(site) = &declaration.construct { Some(site) } else { None });
    let shown = path.display();
    match sites.collect::<Vec<_>>().as_slice() {
        [only] => Ok(only),
        [] => Err(Failure::new(format!("`{shown}` has no `site`"))
            .help("write `site here \"Here\" { bind … }` in it, or leave `--map` out")),
        [..] => Err(Failure::new(format!("`{shown}` has several sites")).help("keep each in a file of its own")),
    }
}

/// Asks the engine all that can be asked. The answers are in the order of the queries.
fn ask(
    arguments: &Arguments,
    model: &Model,
    binding: &Binding,
    compliance: &Compliance,
    window: Window,
) -> Result<Vec<Given>, Fault> {
    let mut progress = Progress::new();
    let wanted = wanted(model, binding, compliance);
    let request = Request {
        data: arguments.data.clone(),
        engine: arguments.engine.map(EngineWord::kind),
        master: arguments.master.clone(),
    };
    let mut engine = engine::open(&request, &wanted, &mut |words| progress.say(words))?;
    let found = engine::survey(engine.as_mut(), &wanted, &mut |words| progress.say(words))?;
    let found: Vec<_> = wanted.into_iter().zip(found).collect();
    let statements = statements(compliance, binding, &found, window, engine.dialect());
    answers(engine.as_mut(), statements, &mut progress)
}

fn answers(
    engine: &mut dyn Engine,
    statements: Vec<Result<String, String>>,
    progress: &mut Progress,
) -> Result<Vec<Given>, Fault> {
    let columns = || ANSWER_COLUMNS.map(str::to_owned).to_vec();
    let sayable = statements.iter().flatten();
    let questions: Vec<Question> = sayable.map(|sql| Question { sql: sql.clone(), columns: columns() }).collect();
    let of = questions.len();
    let mut begin = |number: usize| progress.say(&format!("asking {} of {of}", number + 1));
    let mut answered = engine.ask(&questions, &mut begin)?.into_iter();
    let given = statements.into_iter().map(|statement| match statement {
        Ok(_) => answered
            .next()
            .unwrap_or_else(|| Err("it gave no answer".to_owned()))
            .map_err(|why| format!("the database refused the question: {why}")),
        Err(reason) => Err(reason),
    });
    Ok(given.collect())
}

fn told(format: Format, report: &ComplyReport) -> String {
    match format {
        Format::Human => emit::comply_table(report, output::width()),
        Format::Json => emit::comply_json(report),
        Format::Csv => emit::comply_csv(report),
        Format::Md => emit::comply_markdown(report),
        Format::Html => emit::comply_html(report),
    }
}

impl EngineWord {
    const fn kind(self) -> EngineKind {
        match self {
            Self::Sqlite => EngineKind::Sqlite,
            Self::Postgres => EngineKind::Postgres,
            Self::Duckdb => EngineKind::DuckDb,
            Self::Spark => EngineKind::Spark,
        }
    }
}

//! `qac query`: the compliance queries as SQL.

use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::output::{self, Screen};
use super::{Outcome, dates, framework};
use crate::calendar::Date;
use crate::model::site::Site;
use crate::model::{Construct, Model};
use crate::query::{
    Binding, Compliance, ComplianceQuery, Dialect, Unsayable, Window, bind, compliance, measure_query,
    population_query, record_tables, script,
};
use crate::report::render_human;
use crate::text::nearest;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  qac query framework.qac.md --dialect postgres --as-of 2026-06-30 > queries.sql\n  qac query framework.qac.md case-file-audits --dialect mssql --map town-hall.qac\n  qac query framework.qac.md --dialect sqlite --ddl > tables.sql"
)]
pub(super) struct Arguments {
    /// The framework
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only these: ids of declarations, obligations or queries; of a population or a measure, what can be
    /// drawn from it or what it comes to
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// The dialect of SQL
    #[arg(long, value_enum)]
    dialect: Sql,
    /// A file with a `site`: which tables and columns hold the records
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// The first day that is looked at [default: 1 January of the last one's year]
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    from: Option<Date>,
    /// The last day that is looked at [default: today]
    #[arg(long, value_name = "DATE", value_parser = dates::day)]
    as_of: Option<Date>,
    /// Print the tables of the records instead, as statements that make them
    #[arg(long)]
    ddl: bool,
}

/// A dialect, as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sql {
    /// SQLite
    Sqlite,
    /// DuckDB
    Duckdb,
    /// PostgreSQL
    Postgres,
    /// Spark SQL
    Spark,
    /// SQL Server
    Mssql,
}

impl Sql {
    /// The dialect that the word stands for.
    pub(super) const fn dialect(self) -> Dialect {
        match self {
            Self::Sqlite => Dialect::Sqlite,
            Self::Duckdb => Dialect::DuckDb,
            Self::Postgres => Dialect::Postgres,
            Self::Spark => Dialect::Spark,
            Self::Mssql => Dialect::Mssql,
        }
    }
}

pub(super) fn run(arguments: &Arguments, screen: Screen) -> Result<Outcome, Failure> {
    let window = window(arguments.from, arguments.as_of.unwrap_or_else(dates::today))?;
    let Some(analysis) = framework::sound(&arguments.file, screen)? else { return Ok(Outcome::Findings) };
    let Some(binding) = bound(&analysis.model, arguments.map.as_deref(), screen)? else {
        return Ok(Outcome::Findings);
    };
    let dialect = arguments.dialect.dialect();
    if arguments.ddl {
        let tables = dialect.tables(&record_tables(&analysis.model, &binding));
        output::print(&tables.map_err(|reason| Failure::new(reason.reason))?)?;
        return Ok(Outcome::Done);
    }
    let (lists, names): (Vec<&String>, Vec<&String>) =
        arguments.names.iter().partition(|name| is_listed(&analysis.model, name));
    // Every name is looked up before anything is printed.
    let names: Vec<String> = names.into_iter().cloned().collect();
    let only_lists = names.is_empty() && !lists.is_empty();
    let all = if only_lists { Compliance::default() } else { compliance(&analysis.model, window, &binding) };
    let chosen = chosen(&analysis.model, &all, &names)?;
    let lists = lists.into_iter().map(|name| list(&analysis.model, &binding, name, window, dialect));
    let lists = lists.collect::<Result<Vec<String>, Failure>>()?;
    lists.iter().try_for_each(|text| output::print(text))?;
    if only_lists {
        return Ok(Outcome::Done);
    }
    let script = script(&chosen, dialect);
    output::print(&script.text)?;
    for (name, reason) in &script.unsayable {
        output::remark(&format!("`{name}` cannot be said in {}: {reason}\n", dialect.title()));
    }
    Ok(if script.unsayable.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Whether a name is that of a population or a measure, whose query answers with rows or figures of its own.
fn is_listed(model: &Model, name: &str) -> bool {
    let construct = model.named(name).map(|declaration| &declaration.construct);
    matches!(construct, Some(Construct::Population(_) | Construct::Measure(_)))
}

/// The query that lists what can be drawn from a population, or what a measure comes to.
fn list(model: &Model, binding: &Binding, name: &str, window: Window, dialect: Dialect) -> Result<String, Failure> {
    let query = model.named(name).and_then(|declaration| {
        population_query(model, binding, declaration, window.as_of)
            .or_else(|| measure_query(model, window, binding, declaration))
    });
    let unsayable =
        |reason: Unsayable| Failure::new(format!("`{name}` cannot be said in {}: {}", dialect.title(), reason.reason));
    let query = query.ok_or_else(|| Failure::new(format!("`{name}` lists no records")))?;
    let query = query.map_err(|reason| Failure::new(format!("`{name}` cannot be asked: {}", reason.reason)))?;
    dialect.query(&query).map_err(unsayable)
}

/// The days that are looked at: from 1 January of the year of the last one, where no first one is named.
pub(super) fn window(from: Option<Date>, as_of: Date) -> Result<Window, Failure> {
    let from = from.or_else(|| Date::from_ymd_opt(as_of.year(), 1, 1)).unwrap_or(as_of);
    if as_of < from {
        return Err(Failure::new(format!("the last day, {as_of}, is before the first, {from}"))
            .help("name an earlier day with `--from`"));
    }
    Ok(Window { from, as_of })
}

/// Where the records are kept, as the map at `map` says; `None` where the map has mistakes, which are shown.
pub(super) fn bound(model: &Model, map: Option<&Path>, screen: Screen) -> Result<Option<Binding>, Failure> {
    let Some(path) = map else { return Ok(Some(bind(model, None).0)) };
    let Some(analysis) = framework::sound(path, screen)? else { return Ok(None) };
    let (binding, findings) = bind(model, Some(site(&analysis.model, path)?));
    if findings.is_empty() {
        return Ok(Some(binding));
    }
    output::remark(&render_human(&findings, &analysis.sources, screen.error));
    Ok(None)
}

fn site<'model>(model: &'model Model, path: &Path) -> Result<&'model Site, Failure> {
    let mut sites = model.declarations.iter().filter_map(|declaration| {
        let Construct::Site(site) = &declaration.construct else { return None };
        Some(site)
    });
    match (sites.next(), sites.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Failure::new(format!("`{}` declares no `site`", path.display()))
            .help("a map is a file with one `site`; `docs/queries.md` shows one")),
        (Some(_), Some(_)) => {
            Err(Failure::new(format!("`{}` declares several sites", path.display()))
                .help("keep each in a file of its own"))
        }
    }
}

/// The queries of those names, in their own order; all of them where none is named.
fn chosen<'all>(model: &Model, all: &'all Compliance, names: &[String]) -> Result<Vec<&'all ComplianceQuery>, Failure> {
    let of_name = |query: &ComplianceQuery, name: &str| {
        [query.name.as_str(), &query.obligation, &query.declaration].contains(&name)
    };
    for name in names {
        if !all.queries.iter().any(|query| of_name(query, name)) {
            let known = all.queries.iter().flat_map(|query| [query.name.as_str(), query.declaration.as_str()]);
            let ids = model.declarations.iter().map(|declaration| declaration.name.value.as_str());
            let known = known.chain(ids.filter(|id| is_listed(model, id)));
            let failure = Failure::new(format!("no query is called `{name}`"));
            return Err(match nearest(name, known) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("leave the name out to see all of them"),
            });
        }
    }
    let wanted = |query: &&ComplianceQuery| names.is_empty() || names.iter().any(|name| of_name(query, name));
    Ok(all.queries.iter().filter(wanted).collect())
}

//! Columns: whatever is said about records names columns that they have, and compares what can be compared.
//!
//! This file knows where in a framework columns are named; [`table`] knows which there are, [`compare`] what fits what.

mod compare;
mod shown;
mod table;

use self::compare::{condition, facts};
use self::table::{Table, missing};
use super::Checked;
use crate::calendar::{Cadence, Union};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::evidence::{Event, Measure, Population, Record};
use crate::model::scenario::{Happens, Scenario};
use crate::model::value::{
    Column, ColumnType, Condition, Draw, DrawRule, DrawSource, Formula, FormulaKind, Path, Share, Subject,
};
use crate::model::{Construct, Declaration, Model};
use crate::text::Spanned;

/// What a draw may be spread over without a column of that name: the parts of the organisation.
const PARTS: [&str; 3] = ["area", "unit", "team"];
/// What a measure may be split by without a column of that name: besides the parts, the periods.
const PERIODS: [&str; 9] =
    ["day", "week", "month", "quarter", "half-year", "term", "year", "financial-year", "academic-year"];

/// Findings on columns.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let each = model.declarations.iter().flat_map(|declaration| of_declaration(model, declaration));
    each.chain(shown::twice(model)).collect()
}

fn of_declaration(model: &Model, declaration: &Declaration) -> Vec<Diagnostic> {
    match &declaration.construct {
        Construct::Record(record) => of_record(model, declaration, record),
        Construct::Population(population) => of_population(model, population),
        Construct::Event(event) => of_event(model, event),
        Construct::Measure(measure) => of_measure(model, measure),
        Construct::Scenario(scenario) => of_scenario(model, scenario),
        Construct::Sample(sample) => of_draw(model, sample.draw.as_ref()),
        Construct::Feedback(feedback) => {
            let mut findings = of_draw(model, feedback.draw.as_ref());
            findings.extend(shown::of_rule(model, feedback.shown_in.as_ref()));
            findings.extend(of_event_filter(model, feedback.when.as_ref(), feedback.filter.as_ref()));
            findings
        }
        Construct::Meeting(meeting) => {
            let mut findings = shown::of_rule(model, meeting.shown_in.as_ref());
            findings.extend(of_event_filter(model, meeting.when.as_ref(), meeting.filter.as_ref()));
            findings
        }
        Construct::Report(report) => {
            let mut findings = shown::of_rule(model, report.shown_in.as_ref());
            findings.extend(of_event_filter(model, report.when.as_ref(), report.filter.as_ref()));
            findings
        }
        Construct::Role(role) => shown::of_role(model, declaration, role),
        Construct::Escalation(ladder) => of_event_filter(model, ladder.when.as_ref(), ladder.filter.as_ref()),
        Construct::Audit(audit) => {
            let started_by = audit.when.as_ref().map(|when| &when.value);
            let table = Table::joined(drawn_from(model, audit.draw.as_ref()), started(model, started_by));
            let mut findings = of_draw(model, audit.draw.as_ref());
            findings.extend(of_filter(model, table.as_ref(), audit.filter.as_ref()));
            findings.extend(shown::of_rule(model, audit.shown_in.as_ref()));
            findings
        }
        Construct::Duty(duty) => {
            let started_by = duty.when.as_ref().map(|when| &when.value);
            let population = duty.population.as_ref().and_then(|population| Table::of(model, population));
            let cases = Table::joined(population, drawn_from(model, duty.draw.as_ref()));
            let table = Table::joined(cases, started(model, started_by));
            let mut findings = of_draw(model, duty.draw.as_ref());
            findings.extend(of_filter(model, table.as_ref(), duty.filter.as_ref()));
            findings.extend(shown::of_rule(model, duty.shown_in.as_ref()));
            findings
        }
        Construct::Framework(_)
        | Construct::Calendar(_)
        | Construct::Clock(_)
        | Construct::Unit(_)
        | Construct::Area(_)
        | Construct::Team(_)
        | Construct::Body(_)
        | Construct::Organisation(_)
        | Construct::Glossary(_)
        | Construct::Reference(_)
        | Construct::Scale(_)
        | Construct::Standard(_)
        | Construct::Instrument(_)
        | Construct::Programme(_)
        | Construct::Site(_)
        | Construct::Threshold(_)
        | Construct::Narrative
        | Construct::Gap(_)
        | Construct::Assume(_)
        | Construct::Amendment(_) => Vec::new(),
    }
}

fn of_record(model: &Model, declaration: &Declaration, record: &Record) -> Vec<Diagnostic> {
    let own = Table::of_record(declaration, record);
    let mut findings = names(own.as_ref(), &record.key, &[]);
    for link in record.columns.iter().filter_map(|column| column.link.as_ref()) {
        let linked = link.record.as_ref().and_then(|record| Table::of(model, record));
        if let Some(table) = linked.filter(|_| !link.column.value.is_empty()) {
            findings.extend(missing(&table, &link.column));
        }
    }
    findings.extend(shown::of_record(model, declaration, record));
    findings
}

fn of_population(model: &Model, population: &Population) -> Vec<Diagnostic> {
    let table = population.records.as_ref().and_then(|records| Table::of(model, records));
    let mut findings = of_filter(model, table.as_ref(), population.filter.as_ref());
    findings.extend(of_filter(model, table.as_ref(), population.excluding.as_ref()));
    findings.extend(names(table.as_ref(), &population.strata, &PARTS));
    findings
}

fn of_event(model: &Model, event: &Event) -> Vec<Diagnostic> {
    let table = Table::of_event(model, event);
    let mut findings = of_filter(model, table.as_ref(), event.filter.as_ref());
    let seen_in = event.seen_in.as_ref();
    findings
        .extend(seen_in.and_then(|path| holds_a(model, table.as_ref(), path, &[ColumnType::Date, ColumnType::Time])));
    findings
}

fn of_measure(model: &Model, measure: &Measure) -> Vec<Diagnostic> {
    let Some(value) = &measure.value else { return Vec::new() };
    let (FormulaKind::Count(over) | FormulaKind::Share(over, _) | FormulaKind::Statistic { over, .. }) = &value.kind;
    let table = Table::of(model, over);
    let mut findings = of_formula(model, table.as_ref(), value);
    findings.extend(of_filter(model, table.as_ref(), measure.counts_as_met.as_ref()));
    findings
}

fn of_formula(model: &Model, table: Option<&Table<'_>>, formula: &Formula) -> Vec<Diagnostic> {
    const DAYS: &[ColumnType] = &[ColumnType::Date, ColumnType::Time];
    let mut findings = match &formula.kind {
        FormulaKind::Count(_) => Vec::new(),
        FormulaKind::Share(_, met) => of_filter(model, table, Some(met)),
        FormulaKind::Statistic { of: Subject::Column(path), .. } => {
            holds_a(model, table, path, &[ColumnType::Number]).into_iter().collect()
        }
        FormulaKind::Statistic { of: Subject::Between { from, to, .. }, .. } => {
            [from, to].into_iter().filter_map(|path| holds_a(model, table, path, DAYS)).collect()
        }
    };
    findings.extend(of_filter(model, table, formula.filter.as_ref()));
    let groups: Vec<_> = formula.by.iter().filter(|group| !PERIODS.contains(&group.value.as_str())).cloned().collect();
    findings.extend(names(table, &groups, &PARTS));
    findings
}

/// Findings on which events a rule is for.
fn of_event_filter(model: &Model, when: Option<&Spanned<Cadence>>, filter: Option<&Condition>) -> Vec<Diagnostic> {
    of_filter(model, started(model, when.map(|when| &when.value)).as_ref(), filter)
}

fn of_scenario(model: &Model, scenario: &Scenario) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for happening in &scenario.happenings {
        let Happens::Event { event, facts: known, .. } = &happening.what else { continue };
        let Some(table) = Table::of(model, event) else { continue };
        findings.extend(facts(model, &table, known));
    }
    findings
}

fn of_draw(model: &Model, draw: Option<&Draw>) -> Vec<Diagnostic> {
    let table = drawn_from(model, draw);
    let rules = draw.into_iter().flat_map(|draw| &draw.rules);
    rules.flat_map(|rule| names(table.as_ref(), &spread_over(rule), &PARTS)).collect()
}

/// The columns that a rule of a draw names, where it names any.
fn spread_over(rule: &Spanned<DrawRule>) -> Vec<Spanned<String>> {
    let DrawRule::Spread { over, share, .. } = &rule.value else { return Vec::new() };
    let weight = match share {
        Share::Equally => None,
        Share::InProportionTo(column) => Some(column),
    };
    over.iter().chain(weight).map(|name| Spanned::new(name.clone(), rule.span)).collect()
}

fn drawn_from<'model>(model: &'model Model, draw: Option<&'model Draw>) -> Option<Table<'model>> {
    match &draw?.source {
        DrawSource::Population(population) => Table::of(model, population),
        DrawSource::Shared(sample) => {
            let Construct::Sample(sample) = &model.target(sample)?.construct else { return None };
            let DrawSource::Population(population) = &sample.draw.as_ref()?.source else { return None };
            Table::of(model, population)
        }
    }
}

/// What is known of the event that starts something.
fn started<'model>(model: &'model Model, cadence: Option<&Cadence>) -> Option<Table<'model>> {
    match cadence? {
        Cadence::Event(name) => Table::of_declaration(model, model.named(name)?),
        Cadence::Within { of, .. } => Table::of_declaration(model, model.named(of.as_ref()?)?),
        Cadence::All(Union { parts, .. }) | Cadence::First(parts) => {
            parts.iter().fold(None, |tables, part| Table::joined(tables, started(model, Some(part))))
        }
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Phases(_)
        | Cadence::AsRequired { .. } => None,
    }
}

fn of_filter(model: &Model, table: Option<&Table<'_>>, filter: Option<&Condition>) -> Vec<Diagnostic> {
    filter.map(|filter| condition(model, table, filter)).unwrap_or_default()
}

/// Names that must be columns, or one of a few words besides.
fn names(table: Option<&Table<'_>>, names: &[Spanned<String>], besides: &[&str]) -> Vec<Diagnostic> {
    let Some(table) = table else { return Vec::new() };
    let named = names.iter().filter(|name| !besides.contains(&name.value.as_str()));
    named.filter_map(|name| missing(table, name)).collect()
}

/// A column that must hold one of `kinds`.
fn holds_a(model: &Model, table: Option<&Table<'_>>, path: &Path, kinds: &[ColumnType]) -> Option<Diagnostic> {
    let column: &Column = match Table::find(model, table, path)? {
        Ok(column) => column,
        Err(finding) => return Some(*finding),
    };
    if kinds.contains(&column.holds) {
        return None;
    }
    let wanted = kinds.first().map_or("", |kind| compare::in_words(*kind));
    let message =
        format!("`{}` holds {}, but {wanted} is meant here", column.name.value, compare::in_words(column.holds));
    Some(
        Diagnostic::new(codes::WRONG_UNIT, message)
            .at(path.column.span, format!("{wanted} is meant"))
            .and(column.name.span, "declared here")
            .help(format!("write the name of a column that holds {wanted}")),
    )
}

#[cfg(test)]
mod tests {
    //! Conditions on one record, and what is found in each.

    use crate::analysis::{Files, analyze};

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str) -> Result<String, String> {
            Err("there are no files".to_owned())
        }
    }

    /// The findings on a population of cases that meet `condition`.
    fn found(condition: &str) -> Vec<String> {
        found_in(&format!("population cases \"Cases\" {{ records: case where: {condition} }}"))
    }

    fn found_in(rules: &str) -> Vec<String> {
        let record = "record case \"Case\" {\n  columns: case-id text, opened date, closed date or empty, age number, \
                      done yes-no, outcome grade, status text\n  key: case-id\n}\n";
        let analysis = analyze("rules.qac", format!("{record}{rules}\n"), &NoFiles, None);
        analysis.diagnostics.iter().map(|found| format!("{} {}", found.code.slug(), found.message)).collect()
    }

    #[test]
    fn what_can_be_compared_is_quiet() {
        let conditions = [
            "closed is empty and status is open",
            "status is one of (open, \"long pending\")",
            "opened is before as-at or opened is before closed",
            "opened is at least 1 May 2017 and opened is within the last 6 months",
            "age is at least 4 and age is not 5",
            "done is yes or done is no",
            "outcome is good or outcome is at least good",
            "case.age is 4",
        ];
        for condition in conditions {
            assert_eq!(found(condition), Vec::<String>::new(), "{condition}");
        }
    }

    #[test]
    fn what_cannot_be_compared_is_found() {
        let cases = [
            ("statsu is open", "unknown-name `case` has no column `statsu`"),
            ("case.aeg is 4", "unknown-name `case` has no column `aeg`"),
            ("opened is 5", "wrong-unit `opened` holds a date, but `5` is a number"),
            ("status is before 1 May 2017", "wrong-unit `status` holds a text, which cannot be asked `is before`"),
            ("status is at least 5", "wrong-unit `status` holds a text, which cannot be asked `is at least`"),
            ("done is maybe", "wrong-unit `done` holds `yes` or `no`, but `maybe` is neither"),
            ("age is open", "wrong-unit `age` holds a number, but `open` is just a word"),
            ("age is at least opened", "wrong-unit `age` holds a number, but `opened` is a date"),
            (
                "age is within the last 6 months",
                "wrong-unit `age` holds a number, which cannot be asked `is within the last`",
            ),
        ];
        for (condition, expected) in cases {
            assert_eq!(found(condition), [expected], "{condition}");
        }
    }

    #[test]
    fn a_record_shows_with_columns_that_it_has() {
        let record = |lines: &str| {
            found_in(&format!("record row \"Rows\" {{ columns: id text, rule text, done date, who text {lines} }}"))
        };
        assert_eq!(record("shows: audits rule-in: rule done-in: done who-in: who parts-in: findings-2 done"), [""; 0]);
        assert_eq!(record("shows: posts rule-in: rule who-in: who began-in: done"), [""; 0]);
        let cases = [
            ("shows: audits rule-in: rule", "missing-field `row` shows audits, but nothing tells when it was done"),
            (
                "shows: audits done-in: done",
                "missing-field `row` shows audits, but nothing tells which rule a row is about",
            ),
            (
                "shows: posts rule-in: rule began-in: done",
                "missing-field `row` shows posts, but nothing tells who holds the post",
            ),
            ("done-in: who", "wrong-unit `who` holds a text, but a date is meant here"),
            ("basis-in: done", "wrong-unit `done` holds a date, but a text is meant here"),
            ("done-in: dnoe", "unknown-name `row` has no column `dnoe`"),
            ("parts-in: file who", "wrong-unit `who` holds a text, but a date is meant here"),
            ("parts-in: fil done", "unknown-name no rule has a part `fil`"),
            ("shows: audit", "value-not-understood `shows` cannot be `audit`"),
        ];
        for (lines, expected) in cases {
            assert_eq!(record(lines), [expected], "{lines}");
        }
    }

    #[test]
    fn a_site_speaks_of_a_record_once_and_names_columns_only() {
        let cases = [
            ("bind case { columns: case-id in \"Ref\" } absent staff \"on paper\"", None),
            (
                "bind case { table: \"A\" } absent case \"on paper\"",
                Some("duplicate-id this map speaks of `case` twice"),
            ),
            (
                "bind case { columns: case-id text }",
                Some("value-not-understood a site map says only what `case-id` is called here"),
            ),
            ("bind case { columns: a in \"A\", a in \"B\" }", Some("duplicate-id the column `a` is named twice")),
            ("absent staff", Some("missing-title this absent has no title")),
        ];
        for (lines, expected) in cases {
            let found = found_in(&format!("site here \"Here\" {{ {lines} }}"));
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{lines}");
        }
    }

    #[test]
    fn measures_events_and_scenarios_name_columns_too() {
        let cases = [
            (
                "measure a \"A\" { value: median of working days from opened to status over case }",
                "wrong-unit `status` holds a text, but a date is meant here",
            ),
            (
                "measure a \"A\" { value: count of case, by quarter and team and stauts }",
                "unknown-name `case` has no column `stauts`",
            ),
            (
                "event a \"A\" { happens-to: case seen-in: case.age }",
                "wrong-unit `age` holds a number, but a date is meant here",
            ),
            (
                "event a \"A\" { holds: child text }\nscenario b \"B\" { on 1 May 2017: a with age 4 }",
                "unknown-name nothing called `age` is known here",
            ),
        ];
        for (rules, expected) in cases {
            assert_eq!(found_in(rules), [expected], "{rules}");
        }
    }
}

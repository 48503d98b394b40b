//! What shows that a rule was kept: the columns that a record names for it, and the records that rules and roles name.

use super::table::Table;
use super::{holds_a, of_filter};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::evidence::{EvidenceKind, PartShown, Record, ShownIn};
use crate::model::parties::Role;
use crate::model::value::{ColumnType, Path};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};
use crate::text::{Spanned, nearest};

const DAYS: &[ColumnType] = &[ColumnType::Date, ColumnType::Time];
const IDS: &[ColumnType] = &[ColumnType::Text, ColumnType::Number];
const WORDS: &[ColumnType] = &[ColumnType::Text];
const ANY: &[ColumnType] =
    &[ColumnType::Text, ColumnType::Number, ColumnType::Date, ColumnType::Time, ColumnType::YesNo, ColumnType::Grade];
/// What can follow a piece of work, as the ids of its parts have it.
const PARTS: [&str; 10] =
    ["file", "findings", "share", "action-plan", "report-back", "moderation", "attend", "draft", "consult", "inform"];

/// Findings on what the columns of a record are for.
pub(super) fn of_record(model: &Model, declaration: &Declaration, record: &Record) -> Vec<Diagnostic> {
    let table = Table::of_record(declaration, record);
    let mut findings = lacking(declaration, record);
    for (name, kinds) in uses(record) {
        findings.extend(holds_a(model, table.as_ref(), &column(name), kinds));
    }
    findings.extend(record.uses.parts.iter().filter_map(no_such_part));
    findings
}

/// Each column that is for something, with what it can hold.
fn uses(record: &Record) -> impl Iterator<Item = (&Spanned<String>, &'static [ColumnType])> {
    let uses = &record.uses;
    let single = [
        (&uses.rule, WORDS),
        (&uses.done, DAYS),
        (&uses.planned, DAYS),
        (&uses.about, IDS),
        (&uses.who, IDS),
        (&uses.to, WORDS),
        (&uses.basis, WORDS),
        (&uses.counted, ANY),
        (&uses.began, DAYS),
        (&uses.ended, DAYS),
        (&uses.area, WORDS),
    ];
    let single = single.into_iter().filter_map(|(name, kinds)| Some((name.as_ref()?, kinds)));
    single.chain(uses.parts.iter().map(|shown| (&shown.column, DAYS)))
}

fn column(name: &Spanned<String>) -> Path {
    Path { record: None, column: name.clone() }
}

/// The lines without which a record cannot show what it says it shows.
fn lacking(declaration: &Declaration, record: &Record) -> Vec<Diagnostic> {
    let Some(first) = record.shows.first().filter(|_| !declaration.broken) else { return Vec::new() };
    let uses = &record.uses;
    let posts = |kind: &Spanned<EvidenceKind>| kind.value == EvidenceKind::Posts;
    let work = record.shows.iter().any(|kind| !posts(kind));
    let needs = [
        ("rule-in", uses.rule.is_none(), "which rule a row is about"),
        ("done-in", work && uses.done.is_none(), "when it was done"),
        ("who-in", record.shows.iter().any(posts) && uses.who.is_none(), "who holds the post"),
        ("began-in", record.shows.iter().any(posts) && uses.began.is_none(), "from when somebody holds the post"),
    ];
    let missing = needs.into_iter().filter(|(_, missing, _)| *missing);
    missing
        .map(|(line, _, tells)| {
            let message =
                format!("`{}` shows {}, but nothing tells {tells}", declaration.name.value, first.value.word());
            Diagnostic::new(codes::MISSING_FIELD, message)
                .at(first.span, format!("a line `{line}` is missing"))
                .help(format!("add a line `{line}:` with the name of the column that tells {tells}"))
        })
        .collect()
}

/// The finding on a part that no piece of work has.
fn no_such_part(shown: &PartShown) -> Option<Diagnostic> {
    let part = shown.part.value.as_str();
    let line = part.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('-');
    if PARTS.contains(&line) {
        return None;
    }
    let help = match nearest(part, PARTS) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write the name of the line that asks for it, such as `{}`", PARTS.join("`, `")),
    };
    Some(
        Diagnostic::new(codes::UNKNOWN_NAME, format!("no rule has a part `{part}`"))
            .at(shown.part.span, "something that follows the same work is meant")
            .help(help),
    )
}

/// Findings on a sort of work that two records show: nobody could tell where to look.
pub(super) fn twice(model: &Model) -> Vec<Diagnostic> {
    let mut first: Vec<(&Spanned<EvidenceKind>, DeclId)> = Vec::new();
    let mut findings = Vec::new();
    for declaration in model.declarations.iter().filter(|declaration| declaration.added_by.is_none()) {
        let Construct::Record(record) = &declaration.construct else { continue };
        for shown in &record.shows {
            match first.iter().find(|(earlier, _)| earlier.value == shown.value) {
                Some((earlier, by)) => findings.push(shown_twice(model, earlier, *by, shown)),
                None => first.push((shown, declaration.id)),
            }
        }
    }
    findings
}

fn shown_twice(
    model: &Model,
    earlier: &Spanned<EvidenceKind>,
    by: DeclId,
    again: &Spanned<EvidenceKind>,
) -> Diagnostic {
    let kind = again.value.word();
    let other = model.get(by).map_or("another record", |declaration| declaration.name.value.as_str());
    Diagnostic::new(codes::SHOWN_TWICE, format!("`{other}` shows {kind} already"))
        .at(again.span, "and so does this")
        .and(earlier.span, "first said here")
        .help(format!(
            "leave `{kind}` with one record, and write `shown-in: record.column` in the rules that the other one shows"
        ))
}

/// Findings on what a rule is shown in.
pub(super) fn of_rule(model: &Model, shown: Option<&ShownIn>) -> Vec<Diagnostic> {
    let Some(shown) = shown else { return Vec::new() };
    let Some(record) = &shown.column.record else { return vec![no_record(&shown.column.column)] };
    let table = Table::of(model, record);
    let mut findings = of_filter(model, table.as_ref(), shown.filter.as_ref());
    findings.extend(holds_a(model, table.as_ref(), &shown.column, DAYS));
    findings
}

fn no_record(column: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, format!("nothing says which record has the column `{}`", column.value))
        .at(column.span, "a record and its column are meant")
        .help(format!("write the record too, such as `audit-record.{}`", column.value))
}

/// Findings on the column that holds the person of a role.
pub(super) fn of_role(model: &Model, declaration: &Declaration, role: &Role) -> Vec<Diagnostic> {
    let Some(seen_in) = &role.seen_in else { return Vec::new() };
    let Some(for_each) = &role.for_each else {
        return vec![
            Diagnostic::new(
                codes::MISSING_FIELD,
                format!("nothing says of what there is one `{}` each", declaration.name.value),
            )
            .at(seen_in.column.span, "the column of one record")
            .help("add a line such as `for-each: care-case`, or take `seen-in` out"),
        ];
    };
    let own = own_record(model, for_each);
    let (Some(own), Some(seen)) = (own, seen_in.record.as_ref()) else {
        return holds_a(model, own.and_then(|own| Table::of_declaration(model, own)).as_ref(), seen_in, IDS)
            .into_iter()
            .collect();
    };
    if seen.target.is_some_and(|seen| seen != own.id) {
        return vec![elsewhere(declaration, own, seen)];
    }
    holds_a(model, None, seen_in, IDS).into_iter().collect()
}

/// The record of which there is one such person each; `None` where each is a person or cannot be known.
fn own_record<'model>(model: &'model Model, for_each: &Ref) -> Option<&'model Declaration> {
    let target = model.target(for_each)?;
    if matches!(target.construct, Construct::Record(_)) {
        return Some(target);
    }
    let Construct::Event(event) = &target.construct else { return None };
    model.target(event.happens_to.as_ref()?)
}

fn elsewhere(declaration: &Declaration, own: &Declaration, seen: &Ref) -> Diagnostic {
    let (role, own) = (&declaration.name.value, &own.name.value);
    Diagnostic::new(
        codes::WRONG_KIND,
        format!("there is one `{role}` for each `{own}`, but `{}` is named here", seen.name),
    )
    .at(seen.span, format!("a column of `{own}` is meant"))
    .help(format!("write a column of `{own}` that holds the person"))
}

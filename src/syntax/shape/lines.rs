//! The lines of a body: whether the declaration has such a line, whether it may stand twice, and `=` for `:`.

use std::collections::BTreeMap;

use super::{Around, listed, quoted};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::syntax::vocabulary::{self, CONSTRUCTS, Construct, ENTRY, HAPPENING, Need, PLAN};
use crate::syntax::{Node, NodeKind};
use crate::text::{Span, nearest};

/// The findings on the lines that stand in `parent` itself.
pub(super) fn check(parent: &Node, around: Around, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    for (name, field) in named(parent, text) {
        if let Some(finding) = equals(field, text) {
            findings.push(finding);
        } else if let Around::Inside(construct) = around {
            match unknown(name, field, construct, text) {
                Some(finding) => findings.push(finding),
                None => findings.extend(twice(name, field, construct, &seen)),
            }
        }
        seen.entry(name).or_insert(field);
    }
    findings
}

/// The lines of a body with their names as the vocabulary has them.
pub(super) fn named<'tree>(body: &'tree Node, text: &'tree str) -> Vec<(&'tree str, &'tree Node)> {
    body.children_of(NodeKind::Field).map(|field| (name_of(field, text), field)).collect()
}

/// A line's name; lines whose names are values have one that stands for them all.
fn name_of<'text>(field: &Node, text: &'text str) -> &'text str {
    let Some(line) = field.only() else { return "" };
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other line begins with its name")]
    match line.kind {
        NodeKind::EntryField => ENTRY,
        NodeKind::PlanField => PLAN,
        NodeKind::HappeningField => HAPPENING,
        _ => line.only().map(|name| name.text(text)).unwrap_or_default(),
    }
}

/// Where a line's name stands.
fn name_span(field: &Node) -> Span {
    let line = field.only();
    let name = line.and_then(Node::only).map_or(field.span, |name| name.span);
    Span::new(name.file, field.span.start, name.end)
}

/// `name = value`.
fn equals(field: &Node, text: &str) -> Option<Diagnostic> {
    let line = field.child(NodeKind::EqualsField)?;
    let word = line.child(NodeKind::Word)?;
    let value = line.child(NodeKind::RestOfLine)?;
    let between = Span::new(word.span.file, word.span.end, value.span.start);
    let name = word.text(text);
    let sign = u32::try_from(text.get(between.range())?.find('=')?).ok()?;
    let place = Span::new(between.file, between.start + sign, between.start + sign + 1);
    let finding = Diagnostic::new(codes::EQUALS_FOR_COLON, format!("`{name}` is followed by an equals sign"))
        .at(place, "a colon belongs here")
        .help(format!("write `{name}: …`"))
        .fix(Fix::safe("write a colon", between, ": "));
    Some(finding)
}

/// A line that the declaration does not have.
fn unknown(name: &str, field: &Node, construct: &Construct, text: &str) -> Option<Diagnostic> {
    let any = construct.keyword == "replace";
    if construct.field(name).is_some() || (any && vocabulary::is_field(name)) {
        return None;
    }
    let place = name_span(field);
    let written = in_words(name);
    let finding = Diagnostic::new(codes::UNKNOWN_FIELD, format!("{} has no {written}", construct.article))
        .at(place, format!("not a line of {}", construct.article));
    let meant = if any { nearest(name, every_field()) } else { nearest(name, construct.field_names()) };
    // Only a name is mended: a line for a month is no slip of the pen.
    if let Some(meant) = meant.filter(|_| text.get(place.range()) == Some(name)) {
        let fix = Fix::guess(format!("write `{meant}`"), place, meant);
        return Some(finding.help(format!("did you mean `{meant}`?")).fix(fix));
    }
    Some(finding.help(elsewhere(name, construct)))
}

/// Where a line of that name belongs, or which lines there are.
fn elsewhere(name: &str, construct: &Construct) -> String {
    const MOST: usize = 8;
    let has = |other: &&Construct| other.field(name).is_some();
    let homes: Vec<String> = CONSTRUCTS.iter().filter(has).map(|other| other.article.to_owned()).collect();
    if !homes.is_empty() {
        let shown: Vec<String> = homes.into_iter().take(MOST).collect();
        return format!("such a line belongs to {}", listed(&shown, "or"));
    }
    let own: Vec<String> = construct.field_names().take(MOST).map(quoted).collect();
    format!("{} has lines such as {}", construct.article, listed(&own, "and"))
}

fn in_words(name: &str) -> String {
    match name {
        ENTRY => "lines for terms".to_owned(),
        PLAN => "lines for months".to_owned(),
        HAPPENING => "lines for days".to_owned(),
        _ => format!("line `{name}`"),
    }
}

/// A line that may stand once and stands again.
fn twice(name: &str, field: &Node, construct: &Construct, seen: &BTreeMap<&str, &Node>) -> Option<Diagnostic> {
    let first = seen.get(name)?;
    let need = construct.field(name).map_or_else(|| widest_need(name), |line| line.need);
    match need {
        Need::Many => None,
        Need::Required | Need::Optional => {
            let finding = Diagnostic::new(codes::DUPLICATE_FIELD, format!("`{name}` is given twice"))
                .at(name_span(field), "given again")
                .and(name_span(first), "already given here");
            Some(finding.help("keep one of the two; where both hold, join them in one line"))
        }
    }
}

/// How often a line of that name may stand in the most generous of declarations: a replacement may replace any.
fn widest_need(name: &str) -> Need {
    let many = CONSTRUCTS.iter().filter_map(|construct| construct.field(name)).any(|field| field.need == Need::Many);
    if many { Need::Many } else { Need::Optional }
}

fn every_field() -> impl Iterator<Item = &'static str> {
    CONSTRUCTS.iter().flat_map(Construct::field_names).filter(|name| ![ENTRY, PLAN, HAPPENING].contains(name))
}

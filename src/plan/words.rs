//! Rules in words, for people who never see the language: ids become titles, words of urgency say their time.

use super::naming::Named;
use super::rhythm::titled;
use crate::calendar::{Cadence, Date, Deadline, Moment};
use crate::model::value::{Cap, CapOver, Draw, DrawRule, DrawSource, Pick, Portion, Rounding, Selection, Share, Size};
use crate::model::{Model, Ref};

/// `31 May 2017`
#[must_use]
pub fn long_date(date: Date) -> String {
    date.format("%-d %B %Y").to_string()
}

/// `a, b and c`
#[must_use]
pub fn listed<Item: AsRef<str>>(items: &[Item], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

/// `within 5 working days of completion`, `urgently (within 1 working day)`, `within 10 working days of “A case closes”`
#[must_use]
pub fn deadline_words(model: &Model, deadline: &Deadline) -> String {
    let mut named = Vec::new();
    names_in(deadline, &mut named);
    let mut words = deadline.to_string();
    for word in clocks_in(deadline) {
        words = words.replace(word, &spoken(word));
    }
    for name in named {
        if let Some(declaration) = model.named(name) {
            words = words.replace(name, &format!("“{}”", declaration.title));
        }
    }
    let Deadline::Clock(word) = deadline else { return words };
    match model.clocks.get(word) {
        // A clock that stands for another clock would only repeat itself.
        Some(clock) if !matches!(clock, Deadline::Clock(_)) => format!("{words} ({clock})"),
        Some(_) | None => words,
    }
}

/// A word of urgency as it is said: `without-delay` is `without delay`.
fn spoken(word: &str) -> String {
    word.replace('-', " ")
}

/// The words of urgency in a deadline.
fn clocks_in(deadline: &Deadline) -> Vec<&str> {
    match deadline {
        Deadline::Clock(word) => vec![word],
        Deadline::NotMoved(inner) | Deadline::CountingThatDay(inner) => clocks_in(inner),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => several.iter().flat_map(clocks_in).collect(),
        Deadline::Within { .. }
        | Deadline::Before { .. }
        | Deadline::At { .. }
        | Deadline::NextWithout(_)
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::SameDay
        | Deadline::SameWorkingDay => Vec::new(),
    }
}

/// The events and obligations that a deadline is counted from.
fn names_in<'rule>(deadline: &'rule Deadline, names: &mut Vec<&'rule str>) {
    match deadline {
        Deadline::Within { after: Some(Moment::Named(name)), .. }
        | Deadline::Before { moment: Moment::Named(name), .. }
        | Deadline::At { moment: Moment::Named(name), .. } => names.push(name),
        Deadline::NotMoved(inner) | Deadline::CountingThatDay(inner) => names_in(inner, names),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => {
            several.iter().for_each(|one| names_in(one, names));
        }
        Deadline::Within { .. }
        | Deadline::Before { .. }
        | Deadline::At { .. }
        | Deadline::NextWithout(_)
        | Deadline::By { .. }
        | Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::SameDay
        | Deadline::SameWorkingDay
        | Deadline::Clock(_) => {}
    }
}

/// What something that has no dates waits for: the title of its event, the author's reason, or the rhythm as written.
#[must_use]
pub fn waits_for(model: &Model, cadence: &Cadence) -> String {
    match cadence {
        Cadence::Event(event) => title(model, event),
        Cadence::Within { duration, of: Some(event) } => format!("{} (within {duration})", title(model, event)),
        Cadence::AsRequired { because } => format!("As required: {because}"),
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Within { of: None, .. }
        | Cadence::Phases(_)
        | Cadence::All(_)
        | Cadence::First(_) => titled(model, cadence).to_string(),
    }
}

fn title(model: &Model, name: &str) -> String {
    model.named(name).map_or_else(|| name.to_owned(), |declaration| declaration.title.clone())
}

/// How cases are found, a phrase for each rule: `14 at random from “Open cases”`, `spread over area`.
#[must_use]
pub fn draw_words(model: &Model, draw: &Draw) -> Vec<String> {
    let portions: Vec<String> = draw.portions.iter().map(|portion| portion_words(model, portion)).collect();
    let from = match &draw.source {
        DrawSource::Population(from) => format!("from “{}”", model.title(from)),
        DrawSource::Shared(sample) => format!("as in “{}”", model.title(sample)),
    };
    let what = format!("{} {from}", listed(&portions, "and"));
    let rules = draw.rules.iter().map(|rule| rule_words(&rule.value));
    std::iter::once(what.trim().to_owned()).chain(rules).collect()
}

/// How many cases a draw comes to, without how they are found: `14`, `10%, at least 5`.
pub(super) fn how_many(draw: &Draw) -> String {
    let sizes: Vec<String> = draw.portions.iter().map(|portion| size_words(&portion.size.value)).collect();
    let bounds = draw.rules.iter().filter(|rule| matches!(rule.value, DrawRule::AtLeast(_) | DrawRule::AtMost(_)));
    let bounds = bounds.map(|rule| rule_words(&rule.value));
    std::iter::once(listed(&sizes, "and")).chain(bounds).collect::<Vec<_>>().join(", ")
}

fn portion_words(model: &Model, portion: &Portion) -> String {
    let size = size_words(&portion.size.value);
    match &portion.selection {
        Selection::Unsaid => size,
        Selection::Random => format!("{size} at random"),
        Selection::Theme => format!("{size} by theme"),
        Selection::Finding => format!("{size} by finding"),
        Selection::ChosenBy(parties) => {
            let titles: Vec<&str> = parties.names.iter().map(|party: &Ref| model.title(party)).collect();
            format!("{size} chosen by {}, with the reason written down", listed(&titles, "or"))
        }
    }
}

fn size_words(size: &Size) -> String {
    match size {
        Size::Fixed(count) => count.to_string(),
        Size::PerAuditor(count) => format!("{count} for each auditor"),
        Size::Percent(figure) => format!("{}%", figure.0),
        Size::OneIn(count) => format!("one in {count}"),
        Size::All => "all".to_owned(),
        Size::ByFrequency => "as many as its frequency asks for".to_owned(),
        Size::GreaterOf(both) => format!("the greater of {}", both.each_ref().map(size_words).join(" and ")),
        Size::SmallerOf(both) => format!("the smaller of {}", both.each_ref().map(size_words).join(" and ")),
    }
}

fn rule_words(rule: &DrawRule) -> String {
    match rule {
        DrawRule::Spread { over, share, at_least } => {
            let how = match share {
                Share::Equally => " evenly".to_owned(),
                Share::InProportionTo(column) => format!(" in proportion to {column}"),
            };
            let least = at_least.map(|least| format!(", at least {least} from each")).unwrap_or_default();
            format!("spread{how} over {}{least}", listed(over, "and"))
        }
        DrawRule::Separately(column) => format!("separately for each {column}"),
        DrawRule::OnePer { per, by: None } => format!("one for each {per}"),
        DrawRule::OnePer { per, by: Some((pick, column)) } => {
            let pick = match pick {
                Pick::Earliest => "earliest",
                Pick::Latest => "latest",
            };
            format!("one for each {per}, the one with the {pick} {column}")
        }
        DrawRule::Cap(Cap { most, per, within, over }) => {
            let within = within.as_ref().map(|every| format!(" in {every}")).unwrap_or_default();
            let over = match over {
                CapOver::OwnDraws => "",
                CapOver::AllDraws => ", over all audits together",
            };
            format!("at most {most} for each {per}{within}{over}")
        }
        DrawRule::Reserve(count) => format!("{count} more in reserve, for cases that cannot be audited"),
        DrawRule::Rounded(Rounding::Up) => "a part of a case counts as one".to_owned(),
        DrawRule::Rounded(Rounding::Down) => "a part of a case does not count".to_owned(),
        DrawRule::Rounded(Rounding::Nearest) => "rounded to whole cases".to_owned(),
        DrawRule::AtLeast(least) => format!("at least {least}"),
        DrawRule::AtMost(most) => format!("at most {most}"),
        DrawRule::NotWithin(duration) => format!("none drawn in the last {duration}"),
        DrawRule::IfFails { then_all } => {
            let then = if *then_all { ", and after a second failure all" } else { "" };
            format!("if any fails, the same number again{then}")
        }
        DrawRule::ByFrequency(frequencies) => {
            let all: Vec<String> = frequencies.iter().map(|(unit, count)| format!("{count} if every {unit}")).collect();
            format!("by how often the control runs: {}", listed(&all, "and"))
        }
    }
}

/// The titles of parties, joined as they were meant.
#[must_use]
pub fn titles(parties: &[Named], last: &str) -> String {
    let titles: Vec<&str> = parties.iter().map(|party| party.title.as_str()).collect();
    listed(&titles, last)
}

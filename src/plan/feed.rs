//! A calendar feed: a schedule whose entries calendars can follow from one edition to the next.
//!
//! A calendar knows an event again by an id that outlives a moved date and a renamed declaration, and takes the newer of
//! two readings by a number. Both are decided here; how a calendar file looks is the writer's.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;

use super::filter::{Filter, unit_of};
use super::naming::{Named, Stamp};
use super::occurrences::{Occurrence, schedule};
use super::words::deadline_words;
use crate::calendar::{Cadence, Date};
use crate::model::{DeclId, Declaration, Model, Obligation, PARTIES, Timing};

/// What calendars are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Whose it is.
    pub stamp: Stamp,
    /// The first id that the framework had; empty where none is declared.
    pub framework: String,
    /// Which reading of the framework it is.
    pub revision: Revision,
    /// The first day asked for.
    pub from: Date,
    /// The last day asked for.
    pub to: Date,
    /// The titles of the party and the unit that it is narrowed to.
    pub only: Vec<String>,
    /// In the order of the due dates.
    pub entries: Vec<Entry>,
}

/// Which reading of a framework something is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// How many editions came before the latest; 0 where none is written.
    pub number: u32,
    /// The day of the latest edition that has one.
    pub issued: Option<Date>,
}

/// One event of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// By what every edition knows it: `early-help-case-files/2017-05`, with the first id that the declaration had.
    pub lasting: String,
    /// Whether it is planned still.
    pub state: State,
    /// What falls due.
    pub occurrence: Occurrence,
    /// By when, in the words of the rule.
    pub deadline: Option<String>,
    /// The unit it is about; where it names none, those of whoever does it.
    pub units: Vec<Named>,
}

/// Whether something is planned still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    Planned,
    /// An older edition planned it, and this one does not.
    Withdrawn,
}

/// How a framework stands to one that is said to be older.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession {
    /// It has an edition more.
    Newer,
    /// It has no more editions than the other.
    NoNewer,
    /// The other is another framework.
    Unrelated,
}

/// How many days away from those asked for something is looked for that a newer edition has moved: three years.
const FARTHEST_MOVE: Days = Days::new(1096);

impl Feed {
    /// The feed of those days.
    #[must_use]
    pub fn of(model: &Model, from: Date, to: Date, filter: &Filter) -> Self {
        Self {
            stamp: Stamp::of(model),
            framework: framework(model),
            revision: Revision::of(model),
            from,
            to,
            only: titles(model, filter),
            entries: entries(model, from, to, filter),
        }
    }

    /// The same after `older`: what that edition planned for those days stays in the feed, at its new day where it was
    /// moved to another, and withdrawn where it is planned no more.
    #[must_use]
    pub fn since(model: &Model, older: &Model, from: Date, to: Date, filter: &Filter) -> Self {
        let mut feed = Self::of(model, from, to, filter);
        let Some(filter_then) = translated(filter, model, older) else { return feed };
        let planned: BTreeSet<String> = feed.entries.iter().map(|entry| entry.lasting.clone()).collect();
        let (sooner, later) = (from.checked_sub_days(FARTHEST_MOVE), to.checked_add_days(FARTHEST_MOVE));
        let around = entries(model, sooner.unwrap_or(from), later.unwrap_or(to), filter);
        let mut around: BTreeMap<String, Entry> =
            around.into_iter().map(|entry| (entry.lasting.clone(), entry)).collect();
        let then = entries(older, from, to, &filter_then).into_iter();
        let gone = then.filter(|entry| !planned.contains(&entry.lasting));
        feed.entries.extend(gone.map(|entry| around.remove(&entry.lasting).unwrap_or_else(|| entry.withdrawn())));
        feed.entries.sort_by_key(|entry| entry.occurrence.due);
        feed
    }

    /// What `older` planned by a filter of its own, all of it withdrawn: for one of its parties that is no more.
    #[must_use]
    pub fn withdrawn(model: &Model, older: &Model, from: Date, to: Date, filter_then: &Filter) -> Self {
        Self {
            stamp: Stamp::of(model),
            framework: framework(model),
            revision: Revision::of(model),
            from,
            to,
            only: titles(older, filter_then),
            entries: entries(older, from, to, filter_then).into_iter().map(Entry::withdrawn).collect(),
        }
    }
}

impl Entry {
    fn withdrawn(self) -> Self {
        Self { state: State::Withdrawn, ..self }
    }
}

impl Revision {
    /// The latest reading that the model's framework tells of.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let editions = model.framework().map(|(_, framework)| framework.editions.as_slice()).unwrap_or_default();
        Self {
            number: u32::try_from(editions.len().saturating_sub(1)).unwrap_or(u32::MAX),
            issued: editions.iter().filter_map(|edition| Some(edition.date.as_ref()?.value)).max(),
        }
    }
}

/// How the framework of `model` stands to that of `older`.
#[must_use]
pub fn succession(model: &Model, older: &Model) -> Succession {
    if framework(model) != framework(older) {
        Succession::Unrelated
    } else if editions(model) > editions(older) {
        Succession::Newer
    } else {
        Succession::NoNewer
    }
}

fn editions(model: &Model) -> usize {
    model.framework().map_or(0, |(_, framework)| framework.editions.len())
}

fn framework(model: &Model) -> String {
    model.framework().map(|(declaration, _)| first_id(declaration).to_owned()).unwrap_or_default()
}

/// The id that a declaration had first, by which calendars and histories know it.
fn first_id(declaration: &Declaration) -> &str {
    &declaration.was.as_ref().unwrap_or(&declaration.name).value
}

/// The parties of `older` that `model` has no more, each with its id and the filter that finds what it did.
#[must_use]
pub fn retired(model: &Model, older: &Model, filter: &Filter) -> Vec<(String, Filter)> {
    let Some(then) = translated(filter, model, older) else { return Vec::new() };
    let parties = older.declarations.iter().filter(|one| PARTIES.contains(&one.construct.kind()));
    let retired = parties.filter(|party| same_in(model, party).is_none());
    retired.map(|party| (party.name.value.clone(), Filter { role: Some(party.id), ..then })).collect()
}

/// The filter with the same party and unit of `older`; `None` where it has them not.
fn translated(filter: &Filter, model: &Model, older: &Model) -> Option<Filter> {
    let same = |id: Option<DeclId>| match id {
        Some(id) => Some(Some(same_in(older, model.get(id)?)?)),
        None => Some(None),
    };
    Some(Filter { role: same(filter.role)?, unit: same(filter.unit)? })
}

/// The declaration of another edition that is the same one.
fn same_in(edition: &Model, declaration: &Declaration) -> Option<DeclId> {
    let first = first_id(declaration);
    edition.declarations.iter().find(|other| first_id(other) == first).map(|found| found.id)
}

/// The titles of the party and the unit that a filter lets through.
fn titles(model: &Model, filter: &Filter) -> Vec<String> {
    let narrowed = [filter.role, filter.unit].into_iter().flatten();
    narrowed.filter_map(|id| Some(Named::at(model, id)?.title)).collect()
}

fn entries(model: &Model, from: Date, to: Date, filter: &Filter) -> Vec<Entry> {
    schedule(model, from, to, filter).into_iter().map(|occurrence| entry(model, occurrence)).collect()
}

fn entry(model: &Model, occurrence: Occurrence) -> Entry {
    let obligation = model.obligation(&occurrence.obligation);
    let due = obligation.and_then(|obligation| obligation.due.as_ref());
    Entry {
        lasting: lasting(model, &occurrence),
        state: State::Planned,
        deadline: due.map(|deadline| deadline_words(model, &deadline.value)),
        units: units(model, obligation, &occurrence),
        occurrence,
    }
}

fn units(model: &Model, obligation: Option<&Obligation>, occurrence: &Occurrence) -> Vec<Named> {
    if let Some(unit) = &occurrence.unit {
        return vec![unit.clone()];
    }
    let bearers = obligation.map(|obligation| obligation.bearers.as_slice()).unwrap_or_default();
    let units = bearers.iter().filter_map(|bearer| Named::at(model, unit_of(model, bearer.target?)?));
    let mut all: Vec<Named> = Vec::new();
    for unit in units {
        if !all.contains(&unit) {
            all.push(unit);
        }
    }
    all
}

/// The id of an occurrence as every edition knows it: the first id of its declaration, its part, and its period.
fn lasting(model: &Model, occurrence: &Occurrence) -> String {
    let obligation = model.obligation(&occurrence.obligation);
    let declared = obligation.and_then(|obligation| model.get(obligation.declaration));
    let first = declared.map_or(occurrence.declaration.as_str(), first_id);
    let part = occurrence.obligation.strip_prefix(&occurrence.declaration).unwrap_or_default();
    let once = obligation.is_some_and(|obligation| happens_once(model, obligation));
    format!("{first}{part}/{}", lasting_label(occurrence, once))
}

/// The period of an occurrence, and its number from the second on where several share one: another date in the period
/// must not rename the first. What happens once has no period but its day, which may move.
fn lasting_label(occurrence: &Occurrence, once: bool) -> String {
    let period = occurrence.period.label.replace('/', "-");
    let label = occurrence.id.strip_prefix(&occurrence.obligation).unwrap_or_default().trim_start_matches('/');
    let further = label.strip_prefix(&period).unwrap_or_default();
    let first = further.strip_prefix("-1").filter(|rest| rest.is_empty() || rest.starts_with('/'));
    format!("{}{}", if once { "once" } else { &period }, first.unwrap_or(further))
}

/// Follow-ups may follow follow-ups, but not for ever.
const DEEPEST: usize = 8;

/// Whether it is on one day only, or belongs to something that is.
fn happens_once(model: &Model, obligation: &Obligation) -> bool {
    let whole = |part: &&Obligation| match &part.timing {
        Timing::With(whole) => model.obligation(whole),
        Timing::Own(_) | Timing::Unresolved => None,
    };
    let last = std::iter::successors(Some(obligation), whole).take(DEEPEST).last();
    last.is_some_and(|root| matches!(&root.timing, Timing::Own(own) if matches!(own.value, Cadence::Once(_))))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, model};
    use super::*;

    /// The lasting ids of a year with their dates.
    fn year(text: &str) -> Vec<String> {
        let feed = Feed::of(&model(text), day("2017-01-01"), day("2017-12-31"), &Filter::default());
        feed.entries.iter().map(|entry| format!("{} {}", entry.lasting, entry.occurrence.due)).collect()
    }

    fn duty(when: &str) -> Vec<String> {
        year(&format!(r#"duty watch "Watch" {{ who: manager  must: "watch"  when: {when} }}"#))
    }

    #[test]
    fn a_moved_date_keeps_its_id() {
        assert_eq!(duty("every year on 30 September"), ["watch/2017 2017-09-29"]);
        assert_eq!(duty("every year on 30 September, moved to the next working day"), ["watch/2017 2017-10-02"]);
        assert_eq!(duty("every year on 2 May"), ["watch/2017 2017-05-02"]);
        assert_eq!(duty("on 2 May 2017"), ["watch/once 2017-05-02"]);
        assert_eq!(duty("on 9 June 2017"), ["watch/once 2017-06-09"]);
    }

    #[test]
    fn a_further_date_of_the_period_leaves_the_first_its_id() {
        let two = duty("every year on 2 May, and every year on 3 July");
        assert_eq!(two, ["watch/2017 2017-05-02", "watch/2017-2 2017-07-03"]);
    }

    #[test]
    fn what_follows_and_what_was_renamed_have_the_first_id() {
        let audit = r#"
            record case "Cases" { columns: case-id text  key: case-id }
            population cases "Cases" { records: case }
            instrument tool "Tool"
            audit NAME "Files" {
              when:     in May
              draw:     14 at random from cases
              auditors: manager
              findings: to manager, within 10 working days of the end of the month
              instrument: tool
            }
        "#;
        let first = year(&audit.replace("NAME", "files"));
        assert_eq!(first, ["files/2017-05 2017-05-31", "files/findings/2017-05 2017-06-14"]);
        let renamed = audit.replace("NAME", "case-files").replace("\"Files\" {", "\"Files\" {\n was: files\n");
        assert_eq!(year(&renamed), first);
    }

    #[test]
    fn reviews_inside_a_round_have_ids_of_their_own() {
        let appraisal = r#"
            event appointment "Someone starts"
            duty appraisal "Appraisal" {
              who: manager  must: "appraise"
              when: every year for each manager from their appointment, with a review at 6 months
            }
        "#;
        assert_eq!(year(appraisal), ["appraisal/2017/review 2017-06-30", "appraisal/2017 2017-12-29"]);
    }

    #[test]
    fn what_names_no_unit_is_of_the_units_of_those_who_do_it() {
        let model = model(
            r#"
            unit care "Care"
            unit help "Help"
            role leader "Leader" { unit: care }
            role worker "Worker" { unit: help }
            role helper "Helper" { unit: help }
            duty watch "Watch" { who: leader, worker and helper  must: "watch"  when: every year in May }
        "#,
        );
        let feed = Feed::of(&model, day("2017-01-01"), day("2017-12-31"), &Filter::default());
        let units: Vec<&str> = feed.entries[0].units.iter().map(|unit| unit.title.as_str()).collect();
        assert_eq!(units, ["Care", "Help"]);
    }
}

//! The roster: who holds which post, where, from when to when, and when they are away.

use std::collections::BTreeSet;

use crate::calendar::{Date, Duration};
use crate::model::value::Moderation;
use crate::model::work::Audit;
use crate::model::{Construct, DeclId, Model, Obligation};
use crate::plan::everyone;

/// One row of a roster: somebody holds a post.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PostHeld {
    /// The person, as records call them.
    pub person: String,
    /// The id of the role or team.
    pub role: String,
    /// The area worked in, by its id or title; empty where it has none.
    pub area: String,
    /// The line manager.
    pub line_manager: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day; `None` while it lasts.
    pub to: Option<Date>,
    /// Whether somebody stands in for the post.
    pub acting: bool,
    /// The last day on which what they have to be able to do is shown.
    pub competence_until: Option<Date>,
    /// A time away, both days included.
    pub leave: Option<(Date, Date)>,
}

/// A roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// SHA-256 of its file, in hexadecimal.
    pub digest: String,
    /// Its rows.
    pub posts: Vec<PostHeld>,
}

/// Somebody who may be asked to audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Auditor {
    pub(super) person: String,
    pub(super) role: String,
    /// The ids of the areas worked in.
    pub(super) areas: BTreeSet<String>,
    /// The first day of the post.
    pub(super) since: Option<Date>,
    /// Why they cannot audit this time, whatever the case.
    pub(super) away: Option<String>,
}

/// The time from the draw to the day the audits are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: Date,
    pub(super) due: Date,
}

impl Roster {
    /// How many hold the posts that audit on all days of a time: what `2 for each auditor` counts.
    #[must_use]
    pub fn heads(&self, model: &Model, obligation: &Obligation, from: Date, due: Date) -> u64 {
        let all = self.holders(model, &names(model, everyone(model, &obligation.bearers)), Window { from, due }, None);
        all.iter().filter(|one| one.away.is_none()).count() as u64
    }

    /// Everyone who holds one of those posts in that time, by person, each once; of several posts of one person the first.
    pub(super) fn holders(
        &self,
        model: &Model,
        roles: &BTreeSet<String>,
        window: Window,
        competence: Option<&str>,
    ) -> Vec<Auditor> {
        let mut found: Vec<Auditor> = Vec::new();
        for post in self.posts.iter().filter(|post| roles.contains(&post.role) && post.overlaps(window)) {
            let away = post.away(window, competence);
            let area = Some(area_id(model, &post.area)).filter(|area| !area.is_empty());
            match found.iter_mut().find(|one| one.person == post.person) {
                Some(known) => {
                    known.areas.extend(area);
                    // Two rows of one person: two posts, or two times away.
                    known.away = known.away.take().or(away);
                }
                None => found.push(Auditor {
                    person: post.person.clone(),
                    role: post.role.clone(),
                    areas: area.into_iter().collect(),
                    since: post.from,
                    away,
                }),
            }
        }
        found.sort_by(|one, other| one.person.cmp(&other.person));
        found
    }
}

impl PostHeld {
    fn overlaps(&self, window: Window) -> bool {
        self.from.is_none_or(|from| from <= window.due) && self.to.is_none_or(|to| to >= window.from)
    }

    fn away(&self, window: Window, competence: Option<&str>) -> Option<String> {
        if let Some(from) = self.from.filter(|from| *from > window.from) {
            return Some(format!("takes up the post only on {from}"));
        }
        if let Some(to) = self.to.filter(|to| *to < window.due) {
            return Some(format!("leaves the post on {to}, before the audits are due"));
        }
        if let Some((_, back)) = self.leave.filter(|(from, to)| *from <= window.from && window.due <= *to) {
            return Some(format!("is away until {back}"));
        }
        let what = competence?;
        match self.competence_until {
            None => Some(format!("nothing on the roster shows “{what}”")),
            Some(until) if until < window.due => Some(format!("“{what}” is shown only until {until}")),
            Some(_) => None,
        }
    }
}

/// The id of an area that is written by its id, title or another name; the words themselves where none is declared.
pub(super) fn area_id(model: &Model, written: &str) -> String {
    let written = written.trim();
    let same = |name: &str| name.eq_ignore_ascii_case(written);
    let found = model.declarations.iter().find(|declaration| {
        let Construct::Area(area) = &declaration.construct else { return false };
        same(&declaration.name.value)
            || same(&declaration.title)
            || area.also.iter().any(|alias| same(&alias.name.value))
    });
    found.map_or_else(|| written.to_owned(), |area| area.name.value.clone())
}

/// The ids of declarations.
pub(super) fn names(model: &Model, ids: BTreeSet<DeclId>) -> BTreeSet<String> {
    ids.into_iter().filter_map(|id| model.get(id)).map(|declaration| declaration.name.value.clone()).collect()
}

/// The rules of an audit that are about who does it; none for what is no audit.
pub(super) fn audit_of<'model>(model: &'model Model, obligation: &Obligation) -> Option<&'model Audit> {
    let construct = &model.get(obligation.declaration)?.construct;
    if let Construct::Audit(audit) = construct { Some(audit) } else { None }
}

/// What is looked at twice.
pub(super) fn moderation_of<'model>(model: &'model Model, obligation: &Obligation) -> Option<&'model Moderation> {
    audit_of(model, obligation)?.moderation.as_ref()
}

/// Whether somebody holds the post for less than that time on a day.
pub(super) fn is_new(model: &Model, since: Option<Date>, on: Date, length: Duration) -> bool {
    since.is_some_and(|since| model.calendar.subtract(on, length).is_some_and(|from| since > from))
}

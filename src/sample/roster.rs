//! The roster: who holds which post, where, from when to when, and when they are away.

use std::collections::{BTreeMap, BTreeSet};

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
        let mut people: BTreeMap<&str, Vec<&PostHeld>> = BTreeMap::new();
        for post in self.posts.iter().filter(|post| roles.contains(&post.role)) {
            people.entry(&post.person).or_default().push(post);
        }
        let found = people.into_iter().filter_map(|(person, posts)| {
            let now: Vec<&PostHeld> = posts.iter().copied().filter(|post| post.overlaps(window)).collect();
            let areas = now.iter().map(|post| area_id(model, &post.area));
            Some(Auditor {
                person: person.to_owned(),
                role: now.first()?.role.clone(),
                areas: areas.filter(|area| !area.is_empty()).collect(),
                since: since(&posts, &now),
                away: away(&now, window, competence),
            })
        });
        found.collect()
    }
}

impl PostHeld {
    fn overlaps(&self, window: Window) -> bool {
        self.from.is_none_or(|from| from <= window.due) && self.to.is_none_or(|to| to >= window.from)
    }
}

/// The first day of the posts somebody holds, and of those that they followed without a day between; `None` where the
/// roster does not tell when it began.
fn since(all: &[&PostHeld], now: &[&PostHeld]) -> Option<Date> {
    // An empty day comes before all others.
    let mut first = now.iter().map(|post| post.from).min()??;
    loop {
        let earlier = all.iter().filter(|post| {
            let lasts = post.to.is_none_or(|to| to.succ_opt().is_none_or(|next| next >= first));
            lasts && post.from.is_none_or(|from| from < first)
        });
        match earlier.map(|post| post.from).min() {
            Some(from) => first = from?,
            None => return Some(first),
        }
    }
}

/// Why somebody with those posts cannot audit in that time, whatever the case. What one post lacks another may have.
fn away(posts: &[&PostHeld], window: Window, competence: Option<&str>) -> Option<String> {
    let held: Vec<_> = posts.iter().map(|post| (post.from, post.to)).collect();
    if let Some(day) = first_without(&held, window) {
        return Some(match day.pred_opt().filter(|_| day > window.from) {
            Some(last) => format!("leaves the post on {last}, before the audits are due"),
            None => {
                let from = posts.iter().filter_map(|post| post.from).min().unwrap_or(day);
                format!("takes up the post only on {from}")
            }
        });
    }
    let times: Vec<_> = posts.iter().filter_map(|post| post.leave).filter(|(from, _)| *from <= window.due).collect();
    let gone: Vec<_> = times.iter().map(|(from, to)| (Some(*from), Some(*to))).collect();
    if let Some(back) = times.iter().map(|(_, to)| to).max().filter(|_| first_without(&gone, window).is_none()) {
        return Some(format!("is away until {back}"));
    }
    let what = competence?;
    match posts.iter().filter_map(|post| post.competence_until).max() {
        None => Some(format!("nothing on the roster shows “{what}”")),
        Some(until) if until < window.due => Some(format!("“{what}” is shown only until {until}")),
        Some(_) => None,
    }
}

/// The first day of a time that lies in none of those stretches, whose ends may be open.
fn first_without(stretches: &[(Option<Date>, Option<Date>)], window: Window) -> Option<Date> {
    let mut day = window.from;
    loop {
        let holds =
            stretches.iter().filter(|(from, to)| from.is_none_or(|from| from <= day) && to.is_none_or(|to| to >= day));
        match holds.map(|(_, to)| to.unwrap_or(Date::MAX)).max() {
            None => return Some(day),
            Some(to) if to >= window.due => return None,
            Some(to) => day = to.succ_opt()?,
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

//! What a declared calendar comes to, together with those it starts from.

use super::time::{CalendarDecl, Stretch};
use super::{Construct, DeclId, Declaration, Model};
use crate::calendar::{Calendar, CalendarRules, Closure, ExtraHoliday, Nation, Term, Weekday};

/// A calendar and those it starts from.
pub(super) struct Lineage<'model> {
    /// Itself first, then what it `extends`, and so on.
    pub(super) calendars: Vec<(&'model Declaration, &'model CalendarDecl)>,
    /// The one that the last of them leads back to.
    pub(super) circle: Option<&'model Declaration>,
}

impl Model {
    /// The working calendar of a declared one; the default for what is no calendar.
    #[must_use]
    pub fn calendar_of(&self, calendar: DeclId) -> Calendar {
        let lineage = lineage(self, calendar);
        let id = lineage.calendars.first().map(|(declaration, _)| declaration.name.value.clone());
        let mut rules = CalendarRules { id: id.unwrap_or_default(), ..CalendarRules::default() };
        for (_, calendar) in lineage.calendars.into_iter().rev() {
            lay_over(&mut rules, calendar);
        }
        Calendar::new(rules)
    }
}

/// The calendar of that id and what it starts from, as far as each is declared.
pub(super) fn lineage(model: &Model, calendar: DeclId) -> Lineage<'_> {
    let mut calendars: Vec<(&Declaration, &CalendarDecl)> = Vec::new();
    let mut next = model.get(calendar);
    while let Some(declaration) = next {
        let Construct::Calendar(calendar) = &declaration.construct else { break };
        if let Some((first, _)) = calendars.iter().find(|(seen, _)| seen.id == declaration.id) {
            return Lineage { circle: Some(first), calendars };
        }
        calendars.push((declaration, calendar));
        next = calendar.extends.as_ref().and_then(|base| base.target).and_then(|id| model.get(id));
    }
    Lineage { calendars, circle: None }
}

/// What a calendar says over what it starts from.
fn lay_over(rules: &mut CalendarRules, calendar: &CalendarDecl) {
    if let Some((from, to)) = calendar.week {
        rules.week = working_week(from, to);
    }
    if !calendar.holidays.is_empty() {
        rules.holidays = calendar.holidays.iter().filter_map(|nation| Nation::named(&nation.value)).collect();
    }
    rules.quarter_start = calendar.quarters_from.unwrap_or(rules.quarter_start);
    rules.financial_year_start = calendar.financial_year.unwrap_or(rules.financial_year_start);
    rules.academic_year_start = calendar.academic_year.unwrap_or(rules.academic_year_start);
    rules.moved = calendar.moved.unwrap_or(rules.moved);
    rules.terms.extend(calendar.terms.iter().map(term));
    rules.closures.extend(calendar.closures.iter().map(|closure| Closure {
        name: closure.title.clone(),
        from: closure.from,
        to: closure.to,
    }));
    rules
        .extra_holidays
        .extend(calendar.days_off.iter().map(|day| ExtraHoliday { date: day.from, name: day.title.clone() }));
}

fn term(stretch: &Stretch) -> Term {
    Term {
        id: stretch.name.value.clone(),
        name: stretch.title.clone(),
        from: stretch.from,
        to: stretch.to,
        half_term: stretch.half_term,
    }
}

/// Monday to Sunday, true from `from` to `to`, over the week's end where need be.
fn working_week(from: Weekday, to: Weekday) -> [bool; 7] {
    let mut week = [false; 7];
    let mut day = from;
    for _ in 0..7 {
        if let Some(works) = week.get_mut(day.num_days_from_monday() as usize) {
            *works = true;
        }
        if day == to {
            break;
        }
        day = day.succ();
    }
    week
}

//! Children and their cases: social care, early help, care, psychology.

use chrono::NaiveDate;

use super::days::{day, later, working_days_after, working_from, working_until};
use super::dice::{dice, place};
use super::people::{AREAS, People, Person, TEAMS, text};
use super::tables::Tables;

/// A case of social care or of early help.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) child: String,
    /// The team or the area.
    pub(crate) group: &'static str,
    pub(crate) holder: String,
    pub(crate) manager: String,
    pub(crate) closed: Option<NaiveDate>,
}

/// All cases of one authority.
pub(crate) struct Cases {
    pub(crate) social_care: Vec<Case>,
    pub(crate) early_help: Vec<Case>,
}

/// Open social care cases at the end of the year, and those that close in it.
const SOCIAL_CARE: (usize, usize) = (390, 36);
/// The same of early help.
const EARLY_HELP: (usize, usize) = (480, 48);

impl Cases {
    /// The cases of an authority.
    pub(crate) fn of(tables: &mut Tables, people: &People, prefix: &str) -> Self {
        let social_care = social_care(tables, people, prefix);
        let early_help = early_help(tables, people, prefix);
        care(tables, prefix, &social_care);
        Self { social_care, early_help }
    }
}

/// A child, so old at the start of the year.
pub(crate) fn child(tables: &mut Tables, id: &str) {
    let days = dice(&format!("{id} age"), 17 * 365);
    let born = day(2016, 12, 1) - chrono::Days::new(days);
    tables.add("ssd_person", [id, &born.to_string(), ""]);
}

fn social_care(tables: &mut Tables, people: &People, prefix: &str) -> Vec<Case> {
    let head = people.id("head-of-safeguarding");
    let mut all = Vec::new();
    for number in 0..SOCIAL_CARE.0 + SOCIAL_CARE.1 {
        let id = format!("{prefix}C{:04}", number + 1);
        let person = format!("{prefix}K{:04}", number + 1);
        child(tables, &person);
        let team = TEAMS.get(number % TEAMS.len()).copied().unwrap_or_default();
        let workers: Vec<&Person> =
            people.in_post("social-worker").into_iter().filter(|worker| worker.team == team).collect();
        let Some(worker) = workers.get(place(&format!("{id} worker"), workers.len())) else { continue };
        let opened = later(day(2015, 3, 2), dice(&format!("{id} opened"), 600));
        let closed = number.checked_sub(SOCIAL_CARE.0).map(|closure| closes(&id, closure));
        let statuses = ["child in need", "child protection plan", "looked after"];
        let status = statuses.get(place(&format!("{id} status"), statuses.len())).copied().unwrap_or_default();
        let status = if team == "children-in-care" { "looked after" } else { status };
        let (opened, closed_on) = (working_from(opened).to_string(), closed.map(text).unwrap_or_default());
        let manager = worker.manager.clone();
        tables.add("ssd_cin_episodes", [&id, &person, status, team, &worker.id, &manager, &head, &opened, &closed_on]);
        let involvement = format!("{prefix}I{:04}", number + 1);
        tables.add(
            "ssd_involvements",
            [&involvement, &person, &worker.id, "allocated case worker", team, &id, &opened, &closed_on],
        );
        all.push(Case { id, child: person, group: team, holder: worker.id.clone(), manager, closed });
    }
    all
}

/// Three cases close in each month of the year.
fn closes(id: &str, closure: usize) -> NaiveDate {
    let month = u32::try_from(closure % 12).unwrap_or_default() + 1;
    working_days_after(day(2017, month, 1), 1 + u32::try_from(dice(&format!("{id} closed"), 15)).unwrap_or_default())
}

fn early_help(tables: &mut Tables, people: &People, prefix: &str) -> Vec<Case> {
    let mut all: Vec<Case> = Vec::new();
    for number in 0..EARLY_HELP.0 + EARLY_HELP.1 {
        let id = format!("{prefix}E{:04}", number + 1);
        // Now and then a child has a second case, in another area.
        let again = all.last().filter(|_| number % 40 == 39).map(|case| case.child.clone());
        let person = again.clone().unwrap_or_else(|| format!("{prefix}F{:04}", number + 1));
        if again.is_none() {
            child(tables, &person);
        }
        let area = AREAS.get(number % AREAS.len()).copied().unwrap_or_default();
        let workers: Vec<&Person> =
            people.in_post("early-help-practitioner").into_iter().filter(|worker| worker.area == area).collect();
        let Some(worker) = workers.get(place(&format!("{id} worker"), workers.len())) else { continue };
        let opened = working_from(later(day(2016, 1, 4), dice(&format!("{id} opened"), 330)));
        let closed = number.checked_sub(EARLY_HELP.0).map(|closure| closes(&id, closure));
        let (opened, closed_on) = (opened.to_string(), closed.map(text).unwrap_or_default());
        tables.add("ssd_early_help_episodes", [&id, &person, area, &worker.id, &opened, &closed_on]);
        all.push(Case {
            id,
            child: person,
            group: area,
            holder: worker.id.clone(),
            manager: worker.manager.clone(),
            closed,
        });
    }
    all
}

/// Children in care: every second case of the team that has them, and of the leavers.
fn care(tables: &mut Tables, prefix: &str, cases: &[Case]) {
    let placements = ["foster care", "kinship care", "residential", "with parents", "independent"];
    let looked_after = cases.iter().filter(|case| matches!(case.group, "children-in-care" | "leaving-care"));
    for (number, case) in looked_after.enumerate() {
        let id = format!("{prefix}L{:04}", number + 1);
        let began = working_until(later(day(2016, 2, 1), dice(&format!("{id} began"), 300)));
        let placement =
            placements.get(place(&format!("{id} placement"), placements.len())).copied().unwrap_or_default();
        let ended = case.closed.map(text).unwrap_or_default();
        tables
            .add("ssd_cla_episodes", [&id, &format!("{id}-care"), &case.child, placement, &began.to_string(), &ended]);
    }
}

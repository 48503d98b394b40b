//! Who works there: posts, teams, areas, who manages whom, and since when.

use chrono::{Datelike, NaiveDate};

use super::days::{day, last_working_day, later, working_until};
use super::dice::dice;
use super::tables::Tables;

/// The six areas of early help, by their ids in the framework.
pub(crate) const AREAS: [&str; 6] = [
    "youth-offending",
    "youth-service",
    "education-welfare",
    "childrens-centres",
    "parenting-team",
    "intensive-family-support",
];

/// The teams of social care.
pub(crate) const TEAMS: [&str; 6] = [
    "duty-and-assessment",
    "safeguarding-east",
    "safeguarding-west",
    "children-in-care",
    "disabled-children",
    "leaving-care",
];

/// Somebody in a post.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) role: &'static str,
    /// Of early help; empty elsewhere.
    pub(crate) area: &'static str,
    /// Of social care; empty elsewhere.
    pub(crate) team: &'static str,
    pub(crate) manager: String,
    pub(crate) appointed: NaiveDate,
    pub(crate) from: NaiveDate,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) acting: bool,
}

/// Everybody of one authority, in the order of their ids.
pub(crate) struct People(pub(crate) Vec<Person>);

impl People {
    /// The people of an authority whose ids begin so.
    pub(crate) fn of(prefix: &str) -> Self {
        let mut people = Self(Vec::new());
        people.leaders(prefix);
        people.social_care(prefix);
        people.early_help(prefix);
        people.education(prefix);
        people
    }

    /// All in a post, in the order of their ids.
    pub(crate) fn in_post(&self, role: &str) -> Vec<&Person> {
        self.0.iter().filter(|person| person.role == role).collect()
    }

    /// The id of the first in a post.
    pub(crate) fn id(&self, role: &str) -> String {
        self.in_post(role).first().map_or_else(String::new, |person| person.id.clone())
    }

    fn add(&mut self, prefix: &str, role: &'static str, place: (&'static str, &'static str), manager: &str) -> String {
        let id = format!("{prefix}S{:03}", self.0.len() + 1);
        let years = i32::try_from(dice(&format!("{id} years"), 9)).unwrap_or_default();
        let months = u32::try_from(dice(&format!("{id} month"), 12)).unwrap_or_default();
        let days = u32::try_from(dice(&format!("{id} day"), 15)).unwrap_or_default();
        let appointed = working_until(day(2007 + years, 1 + months, 10 + days));
        let (area, team) = place;
        let manager = manager.to_owned();
        self.0.push(Person {
            id: id.clone(),
            role,
            area,
            team,
            manager,
            appointed,
            from: appointed,
            to: None,
            acting: false,
        });
        id
    }

    fn leaders(&mut self, prefix: &str) {
        let none = ("", "");
        let director = self.add(prefix, "director", none, "");
        let commissioning = self.add(prefix, "head-of-commissioning", none, &director);
        for role in ["head-of-safeguarding", "head-of-early-help"] {
            let id = self.add(prefix, role, none, &director);
            // Both are acting, as the framework says of 2016.
            self.0.iter_mut().filter(|person| person.id == id).for_each(|person| person.acting = true);
        }
        self.add(prefix, "head-of-education", none, &director);
        self.add(prefix, "principal-social-worker", none, &director);
        let quality = self.add(prefix, "senior-qa-manager", none, &commissioning);
        for _ in 0..4 {
            self.add(prefix, "reviewing-officer", none, &quality);
        }
        self.add(prefix, "designated-officer", none, &quality);
        self.add(prefix, "foster-carer-reviewing-officer", none, &quality);
        self.add(prefix, "complaints-officer", none, &commissioning);
    }

    fn social_care(&mut self, prefix: &str) {
        let head = self.id("head-of-safeguarding");
        self.add(prefix, "adoption-lead", ("", ""), &head);
        self.add(prefix, "fostering-lead", ("", ""), &head);
        let leaders: Vec<String> = (0..2).map(|_| self.add(prefix, "service-leader", ("", ""), &head)).collect();
        for (number, team) in TEAMS.into_iter().enumerate() {
            let leader = leaders.get(number / 3).cloned().unwrap_or_default();
            let manager = self.add(prefix, "service-team-manager", ("", team), &leader);
            self.add(prefix, "assistant-team-manager", ("", team), &manager);
            for _ in 0..5 {
                self.add(prefix, "social-worker", ("", team), &manager);
            }
        }
    }

    fn early_help(&mut self, prefix: &str) {
        let head = self.id("head-of-early-help");
        let mut managers: Vec<String> =
            AREAS.iter().map(|area| self.add(prefix, "early-help-team-manager", (area, ""), &head)).collect();
        // Seven managers share six areas: the youth service has two.
        let seventh = self.add(prefix, "early-help-team-manager", ("youth-service", ""), &head);
        self.hand_over(prefix, &seventh);
        self.add(prefix, "childrens-centre-manager", ("childrens-centres", ""), &head);
        self.add(prefix, "youth-service-manager", ("youth-service", ""), &head);
        managers.truncate(AREAS.len());
        for (area, manager) in AREAS.into_iter().zip(&managers) {
            for _ in 0..4 {
                self.add(prefix, "early-help-practitioner", (area, ""), manager);
            }
        }
    }

    /// The seventh manager leaves at the end of August; somebody acts from the first of September.
    fn hand_over(&mut self, prefix: &str, leaver: &str) {
        let head = self.id("head-of-early-help");
        let last = last_working_day(2017, 8);
        let found = self.0.iter_mut().find(|person| person.id == leaver);
        if let Some(person) = found {
            person.to = Some(last);
        }
        let successor = self.add(prefix, "early-help-team-manager", ("youth-service", ""), &head);
        if let Some(person) = self.0.iter_mut().find(|person| person.id == successor) {
            (person.from, person.acting) = (later(last, 1), true);
        }
    }

    fn education(&mut self, prefix: &str) {
        let head = self.id("head-of-education");
        let psychology = self.add(prefix, "psychology-lead", ("", ""), &head);
        for _ in 0..5 {
            self.add(prefix, "educational-psychologist", ("", ""), &psychology);
        }
        let improvement = self.add(prefix, "school-improvement-lead", ("", ""), &head);
        for _ in 0..2 {
            self.add(prefix, "education-improvement-adviser", ("", ""), &improvement);
        }
        self.add(prefix, "virtual-school-head", ("", ""), &head);
        self.add(prefix, "cognition-manager", ("", ""), &head);
        for number in 0..10 {
            let id = self.add(prefix, "education-staff", ("", ""), &head);
            // Two of them start in the year.
            if number >= 8 {
                let start = day(2017, if number == 8 { 1 } else { 9 }, 11);
                let found = self.0.iter_mut().find(|person| person.id == id);
                if let Some(person) = found {
                    (person.appointed, person.from) = (start, start);
                }
            }
        }
    }

    /// Whether somebody holds the post on that day.
    pub(crate) fn holds(person: &Person, on: NaiveDate) -> bool {
        person.from <= on && person.to.is_none_or(|to| on <= to)
    }

    /// The tables of staff, teams and posts.
    pub(crate) fn write(&self, tables: &mut Tables, prefix: &str) {
        for (number, person) in self.0.iter().enumerate() {
            let registered = matches!(
                person.role,
                "social-worker"
                    | "service-team-manager"
                    | "assistant-team-manager"
                    | "educational-psychologist"
                    | "psychology-lead"
            );
            let number_of = if registered { format!("R{}", person.id) } else { String::new() };
            let until = if registered { "2018-11-30" } else { "" };
            let (appointed, left) = (person.appointed.to_string(), person.to.map(text).unwrap_or_default());
            tables.add(
                "ssd_professionals",
                [
                    &person.id,
                    person.role,
                    person.team,
                    person.area,
                    &person.manager,
                    &appointed,
                    &left,
                    &number_of,
                    until,
                ],
            );
            let acting = if person.acting { "yes" } else { "no" };
            let from = person.from.to_string();
            let id = format!("{prefix}H{:03}", number + 1);
            tables
                .add("qa_role_holding", [&id, person.role, &person.id, person.area, person.team, acting, &from, &left]);
        }
        tables.add("ssd_department", [&format!("{prefix}social-care"), "Social Care", ""]);
        for team in TEAMS {
            let parent = format!("{prefix}social-care");
            tables.add("ssd_department", [&format!("{prefix}{team}"), &team.replace('-', " "), &parent]);
        }
    }

    /// The roster from which audits are shared out: a line for each post, and for each leave.
    pub(crate) fn roster(&self, out: &mut csv::Writer<std::fs::File>) -> csv::Result<()> {
        out.write_record([
            "person",
            "role",
            "area",
            "line manager",
            "from",
            "to",
            "acting",
            "competence until",
            "leave from",
            "leave to",
        ])?;
        for person in &self.0 {
            let until = if audits(person.role) { day(2018, 3, 31).to_string() } else { String::new() };
            let acting = if person.acting { "yes" } else { "no" };
            let (from, to) = (person.from.to_string(), person.to.map(text).unwrap_or_default());
            let mut leaves = leave(person).into_iter();
            let (left, back) = leaves.next().unwrap_or_default();
            let line =
                [&person.id, person.role, person.area, &person.manager, &from, &to, acting, &until, &left, &back];
            out.write_record(line)?;
        }
        Ok(())
    }
}

/// Whether holders of the post audit.
fn audits(role: &str) -> bool {
    let roles = [
        "director",
        "head-of-safeguarding",
        "head-of-early-help",
        "service-leader",
        "service-team-manager",
        "assistant-team-manager",
        "senior-qa-manager",
        "reviewing-officer",
        "designated-officer",
        "foster-carer-reviewing-officer",
        "early-help-team-manager",
        "educational-psychologist",
    ];
    roles.contains(&role)
}

/// A week or two away in a month without case file audits; nobody is away for the whole of another month.
fn leave(person: &Person) -> Option<(String, String)> {
    let first = day(2017, 8, 1 + u32::try_from(dice(&format!("{} leave", person.id), 15)).unwrap_or_default());
    (person.appointed.year() < 2017 && dice(&format!("{} away", person.id), 3) > 0)
        .then(|| (first.to_string(), later(first, 11).to_string()))
}

/// A day as it is written.
pub(crate) fn text(date: NaiveDate) -> String {
    date.to_string()
}

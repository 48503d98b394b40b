//! The audits of the programme, from December 2016 on: every month's number, by those who may, filed and reported.

use chrono::NaiveDate;

use super::cases::{Case, Cases};
use super::days::{day, last_working_day, working_days_after, working_from};
use super::dice::{dice, dice_of, place};
use super::people::{AREAS, People, Person, text};
use super::tables::Tables;

/// The last day that the records tell of.
pub(crate) fn last_day() -> NaiveDate {
    day(2017, 12, 31)
}

/// The months with case file audits, and whether early help audits its own area in them.
const MONTHS: [(i32, u32, bool); 11] = [
    (2016, 12, true),
    (2017, 1, true),
    (2017, 2, false),
    (2017, 3, false),
    (2017, 5, true),
    (2017, 6, false),
    (2017, 7, true),
    (2017, 9, true),
    (2017, 10, false),
    (2017, 11, false),
    (2017, 12, true),
];

/// Makes the audits of the programme.
pub(crate) fn write(tables: &mut Tables, people: &People, cases: &Cases, prefix: &str) {
    let mut audits = Audits { tables, people, prefix };
    audits.early_help(&cases.early_help);
    audits.social_care(&cases.social_care);
    audits.deep_dives("early-help-deep-dives", "EHD", &cases.early_help, 200);
    audits.deep_dives("social-care-deep-dives", "SCD", &cases.social_care, 300);
}

struct Audits<'a> {
    tables: &'a mut Tables,
    people: &'a People,
    prefix: &'a str,
}

/// One audit in the making.
struct Audit<'a> {
    id: String,
    rule: &'static str,
    case: &'a Case,
    auditor: &'a str,
    basis: &'static str,
    month: (i32, u32),
}

impl Audits<'_> {
    fn early_help(&mut self, cases: &[Case]) {
        let mut used = Vec::new();
        for (year, month, own) in MONTHS {
            let managers = self.managers(year, month);
            self.run("early-help-case-files", "EH", (year, month), 480, 14);
            for (number, manager) in managers.iter().flat_map(|manager| [manager, manager]).enumerate() {
                let fits = |case: &&Case| {
                    case.closed.is_none() && !used.contains(&case.id) && (case.group == manager.area) == own
                };
                let open: Vec<&Case> = cases.iter().filter(fits).collect();
                let id = format!("{}EH-{year}-{month:02}-{:02}", self.prefix, number + 1);
                let Some(case) = open.get(place(&id, open.len())) else { continue };
                used.push(case.id.clone());
                let basis = if own { "own" } else { "peer" };
                let rule = "early-help-case-files";
                self.audit(&Audit { id, rule, case, auditor: &manager.id, basis, month: (year, month) });
            }
        }
    }

    /// The seven who hold the post from the first to the last day of a month.
    fn managers(&self, year: i32, month: u32) -> Vec<Person> {
        let (first, last) = (day(year, month, 1), last_working_day(year, month));
        let all = self.people.in_post("early-help-team-manager").into_iter();
        all.filter(|one| People::holds(one, first) && People::holds(one, last)).cloned().collect()
    }

    fn social_care(&mut self, cases: &[Case]) {
        let posts = [
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
        ];
        let auditors: Vec<Person> = posts.into_iter().flat_map(|post| self.people.in_post(post)).cloned().collect();
        let mut next = 0;
        for (round, (year, month, _)) in MONTHS.into_iter().enumerate() {
            self.run("social-care-case-files", "SC", (year, month), 390, 25);
            for number in 0..25 {
                let Some(case) = cases.get(round * 25 + number) else { continue };
                // Whoever manages the case passes it on to the next in the row.
                while auditors.get(next % auditors.len()).is_some_and(|auditor| auditor.id == case.manager) {
                    next += 1;
                }
                let Some(auditor) = auditors.get(next % auditors.len()) else { continue };
                next += 1;
                let id = format!("{}SC-{year}-{month:02}-{:02}", self.prefix, number + 1);
                let rule = "social-care-case-files";
                self.audit(&Audit { id, rule, case, auditor: &auditor.id, basis: "", month: (year, month) });
            }
        }
    }

    fn deep_dives(&mut self, rule: &'static str, short: &str, cases: &[Case], from: usize) {
        let posts = ["senior-qa-manager", "reviewing-officer", "designated-officer"];
        let auditors: Vec<Person> = posts.into_iter().flat_map(|post| self.people.in_post(post)).cloned().collect();
        for (round, month) in [4, 8].into_iter().enumerate() {
            for number in 0..10 {
                let Some(case) = cases.get(from + round * 10 + number) else { continue };
                let id = format!("{}{short}-2017-{month:02}-{:02}", self.prefix, number + 1);
                let Some(auditor) = auditors.get(place(&id, auditors.len())) else { continue };
                self.audit(&Audit {
                    id: id.clone(),
                    rule,
                    case,
                    auditor: &auditor.id,
                    basis: "",
                    month: (2017, month),
                });
                self.reported(&id);
            }
        }
    }

    /// The report of a deep dive.
    fn reported(&mut self, audit: &str) {
        let completed: NaiveDate = self.tables.get("qa_audit", audit, "completed_on").parse().unwrap_or_default();
        let issued = working_days_after(completed, 8 + dice_of(&format!("{audit} report"), 11));
        let author = self.people.id("senior-qa-manager");
        let id = format!("{audit}-report");
        let reader = "directorate-management-team";
        let cells = [&id, "deep-dive-report", "", audit, &author, reader, "", &text(issued)];
        self.tables.add("qa_report", cells);
    }

    /// The draw of a month's cases.
    fn run(&mut self, rule: &str, short: &str, month: (i32, u32), found: u32, drawn: u32) {
        let (year, month) = month;
        let first = working_from(day(year, month, 1));
        let id = format!("{}{short}-{year}-{month:02}", self.prefix);
        let (on, found, drawn) = (text(first), found.to_string(), drawn.to_string());
        let cells = [&id, rule, &on, &on, &on, &format!("seed-{id}"), &found, &drawn, "public"];
        self.tables.add("qa_sample_run", cells);
    }

    fn audit(&mut self, audit: &Audit<'_>) {
        let (year, month) = audit.month;
        let id = &audit.id;
        let opened = working_from(day(year, month, 1));
        let due = last_working_day(year, month);
        let done = working_days_after(opened, 4 + dice_of(&format!("{id} done"), 14)).min(due);
        let filed = known(working_days_after(done, 1 + dice_of(&format!("{id} filed"), 5)));
        let deep = audit.rule.ends_with("deep-dives");
        let (report, plan) = if deep {
            (String::new(), known(working_days_after(done, 10 + dice_of(&format!("{id} plan"), 10))))
        } else {
            (known(working_days_after(due, 2 + dice_of(&format!("{year} {month} report"), 7))), String::new())
        };
        let early_help = AREAS.contains(&audit.case.group);
        // Each authority has areas and teams of its own.
        let group = format!("{}{}", self.prefix, audit.case.group);
        let (area, team) = if early_help { (group.as_str(), "") } else { ("", group.as_str()) };
        let run = if deep { String::new() } else { id.chars().take(id.len() - 3).collect() };
        let (opened, due, done) = (text(opened), text(due), text(done));
        self.tables.add(
            "qa_audit",
            [
                id.as_str(),
                audit.rule,
                &run,
                &audit.case.id,
                team,
                area,
                audit.auditor,
                audit.basis,
                &opened,
                &due,
                &done,
                grade(id, month),
                "October 2016",
                &filed,
                &report,
                &plan,
                "",
                "",
                "",
            ],
        );
        self.answers(id, &done);
    }

    /// The answers of the audit tool, and what has to be put right.
    fn answers(&mut self, audit: &str, done: &str) {
        let answers = ["yes", "yes", "yes", "partly", "no"];
        let criteria = ["well-planned", "actions-done", "manager-oversight", "needs-met"];
        for (number, criterion) in criteria.into_iter().enumerate() {
            let id = format!("{audit}-{}", number + 1);
            let answer = answers.get(place(&id, answers.len())).copied().unwrap_or_default();
            self.tables.add("qa_audit_item", [&id, audit, criterion, answer, ""]);
        }
        if dice(&format!("{audit} action"), 4) == 0 {
            let id = format!("{audit}-action");
            let owner = self.people.id("service-leader");
            let done: NaiveDate = done.parse().unwrap_or_default();
            let due = working_days_after(done, 20);
            let closed = known(working_days_after(done, 5 + dice_of(&id, 14)));
            self.tables.add("qa_action", [&id, audit, &owner, &text(due), &closed]);
        }
    }
}

/// A day, where the records tell of it already.
pub(crate) fn known(date: NaiveDate) -> String {
    if date <= last_day() { text(date) } else { String::new() }
}

/// What the whole file was graded. Files fall short in the second and the fourth quarter only, and then one in nine, so
/// that no theme comes up by chance.
fn grade(audit: &str, month: u32) -> &'static str {
    let weak_quarter = matches!(month, 4..=6 | 10..=12);
    match dice(&format!("{audit} grade"), 9) {
        0 if weak_quarter => "requires-improvement",
        0 | 1 => "outstanding",
        _ => "good",
    }
}

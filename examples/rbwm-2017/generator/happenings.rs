//! What happens, and what has to follow it: reviews, conferences, concerns, disputes, complaints, closures, and the
//! rhythms that are each person's own.

use chrono::{Datelike, NaiveDate};

use super::audits::{known, last_day};
use super::cases::{Case, Cases, child};
use super::days::{
    day, last_working_day, later, sooner, working_days_after, working_days_before, working_from, working_until,
};
use super::dice::{dice, dice_of, place};
use super::people::{People, TEAMS, text};
use super::tables::Tables;

/// Makes what happens in the year.
pub(crate) fn write(tables: &mut Tables, people: &People, cases: &Cases, prefix: &str) {
    let mut happenings = Happenings { tables, people, prefix };
    happenings.reviews(&cases.social_care);
    happenings.conferences(&cases.social_care);
    happenings.concerns(cases);
    happenings.disputes(&cases.social_care);
    happenings.closures(&cases.social_care);
    happenings.complaints();
    happenings.education();
    happenings.serious_cases();
    happenings.carers();
    happenings.starters();
    happenings.staff();
}

struct Happenings<'a> {
    tables: &'a mut Tables,
    people: &'a People,
    prefix: &'a str,
}

/// The day that is so many working days behind, at random within a limit.
fn within(from: NaiveDate, about: &str, most: u32) -> NaiveDate {
    working_days_after(from, dice_of(about, most + 1))
}

impl Happenings<'_> {
    fn duty(&mut self, rule: &str, about: &str, doer: &str, done: NaiveDate) {
        let id = format!("{about}:{rule}");
        self.tables.add("qa_duty", [&id, rule, "", about, doer, &known(done), ""]);
    }

    fn notices(&mut self, rule: &str, about: &str, sender: &str, recipients: &[&str], sent: NaiveDate) {
        for recipient in recipients {
            let id = format!("{about}:{rule}:{recipient}");
            self.tables.add("qa_notice", [&id, rule, "", about, sender, recipient, &known(sent)]);
        }
    }

    fn feedback(&mut self, rule: &str, about: &str, asker: &str, respondents: &[&str], asked: NaiveDate) {
        for respondent in respondents {
            let id = format!("{about}:{rule}:{respondent}");
            let received = if dice(&id, 3) == 0 { known(working_days_after(asked, 6)) } else { String::new() };
            self.tables.add("qa_feedback", [&id, rule, "", about, asker, respondent, &known(asked), &received]);
        }
    }

    /// Ten reviews of children in care a month.
    fn reviews(&mut self, cases: &[Case]) {
        let officers = self.people.in_post("reviewing-officer");
        let officers: Vec<String> = officers.into_iter().map(|one| one.id.clone()).collect();
        let looked_after: Vec<&Case> =
            cases.iter().filter(|case| case.closed.is_none() && case.group == "children-in-care").collect();
        for number in 0..120_usize {
            let id = format!("{}RV{:03}", self.prefix, number + 1);
            let Some(case) = looked_after.get(number % looked_after.len()) else { continue };
            let officer = officers.get(place(&id, officers.len())).cloned().unwrap_or_default();
            let month = u32::try_from(number / 10).unwrap_or_default() + 1;
            let held = working_days_after(day(2017, month, 1), 1 + dice_of(&format!("{id} day"), 17));
            let held = held.min(working_days_before(last_working_day(2017, month), 1));
            self.review(&id, case, &officer, held);
        }
    }

    fn review(&mut self, id: &str, case: &Case, officer: &str, held: NaiveDate) {
        let arranged = working_days_before(held, 15);
        let age = 1 + dice(&format!("{} years", case.child), 16);
        let absent = age >= 4 && dice(&format!("{id} absent"), 6) == 0;
        let took_part = if absent { "absent" } else { "present" };
        let due = working_days_after(held, dice_of(&format!("{id} due"), 8));
        let (arranged_on, held_on) = (text(arranged), text(held));
        let cells =
            [id, &case.child, &age.to_string(), case.group, officer, &arranged_on, &text(due), &held_on, took_part];
        self.tables.add("ssd_cla_reviews", cells);
        let form = format!("{id}-form");
        let completed = known(within(held, &form, 5));
        let shared = known(working_days_after(held, 6 + dice_of(&format!("{form} shared"), 5)));
        self.tables.add("qa_review_form", [&form, id, officer, &completed, &shared]);
        let everybody = ["child", "parent-or-carer"];
        self.feedback("after-review", id, officer, &everybody, within(held, &format!("{id} after"), 10));
        let soon = working_days_after(arranged, 1 + dice_of(&format!("{id} leaflet"), 8));
        self.duty("review-leaflets", id, officer, soon);
        if age >= 4 {
            self.duty("invite-to-review", id, officer, soon);
        }
        if absent {
            self.feedback("review-from-afar", id, officer, &["child"], held);
        }
    }

    /// Three meetings a month; brothers and sisters share one.
    fn conferences(&mut self, cases: &[Case]) {
        let officers = self.people.in_post("reviewing-officer");
        let officers: Vec<String> = officers.into_iter().map(|one| one.id.clone()).collect();
        let cases: Vec<&Case> =
            cases.iter().filter(|case| case.closed.is_none() && case.group.starts_with("safeguarding")).collect();
        let mut number = 0;
        for meeting in 0..36_usize {
            let id = format!("{}CM{:02}", self.prefix, meeting + 1);
            let month = u32::try_from(meeting / 3).unwrap_or_default() + 1;
            let held = working_days_after(day(2017, month, 1), 2 + dice_of(&format!("{id} day"), 14));
            let chair = officers.get(place(&id, officers.len())).cloned().unwrap_or_default();
            let initial = meeting % 3 != 2;
            for _ in 0..=dice(&format!("{id} children"), 3) {
                number += 1;
                let Some(case) = cases.get(number % cases.len()) else { continue };
                self.conference(&format!("{}CF{number:03}", self.prefix), &id, case, (&chair, initial), held);
            }
        }
    }

    fn conference(&mut self, id: &str, meeting: &str, case: &Case, how: (&str, bool), held: NaiveDate) {
        let (chair, initial) = how;
        let decided = working_days_before(held, 12);
        let kind = if initial { "initial" } else { "review" };
        let decided_on = if initial { text(decided) } else { String::new() };
        let target = text(working_days_after(held, 2));
        let cells = [id, meeting, &case.child, kind, &decided_on, &target, &text(held), chair];
        self.tables.add("ssd_initial_cp_conference", cells);
        if initial {
            let began = text(held);
            self.tables.add("ssd_cp_plans", [&format!("{id}-plan"), &case.child, id, &began, ""]);
            let soon = working_days_after(decided, 1 + dice_of(&format!("{id} soon"), 8));
            self.duty("meeting-before-conference", id, chair, soon);
            self.duty("conference-leaflets", id, &case.holder, soon);
        }
        self.duty("speak-for-the-child", id, &case.holder, held);
        let quality = self.people.id("senior-qa-manager");
        let families = ["child", "parent-or-carer"];
        let asked = |what: &str, most| within(held, &format!("{id} {what}"), most);
        self.feedback("social-workers-on-chairing", id, &quality, &["social-worker"], asked("chairing", 5));
        self.feedback("families-on-conference", id, &case.holder, &families, asked("families", 5));
        self.feedback("after-conference", id, chair, &families, asked("after", 10));
    }

    /// Worries that came up in audits, and alerts of Reviewing Officers.
    fn concerns(&mut self, all: &Cases) {
        let cases = &all.social_care;
        let officer = self.people.id("reviewing-officer");
        for (month, number) in [(2, 9), (6, 2), (10, 5)] {
            let audit = format!("{}EH-2017-{month:02}-{number:02}", self.prefix);
            let done: NaiveDate = self.tables.get("qa_audit", &audit, "completed_on").parse().unwrap_or_default();
            self.worry(&all.early_help, &audit, working_days_before(done, 2));
        }
        for month in [1, 2, 3, 5, 6, 7, 9, 10, 11, 12] {
            for number in [3, 17] {
                let audit = format!("{}SC-2017-{month:02}-{number:02}", self.prefix);
                let done: NaiveDate = self.tables.get("qa_audit", &audit, "completed_on").parse().unwrap_or_default();
                self.worry(cases, &audit, working_days_before(done, 2));
            }
        }
        for number in 0..8_u32 {
            let practice = number % 2 == 0;
            let id = format!("{}AL{:02}", self.prefix, number + 1);
            let raised = working_days_after(day(2017, 1 + number, 1), 3 + dice_of(&id, 12));
            let Some(case) = cases.get(place(&format!("{id} case"), 300)) else { continue };
            let kind = if practice { "practice" } else { "management" };
            self.tables.add("qa_concern", [&id, &case.child, kind, &officer, &text(raised), "", &text(raised)]);
            let (rule, tell, doer) = if practice {
                ("practice-alert/manager-alerted", "case-holder-manager", case.manager.clone())
            } else {
                ("management-alert/head-alerted-at-once", "head-for-the-case", self.people.id("head-of-safeguarding"))
            };
            self.notices(rule, &id, &officer, &[tell], raised);
            self.duty(&format!("{rule}/act"), &id, &doer, working_days_after(raised, 1));
        }
    }

    /// A worry in an audit: those who hold the case are told on the day, and answer on the next.
    fn worry(&mut self, cases: &[Case], audit: &str, raised: NaiveDate) {
        let id = format!("{audit}-worry");
        let case = self.tables.get("qa_audit", audit, "case_id");
        let auditor = self.tables.get("qa_audit", audit, "auditor_id");
        let Some(case) = cases.iter().find(|one| one.id == case) else { return };
        let on = text(raised);
        let answered = working_days_after(raised, 1);
        self.tables.add("qa_concern", [&id, &case.child, "social care", &auditor, &on, audit, &text(answered)]);
        let rule = "child-safety-concern/told-at-once";
        self.notices(rule, &id, &auditor, &["case-holder", "case-holder-manager"], raised);
        self.duty(&format!("{rule}/act"), &id, &case.holder, answered);
    }

    /// Disputes over care plans: each is settled by the team.
    fn disputes(&mut self, cases: &[Case]) {
        let officer = self.people.id("reviewing-officer");
        for number in 0..10_u32 {
            let id = format!("{}DP{:02}", self.prefix, number + 1);
            let opened = working_days_after(day(2017, 1 + number, 1), 2 + dice_of(&id, 12));
            let closed = working_days_after(opened, 7);
            let Some(case) = cases.get(place(&format!("{id} case"), 300)) else { continue };
            self.tables.add("qa_dispute", [&id, &case.child, &text(opened), &text(closed)]);
            let rule = "care-plan-dispute/with-the-team";
            let told = within(opened, &format!("{id} told"), 4);
            self.notices(rule, &id, &officer, &["case-holder", "case-holder-manager"], told);
            self.duty(&format!("{rule}/act"), &id, &case.manager, working_days_after(opened, 6));
            self.duty("learn-from-disputes", &id, &case.manager, within(closed, &format!("{id} learnt"), 15));
        }
    }

    /// When a case closes, its manager audits the whole of it.
    fn closures(&mut self, cases: &[Case]) {
        for case in cases {
            let Some(closed) = case.closed else { continue };
            let id = format!("{}-closure", case.id);
            let done = working_days_after(closed, 2 + dice_of(&id, 8));
            let (opened, due, done) = (text(closed), text(working_days_after(closed, 10)), known(done));
            self.tables.add(
                "qa_audit",
                [
                    id.as_str(),
                    "closure-audit",
                    "",
                    &case.id,
                    case.group,
                    "",
                    &case.manager,
                    "",
                    &opened,
                    &due,
                    &done,
                    "good",
                    "October 2016",
                    &done,
                    "",
                    "",
                    "",
                    "",
                    "",
                ],
            );
        }
    }

    /// Four complaints or compliments a month.
    fn complaints(&mut self) {
        let officer = self.people.id("complaints-officer");
        for number in 0..48_usize {
            let id = format!("{}CO{:02}", self.prefix, number + 1);
            let month = u32::try_from(number / 4).unwrap_or_default() + 1;
            let received = working_days_after(day(2017, month, 1), 1 + dice_of(&format!("{id} day"), 10));
            let kind = if number % 4 == 0 { "compliment" } else { "complaint" };
            let team = TEAMS.get(place(&format!("{id} team"), TEAMS.len())).copied().unwrap_or_default();
            let answered = known(working_days_after(received, 9));
            self.tables.add("qa_complaint", [&id, kind, team, &text(received), &answered]);
            let passed_on = within(received, &format!("{id} passed on"), 5);
            self.duty("complaint-issues", &id, &officer, passed_on);
        }
    }

    fn education(&mut self) {
        self.training();
        self.advice();
        self.files();
        let manager = self.people.id("cognition-manager");
        for number in 0..6_u32 {
            let id = format!("{}IV{:02}", self.prefix, number + 1);
            let began = working_from(day(2017, 1 + number, 9));
            let ended = working_from(later(began, 60));
            let school = format!("school-{:02}", 1 + dice(&id, 40));
            self.tables.add("qa_intervention", [&id, &school, "reading", &text(began), &text(ended)]);
            self.duty("intervention-tests", &id, &manager, ended);
        }
        let head = self.people.id("head-of-early-help");
        for (number, proposed) in [day(2017, 3, 1), day(2017, 9, 18)].into_iter().enumerate() {
            let id = format!("{}CH{:02}", self.prefix, number + 1);
            let decided = text(later(proposed, 70));
            self.tables.add("qa_change", [&id, "early-help", &text(proposed), &decided]);
            let asked = working_days_after(proposed, 5);
            self.feedback("consultation-on-change", &id, &head, &["child", "parent-or-carer"], asked);
        }
    }

    fn training(&mut self) {
        let (head, manager) = (self.people.id("head-of-education"), self.people.id("cognition-manager"));
        for number in 0..8_u32 {
            let id = format!("{}TR{:02}", self.prefix, number + 1);
            let ended = working_days_after(day(2017, 1 + number, 1), 4 + dice_of(&id, 12));
            self.tables.add("qa_training", [&id, "reading", "cognition-and-learning", &text(ended)]);
            self.feedback("training-evaluation", &id, &head, &["school-leader", "education-staff"], ended);
            self.feedback("training-impact", &id, &manager, &["school-leader"], working_days_after(ended, 20));
        }
    }

    /// Two pieces of statutory advice a month, each read by a fellow psychologist.
    fn advice(&mut self) {
        let fellows = self.people.in_post("educational-psychologist");
        let fellows: Vec<String> = fellows.into_iter().map(|one| one.id.clone()).collect();
        for number in 0..24_usize {
            let id = format!("{}AD{:02}", self.prefix, number + 1);
            let month = u32::try_from(number / 2).unwrap_or_default() + 1;
            let drafted = working_days_after(day(2017, month, 1), 1 + dice_of(&id, 14));
            let (Some(author), Some(reader)) =
                (fellows.get(number % fellows.len()), fellows.get((number + 1) % fellows.len()))
            else {
                continue;
            };
            let about = format!("{}KA{:02}", self.prefix, number + 1);
            child(self.tables, &about);
            let issued = known(working_days_after(drafted, 8));
            self.tables.add("qa_statutory_advice", [&id, &about, author, &text(drafted), &issued]);
            let done = working_days_after(drafted, 1 + dice_of(&format!("{id} read"), 5));
            self.other_audit((&id, "statutory-advice-review"), &format!("{id}-review"), reader, drafted, done);
        }
    }

    fn other_audit(&mut self, of: (&str, &str), id: &str, auditor: &str, opened: NaiveDate, done: NaiveDate) {
        let (case, rule) = of;
        let (opened, due, done) = (text(opened), text(working_days_after(opened, 5)), known(done));
        self.tables.add(
            "qa_audit",
            [id, rule, "", case, "", "", auditor, "", &opened, &due, &done, "", "", "", "", "", "", "", ""],
        );
    }

    /// Files of educational psychology: sixty families are surveyed, and open files looked at when a term ends.
    fn files(&mut self) {
        let fellows = self.people.in_post("educational-psychologist");
        let fellows: Vec<String> = fellows.into_iter().map(|one| one.id.clone()).collect();
        for number in 0..80_usize {
            let id = format!("{}PF{:03}", self.prefix, number + 1);
            let about = format!("{}KP{:03}", self.prefix, number + 1);
            child(self.tables, &about);
            let holder = fellows.get(number % fellows.len()).cloned().unwrap_or_default();
            let opened = working_from(later(day(2015, 9, 1), dice(&id, 400)));
            let seen = working_until(later(day(2016, 9, 1), dice(&format!("{id} seen"), 300)));
            let closed = if number >= 60 { known(day(2017, 8, 31)) } else { String::new() };
            let cells = [&id, &about, &holder, &text(opened), &text(seen), &closed];
            self.tables.add("qa_psychology_file", cells);
        }
        if self.prefix.is_empty() {
            self.end_of_terms(&fellows);
        }
    }

    fn end_of_terms(&mut self, fellows: &[String]) {
        for (term, last) in [day(2017, 3, 31), day(2017, 7, 21), day(2017, 12, 20)].into_iter().enumerate() {
            let case = format!("{}PF{:03}", self.prefix, term + 1);
            let auditor = fellows.get(term + 2).cloned().unwrap_or_default();
            let id = format!("{}FA-{}", self.prefix, term + 1);
            let reported = known(working_days_after(last, 5));
            let on = text(last);
            let rule = "end-of-term-file-audit";
            self.tables.add(
                "qa_audit",
                [
                    id.as_str(),
                    rule,
                    "",
                    &case,
                    "",
                    "",
                    &auditor,
                    "",
                    &on,
                    &on,
                    &on,
                    "",
                    "",
                    "",
                    &reported,
                    "",
                    "",
                    "",
                    "",
                ],
            );
        }
    }

    fn serious_cases(&mut self) {
        for (number, (started, concluded)) in [
            (day(2017, 1, 10), Some(day(2017, 6, 30))),
            (day(2017, 5, 8), Some(day(2017, 9, 29))),
            (day(2017, 9, 11), None),
        ]
        .into_iter()
        .enumerate()
        {
            let id = format!("{}SR{}", self.prefix, number + 1);
            let about = format!("{}K{:04}", self.prefix, number + 380);
            let ended = concluded.map(text).unwrap_or_default();
            self.tables.add("qa_serious_case_review", [&id, &about, &text(started), &ended]);
            let issued = text(working_days_after(started, 40));
            let report = format!("{id}-management-review");
            let reader = "case-review-subgroup";
            self.tables.add("qa_report", [&report, "management-review", "", &id, "", reader, "", &issued]);
            if let Some(concluded) = concluded {
                self.duty("serious-case-action-plan", &id, "", working_days_after(concluded, 30));
            }
        }
    }

    /// Foster carers, and the review that each has every year.
    fn carers(&mut self) {
        let officer = self.people.id("foster-carer-reviewing-officer");
        for number in 0..24_u32 {
            let id = format!("{}FC{:02}", self.prefix, number + 1);
            let approved =
                working_until(day(2010 + i32::try_from(number % 6).unwrap_or_default(), 1 + number % 12, 14));
            self.tables.add("qa_foster_carer", [&id, &text(approved), ""]);
            for year in [2016, 2017] {
                let anniversary = approved.with_year(year).unwrap_or(approved);
                let held = working_until(sooner(anniversary, 3 + dice(&format!("{id} {year}"), 15)));
                let review = format!("{id}-{year}");
                let cells = [&review, "foster-carer-reviews", "", &id, &officer, &text(held)];
                self.tables.add("qa_review", cells);
            }
        }
    }

    /// New starters meet the Director.
    fn starters(&mut self) {
        let director = self.people.id("director");
        let new: Vec<_> = self.people.0.iter().filter(|person| person.appointed.year() == 2017).cloned().collect();
        for person in new {
            let met = working_days_after(person.appointed, 10 + dice_of(&format!("{} met", person.id), 15));
            self.duty("welcome-new-starters", &person.id, &director, met);
        }
    }

    /// Supervision every month, an appraisal every year with a review at six months.
    fn staff(&mut self) {
        let people: Vec<_> = self.people.0.clone();
        for person in &people {
            if matches!(person.role, "social-worker" | "early-help-practitioner") {
                self.supervised(&person.id, &person.manager, person.appointed);
            }
            if matches!(person.role, "social-worker" | "early-help-practitioner" | "education-staff") {
                self.appraised(&person.id, &person.manager, person.appointed);
            }
        }
    }

    fn supervised(&mut self, id: &str, manager: &str, appointed: NaiveDate) {
        for (year, month) in [(2016, 11), (2016, 12)].into_iter().chain((1..=12).map(|month| (2017, month))) {
            let held = working_until(sooner(day(year, month, appointed.day()), 2));
            let supervision = format!("{id}-{year}-{month:02}");
            let on = text(held);
            self.tables.add("qa_supervision", [&supervision, id, manager, &on, &on]);
        }
    }

    fn appraised(&mut self, id: &str, manager: &str, appointed: NaiveDate) {
        let first = day(appointed.year(), appointed.month(), appointed.day());
        for half in 1..30_u32 {
            let months = chrono::Months::new(6 * half);
            let due = first.checked_add_months(months).unwrap_or(first);
            if due.year() < 2016 || sooner(due, 30) > last_day() {
                continue;
            }
            let kind = if half % 2 == 0 { "appraisal" } else { "review" };
            let held = working_until(sooner(due, 4 + dice(&format!("{id} {half}"), 12)));
            if held > last_day() {
                continue;
            }
            let key = format!("{id}-{kind}-{}", due.format("%Y-%m"));
            let on = text(held);
            self.tables.add("qa_appraisal", [&key, id, manager, kind, &on, &on, &on]);
        }
    }
}

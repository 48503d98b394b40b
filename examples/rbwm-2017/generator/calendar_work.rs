//! What falls by the calendar: meetings, reports, duties, feedback, observations. Every one of them is done in time.

use chrono::{NaiveDate, Weekday};

use super::days::{
    day, is_working, last_working_day, later, month_end, sooner, weekday_of_month, working_days_after,
    working_days_before, working_from, working_until,
};
use super::dice::dice_of;
use super::people::{People, text};
use super::tables::Tables;

/// One time that something falls due: a day inside its period, and the last day in time.
#[derive(Clone, Copy, Debug)]
struct Slot {
    inside: NaiveDate,
    opens: NaiveDate,
    due: NaiveDate,
}

impl Slot {
    /// A period that is to be done by its last working day.
    fn period(opens: NaiveDate, closes: NaiveDate) -> Self {
        Self { inside: later(opens, 9), opens, due: working_until(closes) }
    }

    /// Something on one day.
    fn on(date: NaiveDate) -> Self {
        Self { inside: date, opens: date, due: date }
    }

    /// The day it is done: up to five working days before the last.
    fn done(&self, about: &str) -> NaiveDate {
        let before = working_days_before(self.due, dice_of(&format!("{about} done"), 6));
        if before < self.opens { self.due } else { before }
    }
}

/// The three terms of 2017.
fn terms() -> Vec<Slot> {
    let terms = [((1, 4), (3, 31)), ((4, 18), (7, 21)), ((9, 4), (12, 20))];
    terms.map(|((m, d), (to_m, to_d))| Slot::period(day(2017, m, d), day(2017, to_m, to_d))).to_vec()
}

/// The four quarters that end in 2017, to be done in them.
fn quarters() -> Vec<Slot> {
    [1, 4, 7, 10].map(|month| Slot::period(day(2017, month, 1), month_end(2017, month + 2))).to_vec()
}

/// The last quarter of 2016 and the first three of 2017, each to be done by a day in the quarter after.
fn quarters_after(due: impl Fn(i32, u32) -> NaiveDate) -> Vec<Slot> {
    let quarters = [(2016, 10), (2017, 1), (2017, 4), (2017, 7)];
    let slot = |(year, month): (i32, u32)| {
        let inside = day(year, month, 20);
        let next = later(month_end(year, month + 2), 1);
        let (year, month) = if month == 10 { (year + 1, 1) } else { (year, month + 3) };
        Slot { inside, opens: next, due: due(year, month) }
    };
    quarters.map(slot).to_vec()
}

/// The days of a meeting, every two months.
fn sittings(first: u32, weekday: Weekday, place: u32) -> Vec<Slot> {
    (first..=12).step_by(2).map(|month| Slot::on(weekday_of_month(2017, month, weekday, place))).collect()
}

/// A month of the year.
fn month(month: u32) -> Vec<Slot> {
    vec![Slot::period(day(2017, month, 1), month_end(2017, month))]
}

/// Makes all that falls by the calendar.
pub(crate) fn write(tables: &mut Tables, people: &People, prefix: &str) {
    let mut work = Work { tables, people, prefix };
    work.meetings();
    work.reports();
    work.duties();
    work.gaps();
    work.feedback();
    work.observations();
}

struct Work<'a> {
    tables: &'a mut Tables,
    people: &'a People,
    prefix: &'a str,
}

impl Work<'_> {
    fn id(&self, rule: &str, number: usize, part: &str) -> String {
        let part = if part.is_empty() { String::new() } else { format!("-{part}") };
        format!("{}{rule}-{}{part}", self.prefix, number + 1)
    }

    fn meetings(&mut self) {
        let director = self.people.id("director");
        let attend = ["heads-of-service", "service-leader", "lead-member"];
        self.meeting("performance-meeting", &sittings(1, Weekday::Thu, 3), &director, &attend);
        let safeguarding = self.people.id("head-of-safeguarding");
        self.meeting("corporate-parenting-forum", &sittings(2, Weekday::Wed, 2), &safeguarding, &[]);
        let fostering = self.people.id("fostering-lead");
        self.meeting("foster-carer-forum", &sittings(1, Weekday::Wed, 5), &fostering, &[]);
        let forum: Vec<Slot> =
            [1, 4, 7, 10].map(|month| Slot::on(weekday_of_month(2017, month, Weekday::Tue, 2))).to_vec();
        self.meeting("staff-forum", &forum, &director, &[]);
    }

    fn meeting(&mut self, rule: &str, slots: &[Slot], chair: &str, parties: &[&str]) {
        for (number, slot) in slots.iter().enumerate() {
            let id = self.id(rule, number, "");
            let on = text(slot.due);
            self.tables.add("qa_meeting", [&id, rule, &on, &on, chair]);
            for party in parties {
                let attendance = format!("{id}-{party}");
                let attends = format!("{rule}/attend");
                self.tables.add("qa_attendance", [attendance.as_str(), &attends, &id, party, "", "", &on]);
            }
        }
    }

    fn report(&mut self, rule: &str, slots: &[Slot], author: &str, recipients: &[&str]) {
        let author = self.people.id(author);
        for (number, slot) in slots.iter().enumerate() {
            for recipient in recipients {
                let id = self.id(rule, number, if recipients.len() > 1 { recipient } else { "" });
                let issued = text(slot.done(&id));
                self.tables.add("qa_report", [&id, rule, &text(slot.inside), "", &author, recipient, "", &issued]);
            }
        }
    }

    fn reports(&mut self) {
        let dmt = ["directorate-management-team"];
        let forum = ["corporate-parenting-forum-members"];
        let fifteenth = |year, month| working_days_after(sooner(day(year, month, 1), 1), 15);
        self.report("conferences-and-reviews-report", &quarters_after(fifteenth), "senior-qa-manager", &dmt);
        let sittings = sittings(2, Weekday::Wed, 2);
        self.report("children-in-care-progress", &before(&sittings), "head-of-safeguarding", &forum);
        let halves = [day(2017, 4, 12), day(2017, 10, 11)].map(Slot::on);
        self.report("care-leavers-needs", &before(&halves), "head-of-safeguarding", &forum);
        let june = before(&[Slot::on(day(2017, 6, 14))]);
        self.report("adoption-annual-report", &june, "adoption-lead", &forum);
        self.report("fostering-annual-report", &june, "fostering-lead", &forum);
        self.report("reviewing-officers-annual-report", &june, "senior-qa-manager", &forum);
        self.report("corporate-parenting-annual-report", &month(7), "", &["council"]);
        self.report("member-agency-performance", &quarters_after(last_working_day), "", &["monitoring-subgroup"]);
        let taken = [(2016, 11, 19, 1), (2017, 2, 18, 5), (2017, 5, 20, 7), (2017, 8, 16, 11)];
        let taken = taken.map(|(year, inside, on, month)| {
            let due = day(2017, month, on);
            Slot { inside: day(year, inside, 15), opens: sooner(due, 9), due }
        });
        self.report("complaints-monitoring", &taken, "complaints-officer", &["performance-meeting-members"]);
        let readers = ["directorate-management-team", "lead-member", "scrutiny-panel"];
        self.report("complaints-annual-report", &month(6), "complaints-officer", &readers);
        let readers = ["director", "councillor"];
        self.report("standards-and-quality-report", &month(3), "education-improvement-adviser", &readers);
        self.report("school-improvement-self-evaluation", &month(7), "school-improvement-lead", &["director"]);
        let december = before(&[Slot::on(day(2017, 12, 13))]);
        self.report("virtual-school-annual-report", &december, "virtual-school-head", &forum);
        let readers = ["child", "parent-or-carer"];
        self.report("you-said-we-did", &quarters_after(last_working_day), "head-of-early-help", &readers);
    }

    fn duty(&mut self, rule: &str, slots: &[Slot], doer: &str) {
        let doer = self.people.id(doer);
        for (number, slot) in slots.iter().enumerate() {
            let id = self.id(rule, number, "");
            self.tables.add("qa_duty", [&id, rule, &text(slot.inside), "", &doer, &text(slot.done(&id)), ""]);
        }
    }

    fn duties(&mut self) {
        self.duty("themed-audit-plan", &month(2), "senior-qa-manager");
        self.duty("forward-plan", &before(&[Slot::on(day(2017, 4, 12))]), "");
        self.duty("celebration", &month(10), "");
        self.duty("psychologists-registered", &[Slot::on(day(2017, 9, 1))], "psychology-lead");
        self.duty("virtual-school-monitoring", &terms(), "virtual-school-head");
        let months: Vec<Slot> = (1..=12).flat_map(month).collect();
        self.duty("early-help-team-days", &months, "early-help-team-manager");
        self.duty("employer-health-check", &month(11), "principal-social-worker");
        self.duty("action-plans-followed", &quarters(), "senior-qa-manager");
        let dmt = "directorate-management-team";
        self.notice("employer-health-check/inform", &month(11), "principal-social-worker", dmt);
        self.notice("action-plans-followed/inform", &quarters(), "senior-qa-manager", dmt);
        let review = Slot { inside: day(2017, 9, 29), opens: day(2017, 9, 1), due: day(2017, 9, 29) };
        let id = format!("{}framework-review", self.prefix);
        let rule = "rbwm-childrens-services-2016/review";
        self.tables.add("qa_review", [&id, rule, "2017-09-29", "", "", &text(review.done(&id))]);
    }

    fn notice(&mut self, rule: &str, slots: &[Slot], sender: &str, recipient: &str) {
        let sender = self.people.id(sender);
        for (number, slot) in slots.iter().enumerate() {
            let id = self.id(rule, number, "");
            let sent = text(slot.done(&id));
            self.tables.add("qa_notice", [&id, rule, &text(slot.inside), "", &sender, recipient, &sent]);
        }
    }

    /// What the framework left open is settled by its day.
    fn gaps(&mut self) {
        let march = day(2017, 3, 31);
        let gaps = [
            ("forum-membership", march, "lead-member"),
            ("policy-editions", day(2017, 1, 31), "principal-social-worker"),
            ("panel-reports", march, "head-of-safeguarding"),
            ("early-years-visits", march, "school-improvement-lead"),
            ("plan-moderation", march, "virtual-school-head"),
            ("spending-audits", day(2017, 4, 28), "psychology-lead"),
            ("early-help-assessments", march, "head-of-early-help"),
            ("practice-standards", march, "principal-social-worker"),
            ("minutes-sample", day(2017, 1, 31), "senior-qa-manager"),
            ("auditor-shares", day(2017, 1, 31), "head-of-commissioning"),
            ("deep-dive-topics", day(2017, 2, 28), "senior-qa-manager"),
            ("hearing-kickback", march, "head-of-safeguarding"),
            ("approval-record", day(2017, 9, 29), ""),
        ];
        for (gap, due, owner) in gaps {
            let slot = Slot { inside: due, opens: sooner(due, 20), due };
            self.duty(&format!("{gap}/close"), &[slot], owner);
        }
    }

    fn asked(&mut self, rule: &str, slots: &[Slot], asker: &str, respondents: &[&str]) {
        let asker = self.people.id(asker);
        for (number, slot) in slots.iter().enumerate() {
            for respondent in respondents {
                let id = self.id(rule, number, if respondents.len() > 1 { respondent } else { "" });
                let asked = slot.done(&id);
                let received = text(working_days_after(asked, 3));
                let inside = text(slot.inside);
                self.tables.add("qa_feedback", [&id, rule, &inside, "", &asker, respondent, &text(asked), &received]);
            }
        }
    }

    fn feedback(&mut self) {
        let families = ["child", "parent-or-carer"];
        let halves = [Slot::period(day(2017, 1, 1), day(2017, 3, 31)), Slot::period(day(2017, 4, 1), day(2017, 9, 30))];
        self.asked("spot-surveys", &halves, "senior-qa-manager", &families);
        let groups = [month(6), month(12)].concat();
        self.asked("focus-groups", &groups, "director", &families);
        self.asked("school-survey", &month(5), "school-improvement-lead", &["school-leader", "school-governor"]);
        self.asked("early-help-sessions", &quarters(), "childrens-centre-manager", &families);
        self.asked("early-help-boards", &terms(), "head-of-early-help", &["advisory-boards", "youth-council"]);
        self.survey();
    }

    /// The two-yearly survey: sixty are asked while it is open.
    fn survey(&mut self) {
        let lead = self.people.id("psychology-lead");
        for number in 0..60 {
            let id = self.id("psychology-survey", number, "");
            let asked = text(working_days_after(day(2017, 10, 2), dice_of(&id, 10)));
            let about = format!("{}PF{:03}", self.prefix, number + 1);
            let of = if number % 3 == 0 { "child" } else { "parent-or-carer" };
            let cells = [&id, "psychology-survey", "2017-10-02", &about, &lead, of, &asked, ""];
            self.tables.add("qa_feedback", cells);
            let share = format!("{id}-share");
            let recipient = "head-of-education";
            let cells = [&share, "psychology-survey/share", "", &id, &lead, recipient, "2017-10-27"];
            self.tables.add("qa_notice", cells);
        }
    }

    fn observations(&mut self) {
        for (number, slot) in terms().iter().enumerate() {
            self.observation("education-observations", (number, ""), slot, "head-of-education", "lesson");
        }
        for (number, slot) in quarters().iter().enumerate() {
            for (part, post) in [("centre", "childrens-centre-manager"), ("youth", "youth-service-manager")] {
                self.observation("session-observations", (number, part), slot, post, "session");
            }
            for part in ["first", "second"] {
                self.observation("conference-observations", (number, part), slot, "senior-qa-manager", "conference");
            }
        }
    }

    fn observation(&mut self, rule: &str, number: (usize, &str), slot: &Slot, observer: &str, setting: &str) {
        let (number, part) = number;
        let id = self.id(rule, number, part);
        let seen = working_until(sooner(slot.due, u64::from(3 + dice_of(&id, 30))));
        let filed = working_days_after(seen, 1 + dice_of(&format!("{id} filed"), 4));
        let shared = working_days_after(seen, 2 + dice_of(&format!("{id} shared"), 7));
        let observer = self.people.id(observer);
        let occasion = format!("{id}-occasion");
        let (seen, filed, shared) = (text(seen), text(filed), text(shared));
        let shares = rule == "session-observations";
        let (filed, shared) = if shares { (filed, shared) } else { (String::new(), String::new()) };
        let cells = [&id, rule, &seen, &occasion, &observer, "", setting, &seen, &filed, &shared];
        self.tables.add("qa_observation", cells);
    }
}

/// Up to a week before each of these days.
fn before(slots: &[Slot]) -> Vec<Slot> {
    let one = |slot: &Slot| Slot { inside: slot.due, opens: working_from(sooner(slot.due, 7)), due: slot.due };
    debug_assert!(slots.iter().all(|slot| is_working(slot.due)));
    slots.iter().map(one).collect()
}

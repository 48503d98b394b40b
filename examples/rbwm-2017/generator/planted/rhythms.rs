//! Breaches of rhythms that are each person's own, of bounds that are crossed, and of who may look at what waits for an
//! event.

use chrono::{Datelike, NaiveDate};

use super::super::days::{day, later, working_days_after, working_until};
use super::Planting;

impl Planting<'_> {
    /// So many months after the day of 2017 on which somebody once started, and the last day in time for it.
    fn round(&self, who: &str, months: u32) -> (String, NaiveDate) {
        let appointed = self.day_in("ssd_professionals", who, "appointed_on");
        let falls = appointed.with_year(2017).and_then(|day| day.checked_add_months(chrono::Months::new(months)));
        let falls = falls.unwrap_or_default();
        (falls.to_string(), working_until(falls))
    }

    /// So manieth of those in a post, by id.
    fn person(&self, role: &str, number: usize) -> String {
        self.people.in_post(role).get(number).map_or_else(String::new, |person| person.id.clone())
    }

    /// The row of an appraisal or of the review between two.
    fn appraisal(&self, who: &str, kind: &str, falls: &str) -> String {
        let month: String = falls.chars().take(7).collect();
        format!("{who}-{kind}-{month}")
    }

    pub(super) fn appraisals(&mut self) {
        self.next("no appraisal", "a practitioner of early help is not appraised in the year");
        let who = self.person("early-help-practitioner", 2);
        let (falls, _) = self.round(&who, 0);
        self.tables.remove("qa_appraisal", &self.appraisal(&who, "appraisal", &falls));
        self.expect("5.5", "early-help-appraisal", (&falls, &who), "0 in time");

        self.next("appraisal late", "a social worker is appraised on the next working day after the last");
        let who = self.person("social-worker", 4);
        let (falls, due) = self.round(&who, 0);
        let late = working_days_after(due, 1).to_string();
        self.tables.set("qa_appraisal", &self.appraisal(&who, "appraisal", &falls), "held_on", &late);
        self.expect("6.5", "social-care-appraisal", (&falls, &who), "0 in time, 1 late");

        self.next("appraisal planned, not held", "a social worker's appraisal is planned and not held");
        let who = self.person("social-worker", 11);
        let (falls, _) = self.round(&who, 0);
        self.tables.set("qa_appraisal", &self.appraisal(&who, "appraisal", &falls), "held_on", "");
        self.expect("6.5", "social-care-appraisal", (&falls, &who), "0 in time");

        self.next("no review at six months", "nobody looks at the goals of somebody in Education half a year on");
        let who = self.person("education-staff", 1);
        let (falls, _) = self.round(&who, 6);
        let key = self.appraisal(&who, "review", &falls);
        self.tables.remove("qa_appraisal", &key);
        self.expect("4.3", "education-appraisal", (&falls, &who), "0 in time");
        self.expect("4.3", "portfolio-review", (&falls, &who), "0 in time");

        self.next("portfolio not seen", "an appraisal in Education is held without a look at the portfolio");
        let who = self.person("education-staff", 0);
        let (falls, _) = self.round(&who, 0);
        self.tables.set("qa_appraisal", &self.appraisal(&who, "appraisal", &falls), "portfolio_seen_on", "");
        self.expect("4.3", "portfolio-review", (&falls, &who), "0 in time");
    }

    /// The supervision of a month: its row, the day of the rhythm and the last day in time.
    fn supervised_in(&self, who: &str, month: u32) -> (String, String, NaiveDate) {
        let appointed = self.day_in("ssd_professionals", who, "appointed_on");
        let falls = day(2017, month, appointed.day());
        (format!("{who}-2017-{month:02}"), falls.to_string(), working_until(falls))
    }

    pub(super) fn supervision(&mut self) {
        self.next("no supervision", "a practitioner of early help has no supervision in March");
        let who = self.person("early-help-practitioner", 5);
        let (key, falls, _) = self.supervised_in(&who, 3);
        self.tables.remove("qa_supervision", &key);
        self.expect("5.2", "early-help-supervision", (&falls, &who), "0 in time");

        self.next("supervision late", "a social worker is supervised three working days late in July");
        let who = self.person("social-worker", 8);
        let (key, falls, due) = self.supervised_in(&who, 7);
        self.tables.set("qa_supervision", &key, "held_on", &working_days_after(due, 3).to_string());
        self.expect("6.5", "social-care-supervision", (&falls, &who), "0 in time, 1 late");

        self.next("no supervision", "a social worker is not supervised for two months running");
        let who = self.person("social-worker", 15);
        for month in [10, 11] {
            let (key, falls, _) = self.supervised_in(&who, month);
            self.tables.set("qa_supervision", &key, "held_on", "");
            self.expect("6.5", "social-care-supervision", (&falls, &who), "0 in time");
        }
    }

    pub(super) fn carer_reviews(&mut self) {
        let rule = "foster-carer-reviews";
        self.next("no review", "a foster carer is not reviewed in the year");
        self.tables.remove("qa_review", "FC05-2017");
        let falls = |approved: NaiveDate| approved.with_year(2017).unwrap_or_default();
        let due = falls(day(2010, 5, 14));
        self.expect("6.28", rule, (&due.to_string(), "FC05"), "0 in time");

        self.next("review late", "the review of a foster carer is held nine days after the year is over");
        let due = falls(day(2012, 9, 14));
        self.tables.set("qa_review", "FC09-2017", "period_on", &due.to_string());
        self.tables.set("qa_review", "FC09-2017", "held_on", &later(due, 9).to_string());
        self.expect("6.28", rule, (&due.to_string(), "FC09"), "0 in time, 1 late");

        // Who has given up is reviewed no more, which breaks no rule.
        self.tables.set("qa_foster_carer", "FC20", "ended_on", "2017-06-30");
        self.tables.remove("qa_review", "FC20-2017");
    }

    /// Grades all audits of a rule and group that were due in these months.
    fn grade(&mut self, rule: &str, (column, group): (&str, &str), months: &[u32], grade: &str) {
        for key in self.tables.keys("qa_audit", &[("audit", rule), (column, group)]) {
            let due = self.day_in("qa_audit", &key, "due_on");
            if due.year() == 2017 && months.contains(&due.month()) {
                self.tables.set("qa_audit", &key, "overall", grade);
            }
        }
    }

    /// Tells somebody of a bound that was crossed.
    fn tell_of(&mut self, rule: &str, (period, group): (&str, &str), party: &str, sent: &str) {
        let (id, sender) = (format!("{rule}:{group}:{period}"), self.people.id("senior-qa-manager"));
        self.tables.add("qa_notice", [id.as_str(), rule, period, group, &sender, party, sent]);
    }

    pub(super) fn bounds(&mut self) {
        let (files, theme) = ("early-help-case-files", "early-help-theme/tell");
        let team = "directorate-management-team";
        self.next(
            "nobody told of a theme",
            "two weak quarters in the parenting team, and nobody tells the Directorate",
        );
        self.grade(files, ("area", "parenting-team"), &[1, 2, 3, 5, 6], "inadequate");
        self.grade(files, ("area", "parenting-team"), &[10, 11, 12], "good");
        self.expect("5.5", theme, ("2017/18-Q1", &format!("parenting-team: {team}")), "not done");

        // Told in time, which breaks no rule.
        let area = "intensive-family-support";
        self.grade(files, ("area", area), &[5, 6, 7, 9], "requires-improvement");
        self.grade(files, ("area", area), &[10, 11, 12], "good");
        self.tell_of(theme, ("2017-09-30", area), team, "2017-10-10");

        let theme = "social-care-theme/tell";
        self.next("told late of a theme", "the Directorate hears of two weak quarters a week late");
        self.grade("social-care-case-files", ("team", "leaving-care"), &[5, 6, 7, 9], "requires-improvement");
        self.grade("social-care-case-files", ("team", "leaving-care"), &[10, 11, 12], "good");
        self.tell_of(theme, ("2017-09-30", "leaving-care"), team, "2017-10-20");
        let subject = format!("leaving-care: {team}");
        self.expect("6.5", theme, ("2017/18-Q2", &subject), "done late, on 2017-10-20");

        self.next("nobody told", "a manager's audits fall short in May and June, and the Head of Service is not told");
        let audit = "EH-2017-06-09";
        let who = self.auditor(audit);
        self.tables.set("qa_audit", audit, "completed_on", "2017-07-03");
        self.tables.set("qa_audit", audit, "filed_on", "2017-07-05");
        self.expect("5.9", files, ("2017-06", ""), &format!("{} in time, 1 late", self.all(13, 14)));
        self.expect("5.9", "early-help-case-files/quota", ("2017-06", &who), "1 in time, 1 late");
        let subject = format!("{who}: head-of-early-help");
        self.expect("5.9", "early-help-manager-short/tell", ("2017-06", &subject), "not done");

        // The number is what the records hold now: it is owed, and no breach yet.
        let psychologist = self.person("educational-psychologist", 1);
        self.tables.set("ssd_professionals", &psychologist, "prof_social_worker_registration_no", "");
    }

    pub(super) fn readers_of_advice(&mut self) {
        self.next("not independent", "a psychologist reads advice that is the reader's own");
        let who = self.tables.get("qa_statutory_advice", "AD09", "author_id");
        self.tables.set("qa_audit", "AD09-review", "auditor_id", &who);
        let read = self.tables.keys("qa_audit", &[("auditor_id", &who), ("audit", "statutory-advice-review")]);
        let done = read.iter().filter(|key| !self.tables.get("qa_audit", key, "completed_on").is_empty()).count();
        let found = format!("{} of {done}", done - 1);
        self.expect("4.4", "statutory-advice-review/independence", ("", &who), &found);
    }
}

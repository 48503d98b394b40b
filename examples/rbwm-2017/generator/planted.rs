//! The breaches that are planted, one by one: what was done to the records, and every answer that has to follow from it.

mod rhythms;

use std::error::Error;
use std::path::Path;

use chrono::NaiveDate;

use super::days::{later, working_days_after};
use super::people::People;
use super::tables::Tables;

/// One answer that a planted breach has to bring forth.
struct Expected {
    number: usize,
    kind: &'static str,
    what: String,
    clause: &'static str,
    query: String,
    period: String,
    subject: String,
    found: String,
}

/// The records while breaches are planted in them.
pub(crate) struct Planting<'a> {
    tables: &'a mut Tables,
    people: &'a People,
    /// How many other authorities there are, in which every rule is kept.
    others: usize,
    expected: Vec<Expected>,
    number: usize,
    kind: &'static str,
    what: String,
}

/// Plants them all, and writes the list of them.
pub(crate) fn plant(tables: &mut Tables, people: &People, scale: usize, list: &Path) -> Result<(), Box<dyn Error>> {
    let (expected, what) = (Vec::new(), String::new());
    let mut planting = Planting { tables, people, others: scale - 1, expected, number: 0, kind: "", what };
    planting.meetings();
    planting.reports();
    planting.duties();
    planting.feedback();
    planting.observations();
    planting.reviews();
    planting.conferences();
    planting.happenings();
    planting.concerns();
    planting.alerts_and_disputes();
    planting.numbers_of_audits();
    planting.who_audits();
    planting.what_follows_audits();
    planting.other_audits();
    planting.appraisals();
    planting.supervision();
    planting.carer_reviews();
    planting.bounds();
    planting.readers_of_advice();
    planting.list(list)
}

impl Planting<'_> {
    /// Begins the next breach.
    fn next(&mut self, kind: &'static str, what: impl Into<String>) {
        self.number += 1;
        self.kind = kind;
        self.what = what.into();
    }

    /// An answer that has to follow from it.
    fn expect(&mut self, clause: &'static str, query: &str, (period, subject): (&str, &str), found: &str) {
        self.expected.push(Expected {
            number: self.number,
            kind: self.kind,
            what: self.what.clone(),
            clause,
            query: query.to_owned(),
            period: period.to_owned(),
            subject: subject.to_owned(),
            found: found.to_owned(),
        });
    }

    /// So many of this authority, with those of the others.
    fn all(&self, own: usize, each: usize) -> usize {
        own + self.others * each
    }

    fn list(self, path: &Path) -> Result<(), Box<dyn Error>> {
        let mut file = csv::Writer::from_path(path)?;
        file.write_record(["number", "kind", "what", "clause", "query", "period", "subject", "answer", "found"])?;
        for one in self.expected {
            let number = one.number.to_string();
            file.write_record([
                number.as_str(),
                one.kind,
                &one.what,
                one.clause,
                &one.query,
                &one.period,
                &one.subject,
                "breach",
                &one.found,
            ])?;
        }
        Ok(file.flush()?)
    }

    fn day_in(&self, table: &str, key: &str, column: &str) -> NaiveDate {
        self.tables.get(table, key, column).parse().unwrap_or_default()
    }

    /// Takes out everything of a table that is about one thing and one rule.
    fn take_out(&mut self, table: &str, about: &str, rule: &str) {
        let column = if table == "qa_observation" { "occasion_id" } else { "about_id" };
        for key in self.tables.keys(table, &[(column, about), ("rule", rule)]) {
            self.tables.remove(table, &key);
        }
    }

    /// Moves everything of a table that is about one thing and one rule to another day.
    fn put_off(&mut self, table: &str, (about, rule): (&str, &str), column: &str, to: NaiveDate) {
        for key in self.tables.keys(table, &[("about_id", about), ("rule", rule)]) {
            self.tables.set(table, &key, column, &to.to_string());
        }
    }

    fn meetings(&mut self) {
        self.next("meeting not held", "the Performance Meeting of July is called for and not held");
        self.tables.set("qa_meeting", "performance-meeting-4", "held_on", "");
        for key in self.tables.keys("qa_attendance", &[("meeting_id", "performance-meeting-4")]) {
            self.tables.remove("qa_attendance", &key);
        }
        self.expect("2.6", "performance-meeting", ("2017-07", ""), "0 in time");

        self.next("meeting late", "the Corporate Parenting Forum of October sits a week late");
        self.tables.set("qa_meeting", "corporate-parenting-forum-5", "held_on", "2017-10-18");
        self.expect("2.9", "corporate-parenting-forum", ("2017-10", ""), "0 in time, 1 late");

        self.next("meeting not held", "no row tells of the Foster Carer Forum of May");
        self.tables.remove("qa_meeting", "foster-carer-forum-3");
        self.expect("6.28", "foster-carer-forum", ("2017-05", ""), "0 in time");

        self.next("meeting not held", "the Staff Forum of July is not held");
        self.tables.set("qa_meeting", "staff-forum-3", "held_on", "");
        self.expect("3.4", "staff-forum", ("2017-18-Q2", ""), "0 in time");

        self.next("absent", "the Lead Member stays away from the Performance Meeting of March");
        self.tables.set("qa_attendance", "performance-meeting-2-lead-member", "attended_on", "");
        let subject = "performance-meeting-2: lead-member";
        self.expect("2.6", "performance-meeting/attend", ("", subject), "not done");

        self.next("absent", "no row tells of a Head of Service at the Performance Meeting of September");
        self.tables.remove("qa_attendance", "performance-meeting-5-heads-of-service");
        let subject = "performance-meeting-5: heads-of-service";
        self.expect("2.6", "performance-meeting/attend", ("", subject), "not done");
    }

    fn report_late(&mut self, key: &str, to: &str) {
        self.tables.set("qa_report", key, "issued_on", to);
    }

    fn reports(&mut self) {
        self.next("report late", "the report on conferences and reviews of April to June is issued a week late");
        self.report_late("conferences-and-reviews-report-3", "2017-07-28");
        self.expect("2.5", "conferences-and-reviews-report", ("2017-18-Q1", ""), "0 in time, 1 late");

        self.next("no report", "how agencies performed in July to September is not reported");
        self.tables.remove("qa_report", "member-agency-performance-4");
        self.expect("2.11", "member-agency-performance", ("2017-18-Q2", ""), "0 in time");

        self.next("report after its meeting", "the progress report of June reaches the Forum two days after it sat");
        self.report_late("children-in-care-progress-3", "2017-06-16");
        self.expect("2.8", "children-in-care-progress", ("2017-06", ""), "0 in time, 1 late");

        self.next("no report", "the Adoption Service's annual report is not issued");
        self.tables.set("qa_report", "adoption-annual-report-1", "issued_on", "");
        self.expect("2.8", "adoption-annual-report", ("2017", ""), "0 in time");

        self.next("report after its meeting", "the Fostering Service's annual report comes the day after the Forum");
        self.report_late("fostering-annual-report-1", "2017-06-15");
        self.expect("2.8", "fostering-annual-report", ("2017", ""), "0 in time, 1 late");

        self.next("report after its meeting", "complaints of January to March miss the Performance Meeting of May");
        self.report_late("complaints-monitoring-2", "2017-05-25");
        self.expect("3.3", "complaints-monitoring", ("2016-17-Q4", ""), "0 in time, 1 late");

        self.next("report late", "the annual complaints report goes to all three readers in July");
        for reader in ["directorate-management-team", "lead-member", "scrutiny-panel"] {
            self.report_late(&format!("complaints-annual-report-1-{reader}"), "2017-07-04");
        }
        self.expect("3.3", "complaints-annual-report", ("2017", ""), "0 in time, 3 late");

        self.next("report late", "families hear of the changes of April to June only in August");
        for reader in ["child", "parent-or-carer"] {
            self.report_late(&format!("you-said-we-did-3-{reader}"), "2017-08-02");
        }
        self.expect("5.13", "you-said-we-did", ("2017-18-Q1", ""), "0 in time, 2 late");

        self.next("no report", "there is no Standards and Quality of Education Report");
        for reader in ["director", "councillor"] {
            self.tables.remove("qa_report", &format!("standards-and-quality-report-1-{reader}"));
        }
        self.expect("4.4", "standards-and-quality-report", ("2017", ""), "0 in time");

        self.next("report after its meeting", "the Virtual School's annual report comes two days after the Forum");
        self.report_late("virtual-school-annual-report-1", "2017-12-15");
        self.expect("4.4", "virtual-school-annual-report", ("2017", ""), "0 in time, 1 late");

        self.next("report late", "the Forum's annual report reaches Council in August");
        self.report_late("corporate-parenting-annual-report-1", "2017-08-04");
        self.expect("2.8", "corporate-parenting-annual-report", ("2017", ""), "0 in time, 1 late");
    }

    fn duties(&mut self) {
        self.next("late", "the topics of the year's themed audits are put to the team in March");
        self.tables.set("qa_duty", "themed-audit-plan-1", "done_on", "2017-03-03");
        self.expect("2.5", "themed-audit-plan", ("2017", ""), "0 in time, 1 late");

        self.next("missing", "what children in care achieve is not celebrated");
        self.tables.remove("qa_duty", "celebration-1");
        self.expect("2.8", "celebration", ("2017", ""), "0 in time");

        self.next("missing", "the Governing Board does not look at the summer term");
        self.tables.set("qa_duty", "virtual-school-monitoring-2", "done_on", "");
        self.expect("4.4", "virtual-school-monitoring", ("summer-2017", ""), "0 in time");

        self.next("missing", "early help has no team meeting in August");
        self.tables.remove("qa_duty", "early-help-team-days-8");
        self.expect("5.2", "early-help-team-days", ("2017-08", ""), "0 in time");

        self.next("late", "the team meeting of November is held in December");
        self.tables.set("qa_duty", "early-help-team-days-11", "done_on", "2017-12-04");
        self.expect("5.2", "early-help-team-days", ("2017-11", ""), "0 in time, 1 late");

        self.next("no notice", "nobody tells the team what the yearly check as an employer showed");
        self.tables.remove("qa_notice", "employer-health-check/inform-1");
        let subject = "directorate-management-team";
        self.expect("6.2", "employer-health-check/inform", ("2017", subject), "0 in time");

        self.next("missing", "nobody looks at the open action plans in July to September");
        self.tables.remove("qa_duty", "action-plans-followed-3");
        self.expect("6.21", "action-plans-followed", ("2017-18-Q2", ""), "0 in time");

        self.next("late notice", "what is overdue is reported on 30 December, a Saturday");
        self.tables.set("qa_notice", "action-plans-followed/inform-4", "sent_on", "2017-12-30");
        self.expect("6.21", "action-plans-followed/inform", ("2017-18-Q3", subject), "0 in time, 1 late");

        self.next("late", "registration of psychologists is checked a week late");
        self.tables.set("qa_duty", "psychologists-registered-1", "done_on", "2017-09-08");
        self.expect("4.2", "psychologists-registered", ("2017", ""), "0 in time, 1 late");

        self.next("open question", "who chairs the Forum is never settled");
        self.tables.remove("qa_duty", "forum-membership/close-1");
        self.expect("2.9", "forum-membership/close", ("2017-03-31", ""), "0 in time");

        self.next("open question", "who approved the framework is settled a week late");
        self.tables.set("qa_duty", "approval-record/close-1", "done_on", "2017-10-06");
        self.expect("Document control", "approval-record/close", ("2017-09-29", ""), "0 in time, 1 late");

        self.next("late", "the framework itself is reviewed in October");
        self.tables.set("qa_review", "framework-review", "held_on", "2017-10-20");
        let framework = "rbwm-childrens-services-2016/review";
        let clause = "Children's Services Quality Assurance Framework";
        self.expect(clause, framework, ("2017-09-30", ""), "0 in time, 1 late");
    }

    fn feedback(&mut self) {
        let families = ["child", "parent-or-carer"];
        self.next("feedback not offered", "there are no focus groups in June");
        families.iter().for_each(|one| self.tables.remove("qa_feedback", &format!("focus-groups-1-{one}")));
        self.expect("3.5", "focus-groups", ("2017-06", ""), "0 in time");

        self.next("feedback late", "schools are surveyed in June");
        for one in ["school-leader", "school-governor"] {
            self.tables.set("qa_feedback", &format!("school-survey-1-{one}"), "asked_on", "2017-06-05");
        }
        self.expect("4.4", "school-survey", ("2017", ""), "0 in time, 2 late");

        self.next("feedback not offered", "the boards are not heard in the autumn term");
        for one in ["advisory-boards", "youth-council"] {
            self.tables.set("qa_feedback", &format!("early-help-boards-3-{one}"), "asked_on", "");
        }
        self.expect("5.12", "early-help-boards", ("autumn-2017", ""), "0 in time");

        self.next("feedback not offered", "nobody draws together what was said about sessions in July to September");
        families.iter().for_each(|one| self.tables.remove("qa_feedback", &format!("early-help-sessions-3-{one}")));
        self.expect("5.12", "early-help-sessions", ("2017-18-Q2", ""), "0 in time");

        self.next("too few", "58 families are asked in the survey of psychology, where it should be 60");
        for number in [59, 60] {
            self.tables.remove("qa_feedback", &format!("psychology-survey-{number}"));
            self.tables.remove("qa_notice", &format!("psychology-survey-{number}-share"));
        }
        self.expect("4.4", "psychology-survey", ("2017", ""), "58 in time");

        self.next("late notice", "one answer of the survey is passed on in December");
        self.tables.set("qa_notice", "psychology-survey-10-share", "sent_on", "2017-12-01");
        let subject = "psychology-survey-10: head-of-education";
        self.expect("4.4", "psychology-survey/share", ("", subject), "done late, on 2017-12-01");
    }

    fn observations(&mut self) {
        self.next("too few", "one conference is observed in April to June");
        self.tables.remove("qa_observation", "conference-observations-2-second");
        self.expect("6.10", "conference-observations", ("2017-18-Q1", ""), "1 in time");

        self.next("too few", "the same conference is observed twice in July to September, which makes one");
        let occasion = self.tables.get("qa_observation", "conference-observations-3-first", "occasion_id");
        self.tables.set("qa_observation", "conference-observations-3-second", "occasion_id", &occasion);
        self.expect("6.10", "conference-observations", ("2017-18-Q2", ""), "1 in time");

        self.next("missing", "no session is observed in April to June");
        for part in ["centre", "youth"] {
            self.tables.remove("qa_observation", &format!("session-observations-2-{part}"));
        }
        self.expect("5.10", "session-observations", ("2017-18-Q1", ""), "0 in time");

        self.next("missing", "no practice is observed in Education in the autumn term");
        self.tables.set("qa_observation", "education-observations-3", "observed_on", "");
        self.expect("4.3", "education-observations", ("autumn-2017", ""), "0 in time");

        self.next("not filed", "an observation of a session is not filed");
        self.tables.set("qa_observation", "session-observations-1-youth", "filed_on", "");
        self.expect("5.10", "session-observations/file", ("", "session-observations-1-youth"), "not done");

        self.next("filed late", "an observation of a session is filed on the sixth working day");
        let key = "session-observations-3-centre";
        let late = working_days_after(self.day_in("qa_observation", key, "observed_on"), 6);
        self.tables.set("qa_observation", key, "filed_on", &late.to_string());
        self.expect("5.10", "session-observations/file", ("", key), &format!("done late, on {late}"));

        self.next("not shared", "what was seen in a session is not shared with staff");
        self.tables.set("qa_observation", "session-observations-3-youth", "shared_on", "");
        self.expect("5.10", "session-observations/share", ("", "session-observations-3-youth"), "not done");
    }

    fn reviews(&mut self) {
        self.next("review without form", "a review closes without its monitoring form");
        self.tables.remove("qa_review_form", "RV005-form");
        self.expect("6.9", "monitoring-forms", ("", "RV005"), "not done");
        self.expect("6.9", "monitoring-forms/share", ("", "RV005"), "not done");

        self.next("form late", "a monitoring form is completed on the sixth working day");
        let held = self.day_in("ssd_cla_reviews", "RV020", "clar_cla_review_date");
        let late = working_days_after(held, 6);
        self.tables.set("qa_review_form", "RV020-form", "completed_on", &late.to_string());
        self.expect("6.9", "monitoring-forms", ("", "RV020"), &format!("done late, on {late}"));

        self.next("not shared", "Heads of Service never see a monitoring form");
        self.tables.set("qa_review_form", "RV033-form", "shared_on", "");
        self.expect("6.9", "monitoring-forms/share", ("", "RV033"), "not done");

        self.next("shared late", "Heads of Service see a monitoring form on the eleventh working day");
        let held = self.day_in("ssd_cla_reviews", "RV041", "clar_cla_review_date");
        let late = working_days_after(held, 11);
        self.tables.set("qa_review_form", "RV041-form", "shared_on", &late.to_string());
        self.expect("6.9", "monitoring-forms/share", ("", "RV041"), &format!("done late, on {late}"));

        self.next("feedback not offered", "nobody asks what the family thought of a review");
        self.take_out("qa_feedback", "RV050", "after-review");
        self.expect("6.24", "after-review", ("", "RV050"), "not done");

        self.next("feedback late", "a family is asked about a review on the eleventh working day");
        let late = working_days_after(self.day_in("ssd_cla_reviews", "RV062", "clar_cla_review_date"), 11);
        self.put_off("qa_feedback", ("RV062", "after-review"), "asked_on", late);
        self.expect("6.24", "after-review", ("", "RV062"), &format!("done late, on {late}"));

        self.next("late", "a child of sixteen is invited on the day of the review");
        let held = self.day_in("ssd_cla_reviews", "RV002", "clar_cla_review_date");
        self.put_off("qa_duty", ("RV002", "invite-to-review"), "done_on", held);
        self.expect("6.25", "invite-to-review", ("", "RV002"), &format!("done late, on {held}"));

        self.next("late", "the leaflet comes the day after the review");
        let late = working_days_after(self.day_in("ssd_cla_reviews", "RV071", "clar_cla_review_date"), 1);
        self.put_off("qa_duty", ("RV071", "review-leaflets"), "done_on", late);
        self.expect("6.26", "review-leaflets", ("", "RV071"), &format!("done late, on {late}"));

        self.next("missing", "no leaflet goes out before a review");
        self.take_out("qa_duty", "RV080", "review-leaflets");
        self.expect("6.26", "review-leaflets", ("", "RV080"), "not done");
    }

    fn conferences(&mut self) {
        self.next("missing", "a family is not offered a meeting before the conference");
        self.take_out("qa_duty", "CF012", "meeting-before-conference");
        self.expect("6.22", "meeting-before-conference", ("", "CF012"), "not done");

        self.next("missing", "parents get no leaflet on the conference");
        self.take_out("qa_duty", "CF019", "conference-leaflets");
        self.expect("6.23", "conference-leaflets", ("", "CF019"), "not done");

        self.next("missing", "nobody speaks for a child at the conference");
        self.take_out("qa_duty", "CF023", "speak-for-the-child");
        self.expect("6.22", "speak-for-the-child", ("", "CF023"), "not done");

        self.next("feedback late", "social workers are asked about the chairing on the sixth working day");
        let late = working_days_after(self.day_in("ssd_initial_cp_conference", "CF026", "icpc_icpc_date"), 6);
        self.put_off("qa_feedback", ("CF026", "social-workers-on-chairing"), "asked_on", late);
        let found = format!("done late, on {late}");
        self.expect("6.10", "social-workers-on-chairing", ("", "CF026"), &found);

        self.next("feedback not offered", "a family gets no consultation document after the conference");
        self.take_out("qa_feedback", "CF028", "families-on-conference");
        self.expect("6.23", "families-on-conference", ("", "CF028"), "not done");

        self.next("feedback late", "a family's comments are gathered on the eleventh working day");
        let late = working_days_after(self.day_in("ssd_initial_cp_conference", "CF029", "icpc_icpc_date"), 11);
        self.put_off("qa_feedback", ("CF029", "after-conference"), "asked_on", late);
        self.expect("6.24", "after-conference", ("", "CF029"), &format!("done late, on {late}"));
    }

    fn happenings(&mut self) {
        self.next("late", "what a complaint shows is passed on the sixth working day");
        let late = working_days_after(self.day_in("qa_complaint", "CO13", "received_on"), 6);
        self.put_off("qa_duty", ("CO13", "complaint-issues"), "done_on", late);
        self.expect("3.3", "complaint-issues", ("", "CO13"), &format!("done late, on {late}"));

        self.next("missing", "what a complaint shows is not passed on");
        self.take_out("qa_duty", "CO27", "complaint-issues");
        self.expect("3.3", "complaint-issues", ("", "CO27"), "not done");

        self.next("late", "a new starter meets the Director after three months");
        let new = self.tables.only("ssd_professionals", &[("appointed_on", "2017-09-11")]);
        self.put_off("qa_duty", (&new, "welcome-new-starters"), "done_on", later(super::days::day(2017, 12, 1), 10));
        self.expect("3.4", "welcome-new-starters", ("", &new), "done late, on 2017-12-11");

        self.next("feedback not offered", "nobody asks whether a training changed practice");
        self.take_out("qa_feedback", "TR02", "training-impact");
        self.expect("4.4", "training-impact", ("", "TR02"), "not done");

        self.next("late", "the action plan after a Serious Case Review comes a day late");
        self.put_off("qa_duty", ("SR1", "serious-case-action-plan"), "done_on", super::days::day(2017, 8, 31));
        self.expect("2.12", "serious-case-action-plan", ("", "SR1"), "done late, on 2017-08-31");

        self.next("missing", "what a dispute showed is not taken into supervision");
        self.take_out("qa_duty", "DP04", "learn-from-disputes");
        self.expect("6.13", "learn-from-disputes", ("", "DP04"), "not done");

        self.next("no closure audit", "a case closes and is not audited");
        self.tables.remove("qa_audit", "C0393-closure");
        self.expect("6.17", "closure-audit", ("", "C0393"), "not done");

        self.next("closure audit late", "a closed case is audited on the eleventh working day");
        let late = working_days_after(self.day_in("ssd_cin_episodes", "C0398", "cine_close_date"), 11);
        self.tables.set("qa_audit", "C0398-closure", "completed_on", &late.to_string());
        self.expect("6.17", "closure-audit", ("", "C0398"), &format!("done late, on {late}"));
    }

    fn concerns(&mut self) {
        let rule = "child-safety-concern/told-at-once";
        let audits = "social-care-case-files/concern";

        self.next("one of two told", "the manager of the professional is not told of a worry");
        let worry = "SC-2017-02-03-worry";
        self.tables.remove("qa_notice", &format!("{worry}:{rule}:case-holder-manager"));
        let subject = format!("{worry}: case-holder-manager");
        self.expect("5.9", rule, ("", &subject), "not done");
        self.expect("6.14", audits, ("", &subject), "not done");

        self.next(
            "late notice",
            "the professional is told of a worry on the third working day, when the audit is over",
        );
        let worry = "SC-2017-03-03-worry";
        let late = working_days_after(self.day_in("qa_concern", worry, "raised_on"), 3);
        self.tables.set("qa_notice", &format!("{worry}:{rule}:case-holder"), "sent_on", &late.to_string());
        let (subject, found) = (format!("{worry}: case-holder"), format!("done late, on {late}"));
        self.expect("5.9", rule, ("", &subject), &found);
        self.expect("6.14", audits, ("", &subject), &found);

        self.next(
            "told after the audit",
            "a worry of the audit's last day is told in time, but when the audit is finished",
        );
        let worry = "SC-2017-05-03-worry";
        let finished = self.day_in("qa_audit", "SC-2017-05-03", "completed_on");
        let told = working_days_after(finished, 1);
        self.tables.set("qa_concern", worry, "raised_on", &finished.to_string());
        for party in ["case-holder", "case-holder-manager"] {
            self.tables.set("qa_notice", &format!("{worry}:{rule}:{party}"), "sent_on", &told.to_string());
            let found = format!("done late, on {told}");
            self.expect("6.14", audits, ("", &format!("{worry}: {party}")), &found);
        }
        let answer = format!("{worry}:{rule}/act");
        self.tables.set("qa_duty", &answer, "done_on", &told.to_string());

        self.next("ladder unanswered", "nobody answers a worry, and nobody above is told of it");
        let worry = "SC-2017-06-03-worry";
        self.tables.remove("qa_duty", &format!("{worry}:{rule}/act"));
        self.expect("5.9", &format!("{rule}/act"), ("", worry), "not done");
        let head = "child-safety-concern/head-told";
        self.expect("5.9", head, ("", &format!("{worry}: head-for-the-case")), "not done");
        self.expect("5.9", &format!("{head}/act"), ("", worry), "not done");
        let director = "child-safety-concern/director-told";
        self.expect("5.9", director, ("", &format!("{worry}: director")), "not done");

        self.next("answered late", "a worry is answered only when the Head of Service has been told");
        let worry = "SC-2017-07-03-worry";
        let raised = self.day_in("qa_concern", worry, "raised_on");
        let (late, told) = (working_days_after(raised, 4), working_days_after(raised, 3));
        self.tables.set("qa_duty", &format!("{worry}:{rule}/act"), "done_on", &late.to_string());
        self.expect("5.9", &format!("{rule}/act"), ("", worry), &format!("done late, on {late}"));
        let auditor = self.tables.get("qa_concern", worry, "raised_by");
        self.tell(head, worry, &auditor, "head-for-the-case", told);
        self.answer(head, worry, told);
    }

    fn tell(&mut self, rule: &str, about: &str, sender: &str, party: &str, sent: NaiveDate) {
        let id = format!("{about}:{rule}:{party}");
        self.tables.add("qa_notice", [id.as_str(), rule, "", about, sender, party, &sent.to_string()]);
    }

    fn answer(&mut self, rule: &str, about: &str, done: NaiveDate) {
        let rule = format!("{rule}/act");
        let (id, doer) = (format!("{about}:{rule}"), self.people.id("head-of-safeguarding"));
        self.tables.add("qa_duty", [&id, &rule, "", about, &doer, &done.to_string(), ""]);
    }

    fn alerts_and_disputes(&mut self) {
        self.next("ladder unanswered", "a manager does not answer an alert, and the Head of Service is not told");
        let rule = "practice-alert/manager-alerted";
        self.tables.remove("qa_duty", &format!("AL03:{rule}/act"));
        self.expect("6.8", &format!("{rule}/act"), ("", "AL03"), "not done");
        self.expect("6.8", "practice-alert/head-alerted", ("", "AL03: head-for-the-case"), "not done");

        self.next("late notice", "a manager is alerted on the next working day, where it has to be the same");
        let late = working_days_after(self.day_in("qa_concern", "AL05", "raised_on"), 1);
        self.tables.set("qa_notice", &format!("AL05:{rule}:case-holder-manager"), "sent_on", &late.to_string());
        self.expect("6.8", rule, ("", "AL05: case-holder-manager"), &format!("done late, on {late}"));

        self.next("no notice", "the Head of Service gets no management alert, and answers all the same");
        let rule = "management-alert/head-alerted-at-once";
        self.tables.remove("qa_notice", &format!("AL06:{rule}:head-for-the-case"));
        self.expect("6.8", rule, ("", "AL06: head-for-the-case"), "not done");

        self.next("ladder unanswered", "the team does not answer in a dispute, and nobody above is told");
        let rule = "care-plan-dispute/with-the-team";
        self.tables.remove("qa_duty", &format!("DP02:{rule}/act"));
        self.expect("6.12", &format!("{rule}/act"), ("", "DP02"), "not done");
        let head = "care-plan-dispute/with-the-head";
        self.expect("6.12", head, ("", "DP02: head-for-the-case"), "not done");
        self.expect("6.12", &format!("{head}/act"), ("", "DP02"), "not done");
        self.expect("6.12", "care-plan-dispute/with-the-director", ("", "DP02: director"), "not done");

        self.next("one of two told", "in a dispute the manager is told, and the Social Worker is not");
        self.tables.remove("qa_notice", &format!("DP07:{rule}:case-holder"));
        self.expect("6.12", rule, ("", "DP07: case-holder"), "not done");
    }

    /// The auditor of an audit.
    fn auditor(&self, audit: &str) -> String {
        self.tables.get("qa_audit", audit, "auditor_id")
    }

    fn numbers_of_audits(&mut self) {
        let (early_help, quota) = ("early-help-case-files", "early-help-case-files/quota");
        self.next("too few", "a manager does one of the two audits of February");
        let who = self.auditor("EH-2017-02-05");
        self.tables.remove("qa_audit", "EH-2017-02-05");
        self.expect("5.9", early_help, ("2017-02", ""), &format!("{} in time", self.all(13, 14)));
        self.expect("5.9", quota, ("2017-02", &who), "1 in time");

        self.next("late", "an audit of May is completed in June");
        let who = self.auditor("EH-2017-05-09");
        self.tables.set("qa_audit", "EH-2017-05-09", "completed_on", "2017-06-02");
        self.tables.set("qa_audit", "EH-2017-05-09", "filed_on", "2017-06-05");
        self.expect("5.9", early_help, ("2017-05", ""), &format!("{} in time, 1 late", self.all(13, 14)));
        self.expect("5.9", quota, ("2017-05", &who), "1 in time, 1 late");

        self.next("quota", "in June one manager does three audits and another one");
        let (gives, takes) = (self.auditor("EH-2017-06-03"), self.auditor("EH-2017-06-05"));
        self.tables.set("qa_audit", "EH-2017-06-03", "auditor_id", &takes);
        self.expect("5.9", quota, ("2017-06", &gives), "1 in time");

        self.next("too many", "a fifteenth file is audited in November");
        self.copy_audit("EH-2017-11-13", "EH-2017-11-15", "E0523");
        self.expect("5.9", early_help, ("2017-11", ""), &format!("{} in time", self.all(15, 14)));

        let social_care = "social-care-case-files";
        self.next("too few", "24 files are audited in March, and one is begun");
        for column in ["completed_on", "filed_on", "report_issued_on", "overall"] {
            self.tables.set("qa_audit", "SC-2017-03-20", column, "");
        }
        self.expect("6.14", social_care, ("2017-03", ""), &format!("{} in time", self.all(24, 25)));

        self.next("too many", "26 files are audited in September");
        self.copy_audit("SC-2017-09-25", "SC-2017-09-26", "C0380");
        self.expect("6.14", social_care, ("2017-09", ""), &format!("{} in time", self.all(26, 25)));

        self.next("too few", "nine deep dives are done in August");
        self.tables.remove("qa_audit", "SCD-2017-08-04");
        self.take_out("qa_report", "SCD-2017-08-04", "deep-dive-report");
        self.expect("6.18", "social-care-deep-dives", ("2017-08", ""), &format!("{} in time", self.all(9, 10)));

        self.next("late", "a deep dive of April is completed in May");
        self.tables.set("qa_audit", "EHD-2017-04-06", "completed_on", "2017-05-03");
        self.tables.set("qa_audit", "EHD-2017-04-06", "action_plan_on", "2017-05-25");
        self.put_off("qa_report", ("EHD-2017-04-06", "deep-dive-report"), "issued_on", super::days::day(2017, 5, 26));
        self.expect("6.18", "early-help-deep-dives", ("2017-04", ""), &format!("{} in time, 1 late", self.all(9, 10)));
    }

    /// One more audit like another, of another case.
    fn copy_audit(&mut self, like: &str, id: &str, case: &str) {
        let columns = [
            "audit",
            "run_id",
            "team",
            "area",
            "auditor_id",
            "basis",
            "opened_on",
            "due_on",
            "completed_on",
            "overall",
            "tool_version",
            "filed_on",
            "report_issued_on",
        ];
        let [audit, run, team, area, who, basis, opened, due, done, overall, tool, filed, report] =
            columns.map(|column| self.tables.get("qa_audit", like, column));
        self.tables.add(
            "qa_audit",
            [
                id, &audit, &run, case, &team, &area, &who, &basis, &opened, &due, &done, &overall, &tool, &filed,
                &report, "", "", "", "",
            ],
        );
    }

    fn who_audits(&mut self) {
        let basis = "early-help-case-files/basis";
        for (audit, month, holds, what) in [
            ("EH-2017-03-01", "2017-03", "own", "a manager audits the area managed in a month for peers"),
            ("EH-2017-07-07", "2017-07", "peer", "a manager audits a peer's area in a month for the own"),
            ("EH-2017-10-11", "2017-10", "", "an audit of October does not say whose area it was"),
        ] {
            self.next("own or peer", what);
            let who = self.auditor(audit);
            self.tables.set("qa_audit", audit, "basis", holds);
            self.expect("5.9", basis, (month, &who), "1 of 2");
        }

        let independence = "social-care-case-files/independence";
        for (audit, month, column, what) in [
            ("SC-2017-02-12", "2017-02", "manager_id", "the manager of the professional audits the case"),
            ("SC-2017-10-08", "2017-10", "cine_referral_worker_id", "a professional audits a case that she holds"),
        ] {
            self.next("not independent", what);
            let case = self.tables.get("qa_audit", audit, "case_id");
            let who = self.tables.get("ssd_cin_episodes", &case, column);
            self.tables.set("qa_audit", audit, "auditor_id", &who);
            let all = self.done_by(&who, "social-care-case-files", month);
            self.expect("6.14", independence, (month, &who), &format!("{} of {all}", all - 1));
        }

        self.next("not independent", "the manager of the professional does a deep dive");
        let case = self.tables.get("qa_audit", "SCD-2017-04-07", "case_id");
        let who = self.tables.get("ssd_cin_episodes", &case, "manager_id");
        self.tables.set("qa_audit", "SCD-2017-04-07", "auditor_id", &who);
        self.expect("6.18", "social-care-deep-dives/independence", ("2017-04", &who), "0 of 1");
    }

    /// How many audits of a rule somebody does in a month.
    fn done_by(&self, who: &str, rule: &str, month: &str) -> usize {
        let keys = self.tables.keys("qa_audit", &[("auditor_id", who), ("audit", rule)]);
        keys.iter().filter(|key| self.tables.get("qa_audit", key, "due_on").starts_with(month)).count()
    }

    fn what_follows_audits(&mut self) {
        let cases = [
            ("EH-2017-01-04", "early-help-case-files/file", "5.9", 0, "a completed audit tool is not on the record"),
            (
                "EH-2017-09-06",
                "early-help-case-files/file",
                "5.9",
                6,
                "an audit tool is filed on the sixth working day",
            ),
            ("SC-2017-05-11", "social-care-case-files/file", "6.14", 0, "a completed audit tool is not on the record"),
            (
                "SC-2017-11-02",
                "social-care-case-files/file",
                "6.14",
                7,
                "an audit tool is filed on the seventh working day",
            ),
        ];
        for (audit, query, clause, days, what) in cases {
            self.next(if days == 0 { "not filed" } else { "filed late" }, what);
            let done = self.day_in("qa_audit", audit, "completed_on");
            let filed = working_days_after(done, days).to_string();
            let filed = if days == 0 { String::new() } else { filed };
            self.tables.set("qa_audit", audit, "filed_on", &filed);
            let found = if days == 0 { "not done".to_owned() } else { format!("done late, on {filed}") };
            self.expect(clause, query, ("", audit), &found);
        }

        self.next("findings late", "the findings of one audit of July reach nobody");
        self.tables.set("qa_audit", "EH-2017-07-02", "report_issued_on", "");
        let found = format!("{} of {}", self.all(13, 14), self.all(14, 14));
        self.expect("5.9", "early-help-case-files/findings", ("2017-07", ""), &found);

        self.next("findings late", "all findings of October are reported on the eleventh working day");
        let all = self.tables.keys("qa_audit", &[("run_id", "SC-2017-10")]);
        all.iter().for_each(|audit| self.tables.set("qa_audit", audit, "report_issued_on", "2017-11-15"));
        let found = format!("{} of {}", self.all(0, 25), self.all(25, 25));
        self.expect("6.14", "social-care-case-files/findings", ("2017-10", ""), &found);

        self.next("no action plan", "a deep dive has no action plan");
        self.tables.set("qa_audit", "SCD-2017-04-02", "action_plan_on", "");
        self.expect("6.18", "social-care-deep-dives/action-plan", ("", "SCD-2017-04-02"), "not done");

        self.next("action plan late", "the action plan comes on the 21st working day");
        let late = working_days_after(self.day_in("qa_audit", "EHD-2017-08-03", "completed_on"), 21);
        self.tables.set("qa_audit", "EHD-2017-08-03", "action_plan_on", &late.to_string());
        let found = format!("done late, on {late}");
        self.expect("6.18", "early-help-deep-dives/action-plan", ("", "EHD-2017-08-03"), &found);

        self.next("no report", "a deep dive has no report");
        self.take_out("qa_report", "SCD-2017-04-09", "deep-dive-report");
        self.expect("6.20", "deep-dive-report", ("", "SCD-2017-04-09"), "not done");

        self.next("report late", "the report of a deep dive comes on the 21st working day");
        let late = working_days_after(self.day_in("qa_audit", "EHD-2017-08-08", "completed_on"), 21);
        self.put_off("qa_report", ("EHD-2017-08-08", "deep-dive-report"), "issued_on", late);
        self.expect("6.20", "deep-dive-report", ("", "EHD-2017-08-08"), &format!("done late, on {late}"));
    }

    fn other_audits(&mut self) {
        self.next("late", "a piece of advice is read on the sixth working day");
        let late = working_days_after(self.day_in("qa_statutory_advice", "AD06", "drafted_on"), 6);
        self.tables.set("qa_audit", "AD06-review", "completed_on", &late.to_string());
        self.expect("4.4", "statutory-advice-review", ("", "AD06"), &format!("done late, on {late}"));

        self.next("missing", "a piece of advice is issued unread");
        self.tables.remove("qa_audit", "AD11-review");
        self.expect("4.4", "statutory-advice-review", ("", "AD11"), "not done");

        self.next("late", "files are audited three days after the summer term");
        self.tables.set("qa_audit", "FA-2", "completed_on", "2017-07-24");
        self.expect("4.4", "end-of-term-file-audit", ("summer-2017", ""), "0 in time, 1 late");

        self.next("findings late", "what the files showed in spring is told on the eleventh working day");
        let late = working_days_after(self.day_in("qa_audit", "FA-1", "completed_on"), 11);
        self.tables.set("qa_audit", "FA-1", "report_issued_on", &late.to_string());
        self.expect("4.4", "end-of-term-file-audit/findings", ("", "FA-1"), &format!("done late, on {late}"));
    }
}

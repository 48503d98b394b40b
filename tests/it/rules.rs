//! The rules that the language must be able to say, one by one: each is said in `examples/rules/`, and comes to what it
//! says.

use std::collections::BTreeSet;

use qac::analysis::Analysis;
use qac::calendar::{
    Cadence, Deadline, Duration, DurationUnit, Period, PeriodUnit, Quantity, Situation, counted_from, due, occurrences,
};
use qac::model::document::{Change, Relation};
use qac::model::evidence::{Adjusted, Until};
use qac::model::value::{Draw, MeetingSide, Rotation, Statistic, Strength};
use qac::model::{Construct, Obligation, Timing};
use qac::plan::{Filter, draw_words, schedule};

use crate::support::{analysis_at, day, short};

const GROUPS: [&str; 6] = ["time", "numbers", "people", "grades", "notice", "document"];

fn group(name: &str) -> Analysis {
    analysis_at(&format!("examples/rules/{name}.qac"), Some(day("2026-01-01")))
}

fn obligation<'a>(analysis: &'a Analysis, id: &str) -> &'a Obligation {
    analysis.model.obligation(id).unwrap_or_else(|| panic!("no obligation `{id}`"))
}

fn construct<'a>(analysis: &'a Analysis, id: &str) -> &'a Construct {
    &analysis.model.named(id).unwrap_or_else(|| panic!("nothing is called `{id}`")).construct
}

/// The due dates of an obligation in a year.
fn dates(analysis: &Analysis, id: &str, year: i32) -> String {
    let (from, to) = (day(&format!("{year}-01-01")), day(&format!("{year}-12-31")));
    let all = schedule(&analysis.model, from, to, &Filter::default());
    let due = all.iter().filter(|one| one.obligation == id).map(|one| one.due.to_string());
    due.collect::<Vec<_>>().join(" ")
}

fn cadence<'a>(analysis: &'a Analysis, id: &str) -> &'a Cadence {
    match &obligation(analysis, id).timing {
        Timing::Own(cadence) => &cadence.value,
        Timing::With(_) | Timing::Unresolved => panic!("`{id}` has no rhythm of its own"),
    }
}

/// The planned dates of one person's or thing's rhythm, once its start is known.
fn own_dates(analysis: &Analysis, id: &str, start: &str, to: &str) -> String {
    let calendar = &analysis.model.calendar;
    let own = counted_from(cadence(analysis, id), day(start), calendar);
    let found = occurrences(&own, calendar, day(start), day(to));
    found.iter().map(|one| one.nominal.to_string()).collect::<Vec<_>>().join(" ")
}

fn draw<'a>(analysis: &'a Analysis, id: &str) -> &'a Draw {
    obligation(analysis, id).draw.as_ref().unwrap_or_else(|| panic!("`{id}` draws nothing"))
}

/// The phrases of a draw, as a checklist has them.
fn drawn(analysis: &Analysis, id: &str) -> String {
    draw_words(&analysis.model, draw(analysis, id)).join("; ")
}

fn deadline(analysis: &Analysis, id: &str) -> String {
    obligation(analysis, id).due.as_ref().map(|due| due.value.to_string()).unwrap_or_default()
}

fn names(parties: &[qac::model::Ref]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

const fn length(count: u32, unit: DurationUnit) -> Duration {
    Duration { count, unit }
}

#[test]
fn every_file_checks_clean() {
    for name in GROUPS {
        assert_eq!(short(&group(name)), "", "{name}");
    }
}

#[test]
fn every_rule_is_said() {
    let mut said = BTreeSet::new();
    for name in GROUPS {
        let analysis = group(name);
        let ids = analysis.model.names.keys().filter_map(|id| id.strip_prefix("rule-")?.split('-').next());
        said.extend(ids.filter_map(|number| number.parse::<u32>().ok()));
        let text = &analysis.sources.iter().next().unwrap().text;
        let remarks = text.lines().filter_map(|line| line.strip_prefix("# ")?.split_once('.'));
        let numbers: BTreeSet<u32> = remarks.filter_map(|(number, _)| number.parse().ok()).collect();
        said.extend(numbers);
    }
    assert_eq!(said, (1..=54).collect());
}

// ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn rules_of_rhythm_have_their_dates() {
    let time = group("time");
    let of_2026 = |id: &str| dates(&time, id, 2026);
    assert_eq!(of_2026("rule-01-fire-drills"), "2026-03-27 2026-07-21 2026-12-18");
    assert_eq!(
        of_2026("rule-02-risk-register"),
        "2026-01-14 2026-02-11 2026-03-11 2026-04-08 2026-05-13 2026-06-10 2026-07-08 2026-09-09 2026-10-14 \
         2026-11-11 2026-12-02"
    );
    // 2 January 2025 and six weeks on and on; Good Friday and the like move only themselves.
    assert_eq!(
        of_2026("rule-03-board-meeting"),
        "2026-01-22 2026-03-05 2026-04-16 2026-05-28 2026-07-09 2026-08-20 2026-10-01 2026-11-12 2026-12-24"
    );
    assert_eq!(of_2026("rule-04-quarterly-figures"), "2026-01-29 2026-04-30 2026-07-28 2026-10-28");
    assert_eq!(of_2026("rule-10-staff-survey"), "2026-10-05");
    assert_eq!(of_2026("rule-11-fire-doors"), "2026-03-27 2026-07-17 2026-09-01 2026-12-18");
    assert_eq!(of_2026("rule-12-count"), "2026-05-29");
}

#[test]
fn rules_with_a_start_of_their_own_have_dates_once_it_is_known() {
    let time = group("time");
    assert_eq!(
        own_dates(&time, "rule-05-supervision", "2026-01-05", "2026-05-01"),
        "2026-01-05 2026-01-12 2026-01-19 2026-01-26 2026-02-02 2026-03-02 2026-03-30 2026-04-27"
    );
    let second_year = own_dates(&time, "rule-05-supervision", "2026-01-05", "2027-02-28");
    assert!(second_year.ends_with("2026-12-07 2027-01-04 2027-02-15"), "{second_year}");
    assert_eq!(
        own_dates(&time, "rule-06-reviews", "2026-01-05", "2027-06-30"),
        "2026-02-02 2026-05-02 2026-11-01 2027-04-30"
    );
    assert_eq!(own_dates(&time, "rule-08-lift-inspections", "2026-01-05", "2026-12-31"), "2026-01-05 2026-07-05");
    assert_eq!(own_dates(&time, "rule-09-licence-audit", "2026-01-05", "2027-12-31"), "2026-01-05 2027-02-09");
}

#[test]
fn rules_that_wait_say_for_what() {
    let time = group("time");
    assert_eq!(
        cadence(&time, "rule-07-policy-review").to_string(),
        "every 2 years after the last one, or within 30 days of law-changed, whichever comes first"
    );
    let Cadence::Every(lifts) = cadence(&time, "rule-08-lift-inspections") else { panic!("no rhythm") };
    assert_eq!(lifts.tolerance, Some(length(2, DurationUnit::Week)));
    let survey = schedule(&time.model, day("2026-10-01"), day("2026-10-31"), &Filter::default());
    let survey = survey.iter().find(|one| one.obligation == "rule-10-staff-survey").unwrap();
    assert_eq!(survey.open_until, Some(day("2026-10-25")));
    let Cadence::AsRequired { because } = cadence(&time, "rule-12-visits") else { panic!("not as required") };
    assert_eq!(because, "the committee decides case by case");
    let Cadence::Count(drills) = cadence(&time, "rule-01-fire-drills") else { panic!("not counted") };
    assert_eq!(drills.apart, Some(length(2, DurationUnit::Week)));
}

// ── Numbers and draws ────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn rules_of_draws_come_to_draws() {
    let numbers = group("numbers");
    let of = |id: &str| drawn(&numbers, id);
    assert_eq!(
        of("rule-13-payments"),
        "2% at random from “The month's payments”; separately for each branch; at least 5; at most 30; \
         a part of a case counts as one"
    );
    assert_eq!(
        of("rule-14-quarterly-cases"),
        "30 at random from “Cases that may be audited”; spread in proportion to caseload over team, at least 2 from \
         each; at most 3 for each worker in every quarter, over all audits together"
    );
    assert_eq!(
        of("rule-15-monthly-files"),
        "5 at random and 5 chosen by Service lead, with the reason written down from “Cases that may be audited”; \
         at most 3 for each worker in every quarter, over all audits together"
    );
    assert_eq!(
        of("rule-16-families"),
        "8 at random from “Children with an open file”; one for each family, the one with the earliest birth-date"
    );
    assert_eq!(of("rule-18-newly-qualified"), "all from “Closed, by a newly qualified worker”");
    assert_eq!(of("rule-18-all-others"), "one in 5 at random from “Closed, by anyone else”");
    assert_eq!(
        of("rule-19-controls"),
        "as many as its frequency asks for at random from “Runs of the controls”; by how often the control runs: \
         1 if every year, 2 if every quarter, 4 if every month, 8 if every week and 20 if every day"
    );
    assert!(of("rule-20-second-draw").ends_with("if any fails, the same number again, and after a second failure all"));
    assert!(of("rule-22-reserve").contains("5 more in reserve"));
}

#[test]
fn a_population_leaves_out_and_caps() {
    let numbers = group("numbers");
    let Construct::Population(cases) = construct(&numbers, "rule-17-cases") else { panic!("no population") };
    assert!(cases.excluding.is_some());
    let cap = cases.cap.as_ref().unwrap();
    let within = cap.within.as_ref().map(|every| every.unit);
    assert_eq!((cap.most, cap.per.as_str(), within), (3, "worker", Some(PeriodUnit::Quarter)));
    // What is drawn for each branch is not what the audit draws in all.
    assert_eq!(obligation(&numbers, "rule-13-payments").quantity, None);
    assert_eq!(obligation(&numbers, "rule-15-monthly-files").quantity, Some(Quantity::exactly(10)));
}

// ── People ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn rules_of_independence_name_who_may_not() {
    let people = group("people");
    let Construct::Audit(reviews) = construct(&people, "rule-23-reviews") else { panic!("no audit") };
    assert_eq!(names(&reviews.independent_of.as_ref().unwrap().names), ["author"]);
    let moderation = reviews.moderation.as_ref().unwrap();
    let others = moderation.independent_of.as_ref().unwrap();
    assert_eq!(names(&others.names), ["own-auditor", "own-auditors-team"]);
    let Construct::Audit(peers) = construct(&people, "rule-24-peer-audits") else { panic!("no audit") };
    assert_eq!(peers.rotation, Some(Rotation::Within(length(6, DurationUnit::Month))));
    assert_eq!(peers.competence.as_deref(), Some("the audit course"));
    assert_eq!(peers.competence_lasts, Some(length(3, DurationUnit::Year)));
    assert_eq!(peers.partner_for, Some(length(6, DurationUnit::Month)));
    assert_eq!(names(&obligation(&people, "rule-24-peer-audits").excused_by), ["director"]);
    assert_eq!(obligation(&people, "rule-27-three-a-quarter").quantity, Some(Quantity::exactly(3)));
    assert_eq!(own_dates(&people, "rule-25-audit-course", "2026-01-05", "2029-12-31"), "2026-01-05 2029-01-05");
}

#[test]
fn rules_of_posts_name_who_acts_and_who_is_there() {
    let people = group("people");
    let deputy = obligation(&people, "rule-26-head/deputy");
    assert_eq!(names(&deputy.bearers), ["deputy-head"]);
    assert_eq!(deadline(&people, "rule-26-head/deputy"), "within 90 days");
    assert_eq!(deputy.on_breach, [people.model.names["committee"]]);
    let Construct::Body(panel) = construct(&people, "rule-28-panel") else { panic!("no body") };
    let quorum = panel.quorum.as_ref().unwrap();
    assert_eq!(quorum.size.value, Quantity::at_least(3));
    let with: Vec<_> = quorum.with.iter().map(|present| (present.count, names(&present.of.names))).collect();
    assert_eq!(with, [(1, vec!["panel-chair", "deputy-chair"]), (1, vec!["lay-member"])]);
    let signs = |id: &str| obligation(&people, id).join;
    assert_ne!(signs("rule-29-small-orders"), signs("rule-29-large-orders"));
    let Construct::Record(roster) = construct(&people, "rule-30-roster") else { panic!("no record") };
    assert!(roster.columns.iter().any(|column| column.name.value == "holder"));
}

// ── Grades and measures ──────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn rules_of_grades_say_what_counts() {
    let grades = group("grades");
    let Construct::Scale(scale) = construct(&grades, "rule-31-grades") else { panic!("no scale") };
    assert_eq!(scale.not_counted.iter().map(|grade| grade.value.as_str()).collect::<Vec<_>>(), ["not-applicable"]);
    let Construct::Instrument(tool) = construct(&grades, "rule-31-tool") else { panic!("no instrument") };
    let parts: Vec<_> = tool.overall.iter().flat_map(|overall| &overall.parts).collect();
    assert_eq!(parts.iter().map(|part| part.statistic).collect::<Vec<_>>(), [Statistic::Lowest, Statistic::Median]);
    assert_eq!(parts.iter().map(|part| part.of.as_ref().map(Vec::len)).collect::<Vec<_>>(), [Some(1), None]);
}

#[test]
fn rules_of_consequences_say_who_by_when() {
    let grades = group("grades");
    assert_eq!(deadline(&grades, "rule-32-told"), "on the same day");
    assert_eq!(deadline(&grades, "rule-32-plan"), "within 5 working days of unsafe-grade");
    assert_eq!(deadline(&grades, "rule-32-again"), "within 3 months of unsafe-grade");
    assert_eq!(obligation(&grades, "rule-33-two-poor/tell").on_success, [grades.model.names["rule-33-themed-audit"]]);
    assert_eq!(deadline(&grades, "rule-33-themed-audit"), "in the next month without one");
    assert_eq!(deadline(&grades, "rule-34-below-ninety/tell"), "within 2 working days");
    let Construct::Measure(in_time) = construct(&grades, "rule-35-in-time") else { panic!("no measure") };
    assert!(in_time.counts_as_met.is_some());
    assert_eq!(deadline(&grades, "rule-35-too-few/tell"), "within 10 working days");
}

#[test]
fn a_crossed_bound_changes_other_rules() {
    let grades = group("grades");
    let action = |id: &str| obligation(&grades, id).action.as_str();
    assert_eq!(
        action("rule-34-below-ninety/changes"),
        "change “Hand hygiene” to every week until at least 95% in 3 weeks running"
    );
    assert_eq!(names(&obligation(&grades, "rule-34-below-ninety/changes").bearers), ["matron"]);
    assert_eq!(action("rule-36-apart/changes"), "change “File audits” to 100% moderation for the next 10");
    let Construct::Threshold(apart) = construct(&grades, "rule-36-apart") else { panic!("no threshold") };
    let change = apart.changes.first().unwrap();
    assert!(matches!(&change.to, Adjusted::Moderation(share) if share.0 == "100"));
    assert_eq!(change.until, Some(Until::Next(10)));
    let Construct::Threshold(raised) = construct(&grades, "rule-37-raised") else { panic!("no threshold") };
    for (change, unit) in raised.changes.iter().zip([PeriodUnit::Year, PeriodUnit::Month]) {
        assert!(matches!(&change.to, Adjusted::Rhythm(Cadence::Every(every)) if every.unit == unit));
        assert!(matches!(&change.until, Some(Until::Events(2, event)) if event.name == "clean-audit"));
    }
}

#[test]
fn rules_of_coverage_have_their_dates() {
    let grades = group("grades");
    assert_eq!(dates(&grades, "rule-37-high", 2026), "2026-12-31");
    assert_eq!(dates(&grades, "rule-37-medium", 2026), "2026-01-30");
    assert_eq!(dates(&grades, "rule-37-medium", 2027), "2027-07-30");
    assert_eq!(dates(&grades, "rule-37-low", 2026), "2026-12-31");
    assert_eq!(dates(&grades, "rule-38-processes", 2026), "2026-12-31");
    assert_eq!(dates(&grades, "rule-38-processes", 2027), "");
    assert_eq!(dates(&grades, "rule-38-sites", 2027), "2027-12-31");
    assert_eq!(obligation(&grades, "rule-34-observations").quantity, Some(Quantity::exactly(10)));
}

// ── Notice, ladders, evidence ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn ladders_say_who_is_told_and_how_long_each_has() {
    let notice = group("notice");
    let told = obligation(&notice, "rule-39-danger/within-the-hour");
    assert_eq!(names(&told.recipients), ["manager", "safeguarding-lead"]);
    assert_eq!(notice.model.clocks["at-once"].to_string(), "within 1 hour");
    assert_eq!(deadline(&notice, "rule-39-danger/director-told"), "within 1 working day");
    let Construct::Escalation(ladder) = construct(&notice, "rule-40-no-answer") else { panic!("no ladder") };
    assert_eq!(names(&ladder.outside.as_ref().unwrap().names), ["ombudsman"]);
    assert_eq!(deadline(&notice, "rule-40-no-answer/asked/act"), "within 5 working days");
    let levels = ["with-worker", "with-manager", "with-head", "with-director"];
    let times = levels.map(|level| deadline(&notice, &format!("rule-41-dispute/{level}/act")));
    assert_eq!(
        times,
        ["within 5 working days", "within 5 working days", "within 10 working days", "within 20 working days"]
    );
    let Construct::Escalation(ladder) = construct(&notice, "rule-41-dispute") else { panic!("no ladder") };
    assert_eq!(ladder.in_all.as_ref().map(|all| all.value), Some(length(40, DurationUnit::WorkingDay)));
}

#[test]
fn what_is_filed_and_shared_keeps_its_own_strength() {
    let notice = group("notice");
    assert_eq!(obligation(&notice, "rule-42-file-audits/file").strength, Strength::Must);
    assert_eq!(deadline(&notice, "rule-42-file-audits/file"), "within 5 working days of completion");
    assert_eq!(obligation(&notice, "rule-42-file-audits/share").strength, Strength::Should);
    assert_eq!(deadline(&notice, "rule-42-file-audits/share"), "within 10 working days of completion");
}

/// When the deadline of an obligation falls, given the days of the events it may wait for.
fn due_on(analysis: &Analysis, deadline: &Deadline, events: &[(&str, &str)]) -> Option<(String, Option<u32>)> {
    let first = day(events.first()?.1);
    let period = Period { unit: PeriodUnit::Day, from: first, to: first, label: String::new() };
    let happened = |name: &str| events.iter().find(|(event, _)| *event == name).map(|(_, date)| day(date));
    let at = Situation { nominal: first, period: &period, completion: None, meeting: None, events: &happened };
    due(deadline, &at, &analysis.model.calendar, &|_| None).map(|due| (due.date.to_string(), due.hours))
}

#[test]
fn hours_and_appeals_count_from_what_happens() {
    let notice = group("notice");
    let access = &obligation(&notice, "rule-43-access").due.as_ref().unwrap().value;
    // A Friday: the next day is a Saturday, and counts.
    assert_eq!(due_on(&notice, access, &[("someone-leaves", "2026-05-15")]), Some(("2026-05-16".to_owned(), Some(24))));
    let published = &obligation(&notice, "rule-46-decisions").not_before.as_ref().unwrap().value;
    let issued = ("decision-issued", "2026-05-05");
    assert_eq!(due_on(&notice, published, &[issued]), Some(("2026-05-27".to_owned(), None)));
    let decided = ("appeal-decided", "2026-05-12");
    assert_eq!(due_on(&notice, published, &[issued, decided]), Some(("2026-05-12".to_owned(), None)));
}

#[test]
fn reports_go_through_the_meeting_that_is_meant() {
    let notice = group("notice");
    let all = schedule(&notice.model, day("2026-01-01"), day("2026-12-31"), &Filter::default());
    let of = |id: &str| {
        let found = all.iter().filter(|one| one.obligation == id);
        let taken = found.map(|one| {
            let meeting = one.through.as_ref().and_then(|taken| taken.date).map(|date| date.to_string());
            format!("{} at {}", one.due, meeting.unwrap_or_default())
        });
        taken.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(of("rule-44-annual-report"), "2026-05-29 at 2026-05-13");
    assert_eq!(of("rule-44-annual-report/draft"), "2026-05-06 at 2026-05-13");
    assert_eq!(obligation(&notice, "rule-44-annual-report").side, MeetingSide::Before);
    assert_eq!(
        of("rule-45-complaints"),
        "2026-01-02 at 2026-01-15, 2026-04-01 at 2026-05-21, 2026-07-01 at 2026-07-16, 2026-10-01 at 2026-11-19"
    );
}

#[test]
fn the_years_findings_feed_the_next_programme() {
    let notice = group("notice");
    let themes = notice.model.names["rule-47-themes"];
    assert_eq!(obligation(&notice, "rule-47-years-findings").on_success, [themes]);
    assert_eq!(obligation(&notice, "rule-47-themes").quantity, Some(Quantity::at_least(2)));
}

// ── The document ─────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn amendments_change_from_a_day_on() {
    let document = group("document");
    let changed = |id: &str| {
        let Construct::Amendment(amendment) = construct(&document, id) else { panic!("no amendment") };
        let Some(Change::Replace { target, names, .. }) = amendment.changes.first() else { panic!("nothing changes") };
        (amendment.starts.as_ref().unwrap().value.to_string(), target.name.clone(), names.clone())
    };
    let one = |text: &str| vec![text.to_owned()];
    assert_eq!(changed("rule-48-larger-sample"), ("2026-01-01".to_owned(), "payments-audit".to_owned(), one("draw")));
    assert_eq!(changed("rule-53-binding"), ("2026-10-01".to_owned(), "reflective-practice".to_owned(), one("must")));
    assert!(drawn(&document, "payments-audit").starts_with("2%"));
    assert_eq!(obligation(&document, "reflective-practice").strength, Strength::Should);
    // What an amendment adds is declared, and no obligation before it is in force.
    let added = document.model.named("rule-48-check").unwrap();
    assert_eq!(added.added_by, Some(document.model.names["rule-48-larger-sample"]));
}

#[test]
fn rules_of_the_document_keep_its_history() {
    let document = group("document");
    let visits = document.model.named("rule-49-visits").unwrap();
    let formerly = visits.formerly.as_ref().unwrap();
    assert_eq!((formerly.clause.value.0.as_str(), formerly.edition.value.as_str()), ("7.4", "edition-2"));
    let Construct::Scale(scale) = construct(&document, "rule-50-grades") else { panic!("no scale") };
    let moved: Vec<_> = scale.reads_as.iter().map(|(old, new)| (old.value.as_str(), new.value.as_str())).collect();
    assert_eq!(moved, [("adequate", "requires-improvement")]);
    assert_eq!(dates(&document, "rule-51-clause-4-3/close", 2027), "2027-06-30");
    let checks = document.model.named("rule-52-night-checks").unwrap();
    assert_eq!(checks.only_for.iter().map(|name| name.value.as_str()).collect::<Vec<_>>(), ["residential-homes"]);
    let audit = document.model.named("rule-54-internal-audit").unwrap();
    let relations: Vec<Relation> = audit.maps_to.iter().map(|mapping| mapping.relation).collect();
    assert_eq!(relations, [Relation::Equal, Relation::Narrower, Relation::Broader, Relation::Overlapping]);
}

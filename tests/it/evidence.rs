//! Where each framework finds out whether its rules were kept: every obligation has a record that shows it.

use qac::model::evidence::EvidenceKind;
use qac::model::{Construct, Evidence, Model, NoEvidence, Obligation, evidence_of, roster};

use crate::support::{analysis_of, root};

const FRAMEWORKS: [&str; 4] = [
    "frameworks/rbwm-childrens-services-2016.qac.md",
    "frameworks/ward-hand-hygiene-and-records.qac.md",
    "frameworks/university-module-and-programme-review.qac.md",
    "frameworks/housing-fire-safety-and-repairs.qac.md",
];

fn model_of(path: &str) -> Model {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    analysis_of(path, &text, None).model
}

/// `audit-record.completed-on, audit = early-help-case-files`
fn in_words(model: &Model, evidence: &Evidence) -> String {
    let record = &model.get(evidence.record).unwrap().name.value;
    let rule =
        evidence.rule.as_ref().map_or(", every row".to_owned(), |rule| format!(", {} = {}", rule.column, rule.value));
    let part = evidence.whole_done.as_ref().map_or(String::new(), |whole| format!(", after {whole}"));
    let filter = if evidence.filter.is_some() { ", under a condition" } else { "" };
    format!("{record}.{}{rule}{part}{filter}", evidence.done)
}

fn line(model: &Model, obligation: &Obligation) -> String {
    let shown = match evidence_of(model, obligation) {
        Ok(evidence) => in_words(model, &evidence),
        Err(missing) => format!("NOTHING: {missing:?}"),
    };
    format!("{}: {shown}", obligation.id)
}

#[test]
fn every_obligation_of_every_framework_is_shown_by_a_record() {
    for path in FRAMEWORKS {
        let model = model_of(path);
        let missing: Vec<String> = model
            .obligations
            .iter()
            .filter(|obligation| evidence_of(&model, obligation).is_err())
            .map(|obligation| line(&model, obligation))
            .collect();
        assert!(missing.is_empty(), "{path}: {missing:#?}");
    }
}

#[test]
fn every_event_and_every_person_of_a_record_is_seen_in_a_column() {
    for path in FRAMEWORKS {
        let model = model_of(path);
        let unseen = model.declarations.iter().filter(|declaration| match &declaration.construct {
            Construct::Event(event) => event.seen_in.is_none(),
            Construct::Role(role) => role.for_each.is_some() && role.seen_in.is_none(),
            _ => false,
        });
        let unseen: Vec<&str> = unseen.map(|declaration| declaration.name.value.as_str()).collect();
        assert!(unseen.is_empty(), "{path}: {unseen:?}");
    }
}

#[test]
fn the_obligations_of_2016_are_shown_where_they_should_be() {
    let model = model_of(FRAMEWORKS[0]);
    let lines: Vec<String> = model.obligations.iter().map(|obligation| line(&model, obligation)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn who_holds_which_post_is_in_the_roster() {
    let model = model_of(FRAMEWORKS[0]);
    let roster = roster(&model).unwrap();
    assert_eq!(model.get(roster.record).unwrap().name.value, "holding-record");
    let columns = [Some(roster.role), Some(roster.who), Some(roster.began), roster.ended, roster.area];
    assert_eq!(columns.map(Option::unwrap), ["role", "staff-id", "began-on", "ended-on", "area"]);
}

/// The evidence of the first obligation of `rules`.
fn shown(rules: &str) -> String {
    let model = analysis_of("rules.qac", rules, None).model;
    let lines: Vec<String> = model.obligations.iter().map(|obligation| line(&model, obligation)).collect();
    lines.join("; ")
}

const AUDITS: &str = "record audits-done \"Audits\" {
  columns: row-id text, rule text, kind text, done-on date, sent-on date
  shows: audits
  rule-in: rule
  done-in: done-on
  parts-in: findings sent-on
}
";

#[test]
fn a_part_is_shown_on_the_rows_of_its_whole() {
    let audit = "role a \"A\"\naudit files \"Files\" { when: every month auditors: a findings: to a }";
    assert_eq!(
        shown(&format!("{AUDITS}{audit}")),
        "files: audits-done.done-on, rule = files; files/findings: audits-done.sent-on, rule = files, after done-on"
    );
}

#[test]
fn what_a_rule_says_itself_comes_first() {
    let duty = |shown_in: &str| {
        format!("{AUDITS}role a \"A\"\nduty b \"B\" {{ who: a must: \"do\" when: every month {shown_in} }}")
    };
    assert_eq!(shown(&duty("")), "b: NOTHING: Unshown(Duties)");
    assert_eq!(shown(&duty("shown-in: audits-done.sent-on")), "b: audits-done.sent-on, rule = b");
    assert_eq!(
        shown(&duty("shown-in: audits-done.sent-on where kind is second")),
        "b: audits-done.sent-on, rule = b, under a condition"
    );
    // A condition on the rule's own column takes its place.
    assert_eq!(
        shown(&duty("shown-in: audits-done.sent-on where rule is files")),
        "b: audits-done.sent-on, every row, under a condition"
    );
    assert_eq!(shown(&duty("shown-in: nothing-such.sent-on")), "b: NOTHING: Unresolved");
}

#[test]
fn every_sort_of_evidence_has_its_word() {
    for kind in EvidenceKind::ALL {
        assert_eq!(EvidenceKind::of(kind.word()), Some(kind));
    }
    assert_ne!(NoEvidence::Unresolved, NoEvidence::Unshown(EvidenceKind::Audits));
}

//! What can be proved before the year starts: each defect planted in the real framework is found by its own code, and
//! what only looks like one is left alone.

use qac::diagnostic::Diagnostic;

use crate::support::{analysis_of, day, root};

const FRAMEWORK: &str = "frameworks/rbwm-childrens-services-2016.qac.md";

/// A line of the framework, what is planted in its place, and the codes that must come of it and no others.
const PLANTED: &[(&str, &str, &[&str])] = &[
    // Capacity.
    (
        "independent-of: case-holder\n  accountable:    head-of-commissioning\n  coordinated-by: quality-assurance-team",
        "independent-of: early-help-team-manager\n  accountable:    head-of-commissioning\n  coordinated-by: quality-assurance-team",
        &["QAC0507"],
    ),
    ("independent-of: reviewing-officer", "independent-of: senior-qa-manager", &["QAC0507"]),
    ("spread over area, 7 in reserve", "spread over area with at least 3 from each, 7 in reserve", &["QAC0509"]),
    (
        "{ part-of: early-help }\narea parenting-team",
        "{ part-of: early-help }\narea toy-library \"Toy Library\" { part-of: early-help }\narea play-bus \"Play Bus\" { part-of: early-help }\narea parenting-team",
        &["QAC0508"],
    ),
    // Responsibility.
    ("  accountable:    psychology-lead\n", "  accountable:    psychology-lead and head-of-education\n", &["QAC0601"]),
    (
        "  determined-by:  directorate-management-team\n  accountable:    head-of-commissioning",
        "  determined-by:  directorate-management-team\n  accountable:    director",
        &["QAC0602"],
    ),
    (
        "role complaints-officer \"complaints officer\" {",
        "role complaints-officer \"complaints officer\" { headcount: 0 ",
        &["QAC0603"],
    ),
    (
        "role psychology-lead",
        "role psychology-clerk \"Clerk of Educational Psychology\"\nrole psychology-lead",
        &["QAC0604"],
    ),
    (
        "  by:      fostering-lead\n  to:      corporate-parenting-forum-members",
        "  by:      fostering-lead\n  to:      fostering-lead",
        &["QAC0605"],
    ),
    (
        "  when:    every 2 months on the second Wednesday from February 2017\n  through:",
        "  when:    every 2 months on the second Wednesday from February 2017\n  due:     within 5 working days\n  through:",
        &["QAC0606"],
    ),
    (
        "  when:    every year on the first working day in June\n  through:",
        "  when:    every year on the first working day in June\n  due:     by 30 June\n  through:",
        &["QAC0606"],
    ),
    ("when:    every half-year at the start\n", "when:    every month\n", &["QAC0607"]),
    ("  ignore:  \"QAC0607 because", "  note:    \"because", &["QAC0607"]),
    ("  assume:         \"filing stays a should here", "  note:           \"filing stays a should here", &["QAC0608"]),
    (
        "role head-of-education \"Head of Education\"",
        "role head-of-education \"Acting Head of Education\"",
        &["QAC0609"],
    ),
    (
        "designated-officer and foster-carer-reviewing-officer\n  membership: closed",
        "designated-officer and foster-carer-reviewing-officer\n  membership: open",
        &["QAC0610"],
    ),
    ("  membership: open\n", "  membership: open\n  quorum: at least 5\n", &["QAC0610"]),
    (
        "  concern:        child-safety-concern\n  assume:         \"the Quality",
        "  concern:        child-safety-concern\n  re-audit:       closure-audit\n  assume:         \"the Quality",
        &["QAC0612"],
    ),
    (
        "  independent-of: case-holder\n  accountable:    head-of-commissioning\n  coordinated-by: quality-assurance-team",
        "  accountable:    head-of-commissioning\n  coordinated-by: quality-assurance-team",
        &["QAC0613"],
    ),
    // Ladders.
    (
        "    tell:          case-holder-manager\n    by:            reviewing-officer\n",
        "    tell:          case-holder-manager\n",
        &["QAC0701"],
    ),
    ("if-unanswered: director-told, after 1 working day", "if-unanswered: director-told", &["QAC0702"]),
    (
        "if-unanswered: head-told, after 1 working day",
        "if-unanswered: director-told, after 1 working day",
        &["QAC0703"],
    ),
    (
        "    must:          \"decide\"\n    if-unanswered: ends here",
        "    must:          \"decide\"\n    if-unanswered: with-the-head, after 5 working days",
        &["QAC0704"],
    ),
    (
        "    tell:          director\n    by:            senior-qa-manager\n    within:        immediately\n    must:          \"decide\"",
        "    tell:          director and lead-member\n    by:            senior-qa-manager\n    within:        immediately\n    must:          \"decide\"",
        &["QAC0705"],
    ),
    (
        "    within:        immediately\n    must:          \"hold a dispute",
        "    within:        within 3 working days of dispute-opened\n    must:          \"hold a dispute",
        &["QAC0706"],
    ),
    ("in-all:   20 working days", "in-all:   10 working days", &["QAC0707"]),
    (
        "    tell:          head-for-the-case\n    by:            reviewing-officer\n    within:        immediately\n    must:          \"see that it is",
        "    tell:          case-holder-manager\n    by:            reviewing-officer\n    within:        immediately\n    must:          \"see that it is",
        &["QAC0708"],
    ),
    // Standards, measures and conditions.
    ("tests:   early-help-principles, case-planning", "tests:   case-planning", &["QAC0801"]),
    ("  instrument: review-leaflet\n", "", &["QAC0803"]),
    (
        "  applies-to: psychology-and-behaviour\n  scale:      yes-no-partly\n  criterion ready",
        "  applies-to: psychology-and-behaviour\n  criterion ready",
        &["QAC0805"],
    ),
    (
        "standard file-closure",
        "scale three-steps \"Three steps\" {\n  grade done \"Done\"\n  grade begun \"Begun\"\n}\nstandard file-closure",
        &["QAC0806"],
    ),
    ("social-care-weak-files and actions-overdue", "and social-care-weak-files", &["QAC0807"]),
    ("bound:   above 0\n", "bound:   below 0\n", &["QAC0808"]),
    ("bound:   above 0\n", "bound:   at least 0\n", &["QAC0809"]),
    ("  tell:    head-of-education\n  within:  immediately\n", "", &["QAC0810"]),
    (
        "last-seen-on is within the last 24 months",
        "last-seen-on is within the last 24 months and last-seen-on is empty",
        &["QAC0811"],
    ),
];

/// The findings on `text`, as though it were the framework, without the number that the 2016 document itself leaves out.
fn found(text: &str) -> Vec<Diagnostic> {
    let mut findings = analysis_of(FRAMEWORK, text, Some(day("2016-10-31"))).diagnostics;
    findings.retain(|finding| finding.code.id() != "QAC0403");
    findings
}

fn framework() -> String {
    std::fs::read_to_string(root().join(FRAMEWORK)).unwrap()
}

fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.id()).collect()
}

#[test]
fn the_framework_as_written_is_clean() {
    assert_eq!(found(&framework()), []);
}

#[test]
fn each_planted_defect_is_found_by_its_own_code() {
    let text = framework();
    let mut wrong = String::new();
    for (old, new, expected) in PLANTED {
        let Some(at) = text.find(old) else {
            wrong += &format!("{expected:?}: `{old}` stands in the framework no more\n");
            continue;
        };
        let findings = found(&text.replacen(old, new, 1));
        if codes(&findings) != *expected {
            let line = text[..at].lines().count() + 1;
            let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
            wrong += &format!("{expected:?} at line {line}: {:?} {messages:?}\n", codes(&findings));
        }
    }
    assert_eq!(wrong, "");
}

/// What is missing is not said of a text in which something could not be read: the misspelt name may be what is missed.
#[test]
fn a_misspelt_name_is_the_only_finding() {
    let text = framework();
    let slips = [
        ("tests:   early-help-principles, case-planning", "tests:   early-help-principle, case-planning"),
        ("  instrument: review-leaflet\n", "  instrument: review-leaflt\n"),
        ("if-unanswered: head-told, after 1 working day", "if-unanswered: head-tld, after 1 working day"),
        (
            "members:    senior-qa-manager, reviewing-officer, designated-officer",
            "members:    senior-qa-manager, reviewing-officer, designated-oficer",
        ),
    ];
    for (old, new) in slips {
        assert!(text.contains(old), "`{old}` stands in the framework no more");
        assert_eq!(codes(&found(&text.replacen(old, new, 1))), ["QAC0201"], "{new}");
    }
}

/// Texts in which a check could see a defect and must not.
#[test]
fn what_is_in_order_is_left_alone() {
    let head = "role head \"Head of service\"\nrole team-manager \"Team manager\" { headcount: 6 }\n";
    let board = "body board \"Board\" { chair: head }\nmeeting sitting \"Sitting\" { body: board  when: every month on the second Wednesday }\n";
    let report = "report findings \"Findings\" { by: team-manager  to: board  through: sitting  ";
    let areas = "unit u \"U\"\narea a \"A\" { part-of: u }\narea b \"B\" { part-of: u }\n";
    let clean = [
        // A fragment says nothing of what is missing.
        "role idle \"Idle\"\nscale s \"S\" { grade yes \"Yes\" }\n".to_owned(),
        // A quarter's report in a monthly meeting: the first after the quarter takes it.
        format!("{head}{board}{report}when: every quarter }}"),
        // Due before the meeting it is meant for.
        format!("{head}{board}{report}when: every month on the first working day  due: within 2 working days }}"),
        // Six managers cover two areas, in own months and in peer months.
        format!(
            "{head}{areas}audit f \"F\" {{ unit: u  when: in May and June  auditors: team-manager  basis: own area in May, peer area in June }}"
        ),
        // Each peer area has its auditor.
        format!(
            "{areas}role one \"One\" {{ area: a }}\nrole two \"Two\" {{ area: b }}\naudit f \"F\" {{ unit: u  when: in May and June  auditors: one and two  basis: own area in May, peer area in June }}"
        ),
        // A quorum that the members make up.
        format!("{head}body panel \"Panel\" {{ members: team-manager  quorum: at least 6 }}"),
        // A follow-up of the same cases.
        format!(
            "{head}audit f \"F\" {{ when: every month  auditors: team-manager  re-audit: g }}\naudit g \"G\" {{ when: as required because \"it follows\"  auditors: head }}"
        ),
    ];
    for text in clean {
        let findings = analysis_of("clean.qac", &text, None).diagnostics;
        assert_eq!(codes(&findings), Vec::<&str>::new(), "{text}\n{findings:?}");
    }
}

//! Lines about samples, and what each is read as.

use super::super::reader::testing::{line, value};
use super::*;
use crate::calendar::{Duration, DurationUnit, PeriodUnit};
use crate::model::value::{
    Area, Cap, CapOver, DrawRule, Figure, Pick, Portion, Rotation, Rounding, Selection, Share, Size, Strength,
};

fn drawn(phrase: &str) -> (Vec<(Size, Selection)>, Vec<DrawRule>, Vec<String>) {
    let (read, findings) = value(&format!("draw: {phrase}"), draw);
    let read = read.into_iter().flat_map(|draw| {
        let portions = draw.portions.into_iter().map(|Portion { size, selection }| (size.value, selection));
        vec![(portions.collect::<Vec<_>>(), draw.rules.into_iter().map(|rule| rule.value).collect::<Vec<_>>())]
    });
    let (portions, rules) = read.unzip::<_, _, Vec<_>, Vec<_>>();
    (portions.concat(), rules.concat(), findings)
}

#[test]
fn sizes_are_read_as_written() {
    let figure = |text: &str| Figure(text.to_owned());
    let cases = [
        ("14 at random from cases", vec![(Size::Fixed(14), Selection::Random)]),
        ("2 for each auditor from cases", vec![(Size::PerAuditor(2), Selection::Unsaid)]),
        ("2.5% by theme from cases", vec![(Size::Percent(figure("2.5")), Selection::Theme)]),
        ("one in 5 from cases", vec![(Size::OneIn(5), Selection::Unsaid)]),
        ("all from cases", vec![(Size::All, Selection::Unsaid)]),
        (
            "the greater of 10% and 5 from cases",
            vec![(Size::GreaterOf(Box::new([Size::Percent(figure("10")), Size::Fixed(5)])), Selection::Unsaid)],
        ),
        (
            "10 at random and 4 by finding from cases",
            vec![(Size::Fixed(10), Selection::Random), (Size::Fixed(4), Selection::Finding)],
        ),
        ("as in monthly-sample", vec![]),
    ];
    for (phrase, expected) in cases {
        assert_eq!(drawn(phrase), (expected, vec![], vec![]), "{phrase}");
    }
}

#[test]
fn rules_are_read_as_written() {
    let cases = [
        (
            "spread over area and team equally with at least 2 from each",
            DrawRule::Spread {
                over: vec!["area".to_owned(), "team".to_owned()],
                share: Share::Equally,
                at_least: Some(2),
            },
        ),
        (
            "spread over team in proportion to caseload",
            DrawRule::Spread {
                over: vec!["team".to_owned()],
                share: Share::InProportionTo("caseload".to_owned()),
                at_least: None,
            },
        ),
        ("one for each family", DrawRule::OnePer { per: "family".to_owned(), by: None }),
        (
            "at most 3 for each worker",
            DrawRule::Cap(Cap { most: 3, per: "worker".to_owned(), within: None, over: CapOver::OwnDraws }),
        ),
        (
            "one for each family by earliest birth-date",
            DrawRule::OnePer { per: "family".to_owned(), by: Some((Pick::Earliest, "birth-date".to_owned())) },
        ),
        ("separately for each branch", DrawRule::Separately("branch".to_owned())),
        ("5 in reserve", DrawRule::Reserve(5)),
        ("rounded up", DrawRule::Rounded(Rounding::Up)),
        ("at least 5", DrawRule::AtLeast(5)),
        ("at most 30", DrawRule::AtMost(30)),
        ("none drawn in the last 12 months", DrawRule::NotWithin(Duration { count: 12, unit: DurationUnit::Month })),
        ("if any fails the same number again and then all", DrawRule::IfFails { then_all: true }),
        (
            "for a control that runs yearly 1, quarterly 2",
            DrawRule::ByFrequency(vec![(PeriodUnit::Year, 1), (PeriodUnit::Quarter, 2)]),
        ),
    ];
    for (phrase, expected) in cases {
        let (_, rules, findings) = drawn(&format!("14 from cases, {phrase}"));
        assert_eq!((rules, findings), (vec![expected], vec![]), "{phrase}");
    }
}

#[test]
fn impossible_shares_are_found() {
    assert_eq!(drawn("120% from cases").2, ["impossible-figure `120%` is more than the whole"]);
    assert_eq!(drawn("0% from cases").2, ["impossible-figure `0%` asks for nothing at all"]);
    assert_eq!(drawn("0 from cases").2, ["impossible-figure `0` here asks for nothing at all"]);
}

#[test]
fn a_month_has_one_basis() {
    let read = |phrase: &str| value(&format!("basis: {phrase}"), basis);
    let (basis, findings) = read("own area in January and May, peer area in February");
    let parts: Vec<_> = basis.parts.iter().map(|part| (part.area, part.months.len())).collect();
    assert_eq!((parts, findings), (vec![(Area::Own, 2), (Area::Peer, 1)], vec![]));
    let twice = read("own area in May, peer area in May").1;
    assert_eq!(twice, ["basis-counts-disagree May is both own area and peer area"]);
    assert_eq!(read("own area in May and May").1, ["basis-counts-disagree May is named twice in the basis"]);
}

#[test]
fn people_and_what_follows_are_read() {
    let (read, findings) = value("auditors: manager and worker, 2 each, shared evenly", auditors);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!((read.parties.names.len(), read.each.map(|each| each.value), read.shared_evenly), (2, Some(2), true));

    let (read, findings) = value("moderation: 10% by manager, within 5 working days of completion", moderation);
    assert_eq!(findings, Vec::<String>::new());
    let read = read.unwrap();
    assert_eq!((read.percent, read.within.is_some()), (Figure("10".to_owned()), true));

    let (read, findings) =
        value("findings: to manager or worker for \"learning\", within 2 weeks of completion", notice);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!((read.by, read.purpose, read.within.is_some()), (None, Some("learning".to_owned()), true));

    let (read, findings) = value("file: should tool on \"the record\", on the same day", filing);
    assert_eq!(findings, Vec::<String>::new());
    let read = read.unwrap();
    assert_eq!((read.strength, read.place.as_str(), read.within.is_some()), (Strength::Should, "the record", true));

    let six_months = Duration { count: 6, unit: DurationUnit::Month };
    assert_eq!(value("rotation: no pair twice within 6 months", rotation).0, Some(Rotation::Within(six_months)));
    assert_eq!(value("rotation: no pair twice running", rotation).0, Some(Rotation::NotRunning));
}

#[test]
fn the_year_plan_is_read() {
    let (read, findings) = line("January and May: 25 files, 14 files from own area", plan_line);
    assert_eq!(findings, Vec::<String>::new());
    let read = read.unwrap();
    let entries: Vec<_> = read.entries.iter().map(|entry| (entry.count.value, entry.area)).collect();
    assert_eq!((read.months.len(), entries), (2, vec![(25, None), (14, Some(Area::Own))]));

    let (read, findings) = value("totals: 140 for files, 70 for files from peer area, 430 in all", totals);
    let read: Vec<_> = read.iter().map(|total| (total.count.value, total.of.is_some(), total.area)).collect();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(read, [(140, true, None), (70, true, Some(Area::Peer)), (430, false, None)]);
}

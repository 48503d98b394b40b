//! A rhythm and its sentence never disagree: whatever the language can say is written so that it reads back as itself.
//!
//! What the language cannot say, and so is not tried here:
//!
//! - a step longer than one without a start, except in a later leg of a sequence, which starts where the one before ends;
//! - `within 3 months of the last one`, except in a later leg of a sequence;
//! - a day that no such period has (a 32nd, a sixth Friday), a third or earlier last day, and a day of one month in a
//!   period that is no year;
//! - no month at all; nothing at all (0), more at least than at most, and any number;
//! - days and years that are not written with four figures, those before 0 and after 9999;
//! - sequences, unions and races inside one another, except that a part of a union may end (`every week for 4 weeks`) and
//!   may be on several days of the week; a leg without an end before another; a union or race of one;
//! - a reason with blanks at its ends, or with line ends or several blanks in a row;
//! - an event called `completion`; `not moved` inside the sooner or later of several, or twice; `counting that day` of a
//!   length of time in other than days, working days and weeks;
//! - a distance (`never more than … apart`) from a start in hours or half-years, with months left out, or with a word on
//!   shorter months.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use qac::calendar::*;
use qac::emit::explain;
use qac::model::{Model, Timing};
use qac::plan::{Filter, listed, long_date, schedule, titled};

use crate::explain::files;
use crate::support::{analysis_at, analysis_of, day, short};

const NAMES: &str = r#"
role practitioner "Practitioner"
record case "Cases" { columns: case-id text, opened date or empty  key: case-id }
event case-opened "A case is opened" { happens-to: case  seen-in: case.opened }
event law-changed "The law changes"
clock immediately { within: on the same day }
body board "Board"
meeting sitting "Board meeting" { body: board  when: every month on the first Monday }
"#;

fn duty(lines: &str) -> String {
    format!("{NAMES}\nduty d \"A duty\" {{ who: practitioner  must: \"act\"  through: sitting\n  {lines}\n}}\n")
}

// ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

fn a_month() -> impl Strategy<Value = Month> {
    (1..=12_u8).prop_map(|number| Month::new(number).unwrap())
}

fn a_weekday() -> impl Strategy<Value = Weekday> {
    (0..7_u8).prop_map(|day| Weekday::try_from(day).unwrap())
}

fn a_date() -> impl Strategy<Value = Date> {
    (0..=9999_i32, 1..=366_u32)
        .prop_map(|(year, day)| Date::from_yo_opt(year, day).unwrap_or(Date::from_ymd_opt(year, 12, 31).unwrap()))
}

fn a_day_of_the_year() -> impl Strategy<Value = (Month, u8)> {
    (a_month(), 1..=31_u8).prop_map(|(month, day)| {
        let exists = |day: &u8| Date::from_ymd_opt(2000, month.number().into(), u32::from(*day)).is_some();
        (month, (1..=day).rev().find(exists).unwrap())
    })
}

fn a_count() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 1..=12_u32, 1 => 13..=2_000_u32, 1 => any::<u32>().prop_map(|count| count.max(1))]
}

fn a_length() -> impl Strategy<Value = Duration> {
    use DurationUnit::{Day, Hour, Month, Quarter, Term, Week, WorkingDay, Year};
    let unit = select(vec![Hour, Day, WorkingDay, Week, Month, Quarter, Term, Year]);
    (a_count(), unit).prop_map(|(count, unit)| Duration { count, unit })
}

fn a_unit() -> impl Strategy<Value = PeriodUnit> {
    use PeriodUnit::{AcademicYear, Day, FinancialYear, HalfYear, Month, Quarter, Term, Week, WorkingDay, Year};
    select(vec![Month, Week, Quarter, Term, Year, HalfYear, Day, WorkingDay, FinancialYear, AcademicYear])
}

fn an_event() -> impl Strategy<Value = String> {
    select(vec!["case-opened".to_owned(), "law-changed".to_owned()])
}

fn a_kind() -> impl Strategy<Value = DayKind> {
    prop_oneof![Just(DayKind::Any), Just(DayKind::Working), a_weekday().prop_map(DayKind::Weekday)]
}

/// A day of a period of that sort, cut to those that one may have.
fn nth_in(unit: PeriodUnit) -> impl Strategy<Value = (Ordinal, DayKind)> {
    let most = move |kind| match (unit, kind) {
        (PeriodUnit::Month, DayKind::Weekday(_)) => 5,
        (PeriodUnit::Month, _) => 31,
        (PeriodUnit::Week, DayKind::Any | DayKind::Working) => 7,
        (PeriodUnit::Week | PeriodUnit::Day | PeriodUnit::WorkingDay, _) => 1,
        _ => 99,
    };
    let ordinal = prop_oneof![2 => (1..=99_u8).prop_map(Ordinal::Nth), 1 => (1..=2_u8).prop_map(Ordinal::Last)];
    (ordinal, a_kind()).prop_map(move |(ordinal, kind)| match ordinal {
        Ordinal::Nth(nth) => (Ordinal::Nth((nth - 1) % most(kind) + 1), kind),
        Ordinal::Last(nth) => (Ordinal::Last(nth), kind),
    })
}

fn a_place(unit: PeriodUnit) -> BoxedStrategy<Option<Place>> {
    let anywhere = prop_oneof![
        3 => Just(None),
        4 => nth_in(unit).prop_map(|(nth, kind)| Some(Place::Nth(nth, kind))),
        1 => Just(Some(Place::Start)),
        1 => Just(Some(Place::End)),
    ];
    if !matches!(unit, PeriodUnit::Year | PeriodUnit::FinancialYear | PeriodUnit::AcademicYear) {
        return anywhere.boxed();
    }
    let in_month = (nth_in(PeriodUnit::Month), a_month());
    prop_oneof![
        2 => anywhere,
        1 => in_month.prop_map(|((nth, kind), month)| Some(Place::NthIn(nth, kind, month))),
        1 => a_day_of_the_year().prop_map(|(month, day)| Some(Place::DayOf { month, day })),
        1 => a_month().prop_map(|month| Some(Place::In(month))),
    ]
    .boxed()
}

fn an_individual() -> impl Strategy<Value = Individual> {
    let each = select(vec!["practitioner".to_owned(), "case".to_owned()]);
    (each, prop::option::of(an_event()), prop::collection::vec(a_length(), 0..3))
        .prop_map(|(each, from, review_at)| Individual { each, from, review_at })
}

fn an_anchor() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        3 => Just(Anchor::Unsaid),
        2 => a_date().prop_map(Anchor::From),
        2 => (0..=9999, a_month()).prop_map(|(year, month)| Anchor::FromMonth { year, month }),
        1 => Just(Anchor::Completion),
        1 => an_event().prop_map(Anchor::Event),
    ]
}

fn months() -> impl Strategy<Value = MonthSet> {
    prop_oneof![2 => Just(MonthSet::ALL), 1 => prop::collection::vec(a_month(), 1..12).prop_map(MonthSet::of)]
}

fn a_move() -> impl Strategy<Value = Option<Move>> {
    use Move::{Before, BeforeInMonth, Nearest, Next, NextInMonth, Stay};
    prop::option::of(select(vec![Stay, Next, Before, NextInMonth, BeforeInMonth, Nearest]))
}

/// Whether the rhythm follows another, which tells it its start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leg {
    First,
    Later,
}

fn a_rhythm(leg: Leg) -> impl Strategy<Value = Every> {
    let short = select(vec![ShortMonth::Unsaid, ShortMonth::LastDay, ShortMonth::Skip]);
    let length = || prop::option::weighted(0.2, a_length());
    let individual = prop::option::weighted(0.3, an_individual());
    let unit_and_place = a_unit().prop_flat_map(|unit| (Just(unit), a_place(unit)));
    (a_count(), unit_and_place, months(), an_anchor(), length(), a_move(), short, individual, length()).prop_map(
        move |(step, (unit, place), months, anchor, window, moved, short, individual, tolerance)| {
            let own = individual.as_ref().is_some_and(|individual| individual.from.is_some());
            let started = anchor != Anchor::Unsaid || own || leg == Leg::Later;
            let (step, distance) = (if started { step } else { 1 }, false);
            Every { step, unit, months, place, anchor, window, moved, short, individual, tolerance, distance }
        },
    )
}

/// `never more than 4 weeks apart from 5 January 2026`. Of one for each of somebody, what is not said is the last one.
fn a_distance() -> impl Strategy<Value = Every> {
    use PeriodUnit::{Day, Month, Quarter, Term, Week, WorkingDay, Year};
    let unit = select(vec![Day, WorkingDay, Week, Month, Quarter, Term, Year]);
    let length = || prop::option::weighted(0.2, a_length());
    let individual = prop::option::weighted(0.3, an_individual());
    (a_count(), unit, an_anchor(), length(), a_move(), individual, length()).prop_map(
        |(step, unit, anchor, window, moved, individual, tolerance)| Every {
            step,
            anchor: if anchor == Anchor::Unsaid { Anchor::Completion } else { anchor },
            window,
            moved: moved.or(Some(Move::Before)),
            short: ShortMonth::LastDay,
            individual,
            tolerance,
            distance: true,
            ..Every::plain(unit)
        },
    )
}

fn a_quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        a_count().prop_map(Quantity::exactly),
        a_count().prop_map(Quantity::at_least),
        a_count().prop_map(Quantity::at_most),
        (a_count(), a_count())
            .prop_map(|(one, other)| Quantity { min: Some(one.min(other)), max: Some(one.max(other)) }),
    ]
}

/// One rhythm as it stands between commas.
fn a_leg(leg: Leg) -> BoxedStrategy<Cadence> {
    let count = (a_quantity(), a_rhythm(leg), prop::option::of(a_length()));
    let of =
        move |event: Option<String>| if leg == Leg::Later { event } else { event.or(Some("case-opened".to_owned())) };
    prop_oneof![
        6 => a_rhythm(leg).prop_map(Cadence::Every),
        1 => (a_rhythm(leg), prop::sample::subsequence((0..7_u8).collect::<Vec<_>>(), 2..=7)).prop_map(several_days),
        2 => count.prop_map(|(quantity, every, apart)| Cadence::Count(Count { quantity, every, apart })),
        1 => a_length().prop_map(Cadence::Gap),
        1 => a_distance().prop_map(Cadence::Every),
        1 => a_date().prop_map(Cadence::Once),
        1 => an_event().prop_map(Cadence::Event),
        1 => (a_length(), prop::option::of(an_event()))
            .prop_map(move |(duration, event)| Cadence::Within { duration, of: of(event) }),
    ]
    .boxed()
}

/// `every 2 weeks on Monday and Friday from 5 January 2026`
fn several_days((every, days): (Every, Vec<u8>)) -> Cadence {
    let on = |day| Some(Place::Nth(Ordinal::Nth(1), DayKind::Weekday(Weekday::try_from(day).unwrap())));
    let parts = days.into_iter().map(|day| Every { unit: PeriodUnit::Week, place: on(day), ..every.clone() });
    Cadence::All(Union::of(parts.map(Cadence::Every).collect()))
}

fn an_end() -> impl Strategy<Value = Lasts> {
    prop_oneof![a_length().prop_map(Lasts::For), a_length().prop_map(Lasts::Until)]
}

/// A rhythm alone, which may end.
fn alone() -> impl Strategy<Value = Cadence> {
    (a_leg(Leg::First), prop::option::weighted(0.2, an_end())).prop_map(|(cadence, lasts)| match lasts {
        None => cadence,
        Some(_) => Cadence::Phases(vec![Phase { cadence, lasts }]),
    })
}

fn a_sequence() -> impl Strategy<Value = Cadence> {
    let middle = prop::collection::vec((a_leg(Leg::Later), an_end()), 0..2);
    let last = (a_leg(Leg::Later), prop::option::weighted(0.2, an_end()));
    (a_leg(Leg::First), an_end(), middle, last).prop_map(|(first, lasts, middle, (last, end))| {
        let before = std::iter::once((first, lasts)).chain(middle);
        let before = before.map(|(cadence, lasts)| Phase { cadence, lasts: Some(lasts) });
        Cadence::Phases(before.chain([Phase { cadence: last, lasts: end }]).collect())
    })
}

fn a_cadence() -> impl Strategy<Value = Cadence> {
    let several = || prop::collection::vec(alone(), 2..4);
    prop_oneof![
        5 => alone(),
        2 => a_sequence(),
        2 => (several(), prop::option::of(a_unit()))
            .prop_map(|(parts, once_in)| Cadence::All(Union { parts, once_in })),
        2 => several().prop_map(Cadence::First),
        1 => any::<String>().prop_map(|text| because(&text)),
        1 => "[ -~\\\\\"“”’\n]{1,20}".prop_map(|text| because(&text)),
    ]
}

fn because(text: &str) -> Cadence {
    Cadence::AsRequired { because: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

fn a_moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        Just(Moment::Completion),
        Just(Moment::Meeting),
        a_unit().prop_map(Moment::Start),
        a_unit().prop_map(Moment::End),
        an_event().prop_map(Moment::Named),
    ]
}

/// Where the day of the moment itself may count.
fn a_day_counted() -> impl Strategy<Value = Deadline> {
    use DurationUnit::{Day, Week, WorkingDay};
    let length = || (a_count(), select(vec![Day, WorkingDay, Week])).prop_map(|(count, unit)| Duration { count, unit });
    let inner = prop_oneof![
        (length(), prop::option::of(a_moment())).prop_map(|(duration, after)| Deadline::Within { duration, after }),
        (length(), a_moment()).prop_map(|(length, moment)| Deadline::Before { duration: Some(length), moment }),
        (length(), a_moment()).prop_map(|(length, moment)| Deadline::At { after: Some(length), moment }),
    ];
    inner.prop_map(|inner| Deadline::CountingThatDay(Box::new(inner)))
}

fn a_single_deadline() -> impl Strategy<Value = Deadline> {
    let by = a_unit().prop_flat_map(|of| (nth_in(of), Just(of), any::<bool>()));
    prop_oneof![
        3 => (a_length(), prop::option::of(a_moment()))
            .prop_map(|(duration, after)| Deadline::Within { duration, after }),
        2 => (prop::option::of(a_length()), a_moment())
            .prop_map(|(duration, moment)| Deadline::Before { duration, moment }),
        3 => by.prop_map(|((ordinal, kind), of, next)| Deadline::By { ordinal, kind, of, next }),
        1 => a_unit().prop_map(|of| Deadline::By { ordinal: Ordinal::Last(1), kind: DayKind::Any, of, next: true }),
        1 => a_day_of_the_year().prop_map(|(month, day)| Deadline::OnDay { month, day }),
        1 => a_date().prop_map(Deadline::On),
        1 => (prop::option::of(a_length()), a_moment())
            .prop_map(|(after, moment)| Deadline::At { after, moment }),
        1 => a_unit().prop_map(Deadline::NextWithout),
        2 => a_day_counted(),
        1 => Just(Deadline::SameDay),
        1 => Just(Deadline::SameWorkingDay),
        1 => Just(Deadline::Clock("immediately".to_owned())),
    ]
}

fn a_deadline() -> impl Strategy<Value = Deadline> {
    let several = || prop::collection::vec(a_single_deadline(), 2..4);
    let one = prop_oneof![
        3 => a_single_deadline(),
        1 => several().prop_map(Deadline::SoonerOf),
        1 => several().prop_map(Deadline::LaterOf),
    ];
    (one, prop::bool::weighted(0.2))
        .prop_map(|(one, still)| if still { Deadline::NotMoved(Box::new(one)) } else { one })
}

// ── The laws ─────────────────────────────────────────────────────────────────────────────────────────────────────────

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rhythm_reads_back_from_its_sentence(cadence in a_cadence()) {
        let analysis = analysis_of("a.qac", &duty(&format!("when: {cadence}")), None);
        let read = analysis.model.obligation("d").map(|duty| duty.timing.clone());
        let Some(Timing::Own(read)) = read else { panic!("{cadence}\n{}", short(&analysis)) };
        prop_assert_eq!(&read.value, &cadence, "{}", cadence);
    }

    #[test]
    fn a_deadline_reads_back_from_its_words(deadline in a_deadline()) {
        let analysis = analysis_of("a.qac", &duty(&format!("when: every month\n  due: {deadline}")), None);
        let read = analysis.model.obligation("d").and_then(|duty| duty.due.clone());
        let Some(read) = read else { panic!("{deadline}\n{}", short(&analysis)) };
        prop_assert_eq!(&read.value, &deadline, "{}", deadline);
    }
}

// ── Nothing is left out ──────────────────────────────────────────────────────────────────────────────────────────────

/// Which forms of a type a value is of: one that the language gains is asked for by the compiler here.
macro_rules! forms {
    ($form:ident, $forms:ident, $of:ident: $($variant:ident),+ $(,)?) => {
        const $forms: &[&str] = &[$(concat!(stringify!($of), " ", stringify!($variant))),+];
        const fn $form(value: &$of) -> &'static str {
            match value {
                $($of::$variant { .. } => concat!(stringify!($of), " ", stringify!($variant)),)+
            }
        }
    };
}

forms!(cadence_form, CADENCES, Cadence: Every, Count, Gap, Once, Event, Within, Phases, All, First, AsRequired);
forms!(anchor_form, ANCHORS, Anchor: Unsaid, From, FromMonth, Completion, Event);
forms!(place_form, PLACES, Place: Nth, NthIn, DayOf, In, Start, End);
forms!(ordinal_form, ORDINALS, Ordinal: Nth, Last);
forms!(kind_form, KINDS, DayKind: Any, Working, Weekday);
forms!(move_form, MOVES, Move: Stay, Next, Before, NextInMonth, BeforeInMonth, Nearest);
forms!(short_form, SHORT_MONTHS, ShortMonth: Unsaid, LastDay, Skip);
forms!(lasts_form, LASTS, Lasts: For, Until);
forms!(
    period_form, PERIODS, PeriodUnit:
    Day, WorkingDay, Week, Month, Quarter, HalfYear, Term, Year, FinancialYear, AcademicYear,
);
forms!(length_form, LENGTHS, DurationUnit: Hour, Day, WorkingDay, Week, Month, Quarter, Term, Year);
forms!(
    deadline_form, DEADLINES, Deadline:
    Within, Before, By, OnDay, On, At, NextWithout, CountingThatDay, NotMoved, SameDay, SameWorkingDay, Clock, SoonerOf,
    LaterOf,
);
forms!(moment_form, MOMENTS, Moment: Completion, Meeting, Start, End, Named);

type Found = BTreeSet<&'static str>;

fn of_rhythm(every: &Every, found: &mut Found) {
    let Every { step: _, unit, months, place, anchor, window, moved, short, individual, tolerance, distance } = every;
    found.extend([period_form(unit), anchor_form(anchor), short_form(short)]);
    found.extend(moved.as_ref().map(move_form));
    found.extend([window, tolerance].into_iter().flatten().map(|length| length_form(&length.unit)));
    if let Some(place) = place {
        found.insert(place_form(place));
        match place {
            Place::Nth(nth, kind) | Place::NthIn(nth, kind, _) => found.extend([ordinal_form(nth), kind_form(kind)]),
            Place::DayOf { .. } | Place::In(_) | Place::Start | Place::End => {}
        }
    }
    if let Some(Individual { each: _, from, review_at }) = individual {
        found.extend(from.as_ref().map(|_| "an own start"));
        found.extend(review_at.first().map(|_| "a review"));
    }
    found.extend((!months.is_all()).then_some("months left out"));
    found.extend(window.map(|_| "a window"));
    found.extend(tolerance.map(|_| "a tolerance"));
    found.extend(distance.then_some("a distance"));
}

fn of_cadence(cadence: &Cadence, found: &mut Found) {
    found.insert(cadence_form(cadence));
    match cadence {
        Cadence::Every(every) => of_rhythm(every, found),
        Cadence::Count(Count { quantity: Quantity { min, max }, every, apart }) => {
            of_rhythm(every, found);
            found.extend(min.map(|_| "a fewest"));
            found.extend(max.map(|_| "a most"));
            found.extend(apart.map(|_| "apart"));
        }
        Cadence::Phases(phases) => phases.iter().for_each(|Phase { cadence, lasts }| {
            of_cadence(cadence, found);
            found.extend(lasts.as_ref().map(lasts_form));
        }),
        Cadence::All(Union { parts, once_in }) => {
            parts.iter().for_each(|part| of_cadence(part, found));
            found.extend(once_in.map(|_| "once in a period"));
        }
        Cadence::First(parts) => parts.iter().for_each(|part| of_cadence(part, found)),
        Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::AsRequired { .. } => {}
    }
}

fn of_deadline(deadline: &Deadline, found: &mut Found) {
    found.insert(deadline_form(deadline));
    match deadline {
        Deadline::Within { duration: _, after: moment } => found.extend(moment.as_ref().map(moment_form)),
        Deadline::Before { duration: _, moment } | Deadline::At { after: _, moment } => {
            found.insert(moment_form(moment));
        }
        Deadline::By { next, .. } => found.extend(next.then_some("of the next")),
        Deadline::CountingThatDay(inner) | Deadline::NotMoved(inner) => of_deadline(inner, found),
        Deadline::SoonerOf(several) | Deadline::LaterOf(several) => {
            several.iter().for_each(|one| of_deadline(one, found));
        }
        Deadline::OnDay { .. }
        | Deadline::On(_)
        | Deadline::NextWithout(_)
        | Deadline::SameDay
        | Deadline::SameWorkingDay
        | Deadline::Clock(_) => {}
    }
}

#[test]
fn the_laws_are_tried_on_every_form_there_is() {
    let mut runner = TestRunner::deterministic();
    let mut found = Found::new();
    for _ in 0..2_000 {
        of_cadence(&a_cadence().new_tree(&mut runner).unwrap().current(), &mut found);
        of_deadline(&a_deadline().new_tree(&mut runner).unwrap().current(), &mut found);
    }
    let parts = ["an own start", "a review", "months left out", "a window", "a tolerance", "a distance", "a fewest"];
    let others = ["a most", "apart", "once in a period", "of the next"];
    let forms = [CADENCES, ANCHORS, PLACES, ORDINALS, KINDS, MOVES, SHORT_MONTHS, LASTS, PERIODS, LENGTHS, DEADLINES];
    let all: Found = forms.into_iter().chain([MOMENTS, &parts, &others]).flatten().copied().collect();
    assert_eq!(found, all);
}

/// The rhythms of a declaration that have days of their own, with the ids of the rules they are of.
fn rhythms(model: &Model, id: qac::model::DeclId) -> Vec<(&str, &Cadence)> {
    let own = model.obligations.iter().filter(|rule| rule.declaration == id);
    let own = own.filter_map(|rule| match &rule.timing {
        Timing::Own(cadence) => Some((rule.id.as_str(), &cadence.value)),
        Timing::With(_) | Timing::Unresolved => None,
    });
    own.filter(|(_, cadence)| is_scheduled(cadence)).collect()
}

#[test]
fn every_rhythm_is_told_with_its_sentence_and_the_dates_of_the_schedule() {
    let mut wrong = Vec::new();
    let mut kinds = BTreeSet::new();
    for file in files() {
        let model = analysis_at(&file, None).model;
        let from = day("2017-01-15");
        let ten_years = schedule(&model, from, from + chrono::Days::new(3_660), &Filter::default());
        for declaration in &model.declarations {
            let rhythms = rhythms(&model, declaration.id);
            if rhythms.is_empty() {
                continue;
            }
            kinds.insert(declaration.construct.kind().keyword());
            let of = |id: &str| rhythms.iter().any(|(rule, _)| *rule == id);
            let due = ten_years.iter().filter(|one| of(&one.obligation) && one.due >= from).map(|one| one.due);
            let mut due: Vec<Date> = due.collect();
            due.dedup();
            let dates: Vec<String> = due.into_iter().take(3).map(long_date).collect();
            let told = explain(&model, declaration, from);
            let sentences = rhythms.iter().map(|(_, cadence)| match cadence {
                // A single day stands in a sentence of its own, without `on`.
                Cadence::Once(date) => long_date(*date),
                cadence => titled(&model, cadence).to_string(),
            });
            let missing = sentences.chain([listed(&dates, "and")]).filter(|words| !told.contains(words));
            wrong.extend(missing.map(|words| format!("{file} {}: {words}\n{told}", declaration.name.value)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["audit", "duty", "feedback", "framework", "gap", "meeting", "report"]
    );
}

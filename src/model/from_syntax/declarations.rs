//! Second pass: each declaration typed, its names resolved.

use super::body::Opened;
use super::conditions;
use super::dates::{self, DateEdge};
use super::draws;
use super::posts;
use super::reader::Reader;
use super::records::{self, shown_in};
use crate::calendar::{Cadence, Date, Deadline, Duration};
use crate::model::document::{
    Alias, Assume, Edition, Formerly, Framework, Gap, Glossary, Mapping, Reference, Relation,
};
use crate::model::evidence::{Event, Measure, Population, Sample, Threshold};
use crate::model::ids::{ClauseNumber, Ref};
use crate::model::scenario::Scenario;
use crate::model::standards::{Grade, Instrument, Question, Scale, Standard};
use crate::model::time::Clock;
use crate::model::value::{CapOver, Condition, Draw, MeetingSide, Notice, Parties, Strength, Through};
use crate::model::work::{Audit, Duty, DutyKind, Feedback, Meeting, Programme, Report, YearKind};
use crate::model::{Construct, Kind, PARTIES};
use crate::syntax::{Node, NodeKind};
use crate::text::Spanned;

/// What a criterion, a form or a piece of feedback can go into.
const FED: &[Kind] = &[
    Kind::Measure,
    Kind::Report,
    Kind::Meeting,
    Kind::Duty,
    Kind::Audit,
    Kind::Programme,
    Kind::Feedback,
    Kind::Standard,
];
/// What can follow something done, missed or crossed.
pub(super) const FOLLOWING: &[Kind] =
    &[Kind::Escalation, Kind::Audit, Kind::Duty, Kind::Report, Kind::Meeting, Kind::Feedback];
/// What a body can look at each time.
const ITEMS: &[Kind] = &[Kind::Measure, Kind::Standard, Kind::Report, Kind::Feedback, Kind::Audit, Kind::Duty];
/// Whom a standard can bind.
const BOUND: &[Kind] = &[Kind::Unit, Kind::Area, Kind::Role, Kind::Team, Kind::Body, Kind::Organisation];

/// What the declaration holds; `None` for a keyword that is no declaration, which has its finding.
pub(super) fn construct(reader: &mut Reader<'_>, opened: &Opened<'_>, kind: Kind) -> Construct {
    match kind {
        Kind::Framework => Construct::Framework(Box::new(framework(reader, opened))),
        Kind::Calendar => Construct::Calendar(Box::new(super::calendars::calendar(reader, opened))),
        Kind::Clock => Construct::Clock(Clock { within: deadline(reader, opened, "within") }),
        Kind::Unit => Construct::Unit(posts::unit(reader, opened)),
        Kind::Area => Construct::Area(posts::area(reader, opened)),
        Kind::Role => Construct::Role(Box::new(posts::role(reader, opened))),
        Kind::Team => Construct::Team(Box::new(posts::team(reader, opened))),
        Kind::Body => Construct::Body(Box::new(posts::body(reader, opened))),
        Kind::Organisation => Construct::Organisation(posts::organisation(reader, opened)),
        Kind::Glossary => Construct::Glossary(glossary(reader, opened)),
        Kind::Reference => Construct::Reference(Box::new(reference(reader, opened))),
        Kind::Scale => Construct::Scale(Box::new(scale(reader, opened))),
        Kind::Standard => Construct::Standard(Box::new(standard(reader, opened))),
        Kind::Instrument => Construct::Instrument(Box::new(instrument(reader, opened))),
        Kind::Population => Construct::Population(Box::new(population(reader, opened))),
        Kind::Sample => Construct::Sample(Box::new(Sample { draw: draw(reader, opened) })),
        Kind::Audit => Construct::Audit(Box::new(audit(reader, opened))),
        Kind::Programme => Construct::Programme(Box::new(programme(reader, opened))),
        Kind::Meeting => Construct::Meeting(Box::new(meeting(reader, opened))),
        Kind::Report => Construct::Report(Box::new(report(reader, opened))),
        Kind::Duty => Construct::Duty(Box::new(duty(reader, opened))),
        Kind::Feedback => Construct::Feedback(Box::new(feedback(reader, opened))),
        Kind::Event => Construct::Event(Box::new(event(reader, opened))),
        Kind::Escalation => Construct::Escalation(Box::new(super::ladders::escalation(reader, opened))),
        Kind::Measure => Construct::Measure(Box::new(measure(reader, opened))),
        Kind::Threshold => Construct::Threshold(Box::new(threshold(reader, opened))),
        Kind::Record => Construct::Record(Box::new(records::record(reader, opened))),
        Kind::Scenario => Construct::Scenario(scenario(reader, opened)),
        Kind::Site => Construct::Site(super::sites::site(reader, opened)),
        Kind::Narrative => Construct::Narrative,
        Kind::Gap => Construct::Gap(gap(reader, opened)),
        Kind::Assume => Construct::Assume(Assume { because: text(reader, opened, "because") }),
        Kind::Amendment => Construct::Amendment(Box::new(super::amendments::amendment(reader, opened))),
    }
}

fn framework(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Framework {
    let editions = opened.inner("edition", reader.text).collect::<Vec<_>>();
    Framework {
        publisher: parties(reader, opened, "publisher"),
        owner: parties(reader, opened, "owner"),
        author: parties(reader, opened, "author"),
        calendar: one(reader, opened, "calendar", &[Kind::Calendar]),
        review_due: date(reader, opened, "review-due", DateEdge::Last),
        language: number(reader, opened, "language"),
        service: text(reader, opened, "service"),
        location: text(reader, opened, "location"),
        purpose: text(reader, opened, "purpose"),
        profiles: words(reader, opened, "profiles"),
        levels: opened.value("levels").map(|node| super::levels::levels(reader, node)).unwrap_or_default(),
        editions: editions.iter().map(|edition| self::edition(reader, edition)).collect(),
    }
}

fn edition(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Edition {
    Edition {
        name: inner_name(reader, opened),
        title: opened.title.map(|title| reader.quoted(title).value),
        date: date(reader, opened, "date", DateEdge::First),
        approved_by: parties(reader, opened, "approved-by"),
    }
}

fn glossary(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Glossary {
    let entries = opened.lines_of(NodeKind::EntryField).filter_map(|line| {
        let mut texts = line.children_of(NodeKind::Text);
        Some((reader.quoted(texts.next()?), reader.quoted(texts.next()?)))
    });
    Glossary { entries: entries.collect() }
}

fn reference(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Reference {
    Reference {
        also: aliases(reader, opened),
        edition: text(reader, opened, "edition"),
        authority: many(reader, opened, "authority", PARTIES),
        from: date(reader, opened, "in-force-from", DateEdge::First),
        until: date(reader, opened, "in-force-until", DateEdge::Last),
        replaced_by: one(reader, opened, "replaced-by", &[Kind::Reference]),
        address: text(reader, opened, "address"),
    }
}

fn scale(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Scale {
    let grades = opened.inner("grade", reader.text).collect::<Vec<_>>();
    let not_counted = words(reader, opened, "not-counted");
    for name in &not_counted {
        super::scales::find_grade(reader, name, &grades);
    }
    let readings = opened.line("reads-as").into_iter().flat_map(|line| line.children_of(NodeKind::Reading));
    Scale {
        grades: grades.iter().map(|grade| self::grade(reader, grade)).collect(),
        not_counted,
        follows: one(reader, opened, "follows", &[Kind::Scale]),
        reads_as: readings
            .filter_map(|reading| {
                let mut ids = reading.children_of(NodeKind::Id);
                Some((reader.word(ids.next()?), reader.word(ids.next()?)))
            })
            .collect(),
    }
}

fn grade(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Grade {
    Grade { name: inner_name(reader, opened), title: inner_title(reader, opened), means: text(reader, opened, "means") }
}

fn standard(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Standard {
    let mut authorities = vec![Kind::Reference];
    authorities.extend(PARTIES);
    Standard {
        authority: many(reader, opened, "authority", &authorities),
        applies_to: opened.value("applies-to").map(|node| reader.parties_of(node, BOUND)),
        scale: one(reader, opened, "scale", &[Kind::Scale]),
        purpose: text(reader, opened, "purpose"),
        criteria: questions(reader, opened, "criterion"),
    }
}

fn questions(reader: &mut Reader<'_>, opened: &Opened<'_>, keyword: &str) -> Vec<Question> {
    let inner = opened.inner(keyword, reader.text).collect::<Vec<_>>();
    inner
        .iter()
        .map(|question| Question {
            name: inner_name(reader, question),
            text: inner_title(reader, question),
            answer: one(reader, question, "answer", &[Kind::Scale]),
            evidence: text(reader, question, "evidence"),
            feeds: many(reader, question, "feeds", FED),
        })
        .collect()
}

fn instrument(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Instrument {
    const KINDS: &[&str] = &["audit-tool", "questionnaire", "form", "report", "leaflet"];
    Instrument {
        also: aliases(reader, opened),
        kind: choice(reader, opened, "kind", KINDS),
        version: text(reader, opened, "version"),
        tests: many(reader, opened, "tests", &[Kind::Standard]),
        overall: opened.value("overall").map(|node| super::scales::overall(reader, node)),
        scale: one(reader, opened, "scale", &[Kind::Scale]),
        location: text(reader, opened, "location"),
        questions: questions(reader, opened, "question"),
    }
}

fn population(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Population {
    Population {
        records: one(reader, opened, "records", &[Kind::Record]),
        filter: condition(reader, opened, "where"),
        excluding: condition(reader, opened, "excluding"),
        as_at: deadline(reader, opened, "as-at"),
        unit_of_selection: opened.value("unit-of-selection").map(|node| reader.word(node)),
        strata: words(reader, opened, "strata"),
        cap: opened.value("cap").and_then(|node| draws::cap(reader, node, CapOver::AllDraws)),
    }
}

fn audit(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Audit {
    Audit {
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        when: cadence(reader, opened, "when"),
        draw: draw(reader, opened),
        auditors: opened.value("auditors").map(|node| draws::auditors(reader, node)),
        accountable: parties(reader, opened, "accountable"),
        coordinated_by: parties(reader, opened, "coordinated-by"),
        basis: opened.value("basis").map(|node| draws::basis(reader, node)),
        independent_of: parties(reader, opened, "independent-of"),
        rotation: opened.value("rotation").and_then(|node| draws::rotation(reader, node)),
        competence: text(reader, opened, "competence"),
        competence_lasts: duration(reader, opened, "competence-lasts"),
        partner_for: duration(reader, opened, "partner-for"),
        excused_by: parties(reader, opened, "excused-by"),
        tests: many(reader, opened, "tests", &[Kind::Standard]),
        instrument: one(reader, opened, "instrument", &[Kind::Instrument]),
        topic: text(reader, opened, "topic"),
        due: deadline(reader, opened, "due"),
        moderation: opened.value("moderation").and_then(|node| draws::moderation(reader, node)),
        file: opened.value("file").and_then(|node| draws::filing(reader, node)),
        findings: notices(reader, opened, "findings"),
        share: notices(reader, opened, "share"),
        action_plan: opened.value("action-plan").map(|node| draws::notice(reader, node)),
        report_back: opened.value("report-back").map(|node| draws::notice(reader, node)),
        re_audit: one(reader, opened, "re-audit", &[Kind::Audit]),
        concern: one(reader, opened, "concern", &[Kind::Escalation]),
        strength: strength(reader, opened),
        filter: cases(reader, opened),
        shown_in: shown_in(reader, opened),
    }
}

fn programme(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Programme {
    let year = choice(reader, opened, "kind", &["calendar", "financial", "academic"]);
    let lines = opened.lines_of(NodeKind::PlanField).collect::<Vec<_>>();
    Programme {
        covers: many(reader, opened, "covers", &[Kind::Unit]),
        determined_by: parties(reader, opened, "determined-by"),
        accountable: parties(reader, opened, "accountable"),
        coordinated_by: parties(reader, opened, "coordinated-by"),
        year: match year.as_ref().map(|kind| kind.value.as_str()) {
            Some("financial") => YearKind::Financial,
            Some("academic") => YearKind::Academic,
            _ => YearKind::Calendar,
        },
        lines: lines.into_iter().filter_map(|line| draws::plan_line(reader, line)).collect(),
        totals: opened.value("totals").map(|node| draws::totals(reader, node)).unwrap_or_default(),
    }
}

fn meeting(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Meeting {
    Meeting {
        also: aliases(reader, opened),
        body: one(reader, opened, "body", &[Kind::Body, Kind::Team]),
        when: cadence(reader, opened, "when"),
        chair: parties(reader, opened, "chair"),
        attend: opened.value("attend").map(|node| reader.parties_of(node, BOUND)),
        standing_items: texts(reader, opened, "standing-item"),
        items: many(reader, opened, "items", ITEMS),
        takes: many(reader, opened, "takes", &[Kind::Report]),
        strength: strength(reader, opened),
        shown_in: shown_in(reader, opened),
        filter: cases(reader, opened),
    }
}

fn report(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Report {
    Report {
        by: parties(reader, opened, "by"),
        to: parties(reader, opened, "to"),
        when: cadence(reader, opened, "when"),
        accountable: parties(reader, opened, "accountable"),
        due: deadline(reader, opened, "due"),
        draft_due: deadline(reader, opened, "draft-due"),
        not_before: deadline(reader, opened, "not-before"),
        through: opened.value("through").and_then(|node| through(reader, node)),
        contents: texts(reader, opened, "content"),
        measures: many(reader, opened, "measures", &[Kind::Measure]),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        feeds: many(reader, opened, "feeds", FED),
        strength: strength(reader, opened),
        shown_in: shown_in(reader, opened),
        filter: cases(reader, opened),
    }
}

fn duty(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Duty {
    let action = action(reader, opened);
    let kind = choice(reader, opened, "kind", &["duty", "observation", "review", "appraisal"]);
    Duty {
        who: parties(reader, opened, "who"),
        accountable: parties(reader, opened, "accountable"),
        strength: action.as_ref().map_or(Strength::Must, |(strength, _)| *strength),
        action: action.map(|(_, text)| text),
        when: cadence(reader, opened, "when"),
        how_many: opened.value("how-many").and_then(|node| dates::quantity(reader, node)),
        due: deadline(reader, opened, "due"),
        not_before: deadline(reader, opened, "not-before"),
        to: parties(reader, opened, "to"),
        consults: parties(reader, opened, "consults"),
        informs: parties(reader, opened, "informs"),
        through: opened.value("through").and_then(|node| through(reader, node)),
        instrument: one(reader, opened, "instrument", &[Kind::Instrument]),
        tests: many(reader, opened, "tests", &[Kind::Standard]),
        population: one(reader, opened, "population", &[Kind::Population]),
        evidence: text(reader, opened, "evidence"),
        file: opened.value("file").and_then(|node| draws::filing(reader, node)),
        share: notices(reader, opened, "share"),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        kind: match kind.as_ref().map(|kind| kind.value.as_str()) {
            Some("observation") => DutyKind::Observation,
            Some("review") => DutyKind::Review,
            Some("appraisal") => DutyKind::Appraisal,
            _ => DutyKind::Duty,
        },
        draw: draw(reader, opened),
        then: many(reader, opened, "then", FOLLOWING),
        if_missed: many(reader, opened, "if-missed", FOLLOWING),
        concern: one(reader, opened, "concern", &[Kind::Escalation]),
        feeds: many(reader, opened, "feeds", FED),
        independent_of: parties(reader, opened, "independent-of"),
        excused_by: parties(reader, opened, "excused-by"),
        filter: cases(reader, opened),
        shown_in: shown_in(reader, opened),
    }
}

/// `board-meeting before the due date`
fn through(reader: &mut Reader<'_>, node: &Node) -> Option<Through> {
    let before = node.child(NodeKind::BeforeDue).is_some();
    let side = if before { MeetingSide::Before } else { MeetingSide::After };
    Some(Through { meeting: reader.refer(node.child(NodeKind::Id)?, &[Kind::Meeting]), side })
}

fn feedback(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Feedback {
    Feedback {
        respondents: parties(reader, opened, "respondents"),
        when: cadence(reader, opened, "when"),
        by: parties(reader, opened, "by"),
        accountable: parties(reader, opened, "accountable"),
        instrument: one(reader, opened, "instrument", &[Kind::Instrument]),
        channel: text(reader, opened, "channel"),
        due: deadline(reader, opened, "due"),
        draw: draw(reader, opened),
        feeds: many(reader, opened, "feeds", FED),
        share: notices(reader, opened, "share"),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        strength: strength(reader, opened),
        shown_in: shown_in(reader, opened),
        filter: cases(reader, opened),
    }
}

fn event(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Event {
    Event {
        happens_to: one(reader, opened, "happens-to", &[Kind::Record]),
        seen_in: records::seen_in(reader, opened),
        filter: condition(reader, opened, "where"),
        holds: opened.value("holds").map(|node| conditions::columns(reader, node)).unwrap_or_default(),
    }
}

fn measure(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Measure {
    Measure {
        value: opened.value("value").and_then(|node| conditions::formula(reader, node)),
        when: cadence(reader, opened, "when"),
        unit: one(reader, opened, "unit", &[Kind::Unit]),
        counts_as_met: condition(reader, opened, "counts-as-met"),
    }
}

fn threshold(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Threshold {
    Threshold {
        measure: one(reader, opened, "measure", &[Kind::Measure]),
        bound: opened.value("bound").and_then(|node| conditions::bound(reader, node)),
        then: many(reader, opened, "then", FOLLOWING),
        changes: {
            let nodes = opened.values("changes").collect::<Vec<_>>();
            nodes.into_iter().filter_map(|node| super::changes::adjustment(reader, node)).collect()
        },
        tell: parties(reader, opened, "tell"),
        within: deadline(reader, opened, "within"),
    }
}

fn scenario(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Scenario {
    let happenings = opened.lines_of(NodeKind::HappeningField).collect::<Vec<_>>();
    let expected = opened.values("expect").collect::<Vec<_>>();
    Scenario {
        happenings: happenings.into_iter().filter_map(|line| conditions::happening(reader, line)).collect(),
        expectations: expected.into_iter().filter_map(|node| conditions::expectation(reader, node)).collect(),
    }
}

fn gap(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Gap {
    Gap { owner: parties(reader, opened, "owner"), due: date(reader, opened, "due-date", DateEdge::Last) }
}

/// What a `must`, `should` or `may` line says.
pub(super) fn action(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<(Strength, Spanned<String>)> {
    [Strength::Must, Strength::Should, Strength::May]
        .into_iter()
        .find_map(|strength| Some((strength, reader.quoted(opened.value(strength.word())?))))
}

pub(super) fn strength(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Strength {
    let words = [Strength::Must, Strength::Should, Strength::May].map(Strength::word);
    let chosen = choice(reader, opened, "strength", &words);
    chosen.and_then(|word| Strength::of(&word.value)).unwrap_or_default()
}

/// One of a few fixed words; another has its finding.
pub(super) fn choice(
    reader: &mut Reader<'_>,
    opened: &Opened<'_>,
    name: &str,
    words: &[&str],
) -> Option<Spanned<String>> {
    let node = opened.value(name)?;
    let word = reader.word(node);
    if words.contains(&word.value.as_str()) {
        return Some(word);
    }
    reader.find(super::values::not_a_choice(name, &word, words));
    None
}

fn notices(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Vec<Notice> {
    let nodes = opened.values(name).collect::<Vec<_>>();
    nodes.into_iter().map(|node| draws::notice(reader, node)).collect()
}

fn draw(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Draw> {
    opened.value("draw").and_then(|node| draws::draw(reader, node))
}

pub(super) fn condition(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Condition> {
    opened.value(name).map(|node| conditions::condition(reader, node))
}

/// The cases a duty or an audit is for: what `where:` says, and what `at each … where …` says of the event.
pub(super) fn cases(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Option<Condition> {
    let of_event = opened.value("when").and_then(|node| dates::event_condition(reader, node));
    match (of_event, condition(reader, opened, "where")) {
        (Some(of_event), Some(own)) => Some(Condition::And(Box::new([of_event, own]))),
        (of_event, own) => of_event.or(own),
    }
}

pub(super) fn cadence(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Spanned<Cadence>> {
    opened.value(name).and_then(|node| dates::cadence(reader, node))
}

pub(super) fn deadline(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Spanned<Deadline>> {
    opened.value(name).and_then(|node| dates::deadline(reader, node))
}

pub(super) fn date(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str, edge: DateEdge) -> Option<Spanned<Date>> {
    opened.value(name).and_then(|node| dates::date(reader, node, edge))
}

pub(super) fn duration(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Duration> {
    opened.value(name).and_then(|node| dates::duration(reader, node))
}

pub(super) fn parties(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Parties> {
    opened.value(name).map(|node| reader.parties(node))
}

pub(super) fn text(reader: &Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<String> {
    opened.value(name).map(|node| reader.quoted(node).value)
}

pub(super) fn texts(reader: &Reader<'_>, opened: &Opened<'_>, name: &str) -> Vec<Spanned<String>> {
    opened.values(name).map(|node| reader.quoted(node)).collect()
}

pub(super) fn number(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str) -> Option<Spanned<u32>> {
    opened.value(name).and_then(|node| reader.number(node))
}

pub(super) fn many(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str, kinds: &[Kind]) -> Vec<Ref> {
    opened.value(name).map(|node| reader.refer_all(node, kinds)).unwrap_or_default()
}

/// A line that names one thing; a second name there has its finding.
pub(super) fn one(reader: &mut Reader<'_>, opened: &Opened<'_>, name: &str, kinds: &[Kind]) -> Option<Ref> {
    let node = opened.value(name)?;
    let mut names = node.parts().filter(|part| matches!(part.kind, NodeKind::Name | NodeKind::Id));
    let first = names.next()?;
    if let Some(second) = names.next() {
        reader.find(super::values::only_one(name, second.span));
    }
    Some(reader.refer(first, kinds))
}

/// Names that stand for nothing declared: columns, profiles.
pub(super) fn words(reader: &Reader<'_>, opened: &Opened<'_>, name: &str) -> Vec<Spanned<String>> {
    let node = opened.value(name);
    node.into_iter()
        .flat_map(Node::parts)
        .filter(|part| part.kind == NodeKind::Name)
        .map(|part| reader.word(part))
        .collect()
}

pub(super) fn inner_name(reader: &Reader<'_>, opened: &Opened<'_>) -> Spanned<String> {
    opened.id.map_or_else(|| Spanned::new(String::new(), opened.header), |id| reader.word(id))
}

pub(super) fn inner_title(reader: &Reader<'_>, opened: &Opened<'_>) -> String {
    opened.title.map_or_else(|| inner_name(reader, opened).value, |title| reader.quoted(title).value)
}

pub(super) fn aliases(reader: &Reader<'_>, opened: &Opened<'_>) -> Vec<Alias> {
    let nodes = opened.values("also").flat_map(|node| node.children_of(NodeKind::Alias));
    nodes
        .filter_map(|alias| {
            let clauses = alias.children_of(NodeKind::Clause).map(|clause| clause_number(reader, clause));
            Some(Alias { name: reader.quoted(alias.child(NodeKind::Text)?), clauses: clauses.collect() })
        })
        .collect()
}

/// A clause number as written.
pub(super) fn clause_number(reader: &Reader<'_>, node: &Node) -> Spanned<ClauseNumber> {
    let written = reader.phrase(node);
    Spanned::new(ClauseNumber(written), node.span)
}

/// `7.4 in second-edition`
pub(super) fn formerly(reader: &Reader<'_>, node: &Node) -> Option<Formerly> {
    let clause = clause_number(reader, node.child(NodeKind::Clause)?);
    Some(Formerly { clause, edition: reader.word(node.child(NodeKind::Id)?) })
}

/// `narrower than "ISO 9001 9.2"`
pub(super) fn mapping(reader: &Reader<'_>, node: &Node) -> Option<Mapping> {
    let words = reader.phrase(node.child(NodeKind::MappingWord)?);
    Some(Mapping { relation: Relation::of(&words)?, to: reader.quoted(node.child(NodeKind::Text)?) })
}

//! From text to tree. The only file, with `expected.rs`, that knows the grammar's machinery.
//!
//! A text without mistakes is read in a few large parts. Otherwise it is cut into declarations and lines by [`super::outline`],
//! each is read alone, and what fails becomes one finding and one [`NodeKind::Error`] among its healthy siblings.

use std::collections::BTreeSet;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pair;

use super::expected;
use super::explain::{self, Expected};
use super::library;
use super::node::{Node, NodeKind};
use super::outline::{self, Piece, Shape};
use super::respaced::Respaced;
use super::scan::{self, Mark};
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, LineIndex, Span};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/qac.pest"]
struct Grammar;

pub(super) use Rule as GrammarRule;

/// A file's blocks as trees, in source order. A plain file has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The file.
    pub file: FileId,
    /// One [`NodeKind::WholeText`] for each block.
    pub blocks: Vec<Node>,
}

impl Tree {
    /// Every declaration at the top of a block, in order.
    pub fn items(&self) -> impl Iterator<Item = &Node> {
        self.blocks.iter().flat_map(|block| block.children_of(NodeKind::Item))
    }
}

/// Reads the blocks of `text`. Total: whatever the text, there is a tree, and a finding for each part it stands for
/// with an error.
#[must_use]
pub fn parse(file: FileId, text: &str, blocks: &[Span]) -> (Tree, Vec<Diagnostic>) {
    match library::tree_of(file, text) {
        Some(tree) => (tree, Vec::new()),
        None => read_blocks(file, text, blocks),
    }
}

/// The same of any text, known or not.
pub(super) fn read_blocks(file: FileId, text: &str, blocks: &[Span]) -> (Tree, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let blocks = blocks.iter().map(|&block| parse_block(text, block, &mut findings)).collect();
    (Tree { file, blocks }, findings)
}

fn parse_block(text: &str, block: Span, findings: &mut Vec<Diagnostic>) -> Node {
    let mut scan = scan::scan(text, block);
    if scan.too_deep {
        findings.append(&mut scan.faults);
        return whole(block, vec![error_node(block)]);
    }
    if scan.faults.is_empty()
        && let Ok(children) = read_in_parts(text, block, &scan.marks)
    {
        return whole(block, children);
    }
    let mut unread = Vec::new();
    let pieces = outline::cut(text, block, &scan);
    let children = pieces.iter().flat_map(|piece| read_piece(text, piece, &mut unread)).collect();
    // A line that is already known to be wrong is not reported a second time as unreadable.
    let lines = LineIndex::new(text);
    let line = |finding: &Diagnostic| finding.span().map(|span| lines.line(span.start));
    let known: BTreeSet<u32> = scan.faults.iter().filter_map(line).collect();
    unread.retain(|finding| line(finding).is_none_or(|line| !known.contains(&line)));
    findings.append(&mut scan.faults);
    findings.append(&mut unread);
    whole(block, children)
}

/// How much of a text is read in one go, in bytes. The grammar's machinery notes down some thirty bytes for each that it
/// reads, which are given back after each part.
const PART: u32 = 2048;

/// The declarations of a text whose braces pair.
fn read_in_parts(text: &str, block: Span, marks: &[Mark]) -> Result<Vec<Node>, Box<Error<Rule>>> {
    let mut children = Vec::new();
    for part in parts(block, marks) {
        children.extend(read(Rule::whole_text, text, part)?.map(|node| node.children).unwrap_or_default());
    }
    Ok(children)
}

/// The text in parts. Each but the last ends with the closing brace of a declaration that stands in no other: whatever
/// follows such a brace begins anew.
fn parts(block: Span, marks: &[Mark]) -> Vec<Span> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (block.start, 0_usize);
    for mark in marks {
        match *mark {
            Mark::Open(_) => depth += 1,
            Mark::Close(at, length) => {
                depth = depth.saturating_sub(1);
                let end = at + length;
                if depth == 0 && end - start >= PART {
                    parts.push(Span::new(block.file, start, end));
                    start = end;
                }
            }
            Mark::Line(_) | Mark::Comment(..) | Mark::Extra(_) => {}
        }
    }
    parts.push(Span::new(block.file, start, block.end));
    parts
}

const fn whole(block: Span, children: Vec<Node>) -> Node {
    Node { kind: NodeKind::WholeText, span: block, children }
}

/// Reads one declaration or line by itself.
fn read_piece(text: &str, piece: &Piece, findings: &mut Vec<Diagnostic>) -> Vec<Node> {
    match &piece.shape {
        Shape::Comment => vec![Node { kind: NodeKind::Comment, span: piece.span, children: Vec::new() }],
        Shape::Extra => vec![error_node(piece.span)],
        Shape::Line => read_line(text, piece.span, findings),
        Shape::Opening => {
            let header = read_header(text, piece.span, findings);
            // Words that cannot be read and name no declaration are no declaration.
            if header.iter().any(|node| node.kind == NodeKind::Error) && !outline::opens_with_keyword(text, piece.span)
            {
                return vec![error_node(piece.span)];
            }
            vec![Node { kind: NodeKind::Item, span: piece.span, children: header }]
        }
        Shape::Block { header, body, inside } => {
            let mut children = read_header(text, *header, findings);
            let inner = inside.iter().flat_map(|piece| read_piece(text, piece, findings)).collect();
            children.push(Node { kind: NodeKind::Body, span: *body, children: inner });
            vec![Node { kind: NodeKind::Item, span: piece.span, children }]
        }
    }
}

/// A line. Where it cannot be read to its end, but can up to a blank line, what follows is no part of it.
fn read_line(text: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Vec<Node> {
    let before = findings.len();
    let nodes = read_alone(Rule::one_field, text, span, findings);
    let Some((line, rest)) = outline::at_blank_line(text, span).filter(|_| findings.len() > before) else {
        return nodes;
    };
    match read(Rule::one_field, text, line) {
        Ok(node) => {
            findings.truncate(before);
            let mut nodes = node.map(|node| node.children).unwrap_or_default();
            nodes.extend(read_piece(text, &Piece { span: rest, shape: Shape::Opening }, findings));
            nodes
        }
        Err(_) => nodes,
    }
}

/// An opening line; where it cannot be read, its keyword and id are saved so that what names it still finds it.
fn read_header(text: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Vec<Node> {
    let before = findings.len();
    let nodes = read_alone(Rule::one_header, text, span, findings);
    if findings.len() == before {
        return nodes;
    }
    let mut saved: Vec<Node> = Vec::new();
    for (word, kind) in outline::leading_words(text, span).into_iter().zip([NodeKind::Keyword, NodeKind::Id]) {
        saved.push(Node { kind, span: word, children: Vec::new() });
    }
    let mut header = vec![Node { kind: NodeKind::Header, span, children: saved }];
    header.extend(nodes);
    header
}

fn read_alone(rule: Rule, text: &str, span: Span, findings: &mut Vec<Diagnostic>) -> Vec<Node> {
    let read = read(rule, text, span).or_else(|error| read_respaced(rule, text, span).unwrap_or(Err(error)));
    match read {
        Ok(node) => node.map(|node| node.children).unwrap_or_default(),
        Err(error) => {
            findings.push(finding(text, span, &error));
            vec![error_node(span)]
        }
    }
}

/// The same with every run of blanks made one: inside a fixed phrase (`working days`) the grammar knows one blank only,
/// and an author may have gone on over the next line there. `None` where there is nothing to change; a mistake that
/// stays is told where it stands in the text as written.
fn read_respaced(rule: Rule, text: &str, span: Span) -> Option<Result<Option<Node>, Box<Error<Rule>>>> {
    let respaced = Respaced::of(text.get(span.range()).unwrap_or_default())?;
    let whole = Span::new(span.file, 0, u32::try_from(respaced.text.len()).unwrap_or(u32::MAX));
    Some(match read(rule, &respaced.text, whole) {
        Ok(node) => Ok(node.map(|node| respaced.place(node, span))),
        Err(mut error) => {
            let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
            error.location = InputLocation::Pos(respaced.origin(at));
            Err(error)
        }
    })
}

const fn error_node(span: Span) -> Node {
    Node { kind: NodeKind::Error, span, children: Vec::new() }
}

fn read(rule: Rule, text: &str, span: Span) -> Result<Option<Node>, Box<Error<Rule>>> {
    let slice = text.get(span.range()).unwrap_or_default();
    let mut pairs = Grammar::parse(rule, slice).map_err(Box::new)?;
    Ok(pairs.next().and_then(|pair| node_of(pair, span)))
}

/// The owned tree of a pair, with its offsets moved to the file's.
fn node_of(pair: Pair<'_, Rule>, base: Span) -> Option<Node> {
    let kind = kind_of(pair.as_rule())?;
    let at = pair.as_span();
    let offset = |position: usize| base.start.saturating_add(u32::try_from(position).unwrap_or(u32::MAX));
    // Blanks that a rule takes at its end, to be sure of a gap, are no part of what it reads.
    let kept =
        if matches!(kind, NodeKind::Quoted | NodeKind::CurlyQuoted) { at.as_str() } else { at.as_str().trim_end() };
    let span = Span::new(base.file, offset(at.start()), offset(at.start() + kept.len()));
    let inner = pair.into_inner();
    // A tree is mostly short lists: room for just so many halves what it takes.
    let mut children = Vec::with_capacity(inner.len());
    children.extend(inner.filter_map(|inner| node_of(inner, base)));
    Some(Node { kind, span, children })
}

/// The finding for a piece that cannot be read: where it stops making sense, and what may stand there.
fn finding(text: &str, span: Span, error: &Error<Rule>) -> Diagnostic {
    let stop = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => expected::expected(positives),
        ErrorVariant::CustomError { .. } => Expected::default(),
    };
    explain::explain(text, span, stop, &expected)
}

/// The kind of node a rule makes; silent rules and the end of the text make none.
#[expect(clippy::too_many_lines, reason = "one flat line for each rule of the grammar")]
const fn kind_of(rule: Rule) -> Option<NodeKind> {
    Some(match rule {
        Rule::whole_text => NodeKind::WholeText,
        Rule::one_header => NodeKind::OneHeader,
        Rule::one_field => NodeKind::OneField,
        Rule::item => NodeKind::Item,
        Rule::header => NodeKind::Header,
        Rule::body => NodeKind::Body,
        Rule::keyword => NodeKind::Keyword,
        Rule::id => NodeKind::Id,
        Rule::text => NodeKind::Text,
        Rule::quoted => NodeKind::Quoted,
        Rule::curly_quoted => NodeKind::CurlyQuoted,
        Rule::field => NodeKind::Field,
        Rule::cadence_field => NodeKind::CadenceField,
        Rule::deadline_field => NodeKind::DeadlineField,
        Rule::parties_field => NodeKind::PartiesField,
        Rule::names_field => NodeKind::NamesField,
        Rule::text_field => NodeKind::TextField,
        Rule::draw_field => NodeKind::DrawField,
        Rule::auditors_field => NodeKind::AuditorsField,
        Rule::basis_field => NodeKind::BasisField,
        Rule::notice_field => NodeKind::NoticeField,
        Rule::filing_field => NodeKind::FilingField,
        Rule::clauses_field => NodeKind::ClausesField,
        Rule::also_field => NodeKind::AlsoField,
        Rule::number_field => NodeKind::NumberField,
        Rule::amount_field => NodeKind::AmountField,
        Rule::date_field => NodeKind::DateField,
        Rule::dates_field => NodeKind::DatesField,
        Rule::choice_field => NodeKind::ChoiceField,
        Rule::strength_field => NodeKind::StrengthField,
        Rule::condition_field => NodeKind::ConditionField,
        Rule::measure_field => NodeKind::MeasureField,
        Rule::bound_field => NodeKind::BoundField,
        Rule::columns_field => NodeKind::ColumnsField,
        Rule::shown_field => NodeKind::ShownField,
        Rule::parts_field => NodeKind::PartsField,
        Rule::plan_field => NodeKind::PlanField,
        Rule::totals_field => NodeKind::TotalsField,
        Rule::next_field => NodeKind::NextField,
        Rule::happening_field => NodeKind::HappeningField,
        Rule::expect_field => NodeKind::ExpectField,
        Rule::entry_field => NodeKind::EntryField,
        Rule::week_field => NodeKind::WeekField,
        Rule::month_field => NodeKind::MonthField,
        Rule::year_start_field => NodeKind::YearStartField,
        Rule::moved_field => NodeKind::MovedField,
        Rule::holidays_field => NodeKind::HolidaysField,
        Rule::reads_as_field => NodeKind::ReadsAsField,
        Rule::rotation_field => NodeKind::RotationField,
        Rule::duration_field => NodeKind::DurationField,
        Rule::share_field => NodeKind::ShareField,
        Rule::change_field => NodeKind::ChangeField,
        Rule::overall_field => NodeKind::OverallField,
        Rule::cap_field => NodeKind::CapField,
        Rule::through_field => NodeKind::ThroughField,
        Rule::quorum_field => NodeKind::QuorumField,
        Rule::mapping_field => NodeKind::MappingField,
        Rule::formerly_field => NodeKind::FormerlyField,
        Rule::levels_field => NodeKind::LevelsField,
        Rule::equals_field => NodeKind::EqualsField,
        Rule::unknown_field => NodeKind::UnknownField,
        Rule::unknown_name => NodeKind::UnknownName,
        Rule::cadence_name => NodeKind::CadenceName,
        Rule::deadline_name => NodeKind::DeadlineName,
        Rule::parties_name => NodeKind::PartiesName,
        Rule::names_name => NodeKind::NamesName,
        Rule::text_name => NodeKind::TextName,
        Rule::draw_name => NodeKind::DrawName,
        Rule::auditors_name => NodeKind::AuditorsName,
        Rule::basis_name => NodeKind::BasisName,
        Rule::notice_name => NodeKind::NoticeName,
        Rule::filing_name => NodeKind::FilingName,
        Rule::clauses_name => NodeKind::ClausesName,
        Rule::also_name => NodeKind::AlsoName,
        Rule::number_name => NodeKind::NumberName,
        Rule::amount_name => NodeKind::AmountName,
        Rule::date_name => NodeKind::DateName,
        Rule::dates_name => NodeKind::DatesName,
        Rule::choice_name => NodeKind::ChoiceName,
        Rule::strength => NodeKind::Strength,
        Rule::condition_name => NodeKind::ConditionName,
        Rule::measure_name => NodeKind::MeasureName,
        Rule::bound_name => NodeKind::BoundName,
        Rule::columns_name => NodeKind::ColumnsName,
        Rule::shown_name => NodeKind::ShownName,
        Rule::parts_name => NodeKind::PartsName,
        Rule::totals_name => NodeKind::TotalsName,
        Rule::next_name => NodeKind::NextName,
        Rule::expect_name => NodeKind::ExpectName,
        Rule::week_name => NodeKind::WeekName,
        Rule::month_name_name => NodeKind::MonthNameName,
        Rule::year_start_name => NodeKind::YearStartName,
        Rule::moved_name => NodeKind::MovedName,
        Rule::holidays_name => NodeKind::HolidaysName,
        Rule::reads_as_name => NodeKind::ReadsAsName,
        Rule::rotation_name => NodeKind::RotationName,
        Rule::duration_name => NodeKind::DurationName,
        Rule::share_name => NodeKind::ShareName,
        Rule::change_name => NodeKind::ChangeName,
        Rule::overall_name => NodeKind::OverallName,
        Rule::cap_name => NodeKind::CapName,
        Rule::through_name => NodeKind::ThroughName,
        Rule::quorum_name => NodeKind::QuorumName,
        Rule::mapping_name => NodeKind::MappingName,
        Rule::formerly_name => NodeKind::FormerlyName,
        Rule::levels_name => NodeKind::LevelsName,
        Rule::cadence => NodeKind::Cadence,
        Rule::union => NodeKind::Union,
        Rule::once_in => NodeKind::OnceIn,
        Rule::first_of => NodeKind::FirstOf,
        Rule::sequence => NodeKind::Sequence,
        Rule::as_required => NodeKind::AsRequired,
        Rule::adverb => NodeKind::Adverb,
        Rule::leg => NodeKind::Leg,
        Rule::leg_lasts => NodeKind::LegLasts,
        Rule::lasts_until => NodeKind::LastsUntil,
        Rule::modifier => NodeKind::Modifier,
        Rule::every => NodeKind::Every,
        Rule::step => NodeKind::Step,
        Rule::other => NodeKind::Other,
        Rule::count => NodeKind::Count,
        Rule::gap => NodeKind::Gap,
        Rule::at_each => NodeKind::AtEach,
        Rule::within_of => NodeKind::WithinOf,
        Rule::the_last_one => NodeKind::TheLastOne,
        Rule::placed => NodeKind::Placed,
        Rule::on_date => NodeKind::OnDate,
        Rule::yearly_on => NodeKind::YearlyOn,
        Rule::in_months => NodeKind::InMonths,
        Rule::except => NodeKind::Except,
        Rule::excepting => NodeKind::Excepting,
        Rule::individual => NodeKind::Individual,
        Rule::anchor => NodeKind::Anchor,
        Rule::after_last => NodeKind::AfterLast,
        Rule::open_for => NodeKind::OpenFor,
        Rule::tolerance => NodeKind::Tolerance,
        Rule::apart => NodeKind::Apart,
        Rule::review_at => NodeKind::ReviewAt,
        Rule::short_month => NodeKind::ShortMonth,
        Rule::short_last => NodeKind::ShortLast,
        Rule::short_skip => NodeKind::ShortSkip,
        Rule::moved => NodeKind::Moved,
        Rule::not_moved => NodeKind::NotMoved,
        Rule::that_day => NodeKind::ThatDay,
        Rule::to_next => NodeKind::ToNext,
        Rule::to_before => NodeKind::ToBefore,
        Rule::next_in_month => NodeKind::NextInMonth,
        Rule::before_in_month => NodeKind::BeforeInMonth,
        Rule::to_nearest => NodeKind::ToNearest,
        Rule::place => NodeKind::Place,
        Rule::at_the_start => NodeKind::AtTheStart,
        Rule::at_the_end => NodeKind::AtTheEnd,
        Rule::the_nth => NodeKind::TheNth,
        Rule::ordinal => NodeKind::Ordinal,
        Rule::second_last => NodeKind::SecondLast,
        Rule::last => NodeKind::Last,
        Rule::first_to_fifth => NodeKind::FirstToFifth,
        Rule::nth => NodeKind::Nth,
        Rule::day_kind => NodeKind::DayKind,
        Rule::working_day => NodeKind::WorkingDay,
        Rule::any_day => NodeKind::AnyDay,
        Rule::period => NodeKind::Period,
        Rule::deadline => NodeKind::Deadline,
        Rule::sooner_of => NodeKind::SoonerOf,
        Rule::later_of => NodeKind::LaterOf,
        Rule::one_deadline => NodeKind::OneDeadline,
        Rule::within => NodeKind::Within,
        Rule::before => NodeKind::Before,
        Rule::time_after => NodeKind::TimeAfter,
        Rule::the_day_of => NodeKind::TheDayOf,
        Rule::next_without => NodeKind::NextWithout,
        Rule::by => NodeKind::By,
        Rule::by_next_day => NodeKind::ByNextDay,
        Rule::by_end_of => NodeKind::ByEndOf,
        Rule::by_nth_of => NodeKind::ByNthOf,
        Rule::next => NodeKind::Next,
        Rule::same_day => NodeKind::SameDay,
        Rule::same_working_day => NodeKind::SameWorkingDay,
        Rule::clock_word => NodeKind::ClockWord,
        Rule::moment => NodeKind::Moment,
        Rule::completion => NodeKind::Completion,
        Rule::the_meeting => NodeKind::TheMeeting,
        Rule::start_of => NodeKind::StartOf,
        Rule::end_of => NodeKind::EndOf,
        Rule::duration => NodeKind::Duration,
        Rule::duration_unit => NodeKind::DurationUnit,
        Rule::parties => NodeKind::Parties,
        Rule::all_of => NodeKind::AllOf,
        Rule::any_of => NodeKind::AnyOf,
        Rule::short_list => NodeKind::ShortList,
        Rule::names => NodeKind::Names,
        Rule::name => NodeKind::Name,
        Rule::quantity => NodeKind::Quantity,
        Rule::at_least => NodeKind::AtLeast,
        Rule::at_most => NodeKind::AtMost,
        Rule::exactly => NodeKind::Exactly,
        Rule::between => NodeKind::Between,
        Rule::once => NodeKind::Once,
        Rule::twice => NodeKind::Twice,
        Rule::quorum => NodeKind::Quorum,
        Rule::with_whom => NodeKind::WithWhom,
        Rule::draw => NodeKind::Draw,
        Rule::portions => NodeKind::Portions,
        Rule::portion => NodeKind::Portion,
        Rule::size => NodeKind::Size,
        Rule::greater_of => NodeKind::GreaterOf,
        Rule::smaller_of => NodeKind::SmallerOf,
        Rule::simple_size => NodeKind::SimpleSize,
        Rule::every_one => NodeKind::EveryOne,
        Rule::by_how_often => NodeKind::ByHowOften,
        Rule::one_in => NodeKind::OneIn,
        Rule::per_auditor => NodeKind::PerAuditor,
        Rule::selection => NodeKind::Selection,
        Rule::at_random => NodeKind::AtRandom,
        Rule::by_theme => NodeKind::ByTheme,
        Rule::by_finding => NodeKind::ByFinding,
        Rule::chosen_by => NodeKind::ChosenBy,
        Rule::draw_rule => NodeKind::DrawRule,
        Rule::spread => NodeKind::Spread,
        Rule::separately => NodeKind::Separately,
        Rule::equally => NodeKind::Equally,
        Rule::in_proportion => NodeKind::InProportion,
        Rule::one_per => NodeKind::OnePer,
        Rule::pick_word => NodeKind::PickWord,
        Rule::cap => NodeKind::Cap,
        Rule::at_least_bound => NodeKind::AtLeastBound,
        Rule::at_most_bound => NodeKind::AtMostBound,
        Rule::reserve => NodeKind::Reserve,
        Rule::rounded => NodeKind::Rounded,
        Rule::round_up => NodeKind::RoundUp,
        Rule::round_down => NodeKind::RoundDown,
        Rule::round_nearest => NodeKind::RoundNearest,
        Rule::not_within => NodeKind::NotWithin,
        Rule::if_fails => NodeKind::IfFails,
        Rule::then_all => NodeKind::ThenAll,
        Rule::by_frequency => NodeKind::ByFrequency,
        Rule::frequency => NodeKind::Frequency,
        Rule::auditors => NodeKind::Auditors,
        Rule::each_one => NodeKind::EachOne,
        Rule::shared_evenly => NodeKind::SharedEvenly,
        Rule::basis => NodeKind::Basis,
        Rule::basis_part => NodeKind::BasisPart,
        Rule::basis_word => NodeKind::BasisWord,
        Rule::own_area => NodeKind::OwnArea,
        Rule::peer_area => NodeKind::PeerArea,
        Rule::share_by => NodeKind::ShareBy,
        Rule::independent => NodeKind::Independent,
        Rule::rotation => NodeKind::Rotation,
        Rule::no_pair_running => NodeKind::NoPairRunning,
        Rule::notice => NodeKind::Notice,
        Rule::to_whom => NodeKind::ToWhom,
        Rule::by_whom => NodeKind::ByWhom,
        Rule::filing => NodeKind::Filing,
        Rule::binding => NodeKind::Binding,
        Rule::next_step => NodeKind::NextStep,
        Rule::ends_here => NodeKind::EndsHere,
        Rule::through => NodeKind::Through,
        Rule::before_due => NodeKind::BeforeDue,
        Rule::plan => NodeKind::Plan,
        Rule::plan_entry => NodeKind::PlanEntry,
        Rule::totals => NodeKind::Totals,
        Rule::total => NodeKind::Total,
        Rule::in_all => NodeKind::InAll,
        Rule::columns => NodeKind::Columns,
        Rule::column => NodeKind::Column,
        Rule::column_type => NodeKind::ColumnType,
        Rule::column_place => NodeKind::ColumnPlace,
        Rule::kept_locally => NodeKind::KeptLocally,
        Rule::column_link => NodeKind::ColumnLink,
        Rule::may_be_empty => NodeKind::MayBeEmpty,
        Rule::shown => NodeKind::Shown,
        Rule::parts => NodeKind::Parts,
        Rule::part_in => NodeKind::PartIn,
        Rule::condition => NodeKind::Condition,
        Rule::and_also => NodeKind::AndAlso,
        Rule::or_else => NodeKind::OrElse,
        Rule::operand => NodeKind::Operand,
        Rule::negated => NodeKind::Negated,
        Rule::bracketed => NodeKind::Bracketed,
        Rule::comparison => NodeKind::Comparison,
        Rule::empty_test => NodeKind::EmptyTest,
        Rule::is_not_empty => NodeKind::IsNotEmpty,
        Rule::is_empty => NodeKind::IsEmpty,
        Rule::one_of => NodeKind::OneOf,
        Rule::equality => NodeKind::Equality,
        Rule::is_not => NodeKind::IsNot,
        Rule::ordering => NodeKind::Ordering,
        Rule::order_word => NodeKind::OrderWord,
        Rule::recent => NodeKind::Recent,
        Rule::literal => NodeKind::Literal,
        Rule::measure => NodeKind::Measure,
        Rule::count_of => NodeKind::CountOf,
        Rule::share_of => NodeKind::ShareOf,
        Rule::statistic => NodeKind::Statistic,
        Rule::statistic_name => NodeKind::StatisticName,
        Rule::days_between => NodeKind::DaysBetween,
        Rule::bound => NodeKind::Bound,
        Rule::bound_word => NodeKind::BoundWord,
        Rule::reading => NodeKind::Reading,
        Rule::overall => NodeKind::Overall,
        Rule::overall_part => NodeKind::OverallPart,
        Rule::overall_word => NodeKind::OverallWord,
        Rule::the_rest => NodeKind::TheRest,
        Rule::change => NodeKind::Change,
        Rule::more_moderation => NodeKind::MoreModeration,
        Rule::change_ends => NodeKind::ChangeEnds,
        Rule::so_many_of => NodeKind::SoManyOf,
        Rule::for_the_next => NodeKind::ForTheNext,
        Rule::happening => NodeKind::Happening,
        Rule::happens_event => NodeKind::HappensEvent,
        Rule::happens_is => NodeKind::HappensIs,
        Rule::serious => NodeKind::Serious,
        Rule::is_settled => NodeKind::IsSettled,
        Rule::pair => NodeKind::Pair,
        Rule::expectation => NodeKind::Expectation,
        Rule::expect_none => NodeKind::ExpectNone,
        Rule::expect_total => NodeKind::ExpectTotal,
        Rule::expect_missed => NodeKind::ExpectMissed,
        Rule::expect_one => NodeKind::ExpectOne,
        Rule::tells_whom => NodeKind::TellsWhom,
        Rule::from_whom => NodeKind::FromWhom,
        Rule::clauses => NodeKind::Clauses,
        Rule::clause => NodeKind::Clause,
        Rule::formerly => NodeKind::Formerly,
        Rule::levels => NodeKind::Levels,
        Rule::level_of => NodeKind::LevelOf,
        Rule::level_word => NodeKind::LevelWord,
        Rule::mapping => NodeKind::Mapping,
        Rule::mapping_word => NodeKind::MappingWord,
        Rule::aliases => NodeKind::Aliases,
        Rule::alias => NodeKind::Alias,
        Rule::date_range => NodeKind::DateRange,
        Rule::date => NodeKind::Date,
        Rule::iso_date => NodeKind::IsoDate,
        Rule::full_date => NodeKind::FullDate,
        Rule::month_of_year => NodeKind::MonthOfYear,
        Rule::day_and_month => NodeKind::DayAndMonth,
        Rule::day => NodeKind::Day,
        Rule::year => NodeKind::Year,
        Rule::months => NodeKind::Months,
        Rule::month => NodeKind::Month,
        Rule::weekday => NodeKind::Weekday,
        Rule::nation => NodeKind::Nation,
        Rule::percent => NodeKind::Percent,
        Rule::number => NodeKind::Number,
        Rule::word => NodeKind::Word,
        Rule::rest_of_line => NodeKind::RestOfLine,
        Rule::comment => NodeKind::Comment,
        // Never seen: silent rules make no pairs, and the end of the text is no node.
        Rule::EOI
        | Rule::known_name
        | Rule::number_word
        | Rule::closed_list
        | Rule::several
        | Rule::letter
        | Rule::more
        | Rule::digit
        | Rule::ends_name
        | Rule::colon
        | Rule::list_comma
        | Rule::list_sep
        | Rule::end
        | Rule::blank
        | Rule::b
        | Rule::s
        | Rule::w => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::vocabulary::{CONSTRUCTS, Standing};

    fn read_whole(text: &str) -> (Tree, Vec<Diagnostic>) {
        let file = FileId(0);
        parse(file, text, &[Span::new(file, 0, u32::try_from(text.len()).unwrap())])
    }

    #[test]
    fn the_tour_of_the_language_is_read_whole() {
        let text = include_str!("../../examples/tour.qac");
        let (tree, findings) = read_whole(text);
        assert_eq!(findings, []);
        let top = CONSTRUCTS.iter().filter(|construct| construct.place == Standing::Top);
        for construct in top {
            let opens = |item: &Node| {
                item.child(NodeKind::Header)
                    .and_then(|header| header.child(NodeKind::Keyword))
                    .is_some_and(|keyword| keyword.text(text) == construct.keyword)
            };
            assert!(tree.items().any(opens), "no {} in the tour", construct.keyword);
        }
    }

    #[test]
    fn a_text_in_parts_reads_as_one_in_one_go() {
        let texts = [
            include_str!("../../examples/tour.qac"),
            include_str!("../../examples/rules/people.qac"),
            include_str!("../../examples/rules/time.qac"),
            include_str!("../../frameworks/std/records.qac"),
        ];
        for text in texts {
            let block = Span::new(FileId(0), 0, u32::try_from(text.len()).unwrap());
            let marks = scan::scan(text, block).marks;
            assert!(parts(block, &marks).len() > 1);
            let whole = read(Rule::whole_text, text, block).unwrap().unwrap();
            assert_eq!(read_in_parts(text, block, &marks).unwrap(), whole.children);
        }
    }

    #[test]
    fn each_mistake_costs_its_own_line_only() {
        let text =
            "role a \"A\" {\n  headcount: lots\n  reports-to: b\n}\nrole b \"B\" {\n  acting-until: 31 Mayy 2017\n}\n";
        let (tree, findings) = read_whole(text);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "what `headcount` says cannot be understood from `lots` on",
                "what `acting-until` says cannot be understood from `Mayy` on"
            ]
        );
        assert_eq!(tree.items().count(), 2);
    }

    #[test]
    fn a_phrase_may_go_on_over_the_next_line() {
        let text = "clock soon {\n  within: by the end of the next\n          working   day\n}\nclock late {\n  within: within 3\n    working\n    dayz of completion\n}\n";
        let (tree, findings) = read_whole(text);
        let found: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(found, ["what `within` says cannot be understood from `working` on"]);
        let body = tree.items().next().unwrap().child(NodeKind::Body).unwrap();
        assert!(body.child(NodeKind::Field).unwrap().text(text).ends_with("working   day"));
    }
}

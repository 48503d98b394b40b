//! Words for a piece of text that cannot be read: where it stops making sense, and what could stand there.

use super::outline;
use super::vocabulary::{self, Construct};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, codes};
use crate::text::{Span, nearest};

/// What the grammar would have taken at the place where it stopped.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// In words, at most four.
    pub(super) words: Vec<&'static str>,
    /// Fixed words, one of which may be meant.
    pub(super) choices: Vec<&'static str>,
}

/// The finding for the piece at `span`, which stops making sense at byte `stop` of it.
pub(super) fn explain(text: &str, span: Span, stop: usize, expected: &Expected) -> Diagnostic {
    let piece = text.get(span.range()).unwrap_or_default();
    let place = word_at(piece, span, stop);
    let found = text.get(place.range()).unwrap_or_default();
    let is_keyword = |name: &&str| vocabulary::construct(name).is_some() && !vocabulary::is_field(name);
    let finding = match name_of(piece).filter(|name| !is_keyword(name)) {
        Some(name) => line(name, place, found, expected),
        None => opening(piece, span, place),
    };
    match nearest(found, expected.choices.iter().copied()).filter(|_| !found.is_empty()) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(Fix {
            title: format!("write `{meant}`"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: place, replacement: meant.to_owned() }],
        }),
        None => finding,
    }
}

fn line(name: &str, place: Span, found: &str, expected: &Expected) -> Diagnostic {
    let message = if found.is_empty() {
        format!("what `{name}` says is not finished")
    } else {
        format!("what `{name}` says cannot be understood from `{}` on", shortened(found))
    };
    let label = match expected.words.split_last() {
        None => "this does not fit here".to_owned(),
        Some((only, [])) => format!("{only} would fit here"),
        Some((last, others)) => format!("{} or {last} would fit here", others.join(", ")),
    };
    let examples = examples(name);
    let finding = Diagnostic::new(codes::VALUE_NOT_UNDERSTOOD, message).at(place, label);
    if examples.is_empty() { finding } else { finding.help(format!("write it like this: {examples}")) }
}

fn opening(piece: &str, span: Span, place: Span) -> Diagnostic {
    let first = piece.split_whitespace().next().unwrap_or_default();
    match vocabulary::construct(first.trim_end_matches(':')) {
        Some(construct) => bare_title(piece, span, construct).unwrap_or_else(|| broken_opening(place, construct)),
        None if vocabulary::is_field(first) && !piece.contains('\n') => {
            let end = span.start.saturating_add(u32::try_from(first.len()).unwrap_or(0));
            Diagnostic::new(codes::MISSING_COLON, format!("`{first}` is not followed by a colon"))
                .at(Span::new(span.file, span.start, end), "a colon belongs after this")
                .help(format!("write `{first}: …`; begin a remark with `#`"))
                .fix(Fix::guess("write a colon", Span::new(span.file, end, end), ":"))
        }
        None => Diagnostic::new(codes::STRAY_TEXT, "these words belong to no declaration")
            .at(span, "neither a declaration nor a line of one")
            .help("begin a remark with `#`, a line with `name:`, and a declaration with its keyword"),
    }
}

fn broken_opening(place: Span, construct: &Construct) -> Diagnostic {
    Diagnostic::new(codes::STRAY_TEXT, format!("the opening line of this {} cannot be understood", construct.keyword))
        .at(place, "this does not fit here")
        .help(format!("write {}, all on one line", construct.pattern()))
}

/// A title without quotes, or in quotes of another kind: `role team-manager Team manager`.
fn bare_title(piece: &str, span: Span, construct: &Construct) -> Option<Diagnostic> {
    let keyword = construct.keyword;
    let rest = piece.strip_prefix(keyword)?.trim_start();
    let (id, title) = rest.split_once(' ')?;
    let is_id = id.starts_with(char::is_alphabetic) && id.chars().all(|c| c.is_alphanumeric() || c == '-');
    let said = title.trim().trim_matches(['\'', '‘', '’', '`', '(', ')', '«', '»', '„']);
    if !is_id || said.is_empty() || said.contains(['"', '“', '”', '#', '\n', ':', '=']) {
        return None;
    }
    let length = u32::try_from(title.trim_start().len()).ok()?;
    let place = Span::new(span.file, span.end.saturating_sub(length), span.end);
    let finding =
        Diagnostic::new(codes::MISSING_TITLE, format!("the title of this {keyword} is not in straight quotes"))
            .at(place, "a title stands between two `\"`")
            .help(format!("write `{keyword} {id} \"{said}\"`"));
    Some(finding.fix(Fix::guess("put it in straight quotes", place, format!("\"{said}\""))))
}

/// What stands before the colon, where the piece is a line.
fn name_of(piece: &str) -> Option<&str> {
    if !outline::has_name(piece) {
        return None;
    }
    let colon = if piece.starts_with(['"', '“']) { piece.rfind(':') } else { piece.find([':', '=']) };
    colon.and_then(|colon| piece.get(..colon)).map(str::trim)
}

/// The word at byte `stop` of the piece, or the nothing after its end.
fn word_at(piece: &str, span: Span, stop: usize) -> Span {
    let mut start = stop.min(piece.len());
    while !piece.is_char_boundary(start) {
        start -= 1;
    }
    // A stop inside a word is about the whole word.
    let before = piece.get(..start).unwrap_or_default();
    let tail = before.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '-').map(char::len_utf8).sum::<usize>();
    if piece.get(start..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '-')) {
        start -= tail;
    }
    let rest = piece.get(start..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    let word = rest.trim_start();
    let length = word.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}')).unwrap_or(word.len());
    let length = if length == 0 { word.chars().next().map_or(0, char::len_utf8) } else { length };
    let offset = |at: usize| span.start.saturating_add(u32::try_from(at).unwrap_or(0)).min(span.end);
    Span::new(span.file, offset(start + blank), offset(start + blank + length))
}

fn shortened(found: &str) -> String {
    const LONGEST: usize = 40;
    if found.chars().count() <= LONGEST {
        return found.to_owned();
    }
    found.chars().take(LONGEST).chain(['…']).collect()
}

/// One or two values that the line of that name could have.
fn examples(name: &str) -> &'static str {
    match name {
        "when" => "`every month except April and August`, `at least 2 in every quarter`, `at each case-closed`",
        "due" | "within" | "as-at" | "draft-due" | "not-before" => {
            "`within 10 working days of completion`, `by the last working day of the month`, `by 31 May`"
        }
        "draw" => "`14 at random from open-cases, spread over area`",
        "auditors" => "`team-manager, 2 each`",
        "basis" => "`own area in January and May, peer area in February and March`",
        "findings" | "action-plan" | "share" | "report-back" => {
            "`to service-leader and team-manager, within 10 working days of the end of the month`"
        }
        "file" => "`audit-tool on \"the child's record\", within 5 working days of completion`",
        "clauses" => "`5.9, 6.17 and Appendix 1`",
        "also" => "`\"Corporate Parenting Panel\" in 6.27`",
        "headcount" | "language" => "`7`",
        "how-many" => "`at least 3`, `exactly 2`",
        "quorum" => "`at least 3, with chair or deputy-chair, with 1 of lay-member`",
        "through" => "`board-meeting`, `board-meeting before the due date`",
        "cap" => "`at most 3 for each worker in every quarter`",
        "overall" => "`the lowest of safety, otherwise the median of the rest`",
        "changes" => "`hand-observations to every week until at least 95% in 3 weeks running`",
        "levels" => "`QAC0403 advice, QAC0901 error`",
        "formerly" => "`7.4 in second-edition`",
        "maps-to" => "`equal to \"ISO 9001 9.2\"`, `narrower than …`, `broader than …`, `overlapping with …`",
        "review-due" | "date" | "starts" | "ends" | "due-date" | "in-force-from" | "in-force-until"
        | "acting-until" => "`31 May 2017`, `2017-05-31`, `May 2017`",
        "dates" | "half-term" => "`5 September 2016 to 16 December 2016`",
        "where" | "excluding" | "counts-as-met" => "`closed is empty and status is one of (open, pending)`",
        "value" => "`count of audits where grade is poor, by quarter and team`",
        "bound" => "`below 90% in 2 months running`",
        "columns" | "holds" => "`case-id text, opened date, closed date or empty`",
        "shown-in" => "`review-form.completed-on`, `audit-record.completed-on where kind is \"second look\"`",
        "parts-in" => "`file filed-on, findings report-issued-on`",
        "totals" => "`270 for social-care, 430 in all`",
        "if-unanswered" => "`next-level, after 1 working day`, `ends here`",
        "expect" => "`140 case-file-audits in 2017`, `safety-concern tells case-holder by 9 May 2017`",
        "week" => "`Monday to Friday`",
        "quarters-from" => "`April`",
        "financial-year" | "academic-year" => "`from 1 April`",
        "non-working-days" => "`moved to the working day before`",
        "holidays" => "`England and Wales`",
        "terms-from-file" | "closures-from-file" | "holidays-from-file" => "`\"terms-2026.csv\"`",
        "reads-as" => "`adequate reads as requires-improvement`",
        "rotation" => "`no pair twice within 6 months`",
        "in-all" | "acting-at-most" | "competence-lasts" | "partner-for" => "`40 working days`",
        "moderation" => "`10% by service-leader, independent of auditor`",
        "must" | "should" | "may" | "assume" | "note" | "because" | "evidence" | "means" | "version" | "channel"
        | "competence" => "a text in quotes",
        _ if outline::has_name(&format!("{name}:")) && vocabulary::is_field(name) => "`one-name, another and a-third`",
        _ if name.starts_with("on ") => "`case-closed with child \"A1\"`",
        _ if name.starts_with(['"', '“']) => "`\"CP\": \"child protection\"`",
        _ if outline::is_months(name) => "`25 social-care-case-files, 14 early-help-case-files from own area`",
        _ => "",
    }
}

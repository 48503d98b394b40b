//! Standards, instruments, questions and scales: each is used, and each audit looks for something.

use indexmap::IndexSet;

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::standards::{Instrument, Question, Standard};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};
use crate::text::Spanned;

/// Findings on what is looked for.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let used = used(model);
    let graded = graded(model);
    let open = open_clauses(model);
    let mut findings = Vec::new();
    for declaration in pick::of_document(checked).filter(|declaration| !declaration.broken) {
        if let Construct::Standard(standard) = &declaration.construct {
            findings.extend(not_tested(&used, &open, declaration));
            findings.extend(fed_by_some(&standard.criteria));
            findings.extend(without_scale(&graded, declaration, standard));
        } else if let Construct::Instrument(instrument) = &declaration.construct {
            findings.extend(not_used(&used, declaration));
            findings.extend(fed_by_some(&instrument.questions));
            findings.extend(own_without_scale(declaration, instrument));
        } else if let Construct::Scale(_) = &declaration.construct {
            findings.extend(scale_not_used(&used, declaration));
        } else if let Construct::Audit(audit) = &declaration.construct {
            let instrument = audit.instrument.as_ref();
            findings.extend(tests_nothing(model, declaration, audit.tests.is_empty(), instrument));
        }
    }
    findings
}

/// Every standard, instrument and scale that something names.
fn used(model: &Model) -> IndexSet<DeclId> {
    let mut used = IndexSet::new();
    let mut add = |names: &[Ref]| used.extend(names.iter().filter_map(|name| name.target));
    for declaration in &model.declarations {
        if let Construct::Standard(standard) = &declaration.construct {
            add(standard.scale.as_slice());
            standard.criteria.iter().for_each(|question| add_question(question, &mut add));
        } else if let Construct::Instrument(instrument) = &declaration.construct {
            add(&instrument.tests);
            add(instrument.scale.as_slice());
            instrument.questions.iter().for_each(|question| add_question(question, &mut add));
        } else if let Construct::Scale(scale) = &declaration.construct {
            add(scale.follows.as_slice());
        } else if let Construct::Audit(audit) = &declaration.construct {
            add(&audit.tests);
            add(audit.instrument.as_slice());
            add(filed(audit.file.as_ref()));
        } else if let Construct::Duty(duty) = &declaration.construct {
            add(&duty.tests);
            add(&duty.feeds);
            add(duty.instrument.as_slice());
            add(filed(duty.file.as_ref()));
        } else if let Construct::Feedback(feedback) = &declaration.construct {
            add(feedback.instrument.as_slice());
            add(&feedback.feeds);
        } else if let Construct::Meeting(meeting) = &declaration.construct {
            add(&meeting.items);
        } else if let Construct::Report(report) = &declaration.construct {
            add(&report.feeds);
        }
    }
    used
}

fn add_question(question: &Question, add: &mut impl FnMut(&[Ref])) {
    add(question.answer.as_slice());
    add(&question.feeds);
}

fn filed(filing: Option<&crate::model::value::Filing>) -> &[Ref] {
    filing.map_or(&[], |filing| std::slice::from_ref(&filing.instrument))
}

/// The standards whose questions are answered on the scale of an instrument.
fn graded(model: &Model) -> IndexSet<DeclId> {
    let mut graded = IndexSet::new();
    for declaration in &model.declarations {
        let Construct::Instrument(tool) = &declaration.construct else { continue };
        if tool.scale.is_some() {
            graded.extend(tool.tests.iter().filter_map(|test| test.target));
        }
    }
    graded
}

/// The clauses that have an open question.
fn open_clauses(model: &Model) -> IndexSet<&str> {
    let gaps = model.declarations.iter().filter(|other| matches!(other.construct, Construct::Gap(_)));
    gaps.flat_map(own_clauses).collect()
}

/// A standard that no instrument, audit or duty tests. An open question of the same clause accounts for it.
fn not_tested(used: &IndexSet<DeclId>, open: &IndexSet<&str>, declaration: &Declaration) -> Option<Diagnostic> {
    if used.contains(&declaration.id) || own_clauses(declaration).any(|clause| open.contains(clause)) {
        return None;
    }
    Some(
        Diagnostic::new(codes::STANDARD_NOT_TESTED, format!("nothing tests the standard `{}`", declaration.name.value))
            .at(declaration.header, "no audit, instrument or duty names it in `tests`")
            .help("name it in the `tests` line of an instrument or an audit, or say with `gap` when it will be tested"),
    )
}

/// The clauses that a declaration names itself; where it names none, the one above it.
fn own_clauses(declaration: &Declaration) -> impl Iterator<Item = &str> {
    let above = usize::from(declaration.clauses.len() > 1);
    declaration.clauses.iter().skip(above).map(|clause: &Spanned<_>| clause.value.0.as_str())
}

/// An audit without a standard and without a question.
fn tests_nothing(
    model: &Model,
    declaration: &Declaration,
    without_tests: bool,
    instrument: Option<&Ref>,
) -> Option<Diagnostic> {
    let tool = instrument.and_then(|instrument| model.target(instrument));
    let asks = tool.is_some_and(|tool| {
        let Construct::Instrument(tool) = &tool.construct else { return false };
        !tool.tests.is_empty() || !tool.questions.is_empty()
    });
    if asks || !without_tests {
        return None;
    }
    let finding = Diagnostic::new(
        codes::AUDIT_TESTS_NOTHING,
        format!("`{}` looks at cases, but no standard says what for", declaration.name.value),
    );
    let finding = match instrument {
        Some(instrument) => finding.at(instrument.span, "this instrument tests no standard and asks no question"),
        None => finding.at(declaration.header, "no `instrument` and no `tests`"),
    };
    Some(finding.help("name the standards in `tests`, or the tool that holds its questions in `instrument`"))
}

fn not_used(used: &IndexSet<DeclId>, declaration: &Declaration) -> Option<Diagnostic> {
    (!used.contains(&declaration.id)).then(|| {
        Diagnostic::new(codes::INSTRUMENT_NOT_USED, format!("nothing is done with `{}`", declaration.name.value))
            .at(declaration.header, "no audit, duty or feedback names it")
            .help("name it in the `instrument` line of what it is for, or take it out")
    })
}

fn scale_not_used(used: &IndexSet<DeclId>, declaration: &Declaration) -> Option<Diagnostic> {
    (!used.contains(&declaration.id)).then(|| {
        Diagnostic::new(codes::SCALE_NOT_USED, format!("nothing is graded on `{}`", declaration.name.value))
            .at(declaration.header, "no standard, instrument or question names it")
            .help("name it in the `scale` line of a standard, or take it out")
    })
}

/// Questions that feed no measure, in a list where most do. One that feeds among many that do not is the grade of the
/// whole, and the others are there for the reader.
fn fed_by_some(questions: &[Question]) -> Vec<Diagnostic> {
    let feeding = questions.iter().filter(|question| !question.feeds.is_empty()).count();
    if feeding == 0 || feeding * 2 < questions.len() {
        return Vec::new();
    }
    let silent = questions.iter().filter(|question| question.feeds.is_empty());
    silent
        .map(|question| {
            Diagnostic::new(
                codes::QUESTION_FEEDS_NOTHING,
                format!("the answers to `{}` go into nothing", question.name.value),
            )
            .at(question.name.span, "others of this list feed a measure")
            .help("add a `feeds` line with the measure they go into, or ask whether the question is needed")
        })
        .collect()
}

/// Criteria without a scale, neither their own nor the standard's nor that of the instrument they are asked with.
fn without_scale(graded: &IndexSet<DeclId>, declaration: &Declaration, standard: &Standard) -> Option<Diagnostic> {
    let bare = standard.criteria.iter().find(|criterion| criterion.answer.is_none())?;
    let settled = standard.scale.is_some() || graded.contains(&declaration.id);
    (!settled).then(|| no_scale(bare, &declaration.name.value))
}

/// Questions of a tool or form without a scale; a questionnaire may leave the answer free.
fn own_without_scale(declaration: &Declaration, instrument: &Instrument) -> Option<Diagnostic> {
    let free = instrument.kind.as_ref().is_some_and(|kind| kind.value == "questionnaire" || kind.value == "leaflet");
    let bare = instrument.questions.iter().find(|question| question.answer.is_none())?;
    (!free && instrument.scale.is_none()).then(|| no_scale(bare, &declaration.name.value))
}

fn no_scale(question: &Question, whole: &str) -> Diagnostic {
    Diagnostic::new(
        codes::QUESTION_WITHOUT_SCALE,
        format!("`{}` asks `{}`, but nothing says how it is answered", whole, question.name.value),
    )
    .at(question.name.span, "no scale")
    .help(format!("add a `scale` line to `{whole}`, or an `answer` line to the question"))
}

//! The forms of one person as a document: for Word, to be filled in on the screen or by hand, and as a PDF for paper.
//!
//! What each control is for stands in its tag, and what each form is about among the document's properties, so that
//! `qac return` knows them again: `docs/pack.md`.

use std::io;

use super::shown::{FormShown, LadderShown, PersonForms, QuestionShown, SectionShown};
use super::{STILL_TO_DRAW, facts};
use crate::emit::document::{Block, Cell, Control, Document, Holds, Level, Page, Row, Run, Table};
use crate::emit::docx;
#[cfg(feature = "pdf")]
use crate::emit::pdf;
use crate::sample::FormId;

/// The forms as a Word document.
///
/// # Errors
/// None in practice: writing to memory.
pub fn forms_docx(forms: &PersonForms) -> io::Result<Vec<u8>> {
    docx::document(&document(forms))
}

/// The forms as a PDF, to be filled in by hand.
///
/// # Errors
/// None in practice: writing to memory.
#[cfg(feature = "pdf")]
pub fn forms_pdf(forms: &PersonForms) -> io::Result<Vec<u8>> {
    let cases = forms.forms.iter().map(|form| match &form.case {
        Some(case) => format!("{}: {case}", heading(form)),
        None => heading(form),
    });
    pdf::document(&document(forms), &cases.collect::<Vec<_>>())
}

fn document(forms: &PersonForms) -> Document {
    let title = format!("{}: {}", forms.heading, forms.person);
    let mut blocks = vec![
        Block::Title(title.clone()),
        Block::Paragraph(vec![Run::plain(forms.stamp.clone())]),
        Block::Table(overview(forms)),
    ];
    for form in &forms.forms {
        blocks.push(Block::PageBreak);
        blocks.extend(of_form(form));
    }
    Document {
        title,
        subject: forms.heading.clone(),
        language: "en-GB".to_owned(),
        footer_left: forms.stamp.clone(),
        custom: properties(forms),
        created: forms.made_for,
        page: Page::Portrait,
        blocks,
    }
}

/// What machines read: the mark of qac, and for each form what it is about and the ids of its questions.
fn properties(forms: &PersonForms) -> Vec<(String, String)> {
    let mut all = vec![("qac".to_owned(), "1".to_owned()), ("qac-month".to_owned(), forms.month.clone())];
    for (form, id) in forms.forms.iter().zip(&forms.ids) {
        let number = form.number;
        all.push((format!("qac-form-{number}"), of_id(id)));
        let ids: Vec<&str> =
            form.sections.iter().flat_map(|section| &section.questions).map(|one| one.id.as_str()).collect();
        for (part, ids) in (1..).zip(in_parts(&ids)) {
            all.push((format!("qac-form-{number}-questions-{part}"), ids));
        }
    }
    all
}

fn of_id(id: &FormId) -> String {
    // Strings and a day: JSON can say them all.
    serde_json::to_string(id).unwrap_or_default()
}

/// Word shows 255 characters of a property: ids are put together up to that.
fn in_parts(ids: &[&str]) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for id in ids {
        match parts.last_mut().filter(|last| last.len() + id.len() < 250) {
            Some(last) => {
                last.push(' ');
                last.push_str(id);
            }
            None => parts.push((*id).to_owned()),
        }
    }
    parts
}

fn overview(forms: &PersonForms) -> Table {
    let rows = forms.forms.iter().map(|form| {
        let again = if form.looks_again { " (look again)" } else { "" };
        row(vec![
            Run::plain(form.number.to_string()),
            Run::bold(form.case.clone().unwrap_or_default()),
            Run::plain(format!("{}{again}", form.title)),
            Run::plain(form.due.map(|due| due.format("%d/%m/%Y").to_string()).unwrap_or_default()),
        ])
    });
    Table { widths: vec![10, 40, 90, 30], header: header(&["", "Case", "Audit", "Due"]), rows: rows.collect() }
}

fn header(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| Cell::of(vec![Run::plain(*word)])).collect()
}

fn row(runs: Vec<Run>) -> Row {
    Row { cells: runs.into_iter().map(|run| Cell::of(vec![run])).collect(), height: 0 }
}

fn heading(form: &FormShown) -> String {
    let again = if form.looks_again { "Look again: " } else { "" };
    format!("{}. {again}{}", form.number, form.title)
}

fn of_form(form: &FormShown) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(Level::One, heading(form))];
    let mut rows: Vec<Row> =
        facts(form).into_iter().map(|(word, says)| row(vec![Run::muted(word), Run::plain(says)])).collect();
    if form.case.is_none() {
        rows.push(row(vec![Run::muted(STILL_TO_DRAW), text(form, "key", "Case", false)]));
    }
    blocks.push(Block::Table(Table { widths: vec![40, 130], header: Vec::new(), rows }));
    blocks.extend(form.tell_at_once.as_ref().into_iter().flat_map(concern));
    if form.looks_again {
        blocks.push(Block::Table(Table {
            widths: vec![40, 130],
            header: Vec::new(),
            rows: vec![row(vec![Run::muted("Looked at again on"), date(form, "again", "Looked at again on")])],
        }));
    } else {
        if !form.sections.is_empty() {
            blocks.push(Block::Heading(Level::Two, "Questions".to_owned()));
        }
        for section in &form.sections {
            blocks.extend(of_section(form, section));
        }
    }
    blocks.extend(the_whole(form));
    if !form.afterwards.is_empty() {
        blocks.push(Block::Heading(Level::Two, "Afterwards".to_owned()));
        blocks.push(Block::Table(Table { widths: vec![10, 160], header: Vec::new(), rows: to_tick(form) }));
    }
    blocks
}

/// What is done afterwards, with a box to tick before each.
fn to_tick(form: &FormShown) -> Vec<Row> {
    let lines = (1..).zip(&form.afterwards);
    lines
        .map(|(number, line)| {
            let ticked = control(form, &format!("s{number}"), &format!("Done: {number}"), Holds::Checkbox(false));
            row(vec![ticked, Run::plain(line.clone())])
        })
        .collect()
}

fn concern(ladder: &LadderShown) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(Level::Two, format!("Tell at once: {}", ladder.title))];
    if !ladder.starts.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::plain(format!("When: {}.", ladder.starts))]));
    }
    blocks.push(Block::Bullets(ladder.steps.iter().map(|step| vec![Run::plain(step.clone())]).collect()));
    blocks
}

fn of_section(form: &FormShown, section: &SectionShown) -> Vec<Block> {
    let clauses = section.clauses.join(", ");
    let clauses = if clauses.is_empty() { clauses } else { format!(" ({clauses})") };
    let mut blocks = vec![Block::Heading(Level::Three, format!("{}{clauses}", section.title))];
    blocks.extend(section.purpose.clone().map(|purpose| Block::Paragraph(vec![Run::muted(purpose)])));
    let rows = section.questions.iter().map(|one| question(form, one));
    blocks.push(Block::Table(Table {
        widths: vec![9, 81, 32, 48],
        header: header(&["", "Question", "Answer", "Notes"]),
        rows: rows.collect(),
    }));
    blocks
}

fn question(form: &FormShown, question: &QuestionShown) -> Row {
    let mut asked = Cell::of(vec![Run::plain(question.text.clone())]);
    if let Some(evidence) = &question.evidence {
        asked.paragraphs.push(vec![Run::italic(format!("Look at: {evidence}"))]);
    }
    let place = format!("q{}", question.number);
    let title = format!("Question {}", question.number);
    let answer = if question.answers.is_empty() {
        text(form, &place, &title, true)
    } else {
        let options = question.answers.iter().map(|answer| answer.title.clone()).collect();
        control(form, &place, &title, Holds::Choice { options, chosen: None })
    };
    let notes = text(form, &format!("n{}", question.number), &format!("Notes on question {}", question.number), true);
    Row {
        cells: vec![
            Cell::of(vec![Run::muted(question.number.to_string())]),
            asked,
            Cell::of(vec![answer]),
            Cell::of(vec![notes]),
        ],
        height: 12,
    }
}

/// The grade of the whole and the days.
fn the_whole(form: &FormShown) -> Vec<Block> {
    let mut rows = Vec::new();
    if !form.overall.is_empty() {
        let options = form.overall.iter().map(|answer| answer.title.clone()).collect();
        let grade = control(form, "overall", "The whole", Holds::Choice { options, chosen: None });
        rows.push(row(vec![Run::muted("The whole, judged together"), grade]));
    }
    if !form.looks_again {
        rows.push(row(vec![Run::muted("Completed on"), date(form, "done", "Completed on")]));
        rows.push(row(vec![Run::muted("Filed on"), date(form, "filed", "Filed on")]));
    }
    let meant = form.overall.iter().filter_map(|answer| {
        let means = answer.means.as_ref()?;
        Some(vec![Run::bold(answer.title.clone()), Run::plain(format!(": {means}"))])
    });
    let meant: Vec<Vec<Run>> = meant.collect();
    let mut blocks = vec![Block::Heading(Level::Two, "The whole".to_owned())];
    if !meant.is_empty() {
        blocks.push(Block::Bullets(meant));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    blocks.push(Block::Table(Table { widths: vec![60, 110], header: Vec::new(), rows }));
    blocks
}

fn control(form: &FormShown, place: &str, title: &str, holds: Holds) -> Run {
    Run::Control(Control { tag: format!("f{}.{place}", form.number), title: title.to_owned(), holds })
}

fn text(form: &FormShown, place: &str, title: &str, lines: bool) -> Run {
    control(form, place, title, Holds::Text { value: String::new(), lines })
}

fn date(form: &FormShown, place: &str, title: &str) -> Run {
    control(form, place, title, Holds::Date(None))
}

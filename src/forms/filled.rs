//! What was filled in on the forms of a pack, whichever document it stands in, each with its place for people.

use std::collections::BTreeMap;

use calamine::{Data, Range, Reader, Xlsx};
use indexmap::IndexMap;

use super::docx::{Answer, Filled, read_docx};
use super::fault::FormFault;
use super::package::Package;
use crate::calendar::Date;
use crate::sample::{FormId, Part};

/// One form that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledForm {
    /// What it is about.
    pub about: FormId,
    /// What was filled in; what was left empty is not there.
    pub fields: Vec<Field>,
}

/// Something that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub what: What,
    /// As it was written.
    pub value: String,
    /// Where it stands, in words: `sheet Cases, cell J5`; `form 2, question 4`.
    pub place: String,
}

/// What can be filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The key of a case that was not drawn beforehand.
    Case,
    /// The day it was completed.
    Done,
    /// The day it was filed.
    Filed,
    /// The grade of the whole.
    Overall,
    /// The day it was looked at again.
    Again,
    /// The grade of the whole, when it was looked at again.
    OverallAgain,
    /// The answer to a question, by its id.
    Answer(String),
    /// The notes on a question, by its id.
    Note(String),
    /// Remarks that no record keeps.
    Remark,
}

/// Reads the forms of a document that came back: a Word document of one person, or the workbook.
///
/// # Errors
/// [`FormFault`] where it cannot be read, or is none of the forms that qac wrote.
pub fn read_forms(bytes: &[u8]) -> Result<Vec<FilledForm>, FormFault> {
    let mut package = Package::open(bytes)?;
    if package.text("xl/workbook.xml")?.is_some() {
        return of_workbook(bytes);
    }
    of_document(&read_docx(bytes)?)
}

/// Whether it is a document of qac in which nobody has filled anything in.
#[must_use]
pub fn is_unfilled(bytes: &[u8]) -> bool {
    read_forms(bytes).is_ok_and(|forms| forms.iter().all(|form| form.fields.is_empty()))
}

fn of_document(filled: &Filled) -> Result<Vec<FilledForm>, FormFault> {
    if !filled.custom.contains_key("qac") {
        return Err(FormFault::NotOurs);
    }
    let mut forms: BTreeMap<usize, FilledForm> = BTreeMap::new();
    for (name, value) in &filled.custom {
        let Some(number) = name.strip_prefix("qac-form-").and_then(|number| number.parse().ok()) else { continue };
        let about: FormId = serde_json::from_str(value).map_err(|_| FormFault::NotOurs)?;
        forms.insert(number, FilledForm { about, fields: Vec::new() });
    }
    for (tag, answer) in &filled.controls {
        let Some((number, place)) = tag.strip_prefix('f').and_then(|tag| tag.split_once('.')) else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        let Answer::Text(value) = answer else { continue };
        let Some(form) = forms.get_mut(&number).filter(|_| !value.trim().is_empty()) else { continue };
        let questions = questions(&filled.custom, number);
        let Some((what, words)) = what_of(place, form.about.part, &questions) else { continue };
        let place = format!("form {number}, {words}");
        form.fields.push(Field { what, value: value.trim().to_owned(), place });
    }
    Ok(forms.into_values().collect())
}

/// The ids of the questions of a form, in order.
fn questions(custom: &IndexMap<String, String>, number: usize) -> Vec<String> {
    let parts = (1..).map_while(|part: usize| custom.get(&format!("qac-form-{number}-questions-{part}")));
    parts.flat_map(|part| part.split(' ')).map(str::to_owned).collect()
}

fn what_of(place: &str, part: Part, questions: &[String]) -> Option<(What, String)> {
    let of_question = |number: &str| {
        let number: usize = number.parse().ok()?;
        questions.get(number.checked_sub(1)?).map(|id| (number, id.clone()))
    };
    Some(match place {
        "key" => (What::Case, "the case".to_owned()),
        "done" => (What::Done, "`Completed on`".to_owned()),
        "filed" => (What::Filed, "`Filed on`".to_owned()),
        "again" => (What::Again, "`Looked at again on`".to_owned()),
        "overall" if part == Part::LookAgain => (What::OverallAgain, "the whole".to_owned()),
        "overall" => (What::Overall, "the whole".to_owned()),
        _ => match (place.strip_prefix('q').and_then(of_question), place.strip_prefix('n').and_then(of_question)) {
            (Some((number, id)), _) => (What::Answer(id), format!("question {number}")),
            (None, Some((number, id))) => (What::Note(id), format!("notes on question {number}")),
            (None, None) => return None,
        },
    })
}

/// The columns of the sheet of cases, and what they are.
const CASES: [(&str, What); 7] = [
    ("Case", What::Case),
    ("Completed on", What::Done),
    ("The whole", What::Overall),
    ("Filed on", What::Filed),
    ("Looked at again on", What::Again),
    ("The whole, again", What::OverallAgain),
    ("Remarks", What::Remark),
];

fn of_workbook(bytes: &[u8]) -> Result<Vec<FilledForm>, FormFault> {
    let broken = |part: &str| FormFault::Broken { part: part.to_owned() };
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).map_err(|_| broken("xl/workbook.xml"))?;
    let mut sheet = |name: &str| -> Result<Range<Data>, FormFault> {
        if !book.sheet_names().iter().any(|own| own == name) {
            return Err(FormFault::NotOurs);
        }
        book.worksheet_range(name).map_err(|_| broken(name))
    };
    let mut forms: IndexMap<String, FilledForm> = IndexMap::new();
    let cases = sheet("Cases")?;
    let places = places(&cases, &["qac"])?;
    for row in rows(&cases) {
        let Some(about) = about(&cases, row, *places.get("qac").unwrap_or(&0))? else { continue };
        let form = forms.entry(about.0).or_insert_with(|| FilledForm { about: about.1, fields: Vec::new() });
        for (heading, what) in CASES {
            let drawn = what == What::Case && !form.about.case.is_empty();
            if let Some(column) = places.get(heading).filter(|_| !drawn) {
                form.fields.extend(field(&cases, "Cases", (row, *column), what));
            }
        }
    }
    let answers = sheet("Answers")?;
    let places = places_of_answers(&answers)?;
    for row in rows(&answers) {
        let Some(about) = about(&answers, row, places.qac)? else { continue };
        let Some(question) = text(answers.get_value((row, places.question))) else { continue };
        let form = forms.entry(about.0).or_insert_with(|| FilledForm { about: about.1, fields: Vec::new() });
        form.fields.extend(field(&answers, "Answers", (row, places.answer), What::Answer(question.clone())));
        form.fields.extend(field(&answers, "Answers", (row, places.notes), What::Note(question)));
    }
    Ok(forms.into_values().collect())
}

struct AnswerPlaces {
    qac: u32,
    question: u32,
    answer: u32,
    notes: u32,
}

fn places_of_answers(range: &Range<Data>) -> Result<AnswerPlaces, FormFault> {
    let places = places(range, &["qac", "question", "Answer", "Notes"])?;
    let of = |name: &str| places.get(name).copied().unwrap_or(0);
    Ok(AnswerPlaces { qac: of("qac"), question: of("question"), answer: of("Answer"), notes: of("Notes") })
}

/// The column of each heading.
fn places(range: &Range<Data>, needed: &[&str]) -> Result<BTreeMap<String, u32>, FormFault> {
    let (_, last) = range.end().unwrap_or((0, 0));
    let found: BTreeMap<String, u32> =
        (0..=last).filter_map(|column| Some((text(range.get_value((0, column)))?, column))).collect();
    if needed.iter().all(|name| found.contains_key(*name)) { Ok(found) } else { Err(FormFault::NotOurs) }
}

fn rows(range: &Range<Data>) -> impl Iterator<Item = u32> + use<> {
    1..=range.end().map_or(0, |(row, _)| row)
}

/// What a line is about, with the words it stands in; `None` for a line that somebody added.
fn about(range: &Range<Data>, row: u32, column: u32) -> Result<Option<(String, FormId)>, FormFault> {
    let Some(words) = text(range.get_value((row, column))) else { return Ok(None) };
    let about = serde_json::from_str(&words).map_err(|_| FormFault::NotOurs)?;
    Ok(Some((words, about)))
}

fn field(range: &Range<Data>, sheet: &str, (row, column): (u32, u32), what: What) -> Option<Field> {
    let value = text(range.get_value((row, column)))?;
    Some(Field { what, value, place: format!("sheet `{sheet}`, cell {}{}", letters(column), row + 1) })
}

/// `A`, `Z`, `AA`
fn letters(column: u32) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// What stands in a cell, a day as `2017-05-31`; nothing in an empty one.
fn text(cell: Option<&Data>) -> Option<String> {
    let text = match cell? {
        Data::Empty => return None,
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.trim().to_owned(),
        Data::Error(error) => error.to_string(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// The ways in which people write a day.
const WRITTEN: [&str; 6] = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d-%m-%Y"];

/// The day that was written.
#[must_use]
pub fn day_written(text: &str) -> Option<Date> {
    let found = WRITTEN.iter().find_map(|written| Date::parse_from_str(text.trim(), written).ok());
    found.filter(|day| (1900..2200).contains(&chrono::Datelike::year(day)))
}

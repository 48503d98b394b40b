//! The pack of a month: for each person the forms to fill in, as a Word document, a page, Markdown and JSON. All four are
//! written from one and the same value, so that they say the same.

mod forms;
mod html;
mod markdown;
mod shown;
mod workbook;

pub use forms::forms_docx;
#[cfg(feature = "pdf")]
pub use forms::forms_pdf;
pub use html::forms_html;
pub use markdown::forms_markdown;
pub use shown::{PersonForms, person_forms};
pub use workbook::coordinator_xlsx;

use super::shapes::to_json;
use super::words::full_date;
use shown::FormShown;

/// The forms of one person, for programs.
#[must_use]
pub fn forms_json(forms: &PersonForms) -> String {
    to_json(forms)
}

/// What stands at the head of a form: a word and what it says.
fn facts(form: &FormShown) -> Vec<(String, String)> {
    let mut facts: Vec<(&str, Option<String>)> = vec![("Case", form.case.clone())];
    let unit = form.unit_of_selection.clone().unwrap_or_else(|| "Of".to_owned());
    facts.push((unit.as_str(), form.unit.clone()));
    facts.push(("Group", form.group.clone()));
    facts.push(("Whose cases", form.basis.as_ref().map(|basis| format!("{basis} area"))));
    facts.push(("Due", form.due.map(full_date)));
    facts.push(("Audited by", Some(form.auditor.clone())));
    facts.push(("Beside the auditor", form.beside.clone()));
    facts.push(("Looked at again by", form.looked_at_again_by.clone()));
    facts.push(("Chosen", form.why_chosen.clone()));
    facts.push(("Form", form.tool.clone()));
    facts.push(("Clauses", Some(form.clauses.join(", ")).filter(|clauses| !clauses.is_empty())));
    let said = facts.into_iter().filter_map(|(word, says)| Some((super::words::sentence(word), says?)));
    said.collect()
}

/// What stands above the fields of a case that is not drawn yet.
const STILL_TO_DRAW: &str = "The case is still to be drawn: write its key down.";

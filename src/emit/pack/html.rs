//! The forms of one person as one page that stands alone.

use serde::Serialize;

use super::shown::{FormShown, PersonForms};
use super::{STILL_TO_DRAW, facts};
use crate::emit::escape::plain;
use crate::emit::page;

const KIND: page::Kind = page::Kind {
    body: include_str!("forms.html"),
    style: concat!(include_str!("../checklist/checklist.css"), include_str!("forms.css")),
    script: "",
};

/// What the template shows.
#[derive(Serialize)]
struct Page<'a> {
    forms: &'a PersonForms,
    facts: Vec<Vec<(String, String)>>,
    still_to_draw: &'static str,
}

/// For handing out: reads on a screen and prints on A4.
#[must_use]
pub fn forms_html(forms: &PersonForms) -> String {
    let of = |form: &FormShown| facts(form).into_iter().map(|(word, says)| (word, plain(&says))).collect();
    let shown = Page { forms, facts: forms.forms.iter().map(of).collect(), still_to_draw: STILL_TO_DRAW };
    page::page(&KIND, &format!("{}: {}", forms.heading, forms.person), &shown)
}

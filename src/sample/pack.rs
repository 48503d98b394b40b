//! The pack of a month: who has which forms to fill in, from the checklist and the receipts of the draws.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::receipt::{CaseDrawn, Receipt};
use crate::calendar::Date;
use crate::plan::{AuditSheet, Checklist, Falls, Stamp};

/// What is handed out for a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Whose it is.
    pub stamp: Stamp,
    /// The first day of the month.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// What is audited, with the questions: [`Form::sheet`] counts them.
    pub sheets: Vec<AuditSheet>,
    /// The receipts of the draws of the month.
    pub receipts: Vec<Receipt>,
    /// Everyone who has a form to fill in, by name.
    pub people: Vec<Person>,
}

/// Somebody, and what they have to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As the roster calls them; the id of a post where nobody is named yet.
    pub person: String,
    /// In the order of the due dates.
    pub forms: Vec<Form>,
}

/// One case, to be audited or looked at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The place of its audit among [`Pack::sheets`].
    pub sheet: usize,
    /// What it is about.
    pub about: FormId,
    /// The case; `None` where it is still to be drawn.
    pub case: Option<CaseDrawn>,
    /// `own` or `peer`.
    pub basis: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// Who audits it; a post where nobody is named yet.
    pub auditor: String,
    /// Who works beside the auditor.
    pub partner: Option<String>,
    /// Who looks again.
    pub moderator: Option<String>,
}

/// What a form is about, as it stands in the form itself, so that it is known when it comes back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FormId {
    /// The id of the audit.
    pub audit: String,
    /// The period.
    pub period: String,
    /// The key of the case; empty where it is still to be drawn.
    pub case: String,
    /// What is done with it.
    pub part: Part,
    /// Who does it.
    pub who: String,
    /// The day it is due, which tells the period of a record.
    pub due: Option<Date>,
    /// Who audits it, whoever fills the form in.
    pub auditor: String,
    /// `own` or `peer`; empty where neither is asked for.
    pub basis: String,
    /// The area of the case; empty where its row tells none.
    pub area: String,
    /// The day on which the draw looked at the cases.
    pub drawn: Option<Date>,
}

/// What is done with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// It is audited.
    Audit,
    /// It is looked at again.
    LookAgain,
}

/// Makes the pack of a month. Audits whose draw has no receipt have empty forms, as many as each auditor does, under the
/// post.
#[must_use]
pub fn pack(list: &Checklist, receipts: Vec<Receipt>) -> Pack {
    let due = |receipt: &Receipt| receipt.audit.due.unwrap_or(receipt.audit.to);
    let mut receipts: Vec<Receipt> =
        receipts.into_iter().filter(|one| (list.from..=list.to).contains(&due(one))).collect();
    receipts.sort_by(|one, other| (&one.audit.id, one.draw.round).cmp(&(&other.audit.id, other.draw.round)));
    let mut forms: Vec<(String, Form)> = Vec::new();
    for (place, sheet) in list.audits.iter().enumerate() {
        let own: Vec<&Receipt> = receipts.iter().filter(|one| one.audit.id == sheet.audit.id).collect();
        if own.is_empty() {
            forms.extend(empty(place, sheet, list));
        }
        for receipt in own {
            forms.extend(of_receipt(place, receipt));
        }
    }
    let mut people: BTreeMap<String, Vec<Form>> = BTreeMap::new();
    for (person, form) in forms {
        people.entry(person).or_default().push(form);
    }
    for forms in people.values_mut() {
        forms.sort_by_key(|form| form.due);
    }
    Pack {
        stamp: list.stamp.clone(),
        from: list.from,
        to: list.to,
        sheets: list.audits.clone(),
        receipts,
        people: people.into_iter().map(|(person, forms)| Person { person, forms }).collect(),
    }
}

/// The forms of the cases that were drawn, each under whoever fills it in.
fn of_receipt(sheet: usize, receipt: &Receipt) -> Vec<(String, Form)> {
    let audit = &receipt.audit;
    let mut forms = Vec::new();
    for case in &receipt.chosen {
        let made = receipt.allocation.iter().flat_map(|made| &made.cases).find(|made| made.key == case.key);
        let auditor = made.map_or_else(|| UNALLOCATED.to_owned(), |made| made.auditor.clone());
        let moderator = made.and_then(|made| made.moderator.clone());
        let form = |part: Part, who: &str| Form {
            sheet,
            about: FormId {
                audit: audit.id.clone(),
                period: audit.period.clone(),
                case: case.key.clone(),
                part,
                who: who.to_owned(),
                due: audit.due,
                auditor: auditor.clone(),
                basis: audit.basis.clone().unwrap_or_default(),
                area: case.columns.get("area").cloned().unwrap_or_default(),
                drawn: Some(receipt.draw.as_at),
            },
            case: Some(case.clone()),
            basis: audit.basis.clone(),
            due: audit.due,
            auditor: auditor.clone(),
            partner: made.and_then(|made| made.partner.clone()),
            moderator: moderator.clone(),
        };
        forms.push((auditor.clone(), form(Part::Audit, &auditor)));
        if let Some(moderator) = &moderator {
            forms.push((moderator.clone(), form(Part::LookAgain, moderator)));
        }
    }
    forms
}

/// Under whom the forms are of cases that nobody has been found for.
pub const UNALLOCATED: &str = "nobody-yet";

/// Empty forms for each post that audits, as many as each does.
fn empty(place: usize, sheet: &AuditSheet, list: &Checklist) -> Vec<(String, Form)> {
    let Falls::Due { due, .. } = sheet.falls else { return Vec::new() };
    let count = sheet.each.or_else(|| sheet.quantity.and_then(|quantity| quantity.min)).unwrap_or(1);
    let form = |who: &str| Form {
        sheet: place,
        about: FormId {
            audit: sheet.audit.id.clone(),
            period: list.from.format("%Y-%m").to_string(),
            case: String::new(),
            part: Part::Audit,
            who: who.to_owned(),
            due: Some(due),
            auditor: who.to_owned(),
            basis: sheet.basis.map(|basis| basis.word().to_owned()).unwrap_or_default(),
            area: String::new(),
            drawn: None,
        },
        case: None,
        basis: sheet.basis.map(|basis| basis.word().to_owned()),
        due: Some(due),
        auditor: who.to_owned(),
        partner: None,
        moderator: None,
    };
    let posts = sheet.auditors.iter().map(|post| post.id.as_str());
    posts.flat_map(|post| (0..count).map(move |_| post)).map(|post| (post.to_owned(), form(post))).collect()
}

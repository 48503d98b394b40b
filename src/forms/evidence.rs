//! From forms to evidence: which rows of which records the forms that came back make, or why a cell cannot be taken.

use indexmap::IndexMap;

use super::filled::{Field, FilledForm, What, day_written};
use crate::model::evidence::Record;
use crate::model::value::ColumnType;
use crate::model::{Construct, Declaration, Evidence, Model, Obligation, evidence_of};
use crate::plan::{Asked, AuditSheet};
use crate::sample::Part;

/// A row of a record, as far as the forms tell it, by the ids of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The id of the record.
    pub record: String,
    /// By what a row that is there already is found again: these columns have these values. A day may be written in
    /// another way there.
    pub found_by: IndexMap<String, String>,
    /// What is put into a row that is new.
    pub first: IndexMap<String, String>,
    /// What the forms say: it is put in, whatever stands there.
    pub said: IndexMap<String, String>,
    /// The column that refers to the row of the audit, for the answer to a question; its key is put in there.
    pub belongs_to: Option<String>,
    /// The column of its own key, which a new row needs, and what it is made from.
    pub key: Option<(String, String)>,
}

/// What the forms that came back come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// For each form that is complete, the row of the audit and those of its answers.
    pub rows: Vec<(EvidenceRow, Vec<EvidenceRow>)>,
    /// Every cell that cannot be taken, a sentence each.
    pub rejected: Vec<String>,
    /// Forms with something in them that are not completed yet, a sentence each.
    pub unfinished: Vec<String>,
}

/// Collects the forms of one file; `file` is its name. `sheet_of` gives the questions of an audit.
pub fn collect(
    model: &Model,
    file: &str,
    forms: &[FilledForm],
    sheet_of: &dyn Fn(&str) -> Option<AuditSheet>,
    into: &mut Collected,
) {
    for form in forms.iter().filter(|form| !form.fields.is_empty()) {
        let audit = &form.about.audit;
        let known = model.obligation(audit).zip(sheet_of(audit));
        let Some((obligation, sheet)) = known else {
            into.rejected.push(format!("`{file}`: there is no audit `{audit}` in this framework"));
            continue;
        };
        match evidence_of(model, obligation).ok().and_then(|evidence| Records::of(model, evidence)) {
            Some(records) => Reading { file, form, obligation, sheet: &sheet, records }.collect(into),
            None => into.rejected.push(format!("`{file}`: no record of the framework shows that `{audit}` was done")),
        }
    }
}

/// The records that forms go into.
struct Records<'model> {
    evidence: Evidence,
    audit: (&'model Declaration, &'model Record),
    /// The record of the answers to single questions, with its column that refers to the audit.
    items: Option<(&'model Declaration, &'model Record, &'model str)>,
}

impl<'model> Records<'model> {
    fn of(model: &'model Model, evidence: Evidence) -> Option<Self> {
        let audit = record(model.get(evidence.record)?)?;
        let items = model.declarations.iter().filter_map(record).find_map(|(declaration, items)| {
            let has = |name: &str| items.columns.iter().any(|column| column.name.value == name);
            let link = items.columns.iter().find(|column| {
                let to = column.link.as_ref().and_then(|link| link.record.as_ref()?.target);
                to == Some(evidence.record)
            })?;
            (has("criterion") && has("answer")).then_some((declaration, items, link.name.value.as_str()))
        });
        Some(Self { evidence, audit, items })
    }

    /// The name of a column of the audits' record, where it has it.
    fn has(&self, name: &str) -> Option<String> {
        let (_, record) = self.audit;
        record.columns.iter().find(|column| column.name.value == name).map(|column| column.name.value.clone())
    }

    /// The column of the grade of the whole; with `again`, the one of the second look.
    fn grade(&self, again: bool) -> Option<String> {
        let (_, record) = self.audit;
        let grades = record.columns.iter().filter(|column| column.holds == ColumnType::Grade);
        let mut names = grades.map(|column| column.name.value.as_str());
        names.find(|name| name.starts_with("moderated") == again).map(str::to_owned)
    }

    /// The column of a part of the audit: `file`, `moderation`.
    fn part(&self, part: &str) -> Option<String> {
        let (_, record) = self.audit;
        let shown = record.uses.parts.iter().find(|shown| shown.part.value == part)?;
        Some(shown.column.value.clone())
    }
}

fn record(declaration: &Declaration) -> Option<(&Declaration, &Record)> {
    let Construct::Record(record) = &declaration.construct else { return None };
    Some((declaration, record))
}

/// One form on its way into the records.
struct Reading<'a> {
    file: &'a str,
    form: &'a FilledForm,
    obligation: &'a Obligation,
    sheet: &'a AuditSheet,
    records: Records<'a>,
}

impl Reading<'_> {
    fn collect(&self, into: &mut Collected) {
        let about = &self.form.about;
        let case = match self.field(&What::Case) {
            Some(field) if about.case.is_empty() => field.value.clone(),
            Some(_) | None => about.case.clone(),
        };
        if case.is_empty() {
            let place = self.form.fields.first().map_or("", |field| field.place.as_str());
            into.rejected.push(format!("`{}`, {place}: something is filled in, but not which case it is", self.file));
            return;
        }
        let mut said = IndexMap::new();
        let mut faults = Vec::new();
        for field in &self.form.fields {
            match self.taken(field) {
                Ok(Some((column, value))) => {
                    said.insert(column, value);
                }
                Ok(None) => {}
                Err(why) => faults.push(format!("`{}`, {}: {why}", self.file, field.place)),
            }
        }
        let items: Vec<EvidenceRow> = self.items(&case, &mut faults);
        let is_done = match about.part {
            Part::Audit => said.contains_key(&self.records.evidence.done) || self.looked_again(&said),
            Part::LookAgain => self.looked_again(&said),
        };
        if !faults.is_empty() {
            into.rejected.extend(faults);
        } else if is_done {
            into.rows.push((self.row(&case, said), items));
        } else {
            let day = if about.part == Part::Audit { "`Completed on`" } else { "`Looked at again on`" };
            into.unfinished.push(format!("`{}`: `{case}` of `{}` has no day in {day} yet", self.file, about.audit));
        }
    }

    fn looked_again(&self, said: &IndexMap<String, String>) -> bool {
        self.records.part("moderation").is_some_and(|column| said.contains_key(&column))
    }

    fn field(&self, what: &What) -> Option<&Field> {
        self.form.fields.iter().find(|field| field.what == *what)
    }

    /// The column that something goes into, with its value; nothing for what no record keeps.
    fn taken(&self, field: &Field) -> Result<Option<(String, String)>, String> {
        let day = || {
            let day = day_written(&field.value);
            let day = day.ok_or_else(|| format!("`{}` is no date; write it as `31/05/2017`", field.value))?;
            match self.form.about.drawn.filter(|drawn| day < *drawn) {
                Some(drawn) => Err(format!("{day} is before the case was drawn, on {drawn}")),
                None => Ok(day.to_string()),
            }
        };
        let column = match &field.what {
            What::Done => Some(self.records.evidence.done.clone()),
            What::Filed => self.records.part("file"),
            What::Again => self.records.part("moderation"),
            What::Overall | What::OverallAgain => {
                let overall = self.sheet.tool.iter().flat_map(|tool| &tool.overall);
                let choices: Vec<(&str, &str)> = overall.map(|one| (one.id.as_str(), one.title.as_str())).collect();
                let grade = chosen(&field.value, &choices)?;
                return Ok(self.records.grade(field.what == What::OverallAgain).map(|column| (column, grade)));
            }
            What::Case | What::Answer(_) | What::Note(_) | What::Remark => return Ok(None),
        };
        let day = day()?;
        Ok(column.map(|column| (column, day)))
    }

    /// The row of the audit.
    fn row(&self, case: &str, said: IndexMap<String, String>) -> EvidenceRow {
        let (about, evidence) = (&self.form.about, &self.records.evidence);
        let mut found_by = IndexMap::new();
        let mut put = |column: Option<&String>, value: &str| {
            if let Some(column) = column.filter(|_| !value.is_empty()) {
                found_by.insert(column.clone(), value.to_owned());
            }
        };
        put(evidence.rule.as_ref().map(|rule| &rule.column), evidence.rule.as_ref().map_or("", |rule| &rule.value));
        put(evidence.about.as_ref(), case);
        let due = about.due.map(|due| due.to_string()).unwrap_or_default();
        put(evidence.planned.as_ref(), &due);
        let mut first = IndexMap::new();
        let mut new = |column: Option<String>, value: String| {
            if let Some(column) = column.filter(|_| !value.is_empty()) {
                first.insert(column, value);
            }
        };
        new(evidence.who.clone(), about.auditor.clone());
        new(evidence.basis.clone(), about.basis.clone());
        new(self.records.has("area"), about.area.clone());
        new(self.records.has("opened-on"), about.drawn.map(|day| day.to_string()).unwrap_or_default());
        let version = self.sheet.tool.as_ref().and_then(|tool| tool.version.clone());
        new(self.records.has("tool-version"), version.unwrap_or_default());
        let mut said = said;
        if about.part == Part::LookAgain || self.looked_again(&said) {
            let moderator = if about.part == Part::LookAgain { about.who.clone() } else { String::new() };
            if let Some(column) = self.records.has("moderator-id").filter(|_| !moderator.is_empty()) {
                said.insert(column, moderator);
            }
        }
        EvidenceRow {
            record: self.records.audit.0.name.value.clone(),
            found_by,
            first,
            said,
            belongs_to: None,
            key: only_key(self.records.audit.1).map(|key| (key, format!("{}/{}/{case}", about.audit, about.period))),
        }
    }

    /// The rows of the answers.
    fn items(&self, case: &str, faults: &mut Vec<String>) -> Vec<EvidenceRow> {
        let Some((declaration, record, link)) = self.records.items else { return Vec::new() };
        let has = |name: &str| record.columns.iter().any(|column| column.name.value == name);
        let mut rows: IndexMap<&str, EvidenceRow> = IndexMap::new();
        for field in &self.form.fields {
            let (id, column) = match &field.what {
                What::Answer(id) => (id.as_str(), "answer"),
                What::Note(id) => (id.as_str(), "note"),
                What::Case
                | What::Done
                | What::Filed
                | What::Overall
                | What::Again
                | What::OverallAgain
                | What::Remark => {
                    continue;
                }
            };
            let value = match self.question(id) {
                None => Err(format!("`{id}` is no question of `{}` any more", self.obligation.id)),
                Some(question) if column == "answer" && !question.answers.is_empty() => {
                    let choices = question.answers.iter().map(|one| (one.id.as_str(), one.title.as_str()));
                    chosen(&field.value, &choices.collect::<Vec<_>>())
                }
                Some(_) => Ok(field.value.clone()),
            };
            match value {
                Err(why) => faults.push(format!("`{}`, {}: {why}", self.file, field.place)),
                Ok(value) if has(column) => {
                    let row = rows.entry(id).or_insert_with(|| EvidenceRow {
                        record: declaration.name.value.clone(),
                        found_by: IndexMap::from([("criterion".to_owned(), id.to_owned())]),
                        first: IndexMap::new(),
                        said: IndexMap::new(),
                        belongs_to: Some(link.to_owned()),
                        key: only_key(record).map(|key| {
                            (key, format!("{}/{}/{case}/{id}", self.form.about.audit, self.form.about.period))
                        }),
                    });
                    row.said.insert(column.to_owned(), value);
                }
                Ok(_) => {}
            }
        }
        rows.into_values().collect()
    }

    fn question(&self, id: &str) -> Option<&Asked> {
        self.sheet.sections.iter().flat_map(|section| &section.questions).find(|question| question.id == id)
    }
}

/// The column of a key of one column.
fn only_key(record: &Record) -> Option<String> {
    match record.key.as_slice() {
        [only] => Some(only.value.clone()),
        _ => None,
    }
}

/// The id of the choice that was made, by its title or id in any case of letters.
fn chosen(written: &str, choices: &[(&str, &str)]) -> Result<String, String> {
    let same = |one: &str| one.trim().eq_ignore_ascii_case(written.trim());
    if choices.is_empty() {
        return Ok(written.to_owned());
    }
    let found = choices.iter().find(|(id, title)| same(id) || same(title));
    found.map(|(id, _)| (*id).to_owned()).ok_or_else(|| {
        let titles: Vec<String> = choices.iter().map(|(_, title)| format!("`{title}`")).collect();
        format!("`{written}` is no answer here; write {}", crate::plan::listed(&titles, "or"))
    })
}

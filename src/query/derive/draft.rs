//! A query in the making: what it needs to read, and its steps so far.
//!
//! A maker first says which columns it needs; [`Draft::open`] then makes one leading step for each record, which renames
//! what the site has to the names that rules use. After that the maker adds steps of its own.

use indexmap::{IndexMap, IndexSet};

use super::{Need, Window};
use crate::model::evidence::Record;
use crate::model::value::{ColumnType, Condition};
use crate::model::{Construct, DeclId, Evidence, Model};
use crate::plan::Occurrence;
use crate::query::binding::{Binding, BoundTable, Kept};
use crate::query::{
    Comparison, ConditionScope, Field, Predicate, RecordRows, Select, Source, Step, Unsayable, Value, column_kind,
    predicate_of, sql_name,
};

/// What all queries of a framework are made from.
pub(super) struct Scene<'a> {
    pub(super) model: &'a Model,
    pub(super) window: Window,
    pub(super) binding: &'a Binding,
    /// Everything that falls due in the window, and what had begun by its last day.
    pub(super) plan: Vec<Occurrence>,
}

/// A record by its id.
#[derive(Clone, Copy)]
pub(super) struct Kind<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) record: &'a Record,
}

/// A query in the making.
#[derive(Default)]
pub(super) struct Draft {
    columns: IndexMap<String, IndexSet<String>>,
    opened: IndexMap<String, Step>,
    steps: Vec<Step>,
}

impl<'a> Scene<'a> {
    /// The record of that place in the model.
    pub(super) fn record(&self, id: DeclId) -> Result<Kind<'a>, Unsayable> {
        let declaration = self.model.get(id);
        let found = declaration.and_then(|declaration| {
            let Construct::Record(record) = &declaration.construct else { return None };
            Some(Kind { name: &declaration.name.value, title: &declaration.title, record })
        });
        found.ok_or_else(|| Unsayable::because("the record that shows it could not be understood"))
    }

    /// The record of that name.
    pub(super) fn record_named(&self, name: &str) -> Result<Kind<'a>, Unsayable> {
        let id = self.model.named(name).map(|declaration| declaration.id);
        self.record(id.ok_or_else(|| Unsayable::because(format!("no record is called `{name}`")))?)
    }

    /// The name of a record's table at the site, as people write it.
    pub(super) fn table(&self, record: &str) -> String {
        match self.binding.records.get(record) {
            Some(Kept::In(table)) => table.dotted(),
            Some(Kept::Absent(_)) | None => record.to_owned(),
        }
    }

    /// The predicate that a condition asks of rows of a record.
    pub(super) fn predicate(
        &self,
        condition: Option<&Condition>,
        kind: Kind<'_>,
        source: &Source,
    ) -> Result<Predicate, Unsayable> {
        let Some(condition) = condition else { return Ok(Predicate::always()) };
        let rows = [RecordRows { name: kind.name, columns: &kind.record.columns, source }];
        let scope = ConditionScope { model: self.model, as_of: self.window.as_of, records: &rows };
        predicate_of(&scope, condition)
    }

    /// Whether a day is there, and not after the day as of which is judged.
    pub(super) fn by_now(&self, day: Value) -> Result<Predicate, Unsayable> {
        Predicate::compare(day, Comparison::AtMost, Value::date(self.window.as_of)?)
    }
}

impl Draft {
    /// A column will be read.
    pub(super) fn need(&mut self, record: &str, column: &str) {
        self.columns.entry(record.to_owned()).or_default().insert(column.to_owned());
    }

    /// Its key will be read.
    pub(super) fn need_key(&mut self, kind: Kind<'_>) {
        for column in &kind.record.key {
            self.need(kind.name, &column.value);
        }
    }

    /// What a condition names will be read.
    pub(super) fn need_condition(&mut self, kind: Kind<'_>, condition: Option<&Condition>) {
        let Some(condition) = condition else { return };
        let known = |name: &str| kind.record.columns.iter().any(|column| column.name.value == name);
        let mut named = Vec::new();
        names_in(condition, &mut named);
        for name in named.into_iter().filter(|name| known(name)) {
            self.need(kind.name, &name);
        }
    }

    /// All that tells which rows show that an obligation was kept, and when.
    pub(super) fn need_evidence(&mut self, kind: Kind<'_>, evidence: &Evidence) {
        self.need_key(kind);
        self.need(kind.name, &evidence.done);
        if let Some(rule) = &evidence.rule {
            self.need(kind.name, &rule.column);
        }
        self.need_condition(kind, evidence.filter.as_ref());
    }

    /// What it reads.
    pub(super) fn needs(&self) -> Vec<Need> {
        let of_record = |(record, columns): (&String, &IndexSet<String>)| {
            let need = |column: &String| Need { record: record.clone(), column: column.clone() };
            columns.iter().map(need).collect::<Vec<_>>()
        };
        self.columns.iter().flat_map(of_record).collect()
    }

    /// Makes the leading steps: the records that are read, under the names that rules use.
    pub(super) fn open(&mut self, scene: &Scene<'_>) -> Result<(), Unsayable> {
        for (name, columns) in self.columns.clone() {
            let kind = scene.record_named(&name)?;
            let table = match scene.binding.records.get(&name) {
                Some(Kept::In(table)) => table,
                Some(Kept::Absent(because)) => {
                    return Err(Unsayable::because(format!("no table holds `{name}` here: {because}")));
                }
                None => return Err(Unsayable::because(format!("nothing says where `{name}` is kept"))),
            };
            let mut read = columns.clone();
            if let Some(filter) = &table.filter {
                let mut named = Vec::new();
                names_in(filter, &mut named);
                read.extend(named.into_iter().filter(|name| table.columns.contains_key(name)));
            }
            let select = renamed(kind.record, table, |name| read.contains(name))?;
            let title = format!("{}: `{}`", kind.title, table.dotted());
            let step = Step::select(self.free(scene, &sql_name(&name)), format!("{title}."), select);
            let step = self.narrowed(scene, kind, table, step)?;
            self.opened.insert(name, step);
        }
        Ok(())
    }

    /// The rows of a record that was opened.
    pub(super) fn rows(&self, record: &str, alias: &str) -> Result<Source, Unsayable> {
        let step = self.opened.get(record);
        step.map(|step| step.source(alias)).ok_or_else(|| Unsayable::because(format!("`{record}` is not read here")))
    }

    /// Adds a step.
    pub(super) fn add(&mut self, step: Step) -> Step {
        self.steps.push(step.clone());
        step
    }

    /// The steps in order.
    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    /// Only the rows that the site map means.
    fn narrowed(
        &mut self,
        scene: &Scene<'_>,
        kind: Kind<'_>,
        table: &BoundTable,
        step: Step,
    ) -> Result<Step, Unsayable> {
        let step = self.add(step);
        let Some(filter) = &table.filter else { return Ok(step) };
        let rows = step.source("kept");
        let meant = scene.predicate(Some(filter), kind, &rows)?;
        let columns = rows.fields().to_vec();
        let mut select = Select::from(rows.clone()).filter(meant);
        for field in columns {
            select = select.column(field.name.clone(), rows.column(&field.name)?);
        }
        let name = self.free(scene, &format!("{}_meant", sql_name(kind.name)));
        Ok(self.add(Step::select(name, "The rows of it that the site map means.", select)))
    }

    /// A name for a step that no table of the site has.
    fn free(&self, scene: &Scene<'_>, wanted: &str) -> String {
        let taken = |name: &str| {
            scene.binding.records.values().any(
                |kept| matches!(kept, Kept::In(table) if matches!(table.name.as_slice(), [only] if only.eq_ignore_ascii_case(name))),
            )
        };
        if taken(wanted) { format!("{wanted}_rows") } else { wanted.to_owned() }
    }
}

/// The table with the columns that are read, under the names that rules use, days without a time.
pub(in crate::query) fn renamed(
    record: &Record,
    table: &BoundTable,
    read: impl Fn(&str) -> bool + Copy,
) -> Result<Select, Unsayable> {
    let columns = record.columns.iter().filter(|column| read(&column.name.value));
    let named = |name: &str| table.columns.get(name).cloned().unwrap_or_else(|| sql_name(name));
    let mut fields: Vec<Field> = Vec::new();
    for column in columns.clone() {
        let field = Field::new(named(&column.name.value), column_kind(column.holds));
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let source = Source::stored(table.name.clone(), fields, "kept");
    let mut select = Select::from(source.clone());
    for column in columns {
        let value = source.column(&named(&column.name.value))?;
        let value = match column.holds {
            ColumnType::Date => value.to_day()?,
            ColumnType::Number => value.to_number()?,
            ColumnType::Text | ColumnType::Time | ColumnType::YesNo | ColumnType::Grade => value,
        };
        select = select.column(sql_name(&column.name.value), value);
    }
    Ok(select)
}

/// The column of that name, of rows that a step made.
pub(super) fn column(rows: &Source, name: &str) -> Result<Value, Unsayable> {
    rows.column(&sql_name(name))
}

/// A column that holds a day, as a day.
pub(super) fn day(rows: &Source, name: &str) -> Result<Value, Unsayable> {
    column(rows, name)?.to_day()
}

/// The key of a row as one text; empty for a record without a key.
pub(super) fn key(kind: Kind<'_>, rows: &Source) -> Result<Value, Unsayable> {
    let mut parts = Vec::new();
    for column_of_key in &kind.record.key {
        if !parts.is_empty() {
            parts.push(Value::text(" / ")?);
        }
        parts.push(column(rows, &column_of_key.value)?.to_text()?);
    }
    match parts.len() {
        0 => Ok(Value::empty(crate::query::Kind::Text)),
        1 => parts.pop().ok_or_else(|| Unsayable::because("a key has no column")),
        _ => Value::joined(parts),
    }
}

/// The columns that a condition names, words that may be columns among them.
pub(super) fn names_in(condition: &Condition, names: &mut Vec<String>) {
    use crate::model::value::Literal;
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|part| names_in(part, names)),
        Condition::Not(inner) => names_in(inner, names),
        Condition::Test(test) => {
            names.push(test.subject.column.value.clone());
            for literal in test.relation.literals() {
                if let Literal::Word(word) = literal {
                    names.push(word.split_once('.').map_or(word.as_str(), |(_, column)| column).to_owned());
                }
            }
        }
        Condition::Unresolved => {}
    }
}

/// The columns that a record has, for those that ask whether it has one.
pub(super) fn may_be_empty(kind: Kind<'_>, name: &str) -> Option<bool> {
    kind.record.columns.iter().find(|column| column.name.value == name).map(|column| column.may_be_empty)
}

/// The record that a column links to, where it says so.
pub(super) fn linked<'a>(kind: Kind<'a>, name: &str) -> Option<&'a str> {
    let column = kind.record.columns.iter().find(|column| column.name.value == name)?;
    let path = column.link.as_ref()?;
    Some(path.record.as_ref().map_or(path.column.value.as_str(), |record| record.name.as_str()))
}

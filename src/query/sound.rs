//! What must hold of a query as a whole, so that every dialect takes it.
//!
//! Each rule is the strictest of the five: Spark SQL asks `EXISTS` in filters only, T-SQL takes no `EXISTS` inside a
//! count and groups by no literal, and several tell no names apart by case.

use super::predicate::Asked;
use super::relation::{Body, Field, Join, Origin, Query, Select, Source, Step};
use super::value::{Aggregate, Form, Window};
use super::{Literal, Predicate, Unsayable, Value};

/// What is wrong with a query, where something is.
pub(super) fn check(query: &Query) -> Result<(), Unsayable> {
    let mut earlier: Vec<&Step> = Vec::new();
    for step in &query.steps {
        if earlier.iter().any(|other| alike(&other.name, &step.name)) {
            return Err(wrong(format!("two steps are called `{}`", step.name)));
        }
        check_step(step, &earlier)?;
        earlier.push(step);
    }
    if let Some(name) = step_like_a_table(query) {
        return Err(wrong(format!("`{name}` is the name of a step and of a table that is read")));
    }
    let scope = Scope { steps: &earlier, sources: Vec::new() };
    let scope = check_select(&query.answer, &scope)?;
    query.order.iter().try_for_each(|order| check_output(&query.answer, &order.value, &scope))
}

/// What can be named in one place.
struct Scope<'query> {
    steps: &'query [&'query Step],
    /// Those around first.
    sources: Vec<&'query Source>,
}

/// What may stand in one place besides columns and literals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What a row must meet: `exists`.
    Filter,
    /// What joins, groups, or is counted: nothing besides.
    Plain,
    /// What a group must meet: counts.
    Having,
    /// A column or an order: counts, and values over rows around the row.
    Output,
}

/// The name that a step and a table have in common: several dialects would take the table for the step, and the step for
/// its own source.
fn step_like_a_table(query: &Query) -> Option<&str> {
    let of_steps = query.steps.iter().filter_map(|step| match &step.body {
        Body::Selects(selects) => Some(selects),
        Body::Rows(..) => None,
    });
    let selects = of_steps.flatten().chain([&query.answer]);
    let tables = selects.flat_map(sources_of).filter_map(|source| match &source.of {
        Origin::Stored(name) => {
            if let [only] = name.as_slice() {
                Some(only)
            } else {
                None
            }
        }
        Origin::Step(_) => None,
    });
    tables.into_iter().find(|name| query.steps.iter().any(|step| alike(&step.name, name))).map(String::as_str)
}

/// Every source of a select, those of rows that must exist too.
fn sources_of(select: &Select) -> Vec<&Source> {
    let mut sources: Vec<&Source> = select.from.iter().chain(select.joins.iter().map(|join| &join.source)).collect();
    let mut asked = vec![&select.filter];
    while let Some(predicate) = asked.pop() {
        match predicate.asked() {
            Asked::Exists(inner) | Asked::Absent(inner) => sources.extend(sources_of(inner)),
            Asked::All(parts) | Asked::Any(parts) => asked.extend(parts),
            Asked::Compare(..)
            | Asked::Same(_)
            | Asked::Different(_)
            | Asked::Empty(_)
            | Asked::Filled(_)
            | Asked::OneOf(..)
            | Asked::Other(..) => {}
        }
    }
    sources
}

fn check_step(step: &Step, earlier: &[&Step]) -> Result<(), Unsayable> {
    let selects = match &step.body {
        Body::Rows(fields, rows) => return check_rows(&step.name, fields, rows),
        Body::Selects(selects) => selects,
    };
    let Some(first) = selects.first() else { return Err(wrong(format!("`{}` joins no lists", step.name))) };
    let columns = first.fields();
    for select in selects {
        check_select(select, &Scope { steps: earlier, sources: Vec::new() })?;
        let kinds = |fields: &[Field]| fields.iter().map(|field| field.kind).collect::<Vec<_>>();
        if kinds(&select.fields()) != kinds(&columns) {
            return Err(wrong(format!("the lists that `{}` joins have different columns", step.name)));
        }
    }
    Ok(())
}

fn check_rows(name: &str, fields: &[Field], rows: &[Vec<Literal>]) -> Result<(), Unsayable> {
    names_differ(fields.iter().map(|field| field.name.as_str()))?;
    if fields.is_empty() {
        return Err(wrong(format!("`{name}` has no columns")));
    }
    let fits = |row: &Vec<Literal>| row.iter().map(Literal::kind).eq(fields.iter().map(|field| field.kind));
    if rows.iter().all(fits) { Ok(()) } else { Err(wrong(format!("a row of `{name}` does not fit its columns"))) }
}

/// Checks a select, and gives the scope inside it.
fn check_select<'query>(select: &'query Select, around: &Scope<'query>) -> Result<Scope<'query>, Unsayable> {
    if select.columns.is_empty() {
        return Err(wrong("a list has no columns"));
    }
    names_differ(select.columns.iter().map(|(name, _)| name.as_str()))?;
    let scope = check_rows_of(select, around)?;
    for value in &select.group_by {
        check_value(value, Place::Plain, &scope)?;
        if !names_a_column(value) {
            return Err(wrong("rows are grouped by something that is the same in all of them"));
        }
    }
    check_predicate(&select.having, Place::Having, &scope)?;
    select.columns.iter().try_for_each(|(_, value)| check_output(select, value, &scope))?;
    if is_grouped(select) {
        check_groups(select)?;
    } else if select.having != Predicate::always() {
        return Err(wrong("groups are picked where there are none"));
    }
    Ok(scope)
}

/// Checks where the rows of a select come from and which are picked.
fn check_rows_of<'query>(select: &'query Select, around: &Scope<'query>) -> Result<Scope<'query>, Unsayable> {
    let mut scope = Scope { steps: around.steps, sources: around.sources.clone() };
    if let Some(source) = &select.from {
        scope.take(source)?;
    } else if !select.joins.is_empty() {
        return Err(wrong("something is joined to nothing"));
    }
    for Join { source, on, .. } in &select.joins {
        scope.take(source)?;
        check_predicate(on, Place::Plain, &scope)?;
    }
    check_predicate(&select.filter, Place::Filter, &scope)?;
    Ok(scope)
}

impl<'query> Scope<'query> {
    /// Lets a source be named from here on.
    fn take(&mut self, source: &'query Source) -> Result<(), Unsayable> {
        if self.sources.iter().any(|other| alike(&other.alias, &source.alias)) {
            return Err(wrong(format!("two lists are called `{}` in one place", source.alias)));
        }
        names_differ(source.fields.iter().map(|field| field.name.as_str()))?;
        match &source.of {
            Origin::Stored(name) if name.is_empty() => return Err(wrong("a table has no name")),
            Origin::Stored(_) => {}
            Origin::Step(name) => match self.steps.iter().find(|step| step.name == *name) {
                Some(step) if step.fields() == source.fields => {}
                Some(_) => return Err(wrong(format!("`{name}` has other columns than it is read with"))),
                None => return Err(wrong(format!("no earlier step is called `{name}`"))),
            },
        }
        self.sources.push(source);
        Ok(())
    }

    fn holds(&self, alias: &str, column: &str) -> bool {
        let source = self.sources.iter().find(|source| source.alias == alias);
        source.is_some_and(|source| source.fields.iter().any(|field| field.name == column))
    }
}

fn check_output(select: &Select, value: &Value, scope: &Scope<'_>) -> Result<(), Unsayable> {
    check_value(value, Place::Output, scope)?;
    if is_grouped(select) && !is_of_group(value, &select.group_by) {
        return Err(wrong("a column of a grouped list is neither grouped by nor counted"));
    }
    Ok(())
}

fn check_value(value: &Value, place: Place, scope: &Scope<'_>) -> Result<(), Unsayable> {
    let mut inner = place;
    match value.form() {
        Form::Column(column) if !scope.holds(&column.source, &column.name) => {
            return Err(wrong(format!("`{}.{}` cannot be named here", column.source, column.name)));
        }
        Form::Aggregate(_) if !matches!(place, Place::Output | Place::Having) => {
            return Err(wrong("a count stands where rows are looked at one by one"));
        }
        Form::Window(_) if place != Place::Output => {
            return Err(wrong("a value over the rows around a row stands where only the row is looked at"));
        }
        Form::Aggregate(_) | Form::Window(_) => inner = Place::Plain,
        Form::Column(_)
        | Form::Literal(_)
        | Form::FirstFilled(_)
        | Form::Case(..)
        | Form::Converted(..)
        | Form::Paired(..)
        | Form::Joined(_) => {}
    }
    let (values, predicates) = parts(value);
    values.into_iter().try_for_each(|part| check_value(part, inner, scope))?;
    predicates.into_iter().try_for_each(|part| check_predicate(part, inside(inner), scope))
}

/// The place of a predicate inside a value: no `exists` there, whatever is around.
const fn inside(place: Place) -> Place {
    match place {
        Place::Filter => Place::Plain,
        Place::Plain | Place::Having | Place::Output => place,
    }
}

fn check_predicate(predicate: &Predicate, place: Place, scope: &Scope<'_>) -> Result<(), Unsayable> {
    match predicate.asked() {
        Asked::Exists(select) | Asked::Absent(select) => {
            if place != Place::Filter {
                return Err(wrong("whether a row exists is asked outside a filter"));
            }
            if is_grouped(select) {
                return Err(wrong("whether a group exists is asked; ask for its rows"));
            }
            check_rows_of(select, scope).map(|_| ())
        }
        Asked::All(parts) | Asked::Any(parts) => parts.iter().try_for_each(|part| check_predicate(part, place, scope)),
        Asked::Compare(_, values) | Asked::Same(values) | Asked::Different(values) => {
            values.iter().try_for_each(|value| check_value(value, inside(place), scope))
        }
        Asked::Empty(value) | Asked::Filled(value) | Asked::OneOf(value, _) | Asked::Other(value, _) => {
            check_value(value, inside(place), scope)
        }
    }
}

/// The values and predicates that a value is made of.
fn parts(value: &Value) -> (Vec<&Value>, Vec<&Predicate>) {
    match value.form() {
        Form::Column(_) | Form::Literal(_) => (Vec::new(), Vec::new()),
        Form::FirstFilled(values) | Form::Joined(values) => (values.iter().collect(), Vec::new()),
        Form::Case(arms, otherwise) => {
            let mut values: Vec<&Value> = arms.iter().map(|(_, value)| value).collect();
            values.push(otherwise);
            (values, arms.iter().map(|(predicate, _)| predicate).collect())
        }
        Form::Converted(_, value) => (vec![value], Vec::new()),
        Form::Paired(_, values) => (values.iter().collect(), Vec::new()),
        Form::Aggregate(aggregate) => parts_of_aggregate(aggregate),
        Form::Window(window) => parts_of_window(window),
    }
}

fn parts_of_aggregate(aggregate: &Aggregate) -> (Vec<&Value>, Vec<&Predicate>) {
    let predicate = if let Aggregate::RowsWith(predicate) = aggregate { vec![predicate.as_ref()] } else { Vec::new() };
    (aggregate.of().into_iter().collect(), predicate)
}

fn parts_of_window(window: &Window) -> (Vec<&Value>, Vec<&Predicate>) {
    let (mut values, predicates) = window.aggregate.as_ref().map(parts_of_aggregate).unwrap_or_default();
    values.extend(&window.partition);
    values.extend(window.order.iter().map(|order| &order.value));
    (values, predicates)
}

/// Every value directly in a predicate.
fn values_of(predicate: &Predicate) -> Vec<&Value> {
    match predicate.asked() {
        Asked::Compare(_, values) | Asked::Same(values) | Asked::Different(values) => values.iter().collect(),
        Asked::Empty(value) | Asked::Filled(value) | Asked::OneOf(value, _) | Asked::Other(value, _) => vec![value],
        Asked::All(parts) | Asked::Any(parts) => parts.iter().flat_map(values_of).collect(),
        Asked::Exists(_) | Asked::Absent(_) => Vec::new(),
    }
}

fn names_a_column(value: &Value) -> bool {
    let (values, predicates) = parts(value);
    matches!(value.form(), Form::Column(_))
        || values.into_iter().any(names_a_column)
        || predicates.into_iter().flat_map(values_of).any(names_a_column)
}

/// Whether a select gives groups and not rows.
pub(super) fn is_grouped(select: &Select) -> bool {
    let counted = select.columns.iter().any(|(_, value)| counts(value));
    !select.group_by.is_empty() || counted
}

fn counts(value: &Value) -> bool {
    let (values, predicates) = parts(value);
    match value.form() {
        Form::Aggregate(_) => true,
        Form::Window(_) => false,
        Form::Column(_)
        | Form::Literal(_)
        | Form::FirstFilled(_)
        | Form::Case(..)
        | Form::Converted(..)
        | Form::Paired(..)
        | Form::Joined(_) => values.into_iter().any(counts) || predicates.into_iter().flat_map(values_of).any(counts),
    }
}

fn check_groups(select: &Select) -> Result<(), Unsayable> {
    let of_group = |value: &Value| is_of_group(value, &select.group_by);
    if values_of(&select.having).into_iter().all(of_group) {
        Ok(())
    } else {
        Err(wrong("groups are picked by something that is neither grouped by nor counted"))
    }
}

/// Whether a value is one and the same for a whole group.
fn is_of_group(value: &Value, groups: &[Value]) -> bool {
    if groups.contains(value) || matches!(value.form(), Form::Literal(_) | Form::Aggregate(_)) {
        return true;
    }
    if matches!(value.form(), Form::Column(_) | Form::Window(_)) {
        return false;
    }
    let (values, predicates) = parts(value);
    let mut all = values.into_iter().chain(predicates.into_iter().flat_map(values_of));
    all.all(|part| is_of_group(part, groups))
}

fn names_differ<'name>(names: impl Iterator<Item = &'name str>) -> Result<(), Unsayable> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let folded = name.to_lowercase();
        if seen.contains(&folded) {
            return Err(wrong(format!("two columns are called `{name}` in one list")));
        }
        seen.push(folded);
    }
    Ok(())
}

fn alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn wrong(reason: impl Into<String>) -> Unsayable {
    Unsayable::because(reason)
}

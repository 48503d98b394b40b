//! Many figures summed up in one: the middle, the mean, the least, the most, the sum, or what so many in a hundred do not
//! exceed.

use super::draft::Draft;
use crate::model::value::Statistic;
use crate::query::{Comparison, Frame, Order, Predicate, Select, Source, Step, Unsayable, Value};

/// What is summed up, and how.
pub(super) struct Summary<'a> {
    pub(super) statistic: Statistic,
    /// The column with the number of a reading.
    pub(super) number: &'a str,
    /// The columns of the groups.
    pub(super) groups: &'a [String],
}

impl Summary<'_> {
    /// The values that rows of one figure have in common.
    fn within(&self, rows: &Source) -> Result<Vec<Value>, Unsayable> {
        std::iter::once(self.number)
            .chain(self.groups.iter().map(String::as_str))
            .map(|name| rows.column(name))
            .collect()
    }
}

/// The step that sums up the column `single`: the number of the reading, the groups, `value` and `of_rows`.
pub(super) fn summed_up(draft: &mut Draft, singles: &Step, summary: &Summary<'_>) -> Result<Step, Unsayable> {
    let (rows, value) = match picked(draft, singles, summary)? {
        Some(step) => {
            let rows = step.source("picked");
            let value = rows.column("single")?.average()?;
            (rows, value)
        }
        None => {
            let rows = singles.source("single");
            let single = rows.column("single")?;
            let value = match summary.statistic {
                Statistic::Average => single.average()?,
                Statistic::Lowest => single.least()?,
                Statistic::Highest => single.greatest()?,
                Statistic::Sum | Statistic::Median | Statistic::Percentile(_) => single.sum()?,
            };
            (rows, value)
        }
    };
    let of_rows = match rows.column("of_rows") {
        Ok(of_rows) => of_rows.greatest()?,
        Err(_) => Value::count_rows(),
    };
    let mut select = Select::from(rows.clone());
    let names = std::iter::once(summary.number).chain(summary.groups.iter().map(String::as_str));
    for (name, value) in names.zip(summary.within(&rows)?) {
        select = select.group_by(value.clone()).column(name, value);
    }
    let select = select.column("value", value).column("of_rows", of_rows);
    Ok(Step::select("figure_taken", "The figures of the groups that have rows.", select))
}

/// Of figures in order, the one in the middle or the two around it, or the first that so many in a hundred do not exceed;
/// `None` for what takes all of them.
fn picked(draft: &mut Draft, singles: &Step, summary: &Summary<'_>) -> Result<Option<Step>, Unsayable> {
    let places = |of_rows: Value| -> Result<Option<(Value, Value)>, Unsayable> {
        Ok(Some(match summary.statistic {
            Statistic::Median => (
                of_rows.clone().plus(Value::whole(1))?.quotient(Value::whole(2))?,
                of_rows.plus(Value::whole(2))?.quotient(Value::whole(2))?,
            ),
            Statistic::Percentile(hundredth) => {
                let place = of_rows.times(Value::whole(hundredth.into()))?.plus(Value::whole(99))?;
                let place = place.quotient(Value::whole(100))?;
                (place.clone(), place)
            }
            Statistic::Average | Statistic::Lowest | Statistic::Highest | Statistic::Sum => return Ok(None),
        }))
    };
    if places(Value::whole(1))?.is_none() {
        return Ok(None);
    }
    let rows = singles.source("single");
    let within = summary.within(&rows)?;
    let mut select = Select::from(rows.clone());
    let names = std::iter::once(summary.number).chain(summary.groups.iter().map(String::as_str));
    for (name, value) in names.clone().zip(within.clone()) {
        select = select.column(name, value);
    }
    let single = rows.column("single")?;
    let select = select
        .column("single", single.clone())
        .column("place", Value::row_number(within.clone(), vec![Order::ascending(single)])?)
        .column("of_rows", Value::count_rows().over(within, Vec::new(), Frame::Whole)?);
    let ranked =
        draft.add(Step::select("single_ranked", "The same in order, from the least on.", select)).source("ranked");
    let Some((first, last)) = places(ranked.column("of_rows")?)? else { return Ok(None) };
    let place = ranked.column("place")?;
    let inside = Predicate::compare(place.clone(), Comparison::AtLeast, first)?;
    let inside = inside.and(Predicate::compare(place, Comparison::AtMost, last)?);
    let mut select = Select::from(ranked.clone()).filter(inside);
    for name in names.chain(["single", "of_rows"]) {
        select = select.column(name, ranked.column(name)?);
    }
    Ok(Some(draft.add(Step::select("single_picked", "Those that the figure is made of.", select))))
}

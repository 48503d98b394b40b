//! Compliance queries as a small relational form of qac's own, and one printer for each SQL dialect.
//!
//! A [`Query`] is typed where it is built: what its constructors let through every printer can say, and what a dialect
//! cannot say exactly is refused with the reason ([`Unsayable`]), never weakened. Pure: it touches no database, names no
//! database library, and reckons no dates; those are computed by `calendar` and come in as literals and small tables.

mod answer;
mod binding;
mod compliance;
mod condition;
mod derive;
mod dialect;
mod evaluate;
mod frame;
mod grades;
mod kind;
mod literal;
mod live;
mod predicate;
mod relation;
mod script;
mod sound;
mod table;
mod unsayable;
mod value;

pub use answer::{ANSWER_COLUMNS, Answer, AnswerRow, EvidenceRow, sorted};
pub use binding::{Binding, BoundTable, Kept, bind};
pub use compliance::{Checked, ComplyReport, Owed, Summary};
pub use condition::{ConditionScope, RecordRows, column_kind, predicate_of, sql_name};
pub use derive::{Compliance, ComplianceQuery, Escalates, Need, Window, compliance, measure_query};
pub use dialect::Dialect;
pub use evaluate::{Given, report, statements, wanted};
pub use frame::population_query;
pub(crate) use grades::{grades_that_compare, ordered_grades};
pub use kind::Kind;
pub use literal::Literal;
pub use live::{
    ColumnFound, ColumnRole, TableFound, WantedColumn, WantedTable, census, census_columns, counted, shown, unmet,
};
pub use predicate::{Comparison, Predicate};
pub use relation::{Field, Heading, Query, Select, Source, Step};
pub use script::{Script, record_tables, script};
pub use table::{Emptiness, Table, TableColumn};
pub use unsayable::Unsayable;
pub use value::{Direction, Frame, Order, Value};

//! DuckDB. Texts are compared byte by byte unless the database was told another collation.

use super::Dialect;
use super::layout::{Doc, call, infix};
use super::spelling::{Spelling, with_window};
use crate::query::Kind;
use crate::query::value::Direction;

pub(super) struct DuckDb;

impl Spelling for DuckDb {
    fn dialect(&self) -> Dialect {
        Dialect::DuckDb
    }

    fn month_day(&self, value: Doc) -> Doc {
        call("STRFTIME", vec![value, Doc::text("'%m-%d'")])
    }

    fn quotient(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "//", other)
    }

    fn days(&self, from: Doc, to: Doc) -> Doc {
        call("DATE_DIFF", vec![Doc::text("'day'"), from, to])
    }

    // The sum of whole numbers is one of 128 bits.
    fn sum(&self, of: Doc, kind: Kind, over: Option<Doc>) -> Doc {
        self.cast(with_window(call("SUM", vec![of]), over), kind)
    }

    fn empty_in_order(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Ascending => " NULLS FIRST",
            Direction::Descending => " NULLS LAST",
        }
    }
}

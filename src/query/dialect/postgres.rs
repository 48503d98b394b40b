//! PostgreSQL. Equal texts are equal byte by byte (unless a column has a nondeterministic collation); their order is said
//! with `COLLATE "C"`, so that it does not depend on the server's locale.

use super::Dialect;
use super::layout::{Doc, bracketed, call, infix};
use super::spelling::{Spelling, with_window};
use crate::query::Kind;
use crate::query::value::Direction;

pub(super) struct Postgres;

impl Spelling for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn type_name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text => "TEXT",
            Kind::Whole => "BIGINT",
            Kind::Number => "DOUBLE PRECISION",
            Kind::Date => "DATE",
            Kind::Time => "TIMESTAMP",
            Kind::YesNo => "BOOLEAN",
        }
    }

    fn date_text(&self, value: Doc) -> Doc {
        call("TO_CHAR", vec![value, Doc::text("'YYYY-MM-DD'")])
    }

    fn month_day(&self, value: Doc) -> Doc {
        call("TO_CHAR", vec![value, Doc::text("'MM-DD'")])
    }

    // ROUND of a double goes to the even neighbour here.
    fn hundredths(&self, value: Doc) -> Doc {
        let half = infix(call("SIGN", vec![value.clone()]), "*", Doc::text("0.5"));
        let sum = infix(infix(value, "*", Doc::text("100")), "+", half);
        self.cast(call("TRUNC", vec![sum]), Kind::Whole)
    }

    fn days(&self, from: Doc, to: Doc) -> Doc {
        self.cast(infix(to, "-", from), Kind::Whole)
    }

    // The sum of whole numbers is numeric.
    fn sum(&self, of: Doc, kind: Kind, over: Option<Doc>) -> Doc {
        self.cast(with_window(call("SUM", vec![of]), over), kind)
    }

    fn ordered_text(&self, text: Doc) -> Doc {
        match &text {
            Doc::Text(_) => Doc::Row(vec![text, Doc::text(" COLLATE \"C\"")]),
            Doc::Blank | Doc::Seam | Doc::Line | Doc::Row(_) | Doc::Inside(_) | Doc::Group(_) => {
                Doc::Row(vec![bracketed(text), Doc::text(" COLLATE \"C\"")])
            }
        }
    }

    fn empty_in_order(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Ascending => " NULLS FIRST",
            Direction::Descending => " NULLS LAST",
        }
    }
}

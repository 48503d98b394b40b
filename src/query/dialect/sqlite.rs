//! SQLite: dates and times are ISO texts, `yes` and `no` are 1 and 0, and empty comes first in every order.
//!
//! Texts are compared byte by byte unless a table's column was made with another collation.

use chrono::NaiveDateTime;

use super::Dialect;
use super::layout::{Doc, bracketed, call, infix, separated};
use super::spelling::Spelling;
use super::value::cases;
use crate::calendar::Date;
use crate::query::Kind;

pub(super) struct Sqlite;

impl Spelling for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn type_name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text | Kind::Date | Kind::Time => "TEXT",
            Kind::Whole | Kind::YesNo => "INTEGER",
            Kind::Number => "REAL",
        }
    }

    fn date(&self, date: Date) -> String {
        format!("'{date}'")
    }

    fn time(&self, time: NaiveDateTime) -> String {
        format!("'{}'", time.format("%Y-%m-%d %H:%M:%S"))
    }

    fn yes_no(&self, word: &str) -> String {
        (if word == "yes" { "1" } else { "0" }).to_owned()
    }

    // Columns of rows written down have no type: a figure without a point would be a whole number there.
    fn compared_number(&self, figure: &str) -> String {
        if figure.contains('.') { figure.to_owned() } else { format!("{figure}.0") }
    }

    fn empty(&self, _: Kind) -> Doc {
        Doc::text("NULL")
    }

    fn to_day(&self, value: Doc) -> Doc {
        call("DATE", vec![value])
    }

    fn date_text(&self, value: Doc) -> Doc {
        value
    }

    fn month_day(&self, value: Doc) -> Doc {
        call("STRFTIME", vec![Doc::text("'%m-%d'"), value])
    }

    // There are no decimals here, and PRINTF takes empty for nought.
    fn hundredths_text(&self, value: Doc) -> Doc {
        let filled = Doc::Row(vec![value.clone(), Doc::text(" IS NOT NULL")]);
        let digits = call("PRINTF", vec![Doc::text("'%.2f'"), infix(value, "/", Doc::text("100.0"))]);
        let trimmed = |text, letter: &str| call("RTRIM", vec![text, Doc::text(letter)]);
        cases(vec![(filled, trimmed(trimmed(digits, "'0'"), "'.'"))], None)
    }

    fn days(&self, from: Doc, to: Doc) -> Doc {
        let number = |date| call("JULIANDAY", vec![date]);
        self.cast(infix(number(to), "-", number(from)), Kind::Whole)
    }

    // MIN and MAX of two values are empty where either is.
    fn lesser(&self, one: Doc, other: Doc) -> Doc {
        call("COALESCE", vec![call("MIN", vec![one.clone(), other.clone()]), one, other])
    }

    fn greater(&self, one: Doc, other: Doc) -> Doc {
        call("COALESCE", vec![call("MAX", vec![one.clone(), other.clone()]), one, other])
    }

    // CONCAT came with SQLite 3.44.
    fn joined(&self, parts: Vec<Doc>) -> Doc {
        let parts = parts.into_iter().map(|part| match &part {
            Doc::Text(text) if text.starts_with('\'') => part,
            Doc::Text(_) | Doc::Blank | Doc::Seam | Doc::Line | Doc::Row(_) | Doc::Inside(_) | Doc::Group(_) => {
                call("COALESCE", vec![part, Doc::text("''")])
            }
        });
        bracketed(Doc::Row(separated(parts.collect(), &[Doc::Blank, Doc::text("|| ")])))
    }
}

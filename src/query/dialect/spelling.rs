//! How a dialect spells things: standard SQL where it does not say otherwise.

use chrono::NaiveDateTime;

use super::Dialect;
use super::layout::{Doc, call, infix, separated};
use super::value::cases;
use crate::calendar::Date;
use crate::query::literal::printable;
use crate::query::value::{ColumnOf, Direction, Pairing};
use crate::query::{Kind, Unsayable};

/// How a dialect spells things. Every method has what most dialects say; those without a body differ everywhere.
pub(super) trait Spelling {
    /// Which dialect it is.
    fn dialect(&self) -> Dialect;

    /// A quoted name.
    fn name(&self, name: &str) -> Result<String, Unsayable> {
        sound_name(self.dialect(), name)?;
        Ok(format!("\"{}\"", name.replace('"', "\"\"")))
    }

    /// The name of a kind as a type.
    fn type_name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text => "VARCHAR",
            Kind::Whole => "BIGINT",
            Kind::Number => "DOUBLE",
            Kind::Date => "DATE",
            Kind::Time => "TIMESTAMP",
            Kind::YesNo => "BOOLEAN",
        }
    }

    /// The type of a table's column; a text of the key may need an own one.
    fn column_type(&self, kind: Kind, _texts_of_key: usize) -> String {
        self.type_name(kind).to_owned()
    }

    /// What stands behind the columns of a table to be made.
    fn after_table(&self) -> &'static str {
        ""
    }

    /// Whether a table's key can be said.
    fn primary_key(&self, columns: Vec<Doc>) -> Option<Doc> {
        Some(call("PRIMARY KEY ", columns))
    }

    /// A quoted text.
    fn text(&self, text: &str) -> Result<String, Unsayable> {
        Ok(format!("'{}'", text.replace('\'', "''")))
    }

    /// What is wrong with a text that is compared, where the dialect does not tell it from every other.
    fn told_apart(&self, text: &str) -> Result<(), Unsayable> {
        let _ = text;
        Ok(())
    }

    /// A day written down.
    fn date(&self, date: Date) -> String {
        format!("DATE '{date}'")
    }

    /// A time written down.
    fn time(&self, time: NaiveDateTime) -> String {
        format!("TIMESTAMP '{}'", time.format("%Y-%m-%d %H:%M:%S"))
    }

    /// A figure written down, as a double.
    fn number(&self, figure: &str) -> Doc {
        self.cast(Doc::text(figure), Kind::Number)
    }

    /// A figure next to a double that it is compared with.
    fn compared_number(&self, figure: &str) -> String {
        figure.to_owned()
    }

    /// `yes` and `no`
    fn yes_no(&self, word: &str) -> String {
        (if word == "yes" { "TRUE" } else { "FALSE" }).to_owned()
    }

    /// No value of a kind.
    fn empty(&self, kind: Kind) -> Doc {
        self.cast(Doc::text("NULL"), kind)
    }

    /// A column as it is compared.
    fn column(&self, column: &ColumnOf, kind: Kind) -> Result<Doc, Unsayable> {
        let _ = kind;
        Ok(Doc::text(format!("{}.{}", self.name(&column.source)?, self.name(&column.name)?)))
    }

    /// A text as a column of a step, where that needs words of its own.
    fn text_of_step(&self, text: Doc) -> Doc {
        text
    }

    /// A value of another kind.
    fn cast(&self, value: Doc, kind: Kind) -> Doc {
        call("CAST", vec![Doc::Row(vec![value, Doc::text(format!(" AS {}", self.type_name(kind)))])])
    }

    /// A figure as a double.
    fn to_number(&self, value: Doc) -> Doc {
        self.cast(value, Kind::Number)
    }

    /// The day of a time or date.
    fn to_day(&self, value: Doc) -> Doc {
        self.cast(value, Kind::Date)
    }

    /// A whole number in digits.
    fn whole_text(&self, value: Doc) -> Doc {
        self.cast(value, Kind::Text)
    }

    /// A date as `YYYY-MM-DD`.
    fn date_text(&self, value: Doc) -> Doc {
        self.cast(value, Kind::Text)
    }

    /// `MM-DD` of a date.
    fn month_day(&self, value: Doc) -> Doc;

    /// A double times 100, rounded half away from nought, as a whole number.
    fn hundredths(&self, value: Doc) -> Doc {
        let hundredfold = infix(value, "*", Doc::text("100"));
        self.cast(call("ROUND", vec![hundredfold]), Kind::Whole)
    }

    /// A hundredth of a whole number in digits, without noughts at its end.
    fn hundredths_text(&self, value: Doc) -> Doc {
        let is_nought = |part: &str| infix(infix(value.clone(), "%", Doc::text(part)), "=", Doc::text("0"));
        let digits = |places: u8| {
            let hundredth = infix(value.clone(), "/", Doc::text("100.0"));
            let decimal = Doc::Row(vec![hundredth, Doc::text(format!(" AS DECIMAL(20, {places})"))]);
            self.whole_text(call("CAST", vec![decimal]))
        };
        let whole = self.whole_text(self.quotient(value.clone(), Doc::text("100")));
        cases(vec![(is_nought("100"), whole), (is_nought("10"), digits(1))], Some(digits(2)))
    }

    /// Two values made one; `Days`, `Lesser` and `Greater` as calls, the others with a sign, without brackets around.
    fn paired(&self, pairing: Pairing, one: Doc, other: Doc) -> Doc {
        match pairing {
            Pairing::Plus => infix(one, "+", other),
            Pairing::Minus => infix(one, "-", other),
            Pairing::Times => infix(one, "*", other),
            Pairing::Ratio => infix(one, "/", not_nought(other)),
            Pairing::Quotient => self.quotient(one, not_nought(other)),
            Pairing::Remainder => infix(one, "%", not_nought(other)),
            Pairing::Days => self.days(one, other),
            Pairing::Lesser => self.lesser(one, other),
            Pairing::Greater => self.greater(one, other),
        }
    }

    /// Whole numbers divided, cut towards nought.
    fn quotient(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "/", other)
    }

    /// Days from one date to another.
    fn days(&self, from: Doc, to: Doc) -> Doc;

    /// The lesser of two; an empty one is left out.
    fn lesser(&self, one: Doc, other: Doc) -> Doc {
        call("LEAST", vec![one, other])
    }

    /// The greater of two; an empty one is left out.
    fn greater(&self, one: Doc, other: Doc) -> Doc {
        call("GREATEST", vec![one, other])
    }

    /// Texts one after the other; an empty one counts as no letters.
    fn joined(&self, parts: Vec<Doc>) -> Doc {
        call("CONCAT", parts)
    }

    /// The sum of figures, of the same kind as they are.
    fn sum(&self, of: Doc, kind: Kind, over: Option<Doc>) -> Doc {
        let _ = kind;
        with_window(call("SUM", vec![of]), over)
    }

    /// A text as it is put in order.
    fn ordered_text(&self, text: Doc) -> Doc {
        text
    }

    /// What is written behind an ordered value so that empty comes first, or last where the greatest comes first.
    fn empty_in_order(&self, direction: Direction) -> &'static str {
        let _ = direction;
        ""
    }

    /// Both empty, or the same value.
    fn same(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "IS NOT DISTINCT FROM", other)
    }

    /// The opposite.
    fn different(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "IS DISTINCT FROM", other)
    }

    /// Rows written down as the body of a step; at least one. The names of the columns stand before it.
    fn rows(&self, columns: &[String], rows: Vec<Doc>) -> Doc {
        let _ = columns;
        Doc::Row(vec![Doc::text("VALUES"), Doc::Inside(lines(rows))])
    }

    /// The text of a comment, already on one line and printable.
    fn comment(&self, text: &str) -> String {
        text.to_owned()
    }
}

/// Each on a line of its own, with commas.
pub(super) fn lines(rows: Vec<Doc>) -> Vec<Doc> {
    let mut docs = vec![Doc::Line];
    docs.extend(separated(rows, &[Doc::text(","), Doc::Line]));
    docs
}

/// A call over the rows around the row.
pub(super) fn with_window(call: Doc, over: Option<Doc>) -> Doc {
    match over {
        Some(over) => Doc::Row(vec![call, Doc::text(" "), over]),
        None => call,
    }
}

/// A divisor that is empty where it is nought, as nothing is divided by nought.
fn not_nought(divisor: Doc) -> Doc {
    match &divisor {
        Doc::Text(text) if text.chars().all(|letter| letter.is_ascii_digit()) && text != "0" => divisor,
        Doc::Text(_) | Doc::Blank | Doc::Seam | Doc::Line | Doc::Row(_) | Doc::Inside(_) | Doc::Group(_) => {
            call("NULLIF", vec![divisor, Doc::text("0")])
        }
    }
}

/// What is wrong with a name in a dialect, where something is. Only lengths differ.
pub(super) fn sound_name(dialect: Dialect, name: &str) -> Result<(), Unsayable> {
    let title = dialect.title();
    if name.is_empty() {
        return Err(Unsayable::because("a table or a column has an empty name"));
    }
    if name.chars().any(char::is_control) {
        let name = printable(name);
        return Err(Unsayable::because(format!("the name `{name}` holds a character that cannot be printed")));
    }
    let (length, most, unit) = match dialect {
        Dialect::Postgres => (name.len(), 63, "bytes"),
        Dialect::Mssql => (name.encode_utf16().count(), 128, "letters"),
        Dialect::Sqlite | Dialect::DuckDb | Dialect::Spark => (name.chars().count(), 255, "letters"),
    };
    if length > most {
        let reason = format!("the name `{}` is longer than the {most} {unit} that {title} takes", printable(name));
        return Err(Unsayable::because(reason));
    }
    Ok(())
}

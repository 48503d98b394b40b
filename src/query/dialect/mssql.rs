//! T-SQL, for SQL Server 2016 or later.
//!
//! Texts are compared under `Latin1_General_100_BIN2`, as the usual collations of SQL Server take capitals for small
//! letters: a stored column is read with it, and every text that a step makes has it. Under every collation SQL Server
//! takes texts that differ only in blanks at their end for the same; a comparison with one that ends with a blank
//! is therefore refused.

use chrono::NaiveDateTime;

use super::Dialect;
use super::layout::{Doc, bracketed, call, infix};
use super::spelling::{Spelling, lines, sound_name, with_window};
use super::value::cases;
use crate::calendar::Date;
use crate::query::value::ColumnOf;
use crate::query::{Kind, Unsayable};

pub(super) struct Mssql;

/// Behind a text, so that it is compared letter by letter.
const COLLATION: &str = "COLLATE Latin1_General_100_BIN2";

/// The letters of all texts of a key together: SQL Server indexes 900 bytes, two for a letter.
const LETTERS_OF_KEY: usize = 400;

impl Spelling for Mssql {
    fn dialect(&self) -> Dialect {
        Dialect::Mssql
    }

    fn name(&self, name: &str) -> Result<String, Unsayable> {
        sound_name(self.dialect(), name)?;
        unsubstituted(name)?;
        Ok(format!("[{}]", name.replace(']', "]]")))
    }

    fn type_name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text => "NVARCHAR(4000)",
            Kind::Whole => "BIGINT",
            Kind::Number => "FLOAT",
            Kind::Date => "DATE",
            Kind::Time => "DATETIME2(0)",
            Kind::YesNo => "BIT",
        }
    }

    fn column_type(&self, kind: Kind, texts_of_key: usize) -> String {
        match (kind, LETTERS_OF_KEY.checked_div(texts_of_key)) {
            (Kind::Text, Some(letters)) => format!("NVARCHAR({letters}) {COLLATION}"),
            (Kind::Text, None) => format!("NVARCHAR(4000) {COLLATION}"),
            (Kind::Whole | Kind::Number | Kind::Date | Kind::Time | Kind::YesNo, _) => self.type_name(kind).to_owned(),
        }
    }

    fn text(&self, text: &str) -> Result<String, Unsayable> {
        unsubstituted(text)?;
        if text.encode_utf16().count() > 4000 {
            return Err(Unsayable::because("a text is longer than the 4,000 letters that SQL Server compares"));
        }
        Ok(format!("N'{}'", text.replace('\'', "''")))
    }

    fn told_apart(&self, text: &str) -> Result<(), Unsayable> {
        if text.ends_with(' ') {
            return Err(Unsayable::because(format!(
                "`{text}` ends with a blank, and SQL Server does not tell it from the same text without"
            )));
        }
        Ok(())
    }

    fn date(&self, date: Date) -> String {
        format!("CAST('{date}' AS DATE)")
    }

    fn time(&self, time: NaiveDateTime) -> String {
        format!("CAST('{}' AS DATETIME2(0))", time.format("%Y-%m-%dT%H:%M:%S"))
    }

    // With an exponent a figure is a float from the start.
    fn number(&self, figure: &str) -> Doc {
        Doc::text(self.compared_number(figure))
    }

    fn compared_number(&self, figure: &str) -> String {
        format!("{figure}E0")
    }

    fn yes_no(&self, word: &str) -> String {
        format!("CAST({} AS BIT)", if word == "yes" { "1" } else { "0" })
    }

    fn column(&self, column: &ColumnOf, kind: Kind) -> Result<Doc, Unsayable> {
        let name = format!("{}.{}", self.name(&column.source)?, self.name(&column.name)?);
        let collated = column.stored && kind == Kind::Text;
        Ok(Doc::text(if collated { format!("{name} {COLLATION}") } else { name }))
    }

    fn text_of_step(&self, text: Doc) -> Doc {
        Doc::Row(vec![text, Doc::text(format!(" {COLLATION}"))])
    }

    fn whole_text(&self, value: Doc) -> Doc {
        call("CONVERT", vec![Doc::text("NVARCHAR(20)"), value])
    }

    fn date_text(&self, value: Doc) -> Doc {
        call("CONVERT", vec![Doc::text("NVARCHAR(10)"), value, Doc::text("23")])
    }

    fn month_day(&self, value: Doc) -> Doc {
        call("RIGHT", vec![self.date_text(value), Doc::text("5")])
    }

    fn hundredths(&self, value: Doc) -> Doc {
        let hundredfold = infix(value, "*", Doc::text("100"));
        self.cast(call("ROUND", vec![hundredfold, Doc::text("0")]), Kind::Whole)
    }

    fn days(&self, from: Doc, to: Doc) -> Doc {
        call("DATEDIFF", vec![Doc::text("DAY"), from, to])
    }

    // LEAST and GREATEST came with SQL Server 2022.
    fn lesser(&self, one: Doc, other: Doc) -> Doc {
        extreme(one, ">", other)
    }

    fn greater(&self, one: Doc, other: Doc) -> Doc {
        extreme(one, "<", other)
    }

    // A sum of 32-bit numbers, such as counts, is one itself.
    fn sum(&self, of: Doc, kind: Kind, over: Option<Doc>) -> Doc {
        with_window(call("SUM", vec![self.cast(of, kind)]), over)
    }

    // IS DISTINCT FROM came with SQL Server 2022. The usual INTERSECT in its place cannot be counted.
    fn same(&self, one: Doc, other: Doc) -> Doc {
        let both = Doc::Row(vec![one.clone(), Doc::text(" IS NULL AND "), other.clone(), Doc::text(" IS NULL")]);
        bracketed(infix(infix(one, "=", other), "OR", bracketed(both)))
    }

    fn different(&self, one: Doc, other: Doc) -> Doc {
        let only = |empty: &Doc, filled: &Doc| {
            let parts = vec![empty.clone(), Doc::text(" IS NULL AND "), filled.clone(), Doc::text(" IS NOT NULL")];
            bracketed(Doc::Row(parts))
        };
        let either = infix(only(&one, &other), "OR", only(&other, &one));
        bracketed(infix(infix(one, "<>", other), "OR", either))
    }

    // Rows can be written down in a FROM alone.
    fn rows(&self, columns: &[String], rows: Vec<Doc>) -> Doc {
        let list = |name: &str| Doc::text(format!("{name}({})", columns.join(", ")));
        Doc::Row(vec![
            Doc::text("SELECT *"),
            Doc::Line,
            Doc::text("FROM (VALUES"),
            Doc::Inside(lines(rows)),
            Doc::Line,
            Doc::Row(vec![Doc::text(") AS "), list("[rows] ")]),
        ])
    }

    fn comment(&self, text: &str) -> String {
        text.replace("$(", "$ (")
    }
}

/// The other where the one is on that side of it, or empty.
fn extreme(one: Doc, sign: &str, other: Doc) -> Doc {
    let passed = infix(one.clone(), sign, other.clone());
    let condition = Doc::Row(vec![passed, Doc::text(" OR "), one.clone(), Doc::text(" IS NULL")]);
    cases(vec![(condition, other)], Some(one))
}

/// `sqlcmd` puts variables in the place of `$(…)` before anything is read, quoted or not.
fn unsubstituted(text: &str) -> Result<(), Unsayable> {
    if text.contains("$(") {
        return Err(Unsayable::because(format!("`{text}` holds `$(`, which SQL Server's tools take for a variable")));
    }
    Ok(())
}

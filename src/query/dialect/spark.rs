//! Spark SQL. A text is written with backslash escapes, which is its default (`spark.sql.parser.escapedStringLiterals`
//! must be off). Texts are compared byte by byte.

use super::Dialect;
use super::layout::{Doc, bracketed, call, infix};
use super::spelling::{Spelling, sound_name};
use crate::query::{Kind, Unsayable};

pub(super) struct Spark;

impl Spelling for Spark {
    fn dialect(&self) -> Dialect {
        Dialect::Spark
    }

    fn name(&self, name: &str) -> Result<String, Unsayable> {
        sound_name(self.dialect(), name)?;
        unsubstituted(name)?;
        Ok(format!("`{}`", name.replace('`', "``")))
    }

    fn type_name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Text => "STRING",
            Kind::Whole => "BIGINT",
            Kind::Number => "DOUBLE",
            Kind::Date => "DATE",
            Kind::Time => "TIMESTAMP",
            Kind::YesNo => "BOOLEAN",
        }
    }

    fn after_table(&self) -> &'static str {
        " USING PARQUET"
    }

    // Spark keeps no keys.
    fn primary_key(&self, _: Vec<Doc>) -> Option<Doc> {
        None
    }

    fn text(&self, text: &str) -> Result<String, Unsayable> {
        unsubstituted(text)?;
        Ok(format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")))
    }

    fn month_day(&self, value: Doc) -> Doc {
        call("DATE_FORMAT", vec![value, Doc::text("'MM-dd'")])
    }

    fn quotient(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "DIV", other)
    }

    // DATEDIFF is a 32-bit number.
    fn days(&self, from: Doc, to: Doc) -> Doc {
        self.cast(call("DATEDIFF", vec![to, from]), Kind::Whole)
    }

    // CONCAT is empty where one of the texts is; this leaves empty ones out.
    fn joined(&self, mut parts: Vec<Doc>) -> Doc {
        parts.insert(0, Doc::text("''"));
        call("CONCAT_WS", parts)
    }

    fn same(&self, one: Doc, other: Doc) -> Doc {
        infix(one, "<=>", other)
    }

    fn different(&self, one: Doc, other: Doc) -> Doc {
        Doc::Row(vec![Doc::text("NOT "), bracketed(infix(one, "<=>", other))])
    }

    fn comment(&self, text: &str) -> String {
        text.replace("${", "$ {")
    }
}

/// `spark-sql` puts settings in the place of `${…}` before anything is read, quoted or not.
fn unsubstituted(text: &str) -> Result<(), Unsayable> {
    if text.contains("${") {
        return Err(Unsayable::because(format!("`{text}` holds `${{`, which Spark SQL takes for a setting")));
    }
    Ok(())
}

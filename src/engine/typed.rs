//! Which types of a database hold values of a kind.

use crate::query::{Dialect, Kind};

/// Whether a column of that type, by the word of the database, holds values of a kind. What a CSV file holds has no type:
/// it was read as what it should be. SQLite's types say nothing; its values are looked at instead.
pub(super) fn fits(dialect: Dialect, stored: &str, kind: Kind) -> bool {
    if dialect == Dialect::Sqlite || stored.is_empty() {
        return true;
    }
    let stored = stored.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| stored.starts_with(word));
    let is_array = stored.ends_with(']') || stored.starts_with("array");
    !is_array
        && match kind {
            Kind::Text => starts(&["char", "varchar", "text", "string", "citext", "bpchar", "nvarchar", "name"]),
            Kind::Whole => {
                starts(&["int", "bigint", "smallint", "tinyint", "hugeint"]) && !stored.starts_with("interval")
            }
            Kind::Number => {
                let whole =
                    starts(&["int", "bigint", "smallint", "tinyint", "hugeint"]) && !stored.starts_with("interval");
                whole || starts(&["numeric", "decimal", "double", "real", "float"])
            }
            Kind::Date => starts(&["date", "timestamp"]),
            Kind::Time => starts(&["timestamp"]),
            Kind::YesNo => starts(&["bool"]),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_hold_what_their_words_say() {
        let sound = [
            (Dialect::Postgres, "character varying(20)", Kind::Text),
            (Dialect::Postgres, "timestamp without time zone", Kind::Date),
            (Dialect::Postgres, "numeric(10,2)", Kind::Number),
            (Dialect::DuckDb, "BIGINT", Kind::Number),
            (Dialect::Spark, "string", Kind::Text),
            (Dialect::Sqlite, "anything", Kind::Date),
            (Dialect::DuckDb, "", Kind::Date),
        ];
        for (dialect, stored, kind) in sound {
            assert!(fits(dialect, stored, kind), "{stored}");
        }
        let odd = [
            ("integer", Kind::Text),
            ("text", Kind::Date),
            ("date", Kind::Time),
            ("interval", Kind::Number),
            ("text[]", Kind::Text),
        ];
        for (stored, kind) in odd {
            assert!(!fits(Dialect::Postgres, stored, kind), "{stored}");
        }
    }
}

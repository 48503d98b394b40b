//! No value, name or title changes what a query means: each comes back as the value, name or comment it was.

use proptest::prelude::*;
use qac::query::{Dialect, Field, Heading, Kind, Literal, Query, Select, Source, Step, Table, TableColumn, Value};
use rusqlite::Connection;

/// Texts made of what breaks out of quotes and comments elsewhere.
fn hostile() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "'",
        "''",
        "\"",
        "`",
        "[",
        "]",
        "]]",
        ";",
        "--",
        "/*",
        "*/",
        "\\",
        "\\'",
        "\n",
        "\0",
        "\u{1b}",
        "$$",
        "$1",
        "?",
        ":a",
        "@a",
        "#",
        "%",
        "E'",
        "N'",
        "é",
        "漢",
        "🙂",
        "\u{202e}",
        "\u{2028}",
        "\u{feff}",
        "DROP TABLE t",
        "NULL",
        " ",
        "x",
    ]);
    prop::collection::vec(parts, 1..12).prop_map(|parts| parts.concat())
}

/// A table of that name with a column of that name and one row that holds that text; what the query reads from it.
fn read_back(text: &str, name: &str, title: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let reason = |error: qac::query::Unsayable| error.reason;
    let literal = Literal::text(text).map_err(reason)?;
    let columns = vec![TableColumn::filled(name, Kind::Text, title)];
    let rows = vec![vec![literal.clone()]];
    let table = Table { name: name.into(), meaning: title.into(), columns, key: Vec::new(), rows };
    let source = Source::stored(vec![name.into()], vec![Field::new(name, Kind::Text)], name);
    let own = source.column(name).map_err(reason)?;
    let is_own = qac::query::Predicate::one_of(own.clone(), vec![literal.clone(), literal]).map_err(reason)?;
    let read = Step::select(format!("{name}~"), title, Select::from(source).filter(is_own).column(name, own));
    let step = read.source(name);
    let answer = Select::from(step.clone())
        .column(name, step.column(name).map_err(reason)?)
        .column("same", Value::text(text).map_err(reason)?);
    let heading = Heading {
        name: name.into(),
        title: title.into(),
        clauses: vec![title.into()],
        strength: title.into(),
        meaning: title.into(),
    };
    let query = Query::new(heading, vec![read], answer, Vec::new()).map_err(reason)?;
    let tables = Dialect::Sqlite.tables(&[table]).map_err(reason)?;
    let printed = Dialect::Sqlite.query(&query).map_err(reason)?;
    let database = Connection::open_in_memory().unwrap();
    database.execute_batch(&tables).expect(&tables);
    let mut statement = database.prepare(&printed).expect(&printed);
    let columns = statement.column_names().iter().map(|name| (*name).to_owned()).collect();
    let rows = statement.query_map([], |row| Ok([row.get::<_, String>(0)?, row.get(1)?])).unwrap();
    Ok((columns, rows.flat_map(|row| row.expect(&printed)).collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]
    #[test]
    fn what_is_put_in_comes_back(text in hostile(), name in hostile(), title in hostile()) {
        let printable = |text: &str| !text.chars().any(char::is_control);
        let found = read_back(&text, &name, &title);
        match found {
            Ok((columns, cells)) => {
                prop_assert_eq!(columns, vec![name.clone(), "same".to_owned()]);
                prop_assert_eq!(cells, vec![text.clone(), text.clone()]);
                prop_assert!(printable(&text) && printable(&name));
            }
            Err(reason) => prop_assert!(!printable(&text) || !printable(&name), "{}", reason),
        }
    }
}

#[test]
fn very_long_texts_and_names_are_kept_or_refused() {
    let long = "é'".repeat(50_000);
    assert_eq!(read_back(&long, "x", &long).unwrap().1, [long.clone(), long.clone()]);
    let name = "n".repeat(64);
    let heading = Heading::default();
    let select = Select::one_row().column(name.clone(), Value::whole(1));
    let query = Query::new(heading, Vec::new(), select, Vec::new()).unwrap();
    let refused = Dialect::Postgres.query(&query).unwrap_err();
    assert_eq!(refused.reason, format!("the name `{name}` is longer than the 63 bytes that PostgreSQL takes"));
    assert!(Dialect::ALL.iter().filter(|dialect| dialect.query(&query).is_err()).eq(&[Dialect::Postgres]));
}

#[test]
fn no_comment_goes_on_as_a_statement() {
    let title = "a\nb\r\nc\u{2028}d */ -- e\u{85}DROP TABLE x;\u{202e}";
    let heading = Heading { title: title.into(), meaning: title.into(), ..Heading::default() };
    let select = Select::one_row().column("one", Value::whole(1));
    let query = Query::new(heading, Vec::new(), select, Vec::new()).unwrap();
    for dialect in Dialect::ALL {
        let printed = dialect.query(&query).unwrap();
        let rest: Vec<&str> = printed.lines().filter(|line| !line.starts_with("-- ")).collect();
        assert_eq!(rest.first(), Some(&"SELECT"), "{printed}");
        assert!(printed.chars().all(|letter| letter == '\n' || !letter.is_control()), "{printed:?}");
    }
}

//! The engine against named edge cases, and against a second implementation that counts days one by one.

mod deadlines;
mod edge_cases;
mod laws;
mod naive;

use super::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn month(number: u8) -> Month {
    Month::new(number).unwrap()
}

fn england() -> Calendar {
    Calendar::new(CalendarRules { holidays: vec![Nation::EnglandAndWales], ..CalendarRules::default() })
}

fn term(id: &str, from: &str, to: &str) -> Term {
    Term { id: id.to_owned(), name: id.to_owned(), from: date(from), to: date(to), half_term: None }
}

/// A school year whose spring term is written first, and whose autumn term straddles the financial half-year.
fn school() -> Calendar {
    Calendar::new(CalendarRules {
        holidays: vec![Nation::EnglandAndWales],
        terms: vec![
            term("spring-2018", "2018-01-03", "2018-03-29"),
            term("autumn-2017", "2017-09-04", "2017-12-20"),
            term("summer-2018", "2018-04-16", "2018-07-20"),
        ],
        closures: vec![Closure {
            name: "Christmas closure".to_owned(),
            from: date("2017-12-21"),
            to: date("2018-01-02"),
        }],
        ..CalendarRules::default()
    })
}

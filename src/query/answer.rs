//! Answers: what one row of a compliance query says.

use std::cmp::Ordering;

use crate::calendar::Date;

/// The columns of every compliance query, in order.
pub const ANSWER_COLUMNS: [&str; 9] =
    ["period", "subject", "answer", "expected", "found", "reason", "evidence_table", "evidence_key", "due"];

/// Whether a rule was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// It was kept.
    Met,
    /// It was not, and the last day for it is past.
    Breach,
    /// It was not, and there is time still.
    NotYetDue,
    /// The data cannot tell.
    CannotEvaluate,
}

impl Answer {
    /// Every answer, the gravest first.
    pub const ALL: [Self; 4] = [Self::Breach, Self::CannotEvaluate, Self::NotYetDue, Self::Met];

    /// The word that a query gives for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Breach => "breach",
            Self::NotYetDue => "not-yet-due",
            Self::CannotEvaluate => "cannot-evaluate",
        }
    }

    /// The answer that a word stands for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// The row of the data that an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EvidenceRow {
    /// Its table, by its name in the database.
    pub table: String,
    /// Its key there.
    pub key: String,
}

/// What a query says of one period and subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// The period, as `2017-05`; `None` for what has none.
    pub period: Option<String>,
    /// Whom or what it is about.
    pub subject: Option<String>,
    /// Whether the rule was kept.
    pub answer: Answer,
    /// What the rule asks, in words.
    pub expected: String,
    /// What the data hold, in words.
    pub found: String,
    /// Why it cannot be evaluated, or what else there is to say.
    pub reason: Option<String>,
    /// The row it rests on.
    pub evidence: Option<EvidenceRow>,
    /// The last day for it.
    pub due: Option<Date>,
}

impl AnswerRow {
    /// The row of which `cells` are the text of each of [`ANSWER_COLUMNS`]. A cell without letters is an empty one: not
    /// every database tells the two apart. Says what is wrong where they are no answer.
    pub fn from_cells(cells: &[Option<String>]) -> Result<Self, String> {
        let [period, subject, answer, expected, found, reason, table, key, due] = cells else {
            return Err(format!("an answer has {} columns, not {}", ANSWER_COLUMNS.len(), cells.len()));
        };
        let filled = |cell: &Option<String>| cell.clone().filter(|text| !text.is_empty());
        let word = filled(answer).unwrap_or_default();
        let evidence = filled(table).zip(filled(key)).map(|(table, key)| EvidenceRow { table, key });
        Ok(Self {
            period: filled(period),
            subject: filled(subject),
            answer: Answer::of(&word).ok_or_else(|| format!("`{word}` is no answer"))?,
            expected: filled(expected).unwrap_or_default(),
            found: filled(found).unwrap_or_default(),
            reason: filled(reason),
            evidence,
            due: filled(due).map(|text| day(&text)).transpose()?,
        })
    }

    /// The one row of a query that cannot be evaluated, for that reason.
    #[must_use]
    pub fn cannot_evaluate(reason: impl Into<String>) -> Self {
        Self {
            period: None,
            subject: None,
            answer: Answer::CannotEvaluate,
            expected: String::new(),
            found: String::new(),
            reason: Some(reason.into()),
            evidence: None,
            due: None,
        }
    }
}

/// Rows in the order of all outputs: by period and subject, letter by letter, whatever order a database takes.
#[must_use]
pub fn sorted(mut rows: Vec<AnswerRow>) -> Vec<AnswerRow> {
    rows.sort_by(in_order);
    rows
}

fn in_order(one: &AnswerRow, other: &AnswerRow) -> Ordering {
    let first = one.period.cmp(&other.period).then_with(|| one.subject.cmp(&other.subject));
    let then = first.then_with(|| one.due.cmp(&other.due)).then_with(|| one.evidence.cmp(&other.evidence));
    let last = then.then_with(|| one.answer.cmp(&other.answer)).then_with(|| one.expected.cmp(&other.expected));
    last.then_with(|| one.found.cmp(&other.found)).then_with(|| one.reason.cmp(&other.reason))
}

/// The day that a database wrote, with a time behind it or without.
fn day(text: &str) -> Result<Date, String> {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| format!("`{text}` is no day"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: [&str; 9]) -> Vec<Option<String>> {
        texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect()
    }

    fn row(period: &str, subject: &str) -> AnswerRow {
        AnswerRow::from_cells(&cells([period, subject, "met", "1", "1", "", "", "", ""])).unwrap()
    }

    #[test]
    fn cells_become_a_row() {
        let told = ["2017-05", "", "breach", "14", "13; 1 late", "", "audit-record", "A1", "2017-05-31 00:00:00"];
        let row = AnswerRow::from_cells(&cells(told)).unwrap();
        assert_eq!(row.answer, Answer::Breach);
        assert_eq!((row.subject, row.due), (None, Date::from_ymd_opt(2017, 5, 31)));
        assert_eq!(row.evidence, Some(EvidenceRow { table: "audit-record".to_owned(), key: "A1".to_owned() }));
    }

    #[test]
    fn an_empty_text_is_no_text() {
        let mut told = cells(["2017-05", "", "met", "1", "1", "", "", "", ""]);
        told[1] = Some(String::new());
        told[8] = Some(String::new());
        assert_eq!(AnswerRow::from_cells(&told), Ok(row("2017-05", "")));
    }

    #[test]
    fn what_is_no_answer_says_so() {
        assert_eq!(AnswerRow::from_cells(&[]), Err("an answer has 9 columns, not 0".to_owned()));
        let odd = |answer, due| AnswerRow::from_cells(&cells(["", "", answer, "", "", "", "", "", due]));
        assert_eq!(odd("perhaps", ""), Err("`perhaps` is no answer".to_owned()));
        assert_eq!(odd("", ""), Err("`` is no answer".to_owned()));
        assert_eq!(odd("met", "31/05/2017"), Err("`31/05/2017` is no day".to_owned()));
    }

    #[test]
    fn rows_are_put_in_order_letter_by_letter() {
        let rows =
            vec![row("2017-05", "b"), row("2017-05", "Z"), row("2017-05", "é"), row("", "x"), row("2016-12", "")];
        let order: Vec<_> = sorted(rows).into_iter().map(|row| row.subject.unwrap_or_default()).collect();
        assert_eq!(order, ["x", "", "Z", "b", "é"]);
    }
}

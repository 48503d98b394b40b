//! Days in a calendar file (RFC 5545): an event for each, as calendar programs export them.

use chrono::Days;

use super::day::{Stamp, stamp};
use super::{Read, Told, span, unreadable, without_mark};
use crate::calendar::Date;
use crate::diagnostic::Diagnostic;
use crate::text::{FileId, Span, Spanned};

/// The events of a calendar, without those that are cancelled.
pub(super) fn read(file: FileId, text: &str) -> Read {
    let (mut told, mut findings) = (Vec::new(), Vec::new());
    let (mut inside, mut event) = (Vec::new(), Event::default());
    let lines = lines(file, text);
    for line in &lines {
        match line.name.as_str() {
            "BEGIN" => {
                inside.push(line.value.to_ascii_uppercase());
                if is_event(&inside) {
                    event = Event { began: Some(line.span), ..Event::default() };
                }
            }
            "END" => {
                let ended = is_event(&inside).then(|| std::mem::take(&mut event));
                inside.pop();
                match ended.filter(|event| !event.cancelled).map(|event| one(&event)) {
                    Some(Ok(one)) => told.push(one),
                    Some(Err(finding)) => findings.push(*finding),
                    None => {}
                }
            }
            // An alarm inside an event has lines of its own.
            _ if is_event(&inside) => event.take(line),
            _ => {}
        }
    }
    if told.is_empty() && findings.is_empty() {
        let first = lines.first().map_or_else(|| span(file, 0, 0), |line| line.span);
        let help = "export it again as an iCalendar file; each event stands between `BEGIN:VEVENT` and `END:VEVENT`";
        findings.push(unreadable("this calendar has no event", first, "no event stands in this file", help));
    }
    (told, findings)
}

fn is_event(inside: &[String]) -> bool {
    inside.last().is_some_and(|component| component == "VEVENT")
}

/// A line, put together again where it was folded.
struct Line {
    /// In capitals, without parameters.
    name: String,
    value: String,
    span: Span,
}

fn lines(file: FileId, text: &str) -> Vec<Line> {
    let (text, mark) = without_mark(text);
    let mut whole: Vec<(String, usize, usize)> = Vec::new();
    let mut at = mark;
    for written in text.split_inclusive('\n') {
        let line = written.trim_end_matches(['\r', '\n']);
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some((before, _, _))) => before.push_str(rest),
            (_, _) if line.is_empty() => {}
            (_, _) => whole.push((line.to_owned(), at, at + line.len())),
        }
        at += written.len();
    }
    let named = whole.into_iter().filter_map(|(line, from, to)| {
        let (name, value) = line.split_at_checked(colon(&line)?)?;
        let name = name.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
        let value = value.strip_prefix(':').unwrap_or(value).trim().to_owned();
        Some(Line { name, value, span: span(file, from, to) })
    });
    named.collect()
}

/// The colon behind name and parameters; one in quotes belongs to a parameter.
fn colon(line: &str) -> Option<usize> {
    let mut quoted = false;
    line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    })
}

/// An event as it is read, with the places of its lines.
#[derive(Default)]
struct Event {
    began: Option<Span>,
    summary: Option<Spanned<String>>,
    start: Option<Spanned<String>>,
    end: Option<Spanned<String>>,
    /// A length of time instead of an end.
    duration: Option<Span>,
    recurs: Option<Span>,
    cancelled: bool,
}

impl Event {
    fn take(&mut self, line: &Line) {
        let value = || Some(Spanned::new(line.value.clone(), line.span));
        match line.name.as_str() {
            "SUMMARY" => self.summary = Some(Spanned::new(unescaped(&line.value), line.span)),
            "DTSTART" => self.start = value(),
            "DTEND" => self.end = value(),
            "DURATION" => self.duration = Some(line.span),
            "RRULE" | "RDATE" => self.recurs = Some(line.span),
            "STATUS" => self.cancelled = line.value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }
}

/// `\,` is a comma, `\n` a blank.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') | None => ' ',
                Some(escaped) => escaped,
            },
            letter => letter,
        });
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one(event: &Event) -> Result<Told, Box<Diagnostic>> {
    let began = event.began.unwrap_or_else(|| span(FileId(0), 0, 0));
    let missing = |what: &str, help: &str| {
        Box::new(unreadable(format!("this event has no {what}"), began, "the event begins here", help))
    };
    if let Some(recurs) = event.recurs {
        let help = "write each time it happens as an event of its own";
        return Err(Box::new(unreadable("events that recur are not read", recurs, "it recurs by this line", help)));
    }
    if let Some(duration) = event.duration {
        let help = "write the day after its last as `DTEND;VALUE=DATE:20261219`";
        return Err(Box::new(unreadable("lengths of time are not read", duration, "an end is needed", help)));
    }
    let name = event.summary.clone().filter(|name| !name.value.is_empty());
    let name = name.ok_or_else(|| missing("name", "write what it is called: `SUMMARY:Autumn term 2026`"))?;
    let start = event.start.as_ref().ok_or_else(|| missing("day", "write its day: `DTSTART;VALUE=DATE:20260901`"))?;
    let from = stamped(start)?;
    let to = match &event.end {
        Some(end) => Spanned::new(last_day(from.date, stamped(end)?), end.span),
        None => Spanned::new(from.date, start.span),
    };
    Ok(Told { name, id: None, from: Spanned::new(from.date, start.span), to, half_term: None })
}

fn stamped(value: &Spanned<String>) -> Result<Stamp, Box<Diagnostic>> {
    stamp(&value.value).ok_or_else(|| {
        let message = format!("`{}` is not a day", value.value);
        Box::new(unreadable(message, value.span, "a day is meant", "write a day as `20260901`, year, month and day"))
    })
}

/// An end is the first moment after: one at the start of a day leaves that day out. An event that ends where it starts
/// is on that day.
fn last_day(from: Date, end: Stamp) -> Date {
    let before = end.date.checked_sub_days(Days::new(1)).filter(|_| end.at_its_start && end.date > from);
    before.unwrap_or(end.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let (told, findings) = read(FileId(0), text);
        let told = told.iter().map(|one| format!("{}: {} to {}", one.name.value, one.from.value, one.to.value));
        let findings = findings.iter().map(|found| {
            let place = found.span().and_then(|span| text.get(span.range())).unwrap();
            format!("{} at [{place}]", found.message)
        });
        told.chain(findings).collect::<Vec<_>>().join("\n")
    }

    fn event(lines: &str) -> String {
        told(&format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n"))
    }

    #[test]
    fn a_calendar_as_programs_export_it() {
        let text = "\u{feff}BEGIN:VCALENDAR\r\nVERSION:2.0\r\nSUMMARY:not an event\r\n\
            BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270102\r\n\
            SUMMARY;LANGUAGE=en-GB:Christmas\\, and the\r\n  New\r\n \tYear\r\n\
            BEGIN:VALARM\r\nDURATION:PT5M\r\nSUMMARY:alarm\r\nEND:VALARM\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nSUMMARY:Not held\r\nEND:VEVENT\r\n\
            begin:vevent\r\ndtstart;X=\"a:b\":20260831T230000Z\r\ndtend:20260901T150000Z\r\nsummary:Training\r\nend:vevent\r\n\
            END:VCALENDAR";
        insta::assert_snapshot!(told(text), @"
        Christmas, and the New Year: 2026-12-24 to 2027-01-01
        Training: 2026-09-01 to 2026-09-01
        ");
    }

    #[test]
    fn ends_are_the_first_moment_after() {
        let of = |lines: &str| event(&format!("SUMMARY:A\n{lines}"));
        assert_eq!(of("DTSTART:20260901"), "A: 2026-09-01 to 2026-09-01");
        assert_eq!(of("DTSTART:20260901\nDTEND:20260901"), "A: 2026-09-01 to 2026-09-01");
        assert_eq!(of("DTSTART:20260901T090000\nDTEND:20260903T000000"), "A: 2026-09-01 to 2026-09-02");
        assert_eq!(of("DTSTART:20260901T090000\nDTEND:20260903T170000"), "A: 2026-09-01 to 2026-09-03");
        assert_eq!(of("DTSTART:20260903\nDTEND:20260901"), "A: 2026-09-03 to 2026-09-01");
    }

    #[test]
    fn what_cannot_be_read_is_shown_at_its_line() {
        insta::assert_snapshot!([
            event("SUMMARY:A\nDTSTART:20260901\nRRULE:FREQ=YEARLY"),
            event("SUMMARY:A\nDTSTART:20260901\nDURATION:P3D"),
            event("DTSTART:20260901"),
            event("SUMMARY:A"),
            event("SUMMARY:A\nDTSTART:20260931"),
            event("SUMMARY:A\nDTSTART:20260901\nDTEND:later"),
            told("BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
            told("Autumn term,2026-09-01\n"),
            told(""),
        ].join("\n"), @"
        events that recur are not read at [RRULE:FREQ=YEARLY]
        lengths of time are not read at [DURATION:P3D]
        this event has no name at [BEGIN:VEVENT]
        this event has no day at [BEGIN:VEVENT]
        `20260931` is not a day at [DTSTART:20260931]
        `later` is not a day at [DTEND:later]
        this calendar has no event at [BEGIN:VCALENDAR]
        this calendar has no event at []
        this calendar has no event at []
        ");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(
            words in proptest::collection::vec("BEGIN:VEVENT|END:VEVENT|SUMMARY:é\\\\|DTSTART:2026090[0-9]|DTEND[;:]é| x|\r", 0..12),
        ) {
            let text = words.join("\n");
            let (_, findings) = read(FileId(0), &text);
            for span in findings.iter().filter_map(Diagnostic::span) {
                proptest::prop_assert!(text.get(span.range()).is_some());
            }
        }
    }
}

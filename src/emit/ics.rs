//! The schedule as a calendar file (RFC 5545): whole days, each its own event, for whatever calendar an office has.
//!
//! Recurrence rules, time zones and invitations are left out on purpose; docs/feeds.md says why.

mod content;
mod description;

use chrono::Datelike;

use self::content::{line, text, texts};
use self::description::{description, summary};
use super::words::{days, stamped};
use crate::calendar::Date;
use crate::plan::{Entry, Feed, State};

/// What a calendar file begins with. The command line knows by it which files qac wrote.
const OPENING: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//quality assurance calendar//EN\r\n";

/// The standard wants a component in every file. Where nothing falls due this one says nothing, so that those who follow
/// the feed see it empty rather than broken.
const NOTHING: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
                       TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// The stamp of a framework without a dated edition: the first moment of 2000.
const UNDATED: &str = "20000101T000000Z";

/// For calendars. `reminder` is how many days before each event it is announced, at nine in the morning.
#[must_use]
pub fn schedule_ics(feed: &Feed, reminder: Option<u16>) -> String {
    let mut file = String::from(OPENING);
    file.push_str(&head(feed));
    if feed.entries.is_empty() {
        file.push_str(NOTHING);
    }
    for entry in &feed.entries {
        file.push_str(&event(feed, entry, reminder));
    }
    file.push_str("END:VCALENDAR\r\n");
    file
}

/// What calendars show of the whole. Each thing is said twice: as RFC 7986 has it, and as older calendars do.
fn head(feed: &Feed) -> String {
    let title = if feed.stamp.title.is_empty() { stamped(&feed.stamp) } else { feed.stamp.title.clone() };
    let name = std::iter::once(&title).chain(&feed.only).map(String::as_str).collect::<Vec<_>>().join(": ");
    let about = format!("{}: {}", stamped(&feed.stamp), days(feed.from, feed.to));
    let lines = [
        line("CALSCALE", "GREGORIAN"),
        text("NAME", &name),
        text("X-WR-CALNAME", &name),
        text("DESCRIPTION", &about),
        text("X-WR-CALDESC", &about),
        line("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
        line("X-PUBLISHED-TTL", "P1D"),
    ];
    lines.concat()
}

fn event(feed: &Feed, entry: &Entry, reminder: Option<u16>) -> String {
    let one = &entry.occurrence;
    let last = one.open_until.unwrap_or(one.due).max(one.due);
    let summary = summary(entry);
    let lines = [
        line("BEGIN", "VEVENT"),
        text("UID", &uid(feed, entry)),
        line("DTSTAMP", &feed.revision.issued.map_or(UNDATED.to_owned(), |day| format!("{}T000000Z", basic(day)))),
        line("SEQUENCE", &feed.revision.number.to_string()),
        line("DTSTART;VALUE=DATE", &basic(one.due)),
        // The end is the first day that is free again.
        line("DTEND;VALUE=DATE", &basic(last.succ_opt().unwrap_or(last))),
        text("SUMMARY", &summary),
        text("DESCRIPTION", &description(feed, entry)),
        categories(entry),
        line("STATUS", status(entry.state)),
        // A due date fills nobody's day.
        line("TRANSP", "TRANSPARENT"),
        alarm(entry.state, reminder, &summary),
        line("END", "VEVENT"),
    ];
    lines.concat()
}

/// `early-help-case-files.2017-05@council-2016.qac`. Ids and periods hold no stop, so that two are never one; a stroke
/// would not do, because servers make file names of these.
fn uid(feed: &Feed, entry: &Entry) -> String {
    let framework = if feed.framework.is_empty() { String::new() } else { format!("{}.", feed.framework) };
    format!("{}@{framework}qac", entry.lasting.replace('/', "."))
}

/// `20170531`
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn categories(entry: &Entry) -> String {
    let titles = entry.units.iter().map(|unit| unit.title.as_str());
    if entry.units.is_empty() { String::new() } else { texts("CATEGORIES", titles) }
}

const fn status(state: State) -> &'static str {
    match state {
        State::Planned => "CONFIRMED",
        State::Withdrawn => "CANCELLED",
    }
}

/// What reminds of an event; a day begins at midnight, when nobody wants to be reminded.
fn alarm(state: State, reminder: Option<u16>, summary: &str) -> String {
    let (State::Planned, Some(days)) = (state, reminder) else { return String::new() };
    let before = match days {
        0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        days => format!("-P{}DT15H", days - 1),
    };
    let lines = [
        line("BEGIN", "VALARM"),
        line("ACTION", "DISPLAY"),
        line("TRIGGER", &before),
        text("DESCRIPTION", summary),
        line("END", "VALARM"),
    ];
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Files, analyze};
    use crate::plan::Filter;

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str) -> Result<String, String> {
            Err("there is none".to_owned())
        }
    }

    const SMALL: &str = include_str!("../../examples/ward.qac.md");

    fn feed(text: &str, from: &str, to: &str) -> Feed {
        let analysis = analyze("ward.qac.md", text.to_owned(), &NoFiles, None);
        Feed::of(&analysis.model, from.parse().unwrap(), to.parse().unwrap(), &Filter::default())
    }

    /// The ends of lines made visible.
    fn shown(file: &str) -> String {
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
        file.replace("\r\n", "␍␊\n")
    }

    #[test]
    fn a_month_for_calendars() {
        insta::assert_snapshot!(shown(&schedule_ics(&feed(SMALL, "2017-05-01", "2017-05-31"), Some(7))));
    }

    #[test]
    fn a_feed_without_events_is_a_file_still() {
        let file = schedule_ics(&feed("# Nothing\n", "2017-05-01", "2017-05-31"), None);
        insta::assert_snapshot!(shown(&file));
    }

    #[test]
    fn reminders_come_at_nine_in_the_morning() {
        let feed = feed(SMALL, "2017-05-31", "2017-05-31");
        for (days, trigger) in [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H"), (7, "-P6DT15H")] {
            let file = schedule_ics(&feed, Some(days));
            assert_eq!(file.matches(&format!("\r\nTRIGGER:{trigger}\r\n")).count(), feed.entries.len(), "{file}");
        }
        assert!(!schedule_ics(&feed, None).contains("VALARM"));
    }

    #[test]
    fn hostile_titles_stay_text() {
        let hostile = r"a\, b; c\nEND:VEVENT 😀: “d”";
        let text = SMALL.replace("Ward file audits", hostile).replace("\"Wards\"", "\"Wards, upper; lower\"");
        let file = schedule_ics(&feed(&text, "2017-05-31", "2017-05-31"), None).replace("\r\n ", "");
        let title = r"SUMMARY:a\\\, b\; c\\nEND:VEVENT 😀: “d”: 14 cases\, 2 each\, own area";
        assert!(file.lines().any(|line| line == title), "{file}");
        assert!(file.lines().any(|line| line == r"CATEGORIES:Wards\, upper\; lower"), "{file}");
        let long = SMALL.replace("Ward file audits", &"é, ".repeat(250));
        let file = schedule_ics(&feed(&long, "2017-05-31", "2017-05-31"), None);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    }
}

//! Plain tables: aligned columns that wrap to a width, in groups with a heading each.

use unicode_width::UnicodeWidthStr;

use super::escape::{plain, spaced};

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) shape: Shape,
}

/// How a column takes its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As wide as its widest cell.
    Fixed,
    /// As wide as its widest cell, numbers to the right.
    Number,
    /// Wraps to what the others leave; so many parts of it.
    Wrapping(usize),
}

/// Rows under a heading; an empty heading shows nothing.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) heading: String,
    /// A line feed in a cell starts a new line.
    pub(super) rows: Vec<Vec<String>>,
}

const GAP: &str = "  ";
/// No column is wrapped to less.
const NARROWEST: usize = 12;

pub(super) fn column(heading: &str, shape: Shape) -> Column {
    Column { heading: heading.to_owned(), shape }
}

/// The table, no line wider than `width` unless its fixed columns and longest words leave no other way.
pub(super) fn table(columns: &[Column], groups: &[Group], width: usize) -> String {
    let widths = widths(columns, groups, width);
    let mut text = String::new();
    if columns.iter().any(|column| !column.heading.is_empty()) {
        let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
        row(&mut text, columns, &widths, &headings);
        let whole = widths.iter().sum::<usize>() + GAP.len() * columns.len().saturating_sub(1);
        text.push_str(&"─".repeat(whole));
        text.push('\n');
    }
    for (place, group) in groups.iter().enumerate() {
        if !group.heading.is_empty() {
            if place > 0 {
                text.push('\n');
            }
            text.push_str(&plain(&group.heading));
            text.push('\n');
        }
        for cells in &group.rows {
            row(&mut text, columns, &widths, cells);
        }
    }
    text
}

/// Each column's natural width, the wrapping ones sharing what is left by their parts: a column that needs less than
/// its share keeps what it needs.
fn widths(columns: &[Column], groups: &[Group], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> =
        columns.iter().enumerate().map(|(place, column)| natural(column, place, groups)).collect();
    let gaps = GAP.len() * columns.len().saturating_sub(1);
    let mut open = Vec::new();
    let mut left = width.saturating_sub(gaps);
    for (place, (column, natural)) in columns.iter().zip(&widths).enumerate() {
        match column.shape {
            Shape::Wrapping(parts) => open.push((place, *natural, parts.max(1))),
            Shape::Fixed | Shape::Number => left = left.saturating_sub(*natural),
        }
    }
    open.sort_by_key(|(_, natural, parts)| natural / parts);
    let mut all_parts: usize = open.iter().map(|(_, _, parts)| parts).sum();
    let mut others = open.len();
    for (place, natural, parts) in open {
        others = others.saturating_sub(1);
        let most = left.saturating_sub(NARROWEST * others);
        let share = (left * parts / all_parts.max(1)).min(most).max(NARROWEST);
        let given = natural.min(share);
        if let Some(width) = widths.get_mut(place) {
            *width = given;
        }
        left = left.saturating_sub(given);
        all_parts = all_parts.saturating_sub(parts);
    }
    widths
}

fn natural(column: &Column, place: usize, groups: &[Group]) -> usize {
    let cells = groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.get(place));
    let lines = cells.flat_map(|cell| cell.split('\n')).map(|line| shown(column.shape, line).width());
    lines.chain([column.heading.width()]).max().unwrap_or(0)
}

fn row(text: &mut String, columns: &[Column], widths: &[usize], cells: &[String]) {
    let laid = columns.iter().zip(cells).zip(widths);
    let wrapped: Vec<Vec<String>> =
        laid.map(|((column, cell), width)| wrap_lines(column.shape, cell, *width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for number in 0..height {
        let mut line = String::new();
        for ((column, width), lines) in columns.iter().zip(widths).zip(&wrapped) {
            let cell = lines.get(number).map_or("", String::as_str);
            let blank = " ".repeat(width.saturating_sub(cell.width()));
            match column.shape {
                Shape::Number => line.push_str(&format!("{blank}{cell}{GAP}")),
                Shape::Fixed | Shape::Wrapping(_) => line.push_str(&format!("{cell}{blank}{GAP}")),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

fn wrap_lines(shape: Shape, cell: &str, width: usize) -> Vec<String> {
    let lines = cell.split('\n').map(|line| shown(shape, line));
    match shape {
        Shape::Wrapping(_) => lines.flat_map(|line| wrap(&line, width)).collect(),
        Shape::Fixed | Shape::Number => lines.collect(),
    }
}

/// A line of a cell as it is printed: dates keep the blanks that align them.
fn shown(shape: Shape, line: &str) -> String {
    match shape {
        Shape::Wrapping(_) => plain(line),
        Shape::Fixed | Shape::Number => spaced(line),
    }
}

/// Words put into lines no wider than `width`; a longer word is cut, at a hyphen where it has one in time.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let mut word = word.to_owned();
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        while word.width() > width.max(1) {
            let (head, tail) = cut(&word, width.max(1));
            lines.push(head);
            word = tail;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// A word cut behind the last hyphen that fits; one without at the last place that fits, at least one character on.
fn cut(word: &str, width: usize) -> (String, String) {
    let (head, rest) = cut_anywhere(word, width);
    match head.rsplit_once('-') {
        Some((before, behind)) if !before.is_empty() => (format!("{before}-"), format!("{behind}{rest}")),
        Some(_) | None => (head, rest),
    }
}

fn cut_anywhere(word: &str, width: usize) -> (String, String) {
    let mut head = String::new();
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.peek() {
        let wider = format!("{head}{c}");
        if wider.width() > width && !head.is_empty() {
            break;
        }
        head = wider;
        rest.next();
    }
    (head, rest.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(columns: &[(&str, Shape)], rows: &[&[&str]], width: usize) -> String {
        let columns: Vec<Column> = columns.iter().map(|(heading, shape)| column(heading, *shape)).collect();
        let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        table(&columns, &[Group { heading: "May 2017".to_owned(), rows }], width)
    }

    #[test]
    fn columns_align_and_wrap() {
        let columns =
            [("Due", Shape::Fixed), ("What", Shape::Wrapping(2)), ("Who", Shape::Wrapping(1)), ("No.", Shape::Number)];
        let rows: [&[&str]; 2] = [
            &["Wed 31", "Managers' case file audits\n14 cases, own area", "Team Manager", "14"],
            &["Thu 1", "Café – a longer thing that has to go over lines", "Everybody in the whole service", "2"],
        ];
        insta::assert_snapshot!(of(&columns, &rows, 60), @"
        Due     What                            Who              No.
        ────────────────────────────────────────────────────────────
        May 2017
        Wed 31  Managers' case file audits      Team Manager      14
                14 cases, own area
        Thu 1   Café – a longer thing that has  Everybody in       2
                to go over lines                the whole
                                                service
        ");
    }

    #[test]
    fn long_ids_are_cut_at_their_hyphens() {
        assert_eq!(wrap("as in module-review-reading, twice", 14), ["as in", "module-review-", "reading, twice"]);
        assert_eq!(wrap("-independently", 8), ["-indepen", "dently"]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide(cells in proptest::collection::vec("[a-z é漢]{0,60}", 1..6), width in 30_usize..100) {
            let rows: Vec<Vec<&str>> = cells.iter().map(|cell| vec!["Wed 31", cell, cell]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let drawn = of(&[("Due", Shape::Fixed), ("What", Shape::Wrapping(2)), ("Who", Shape::Wrapping(1))], &rows, width + 8);
            for line in drawn.lines() {
                prop_assert!(line.width() <= (width + 8).max(8 + 2 * NARROWEST + 2), "{line:?}");
            }
        }

        #[test]
        fn wrapping_keeps_every_letter(text in "[a-z ]{0,80}", width in 1_usize..30) {
            let words = plain(&text);
            let joined: String = wrap(&words, width).concat();
            prop_assert_eq!(joined.replace(' ', ""), words.replace(' ', ""));
        }
    }
}

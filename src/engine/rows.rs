//! The rows of a CSV file. Most files have no quotation mark at all: each line is a row then, and is parted as it stands.
//! From the first quotation mark on, a reader that knows all of CSV takes over.

use std::fs::File;
use std::io::{self, Chain, Cursor, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};

/// How much of a file is read at once, in bytes.
const READ_AT_ONCE: u64 = 1 << 18;

/// Why there is no next row.
pub(super) enum Broken {
    /// The file cannot be read.
    Unreadable(io::Error),
    /// It is no CSV.
    NotCsv,
    /// A quotation mark is open at the end; the row that it is in begins on this line or before.
    OpenQuote(u64),
}

/// An open file, read row by row.
pub(super) struct Rows {
    way: Way,
    delimiter: u8,
    /// The line that the present row begins on; 1 for the first of the file.
    line: u64,
    /// Where each cell of the present row begins and ends, where lines are parted here.
    cells: Vec<(usize, usize)>,
}

enum Way {
    Plain(Plain),
    Quoted(Box<Quoted>),
    /// Nothing is left, or nothing can be read any more.
    Ended,
}

/// Lines without a quotation mark.
struct Plain {
    file: File,
    /// Whole lines.
    text: String,
    /// Where the next line begins among them.
    at: usize,
    /// The beginning of the line behind them.
    rest: Vec<u8>,
}

/// What the reader that knows all of CSV has taken over.
struct Quoted {
    reader: Reader<Rest>,
    row: ByteRecord,
    /// How many lines are before it.
    before: u64,
}

/// The rest of a file, in which lines end with a line feed alone, so that they can be counted.
struct Rest {
    rest: Chain<Cursor<Vec<u8>>, File>,
    /// A carriage return was read, and what follows it not yet.
    returned: bool,
    /// Nothing more came.
    ended: bool,
    /// Whether an odd number of quotation marks has been read. In CSV they come in pairs.
    odd: bool,
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let kept = usize::from(self.returned);
            let room = buffer.get_mut(kept..).filter(|room| !room.is_empty());
            let Some(room) = room else { return Ok(0) };
            let read = self.rest.read(room)?;
            buffer.iter_mut().take(kept).for_each(|byte| *byte = b'\r');
            (self.returned, self.ended) = (false, read == 0);
            let length = self.without_returns(buffer, kept + read);
            if length > 0 || self.ended {
                let quotes = buffer.iter().take(length).filter(|byte| **byte == b'"').count();
                self.odd ^= !quotes.is_multiple_of(2);
                return Ok(length);
            }
        }
    }
}

impl Rest {
    /// Takes out carriage returns that a line feed follows, and says how many bytes are left.
    fn without_returns(&mut self, buffer: &mut [u8], length: usize) -> usize {
        if !buffer.iter().take(length).any(|byte| *byte == b'\r') {
            return length;
        }
        let mut to = 0;
        for from in 0..length {
            let byte = buffer.get(from).copied().unwrap_or_default();
            let next = buffer.get(from + 1).filter(|_| from + 1 < length);
            match (byte, next) {
                (b'\r', None) if !self.ended => self.returned = true,
                (b'\r', Some(b'\n')) => {}
                _ => {
                    buffer.iter_mut().skip(to).take(1).for_each(|own| *own = byte);
                    to += 1;
                }
            }
        }
        to
    }
}

impl Rows {
    /// From where the file stands.
    pub(super) fn new(file: File, delimiter: u8) -> Self {
        let way = Way::Plain(Plain { file, text: String::new(), at: 0, rest: Vec::new() });
        Self { way, delimiter, line: 0, cells: Vec::new() }
    }

    /// Goes to the next row; false at the end. Lines on which nothing at all stands are no rows.
    pub(super) fn next(&mut self) -> Result<bool, Broken> {
        while let Way::Plain(plain) = &mut self.way {
            if plain.at >= plain.text.len() {
                self.read_more()?;
                continue;
            }
            self.line += 1;
            plain.part(self.delimiter, &mut self.cells);
            if self.cells.len() > 1 || self.cells.first().is_some_and(|(from, to)| from < to) {
                return Ok(true);
            }
        }
        self.next_quoted()
    }

    /// The line that the present row begins on.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// How many cells the present row has.
    pub(super) fn len(&self) -> usize {
        match &self.way {
            Way::Plain(_) => self.cells.len(),
            Way::Quoted(quoted) => quoted.row.len(),
            Way::Ended => 0,
        }
    }

    /// What stands in a cell of the present row, nothing where there is no such cell; `None` where it is not in UTF-8.
    pub(super) fn text(&self, place: usize) -> Option<&str> {
        match &self.way {
            Way::Plain(plain) => match self.cells.get(place) {
                Some((from, to)) => plain.text.get(*from..*to),
                None => Some(""),
            },
            Way::Quoted(quoted) => std::str::from_utf8(quoted.row.get(place).unwrap_or_default()).ok(),
            Way::Ended => Some(""),
        }
    }

    /// Whether nothing stands in any cell of the present row. A spreadsheet may leave such lines behind.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.len()).all(|place| self.text(place).is_some_and(|text| text.trim_ascii().is_empty()))
    }

    /// Reads whole lines into an empty text, or hands everything that is left over.
    fn read_more(&mut self) -> Result<(), Broken> {
        let Way::Plain(plain) = &mut self.way else { return Ok(()) };
        let mut bytes = std::mem::take(&mut plain.text).into_bytes();
        bytes.clear();
        bytes.append(&mut plain.rest);
        loop {
            let read = (&plain.file).take(READ_AT_ONCE).read_to_end(&mut bytes).map_err(Broken::Unreadable)?;
            if read == 0 {
                break;
            }
            if let Some(last) = bytes.iter().rposition(|byte| *byte == b'\n') {
                plain.rest.extend_from_slice(bytes.get(last + 1..).unwrap_or_default());
                bytes.truncate(last + 1);
                break;
            }
        }
        if bytes.is_empty() {
            self.way = Way::Ended;
            return Ok(());
        }
        let text =
            if is_plain(&bytes) { String::from_utf8(bytes).map_err(|error| error.into_bytes()) } else { Err(bytes) };
        match text {
            Ok(text) => (plain.text, plain.at) = (text, 0),
            Err(bytes) => self.hand_over(bytes),
        }
        Ok(())
    }

    /// Hands the rest over to the reader that knows all of CSV, `bytes` first.
    fn hand_over(&mut self, mut bytes: Vec<u8>) {
        let Way::Plain(mut plain) = std::mem::replace(&mut self.way, Way::Ended) else { return };
        bytes.append(&mut plain.rest);
        let rest = Cursor::new(bytes).chain(plain.file);
        let rest = Rest { rest, returned: false, ended: false, odd: false };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.delimiter).has_headers(false).flexible(true).buffer_capacity(READ_AT_ONCE as usize);
        let (reader, row) = (builder.from_reader(rest), ByteRecord::new());
        self.way = Way::Quoted(Box::new(Quoted { reader, row, before: self.line }));
    }

    fn next_quoted(&mut self) -> Result<bool, Broken> {
        let Way::Quoted(quoted) = &mut self.way else { return Ok(false) };
        let Quoted { reader, row, before } = quoted.as_mut();
        let more = reader.read_byte_record(row).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => Broken::Unreadable(error),
            csv::ErrorKind::Utf8 { .. }
            | csv::ErrorKind::UnequalLengths { .. }
            | csv::ErrorKind::Seek
            | csv::ErrorKind::Serialize(_)
            | csv::ErrorKind::Deserialize { .. }
            | _ => Broken::NotCsv,
        })?;
        let within = row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        // The line feed behind the row is counted too, unless the file ended.
        let behind = u64::from(!reader.get_ref().ended);
        self.line = (*before + reader.position().line()).saturating_sub(within + behind);
        // The rest of the file would be taken for one cell.
        if reader.is_done() && reader.get_ref().odd {
            return Err(Broken::OpenQuote(self.line));
        }
        Ok(more)
    }
}

impl Plain {
    /// Parts the next line.
    fn part(&mut self, delimiter: u8, cells: &mut Vec<(usize, usize)>) {
        cells.clear();
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let (words, rest) = bytes.as_chunks::<WORD>();
        let mut from = self.at;
        for (nth, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let ends = places_of(b'\n', word);
            // Only what stands before the end of the line.
            let before = ends.wrapping_sub(1) & !ends;
            let mut parts = places_of(delimiter, word) & before;
            let place = |marks: u64| self.at + nth * WORD + (marks.trailing_zeros() / 8) as usize;
            while parts != 0 {
                cells.push((from, place(parts)));
                from = place(parts) + 1;
                parts &= parts - 1;
            }
            if ends != 0 {
                let end = place(ends);
                return self.end(from, end, end + 1, cells);
            }
        }
        let first = self.at + words.len() * WORD;
        for (place, byte) in (first..).zip(rest) {
            if *byte == delimiter {
                cells.push((from, place));
                from = place + 1;
            } else if *byte == b'\n' {
                return self.end(from, place, place + 1, cells);
            }
        }
        self.end(from, self.text.len(), self.text.len(), cells);
    }

    /// Ends a line, without the carriage return that may stand at its end.
    fn end(&mut self, from: usize, to: usize, next: usize, cells: &mut Vec<(usize, usize)>) {
        let returned = to > from && self.text.as_bytes().get(to - 1) == Some(&b'\r');
        cells.push((from, if returned { to - 1 } else { to }));
        self.at = next;
    }
}

/// How many bytes are looked at in one step: cells are too short for anything that searches.
const WORD: usize = 8;

/// The highest bit of each byte of `word` that is `byte`, the first byte lowest.
const fn places_of(byte: u8, word: u64) -> u64 {
    const EACH: u64 = u64::from_ne_bytes([1; WORD]);
    const BELOW: u64 = 0x7f * EACH;
    let other = word ^ (byte as u64 * EACH);
    // A byte is nothing where neither its highest bit is set nor adding 127 to the others sets it.
    !(((other & BELOW) + BELOW) | other | BELOW)
}

/// Whether lines can be parted as they stand: no cell is in quotation marks, and no line ends as on old Macs.
fn is_plain(bytes: &[u8]) -> bool {
    let next = bytes.iter().skip(1).chain(&[0]);
    // Counted to the end, so that many are compared at once.
    let returns_alone = || bytes.iter().zip(next).filter(|(byte, next)| **byte == b'\r' && **next != b'\n').count() > 0;
    !(bytes.contains(&b'"') || bytes.contains(&b'\r') && returns_alone())
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use proptest::prelude::*;

    use super::*;

    fn file(text: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        file.rewind().unwrap();
        file
    }

    fn read(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(file(text), b',');
        let mut all = Vec::new();
        while rows.next().unwrap_or(false) {
            let cells = (0..rows.len()).map(|place| rows.text(place).unwrap().to_owned());
            all.push((rows.line(), cells.collect()));
        }
        all
    }

    #[test]
    fn a_row_tells_its_line() {
        let lines = |text: &[u8]| read(text).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(lines(b"a,b\r\n\n1,2\n3,4"), [1, 3, 4]);
        assert_eq!(lines(b"a,b\r\n1,\"two\nlines\"\n\"3\",4\n"), [1, 2, 4]);
        assert_eq!(lines(b"\"a\",b\r\n\r\n1,\"two\r\nlines\"\r\n\"3\",4\r\n5,6"), [1, 3, 5, 6]);
        assert_eq!(read(b"1,\"two\nlines\"\n"), [(1, vec!["1".to_owned(), "two\nlines".to_owned()])]);
    }

    #[test]
    fn a_long_file_is_read_piece_by_piece() {
        let line = |place: usize| format!("{place},é{}", "x".repeat(place % 90));
        let lines: Vec<String> = (0..20_000).map(line).collect();
        for (ending, last) in [("\n", ""), ("\r\n", "\r\n")] {
            let all = read((lines.join(ending) + last).as_bytes());
            assert_eq!(all.len(), lines.len());
            for ((number, cells), (place, line)) in all.iter().zip(lines.iter().enumerate()) {
                assert_eq!((*number, cells.join(",")), (place as u64 + 1, line.clone()));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// What is parted here is what the reader that knows all of CSV makes of it.
        #[test]
        fn rows_are_those_of_csv(text in "[ab,;\"\r\n ]{0,40}") {
            // Line ends within cells become line feeds.
            let alike = text.replace("\r\n", "\n");
            let closed = text.matches('"').count() % 2 == 0;
            let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(alike.as_bytes());
            let theirs: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let ours: Vec<Vec<String>> = read(text.as_bytes()).into_iter().map(|(_, cells)| cells).collect();
            if closed {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}

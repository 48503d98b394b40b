//! Sources: the texts of one analysis, each with its name and its lines.

use super::{FileId, LineIndex, Span};

/// One text that the author wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its place in [`Sources`].
    pub id: FileId,
    /// Its name as the reader knows it, with `/` between folders; shown in findings, never opened from here.
    pub path: String,
    /// The whole text, byte order mark and line ends included, so that offsets are those of the file.
    pub text: String,
    /// Where its lines start.
    pub lines: LineIndex,
    /// How its rules are written down.
    pub kind: SourceKind,
}

/// The two ways of writing rules down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// Markdown, with rules in fenced `qac` blocks.
    Literate,
    /// Rules alone.
    Plain,
}

impl SourceKind {
    /// The kind that a file's name tells: `*.md` is literate.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let ending = path.rsplit('.').next().unwrap_or_default();
        if ending.eq_ignore_ascii_case("md") { Self::Literate } else { Self::Plain }
    }
}

/// The texts of one analysis, in the order they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// No texts yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { all: Vec::new() }
    }

    /// Adds a text under a name; the kind follows from the name.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let (path, text) = (path.into(), text.into());
        let id = FileId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let lines = LineIndex::new(&text);
        let kind = SourceKind::of_path(&path);
        self.all.push(Source { id, path, text, lines, kind });
        id
    }

    /// The text with that id.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.all.get(id.0 as usize)
    }

    /// All texts, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter()
    }

    /// The text with that name.
    #[must_use]
    pub fn named(&self, path: &str) -> Option<&Source> {
        self.all.iter().find(|source| source.path == path)
    }

    /// What stands at `span`; empty where the span is not a range of whole characters of a known text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|source| source.text.get(span.range())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_kind() {
        assert_eq!(SourceKind::of_path("2016.qac.md"), SourceKind::Literate);
        assert_eq!(SourceKind::of_path("A.QAC.MD"), SourceKind::Literate);
        assert_eq!(SourceKind::of_path("calendar.qac"), SourceKind::Plain);
        assert_eq!(SourceKind::of_path("notes"), SourceKind::Plain);
    }

    #[test]
    fn slicing_answers_for_any_span() {
        let mut sources = Sources::new();
        let file = sources.add("a.qac", "£5 fee");
        assert_eq!(sources.slice(Span::new(file, 0, 3)), "£5");
        assert_eq!(sources.slice(Span::new(file, 1, 3)), "", "starts inside a character");
        assert_eq!(sources.slice(Span::new(file, 3, 1)), "", "backwards");
        assert_eq!(sources.slice(Span::new(file, 0, 99)), "", "past the end");
        assert_eq!(sources.slice(Span::new(FileId(7), 0, 1)), "", "no such text");
    }
}

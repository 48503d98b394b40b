//! Reading a text: what is too large, not text at all, or not to be read, said so that the reader can act on it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::failure::Failure;
use crate::text::nearest;

/// The most bytes that are read of a file: a thousand times the longest framework known.
const LARGEST: u64 = 16 * 1024 * 1024;
/// The most names of a folder that are compared with a misspelt one.
const MOST_COMPARED: usize = 1000;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Missing { nearest: Option<String> },
    Folder,
    NotAllowed,
    TooLarge,
    Binary,
    NotUtf8 { line: usize, byte: u8 },
    Other(String),
}

/// The text of the file at `path`.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    read(path).map_err(|why| {
        let failure = Failure::new(format!("cannot read `{}`: {}", path.display(), why.reason()));
        match why.remedy() {
            Some(remedy) => failure.help(remedy),
            None => failure,
        }
    })
}

/// The text of the file at `path`, or why there is none.
pub(super) fn read(path: &Path) -> Result<String, Unreadable> {
    let meta = fs::metadata(path).map_err(|error| from_io(&error, path))?;
    if meta.is_dir() {
        return Err(Unreadable::Folder);
    }
    if meta.len() > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    // A device or a pipe tells no size beforehand; of a file, one byte more shows that it has not grown.
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len().saturating_add(1)).unwrap_or_default());
    let file = File::open(path).map_err(|error| from_io(&error, path))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| from_io(&error, path))?;
    from_bytes(bytes)
}

/// The text that `bytes` are, or why they are none.
fn from_bytes(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..sound).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes().get(sound).copied().unwrap_or_default();
        Unreadable::NotUtf8 { line, byte }
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the standard library has a kind for every fault")]
fn from_io(error: &io::Error, path: &Path) -> Unreadable {
    match error.kind() {
        ErrorKind::NotFound => Unreadable::Missing { nearest: nearest_file(path) },
        ErrorKind::IsADirectory => Unreadable::Folder,
        ErrorKind::PermissionDenied => Unreadable::NotAllowed,
        _ => Unreadable::Other(reason(error)),
    }
}

/// The file of the same folder whose name is nearest to that of `path`.
fn nearest_file(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names: Vec<String> =
        entries.flatten().take(MOST_COMPARED).filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let near = nearest(name, names.iter().map(String::as_str))?;
    Some(folder.map_or_else(|| near.to_owned(), |folder| folder.join(near).display().to_string()))
}

/// What the system says of a failed call, as a phrase.
pub(super) fn reason(error: &io::Error) -> String {
    let words = error.to_string();
    // `No space left on device (os error 28)`: the number helps nobody.
    words.split(" (os error").next().unwrap_or_default().to_lowercase()
}

impl Unreadable {
    /// Why, as a phrase.
    pub(super) fn reason(&self) -> String {
        match self {
            Self::Missing { .. } => "there is no such file".to_owned(),
            Self::Folder => "it is a folder".to_owned(),
            Self::NotAllowed => "you have no permission to read it".to_owned(),
            Self::TooLarge => format!("it is larger than {} MB", LARGEST / (1024 * 1024)),
            Self::Binary => "it is not text".to_owned(),
            Self::NotUtf8 { line, byte } => {
                format!("line {line} holds the byte {byte:#04x}, which is no character in UTF-8")
            }
            Self::Other(words) => words.clone(),
        }
    }

    /// What to do about it.
    fn remedy(&self) -> Option<String> {
        Some(match self {
            Self::Missing { nearest: Some(near) } => format!("did you mean `{near}`?"),
            Self::Missing { nearest: None } => "check its name and its folder".to_owned(),
            Self::Folder => "name a file".to_owned(),
            Self::NotAllowed => "ask its owner, or copy it to where you may".to_owned(),
            Self::TooLarge => "split it, and bring the parts together with `use`".to_owned(),
            Self::Binary => {
                "name a `.qac.md` or `.qac` file; a Word or PDF document has to be saved as text first".to_owned()
            }
            Self::NotUtf8 { .. } => "save it as UTF-8".to_owned(),
            Self::Other(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_say_where() {
        assert_eq!(from_bytes(b"a\nb\xff".to_vec()), Err(Unreadable::NotUtf8 { line: 2, byte: 0xff }));
        assert_eq!(from_bytes(b"PK\0\0".to_vec()), Err(Unreadable::Binary));
        assert_eq!(from_bytes("£".into()), Ok("£".to_owned()));
        assert_eq!(from_bytes(Vec::new()), Ok(String::new()));
        let bad = Unreadable::NotUtf8 { line: 2, byte: 0x9 };
        assert_eq!(bad.reason(), "line 2 holds the byte 0x09, which is no character in UTF-8");
    }
}

//! Writing a file: whole or not at all, and never over one that somebody else wrote.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::failure::Failure;
use super::read;
use crate::forms;

/// What to do about a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Existing {
    /// Leave it, whatever it is.
    Keep,
    /// Replace it where qac wrote it.
    ReplaceOurs,
    /// Replace it.
    Replace,
}

/// What the files of qac that cannot hold a remark begin with: JSON documents, and calendars.
const OPENINGS: [&str; 2] = ["{\n  \"qac\":", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//"];
/// What every other file that qac writes ends with. Markdown and HTML do not show it.
const MARK: &str =
    "<!-- Written by qac, which will write it again. Take this line out to keep the file as it is. -->\n";

/// `text` so that [`file()`] will know it again.
pub(super) fn marked(text: &str) -> String {
    if opens_as_ours(text) { text.to_owned() } else { format!("{}\n\n{MARK}", text.trim_end()) }
}

/// Writes a new file, or replaces one as `existing` allows.
pub(super) fn file(path: &Path, text: &str, existing: Existing) -> Result<(), Failure> {
    put(path, text.as_bytes(), replaces(path, existing)).map_err(|error: io::Error| failure(path, existing, &error))
}

/// Writes several new files, or replaces what is there as `existing` allows: all are whole on the disk before the first
/// takes its place, and none does where one may not be replaced.
pub(super) fn files(files: &[(PathBuf, String)], existing: Existing) -> Result<(), Failure> {
    let mut ready = Vec::new();
    for (path, text) in files {
        // What is there already needs no leave to be written again.
        let replaces = replaces(path, existing) || fs::read(path).is_ok_and(|there| there == text.as_bytes());
        // A link that leads nowhere is something too.
        let made = match fs::symlink_metadata(path) {
            Ok(there) if there.is_dir() => Err(io::Error::from(ErrorKind::IsADirectory)),
            Ok(_) if !replaces => Err(io::Error::from(ErrorKind::AlreadyExists)),
            Ok(_) | Err(_) => unsettled(path, text.as_bytes()),
        };
        ready.push((path, replaces, made.map_err(|error| failure(path, existing, &error))?));
    }
    settle(&ready.iter().map(|(path, _, made)| (path.as_path(), made)).collect::<Vec<_>>(), existing)?;
    for (path, replaces, made) in ready {
        into_place(made, path, replaces).map_err(|error| failure(path, existing, &error))?;
    }
    Ok(())
}

/// Writes a new document of Word or Excel or a PDF, or replaces one as `existing` allows. One that qac wrote and in which somebody
/// has filled anything in is somebody's work.
pub(super) fn bytes(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), Failure> {
    let replaces = match existing {
        Existing::Keep => false,
        Existing::ReplaceOurs => fs::read(path).is_ok_and(|old| forms::is_unfilled(&old) || is_untouched_pdf(&old)),
        Existing::Replace => true,
    };
    put(path, bytes, replaces).map_err(|error: io::Error| {
        if error.kind() == ErrorKind::AlreadyExists && existing == Existing::ReplaceOurs {
            let shown = path.display();
            return Failure::new(format!(
                "`{shown}` is there already, and something is filled in, or qac did not write it"
            ))
            .help("name another folder, or replace it with `--force`");
        }
        failure(path, existing, &error)
    })
}

#[cfg(feature = "pdf")]
use crate::emit::is_untouched_pdf;

/// A build that writes no PDF takes none for its own.
#[cfg(not(feature = "pdf"))]
const fn is_untouched_pdf(_: &[u8]) -> bool {
    false
}

/// Writes several files of data: all are whole on the disk before the first takes its place.
pub(super) fn together(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let mut ready = Vec::new();
    for (path, bytes) in files {
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        let made = unsettled(&target, bytes).map_err(|error| failure(path, Existing::Replace, &error))?;
        if let Ok(meta) = fs::metadata(&target) {
            let kept = made.as_file().set_permissions(meta.permissions());
            kept.map_err(|error| failure(path, Existing::Replace, &error))?;
        }
        ready.push((path, target, made));
    }
    settle(&ready.iter().map(|(path, _, made)| (path.as_path(), made)).collect::<Vec<_>>(), Existing::Replace)?;
    for (path, target, made) in ready {
        made.persist(&target).map_err(|error| failure(path, Existing::Replace, &error.error))?;
    }
    Ok(())
}

/// Replaces a text that the author wrote by its mended or newly laid out form; links and permissions stay.
pub(super) fn in_place(path: &Path, text: &str) -> Result<(), Failure> {
    let replace = || {
        let target = fs::canonicalize(path)?;
        let permissions = fs::metadata(&target)?.permissions();
        if permissions.readonly() {
            return Err(io::Error::from(ErrorKind::PermissionDenied));
        }
        let whole = whole(&target, text.as_bytes())?;
        whole.as_file().set_permissions(permissions)?;
        whole.persist(&target)?;
        Ok(())
    };
    replace().map_err(|error: io::Error| failure(path, Existing::Replace, &error))
}

/// How many files are settled on the disk side by side.
const AT_ONCE: usize = 16;

/// Settles files, each with the path that it will have, on the disk side by side: the system writes down together what is
/// asked for at the same time, and nearly all of it is waiting.
fn settle(files: &[(&Path, &NamedTempFile)], existing: Existing) -> Result<(), Failure> {
    let mut settled: Vec<io::Result<()>> = files.iter().map(|_| Ok(())).collect();
    let share = files.len().div_ceil(AT_ONCE).max(1);
    std::thread::scope(|scope| {
        for (files, own) in files.chunks(share).zip(settled.chunks_mut(share)) {
            scope.spawn(move || {
                for ((_, file), own) in files.iter().zip(own) {
                    *own = file.as_file().sync_all();
                }
            });
        }
    });
    files.iter().zip(settled).try_for_each(|((path, _), one)| one.map_err(|error| failure(path, existing, &error)))
}

/// Puts a file in its place once it is whole.
fn put(path: &Path, bytes: &[u8], replaces: bool) -> io::Result<()> {
    into_place(whole(path, bytes)?, path, replaces)
}

fn into_place(whole: NamedTempFile, path: &Path, replaces: bool) -> io::Result<()> {
    if replaces {
        whole.persist(path)?
    } else {
        whole.persist_noclobber(path)?
    };
    Ok(())
}

/// Makes the folder at `path` with those above it.
pub(super) fn folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| failure(path, Existing::Keep, &error))
}

/// `bytes` in a temporary file beside `path`, settled on the disk.
fn whole(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let file = unsettled(path, bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// `bytes` in a temporary file beside `path`.
fn unsettled(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder: PathBuf = folder.unwrap_or(Path::new(".")).to_owned();
    let mut builder = Builder::new();
    builder.prefix(".qac-");
    if let Some(permissions) = ordinary() {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The permissions of an ordinary new file, of which the system takes away what the user's mask says.
#[cfg(unix)]
fn ordinary() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
const fn ordinary() -> Option<Permissions> {
    None
}

/// Whether a text may take the place of what is at `path`.
fn replaces(path: &Path, existing: Existing) -> bool {
    match existing {
        Existing::Keep => false,
        Existing::ReplaceOurs => is_ours(path),
        Existing::Replace => true,
    }
}

/// Whether qac wrote the file at `path`.
fn is_ours(path: &Path) -> bool {
    read::read(path).is_ok_and(|text| opens_as_ours(&text) || text.ends_with(MARK))
}

fn opens_as_ours(text: &str) -> bool {
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

fn failure(path: &Path, existing: Existing, error: &io::Error) -> Failure {
    let shown = path.display();
    match (error.kind(), existing) {
        (ErrorKind::AlreadyExists, Existing::Keep) => {
            Failure::new(format!("`{shown}` is there already")).help("name another folder, or move it away first")
        }
        (ErrorKind::AlreadyExists, _) if path.extension().is_some_and(|extension| extension == "csv") => {
            Failure::new(format!(
                "`{shown}` is there already, and nothing in a table of comma-separated values tells who wrote in it"
            ))
            .help("name another folder, or replace it with `--force`")
        }
        (ErrorKind::AlreadyExists, _) => Failure::new(format!("`{shown}` is there already, and qac did not write it"))
            .help("name another folder, or replace it with `--force`"),
        (ErrorKind::IsADirectory, _) => Failure::new(format!("cannot write `{shown}`: it is a folder"))
            .help("name another folder, or move it away first"),
        (ErrorKind::NotFound, _) => {
            Failure::new(format!("cannot write `{shown}`: there is no such folder")).help("make the folder first")
        }
        (ErrorKind::PermissionDenied, _) => {
            Failure::new(format!("cannot write `{shown}`: you have no permission")).help("name another folder")
        }
        _ => Failure::new(format!("cannot write `{shown}`: {}", read::reason(error))).help("name another place"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_hold_a_remark_is_known_by_its_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ics");
        let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//qac//quality assurance calendar//EN\r\n";
        assert_eq!(marked(calendar), calendar);
        file(&path, calendar, Existing::ReplaceOurs).unwrap();
        file(&path, &calendar.replace("qac", "other"), Existing::ReplaceOurs).unwrap();
        assert!(file(&path, calendar, Existing::ReplaceOurs).is_err());
    }

    #[test]
    fn of_several_files_all_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| (folder.path().join(name), "{\n  \"qac\": 1}\n".to_owned());
        files(&[at("a.json"), at("b.json")], Existing::ReplaceOurs).unwrap();
        fs::write(folder.path().join("b.json"), "theirs").unwrap();
        fs::remove_file(folder.path().join("a.json")).unwrap();
        assert!(files(&[at("a.json"), at("b.json")], Existing::ReplaceOurs).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written beside it");
        files(&[at("a.json"), at("b.json")], Existing::Replace).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        // A folder in the way cannot be replaced, and a link that leads nowhere is not ours.
        fs::create_dir(folder.path().join("c.json")).unwrap();
        fs::write(folder.path().join("a.json"), "theirs").unwrap();
        let failed = files(&[at("a.json"), at("c.json")], Existing::Replace).unwrap_err();
        assert!(failed.to_string().contains("it is a folder"), "{failed}");
        assert_eq!(fs::read_to_string(folder.path().join("a.json")).unwrap(), "theirs");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("e.json")).unwrap();
            assert!(files(&[at("d.json"), at("e.json")], Existing::ReplaceOurs).is_err());
            assert!(!folder.path().join("d.json").exists());
        }
    }

    #[test]
    fn a_file_of_somebody_else_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        file(&path, &marked("# Ours\n"), Existing::ReplaceOurs).unwrap();
        file(&path, "theirs\n", Existing::ReplaceOurs).unwrap();
        assert!(file(&path, "ours\n", Existing::ReplaceOurs).is_err());
        assert!(file(&path, "ours\n", Existing::Keep).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs\n");
        file(&path, "ours\n", Existing::Replace).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "ours\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays");
    }
}

//! What `--data` names: a folder, a file, or a server.

use std::fs;
use std::path::{Path, PathBuf};

use super::{EngineKind, Fault, TableFile};
use crate::query::WantedTable;

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// A folder with a file for each table.
    Folder(PathBuf),
    /// A SQLite database.
    SqliteFile(PathBuf),
    /// A DuckDB database.
    DuckDbFile(PathBuf),
    /// A PostgreSQL server.
    Server(Address),
}

/// The address of a server, with its password apart, so that it is never shown and never stands among a program's
/// arguments, where every user of the machine could read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) url: String,
    pub(super) password: Option<String>,
}

/// How every SQLite database begins.
const SQLITE: &[u8] = b"SQLite format 3\0";
/// What stands at byte 8 of every DuckDB database.
const DUCKDB: &[u8] = b"DUCK";

impl Data {
    /// What the user named.
    pub(super) fn of(words: &str) -> Result<Self, Fault> {
        if words.starts_with("postgres://") || words.starts_with("postgresql://") {
            return Ok(Self::Server(Address::of(words)));
        }
        if let Some((scheme, _)) = words.split_once("://") {
            return Err(Fault::new(
                format!("there is no engine for `{scheme}://`"),
                "name a folder, a database file or `postgres://user@host/database`",
            ));
        }
        let path = Path::new(words);
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => Ok(Self::Folder(path.to_owned())),
            Ok(_) => Self::of_file(path),
            Err(error) => Err(Fault::new(
                format!("cannot read `{words}`: {}", reason(&error)),
                "name a folder of CSV files, a database file or `postgres://user@host/database`",
            )),
        }
    }

    /// A database is known by its first bytes, whatever it is called; an empty SQLite database has none.
    fn of_file(path: &Path) -> Result<Self, Fault> {
        let start = start_of(path)?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let empty = start.is_empty() && matches!(ending, "db" | "sqlite" | "sqlite3");
        if start.starts_with(SQLITE) || empty {
            return Ok(Self::SqliteFile(path.to_owned()));
        }
        if start.get(8..).is_some_and(|rest| rest.starts_with(DUCKDB)) {
            return Ok(Self::DuckDbFile(path.to_owned()));
        }
        let shown = path.display();
        Err(match ending {
            "csv" | "parquet" => {
                Fault::new(format!("`{shown}` is one table"), "name the folder it is in, with a file for each table")
            }
            _ => {
                Fault::new(format!("`{shown}` is neither a SQLite nor a DuckDB database"), "name a folder of CSV files")
            }
        })
    }

    /// The engine that fits where none is named.
    pub(super) const fn engine(&self) -> EngineKind {
        match self {
            Self::Folder(_) | Self::SqliteFile(_) => EngineKind::Sqlite,
            Self::DuckDbFile(_) => EngineKind::DuckDb,
            Self::Server(_) => EngineKind::Postgres,
        }
    }

    pub(super) const fn in_words(&self) -> &'static str {
        match self {
            Self::Folder(_) => "a folder",
            Self::SqliteFile(_) => "a SQLite database",
            Self::DuckDbFile(_) => "a DuckDB database",
            Self::Server(_) => "a PostgreSQL server",
        }
    }
}

impl Address {
    fn of(url: &str) -> Self {
        let plain = Self { url: url.to_owned(), password: None };
        let Some((scheme, rest)) = url.split_once("://") else { return plain };
        let (authority, behind) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let Some((user, host)) = authority.rsplit_once('@') else { return plain };
        let Some((user, password)) = user.split_once(':') else { return plain };
        Self { url: format!("{scheme}://{user}@{host}{behind}"), password: Some(decoded(password)) }
    }
}

/// The letters behind `%40` and the like; what is no such escape stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escaped = behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn start_of(path: &Path) -> Result<Vec<u8>, Fault> {
    use std::io::Read;
    let read = || {
        let mut start = Vec::new();
        fs::File::open(path)?.take(16).read_to_end(&mut start)?;
        Ok(start)
    };
    read().map_err(|error: std::io::Error| {
        Fault::new(format!("cannot read `{}`: {}", path.display(), reason(&error)), "")
    })
}

/// The file of each wanted table: its name in the database, with its schema before it or without, or the id of its
/// record, in any case of letters. `None` where the folder has none.
pub(super) fn files(
    folder: &Path,
    wanted: &[WantedTable],
    with_parquet: WithParquet,
) -> Result<Vec<Option<TableFile>>, Fault> {
    let entries = fs::read_dir(folder)
        .map_err(|error| Fault::new(format!("cannot read `{}`: {}", folder.display(), reason(&error)), ""))?;
    let mut there: Vec<(String, TableFile)> = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_lowercase) else { continue };
        match (name.strip_suffix(".csv"), name.strip_suffix(".parquet"), with_parquet) {
            (Some(stem), _, _) => there.push((stem.to_owned(), TableFile::Csv(path))),
            (None, Some(stem), WithParquet::Yes) => there.push((stem.to_owned(), TableFile::Parquet(path))),
            (None, Some(_) | None, WithParquet::Yes | WithParquet::No) => {}
        }
    }
    there.sort_by(|(one, _), (other, _)| one.cmp(other));
    if there.is_empty() {
        return Err(Fault::new(
            format!("`{}` holds no table", folder.display()),
            "put a CSV file for each table in it, such as `qa_audit.csv`",
        ));
    }
    wanted.iter().map(|table| file_of(&there, table)).collect()
}

/// Whether Parquet files count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WithParquet {
    Yes,
    No,
}

fn file_of(there: &[(String, TableFile)], table: &WantedTable) -> Result<Option<TableFile>, Fault> {
    let whole = table.name.join(".");
    let last = table.name.last().cloned().unwrap_or_default();
    let names: Vec<String> = [whole, last, table.record.clone()].iter().map(|name| name.to_lowercase()).collect();
    for name in &names {
        let same: Vec<&TableFile> = there.iter().filter(|(stem, _)| stem == name).map(|(_, file)| file).collect();
        match same.as_slice() {
            [] => {}
            [only] => return Ok(Some((*only).clone())),
            [one, other, ..] => {
                return Err(Fault::new(
                    format!("`{}` and `{}` hold one table", one.path().display(), other.path().display()),
                    "take one of them out of the folder",
                ));
            }
        }
    }
    Ok(None)
}

impl TableFile {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Csv(path) | Self::Parquet(path) => path,
        }
    }
}

/// What the system says of a failed call, as a phrase.
pub(super) fn reason(error: &std::io::Error) -> String {
    let words = error.to_string();
    words.split(" (os error").next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stands_apart() {
        let of = |url| {
            let address = Address::of(url);
            (address.url, address.password)
        };
        let plain = "postgres://reader@db.example/qa";
        assert_eq!(of(plain), (plain.to_owned(), None));
        assert_eq!(of("postgres://reader:p%40ss%@db.example/qa"), (plain.to_owned(), Some("p@ss%".to_owned())));
        assert_eq!(of("postgresql:///qa?host=/tmp"), ("postgresql:///qa?host=/tmp".to_owned(), None));
    }

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            Data::of(path.to_str().unwrap()).map(|data| data.in_words()).map_err(|fault| fault.message)
        };
        assert_eq!(at("a.bin", b"SQLite format 3\0rest"), Ok("a SQLite database"));
        assert_eq!(at("b.db", b""), Ok("a SQLite database"));
        assert_eq!(at("c.duckdb", b"12345678DUCK0000"), Ok("a DuckDB database"));
        assert!(at("d.csv", b"a,b\n").unwrap_err().ends_with("d.csv` is one table"));
        assert!(at("e.xlsx", b"PK").unwrap_err().ends_with("is neither a SQLite nor a DuckDB database"));
        assert!(Data::of("mysql://x").unwrap_err().message.contains("`mysql://`"));
        assert!(Data::of("/no/such/folder").unwrap_err().message.contains("no such file"));
    }

    #[test]
    fn a_table_has_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = WantedTable {
            record: "audit-record".to_owned(),
            name: vec!["qa".to_owned(), "Audit".to_owned()],
            columns: Vec::new(),
        };
        let found = || {
            let files = files(folder.path(), std::slice::from_ref(&wanted), WithParquet::Yes);
            files.map(|files| {
                files[0].as_ref().map(|file| file.path().file_name().unwrap().to_string_lossy().into_owned())
            })
        };
        assert!(found().unwrap_err().message.ends_with("holds no table"));
        fs::write(folder.path().join("other.csv"), "").unwrap();
        assert_eq!(found(), Ok(None));
        for name in ["audit-record.csv", "AUDIT.csv", "qa.audit.csv"] {
            fs::write(folder.path().join(name), "").unwrap();
            assert_eq!(found(), Ok(Some(name.to_owned())));
        }
        fs::write(folder.path().join("qa.audit.parquet"), "").unwrap();
        assert!(found().unwrap_err().message.ends_with("hold one table"));
    }
}

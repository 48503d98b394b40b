//! The zip file that a .docx file is.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::fault::FormFault;

/// How large a file within the zip file may be when unpacked: some hundred times the largest form there is, and little
/// enough for any machine. A few thousand bytes can unpack to more than a machine has.
const LIMIT: u64 = 64 << 20;

/// With which Word documents of before 2007, and all that are protected with a password, begin.
const COMPOUND: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// An open zip file.
pub(super) struct Package<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FormFault> {
        if bytes.is_empty() {
            return Err(FormFault::Empty);
        }
        if bytes.starts_with(&COMPOUND) {
            return Err(if is_named(bytes, "EncryptedPackage") { FormFault::Protected } else { FormFault::Old });
        }
        ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|_| FormFault::NotWord)
    }

    /// The text of a file within; `None` where there is no such file.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, FormFault> {
        let broken = || FormFault::Broken { part: part.to_owned() };
        let file = match self.0.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(FormFault::Protected);
            }
            Err(_) => return Err(broken()),
        };
        let mut bytes = Vec::new();
        file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
        if bytes.len() as u64 > LIMIT {
            return Err(FormFault::Oversized { part: part.to_owned(), limit: LIMIT });
        }
        let text = String::from_utf8(bytes).map_err(|_| broken())?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }
}

/// Whether a compound file holds a stream of that name, which it writes in UTF-16.
fn is_named(bytes: &[u8], stream: &str) -> bool {
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

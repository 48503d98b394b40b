//! Why a document cannot be read.

use std::fmt;

/// Why a file that should be a filled-in Word document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormFault {
    /// It has no bytes at all.
    Empty,
    /// It is not a zip file, which every .docx file is.
    NotWord,
    /// It is a Word document of before 2007.
    Old,
    /// It is none of the forms that qac wrote, or what it is about was taken out of it.
    NotOurs,
    /// It opens with a password only.
    Protected,
    /// It is a zip file with no text of a Word document in it.
    NoText,
    /// Something in it is not as Word writes it. `part` is the file within the zip file.
    Broken {
        /// The file within the zip file.
        part: String,
    },
    /// Something in it is larger than any form is when unpacked.
    Oversized {
        /// The file within the zip file.
        part: String,
        /// How large it may be, in bytes.
        limit: u64,
    },
}

impl FormFault {
    /// What to do about it.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Empty => "copy the file again; it may not have been copied to its end",
            Self::NotWord | Self::NoText => {
                "open it in the program that made it and save it as a Word document (.docx)"
            }
            Self::NotOurs => "send the file that `qac checklist` wrote, with its hidden columns and properties",
            Self::Old => "open it in Word and save it as a Word document (.docx)",
            Self::Protected => "open it in Word, take the password off (File, Info, Protect Document), and save it",
            Self::Broken { .. } => "open it in Word, which may repair it, and save it again",
            Self::Oversized { .. } => {
                "make sure that it is the form that was sent out, without pictures or other files put in"
            }
        }
    }
}

impl fmt::Display for FormFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the file is empty"),
            Self::NotWord => formatter.write_str("the file is not a Word document (.docx)"),
            Self::NotOurs => formatter.write_str("the file is none of the forms that qac wrote"),
            Self::Old => formatter.write_str("the file is a Word document of the old sort (.doc)"),
            Self::Protected => formatter.write_str("the file is protected with a password"),
            Self::NoText => {
                formatter.write_str("the file is not a Word document (.docx): it has no `word/document.xml` in it")
            }
            Self::Broken { part } => write!(formatter, "the document is damaged: `{part}` in it cannot be read"),
            Self::Oversized { part, limit } => {
                write!(formatter, "the document is too large: `{part}` in it takes more than {} MB", limit >> 20)
            }
        }
    }
}

impl std::error::Error for FormFault {}

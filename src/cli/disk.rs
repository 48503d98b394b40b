//! The files that a framework brings in with `use`, read from the disk; of `std/…` the copies that qac brings along.

use std::path::Path;

use super::read;
use crate::analysis::Files;
use crate::syntax::library_text;

/// The disk, with qac's own files behind it: a file that is there comes first, so that a council may keep its own.
pub(super) struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        let file = Path::new(path);
        if let (false, Some(text)) = (file.exists(), library_text(path)) {
            return Ok(text.to_owned());
        }
        // What a file names is not the user's own word: a device or a pipe named there is not opened.
        if file.exists() && !file.is_file() && !file.is_dir() {
            return Err("it is no ordinary file".to_owned());
        }
        read::read(file).map_err(|why| why.reason())
    }
}

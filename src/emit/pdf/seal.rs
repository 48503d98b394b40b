//! The mark by which a PDF is known again as written here and not touched since: a remark in the file with the digest of
//! all else. It stands where the format allows one and nothing is found by its place.

use crate::sample::digest;

const MARK: &[u8] = b"%qac ";
const BEFORE: &[u8] = b"startxref";

/// The file with its mark.
pub(super) fn sealed(mut file: Vec<u8>) -> Vec<u8> {
    if let Some(at) = last(&file, BEFORE) {
        let mark = mark_of(&[&file]);
        file.splice(at..at, mark);
    }
    file
}

/// Whether a PDF is as it was written here: nobody has written anything into it.
#[must_use]
pub fn is_untouched_pdf(file: &[u8]) -> bool {
    let parts = last(file, MARK).and_then(|at| file.split_at_checked(at));
    parts.is_some_and(|(before, rest)| {
        let after = last(rest, BEFORE).and_then(|at| rest.split_at_checked(at));
        after.is_some_and(|(mark, after)| mark == mark_of(&[before, after]))
    })
}

fn mark_of(parts: &[&[u8]]) -> Vec<u8> {
    [MARK, digest(&parts.concat()).as_bytes(), b"\n"].concat()
}

/// Where something stands for the last time.
fn last(file: &[u8], what: &[u8]) -> Option<usize> {
    file.windows(what.len()).rposition(|window| window == what)
}

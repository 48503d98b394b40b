//! The files that qac brings along: calendars, clocks, evidence, parties, records, references and scales that a framework
//! may `use`.

/// Each file and its text.
const FILES: &[(&str, &str)] = &[
    ("std/calendars.qac", include_str!("../../frameworks/std/calendars.qac")),
    ("std/clocks.qac", include_str!("../../frameworks/std/clocks.qac")),
    ("std/evidence.qac", include_str!("../../frameworks/std/evidence.qac")),
    ("std/parties.qac", include_str!("../../frameworks/std/parties.qac")),
    ("std/records.qac", include_str!("../../frameworks/std/records.qac")),
    ("std/references.qac", include_str!("../../frameworks/std/references.qac")),
    ("std/scales.qac", include_str!("../../frameworks/std/scales.qac")),
];

/// The text of the file that `path` ends in, if it is one of these: `qa/std/clocks.qac` is `std/clocks.qac`.
pub(super) fn text(path: &str) -> Option<&'static str> {
    let ends = |name: &str| path.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'));
    FILES.iter().find(|(name, _)| ends(name)).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_library_is_brought_along() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/frameworks/std");
        for file in std::fs::read_dir(folder).unwrap() {
            let name = format!("std/{}", file.unwrap().file_name().to_string_lossy());
            assert!(text(&name).is_some(), "{name} is not brought along");
        }
    }

    #[test]
    fn a_file_is_found_from_any_folder() {
        assert!(text("std/clocks.qac").is_some());
        assert!(text("qa/2016/std/clocks.qac").is_some());
        assert!(text("mystd/clocks.qac").is_none());
        assert!(text("clocks.qac").is_none());
    }
}

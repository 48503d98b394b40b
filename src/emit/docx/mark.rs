//! Bookmarks around controls.
//!
//! LibreOffice before 7.5 drops the tags of controls when it saves a document, and keeps bookmarks. So the tag stands in
//! the name of a bookmark as well, which may hold letters, digits and `_` only, and no more than 40 of them.

/// What the bookmarks of controls begin with.
const PREFIX: &str = "qac_";

/// How long Word lets the name of a bookmark be.
const LONGEST: usize = 40;

/// The name of the bookmark for a tag; `None` where it would be too long, which a tag of 18 characters never is if it has
/// only letters of English, digits, stops, hyphens and underscores.
pub(super) fn mark_of_tag(tag: &str) -> Option<String> {
    let mark: String = PREFIX.chars().chain(tag.chars().flat_map(|c| spelt(c).chars().collect::<Vec<_>>())).collect();
    (mark.len() <= LONGEST && !tag.is_empty()).then_some(mark)
}

fn spelt(c: char) -> String {
    match c {
        '.' => "_s".to_owned(),
        '-' => "_h".to_owned(),
        '_' => "__".to_owned(),
        _ if c.is_ascii_alphanumeric() => c.to_string(),
        _ => format!("_u{:x}_", u32::from(c)),
    }
}

/// The tag of the control that a bookmark of that name stands around; `None` where it is not one of ours.
#[must_use]
pub fn tag_of_mark(mark: &str) -> Option<String> {
    let mut spelt = mark.strip_prefix(PREFIX)?.chars();
    let mut tag = String::new();
    while let Some(c) = spelt.next() {
        tag.push(if c == '_' { unspelt(&mut spelt)? } else { c });
    }
    (!tag.is_empty()).then_some(tag)
}

/// The character that the letters after a `_` stand for.
fn unspelt(spelt: &mut std::str::Chars<'_>) -> Option<char> {
    match spelt.next()? {
        's' => Some('.'),
        'h' => Some('-'),
        '_' => Some('_'),
        'u' => {
            let digits: String = spelt.take_while(|c| *c != '_').collect();
            u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mark_is_a_word_that_gives_its_tag_again() {
        assert_eq!(mark_of_tag("q-1.answer_a").as_deref(), Some("qac_q_h1_sanswer__a"));
        assert_eq!(mark_of_tag("é").as_deref(), Some("qac__ue9_"));
        assert!(mark_of_tag(&"-".repeat(18)).is_some());
        assert_eq!((mark_of_tag(&"-".repeat(19)), mark_of_tag("")), (None, None));
        for odd in ["", "qac_", "_Toc1", "qac_a_", "qac__u", "qac__uzz_", "qac__ud800_", "qac__x"] {
            assert_eq!(tag_of_mark(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn every_mark_gives_its_tag_again(tag in "[a-z._é/-]{0,20}", any in "\\PC{0,5}") {
            for tag in [tag, any] {
                if let Some(mark) = mark_of_tag(&tag) {
                    prop_assert!(mark.len() <= LONGEST && mark.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()));
                    prop_assert_eq!(tag_of_mark(&mark), Some(tag));
                }
            }
        }
    }
}

//! Where the parts of a document are, and its custom properties.

use indexmap::IndexMap;

use super::markup::{Happening, Markup, NotMarkup, attribute};

/// The part that the package's list of parts gives for a kind, or where it usually is. Some of Microsoft's programs call
/// the text `word/document2.xml`.
pub(super) fn part_of(parts: &str, kind: &str, usual: &str) -> String {
    listed(parts, kind).ok().flatten().unwrap_or_else(|| usual.to_owned())
}

fn listed(parts: &str, kind: &str) -> Result<Option<String>, NotMarkup> {
    let mut markup = Markup::of(parts);
    loop {
        match markup.next()? {
            Happening::Opens(element) => {
                if attribute(&element, "Type")?.is_some_and(|said| said.ends_with(kind)) {
                    let target = attribute(&element, "Target")?;
                    return Ok(target.map(|target| target.trim_start_matches('/').to_owned()));
                }
            }
            Happening::Closes(_) | Happening::Text(_) => {}
            Happening::End => return Ok(None),
        }
    }
}

/// Custom properties by name, each as text whatever its type. Of two alike, the later counts.
pub(super) fn properties(text: &str) -> Result<IndexMap<String, String>, NotMarkup> {
    let mut markup = Markup::of(text);
    let mut found = IndexMap::new();
    let mut open: Option<(String, String)> = None;
    loop {
        match markup.next()? {
            Happening::Opens(element) if element.local_name().as_ref() == "property" => {
                open = attribute(&element, "name")?.map(|name| (name, String::new()));
            }
            Happening::Opens(_) => {}
            Happening::Text(text) => {
                if let Some((_, value)) = &mut open {
                    value.push_str(&text);
                }
            }
            Happening::Closes(name) if name == "property" => found.extend(open.take()),
            Happening::Closes(_) => {}
            Happening::End => return Ok(found),
        }
    }
}

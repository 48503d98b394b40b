//! Pages: what `qac explain CODE` prints, cut into its parts.

use super::Code;
use crate::text::SourceKind;

/// The page of a code, by its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What a finding of that code says.
    pub says: &'static str,
    /// Why it matters to the framework.
    pub matters: &'static str,
    /// A text that brings up the code and no other.
    pub example: Example,
    /// The same text as it should be, without any finding.
    pub instead: Example,
    /// Whether and how `--fix` mends it.
    pub fix: &'static str,
}

/// A text that a page shows between fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether the page shows a document or rules alone.
    pub kind: SourceKind,
    /// The text, with its last line end.
    pub text: &'static str,
    /// The file that the text takes something from, where the page shows one: its name and its text.
    pub beside: Option<(&'static str, &'static str)>,
}

/// The headings of every page, in order.
const HEADINGS: [&str; 5] = ["What it says", "Why it matters", "Example", "Instead", "Fix"];

/// The page of `code`; a part that is missing is empty.
#[must_use]
pub fn page(code: Code) -> Page {
    let [says, matters, example, instead, fix] = HEADINGS.map(|heading| part(code.page(), heading));
    Page { says, matters, example: unfenced(example), instead: unfenced(instead), fix }
}

/// The text between the fences of a part. A document is fenced with four backticks, because it holds fences of three.
fn unfenced(part: &'static str) -> Example {
    let literate = part.strip_prefix("````markdown\n").and_then(|rest| rest.strip_suffix("````"));
    let plain = part.strip_prefix("```qac\n").and_then(|rest| rest.strip_suffix("```"));
    match (literate, plain) {
        (Some(text), _) => Example { kind: SourceKind::Literate, text, beside: None },
        (None, whole) => {
            let whole = whole.unwrap_or_default();
            let (text, file) = whole.split_once(FILE_BESIDE).unwrap_or((whole, ""));
            Example { kind: SourceKind::Plain, text, beside: file.split_once('\n') }
        }
    }
}

/// What stands between the rules of an example and the name of the file beside them.
const FILE_BESIDE: &str = "```\n\n```csv ";

/// What stands under `heading`, up to the next heading of a page. A `##` line inside an example is no heading of ours.
fn part(page: &'static str, heading: &str) -> &'static str {
    let Some((_, after)) = page.split_once(&format!("\n## {heading}\n")) else {
        return "";
    };
    let next = HEADINGS.iter().filter_map(|other| after.find(&format!("\n## {other}\n"))).min();
    after.get(..next.unwrap_or(after.len())).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_whole_page() {
        for code in Code::all() {
            let title = format!("# {code} {}\n", code.slug());
            assert!(code.page().starts_with(&title), "{code}: the page starts with another title");
            let page = page(*code);
            for part in [page.says, page.matters, page.example.text, page.instead.text, page.fix] {
                assert!(!part.is_empty(), "{code}: a part of the page is missing");
            }
            assert_ne!(page.example, page.instead, "{code}");
        }
    }

    #[test]
    fn pages_speak_the_language_of_their_readers() {
        let banned =
            ["token", "parse", "parser", "identifier", "syntax", "node", "expression", "mismatch", "string", "invalid"];
        for code in Code::all() {
            let page = page(*code);
            for words in [code.title(), page.says, page.matters, page.fix] {
                let mut words = words.split(|c: char| !c.is_alphabetic());
                assert_eq!(words.find(|word| banned.contains(&word.to_lowercase().as_str())), None, "{code}");
            }
        }
    }

    #[test]
    fn headings_stand_in_order_and_once() {
        for code in Code::all() {
            let headings: Vec<&str> = code.page().lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(headings, HEADINGS, "{code}");
        }
    }
}

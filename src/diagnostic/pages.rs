//! Pages: what `qac explain CODE` prints, cut into its parts.

use super::Code;

/// The page of a code, by its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What a finding of that code says.
    pub says: &'static str,
    /// Why it matters to the framework.
    pub matters: &'static str,
    /// A text that brings up the code and no other; with its fence.
    pub example: &'static str,
    /// The same text as it should be, without any finding; with its fence.
    pub instead: &'static str,
    /// Whether and how `--fix` mends it.
    pub fix: &'static str,
}

/// The headings of every page, in order.
const HEADINGS: [&str; 5] = ["What it says", "Why it matters", "Example", "Instead", "Fix"];

/// The page of `code`; a part that is missing is empty.
#[must_use]
pub fn page(code: Code) -> Page {
    let [says, matters, example, instead, fix] = HEADINGS.map(|heading| part(code.page(), heading));
    Page { says, matters, example, instead, fix }
}

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
            for part in [page.says, page.matters, page.example, page.instead, page.fix] {
                assert!(!part.is_empty(), "{code}: a part of the page is missing");
            }
        }
    }

    #[test]
    fn examples_are_fenced() {
        for code in Code::all() {
            let page = page(*code);
            for example in [page.example, page.instead] {
                let fenced = example.contains("```qac\n") || example.contains("````markdown\n");
                assert!(fenced, "{code}: {example}");
            }
        }
    }
}

//! One page of HTML that stands alone: what every page has at its head, how it looks, and what it may do.
//!
//! A page fetches nothing and sends nothing. Its policy lets only its own style and its own script in, each by its hash,
//! so that nothing an author writes could run even if it were not escaped.

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What stands around the body of every page.
const FRAME: &str = include_str!("page/page.html");
/// How every page looks, on a screen by day and by night, and on paper.
const STYLE: &str = include_str!("page/page.css");

/// What one kind of page adds. All of it is part of the program.
pub(super) struct Kind {
    /// The template of the body; it sees `page`.
    pub(super) body: &'static str,
    /// How it looks, beside what all pages share.
    pub(super) style: &'static str,
    /// What it does; empty for a page that only shows.
    pub(super) script: &'static str,
}

/// The page with that title, and `page` as its body shows it. Every text is escaped as it is put in.
pub(super) fn page(kind: &Kind, title: &str, page: &impl Serialize) -> String {
    let style = format!("{STYLE}{}", kind.style);
    let body = render(kind.body, context! { page => Value::from(Serde(page)) });
    render(
        FRAME,
        context! {
            title => title,
            policy => policy(&style, kind.script),
            style => Value::from_safe_string(style),
            script => Value::from_safe_string(kind.script.to_owned()),
            body => Value::from_safe_string(body),
        },
    )
}

fn render(template: &str, values: Value) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // The templates are part of the program and tests render them; nothing in a plan can make one fail.
    environment.render_str(template, values).unwrap_or_default()
}

/// What a browser lets the page do, as a Content Security Policy.
fn policy(style: &str, script: &str) -> String {
    let script = if script.is_empty() { String::new() } else { format!(" script-src '{}';", hash(script)) };
    format!("default-src 'none'; style-src '{}';{script} base-uri 'none'; form-action 'none'", hash(style))
}

/// `sha256-…` of the text between the tags, line feeds included.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |at: usize| group.get(at).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let six = (bits >> (18 - 6 * digit)) & 63;
            let letter = usize::try_from(six).ok().and_then(|six| ALPHABET.get(six)).copied().unwrap_or_default();
            text.push(if digit <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_the_standard_has_it() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("~~\u{ff}?", "fn7Dvz8=")];
        for (bytes, text) in pairs {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn hashes_are_those_a_browser_computes() {
        // The example of the Content Security Policy, section 8.3.
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn a_page_may_do_nothing_that_is_not_its_own() {
        let kind = Kind { body: "<p>{{ page }}</p>", style: "p { margin: 0; }\n", script: "" };
        let shown = page(&kind, "</title><b>", &"<script>alert(1)</script> & \"quotes\"");
        assert!(shown.contains("<title>&lt;&#x2f;title&gt;&lt;b&gt;</title>"), "{shown}");
        assert!(
            shown.contains("<p>&lt;script&gt;alert(1)&lt;&#x2f;script&gt; &amp; &quot;quotes&quot;</p>"),
            "{shown}"
        );
        assert!(shown.contains("default-src &#x27;none&#x27;") && !shown.contains("script-src"), "{shown}");
    }
}

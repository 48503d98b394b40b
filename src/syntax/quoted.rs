//! What a text in quotes says: with its quotes off, and `\"` read as a quote.

use super::{Node, NodeKind};

/// What the text in quotes at `node` says.
///
/// Between straight quotes a backslash takes the next character as it stands; between curly ones every character does.
#[must_use]
pub fn unquoted(node: &Node, source: &str) -> String {
    match node.child(NodeKind::CurlyQuoted) {
        Some(inside) => inside.text(source).to_owned(),
        None => {
            node.child(NodeKind::Quoted).map_or_else(String::new, |inside| without_backslashes(inside.text(source)))
        }
    }
}

/// `said` between straight quotes, so that [`unquoted`] gives it back.
#[must_use]
pub fn in_quotes(said: &str) -> String {
    let mut written = String::with_capacity(said.len() + 2);
    written.push('"');
    for character in said.chars() {
        if matches!(character, '"' | '\\') {
            written.push('\\');
        }
        written.push(character);
    }
    written.push('"');
    written
}

fn without_backslashes(inside: &str) -> String {
    let mut said = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => said.extend(characters.next()),
            _ => said.push(character),
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;
    use crate::text::{FileId, Span};
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let file = FileId(0);
        let (tree, _) = parse(file, text, &[Span::new(file, 0, u32::try_from(text.len()).unwrap())]);
        let header = tree.items().next().unwrap().child(NodeKind::Header).unwrap();
        unquoted(header.child(NodeKind::Text).unwrap(), text)
    }

    #[test]
    fn a_backslash_takes_the_next_character_as_it_stands() {
        assert_eq!(read(r#"role a "the \"duty\" desk \\ hall""#), r#"the "duty" desk \ hall"#);
        assert_eq!(read(r#"role a “the "duty" desk \ hall”"#), r#"the "duty" desk \ hall"#);
    }

    proptest! {
        #[test]
        fn what_is_put_in_quotes_is_read_back(said in "[a-z\"\\\\ é“]{0,12}") {
            let text = format!("role a {}", in_quotes(&said));
            prop_assert_eq!(read(&text), said);
        }
    }
}

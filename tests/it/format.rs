//! The canonical layout: what it looks like, and the laws it keeps on every file of the repository.

use proptest::prelude::*;
use qac::format::{format, format_checked};
use qac::syntax::{Node, NodeKind, Tree};

use crate::{corpus, support};

/// Lays out a plain text.
#[track_caller]
fn laid_out(text: &str) -> String {
    let entry = corpus::entry("a.qac", text.to_owned());
    format_checked(&entry.text, &entry.tree).unwrap()
}

/// Lays out a document.
#[track_caller]
fn laid_out_document(text: &str) -> String {
    let entry = corpus::entry("a.qac.md", text.to_owned());
    format_checked(&entry.text, &entry.tree).unwrap()
}

#[test]
fn values_of_a_body_stand_in_one_column() {
    let text = "role  a   \"The  A\" {\nheadcount :7\n  reports-to:b  also:  \"X\"   in 5.9 and\n 6.2\n\n\n\n   unit: c }\nrole b \"B\"\n";
    insta::assert_snapshot!(laid_out(text), @r#"
    role a "The  A" {
      headcount:  7
      reports-to: b
      also:       "X" in 5.9 and
                  6.2

      unit:       c
    }
    role b "B"
    "#);
}

#[test]
fn long_values_break_where_their_author_broke_them() {
    let text = "audit a \"A\" {\n when: every month # the rhythm\n   except April\n # not in August\n and August\n basis: own area in January,\n peer area\n in May\n}\n";
    insta::assert_snapshot!(laid_out(text), @r#"
    audit a "A" {
      when:  every month  # the rhythm
             except April
             # not in August
             and August
      basis: own area in January,
             peer area
             in May
    }
    "#);
}

#[test]
fn one_line_stays_one_line_where_it_fits() {
    let text = "area a \"A\" {part-of:b}\narea c \"C\" { part-of: b  peers: a }\nrole d \"D\" {}\nrole e \"E\" {\n}\nscale s \"S\" { grade yes \"Yes\" }\narea f \"A title that is long enough to make the whole of the line too long for it\" { part-of: another }\n";
    insta::assert_snapshot!(laid_out(text), @r#"
    area a "A" { part-of: b }
    area c "C" {
      part-of: b
      peers:   a
    }
    role d "D" {}
    role e "E" {}
    scale s "S" {
      grade yes "Yes"
    }
    area f "A title that is long enough to make the whole of the line too long for it" {
      part-of: another
    }
    "#);
}

#[test]
fn comments_stay_where_they_were() {
    let text = "# first\n\n\n#second\nrole a \"A\" # behind the opening\n# before the brace\n{ # behind the brace\n\n  # inside\n  unit: b # behind the line\n\n  # last\n\n} # behind it all\n# end\n\n";
    insta::assert_snapshot!(laid_out(text), @r#"
    # first

    #second
    role a "A" {  # behind the opening
      # before the brace
      # behind the brace

      # inside
      unit: b  # behind the line

      # last
    }  # behind it all
    # end
    "#);
}

#[test]
fn curly_quotes_become_straight() {
    let text = "role a “The \"A\"” { also: “X \\ Y” }\n";
    assert_eq!(laid_out(text), "role a \"The \\\"A\\\"\" { also: \"X \\\\ Y\" }\n");
}

#[test]
fn texts_keep_their_blanks_and_lines() {
    let text = "gap \"who   decides,\n     and   when?\" {\nowner:   a }\n";
    assert_eq!(laid_out(text), "gap \"who   decides,\n     and   when?\" {\n  owner: a\n}\n");
}

#[test]
fn what_cannot_be_read_is_printed_as_it_stands() {
    let text = "role a \"A\" {\n     headcount:   lots   # of them\n   unit:   b\n}\n\nrole ? \"B\" {\nunit:c\n}\nrole d \"D\" {\n   unit:   e\n";
    insta::assert_snapshot!(laid_out(text), @r#"
    role a "A" {
         headcount:   lots   # of them
      unit: b
    }

    role ? "B" {
      unit: c
    }
    role d "D" {
       unit:   e
    "#);
}

#[test]
fn line_ends_are_kept() {
    assert_eq!(
        laid_out("role a \"A\" {\r\nunit:b\r\n\r\n\r\narea: c }"),
        "role a \"A\" {\r\n  unit: b\r\n\r\n  area: c\r\n}\r\n"
    );
    assert_eq!(laid_out("role a \"A\""), "role a \"A\"\n");
    assert_eq!(laid_out(""), "");
    assert_eq!(laid_out("\n\n"), "");
    assert_eq!(laid_out("\u{feff}role  a \"A\"\n\n"), "\u{feff}role a \"A\"\n");
}

#[test]
fn only_blocks_of_a_document_change() {
    let text = "# 1  Title\n\n1.1   Text.\n\n```qac\n\nrole  a \"A\"\n\n```\n\n1. a list\n\n   ```qac\n   role  b \"B\" {\n        unit: c\n    area: d }\n   ```\n\n```qac\n```\n\n```text\nrole  e\n```\nend";
    insta::assert_snapshot!(laid_out_document(text), @r#"
    # 1  Title

    1.1   Text.

    ```qac
    role a "A"
    ```

    1. a list

       ```qac
       role b "B" {
         unit: c
         area: d
       }
       ```

    ```qac
    ```

    ```text
    role  e
    ```
    end
    "#);
}

#[test]
fn a_block_that_is_never_closed_stays_as_it_is() {
    let text = "```qac\nrole  a \"A\"\n\n# 2 Next\n\n2.1 Text.\n\n```qac\nrole  b \"B\"\n```\n";
    assert_eq!(laid_out_document(text), text.replace("role  b", "role b"));
}

/// Every comment of a tree, as written.
fn comments<'text>(tree: &Tree, text: &'text str) -> Vec<&'text str> {
    fn walk<'text>(node: &Node, text: &'text str, found: &mut Vec<&'text str>) {
        if node.kind == NodeKind::Comment {
            found.push(node.text(text).trim_end());
        }
        node.children.iter().for_each(|child| walk(child, text, found));
    }
    let mut found = Vec::new();
    tree.blocks.iter().for_each(|block| walk(block, text, &mut found));
    found
}

#[test]
fn the_oath_is_kept_on_every_file() {
    for entry in corpus::all() {
        let once =
            format_checked(&entry.text, &entry.tree).unwrap_or_else(|refusal| panic!("{}: {refusal}", entry.path));
        let again = corpus::entry(&entry.path, once.clone());
        assert_eq!(format(&once, &again.tree), once, "{}: not settled", entry.path);
        assert_eq!(comments(&entry.tree, &entry.text), comments(&again.tree, &once), "{}", entry.path);
        assert_eq!(entry.findings.len(), again.findings.len(), "{}: other findings", entry.path);
    }
}

/// With `UPDATE=1` in the environment the files are laid out instead.
#[test]
fn examples_and_frameworks_are_in_the_canonical_layout() {
    for entry in corpus::under("examples").into_iter().chain(corpus::under("frameworks")) {
        let canonical = format(&entry.text, &entry.tree);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(support::root().join(&entry.path), &canonical).unwrap();
        } else {
            assert!(canonical == entry.text, "{} is not in the canonical layout: run `qac fmt` on it", entry.path);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_laid_out_or_refused(words in proptest::collection::vec(
        prop::sample::select(vec![
            "role", "audit", "a", "\"T\"", "{", "}", "\n", "when:", "every month", "# c\n", "headcount:", "7", "“x”", "\"", ",",
            "and", "(", ")", "=", "level", "\r\n", "\t", "é", "January:", "on 9 May 2017:", "  ", "\n\n",
        ]), 0..40)) {
        let entry = corpus::entry("a.qac", words.concat());
        let _ = format_checked(&entry.text, &entry.tree);
    }
}

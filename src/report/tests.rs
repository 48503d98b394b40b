//! Every renderer on the same findings, and on findings that are wrong in every way.

use miette::Diagnostic as _;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::codes::{DUPLICATE_ID, UNACCOUNTED_CLAUSE, UNCLOSED_BRACE, UNKNOWN_NAME};
use crate::diagnostic::{Diagnostic, Fix, in_source_order};
use crate::text::{FileId, Sources, Span};

/// The span of the `nth` `word` (from 0) in a file.
#[track_caller]
fn span(sources: &Sources, file: FileId, word: &str, nth: usize) -> Span {
    let source = sources.get(file).unwrap();
    let (start, _) = source.text.match_indices(word).nth(nth).unwrap();
    Span::new(file, u32::try_from(start).unwrap(), u32::try_from(start + word.len()).unwrap())
}

/// Three findings in two files with wide characters and both kinds of line end.
fn sample() -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let literate = "# Qualité\r\n\r\n6.10 The café – audits.\r\n\r\n```qac\r\naudit naïveté \"Ünïcödé\" {\r\n  auditors: team-manger\r\n}\r\n```\r\n";
    let framework = sources.add("frameworks/café.qac.md", literate);
    let library =
        sources.add("std/rôles.qac", "# é\nrole team-manager \"Head of the rôle\" {}\nrole team-manager {}\n");
    let misspelt = span(&sources, framework, "team-manger", 0);
    let unknown = Diagnostic::new(UNKNOWN_NAME, "there is no role called `team-manger`")
        .at(misspelt, "no such role")
        .and(span(&sources, library, "team-manager", 0), "did you mean this one?")
        .help("write `team-manager`")
        .fix(Fix::safe("write `team-manager`", misspelt, "team-manager"))
        .in_clause("6.10");
    let unaccounted = Diagnostic::new(UNACCOUNTED_CLAUSE, "nothing accounts for clause 6.10")
        .at(span(&sources, framework, "6.10", 0), "this clause");
    let double = Diagnostic::new(DUPLICATE_ID, "`team-manager` is declared twice")
        .at(span(&sources, library, "team-manager", 1), "here again")
        .and(span(&sources, library, "team-manager", 0), "first declared here");
    (in_source_order(vec![unknown, unaccounted, double]), sources)
}

#[test]
fn human() {
    let (diagnostics, sources) = sample();
    insta::assert_snapshot!(render_human(&diagnostics, &sources, Colour::Off), @r#"
    [QAC0402] Warning: nothing accounts for clause 6.10
       ╭─[ frameworks/café.qac.md:3:1 ]
       │
     3 │ 6.10 The café – audits.
       │ ──┬─
       │   ╰─── this clause
    ───╯

    [QAC0201] Error: there is no role called `team-manger`
       ╭─[ frameworks/café.qac.md:7:13 ]
       │
     7 │   auditors: team-manger
       │             ─────┬─────
       │                  ╰─────── no such role
       │
       ├─[ std/rôles.qac:2:6 ]
       │
     2 │ role team-manager "Head of the rôle" {}
       │      ──────┬─────
       │            ╰─────── did you mean this one?
       │
       │ Help: write `team-manager`
       │
       │ Note 1: clause 6.10
       │
       │ Note 2: `qac check --fix` can mend this: write `team-manager`
    ───╯

    [QAC0202] Error: `team-manager` is declared twice
       ╭─[ std/rôles.qac:3:6 ]
       │
     2 │ role team-manager "Head of the rôle" {}
       │      ──────┬─────
       │            ╰─────── first declared here
     3 │ role team-manager {}
       │      ──────┬─────
       │            ╰─────── here again
    ───╯

    2 errors and 1 warning
    "#);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let (diagnostics, sources) = sample();
    let coloured = render_human(&diagnostics, &sources, Colour::On);
    assert!(coloured.contains('\u{1b}'));
    assert!(!render_human(&diagnostics, &sources, Colour::Off).contains('\u{1b}'));
}

#[test]
fn short() {
    let (diagnostics, sources) = sample();
    insta::assert_snapshot!(render_short(&diagnostics, &sources), @r#"
    frameworks/café.qac.md:3:1: warning[QAC0402] nothing accounts for clause 6.10
    frameworks/café.qac.md:7:13: error[QAC0201] there is no role called `team-manger`
    std/rôles.qac:3:6: error[QAC0202] `team-manager` is declared twice
    "#);
}

#[test]
fn plain() {
    let (diagnostics, sources) = sample();
    insta::assert_snapshot!(render_plain(&diagnostics, &sources), @r#"
    Warning QAC0402, frameworks/café.qac.md, line 3, column 1.
    Nothing accounts for clause 6.10.
    Line 3 reads: 6.10 The café – audits.
    There: This clause.

    Error QAC0201, frameworks/café.qac.md, line 7, column 13, clause 6.10.
    There is no role called `team-manger`.
    Line 7 reads: auditors: team-manger
    There: No such role.
    See also std/rôles.qac, line 2, column 6: Did you mean this one?
    Help: Write `team-manager`.
    `qac check --fix` can mend this: Write `team-manager`.

    Error QAC0202, std/rôles.qac, line 3, column 6.
    `team-manager` is declared twice.
    Line 3 reads: role team-manager {}
    There: Here again.
    See also line 2, column 6: First declared here.

    2 errors and 1 warning
    "#);
}

#[test]
fn json() {
    let (diagnostics, sources) = sample();
    let stamp = FrameworkStamp { id: "f".into(), title: "Framework".into(), edition: Some("1".into()) };
    insta::assert_snapshot!(render_json(&diagnostics[1..2], &sources, Some(stamp)), @r#"
    {
      "qac": 1,
      "framework": {
        "id": "f",
        "title": "Framework",
        "edition": "1"
      },
      "diagnostics": [
        {
          "code": "QAC0201",
          "slug": "unknown-name",
          "severity": "error",
          "message": "there is no role called `team-manger`",
          "clause": "6.10",
          "labels": [
            {
              "file": "frameworks/café.qac.md",
              "start": {
                "offset": 97,
                "line": 7,
                "column": 13
              },
              "end": {
                "offset": 108,
                "line": 7,
                "column": 24
              },
              "text": "no such role",
              "primary": true
            },
            {
              "file": "std/rôles.qac",
              "start": {
                "offset": 10,
                "line": 2,
                "column": 6
              },
              "end": {
                "offset": 22,
                "line": 2,
                "column": 18
              },
              "text": "did you mean this one?",
              "primary": false
            }
          ],
          "help": "write `team-manager`",
          "fixes": [
            {
              "title": "write `team-manager`",
              "applicability": "safe",
              "edits": [
                {
                  "file": "frameworks/café.qac.md",
                  "start": 97,
                  "end": 108,
                  "replacement": "team-manager"
                }
              ]
            }
          ]
        }
      ],
      "summary": {
        "errors": 1,
        "warnings": 0,
        "advice": 0
      }
    }
    "#);
}

#[test]
fn github() {
    let (diagnostics, sources) = sample();
    insta::assert_snapshot!(render_github(&diagnostics, &sources), @r#"
    ::warning file=frameworks/café.qac.md,line=3,col=1,endLine=3,endColumn=5,title=QAC0402 unaccounted-clause::nothing accounts for clause 6.10
    ::error file=frameworks/café.qac.md,line=7,col=13,endLine=7,endColumn=24,title=QAC0201 unknown-name::there is no role called `team-manger`%0AHelp: write `team-manager`
    ::error file=std/rôles.qac,line=3,col=6,endLine=3,endColumn=18,title=QAC0202 duplicate-id::`team-manager` is declared twice
    "#);
}

#[test]
fn sarif() {
    let (diagnostics, sources) = sample();
    let stamp = FrameworkStamp { id: "f".into(), title: "Framework".into(), edition: Some("1".into()) };
    let log = render_sarif(&diagnostics[1..2], &sources, Some(stamp));
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    insta::assert_snapshot!(format!("{:#}\n{:#}", run["results"], run["properties"]), @r#"
    [
      {
        "fixes": [
          {
            "artifactChanges": [
              {
                "artifactLocation": {
                  "uri": "frameworks/caf%C3%A9.qac.md"
                },
                "replacements": [
                  {
                    "deletedRegion": {
                      "endColumn": 24,
                      "endLine": 7,
                      "startColumn": 13,
                      "startLine": 7
                    },
                    "insertedContent": {
                      "text": "team-manager"
                    }
                  }
                ]
              }
            ],
            "description": {
              "text": "write `team-manager`"
            },
            "properties": {
              "applicability": "safe"
            }
          }
        ],
        "level": "error",
        "locations": [
          {
            "message": {
              "text": "no such role"
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "frameworks/caf%C3%A9.qac.md"
              },
              "region": {
                "endColumn": 24,
                "endLine": 7,
                "startColumn": 13,
                "startLine": 7
              }
            }
          }
        ],
        "message": {
          "text": "there is no role called `team-manger`\nHelp: write `team-manager`"
        },
        "properties": {
          "clause": "6.10"
        },
        "relatedLocations": [
          {
            "id": 0,
            "message": {
              "text": "did you mean this one?"
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "std/r%C3%B4les.qac"
              },
              "region": {
                "endColumn": 18,
                "endLine": 2,
                "startColumn": 6,
                "startLine": 2
              }
            }
          }
        ],
        "ruleId": "QAC0201",
        "ruleIndex": 21
      }
    ]
    {
      "framework": {
        "edition": "1",
        "id": "f",
        "title": "Framework"
      }
    }
    "#);
}

#[test]
fn json_keeps_to_its_schema() {
    let (diagnostics, sources) = sample();
    let schema = serde_json::to_value(schemars::schema_for!(CheckReport)).unwrap();
    let written = serde_json::from_str(&render_json(&diagnostics, &sources, None)).unwrap();
    assert!(jsonschema::is_valid(&schema, &written));
}

#[test]
fn miette_carries_everything() {
    let (diagnostics, sources) = sample();
    let finding = to_miette(&diagnostics[1], &sources);
    assert_eq!(finding.to_string(), "there is no role called `team-manger`");
    assert_eq!(finding.code().unwrap().to_string(), "QAC0201");
    assert_eq!(finding.help().unwrap().to_string(), "write `team-manager`");
    assert!(finding.url().is_none());
    let labels: Vec<_> = finding.labels().unwrap().collect();
    assert_eq!(labels.len(), 1, "the label in the other file is left out");
    let read = finding.source_code().unwrap().read_span(labels[0].inner(), 0, 0).unwrap();
    assert_eq!(read.data(), b"team-manger");
    assert_eq!(read.name(), Some("frameworks/café.qac.md"));
}

#[test]
fn nothing_found() {
    let sources = Sources::new();
    assert_eq!(render_human(&[], &sources, Colour::Off), "no findings\n");
    assert_eq!(render_plain(&[], &sources), "no findings\n");
    assert_eq!(render_short(&[], &sources), "");
}

#[test]
fn a_finding_without_a_place() {
    let sources = Sources::new();
    let nowhere = [Diagnostic::new(UNKNOWN_NAME, "no role is called `a`\nb\u{1b}[31m").help("declare it")];
    insta::assert_snapshot!(render_human(&nowhere, &sources, Colour::Off), @r#"
    [QAC0201] Error: no role is called `a` b�[31m
        Help: declare it

    1 error
    "#);
    assert_eq!(render_short(&nowhere, &sources), "error[QAC0201] no role is called `a` b\u{fffd}[31m\n");
}

#[test]
fn a_long_line_is_cut_to_what_the_labels_point_at() {
    let mut sources = Sources::new();
    let filler = "é long line ".repeat(12_000);
    let text = format!("short\n{filler}NEEDLE {filler}PIN {filler}\nafter\n");
    let file = sources.add("long.qac", text);
    let found = [Diagnostic::new(UNKNOWN_NAME, "a needle")
        .at(span(&sources, file, "NEEDLE", 0), "here")
        .and(span(&sources, file, "PIN", 0), "and there")];
    let drawn = render_human(&found, &sources, Colour::Off);
    assert!(drawn.len() < 4_000, "{} bytes", drawn.len());
    insta::assert_snapshot!(drawn, @r#"
    [QAC0201] Error: a needle
       ╭─[ long.qac:2:144001 ]
       │
     2 │ …ine é long line é long line é long line NEEDLE é long line é long line é long line é l…ine é long line é long line é long line PIN é long line é long line é long line é l…
       │                                          ───┬──                                                                                 ─┬─
       │                                             ╰──────────────────────────────────────────────────────────────────────────────────────── here
       │                                                                                                                                  │
       │                                                                                                                                  ╰─── and there
    ───╯

    1 error
    "#);
    insta::assert_snapshot!(render_plain(&found, &sources), @r#"
    Error QAC0201, long.qac, line 2, column 144001.
    A needle.
    Line 2 reads: …é long line é long line é long line é long line é long line NEEDLE é long line é long line é long line é long line é lon…
    There: Here.
    See also line 2, column 288008: And there.

    1 error
    "#);
}

#[test]
fn many_findings_on_one_long_line_are_each_cut_alone() {
    let mut sources = Sources::new();
    let file = sources.add("long.qac", "x".repeat(20_000));
    let at = |index: u32| Diagnostic::new(UNKNOWN_NAME, "m").at(Span::new(file, index * 300, index * 300 + 4), "here");
    let found: Vec<Diagnostic> = (0..50).map(at).collect();
    assert!(render_human(&found, &sources, Colour::Off).len() < 30_000);
}

#[test]
fn empty_spans_are_seen() {
    let mut sources = Sources::new();
    let ended = sources.add("ended.qac", "duty a {\n  who: é\n");
    let open = sources.add("open.qac", "duty b {");
    let empty = sources.add("empty.qac", "");
    let at = |file, offset| {
        Diagnostic::new(UNCLOSED_BRACE, "`{` is never closed").at(Span::new(file, offset, offset), "end")
    };
    let found = [at(ended, 19), at(open, 8), at(empty, 0), at(ended, 8)];
    insta::assert_snapshot!(render_human(&found, &sources, Colour::Off), @r#"
    [QAC0101] Error: `{` is never closed
       ╭─[ ended.qac:3:1 ]
       │
     3 │
       │ ┬
       │ ╰── end
    ───╯

    [QAC0101] Error: `{` is never closed
       ╭─[ open.qac:1:9 ]
       │
     1 │ duty b {
       │         ┬
       │         ╰── end
    ───╯

    [QAC0101] Error: `{` is never closed
       ╭─[ empty.qac:1:1 ]
       │
     1 │
       │ ┬
       │ ╰── end
    ───╯

    [QAC0101] Error: `{` is never closed
       ╭─[ ended.qac:1:9 ]
       │
     1 │ duty a {
       │         ┬
       │         ╰── end
    ───╯

    4 errors
    "#);
}

#[test]
fn a_storm_is_cut_short_but_errors_are_kept() {
    let mut sources = Sources::new();
    let file = sources.add("a.qac", "x\n".repeat(400));
    let at =
        |code, index: u32| Diagnostic::new(code, format!("number {index}")).at(Span::new(file, index, index + 1), "");
    let mut found: Vec<Diagnostic> = (0..100).map(|index| at(UNACCOUNTED_CLAUSE, index * 2)).collect();
    found.push(at(UNKNOWN_NAME, 700));
    let drawn = render_human(&found, &sources, Colour::Off);
    assert!(drawn.contains("number 700"));
    assert!(drawn.contains("number 48\n") && !drawn.contains("number 49\n"));
    assert!(drawn.ends_with("51 more findings not shown here; `--format short` lists all\n1 error and 100 warnings\n"));
    assert_eq!(render_short(&found, &sources).lines().count(), 101);
}

#[test]
fn a_thousand_findings_in_a_long_file_are_quick() {
    let mut sources = Sources::new();
    let file = sources.add("a.qac", "auditors: team-manager, 2 each\n".repeat(100_000));
    let found: Vec<Diagnostic> = (0..1_000)
        .map(|index| Diagnostic::new(UNKNOWN_NAME, "m").at(Span::new(file, index * 3_000, index * 3_000 + 8), "here"))
        .collect();
    assert!(render_human(&found, &sources, Colour::Off).len() < 50_000);
}

proptest! {
    #[test]
    fn no_span_makes_a_renderer_panic(
        text in "([a£\\t𝄞 \u{200b}\u{301}]{0,12}(\n|\r\n|\r|\u{2028}|\u{b}|\u{85})?){0,6}",
        long in any::<bool>(),
        labels in prop::collection::vec((0u32..3, 0u32..400, 0u32..400, any::<bool>()), 0..5),
    ) {
        let mut sources = Sources::new();
        sources.add("é.qac.md", if long { text.repeat(30) } else { text.clone() });
        sources.add("b.qac", text);
        let found = labels.into_iter().fold(Diagnostic::new(UNKNOWN_NAME, "m"), |found, (file, start, end, primary)| {
            let span = Span::new(FileId(file), start, end);
            if primary { found.at(span, "é") } else { found.and(span, "") }
        });
        let fix = Fix::guess("t", Span::new(FileId(1), 3, 1), "");
        let found = [found.clone().fix(fix), found];
        let drawn = render_human(&found, &sources, Colour::Off);
        prop_assert!(drawn.lines().all(|line| line.trim_end() == line));
        let _ = render_human(&found, &sources, Colour::On);
        prop_assert_eq!(render_short(&found, &sources).lines().count(), 2);
        let _ = render_plain(&found, &sources);
        let _ = render_json(&found, &sources, None);
        let _ = render_sarif(&found, &sources, None);
        prop_assert_eq!(render_github(&found, &sources).lines().count(), 2);
        let finding = to_miette(&found[0], &sources);
        for label in finding.labels().into_iter().flatten() {
            finding.source_code().unwrap().read_span(label.inner(), 1, 1).unwrap();
        }
    }
}

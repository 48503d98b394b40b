//! Every format of `qac check` carries the same findings, and SARIF keeps to its published schema.

use qac::analysis::Analysis;
use qac::diagnostic::{Code, page};
use qac::report::{
    Colour, MOST_DRAWN, render_github, render_human, render_json, render_plain, render_sarif, render_short,
};
use qac::text::SourceKind;
use serde_json::Value;

use crate::support::{analysis_of, analysis_of_example, day, root};

/// A finding as a format tells it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    code: String,
    file: String,
    line: u64,
    /// From 1; 0 where the format gives none.
    column: u64,
    message: String,
}

/// The examples of all pages, and texts that are written wrong: together they bring up every code.
fn fixtures() -> Vec<Analysis> {
    let as_of = Some(day("2026-11-23"));
    let examples = Code::all().iter().map(|code| {
        let example = page(*code).example;
        let ending = if example.kind == SourceKind::Literate { "qac.md" } else { "qac" };
        analysis_of_example(&format!("a folder/{code}.{ending}"), &example, as_of)
    });
    let written_wrong = std::fs::read_dir(root().join("tests/fixtures/syntax")).unwrap();
    let written_wrong = written_wrong.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some());
    let written_wrong = written_wrong.map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        analysis_of(&path.file_name().unwrap().to_string_lossy(), &text, as_of)
    });
    examples.chain(written_wrong).collect()
}

/// What was found, before any format.
fn found(analysis: &Analysis) -> Vec<Told> {
    let told = |finding: &qac::diagnostic::Diagnostic| {
        let span = finding.span().unwrap();
        let source = analysis.sources.get(span.file).unwrap();
        let place = source.lines.place(&source.text, span.start);
        Told {
            code: finding.code.id().to_owned(),
            file: source.path.clone(),
            line: place.line.into(),
            column: place.column.into(),
            message: finding.message.clone(),
        }
    };
    analysis.diagnostics.iter().map(told).collect()
}

/// `file:3:5` in its parts.
fn place(words: &str) -> (String, u64, u64) {
    let mut parts = words.rsplitn(3, ':');
    let column = parts.next().unwrap().parse().unwrap();
    let line = parts.next().unwrap().parse().unwrap();
    (parts.next().unwrap().to_owned(), line, column)
}

fn in_human(text: &str) -> Vec<Told> {
    let mut told = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some((code, message)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) else { continue };
        let (_, message) = message.split_once(": ").unwrap();
        let at = lines.next().unwrap().split_once("─[ ").unwrap().1.strip_suffix(" ]").unwrap();
        let (file, line, column) = place(at);
        told.push(Told { code: code.to_owned(), file, line, column, message: message.to_owned() });
    }
    told
}

fn in_short(text: &str) -> Vec<Told> {
    let told = text.lines().map(|line| {
        let (at, rest) = line.split_once(": ").unwrap();
        let (file, line, column) = place(at);
        let (code, message) = rest.split_once('[').unwrap().1.split_once("] ").unwrap();
        Told { code: code.to_owned(), file, line, column, message: message.to_owned() }
    });
    told.collect()
}

/// Messages stand as sentences there, so that the capital and the stop are taken off again.
fn in_plain(text: &str) -> Vec<Told> {
    let mut told = Vec::new();
    for paragraph in text.split("\n\n") {
        let mut lines = paragraph.lines();
        let heading = lines.next().unwrap().trim_end_matches('.');
        let parts: Vec<&str> = heading.split(", ").collect();
        let [first, file, line, column, ..] = parts.as_slice() else { continue };
        told.push(Told {
            code: first.split(' ').nth(1).unwrap().to_owned(),
            file: (*file).to_owned(),
            line: line.strip_prefix("line ").unwrap().parse().unwrap(),
            column: column.strip_prefix("column ").unwrap().parse().unwrap(),
            message: as_in_plain(lines.next().unwrap()),
        });
    }
    told
}

fn as_in_plain(message: &str) -> String {
    message.to_lowercase().trim_end_matches('.').to_owned()
}

fn in_json(text: &str) -> Vec<Told> {
    let report: Value = serde_json::from_str(text).unwrap();
    let told = report["diagnostics"].as_array().unwrap().iter().map(|finding| {
        let main = finding["labels"].as_array().unwrap().iter().find(|label| label["primary"] == true).unwrap();
        Told {
            code: finding["code"].as_str().unwrap().to_owned(),
            file: main["file"].as_str().unwrap().to_owned(),
            line: main["start"]["line"].as_u64().unwrap(),
            column: main["start"]["column"].as_u64().unwrap(),
            message: finding["message"].as_str().unwrap().to_owned(),
        }
    });
    told.collect()
}

fn in_sarif(text: &str) -> Vec<Told> {
    let log: Value = serde_json::from_str(text).unwrap();
    let run = &log["runs"][0];
    let told = run["results"].as_array().unwrap().iter().map(|result| {
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let main = &result["locations"][0]["physicalLocation"];
        Told {
            code: result["ruleId"].as_str().unwrap().to_owned(),
            file: main["artifactLocation"]["uri"].as_str().unwrap().replace("%20", " "),
            line: main["region"]["startLine"].as_u64().unwrap(),
            column: main["region"]["startColumn"].as_u64().unwrap(),
            message: result["message"]["text"].as_str().unwrap().split("\nHelp: ").next().unwrap().to_owned(),
        }
    });
    told.collect()
}

fn in_github(text: &str) -> Vec<Told> {
    let unescaped = |words: &str| {
        [("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
            .iter()
            .fold(words.to_owned(), |words, (written, meant)| words.replace(written, meant))
    };
    let told = text.lines().map(|line| {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (_, properties) = command.split_once(' ').unwrap();
        let property = |name: &str| {
            properties.split(',').find_map(|property| property.strip_prefix(name)?.strip_prefix('=')).map(unescaped)
        };
        Told {
            code: property("title").unwrap().split(' ').next().unwrap().to_owned(),
            file: property("file").unwrap(),
            line: property("line").unwrap().parse().unwrap(),
            column: property("col").map_or(0, |column| column.parse().unwrap()),
            message: unescaped(message).split("\nHelp: ").next().unwrap().to_owned(),
        }
    });
    told.collect()
}

#[test]
fn all_formats_carry_the_same_findings() {
    for analysis in fixtures() {
        let (findings, sources) = (&analysis.diagnostics, &analysis.sources);
        let expected = found(&analysis);
        // Of a storm the drawn form counts the rest.
        if findings.len() <= MOST_DRAWN {
            assert_eq!(in_human(&render_human(findings, sources, Colour::Off)), expected, "human");
        }
        assert_eq!(in_short(&render_short(findings, sources)), expected, "short");
        assert_eq!(in_json(&render_json(findings, sources, None)), expected, "json");
        assert_eq!(in_sarif(&render_sarif(findings, sources, None)), expected, "sarif");
        let plainly = |told: &Told| Told { message: as_in_plain(&told.message), ..told.clone() };
        assert_eq!(
            in_plain(&render_plain(findings, sources)),
            expected.iter().map(plainly).collect::<Vec<_>>(),
            "plain"
        );
        let annotated = in_github(&render_github(findings, sources));
        // GitHub takes no column of a place that goes over several lines.
        let without = |(told, annotated): (&Told, &Told)| Told {
            column: if annotated.column == 0 { 0 } else { told.column },
            ..told.clone()
        };
        assert_eq!(expected.iter().zip(&annotated).map(without).collect::<Vec<_>>(), annotated, "github");
        assert_eq!(expected.len(), annotated.len(), "github");
    }
}

#[test]
fn sarif_keeps_to_its_published_schema() {
    let path = root().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    // As published, the pattern of a language's name has a bracket too many, and strict readers refuse it; qac writes none.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    let schema = jsonschema::validator_for(&schema).unwrap();
    for analysis in fixtures() {
        let log = serde_json::from_str(&render_sarif(&analysis.diagnostics, &analysis.sources, None)).unwrap();
        let wrong: Vec<String> = schema.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn sarif_lists_every_rule_with_its_page() {
    let log: Value = serde_json::from_str(&render_sarif(&[], &qac::text::Sources::new(), None)).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Code::all().len());
    for (rule, code) in rules.iter().zip(Code::all()) {
        assert_eq!((rule["id"].as_str(), rule["name"].as_str()), (Some(code.id()), Some(code.slug())));
        assert_eq!(rule["help"]["markdown"].as_str(), Some(code.page().trim_end()));
    }
}

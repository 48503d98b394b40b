//! The lints on prose: what they find in a text that holds no rule, and that they are silent where rules answer.

use std::collections::BTreeMap;

use qac::analysis::Analysis;
use qac::diagnostic::{Diagnostic, codes};

use crate::support::{analysis_at, analysis_of, day, root, short};

/// The text that the real framework was made from. It is not part of the repository.
const ORIGINAL: &str = "../shared/source/quality-assurance-framework-2016.txt";

fn of_family(analysis: &Analysis) -> Vec<&Diagnostic> {
    analysis.diagnostics.iter().filter(|finding| finding.code.id().starts_with("QAC09")).collect()
}

/// The findings of the family, each as code, clause and the words it points at.
fn told(analysis: &Analysis, text: &str) -> Vec<(String, String, String)> {
    let told = |finding: &&Diagnostic| {
        let at = finding.span().and_then(|span| text.get(span.range())).unwrap_or_default();
        (finding.code.id().to_owned(), finding.clause.clone().unwrap_or_default(), at.to_owned())
    };
    of_family(analysis).iter().map(told).collect()
}

/// A text as it comes out of a converter, as Markdown: headings, numbered paragraphs, items and cells.
fn markdown(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim().trim_start_matches("- ");
        let alone = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
        let in_capitals = bare.chars().next().is_some_and(|c| c.is_ascii_digit())
            && bare.contains(char::is_uppercase)
            && !bare.contains(char::is_lowercase);
        let titled = alone(at.checked_sub(1))
            && alone(Some(at + 1))
            && line.starts_with(char::is_uppercase)
            && line.len() < 80
            && !line.ends_with(['.', ':', ';', ',']);
        let row = line.trim().split('\t').collect::<Vec<_>>();
        let written = if in_capitals || line.starts_with("Appendix") {
            format!("\n## {bare}\n")
        } else if titled {
            format!("\n### {}\n", line.trim())
        } else if is_numbered(bare) {
            format!("\n{bare}")
        } else if row.len() > 1 {
            format!("- {}", row.join(": "))
        } else {
            line.trim_start().to_owned()
        };
        out.push_str(&written);
        out.push('\n');
    }
    out
}

fn is_numbered(line: &str) -> bool {
    let number = line.split(' ').next().unwrap_or_default();
    number.contains('.') && number.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// How often each code is found, and where and in which words.
fn by_code(told: &[(String, String, String)]) -> BTreeMap<&str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (code, clause, at) in told {
        let place = if clause == at {
            clause.clone()
        } else {
            format!("{clause} {}", at.to_lowercase()).trim_start().to_owned()
        };
        found.entry(code).or_default().push(place);
    }
    found
}

/// What the inventory of the source says that its prose alone reveals, each place looked at by hand.
#[test]
fn the_original_wording_gives_away_what_its_readers_found() {
    let Ok(text) = std::fs::read_to_string(root().join(ORIGINAL)) else { return };
    let text = markdown(&text);
    let analysis = analysis_of("original.md", &text, None);
    let told = told(&analysis, &text);
    let found = by_code(&told);
    let rhythms = &found["QAC0901"];
    let with = |word: &str| rhythms.iter().filter(|place| place.contains(word)).count();
    assert_eq!((with("regular"), with("routinely"), with("periodic")), (13, 1, 1), "{rhythms:?}");
    assert_eq!(rhythms.len(), 15, "{rhythms:?}");
    assert_eq!(found["QAC0902"], ["6.28 bi-monthly"]);
    assert_eq!(
        found["QAC0903"],
        [
            "5.9 urgency",
            "6.8 immediately",
            "6.12 prompt",
            "6.12 earliest opportunity",
            "6.12 immediately",
            "6.12 not delayed",
            "6.17 urgency",
        ]
    );
    let conditions = &found["QAC0904"];
    for place in ["2.2 where necessary", "5.4 where required", "6.18 as required", "6.20 where appropriate"] {
        assert!(conditions.iter().any(|found| found == place), "{place} in {conditions:?}");
    }
    assert!((7..=8).contains(&conditions.len()), "{conditions:?}");
    assert_eq!(found["QAC0905"], ["6.16 mash"]);
    assert_eq!(found["QAC0906"].len(), 10);
    assert_eq!(found["QAC0907"], ["2.8 scrutiny and overview board", "6.27 corporate parenting panel"]);
    assert_eq!(found["QAC0909"], ["6.17 should"]);
    assert_eq!(found["QAC0910"], ["6.3", "6.4", "6.5", "6.14", "6.17"]);
    // Nothing else is found: each of the places above was looked at, and no other.
    assert!(told.len() <= 50, "{told:?}");
    let others: Vec<&str> = analysis
        .diagnostics
        .iter()
        .map(|finding| finding.code.id())
        .filter(|code| !code.starts_with("QAC09"))
        .collect();
    assert_eq!(others, [codes::EMPTY_FILE.id(), codes::NUMBERING_GAP.id()]);
}

/// A text of the same kind in words of its own, for where the original is not at hand.
const INVENTED: &str = "\
# A framework for the care of gardens

## Acronyms

- GK: Garden keeper
- HG: Head gardener

## 1 Beds

1.1 The beds are inspected on a regular basis, and a worry is passed to the Garden Users Forum without delay.

1.2 The purpose of an inspection is to see that each bed is weeded and watered, and that its label can be read. Beds are
drawn at random every month. The filled-in sheet must be kept on the record of the bed.

## 2 Trees

2.1 The GK tells the ABC where necessary, and the Garden Users Panel meets bi-monthly.

2.3 The purpose of an inspection is to see that each tree is pruned and watered, and that its label can be read. Trees are
drawn at random every month. The filled-in sheet should be kept on the record of the bed.
";

#[test]
fn an_invented_wording_gives_away_the_same() {
    let analysis = analysis_of("invented.md", INVENTED, None);
    let told = told(&analysis, INVENTED);
    let expected = [
        ("QAC0901", "1.1 regular"),
        ("QAC0902", "2.1 bi-monthly"),
        ("QAC0903", "1.1 without delay"),
        ("QAC0904", "2.1 where necessary"),
        ("QAC0905", "2.1 abc"),
        ("QAC0906", "hg"),
        ("QAC0907", "2.1 garden users panel"),
        ("QAC0909", "2.3 should"),
        ("QAC0910", "2.3"),
    ];
    assert_eq!(by_code(&told), expected.map(|(code, place)| (code, vec![place.to_owned()])).into());
}

#[test]
fn the_real_framework_is_clean() {
    let analysis = analysis_at("frameworks/rbwm-childrens-services-2016.qac.md", Some(day("2016-10-31")));
    let found: Vec<String> =
        short(&analysis).lines().filter(|line| line.contains("QAC09")).map(str::to_owned).collect();
    assert_eq!(found, Vec::<String>::new());
}

/// A clause with its rules, and the codes that the prose may set off.
fn codes_of(prose: &str, rules: &str) -> Vec<String> {
    let text = format!("1.1 {prose}\n\n```qac\nrole keeper \"Keeper\"\n{rules}\n```\n");
    let analysis = analysis_of("clause.qac.md", &text, None);
    let errors: Vec<_> =
        analysis.diagnostics.iter().filter(|finding| !finding.code.id().starts_with("QAC09")).collect();
    assert!(errors.is_empty(), "{}", short(&analysis));
    of_family(&analysis).iter().map(|finding| finding.code.id().to_owned()).collect()
}

#[test]
fn rules_decisions_and_questions_answer_for_the_prose() {
    let duty = |lines: &str| format!("duty look \"Look\" {{\n  who: keeper\n  must: \"look\"\n  {lines}\n}}");
    assert_eq!(codes_of("Beds are looked at regularly.", ""), ["QAC0901"]);
    assert!(codes_of("Beds are looked at regularly.", &duty("when: every month")).is_empty());
    let gap = "gap \"how often?\" {\n  owner: keeper\n  due-date: 31 May 2030\n}";
    assert!(codes_of("Beds are looked at regularly, and at once.", gap).is_empty());
    assert!(codes_of("Beds are looked at regularly.", "assume \"spring will do\"").is_empty());
    assert_eq!(codes_of("A worry is passed on promptly.", &duty("when: every month")), ["QAC0903"]);
    assert!(codes_of("A worry is passed on promptly.", &duty("when: every month\n  due: within 5 days")).is_empty());
    let part = duty("when: every month\n  clauses: 1.1(a)");
    assert_eq!(codes_of("Keepers:\n\n- (a) look regularly;\n- (b) meet regularly.", &part), ["QAC0901"]);
}

//! The opening line: the keyword, the id and the title, and whether the declaration may stand where it does.

use super::{Around, listed, quoted};
use crate::diagnostic::{Diagnostic, Fix, codes};
use crate::syntax::vocabulary::{CONSTRUCTS, Construct, Opening, Standing};
use crate::syntax::{Node, NodeKind};
use crate::text::{kebab_case, nearest};

/// The findings on the id and the title of `item`.
pub(super) fn check(item: &Node, construct: &Construct, text: &str) -> Vec<Diagnostic> {
    // A line that could not be read has had its finding, and may hold the id that seems to be missing.
    let whole = item.child(NodeKind::Header).filter(|_| item.child(NodeKind::Error).is_none());
    let Some(header) = whole else { return Vec::new() };
    let id = header.child(NodeKind::Id).and_then(|id| badly_formed(id, text));
    missing(header, construct).into_iter().chain(id).collect()
}

/// The finding for a keyword that the language does not have.
pub(super) fn unknown_keyword(keyword: &Node, around: Around, text: &str) -> Diagnostic {
    let word = keyword.text(text);
    let finding = Diagnostic::new(codes::UNKNOWN_KEYWORD, format!("`{word}` starts no declaration"))
        .at(keyword.span, "this word is not known");
    match nearest(word, keywords(around)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")).fix(Fix::guess(
            format!("write `{meant}`"),
            keyword.span,
            meant,
        )),
        None => finding.help(may_stand(around)),
    }
}

/// The keywords that may stand there.
pub(super) fn keywords(around: Around) -> Vec<&'static str> {
    match around {
        Around::Inside(construct) => construct.holds.to_vec(),
        Around::Top | Around::Unknown => {
            let top = CONSTRUCTS.iter().filter(|construct| construct.place == Standing::Top);
            top.map(|construct| construct.keyword).collect()
        }
    }
}

fn may_stand(around: Around) -> String {
    match around {
        Around::Inside(construct) if construct.holds.is_empty() => {
            format!("{} holds lines such as `name: value` and no declarations", construct.article)
        }
        Around::Inside(construct) => {
            let held: Vec<String> = construct.holds.iter().map(|keyword| quoted(keyword)).collect();
            format!("inside {}, a declaration starts with {}", construct.article, listed(&held, "or"))
        }
        Around::Top | Around::Unknown => {
            "a declaration starts with a word such as `audit`, `meeting`, `report` or `duty`".to_owned()
        }
    }
}

/// A declaration that the language knows, but not there.
pub(super) fn misplaced(keyword: &Node, construct: &Construct, around: Around) -> Option<Diagnostic> {
    let article = construct.article;
    match (around, construct.place) {
        (Around::Top, Standing::Inside) => {
            let homes = homes(construct);
            let finding = Diagnostic::new(codes::MISPLACED, format!("{article} cannot stand on its own"))
                .at(keyword.span, format!("belongs inside {homes}"));
            Some(finding.help(format!("move it between the braces of {homes}")))
        }
        (Around::Inside(outer), place) if !outer.holds.contains(&construct.keyword) => {
            let finding = Diagnostic::new(codes::MISPLACED, format!("{article} cannot stand inside {}", outer.article));
            Some(match place {
                Standing::Top => finding
                    .at(keyword.span, "stands by itself, outside every other declaration")
                    .help(format!("close the {} with `}}` before this line, or move the line out", outer.keyword)),
                Standing::Inside => finding
                    .at(keyword.span, format!("belongs inside {}", homes(construct)))
                    .help(format!("move it between the braces of {}", homes(construct))),
            })
        }
        (Around::Top | Around::Inside(_) | Around::Unknown, Standing::Top | Standing::Inside) => None,
    }
}

/// What may hold such a declaration: `a calendar`, `a scale or a standard`.
fn homes(construct: &Construct) -> String {
    let holds = |outer: &&Construct| outer.holds.contains(&construct.keyword);
    let outer: Vec<String> = CONSTRUCTS.iter().filter(holds).map(|outer| outer.article.to_owned()).collect();
    listed(&outer, "or")
}

/// What the opening line leaves out.
fn missing(header: &Node, construct: &Construct) -> Option<Diagnostic> {
    let has = |kind| header.child(kind).is_some();
    let keyword = construct.keyword;
    let (code, message) = match construct.opening {
        Opening::IdAndTitle | Opening::Id if !has(NodeKind::Id) => {
            (codes::MISSING_ID, format!("this {keyword} has no id"))
        }
        Opening::IdAndTitle if !has(NodeKind::Text) => (codes::MISSING_TITLE, format!("this {keyword} has no title")),
        Opening::Text if !has(NodeKind::Text) => (codes::MISSING_TITLE, format!("this {keyword} says nothing")),
        Opening::IdAndTitle | Opening::Id | Opening::Text => return None,
    };
    let label = match construct.opening {
        Opening::IdAndTitle | Opening::Id if !has(NodeKind::Id) => "a short name belongs after this word",
        Opening::IdAndTitle | Opening::Id => "a title in quotes belongs after this",
        Opening::Text => "a text in quotes belongs after this",
    };
    Some(Diagnostic::new(code, message).at(header.span, label).help(format!("write {}", construct.pattern())))
}

fn badly_formed(id: &Node, text: &str) -> Option<Diagnostic> {
    let written = id.text(text);
    let kebab = kebab_case(written);
    if kebab == written {
        return None;
    }
    let finding = Diagnostic::new(
        codes::BADLY_FORMED_ID,
        format!("the id `{written}` is not in lower-case words joined by hyphens"),
    )
    .at(id.span, "written another way than all other ids");
    if kebab.is_empty() {
        return Some(finding.help("write a short name such as `team-manager`"));
    }
    let fix = Fix::safe(format!("write `{kebab}`"), id.span, kebab.clone());
    Some(finding.help(format!("write `{kebab}`, and the same wherever it is named")).fix(fix))
}

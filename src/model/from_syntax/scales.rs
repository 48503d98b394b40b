//! Grades that do not count, and how an overall grade comes from the answers.

use super::body::Opened;
use super::declarations::inner_name;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Kind;
use crate::model::standards::{Overall, OverallPart};
use crate::model::value::Statistic;
use crate::syntax::{Node, NodeKind};
use crate::text::{Spanned, nearest};

/// Says so where the scale has no grade of that name.
pub(super) fn find_grade(reader: &mut Reader<'_>, name: &Spanned<String>, grades: &[Opened<'_>]) {
    let known: Vec<String> = grades.iter().map(|grade| inner_name(reader, grade).value).collect();
    if known.contains(&name.value) {
        return;
    }
    let meant = nearest(&name.value, known.iter().map(String::as_str));
    let help = meant
        .map_or_else(|| "write the id of one of its grades".to_owned(), |meant| format!("did you mean `{meant}`?"));
    reader.find(
        Diagnostic::new(codes::UNKNOWN_NAME, format!("this scale has no grade `{}`", name.value))
            .at(name.span, "a grade of this scale is meant")
            .help(help),
    );
}

/// `the lowest of safety, otherwise the median of the rest`
pub(super) fn overall(reader: &mut Reader<'_>, node: &Node) -> Overall {
    Overall { parts: node.children_of(NodeKind::OverallPart).filter_map(|written| part(reader, written)).collect() }
}

fn part(reader: &mut Reader<'_>, node: &Node) -> Option<OverallPart> {
    let statistic = match reader.slice(node.child(NodeKind::OverallWord)?) {
        "lowest" => Statistic::Lowest,
        "median" => Statistic::Median,
        "highest" => Statistic::Highest,
        _ => return None,
    };
    let of = node.child(NodeKind::ShortList).map(|list| reader.refer_all(list, &[Kind::Standard]));
    Some(OverallPart { statistic, of })
}

use super::reader::Reader;
use crate::model::document::*;
use crate::model::value::*;
use crate::syntax::Node;
pub(super) fn condition(_: &mut Reader<'_>, _: &Node) -> Condition {
    Condition::Unresolved
}
pub(super) fn path(r: &mut Reader<'_>, n: &Node) -> Path {
    Path { record: None, column: r.word(n) }
}
pub(super) fn columns(_: &mut Reader<'_>, _: &Node) -> Vec<Column> {
    vec![]
}
pub(super) fn formula(_: &mut Reader<'_>, _: &Node) -> Option<Formula> {
    None
}
pub(super) fn bound(_: &mut Reader<'_>, _: &Node) -> Option<Bound> {
    None
}
pub(super) fn happening(_: &mut Reader<'_>, _: &Node) -> Option<Happening> {
    None
}
pub(super) fn expectation(_: &mut Reader<'_>, _: &Node) -> Option<Expectation> {
    None
}

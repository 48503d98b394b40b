use super::reader::Reader;
use crate::model::value::*;
use crate::model::work::*;
use crate::syntax::Node;
pub(super) fn draw(_: &mut Reader<'_>, _: &Node) -> Option<Draw> {
    None
}
pub(super) fn auditors(r: &mut Reader<'_>, n: &Node) -> Auditors {
    Auditors { parties: r.parties(n), each: None, shared_evenly: false }
}
pub(super) fn basis(_: &mut Reader<'_>, n: &Node) -> Basis {
    Basis { parts: vec![], span: n.span }
}
pub(super) fn rotation(_: &mut Reader<'_>, _: &Node) -> Option<Rotation> {
    None
}
pub(super) fn moderation(_: &mut Reader<'_>, _: &Node) -> Option<Moderation> {
    None
}
pub(super) fn filing(_: &mut Reader<'_>, _: &Node) -> Option<Filing> {
    None
}
pub(super) fn notice(_: &mut Reader<'_>, n: &Node) -> Notice {
    Notice { by: None, to: None, purpose: None, within: None, span: n.span }
}
pub(super) fn plan_line(_: &mut Reader<'_>, _: &Node) -> Option<PlanLine> {
    None
}
pub(super) fn totals(_: &mut Reader<'_>, _: &Node) -> Vec<Total> {
    vec![]
}

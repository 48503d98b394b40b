use super::reader::Reader;
use crate::calendar::*;
use crate::syntax::Node;
use crate::text::Spanned;
#[derive(Clone, Copy)]
pub(super) enum DateEdge {
    First,
    Last,
}
pub(super) fn cadence(_: &mut Reader<'_>, _: &Node) -> Option<Spanned<Cadence>> {
    None
}
pub(super) fn deadline(_: &mut Reader<'_>, _: &Node) -> Option<Spanned<Deadline>> {
    None
}
pub(super) fn duration(_: &mut Reader<'_>, _: &Node) -> Option<Duration> {
    None
}
pub(super) fn quantity(_: &mut Reader<'_>, _: &Node) -> Option<Spanned<Quantity>> {
    None
}
pub(super) fn date(_: &mut Reader<'_>, _: &Node, _: DateEdge) -> Option<Spanned<Date>> {
    None
}
pub(super) fn date_range(_: &mut Reader<'_>, _: &Node) -> Option<(Date, Date)> {
    None
}
pub(super) fn weekday(_: &mut Reader<'_>, _: &Node) -> Option<Weekday> {
    None
}
pub(super) fn month(_: &mut Reader<'_>, _: &Node) -> Option<Month> {
    None
}
pub(super) fn day_and_month(_: &mut Reader<'_>, _: &Node) -> Option<(Month, u8)> {
    None
}
pub(super) fn moved(_: &Node) -> Move {
    Move::Stay
}

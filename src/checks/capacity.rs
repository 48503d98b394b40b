//! Enough auditors, from headcounts and areas alone: who is left when the rules of independence are kept, and whether
//! own-area and peer-area months can be covered. A share for each that does not make up the sample is `year`'s to say.

use indexmap::{IndexMap, IndexSet};

use super::{Checked, pick};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Area, Auditors, BasisPart, DrawRule, Parties, Size};
use crate::model::work::Audit;
use crate::model::{Construct, DeclId, Declaration, Model};
use crate::text::Spanned;

/// Findings on capacity.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let areas = areas(model);
    let mut findings = Vec::new();
    for (declaration, audit) in pick::audits(model) {
        let Some(auditors) = &audit.auditors else { continue };
        let apart = audit.independent_of.as_ref();
        let left = apart.and_then(|apart| nobody_left(model, declaration, &auditors.parties, apart));
        findings.extend(left.or_else(|| too_few_left(model, declaration, audit, auditors)));
        findings.extend(own_work_twice(model, declaration, audit, auditors));
        let unit = audit.unit.as_ref().and_then(|unit| unit.target);
        let Some(areas) = unit.and_then(|unit| areas.get(&unit)) else { continue };
        findings.extend(by_area(model, declaration, audit, auditors, areas));
        findings.extend(too_wide(declaration, audit, areas.len()));
    }
    for (declaration, duty) in pick::duties(model) {
        if let (Some(who), Some(apart)) = (&duty.who, &duty.independent_of) {
            findings.extend(nobody_left(model, declaration, who, apart));
        }
    }
    findings
}

/// The areas of each unit, in source order.
fn areas(model: &Model) -> IndexMap<DeclId, Vec<&Declaration>> {
    let mut areas: IndexMap<DeclId, Vec<&Declaration>> = IndexMap::new();
    for declaration in &model.declarations {
        let Construct::Area(area) = &declaration.construct else { continue };
        if let Some(unit) = area.part_of.as_ref().and_then(|unit| unit.target) {
            areas.entry(unit).or_default().push(declaration);
        }
    }
    areas
}

/// Everyone who could do it is ruled out.
fn nobody_left(model: &Model, declaration: &Declaration, doing: &Parties, apart: &Parties) -> Option<Diagnostic> {
    let doers = pick::posts(model, doing)?;
    let ruled_out = pick::posts(model, apart)?;
    (!doers.is_empty() && doers.iter().all(|doer| ruled_out.contains(doer))).then(|| {
        Diagnostic::new(
            codes::NO_AUDITOR_LEFT,
            format!("nobody is left to do `{}`: {} may not", declaration.name.value, pick::named_all(model, &doers)),
        )
        .at(apart.span, "these may not do it")
        .and(doing.span, "and nobody else does")
        .help("name someone else who does it, or narrow `independent-of` to those whose own case it is")
    })
}

/// Those left do not make up the sample, though all together would.
fn too_few_left(model: &Model, declaration: &Declaration, audit: &Audit, auditors: &Auditors) -> Option<Diagnostic> {
    let (each, apart, draw) = (auditors.each.as_ref()?, audit.independent_of.as_ref()?, audit.draw.as_ref()?);
    let ruled_out = pick::posts(model, apart)?;
    let all = pick::posts(model, &auditors.parties)?;
    let left: IndexSet<DeclId> = all.iter().filter(|post| !ruled_out.contains(*post)).copied().collect();
    let drawn = fixed(audit)?;
    let can_do = |posts: &IndexSet<DeclId>| pick::heads(model, posts)?.checked_mul(each.value);
    let (by_all, by_left) = (can_do(&all)?, can_do(&left)?);
    (by_all >= drawn && by_left < drawn).then(|| {
        let message = format!(
            "`{}` draws {drawn} cases, but the auditors left by `independent-of` do {by_left}",
            declaration.name.value
        );
        Diagnostic::new(codes::NO_AUDITOR_LEFT, message)
            .at(apart.span, "without these")
            .and(draw.span, format!("{drawn} cases"))
            .and(each.span, format!("{} each", each.value))
            .help("draw fewer, give each more, or name more auditors")
    })
}

/// The one auditor looks again at the auditor's own work.
fn own_work_twice(model: &Model, declaration: &Declaration, audit: &Audit, auditors: &Auditors) -> Option<Diagnostic> {
    let again = &audit.moderation.as_ref()?.by;
    let (first, second) = (pick::posts(model, &auditors.parties)?, pick::posts(model, again)?);
    let one_person = first == second && pick::heads(model, &first) == Some(1);
    one_person.then(|| {
        let message = format!("in `{}` the one auditor looks again at the auditor's own work", declaration.name.value);
        Diagnostic::new(codes::NO_AUDITOR_LEFT, message)
            .at(again.span, "looks again")
            .and(auditors.parties.span, "looked first")
            .help("name another post for the second look")
    })
}

/// Own-area and peer-area months against who works where.
fn by_area(
    model: &Model,
    declaration: &Declaration,
    audit: &Audit,
    auditors: &Auditors,
    areas: &[&Declaration],
) -> Option<Diagnostic> {
    let basis = audit.basis.as_ref()?;
    let part = |area: Area| basis.parts.iter().find(|part| part.area == area);
    let heads = pick::auditor_heads(model, auditors);
    let staffed = staffed(model, auditors);
    let own = part(Area::Own).and_then(|part| own_area(declaration, part, auditors, areas, heads, staffed.as_ref()));
    own.or_else(|| peer_area(declaration, part(Area::Peer)?, auditors, areas, heads, staffed.as_ref()))
}

/// The areas that the auditors work in, where every one of their posts says so.
fn staffed(model: &Model, auditors: &Auditors) -> Option<IndexSet<DeclId>> {
    let posts = pick::posts(model, &auditors.parties)?;
    let area = |post: &DeclId| {
        let Construct::Role(role) = &model.get(*post)?.construct else { return None };
        role.area.as_ref()?.target
    };
    posts.iter().map(area).collect()
}

/// In own-area months each area needs an auditor of its own.
fn own_area(
    declaration: &Declaration,
    part: &BasisPart,
    auditors: &Auditors,
    areas: &[&Declaration],
    heads: Option<u32>,
    staffed: Option<&IndexSet<DeclId>>,
) -> Option<Diagnostic> {
    let name = &declaration.name.value;
    if let Some(staffed) = staffed {
        let bare = areas.iter().filter(|area| !staffed.contains(&area.id)).map(|area| area.name.value.as_str());
        let bare: Vec<&str> = bare.collect();
        let first = areas.iter().find(|area| !staffed.contains(&area.id))?;
        let message = format!("in own-area months `{name}` has no auditor for {}", pick::named(bare));
        return Some(area_finding(message, part, auditors).and(first.header, "nobody who audits works here"));
    }
    let heads = heads.filter(|heads| usize::try_from(*heads).is_ok_and(|heads| heads < areas.len()))?;
    let message =
        format!("in own-area months `{name}` needs an auditor in each of {} areas, but it has {heads}", areas.len());
    let finding = area_finding(message, part, auditors);
    Some(areas.iter().skip(heads as usize).fold(finding, |finding, area| finding.and(area.header, "one area too many")))
}

/// In peer-area months each area needs an auditor from another, or from the areas that are its peers.
fn peer_area(
    declaration: &Declaration,
    part: &BasisPart,
    auditors: &Auditors,
    areas: &[&Declaration],
    heads: Option<u32>,
    staffed: Option<&IndexSet<DeclId>>,
) -> Option<Diagnostic> {
    let name = &declaration.name.value;
    if heads == Some(1) {
        let message = format!("`{name}` has one auditor, and no peer whose area the auditor could look at");
        return Some(area_finding(message, part, auditors));
    }
    let staffed = staffed?;
    let bare = areas.iter().find(|area| {
        let Construct::Area(held) = &area.construct else { return false };
        let peers: Vec<DeclId> = held.peers.iter().filter_map(|peer| peer.target).collect();
        let may = |other: &DeclId| *other != area.id && (peers.is_empty() || peers.contains(other));
        held.peers.len() == peers.len() && !staffed.iter().any(may)
    })?;
    let message = format!("in peer-area months nobody may audit `{}` for `{name}`", bare.name.value);
    Some(area_finding(message, part, auditors).and(bare.header, "no auditor works in a peer of this area"))
}

fn area_finding(message: String, part: &BasisPart, auditors: &Auditors) -> Diagnostic {
    Diagnostic::new(codes::AREA_WITHOUT_AUDITOR, message)
        .at(part.span, "these months")
        .and(auditors.parties.span, "these auditors")
        .help("name an auditor for each area, or draw those cases from another basis")
}

/// A draw that cannot take so many from each area.
fn too_wide(declaration: &Declaration, audit: &Audit, areas: usize) -> Option<Diagnostic> {
    let draw = audit.draw.as_ref()?;
    let drawn = fixed(audit)?;
    let (rule, least) = draw.rules.iter().find_map(|rule| Some((rule, least_from_each_area(rule)?)))?;
    let needed = u32::try_from(areas).ok()?.checked_mul(least)?;
    (needed > drawn).then(|| {
        let message = format!(
            "`{}` draws {drawn} cases, but at least {least} from each of {areas} areas is {needed}",
            declaration.name.value
        );
        Diagnostic::new(codes::DRAW_CANNOT_SPREAD, message)
            .at(rule.span, format!("needs {needed}"))
            .and(draw.span, format!("draws {drawn}"))
            .help("draw more, or take fewer from each area")
    })
}

fn least_from_each_area(rule: &Spanned<DrawRule>) -> Option<u32> {
    match &rule.value {
        DrawRule::Spread { over, at_least, .. } if over.iter().any(|over| over == "area") => *at_least,
        DrawRule::Spread { .. }
        | DrawRule::Separately(_)
        | DrawRule::OnePer { .. }
        | DrawRule::Cap(_)
        | DrawRule::Reserve(_)
        | DrawRule::Rounded(_)
        | DrawRule::AtLeast(_)
        | DrawRule::AtMost(_)
        | DrawRule::NotWithin(_)
        | DrawRule::IfFails { .. }
        | DrawRule::ByFrequency(_) => None,
    }
}

/// How many cases an audit draws, where its own line says so in figures.
fn fixed(audit: &Audit) -> Option<u32> {
    let draw = audit.draw.as_ref().filter(|draw| !draw.is_apart())?;
    let mut sum = 0_u32;
    for portion in &draw.portions {
        let Size::Fixed(count) = &portion.size.value else { return None };
        sum = sum.checked_add(*count)?;
    }
    (sum > 0).then_some(sum)
}

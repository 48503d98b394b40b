//! The year: what a programme plans against what the audits themselves say.

use indexmap::IndexMap;

use super::Checked;
use crate::calendar::{Cadence, Month, MonthSet, PeriodUnit};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::value::{Area, Basis, Size};
use crate::model::work::{Audit, PlanEntry, Programme, Total};
use crate::model::{Construct, DeclId, Declaration, Model, Obligation};
use crate::text::{Span, Spanned};

/// Findings on the year.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings = Vec::new();
    for declaration in &model.declarations {
        if let Construct::Programme(programme) = &declaration.construct {
            let plan = Plan { model, declaration, programme };
            findings.extend(plan.coverage());
            let against = plan.against_audits();
            let mended_first: Vec<DeclId> = against.iter().map(|(audit, _)| *audit).collect();
            findings.extend(against.into_iter().map(|(_, finding)| finding));
            findings.extend(plan.totals(&mended_first));
        }
        if let Construct::Audit(audit) = &declaration.construct {
            findings.extend(quota(model, declaration, audit));
            findings.extend(basis_months(declaration, audit));
        }
    }
    findings
}

/// A programme with what surrounds it.
struct Plan<'model> {
    model: &'model Model,
    declaration: &'model Declaration,
    programme: &'model Programme,
}

/// One audit planned in one month.
#[derive(Clone, Copy)]
struct Planned<'model> {
    month: Month,
    entry: &'model PlanEntry,
    audit: &'model Declaration,
    unit: Option<DeclId>,
}

impl<'model> Plan<'model> {
    /// Every entry in every month it is planned for.
    fn planned(&self) -> Vec<Planned<'model>> {
        let mut planned = Vec::new();
        for line in &self.programme.lines {
            for month in line.months.iter() {
                for entry in &line.entries {
                    let Some(audit) = self.model.target(&entry.audit) else { continue };
                    let Construct::Audit(said) = &audit.construct else { continue };
                    let unit = said.unit.as_ref().and_then(|unit| unit.target);
                    planned.push(Planned { month, entry, audit, unit });
                }
            }
        }
        planned
    }

    /// Whether an entry names something unknown: then nothing can be said about what is missing.
    fn is_certain(&self) -> bool {
        let entries = self.programme.lines.iter().flat_map(|line| &line.entries);
        !self.declaration.broken && entries.into_iter().all(|entry| entry.audit.target.is_some())
    }

    /// Each month of each unit covered exactly once.
    fn coverage(&self) -> Vec<Diagnostic> {
        if !self.is_certain() {
            return Vec::new();
        }
        let planned = self.planned();
        let mut findings = Vec::new();
        for unit in &self.programme.covers {
            let Some(unit_id) = unit.target else { continue };
            let mut empty = MonthSet::ALL;
            let mut first: IndexMap<Month, Planned<'_>> = IndexMap::new();
            for one in planned.iter().filter(|planned| self.belongs(planned.unit, unit_id)) {
                empty = empty.without(MonthSet::of([one.month]));
                match first.get(&one.month) {
                    Some(other) => findings.push(self.twice(unit_id, *other, *one)),
                    None => {
                        first.insert(one.month, *one);
                    }
                }
            }
            // An audit that says it is held in such a month is reported with the clause that says so.
            let held = self.held(unit_id);
            findings.extend(self.not_covered(unit_id, unit.span, empty.without(held)));
        }
        findings
    }

    fn belongs(&self, unit: Option<DeclId>, whole: DeclId) -> bool {
        let mut next = unit;
        // A chain longer than there are declarations goes in a circle, which is reported elsewhere.
        for _ in 0..=self.model.declarations.len() {
            match next {
                None => return false,
                Some(id) if id == whole => return true,
                Some(id) => {
                    next = match self.model.get(id).map(|declaration| &declaration.construct) {
                        Some(Construct::Unit(unit)) => unit.part_of.as_ref().and_then(|whole| whole.target),
                        _ => None,
                    };
                }
            }
        }
        false
    }

    /// The months in which the planned audits of a unit say they are held.
    fn held(&self, unit: DeclId) -> MonthSet {
        let planned = self.planned();
        let of_unit = planned.iter().filter(|planned| self.belongs(planned.unit, unit));
        let months = of_unit.filter_map(|planned| {
            let Construct::Audit(audit) = &planned.audit.construct else { return None };
            months_of_year(&audit.when.as_ref()?.value)
        });
        MonthSet::of(months.flat_map(|set| set.iter().collect::<Vec<_>>()))
    }

    fn twice(&self, unit: DeclId, first: Planned<'_>, second: Planned<'_>) -> Diagnostic {
        let unit = self.model.get(unit).map_or("", |unit| unit.title.as_str());
        Diagnostic::new(codes::MONTH_COVERED_TWICE, format!("{unit} has two audits in {}", second.month))
            .at(second.entry.span, format!("`{}` is planned here", second.audit.name.value))
            .and(first.entry.span, format!("and `{}` here", first.audit.name.value))
            .help("keep one of them in that month, or plan the other in a month of its own")
    }

    fn not_covered(&self, unit: DeclId, span: Span, months: MonthSet) -> Option<Diagnostic> {
        months.iter().next()?;
        let list = listed(months.iter());
        let title = self.model.get(unit).map_or("", |unit| unit.title.as_str());
        Some(
            Diagnostic::new(codes::MONTH_NOT_COVERED, format!("{title} has no audit in {list}"))
                .at(span, "every month of this unit is to be covered")
                .and(self.declaration.header, "by this programme")
                .help("plan an audit of that unit in the month, or take the unit out of `covers`"),
        )
    }

    /// What the programme says of an audit against what the audit says of itself, with the audit it is about.
    fn against_audits(&self) -> Vec<(DeclId, Diagnostic)> {
        let mut by_audit: IndexMap<DeclId, Vec<Planned<'_>>> = IndexMap::new();
        for one in self.planned() {
            by_audit.entry(one.audit.id).or_default().push(one);
        }
        let mut findings = Vec::new();
        for (id, planned) in &by_audit {
            let Some(declaration) = self.model.get(*id) else { continue };
            let Construct::Audit(audit) = &declaration.construct else { continue };
            let mut found = self.counts(declaration, planned);
            found.extend(self.areas(declaration, audit, planned));
            found.extend(self.months(declaration, audit, planned));
            findings.extend(found.into_iter().map(|finding| (*id, finding)));
        }
        findings
    }

    /// The number of cases, said twice: one finding for each figure that the programme has and the audit has not.
    fn counts(&self, audit: &Declaration, planned: &[Planned<'_>]) -> Vec<Diagnostic> {
        let obligation = self.model.obligation(&audit.name.value);
        let Some(drawn) = obligation.and_then(drawn) else { return Vec::new() };
        let mut by_count: IndexMap<u32, Vec<Planned<'_>>> = IndexMap::new();
        for one in planned.iter().filter(|one| one.entry.count.value != drawn.count) {
            by_count.entry(one.entry.count.value).or_default().push(*one);
        }
        let finding = |(count, months): (u32, Vec<Planned<'_>>)| {
            let message = format!(
                "{} plans {count} of `{}` in {}, but {} draws {}",
                clause_of(self.declaration),
                audit.name.value,
                months_of(&months),
                clause_of(audit),
                drawn.count
            );
            let span = months.first()?.entry.count.span;
            let finding = Diagnostic::new(codes::FIXED_TWICE, message);
            // Where every month differs, it is the audit that was changed.
            let finding = if months.len() == planned.len() {
                finding.at(drawn.span, format!("{} here", drawn.count)).and(span, format!("{count} here"))
            } else {
                finding.at(span, format!("{count} here")).and(drawn.span, format!("{} here", drawn.count))
            };
            Some(finding.help("decide which figure holds, and write it in both places"))
        };
        by_count.into_iter().filter_map(finding).collect()
    }

    /// Own or peer area, said twice.
    fn areas(&self, declaration: &Declaration, audit: &Audit, planned: &[Planned<'_>]) -> Option<Diagnostic> {
        let basis = audit.basis.as_ref()?;
        let differs = |one: &&Planned<'_>| {
            let said = area_in(basis, one.month).map(|(area, _)| area);
            matches!((one.entry.area, said), (Some(area), Some(said)) if area != said)
        };
        let different: Vec<Planned<'_>> = planned.iter().filter(differs).copied().collect();
        let first = different.first()?;
        let (said, span) = area_in(basis, first.month)?;
        let area = first.entry.area?;
        let message = format!(
            "{} and {} do not agree on own and peer area of `{}` in {}",
            clause_of(self.declaration),
            clause_of(declaration),
            declaration.name.value,
            months_of(&different)
        );
        Some(
            Diagnostic::new(codes::FIXED_TWICE, message)
                .at(first.entry.span, format!("{} here", area_words(area)))
                .and(span, format!("{} here", area_words(said)))
                .help("decide which holds in that month, and write it in both places"),
        )
    }

    /// The months, said twice.
    fn months(&self, declaration: &Declaration, audit: &Audit, planned: &[Planned<'_>]) -> Vec<Diagnostic> {
        let Some(when) = &audit.when else { return Vec::new() };
        let Some(held) = months_of_year(&when.value) else { return Vec::new() };
        let mut findings = Vec::new();
        let beyond: Vec<Planned<'_>> = planned.iter().filter(|one| !held.contains(one.month)).copied().collect();
        if let Some(first) = beyond.first() {
            let message = format!(
                "{} plans `{}` in {}, but {} does not hold it then",
                clause_of(self.declaration),
                declaration.name.value,
                months_of(&beyond),
                clause_of(declaration)
            );
            findings.push(
                Diagnostic::new(codes::FIXED_TWICE, message)
                    .at(first.entry.span, "planned here")
                    .and(when.span, "when it is held")
                    .help("mend the month in the programme, or what `when` says"),
            );
        }
        let in_plan = MonthSet::of(planned.iter().map(|planned| planned.month));
        let left_out = held.without(in_plan);
        if left_out.iter().next().is_some() && self.is_certain() {
            let message = format!(
                "{} holds `{}` in {}, but {} does not plan it",
                clause_of(declaration),
                declaration.name.value,
                listed(left_out.iter()),
                clause_of(self.declaration)
            );
            findings.push(
                Diagnostic::new(codes::FIXED_TWICE, message)
                    .at(when.span, "when it is held")
                    .and(self.declaration.header, "the programme")
                    .help("plan it in the programme, or take the month out with `except`"),
            );
        }
        findings
    }

    /// The totals against the lines. A total that counts an audit whose lines are wrong already says nothing new.
    fn totals(&self, mended_first: &[DeclId]) -> Vec<Diagnostic> {
        if !self.is_certain() {
            return Vec::new();
        }
        self.programme.totals.iter().filter_map(|total| self.total(total, mended_first)).collect()
    }

    fn total(&self, total: &Total, mended_first: &[DeclId]) -> Option<Diagnostic> {
        let wanted = match &total.of {
            None => None,
            Some(reference) => Some(reference.target?),
        };
        let of =
            |planned: &&Planned<'_>| wanted.is_none_or(|id| planned.audit.id == id || self.belongs(planned.unit, id));
        let counted =
            |planned: &&Planned<'_>| of(planned) && total.area.is_none_or(|area| planned.entry.area == Some(area));
        let planned = self.planned();
        if planned.iter().filter(of).any(|planned| mended_first.contains(&planned.audit.id)) {
            return None;
        }
        let sum: u64 = planned.iter().filter(counted).map(|planned| u64::from(planned.entry.count.value)).sum();
        if sum == u64::from(total.count.value) {
            return None;
        }
        let what = total.of.as_ref().map_or_else(|| "the year".to_owned(), |of| format!("`{}`", of.name));
        let area = total.area.map(|area| format!(" from {}", area_words(area))).unwrap_or_default();
        let code = if total.area.is_some() { codes::BASIS_COUNTS_DISAGREE } else { codes::TOTALS_DISAGREE };
        Some(
            Diagnostic::new(code, format!("the lines for {what}{area} add up to {sum}, not {}", total.count.value))
                .at(total.span, format!("{} is written here", total.count.value))
                .and(self.declaration.header, format!("the lines of this programme come to {sum}"))
                .help("mend the total, or the line that is wrong"),
        )
    }
}

/// How many cases an audit draws, and where that is said.
struct Drawn {
    count: u32,
    span: Span,
}

fn drawn(obligation: &Obligation) -> Option<Drawn> {
    let draw = obligation.draw.as_ref()?;
    let count = obligation.quantity.and_then(|quantity| quantity.max)?;
    let span = match draw.portions.as_slice() {
        [portion] => portion.size.span,
        _ => draw.span,
    };
    let fixed = draw.portions.iter().all(|portion| matches!(portion.size.value, Size::Fixed(_)));
    (fixed && !draw.is_apart()).then_some(Drawn { count, span })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only posts and teams have a headcount")]
fn headcount(party: &Declaration) -> Option<&Spanned<u32>> {
    match &party.construct {
        Construct::Role(role) => role.headcount.as_ref(),
        Construct::Team(team) => team.headcount.as_ref(),
        _ => None,
    }
}

/// So many each, times the holders of the post, makes up the draw.
fn quota(model: &Model, declaration: &Declaration, audit: &Audit) -> Option<Diagnostic> {
    let auditors = audit.auditors.as_ref()?;
    let each = auditors.each.as_ref()?;
    let drawn = drawn(model.obligation(&declaration.name.value)?)?;
    let mut heads: u32 = 0;
    let mut places: Vec<(Span, &Declaration, u32)> = Vec::new();
    for party in &auditors.parties.names {
        let holder = model.target(party)?;
        let headcount = headcount(holder)?;
        heads = heads.checked_add(headcount.value)?;
        places.push((headcount.span, holder, headcount.value));
    }
    let made = heads.checked_mul(each.value)?;
    if made == drawn.count {
        return None;
    }
    let who: Vec<String> =
        places.iter().map(|(_, holder, count)| format!("{count} of `{}`", holder.name.value)).collect();
    let message = format!(
        "{} draws {} cases, but {} each by {} makes {made}",
        clause_of(declaration),
        drawn.count,
        each.value,
        who.join(" and ")
    );
    let mut finding = Diagnostic::new(codes::QUOTA_DISAGREES, message)
        .at(drawn.span, format!("{} cases here", drawn.count))
        .and(each.span, format!("{} each here", each.value));
    for (span, holder, count) in &places {
        finding = finding.and(*span, format!("{count} posts, by {}", clause_of(holder)));
    }
    Some(finding.help("say which figure yields when a post is vacant, and mend the others"))
}

/// Every month in which an audit is held has one basis.
fn basis_months(declaration: &Declaration, audit: &Audit) -> Option<Diagnostic> {
    let basis = audit.basis.as_ref()?;
    let when = audit.when.as_ref()?;
    let held = months_of_year(&when.value)?;
    let said = MonthSet::of(basis.parts.iter().flat_map(|part| part.months.iter()));
    let (without, beyond) = (held.without(said), said.without(held));
    let message = match (without.iter().next().is_none(), beyond.iter().next().is_none()) {
        (true, true) => return None,
        (false, _) => format!(
            "`{}` is held in {}, but its basis does not say whether from own or peer area",
            declaration.name.value,
            listed(without.iter())
        ),
        (true, false) => {
            format!("`{}` has a basis for {}, when it is not held", declaration.name.value, listed(beyond.iter()))
        }
    };
    Some(
        Diagnostic::new(codes::BASIS_COUNTS_DISAGREE, message)
            .at(basis.span, "the basis by month")
            .and(when.span, "when it is held")
            .help("give each month it is held in one basis, and no other month"),
    )
}

/// The months of any year in which a rhythm falls; `None` where that differs from year to year or by more than months.
fn months_of_year(cadence: &Cadence) -> Option<MonthSet> {
    match cadence {
        Cadence::Every(every) if every.unit == PeriodUnit::Month && every.step == 1 && every.individual.is_none() => {
            Some(every.months)
        }
        Cadence::All(all) => {
            let sets: Option<Vec<MonthSet>> = all.parts.iter().map(months_of_year).collect();
            Some(MonthSet::of(sets?.into_iter().flat_map(|set| set.iter().collect::<Vec<_>>())))
        }
        Cadence::Every(_)
        | Cadence::Count(_)
        | Cadence::Gap(_)
        | Cadence::Once(_)
        | Cadence::Event(_)
        | Cadence::Within { .. }
        | Cadence::Phases(_)
        | Cadence::First(_)
        | Cadence::AsRequired { .. } => None,
    }
}

fn area_in(basis: &Basis, month: Month) -> Option<(Area, Span)> {
    basis.parts.iter().find(|part| part.months.contains(month)).map(|part| (part.area, part.span))
}

const fn area_words(area: Area) -> &'static str {
    match area {
        Area::Own => "own area",
        Area::Peer => "peer area",
    }
}

fn months_of(planned: &[Planned<'_>]) -> String {
    listed(MonthSet::of(planned.iter().map(|planned| planned.month)).iter())
}

/// Months in words: `January, May and July`.
fn listed(months: impl Iterator<Item = Month>) -> String {
    let names: Vec<String> = months.map(|month| month.to_string()).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        Some(_) | None => names.concat(),
    }
}

/// The clause a declaration comes from, else its name.
fn clause_of(declaration: &Declaration) -> String {
    match declaration.clauses.first() {
        Some(clause) if clause.value.0.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("clause {}", clause.value)
        }
        Some(clause) => clause.value.to_string(),
        None => format!("`{}`", declaration.name.value),
    }
}

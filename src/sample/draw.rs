//! The draw: from what was read to a receipt.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::caps::Caps;
use super::frame::{Candidate, Frame, Read, Stratum};
use super::plan::{DrawPlan, is_by_lot};
use super::rank::{Lot, hex};
use super::receipt::{
    ALGORITHM, AuditDrawn, CaseDrawn, Chosen, DrawMade, EarlierDraw, FrameDrawn, FrameworkDrawn, LeftOut, OpenPlaces,
    Receipt, Shortfall, StratumDrawn,
};
use super::size::{bounded, size};
use super::strata::{Group, Part, share_out};
use crate::model::value::{Portion, Selection, Size};
use crate::plan::{Stamp, draw_words, listed};

/// The version of the receipt's format.
pub const RECEIPT_FORMAT: u32 = 1;

/// Draws from what was read.
///
/// # Errors
/// Why it cannot be done, in one line: a size that hangs on what nobody says, a choice that may not be made.
pub fn draw(frame: Frame<'_, '_>) -> Result<Receipt, String> {
    let plan = frame.plan();
    let read = frame.read();
    check_picks(plan, &read)?;
    let drawn = Drawn::of(plan, &read)?;
    Ok(receipt(plan, read, drawn))
}

/// What came out, before it is told.
struct Drawn {
    strata: Vec<StratumDrawn>,
    chosen: Vec<CaseDrawn>,
    reserve: Vec<CaseDrawn>,
    asked: u64,
    judged: u64,
    reserve_asked: u64,
}

/// Strata that are drawn from together, and what they are called.
struct Together<'read> {
    names: Vec<&'read [String]>,
    strata: Vec<&'read Stratum>,
}

impl Drawn {
    fn of(plan: &DrawPlan<'_>, read: &Read) -> Result<Self, String> {
        let mut all =
            Self { strata: Vec::new(), chosen: Vec::new(), reserve: Vec::new(), asked: 0, judged: 0, reserve_asked: 0 };
        let mut caps = plan.caps.clone();
        let told: Vec<&str> = plan.told_names().collect();
        // Cases that were chosen by judgement count towards the caps first.
        for (_, candidate) in &read.picked {
            caps.admit(&told, candidate);
        }
        for together in together(plan, read) {
            all.add(plan, &told, &together, &mut caps)?;
        }
        let mut reserve = std::mem::take(&mut all.reserve);
        reserve.sort_by(|one, other| rank_of(one).cmp(rank_of(other)));
        all.reserve = reserve;
        Ok(all)
    }

    /// Draws from strata that are drawn from together.
    fn add(&mut self, plan: &DrawPlan<'_>, told: &[&str], from: &Together<'_>, caps: &mut Caps) -> Result<(), String> {
        let eligible: u64 = from.strata.iter().map(|stratum| stratum.eligible).sum();
        let first = from.names.first().and_then(|name| name.first()).map_or("", String::as_str);
        let Sizes { by_lot, by_judgement } = sizes(plan, eligible, first)?;
        let mut groups = groups(plan, from, |stratum| stratum.eligible - stratum.picked);
        let rooms = rooms(plan, from, by_lot);
        for (group, room) in groups.iter_mut().zip(&rooms) {
            group.eligible = room.map_or(group.eligible, |room| room.min(group.eligible));
        }
        let mut parts = share_out(&groups, by_lot, plan.weight.is_some(), plan.at_least_each());
        let mut pools = Pools::of(from, told);
        let taken = pools.take(&mut parts, caps);
        let after: Vec<Group> = groups
            .iter()
            .zip(&taken)
            .zip(&from.strata)
            .map(|((group, taken), stratum)| Group {
                eligible: stratum.eligible - stratum.picked - taken.len() as u64,
                ..group.clone()
            })
            .collect();
        let mut reserve = share_out(&after, plan.reserve(), plan.weight.is_some(), 0);
        let reserve = pools.take(&mut reserve, caps);
        let all = from.names.iter().zip(&from.strata).zip(parts).zip(&taken).zip(rooms);
        for ((((name, stratum), part), taken), room) in all {
            let mut adjusted = part.adjusted;
            if room.is_some_and(|room| room < stratum.eligible) {
                adjusted.retain(|reason| !reason.starts_with("all it has"));
            }
            if let Some(room) = room.filter(|room| *room == taken.len() as u64) {
                adjusted.push(format!("its own auditors take {room}"));
            }
            if stratum.eligible < plan.at_least_each() {
                adjusted.push(format!(
                    "{} from each are asked for, and it has {}",
                    plan.at_least_each(),
                    stratum.eligible
                ));
            }
            let size = taken.len() as u64 + stratum.picked;
            self.strata.push(StratumDrawn { group: name.to_vec(), eligible: stratum.eligible, room, size, adjusted });
        }
        self.chosen.extend(told_cases(from, &taken, told));
        self.reserve.extend(told_cases(from, &reserve, told));
        self.asked += by_lot;
        self.judged += by_judgement;
        self.reserve_asked += plan.reserve();
        Ok(())
    }
}

/// The strata, those of one value of the columns that are drawn for apart together.
fn together<'read>(plan: &DrawPlan<'_>, read: &'read Read) -> Vec<Together<'read>> {
    let mut found: IndexMap<&[String], Together<'read>> = IndexMap::new();
    for (name, stratum) in &read.strata {
        let apart = name.get(..plan.apart).unwrap_or_default();
        let together = found.entry(apart).or_insert_with(|| Together { names: Vec::new(), strata: Vec::new() });
        together.names.push(name);
        together.strata.push(stratum);
    }
    if found.is_empty() && plan.apart == 0 {
        // Nothing can be drawn, and yet something is asked for.
        return vec![Together { names: Vec::new(), strata: Vec::new() }];
    }
    found.into_values().collect()
}

/// How many are picked which way.
struct Sizes {
    by_lot: u64,
    by_judgement: u64,
}

fn sizes(plan: &DrawPlan<'_>, eligible: u64, group: &str) -> Result<Sizes, String> {
    let mut sizes = Sizes { by_lot: 0, by_judgement: 0 };
    if plan.asked.round > 2 {
        return Ok(Sizes { by_lot: eligible, ..sizes });
    }
    for portion in &plan.of.draw.portions {
        let count = if portion.size.value == Size::ByFrequency {
            plan.frequencies.get(group).copied().unwrap_or(0)
        } else {
            bounded(size(&portion.size.value, plan.known(eligible))?, plan.rules())
        };
        if is_by_lot(&portion.selection) {
            sizes.by_lot += count;
        } else {
            sizes.by_judgement += count;
        }
    }
    Ok(sizes)
}

fn groups(plan: &DrawPlan<'_>, from: &Together<'_>, eligible: impl Fn(&Stratum) -> u64) -> Vec<Group> {
    let period = &plan.asked.occurrence.period.label;
    let lot = Lot::new(&format!("{}/groups", plan.of.id), period, plan.asked.seed);
    let group = |(name, stratum): (&&[String], &&Stratum)| Group {
        eligible: eligible(stratum),
        weight: stratum.weight,
        lot: lot.rank(&name.join(" / ")),
    };
    from.names.iter().zip(&from.strata).map(group).collect()
}

/// How many of each group its own auditors can take: none is set where all of them together cannot take the draw, which is
/// then for the allocation to say.
fn rooms(plan: &DrawPlan<'_>, from: &Together<'_>, by_lot: u64) -> Vec<Option<u64>> {
    let rooms: Vec<Option<u64>> = from.names.iter().map(|name| plan.room_of(name)).collect();
    let can = |(room, stratum): (&Option<u64>, &&Stratum)| room.unwrap_or(0).min(stratum.eligible - stratum.picked);
    let enough = rooms.iter().zip(&from.strata).map(can).sum::<u64>() >= by_lot;
    if enough { rooms } else { vec![None; from.names.len()] }
}

/// What is left of each stratum, in the order of the lot.
struct Pools<'read> {
    told: &'read [&'read str],
    /// Each candidate with its stratum, by rank.
    left: Vec<(usize, &'read Candidate)>,
}

impl<'read> Pools<'read> {
    fn of(from: &Together<'read>, told: &'read [&'read str]) -> Self {
        let all =
            from.strata.iter().enumerate().flat_map(|(place, stratum)| stratum.best().map(move |one| (place, one)));
        let mut left: Vec<(usize, &Candidate)> = all.collect();
        left.sort_unstable_by_key(|(_, one)| *one);
        Self { told, left }
    }

    /// Takes each stratum's part, in the order of the lot, as far as the caps let it; what is then missing from whichever
    /// stratum can give it.
    fn take(&mut self, parts: &mut [Part], caps: &mut Caps) -> Vec<Vec<&'read Candidate>> {
        let mut taken: Vec<Vec<&Candidate>> = vec![Vec::new(); parts.len()];
        let asked: u64 = parts.iter().map(|part| part.size).sum();
        let sizes: Vec<u64> = parts.iter().map(|part| part.size).collect();
        self.pass(caps, &mut taken, asked, |place, own| sizes.get(place).is_some_and(|size| own < *size));
        let missing = asked - count(&taken);
        if missing == 0 || caps.is_empty() {
            return taken;
        }
        let before: Vec<u64> = taken.iter().map(|own| own.len() as u64).collect();
        self.pass(caps, &mut taken, missing, |_, _| true);
        for ((part, own), before) in parts.iter_mut().zip(&taken).zip(before) {
            let now = own.len() as u64;
            if now < part.size {
                part.adjusted.push(format!("{} fewer, to keep {}", part.size - now, caps.words()));
            } else if now > part.size && now > before {
                part.adjusted.push(format!("{} more, because others could not give theirs", now - part.size));
            }
        }
        taken
    }

    /// Offers each candidate that is left to its stratum, and takes `most` of those that have room there and that the
    /// caps admit.
    fn pass(
        &mut self,
        caps: &mut Caps,
        taken: &mut [Vec<&'read Candidate>],
        most: u64,
        room: impl Fn(usize, u64) -> bool,
    ) {
        let (told, mut left) = (self.told, most);
        self.left.retain(|(place, candidate)| {
            let own = taken.get_mut(*place).filter(|own| left > 0 && room(*place, own.len() as u64));
            match own {
                Some(own) if caps.admit(told, candidate) => {
                    own.push(candidate);
                    left -= 1;
                    false
                }
                Some(_) | None => true,
            }
        });
    }
}

fn count(taken: &[Vec<&Candidate>]) -> u64 {
    taken.iter().map(|own| own.len() as u64).sum()
}

fn told_cases(from: &Together<'_>, taken: &[Vec<&Candidate>], told: &[&str]) -> Vec<CaseDrawn> {
    let of = from.names.iter().zip(taken);
    let cases = of.flat_map(|(name, own)| own.iter().map(move |candidate| (*name, *candidate)));
    cases.map(|(name, candidate)| case(name, candidate, told, Chosen::ByLot { rank: hex(&candidate.rank) })).collect()
}

fn case(group: &[String], candidate: &Candidate, told: &[&str], how: Chosen) -> CaseDrawn {
    let columns = told.iter().map(|name| (*name).to_owned()).zip(candidate.told.iter().cloned());
    CaseDrawn {
        key: candidate.key.clone(),
        unit: candidate.unit.clone(),
        group: group.to_vec(),
        how,
        columns: columns.collect(),
    }
}

/// The rank of a case, for ordering.
pub(super) fn rank_of(case: &CaseDrawn) -> &str {
    match &case.how {
        Chosen::ByLot { rank } => rank,
        Chosen::ByJudgement { .. } => "",
    }
}

/// Whether everything that was chosen by judgement may be.
fn check_picks(plan: &DrawPlan<'_>, read: &Read) -> Result<(), String> {
    let id = plan.of.id;
    if let Some((key, reason)) = read.refused.first() {
        return Err(format!("`{key}` was chosen, but cannot be drawn for `{id}`: it is {reason}"));
    }
    let mut seen = BTreeMap::new();
    for pick in plan.asked.picks {
        if !read.picked.iter().any(|(_, candidate)| candidate.key == pick.key) {
            return Err(format!("`{}` was chosen, but is not among the cases", pick.key));
        }
        if seen.insert(&pick.key, ()).is_some() {
            return Err(format!("`{}` was chosen twice", pick.key));
        }
        if pick.by.trim().is_empty() || pick.reason.trim().is_empty() {
            return Err(format!("`{}` was chosen, but it is not written down by whom and why", pick.key));
        }
    }
    let units: Vec<&str> = read.picked.iter().filter_map(|(_, candidate)| candidate.unit.as_deref()).collect();
    for (place, unit) in units.iter().enumerate() {
        if units.iter().take(place).any(|other| other == unit) {
            return Err(format!("two cases of `{unit}` were chosen, which count as one"));
        }
    }
    let places: u64 = together(plan, read)
        .iter()
        .map(|from| {
            let eligible = from.strata.iter().map(|stratum| stratum.eligible).sum();
            let first = from.names.first().and_then(|name| name.first()).map_or("", String::as_str);
            sizes(plan, eligible, first).map(|sizes| sizes.by_judgement)
        })
        .sum::<Result<u64, String>>()?;
    match plan.asked.picks.len() as u64 {
        0 => Ok(()),
        _ if places == 0 => {
            Err(format!("`{id}` is drawn by lot alone: it has no place for a case that somebody chose"))
        }
        chosen if chosen > places => {
            Err(format!("{chosen} cases were chosen for `{id}`, which has places for {places}"))
        }
        _ => Ok(()),
    }
}

fn receipt(plan: &DrawPlan<'_>, read: Read, drawn: Drawn) -> Receipt {
    let stamp = Stamp::of(plan.asked.model);
    let told: Vec<&str> = plan.told_names().collect();
    let by_lot = drawn.chosen.len() as u64;
    let mut chosen = drawn.chosen;
    for (group, candidate) in &read.picked {
        let Some(pick) = plan.picked(&candidate.key) else { continue };
        let how = Chosen::ByJudgement { by: pick.by.clone(), reason: pick.reason.clone() };
        chosen.push(case(group, candidate, &told, how));
    }
    let open = drawn.judged.saturating_sub(read.picked.len() as u64);
    let shortfall = (by_lot < drawn.asked).then(|| Shortfall {
        asked: drawn.asked,
        drawn: by_lot,
        reason: why_short(plan, &drawn.strata, read.eligible, by_lot),
    });
    Receipt {
        qac: RECEIPT_FORMAT,
        framework: FrameworkDrawn {
            id: stamp.id,
            title: stamp.title,
            edition: stamp.edition,
            digest: plan.asked.digest.to_owned(),
        },
        audit: audit(plan),
        draw: DrawMade {
            id: plan.of.id.to_owned(),
            algorithm: ALGORITHM.to_owned(),
            seed: plan.asked.seed.to_owned(),
            as_at: plan.as_at,
            rule: draw_words(plan.asked.model, plan.of.draw).join(", "),
            round: plan.asked.round,
            reserve_asked: drawn.reserve_asked,
        },
        earlier: plan.asked.earlier.iter().map(EarlierDraw::of).collect(),
        population: FrameDrawn {
            id: plan.population.to_owned(),
            unit_of_selection: plan.unit_of_selection.map(str::to_owned),
            rows: read.rows,
            left_out: read.left_out.into_iter().map(|(reason, rows)| LeftOut { reason, rows }).collect(),
            eligible: read.eligible,
            digest: read.digest,
        },
        strata: drawn.strata,
        shortfall,
        chosen,
        open_places: open_places(plan, open),
        reserve: drawn.reserve,
        replacements: Vec::new(),
        allocation: None,
        clash: Vec::new(),
    }
}

fn why_short(plan: &DrawPlan<'_>, strata: &[StratumDrawn], eligible: u64, drawn: u64) -> String {
    if drawn == eligible {
        return match eligible {
            0 => "nothing can be drawn".to_owned(),
            1 => "only 1 can be drawn, and it was".to_owned(),
            _ => format!("only {eligible} can be drawn, and all of them were"),
        };
    }
    if !plan.caps.is_empty() {
        return format!("no more can be drawn without breaking {}", plan.caps.words());
    }
    let used_up = strata.iter().filter(|stratum| stratum.size == stratum.eligible);
    let used_up: Vec<String> =
        used_up.map(|stratum| format!("`{}` has only {}", stratum.group.join(" / "), stratum.eligible)).collect();
    if used_up.is_empty() { "its areas' own auditors take no more".to_owned() } else { listed(&used_up, "and") }
}

fn audit(plan: &DrawPlan<'_>) -> AuditDrawn {
    let one = plan.asked.occurrence;
    AuditDrawn {
        id: plan.asked.obligation.id.clone(),
        title: one.title.clone(),
        clauses: one.clauses.iter().map(|clause| clause.0.clone()).collect(),
        period: one.period.label.clone(),
        from: one.period.from,
        to: one.period.to,
        due: Some(one.due),
        basis: one.basis.map(|area| area.word().to_owned()),
    }
}

/// The places that nobody has filled yet.
fn open_places(plan: &DrawPlan<'_>, count: u64) -> Vec<OpenPlaces> {
    if count == 0 {
        return Vec::new();
    }
    let judged = plan.of.draw.portions.iter().filter(|portion| !is_by_lot(&portion.selection));
    let how: Vec<String> = judged.map(|portion: &Portion| how_judged(plan, &portion.selection)).collect();
    vec![OpenPlaces { count, how: listed(&how, "and") }]
}

fn how_judged(plan: &DrawPlan<'_>, selection: &Selection) -> String {
    match selection {
        Selection::Theme => "by theme".to_owned(),
        Selection::Finding => "by finding".to_owned(),
        Selection::ChosenBy(parties) => {
            let titles: Vec<&str> = parties.names.iter().map(|party| plan.asked.model.title(party)).collect();
            format!("chosen by {}", listed(&titles, "or"))
        }
        Selection::Unsaid | Selection::Random => "at random".to_owned(),
    }
}

//! How a draw is shared out over groups: evenly or by a figure, with so many from each at least; and why a group's part is
//! not simply its share.

/// A group as the sharing sees it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// How many can be drawn from it.
    pub(super) eligible: u64,
    /// Its figure, where the draw goes by one.
    pub(super) weight: f64,
    /// Its place in the lot of the groups: of two that are alike, the lower is first.
    pub(super) lot: [u8; 32],
}

/// How many from one group, and every adjustment in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) size: u64,
    pub(super) adjusted: Vec<String>,
}

/// Shares out `size` over the groups. What one group cannot give, the others do as far as they can.
pub(super) fn share_out(groups: &[Group], size: u64, by_weight: bool, at_least: u64) -> Vec<Part> {
    let mut parts = vec![Part::default(); groups.len()];
    let mut left = size.min(groups.iter().map(|group| group.eligible).sum());
    left -= floors(groups, &mut parts, at_least, left);
    // Each turn fills at least one group, or ends.
    while left > 0 {
        let open: Vec<usize> = open(groups, &parts);
        let given = if by_weight {
            by_figures(groups, &mut parts, &open, left)
        } else {
            evenly(groups, &mut parts, &open, left)
        };
        if given == 0 {
            break;
        }
        left -= given;
    }
    for (group, part) in groups.iter().zip(&mut parts) {
        if part.size == group.eligible && size > 0 {
            part.adjusted
                .push(format!("all it has, which {}", if group.eligible == 1 { "is 1" } else { "is no more" }));
        }
    }
    parts
}

/// The groups that have more to give, by lot.
fn open(groups: &[Group], parts: &[Part]) -> Vec<usize> {
    let mut open: Vec<(usize, &Group)> = groups
        .iter()
        .zip(parts)
        .enumerate()
        .filter(|(_, (group, part))| part.size < group.eligible)
        .map(|(place, (group, _))| (place, group))
        .collect();
    open.sort_by_key(|(_, group)| group.lot);
    open.into_iter().map(|(place, _)| place).collect()
}

/// The least from each group first, as far as there is enough; where not, by lot.
fn floors(groups: &[Group], parts: &mut [Part], at_least: u64, left: u64) -> u64 {
    let mut given = 0;
    for turn in 1..=at_least {
        for place in open(groups, parts) {
            if given == left {
                return given;
            }
            if let Some(part) = parts.get_mut(place).filter(|part| part.size < turn) {
                part.size += 1;
                given += 1;
            }
        }
    }
    given
}

/// Up to the same level for all, the last few by lot: those with least are filled first.
fn evenly(groups: &[Group], parts: &mut [Part], open: &[usize], left: u64) -> u64 {
    let sizes =
        |parts: &[Part]| -> Vec<u64> { open.iter().filter_map(|place| parts.get(*place)).map(|p| p.size).collect() };
    let now = sizes(parts);
    let lowest = now.iter().copied().min().unwrap_or(0);
    let at_lowest: Vec<usize> =
        open.iter().copied().filter(|place| parts.get(*place).is_some_and(|p| p.size == lowest)).collect();
    let count = u64::try_from(at_lowest.len()).unwrap_or(u64::MAX).max(1);
    // As many whole turns as every one of them can still take, and as keep them below the next higher.
    let room = at_lowest.iter().filter_map(|place| groups.get(*place)).map(|group| group.eligible - lowest).min();
    let higher = now.iter().copied().filter(|size| *size > lowest).min().map_or(u64::MAX, |next| next - lowest);
    let turns = room.unwrap_or(0).min(higher).min(left / count);
    let mut given = 0;
    for place in &at_lowest {
        if let Some(part) = parts.get_mut(*place) {
            part.size += turns;
            given += turns;
        }
    }
    if turns > 0 {
        return given;
    }
    for place in at_lowest.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
        if let Some(part) = parts.get_mut(place) {
            part.size += 1;
            part.adjusted.push("one more than its even share, by lot".to_owned());
            given += 1;
        }
    }
    given
}

/// Each its whole share of what is left, the rest to the largest remainders, of equal ones by lot.
fn by_figures(groups: &[Group], parts: &mut [Part], open: &[usize], left: u64) -> u64 {
    let weight = |place: &usize| groups.get(*place).map_or(0.0, |group| group.weight.max(0.0));
    let total: f64 = open.iter().map(weight).sum();
    if total <= 0.0 {
        return evenly(groups, parts, open, left);
    }
    let mut given = 0;
    let mut remainders: Vec<(usize, f64)> = Vec::new();
    for place in open {
        let (Some(group), Some(part)) = (groups.get(*place), parts.get_mut(*place)) else { continue };
        let share = left as f64 * weight(place) / total;
        let whole = (share.floor() as u64).min(group.eligible - part.size);
        part.size += whole;
        given += whole;
        if part.size < group.eligible {
            remainders.push((*place, share - share.floor()));
        }
    }
    // `open` is in the order of the lot, and the sort is stable.
    remainders.sort_by(|one, other| other.1.total_cmp(&one.1));
    let rest = usize::try_from(left - given).unwrap_or(usize::MAX);
    for (place, _) in remainders.into_iter().take(rest) {
        if let Some(part) = parts.get_mut(place) {
            part.size += 1;
            part.adjusted.push("one more for its remainder".to_owned());
            given += 1;
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(place: usize, eligible: u64, weight: f64) -> Group {
        let mut lot = [0; 32];
        lot[0] = place as u8;
        Group { eligible, weight, lot }
    }

    fn sizes(eligible: &[(u64, f64)], size: u64, by_weight: bool, at_least: u64) -> Vec<u64> {
        let groups: Vec<Group> = eligible.iter().enumerate().map(|(place, (n, w))| group(place, *n, *w)).collect();
        share_out(&groups, size, by_weight, at_least).into_iter().map(|part| part.size).collect()
    }

    #[test]
    fn evenly_means_that_none_has_two_more_than_another_that_could_give() {
        assert_eq!(sizes(&[(99, 0.0); 6], 14, false, 0), [3, 3, 2, 2, 2, 2]);
        assert_eq!(sizes(&[(1, 0.0), (99, 0.0), (99, 0.0)], 14, false, 0), [1, 7, 6]);
        assert_eq!(sizes(&[(2, 0.0), (3, 0.0)], 14, false, 0), [2, 3]);
    }

    #[test]
    fn figures_share_out_with_a_least_from_each() {
        assert_eq!(sizes(&[(99, 10.0), (99, 20.0), (99, 30.0)], 30, true, 0), [5, 10, 15]);
        assert_eq!(sizes(&[(99, 0.0), (99, 20.0), (99, 30.0)], 30, true, 2), [2, 12, 16]);
        assert_eq!(sizes(&[(1, 50.0), (99, 50.0)], 30, true, 2), [1, 29]);
        assert_eq!(sizes(&[(99, 1.0), (99, 1.0), (99, 1.0)], 10, true, 0), [4, 3, 3]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nobody_gives_what_they_lack(
            groups in proptest::collection::vec((0_u64..40, 0.0_f64..9.0), 1..9),
            size in 0_u64..120, by_weight: bool, at_least in 0_u64..4,
        ) {
            let parts = sizes(&groups, size, by_weight, at_least);
            let all: u64 = groups.iter().map(|(eligible, _)| eligible).sum();
            prop_assert_eq!(parts.iter().sum::<u64>(), size.min(all));
            for (part, (eligible, _)) in parts.iter().zip(&groups) {
                prop_assert!(part <= eligible);
            }
            if !by_weight {
                for (part, (eligible, _)) in parts.iter().zip(&groups) {
                    let most = parts.iter().max().unwrap();
                    prop_assert!(part + 1 >= *most || part == eligible);
                }
            }
        }
    }
}

//! How many cases a draw takes, from how many there are.

use std::collections::BTreeMap;

use crate::model::value::{DrawRule, Figure, Rounding, Size};

/// What a size hangs on besides the rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// How many can be drawn.
    pub(super) eligible: u64,
    /// How many audit; `None` where nobody says.
    pub(super) auditors: Option<u64>,
    pub(super) rounding: Rounding,
}

/// How many a size comes to; a share without its bounds.
///
/// # Errors
/// What is missing to say it.
pub(super) fn size(size: &Size, known: Known) -> Result<u64, String> {
    match size {
        Size::Fixed(count) => Ok(u64::from(*count)),
        Size::PerAuditor(each) => {
            let auditors =
                known.auditors.ok_or("it is so many for each auditor, and nobody says how many there are")?;
            Ok(auditors.saturating_mul(u64::from(*each)))
        }
        Size::Percent(figure) => percent(figure, known),
        Size::OneIn(count) => Ok(quotient(known.eligible.into(), u128::from(*count).max(1), known.rounding)),
        Size::All => Ok(known.eligible),
        Size::GreaterOf(both) => two(both, known).map(|[one, other]| one.max(other)),
        Size::SmallerOf(both) => two(both, known).map(|[one, other]| one.min(other)),
        Size::ByFrequency => Err("a size by frequency stands alone".to_owned()),
    }
}

fn two(both: &[Size; 2], known: Known) -> Result<[u64; 2], String> {
    let [one, other] = both;
    Ok([size(one, known)?, size(other, known)?])
}

/// A share of all, reckoned in whole numbers: `2.5` is 25 in 1,000.
fn percent(figure: &Figure, known: Known) -> Result<u64, String> {
    let (whole, decimals) = figure.0.split_once('.').unwrap_or((&figure.0, ""));
    let digits: u128 = format!("{whole}{decimals}").parse().map_err(|_| format!("`{}` is no figure", figure.0))?;
    let tens = u32::try_from(decimals.len()).ok().and_then(|decimals| 10_u128.checked_pow(decimals));
    let parts = digits.checked_mul(known.eligible.into()).zip(tens.and_then(|tens| tens.checked_mul(100)));
    let (of, by) = parts.ok_or_else(|| format!("`{}` has too many digits", figure.0))?;
    Ok(quotient(of, by, known.rounding))
}

/// A share of so many, a part of a case counting as one.
pub(super) fn percent_up(figure: &Figure, of: u64) -> u64 {
    percent(figure, Known { eligible: of, auditors: None, rounding: Rounding::Up }).unwrap_or(of).min(of)
}

fn quotient(of: u128, by: u128, rounding: Rounding) -> u64 {
    let whole = match rounding {
        Rounding::Up => of.div_ceil(by),
        Rounding::Down => of / by,
        Rounding::Nearest => (of * 2 + by) / (by * 2),
    };
    u64::try_from(whole).unwrap_or(u64::MAX)
}

/// The most that a size can come to whatever there is to draw from; `None` where it hangs on that.
pub(super) fn most<'rule>(
    size: &Size,
    auditors: Option<u64>,
    frequencies: &BTreeMap<&'static str, u64>,
    rules: impl Iterator<Item = &'rule DrawRule> + Clone,
) -> Option<u64> {
    let of = |size: &Size| most(size, auditors, frequencies, rules.clone());
    let alone = match size {
        Size::Fixed(count) => Some(u64::from(*count)),
        Size::PerAuditor(each) => Some(auditors?.saturating_mul(u64::from(*each))),
        Size::ByFrequency => frequencies.values().max().copied(),
        Size::GreaterOf(both) => both.each_ref().map(of).iter().copied().collect::<Option<Vec<_>>>()?.into_iter().max(),
        Size::SmallerOf(both) => both.each_ref().map(of).into_iter().flatten().min(),
        Size::Percent(_) | Size::OneIn(_) | Size::All => None,
    };
    let bound = bounded(u64::MAX, rules.clone());
    alone.map(|alone| bounded(alone, rules.clone())).or((bound < u64::MAX).then_some(bound))
}

/// The bounds that a draw sets to its size.
pub(super) fn bounded<'rule>(size: u64, rules: impl Iterator<Item = &'rule DrawRule>) -> u64 {
    let (mut least, mut most) = (0, u64::MAX);
    for rule in rules {
        match rule {
            DrawRule::AtLeast(count) => least = u64::from(*count),
            DrawRule::AtMost(count) => most = u64::from(*count),
            DrawRule::Spread { .. }
            | DrawRule::Separately(_)
            | DrawRule::OnePer { .. }
            | DrawRule::Cap(_)
            | DrawRule::Reserve(_)
            | DrawRule::Rounded(_)
            | DrawRule::NotWithin(_)
            | DrawRule::IfFails { .. }
            | DrawRule::ByFrequency(_) => {}
        }
    }
    size.max(least).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, eligible: u64, rounding: Rounding) -> u64 {
        size(&Size::Percent(Figure(text.to_owned())), Known { eligible, auditors: None, rounding }).unwrap()
    }

    #[test]
    fn shares_are_exact_and_rounded_as_written() {
        assert_eq!(of("2", 151, Rounding::Up), 4);
        assert_eq!(of("2", 151, Rounding::Down), 3);
        assert_eq!(of("2", 150, Rounding::Up), 3);
        assert_eq!(of("2.5", 100, Rounding::Nearest), 3);
        assert_eq!(of("2.5", 99, Rounding::Nearest), 2);
        assert_eq!(of("0.1", 1_000, Rounding::Up), 1);
        assert_eq!(of("100", 7, Rounding::Down), 7);
        let known = Known { eligible: 11, auditors: Some(7), rounding: Rounding::Up };
        assert_eq!(size(&Size::OneIn(5), known), Ok(3));
        assert_eq!(size(&Size::PerAuditor(2), known), Ok(14));
        assert_eq!(size(&Size::GreaterOf(Box::new([Size::Fixed(5), Size::OneIn(5)])), known), Ok(5));
        assert_eq!(size(&Size::SmallerOf(Box::new([Size::Fixed(5), Size::All])), known), Ok(5));
        assert!(size(&Size::PerAuditor(2), Known { auditors: None, ..known }).is_err());
    }

    #[test]
    fn bounds_hold_a_share() {
        let rules = [DrawRule::AtLeast(5), DrawRule::AtMost(30)];
        assert_eq!([1, 17, 99].map(|size| bounded(size, rules.iter())), [5, 17, 30]);
    }
}

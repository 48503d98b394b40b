//! Months of the year, and sets of them.

use std::fmt;

/// A month of the year, 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(u8);

/// A set of months of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthSet(u16);

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Month {
    /// 1.
    pub const JANUARY: Month = Month(1);
    /// 4: the month the financial year starts in.
    pub const APRIL: Month = Month(4);
    /// 9: the month the academic year starts in.
    pub const SEPTEMBER: Month = Month(9);

    /// The month of that number; `None` outside 1 to 12.
    pub const fn new(number: u8) -> Option<Month> {
        if number >= 1 && number <= 12 { Some(Month(number)) } else { None }
    }

    /// The month of that English name, whole (`April`) or its first three letters (`Apr`), in any case.
    pub fn from_name(name: &str) -> Option<Month> {
        let named = |full: &str| full.eq_ignore_ascii_case(name) || short(full).eq_ignore_ascii_case(name);
        Month::all().find(|month| named(month.name()))
    }

    /// January to December.
    pub fn all() -> impl Iterator<Item = Month> {
        (1..=12).map(Month)
    }

    /// 1 to 12.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The English name, `January`.
    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0).saturating_sub(1)).copied().unwrap_or_default()
    }

    /// The month after; January after December.
    pub const fn next(self) -> Month {
        Month(self.0 % 12 + 1)
    }
}

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl MonthSet {
    /// All twelve.
    pub const ALL: MonthSet = MonthSet(0b1_1111_1111_1110);
    /// None.
    pub const NONE: MonthSet = MonthSet(0);

    /// The set of those months.
    pub fn of(months: impl IntoIterator<Item = Month>) -> MonthSet {
        months.into_iter().fold(MonthSet::NONE, |set, month| MonthSet(set.0 | bit(month)))
    }

    /// Whether the month is one of them.
    pub const fn contains(self, month: Month) -> bool {
        self.0 & bit(month) != 0
    }

    /// The months in the order of the year.
    pub fn iter(self) -> impl Iterator<Item = Month> {
        Month::all().filter(move |month| self.contains(*month))
    }

    /// These months but not those.
    pub const fn without(self, others: MonthSet) -> MonthSet {
        MonthSet(self.0 & !others.0)
    }

    /// The months that are in both.
    pub const fn intersection(self, others: MonthSet) -> MonthSet {
        MonthSet(self.0 & others.0)
    }

    /// How many, 0 to 12.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all twelve are there.
    pub const fn is_all(self) -> bool {
        self.0 == MonthSet::ALL.0
    }
}

const fn bit(month: Month) -> u16 {
    1 << month.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_by_number_and_by_name() {
        assert_eq!(Month::new(0), None);
        assert_eq!(Month::new(13), None);
        assert_eq!(Month::from_name("apr"), Month::new(4));
        assert_eq!(Month::from_name("September"), Some(Month::SEPTEMBER));
        assert_eq!(Month::from_name("Sept"), None);
        assert_eq!(Month::new(12).unwrap().next(), Month::JANUARY);
    }

    #[test]
    fn the_set_of_all_months_but_two_holds_ten() {
        let holidays = MonthSet::of([Month::APRIL, Month::new(8).unwrap()]);
        let rest = MonthSet::ALL.without(holidays);
        assert_eq!(rest.len(), 10);
        assert!(!rest.contains(Month::APRIL));
        assert!(MonthSet::of(Month::all()).is_all());
        assert_eq!(holidays.iter().map(Month::number).collect::<Vec<_>>(), [4, 8]);
    }
}

//! Bank holidays that no rule gives: appointed or moved by proclamation, as dated data with their sources.

use super::holidays::Nation;

/// One bank holiday that was added, or moved away from the day the rule gives.
pub(super) struct Proclamation {
    /// Year, month and day of the holiday.
    pub date: (i32, u32, u32),
    /// Its name, after GOV.UK's list of bank holidays.
    pub name: &'static str,
    /// The holiday of the same year that is kept on this day instead of its own.
    pub instead_of: Option<&'static str>,
    /// Where it is kept.
    pub nations: &'static [Nation],
}

/// The name under which the first Monday in May is kept.
pub(super) const EARLY_MAY: &str = "Early May bank holiday";
/// The name under which the last Monday in May is kept.
pub(super) const SPRING: &str = "Spring bank holiday";

const ALL: &[Nation] = &[Nation::EnglandAndWales, Nation::Scotland, Nation::NorthernIreland];

const fn added(date: (i32, u32, u32), name: &'static str, nations: &'static [Nation]) -> Proclamation {
    Proclamation { date, name, instead_of: None, nations }
}

const fn moved(date: (i32, u32, u32), name: &'static str) -> Proclamation {
    Proclamation { date, name, instead_of: Some(name), nations: ALL }
}

/// In the order of their dates. Each is made under section 1 of the Banking and Financial Dealings Act 1971.
pub(super) const PROCLAMATIONS: &[Proclamation] = &[
    // The wedding of the Prince of Wales: London, Edinburgh and Belfast Gazettes, 1981.
    added((1981, 7, 29), "Royal wedding", ALL),
    // 50 years after the end of the war in Europe; the first Monday was 1 May: Gazettes, 1994.
    moved((1995, 5, 8), EARLY_MAY),
    // The eve of the millennium: Gazettes, 1999.
    added((1999, 12, 31), "Millennium Eve", ALL),
    // The Queen's Golden Jubilee; the spring holiday moved to the day after it: Gazettes, 2001.
    added((2002, 6, 3), "Golden Jubilee bank holiday", ALL),
    moved((2002, 6, 4), SPRING),
    // The wedding of Prince William: Gazettes, January 2011; GOV.UK, bank holidays 2011.
    added((2011, 4, 29), "Royal wedding", ALL),
    // The Queen's Diamond Jubilee; the spring holiday moved to the day before it: GOV.UK, bank holidays 2012.
    moved((2012, 6, 4), SPRING),
    added((2012, 6, 5), "Queen's Diamond Jubilee", ALL),
    // 75 years after the end of the war in Europe; the first Monday was 4 May: GOV.UK, bank holidays 2020.
    moved((2020, 5, 8), EARLY_MAY),
    // The Queen's Platinum Jubilee; the spring holiday moved to the day before it: GOV.UK, bank holidays 2022.
    moved((2022, 6, 2), SPRING),
    added((2022, 6, 3), "Platinum Jubilee bank holiday", ALL),
    // The state funeral of the Queen: GOV.UK, bank holidays 2022.
    added((2022, 9, 19), "State Funeral of Queen Elizabeth II", ALL),
    // The coronation of the King: GOV.UK, bank holidays 2023.
    added((2023, 5, 8), "Coronation of King Charles III", ALL),
    // Scotland's first match in the men's football World Cup: the Scottish Government's announcement of the
    // proclamation, 2026; the PyPI `holidays` package (0.109) has the same date.
    added((2026, 6, 15), "World Cup bank holiday", &[Nation::Scotland]),
];

//! The date of Easter Sunday in the Gregorian calendar.

use super::Date;

/// Easter Sunday of that year, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
pub fn easter_sunday(year: i32) -> Option<Date> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, century_rest) = (century.div_euclid(4), century.rem_euclid(4));
    let lunar_shift = (century + 8).div_euclid(25);
    let solar_shift = (century - lunar_shift + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - solar_shift + 15).rem_euclid(30);
    let (leap_years, year_rest) = (in_century / 4, in_century % 4);
    let to_sunday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest).rem_euclid(7);
    let correction = (golden + 11 * epact + 22 * to_sunday) / 451;
    let day_of_march = epact + to_sunday - 7 * correction + 22;
    let first_of_march = Date::from_ymd_opt(year, 3, 1)?;
    first_of_march.checked_add_signed(chrono::TimeDelta::days(i64::from(day_of_march) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_known_in_march_and_in_april() {
        let expected = [(1818, 3, 22), (1943, 4, 25), (2008, 3, 23), (2016, 3, 27), (2024, 3, 31), (2038, 4, 25)];
        for (year, month, day) in expected {
            assert_eq!(easter_sunday(year), Date::from_ymd_opt(year, month, day));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april_in_every_year() {
        for year in 1583..=9999 {
            let easter = easter_sunday(year).unwrap();
            assert_eq!(chrono::Datelike::weekday(&easter), chrono::Weekday::Sun);
            assert!(easter >= Date::from_ymd_opt(year, 3, 22).unwrap());
            assert!(easter <= Date::from_ymd_opt(year, 4, 25).unwrap());
        }
    }
}

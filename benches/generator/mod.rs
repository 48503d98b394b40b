//! Frameworks of any length for measuring: the same words each time, in the mix of declarations that real ones have.

/// What the names in a framework are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Every name is declared.
    Sound,
    /// Each declaration that names another misspells one name by a letter.
    OneBadInEach,
}

const OPENING: &str = include_str!("opening.qac.md");
/// One service: `%` stands for its number, `~` behind a name for a letter too many, `@word` for what differs between services.
const CHAPTER: &str = include_str!("chapter.qac.md");
const MONTHS: [&str; 12] = [
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
const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
/// What the prose of a service is about; two services never have all three in common, so that no clause repeats another.
const PEOPLE: [&str; 10] = [
    "infants",
    "school children",
    "young carers",
    "foster families",
    "adopters",
    "care leavers",
    "new parents",
    "grandparents",
    "refugees",
    "travellers",
];
const PLACES: [&str; 10] =
    ["towns", "villages", "hospitals", "nurseries", "colleges", "courts", "hostels", "clinics", "libraries", "markets"];
const THINGS: [&str; 10] =
    ["health", "learning", "housing", "money", "play", "safety", "travel", "sleep", "food", "friendship"];

/// A literate framework of at least that many lines, and of no more than one chapter above it.
pub(crate) fn framework(lines: usize, naming: Naming) -> String {
    let letter = match naming {
        Naming::Sound => "",
        Naming::OneBadInEach => "x",
    };
    let mut text = OPENING.replace('~', letter);
    let mut written = text.lines().count();
    for number in 1.. {
        if written >= lines {
            break;
        }
        let chapter = chapter(number, letter);
        written += chapter.lines().count();
        text.push_str(&chapter);
    }
    text
}

fn chapter(number: usize, letter: &str) -> String {
    let pick = |words: &[&'static str], place: usize| words.get(place % words.len()).copied().unwrap_or_default();
    CHAPTER
        .replace("@eight%", &format!("{}&", 8 + number % 20))
        .replace("10%", "10&")
        .replace("@eight", &(8 + number % 20).to_string())
        .replace("@first", pick(&PEOPLE, number))
        .replace("@second", pick(&PLACES, 3 * number + number / 10))
        .replace("@third", pick(&THINGS, 7 * number + number / 100))
        .replace("@ordinal", pick(&ORDINALS, number))
        .replace("@month", pick(&MONTHS, number))
        .replace('%', &number.to_string())
        .replace('&', "%")
        .replace('~', letter)
}

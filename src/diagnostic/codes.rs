//! THE table of findings. Nothing is reported without a line here, and a code is never used again for something else.
//!
//! To add one: write its line in the order of numbers, write its page under `pages/`, and give it a firing and a clean
//! fixture.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The rules cannot be relied on until it is mended.
    Error,
    /// The rules can be used, but somebody should look.
    Warning,
    /// A suggestion.
    Advice,
}

impl Severity {
    /// The word for it in every output.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }

    /// The severity that the word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Advice].into_iter().find(|severity| severity.word() == word)
    }
}

/// One kind of finding, such as `QAC0201`.
#[derive(Clone, Copy)]
pub struct Code(&'static Entry);

/// A line of the table.
struct Entry {
    id: &'static str,
    slug: &'static str,
    severity: Severity,
    title: &'static str,
    page: &'static str,
}

/// Writes one constant for each line, and the list of them all.
macro_rules! codes {
    ($($name:ident = $id:literal $slug:literal $severity:ident $title:literal;)*) => {
        $(
            #[doc = concat!("`", $id, " ", $slug, "`: ", $title, ".")]
            pub const $name: Code = Code(&Entry {
                id: $id,
                slug: $slug,
                severity: Severity::$severity,
                title: $title,
                page: include_str!(concat!("pages/", $id, ".md")),
            });
        )*
        const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    // 00: reading files.
    EMPTY_FILE = "QAC0001" "empty-file" Warning "a file that says nothing";
    CYCLIC_USE = "QAC0002" "cyclic-use" Error "files that bring one another in";
    MISSING_FILE = "QAC0003" "missing-file" Error "a file that is brought in but is not there";
    HIDDEN_CHARACTER = "QAC0004" "hidden-character" Error "a character that does not show";
    UNCLOSED_BLOCK = "QAC0005" "unclosed-block" Error "a block of rules that is never closed";
    UNREADABLE_DAYS = "QAC0006" "unreadable-days" Error "a file of days, or a row of it, that cannot be read";

    // 01: writing.
    UNCLOSED_BRACE = "QAC0101" "unclosed-brace" Error "a brace that is opened and never closed";
    UNCLOSED_TEXT = "QAC0102" "unclosed-text" Error "a text without its closing quote";
    EXTRA_BRACE = "QAC0103" "extra-brace" Error "a closing brace that closes nothing";
    NESTED_TOO_DEEP = "QAC0104" "nested-too-deep" Error "brackets within brackets, too many of them";
    UNKNOWN_KEYWORD = "QAC0105" "unknown-keyword" Error "a word that starts no declaration";
    UNKNOWN_FIELD = "QAC0106" "unknown-field" Error "a line that this declaration does not have";
    VALUE_NOT_UNDERSTOOD = "QAC0107" "value-not-understood" Error "a value that cannot be understood";
    EQUALS_FOR_COLON = "QAC0108" "equals-for-colon" Error "an equals sign where a colon belongs";
    MISSING_ID = "QAC0109" "missing-id" Error "a declaration without an id";
    MISSING_FIELD = "QAC0110" "missing-field" Error "a declaration without a line that it needs";
    STRAY_TEXT = "QAC0111" "stray-text" Error "words that belong to no declaration";
    BADLY_FORMED_ID = "QAC0112" "badly-formed-id" Error "an id that is not lower-case words joined by hyphens";
    MISPLACED = "QAC0113" "misplaced" Error "a declaration that cannot stand where it does";
    MISSING_TITLE = "QAC0114" "missing-title" Error "an opening line without its text in quotes";
    MISSING_COLON = "QAC0115" "missing-colon" Error "a line without its colon";

    // 02: names.
    UNKNOWN_NAME = "QAC0201" "unknown-name" Error "a name that nothing declares";
    DUPLICATE_ID = "QAC0202" "duplicate-id" Error "an id that is declared twice";
    WRONG_KIND = "QAC0203" "wrong-kind" Error "a name of something else than is meant here";
    DUPLICATE_FIELD = "QAC0204" "duplicate-field" Error "a line that is given twice";
    CYCLE = "QAC0205" "cycle" Error "declarations that lead back to themselves";
    ALIAS_CLASH = "QAC0206" "alias-clash" Error "one other name for two parties";

    // 03: values and dates.
    VAGUE_CADENCE = "QAC0301" "vague-cadence" Error "a rhythm that settles no dates";
    UNANCHORED_INTERVAL = "QAC0302" "unanchored-interval" Error "an interval that does not say where it starts";
    NO_SUCH_DATE = "QAC0303" "no-such-date" Error "a date that does not exist";
    WRONG_UNIT = "QAC0304" "wrong-unit" Error "a figure in a unit that does not fit";
    WORD_WITHOUT_CLOCK = "QAC0305" "word-without-clock" Error "a word for haste that nobody has given a length";
    NO_TERMS = "QAC0306" "no-terms" Error "terms are counted, but the calendar has none";
    BACKWARDS_RANGE = "QAC0307" "backwards-range" Error "a range that ends before it starts";
    IMPOSSIBLE_FIGURE = "QAC0308" "impossible-figure" Error "a figure that cannot be";

    // 04: the document.
    UNKNOWN_CLAUSE = "QAC0401" "unknown-clause" Error "a clause that the document does not have";
    UNACCOUNTED_CLAUSE = "QAC0402" "unaccounted-clause" Warning "a clause that nothing accounts for";
    NUMBERING_GAP = "QAC0403" "numbering-gap" Warning "a number that is left out";
    DUPLICATE_CLAUSE = "QAC0404" "duplicate-clause" Error "two clauses with one number";
    REVIEW_OVERDUE = "QAC0405" "review-overdue" Warning "a review date that has passed";
    GAP_OVERDUE = "QAC0406" "gap-overdue" Warning "an open question past its date";
    NARRATIVE_WITH_RULES = "QAC0407" "narrative-with-rules" Warning "a clause called narrative that has rules";
    STALE_REFERENCE = "QAC0408" "stale-reference" Warning "a document that has been withdrawn or replaced";
    IGNORE_NOT_UNDERSTOOD = "QAC0409" "ignore-not-understood" Error "a finding that is accepted without its code or reason";
    AMENDMENT_NOT_FOLLOWED = "QAC0410" "amendment-not-followed" Warning "a change that outputs do not follow yet";
    LEVEL_NOT_SET = "QAC0411" "level-not-set" Error "a level that cannot be set for a finding";

    // 05: the year.
    MONTH_COVERED_TWICE = "QAC0501" "month-covered-twice" Error "one unit has two audits in one month";
    MONTH_NOT_COVERED = "QAC0502" "month-not-covered" Error "a month without its audit";
    TOTALS_DISAGREE = "QAC0503" "totals-disagree" Error "a total that the lines do not add up to";
    BASIS_COUNTS_DISAGREE = "QAC0504" "basis-counts-disagree" Error "own and peer months that do not make up the year";
    QUOTA_DISAGREES = "QAC0505" "quota-disagrees" Error "a share for each auditor that does not make up the sample";
    FIXED_TWICE = "QAC0506" "fixed-twice" Error "two rules that settle one thing differently";
    NO_AUDITOR_LEFT = "QAC0507" "no-auditor-left" Error "auditors ruled out until too few are left";
    AREA_WITHOUT_AUDITOR = "QAC0508" "area-without-auditor" Warning "own or peer months that the auditors cannot cover";
    DRAW_CANNOT_SPREAD = "QAC0509" "draw-cannot-spread" Error "a draw too small for the areas it is spread over";

    // 06: responsibility.
    SEVERAL_ACCOUNTABLE = "QAC0601" "several-accountable" Error "one obligation and several who are accountable";
    ACCOUNTABLE_DISAGREES = "QAC0602" "accountable-disagrees" Warning "a programme and its audit that answer to different parties";
    FALLS_ON_NOBODY = "QAC0603" "falls-on-nobody" Error "a duty of a post that nobody holds";
    ROLE_WITHOUT_DUTY = "QAC0604" "role-without-duty" Advice "a post of which nothing is asked";
    REPORT_WITHOUT_READER = "QAC0605" "report-without-reader" Warning "a report that nobody else reads";
    LATE_FOR_MEETING = "QAC0606" "late-for-meeting" Error "a report that is due after the meeting that takes it";
    HOST_OUT_OF_STEP = "QAC0607" "host-out-of-step" Warning "a rhythm that does not fit the meeting it goes through";
    MUST_AGAINST_SHOULD = "QAC0608" "must-against-should" Warning "one act that is bound with different strength";
    ACTING_WITHOUT_END = "QAC0609" "acting-without-end" Warning "an acting post without an end, or past it";
    OPEN_SET = "QAC0610" "open-set" Warning "a rule about all members of a group that is left open";
    QUORUM_OUT_OF_REACH = "QAC0611" "quorum-out-of-reach" Error "a quorum larger than the body";
    NEVER_AUDITED_BEFORE = "QAC0612" "never-audited-before" Warning "a follow-up of what was never audited";
    SELF_NOTIFICATION = "QAC0613" "self-notification" Warning "someone who would have to tell himself or herself";

    // 07: escalation.
    NOBODY_TELLS = "QAC0701" "nobody-tells" Warning "a ladder that nobody is named to start";
    LEVEL_WITHOUT_CLOCK = "QAC0702" "level-without-clock" Error "a level that waits for ever";
    LEVEL_NEVER_REACHED = "QAC0703" "level-never-reached" Error "a level that nothing leads to";
    LADDER_GOES_ROUND = "QAC0704" "ladder-goes-round" Error "a ladder that leads back to itself";
    END_NOT_ACCOUNTABLE = "QAC0705" "end-not-accountable" Warning "a ladder that ends with several parties";
    CLOCK_RUNS_BACKWARDS = "QAC0706" "clock-runs-backwards" Error "a level whose time is over before it begins";
    LONGER_THAN_IN_ALL = "QAC0707" "longer-than-in-all" Error "a ladder that takes longer than it may";
    SAME_PEOPLE_AGAIN = "QAC0708" "same-people-again" Warning "a level that tells nobody new";

    // 08: standards and measures.
    STANDARD_NOT_TESTED = "QAC0801" "standard-not-tested" Warning "a standard that nothing tests";
    AUDIT_TESTS_NOTHING = "QAC0802" "audit-tests-nothing" Warning "an audit without a standard or a question";
    INSTRUMENT_NOT_USED = "QAC0803" "instrument-not-used" Advice "a form or tool that nothing is done with";
    QUESTION_FEEDS_NOTHING = "QAC0804" "question-feeds-nothing" Advice "a question whose answers go into nothing";
    QUESTION_WITHOUT_SCALE = "QAC0805" "question-without-scale" Warning "a question without a way to answer it";
    SCALE_NOT_USED = "QAC0806" "scale-not-used" Advice "a scale that nothing is graded on";
    MEASURE_NOT_READ = "QAC0807" "measure-not-read" Advice "a measure that nobody looks at";
    THRESHOLD_NEVER_FIRES = "QAC0808" "threshold-never-fires" Error "a bound that can never be crossed";
    THRESHOLD_ALWAYS_FIRES = "QAC0809" "threshold-always-fires" Error "a bound that is always crossed";
    NOTHING_FOLLOWS = "QAC0810" "nothing-follows" Warning "a threshold without a consequence";
    CONDITION_NEVER_HOLDS = "QAC0811" "condition-never-holds" Error "a condition that no record can meet";
    SHOWN_TWICE = "QAC0812" "shown-twice" Error "one sort of work that two records show";

    // 09: the prose.
    VAGUE_RHYTHM_IN_TEXT = "QAC0901" "vague-rhythm-in-text" Warning "a word for a rhythm that no rule gives dates";
    TWOFOLD_RHYTHM = "QAC0902" "twofold-rhythm" Warning "a word for a rhythm that can be read two ways";
    HASTE_WITHOUT_TIME = "QAC0903" "haste-without-time" Warning "a word for haste that no rule gives a time";
    OPEN_CONDITION = "QAC0904" "open-condition" Advice "a condition that nobody is said to judge";
    UNDEFINED_ACRONYM = "QAC0905" "undefined-acronym" Warning "an acronym that is not spelled out before it is used";
    UNUSED_ACRONYM = "QAC0906" "unused-acronym" Advice "an acronym of the glossary that nothing uses";
    NEAR_NAME = "QAC0907" "near-name" Warning "a name in the text that is nearly another";
    LAPSED_IN_TEXT = "QAC0908" "lapsed-in-text" Warning "a document named in the text that is no longer in force";
    MUST_AND_SHOULD = "QAC0909" "must-and-should" Warning "must in one place and should in another, about one thing";
    DRIFTED_PARAGRAPHS = "QAC0910" "drifted-paragraphs" Warning "two paragraphs that say nearly the same";
}

impl Code {
    /// Every code, in the order of numbers.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        ALL
    }

    /// The code that `text` names, by number (`QAC0201`) or by slug (`unknown-name`), in capitals or not.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let named = |code: &&Self| code.id().eq_ignore_ascii_case(text) || code.slug().eq_ignore_ascii_case(text);
        ALL.iter().find(named).copied()
    }

    /// `QAC` and four digits; the first two tell the family.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0.id
    }

    /// Its name in lower-case words joined by hyphens.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        self.0.slug
    }

    /// How grave such a finding is, unless a caller decides otherwise.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.0.severity
    }

    /// What such a finding is, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// Its page, as Markdown.
    #[must_use]
    pub const fn page(self) -> &'static str {
        self.0.page
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.id(), self.slug())
    }
}

// A code is its number; the page behind it is never compared.
impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for Code {}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_ascend_and_are_well_formed() {
        assert!(Code::all().is_sorted_by(|one, other| one < other));
        for code in Code::all() {
            let digits = code.id().strip_prefix("QAC").unwrap();
            assert!(digits.len() == 4 && digits.chars().all(|digit| digit.is_ascii_digit()), "{code}");
        }
    }

    #[test]
    fn slugs_are_unique_and_plain() {
        let slugs: BTreeSet<&str> = Code::all().iter().map(|code| code.slug()).collect();
        assert_eq!(slugs.len(), Code::all().len());
        assert!(slugs.iter().all(|slug| slug.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    #[test]
    fn titles_are_phrases() {
        for code in Code::all() {
            assert!(!code.title().ends_with('.'), "{code}");
            assert!(code.title().starts_with(|c: char| c.is_lowercase()), "{code}");
        }
    }

    #[test]
    fn a_code_is_found_by_number_and_by_slug() {
        assert_eq!(Code::parse("QAC0201"), Some(UNKNOWN_NAME));
        assert_eq!(Code::parse(" qac0201"), Some(UNKNOWN_NAME));
        assert_eq!(Code::parse("unknown-name"), Some(UNKNOWN_NAME));
        assert_eq!(Code::parse("QAC9999"), None);
        assert_eq!(UNKNOWN_NAME.to_string(), "QAC0201");
    }
}

//! The grammar's expectations in the author's words.
//!
//! Each rule is named here, so that a new one makes the compiler ask what an author would call it.

use super::explain::Expected;
use super::parse::GrammarRule as Rule;

/// What could have stood where the grammar stopped, without doubles.
pub(super) fn expected(rules: &[Rule]) -> Expected {
    const MOST: usize = 4;
    let mut expected = Expected::default();
    for &rule in rules {
        let words = in_words(rule).filter(|words| !expected.words.contains(words));
        expected.words.extend(words.filter(|_| expected.words.len() < MOST));
        expected.choices.extend(choices(rule));
    }
    expected
}

/// The fixed words a rule takes, for a slip of the pen.
#[expect(clippy::wildcard_enum_match_arm, reason = "most rules take no fixed words")]
const fn choices(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::month | Rule::months => &[
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
        ],
        Rule::level_word => &["error", "warning", "advice"],
        Rule::weekday => &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        Rule::period => &[
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "quarter",
            "quarters",
            "term",
            "terms",
            "year",
            "years",
            "half-year",
            "working",
        ],
        Rule::duration_unit => &[
            "hour", "hours", "day", "days", "working", "week", "weeks", "month", "months", "quarter", "quarters",
            "term", "terms", "year", "years",
        ],
        Rule::ordinal => &["first", "second", "third", "fourth", "fifth", "last"],
        Rule::every => &["every"],
        Rule::except | Rule::excepting => &["except"],
        Rule::within => &["within"],
        Rule::before => &["before"],
        Rule::completion => &["completion"],
        Rule::nation => &["England", "Scotland", "Northern"],
        Rule::at_random => &["random"],
        _ => &[],
    }
}

/// What an author would call the rule; `None` for helpers that only hold others.
#[expect(clippy::too_many_lines, reason = "one flat line for each rule of the grammar")]
const fn in_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::item | Rule::header | Rule::keyword => "a declaration",
        Rule::body => "`{`",
        Rule::id | Rule::name | Rule::word => "a name",
        Rule::text | Rule::alias => "a text in quotes",
        Rule::field => "a line",
        Rule::cadence | Rule::leg => "a rhythm such as `every month`",
        Rule::every => "`every …`",
        Rule::step | Rule::quantity | Rule::number => "a number",
        Rule::except => "`except …`",
        Rule::anchor => "`from …`",
        Rule::moved => "`moved to …` or `not moved`",
        Rule::place => "a day such as `on the last Friday`",
        Rule::ordinal => "`first`, `second` or `last`",
        Rule::day_kind => "`day`, `working day` or a day of the week",
        Rule::period => "a period such as `month`",
        Rule::deadline | Rule::one_deadline => "a deadline such as `within 5 working days`",
        Rule::moment => "a moment such as `completion`",
        Rule::duration => "a length of time",
        Rule::duration_unit => "a unit such as `working days`",
        Rule::parties | Rule::short_list => "names of parties",
        Rule::draw => "how many, and from what",
        Rule::size => "how many",
        Rule::selection => "how they are picked",
        Rule::basis_part => "`own area in …`",
        Rule::basis_word => "`own area` or `peer area`",
        Rule::to_whom => "`to …`",
        Rule::by_whom => "`by …`",
        Rule::tells_whom => "`tells …`",
        Rule::from_whom => "`from …`",
        Rule::next_step => "the next level, or `ends here`",
        Rule::plan_entry => "a number and an audit",
        Rule::total => "a number and what it is for",
        Rule::column => "a column",
        Rule::column_place => "`in \"its name in the table\"` or `kept locally`",
        Rule::shown => "a record and its column, such as `audit-record.completed-on`",
        Rule::part_in => "a part and the column that shows it, such as `file filed-on`",
        Rule::column_type => "`text`, `number`, `date`, `time` or `yes-no`",
        Rule::condition | Rule::operand | Rule::comparison => "a condition such as `closed is empty`",
        Rule::bracketed => "`(`",
        Rule::order_word => "`at least`, `before` …",
        Rule::literal => "a value",
        Rule::measure => "a figure such as `count of audits`",
        Rule::statistic_name => "`median of`",
        Rule::bound_word => "`below`, `above`, `at least` or `at most`",
        Rule::level_of => "a finding and its level, such as `QAC0403 advice`",
        Rule::level_word => "`error`, `warning` or `advice`",
        Rule::reading => "`older reads as newer`",
        Rule::happening => "an event",
        Rule::serious => "`as a serious matter`",
        Rule::is_settled => "`answered`, `done` or a figure",
        Rule::expectation => "what must follow",
        Rule::clause => "a clause number",
        Rule::date | Rule::iso_date | Rule::full_date => "a date",
        Rule::month_of_year => "a month and year",
        Rule::day_and_month => "a day and month",
        Rule::day => "a day",
        Rule::year => "a year",
        Rule::months | Rule::month => "a month",
        Rule::weekday => "a day of the week",
        Rule::nation => "`England and Wales`, `Scotland` or `Northern Ireland`",
        Rule::percent => "a percentage",
        Rule::independent => "`independent of …`",
        Rule::with_whom => "`with …`",
        Rule::mapping_word => "`equal to`, `narrower than`, `broader than` or `overlapping with`",
        Rule::the_day_of => "`the day of …`",
        Rule::before_due => "`before the due date`",
        Rule::pick_word => "`earliest` or `latest`",
        Rule::overall_part => "`the lowest of …`",
        Rule::overall_word => "`lowest`, `median` or `highest`",
        Rule::the_rest => "`the rest`",
        Rule::change_ends => "`until …`",
        Rule::for_the_next => "`for the next …`",
        Rule::whole_text
        | Rule::one_header
        | Rule::one_field
        | Rule::quoted
        | Rule::curly_quoted
        | Rule::cadence_field
        | Rule::deadline_field
        | Rule::parties_field
        | Rule::names_field
        | Rule::text_field
        | Rule::draw_field
        | Rule::auditors_field
        | Rule::basis_field
        | Rule::notice_field
        | Rule::filing_field
        | Rule::clauses_field
        | Rule::also_field
        | Rule::number_field
        | Rule::amount_field
        | Rule::date_field
        | Rule::dates_field
        | Rule::choice_field
        | Rule::strength_field
        | Rule::condition_field
        | Rule::measure_field
        | Rule::bound_field
        | Rule::columns_field
        | Rule::shown_field
        | Rule::parts_field
        | Rule::plan_field
        | Rule::totals_field
        | Rule::next_field
        | Rule::happening_field
        | Rule::expect_field
        | Rule::entry_field
        | Rule::week_field
        | Rule::month_field
        | Rule::year_start_field
        | Rule::moved_field
        | Rule::holidays_field
        | Rule::reads_as_field
        | Rule::rotation_field
        | Rule::duration_field
        | Rule::share_field
        | Rule::equals_field
        | Rule::unknown_field
        | Rule::unknown_name
        | Rule::cadence_name
        | Rule::deadline_name
        | Rule::parties_name
        | Rule::names_name
        | Rule::text_name
        | Rule::draw_name
        | Rule::auditors_name
        | Rule::basis_name
        | Rule::notice_name
        | Rule::filing_name
        | Rule::clauses_name
        | Rule::also_name
        | Rule::number_name
        | Rule::amount_name
        | Rule::date_name
        | Rule::dates_name
        | Rule::choice_name
        | Rule::strength
        | Rule::condition_name
        | Rule::measure_name
        | Rule::bound_name
        | Rule::columns_name
        | Rule::shown_name
        | Rule::parts_name
        | Rule::totals_name
        | Rule::next_name
        | Rule::expect_name
        | Rule::week_name
        | Rule::month_name_name
        | Rule::year_start_name
        | Rule::moved_name
        | Rule::holidays_name
        | Rule::reads_as_name
        | Rule::rotation_name
        | Rule::duration_name
        | Rule::share_name
        | Rule::union
        | Rule::first_of
        | Rule::sequence
        | Rule::as_required
        | Rule::adverb
        | Rule::leg_lasts
        | Rule::modifier
        | Rule::other
        | Rule::count
        | Rule::gap
        | Rule::at_each
        | Rule::within_of
        | Rule::the_last_one
        | Rule::placed
        | Rule::on_date
        | Rule::yearly_on
        | Rule::in_months
        | Rule::excepting
        | Rule::individual
        | Rule::after_last
        | Rule::open_for
        | Rule::tolerance
        | Rule::apart
        | Rule::review_at
        | Rule::short_month
        | Rule::short_last
        | Rule::short_skip
        | Rule::not_moved
        | Rule::that_day
        | Rule::to_next
        | Rule::to_before
        | Rule::next_in_month
        | Rule::before_in_month
        | Rule::to_nearest
        | Rule::at_the_start
        | Rule::at_the_end
        | Rule::the_nth
        | Rule::second_last
        | Rule::last
        | Rule::first_to_fifth
        | Rule::nth
        | Rule::working_day
        | Rule::any_day
        | Rule::sooner_of
        | Rule::later_of
        | Rule::within
        | Rule::before
        | Rule::by
        | Rule::by_next_day
        | Rule::by_end_of
        | Rule::by_nth_of
        | Rule::next
        | Rule::same_day
        | Rule::same_working_day
        | Rule::clock_word
        | Rule::completion
        | Rule::the_meeting
        | Rule::start_of
        | Rule::end_of
        | Rule::all_of
        | Rule::any_of
        | Rule::names
        | Rule::at_least
        | Rule::at_most
        | Rule::exactly
        | Rule::between
        | Rule::once
        | Rule::twice
        | Rule::portions
        | Rule::portion
        | Rule::greater_of
        | Rule::smaller_of
        | Rule::simple_size
        | Rule::every_one
        | Rule::one_in
        | Rule::per_auditor
        | Rule::at_random
        | Rule::by_theme
        | Rule::by_finding
        | Rule::chosen_by
        | Rule::draw_rule
        | Rule::spread
        | Rule::equally
        | Rule::in_proportion
        | Rule::one_per
        | Rule::cap
        | Rule::at_least_bound
        | Rule::at_most_bound
        | Rule::reserve
        | Rule::rounded
        | Rule::round_up
        | Rule::round_down
        | Rule::round_nearest
        | Rule::not_within
        | Rule::if_fails
        | Rule::then_all
        | Rule::by_frequency
        | Rule::frequency
        | Rule::auditors
        | Rule::each_one
        | Rule::shared_evenly
        | Rule::basis
        | Rule::own_area
        | Rule::peer_area
        | Rule::share_by
        | Rule::rotation
        | Rule::no_pair_running
        | Rule::notice
        | Rule::filing
        | Rule::binding
        | Rule::ends_here
        | Rule::plan
        | Rule::totals
        | Rule::in_all
        | Rule::columns
        | Rule::kept_locally
        | Rule::parts
        | Rule::column_link
        | Rule::may_be_empty
        | Rule::and_also
        | Rule::or_else
        | Rule::negated
        | Rule::empty_test
        | Rule::is_not_empty
        | Rule::is_empty
        | Rule::one_of
        | Rule::equality
        | Rule::is_not
        | Rule::ordering
        | Rule::recent
        | Rule::count_of
        | Rule::share_of
        | Rule::statistic
        | Rule::days_between
        | Rule::bound
        | Rule::pair
        | Rule::expect_missed
        | Rule::expect_none
        | Rule::happens_event
        | Rule::happens_is
        | Rule::expect_total
        | Rule::expect_one
        | Rule::clauses
        | Rule::aliases
        | Rule::date_range
        | Rule::number_word
        | Rule::rest_of_line
        | Rule::comment
        | Rule::quorum_field
        | Rule::mapping_field
        | Rule::formerly_field
        | Rule::levels_field
        | Rule::levels_name
        | Rule::levels
        | Rule::quorum_name
        | Rule::mapping_name
        | Rule::formerly_name
        | Rule::quorum
        | Rule::formerly
        | Rule::mapping
        | Rule::once_in
        | Rule::lasts_until
        | Rule::time_after
        | Rule::next_without
        | Rule::through_field
        | Rule::through_name
        | Rule::through
        | Rule::by_how_often
        | Rule::separately
        | Rule::cap_field
        | Rule::cap_name
        | Rule::overall_field
        | Rule::overall_name
        | Rule::change_field
        | Rule::change_name
        | Rule::overall
        | Rule::change
        | Rule::more_moderation
        | Rule::so_many_of
        | Rule::EOI
        | Rule::known_name
        | Rule::closed_list
        | Rule::several
        | Rule::letter
        | Rule::more
        | Rule::digit
        | Rule::ends_name
        | Rule::colon
        | Rule::list_comma
        | Rule::list_sep
        | Rule::end
        | Rule::blank
        | Rule::b
        | Rule::s
        | Rule::w => return None,
    })
}

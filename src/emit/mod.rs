//! Every output that is not a finding: schedules, years, checklists, coverage and the kernel, in each of their formats.
//!
//! It owns how things look and what JSON looks like. It decides nothing about dates or duties: what is written here was
//! decided in `plan`. Every output carries the framework's title, its edition, the days it is for, and clauses.

mod calendar;
mod checklist;
mod comply;
mod coverage;
mod document;
mod docx;
mod escape;
mod explain;
mod ics;
mod kernel;
mod pack;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod planner;
mod receipt;
mod schedule;
mod schema;
mod shapes;
mod table;
mod trial;
mod words;
mod year;

pub use calendar::{calendar_csv, calendar_json, calendar_markdown, calendar_table};
pub use checklist::{checklist_html, checklist_json, checklist_markdown};
pub use comply::{comply_csv, comply_html, comply_json, comply_markdown, comply_table};
pub use coverage::{coverage_json, coverage_table};
pub use docx::{WRITE_HERE, tag_of_mark};
pub use explain::{explain, explain_markdown, explain_mermaid};
pub use ics::schedule_ics;
pub use kernel::kernel_json;
#[cfg(feature = "pdf")]
pub use pack::forms_pdf;
pub use pack::{PersonForms, coordinator_xlsx, forms_docx, forms_html, forms_json, forms_markdown, person_forms};
#[cfg(feature = "pdf")]
pub use pdf::is_untouched_pdf;
pub use planner::schedule_html;
pub use receipt::{receipt_json, receipt_table, receipts_json};
pub use schedule::{
    schedule_csv, schedule_json, schedule_markdown, schedule_table, write_schedule_csv, write_schedule_json,
};
pub use schema::{schema, schema_names};
pub use trial::{trial_json, trial_table};
pub use year::{year_csv, year_html, year_json, year_markdown, year_table, year_xlsx};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analysis, Files, analyze};
    use crate::calendar::Month;
    use crate::plan::{CalendarYear, ChecklistFilter, Filter, Schedule, WallPlanner, checklist, coverage, trial, year};

    struct NoFiles;

    impl Files for NoFiles {
        fn read(&self, _: &str) -> Result<String, String> {
            Err("there is none".to_owned())
        }
    }

    /// A calendar with something of every sort, in a year that is not proclaimed.
    fn school_year() -> CalendarYear {
        let text = r#"
            framework f "Schools" { owner: head  calendar: school  review-due: 2030-12-31 }
            role head "Head"
            calendar school "School days" {
              holidays: England and Wales, Scotland
              term spring "Spring term" { dates: 5 January 2028 to 31 March 2028  half-term: 14 February 2028 to 18 February 2028 }
              term autumn { dates: 4 September 2028 to 20 December 2028 }
              closure winter "Winter | closure" { dates: 27 December 2027 to 3 January 2028 }
              holiday founders-day "=Founders' day" { date: 12 June 2028 }
            }
        "#;
        let model = analyze("school.qac", text.to_owned(), &NoFiles, None).model;
        CalendarYear::of(&model, model.named("school").unwrap().id, 2028)
    }

    const SMALL: &str = include_str!("../../examples/ward.qac.md");

    fn analysis(text: &str) -> Analysis {
        analyze("ward.qac.md", text.to_owned(), &NoFiles, None)
    }

    fn spring(text: &str) -> Schedule {
        let (from, to) = ("2017-05-01".parse().unwrap(), "2017-06-30".parse().unwrap());
        Schedule::of(&analysis(text).model, from, to, &Filter::default())
    }

    fn planner(text: &str) -> String {
        let filter = Filter::default();
        schedule_html(&WallPlanner::of(&analysis(text).model, spring(text), &filter))
    }

    fn may(text: &str) -> crate::plan::Checklist {
        checklist(&analysis(text).model, 2017, Month::new(5).unwrap(), &ChecklistFilter::default()).unwrap()
    }

    #[test]
    fn the_schedule_in_every_format() {
        insta::assert_snapshot!("schedule_table", schedule_table(&spring(SMALL), 100));
        insta::assert_snapshot!("schedule_csv", schedule_csv(&spring(SMALL)));
        insta::assert_snapshot!("schedule_json", schedule_json(&spring(SMALL)));
        insta::assert_snapshot!("schedule_markdown", schedule_markdown(&spring(SMALL)));
        insta::assert_snapshot!("schedule_html", planner(SMALL));
    }

    #[test]
    fn the_year_in_every_format() {
        let year = year(&analysis(SMALL).model, 2017);
        insta::assert_snapshot!("year_table", year_table(&year, 100));
        insta::assert_snapshot!("year_json", year_json(&year));
        insta::assert_snapshot!("year_markdown", year_markdown(&year));
        insta::assert_snapshot!("year_html", year_html(&year));
    }

    #[test]
    fn the_checklist_in_every_format() {
        insta::assert_snapshot!("checklist_markdown", checklist_markdown(&may(SMALL)));
        insta::assert_snapshot!("checklist_html", checklist_html(&may(SMALL)));
        insta::assert_snapshot!("checklist_json", checklist_json(&may(SMALL)));
    }

    #[test]
    fn the_calendar_in_every_format() {
        insta::assert_snapshot!("calendar_table", calendar_table(&school_year(), 100));
        insta::assert_snapshot!("calendar_csv", calendar_csv(&school_year()));
        insta::assert_snapshot!("calendar_json", calendar_json(&school_year()));
        insta::assert_snapshot!("calendar_markdown", calendar_markdown(&school_year()));
    }

    #[test]
    fn coverage_and_kernel() {
        let analysis = analysis(SMALL);
        let coverage = coverage(&analysis.model, &analysis.outlines);
        insta::assert_snapshot!("coverage_table", coverage_table(&coverage, 100));
        insta::assert_snapshot!("coverage_json", coverage_json(&coverage));
        insta::assert_snapshot!("kernel_json", kernel_json(&analysis.model));
    }

    #[test]
    fn every_document_is_as_its_schema_says() {
        let analysis = analysis(SMALL);
        let ward = CalendarYear::of(&analysis.model, analysis.model.named("ward-days").unwrap().id, 2017);
        let documents = [
            ("calendar", calendar_json(&ward)),
            ("schedule", schedule_json(&spring(SMALL))),
            ("year", year_json(&year(&analysis.model, 2017))),
            ("checklist", checklist_json(&may(SMALL))),
            ("coverage", coverage_json(&coverage(&analysis.model, &analysis.outlines))),
            ("compile", kernel_json(&analysis.model)),
            ("test", trial_json(&trial(&analysis.model))),
        ];
        for (name, text) in documents {
            let validator = jsonschema::validator_for(&schema(name).unwrap()).unwrap();
            let document = serde_json::from_str(&text).unwrap();
            let faults: Vec<String> = validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{name}");
            assert!(text.starts_with("{\n  \"qac\": 1,\n  \"framework\": {\n    \"id\": \"ward-quality\""), "{name}");
        }
        assert_eq!(schema("nothing"), None);
        assert_eq!(schema_names().count(), 12);
    }

    #[test]
    fn the_same_things_are_in_every_format() {
        let schedule = spring(SMALL);
        assert!(schedule.occurrences.len() > 8);
        let count = |text: &str, of: &str| text.matches(of).count();
        let all = schedule.occurrences.len();
        assert_eq!(count(&schedule_json(&schedule), "\"due\": "), all);
        assert_eq!(schedule_csv(&schedule).lines().count(), all + 1);
        assert_eq!(count(&schedule_markdown(&schedule), "\n| ") - 2, all);
        let drawn = schedule_table(&schedule, 1000);
        for one in &schedule.occurrences {
            assert!(drawn.contains(&one.title), "{}", one.title);
        }
    }

    #[test]
    fn dates_on_holidays_that_nobody_has_proclaimed_say_so_in_every_format() {
        let said = "Dates from 1 January 2028 on rest on bank holidays that are not proclaimed yet.";
        let model = analysis(SMALL).model;
        let (from, to) = ("2027-12-01".parse().unwrap(), "2028-01-31".parse().unwrap());
        let schedule = Schedule::of(&model, from, to, &Filter::default());
        let later = schedule.occurrences.iter().filter(|one| one.due.to_string().starts_with("2028")).count();
        assert!(later > 0 && later < schedule.occurrences.len());
        for text in [schedule_table(&schedule, 100), schedule_markdown(&schedule)] {
            assert_eq!((text.matches('†').count(), text.matches(said).count()), (later + 1, 1), "{text}");
        }
        assert_eq!(schedule_json(&schedule).matches("\"projected\": true").count(), later);
        assert_eq!(schedule_csv(&schedule).matches(",yes,").count(), later);
        let january = checklist(&model, 2028, Month::JANUARY, &ChecklistFilter::default()).unwrap();
        let planner = schedule_html(&WallPlanner::of(&model, schedule.clone(), &Filter::default()));
        assert_eq!((planner.matches('†').count(), planner.matches(said).count()), (later + 1, 1));
        for text in [checklist_markdown(&january), checklist_html(&january)] {
            assert_eq!(text.matches(said).count(), 1, "{text}");
        }
        assert!(checklist_json(&january).contains("\"projected\": true"));
        assert!(year_json(&year(&model, 2028)).contains("\"projected\": true"));
        assert!(!schedule_table(&spring(SMALL), 100).contains(said) && !checklist_html(&may(SMALL)).contains(said));
    }

    #[test]
    fn hostile_titles_stay_text_in_every_format() {
        let hostile = "=1+1 <script>alert(1)</script> | **x** [y](z) \u{1b}[31m {{ 7*7 }}";
        let text = SMALL.replace("Ward file audits", hostile);
        assert!(text.contains("{{ 7*7 }}"));
        let page = checklist_html(&may(&text));
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;") && page.contains("{{ 7*7 }}"));
        let planner = planner(&text);
        assert_eq!(planner.matches("<script>").count(), 1, "its own");
        assert!(planner.contains("&lt;script&gt;") && planner.contains("{{ 7*7 }}"));
        let document = checklist_markdown(&may(&text));
        assert!(document.contains("\\<script\\>") && document.contains("\\| \\*\\*x\\*\\*"), "{document}");
        assert!(schedule_csv(&spring(&text)).contains(",'=1+1 "));
        assert!(!schedule_table(&spring(&text), 100).contains('\u{1b}'));
    }

    #[test]
    fn nothing_declared_still_gives_every_document() {
        let empty = "# Nothing\n";
        assert!(schedule_table(&spring(empty), 100).starts_with("No framework is declared\n0 things fall due"));
        assert!(schedule_json(&spring(empty)).contains("\"framework\": null"));
        assert!(checklist_markdown(&may(empty)).contains("Nothing is due."));
        assert!(checklist_html(&may(empty)).contains("Nothing is due."));
        assert!(planner(empty).contains("<p>0 things fall due from 1 May to 30 June 2017.</p>"));
        assert!(year_html(&year(&analysis(empty).model, 2017)).contains("Nothing is planned."));
        assert_eq!(schedule_csv(&spring(empty)).lines().count(), 1);
        assert!(year_table(&year(&analysis(empty).model, 2017), 100).starts_with("Audits of the year, 2017"));
    }
}

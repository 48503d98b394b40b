//! The year planner: each thing of the schedule once, narrowed on the page as on the command line, and nothing an
//! author writes is more than text in it.

use std::collections::BTreeMap;

use qac::analysis::Analysis;
use qac::emit::{schedule_html, schedule_json, year_html};
use qac::model::{Kind, Model};
use qac::plan::{Filter, Schedule, WallPlanner, year};
use serde_json::Value;

use crate::support::{analysis_at, analysis_of, day, frameworks_and_examples};

/// A thing as the page shows it.
#[derive(Debug)]
struct Thing {
    date: String,
    title: String,
    clauses: String,
    /// Its `data-` attributes.
    data: BTreeMap<String, String>,
}

fn schedule(model: &Model, filter: &Filter) -> Schedule {
    Schedule::of(model, day("2027-01-01"), day("2027-12-31"), filter)
}

fn page(analysis: &Analysis, schedule: Schedule) -> String {
    schedule_html(&WallPlanner::of(&analysis.model, schedule, &Filter::default()))
}

/// What stands between two pieces of text.
fn between<'text>(text: &'text str, before: &str, after: &str) -> Option<&'text str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// The things of a page by their ids, in order; an id that comes twice stops the test.
fn things(page: &str) -> BTreeMap<String, Thing> {
    let mut things = BTreeMap::new();
    for item in page.split("<li class=\"thing").skip(1).map(|rest| rest.split_once("</li>").unwrap().0) {
        let attribute = |name: &str| unescaped(between(item, &format!(" {name}=\""), "\"").unwrap());
        let data =
            ["kind", "strength", "role", "unit"].map(|name| (name.to_owned(), attribute(&format!("data-{name}"))));
        let thing = Thing {
            date: attribute("datetime"),
            title: unescaped(between(item, "<b><bdi>", "</bdi></b>").unwrap()),
            clauses: unescaped(between(item, "<span class=\"clause\">", "</span>").unwrap_or_default()),
            data: data.into_iter().collect(),
        };
        assert!(things.insert(attribute("id"), thing).is_none(), "twice: {item}");
    }
    things
}

#[test]
fn each_thing_of_the_schedule_is_there_once_with_its_date_title_and_clauses() {
    for file in frameworks_and_examples() {
        let analysis = analysis_at(&file, None);
        let schedule = schedule(&analysis.model, &Filter::default());
        let document: Value = serde_json::from_str(&schedule_json(&schedule)).unwrap();
        let page = page(&analysis, schedule);
        let things = things(&page);
        let occurrences = document["occurrences"].as_array().unwrap();
        assert_eq!(things.len(), occurrences.len(), "{file}");
        for one in occurrences {
            let thing = &things[one["id"].as_str().unwrap()];
            let clauses: Vec<&str> =
                one["clauses"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
            assert_eq!((thing.date.as_str(), thing.title.as_str()), (text(one, "due"), text(one, "title")), "{file}");
            assert_eq!(thing.clauses, clauses.join(", "), "{file}");
            assert_eq!(
                (thing.data["kind"].as_str(), thing.data["strength"].as_str()),
                (text(one, "kind"), text(one, "strength"))
            );
        }
        assert!(page.len() < 400_000, "{file}: {} bytes", page.len());
    }
}

fn text<'value>(value: &'value Value, field: &str) -> &'value str {
    value[field].as_str().unwrap()
}

#[test]
fn a_reader_narrows_the_page_to_what_the_command_line_would_give() {
    const PARTIES: [Kind; 4] = [Kind::Role, Kind::Team, Kind::Body, Kind::Organisation];
    for file in frameworks_and_examples() {
        let analysis = analysis_at(&file, None);
        let model = &analysis.model;
        let things = things(&page(&analysis, schedule(model, &Filter::default())));
        let shown = |name: &str, id: &str| -> Vec<String> {
            let has = |thing: &&Thing| thing.data[name].split(' ').any(|one| one == id);
            let mut ids: Vec<String> =
                things.iter().filter(|(_, thing)| has(thing)).map(|(id, _)| id.clone()).collect();
            ids.sort();
            ids
        };
        for declaration in &model.declarations {
            let (kind, id) = (declaration.construct.kind(), Some(declaration.id));
            let (name, filter) = if PARTIES.contains(&kind) {
                ("role", Filter { role: id, unit: None })
            } else if [Kind::Unit, Kind::Area].contains(&kind) {
                ("unit", Filter { role: None, unit: id })
            } else {
                continue;
            };
            let mut given: Vec<String> = schedule(model, &filter).occurrences.into_iter().map(|one| one.id).collect();
            given.sort();
            assert_eq!(shown(name, &declaration.name.value), given, "{file}: {}", declaration.name.value);
        }
    }
}

/// The names of the tags of a page, in order, with its script and its style taken out.
fn tags(page: &str) -> Vec<String> {
    let body = between(page, "<body>", "<script>").unwrap();
    let tag = |rest: &str| rest.split([' ', '>', '\n']).next().unwrap_or_default().to_owned();
    body.split('<').skip(1).map(tag).collect()
}

#[test]
fn whatever_a_title_holds_is_text() {
    let plain = include_str!("../../examples/ward.qac.md");
    let hostile = "</script></li><img src=x onerror=alert(1)> <!-- & ' &lt; {{ 7*7 }} {% raw %} \u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f469}\u{200d}\u{1f4bb}";
    let page_of = |text: &str| {
        let analysis = analysis_of("examples/ward.qac.md", text, None);
        page(&analysis, schedule(&analysis.model, &Filter::default()))
    };
    let (as_usual, attacked) = (page_of(plain), page_of(&plain.replace("Ward file audits", hostile)));
    assert!(attacked.matches("onerror=alert(1)&gt;").count() > 5, "the title is shown");
    assert_eq!(tags(&attacked), tags(&as_usual));
    assert!(!attacked.contains('\u{202e}'), "the reading direction is not turned");
    assert_eq!(attacked.matches("<script>").count(), 1);
}

#[test]
fn a_page_asks_for_nothing_from_elsewhere() {
    let analysis = analysis_at("frameworks/rbwm-childrens-services-2016.qac.md", None);
    let pages =
        [page(&analysis, schedule(&analysis.model, &Filter::default())), year_html(&year(&analysis.model, 2017))];
    for page in pages {
        assert!(page.contains("content=\"default-src &#x27;none&#x27;; style-src &#x27;sha256-"));
        for outside in ["http:", "https:", "src=", "url(", "@import", "<link", " style=", " onclick=", "innerHTML"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}

#[test]
fn a_century_is_in_years_of_twelve_months() {
    let analysis = analysis_at("examples/ward.qac.md", None);
    let schedule = Schedule::of(&analysis.model, day("2020-04-01"), day("2120-03-31"), &Filter::default());
    let count = schedule.occurrences.len();
    let page = page(&analysis, schedule);
    assert_eq!(things(&page).len(), count);
    assert_eq!((page.matches("<section class=\"year\">").count(), page.matches("<h3 ").count()), (100, 1200));
    assert!(page.contains("<h2>April 2119 to March 2120</h2>"));
}

//! Words of explanations: sentences, parties with their articles, rhythms with titles for ids.

use crate::calendar::Cadence;
use crate::model::value::Join;
use crate::model::{Construct, Model, Ref};
use crate::plan::{listed, titled};

/// `words` with a capital first letter and a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// `the Team Manager and the Service Leader`, `Ofsted or the Hospital Board`
pub(super) fn parties(model: &Model, names: &[Ref], join: Join) -> String {
    let names: Vec<String> = names.iter().map(|name| party(model, name)).collect();
    match join {
        Join::All => listed(&names, "and"),
        Join::Any => listed(&names, "or"),
    }
}

/// A post, team or body takes an article; an organisation goes by its bare name.
fn party(model: &Model, reference: &Ref) -> String {
    let title = model.title(reference);
    let takes_article = match model.target(reference).map(|declaration| &declaration.construct) {
        Some(Construct::Role(_) | Construct::Team(_) | Construct::Body(_)) => !has_article(title),
        Some(_) | None => false,
    };
    if takes_article { format!("the {title}") } else { title.to_owned() }
}

fn has_article(title: &str) -> bool {
    let first = title.split(' ').next().unwrap_or_default();
    ["the", "a", "an", "any", "all", "every", "each"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// What an id stands for: its title in quotation marks, or the id where nothing is declared by that name.
fn named(model: &Model, id: &str) -> String {
    let title = model.named(id).map_or(id, |declaration| declaration.title.as_str());
    format!("“{title}”")
}

/// The rhythm in words that follow a verb.
pub(super) fn when(model: &Model, cadence: &Cadence) -> String {
    if let Cadence::Event(event) = cadence {
        return format!("each time this happens: {}", named(model, event));
    }
    titled(model, cadence).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Duration, DurationUnit, Every, PeriodUnit};

    #[test]
    fn sentences_begin_and_end() {
        assert_eq!(sentence("each month"), "Each month.");
        assert_eq!(sentence("Done."), "Done.");
    }

    #[test]
    fn rhythms_name_events_by_title() {
        let model = Model::default();
        assert_eq!(when(&model, &Cadence::Event("fall".to_owned())), "each time this happens: “fall”");
        let within = Cadence::Within { duration: Duration::new(28, DurationUnit::Day), of: Some("fall".to_owned()) };
        assert_eq!(when(&model, &within), "within 28 days of “fall”");
        assert_eq!(when(&model, &Cadence::Every(Every::plain(PeriodUnit::Month))), "every month");
    }
}

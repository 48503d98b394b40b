//! Words of explanations: sentences, parties with their articles, rhythms with titles for ids.

use crate::calendar::{Anchor, Cadence, Count, Every, Individual, Phase, Union};
use crate::model::value::Join;
use crate::model::{Construct, Model, Ref};
use crate::plan::listed;

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

/// The rhythm with titles in place of ids.
fn titled(model: &Model, cadence: &Cadence) -> Cadence {
    let all = |parts: &[Cadence]| parts.iter().map(|part| titled(model, part)).collect();
    match cadence {
        Cadence::Every(every) => Cadence::Every(rhythm(model, every)),
        Cadence::Count(count) => Cadence::Count(Count { every: rhythm(model, &count.every), ..count.clone() }),
        Cadence::Gap(gap) => Cadence::Gap(*gap),
        Cadence::Once(date) => Cadence::Once(*date),
        Cadence::Event(event) => Cadence::Event(named(model, event)),
        Cadence::Within { duration, of } => {
            Cadence::Within { duration: *duration, of: of.as_ref().map(|event| named(model, event)) }
        }
        Cadence::Phases(phases) => {
            let phase = |phase: &Phase| Phase { cadence: titled(model, &phase.cadence), lasts: phase.lasts };
            Cadence::Phases(phases.iter().map(phase).collect())
        }
        Cadence::All(Union { parts, once_in }) => Cadence::All(Union { parts: all(parts), once_in: *once_in }),
        Cadence::First(parts) => Cadence::First(all(parts)),
        Cadence::AsRequired { because } => Cadence::AsRequired { because: because.clone() },
    }
}

fn rhythm(model: &Model, every: &Every) -> Every {
    let anchor = match &every.anchor {
        Anchor::Event(event) => Anchor::Event(named(model, event)),
        Anchor::Unsaid | Anchor::From(_) | Anchor::FromMonth { .. } | Anchor::Completion => every.anchor.clone(),
    };
    let individual = every.individual.as_ref().map(|individual| Individual {
        each: model.named(&individual.each).map_or_else(|| individual.each.clone(), |each| each.title.clone()),
        from: individual.from.as_ref().map(|event| named(model, event)),
        review_at: individual.review_at.clone(),
    });
    Every { anchor, individual, ..every.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Duration, DurationUnit, PeriodUnit};

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

//! Rhythms for people who never see the language: titles in place of ids.

use crate::calendar::{Anchor, Cadence, Count, Every, Individual, Phase, Union};
use crate::model::Model;

/// The rhythm with titles in place of ids.
#[must_use]
pub fn titled(model: &Model, cadence: &Cadence) -> Cadence {
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

/// What an id stands for: its title in quotation marks, or the id where nothing is declared by that name.
fn named(model: &Model, id: &str) -> String {
    let title = model.named(id).map_or(id, |declaration| declaration.title.as_str());
    format!("“{title}”")
}

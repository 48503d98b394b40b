//! An escalation, rung by rung.

use super::words::{parties, sentence, when};
use crate::model::Model;
use crate::model::ladder::{Escalation, Level, Next};
use crate::model::value::{Join, Parties};
use crate::plan::deadline_words;

/// What starts it, its levels in order, and how long it may take.
pub(super) fn sentences(model: &Model, escalation: &Escalation) -> Vec<String> {
    let start = escalation.when.as_ref().map(|cadence| sentence(&format!("it starts {}", when(model, &cadence.value))));
    let levels = (1..).zip(&escalation.levels).map(|(number, level)| rung(model, escalation, number, level));
    let rest = [
        escalation.in_all.as_ref().map(|most| format!("from start to end it takes {} at most", most.value)),
        escalation
            .outside
            .as_ref()
            .map(|outside| format!("anyone may go to {} at any time", parties(model, &outside.names, Join::Any))),
        escalation.excused_by.as_ref().map(|who| format!("an exception is approved by {}", all(model, who))),
    ];
    let rest = rest.into_iter().flatten().map(|words| sentence(&words));
    start.into_iter().chain(levels).chain(rest).collect()
}

/// `1. Director told. The Service Leader tells the Director within 1 working day, who must answer in writing. …`
fn rung(model: &Model, escalation: &Escalation, number: usize, level: &Level) -> String {
    let told = level.tell.as_ref().map_or_else(|| "somebody".to_owned(), |tell| all(model, tell));
    let within =
        level.within.as_ref().map_or(String::new(), |within| format!(" {}", deadline_words(model, &within.value)));
    let telling = match &level.by {
        Some(by) => format!("{} must tell {told}{within}", all(model, by)),
        None => format!("{told} must be told{within}"),
    };
    let action = level.action.as_ref().map_or(String::new(), |(strength, action)| {
        format!(" {}", sentence(&format!("{told} {} {}", strength.word(), action.value)))
    });
    let next = level.next.as_ref().map_or(String::new(), |next| format!(" {}", after(escalation, next)));
    format!("{number}. {} {}{action}{next}", sentence(&level.title), sentence(&telling))
}

fn after(escalation: &Escalation, next: &Next) -> String {
    match next {
        Next::Ends(_) => "The ladder ends here.".to_owned(),
        Next::Level { name, target, after } => {
            let level = target.and_then(|index| escalation.levels.get(index));
            let title = level.map_or(name.value.as_str(), |level| level.title.as_str());
            let after = after.map_or(String::new(), |after| format!(" within {after}"));
            format!("If no answer comes{after}, the next step is “{title}”.")
        }
    }
}

fn all(model: &Model, who: &Parties) -> String {
    parties(model, &who.names, who.join)
}

//! Scenarios tried, as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Header, NamedShape, all_named, clauses, header};
use crate::plan::{Trial, Tried, Verdict};

/// What became of every scenario.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "qac test")]
pub(in crate::emit) struct TrialShape {
    #[serde(flatten)]
    header: Header,
    /// In the order of the source.
    scenarios: Vec<TriedShape>,
    /// The rules that no scenario expects.
    untouched: Vec<NamedShape>,
    /// How it went.
    summary: SummaryShape,
}

/// One scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct TriedShape {
    /// Its id.
    id: String,
    /// Its title.
    title: String,
    /// The clauses it stands under.
    clauses: Vec<String>,
    /// Whether every expectation holds.
    holds: bool,
    /// What happens, a line each.
    happens: Vec<String>,
    /// Its expectations, in order.
    expectations: Vec<VerdictShape>,
}

/// One expectation.
#[derive(Debug, Serialize, JsonSchema)]
struct VerdictShape {
    /// As the author wrote it.
    expected: String,
    /// Whether it came so.
    holds: bool,
    /// What came of the same rule, in the words of an expectation.
    came: Vec<String>,
}

/// How many of each.
#[derive(Debug, Serialize, JsonSchema)]
struct SummaryShape {
    /// Scenarios that hold.
    hold: usize,
    /// Scenarios that fail.
    fail: usize,
    /// Rules that a scenario could expect.
    rules: usize,
}

pub(in crate::emit) fn trial(trial: &Trial) -> TrialShape {
    let hold = trial.scenarios.iter().filter(|tried| tried.holds()).count();
    TrialShape {
        header: header(&trial.stamp),
        scenarios: trial.scenarios.iter().map(tried).collect(),
        untouched: all_named(&trial.untouched),
        summary: SummaryShape { hold, fail: trial.scenarios.len() - hold, rules: trial.rules },
    }
}

fn tried(tried: &Tried) -> TriedShape {
    TriedShape {
        id: tried.scenario.id.clone(),
        title: tried.scenario.title.clone(),
        clauses: clauses(&tried.clauses),
        holds: tried.holds(),
        happens: tried.happens.clone(),
        expectations: tried.verdicts.iter().map(verdict).collect(),
    }
}

fn verdict(verdict: &Verdict) -> VerdictShape {
    VerdictShape { expected: verdict.expected.clone(), holds: verdict.holds, came: verdict.came.clone() }
}

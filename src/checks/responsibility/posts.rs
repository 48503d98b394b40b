//! Posts, teams and bodies: whether anything is asked of them, how long they stand, and who belongs to them.

use indexmap::{IndexMap, IndexSet};

use super::{Checked, pick};
use crate::calendar::{Cadence, Every};
use crate::diagnostic::{Diagnostic, codes};
use crate::model::parties::{Body, Membership};
use crate::model::value::{Notice, Parties};
use crate::model::{Construct, DeclId, Declaration, Model, Ref};

/// Findings on posts and on who belongs.
pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let mut findings = without_duty(checked);
    findings.extend(model.declarations.iter().filter_map(|declaration| acting(checked, declaration)));
    for (declaration, body) in pick::bodies(model) {
        findings.extend(open_quorum(declaration, body));
        findings.extend(quorum_out_of_reach(model, declaration, body));
    }
    findings.extend(open_auditors(model));
    findings
}

/// Roles of the document of which nothing is asked and to whom nothing comes.
fn without_duty(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let model = checked.model;
    let with_part = with_part(model);
    let idle = pick::of_document(checked).filter(|declaration| {
        // A post for each case or audit is there for what it is called by, such as `independent-of`.
        let standing = matches!(&declaration.construct, Construct::Role(role) if role.for_each.is_none());
        standing && !declaration.broken && !with_part.contains(&declaration.id)
    });
    idle.map(|declaration| {
        Diagnostic::new(
            codes::ROLE_WITHOUT_DUTY,
            format!("nothing in this framework is asked of `{}`", declaration.name.value),
        )
        .at(declaration.header, "no duty, audit, report, meeting or ladder names this post")
        .help("give the post what it is there for, or take it out")
    })
    .collect()
}

/// Whoever does, answers for, receives or decides something, and the members and heads of such teams and bodies.
fn with_part(model: &Model) -> IndexSet<DeclId> {
    let mut found: IndexSet<DeclId> = IndexSet::new();
    let mut open: Vec<DeclId> = Vec::new();
    for declaration in &model.declarations {
        let named = parties_of(&declaration.construct).into_iter().flatten();
        open.extend(named.flat_map(|parties| &parties.names).filter_map(|name| name.target));
        open.extend(each_of(&declaration.construct).and_then(|each| model.names.get(each).copied()));
        if let Construct::Meeting(meeting) = &declaration.construct {
            open.extend(meeting.body.as_ref().and_then(|body| body.target));
        }
    }
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        open.extend(model.get(id).map(|declaration| belonging(&declaration.construct)).unwrap_or_default());
    }
    found
}

/// The members and the head of a team or body, who must be among them, and who stands in for a post.
fn belonging(construct: &Construct) -> Vec<DeclId> {
    let mut all: Vec<Option<&Parties>> = Vec::new();
    let mut next = Vec::new();
    if let Construct::Team(team) = construct {
        all.extend([team.members.as_ref(), team.lead.as_ref()]);
    } else if let Construct::Body(body) = construct {
        all.extend([body.members.as_ref(), body.chair.as_ref()]);
        all.extend(body.quorum.iter().flat_map(|quorum| &quorum.with).map(|present| Some(&present.of)));
    } else if let Construct::Role(role) = construct {
        all.push(role.deputy.as_ref());
        next.extend(role.then.iter().filter_map(|then| then.target));
    }
    next.extend(all.into_iter().flatten().flat_map(|parties| &parties.names).filter_map(|name| name.target));
    next
}

/// Every list of parties in a declaration that gives somebody a part.
fn parties_of(construct: &Construct) -> Vec<Option<&Parties>> {
    let mut all: Vec<Option<&Parties>> = Vec::new();
    if let Construct::Audit(audit) = construct {
        all.extend([audit.accountable.as_ref(), audit.coordinated_by.as_ref(), audit.excused_by.as_ref()]);
        all.push(audit.auditors.as_ref().map(|auditors| &auditors.parties));
        all.push(audit.moderation.as_ref().map(|moderation| &moderation.by));
        let notices = audit.findings.iter().chain(&audit.share).chain(&audit.action_plan).chain(&audit.report_back);
        all.extend(notices.flat_map(of_notice));
    } else if let Construct::Duty(duty) = construct {
        all.extend([duty.who.as_ref(), duty.accountable.as_ref(), duty.to.as_ref()]);
        all.extend([duty.consults.as_ref(), duty.informs.as_ref(), duty.excused_by.as_ref()]);
        all.extend(duty.share.iter().flat_map(of_notice));
    } else if let Construct::Report(report) = construct {
        all.extend([report.by.as_ref(), report.to.as_ref(), report.accountable.as_ref()]);
    } else if let Construct::Feedback(feedback) = construct {
        all.extend([feedback.by.as_ref(), feedback.respondents.as_ref(), feedback.accountable.as_ref()]);
        all.extend(feedback.share.iter().flat_map(of_notice));
    } else if let Construct::Meeting(meeting) = construct {
        all.extend([meeting.chair.as_ref(), meeting.attend.as_ref()]);
    } else if let Construct::Programme(programme) = construct {
        all.extend([programme.determined_by.as_ref(), programme.accountable.as_ref()]);
        all.push(programme.coordinated_by.as_ref());
    } else if let Construct::Escalation(ladder) = construct {
        all.extend([ladder.outside.as_ref(), ladder.excused_by.as_ref()]);
        all.extend(ladder.levels.iter().flat_map(|level| [level.tell.as_ref(), level.by.as_ref()]));
    } else {
        all.extend(of_the_document(construct));
    }
    all
}

/// The parties that the document itself, its open questions and its standards name.
fn of_the_document(construct: &Construct) -> Vec<Option<&Parties>> {
    if let Construct::Framework(framework) = construct {
        let editions = framework.editions.iter().map(|edition| edition.approved_by.as_ref());
        let own = [framework.publisher.as_ref(), framework.owner.as_ref(), framework.author.as_ref()];
        return own.into_iter().chain(editions).collect();
    }
    if let Construct::Gap(gap) = construct {
        return vec![gap.owner.as_ref()];
    }
    if let Construct::Threshold(threshold) = construct {
        return vec![threshold.tell.as_ref()];
    }
    if let Construct::Standard(standard) = construct {
        return vec![standard.applies_to.as_ref()];
    }
    if let Construct::Amendment(amendment) = construct {
        return vec![amendment.approved_by.as_ref()];
    }
    Vec::new()
}

fn of_notice(notice: &Notice) -> [Option<&Parties>; 2] {
    [notice.by.as_ref(), notice.to.as_ref()]
}

/// `for each teacher`: whose own rhythm it is.
fn each_of(construct: &Construct) -> Option<&str> {
    let when = if let Construct::Duty(duty) = construct {
        duty.when.as_ref()
    } else if let Construct::Feedback(feedback) = construct {
        feedback.when.as_ref()
    } else if let Construct::Audit(audit) = construct {
        audit.when.as_ref()
    } else {
        None
    };
    let Cadence::Every(Every { individual: Some(individual), .. }) = &when?.value else { return None };
    Some(&individual.each)
}

/// A post that is called acting and has no end, or whose end has passed.
fn acting(checked: &Checked<'_>, declaration: &Declaration) -> Option<Diagnostic> {
    let Construct::Role(role) = &declaration.construct else { return None };
    let name = &declaration.name.value;
    let finding = |message: String| {
        Diagnostic::new(codes::ACTING_WITHOUT_END, message)
            .help("write until when: `acting-until: 31 March 2018`; or name the post and leave who acts to the roster")
    };
    match &role.acting_until {
        None => {
            let first = declaration.title.split_whitespace().next()?.to_lowercase();
            let settled = declaration.broken || role.acting_at_most.is_some();
            (!settled && ["acting", "interim"].contains(&first.as_str())).then(|| {
                finding(format!("`{name}` is an acting post without an end")).at(declaration.header, "called acting")
            })
        }
        Some(until) => checked.as_of.filter(|today| *today > until.value).map(|_| {
            finding(format!("the acting post `{name}` ended on {}", pick::in_words(until.value)))
                .at(until.span, "this day has passed")
        }),
    }
}

/// A quorum of a body whose members are not settled.
fn open_quorum(declaration: &Declaration, body: &Body) -> Option<Diagnostic> {
    let quorum = body.quorum.as_ref()?;
    (body.membership == Some(Membership::Open)).then(|| {
        Diagnostic::new(
            codes::OPEN_SET,
            format!("`{}` has a quorum, but who belongs to it is left open", declaration.name.value),
        )
        .at(quorum.size.span, "a share of an unknown number")
        .help("name all members and write `membership: closed`, or take the quorum out")
    })
}

/// A quorum that all members together do not make up.
fn quorum_out_of_reach(model: &Model, declaration: &Declaration, body: &Body) -> Option<Diagnostic> {
    let quorum = body.quorum.as_ref()?;
    let fewest = quorum.size.value.min?;
    let members = body.members.as_ref()?;
    if body.membership == Some(Membership::Open) {
        return None;
    }
    let mut posts = pick::posts(model, members)?;
    if let Some(chair) = &body.chair {
        posts.extend(pick::posts(model, chair)?);
    }
    let heads = pick::heads(model, &posts)?;
    (fewest > heads).then(|| {
        let message = format!("`{}` needs {fewest} to be present, but it has {heads} in all", declaration.name.value);
        Diagnostic::new(codes::QUORUM_OUT_OF_REACH, message)
            .at(quorum.size.span, format!("{fewest} here"))
            .and(members.span, format!("{heads} in all, by their headcounts"))
            .help("lower the quorum, or name the members who are missing")
    })
}

/// Teams that audit and that others may belong to.
fn open_auditors(model: &Model) -> Vec<Diagnostic> {
    let mut teams: IndexMap<DeclId, (&Declaration, &Ref)> = IndexMap::new();
    for (declaration, audit) in pick::audits(model) {
        let names = audit.auditors.iter().flat_map(|auditors| &auditors.parties.names);
        for party in names {
            if let Some(team) = party.target {
                teams.entry(team).or_insert((declaration, party));
            }
        }
    }
    let open = teams.iter().filter_map(|(team, (audit, party))| {
        let team = model.get(*team)?;
        let Construct::Team(held) = &team.construct else { return None };
        (held.membership == Some(Membership::Open)).then(|| open_team(team, audit, party))
    });
    open.collect()
}

fn open_team(team: &Declaration, audit: &Declaration, party: &Ref) -> Diagnostic {
    let message = format!("`{}` audits `{}`, but who belongs to it is left open", team.name.value, audit.name.value);
    Diagnostic::new(codes::OPEN_SET, message)
        .at(team.header, "its membership is open")
        .and(party.span, "anyone might be meant here")
        .help("name all members and write `membership: closed`, or name the auditors themselves")
}

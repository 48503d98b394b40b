//! A declaration: what all of them have, and what each kind holds.

use super::ids::{ClauseNumber, DeclId};
use super::{document, evidence, ladder, parties, scenario, site, standards, time, work};
use crate::text::{FileId, Span, Spanned};

/// One declaration at the top of a file or block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Its place in the model.
    pub id: DeclId,
    /// Its id as written; for a `narrative`, `gap` or `assume` without one, its keyword and a number.
    pub name: Spanned<String>,
    /// Its title, or the text of a `narrative`, `gap` or `assume`; its id where it has none.
    pub title: String,
    /// The file it stands in.
    pub file: FileId,
    /// The whole of it.
    pub span: Span,
    /// Its opening line.
    pub header: Span,
    /// The clauses it comes from: the one above its block first, then those it names. Empty in a plain file.
    pub clauses: Vec<Spanned<ClauseNumber>>,
    /// Decisions recorded inside it.
    pub assumes: Vec<Spanned<String>>,
    /// Remarks.
    pub notes: Vec<Spanned<String>>,
    /// The id it had before.
    pub was: Option<Spanned<String>>,
    /// The profiles it binds; empty binds all.
    pub only_for: Vec<Spanned<String>>,
    /// The number it had in an earlier edition.
    pub formerly: Option<document::Formerly>,
    /// Clauses of outside standards that it meets.
    pub maps_to: Vec<document::Mapping>,
    /// Findings accepted here: code and reason as written.
    pub ignores: Vec<Spanned<String>>,
    /// What it holds.
    pub construct: Construct,
    /// The amendment that adds it, for what is not in force from the start.
    pub added_by: Option<DeclId>,
    /// True where part of it could not be read: checks that need the whole stay silent.
    pub broken: bool,
}

/// What a declaration holds. What takes much room is boxed: every declaration is as large as the largest that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the construct of the same name, documented where it is defined")]
pub enum Construct {
    Framework(Box<document::Framework>),
    Calendar(Box<time::CalendarDecl>),
    Clock(time::Clock),
    Unit(parties::Unit),
    Area(parties::AreaDecl),
    Role(Box<parties::Role>),
    Team(Box<parties::Team>),
    Body(Box<parties::Body>),
    Organisation(parties::Organisation),
    Glossary(document::Glossary),
    Reference(Box<document::Reference>),
    Scale(Box<standards::Scale>),
    Standard(Box<standards::Standard>),
    Instrument(Box<standards::Instrument>),
    Population(Box<evidence::Population>),
    Sample(Box<evidence::Sample>),
    Audit(Box<work::Audit>),
    Programme(Box<work::Programme>),
    Meeting(Box<work::Meeting>),
    Report(Box<work::Report>),
    Duty(Box<work::Duty>),
    Feedback(Box<work::Feedback>),
    Event(Box<evidence::Event>),
    Escalation(Box<ladder::Escalation>),
    Measure(Box<evidence::Measure>),
    Threshold(Box<evidence::Threshold>),
    Record(Box<evidence::Record>),
    Scenario(scenario::Scenario),
    Site(site::Site),
    Narrative,
    Gap(document::Gap),
    Assume(document::Assume),
    Amendment(Box<document::Amendment>),
}

/// The kinds of declaration, for saying which are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the construct of the same name")]
pub enum Kind {
    Framework,
    Calendar,
    Clock,
    Unit,
    Area,
    Role,
    Team,
    Body,
    Organisation,
    Glossary,
    Reference,
    Scale,
    Standard,
    Instrument,
    Population,
    Sample,
    Audit,
    Programme,
    Meeting,
    Report,
    Duty,
    Feedback,
    Event,
    Escalation,
    Measure,
    Threshold,
    Record,
    Scenario,
    Site,
    Narrative,
    Gap,
    Assume,
    Amendment,
}

/// The kinds that can bear an obligation.
pub const PARTIES: &[Kind] = &[Kind::Role, Kind::Team, Kind::Body, Kind::Organisation];

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[
        Self::Framework,
        Self::Calendar,
        Self::Clock,
        Self::Unit,
        Self::Area,
        Self::Role,
        Self::Team,
        Self::Body,
        Self::Organisation,
        Self::Glossary,
        Self::Reference,
        Self::Scale,
        Self::Standard,
        Self::Instrument,
        Self::Population,
        Self::Sample,
        Self::Audit,
        Self::Programme,
        Self::Meeting,
        Self::Report,
        Self::Duty,
        Self::Feedback,
        Self::Event,
        Self::Escalation,
        Self::Measure,
        Self::Threshold,
        Self::Record,
        Self::Scenario,
        Self::Site,
        Self::Narrative,
        Self::Gap,
        Self::Assume,
        Self::Amendment,
    ];

    /// Every kind with its keyword.
    const KEYWORDS: [(Self, &'static str); 33] = [
        (Self::Framework, "framework"),
        (Self::Calendar, "calendar"),
        (Self::Clock, "clock"),
        (Self::Unit, "unit"),
        (Self::Area, "area"),
        (Self::Role, "role"),
        (Self::Team, "team"),
        (Self::Body, "body"),
        (Self::Organisation, "organisation"),
        (Self::Glossary, "glossary"),
        (Self::Reference, "reference"),
        (Self::Scale, "scale"),
        (Self::Standard, "standard"),
        (Self::Instrument, "instrument"),
        (Self::Population, "population"),
        (Self::Sample, "sample"),
        (Self::Audit, "audit"),
        (Self::Programme, "programme"),
        (Self::Meeting, "meeting"),
        (Self::Report, "report"),
        (Self::Duty, "duty"),
        (Self::Feedback, "feedback"),
        (Self::Event, "event"),
        (Self::Escalation, "escalation"),
        (Self::Measure, "measure"),
        (Self::Threshold, "threshold"),
        (Self::Record, "record"),
        (Self::Scenario, "scenario"),
        (Self::Site, "site"),
        (Self::Narrative, "narrative"),
        (Self::Gap, "gap"),
        (Self::Assume, "assume"),
        (Self::Amendment, "amendment"),
    ];

    /// The kind that a keyword opens.
    #[must_use]
    pub fn of(keyword: &str) -> Option<Self> {
        Self::KEYWORDS.iter().find(|(_, word)| *word == keyword).map(|(kind, _)| *kind)
    }

    /// The keyword that opens it.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        Self::KEYWORDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

impl Construct {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Framework(_) => Kind::Framework,
            Self::Calendar(_) => Kind::Calendar,
            Self::Clock(_) => Kind::Clock,
            Self::Unit(_) => Kind::Unit,
            Self::Area(_) => Kind::Area,
            Self::Role(_) => Kind::Role,
            Self::Team(_) => Kind::Team,
            Self::Body(_) => Kind::Body,
            Self::Organisation(_) => Kind::Organisation,
            Self::Glossary(_) => Kind::Glossary,
            Self::Reference(_) => Kind::Reference,
            Self::Scale(_) => Kind::Scale,
            Self::Standard(_) => Kind::Standard,
            Self::Instrument(_) => Kind::Instrument,
            Self::Population(_) => Kind::Population,
            Self::Sample(_) => Kind::Sample,
            Self::Audit(_) => Kind::Audit,
            Self::Programme(_) => Kind::Programme,
            Self::Meeting(_) => Kind::Meeting,
            Self::Report(_) => Kind::Report,
            Self::Duty(_) => Kind::Duty,
            Self::Feedback(_) => Kind::Feedback,
            Self::Event(_) => Kind::Event,
            Self::Escalation(_) => Kind::Escalation,
            Self::Measure(_) => Kind::Measure,
            Self::Threshold(_) => Kind::Threshold,
            Self::Record(_) => Kind::Record,
            Self::Scenario(_) => Kind::Scenario,
            Self::Site(_) => Kind::Site,
            Self::Narrative => Kind::Narrative,
            Self::Gap(_) => Kind::Gap,
            Self::Assume(_) => Kind::Assume,
            Self::Amendment(_) => Kind::Amendment,
        }
    }
}

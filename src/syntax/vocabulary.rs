//! The vocabulary: which words declare something, what each may hold, and what it is for.
//!
//! The grammar says how a line reads; this table says where it may stand. Checks, the formatter, completion and the
//! reference page all read it here, so a new line of a construct is added in one place. It knows no names of authors.

/// A kind of declaration.
#[derive(Debug)]
pub struct Construct {
    /// The word that opens it.
    pub keyword: &'static str,
    /// The word with its article, for messages: `an audit`.
    pub article: &'static str,
    /// What it is for, one sentence.
    pub about: &'static str,
    /// Where it may stand.
    pub place: Standing,
    /// What must follow the keyword.
    pub opening: Opening,
    /// The lines it may hold, apart from [`COMMON`].
    pub fields: &'static [Field],
    /// The declarations it may hold, by keyword.
    pub holds: &'static [&'static str],
}

/// Where a declaration may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At the top of a file or block.
    Top,
    /// Only inside another declaration, which names it in its `holds`.
    Inside,
}

/// What the opening line must give after the keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// An id and a title: `audit early-help-files "Managers' case file audits"`.
    IdAndTitle,
    /// An id; a title may follow.
    Id,
    /// A text and nothing else: `narrative "sets out the purpose"`; an id may stand before it.
    Text,
}

/// One line of a construct.
#[derive(Debug)]
pub struct Field {
    /// The name before the colon.
    pub name: &'static str,
    /// Whether the construct can do without it.
    pub need: Need,
    /// What the line says, in a few words.
    pub about: &'static str,
}

/// How often a line may or must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Exactly once.
    Required,
    /// At most once.
    Optional,
    /// Any number of times.
    Many,
}

const fn required(name: &'static str, about: &'static str) -> Field {
    Field { name, need: Need::Required, about }
}
const fn optional(name: &'static str, about: &'static str) -> Field {
    Field { name, need: Need::Optional, about }
}
const fn many(name: &'static str, about: &'static str) -> Field {
    Field { name, need: Need::Many, about }
}

/// The lines that every declaration at the top may hold.
pub const COMMON: &[Field] = &[
    optional("clauses", "further clauses it comes from, besides the paragraph above its block"),
    many("assume", "a decision its author took where the text is silent"),
    many("note", "a remark for readers; nothing follows from it"),
    optional("was", "the id it had before"),
    optional("only-for", "the profiles it binds"),
    optional("formerly", "the number it had in an earlier edition: `7.4 in edition-2`"),
    many("maps-to", "the clause of an outside standard that it meets, and how the two compare"),
    many("ignore", "a finding that is accepted here, with the reason"),
];

/// The construct that `keyword` opens.
#[must_use]
pub fn construct(keyword: &str) -> Option<&'static Construct> {
    CONSTRUCTS.iter().find(|construct| construct.keyword == keyword)
}

impl Construct {
    /// Its line of that name, its own or a common one.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().chain(self.common()).find(|field| field.name == name)
    }

    /// The lines it may hold because every declaration in its place may.
    const fn common(&self) -> &'static [Field] {
        match self.place {
            Standing::Top => COMMON,
            Standing::Inside => INSIDE,
        }
    }

    /// How its opening line is written, in backticks.
    #[must_use]
    pub fn pattern(&self) -> String {
        let keyword = self.keyword;
        match self.opening {
            Opening::IdAndTitle => format!("`{keyword} short-name \"Its title\" {{`"),
            Opening::Id => format!("`{keyword} short-name {{`"),
            Opening::Text => format!("`{keyword} \"what it says\"`"),
        }
    }

    /// The names of all lines it may hold, its own first.
    pub fn field_names(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().chain(self.common()).map(|field| field.name)
    }
}

const INSIDE: &[Field] = &[
    many("assume", "a decision its author took where the text is silent"),
    many("note", "a remark for readers; nothing follows from it"),
];

/// What an amendment may hold: changes to what is declared, and whatever it adds.
const AMENDED: &[&str] = &[
    "replace",
    "withdraw",
    "calendar",
    "clock",
    "unit",
    "area",
    "role",
    "team",
    "body",
    "organisation",
    "glossary",
    "reference",
    "scale",
    "standard",
    "instrument",
    "population",
    "sample",
    "audit",
    "programme",
    "meeting",
    "report",
    "duty",
    "feedback",
    "event",
    "escalation",
    "measure",
    "threshold",
    "record",
    "scenario",
    "narrative",
    "gap",
    "assume",
];

/// Every construct of the language, in the order of the reference.
pub const CONSTRUCTS: &[Construct] = &[
    Construct {
        keyword: "framework",
        article: "a framework",
        about: "The document itself: whose it is, its editions, its calendar and when it is reviewed.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("publisher", "the organisation that publishes it"),
            required("owner", "who owns it"),
            optional("author", "the post that writes it, never a person"),
            required("calendar", "the calendar that all its dates are counted in"),
            required("review-due", "the day, or the end of the month, by which it is reviewed"),
            optional("language", "the edition of the qac language it is written in"),
            optional("service", "the service it is about"),
            optional("location", "where it is kept"),
            optional("purpose", "what it is for"),
            optional("profiles", "the profiles that some of its rules are only for"),
            optional("levels", "how grave a finding is in this document, by its code: `QAC0403 advice, QAC0901 error`"),
        ],
        holds: &["edition"],
    },
    Construct {
        keyword: "edition",
        article: "an edition",
        about: "One issue of the document.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[required("date", "the day or month it was issued"), optional("approved-by", "who approved it")],
        holds: &[],
    },
    Construct {
        keyword: "calendar",
        article: "a calendar",
        about: "Working days, holidays, closures, terms, and where quarters and years begin.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("extends", "the calendar it starts from"),
            optional("week", "the working week: `Monday to Friday`"),
            optional("holidays", "the nations whose bank holidays it keeps"),
            optional("quarters-from", "the month the first quarter starts in"),
            optional("financial-year", "the day the financial year starts: `from 1 April`"),
            optional("academic-year", "the day the academic year starts: `from 1 September`"),
            optional(
                "non-working-days",
                "where a date goes that falls on a day off: `moved to the working day before`",
            ),
            many("terms-from-file", "a file with school terms: `\"terms-2026.csv\"`"),
            many("closures-from-file", "a file with closures: `\"closures.ics\"`"),
            many("holidays-from-file", "a file with single days off: `\"council-days.csv\"`"),
        ],
        holds: &["term", "closure", "holiday"],
    },
    Construct {
        keyword: "term",
        article: "a term",
        about: "A school term of the calendar.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[required("dates", "its first and last day"), optional("half-term", "the break inside it")],
        holds: &[],
    },
    Construct {
        keyword: "closure",
        article: "a closure",
        about: "Days on which the organisation is closed.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[required("dates", "its first and last day")],
        holds: &[],
    },
    Construct {
        keyword: "holiday",
        article: "a holiday",
        about: "One more day off.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[required("date", "the day")],
        holds: &[],
    },
    Construct {
        keyword: "clock",
        article: "a clock",
        about: "What a word of urgency means in time: `immediately`.",
        place: Standing::Top,
        opening: Opening::Id,
        fields: &[required("within", "the time it stands for")],
        holds: &[],
    },
    Construct {
        keyword: "unit",
        article: "a unit",
        about: "A part of the organisation.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("part-of", "the unit it belongs to"),
            optional("peers", "the units that audit each other's work with it"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "area",
        article: "an area",
        about: "A service area inside a unit, for own-area and peer-area work.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            required("part-of", "the unit it belongs to"),
            optional("peers", "the areas that are its peers"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "role",
        article: "a role",
        about: "A post. Who holds it, from when to when, is in the roster, not here.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("headcount", "how many hold the post"),
            optional("reports-to", "its line manager"),
            optional("unit", "the unit it works in"),
            optional("area", "the area it works in"),
            optional("for-each", "the record each of which has one such person: a child's case holder"),
            optional("seen-in", "the column of that record that holds the person"),
            optional("acting-until", "the day an acting arrangement ends"),
            optional("deputy", "who acts while the post is vacant"),
            optional("acting-at-most", "how long the deputy may act"),
            optional("then", "whom it goes to after that, or what follows"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "team",
        article: "a team",
        about: "Posts that work together, with a lead.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            required("members", "the posts in it"),
            optional("membership", "`open` or `closed`: whether others may belong"),
            optional("lead", "the post that leads it"),
            optional("unit", "the unit it works in"),
            optional("headcount", "how many people it has"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "body",
        article: "a body",
        about: "People who meet: a board, a panel, a forum.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("chair", "who chairs it"),
            optional("members", "who belongs to it"),
            optional("membership", "`open` or `closed`: whether others may belong"),
            optional("quorum", "how many must be there, and who among them"),
            optional("part-of", "the body it belongs to"),
            optional("supersedes", "what it took the place of"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "organisation",
        article: "an organisation",
        about: "An outside organisation.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("address", "where it is found"),
            optional("supersedes", "what it took the place of"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "glossary",
        article: "a glossary",
        about: "Acronyms and terms: one line each, `\"CP\": \"child protection\"`.",
        place: Standing::Top,
        opening: Opening::Id,
        fields: &[many(ENTRY, "a term and its meaning")],
        holds: &[],
    },
    Construct {
        keyword: "reference",
        article: "a reference",
        about: "An outside document, with the dates it holds good.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("edition", "which edition is meant"),
            optional("authority", "who issued it"),
            optional("in-force-from", "the first day it held"),
            optional("in-force-until", "the last day it held"),
            optional("replaced-by", "the reference that took its place"),
            optional("address", "where it is found"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "scale",
        article: "a scale",
        about: "Ordered answers or grades, best first.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("not-counted", "the grades that stand for no grade: `not-applicable`"),
            optional("follows", "the scale it took the place of"),
            optional("reads-as", "how the older grades read in this one"),
        ],
        holds: &["grade"],
    },
    Construct {
        keyword: "grade",
        article: "a grade",
        about: "One answer of a scale.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[optional("means", "when it is given")],
        holds: &[],
    },
    Construct {
        keyword: "standard",
        article: "a standard",
        about: "A practice standard: the questions by which it is seen to be met.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("authority", "the reference or party it comes from"),
            optional("applies-to", "the units or parties it binds"),
            optional("scale", "the scale its questions are answered on"),
            optional("purpose", "what it is for"),
        ],
        holds: &["criterion"],
    },
    Construct {
        keyword: "criterion",
        article: "a criterion",
        about: "A question an auditor answers.",
        place: Standing::Inside,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("answer", "the scale it is answered on, where not the standard's"),
            optional("evidence", "what an auditor looks at"),
            optional("feeds", "the measures its answers go into"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "instrument",
        article: "an instrument",
        about: "An audit tool, questionnaire, form or template, with its version.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            optional("kind", "`audit-tool`, `questionnaire`, `form`, `report` or `leaflet`"),
            optional("version", "which version is in use"),
            optional("tests", "the standards whose questions it asks"),
            optional("scale", "the scale its own questions are answered on"),
            optional("overall", "how the overall grade comes from the answers"),
            optional("location", "where it is kept"),
        ],
        holds: &["question"],
    },
    Construct {
        keyword: "question",
        article: "a question",
        about: "A question of the instrument's own.",
        place: Standing::Inside,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("answer", "the scale it is answered on"),
            optional("evidence", "what the answer rests on"),
            optional("feeds", "the measures its answers go into"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "population",
        article: "a population",
        about: "What cases are drawn from: the records that meet a condition on a day.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("records", "the record it is taken from"),
            optional("where", "the condition a record must meet"),
            optional("excluding", "the condition that keeps a record out"),
            optional("as-at", "the day the condition is looked at"),
            optional("unit-of-selection", "what is picked: `child`, `family`, `episode`, `worker`"),
            optional("strata", "the columns a draw may be spread over"),
            optional("cap", "the most that all draws from it may take together, for each of something"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "sample",
        article: "a sample",
        about: "A draw that several audits share: `draw: as in monthly-sample`.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[required("draw", "how many, how and from what")],
        holds: &[],
    },
    Construct {
        keyword: "audit",
        article: "an audit",
        about: "Cases looked at against standards, by whom, when, and what follows.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("unit", "whose work is audited"),
            required("when", "when it happens"),
            optional("draw", "how many cases, how, and from what"),
            required("auditors", "who audits, and how many each"),
            optional("accountable", "the one who answers for it"),
            optional("coordinated-by", "who organises it"),
            optional("basis", "own area or peer area, by month"),
            optional("independent-of", "who may not audit a case"),
            optional("rotation", "how soon a pair may meet again"),
            optional("competence", "the training an auditor needs"),
            optional("competence-lasts", "how long an auditor's training counts"),
            optional("partner-for", "how long a new auditor audits only with a partner"),
            optional("excused-by", "who may excuse it, in writing"),
            optional("tests", "the standards tested, where no instrument names them"),
            optional("instrument", "the tool it is done with"),
            optional("topic", "the theme, where it has one"),
            optional("due", "by when each is done"),
            optional("moderation", "the share looked at twice, by whom, and of whom they are independent"),
            optional("file", "what is filed where, and by when"),
            many("findings", "whom the findings go to, and by when"),
            many("share", "who is shown the result, and by when"),
            optional("action-plan", "who plans what follows, and by when"),
            optional("report-back", "who reports on it to whom, and by when"),
            optional("re-audit", "the audit that follows it up"),
            optional("concern", "the escalation that a worried auditor starts"),
            optional("strength", "`must`, `should` or `may`; `must` unless it says otherwise"),
            optional("where", "the cases it is for"),
            optional("shown-in", "the column that shows it was done, where a record is kept for it alone"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "programme",
        article: "a programme",
        about: "The year plan: which audits in which months, with totals; checked against the audits.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("covers", "the units for which every month has exactly one audit"),
            optional("determined-by", "who decides it"),
            optional("accountable", "the one who answers for it"),
            optional("coordinated-by", "who organises it"),
            optional("kind", "`calendar`, `financial` or `academic` year; calendar unless it says otherwise"),
            many(PLAN, "a month, or several, and what is audited in it"),
            optional("totals", "what the year comes to"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "meeting",
        article: "a meeting",
        about: "A body meets, how often, who must be there, and what it takes.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            many("also", "other names the text uses for it"),
            required("body", "the body that meets"),
            required("when", "how often"),
            optional("chair", "who chairs it, where not the body's chair"),
            optional("attend", "who must be there"),
            many("standing-item", "what is on every agenda"),
            optional("items", "the measures and standards looked at each time"),
            optional("takes", "the reports that come to it"),
            optional("strength", "`must`, `should` or `may`"),
            optional("shown-in", "the column that shows it was done, where a record is kept for it alone"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "report",
        article: "a report",
        about: "Something written by someone for someone, how often, and through which meeting.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("by", "who writes it"),
            required("to", "who reads it"),
            required("when", "how often, or after what"),
            optional("accountable", "the one who answers for it"),
            optional("due", "by when"),
            optional("draft-due", "by when the draft is out"),
            optional("not-before", "the day before which it is not given out"),
            optional("through", "the meeting it goes through"),
            many("content", "what must be in it"),
            optional("measures", "the measures in it"),
            optional("unit", "whose work it is about"),
            optional("feeds", "what it goes into"),
            optional("strength", "`must`, `should` or `may`"),
            optional("shown-in", "the column that shows it was done, where a record is kept for it alone"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "duty",
        article: "a duty",
        about: "Anything else that someone must, should or may do.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("who", "who does it"),
            optional("accountable", "the one who answers for it"),
            optional("must", "what must be done"),
            optional("should", "what should be done"),
            optional("may", "what may be done"),
            required("when", "how often, or after what"),
            optional("how-many", "how many each time"),
            optional("due", "by when"),
            optional("not-before", "the day before which it is not done"),
            optional("to", "for whom, or who is told"),
            optional("consults", "who is asked first"),
            optional("informs", "who is told after"),
            optional("through", "the meeting it is done in"),
            optional("instrument", "the form or tool it is done with"),
            optional("tests", "the standards looked at"),
            optional("population", "what it is done to"),
            optional("evidence", "what shows that it was done"),
            optional("file", "what is filed where, and by when"),
            many("share", "who is shown the result, and by when"),
            optional("unit", "whose work it is about"),
            optional("kind", "`duty`, `observation`, `review` or `appraisal`; duty unless it says otherwise"),
            optional("draw", "which cases, and how many"),
            optional("then", "what follows when it is done"),
            optional("if-missed", "what follows when it is not"),
            optional("concern", "the escalation it can start"),
            optional("feeds", "what it goes into"),
            optional("independent-of", "who may not do it"),
            optional("excused-by", "who may excuse it, in writing"),
            optional("where", "the cases it is for"),
            optional("shown-in", "the column that shows it was done, where a record is kept for it alone"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "feedback",
        article: "feedback",
        about: "What is asked of whom, after what or how often, and what it goes into.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("respondents", "who is asked"),
            required("when", "how often, or after what"),
            required("by", "who asks"),
            optional("accountable", "the one who answers for it"),
            optional("instrument", "what is used to ask"),
            optional("channel", "how it is asked, where no instrument says"),
            optional("due", "by when"),
            optional("draw", "how many are asked, and how they are picked"),
            optional("feeds", "what the answers go into"),
            many("share", "who is shown the answers, and by when"),
            optional("unit", "whose work it is about"),
            optional("strength", "`must`, `should` or `may`"),
            optional("shown-in", "the column that shows it was done, where a record is kept for it alone"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "event",
        article: "an event",
        about: "Something that happens to a record and that deadlines are counted from.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            optional("happens-to", "the record it happens to"),
            optional("seen-in", "the column of the record that shows it"),
            optional("where", "the condition under which the record shows it"),
            optional("holds", "what is known of it"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "escalation",
        article: "an escalation",
        about: "A ladder: who is told, by when, and who is next when no answer comes.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("when", "what starts it"),
            optional("in-all", "the longest it may take from start to end"),
            optional("outside", "the outside bodies anyone may go to at any time"),
            optional("excused-by", "who may approve an exception"),
            optional("bypass", "the level that serious matters go to at once"),
            optional("strength", "`must`, `should` or `may`"),
        ],
        holds: &["level"],
    },
    Construct {
        keyword: "level",
        article: "a level",
        about: "One rung of an escalation.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[
            required("tell", "who is told"),
            required("within", "by when they are told"),
            optional("by", "who tells them"),
            optional("must", "what they must do"),
            optional("should", "what they should do"),
            optional("may", "what they may do"),
            required("if-unanswered", "the next level and after how long, or `ends here` and its time"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "measure",
        article: "a measure",
        about: "A figure taken from records, by period and group.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("value", "how it is counted"),
            optional("when", "how often it is taken"),
            optional("unit", "whose work it is about"),
            optional("counts-as-met", "what also counts"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "threshold",
        article: "a threshold",
        about: "A bound on a measure, and what follows when it is crossed.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("measure", "the measure it watches"),
            required("bound", "the bound that sets it off: `below 90% in 2 months running`"),
            optional("then", "the escalations, audits and duties that follow"),
            many("changes", "a rule that is done otherwise from then on, and until when"),
            optional("tell", "who is told"),
            optional("within", "by when they are told"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "record",
        article: "a record",
        about: "A table of evidence, with its columns.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("columns", "its columns: name, what it holds, whether it may be empty"),
            optional("key", "the columns that tell one row from another"),
            optional("table", "the table's name in the database"),
            optional("shows", "the work whose doing it shows: `audits`, `meetings`, `reports` and others"),
            optional("rule-in", "the column with the id of the rule that a row is about"),
            optional("done-in", "the column with the day it was done; empty where it is not done yet"),
            optional("planned-in", "the column with the day that tells which period a row is for"),
            optional("about-in", "the column with what a row is about: a case, a member of staff, a meeting"),
            optional("who-in", "the column with who did it"),
            optional("to-in", "the column with whom it went to"),
            optional("basis-in", "the column with `own` or `peer`"),
            optional("counted-in", "the column whose different values are counted, where rows are not"),
            optional("parts-in", "the columns that show what follows the same work: `file filed-on`"),
            optional("began-in", "the column with the first day that somebody holds a post"),
            optional(
                "ended-in",
                "the column with the last day: that somebody holds a post, or that a row stands for one of those asked about",
            ),
            optional("area-in", "the column with the area that somebody works in"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "site",
        article: "a site",
        about: "A map from a framework's records to the tables of one place, given to a command with `--map`.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[],
        holds: &["bind", "absent"],
    },
    Construct {
        keyword: "bind",
        article: "a binding",
        about: "Where one record is kept here: its table, and the columns that are called otherwise.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[
            optional("table", "the name of the table or view here"),
            optional("columns", "the columns that are called otherwise here: `case-id in \"CaseRef\"`"),
            optional("where", "the rows of the table that are meant"),
        ],
        holds: &[],
    },
    Construct {
        keyword: "absent",
        article: "an absence",
        about: "A record that no table here holds, and why: what needs it cannot be evaluated.",
        place: Standing::Inside,
        opening: Opening::IdAndTitle,
        fields: &[],
        holds: &[],
    },
    Construct {
        keyword: "scenario",
        article: "a scenario",
        about: "A test: on these days this happens; then this is expected.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[many(HAPPENING, "what happens on a day"), many("expect", "what must follow")],
        holds: &[],
    },
    Construct {
        keyword: "narrative",
        article: "a narrative",
        about: "Says that a clause holds nothing to carry out, and why.",
        place: Standing::Top,
        opening: Opening::Text,
        fields: &[],
        holds: &[],
    },
    Construct {
        keyword: "gap",
        article: "a gap",
        about: "An open question of the text, with an owner and a day by which it is closed.",
        place: Standing::Top,
        opening: Opening::Text,
        fields: &[required("owner", "who closes it"), required("due-date", "by when")],
        holds: &[],
    },
    Construct {
        keyword: "assume",
        article: "an assumption",
        about: "A decision its author took where the text is silent.",
        place: Standing::Top,
        opening: Opening::Text,
        fields: &[optional("because", "why it was decided so")],
        holds: &[],
    },
    Construct {
        keyword: "amendment",
        article: "an amendment",
        about: "What changes from a date on: replaced, withdrawn or added.",
        place: Standing::Top,
        opening: Opening::IdAndTitle,
        fields: &[
            required("starts", "the first day it holds"),
            optional("ends", "the last day it holds"),
            optional("approved-by", "who approved it"),
        ],
        holds: AMENDED,
    },
    Construct {
        keyword: "replace",
        article: "a replacement",
        about: "The lines of a declaration that read differently from the amendment's first day.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[],
        holds: &[],
    },
    Construct {
        keyword: "withdraw",
        article: "a withdrawal",
        about: "A declaration that no longer holds from the amendment's first day.",
        place: Standing::Inside,
        opening: Opening::Id,
        fields: &[],
        holds: &[],
    },
    Construct {
        keyword: "use",
        article: "a use",
        about: "Brings the declarations of another file into this one: `use \"std/clocks.qac\"`.",
        place: Standing::Top,
        opening: Opening::Text,
        fields: &[],
        holds: &[],
    },
];

/// Stands in the table for a glossary's lines, whose names are texts.
pub const ENTRY: &str = "\"term\"";
/// Stands in the table for a programme's lines, whose names are months.
pub const PLAN: &str = "month";
/// Stands in the table for a scenario's lines, whose names are dates.
pub const HAPPENING: &str = "on date";

/// Whether any construct has a line of that name.
#[must_use]
pub fn is_field(name: &str) -> bool {
    CONSTRUCTS.iter().flat_map(|construct| construct.fields).chain(COMMON).any(|field| field.name == name)
}

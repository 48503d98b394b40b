//! Queries made up from a list of choices, over small tables made up too. A shorter list, or smaller numbers in it, is a
//! simpler query, so that proptest finds the simplest one that fails.

use qac::query::{
    Comparison, Emptiness, Field, Frame, Heading, Kind, Literal, Order, Predicate, Query, Select, Source, Step, Table,
    TableColumn, Value,
};

use super::printed::day;
use super::reference::{Ask, Cell, Change, Form, Formula, Pair, Row};

/// The columns of both tables.
const COLUMNS: [(&str, Kind); 7] = [
    ("id", Kind::Whole),
    ("size", Kind::Whole),
    ("word", Kind::Text),
    ("opened", Kind::Date),
    ("closed", Kind::Date),
    ("score", Kind::Number),
    ("own", Kind::YesNo),
];

/// Texts that would break out of their quotes if they could.
pub(super) const WORDS: [&str; 12] = [
    "open",
    "Open",
    "",
    "it's",
    "'; DROP TABLE one; --",
    "a\\'b\\",
    "/* \"x\" */ -- y",
    "[b]]`c`",
    "naïve – 漢字 🙂",
    "%_$1 :name ?1 @p",
    "NULL",
    "{{x}} \\u0041 \\n",
];

/// Numbers to choose by; nought when there are no more.
pub(super) struct Choices<'a> {
    left: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(choices: &'a [u8]) -> Self {
        Self { left: choices.iter() }
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        usize::from(self.left.next().copied().unwrap_or_default()) % count
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn cell(&mut self, kind: Kind) -> Cell {
        match kind {
            Kind::Text => Cell::Text(self.of(&WORDS).to_owned()),
            Kind::Whole => Cell::Whole(self.of(&[1, 2, 0, -3, 14])),
            Kind::Number => Cell::Number(self.of(&[1.5, 2.0, 0.0, -0.25, 87.125])),
            Kind::Date | Kind::Time => {
                Cell::Day(day(self.of(&["2017-05-01", "2017-05-31", "2016-02-29", "1899-12-31", "2017-06-01"])))
            }
            Kind::YesNo => Cell::YesNo(self.below(2) == 0),
        }
    }

    fn row(&mut self, id: i64) -> Row {
        let cell = |&(name, kind): &(&str, Kind)| match (name, self.below(4)) {
            ("id", _) => Cell::Whole(id),
            (_, 3) => Cell::Empty,
            _ => self.cell(kind),
        };
        COLUMNS.iter().map(cell).collect()
    }

    fn rows(&mut self) -> Vec<Row> {
        let count = self.below(6);
        (0..count).map(|at| self.row(at as i64 + 1)).collect()
    }

    fn formula(&mut self, kind: Kind, sources: usize, depth: usize) -> Formula {
        let form = if depth == 0 || self.below(2) == 0 {
            self.leaf(kind, sources)
        } else {
            self.made(kind, sources, depth - 1)
        };
        Formula { kind, form }
    }

    fn leaf(&mut self, kind: Kind, sources: usize) -> Form {
        let columns: Vec<usize> = (0..COLUMNS.len()).filter(|at| COLUMNS[*at].1 == kind).collect();
        match self.below(5) {
            3 => Form::Cell(self.cell(kind)),
            4 => Form::Cell(Cell::Empty),
            _ => Form::Column(self.below(sources), self.of(&columns)),
        }
    }

    fn made(&mut self, kind: Kind, sources: usize, depth: usize) -> Form {
        match self.below(5) {
            0 => Form::FirstFilled(vec![self.formula(kind, sources, depth), self.formula(kind, sources, depth)]),
            1 => {
                let ask = Box::new(self.ask(sources, depth, false));
                Form::Case(ask, Box::new([self.formula(kind, sources, depth), self.formula(kind, sources, depth)]))
            }
            _ => self.made_of_others(kind, sources, depth),
        }
    }

    fn made_of_others(&mut self, kind: Kind, sources: usize, depth: usize) -> Form {
        let both = |choices: &mut Self, pair: Pair, kind: Kind| {
            Form::Both(pair, Box::new([choices.formula(kind, sources, depth), choices.formula(kind, sources, depth)]))
        };
        let one = |choices: &mut Self, change: Change, kind: Kind| {
            Form::One(change, Box::new(choices.formula(kind, sources, depth)))
        };
        match (kind, self.below(8)) {
            (Kind::Whole, 0) => both(self, Pair::Days, Kind::Date),
            (Kind::Whole, 1) => one(self, Change::DayNumber, Kind::Date),
            (Kind::Whole, 2) => one(self, Change::Hundredths, Kind::Number),
            (Kind::Whole, 3) => both(self, Pair::Quotient, Kind::Whole),
            (Kind::Whole, 4) => both(self, Pair::Remainder, Kind::Whole),
            (Kind::Number, 0) => both(self, Pair::Ratio, Kind::Whole),
            (Kind::Number, 1) => both(self, Pair::Ratio, Kind::Number),
            (Kind::Number, 2) => one(self, Change::Number, Kind::Whole),
            (Kind::Whole | Kind::Number, which) => {
                let pair = [Pair::Plus, Pair::Minus, Pair::Times, Pair::Lesser, Pair::Greater][which % 5];
                // A product of products would leave the whole numbers there are.
                let depth = if matches!(pair, Pair::Times) { 0 } else { depth };
                Form::Both(pair, Box::new([self.formula(kind, sources, depth), self.formula(kind, sources, depth)]))
            }
            (Kind::Text, 0) => one(self, Change::Text, Kind::Whole),
            (Kind::Text, 1) => one(self, Change::Text, Kind::Date),
            (Kind::Text, 2) => one(self, Change::Text, Kind::YesNo),
            (Kind::Text, 3) => one(self, Change::MonthDay, Kind::Date),
            (Kind::Text, 4) => one(self, Change::HundredthsText, Kind::Whole),
            (Kind::Text, _) => Form::Joined((0..2).map(|_| self.formula(kind, sources, depth)).collect()),
            (Kind::Date | Kind::Time, which) => both(self, [Pair::Lesser, Pair::Greater][which % 2], kind),
            (Kind::YesNo, _) => self.leaf(kind, sources),
        }
    }

    fn ask(&mut self, sources: usize, depth: usize, in_filter: bool) -> Ask {
        let kind = self.of(&[Kind::Whole, Kind::Text, Kind::Date, Kind::Number, Kind::YesNo]);
        let parts = |choices: &mut Self| {
            let count = 2 + choices.below(2);
            (0..count).map(|_| choices.ask(sources, depth.saturating_sub(1), in_filter)).collect()
        };
        match self.below(if depth == 0 { 6 } else { 10 }) {
            0 | 1 => self.comparison(kind, sources, depth),
            2 => Ask::Empty(self.formula(kind, sources, depth)),
            3 => Ask::Filled(self.formula(kind, sources, depth)),
            4 => Ask::OneOf(self.formula(kind, sources, depth), vec![self.cell(kind), self.cell(kind)]),
            5 => Ask::Same(self.formula(kind, sources, depth), self.formula(kind, sources, depth)),
            6 => Ask::All(parts(self)),
            7 => Ask::Any(parts(self)),
            8 if in_filter => {
                let of = Formula { kind: Kind::Whole, form: Form::Column(0, self.below(2)) };
                Ask::Exists(of, self.below(2), Box::new(self.ask(1, 0, false)))
            }
            _ => Ask::Not(Box::new(self.ask(sources, depth - 1, in_filter))),
        }
    }

    fn comparison(&mut self, kind: Kind, sources: usize, depth: usize) -> Ask {
        use Comparison::{AtLeast, AtMost, Equal, Less, More, Unequal};
        let all = [Equal, Unequal, Less, AtMost, More, AtLeast];
        let fitting = if matches!(kind, Kind::Text | Kind::YesNo) { &all[..2] } else { &all[..] };
        let comparison = self.of(fitting);
        Ask::Compare(comparison, self.formula(kind, sources, depth), self.formula(kind, sources, depth))
    }
}

/// A made-up query with its tables and the rows it must give, in any order.
pub(super) struct Question {
    /// To be made and filled.
    pub(super) table: Table,
    /// The other table is written into it.
    pub(super) query: Query,
    /// What each column of the answer holds.
    pub(super) kinds: Vec<Kind>,
    /// The answer.
    pub(super) rows: Vec<Row>,
}

struct Tables {
    first: Vec<Row>,
    second: Vec<Row>,
    stored: Source,
    steps: Vec<Step>,
}

impl Question {
    pub(super) fn of(choices: &mut Choices<'_>) -> Self {
        let (first, second) = (choices.rows(), choices.rows());
        let fields: Vec<Field> = COLUMNS.iter().map(|(name, kind)| Field::new(*name, *kind)).collect();
        let written = second.iter().map(literals).collect();
        let table = table(&first);
        let tables = Tables {
            stored: Source::stored(vec![table.name.clone()], fields.clone(), "stored"),
            steps: vec![Step::rows("second", "Rows written down.", fields, written)],
            first,
            second,
        };
        let (query, kinds, rows) = match choices.below(3) {
            0 => picked(choices, tables),
            1 => counted(choices, tables),
            _ => numbered(choices, tables),
        };
        Self { table, query, kinds, rows }
    }
}

fn literals(row: &Row) -> Vec<Literal> {
    row.iter().zip(COLUMNS).map(|(cell, (_, kind))| cell.literal(kind)).collect()
}

fn table(rows: &[Row]) -> Table {
    let columns = COLUMNS.map(|(name, kind)| match name {
        "id" => TableColumn::filled(name, kind, "Tells rows apart."),
        _ => TableColumn { field: Field::new(name, kind), emptiness: Emptiness::MayBeEmpty, meaning: String::new() },
    });
    Table {
        name: "first \"table\" [of] `two`".into(),
        meaning: "Made up.".into(),
        columns: columns.to_vec(),
        key: vec!["id".into()],
        rows: rows.iter().map(literals).collect(),
    }
}

/// How the second table is joined, and what is left of both.
fn joined(choices: &mut Choices<'_>, tables: &Tables) -> (Select, Vec<Source>, Vec<Row>, Vec<Row>) {
    let nothing = vec![Cell::Empty; COLUMNS.len()];
    let mut sources = vec![tables.stored.clone()];
    let mut select = Select::from(tables.stored.clone());
    let mut pairs: Vec<(Row, Row)> = tables.first.iter().map(|row| (row.clone(), nothing.clone())).collect();
    let how = choices.below(3);
    if how > 0 {
        let other = tables.steps[0].source("other");
        sources.push(other.clone());
        let on = choices.ask(2, 1, false);
        let matched = |row: &Row| -> Vec<Row> {
            tables.second.iter().filter(|other| on.holds(&[row, other], &[])).cloned().collect()
        };
        pairs = Vec::new();
        for row in &tables.first {
            let mut partners = matched(row);
            if partners.is_empty() && how == 2 {
                partners.push(nothing.clone());
            }
            pairs.extend(partners.into_iter().map(|other| (row.clone(), other)));
        }
        let on = on.predicate(&sources, None);
        select = if how == 1 { select.join(other, on) } else { select.left_join(other, on) };
    }
    let filter = choices.ask(sources.len(), 2, true);
    let inner = tables.steps[0].source("inner");
    select = select.filter(filter.predicate(&sources, Some(&inner)));
    pairs.retain(|(one, other)| filter.holds(&[one, other], &tables.second));
    let (one, other) = pairs.into_iter().unzip();
    (select, sources, one, other)
}

const KINDS: [Kind; 5] = [Kind::Whole, Kind::Text, Kind::Date, Kind::Number, Kind::YesNo];

/// Rows of one or both tables.
fn picked(choices: &mut Choices<'_>, tables: Tables) -> (Query, Vec<Kind>, Vec<Row>) {
    let (mut select, sources, one, other) = joined(choices, &tables);
    let kinds: Vec<Kind> = (0..=choices.below(3)).map(|_| choices.of(&KINDS)).collect();
    let formulas: Vec<Formula> = kinds.iter().map(|kind| choices.formula(*kind, sources.len(), 3)).collect();
    for (at, formula) in formulas.iter().enumerate() {
        select = select.column(format!("c{at}"), formula.value(&sources));
    }
    let cells = |(one, other): (&Row, &Row)| formulas.iter().map(|formula| formula.cell(&[one, other])).collect();
    let rows: Vec<Row> = one.iter().zip(&other).map(cells).collect();
    let twice = choices.below(4) == 3;
    through_a_step(select, tables.steps, kinds, rows, twice)
}

/// The select as a step, once or one after the other, and all its columns as the answer.
fn through_a_step(
    select: Select,
    mut steps: Vec<Step>,
    kinds: Vec<Kind>,
    rows: Vec<Row>,
    twice: bool,
) -> (Query, Vec<Kind>, Vec<Row>) {
    let (step, rows) = if twice {
        let rows = rows.iter().chain(&rows).cloned().collect();
        (Step::union("list", "The rows, twice.", vec![select.clone(), select]), rows)
    } else {
        (Step::select("list", "The rows.", select), rows)
    };
    let source = step.source("l");
    let mut answer = Select::from(source.clone());
    let mut order = Vec::new();
    for field in source.fields() {
        let value = source.column(&field.name).unwrap();
        order.push(Order::ascending(value.clone()));
        answer = answer.column(field.name.clone(), value);
    }
    steps.push(step);
    (Query::new(Heading::default(), steps, answer, order).unwrap(), kinds, rows)
}

/// A count of some kind, its value and what it comes to.
enum Counted {
    Rows,
    Where(Ask),
    Different(Formula),
    Filled(Formula),
    Sum(Formula),
    Average(Formula),
    Least(Formula),
    Greatest(Formula),
}

impl Counted {
    fn made(choices: &mut Choices<'_>, sources: usize) -> Self {
        let any = choices.of(&KINDS);
        let figure = choices.of(&[Kind::Whole, Kind::Number]);
        let ordered = choices.of(&[Kind::Whole, Kind::Text, Kind::Date, Kind::Number]);
        match choices.below(8) {
            0 => Self::Rows,
            1 => Self::Where(choices.ask(sources, 2, false)),
            2 => Self::Different(choices.formula(any, sources, 1)),
            3 => Self::Filled(choices.formula(any, sources, 1)),
            4 => Self::Sum(choices.formula(figure, sources, 1)),
            5 => Self::Average(choices.formula(figure, sources, 0)),
            6 => Self::Least(choices.formula(ordered, sources, 1)),
            _ => Self::Greatest(choices.formula(ordered, sources, 1)),
        }
    }

    fn value(&self, sources: &[Source]) -> Value {
        match self {
            Self::Rows => Value::count_rows(),
            Self::Where(ask) => Value::count_where(ask.predicate(sources, None)),
            Self::Different(of) => of.value(sources).count_different(),
            Self::Filled(of) => of.value(sources).count_filled(),
            Self::Sum(of) => of.value(sources).sum().unwrap(),
            Self::Average(of) => of.value(sources).average().unwrap(),
            Self::Least(of) => of.value(sources).least().unwrap(),
            Self::Greatest(of) => of.value(sources).greatest().unwrap(),
        }
    }

    fn cell(&self, group: &[[&[Cell]; 2]]) -> Cell {
        let filled = |of: &Formula| -> Vec<Cell> {
            group.iter().map(|rows| of.cell(rows)).filter(|cell| *cell != Cell::Empty).collect()
        };
        let count = |cells: usize| Cell::Whole(cells as i64);
        let extreme = |of: &Formula, pair: Pair| {
            let cells = filled(of).into_iter().map(|cell| Formula { kind: of.kind, form: Form::Cell(cell) });
            let both = |one: Formula, other: Formula| Formula {
                kind: of.kind,
                form: Form::Both(pair, Box::new([one, other])),
            };
            cells.reduce(both).map_or(Cell::Empty, |all| all.cell(&[]))
        };
        match self {
            Self::Rows => count(group.len()),
            Self::Where(ask) => count(group.iter().filter(|rows| ask.holds(*rows, &[])).count()),
            Self::Different(of) => {
                let mut seen: Vec<Cell> = Vec::new();
                for cell in filled(of) {
                    if !seen.contains(&cell) {
                        seen.push(cell);
                    }
                }
                count(seen.len())
            }
            Self::Filled(of) => count(filled(of).len()),
            Self::Sum(of) => sum(&filled(of)),
            Self::Average(of) => match filled(of).len() {
                0 => Cell::Empty,
                cells => Cell::Number(as_number(&sum(&filled(of))) / cells as f64),
            },
            Self::Least(of) => extreme(of, Pair::Lesser),
            Self::Greatest(of) => extreme(of, Pair::Greater),
        }
    }
}

fn sum(cells: &[Cell]) -> Cell {
    let add = |one: Cell, other: Cell| match (one, other) {
        (Cell::Whole(one), Cell::Whole(other)) => Cell::Whole(one + other),
        (one, other) => Cell::Number(as_number(&one) + as_number(&other)),
    };
    cells.iter().cloned().reduce(add).unwrap_or(Cell::Empty)
}

fn as_number(cell: &Cell) -> f64 {
    match cell {
        Cell::Whole(number) => *number as f64,
        Cell::Number(number) => *number,
        other => panic!("{other:?} is no figure"),
    }
}

/// Groups of rows, some of them picked.
fn counted(choices: &mut Choices<'_>, tables: Tables) -> (Query, Vec<Kind>, Vec<Row>) {
    let (mut select, sources, one, other) = joined(choices, &tables);
    let key = |at: usize| Formula { kind: COLUMNS[at].1, form: Form::Column(0, at) };
    let keys: Vec<Formula> = (0..choices.below(3)).map(|at| key(1 + at + choices.below(5))).collect();
    let counts: Vec<Counted> = (0..=choices.below(3)).map(|_| Counted::made(choices, sources.len())).collect();
    let least = choices.below(3);
    for (at, key) in keys.iter().enumerate() {
        let value = key.value(&sources);
        select = select.group_by(value.clone()).column(format!("k{at}"), value);
    }
    let mut kinds: Vec<Kind> = keys.iter().map(|key| key.kind).collect();
    for (at, counted) in counts.iter().enumerate() {
        let value = counted.value(&sources);
        kinds.push(value.kind());
        select = select.column(format!("c{at}"), value);
    }
    let many = Predicate::compare(Value::count_rows(), Comparison::AtLeast, Value::whole(least as i64)).unwrap();
    select = select.having(many);
    let mut rows = Vec::new();
    for (key, group) in groups(&keys, &one, &other) {
        if group.len() >= least {
            rows.push(key.into_iter().chain(counts.iter().map(|counted| counted.cell(&group))).collect());
        }
    }
    through_a_step(select, tables.steps, kinds, rows, false)
}

type Group<'a> = Vec<[&'a [Cell]; 2]>;

/// The rows of each key. Without a key there is one group, be it empty.
fn groups<'a>(keys: &[Formula], one: &'a [Row], other: &'a [Row]) -> Vec<(Row, Group<'a>)> {
    let mut groups: Vec<(Row, Group<'a>)> = Vec::new();
    if keys.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    for (one, other) in one.iter().zip(other) {
        let pair = [one.as_slice(), other.as_slice()];
        let key: Row = keys.iter().map(|key| key.cell(&pair)).collect();
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, group)) => group.push(pair),
            None => groups.push((key, vec![pair])),
        }
    }
    groups
}

/// Rows of the first table with values over the rows around them.
fn numbered(choices: &mut Choices<'_>, tables: Tables) -> (Query, Vec<Kind>, Vec<Row>) {
    let sources = [tables.stored.clone()];
    let id = sources[0].column("id").unwrap();
    let kind = choices.of(&KINDS);
    let partition = choices.formula(kind, 1, 1);
    let counted = loop {
        let counted = Counted::made(choices, 1);
        if !matches!(counted, Counted::Different(_)) {
            break counted;
        }
    };
    let last = 1 + choices.below(3);
    let frame = choices.of(&[Frame::UpToRow, Frame::Whole, Frame::Last(last as u32)]);
    let parts = vec![partition.value(&sources)];
    let value = counted.value(&sources).over(parts.clone(), vec![Order::ascending(id.clone())], frame).unwrap();
    let kinds = vec![Kind::Whole, Kind::Whole, value.kind()];
    let select = Select::from(sources[0].clone())
        .column("id", id.clone())
        .column("place", Value::row_number(parts, vec![Order::descending(id)]).unwrap())
        .column("over", value);
    let mut rows = Vec::new();
    for (_, group) in groups(std::slice::from_ref(&partition), &tables.first, &tables.first) {
        for at in 0..group.len() {
            let around = match frame {
                Frame::UpToRow => &group[..=at],
                Frame::Whole => &group[..],
                Frame::Last(_) => &group[(at + 1).saturating_sub(last)..=at],
            };
            let place = Cell::Whole((group.len() - at) as i64);
            rows.push(vec![group[at][0][0].clone(), place, counted.cell(around)]);
        }
    }
    through_a_step(select, tables.steps, kinds, rows, false)
}

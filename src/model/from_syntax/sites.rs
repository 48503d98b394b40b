//! Site maps: where one place keeps the records.

use super::body::Opened;
use super::conditions;
use super::declarations::{condition, inner_name, inner_title};
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::site::{Absence, Binding, Site};
use crate::text::Spanned;

pub(super) fn site(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Site {
    let bound = opened.inner("bind", reader.text).collect::<Vec<_>>();
    let absent = opened.inner("absent", reader.text).collect::<Vec<_>>();
    let site = Site {
        bindings: bound.iter().map(|bound| binding(reader, bound)).collect(),
        absent: absent.iter().map(|absent| absence(reader, absent)).collect(),
    };
    let named = site.bindings.iter().map(|binding| &binding.record);
    let named: Vec<&Spanned<String>> = named.chain(site.absent.iter().map(|absence| &absence.record)).collect();
    for (place, record) in named.iter().enumerate() {
        if let Some(first) = named.iter().take(place).find(|earlier| earlier.value == record.value) {
            reader.find(twice(first, record));
        }
    }
    site
}

fn binding(reader: &mut Reader<'_>, opened: &Opened<'_>) -> Binding {
    Binding {
        record: inner_name(reader, opened),
        table: opened.value("table").map(|node| reader.quoted(node)),
        columns: opened.value("columns").map(|node| conditions::bound_columns(reader, node)).unwrap_or_default(),
        filter: condition(reader, opened, "where"),
        span: opened.span,
    }
}

fn absence(reader: &Reader<'_>, opened: &Opened<'_>) -> Absence {
    Absence { record: inner_name(reader, opened), because: inner_title(reader, opened) }
}

fn twice(first: &Spanned<String>, again: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_ID, format!("this map speaks of `{}` twice", again.value))
        .at(again.span, "named again here")
        .and(first.span, "first named here")
        .help("keep one of the two: a record is kept in one place, or in none")
}

//! Content controls: the places of a document that are filled in.

use std::io;

use super::block::text;
use super::mark::mark_of_tag;
use super::{Control, Holds, WRITE_HERE};
use crate::calendar::Date;
use crate::emit::escape::xml;

/// How long a tag or a title may be, in the units of UTF-16 that Word counts.
const LONGEST: usize = 64;

/// A control within a line. `id` is the document's number for it.
pub(super) fn control(control: &Control, id: u32) -> io::Result<String> {
    if control.tag.encode_utf16().count() > LONGEST {
        let message = format!("the tag `{}` is longer than {LONGEST} characters", control.tag);
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let (properties, content) = parts(&control.holds);
    let sdt = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:tag w:val=\"{}\"/><w:id w:val=\"{id}\"/>\
         <w:lock w:val=\"sdtLocked\"/>{}{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        xml(&cut(&control.title)),
        xml(&control.tag),
        if matches!(content, Content::Placeholder(_)) { "<w:showingPlcHdr/>" } else { "" },
        run(&content),
    );
    Ok(marked(&sdt, &control.tag, id))
}

/// The control with a bookmark around it that says its tag, where it is short enough.
fn marked(sdt: &str, tag: &str, id: u32) -> String {
    match mark_of_tag(tag) {
        Some(mark) => {
            format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{mark}\"/>{sdt}<w:bookmarkEnd w:id=\"{id}\"/>")
        }
        None => sdt.to_owned(),
    }
}

/// As much of a title as Word takes.
fn cut(title: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    title.chars().take_while(fits).collect()
}

/// What a control shows.
enum Content {
    Box(bool),
    Text(String),
    /// What to do here, in grey, until it is done.
    Placeholder(&'static str),
}

/// The element that says what kind of control it is, and what it shows.
fn parts(holds: &Holds) -> (String, Content) {
    match holds {
        Holds::Checkbox(checked) => (checkbox(*checked), Content::Box(*checked)),
        Holds::Choice { options, chosen } => {
            let chosen = chosen.and_then(|index| options.get(index));
            (choice(options), shown(chosen.cloned().unwrap_or_default(), "choose"))
        }
        Holds::Date(date) => {
            (day(*date), shown(date.map(|date| date.format("%d/%m/%Y").to_string()).unwrap_or_default(), "date"))
        }
        Holds::Text { value, lines: true } => {
            ("<w:text w:multiLine=\"1\"/>".to_owned(), shown(value.clone(), WRITE_HERE))
        }
        Holds::Text { value, lines: false } => ("<w:text/>".to_owned(), shown(one_line(value), WRITE_HERE)),
    }
}

/// The value, or the placeholder where there is none.
fn shown(value: String, placeholder: &'static str) -> Content {
    if value.is_empty() { Content::Placeholder(placeholder) } else { Content::Text(value) }
}

fn one_line(value: &str) -> String {
    value.replace("\r\n", " ").replace(['\r', '\n'], " ")
}

/// The two faces are the ballot boxes of Unicode, in the font that Word itself takes for them.
fn checkbox(checked: bool) -> String {
    format!(
        "<w14:checkbox><w14:checked w14:val=\"{}\"/><w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
         <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox>",
        u8::from(checked),
    )
}

fn choice(options: &[String]) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for option in options {
        if !option.is_empty() && !listed.contains(&option.as_str()) {
            listed.push(option);
        }
    }
    let item = |option: &&str| format!("<w:listItem w:displayText=\"{0}\" w:value=\"{0}\"/>", xml(option));
    format!("<w:dropDownList>{}</w:dropDownList>", listed.iter().map(item).collect::<String>())
}

fn day(date: Option<Date>) -> String {
    let full = date.map(|date| format!(" w:fullDate=\"{date}T00:00:00Z\"")).unwrap_or_default();
    format!(
        "<w:date{full}><w:dateFormat w:val=\"dd/MM/yyyy\"/><w:lid w:val=\"en-GB\"/>\
         <w:storeMappedDataAs w:val=\"dateTime\"/><w:calendar w:val=\"gregorian\"/></w:date>"
    )
}

fn run(content: &Content) -> String {
    match content {
        Content::Box(checked) => format!(
            "<w:r><w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:hint=\"eastAsia\"/>\
             </w:rPr><w:t>{}</w:t></w:r>",
            if *checked { '☒' } else { '☐' },
        ),
        Content::Text(value) => format!("<w:r>{}</w:r>", text(value)),
        Content::Placeholder(words) => {
            format!("<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr>{}</w:r>", text(words))
        }
    }
}

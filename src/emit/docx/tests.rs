//! What is written is read back by `forms`, and is what Word takes.

use std::io::{Cursor, Read};

use proptest::prelude::*;

use super::*;
use crate::forms::{Answer, FormFault, read_docx};

fn control(tag: &str, title: &str, holds: Holds) -> Run {
    Run::Control(Control { tag: tag.to_owned(), title: title.to_owned(), holds })
}

fn text(tag: &str, value: &str, lines: bool) -> Run {
    control(tag, "Notes", Holds::Text { value: value.to_owned(), lines })
}

fn choice(tag: &str, options: &[&str], chosen: Option<usize>) -> Run {
    control(tag, "Answer", Holds::Choice { options: options.iter().map(ToString::to_string).collect(), chosen })
}

fn of(blocks: Vec<Block>) -> Document {
    Document {
        title: "Case file audit".to_owned(),
        subject: "Managers' audits & more".to_owned(),
        language: "en-GB".to_owned(),
        footer_left: "Quality assurance framework, edition 3".to_owned(),
        custom: vec![
            ("qac.audit".to_owned(), "case-file".to_owned()),
            ("qac.period".to_owned(), "2026-<11>".to_owned()),
        ],
        created: "2026-11-26".parse().unwrap(),
        page: Page::Portrait,
        blocks,
    }
}

/// A document with everything in it.
fn everything() -> Document {
    let answers = ["Met", "Partly met", "Not met", "Not applicable"];
    let question = |number: usize, words: &str, chosen| Row {
        cells: vec![
            Cell::of(vec![Run::plain(number.to_string())]),
            Cell {
                paragraphs: vec![vec![Run::plain(words)], vec![Run::muted("Look at: the case record (5.2)")]],
                ..Cell::default()
            },
            Cell::of(vec![choice(&format!("q{number}.answer"), &answers, chosen)]),
            Cell::of(vec![text(&format!("q{number}.notes"), "", true)]),
        ],
        height: 16,
    };
    let head = |words: &str| Cell::of(vec![Run::plain(words)]);
    let fact = |words: &str, run: Run| Row {
        cells: vec![Cell { shaded: true, ..Cell::of(vec![Run::bold(words)]) }, Cell::of(vec![run])],
        height: 9,
    };
    let signature = vec![
        Run::plain("Signed "),
        control("signed", "Signed off", Holds::Checkbox(true)),
        Run::plain(" on "),
        control("signed.on", "Signed on", Holds::Date("2026-11-05".parse().ok())),
    ];
    of(vec![
        Block::Title("Case file audit".to_owned()),
        Block::Paragraph(vec![
            Run::plain("For the month of "),
            Run::bold("November 2026"),
            Run::plain(". Return it by "),
            Run::italic("30 November"),
            Run::plain("."),
            Run::muted(" Clause 6.10"),
        ]),
        Block::Table(Table {
            widths: vec![50, 124],
            header: vec![],
            rows: vec![
                fact("Case reference", text("case", "", false)),
                fact("Auditor", text("auditor", "A. Nyström", false)),
                fact("Date of the audit", control("date", "Date", Holds::Date(None))),
            ],
        }),
        Block::Heading(Level::One, "Questions".to_owned()),
        Block::Heading(Level::Two, "Assessment".to_owned()),
        Block::Table(Table {
            widths: vec![10, 74, 35, 55],
            header: vec![head("No."), head("Question"), head("Answer"), head("Notes")],
            rows: (1..=14)
                .map(|number| {
                    question(
                        number,
                        "Is the assessment up to date, and does it say what the child thinks?",
                        (number == 2).then_some(1),
                    )
                })
                .chain([Row {
                    cells: vec![Cell { columns: 4, shaded: true, ..Cell::of(vec![Run::bold("Overall")]) }],
                    height: 0,
                }])
                .collect(),
        }),
        Block::Table(Table {
            widths: vec![100, 200],
            header: vec![head("Wide"), head("Table")],
            rows: vec![Row::default()],
        }),
        Block::Heading(Level::Three, "What the answers mean".to_owned()),
        Block::Bullets(vec![
            vec![Run::bold("Met"), Run::plain(": as the standard says")],
            vec![Run::plain("Not met: <less> & \"worse\"")],
        ]),
        Block::PageBreak,
        Block::Heading(Level::One, "Sign-off".to_owned()),
        Block::Paragraph(vec![
            control("moderate", "To be moderated", Holds::Checkbox(false)),
            Run::plain(" This audit is to be moderated\nby another auditor\tsoon"),
        ]),
        Block::Paragraph(vec![text("comment", "First line\nsecond\tline", true)]),
        Block::Paragraph(signature),
    ])
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn written(text: impl Into<String>) -> Answer {
    Answer::Text(text.into())
}

#[test]
fn what_is_written_is_read_back() {
    let filled = read_docx(&document(&everything()).unwrap()).unwrap();
    let custom: Vec<_> = filled.custom.into_iter().collect();
    assert_eq!(custom, everything().custom);
    let expected = [
        ("case", written("")),
        ("auditor", written("A. Nyström")),
        ("date", written("")),
        ("q2.answer", written("Partly met")),
        ("q2.notes", written("")),
        ("q3.answer", written("")),
        ("moderate", Answer::Checked(false)),
        ("comment", written("First line\nsecond\tline")),
        ("signed", Answer::Checked(true)),
        ("signed.on", written("05/11/2026")),
    ];
    for (tag, answer) in expected {
        let found: Vec<_> = filled.controls.iter().filter(|(name, _)| name == tag).collect();
        assert_eq!(found, [&(tag.to_owned(), answer)]);
    }
    assert_eq!(filled.controls.len(), 3 + 28 + 4);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let bytes = document(&everything()).unwrap();
    assert_eq!(bytes, document(&everything()).unwrap());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        assert_eq!(file.last_modified().unwrap(), zip::DateTime::default(), "{index}");
    }
}

#[test]
fn every_part_is_markup_and_listed() {
    let bytes = document(&everything()).unwrap();
    let types = part(&bytes, "[Content_Types].xml");
    let archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for name in archive.file_names().map(Result::unwrap) {
        let text = part(&bytes, &name);
        let mut reader = quick_xml::Reader::from_str(&text);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        let listed =
            types.contains(&format!("PartName=\"/{name}\"")) || name.ends_with(".rels") || name.starts_with('[');
        assert!(listed, "{name}");
    }
    assert!(part(&bytes, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
    assert!(part(&bytes, "docProps/core.xml").contains("<dc:title>Case file audit</dc:title>"));
}

/// The names of the elements right under the elements of that name, one list for each.
fn under(text: &str, parent: &str) -> Vec<Vec<String>> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut open, mut lists): (Vec<String>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                if open.last().is_some_and(|last| last == parent) {
                    lists.last_mut().unwrap().push(name.clone());
                }
                if name == parent {
                    lists.push(Vec::new());
                }
                open.push(name);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof => return lists,
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// The orders of the schema (ECMA-376, part 1, annex A.1), as far as the writer goes.
const ORDERS: [(&str, &str); 12] = [
    (
        "w:sdtPr",
        "w:rPr w:alias w:tag w:id w:lock w:placeholder w:showingPlcHdr w:date w:dropDownList w:text w14:checkbox",
    ),
    ("w14:checkbox", "w14:checked w14:checkedState w14:uncheckedState"),
    ("w:date", "w:dateFormat w:lid w:storeMappedDataAs w:calendar"),
    ("w:tblPr", "w:tblStyle w:tblW w:jc w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook"),
    ("w:trPr", "w:cantSplit w:trHeight w:tblHeader"),
    ("w:tcPr", "w:tcW w:gridSpan w:vMerge w:tcBorders w:shd w:vAlign"),
    ("w:pPr", "w:pStyle w:keepNext w:keepLines w:numPr w:pBdr w:shd w:tabs w:spacing w:ind w:jc w:outlineLvl"),
    ("w:rPr", "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:color w:sz w:szCs w:lang"),
    ("w:sectPr", "w:footerReference w:pgSz w:pgMar"),
    ("w:style", "w:name w:basedOn w:next w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat w:pPr w:rPr w:tblPr"),
    ("w:lvl", "w:start w:numFmt w:pStyle w:lvlText w:lvlJc w:pPr w:rPr"),
    ("w:settings", "w:zoom w:defaultTabStop w:characterSpacingControl w:compat w:decimalSymbol w:listSeparator"),
];

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let bytes = document(&everything()).unwrap();
    let names = ["document", "styles", "numbering", "settings", "footer1"];
    let texts: Vec<String> = names.iter().map(|name| part(&bytes, &format!("word/{name}.xml"))).collect();
    for (parent, order) in ORDERS {
        let order: Vec<&str> = order.split(' ').collect();
        let lists: Vec<Vec<String>> = texts.iter().flat_map(|text| under(text, parent)).collect();
        assert!(!lists.is_empty(), "{parent}");
        for list in lists {
            let places: Vec<_> = list.iter().map(|name| order.iter().position(|one| one == name)).collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{parent}: {list:?}");
            assert!(places.windows(2).all(|pair| pair[0] != pair[1]), "{parent}: {list:?}");
        }
    }
}

#[test]
fn every_style_that_is_named_is_there() {
    let bytes = document(&everything()).unwrap();
    let styles = part(&bytes, "word/styles.xml");
    let body = part(&bytes, "word/document.xml") + &part(&bytes, "word/footer1.xml") + &styles;
    for kind in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
        for named in body.split(&format!("<w:{kind} w:val=\"")).skip(1) {
            let name = named.split('"').next().unwrap();
            assert!(styles.contains(&format!("w:styleId=\"{name}\"")), "{name}");
        }
    }
}

#[test]
fn header_rows_come_again_and_rows_stay_whole() {
    let body = part(&document(&everything()).unwrap(), "word/document.xml");
    assert_eq!(body.matches("<w:tblHeader/>").count(), 2);
    assert_eq!(body.matches("<w:tr>").count(), body.matches("<w:cantSplit/>").count());
    assert!(body.contains("<w:trHeight w:val=\"907\" w:hRule=\"atLeast\"/>"));
}

#[test]
fn a_table_stays_within_its_page_and_its_rows_within_the_table() {
    let rows = [0, 1, 2, 3].map(|cells| Row { cells: vec![Cell { columns: 2, ..Cell::default() }; cells], height: 0 });
    let wide = Table { widths: vec![200, 400, 300], header: vec![], rows: rows.to_vec() };
    let mut one = of(vec![Block::Table(wide)]);
    for (page, total) in [(Page::Portrait, 9866), (Page::Landscape, 14798)] {
        one.page = page;
        let body = part(&document(&one).unwrap(), "word/document.xml");
        let (width, height) = page.size();
        assert!(body.contains(&format!("w:w=\"{width}\" w:h=\"{height}\"")));
        for row in body.split("<w:tr>").skip(1) {
            let widths =
                row.split("<w:tcW w:w=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse::<u32>().unwrap());
            let sum: u32 = widths.sum();
            assert!((total - 3..=total).contains(&sum), "{sum}");
        }
    }
    let none = Table { widths: vec![], header: vec![], rows: vec![Row::default()] };
    assert!(document(&of(vec![Block::Table(none)])).is_ok());
}

#[test]
fn a_tag_is_never_cut_and_a_title_is() {
    let long = "ö".repeat(65);
    let fault = document(&of(vec![Block::Paragraph(vec![text(&long, "", false)])])).unwrap_err();
    assert_eq!(fault.to_string(), format!("the tag `{long}` is longer than 64 characters"));
    let titled = control("tag", &long, Holds::Checkbox(false));
    let body = part(&document(&of(vec![Block::Paragraph(vec![titled])])).unwrap(), "word/document.xml");
    assert!(body.contains(&format!("<w:alias w:val=\"{}\"/>", "ö".repeat(64))));
}

#[test]
fn options_without_text_or_alike_are_left_out() {
    let body = part(
        &document(&of(vec![Block::Paragraph(vec![choice("a", &["Yes", "", "No", "Yes"], Some(3))])])).unwrap(),
        "word/document.xml",
    );
    assert_eq!(body.matches("<w:listItem").count(), 2);
    assert!(body.contains("<w:t xml:space=\"preserve\">Yes</w:t>"));
}

/// What a text comes back as: line ends are all one, and what XML cannot hold is gone.
fn kept(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    unix.chars()
        .filter(|c| *c >= ' ' || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

proptest! {
    #[test]
    fn whatever_is_written_comes_back(value in any::<String>(), tag in "[^\\pC]{1,30}", name in "[^\\pC]{1,20}", lined in "[a\r\n\t &<]{0,9}", checked in any::<bool>()) {
        let runs = vec![text(&tag, &value, true), Run::plain(&value), text("lined", &lined, true), control("box", &value, Holds::Checkbox(checked))];
        let mut one = of(vec![Block::Paragraph(runs)]);
        one.custom = vec![(name.clone(), value.clone())];
        let filled = read_docx(&document(&one).unwrap()).unwrap();
        let expected = vec![(tag, written(kept(&value))), ("lined".to_owned(), written(kept(&lined))), ("box".to_owned(), Answer::Checked(checked))];
        prop_assert_eq!(filled.controls, expected);
        prop_assert_eq!(kept(&filled.custom[&name]), kept(&value));
    }

    #[test]
    fn a_damaged_document_is_read_or_refused(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), end in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let mut bytes = document(&everything()).unwrap();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Err(fault) = read_docx(&bytes) {
            prop_assert!(!fault.to_string().is_empty() && !fault.help().is_empty());
        }
    }

    #[test]
    fn damaged_text_in_a_sound_package_is_read_or_refused(places in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;\"' a:=]{0,3}"), 1..6)) {
        let mut body = part(&document(&everything()).unwrap(), "word/document.xml");
        for (place, text) in places {
            let mut place = place.index(body.len());
            while !body.is_char_boundary(place) {
                place -= 1;
            }
            body.insert_str(place, &text);
        }
        match read_docx(&super::package::zipped(&[("word/document.xml", body)]).unwrap()) {
            Ok(_) => {}
            Err(fault) => prop_assert_eq!(fault, FormFault::Broken { part: "word/document.xml".to_owned() }),
        }
    }
}

//! What Word and LibreOffice write, and what is no document at all.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;

/// A zip file of these files.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The controls of a document with that in its body.
fn controls_of(body: &str) -> Result<Vec<(String, Answer)>, FormFault> {
    let text = format!("<w:document xmlns:w=\"w\" xmlns:w14=\"w14\"><w:body>{body}</w:body></w:document>");
    read_docx(&zipped(&[("word/document.xml", &text)])).map(|filled| filled.controls)
}

fn one(body: &str) -> Answer {
    let controls = controls_of(body).unwrap();
    assert_eq!(controls.len(), 1, "{controls:?}");
    assert_eq!(controls[0].0, "a");
    controls[0].1.clone()
}

fn written(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

#[test]
fn text_is_put_together_from_runs_split_at_will() {
    let answer = one(
        "<w:p><w:sdt><w:sdtPr><w:rPr><w:rStyle w:val=\"X\"/></w:rPr><w:alias w:val=\"A\"/><w:tag w:val=\"a\"/><w:id w:val=\"1\"/><w:text/></w:sdtPr>
         <w:sdtContent><w:r w:rsidR=\"00\"><w:rPr><w:b/></w:rPr><w:t>Fi</w:t></w:r><w:proofErr w:type=\"spellStart\"/>
         <w:r><w:t xml:space=\"preserve\">led &amp; </w:t><w:br/><w:t>s&#233;en</w:t><w:tab/></w:r>
         <w:ins w:author=\"B\"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author=\"B\"><w:r><w:delText>old</w:delText><w:br/></w:r></w:del>
         <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:sdtContent></w:sdt></w:p><w:p><w:r><w:t>outside</w:t></w:r></w:p>",
    );
    assert_eq!(answer, written("Filed & \nséen\tnew"));
}

#[test]
fn controls_around_paragraphs_and_cells_are_read() {
    let properties = "<w:sdtPr><w:tag w:val=\"a\"/></w:sdtPr>";
    let lines = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr></w:p><w:p><w:r><w:t>one</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>two</w:t></w:r></w:p><w:p/>";
    let block = format!("<w:sdt>{properties}<w:sdtContent>{lines}</w:sdtContent></w:sdt>");
    assert_eq!(one(&block), written("one\n\ntwo"));
    let cell = format!(
        "<w:tbl><w:tr><w:sdt>{properties}<w:sdtContent><w:tc>{lines}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
    );
    assert_eq!(one(&cell), written("one\n\ntwo"));
}

#[test]
fn boxes_are_ticked_however_it_is_said() {
    for (said, checked) in [
        ("<w14:checked w14:val=\"1\"/>", true),
        ("<w14:checked w14:val=\"true\"/>", true),
        ("<w14:checked/>", true),
        ("<w14:checked w14:val=\"0\"/>", false),
        ("<w14:checked w14:val=\"false\"></w14:checked>", false),
        ("", false),
    ] {
        let body = format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"a\"/><w14:checkbox>{said}<w14:checkedState w14:val=\"2612\"/></w14:checkbox></w:sdtPr>
             <w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
        );
        assert_eq!(one(&body), Answer::Checked(checked), "{said}");
    }
}

#[test]
fn a_placeholder_is_no_answer() {
    for (said, text) in [("", ""), (" w:val=\"1\"", ""), (" w:val=\"0\"", "choose"), (" w:val=\"false\"", "choose")] {
        let body = format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"a\"/><w:showingPlcHdr{said}/></w:sdtPr><w:sdtContent><w:r><w:t>choose</w:t></w:r></w:sdtContent></w:sdt>"
        );
        assert_eq!(one(&body), written(text), "{said}");
    }
}

#[test]
fn controls_within_controls_keep_their_own_text_and_those_without_a_tag_are_left_out() {
    let inner = |tag: &str| {
        format!("<w:sdt><w:sdtPr>{tag}</w:sdtPr><w:sdtContent><w:r><w:t>in</w:t></w:r></w:sdtContent></w:sdt>")
    };
    let body = |tag: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"b\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>out</w:t></w:r>{}<w:r><w:t>side</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            inner(tag)
        )
    };
    let outer = ("b".to_owned(), written("outside"));
    let tagged = controls_of(&body("<w:tag w:val=\"a\"/>")).unwrap();
    assert_eq!(tagged, [outer.clone(), ("a".to_owned(), written("in"))]);
    for untagged in ["", "<w:tag w:val=\"\"/>"] {
        assert_eq!(controls_of(&body(untagged)).unwrap(), std::slice::from_ref(&outer));
    }
    let deep = "<w:sdt>".repeat(100) + &"</w:sdt>".repeat(100);
    assert!(matches!(controls_of(&deep), Err(FormFault::Broken { .. })));
}

#[test]
fn a_part_under_another_name_is_found_and_so_are_custom_properties() {
    let parts = "<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document2.xml\"/>
        <Relationship Type=\"http://x/custom-properties\" Target=\"docProps/other.xml\"/></Relationships>";
    let custom = "\u{feff}<?xml version=\"1.0\"?><Properties xmlns:vt=\"v\"><property name=\"qac.audit\"><vt:lpwstr>case &amp; file</vt:lpwstr></property>
        <property name=\"number\"> <vt:i4>7</vt:i4></property><property><vt:i4>8</vt:i4></property><property name=\"none\"/></Properties>";
    let bytes = zipped(&[("_rels/.rels", parts), ("word/document2.xml", "<d/>"), ("docProps/other.xml", custom)]);
    let filled = read_docx(&bytes).unwrap();
    let pairs: Vec<(&str, &str)> = filled.custom.iter().map(|(name, value)| (name.as_str(), value.trim())).collect();
    assert_eq!(pairs, [("qac.audit", "case & file"), ("number", "7"), ("none", "")]);
    assert!(filled.controls.is_empty());
}

#[test]
fn a_bookmark_says_the_tag_that_libreoffice_has_dropped() {
    let (start, end) = ("<w:bookmarkStart w:id=\"1\" w:name=\"qac_a\"/>", "<w:bookmarkEnd w:id=\"1\"/>");
    let content = "<w:r><w:t>x</w:t></w:r>";
    let control = |tag: &str, inside: &str| {
        format!("<w:sdt><w:sdtPr>{tag}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    };
    for body in [
        format!("{start}{}{end}", control("", content)),
        format!("{}{end}", control("", &format!("{start}{content}"))),
        control("", &format!("{start}{content}{end}")),
        control("", &format!("{start}{}{end}<w:r><w:t>outside</w:t></w:r>", control("", content))),
        control("<w:tag w:val=\"a\"/>", &format!("{}{content}", start.replace("qac_a", "qac_b"))),
        format!("<w:bookmarkStart w:name=\"qac_b\"/>{}", control("<w:tag w:val=\"a\"/>", content)),
    ] {
        assert_eq!(one(&body), written("x"), "{body}");
    }
    let other = start.replace("qac_a", "_Toc1");
    assert_eq!(controls_of(&format!("{other}{}{end}", control("", content))).unwrap(), []);
    assert_eq!(one(&format!("{start}{}", control("", "<w:r><w:t>write here</w:t></w:r>"))), written(""));
}

/// What `emit/docx/tests.rs` writes with everything in it, converted by LibreOffice 7.4 and then filled in by hand.
#[test]
fn what_libreoffice_saves_is_read() {
    let filled = read_docx(include_bytes!("libreoffice-7.4.docx")).unwrap();
    let custom: Vec<(&str, &str)> = filled.custom.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(custom, [("qac.audit", "case-file"), ("qac.period", "2026-<11>")]);
    assert_eq!(filled.controls.len(), 3 + 28 + 4);
    for (tag, answer) in [
        ("case", written("")),
        ("auditor", written("A. Nyström")),
        ("date", written("")),
        ("q1.answer", written("Met")),
        ("q1.notes", written("Seen on 3 November")),
        ("q2.answer", written("Partly met")),
        ("q2.notes", written("")),
        ("q3.answer", written("")),
        ("moderate", Answer::Checked(true)),
        ("signed", Answer::Checked(true)),
        ("signed.on", written("05/11/2026")),
    ] {
        let found: Vec<_> = filled.controls.iter().filter(|(name, _)| name == tag).collect();
        assert_eq!(found, [&(tag.to_owned(), answer)]);
    }
}

#[test]
fn what_is_no_document_says_so() {
    let compound = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        [0xd0, 0xcf, 0x11, 0xe0].into_iter().chain([0; 40]).chain(name).chain([0; 9]).collect::<Vec<u8>>()
    };
    let broken = |part: &str| FormFault::Broken { part: part.to_owned() };
    let zips = |text: &str| zipped(&[("word/document.xml", text)]);
    for (bytes, fault) in [
        (Vec::new(), FormFault::Empty),
        (b"%PDF-1.7".to_vec(), FormFault::NotWord),
        (b"PK\x03\x04 cut off".to_vec(), FormFault::NotWord),
        (compound("EncryptedPackage"), FormFault::Protected),
        (compound("WordDocument"), FormFault::Old),
        (zipped(&[("content.xml", "<office/>")]), FormFault::NoText),
        (zips(""), broken("word/document.xml")),
        (zips("<w:document><w:body></w:document>"), broken("word/document.xml")),
        (zips("<w:document>"), broken("word/document.xml")),
        (zips("<!DOCTYPE d [<!ENTITY a \"aaaa\">]><d>&a;</d>"), broken("word/document.xml")),
        (zips("<d>&nbsp;</d>"), broken("word/document.xml")),
        (zipped(&[("word/document.xml", "<d/>"), ("docProps/custom.xml", "<a")]), broken("docProps/custom.xml")),
    ] {
        assert_eq!(read_docx(&bytes), Err(fault));
    }
}

#[test]
fn faults_are_plain_words() {
    let part = || "word/document.xml".to_owned();
    let faults = [
        FormFault::Empty,
        FormFault::NotWord,
        FormFault::Old,
        FormFault::Protected,
        FormFault::NoText,
        FormFault::Broken { part: part() },
        FormFault::Oversized { part: part(), limit: 64 << 20 },
    ];
    let told: Vec<String> = faults.iter().map(|fault| format!("{fault}; {}", fault.help())).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_unpacks_to_more_than_any_form_is_refused() {
    let bytes = zipped(&[("word/document.xml", &" ".repeat((64 << 20) + 1))]);
    assert!(bytes.len() < 1 << 20, "{}", bytes.len());
    assert_eq!(read_docx(&bytes), Err(FormFault::Oversized { part: "word/document.xml".to_owned(), limit: 64 << 20 }));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), zip in any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04".as_slice(), &bytes, b"PK\x05\x06", &bytes].concat() } else { bytes };
        prop_assert!(read_docx(&bytes).is_err());
    }

    #[test]
    fn any_text_is_read_or_refused(pieces in prop::collection::vec("<w:sdt>|</w:sdt>|<w:sdtPr>|</w:sdtPr>|<w:tag w:val=\"a\"/>|<w14:checked/>|<w:p>|</w:p>|<w:t>|</w:t>|<w:del>|</w:del>|<w:br/>|é&amp;|&#|[<>]|<!--|-->|<\\?x", 0..20)) {
        let text = pieces.concat();
        let _ = read_docx(&zipped(&[("word/document.xml", &text), ("_rels/.rels", &text), ("docProps/custom.xml", &text)]));
        let _ = controls_of(&text);
    }
}

//! The files of which a .docx file is made, and the zip file around them.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::block::blocks;
use super::{Document, MARGIN, Page, twentieths};
use crate::emit::escape::xml;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespace of the text, with its usual prefix.
const WORDS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The document as a zip file.
pub(super) fn package(document: &Document) -> io::Result<Vec<u8>> {
    let files = [
        ("[Content_Types].xml", include_str!("content-types.xml").to_owned()),
        ("_rels/.rels", include_str!("package.rels.xml").to_owned()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", include_str!("app.xml").to_owned()),
        ("docProps/custom.xml", custom(&document.custom)),
        ("word/_rels/document.xml.rels", include_str!("document.rels.xml").to_owned()),
        ("word/document.xml", body(document)?),
        ("word/footer1.xml", footer(document)),
        ("word/numbering.xml", include_str!("numbering.xml").to_owned()),
        ("word/settings.xml", include_str!("settings.xml").to_owned()),
        ("word/styles.xml", include_str!("styles.xml").replace("LANGUAGE", &xml(&document.language))),
    ];
    zipped(&files)
}

/// Files in a zip file, each of the first day a zip file can name, so that the bytes do not tell when they were made.
pub(super) fn zipped(files: &[(&str, String)]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Dos);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// What the document is called, on what, when, in which language.
fn core(document: &Document) -> String {
    let day = document.created.format("%Y-%m-%dT00:00:00Z");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>qac</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        xml(&document.title),
        xml(&document.subject),
        xml(&document.language),
    )
}

/// Custom properties. The long number is the one that the standard gives to those of users; their own start at 2.
fn custom(properties: &[(String, String)]) -> String {
    let property = |(number, (name, value)): (usize, &(String, String))| {
        format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{}\" name=\"{}\">\
             <vt:lpwstr>{}</vt:lpwstr></property>",
            number + 2,
            xml(name),
            xml(value),
        )
    };
    let properties: String = properties.iter().enumerate().map(property).collect();
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{properties}</Properties>"
    )
}

/// The text. What belongs to a newer Word is marked as such, so that an older one passes over it.
fn body(document: &Document) -> io::Result<String> {
    Ok(format!(
        "{DECLARATION}<w:document {WORDS} \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\">\
         <w:body>{}{}</w:body></w:document>",
        blocks(&document.blocks, document.page)?,
        sheet(document.page),
    ))
}

/// The paper, its margins and its footer.
fn sheet(page: Page) -> String {
    let (width, height) = page.size();
    let margin = twentieths(MARGIN);
    let turned = match page {
        Page::Portrait => "",
        Page::Landscape => " w:orient=\"landscape\"",
    };
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
         <w:pgMar w:top=\"{margin}\" w:right=\"{margin}\" w:bottom=\"{margin}\" w:left=\"{margin}\" \
         w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn footer(document: &Document) -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let words = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    format!(
        "{DECLARATION}<w:ftr {WORDS}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>\
         <w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs></w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        document.page.text_width(),
        words(&xml(&document.footer_left)),
        words("page "),
        field("PAGE"),
        words(" of "),
        field("NUMPAGES"),
    )
}

//! The workbook of whoever coordinates a month's audits: every case with its auditor and its days, every question with
//! its answer, what is in reserve, and how far everyone is.
//!
//! What each line is about stands in its first column, which is hidden, so that lines may be sorted and filtered.

use std::collections::BTreeMap;

use chrono::Datelike;
use rust_xlsxwriter::{
    Chart, ChartType, Color, ConditionalFormatFormula, DataValidation, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::shown::{AnswerShown, FormShown, PersonForms, person_forms};
use crate::calendar::Date;
use crate::emit::words::month_year;
use crate::plan::long_date;
use crate::sample::{FormId, Pack, Receipt};

/// The columns of the sheet of cases, and how wide each is. `qac return` goes by these names.
const CASES: [(&str, f64); 16] = [
    ("qac", 4.0),
    ("Case", 14.0),
    ("Of", 12.0),
    ("Group", 22.0),
    ("Audit", 34.0),
    ("Whose cases", 11.0),
    ("Auditor", 23.0),
    ("Beside", 12.0),
    ("Due", 11.0),
    ("Completed on", 13.0),
    ("The whole", 20.0),
    ("Filed on", 11.0),
    ("Looked at again by", 16.0),
    ("Looked at again on", 16.0),
    ("The whole, again", 20.0),
    ("Remarks", 30.0),
];
/// The columns of the sheet of answers.
const ANSWERS: [(&str, f64); 9] = [
    ("qac", 4.0),
    ("question", 4.0),
    ("Case", 14.0),
    ("Auditor", 14.0),
    ("No", 5.0),
    ("Standard", 26.0),
    ("Question", 60.0),
    ("Answer", 16.0),
    ("Notes", 40.0),
];

/// The workbook; the same pack gives the same bytes.
///
/// # Errors
/// None in practice: a text longer than a cell holds.
pub fn coordinator_xlsx(pack: &Pack) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(pack)?);
    let people: Vec<PersonForms> = pack.people.iter().map(|person| person_forms(pack, person)).collect();
    let cases = rows_of_cases(&people);
    let mut lists = Lists::default();
    let sheets = [
        summary(pack, &people, cases.len())?,
        cases_sheet(pack, &cases, &mut lists)?,
        answers_sheet(pack, &people, &mut lists)?,
        reserve_sheet(pack)?,
        lists.sheet()?,
    ];
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// What stands in the file's properties: the mark by which qac knows it again, and one fixed time.
fn properties(pack: &Pack) -> Result<DocProperties, XlsxError> {
    let made = ExcelDateTime::from_ymd(u16::try_from(pack.from.year()).unwrap_or(1900), month(pack), 1)?;
    Ok(DocProperties::new()
        .set_title(format!("Audits for {}", month_year(pack.from)))
        .set_subject(crate::emit::words::stamped(&pack.stamp))
        .set_creation_datetime(&made)
        .set_custom_property("qac", "1"))
}

fn month(pack: &Pack) -> u8 {
    u8::try_from(pack.from.month()).unwrap_or(1)
}

/// A case with its audit and, where it is looked at again, by whom.
struct CaseRow<'a> {
    form: &'a FormShown,
    id: FormId,
}

/// Each case once, in the order of audits and keys.
fn rows_of_cases(people: &[PersonForms]) -> Vec<CaseRow<'_>> {
    let mut rows: Vec<CaseRow<'_>> = Vec::new();
    for forms in people {
        for (form, id) in forms.forms.iter().zip(&forms.ids) {
            if !form.looks_again {
                rows.push(CaseRow { form, id: id.clone() });
            }
        }
    }
    rows.sort_by(|one, other| {
        (one.form.due, &one.form.audit, &one.form.case).cmp(&(other.form.due, &other.form.audit, &other.form.case))
    });
    rows
}

/// The looks of cells.
struct Looks {
    head: Format,
    text: Format,
    day: Format,
    fill: Format,
    fill_day: Format,
    title: Format,
    soft: Format,
}

impl Looks {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let rule = Color::RGB(0x00D0_D7DE);
        let bordered = |format: &Format| format.clone().set_border(FormatBorder::Thin).set_border_color(rule);
        let day = text.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left);
        let fill = bordered(&text).set_background_color(Color::RGB(0x00FF_FBEA)).set_unlocked();
        Self {
            head: bordered(&text).set_bold().set_background_color(Color::RGB(0x00E7_EDF3)),
            fill_day: fill.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            fill,
            day: bordered(&day),
            text: bordered(&text),
            title: Format::new().set_bold().set_font_size(15.0),
            soft: Format::new().set_font_color(Color::RGB(0x005B_6670)),
        }
    }
}

/// A sheet with its head, ready for rows: frozen, printed on A4 across with its head on each page.
fn sheet(name: &str, columns: &[(&str, f64)], pack: &Pack, looks: &Looks) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (place, (heading, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, *heading, &looks.head)?;
        sheet.set_column_width(place, *width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    page(&mut sheet, pack);
    Ok(sheet)
}

fn page(sheet: &mut Worksheet, pack: &Pack) {
    let stamp = crate::emit::words::stamped(&pack.stamp).replace('&', "&&");
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{stamp}&C{}&Rpage &P of &N", month_year(pack.from)));
}

fn day_of(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(1900), part(date.month()), part(date.day()))
}

fn optional(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: Option<&str>,
    format: &Format,
) -> Result<(), XlsxError> {
    match text {
        Some(text) => sheet.write_string_with_format(row, column, text, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

fn cases_sheet(pack: &Pack, cases: &[CaseRow<'_>], lists: &mut Lists) -> Result<Worksheet, XlsxError> {
    let looks = Looks::new();
    let mut sheet = sheet("Cases", &CASES, pack, &looks)?;
    for (row, CaseRow { form, id }) in (1..).zip(cases) {
        sheet.write_string(row, 0, serde_json::to_string(id).unwrap_or_default())?;
        let texts = [
            (1, form.case.as_deref(), if form.case.is_some() { &looks.text } else { &looks.fill }),
            (2, form.unit.as_deref(), &looks.text),
            (3, form.group.as_deref(), &looks.text),
            (4, Some(form.title.as_str()), &looks.text),
            (5, form.basis.as_deref(), &looks.text),
            (6, Some(form.auditor.as_str()), &looks.text),
            (7, form.beside.as_deref(), &looks.text),
            (10, None, &looks.fill),
            (12, form.looked_at_again_by.as_deref(), &looks.text),
            (14, None, &looks.fill),
            (15, None, &looks.fill),
        ];
        for (column, text, format) in texts {
            optional(&mut sheet, (row, column), text, format)?;
        }
        match form.due {
            Some(due) => sheet.write_with_format(row, 8, &day_of(due)?, &looks.day)?,
            None => sheet.write_blank(row, 8, &looks.day)?,
        };
        for column in [9, 11, 13] {
            sheet.write_blank(row, column, &looks.fill_day)?;
            sheet.add_data_validation(row, column, row, column, &any_day()?)?;
        }
        if let Some(list) = lists.of(&form.overall) {
            sheet.add_data_validation(row, 10, row, 10, &list)?;
            sheet.add_data_validation(row, 14, row, 14, &list)?;
        }
    }
    sheet.set_column_hidden(0)?;
    let unused = |is_used: &dyn Fn(&FormShown) -> bool| !cases.iter().any(|row| is_used(row.form));
    let never_again = unused(&|form| form.looked_at_again_by.is_some());
    let hidden = [
        (2, unused(&|form| form.unit.is_some())),
        (3, unused(&|form| form.group.is_some())),
        (5, unused(&|form| form.basis.is_some())),
        (7, unused(&|form| form.beside.is_some())),
        (12, never_again),
        (13, never_again),
        (14, never_again),
    ];
    for (column, _) in hidden.into_iter().filter(|(_, hide)| *hide) {
        sheet.set_column_hidden(column)?;
    }
    let last = u32::try_from(cases.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 1, last, 15)?;
    if last > 0 {
        let done = ConditionalFormatFormula::new()
            .set_rule("=$J2<>\"\"")
            .set_format(Format::new().set_background_color(Color::RGB(0x00E3_F4E6)));
        let overdue = ConditionalFormatFormula::new().set_rule("=AND($J2=\"\",$I2<>\"\",$I2<TODAY())").set_format(
            Format::new().set_background_color(Color::RGB(0x00FB_E3E1)).set_font_color(Color::RGB(0x009B_1C1C)),
        );
        sheet.add_conditional_format(1, 1, last, 9, &done)?;
        sheet.add_conditional_format(1, 1, last, 9, &overdue)?;
    }
    Ok(sheet)
}

/// Any day of this century and the one before.
fn any_day() -> Result<DataValidation, XlsxError> {
    let (from, to) = (ExcelDateTime::from_ymd(1990, 1, 1)?, ExcelDateTime::from_ymd(2199, 12, 31)?);
    DataValidation::new()
        .allow_date(DataValidationRule::Between(from, to))
        .set_error_title("No date")?
        .set_error_message("Write a day, as 31/05/2017.")
}

fn answers_sheet(pack: &Pack, people: &[PersonForms], lists: &mut Lists) -> Result<Worksheet, XlsxError> {
    let looks = Looks::new();
    let mut sheet = sheet("Answers", &ANSWERS, pack, &looks)?;
    let mut row = 0;
    for (form, id) in people.iter().flat_map(|forms| forms.forms.iter().zip(&forms.ids)) {
        if form.looks_again {
            continue;
        }
        for (section, question) in
            form.sections.iter().flat_map(|section| section.questions.iter().map(move |question| (section, question)))
        {
            row += 1;
            sheet.write_string(row, 0, serde_json::to_string(id).unwrap_or_default())?;
            sheet.write_string(row, 1, &question.id)?;
            optional(&mut sheet, (row, 2), form.case.as_deref(), &looks.text)?;
            optional(&mut sheet, (row, 3), Some(&form.auditor), &looks.text)?;
            sheet.write_with_format(row, 4, u32::try_from(question.number).unwrap_or(0), &looks.text)?;
            optional(&mut sheet, (row, 5), Some(&section.title), &looks.text)?;
            optional(&mut sheet, (row, 6), Some(&question.text), &looks.text)?;
            sheet.write_blank(row, 7, &looks.fill)?;
            sheet.write_blank(row, 8, &looks.fill)?;
            sheet.set_row_height(row, 15 * lines(&[(&section.title, 24), (&question.text, 56)]))?;
            if let Some(list) = lists.of(&question.answers) {
                sheet.add_data_validation(row, 7, row, 7, &list)?;
            }
        }
    }
    sheet.set_column_hidden(0)?;
    sheet.set_column_hidden(1)?;
    sheet.autofilter(0, 2, row, 8)?;
    Ok(sheet)
}

/// How many lines the longest of these texts takes in a column so many letters wide.
fn lines(texts: &[(&str, usize)]) -> u32 {
    let most = texts.iter().map(|(text, width)| text.chars().count().div_ceil(*width)).max();
    u32::try_from(most.unwrap_or(1).clamp(1, 12)).unwrap_or(1)
}

/// What is in reserve, and what was replaced.
fn reserve_sheet(pack: &Pack) -> Result<Worksheet, XlsxError> {
    let looks = Looks::new();
    let columns = [("Audit", 34.0), ("Place", 7.0), ("Case", 16.0), ("Of", 14.0), ("Group", 24.0), ("What", 60.0)];
    let mut sheet = sheet("Reserve", &columns, pack, &looks)?;
    let mut row = 0;
    let mut line = |sheet: &mut Worksheet, cells: [&str; 6]| -> Result<(), XlsxError> {
        row += 1;
        for (column, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        Ok(())
    };
    for receipt in &pack.receipts {
        for (place, case) in (1..).zip(&receipt.reserve) {
            let group = case.group.join(" / ");
            let unit = case.unit.clone().unwrap_or_default();
            line(&mut sheet, [&receipt.audit.title, &place.to_string(), &case.key, &unit, &group, "in reserve"])?;
        }
        for words in said(receipt) {
            line(&mut sheet, [&receipt.audit.title, "", "", "", "", &words])?;
        }
    }
    Ok(sheet)
}

/// What a coordinator has to know of a draw: what was replaced, what falls short, who is missing.
fn said(receipt: &Receipt) -> Vec<String> {
    let replaced = receipt.replacements.iter().map(|one| {
        format!(
            "{} took the place of {} on {}: {}, decided by {}",
            one.key,
            one.out.key,
            long_date(one.on),
            one.reason,
            one.decided_by
        )
    });
    let short = receipt
        .shortfall
        .iter()
        .map(|short| format!("{} asked for, {} drawn: {}", short.asked, short.drawn, short.reason));
    let open = receipt.open_places.iter().map(|open| format!("still to choose: {}, {}", open.count, open.how));
    let unchecked = receipt.allocation.iter().flat_map(|made| made.unchecked.iter().cloned());
    replaced.chain(short).chain(open).chain(receipt.clash.iter().cloned()).chain(unchecked).collect()
}

/// How far everyone is, counted by the workbook itself as it is filled in.
fn summary(pack: &Pack, people: &[PersonForms], cases: usize) -> Result<Worksheet, XlsxError> {
    let looks = Looks::new();
    let mut sheet = Worksheet::new();
    sheet.set_name("Summary")?;
    page(&mut sheet, pack);
    sheet.set_print_fit_to_pages(1, 1);
    sheet.write_string_with_format(0, 0, format!("Audits for {}", month_year(pack.from)), &looks.title)?;
    sheet.write_string_with_format(1, 0, crate::emit::words::stamped(&pack.stamp), &looks.soft)?;
    for (column, (heading, width)) in
        (0..).zip([("Auditor", 30.0), ("Cases", 9.0), ("Completed", 11.0), ("Open", 9.0), ("Overdue", 10.0)])
    {
        sheet.write_string_with_format(3, column, heading, &looks.head)?;
        sheet.set_column_width(column, width)?;
    }
    let auditors: BTreeMap<&str, usize> = people
        .iter()
        .flat_map(|forms| &forms.forms)
        .filter(|form| !form.looks_again)
        .fold(BTreeMap::new(), |mut counts, form| {
            *counts.entry(form.auditor.as_str()).or_default() += 1;
            counts
        });
    let end = cases + 1;
    for (row, (auditor, count)) in (4..).zip(&auditors) {
        let own = format!("Cases!$G$2:$G${end},$A{}", row + 1);
        let done = format!("COUNTIFS({own},Cases!$J$2:$J${end},\"<>\")");
        let late = format!("COUNTIFS({own},Cases!$J$2:$J${end},\"\",Cases!$I$2:$I${end},\"<\"&TODAY())");
        sheet.write_string_with_format(row, 0, *auditor, &looks.text)?;
        sheet.write_with_format(row, 1, u32::try_from(*count).unwrap_or(u32::MAX), &looks.text)?;
        sheet.write_formula_with_format(row, 2, Formula::new(done).set_result("0"), &looks.text)?;
        let open = Formula::new(format!("B{0}-C{0}", row + 1)).set_result(count.to_string());
        sheet.write_formula_with_format(row, 3, open, &looks.text)?;
        sheet.write_formula_with_format(row, 4, Formula::new(late).set_result("0"), &looks.text)?;
    }
    if auditors.is_empty() {
        return Ok(sheet);
    }
    let last = 3 + u32::try_from(auditors.len()).unwrap_or(1);
    let mut chart = Chart::new(ChartType::BarStacked);
    for (column, name, colour) in [(2, "Completed", 0x003A_9D5D), (3, "Open", 0x00B9_C4CE)] {
        chart
            .add_series()
            .set_name(name)
            .set_categories(("Summary", 4, 0, last, 0))
            .set_values(("Summary", 4, column, last, column))
            .set_format(
                rust_xlsxwriter::ChartFormat::new()
                    .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(colour))),
            );
    }
    chart.title().set_name("Cases by auditor");
    chart.y_axis().set_reverse();
    chart.x_axis().set_major_gridlines(false).set_num_format("0");
    chart.set_height((140 + 22 * last).min(900)).set_width(560);
    sheet.insert_chart(3, 6, &chart)?;
    Ok(sheet)
}

/// The answers to choose from, each list once on a sheet that is hidden: in the validation itself they may be too long.
#[derive(Default)]
struct Lists(Vec<Vec<String>>);

impl Lists {
    fn of(&mut self, answers: &[AnswerShown]) -> Option<DataValidation> {
        if answers.is_empty() {
            return None;
        }
        let titles: Vec<String> = answers.iter().map(|answer| answer.title.clone()).collect();
        let place = self.0.iter().position(|list| *list == titles).unwrap_or_else(|| {
            self.0.push(titles.clone());
            self.0.len() - 1
        });
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(place).ok()?);
        let range = format!("=Lists!${column}$1:${column}${}", titles.len());
        let list = DataValidation::new().allow_list_formula(Formula::new(range));
        list.set_error_title("No such answer").ok()?.set_error_message("Choose one of the list.").ok()
    }

    fn sheet(&self) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("Lists")?;
        for (column, list) in (0..).zip(&self.0) {
            for (row, title) in (0..).zip(list) {
                sheet.write_string(row, column, title)?;
            }
        }
        sheet.set_hidden(true);
        Ok(sheet)
    }
}

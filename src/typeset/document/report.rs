//! The data of the layout that draws what preflight found in a PDF.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use typst::foundations::Bytes;

use super::data::{BaseData, DateData};
use super::{Document, LayoutData, base};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::REPORT;
use crate::issue::{Date, Profile};

/// The keyword that makes a PDF known as a report.
pub const REPORT_KEYWORD: &str = "jianbao-report";

/// The data of the layout `internal/report`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// The report.
    #[serde(flatten)]
    pub content: ReportContent,
}

/// A report on a PDF, in the user's language. Pictures are named as in the document.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportContent {
    /// What the PDF of the report says about itself.
    pub report: ReportInfo,
    /// The headings.
    pub headings: ReportHeadings,
    /// Whether the PDF is fit for the press.
    pub verdict: Verdict,
    /// What the PDF is: each line with its label.
    pub facts: Vec<Fact>,
    /// The sizes of its pages, each with the pages that have it.
    pub sizes: Vec<PageSize>,
    /// The plates with their ink.
    pub plates: Vec<PlateLine>,
    /// Pages as each plate prints them.
    pub separations: Vec<SeparatedPage>,
    /// The findings, in the order of their numbers.
    pub findings: Vec<FindingLine>,
    /// Pages with findings.
    pub pages: Vec<FindingPage>,
    /// What is left out because there is too much of it.
    pub omitted: Vec<String>,
}

/// What the PDF of a report says about itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportInfo {
    /// The title. It also stands at the top.
    pub title: String,
    /// The keyword that makes it known as a report.
    pub keywords: Vec<String>,
    /// The language, as Typst names it.
    pub lang: String,
    /// The name of the examined file.
    pub file: String,
    /// The date: that of the examined file, so that a report on it is always the same.
    pub date: DateData,
}

/// The headings of a report.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ReportHeadings {
    /// Above the sizes of the pages.
    pub sizes: String,
    /// Above the plates.
    pub plates: String,
    /// Above the findings.
    pub findings: String,
    /// Above the pages with findings.
    pub pages: String,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Nothing is wrong.
    #[default]
    Fine,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// Whether a PDF is fit for the press.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Verdict {
    /// How bad it is.
    pub grade: Grade,
    /// The words for it.
    pub words: String,
}

/// A line of what a PDF is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The words.
    pub words: String,
}

/// A box of a page, in mm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, JsonSchema)]
pub struct Frame {
    /// The distance from the left edge of the sheet.
    pub x: f64,
    /// The distance from the upper edge of the sheet.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// The boxes of pages of one size.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageSize {
    /// The pages, in words.
    pub pages: String,
    /// The first of the pages; left out if it can't be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The boxes, the sheet first.
    pub boxes: Vec<NamedBox>,
}

/// A box of a page with its name and size.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedBox {
    /// Which box it is: `sheet`, `bleed` or `trim`.
    pub kind: &'static str,
    /// Its name and size, in words.
    pub words: String,
    /// Where it is; left out if the page has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
}

/// A plate with its ink.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlateLine {
    /// The name of its ink.
    pub name: String,
    /// The share of the pages that the ink covers, in words.
    pub share: String,
    /// The pages that it prints on, in words.
    pub pages: String,
}

/// A page as each plate prints it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SeparatedPage {
    /// The page, in words.
    pub label: String,
    /// The plates that print on it.
    pub plates: Vec<PlatePicture>,
}

/// A page as a plate prints it, black for full ink.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlatePicture {
    /// The name of the ink.
    pub name: String,
    /// The share of the page that the ink covers, in words.
    pub share: String,
    /// The picture.
    pub picture: String,
}

/// A finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingLine {
    /// Its number in the report, from 1.
    pub number: usize,
    /// How bad it is.
    pub grade: Grade,
    /// What is wrong.
    pub words: String,
    /// What to do; empty if nothing can be said.
    pub help: String,
}

/// A page with findings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingPage {
    /// The page, in words.
    pub label: String,
    /// The width of the sheet in mm.
    pub width: f64,
    /// The height of the sheet in mm.
    pub height: f64,
    /// The page; left out if it can't be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Where the findings are.
    pub marks: Vec<FindingMark>,
    /// The findings on the page that have no place, by their numbers.
    pub others: Vec<FindingNumber>,
}

/// A finding at a place of a page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingMark {
    /// The finding's number in the report.
    pub number: usize,
    /// How bad it is.
    pub grade: Grade,
    /// The place.
    pub frame: Frame,
}

/// The number of a finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingNumber {
    /// The finding's number in the report.
    pub number: usize,
    /// How bad it is.
    pub grade: Grade,
}

/// Returns the document with a report. `pictures` are PNG by their names in the document, `date` is that of the PDF.
pub fn report(
    content: ReportContent,
    pictures: BTreeMap<String, Bytes>,
    date: Date,
    print_setup: PrintSetup,
    faces: &Faces,
) -> Document {
    let name = content.report.title.clone();
    let data = ReportData { base: base(faces, Profile::Screen, &print_setup), content };
    let document = Document::from_data(REPORT, LayoutData::Report(data), date, name, Profile::Screen, print_setup);
    Document { pictures, ..document }
}

//! An issue as the Typst document that draws it: the layout's name, its data, and the pictures.
//!
//! Words reach the engine as data and are never pasted into markup. Each field has a name (`at`). The layout marks with it
//! what it draws, so that what is found on the pages leads back to the YAML.

mod anchor;
mod block;
mod character;
mod chart;
mod closing;
pub mod data;
mod dispatch;
mod imprint;
mod issue;
mod line;
mod marker;
mod number;
mod printed;
mod proof;
mod report;
mod sheet;
mod table;
mod volume;
mod word;

use std::collections::BTreeMap;

use serde::Serialize;
use typst::foundations::Bytes;

pub use self::anchor::Anchor;
pub use self::character::check_characters;
pub use self::chart::{ChartData, chart};
use self::data::{BaseData, DATA_VERSION, Ink, Inks, IssueData};
pub use self::dispatch::{
    DispatchData, DispatchReceiver, dispatch, dispatch_heads, dispatch_receivers, dispatched_copies,
};
pub use self::issue::document;
pub use self::line::sign;
pub use self::number::number_label;
pub use self::proof::{Correction, CorrectionPiece, KEYWORD, Marks, ProofData, ProofWords, corrections};
pub use self::report::{
    Fact, FindingLine, FindingMark, FindingNumber, FindingPage, Frame, Grade, NamedBox, PageSize, PlateLine,
    PlatePicture, REPORT_KEYWORD, ReportContent, ReportData, ReportHeadings, ReportInfo, SeparatedPage, Verdict,
    report,
};
pub use self::sheet::{SheetsData, Side, sheets};
pub use self::volume::{VolumeData, VolumeIssue, volume};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::issue::{CopyNumbers, Date, Fit, Profile};
use crate::typeset::field::Field;

/// What the engine gets for one issue.
#[derive(Debug, Clone)]
pub struct Document {
    /// The layout's name.
    pub layout: String,
    /// The data for the layout: faces, inks and every word.
    pub data: LayoutData,
    /// Pictures by their names in the document, such as `pictures/1.jpg`.
    pub pictures: BTreeMap<String, Bytes>,
    /// Files attached for the archive, by their names within the project.
    pub attachments: BTreeMap<String, Bytes>,
    /// The issue's date, which is the document's.
    pub date: Date,
    /// The masthead and number, which name the document.
    pub name: String,
    /// The profile that it is made for.
    pub profile: Profile,
    /// Inks, bleed and marks.
    pub print_setup: PrintSetup,
    /// The numbers of its copies, if they have any.
    pub copies: Option<CopyNumbers>,
    /// The page that its text is to end on.
    pub fit: Option<Fit>,
    /// Where each field was typed.
    pub anchors: BTreeMap<Field, Anchor>,
}

/// The data of any layout.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum LayoutData {
    /// For a layout that draws an issue.
    Issue(Box<IssueData>),
    /// For the layout that draws what stands around pages.
    Sheets(SheetsData),
    /// For the layout that draws the bound volume of a year.
    Volume(VolumeData),
    /// For the layout that draws a year's statistics.
    Chart(ChartData),
    /// For the layout that draws the list of receivers, and labels for them.
    Dispatch(DispatchData),
    /// For the layout that draws a proof to be signed.
    Proof(ProofData),
    /// For the layout that draws what preflight found in a PDF.
    Report(ReportData),
}

impl LayoutData {
    /// Returns what every layout gets.
    pub fn base(&self) -> &BaseData {
        match self {
            Self::Issue(data) => &data.base,
            Self::Sheets(data) => &data.base,
            Self::Volume(data) => &data.base,
            Self::Chart(data) => &data.base,
            Self::Dispatch(data) => &data.base,
            Self::Proof(data) => &data.base,
            Self::Report(data) => &data.base,
        }
    }

    /// Returns what every layout gets, to be changed.
    pub fn base_mut(&mut self) -> &mut BaseData {
        match self {
            Self::Issue(data) => &mut data.base,
            Self::Sheets(data) => &mut data.base,
            Self::Volume(data) => &mut data.base,
            Self::Chart(data) => &mut data.base,
            Self::Dispatch(data) => &mut data.base,
            Self::Proof(data) => &mut data.base,
            Self::Report(data) => &mut data.base,
        }
    }
}

/// Returns what every layout gets.
fn base(faces: &Faces, profile: Profile, print_setup: &PrintSetup) -> BaseData {
    BaseData { version: DATA_VERSION, faces: faces.chains().clone(), inks: inks(profile, print_setup) }
}

/// Returns the two inks for a profile.
///
/// On the way to PDF/X-4 black is a grey and red a spot colour over RGB, which is what the engine accepts within PDF/A.
/// `pdf::pdfx` makes K and CMYK of them. PDF/X-1a is no PDF/A, so that the engine writes CMYK itself.
fn inks(profile: Profile, print_setup: &PrintSetup) -> Inks {
    let spot = print_setup.spot.clone();
    match profile {
        Profile::PrintX1a => {
            let red = Ink { spot, cmyk: Some(print_setup.red.map(f64::from)), ..Ink::default() };
            Inks { red, black: Ink { cmyk: Some([0.0, 0.0, 0.0, 100.0]), ..Ink::default() } }
        }
        Profile::Print | Profile::Screen | Profile::Archive => {
            let spot = spot.filter(|_| profile == Profile::Print);
            let red = Ink { spot, rgb: Some(print_setup.red_on_screen()), ..Ink::default() };
            Inks { red, black: Ink { grey: Some(0), ..Ink::default() } }
        }
    }
}

impl Document {
    /// Returns what one of our own layouts draws from data alone.
    fn from_data(
        layout: &str,
        data: LayoutData,
        date: Date,
        name: String,
        profile: Profile,
        print_setup: PrintSetup,
    ) -> Self {
        Self {
            layout: layout.to_owned(),
            data,
            pictures: BTreeMap::new(),
            attachments: BTreeMap::new(),
            date,
            name,
            profile,
            print_setup,
            copies: None,
            fit: None,
            anchors: BTreeMap::new(),
        }
    }

    /// Returns the data as the file `issue.json`, which the Typst file reads.
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec(&self.data).unwrap_or_default()
    }

    /// Returns the Typst file that draws the document and attaches what the archive keeps.
    pub fn main(&self) -> String {
        let mut main = String::new();
        if self.profile.is_for_plates() && self.print_setup.bleed > 0.0 {
            main += &format!("#set page(bleed: {}mm)\n", self.print_setup.bleed);
        }
        main += &crate::asset::layout::Layouts::main(&self.layout);
        for (index, name) in self.attachments.keys().enumerate() {
            let name = name.replace(['\\', '"'], "_");
            let kind = match name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "jpg" | "jpeg" => "image/jpeg",
                "png" => "image/png",
                "gif" => "image/gif",
                "webp" => "image/webp",
                "csv" => "text/csv",
                "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                _ => "application/yaml",
            };
            let file = attachment(index);
            main += &format!("#pdf.attach(\"{name}\", read(\"/{file}\", encoding: none), relationship: \"source\", ");
            main += &format!("mime-type: \"{kind}\", description: \"{name}\")\n");
        }
        main
    }

    /// Returns pictures and attachments by their names in the document.
    pub fn files(&self) -> impl Iterator<Item = (String, &Bytes)> {
        let attachments = self.attachments.values().enumerate().map(|(index, bytes)| (attachment(index), bytes));
        self.pictures.iter().map(|(name, bytes)| (name.clone(), bytes)).chain(attachments)
    }
}

/// Returns the name of an attachment in the document. It is the same for every issue, because the engine keeps each name
/// that it has met in memory.
fn attachment(index: usize) -> String {
    format!("attachments/{}", index + 1)
}

/// Returns the lines of a title as they were typed, without blanks at their ends and without empty ones.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Returns lines in one run. They are joined without a space where either side is Chinese.
pub fn one_line(text: &str) -> String {
    lines(text).fold(String::new(), |mut run, line| {
        let latin = |c: Option<char>| c.is_some_and(|c| !crate::issue::markdown::is_wide(c));
        if latin(run.chars().next_back()) && latin(line.chars().next()) {
            run.push(' ');
        }
        run + line
    })
}

//! What a finished PDF is, ours or another's: standards claimed and met clause by clause, boxes, plates, fonts, text,
//! rules, pictures.
//!
//! All of it comes from the file's objects and operators. `ink` rasterises the plates on top, for those who ask.

mod claim;
mod clause;
mod content;
mod file;
mod font;
pub mod ink;
mod intent;
mod job;
mod operator;
mod paint;
mod space;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Object;

pub use self::claim::{Claim, Metadata, X, claims};
use self::clause::{CLAUSES, Subject};
use self::content::Walker;
pub use self::file::File;
pub use self::font::Font;
use self::paint::PageInk;
pub use self::paint::Picture;
use crate::diagnostic::{Code, Diagnostic};
use crate::range::runs;

/// What was found out about a PDF.
#[derive(Debug)]
pub struct Preflight {
    /// The version of PDF.
    pub version: String,
    /// The standards that it claims.
    pub claims: Vec<Claim>,
    /// Each clause that the claims ask for: its code, where it stands, whether it is met.
    pub clauses: Vec<(Code, &'static str, bool)>,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Fonts that set text.
    pub fonts: BTreeSet<Font>,
    /// Plates with the pages that they print on, process inks first.
    pub plates: Vec<(String, Vec<usize>)>,
    /// What sets text: the plates, the pages, and the size of the smallest in points.
    pub text: Vec<(Vec<String>, Vec<usize>, f32)>,
    /// Whether colours are among them that the plant brings to ink: of process plates the ink is an estimate.
    pub estimated: bool,
    /// Inks that are printed over others, with their pages.
    pub overprint: Vec<(String, Vec<usize>)>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// A page; boxes in points: left, bottom, right, top.
#[derive(Debug, Clone)]
pub struct Page {
    /// The sheet.
    pub media: Option<[f32; 4]>,
    /// With the bleed.
    pub bleed: Option<[f32; 4]>,
    /// After cutting.
    pub trim: Option<[f32; 4]>,
    /// By how much it is turned when it is shown, clockwise in degrees.
    pub turn: i64,
    /// Whether nothing stands on it.
    pub blank: bool,
    /// Its pictures.
    pub pictures: Vec<Picture>,
}

impl Preflight {
    /// A finding for the first plate that nobody expects.
    pub fn unexpected_plate(&self, expected: &[&str]) -> Option<Diagnostic> {
        let (name, pages) = self.plates.iter().find(|(name, _)| !expected.contains(&name.as_str()))?;
        Some(Diagnostic::new(Code::PdfPlate).with("plate", name.as_str()).with("page", ranges(pages)))
    }
}

/// Examines a PDF.
///
/// # Errors
/// It can't be read as a PDF.
pub fn preflight(bytes: &[u8]) -> Result<Preflight, Diagnostic> {
    let file = File::open(bytes)?;
    let metadata = Metadata::of(&file);
    let claims = claim::claims(&file, &metadata);
    let mut walker = Walker::new(&file);
    let mut pages = Vec::new();
    let mut paints = Vec::new();
    for id in &file.pages {
        let of = |key| file.page(*id).and_then(|page| file.page_box(page, key));
        let media = of("MediaBox");
        let trim = of("TrimBox").or_else(|| of("ArtBox"));
        let paint = walker.page(*id, trim.or(media).unwrap_or([f32::MIN, f32::MIN, f32::MAX, f32::MAX]));
        let (blank, pictures) = (paint.whole && !paint.inked, paint.pictures.clone());
        let turn = file.page(*id).and_then(|page| file.inherited(page, "Rotate")?.as_i64().ok()).unwrap_or(0);
        pages.push(Page { media, bleed: of("BleedBox"), trim, turn: turn.rem_euclid(360), blank, pictures });
        paints.push(paint);
    }
    let intents = intent::intents(&file);
    let subject = Subject { file: &file, metadata: &metadata, claims: &claims, intents: &intents, pages: &paints };
    let mut findings = Vec::new();
    let clauses = clauses(&subject, &mut findings);
    findings.extend(job::findings(&subject, &pages, findings.iter().any(|finding| finding.code == Code::PdfColour)));
    Ok(Preflight {
        version: file.document.version.clone(),
        clauses,
        fonts: fonts(&file, &paints),
        plates: by_name(&paints, |paint| &paint.plates),
        text: text(&paints),
        estimated: paints.iter().any(|paint| paint.measured().is_some()),
        overprint: by_name(&paints, |paint| &paint.overprint),
        pages,
        claims,
        findings,
    })
}

/// Each clause that a claim asks for; broken ones are among the findings, each once.
fn clauses(subject: &Subject, findings: &mut Vec<Diagnostic>) -> Vec<(Code, &'static str, bool)> {
    let mut told = Vec::new();
    for clause in CLAUSES {
        let asking: Vec<_> = subject.claims.iter().filter(|claim| (clause.asked)(claim)).collect();
        let breach = asking.iter().find_map(|claim| {
            let finding = (clause.broken)(subject, claim)?;
            Some(finding.with("standard", claim.to_string()))
        });
        if !asking.is_empty() {
            told.push((clause.code, clause.source, breach.is_none()));
        }
        findings.extend(breach);
    }
    if subject.claims.is_empty() {
        findings.extend(clause::font(subject));
    }
    told
}

/// Page numbers in order, as `1–3, 5`.
pub fn ranges(pages: &[usize]) -> String {
    let run =
        |(first, last): (usize, usize)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs(pages).into_iter().map(run).collect::<Vec<_>>().join(", ")
}

fn fonts(file: &File, paints: &[PageInk]) -> BTreeSet<Font> {
    let objects = paints.iter().flat_map(|page| &page.fonts);
    let named = objects.filter_map(|id| file.document.get_object(*id).and_then(Object::as_dict).ok());
    let loose = paints.iter().flat_map(|page| &page.loose_fonts);
    named.chain(loose).map(|dict| Font::of(file, dict)).collect()
}

/// Names with the pages on which they are met; process inks in their order first.
fn by_name(paints: &[PageInk], names: fn(&PageInk) -> &BTreeSet<String>) -> Vec<(String, Vec<usize>)> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, page) in paints.iter().enumerate() {
        for name in names(page) {
            found.entry(name.clone()).or_default().push(index + 1);
        }
    }
    let process = |name: &str| space::PROCESS.iter().position(|ink| *ink == name).unwrap_or(space::PROCESS.len());
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(name, _)| process(name));
    found
}

fn text(paints: &[PageInk]) -> Vec<(Vec<String>, Vec<usize>, f32)> {
    let mut found: BTreeMap<&Vec<String>, (Vec<usize>, f32)> = BTreeMap::new();
    for (index, page) in paints.iter().enumerate() {
        for (plates, size) in &page.text {
            let (pages, smallest) = found.entry(plates).or_insert_with(|| (Vec::new(), *size));
            pages.push(index + 1);
            *smallest = smallest.min(*size);
        }
    }
    found.into_iter().map(|(plates, (pages, size))| (plates.clone(), pages, size)).collect()
}

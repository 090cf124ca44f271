//! Preflight (印前检查) of any PDF: the standards that it claims, clause by clause, its boxes, plates, fonts, text, rules and
//! pictures.
//!
//! All of it comes from the file's objects and operators. `ink` also rasterises the plates, which takes more time. Preflight
//! knows nothing of issues.

mod archival;
mod area;
mod claim;
mod clause;
mod content;
mod element;
mod file;
mod font;
mod glyph;
mod ground;
pub mod ink;
mod intent;
mod job;
mod layer;
mod operator;
mod outline;
mod paint;
mod registration;
mod rule;
mod space;
mod state;
pub mod watch;

use std::collections::{BTreeMap, BTreeSet};

use kurbo::Rect;
use lopdf::Object;

pub use self::area::Area;
pub use self::claim::{Claim, Metadata, PdfX, read_claims};
use self::clause::{CLAUSES, Subject};
use self::content::Walker;
pub use self::file::{File, OpenError};
pub use self::font::Font;
use self::ink::{Coverage, Measured};
use self::intent::Intent;
use self::layer::Layers;
use self::paint::PageInk;
pub use self::paint::{Overprint, Picture};
use self::rule::{Job, Spots};
pub use self::rule::{Terms, Variant, list_rules};
use self::watch::{Step, Unwatched, Watch};
use crate::diagnostic::{Code, Diagnostic};
use crate::range::PageRanges;

/// The result of a preflight.
#[derive(Debug)]
pub struct Preflight {
    /// The version of PDF, such as `1.6`.
    pub version: String,
    /// The standards that it claims.
    pub claims: Vec<Claim>,
    /// The clauses that the claims ask for.
    pub clauses: Vec<ClauseResult>,
    /// The pages.
    pub pages: Vec<Page>,
    /// The fonts that set text.
    pub fonts: BTreeSet<Font>,
    /// The plates, process inks first.
    pub plates: Vec<Plate>,
    /// The text, by the plates that print it together.
    pub text: Vec<TextInks>,
    /// Whether the print shop converts some colours to inks. The ink of process plates is an estimate then.
    pub estimated: bool,
    /// The inks that are printed over others.
    pub overprint: Vec<OverprintInk>,
    /// Everything that is wrong.
    pub findings: Vec<Diagnostic>,
    /// Where on the pages that is, for findings about single elements.
    pub areas: Vec<Area>,
    /// The spot inks.
    spots: Spots,
    /// What the file was examined for.
    terms: Terms,
}

/// A clause that was examined.
#[derive(Debug, Clone, Copy)]
pub struct ClauseResult {
    /// Its code.
    pub code: Code,
    /// The standard and clause where it stands.
    pub source: &'static str,
    /// Whether the file keeps to it.
    pub is_met: bool,
}

/// A plate (印版).
#[derive(Debug, Clone)]
pub struct Plate {
    /// The name of its ink.
    pub name: String,
    /// The pages that it prints on, from 1.
    pub pages: Vec<usize>,
}

/// An ink that is printed over what is below (叠印).
#[derive(Debug, Clone)]
pub struct OverprintInk {
    /// The ink.
    pub ink: Overprint,
    /// The pages where that happens, from 1.
    pub pages: Vec<usize>,
}

/// Text that the same plates print.
#[derive(Debug, Clone)]
pub struct TextInks {
    /// The names of the plates.
    pub plates: Vec<String>,
    /// The pages, from 1.
    pub pages: Vec<usize>,
    /// The size of the smallest text, in points.
    pub smallest_pt: f64,
}

/// A page. Boxes are in points.
#[derive(Debug, Clone)]
pub struct Page {
    /// The sheet (MediaBox).
    pub media: Option<Rect>,
    /// The page with its bleed (BleedBox).
    pub bleed: Option<Rect>,
    /// The page after cutting (TrimBox or ArtBox).
    pub trim: Option<Rect>,
    /// What viewers show (`CropBox`).
    pub crop: Option<Rect>,
    /// The turn when it is shown, clockwise in degrees.
    pub turn: i64,
    /// Whether there is no ink on it.
    pub blank: bool,
    /// The pictures on it.
    pub pictures: Vec<Picture>,
    /// Whether all of it could be examined.
    pub whole: bool,
    /// Whether the colorant of registration marks is on it, which prints on every plate.
    pub every_plate: bool,
}

impl Preflight {
    /// Returns a finding for the first plate that isn't expected.
    pub fn unexpected_plate(&self, expected: &[&str]) -> Option<Diagnostic> {
        let plate = self.plates.iter().find(|plate| !expected.contains(&plate.name.as_str()))?;
        Some(Diagnostic::new(Code::PdfPlate).with("plate", plate.name.as_str()).with("page", ranges(&plate.pages)))
    }
}

impl Preflight {
    /// Takes over the ink that was measured: a plate that stays empty isn't listed, and the rules on inks are examined
    /// again. Returns the ink of the plates that are left.
    pub fn take_ink(&mut self, measured: Measured) -> Vec<Coverage> {
        let mut left = Vec::new();
        let mut coverage = Vec::new();
        for (mut plate, ink) in std::mem::take(&mut self.plates).into_iter().zip(measured.plates) {
            let is_empty = |number: usize| ink.as_ref().is_some_and(|pages| pages.get(number - 1) == Some(&Some(0.0)));
            plate.pages.retain(|number| !is_empty(*number));
            if !plate.pages.is_empty() {
                left.push(plate);
                coverage.push(ink);
            }
        }
        self.plates = left;
        self.spots.keep(&self.plates);
        self.findings.retain(|finding| !rule::is_on_spots(finding.code));
        self.findings.extend(rule::examine_spots(&self.spots, &self.terms));
        // How much ink the plant makes of other colours isn't known.
        if !self.estimated {
            self.findings.extend(rule::examine_coverage(&measured.densest_percent, &self.terms));
        }
        coverage
    }
}

/// Reads a PDF and examines it.
///
/// # Errors
/// It can't be read as a PDF.
pub fn preflight(bytes: &[u8]) -> Result<Preflight, Diagnostic> {
    Ok(preflight_file(&File::open(bytes)?))
}

/// Examines a PDF that has been read, as sheet-fed offset with spot colours whose inks aren't known.
pub fn preflight_file(file: &File) -> Preflight {
    preflight_watched(file, &Terms::default(), &Unwatched)
}

/// Examines a PDF that has been read, for a kind of printing and the inks of a job. What watches over it hears of each page,
/// and may refuse it.
pub fn preflight_watched(file: &File, terms: &Terms, watch: &dyn Watch) -> Preflight {
    let metadata = Metadata::of(file);
    let claims = claim::read_claims(file, &metadata);
    let layers = Layers::read(file);
    let (pages, paints): (Vec<_>, Vec<_>) = walk_pages(file, &layers, watch).into_iter().unzip();
    watch.begin(Step::File);
    let intents = intent::read_intents(file, file.catalog());
    let subject = Subject { file, metadata: &metadata, claims: &claims, intents: &intents, pages: &paints };
    let mut findings = Vec::new();
    let clauses = examine_clauses(&subject, &mut findings);
    findings.extend(job::examine_job(&subject));
    let job = Job { subject: &subject, pages: &pages, layers: &layers, terms };
    findings.extend(rule::examine_pages(&job));
    drop_repetitions(&mut findings);
    let areas = area::find_areas(&findings, &paints);
    let plates = list_plates(&paints, &intents);
    let spots = Spots::read(file, &plates);
    findings.extend(rule::examine_spots(&spots, terms));
    Preflight {
        version: file.document.version.clone(),
        clauses,
        fonts: list_fonts(file, &paints),
        plates,
        text: list_text(&paints),
        estimated: paints.iter().any(|paint| paint.converted_space().is_some()),
        overprint: list_overprint(&paints),
        pages,
        claims,
        findings,
        areas,
        spots,
        terms: terms.clone(),
    }
}

/// Walks all pages: their boxes, and what each paints. A page that is refused paints nothing.
fn walk_pages(file: &File, layers: &Layers, watch: &dyn Watch) -> Vec<(Page, PageInk)> {
    let mut walker = Walker::new(file, layers);
    let mut walked = Vec::with_capacity(file.pages.len());
    for (number, id) in (1..).zip(&file.pages) {
        let of = |key| file.page(*id).and_then(|page| file.page_box(page, key));
        let (media, bleed, crop) = (of("MediaBox"), of("BleedBox"), of("CropBox"));
        let trim = of("TrimBox").or_else(|| of("ArtBox"));
        let trim_or_media = trim.or(media).unwrap_or(Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX));
        let paint = match watch.begin(Step::Page(number)) {
            true => walker.walk_page(*id, trim_or_media),
            false => PageInk { refused: true, ..PageInk::default() },
        };
        let (blank, pictures) = (paint.whole && !paint.inked, paint.pictures.clone());
        let turn = file.page(*id).and_then(|page| file.inherited(page, "Rotate")?.as_i64().ok()).unwrap_or(0);
        let (turn, whole, every_plate) = (turn.rem_euclid(360), paint.whole, paint.every_plate);
        walked.push((Page { media, bleed, trim, crop, turn, blank, pictures, whole, every_plate }, paint));
    }
    walked
}

/// Examines each clause that a claim asks for. A violation is reported once, with the first claim that asks for it.
fn examine_clauses(subject: &Subject, findings: &mut Vec<Diagnostic>) -> Vec<ClauseResult> {
    let mut examined = Vec::new();
    for clause in CLAUSES {
        let asking: Vec<_> = subject.claims.iter().filter(|claim| (clause.applies)(claim)).collect();
        let violation = asking.iter().find_map(|claim| {
            let finding = (clause.violation)(subject, claim)?;
            Some(finding.with("standard", claim.to_string()))
        });
        if !asking.is_empty() {
            let is_met = violation.is_none();
            examined.push(ClauseResult { code: clause.code, source: clause.source, is_met });
        }
        findings.extend(violation);
    }
    if subject.claims.is_empty() {
        findings.extend(clause::check_font(subject));
    }
    examined
}

/// Drops findings that say in general what another one says exactly.
fn drop_repetitions(findings: &mut Vec<Diagnostic>) {
    let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    let is_repeated = |code: Code| match code {
        // A clause has reported colours that don't fit the output intent.
        Code::PdfMeasured => codes.contains(&Code::PdfColour),
        Code::PdfRichBlack => codes.contains(&Code::PdfRichBlackText),
        Code::PdfNoStandard | Code::PdfStandardUnknown => codes.contains(&Code::PdfNotX4),
        _ => false,
    };
    findings.retain(|finding| !is_repeated(finding.code));
}

/// Returns page numbers for a message, which shows them as `1–3, 5`.
pub fn ranges(pages: &[usize]) -> PageRanges {
    PageRanges(pages.to_vec())
}

/// Returns the fonts that set text.
fn list_fonts(file: &File, paints: &[PageInk]) -> BTreeSet<Font> {
    let objects = paints.iter().flat_map(|page| &page.fonts);
    let named = objects.filter_map(|id| file.document.get_object(*id).and_then(Object::as_dict).ok());
    let loose = paints.iter().flat_map(|page| &page.loose_fonts);
    named.chain(loose).map(|dict| Font::of(file, dict)).collect()
}

/// Returns things in their order, each with the numbers of the pages that have it.
fn group_pages<T: Ord + Clone>(paints: &[PageInk], of: fn(&PageInk) -> &BTreeSet<T>) -> Vec<(T, Vec<usize>)> {
    let mut found: BTreeMap<T, Vec<usize>> = BTreeMap::new();
    for (number, page) in (1..).zip(paints) {
        for thing in of(page) {
            found.entry(thing.clone()).or_default().push(number);
        }
    }
    found.into_iter().collect()
}

/// Returns the plates, those of process inks first.
fn list_plates(paints: &[PageInk], intents: &[Intent]) -> Vec<Plate> {
    let found = group_pages(paints, |paint| &paint.plates).into_iter();
    let mut plates: Vec<_> = found.map(|(name, pages)| Plate { name, pages }).collect();
    registration::count_plates(&mut plates, paints, intents);
    let rank = |name: &str| space::PROCESS.iter().position(|ink| *ink == name).unwrap_or(space::PROCESS.len());
    plates.sort_by_key(|plate| rank(&plate.name));
    plates
}

/// Returns the inks that are printed over others.
fn list_overprint(paints: &[PageInk]) -> Vec<OverprintInk> {
    let found = group_pages(paints, |paint| &paint.overprint).into_iter();
    found.map(|(ink, pages)| OverprintInk { ink, pages }).collect()
}

/// Returns the text of all pages, by the plates that print it together.
fn list_text(paints: &[PageInk]) -> Vec<TextInks> {
    let mut found: BTreeMap<&Vec<String>, TextInks> = BTreeMap::new();
    for (number, page) in (1..).zip(paints) {
        for (plates, size) in &page.text {
            let new = || TextInks { plates: plates.clone(), pages: Vec::new(), smallest_pt: *size };
            let text = found.entry(plates).or_insert_with(new);
            text.pages.push(number);
            text.smallest_pt = text.smallest_pt.min(*size);
        }
    }
    found.into_values().collect()
}

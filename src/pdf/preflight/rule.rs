//! The rules of a print shop for what is printed: those of the Ghent Workgroup (GWG 2022) by variant, and those that plants
//! ask for besides.
//!
//! The values are those of the specification's sheet of 2022, tables “Requirements” and “Variants”.

mod colour;
mod gwg;
mod line;
mod page;
mod picture;
mod plant;
pub mod spot;
mod text;

use self::gwg::RULES;
use self::plant::PLANT_RULES;
use super::clause::Subject;
use super::element::Trait;
use super::layer::Layers;
use super::paint::PageInk;
use super::{Page, ranges};
use crate::diagnostic::{Diagnostic, Severity};
use crate::range::PageRanges;

/// A variant of GWG 2022: a kind of printing with its own values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variant {
    /// Advertisements in magazines.
    MagazineAds,
    /// Advertisements in newspapers.
    NewspaperAds,
    /// Sheet-fed offset in CMYK.
    SheetCmyk,
    /// Sheet-fed offset in CMYK and spot colours.
    #[default]
    SheetSpot,
    /// Web offset in CMYK.
    WebCmyk,
    /// Web offset in CMYK and spot colours.
    WebSpot,
    /// Newspapers in CMYK.
    WebCmykNews,
}

impl Variant {
    /// All variants, in the order of the columns of the table.
    pub const ALL: [Self; 7] = [
        Self::MagazineAds,
        Self::NewspaperAds,
        Self::SheetCmyk,
        Self::SheetSpot,
        Self::WebCmyk,
        Self::WebSpot,
        Self::WebCmykNews,
    ];

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::MagazineAds => "magazineads",
            Self::NewspaperAds => "newspaperads",
            Self::SheetCmyk => "sheetcmyk",
            Self::SheetSpot => "sheetspot",
            Self::WebCmyk => "webcmyk",
            Self::WebSpot => "webspot",
            Self::WebCmykNews => "webcmyknews",
        }
    }

    /// Returns the name in the specification.
    pub fn title(self) -> &'static str {
        match self {
            Self::MagazineAds => "Magazine Ads CMYK",
            Self::NewspaperAds => "Newspaper Ads CMYK",
            Self::SheetCmyk => "SheetCMYK CMYK",
            Self::SheetSpot => "SheetSpot CMYK",
            Self::WebCmyk => "WebCMYK CMYK",
            Self::WebSpot => "WebSpot CMYK",
            Self::WebCmykNews => "WebCMYKNews CMYK",
        }
    }
}

impl std::str::FromStr for Variant {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|variant| variant.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| Self::ALL.map(Self::name).join(", "))
    }
}

/// What a file is examined for.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The variant of GWG 2022.
    pub variant: Variant,
    /// Whether the variant was asked for by its name. The file has to be PDF/X-4 then (GWG 2022 R0001).
    pub is_named: bool,
    /// The spot inks of the job; `None` if they aren't known.
    pub inks: Option<Vec<String>>,
}

/// The severity of a rule in a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// It isn't examined.
    Ignore,
    /// A breach is a warning.
    Warning,
    /// A breach is an error.
    Error,
}

/// A rule of GWG 2022.
struct Rule {
    /// Its number, such as `R0016`.
    id: &'static str,
    /// Its title in the specification.
    name: &'static str,
    /// Its severity in each variant.
    levels: [Level; 7],
    /// Its value in each variant, 0 if it has none.
    limits: [f64; 7],
    /// Returns the breach, given the value.
    find: fn(&Job, f64) -> Option<Diagnostic>,
}

/// What the rules examine.
pub struct Job<'j> {
    /// The file and what its pages paint.
    pub subject: &'j Subject<'j>,
    /// The boxes of the pages.
    pub pages: &'j [Page],
    /// The layers.
    pub layers: &'j Layers,
    /// What the file is examined for.
    pub terms: &'j Terms,
}

/// Returns the breaches of all rules.
pub fn examine(job: &Job) -> Vec<Diagnostic> {
    let variant = Variant::ALL.iter().position(|variant| *variant == job.terms.variant).unwrap_or(0);
    let mut findings = Vec::new();
    for rule in RULES {
        let severity = match rule.levels[variant] {
            Level::Ignore => continue,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
        let finding = (rule.find)(job, rule.limits[variant]);
        let finding = finding.map(|finding| finding.with("rule", format!("GWG 2022 {}", rule.id)).with_severity(severity));
        findings.extend(finding.filter(|finding| !is_milder(finding, &findings)));
    }
    findings.extend(PLANT_RULES.iter().filter_map(|find| find(job)));
    findings
}

/// Whether a rule with two values has reported an error, so that its warning says nothing new.
fn is_milder(finding: &Diagnostic, known: &[Diagnostic]) -> bool {
    let rule = |finding: &Diagnostic| finding.args.iter().find(|(name, _)| *name == "rule").cloned();
    !finding.is_error() && known.iter().any(|known| known.is_error() && rule(known) == rule(finding))
}

/// How much smaller than a limit a size has to be, in points, because numbers in a PDF are rounded.
const ROUNDING_PT: f64 = 0.005;

impl Job<'_> {
    /// Returns the least value under a limit that a page has of a trait, with the pages that are under it, in words.
    fn least(&self, kind: Trait, limit: f64) -> Option<(f64, PageRanges)> {
        let own = |page: &PageInk| page.traits.get(&kind).map(|worst| worst.value);
        let value = |page: &PageInk| own(page).filter(|value| *value < limit - ROUNDING_PT);
        let least = self.subject.pages.iter().filter_map(value).reduce(f64::min)?;
        Some((least, self.pages_where(|page| value(page).is_some())?))
    }

    /// Returns the numbers of the pages that something holds of, in words; `None` if there are none.
    fn pages_where(&self, holds: impl Fn(&PageInk) -> bool) -> Option<PageRanges> {
        let on = (1..).zip(self.subject.pages).filter(|(_, page)| holds(page)).map(|(number, _)| number);
        let on: Vec<usize> = on.collect();
        (!on.is_empty()).then(|| ranges(&on))
    }
}

/// Writes a length in points.
fn points(size: f64) -> String {
    format!("{size:.2}")
}

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
mod spot;
mod text;

use self::gwg::{COVERAGE_PERCENT, RULES};
use self::plant::PLANT_RULES;
pub use self::spot::Spots;
use super::clause::Subject;
use super::element::Trait;
use super::layer::Layers;
use super::paint::PageInk;
use super::{Page, ranges};
use crate::diagnostic::{Code, Diagnostic, Severity};
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

    /// Returns the column of the table.
    fn column(self) -> usize {
        Self::ALL.iter().position(|variant| *variant == self).unwrap_or(0)
    }

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

/// What a file is examined for.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The variant of GWG 2022.
    pub variant: Variant,
    /// Whether the variant was asked for by its name. The file has to be PDF/X-4 then (GWG 2022 R0001).
    pub is_named: bool,
    /// The spot inks of the job; `None` if they aren't known.
    pub inks: Option<Vec<String>>,
    /// Whether pages without ink are known to be meant, as in a volume.
    pub blanks_are_meant: bool,
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
    /// Finds the breach.
    find: Find,
}

/// Returns the breach of a rule on pages, given its value.
type FindPage = fn(&Job, f64) -> Option<Diagnostic>;
/// Returns the breach of a rule on spot inks.
type FindSpot = fn(&Spots, &Terms) -> Option<Diagnostic>;

/// What a rule is about.
enum Find {
    /// The pages.
    Pages(FindPage),
    /// The spot inks.
    Spots(FindSpot),
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

/// Returns the breaches of all rules on pages.
pub fn examine_pages(job: &Job) -> Vec<Diagnostic> {
    let mut findings = examine(job.terms.variant, |rule, limit| match rule.find {
        Find::Pages(find) => find(job, limit),
        Find::Spots(_) => None,
    });
    findings.extend(PLANT_RULES.iter().filter_map(|find| find(job)));
    findings
}

/// Returns the breaches of all rules on spot inks.
pub fn examine_spots(spots: &Spots, terms: &Terms) -> Vec<Diagnostic> {
    let mut findings = examine(terms.variant, |rule, _| match rule.find {
        Find::Pages(_) => None,
        Find::Spots(find) => find(spots, terms),
    });
    findings.extend(spot::check_recipes(spots));
    findings
}

/// Returns the rules of GWG 2022 that are examined, each by its number and its title in the specification.
pub fn list_rules() -> Vec<(&'static str, &'static str)> {
    let mut rules: Vec<_> = RULES.iter().map(|rule| (rule.id, rule.name)).collect();
    rules.push(("R0026", "Average ink coverage of CMYK separations"));
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Whether a finding is one of a rule on spot inks.
pub fn is_on_spots(code: Code) -> bool {
    matches!(
        code,
        Code::PdfSpotInks | Code::PdfSpotSuffix | Code::PdfSpotCase | Code::PdfSpotSame | Code::PdfSpotRecipes
    )
}

/// Returns the breach of R0026: too much ink in a square, given its mean in percent on the densest of each page.
pub fn examine_coverage(densest_percent: &[f64], terms: &Terms) -> Option<Diagnostic> {
    let limit = COVERAGE_PERCENT[terms.variant.column()];
    let dense: Vec<usize> =
        (1..).zip(densest_percent).filter(|(_, percent)| **percent > limit + 0.5).map(|(number, _)| number).collect();
    let most = densest_percent.iter().copied().reduce(f64::max)?;
    let finding = Diagnostic::new(Code::PdfCoverage).with("coverage", format!("{most:.0}"));
    let finding = finding.with("limit", limit as usize).with("page", ranges(&dense)).with("rule", name_rule("R0026"));
    (!dense.is_empty()).then_some(finding)
}

/// Returns the breaches of the rules of a variant that `find` knows.
fn examine(variant: Variant, find: impl Fn(&Rule, f64) -> Option<Diagnostic>) -> Vec<Diagnostic> {
    let column = variant.column();
    let mut findings = Vec::new();
    for rule in RULES {
        let severity = match rule.levels[column] {
            Level::Ignore => continue,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
        let finding = find(rule, rule.limits[column]);
        let finding = finding.map(|finding| finding.with("rule", name_rule(rule.id)).with_severity(severity));
        findings.extend(finding.filter(|finding| !is_milder(finding, &findings)));
    }
    findings
}

/// Returns the name of a rule in messages.
fn name_rule(id: &str) -> String {
    format!("GWG 2022 {id}")
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

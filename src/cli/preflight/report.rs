//! The report on a PDF for the print shop: what preflight found, with plates as pictures and findings marked on pages.

mod picture;

use std::path::Path;

use kurbo::Rect;

pub use self::picture::ReportPictures;
use self::picture::{finding_pages, group_sizes, plate_name, separated_pages};
use super::{MM_PER_PT, mean};
use crate::asset::ink::PrintSetup;
use crate::cli::Cli;
use crate::diagnostic::{Arg, Code, Diagnostic, Findings, Place};
use crate::output::write;
use crate::pdf::export::export_plain;
use crate::pdf::preflight::ink::Coverage;
use crate::pdf::preflight::{Area, File, Page, Preflight, ranges};
use crate::pdf::read_pdf_file;
use crate::project::is_pdf;
use crate::typeset::compile::compile;
use crate::typeset::document::{
    Fact, FindingLine, FindingMark, FindingNumber, FindingPage, Frame, Grade, NamedBox, PageSize, PlateLine,
    PlatePicture, REPORT_KEYWORD, ReportContent, ReportHeadings, ReportInfo, SeparatedPage, Verdict, report,
};
use crate::typeset::guard::run_guarded;

/// Returns the finding on a path that a report can't be written to.
///
/// It may replace an older report and nothing else.
pub fn check_path(cli: &Cli, path: &Path) -> Option<Diagnostic> {
    let is_older = || {
        let file = read_pdf_file(path).ok().and_then(|bytes| File::open(&bytes).ok());
        let words = file.as_ref().and_then(|file| file.text(file.info()?, "Keywords"));
        words.is_some_and(|words| words.contains(REPORT_KEYWORD))
    };
    if let Some(finding) = cli.project.pdf_collision(path) {
        return Some(finding);
    }
    let is_fit = is_pdf(path) && (!path.exists() || is_older());
    (!is_fit).then(|| Diagnostic::new(Code::ReportName).at(Place::file(path)))
}

/// Returns a box of a page in mm from the upper left corner of its sheet, as the page is shown.
fn frame(bounds: Rect, page: &Page) -> Option<Frame> {
    let sheet = page.media?;
    let (width, height) = (sheet.width(), sheet.height());
    let [left, right] = [bounds.x0, bounds.x1].map(|x| x - sheet.x0);
    let [above, below] = [bounds.y1, bounds.y0].map(|y| sheet.y1 - y);
    // The page is turned clockwise when it is shown.
    let (x, y, width, height) = match page.turn {
        90 => (height - below, left, below - above, right - left),
        180 => (width - right, height - below, right - left, below - above),
        270 => (above, width - right, below - above, right - left),
        _ => (left, above, right - left, below - above),
    };
    let [x, y, width, height] = [x, y, width, height].map(|length| length * MM_PER_PT);
    Some(Frame { x, y, width, height })
}

/// Writes the report on a file, and returns the findings if that can't be done.
pub fn write_report(
    cli: &mut Cli,
    examined: &Path,
    output: &Path,
    found: &Preflight,
    ink: &[Coverage],
    pictures: &ReportPictures,
) -> Result<(), Findings> {
    let layouts = crate::typeset::world::load_layouts(&cli.project)?;
    let engine = crate::typeset::world::load_engine(&cli.project, layouts, false)?.value;
    let content = Composer { cli, found, ink, pictures }.compose(examined);
    let files = pictures.files();
    let bytes = run_guarded(Some(examined), || {
        let document = report(content, files, pictures.date, PrintSetup::for_screen(), &engine.faces);
        let pages = compile(&engine, &document)?.value;
        export_plain(&document, &pages).map_err(Findings::from)
    })?;
    write(output, &bytes).map_err(Findings::from)
}

/// Puts a report together, in the user's language.
struct Composer<'c> {
    /// The language.
    cli: &'c Cli,
    /// What was found.
    found: &'c Preflight,
    /// The ink of each plate.
    ink: &'c [Coverage],
    /// The pictures.
    pictures: &'c ReportPictures,
}

impl Composer<'_> {
    /// Returns a message.
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.cli.lang.text(&format!("report-{key}"), args)
    }

    /// Returns the words for a page.
    fn page_label(&self, page: usize) -> String {
        self.say("page", &[("page", page.into())])
    }

    /// Returns the report on a file.
    fn compose(&self, examined: &Path) -> ReportContent {
        let say = |key: &str| self.say(key, &[]);
        let file = examined.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let report = ReportInfo {
            title: say("title"),
            keywords: vec![REPORT_KEYWORD.to_owned()],
            lang: say("lang"),
            file: file.clone(),
            date: self.pictures.date.into(),
        };
        let headings = ReportHeadings {
            sizes: say("sizes"),
            plates: say("plates"),
            findings: say("findings"),
            pages: say("pages"),
        };
        let (pages, count) = finding_pages(self.found);
        ReportContent {
            report,
            headings,
            verdict: self.verdict(),
            facts: self.facts(file),
            sizes: group_sizes(self.found).iter().map(|pages| self.size(pages)).collect(),
            plates: self.plates(),
            separations: self.separations(),
            findings: self.findings(),
            pages: pages.iter().map(|page| self.finding_page(*page)).collect(),
            omitted: self.omitted(pages.len(), count),
        }
    }

    /// Returns whether the file is fit for the press.
    fn verdict(&self) -> Verdict {
        let errors = self.found.findings.iter().filter(|finding| finding.is_error()).count();
        let warnings = self.found.findings.len() - errors;
        let (grade, key) = match (errors, warnings) {
            (0, 0) => (Grade::Fine, "preflight-fine"),
            (0, _) => (Grade::Warning, "preflight-warnings"),
            _ => (Grade::Error, "preflight-failed"),
        };
        let words = self.cli.lang.text(key, &[("errors", errors.into()), ("warnings", warnings.into())]);
        Verdict { grade, words }
    }

    /// Returns what the file is.
    fn facts(&self, file: String) -> Vec<Fact> {
        let found = self.found;
        let fact = |key: &str, words: String| Fact { label: self.say(key, &[]), words };
        let claims = found.claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let claims = if claims.is_empty() { self.say("unclaimed", &[]) } else { claims };
        let missing = found.fonts.iter().filter(|font| !font.embedded).count();
        let fonts = [("count", found.fonts.len().into()), ("missing", missing.into())];
        let pictures = found.pages.iter().flat_map(|page| &page.pictures);
        let lowest = pictures.clone().map(|picture| picture.dpi).reduce(f64::min);
        let dpi = lowest.map_or_else(String::new, |dpi| format!("{dpi:.0}"));
        let pictures = [("count", pictures.count().into()), ("dpi", dpi.into())];
        let version = [("version", found.version.as_str().into()), ("pages", found.pages.len().into())];
        vec![
            fact("file", file),
            fact("format", self.say("format-words", &version)),
            fact("claims", claims),
            fact("fonts", self.say("fonts-words", &fonts)),
            fact("pictures", self.say("pictures-words", &pictures)),
            fact("program", concat!("jianbao ", env!("CARGO_PKG_VERSION")).to_owned()),
        ]
    }

    /// Returns the boxes of pages of one size.
    fn size(&self, pages: &[usize]) -> PageSize {
        let page = &self.found.pages[pages[0] - 1];
        let named = |kind: &'static str, bounds: Option<Rect>| {
            let frame = bounds.and_then(|bounds| frame(bounds, page));
            let size = match frame {
                Some(Frame { width, height, .. }) => format!("{width:.2} × {height:.2} mm"),
                None => self.say("no-box", &[]),
            };
            NamedBox { kind, words: self.say(&format!("box-{kind}"), &[("size", size.into())]), frame }
        };
        PageSize {
            pages: self.say("size-pages", &[("pages", ranges(pages).into())]),
            picture: self.pictures.page(pages[0]),
            boxes: vec![named("sheet", page.media), named("bleed", page.bleed), named("trim", page.trim)],
        }
    }

    /// Returns the plates with their ink.
    fn plates(&self) -> Vec<PlateLine> {
        let plates = self.found.plates.iter().zip(self.ink);
        let line = plates.map(|(plate, ink)| PlateLine {
            name: plate.name.clone(),
            share: share_words(mean(ink)),
            pages: self.say("size-pages", &[("pages", ranges(&plate.pages).into())]),
        });
        line.collect()
    }

    /// Returns pages as each plate prints them.
    fn separations(&self) -> Vec<SeparatedPage> {
        let of_page = |page: usize| {
            let plates = self.found.plates.iter().zip(self.ink).enumerate();
            let plates = plates.filter(|(index, _)| self.pictures.plates.contains_key(&(page, *index)));
            let picture = plates.map(|(index, (plate, ink))| PlatePicture {
                name: plate.name.clone(),
                share: share_words(ink.as_ref().and_then(|pages| pages.get(page - 1).copied().flatten())),
                picture: plate_name(page, index),
            });
            SeparatedPage { label: self.page_label(page), plates: picture.collect() }
        };
        let pages = separated_pages(self.found).into_iter().map(of_page);
        pages.filter(|page| !page.plates.is_empty()).collect()
    }

    /// Returns the findings.
    fn findings(&self) -> Vec<FindingLine> {
        let line = |(index, finding): (usize, &Diagnostic)| FindingLine {
            number: index + 1,
            grade: grade(finding),
            words: self.cli.lang.message(finding),
            help: self.cli.lang.help(finding),
        };
        self.found.findings.iter().enumerate().map(line).collect()
    }

    /// Returns a page with its findings.
    fn finding_page(&self, number: usize) -> FindingPage {
        let page = &self.found.pages[number - 1];
        let sheet = page.media.and_then(|media| frame(media, page)).unwrap_or_default();
        let mut marks = Vec::new();
        let mut others = Vec::new();
        for (index, finding) in self.found.findings.iter().enumerate() {
            let is_here = |area: &&Area| area.code == finding.code && area.page == number;
            let area = self.found.areas.iter().find(is_here).and_then(|area| frame(area.bounds, page));
            let (number_in_report, grade) = (index + 1, grade(finding));
            match area {
                Some(frame) => marks.push(FindingMark { number: number_in_report, grade, frame }),
                None if finding.pages().contains(&number) => {
                    others.push(FindingNumber { number: number_in_report, grade });
                }
                None => {}
            }
        }
        let (width, height) = (sheet.width.max(1.0), sheet.height.max(1.0));
        FindingPage {
            label: self.page_label(number),
            width,
            height,
            picture: self.pictures.page(number),
            marks,
            others,
        }
    }

    /// Returns what is left out because there is too much of it.
    fn omitted(&self, shown: usize, count: usize) -> Vec<String> {
        let words = |key: &str, shown: usize, count: usize| {
            (shown < count).then(|| self.say(key, &[("shown", shown.into()), ("count", count.into())]))
        };
        let separated = separated_pages(self.found).len();
        let plates = words("omitted-plates", separated, self.found.pages.len());
        plates.into_iter().chain(words("omitted-pages", shown, count)).collect()
    }
}

/// Returns how bad a finding is.
fn grade(finding: &Diagnostic) -> Grade {
    if finding.is_error() { Grade::Error } else { Grade::Warning }
}

/// Returns a share in words.
fn share_words(share: Option<f32>) -> String {
    share.map_or_else(|| "?".to_owned(), |share| format!("{:.2} %", share * 100.0))
}

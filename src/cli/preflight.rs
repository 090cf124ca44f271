//! `jianbao preflight`: prints what a print shop wants to know of a PDF.

mod report;
mod terms;

use std::path::Path;

use kurbo::Rect;
use serde_json::{Value, json};

use self::report::{ReportPictures, check_path, write_report};
use self::terms::find_terms;
use super::args::Preflight as Args;
use super::{Cli, Exit};
use crate::asset::ink::PROCESS;
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::pdf::apart::{ChildWatch, refusals};
use crate::pdf::preflight::ink::{Coverage, measure_ink_watched};
use crate::pdf::preflight::watch::{Step, Watch};
use crate::pdf::preflight::{
    ClauseResult, File, Font, Overprint, OverprintInk, Page, Plate, Preflight, Terms, TextInks, preflight_watched,
    ranges,
};
use crate::pdf::read_pdf_file;
use crate::report::display_path;
use crate::typeset::guard::with_large_stack;

/// The length of a point in mm.
const MM_PER_PT: f64 = 25.4 / 72.0;

/// Runs `preflight`. Each file is examined by a child process, so that a hostile one costs itself alone.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    if let Some(own) = cli.child.take() {
        return match args.files.get(own.file) {
            Some(file) => {
                let path = cli.project.path(file);
                let terms = find_terms(cli, args, &path);
                run_here(cli, args, &path, &terms, &own.watch)
            }
            None => Exit::Machine,
        };
    }
    if args.report.is_some() && args.files.len() > 1 {
        return cli.fail(Diagnostic::new(Code::ReportOneFile).with("count", args.files.len()));
    }
    let mut exit = Exit::Done;
    for (file, path) in args.files.iter().enumerate() {
        if cli.printer.is_closed() {
            break;
        }
        let path = cli.project.path(path);
        exit = exit.max(cli.run_in_child(file, &path));
    }
    exit
}

/// Examines a file in this process, and prints what was found.
fn run_here(cli: &mut Cli, args: &Args, path: &Path, terms: &Terms, watch: &ChildWatch) -> Exit {
    let output = args.report.as_ref().map(|output| cli.project.path(output));
    if let Some(finding) = output.as_ref().and_then(|output| check_path(cli, output)) {
        return cli.fail(finding);
    }
    match examine(path, terms, output.is_some(), watch) {
        Ok(Examined { mut found, ink, pictures }) => {
            found.findings.iter_mut().for_each(|finding| finding.place = Some(Place::file(path)));
            if cli.printer.is_json() {
                let line = to_json(cli, path, &found, &ink);
                cli.printer.result(&line.to_string());
            } else {
                cli.printer.findings(&found.findings);
                Table { cli, found: &found }.print(path, &ink);
            }
            let exit = Exit::of(&found.findings);
            let Some((output, pictures)) = output.zip(pictures) else { return exit };
            watch.begin(Step::Report);
            match write_report(cli, path, &output, &found, &ink, &pictures) {
                Ok(()) => {
                    cli.printer.written("new-done", &output);
                    exit
                }
                Err(findings) => exit.max(cli.fail(findings)),
            }
        }
        Err(finding) => cli.fail(vec![finding]),
    }
}

/// A file that was examined.
struct Examined {
    /// What was found.
    found: Preflight,
    /// The ink of each plate.
    ink: Vec<Coverage>,
    /// The pictures for a report, if one is wanted.
    pictures: Option<ReportPictures>,
}

/// Examines a file on a thread with a large stack, and draws the pictures for a report if one is wanted.
fn examine(path: &Path, terms: &Terms, draws: bool, watch: &ChildWatch) -> Result<Examined, Diagnostic> {
    let bytes = read_pdf_file(path)?;
    let work = || {
        let file = File::open(&bytes)?;
        let mut found = preflight_watched(&file, terms, watch);
        let measured = measure_ink_watched(&file, &found, watch);
        let ink = found.take_ink(measured);
        found.findings.extend(refusals(&watch.refused));
        report_missing_ink(&mut found, &ink);
        let pictures = draws.then(|| ReportPictures::draw(&file, &found, watch));
        Ok(Examined { found, ink, pictures })
    };
    with_large_stack(Some(path), work)?.map_err(|finding: Diagnostic| finding.at(Place::file(path)))
}

/// Reports a plate that can't be rasterised, unless something wasn't examined, which explains it.
fn report_missing_ink(found: &mut Preflight, ink: &[Coverage]) {
    if found.findings.iter().any(|finding| matches!(finding.code, Code::PdfTooMuch | Code::PdfNotExamined)) {
        return;
    }
    let mut plates = found.plates.iter().zip(ink);
    let missing = plates.find(|(_, ink)| ink.is_none()).map(|(plate, _)| plate.name.clone());
    found.findings.extend(missing.map(|name| Diagnostic::new(Code::PdfInk).with("plate", name)));
}

/// Returns the mean share of all pages that were measured.
fn mean(ink: &Coverage) -> Option<f32> {
    let pages: Vec<f32> = ink.as_ref()?.iter().copied().flatten().collect();
    (!pages.is_empty()).then(|| pages.iter().sum::<f32>() / pages.len() as f32)
}

/// Returns what was found on the pages as JSON, with boxes in mm.
fn pages_json(found: &Preflight) -> Vec<Value> {
    let mm = |edges: Option<Rect>| {
        edges.map(|edges| [edges.x0, edges.y0, edges.x1, edges.y1].map(|edge| round(edge * MM_PER_PT)))
    };
    let page = |(index, page): (usize, &Page)| {
        let pictures = page.pictures.iter().map(|picture| {
            json!({ "pixels": [picture.width_px, picture.height_px], "dpi": picture.dpi as i64, "space": picture.space })
        });
        json!({
            "number": index + 1,
            "sheet": mm(page.media), "bleed": mm(page.bleed), "trim": mm(page.trim),
            "turn": page.turn,
            "blank": page.blank,
            "pictures": pictures.collect::<Vec<_>>(),
        })
    };
    found.pages.iter().enumerate().map(page).collect()
}

/// Returns what was found as a line of JSON.
fn to_json(cli: &Cli, path: &Path, found: &Preflight, ink: &[Coverage]) -> Value {
    let percent = |share: f32| round(f64::from(share) * 100.0);
    let plates = found.plates.iter().zip(ink).map(|(plate, ink)| {
        let each = ink.as_ref().map(|ink| ink.iter().map(|share| share.map(percent)).collect::<Vec<_>>());
        json!({ "name": plate.name, "pages": plate.pages, "ink": mean(ink).map(percent), "ink-by-page": each })
    });
    let text = found
        .text
        .iter()
        .map(|text| json!({ "plates": text.plates, "pages": text.pages, "smallest": round(text.smallest_pt) }));
    let fonts = found
        .fonts
        .iter()
        .map(|font| json!({ "name": font.name, "kind": font.kind, "embedded": font.embedded, "subset": font.subset }));
    let clauses = found.clauses.iter().map(|ClauseResult { code, source, is_met }| {
        json!({ "clause": code.as_str(), "asks": cli.lang.clause(*code), "source": source, "met": is_met })
    });
    let overprint = found.overprint.iter().map(|OverprintInk { ink, pages }| {
        let ink = match ink {
            Overprint::Ink(ink) => ink,
            Overprint::White => "white",
        };
        json!({ "ink": ink, "pages": pages })
    });
    json!({
        "file": display_path(path),
        "status": if found.findings.iter().any(Diagnostic::is_error) { "failed" } else { "fine" },
        "version": found.version,
        "claims": found.claims.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "clauses": clauses.collect::<Vec<_>>(),
        "pages": pages_json(found),
        "plates": plates.collect::<Vec<_>>(),
        "estimated": found.estimated,
        "text": text.collect::<Vec<_>>(),
        "overprint": overprint.collect::<Vec<_>>(),
        "fonts": fonts.collect::<Vec<_>>(),
        "diagnostics": found.findings.iter().map(|finding| cli.printer.finding_json(finding)).collect::<Vec<_>>(),
    })
}

/// Rounds to hundredths.
fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Pages of one size, with their boxes in words.
struct SameSize {
    /// The page after cutting.
    trim: String,
    /// The page with its bleed.
    bleed: String,
    /// The sheet.
    sheet: String,
    /// The pages, from 1.
    pages: Vec<usize>,
}

/// Prints what was found in words.
struct Table<'t> {
    /// The language and the printer.
    cli: &'t Cli,
    /// What was found.
    found: &'t Preflight,
}

impl Table<'_> {
    /// Prints everything.
    fn print(&self, path: &Path, ink: &[Coverage]) {
        let found = self.found;
        let file = ("file", Arg::Text(display_path(path)));
        let version = ("version", Arg::Text(found.version.clone()));
        self.line("preflight-file", &[file, version, ("pages", found.pages.len().into())]);
        let claims: Vec<_> = found.claims.iter().map(ToString::to_string).collect();
        let key = if claims.is_empty() { "preflight-unclaimed" } else { "preflight-claims" };
        self.line(key, &[("claims", claims.into())]);
        for ClauseResult { code, source, is_met } in &found.clauses {
            let sign = if *is_met { "✓" } else { "✗" };
            self.cli.printer.result(&format!("  {sign} {} [{source}]", self.cli.lang.clause(*code)));
        }
        self.sizes();
        self.plates(ink);
        let text = found.text.iter().map(|TextInks { plates, pages, smallest_pt }| {
            self.words(
                "preflight-text-line",
                &[
                    ("size", format!("{smallest_pt:.1}").into()),
                    ("plates", plates.join(" + ").into()),
                    ("pages", ranges(pages).into()),
                ],
            )
        });
        self.list("preflight-text", text.collect());
        let overprint = found.overprint.iter().map(|OverprintInk { ink, pages }| {
            let ink = match ink {
                Overprint::Ink(ink) => Arg::Text(ink.clone()),
                Overprint::White => Arg::Message("ink-white"),
            };
            self.words("preflight-overprint-line", &[("ink", ink), ("pages", ranges(pages).into())])
        });
        self.list("preflight-overprint", overprint.collect());
        self.list("preflight-fonts", found.fonts.iter().map(|font| self.font(font)).collect());
        self.pictures();
        self.verdict();
    }

    /// Returns a message in words.
    fn words(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.cli.lang.text(key, args)
    }

    /// Prints a message.
    fn line(&self, key: &str, args: &[(&str, Arg)]) {
        self.cli.printer.result(&self.words(key, args));
    }

    /// Prints a heading and its lines.
    fn list(&self, heading: &str, lines: Vec<String>) {
        self.line(heading, &[]);
        let none = || vec![self.words("preflight-nothing", &[])];
        for line in if lines.is_empty() { none() } else { lines } {
            self.cli.printer.result(&format!("  {line}"));
        }
    }

    /// Prints the sizes of pages, those of one size in one line.
    fn sizes(&self) {
        let size = |edges: Option<Rect>| match edges {
            Some(edges) => format!("{:.2} × {:.2}", edges.width() * MM_PER_PT, edges.height() * MM_PER_PT),
            None => self.words("preflight-none", &[]),
        };
        let mut groups: Vec<SameSize> = Vec::new();
        for (number, page) in (1..).zip(&self.found.pages) {
            let [trim, bleed, sheet] = [page.trim, page.bleed, page.media].map(size);
            match groups.iter_mut().find(|group| group.trim == trim && group.bleed == bleed && group.sheet == sheet) {
                Some(group) => group.pages.push(number),
                None => groups.push(SameSize { trim, bleed, sheet, pages: vec![number] }),
            }
        }
        let line = |SameSize { trim, bleed, sheet, pages }| {
            let pages = ranges(&pages).into();
            let args = [("pages", pages), ("trim", trim.into()), ("bleed", bleed.into()), ("sheet", sheet.into())];
            self.words("preflight-size", &args)
        };
        let mut lines: Vec<_> = groups.into_iter().map(line).collect();
        let blank: Vec<_> = (1..).zip(&self.found.pages).filter(|(_, page)| page.blank).map(|(n, _)| n).collect();
        if !blank.is_empty() {
            lines.push(self.words("preflight-blank", &[("pages", ranges(&blank).into())]));
        }
        self.list("preflight-sizes", lines);
    }

    /// Prints the plates with the share of the pages that each covers.
    fn plates(&self, ink: &[Coverage]) {
        let plates = self.found.plates.iter().zip(ink).map(|(Plate { name, pages }, ink)| {
            let share = mean(ink).map_or_else(|| "   ?".to_owned(), |share| format!("{:5.2}", share * 100.0));
            // How the print shop separates colours isn't known beforehand.
            let estimated = self.found.estimated && PROCESS.contains(&name.as_str());
            let share = format!("{}{share}", if estimated { "≈" } else { " " });
            let pages = ranges(pages);
            self.words(
                "preflight-plate",
                &[("ink", share.into()), ("plate", name.as_str().into()), ("pages", pages.into())],
            )
        });
        self.list("preflight-plates", plates.collect());
    }

    /// Returns the line of a font.
    fn font(&self, font: &Font) -> String {
        let state = match (font.embedded, font.subset) {
            (false, _) => "preflight-font-missing",
            (true, true) => "preflight-font-subset",
            (true, false) => "preflight-font-whole",
        };
        let state = ("state", Arg::Message(state));
        let nameless = font.name.is_empty();
        let name = if nameless { Arg::Message("preflight-font-nameless") } else { font.name.as_str().into() };
        self.words("preflight-font", &[("name", name), ("kind", font.kind.as_str().into()), state])
    }

    /// Prints the pictures.
    fn pictures(&self) {
        let pages = (1usize..).zip(&self.found.pages);
        let pictures = pages.flat_map(|(number, page)| page.pictures.iter().map(move |picture| (number, picture)));
        let lines = pictures.map(|(number, picture)| {
            self.words(
                "preflight-picture",
                &[
                    ("page", number.into()),
                    ("width", Arg::Text(picture.width_px.to_string())),
                    ("height", Arg::Text(picture.height_px.to_string())),
                    ("dpi", Arg::Text(format!("{:.0}", picture.dpi))),
                    ("space", picture.space.as_str().into()),
                ],
            )
        });
        self.list("preflight-pictures", lines.collect());
    }

    /// Prints whether the PDF is fit for the press.
    fn verdict(&self) {
        let errors = self.found.findings.iter().filter(|finding| finding.is_error()).count();
        let warnings = self.found.findings.len() - errors;
        let key = match (errors, warnings) {
            (0, 0) => "preflight-fine",
            (0, _) => "preflight-warnings",
            _ => "preflight-failed",
        };
        self.line(key, &[("errors", errors.into()), ("warnings", warnings.into())]);
    }
}

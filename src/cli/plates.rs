//! `jianbao plates`: writes each page of a PDF as each ink prints it, one picture a plate and page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Plates as Args;
use super::{Cli, Exit};
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::input::file::read_limited;
use crate::output::write;
use crate::pdf::apart::{ChildWatch, refusals};
use crate::pdf::plate::{PlateImage, PlateScale, ink_file_names, is_plate_picture, rasterise_plate};
use crate::pdf::preflight::ink::Area;
use crate::pdf::preflight::{File, Plate, Terms, preflight_watched, ranges};
use crate::pdf::read_pdf_file;
use crate::report::display_path;
use crate::typeset::guard::with_large_stack;

/// The most bytes of a file that are read to see whether it is a plate's picture.
const MAX_PICTURE_BYTES: u64 = 1 << 30;

/// Runs `plates`. Each file is separated by a child process, so that a hostile one costs itself alone.
pub fn run(cli: &mut Cli, args: &Args) -> Exit {
    if let Some(own) = cli.child.take() {
        return match args.files.get(own.file) {
            Some(file) => run_here(cli, args, &cli.project.path(file), &own.watch),
            None => Exit::Machine,
        };
    }
    if let Some(finding) = same_name(&args.files) {
        return cli.fail(finding);
    }
    let mut exit = Exit::Done;
    for (file, path) in args.files.iter().enumerate() {
        let path = cli.project.path(path);
        exit = exit.max(cli.run_in_child(file, &path));
    }
    exit
}

/// Returns the finding on two PDFs whose plates would have the same names.
fn same_name(files: &[PathBuf]) -> Option<Diagnostic> {
    let mut known = BTreeMap::new();
    files.iter().find_map(|file| {
        let other = known.insert(stem(file).to_lowercase(), file)?;
        Some(Diagnostic::new(Code::PlatesSameName).with("other", display_path(other)).at(Place::file(file)))
    })
}

/// Returns the name of a file without its ending.
fn stem(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes the plates of a file in this process, and prints which they are.
fn run_here(cli: &mut Cli, args: &Args, path: &Path, watch: &ChildWatch) -> Exit {
    let folder = cli.project.path(&args.output);
    let work = || {
        let bytes = read_pdf_file(path)?;
        let file = File::open(&bytes).map_err(Diagnostic::from)?;
        Separator { args, path, folder: &folder, file: &file, watch }.write_plates()
    };
    let written = with_large_stack(Some(path), work).and_then(|written| written);
    let place = |finding: Diagnostic| if finding.place.is_some() { finding } else { finding.at(Place::file(path)) };
    match written {
        Ok(Written { plates, findings }) => {
            let findings: Vec<_> = findings.into_iter().map(place).collect();
            print_plates(cli, args, path, &plates, &findings);
            Exit::of(&findings)
        }
        Err(finding) => cli.fail(place(finding)),
    }
}

/// What was written of a file.
struct Written {
    /// The plates with ink.
    plates: Vec<WrittenPlate>,
    /// What couldn't be rasterised.
    findings: Vec<Diagnostic>,
}

/// The pictures of a plate.
struct WrittenPlate {
    /// The name of its ink.
    ink: String,
    /// The pictures.
    pictures: Vec<WrittenPicture>,
}

/// A picture that was written.
struct WrittenPicture {
    /// The page, from 1.
    page: usize,
    /// The share of the sheet that the ink covers, 0 to 1.
    share: f64,
    /// Its file.
    output: PathBuf,
}

/// Separates a file.
struct Separator<'s> {
    /// The options.
    args: &'s Args,
    /// The path of the file.
    path: &'s Path,
    /// The folder for the pictures.
    folder: &'s Path,
    /// The file.
    file: &'s File,
    /// What watches over the work.
    watch: &'s ChildWatch,
}

impl Separator<'_> {
    /// Writes all plates.
    fn write_plates(&self) -> Result<Written, Diagnostic> {
        let count = self.file.pages.len();
        if let Some(number) = self.args.pages.iter().flat_map(|pages| &pages.0).find(|number| **number > count) {
            return Err(Diagnostic::new(Code::PageMissing).with("page", *number).with("pages", count));
        }
        let found = preflight_watched(self.file, &Terms::default(), self.watch);
        let names: Vec<_> = found.plates.iter().map(|plate| plate.name.as_str()).collect();
        let mut written = Written { plates: Vec::new(), findings: refusals(&self.watch.refused) };
        for (plate, name) in found.plates.iter().zip(ink_file_names(&names)) {
            match self.write_plate(plate, &name)? {
                Some(pictures) if pictures.is_empty() => {}
                Some(pictures) => written.plates.push(WrittenPlate { ink: plate.name.clone(), pictures }),
                None if written.findings.is_empty() => {
                    written.findings.push(Diagnostic::new(Code::PdfInk).with("plate", plate.name.as_str()));
                }
                None => {}
            }
        }
        Ok(written)
    }

    /// Writes the pictures of a plate, without those that stay empty. `name` is that of the ink in the files' names.
    fn write_plate(&self, plate: &Plate, name: &str) -> Result<Option<Vec<WrittenPicture>>, Diagnostic> {
        // A file that can't be written ends the work.
        let failed = RefCell::new(None);
        let is_wanted = |number: usize| {
            failed.borrow().is_none() && self.args.pages.as_ref().is_none_or(|pages| pages.0.contains(&number))
        };
        let scale = PlateScale { dpi: self.args.resolution, area: Area::Sheet };
        let see = |page: usize, image: PlateImage| {
            if image.is_blank() {
                return None;
            }
            let share = image.share();
            match self.write_picture(page, name, &image) {
                Ok(output) => Some(WrittenPicture { page, share, output }),
                Err(finding) => {
                    failed.borrow_mut().get_or_insert(finding);
                    None
                }
            }
        };
        let pages = rasterise_plate(self.file, &plate.name, scale, is_wanted, self.watch, see);
        match failed.into_inner() {
            Some(finding) => Err(finding),
            None => Ok(pages.map(|pages| pages.into_iter().flatten().flatten().collect())),
        }
    }

    /// Writes a picture and returns its path. It may replace an older picture of a plate and nothing else.
    fn write_picture(&self, page: usize, name: &str, image: &PlateImage) -> Result<PathBuf, Diagnostic> {
        let kind = self.args.kind;
        let digits = self.file.pages.len().to_string().len();
        let file = format!("{}-{page:0digits$}-{name}.{}", stem(self.path), kind.extension());
        let output = self.folder.join(file);
        let is_ours = || read_limited(&output, MAX_PICTURE_BYTES).is_ok_and(|bytes| is_plate_picture(&bytes));
        if output.exists() && !is_ours() {
            return Err(Diagnostic::new(Code::PlatesTaken).at(Place::file(&output)));
        }
        let bytes = kind.encode(image, self.args.resolution).ok_or_else(|| Diagnostic::new(Code::PdfTooMuch))?;
        write(&output, &bytes)?;
        Ok(output)
    }
}

/// Prints what was written, and what is wrong.
fn print_plates(cli: &Cli, args: &Args, path: &Path, plates: &[WrittenPlate], findings: &[Diagnostic]) {
    if cli.printer.is_json() {
        return cli.printer.result(&to_json(cli, args, path, plates, findings).to_string());
    }
    cli.printer.findings(findings);
    if plates.is_empty() && findings.is_empty() {
        cli.printer.result(&cli.lang.text("plates-none", &[("file", display_path(path).into())]));
    }
    for WrittenPlate { ink, pictures } in plates {
        let mean = pictures.iter().map(|picture| picture.share).sum::<f64>() / pictures.len().max(1) as f64;
        let pages: Vec<_> = pictures.iter().map(|picture| picture.page).collect();
        let first = pictures.first().map(|picture| display_path(&picture.output)).unwrap_or_default();
        let args = [
            ("ink", Arg::from(ink.as_str())),
            ("pages", ranges(&pages).into()),
            ("share", format!("{:.2}", mean * 100.0).into()),
            ("count", pictures.len().into()),
            ("file", first.into()),
        ];
        cli.printer.result(&cli.lang.text("plates-done", &args));
    }
}

/// Returns what was written as a line of JSON.
fn to_json(cli: &Cli, args: &Args, path: &Path, plates: &[WrittenPlate], findings: &[Diagnostic]) -> serde_json::Value {
    let round = |share: f64| (share * 10_000.0).round() / 100.0;
    let picture = |picture: &WrittenPicture| json!({ "page": picture.page, "ink": round(picture.share), "output": display_path(&picture.output) });
    let plate = |plate: &WrittenPlate| json!({ "name": plate.ink, "pictures": plate.pictures.iter().map(picture).collect::<Vec<_>>() });
    json!({
        "file": display_path(path),
        "status": if findings.iter().any(Diagnostic::is_error) { "failed" } else { "built" },
        "resolution": args.resolution,
        "plates": plates.iter().map(plate).collect::<Vec<_>>(),
        "diagnostics": findings.iter().map(|finding| cli.printer.finding_json(finding)).collect::<Vec<_>>(),
    })
}

//! Makes the PDF that goes out: the pages with marks, imposed or as they are, exported and examined.

use std::borrow::Cow;

use typst_layout::PagedDocument;

use crate::diagnostic::{Checked, Code, Diagnostic, Findings, Outcome};
use crate::issue::{CopyNumbers, InkPlate, Numbers, Profile};
use crate::pdf::copies::{CopyTemplate, collect_copies, no_number, with_pattern};
use crate::pdf::export::{examine, export_pages, export_plain, export_sheets};
use crate::pdf::imposition::{Imposition, add_marks, impose, select_pages, sheet_sides};
use crate::pdf::preprinted::select_ink;
use crate::typeset::document::Document;
use crate::typeset::world::Engine;

/// Makes the PDF of an issue and examines it. The pages are imposed, get marks around them, or stay as they are. The warnings
/// are those of the examination.
///
/// # Errors
/// The marks or the PDF can't be made, or the PDF must not go out.
pub fn make_pdf(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    imposition: Option<Imposition>,
) -> Outcome<Vec<u8>> {
    let pages = in_inks(document, pages, imposition.is_some())?;
    let Some(copies) = copies_together(document) else {
        return examined(document, export(engine, document, &pages, imposition, is_tagged(document)));
    };
    let pages = with_pattern(&pages).ok_or_else(no_number)?;
    let pdf = export(engine, document, &pages, imposition, false)?;
    let packs = document.profile != Profile::PrintX1a;
    // The pages of all copies but the first are the same objects.
    let first = CopyNumbers(Numbers::single(copies.0.first));
    let warnings = examine(document, &collect_copies(&pdf, first, packs)?)?;
    Ok(Checked { value: collect_copies(&pdf, copies, packs)?, warnings })
}

/// Makes the template of an issue's numbered copies. Each copy becomes a PDF. The warnings are those about the first one.
///
/// # Errors
/// As of [`make_pdf`], and the layout draws no number of the copy.
pub fn make_copies(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    copies: CopyNumbers,
) -> Outcome<CopyTemplate> {
    let pages = with_pattern(&*in_inks(document, pages, false)?).ok_or_else(no_number)?;
    let pdf = export(engine, document, &pages, None, is_tagged(document))?;
    let template = CopyTemplate::new(&pdf, document.profile != Profile::PrintX1a)?;
    let first = copies.printed().next().unwrap_or_default();
    let warnings = examine(document, &template.copy(&first))?;
    Ok(Checked { value: template, warnings })
}

/// Returns how many pages are printed of those that were laid out. The stock of heads has fewer.
pub fn count_printed(document: &Document, pages: &PagedDocument) -> usize {
    in_inks(document, pages, false).map_or(0, |pages| pages.pages().len())
}

/// Exports pages with their marks, or imposed.
fn export(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    imposition: Option<Imposition>,
    tagged: bool,
) -> Result<Vec<u8>, Findings> {
    let with_marks = document.print_setup.marks && document.profile.is_for_plates();
    let sheets = match imposition {
        Some(imposition) => impose(engine, document, pages, imposition)?,
        None if with_marks => add_marks(engine, document, pages)?,
        None => pages.clone(),
    };
    Ok(match imposition {
        None if tagged => export_pages(document, &sheets),
        _ if document.profile.is_for_plates() => export_sheets(document, &sheets),
        _ => export_plain(document, &sheets),
    }?)
}

/// Returns the pages in the inks that are printed. All pages are `kept` where they are imposed.
fn in_inks<'p>(
    document: &Document,
    pages: &'p PagedDocument,
    kept: bool,
) -> Result<Cow<'p, PagedDocument>, Diagnostic> {
    let Some(plate) = document.print_setup.plate else { return Ok(Cow::Borrowed(pages)) };
    let selected = select_ink(pages, plate, kept);
    if selected.pages().is_empty() { Err(Diagnostic::new(Code::PlateEmpty)) } else { Ok(Cow::Owned(selected)) }
}

/// Returns whether pages have tags. Those of one ink have none, since half of the text is missing.
fn is_tagged(document: &Document) -> bool {
    document.print_setup.plate.is_none()
}

/// Returns the numbers of copies that stand in one PDF. The stock of heads has none.
fn copies_together(document: &Document) -> Option<CopyNumbers> {
    let is_stock = document.print_setup.plate == Some(InkPlate::Red);
    document.copies.filter(|copies| copies.0.count() > 1 && !is_stock)
}

/// Makes the PDF of some pages, by their numbers from 1, or of both sides of the sheets that hold them.
///
/// They have no tags, because the structure of the issue goes over all of its pages.
///
/// # Errors
/// The marks or the PDF can't be made, or the PDF must not go out.
pub fn make_pdf_of_pages(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    numbers: &[usize],
    imposition: Option<Imposition>,
) -> Outcome<Vec<u8>> {
    let is_wanted = |number: &usize| numbers.contains(number);
    let pages = &*in_inks(document, pages, true)?;
    let chosen = match imposition {
        Some(imposition) => {
            let wanted = sheets_with(imposition, pages.pages().len(), numbers);
            select_pages(&impose(engine, document, pages, imposition)?, |side| wanted.contains(&(side / 2 + 1)))
        }
        None if document.print_setup.marks => {
            select_pages(&add_marks(engine, document, pages)?, |index| is_wanted(&(index + 1)))
        }
        None => select_pages(pages, |index| is_wanted(&(index + 1))),
    };
    examined(document, export_sheets(document, &chosen).map_err(Findings::from))
}

/// Examines a PDF that was exported.
fn examined(document: &Document, exported: Result<Vec<u8>, Findings>) -> Outcome<Vec<u8>> {
    let value = exported?;
    let warnings = examine(document, &value)?;
    Ok(Checked { value, warnings })
}

/// Returns the sheets of paper, from 1, that hold some pages.
pub fn sheets_with(imposition: Imposition, pages: usize, numbers: &[usize]) -> Vec<usize> {
    let sides = sheet_sides(imposition.arrangement, pages);
    let sheets = sides.chunks(2).enumerate();
    let holds = sheets.filter(|(_, sheet)| sheet.iter().flatten().any(|number| numbers.contains(number)));
    holds.map(|(index, _)| index + 1).collect()
}

//! Makes the PDF that goes out: the pages with marks, imposed or as they are, exported and examined.

use typst_layout::PagedDocument;

use crate::diagnostic::{Checked, Diagnostic, Outcome};
use crate::pdf::export::{examine, export_pages, export_sheets};
use crate::pdf::imposition::{Imposition, add_marks, impose, select_pages, sheet_sides};
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
    let bytes = if let Some(imposition) = imposition {
        export_sheets(document, &impose(engine, document, pages, imposition)?)
    } else if document.print_setup.marks && document.profile.is_for_plates() {
        export_pages(document, &add_marks(engine, document, pages)?)
    } else {
        export_pages(document, pages)
    };
    examined(document, bytes)
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
    examined(document, export_sheets(document, &chosen))
}

/// Examines a PDF that was exported.
fn examined(document: &Document, exported: Result<Vec<u8>, Diagnostic>) -> Outcome<Vec<u8>> {
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

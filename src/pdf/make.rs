//! Laid-out pages to the PDF that goes out: with marks, imposed or as they are, and examined.

use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::pdf::export;
use crate::pdf::imposition::{Imposition, imposed, marked, only, sides};
use crate::typeset::document::Document;
use crate::typeset::world::Engine;

/// The PDF of laid-out pages, examined: on sheets to be folded, with marks around each page, or as they are.
///
/// # Errors
/// The marks or the PDF can't be made, or what is made isn't fit to go out.
pub fn make_pdf(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    imposition: Option<Imposition>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let bytes = if let Some(imposition) = imposition {
        export::sheets(document, &imposed(engine, document, pages, imposition)?)
    } else if document.print_setup.marks && document.profile.is_for_plates() {
        export::pdf(document, &marked(engine, document, pages)?)
    } else {
        export::pdf(document, pages)
    };
    let bytes = bytes.map_err(|finding| vec![finding])?;
    export::examine(document, &bytes)?;
    Ok(bytes)
}

/// The PDF of some pages alone, by their numbers from 1, or of the sheets that hold them, both sides of each. They have
/// no tags, which would be torn.
///
/// # Errors
/// As of [`make_pdf`].
pub fn make_pdf_of_pages(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    numbers: &[usize],
    imposition: Option<Imposition>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let is_wanted = |number: &usize| numbers.contains(number);
    let chosen = match imposition {
        Some(imposition) => {
            let wanted = sheets_with(imposition, pages.pages().len(), numbers);
            only(&imposed(engine, document, pages, imposition)?, |side| wanted.contains(&(side / 2 + 1)))
        }
        None if document.print_setup.marks => only(&marked(engine, document, pages)?, |index| is_wanted(&(index + 1))),
        None => only(pages, |index| is_wanted(&(index + 1))),
    };
    let bytes = export::sheets(document, &chosen).map_err(|finding| vec![finding])?;
    export::examine(document, &bytes)?;
    Ok(bytes)
}

/// The sheets of paper that hold some pages, from 1.
pub fn sheets_with(imposition: Imposition, pages: usize, numbers: &[usize]) -> Vec<usize> {
    let sides = sides(imposition.arrangement, pages);
    let sheets = sides.chunks(2).enumerate();
    let holds = sheets.filter(|(_, sheet)| sheet.iter().flatten().any(|number| numbers.contains(number)));
    holds.map(|(index, _)| index + 1).collect()
}

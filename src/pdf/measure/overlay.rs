//! The overlay: the grid over the pages, and what misses it in magenta, with the number of its row in the table.
//!
//! Each page gets one form more, which is drawn over its contents. Nothing else of the file is changed.

use std::fmt::Write as _;

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::{Inspection, Verdict};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::pdf::object_stream::save_packed;
use crate::pdf::preflight::File;

/// The name of the form in the resources of a page.
const FORM_NAME: &str = "JianbaoInspection";
/// The colour of the grid: a light blue.
const GRID_COLOUR: &str = "0.35 0.65 0.95 RG";
/// The colour of what misses it.
const MISS_COLOUR: &str = "1 0 0.6 RG 1 0 0.6 rg";
/// The most boxes of a row on a page.
const MAX_BOXES: usize = 200;
/// The distance of a box from what it marks, in mm.
const INSET_MM: f64 = 0.4;
/// The size of the numbers, in mm.
const NUMBER_MM: f64 = 2.2;
/// The characters of a line and the lines of a page that are drawn.
const CELLS: [usize; 2] = [28, 22];

/// Returns the file with the overlay on its pages.
///
/// # Errors
/// The file can't be read, or can't be written anew.
pub fn draw_overlay(bytes: &[u8], inspection: &Inspection) -> Result<Vec<u8>, Diagnostic> {
    let mut file = File::open(bytes)?;
    for (index, id) in file.pages.clone().into_iter().enumerate() {
        let Some(sheet) = inspection.found.sheets.pages.get(index).filter(|sheet| sheet.width > 0.0) else { continue };
        let drawing = draw_page(inspection, index);
        add_form(&mut file, id, &drawing, sheet.to_contents);
    }
    save_packed(&mut file.document).map_err(|error| {
        Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-pack", error.to_string()))
    })
}

/// Returns whether a PDF has such an overlay.
pub fn is_overlay(bytes: &[u8]) -> bool {
    let Ok(file) = File::open(bytes) else { return false };
    let resources = file.pages.first().and_then(|id| file.inherited(file.page(*id)?, "Resources"));
    let objects = resources.and_then(|object| file.dict(file.follow(object).as_dict().ok()?, "XObject"));
    objects.is_some_and(|objects| objects.has(FORM_NAME.as_bytes()))
}

/// Returns the operators that draw the overlay of a page. Units are mm from the upper left corner, downwards.
fn draw_page(inspection: &Inspection, page: usize) -> String {
    let mut drawing = String::new();
    draw_grid(inspection, page, &mut drawing);
    let _ = writeln!(drawing, "{MISS_COLOUR} 0.25 w");
    for (number, row) in (1..).zip(&inspection.rows) {
        if row.verdict != Verdict::Fail {
            continue;
        }
        for spot in row.misses.iter().filter(|spot| spot.page == page).take(MAX_BOXES) {
            let bounds = spot.bounds.inflate(INSET_MM, INSET_MM);
            draw_rectangle(bounds, &mut drawing);
            let (x, y) = (bounds.x1 + 0.3, bounds.y0 + NUMBER_MM);
            let _ = writeln!(drawing, "BT /F {NUMBER_MM} Tf 1 0 0 -1 {x:.2} {y:.2} Tm ({number}) Tj ET");
        }
    }
    drawing
}

/// Draws the type area and the em boxes of the grid, as far as they were measured.
fn draw_grid(inspection: &Inspection, page: usize, drawing: &mut String) {
    let parts = &inspection.found.parts;
    let Some(edges) = parts.edges_of(page) else { return };
    let Some(grid) = inspection.found.grid else { return };
    let size = parts.size_mm();
    let [characters, lines] = CELLS;
    let top = inspection.found.grid_top();
    let bottom = top + (lines - 1) as f64 * grid.pitch + size;
    let _ = writeln!(drawing, "{GRID_COLOUR} 0.25 w");
    draw_rectangle(Rect::new(edges.left, top, edges.right, bottom), drawing);
    let _ = writeln!(drawing, "0.08 w");
    for line in 0..lines {
        let y = top + line as f64 * grid.pitch;
        draw_rectangle(Rect::new(edges.left, y, edges.right, y + size), drawing);
    }
    for character in 1..characters {
        let x = edges.left + (edges.right - edges.left) * character as f64 / characters as f64;
        let _ = writeln!(drawing, "{x:.3} {top:.3} m {x:.3} {bottom:.3} l S");
    }
}

/// Draws the edges of a rectangle.
fn draw_rectangle(bounds: Rect, drawing: &mut String) {
    let Rect { x0, y0, .. } = bounds;
    let _ = writeln!(drawing, "{x0:.3} {y0:.3} {:.3} {:.3} re S", bounds.width(), bounds.height());
}

/// Adds a form to a page, drawn over its contents. `place` leads from mm of the page to the units of its contents.
fn add_form(file: &mut File, id: ObjectId, drawing: &str, place: Affine) {
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![Object::Real(-1000.0), Object::Real(-1000.0), Object::Real(2000.0), Object::Real(2000.0)],
        "Matrix" => place.as_coeffs().map(|part| Object::Real(part as f32)).to_vec(),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    let form = file.document.add_object(Stream::new(form, drawing.as_bytes().to_vec()));
    let Some(page) = file.page(id) else { return };
    let resources = file.inherited(page, "Resources").and_then(|object| file.follow(object).as_dict().ok());
    let mut resources = resources.cloned().unwrap_or_default();
    let mut objects: Dictionary = file.dict(&resources, "XObject").cloned().unwrap_or_default();
    let before = match page.get(b"Contents").map(|contents| file.follow(contents)) {
        Ok(Object::Array(list)) => list.clone(),
        Ok(_) => page.get(b"Contents").cloned().into_iter().collect(),
        Err(_) => Vec::new(),
    };
    objects.set(FORM_NAME, form);
    resources.set("XObject", objects);
    let begin = file.document.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let end = Stream::new(Dictionary::new(), format!("\nQ q /{FORM_NAME} Do Q\n").into_bytes());
    let end = file.document.add_object(end);
    let contents = [Object::from(begin)].into_iter().chain(before).chain([Object::from(end)]);
    let contents: Vec<Object> = contents.collect();
    if let Ok(page) = file.document.get_object_mut(id).and_then(Object::as_dict_mut) {
        page.set("Contents", contents);
        page.set("Resources", resources);
    }
}

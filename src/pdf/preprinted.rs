//! Pre-printed heads (套打): the pages in one of the two inks. Laid over each other, the two are the whole page.
//!
//! It takes laid-out pages and knows nothing of PDF.

use typst::layout::{Frame, FrameItem};
use typst::model::Document as _;
use typst::visualize::{Color, Paint, ProcessColor, ProcessColorSpace};
use typst_layout::PagedDocument;

use crate::issue::InkPlate;

/// The least difference between two shares of light, 0 to 1, that makes a colour.
const LEAST_COLOUR: f32 = 0.5 / 255.0;

/// Returns the pages in one ink. The stock of heads has only pages with red on them, unless all are `kept`.
pub fn select_ink(pages: &PagedDocument, plate: InkPlate, kept: bool) -> PagedDocument {
    let info = pages.info().clone();
    let mut selected = pages.pages().to_vec();
    for page in &mut selected {
        keep_ink(&mut page.frame, plate);
    }
    if plate == InkPlate::Red && !kept {
        selected.retain(|page| has_ink(&page.frame));
    }
    PagedDocument::new(selected.into(), info)
}

/// Takes what is printed in the other ink off a frame. Pictures are black.
fn keep_ink(frame: &mut Frame, plate: InkPlate) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            keep_ink(&mut group.frame, plate);
            true
        }
        FrameItem::Text(text) => plate_of(&text.fill) == plate,
        FrameItem::Shape(shape, _) => {
            shape.fill = shape.fill.take().filter(|fill| plate_of(fill) == plate);
            shape.stroke = shape.stroke.take().filter(|stroke| plate_of(&stroke.paint) == plate);
            shape.fill.is_some() || shape.stroke.is_some()
        }
        FrameItem::Image(..) => plate == InkPlate::Black,
        FrameItem::Link(..) | FrameItem::Tag(_) => true,
    });
}

/// Returns whether anything of a frame is printed.
fn has_ink(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_ink(&group.frame),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
        FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

/// Returns the plate of a paint: black for greys and for K alone, red for all else.
fn plate_of(paint: &Paint) -> InkPlate {
    let colour = match paint {
        Paint::Solid(colour) => colour.clone(),
        Paint::Gradient(_) | Paint::Tiling(_) => return InkPlate::Black,
    };
    let is_black = match colour {
        Color::Spot(_) => false,
        Color::Process(ProcessColor::Cmyk(cmyk)) => cmyk.c.max(cmyk.m).max(cmyk.y) < LEAST_COLOUR,
        Color::Process(light) => {
            let [r, g, b, _] = light.to_space(ProcessColorSpace::Srgb).to_vec4();
            (r - g).abs().max((g - b).abs()) < LEAST_COLOUR
        }
    };
    if is_black { InkPlate::Black } else { InkPlate::Red }
}

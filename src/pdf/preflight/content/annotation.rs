//! Annotations: what they look like is printed, if they say so (PDF 2.0 12.5.5).

use kurbo::{Affine, Rect};
use lopdf::{Dictionary, Object, Stream};

use super::{PaintTarget, Walker};
use crate::pdf::preflight::file::{File, as_dict, as_name};
use crate::pdf::preflight::state::State;

/// The flag that hides an annotation (PDF 2.0 table 167).
const HIDDEN: i64 = 1 << 1;
/// The flag that lets an annotation be printed.
const PRINT: i64 = 1 << 2;

impl<'f> Walker<'f> {
    /// Walks the appearances of a page's annotations that are printed.
    pub(super) fn walk_annotations(&mut self, page: &'f Dictionary, target: &mut PaintTarget) {
        let file = self.file;
        for annotation in printed_annotations(file, page) {
            let Some(form) = appearance(file, annotation) else { continue };
            let place = file.get(annotation, "Rect").and_then(|place| file.rectangle(place)).unwrap_or_default();
            let bounds = file.get(&form.dict, "BBox").and_then(|bounds| file.rectangle(bounds)).unwrap_or_default();
            let matrix = file.numbers(&form.dict, "Matrix").and_then(|numbers| numbers.try_into().ok());
            let bounds = Affine::new(matrix.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])).transform_rect_bbox(bounds);
            let matrix = Affine::scale(file.unit(page)) * place_in(bounds, place);
            self.begin_stream(None, State { matrix, ..State::default() }).walk_form(
                form,
                State { matrix, ..State::default() },
                target,
            );
        }
    }
}

/// Returns the annotations of a page that are printed.
pub fn printed_annotations<'f>(file: &'f File, page: &'f Dictionary) -> impl Iterator<Item = &'f Dictionary> {
    let list = file.get(page, "Annots").and_then(|list| list.as_array().ok()).into_iter().flatten();
    list.filter_map(|annotation| as_dict(file.follow(annotation))).filter(|annotation| is_printed(file, annotation))
}

/// Whether an annotation is printed.
pub fn is_printed(file: &File, annotation: &Dictionary) -> bool {
    let flags = file.get(annotation, "F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    flags & PRINT != 0 && flags & HIDDEN == 0
}

/// Returns the form that an annotation looks like; of several, that of its state.
fn appearance<'f>(file: &'f File, annotation: &'f Dictionary) -> Option<&'f Stream> {
    match file.get(file.dict(annotation, "AP")?, "N")? {
        Object::Stream(form) => Some(form),
        Object::Dictionary(states) => {
            let state = file.get(annotation, "AS").and_then(as_name)?;
            file.get(states, state)?.as_stream().ok()
        }
        _ => None,
    }
}

/// Returns what moves and stretches a box into another (PDF 2.0 12.5.5, algorithm 8).
fn place_in(bounds: Rect, place: Rect) -> Affine {
    let factor = |own: f64, wanted: f64| if own > 0.0 { wanted / own } else { 1.0 };
    let scale =
        Affine::scale_non_uniform(factor(bounds.width(), place.width()), factor(bounds.height(), place.height()));
    Affine::translate(place.origin().to_vec2()) * scale * Affine::translate(-bounds.origin().to_vec2())
}

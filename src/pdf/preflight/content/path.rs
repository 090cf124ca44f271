//! Paths: their construction, how they are painted, and what they cut off.

use kurbo::{Point, Rect, Size};
use lopdf::Object;

use super::{PaintTarget, StreamWalk, numbers};
use crate::pdf::preflight::element::{Ink, Kind, note, own_traits};
use crate::pdf::preflight::ground::Shape;
use crate::pdf::preflight::outline::Path;
use crate::pdf::preflight::space::{ALL, InkShare};

impl StreamWalk<'_, '_> {
    /// Adds what an operator draws to the path (PDF 2.0 8.5.2).
    pub(super) fn extend_path(&mut self, operator: &str, operands: &[Object]) {
        let matrix = self.state.matrix;
        let [a, b, c, d, e, f] = numbers(operands);
        let (first, second, third) = (Point::new(a, b), Point::new(c, d), Point::new(e, f));
        match operator {
            "m" => self.path.move_to(&matrix, first),
            "l" => self.path.line_to(&matrix, first),
            "v" => self.path.curve_to(&matrix, None, first, second),
            "y" => self.path.curve_to(&matrix, Some(first), second, second),
            "c" => self.path.curve_to(&matrix, Some(first), second, third),
            "h" => self.path.close(),
            _ => self.path.add_rectangle(&matrix, first, Size::new(c, d)),
        }
    }

    /// Ends the path. It cuts off what comes later if it was made to (PDF 2.0 8.5.4).
    pub(super) fn end_path(&mut self) {
        let path = std::mem::take(&mut self.path);
        if std::mem::take(&mut self.cuts) {
            // A path without a point lets nothing through.
            let own = path.bounds().unwrap_or(Rect::ZERO);
            let clip = self.state.clip.map_or(Some(own), |clip| overlap(clip, own));
            self.state.clip = Some(clip.unwrap_or(Rect::ZERO));
        }
    }

    /// Paints the path by an operator (PDF 2.0 8.5.3), and begins another.
    pub(super) fn paint_path(&mut self, operator: &str, target: &mut PaintTarget) {
        if matches!(operator, "s" | "b" | "b*") {
            self.path.close();
        }
        let path = std::mem::take(&mut self.path);
        if let Some(bounds) = path.bounds() {
            if !matches!(operator, "S" | "s") {
                self.fill_path(&path, bounds, !operator.ends_with('*'), target);
            }
            if !matches!(operator, "f" | "F" | "f*") {
                self.stroke_path(&path, bounds, target);
            }
        }
        self.path = path;
        self.end_path();
    }

    /// Paints the area of a path.
    fn fill_path(&mut self, path: &Path, bounds: Rect, nonzero: bool, target: &mut PaintTarget) {
        let Some(seen) = self.seen(bounds) else { return };
        let ink = self.note_ink(false, target);
        let kind = path.area_thickness(self.state.clip).map_or(Kind::Area, Kind::Line);
        let clip = self.state.clip;
        target.paint_element(kind, &ink, seen, |canvas| canvas.area(&path.outline, nonzero, clip));
    }

    /// Paints the line of a path.
    fn stroke_path(&mut self, path: &Path, bounds: Rect, target: &mut PaintTarget) {
        let (matrix, width, clip) = (self.state.matrix, self.state.line_width, self.state.clip);
        let thickness = path.line_thickness(&matrix, width);
        let reach = matrix.transform_rect_bbox(Rect::new(0.0, 0.0, width, width)).size() / 2.0;
        let Some(seen) = self.seen(bounds.inflate(reach.width, reach.height)) else { return };
        let ink = self.note_ink(true, target);
        target.paint_element(Kind::Line(thickness), &ink, seen, |canvas| {
            canvas.line(&path.outline, thickness, || path.stroke(&matrix, width), clip)
        });
    }

    /// Returns the part of a box in points that isn't clipped away.
    pub(super) fn seen(&self, bounds: Rect) -> Option<Rect> {
        self.state.clip.map_or(Some(bounds), |clip| overlap(clip, bounds))
    }
}

impl PaintTarget<'_> {
    /// Paints an element with the inks of `ink` onto the canvas; `bounds` is its box in points.
    pub(super) fn paint_element(
        &mut self,
        kind: Kind,
        ink: &Ink,
        bounds: Rect,
        shape: impl FnOnce(&mut super::Canvas) -> Shape,
    ) {
        self.note_in_trim(&ink.shares, bounds);
        self.paint.elements += 1;
        match &mut self.canvas {
            Some(canvas) if overlap(self.trim, bounds).is_some() => {
                let shape = shape(canvas);
                canvas.paint(kind, ink, &shape, bounds);
            }
            Some(_) => {}
            None => {
                self.cell_inks |= ink.kinds;
                own_traits(kind, ink).into_iter().for_each(|(kind, value)| note(&mut self.paint.traits, kind, value));
            }
        }
    }

    /// Whether a box in points touches the trim.
    pub(super) fn is_in_trim(&self, bounds: Rect) -> bool {
        let trim = self.trim;
        bounds.x0 <= trim.x1 && bounds.x1 >= trim.x0 && bounds.y0 <= trim.y1 && bounds.y1 >= trim.y0
    }

    /// Notes inks within the trim.
    fn note_in_trim(&mut self, shares: &[InkShare], bounds: Rect) {
        let is_inside = self.is_in_trim(bounds);
        self.paint.inked |= is_inside && !shares.is_empty();
        let is_on_all = shares.iter().any(|share| share.ink == ALL);
        self.paint.registration |= is_inside && is_on_all;
        self.paint.marks_on_all |= !is_inside && is_on_all;
    }
}

/// Returns what a clip lets through of a box; `None` if that is nothing.
pub(super) fn overlap(clip: Rect, bounds: Rect) -> Option<Rect> {
    let part =
        Rect::new(clip.x0.max(bounds.x0), clip.y0.max(bounds.y0), clip.x1.min(bounds.x1), clip.y1.min(bounds.y1));
    (clip.area() > 0.0 && part.x0 <= part.x1 && part.y0 <= part.y1).then_some(part)
}

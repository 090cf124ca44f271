//! The outline of a path, and how thick it is measured across.

use kurbo::{Affine, BezPath, PathEl, PathSeg, Point, Rect, Size, Stroke, StrokeOpts, Vec2};

/// The most corners of a filled outline that counts as a line.
const MAX_CORNERS: usize = 12;
/// How many times longer than thick an outline is that counts as a line.
const LINE_RATIO: f64 = 4.0;
/// How far a curve's straight lines may leave it, in points.
const FLATNESS_PT: f64 = 0.1;
/// The most parts of a path that are measured.
const MAX_PARTS: usize = 4_000;

/// A path under construction, in points.
#[derive(Debug, Default)]
pub struct Path {
    /// The outline.
    pub outline: BezPath,
    /// Where the last segment ended.
    at: Point,
    /// The parts that were drawn as rectangles.
    rectangles: Vec<Rect>,
    /// Whether all parts are rectangles that stand upright.
    has_other_parts: bool,
}

impl Path {
    /// Begins a part at a point in units of the contents.
    pub fn move_to(&mut self, matrix: &Affine, point: Point) {
        self.at = *matrix * point;
        self.has_other_parts = true;
        self.outline.move_to(self.at);
    }

    /// Draws a straight line to a point in units of the contents.
    pub fn line_to(&mut self, matrix: &Affine, point: Point) {
        self.begin();
        self.at = *matrix * point;
        self.outline.line_to(self.at);
    }

    /// Draws a curve by two control points and its end, in units of the contents. The first control point is where the
    /// path has got to if it isn't given.
    pub fn curve_to(&mut self, matrix: &Affine, first: Option<Point>, second: Point, end: Point) {
        self.begin();
        let first = first.map_or(self.at, |first| *matrix * first);
        self.at = *matrix * end;
        self.outline.curve_to(first, *matrix * second, self.at);
    }

    /// Draws a rectangle by a corner and its size, in units of the contents.
    pub fn add_rectangle(&mut self, matrix: &Affine, corner: Point, size: Size) {
        let to = |x: f64, y: f64| *matrix * (corner + Vec2::new(x, y));
        let corners = [to(0.0, 0.0), to(size.width, 0.0), to(size.width, size.height), to(0.0, size.height)];
        let [_, b, c, d, ..] = matrix.as_coeffs();
        let is_upright = (b == 0.0 && c == 0.0) || (matrix.as_coeffs()[0] == 0.0 && d == 0.0);
        if is_upright {
            self.rectangles.push(Rect::from_points(corners[0], corners[2]));
        } else {
            self.has_other_parts = true;
        }
        self.outline.move_to(corners[0]);
        corners[1..].iter().for_each(|corner| self.outline.line_to(*corner));
        self.outline.close_path();
        self.at = corners[0];
    }

    /// Closes the part that was begun last.
    pub fn close(&mut self) {
        if !self.outline.elements().is_empty() {
            self.outline.close_path();
        }
    }

    /// Begins a part where the path has got to, if none is open.
    fn begin(&mut self) {
        if matches!(self.outline.elements().last(), None | Some(PathEl::ClosePath)) {
            self.outline.move_to(self.at);
            self.has_other_parts = true;
        }
    }

    /// Returns the box in points; `None` if there is no path.
    pub fn bounds(&self) -> Option<Rect> {
        let bounds = self.outline.control_box();
        (!self.outline.elements().is_empty() && bounds.is_finite()).then_some(bounds)
    }

    /// Returns the outline of the path's line in points; `width` in units of the contents.
    pub fn stroke(&self, matrix: &Affine, width: f64) -> BezPath {
        let inverse = matrix.inverse();
        let style = Stroke::new(width);
        let reach = matrix.determinant().abs().sqrt().max(1e-6);
        *matrix * kurbo::stroke(inverse * &self.outline, &style, &StrokeOpts::default(), FLATNESS_PT / reach)
    }

    /// Returns the thickness in points of the path's line where it is thinnest; `width` in units of the contents.
    ///
    /// An unequal matrix makes lines of one direction thinner than those of another.
    pub fn line_thickness(&self, matrix: &Affine, width: f64) -> f64 {
        let determinant = matrix.determinant().abs();
        let [a, b, c, d, ..] = matrix.as_coeffs();
        // The greatest and the least factor by which the matrix lengthens anything.
        let sum = a * a + b * b + c * c + d * d;
        let difference = (sum * sum - 4.0 * determinant * determinant).max(0.0).sqrt();
        let (greatest, least) = (((sum + difference) / 2.0).sqrt(), ((sum - difference).max(0.0) / 2.0).sqrt());
        if greatest - least < 1e-6 * greatest || determinant < 1e-12 {
            return width * least;
        }
        let inverse = matrix.inverse();
        let across = self.outline.segments().take(MAX_PARTS).filter_map(|segment| match segment {
            PathSeg::Line(line) => {
                let along = line.p1 - line.p0;
                let own = inverse * along.to_point() - inverse * Point::ZERO;
                (along.hypot() > 0.0).then(|| width * determinant * own.hypot() / along.hypot())
            }
            _ => Some(width * least),
        });
        across.reduce(f64::min).unwrap_or(width * least)
    }

    /// Returns the thickness in points of the thinnest part that looks like a line when it is filled, as far as it lies
    /// within a box in points; `None` if no part does.
    ///
    /// Such parts are rectangles, outlines of straight lines, and frames of two rectangles (GWG 2022 I00004).
    pub fn area_thickness(&self, clip: Option<Rect>) -> Option<f64> {
        let cut = |part: &Rect| clip.map_or(*part, |clip| part.intersect(clip));
        let frames = self.rectangles.windows(2).filter_map(|pair| frame_thickness(pair[0], pair[1]));
        let is_frame = |index: usize| {
            let near = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            near.filter_map(|other| self.rectangles.get(other))
                .any(|other| frame_thickness(self.rectangles[index], *other).is_some())
        };
        let bars = self.rectangles.iter().enumerate().take(MAX_PARTS).filter(|(index, _)| !is_frame(*index));
        let bars = bars.filter_map(|(_, part)| {
            let part = cut(part);
            line_of(part.width().min(part.height()), part.width().max(part.height()))
        });
        let thinnest = frames.chain(bars).reduce(f64::min);
        let drawn = if self.has_other_parts { self.drawn_thickness() } else { None };
        [thinnest, drawn].into_iter().flatten().reduce(f64::min)
    }

    /// Returns the thickness of the thinnest part drawn of straight lines.
    ///
    /// It is that of a rectangle of the same area and circumference.
    fn drawn_thickness(&self) -> Option<f64> {
        let mut parts: Vec<Option<Vec<Point>>> = Vec::new();
        for element in self.outline.elements() {
            if let PathEl::MoveTo(point) = element {
                if parts.len() >= MAX_PARTS {
                    break;
                }
                parts.push(Some(vec![*point]));
                continue;
            }
            let Some(part) = parts.last_mut() else { continue };
            match (element, part.as_mut()) {
                (PathEl::LineTo(point), Some(corners)) if corners.len() <= MAX_CORNERS => corners.push(*point),
                (PathEl::ClosePath, _) => {}
                _ => *part = None,
            }
        }
        let thickness = |corners: Vec<Point>| {
            if corners.len() < 3 {
                return None;
            }
            let sides = || corners.iter().zip(corners.iter().cycle().skip(1));
            let area = sides().map(|(a, b)| a.to_vec2().cross(b.to_vec2())).sum::<f64>().abs() / 2.0;
            let half = sides().map(|(a, b)| a.distance(*b)).sum::<f64>() / 2.0;
            let root = (half * half - 4.0 * area).max(0.0).sqrt();
            line_of((half - root) / 2.0, (half + root) / 2.0)
        };
        parts.into_iter().flatten().filter_map(thickness).reduce(f64::min)
    }
}

/// Returns the thickness of what is so long that it looks like a line.
fn line_of(thickness: f64, length: f64) -> Option<f64> {
    (length > 0.0 && thickness >= 0.0 && length >= LINE_RATIO * thickness).then_some(thickness)
}

/// Returns the thickness of the frame between two rectangles, if one lies within the other.
fn frame_thickness(a: Rect, b: Rect) -> Option<f64> {
    let (outer, inner) = if a.area() >= b.area() { (a, b) } else { (b, a) };
    let gaps = [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    let is_frame = inner.area() > 0.0 && gaps.iter().all(|gap| *gap >= 0.0);
    let thinnest = gaps.into_iter().filter(|gap| *gap > 0.0).reduce(f64::min);
    thinnest.filter(|gap| is_frame && LINE_RATIO * gap <= inner.width().min(inner.height()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(points: &[(f64, f64)]) -> Path {
        let mut path = Path::default();
        path.move_to(&Affine::IDENTITY, points[0].into());
        points[1..].iter().for_each(|point| path.line_to(&Affine::IDENTITY, (*point).into()));
        path
    }

    #[test]
    fn a_line_is_measured_across() {
        let unequal = Affine::scale_non_uniform(1.0, 0.01);
        let mut level = Path::default();
        level.move_to(&unequal, Point::new(10.0, 1000.0));
        level.line_to(&unequal, Point::new(200.0, 1000.0));
        assert!((level.line_thickness(&unequal, 2.0) - 0.02).abs() < 1e-9);
        let mut upright = Path::default();
        upright.move_to(&unequal, Point::new(10.0, 1000.0));
        upright.line_to(&unequal, Point::new(10.0, 9000.0));
        assert!((upright.line_thickness(&unequal, 2.0) - 2.0).abs() < 1e-9);
        assert!((upright.line_thickness(&Affine::scale(0.1), 2.0) - 0.2).abs() < 1e-9);
    }

    #[test]
    fn a_filled_line_is_found_by_any_construction() {
        let quad = drawn(&[(10.0, 10.0), (200.0, 10.0), (200.0, 10.1), (10.0, 10.1)]);
        assert!((quad.area_thickness(None).unwrap() - 0.1).abs() < 1e-6);
        let slanted = drawn(&[(10.0, 10.0), (200.0, 200.0), (200.1, 199.9), (10.1, 9.9)]);
        assert!((slanted.area_thickness(None).unwrap() - 0.1414).abs() < 1e-3);
        let mut bars = Path::default();
        bars.add_rectangle(&Affine::IDENTITY, Point::new(10.0, 10.0), Size::new(100.0, 0.1));
        bars.add_rectangle(&Affine::IDENTITY, Point::new(10.0, 50.0), Size::new(100.0, 20.0));
        assert!((bars.area_thickness(None).unwrap() - 0.1).abs() < 1e-6);
        let mut frame = Path::default();
        frame.add_rectangle(&Affine::IDENTITY, Point::new(10.0, 10.0), Size::new(100.0, 100.0));
        frame.add_rectangle(&Affine::IDENTITY, Point::new(10.1, 10.1), Size::new(99.8, 99.8));
        assert!((frame.area_thickness(None).unwrap() - 0.1).abs() < 1e-6);
        let mut cut = Path::default();
        cut.add_rectangle(&Affine::IDENTITY, Point::new(10.0, 10.0), Size::new(100.0, 100.0));
        assert!((cut.area_thickness(Some(Rect::new(0.0, 20.0, 200.0, 20.1))).unwrap() - 0.1).abs() < 1e-6);
    }

    #[test]
    fn a_dot_and_a_broad_area_are_no_lines() {
        assert_eq!(drawn(&[(0.0, 0.0), (0.2, 0.0), (0.2, 0.2), (0.0, 0.2)]).area_thickness(None), None);
        assert_eq!(drawn(&[(0.0, 0.0), (50.0, 0.0), (50.0, 40.0)]).area_thickness(None), None);
    }
}

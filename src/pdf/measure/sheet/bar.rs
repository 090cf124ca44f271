//! Finds bars in paths that are filled: thin areas between two edges.

use kurbo::{BezPath, Line, PathEl, Rect, Shape};

use super::MAX_MARKS;

/// The most edges of a filled part in which bars are looked for.
const MAX_EDGES: usize = 40;

/// Returns the bars within a part that is filled: the room between two of its edges that are parallel and close. A part may
/// be a rectangle, or two bars that meet in a corner.
pub fn bars_in(part: &BezPath) -> Vec<Rect> {
    let edges: Vec<_> = part.segments().filter_map(|segment| segment.as_line()).take(MAX_EDGES).collect();
    let level = edges.iter().filter(|line| (line.p0.y - line.p1.y).abs() < 1e-3 && line.p0.x != line.p1.x);
    let upright = edges.iter().filter(|line| (line.p0.x - line.p1.x).abs() < 1e-3 && line.p0.y != line.p1.y);
    let between = |a: &Line, b: &Line, is_level: bool| {
        let (a, b) = (Rect::from_points(a.p0, a.p1), Rect::from_points(b.p0, b.p1));
        let (x0, x1, y0, y1) = if is_level {
            (a.x0.max(b.x0), a.x1.min(b.x1), a.y0.min(b.y0), a.y0.max(b.y0))
        } else {
            (a.x0.min(b.x0), a.x0.max(b.x0), a.y0.max(b.y0), a.y1.min(b.y1))
        };
        let (long, thin) = if is_level { (x1 - x0, y1 - y0) } else { (y1 - y0, x1 - x0) };
        (long > 0.0 && thin > 0.0 && long > thin).then_some(Rect::new(x0, y0, x1, y1))
    };
    let mut bars = Vec::new();
    for (own, is_level) in [(level.collect::<Vec<_>>(), true), (upright.collect(), false)] {
        for (index, a) in own.iter().enumerate() {
            let near = own[index + 1..].iter().filter_map(|b| between(a, b, is_level));
            bars.extend(near.min_by(|a, b| a.area().total_cmp(&b.area())));
        }
    }
    bars
}

/// Returns the parts of a path that is filled, each closed.
pub fn parts(path: &BezPath) -> Vec<BezPath> {
    let mut parts: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        match element {
            PathEl::MoveTo(_) => parts.push(BezPath::from_vec(vec![*element])),
            PathEl::ClosePath => {}
            _ => parts.iter_mut().last().into_iter().for_each(|part| part.push(*element)),
        }
    }
    // What is filled is closed, whether the file says so or not.
    parts.iter_mut().for_each(BezPath::close_path);
    parts.truncate(MAX_MARKS);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bars_that_meet_in_a_corner_are_found_in_one_outline() {
        let mut corner = BezPath::new();
        corner.move_to((0.0, 0.0));
        for end in [(40.0, 0.0), (40.0, 1.0), (1.0, 1.0), (1.0, 30.0), (0.0, 30.0)] {
            corner.line_to(end);
        }
        let bars: Vec<Rect> = parts(&corner).iter().flat_map(bars_in).collect();
        assert!(bars.contains(&Rect::new(1.0, 0.0, 40.0, 1.0)), "{bars:?}");
        assert!(bars.contains(&Rect::new(0.0, 1.0, 1.0, 30.0)), "{bars:?}");
    }
}

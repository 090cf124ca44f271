//! What the shape of a title's lines costs: uneven lines, a short first or last line, a waist, more lines than needed.
//!
//! GB/T 9704-2012 7.3.1 asks for a trapezoid or a diamond. The sense comes first, so that shapes cost little beside it.

/// What uneven lines cost: this times the mean of the squared shares by which lines are narrower than the widest.
const UNEVEN: f64 = 3.3;
/// What lines of one width cost, which are neither a trapezoid nor a diamond.
const RECTANGLE: f64 = 0.7;
/// What a line costs that is narrower than both of its neighbours.
const WAIST: f64 = 0.05;
/// What a first or last line without any width would cost.
const SHORT: f64 = 3.7;
/// What each line more than needed costs.
const EXTRA_LINE: f64 = 2.85;
/// A first or last line that is narrower than this in em is short.
const SHORT_EM: f64 = 6.0;
/// Widths that differ by less than this in em look the same.
const SAME_EM: f64 = 0.6;

/// Returns what lines of these widths in em cost where `fewest` lines would be enough.
pub fn cost(widths: &[f64], fewest: usize) -> f64 {
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let (Some(first), Some(last)) = (widths.first(), widths.last()) else { return 0.0 };
    if widths.len() < 2 {
        return 0.0;
    }
    let others = (widths.len() - 1) as f64;
    let uneven: f64 = widths.iter().map(|width| ((widest - width) / widest).powi(2)).sum::<f64>() / others;
    let is_rectangle = widths.windows(2).all(|pair| (pair[0] - pair[1]).abs() < SAME_EM);
    let is_waist = |three: &&[f64]| three[1] + SAME_EM < three[0] && three[1] + SAME_EM < three[2];
    let waists = widths.windows(3).filter(is_waist).count() as f64;
    let short = |width: f64| (SHORT_EM - width).max(0.0) / SHORT_EM;
    let extra = widths.len().saturating_sub(fewest) as f64;
    UNEVEN * uneven
        + if is_rectangle { RECTANGLE } else { 0.0 }
        + WAIST * waists
        + SHORT * (short(*first) + short(*last))
        + EXTRA_LINE * extra
}

//! The search for the lines of a title that cost least.

use super::parting::reasons;
use super::piece::Piece;
use super::shape;

/// What a line costs for each second clause that begins within it.
const CLAUSE_WITHIN: f64 = 0.55;
/// What a break is worth where a clause begins.
const BOUNDARY: f64 = 2.65;
/// How many unfinished ways are followed from one line to the next. Titles of three lines never have that many.
const FOLLOWED_WAYS: usize = 1000;
/// Marks whose right half is empty at a line's end, in em.
const EMPTY_HALF: f64 = 0.5;

/// A title whose possible breaks have their costs.
pub struct Title<'p, 't> {
    pieces: &'p [Piece<'t>],
    /// What a break before each piece costs; `None` where no line may break.
    breaks: Vec<Option<f64>>,
    /// How many second clauses begin before each piece, that piece included, each by how sure it is.
    clauses: Vec<f64>,
}

/// Lines up to a piece.
#[derive(Clone)]
struct Draft {
    /// The pieces that begin a line, without the first.
    starts: Vec<usize>,
    /// The widths of the lines in em.
    widths: Vec<f64>,
    /// What the breaks and the lines cost without the shape.
    cost: f64,
}

impl<'p, 't> Title<'p, 't> {
    /// Works out what each break costs. There is none at the places in `joined`, in bytes of the title.
    pub fn new(pieces: &'p [Piece<'t>], joined: &[usize]) -> Self {
        let mut end = 0;
        let begins = pieces.iter().map(|piece| {
            end += piece.text.len();
            end - piece.text.len()
        });
        let may_break = |begin: usize| begin > 0 && !joined.contains(&begin);
        let reasons: Vec<_> =
            begins.enumerate().map(|(at, begin)| if may_break(begin) { reasons(pieces, at) } else { None }).collect();
        let sureness: Vec<_> = pieces.iter().map(|piece| sureness(piece.margin)).collect();
        let breaks = reasons.iter().zip(&sureness).map(|(reasons, sureness)| {
            let cost: f64 = reasons.as_ref()?.iter().map(|reason| reason.cost()).sum();
            Some(cost * (1.0 - sureness) - BOUNDARY * sureness)
        });
        let breaks = breaks.collect();
        let mut count = 0.0;
        let clauses = sureness.iter().map(|sureness| {
            count += sureness;
            count
        });
        Self { pieces, breaks, clauses: clauses.collect() }
    }

    /// Returns the pieces that begin a line, without the first, in the way that costs least with no line wider than
    /// `limit` in em. The second value is the width of the widest line. Returns `None` if there is no such way.
    pub fn lines(&self, limit: f64) -> Option<(Vec<usize>, f64)> {
        let total: f64 = self.pieces.iter().map(|piece| piece.width).sum();
        let fewest = (total / limit).ceil().max(1.0) as usize;
        let ideal = total / fewest as f64;
        let mut drafts = vec![Draft { starts: Vec::new(), widths: Vec::new(), cost: 0.0 }];
        let mut best: Option<(f64, Draft)> = None;
        for _ in 0..=fewest {
            let mut longer = Vec::new();
            for draft in &drafts {
                self.extend(draft, limit, |draft, is_whole| {
                    if !is_whole {
                        longer.push(draft);
                        return;
                    }
                    let cost = draft.cost + shape::cost(&draft.widths, fewest);
                    if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                        best = Some((cost, draft));
                    }
                });
            }
            let rank = |draft: &Draft| {
                let uneven: f64 = draft.widths.iter().map(|width| ((ideal - width) / ideal).powi(2)).sum();
                draft.cost + uneven
            };
            longer.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
            longer.truncate(FOLLOWED_WAYS);
            drafts = longer;
        }
        best.map(|(_, draft)| {
            let widest = draft.widths.iter().copied().fold(0.0, f64::max);
            (draft.starts, widest)
        })
    }

    /// Gives each way to set one more line to `use_draft`, with whether it is the last line.
    fn extend(&self, draft: &Draft, limit: f64, mut use_draft: impl FnMut(Draft, bool)) {
        let start = draft.starts.last().copied().unwrap_or(0);
        let mut width = 0.0;
        for end in start + 1..=self.pieces.len() {
            let last = &self.pieces[end - 1];
            width += last.width;
            let empty = if last.text.ends_with(['，', '：', '、', '；', '”', '》']) { EMPTY_HALF } else { 0.0 };
            if width - EMPTY_HALF > limit {
                break;
            }
            let is_whole = end == self.pieces.len();
            let Some(cost) = (if is_whole { Some(0.0) } else { self.breaks[end] }) else { continue };
            if width - empty > limit {
                continue;
            }
            let mut longer = draft.clone();
            longer.widths.push(width - empty);
            longer.cost += cost + CLAUSE_WITHIN * (self.clauses[end - 1] - self.clauses[start]);
            if !is_whole {
                longer.starts.push(end);
            }
            use_draft(longer, is_whole);
        }
    }
}

/// Returns how sure it is that a clause begins with a piece of a margin, from 0 to 1.
fn sureness(margin: f64) -> f64 {
    ((margin + 0.5) / 1.35).clamp(0.0, 1.0)
}

//! The lines of titles, broken where the sense allows (词意完整, GB/T 9704-2012 7.3.1).
//!
//! A title is cut into pieces that stay whole (`cut`, `token`, `piece`). It is parsed (`parse`): where its clauses begin
//! (`clause`), and what each word does (`role`). Each place between two pieces has a cost (`parting`, `context`, `reason`),
//! and so has the shape of the lines (`shape`). The cheapest lines are taken (`search`). How wide a line is on the page, the
//! layout alone knows: it gets several ways to break a title, from the widest to the narrowest, and takes the first that
//! fits.

mod clause;
mod context;
mod cut;
mod lexicon;
mod parse;
mod parting;
mod piece;
mod reason;
mod role;
mod search;
mod shape;
mod token;

use self::cut::pieces;
use self::search::Title;

/// The widest lines that ways are made for, in em: those of a title in the size of the text.
const WIDEST_EM: f64 = 28.0;
/// The narrowest lines that ways are made for, in em.
const NARROWEST_EM: f64 = 10.0;
/// A title that is no wider than this in em stays in one line, whatever the layout: it has 20.1 em in `bulletin`.
const ONE_LINE_EM: f64 = 20.0;
/// The longest title in characters that is broken by sense. A longer one is a mistake, and is left to the engine.
const MOST_CHARACTERS: usize = 160;

/// Returns the ways to break a line of a title, from the widest to the narrowest. The first is the line as it is.
///
/// `names` are names that stay whole, such as those of cities. `joined` are the places, in bytes, where marks forbid a
/// break.
pub fn ways_to_break(line: &str, names: &[&str], joined: &[usize]) -> Vec<Vec<String>> {
    let mut ways = vec![vec![line.to_owned()]];
    if piece::most_width(line) <= ONE_LINE_EM || line.chars().count() > MOST_CHARACTERS {
        return ways;
    }
    let pieces = pieces(line, names);
    let title = Title::new(&pieces, joined);
    let mut limit = piece::width(line).min(WIDEST_EM);
    while let Some((starts, widest)) = title.lines(limit).filter(|_| limit >= NARROWEST_EM) {
        let ends = starts.iter().copied().chain([pieces.len()]);
        let starts = std::iter::once(0).chain(starts.iter().copied());
        let text = |(start, end): (usize, usize)| -> String {
            let words: String = pieces[start..end].iter().map(|piece| piece.text).collect();
            words.trim().to_owned()
        };
        let way: Vec<_> = starts.zip(ends).map(text).collect();
        if ways.last() != Some(&way) {
            ways.push(way);
        }
        limit = widest - 0.01;
    }
    ways
}

/// Returns the words that a title is divided into for its lines, which stay whole. For tests.
pub fn words<'t>(line: &'t str, names: &[&str]) -> Vec<&'t str> {
    pieces(line, names).into_iter().map(|piece| piece.text).collect()
}

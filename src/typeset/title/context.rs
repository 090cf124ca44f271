//! What stands around a break in a title: the word that opens its clause, and phrases that are pairs.

use super::piece::{Kind, Piece};

/// The fewest hanzi of a phrase that has a pair.
const PAIRED_HANZI: usize = 3;

/// What stands around a break within its clause.
pub struct Context<'p, 't> {
    /// The verb or preposition before the break that is nearest to it.
    pub opener: Option<&'p Piece<'t>>,
    /// Whether 为 stands directly before the opener, as in 以…为引领.
    pub opener_follows_as: bool,
}

impl<'p, 't> Context<'p, 't> {
    /// Returns what stands around a break before the piece `at`.
    pub fn around(pieces: &'p [Piece<'t>], at: usize) -> Self {
        let is_start = |piece: &Piece| piece.kind == Kind::Mark || piece.margin > 0.0;
        let start = pieces[..at].iter().rposition(is_start).unwrap_or(0);
        let opener = (start..at).rev().find(|piece| opens_clause(pieces, *piece));
        let opener_follows_as = opener.is_some_and(|opener| opener > start && pieces[opener - 1].text == "为");
        let opener = opener.map(|opener| &pieces[opener]);
        Self { opener, opener_follows_as }
    }
}

/// Returns whether a clause can begin with the piece `at`: a verb, or an adverb or preposition before one.
pub fn opens_clause(pieces: &[Piece], at: usize) -> bool {
    match pieces[at].kind {
        Kind::Verb => true,
        Kind::Preposition => pieces[at].text != "关于",
        Kind::Adverb => pieces.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Verb | Kind::Adverb)),
        _ => false,
    }
}

/// Returns whether a piece stands as a noun does.
pub fn is_noun(piece: &Piece) -> bool {
    matches!(piece.kind, Kind::Noun | Kind::VerbalNoun | Kind::Quote | Kind::Other)
}

/// Returns the number of hanzi in pieces.
fn hanzi(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.hanzi).sum()
}

/// Returns by how many hanzi the phrase that ends before the piece `at` differs from the one before it, if a comma
/// stands between them. Phrases with 、 between them count where they are of one length.
pub fn ends_pair(pieces: &[Piece], at: usize) -> Option<usize> {
    let pieces = &pieces[..at];
    let mark = pieces.iter().rposition(|piece| piece.text.ends_with(['，', '；', '、']))?;
    let start = pieces[..mark].iter().rposition(|piece| piece.text.ends_with(['，', '；', '：', '、']));
    let start = start.map_or(0, |mark| mark + 1);
    let (first, second) = (hanzi(&pieces[start..mark]), hanzi(&pieces[mark + 1..]));
    // 坚持以水润城、以文化人: the pair begins behind the first verb.
    let opening = pieces.get(mark + 1).and_then(|piece| piece.text.chars().next());
    let is_echo = |from: usize| pieces[from].text.chars().next() == opening && hanzi(&pieces[from..mark]) == second;
    let first = if (start..mark).any(is_echo) { second } else { first };
    let difference = first.abs_diff(second);
    let is_pair = first >= PAIRED_HANZI && (difference == 0 || !pieces[mark].text.ends_with('、'));
    is_pair.then_some(difference)
}

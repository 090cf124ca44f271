//! The parse of a title: where its clauses begin, how sure that is, and what each word does.
//!
//! Between two marks, a title is a row of clauses. The row that costs least is sought. Clauses of one length and build
//! are cheaper beside one another, because titles are parallel.

use super::clause::{Clause, Clauses, NEVER, Roles};
use super::lexicon::{ACTORS, BOUND_HEADS};
use super::piece::{Kind, Piece};
use super::role::{Role, is_nominal, is_verbal, roles};

/// What each clause costs.
const CLAUSE: f64 = 1.2;
/// How sure it must be that a clause begins, for the words on either side to be read as two clauses.
const DECIDED: f64 = 0.6;
/// How much less sure it is that a clause begins in a title that begins with 关于.
const NOTICE: f64 = 0.35;

/// Decides what each word does, and works out how sure it is that a clause begins with it.
pub fn parse(pieces: &mut [Piece]) {
    // 关于…的通知 is no clause.
    let is_notice = pieces.first().is_some_and(|piece| piece.text == "关于");
    let mut start = 0;
    for end in 0..=pieces.len() {
        let is_end =
            pieces.get(end).is_none_or(|piece| piece.given == Kind::Mark || ["关于", "暨"].contains(&piece.text));
        if !is_end {
            continue;
        }
        if start < end {
            let segment = Segment::new(pieces, start, end);
            let margins: Vec<_> = (1..end - start).map(|at| segment.margin(at)).collect();
            let begins = (1..end - start).filter(|at| margins[at - 1] > if is_notice { NOTICE } else { DECIDED });
            let begins: Vec<_> = std::iter::once(0).chain(begins).chain([end - start]).collect();
            let roles = begins.windows(2).flat_map(|ends| segment.roles(ends[0], ends[1]));
            let roles: Vec<_> = roles.collect();
            for (piece, role) in pieces[start..end].iter_mut().zip(roles) {
                piece.kind = kind(role, piece.given);
            }
            for (piece, margin) in pieces[start + 1..end].iter_mut().zip(margins) {
                piece.margin = if is_notice { margin - NOTICE } else { margin };
            }
        }
        start = end + 1;
    }
}

/// Returns what a word does that plays a role.
fn kind(role: Role, given: Kind) -> Kind {
    match role {
        Role::Noun | Role::Attribute
            if matches!(given, Kind::Verb | Kind::WeakVerb | Kind::Mixed | Kind::VerbalNoun) =>
        {
            Kind::VerbalNoun
        }
        Role::Noun if matches!(given, Kind::Quote | Kind::Other) => given,
        Role::Noun => Kind::Noun,
        Role::Attribute => Kind::Attribute,
        Role::Figure => Kind::Figure,
        Role::Particle | Role::Localizer => Kind::Particle,
        Role::Conjunction => Kind::Conjunction,
        Role::Preposition => Kind::Preposition,
        Role::Adverb => Kind::Adverb,
        Role::Verb | Role::Predicate => Kind::Verb,
    }
}

/// The words between two marks.
struct Segment {
    /// The clauses that begin with each word, one for each end.
    clauses: Vec<Clauses>,
    /// What the cheapest row costs up to a clause, that clause included, by its first word and its end.
    up_to: Vec<Vec<f64>>,
    /// What the cheapest row costs behind a clause.
    behind: Vec<Vec<f64>>,
}

impl Segment {
    /// Works out what each clause costs, with those on either side.
    fn new(pieces: &[Piece], start: usize, end: usize) -> Self {
        let length = end - start;
        let roles: Vec<Roles> = (0..end).map(|at| if at < start { Vec::new() } else { roles(pieces, at) }).collect();
        let clauses = (start..end).map(|from| Clauses::new(pieces, &roles, from, end, from == start)).collect();
        let table = || vec![vec![NEVER; length + 1]; length];
        let mut segment = Self { clauses, up_to: table(), behind: table() };
        let pieces = &pieces[..end];
        let openings: Vec<_> =
            (start..end).map(|at| if at == start { -0.15 } else { opening_cost(pieces, at) }).collect();
        let opening = |at: usize| openings[at];
        let gain = |segment: &Self, first: usize, middle: usize, last: usize| {
            let (own, next) = (segment.clause(first, middle)?, segment.clause(middle, last)?);
            let likeness = likeness(&pieces[start + first..start + middle], &pieces[start + middle..start + last]);
            Some(pair_gain(own, next, likeness, pieces[start + first].text == pieces[start + middle].text))
        };
        for to in 1..=length {
            for from in 0..to {
                let Some(own) = segment.clause(from, to) else { continue };
                let before =
                    (0..from).filter_map(|first| Some(segment.up_to[first][from] - gain(&segment, first, from, to)?));
                let before = if from == 0 { 0.0 } else { before.fold(NEVER, f64::min) };
                segment.up_to[from][to] = before + own.cost + CLAUSE + opening(from);
            }
        }
        for from in (0..length).rev() {
            for to in from + 1..=length {
                if segment.clause(from, to).is_none() {
                    continue;
                }
                let behind = (to + 1..=length).filter_map(|end| {
                    let next = segment.clause(to, end)?;
                    let gain = gain(&segment, from, to, end)?;
                    Some(next.cost + CLAUSE + opening(to) - gain + segment.behind[to][end])
                });
                segment.behind[from][to] = if to == length { 0.0 } else { behind.fold(NEVER, f64::min) };
            }
        }
        segment
    }

    /// Returns the clause of some words, if they can be read as one.
    fn clause(&self, from: usize, to: usize) -> Option<&Clause> {
        self.clauses[from].get(to - from)
    }

    /// Returns the roles of words that are one clause.
    fn roles(&self, from: usize, to: usize) -> Vec<Role> {
        self.clauses[from].roles(to - from)
    }

    /// Returns how much cheaper the best row is in which a clause begins with the word `at` than the best in which none
    /// does. It is negative where probably none begins.
    fn margin(&self, at: usize) -> f64 {
        let (mut with, mut without) = (NEVER, NEVER);
        for from in 0..self.clauses.len() {
            for to in from + 1..=self.clauses.len() {
                let cost = self.up_to[from][to] + self.behind[from][to];
                if to == at {
                    with = with.min(cost);
                } else if from < at && at < to {
                    without = without.min(cost);
                }
            }
        }
        without - with
    }
}

/// Returns what it costs that a clause begins with the piece `at`, by the words on either side.
fn opening_cost(pieces: &[Piece], at: usize) -> f64 {
    let (before, piece) = (&pieces[at - 1], &pieces[at]);
    let follows_means = pieces[..at].iter().rev().take(4).any(|piece| piece.text == "以");
    let follows_object = is_nominal(before) && at > 1 && is_verbal(&pieces[at - 2]);
    let behind = match before.text {
        // 资源, 机制 and their like end an object.
        text if before.ends_name || BOUND_HEADS.has(text) => -0.2,
        _ if before.given == Kind::Quote && is_nominal(piece) => -0.05,
        _ => 0.05,
    };
    behind
        + match piece.text {
            "与" => 1.1,
            "为" if follows_means => 0.0,
            "让" | "把" | "以" | "用" | "从" | "为" => -0.4,
            "更" | "也" | "都" | "均" | "最" => 1.5,
            _ if piece.ends_name && piece.given != Kind::Verb => 2.0,
            _ if piece.given == Kind::Figure && !piece.starts_phrase && is_nominal(before) => 0.75,
            // 走进农家|院落讲活…: a verb has rather two nouns behind it than one.
            _ if follows_object && is_nominal(piece) && pieces.get(at + 1).is_some_and(is_verbal) => 0.5,
            text if ACTORS.has(text) && is_nominal(before) => -1.1,
            _ if piece.starts_phrase => -0.45,
            _ => 0.0,
        }
}

/// Returns what two clauses gain because they are built alike. `likeness` is how many of their words end at the same
/// places, from 0 to 1. `is_echo` says that they begin with one word.
fn pair_gain(first: &Clause, second: &Clause, likeness: f64, is_echo: bool) -> f64 {
    let build = match (first.verb_at, second.verb_at) {
        (0, 0) => 0.1,
        // A clause without a subject is seldom followed by one with a subject.
        (0, _) => -0.9,
        (_, 0) => 0.0,
        _ => 0.1,
    };
    let length = match first.hanzi.abs_diff(second.hanzi) {
        0 if first.verb_at == second.verb_at && first.verb_at < first.hanzi => 0.7 + 0.03 * likeness,
        0 => 0.3 + 0.31 * likeness,
        1 => 0.2 + 0.44 * likeness,
        2 => 0.2,
        3 | 4 => 0.0,
        _ => -0.2,
    };
    build + length + if is_echo { 1.5 } else { 0.0 }
}

/// Returns the share of words that end at the same places in two runs of pieces, counted in hanzi from their starts.
fn likeness(first: &[Piece], second: &[Piece]) -> f64 {
    let (mut ends, mut other_ends) = (ends(first), ends(second));
    let (mut end, mut other, mut common) = (ends.next(), other_ends.next(), 0);
    while let (Some(here), Some(there)) = (end, other) {
        common += usize::from(here == there);
        if here <= there {
            end = ends.next();
        }
        if there <= here {
            other = other_ends.next();
        }
    }
    2.0 * common as f64 / (first.len() + second.len()) as f64
}

/// Returns where each piece ends, in hanzi from the first.
fn ends(pieces: &[Piece]) -> impl Iterator<Item = usize> {
    pieces.iter().scan(0, |end, piece| {
        *end += piece.hanzi;
        Some(*end)
    })
}

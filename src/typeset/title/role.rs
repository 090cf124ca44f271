//! The roles that a word can play in a clause of a title, and what each costs.
//!
//! Nearly every word of a title can be a noun or a verb: 建设, 服务, 引领. A role costs little if the dictionary and the
//! words on either side speak for it. Which role it plays, the parse of the whole title decides.

use super::lexicon::{
    ADVERBS, BOUND_HEADS, FINISHERS, NAME_ENDS, NAME_SUFFIXES, NOUNS_OR_VERBS, PIVOTS, REPORTING, TERMS,
};
use super::piece::{Kind, Piece};
use super::token::is_modified_verb;

/// A role that a word plays in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A noun, or a part of its name.
    Noun,
    /// A word that describes the noun behind it.
    Attribute,
    /// A figure with its unit.
    Figure,
    /// 的 and its like.
    Particle,
    /// A word behind a noun that says where or when, such as 里.
    Localizer,
    /// 和 and its like.
    Conjunction,
    /// A word that opens a phrase, such as 以.
    Preposition,
    /// A word that describes the verb behind it.
    Adverb,
    /// A verb that has an object.
    Verb,
    /// A verb, an adjective or an idiom that ends its clause.
    Predicate,
}

/// What stands around a word and bears on its role.
struct Surroundings {
    /// Whether the word has one character.
    is_single: bool,
    /// Whether the word has four characters, as idioms have.
    is_four: bool,
    /// Whether an adverb of one character stands before it, such as 更.
    follows_adverb: bool,
    /// Whether it is the first word behind a mark.
    opens_segment: bool,
    /// Whether a noun stands before it.
    follows_noun: bool,
    /// Whether a noun stands behind it that isn't the end of a name.
    precedes_noun: bool,
    /// Whether a verb stands behind it.
    precedes_verb: bool,
    /// Whether a figure stands behind it.
    precedes_figure: bool,
    /// Whether a word that begins a phrase stands behind it, or a figure.
    precedes_phrase: bool,
    /// Whether a word stands behind it that describes a noun.
    precedes_attribute: bool,
}

impl Surroundings {
    /// Returns what stands around the piece `at`.
    fn of(pieces: &[Piece], at: usize) -> Self {
        let length = pieces[at].text.chars().count();
        let before = at.checked_sub(1).map(|before| &pieces[before]);
        let next = pieces.get(at + 1);
        let precedes_phrase = next.is_some_and(|next| next.given == Kind::Figure || next.starts_phrase);
        let describes =
            |next: &Piece| matches!(next.given, Kind::Attribute | Kind::Adjective | Kind::Figure) || next.text == "有";
        Self {
            is_single: length == 1,
            is_four: length == 4,
            follows_adverb: before
                .is_some_and(|before| before.given == Kind::Adverb && before.text.chars().count() == 1),
            opens_segment: before.is_none_or(|before| before.given == Kind::Mark),
            follows_noun: before.is_some_and(is_nominal),
            precedes_noun: next.is_some_and(|next| is_nominal(next) && !next.ends_name),
            precedes_verb: next.is_some_and(|next| matches!(next.given, Kind::Verb | Kind::WeakVerb)),
            precedes_figure: next.is_some_and(|next| next.given == Kind::Figure),
            precedes_phrase,
            precedes_attribute: precedes_phrase || next.is_some_and(describes),
        }
    }

    /// Returns the role of a noun. A word of one character is rarely one.
    fn noun(&self, cost: f64) -> (Role, f64) {
        (Role::Noun, if self.is_single { cost + 0.5 } else { cost })
    }
}

/// Returns the roles that the piece `at` can play, each with its cost.
pub fn roles(pieces: &[Piece], at: usize) -> Vec<(Role, f64)> {
    let piece = &pieces[at];
    let around = Surroundings::of(pieces, at);
    let mut roles = match piece.given {
        // 以案释法, 以评促建.
        Kind::Noun | Kind::Idiom | Kind::Other if around.is_four && piece.text.starts_with('以') => {
            vec![(Role::Adverb, 0.0), (Role::Predicate, 0.3), (Role::Noun, 0.8)]
        }
        Kind::Verb => roles_of_verb(piece.text, &around),
        Kind::WeakVerb | Kind::Mixed | Kind::VerbalNoun => roles_of_weak_verb(piece, &around),
        Kind::Quote | Kind::Noun | Kind::Idiom | Kind::Other => roles_of_noun(piece, &around),
        _ => roles_of_other_word(pieces, at, &around),
    };
    let precedes_name_end = precedes_name_end(pieces, at);
    let is_second = is_second_verb(pieces, at);
    let is_echo =
        around.is_single && at >= 2 && pieces[at.saturating_sub(3)..at - 1].iter().any(|p| p.text == piece.text);
    for (role, cost) in &mut roles {
        *cost += match role {
            Role::Verb if precedes_name_end && around.follows_noun => 1.9,
            Role::Verb if precedes_name_end => 0.8,
            Role::Predicate if around.precedes_figure && piece.given == Kind::Verb && !FINISHERS.has(piece.text) => {
                0.25
            }
            Role::Verb if is_second => -1.2,
            Role::Verb if is_echo => -1.6,
            Role::Noun if around.opens_segment && matches!(piece.given, Kind::WeakVerb | Kind::Mixed) => 0.7,
            Role::Noun if precedes_name_end && piece.given == Kind::Verb => -0.7,
            _ => 0.0,
        };
    }
    if ADVERBS.has(piece.text) && !matches!(piece.given, Kind::Adverb | Kind::Mark) {
        roles.push((Role::Adverb, -0.45));
    }
    let precedes_particle = pieces.get(at + 1).is_some_and(|next| next.text == "的");
    if precedes_particle
        && matches!(piece.given, Kind::Verb | Kind::WeakVerb | Kind::Mixed | Kind::VerbalNoun | Kind::Idiom)
    {
        roles.push((Role::Attribute, -0.15));
    }
    roles
}

/// Returns the roles of a word that is a verb in our lists.
fn roles_of_verb(verb: &str, around: &Surroundings) -> Vec<(Role, f64)> {
    let costs = |verb, predicate, noun| vec![(Role::Verb, verb), (Role::Predicate, predicate), around.noun(noun)];
    match verb {
        "把" | "将" => vec![(Role::Preposition, 0.0)],
        _ if FINISHERS.has(verb) => costs(0.9, -0.8, 1.2),
        _ if around.is_single => costs(0.0, 2.5, 1.2),
        _ if around.is_four && !is_modified_verb(verb) => costs(1.5, 1.05, 0.75),
        _ if REPORTING.has(verb) && around.precedes_phrase => costs(0.9, 0.0, 1.2),
        _ if PIVOTS.has(verb) => costs(0.0, 2.0, 0.9),
        _ => costs(-0.6, 0.1, 1.5),
    }
}

/// Returns the roles of a word that is a verb or a noun by the dictionary.
fn roles_of_weak_verb(piece: &Piece, around: &Surroundings) -> Vec<(Role, f64)> {
    let (verb, predicate, noun) = match piece.given {
        Kind::VerbalNoun => (1.05, 0.9, 0.6),
        _ if around.is_single => (0.3, 1.5, 0.2),
        Kind::WeakVerb if around.precedes_phrase => (0.2, 0.85, 0.5),
        Kind::Mixed => (0.4, 1.1, 0.3),
        _ => (0.8, 0.85, 0.3),
    };
    vec![(Role::Verb, verb), (Role::Predicate, predicate), around.noun(noun)]
}

/// Returns the roles of a noun, of a phrase, or of a word that the dictionary doesn't have.
fn roles_of_noun(piece: &Piece, around: &Surroundings) -> Vec<(Role, f64)> {
    let costs = |noun, predicate, verb| vec![(Role::Noun, noun), (Role::Predicate, predicate), (Role::Verb, verb)];
    let may_be_verb = NOUNS_OR_VERBS.has(piece.text);
    match piece.given {
        Kind::Idiom if piece.hanzi >= 4 => costs(0.8, -0.2, 0.7),
        Kind::Idiom => costs(0.3, 0.2, 3.0),
        // “典”亮, “新”出发.
        Kind::Other if piece.text.starts_with('“') => costs(0.5, -0.5, 0.0),
        Kind::Other if around.is_four => costs(0.1, 0.25, 2.5),
        Kind::Other => costs(0.2, 0.5, 0.8),
        Kind::Noun if may_be_verb && around.precedes_attribute => costs(0.5, 2.0, 0.0),
        Kind::Noun if may_be_verb && around.precedes_noun => costs(0.6, 2.0, 0.3),
        Kind::Noun if may_be_verb => costs(0.0, 2.0, 0.9),
        Kind::Noun if around.follows_adverb => costs(-0.15, 0.4, 3.0),
        Kind::Noun if around.is_four && !TERMS.has(piece.text) => costs(-0.15, 1.2, 3.0),
        _ => vec![(Role::Noun, 0.3)],
    }
}

/// Returns the roles of all other words.
fn roles_of_other_word(pieces: &[Piece], at: usize, around: &Surroundings) -> Vec<(Role, f64)> {
    let piece = &pieces[at];
    let follows_means = || pieces[..at].iter().rev().take(4).any(|piece| piece.text == "以");
    match (piece.given, piece.text) {
        (Kind::Adjective, _) if around.precedes_verb => vec![(Role::Adverb, 0.1), (Role::Attribute, 0.3)],
        (Kind::Adjective, _) if around.follows_adverb => vec![(Role::Predicate, 0.0), (Role::Attribute, 0.6)],
        (Kind::Adjective, _) => vec![(Role::Attribute, 0.0), (Role::Predicate, 0.7), around.noun(0.5)],
        (Kind::Attribute, _) => vec![(Role::Attribute, 0.0), around.noun(0.6)],
        (Kind::Adverb, word) if BOUND_HEADS.has(word) => vec![(Role::Adverb, 0.0), around.noun(0.1)],
        (Kind::Adverb, _) if piece.hanzi > 2 => vec![(Role::Adverb, 0.0), (Role::Attribute, 0.3)],
        (Kind::Adverb, _) => vec![(Role::Adverb, 0.0), around.noun(1.5)],
        (Kind::Preposition, "为") if follows_means() => vec![(Role::Verb, 0.0)],
        (Kind::Preposition, "为") => vec![(Role::Preposition, 0.0), (Role::Verb, 0.3)],
        (Kind::Preposition, "与") => vec![(Role::Preposition, -0.3), (Role::Conjunction, 0.15)],
        (Kind::Preposition, _) => vec![(Role::Preposition, 0.0)],
        (Kind::Conjunction, "和" | "与" | "同") => vec![(Role::Conjunction, -0.3), (Role::Preposition, 0.6)],
        (Kind::Conjunction, _) => vec![(Role::Conjunction, 0.0)],
        (Kind::Particle, "的" | "之" | "地" | "得") => vec![(Role::Particle, 0.0)],
        (Kind::Particle, _) => vec![(Role::Localizer, 0.0)],
        (Kind::Figure, _) => vec![(Role::Figure, 0.0)],
        _ => Vec::new(),
    }
}

/// Returns whether a word is the second verb of four words of two hanzi each, as in 留住乡愁传承文脉.
fn is_second_verb(pieces: &[Piece], at: usize) -> bool {
    let Some(four) = at.checked_sub(2).and_then(|start| pieces.get(start..at + 2)) else { return false };
    let ends = pieces.get(at + 2).is_none_or(|next| next.given == Kind::Mark);
    ends && is_verbal(&four[0]) && is_verbal(&four[2]) && four.iter().all(|piece| piece.text.chars().count() == 2)
}

/// Returns whether a word ends a name and hardly ever begins one.
pub fn is_name_end(word: &str) -> bool {
    let is_short = (2..=3).contains(&word.chars().count());
    BOUND_HEADS.iter().any(|head| word.starts_with(head))
        || NAME_ENDS.has(word)
        || is_short && word != "社会" && word.ends_with(NAME_SUFFIXES)
}

/// Returns whether only words that may be nouns stand between the piece `at` and the end of a name, as behind 提升 in
/// 提升改造工程.
pub fn precedes_name_end(pieces: &[Piece], at: usize) -> bool {
    let may_be_noun =
        |piece: &&Piece| matches!(piece.given, Kind::VerbalNoun | Kind::Mixed | Kind::WeakVerb | Kind::Verb);
    let next = pieces[at + 1..].iter().find(|next| next.ends_name || !may_be_noun(next));
    next.is_some_and(|next| next.ends_name)
}

/// Returns whether a word can be a verb.
pub fn is_verbal(word: &Piece) -> bool {
    matches!(word.given, Kind::Verb | Kind::WeakVerb | Kind::Mixed)
}

/// Returns whether a word is a noun and nothing else.
pub fn is_nominal(word: &Piece) -> bool {
    matches!(word.given, Kind::Noun | Kind::Quote)
}

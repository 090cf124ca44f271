//! The clauses of a title: how sure it is that one begins at a place.
//!
//! A title is a row of clauses. A clause is (preposition and phrase) (subject) verb (object), and every word can play
//! several parts in it. The cheapest parse is sought in two steps: what it costs to read a run of words as one clause, by
//! a small automaton, and then which row of clauses costs least, where clauses of one length and build are cheaper.
//! It knows nothing of lines.

use super::lexicon::{ADVERBS, BOUND_HEADS, FINISHERS, NAME_ENDS, PEOPLE, PIVOTS, REPORTING, STARTERS, TERMS};
use super::piece::{Kind, Piece, is_hanzi};

/// What each clause costs.
const CLAUSE: f64 = 1.2;
/// The most hanzi of a clause.
const MOST_HANZI: usize = 40;
/// What no parse costs.
const NEVER: f64 = 1000.0;

/// A part that a word plays in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Noun,
    Attribute,
    Figure,
    /// 的 and its like.
    Particle,
    /// A word behind a noun that says where, such as 里.
    Localizer,
    Conjunction,
    Preposition,
    Adverb,
    /// A verb that has an object.
    Verb,
    /// A verb or an adjective that ends the clause.
    Predicate,
}

/// Where in its clause a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// Before the verb.
    Subject,
    /// Behind a preposition.
    Means,
    /// Behind a verb.
    Object,
    /// Behind a verb whose object does something itself.
    Pivot,
    /// Behind a predicate.
    Ended,
}

/// What stands last in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Noun,
    /// A word that needs a noun behind it.
    Open,
    Adverb,
    /// A figure that opens its phrase.
    Count,
    /// A figure behind its noun.
    Figure,
}

/// How far a clause has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    zone: Zone,
    last: Last,
}

/// All zones.
const ZONES: [Zone; 5] = [Zone::Subject, Zone::Means, Zone::Object, Zone::Pivot, Zone::Ended];
/// All last words.
const LASTS: [Last; 6] = [Last::Nothing, Last::Noun, Last::Open, Last::Adverb, Last::Count, Last::Figure];
/// The number of states.
const STATES: usize = ZONES.len() * LASTS.len();

impl State {
    /// Returns the number of the state.
    fn number(self) -> usize {
        self.zone as usize * LASTS.len() + self.last as usize
    }

    /// Returns whether nothing of the clause has been read.
    fn is_start(self) -> bool {
        self.zone == Zone::Subject && self.last == Last::Nothing
    }

    /// Returns the state of a number.
    fn of(number: usize) -> Self {
        Self { zone: ZONES[number / LASTS.len()], last: LASTS[number % LASTS.len()] }
    }

    /// Returns the state behind a word that plays a part, and what that costs.
    fn step(self, part: Part, word: &Piece, before: Option<&Piece>) -> Option<(Self, f64)> {
        let Self { zone, last } = self;
        let to = |zone, last, cost| Some((Self { zone, last }, cost));
        match part {
            Part::Noun | Part::Attribute | Part::Figure => {
                let (zone, cost) = if zone == Zone::Ended { (Zone::Object, 2.0) } else { (zone, 0.0) };
                let is_verbal = matches!(word.given, Kind::Verb | Kind::WeakVerb | Kind::VerbalNoun);
                let opener = if self.is_start() && is_verbal && part == Part::Noun { 0.8 } else { 0.0 };
                let follower = follower_cost(zone, last, word, before) + opener;
                let last = match part {
                    Part::Noun => Last::Noun,
                    Part::Figure if last == Last::Noun && zone != Zone::Subject => Last::Figure,
                    Part::Figure => Last::Count,
                    _ => Last::Open,
                };
                to(zone, last, cost + follower)
            }
            Part::Particle => match last {
                Last::Nothing if zone == Zone::Subject || zone == Zone::Means => None,
                Last::Adverb => None,
                _ => to(if zone == Zone::Ended { Zone::Subject } else { zone }, Last::Open, 0.1),
            },
            Part::Localizer => match last {
                Last::Noun | Last::Count | Last::Figure => to(zone, Last::Noun, 0.0),
                _ => to(zone, Last::Noun, 1.5),
            },
            Part::Conjunction => match last {
                Last::Noun | Last::Count | Last::Figure => to(zone, Last::Open, 0.1),
                _ if zone == Zone::Ended => to(Zone::Subject, Last::Open, 2.0),
                Last::Nothing if zone == Zone::Object => to(Zone::Subject, Last::Adverb, 0.1),
                _ => None,
            },
            Part::Preposition => match (zone, last) {
                (Zone::Subject, Last::Nothing | Last::Noun | Last::Adverb) => to(Zone::Means, Last::Nothing, 0.0),
                (Zone::Pivot, Last::Noun) => to(Zone::Means, Last::Nothing, 0.1),
                (Zone::Object | Zone::Pivot, Last::Nothing) if "在于到向为自给".contains(word.text) => {
                    to(Zone::Object, Last::Nothing, 0.3)
                }
                (Zone::Object | Zone::Pivot, Last::Nothing) => to(Zone::Means, Last::Nothing, 0.3),
                (Zone::Means, Last::Noun | Last::Adverb) => to(Zone::Means, Last::Nothing, 0.4),
                (Zone::Ended, _) => to(Zone::Object, Last::Nothing, 1.0),
                (Zone::Object, Last::Noun) => to(Zone::Means, Last::Nothing, 1.8),
                _ => None,
            },
            Part::Adverb => match (zone, last) {
                (Zone::Subject, Last::Nothing | Last::Noun | Last::Adverb | Last::Count)
                | (Zone::Means | Zone::Pivot, Last::Noun | Last::Adverb) => to(zone, Last::Adverb, 0.0),
                (Zone::Object | Zone::Pivot, Last::Nothing | Last::Adverb) => to(zone, Last::Adverb, 1.0),
                (Zone::Object, Last::Noun | Last::Figure) => to(zone, Last::Adverb, 1.6),
                (Zone::Ended, _) => to(Zone::Object, Last::Adverb, 1.5),
                _ => None,
            },
            Part::Verb | Part::Predicate => {
                let next = match part {
                    Part::Predicate => Zone::Ended,
                    _ if PIVOTS.has(word.text) => Zone::Pivot,
                    _ => Zone::Object,
                };
                to(next, Last::Nothing, self.verb_cost(part, word))
            }
        }
    }

    /// Returns what a verb or a predicate costs here.
    fn verb_cost(self, part: Part, word: &Piece) -> f64 {
        let is_predicate = part == Part::Predicate;
        match (self.zone, self.last) {
            (_, Last::Open) => 3.0,
            (Zone::Subject, Last::Nothing) if is_predicate => 0.4,
            (Zone::Subject | Zone::Means, Last::Noun | Last::Adverb | Last::Count | Last::Figure)
            | (Zone::Subject, Last::Nothing) => 0.0,
            // “新”出发 has its object within.
            (Zone::Means, _) if word.text.starts_with('“') => 0.0,
            (Zone::Means, _) => 1.2,
            (Zone::Pivot, Last::Noun | Last::Adverb | Last::Figure | Last::Count) => 0.1,
            (Zone::Pivot, Last::Nothing) => 0.4,
            (Zone::Object, Last::Nothing) if is_predicate => 0.3,
            (Zone::Object, Last::Nothing) if word.given == Kind::WeakVerb => 0.6,
            (Zone::Object, Last::Nothing) => 1.3,
            (Zone::Object, Last::Adverb) => 0.5,
            (Zone::Object, _) if is_predicate => 1.3,
            (Zone::Object, _) => 2.0,
            (Zone::Ended, _) if is_predicate => 0.9,
            (Zone::Ended, _) => 1.8,
        }
    }

    /// Returns what it costs that the clause ends here.
    fn end_cost(self, is_all: bool) -> f64 {
        match (self.zone, self.last) {
            (Zone::Ended, _) => 0.0,
            (_, Last::Open | Last::Adverb) => 4.0,
            (Zone::Object, Last::Nothing) => 1.2,
            (Zone::Pivot, Last::Nothing) => 2.5,
            (Zone::Object, Last::Figure) => -0.4,
            (Zone::Object | Zone::Pivot, _) => 0.0,
            (Zone::Subject, _) if is_all => 0.5,
            (Zone::Subject, _) => 1.6,
            (Zone::Means, _) => 2.2,
        }
    }
}

/// Returns what it costs that a noun or a word before one follows what stands last.
fn follower_cost(zone: Zone, last: Last, word: &Piece, before: Option<&Piece>) -> f64 {
    let is_object = matches!(zone, Zone::Object | Zone::Pivot);
    let starts = starts_phrase(word);
    let is_bound = is_name_end(word.text);
    match last {
        Last::Nothing | Last::Open => 0.0,
        Last::Noun | Last::Count if starts && is_object => 1.2,
        Last::Noun if PEOPLE.has(word.text) && is_object => 0.4,
        Last::Noun if is_bound => 0.1,
        Last::Noun if before.is_some_and(|before| before.given == Kind::Quote) && is_object => 0.5,
        Last::Noun if before.is_some_and(|before| BOUND_HEADS.has(before.text)) => 0.4,
        Last::Noun => 0.1,
        Last::Count => 0.0,
        Last::Adverb if word.given == Kind::Figure => 0.3,
        Last::Adverb => 2.0,
        Last::Figure if is_object => 1.2,
        Last::Figure => 0.2,
    }
}

/// Returns whether a word is the second verb of four words of two hanzi each: 留住乡愁传承文脉.
fn is_quad(pieces: &[Piece], at: usize) -> bool {
    at >= 2
        && at + 2 <= pieces.len()
        && is_verbal(&pieces[at - 2])
        && is_verbal(&pieces[at])
        && pieces.get(at + 2).is_none_or(|next| next.given == Kind::Mark)
        && pieces[at - 2..at + 2].iter().all(|piece| piece.text.chars().count() == 2)
}

/// Returns whether 以 stands shortly before a word.
fn follows_means(pieces: &[Piece], at: usize) -> bool {
    pieces[..at].iter().rev().take(4).any(|piece| piece.text == "以")
}

/// Returns whether a word ends a name and hardly ever begins one.
pub fn is_name_end(word: &str) -> bool {
    let is_short = (2..=3).contains(&word.chars().count());
    BOUND_HEADS.iter().any(|head| word.starts_with(head))
        || NAME_ENDS.has(word)
        || is_short && word != "社会" && word.ends_with(['会', '班', '组', '队', '月', '周', '奖'])
}

/// Returns whether words that are verbs or nouns lead to the end of a name, as 提升 does in 提升改造工程.
pub fn precedes_head(pieces: &[Piece], at: usize) -> bool {
    let is_head = |piece: &Piece| is_name_end(piece.text);
    let mut behind = pieces[at + 1..].iter();
    let next = behind.find(|next| is_head(next) || !matches!(next.given, Kind::VerbalNoun | Kind::WeakVerb | Kind::Verb));
    next.is_some_and(is_head)
}

/// Returns the parts that a word can play, each with its cost.
fn parts(pieces: &[Piece], at: usize) -> Vec<(Part, f64)> {
    let piece = &pieces[at];
    let is_single = piece.text.chars().count() == 1;
    let is_four = piece.text.chars().count() == 4;
    let follows_adverb = at > 0 && pieces[at - 1].given == Kind::Adverb && pieces[at - 1].text.chars().count() == 1;
    let opens_segment = at == 0 || pieces[at - 1].given == Kind::Mark;
    let precedes_particle = pieces.get(at + 1).is_some_and(|next| next.text == "的");
    let precedes_attribute = pieces.get(at + 1).is_some_and(|next| {
        starts_phrase(next) || next.text == "有" || matches!(next.given, Kind::Attribute | Kind::Adjective | Kind::Figure)
    });
    let follows_means = follows_means(pieces, at);
    let precedes_phrase = pieces.get(at + 1).is_some_and(|next| next.given == Kind::Figure || starts_phrase(next));
    let noun = |cost: f64| (Part::Noun, if is_single { cost + 0.8 } else { cost });
    let mut parts = match piece.given {
        Kind::Quote => vec![(Part::Noun, 0.0)],
        Kind::Noun if ["建设", "服务", "发展"].contains(&piece.text) && precedes_attribute => {
            vec![(Part::Noun, 0.5), (Part::Verb, 0.0)]
        }
        Kind::Noun if ["建设", "服务", "发展"].contains(&piece.text) => {
            vec![(Part::Noun, 0.0), (Part::Verb, 0.9)]
        }
        Kind::Noun if follows_adverb => vec![(Part::Noun, 0.0), (Part::Predicate, 0.4)],
        Kind::Noun if is_four && !TERMS.has(piece.text) => vec![(Part::Noun, 0.0), (Part::Predicate, 0.6)],
        Kind::Noun => vec![(Part::Noun, 0.0)],
        Kind::Idiom if is_four => vec![(Part::Noun, 0.2), (Part::Predicate, 0.1), (Part::Verb, 1.0)],
        Kind::Idiom => vec![(Part::Noun, 0.0), (Part::Predicate, 0.6)],
        Kind::Other if piece.text.starts_with('“') => vec![(Part::Noun, 0.2), (Part::Predicate, -0.5), (Part::Verb, 0.0)],
        Kind::Other if is_four => vec![(Part::Noun, 0.1), (Part::Predicate, 0.4), (Part::Verb, 1.2)],
        Kind::Other => vec![(Part::Noun, 0.2), (Part::Predicate, 0.5), (Part::Verb, 0.8)],
        Kind::VerbalNoun => vec![(Part::Noun, 0.0), (Part::Verb, 0.9), (Part::Predicate, 0.9)],
        Kind::WeakVerb if is_single => vec![(Part::Verb, 0.4), noun(0.3), (Part::Predicate, 1.5)],
        Kind::WeakVerb => vec![(Part::Verb, 0.4), noun(0.3), (Part::Predicate, 0.8)],
        Kind::Verb if FINISHERS.has(piece.text) => vec![(Part::Predicate, 0.0), (Part::Verb, 0.3), noun(1.2)],
        Kind::Verb if ["把", "将"].contains(&piece.text) => vec![(Part::Preposition, 0.0)],
        Kind::Verb if is_single => vec![(Part::Verb, 0.0), (Part::Predicate, 2.5), noun(1.5)],
        Kind::Verb if is_four => vec![(Part::Predicate, 0.0), (Part::Verb, 1.5), noun(1.2)],
        Kind::Verb if REPORTING.has(piece.text) && precedes_phrase => {
            vec![(Part::Verb, 0.0), (Part::Predicate, 0.3), noun(1.2)]
        }
        Kind::Verb if PIVOTS.has(piece.text) => vec![(Part::Verb, 0.0), (Part::Predicate, 2.0), noun(1.2)],
        Kind::Verb => vec![(Part::Verb, 0.0), (Part::Predicate, 0.7), noun(1.2)],
        Kind::Adjective if follows_adverb => vec![(Part::Predicate, 0.0), (Part::Attribute, 0.6)],
        Kind::Adjective => vec![(Part::Attribute, 0.0), (Part::Predicate, 0.7), noun(0.5)],
        Kind::Attribute => vec![(Part::Attribute, 0.0), noun(0.6)],
        Kind::Adverb if BOUND_HEADS.has(piece.text) => vec![(Part::Adverb, 0.0), noun(0.1)],
        Kind::Adverb => vec![(Part::Adverb, 0.0), noun(1.5)],
        Kind::Preposition if piece.text == "为" => vec![(Part::Preposition, 0.0), (Part::Verb, if follows_means { 0.0 } else { 0.3 })],
        Kind::Preposition if piece.text == "与" => vec![(Part::Preposition, 0.0), (Part::Conjunction, 0.15)],
        Kind::Preposition => vec![(Part::Preposition, 0.0)],
        Kind::Conjunction if ["和", "与", "同"].contains(&piece.text) => {
            vec![(Part::Conjunction, 0.0), (Part::Preposition, 0.3)]
        }
        Kind::Conjunction => vec![(Part::Conjunction, 0.0)],
        Kind::Particle if ["的", "之", "地", "得"].contains(&piece.text) => vec![(Part::Particle, 0.0)],
        Kind::Particle => vec![(Part::Localizer, 0.0)],
        Kind::Figure => vec![(Part::Figure, 0.0)],
        Kind::Mark => vec![],
    };
    let precedes_head = precedes_head(pieces, at);
    let is_echo = is_single && (at >= 2 && pieces[at - 2].text == piece.text || at >= 3 && pieces[at - 3].text == piece.text);
    for (part, cost) in &mut parts {
        match part {
            Part::Verb if precedes_head => *cost += 0.8,
            Part::Verb if is_quad(pieces, at) => *cost -= 1.2,
            Part::Verb if is_echo => *cost -= 1.6,
            Part::Noun if opens_segment && piece.given == Kind::WeakVerb => *cost += 0.4,
            Part::Noun if precedes_head && piece.given == Kind::Verb => *cost -= 0.7,
            _ => {}
        }
    }
    if ADVERBS.has(piece.text) && !matches!(piece.given, Kind::Adverb | Kind::Mark) {
        parts.push((Part::Adverb, 0.0));
    }
    if precedes_particle && matches!(piece.given, Kind::Verb | Kind::WeakVerb | Kind::VerbalNoun | Kind::Idiom) {
        parts.push((Part::Attribute, 0.0));
    }
    parts
}

/// A run of words read as one clause.
#[derive(Clone, Copy)]
struct Clause {
    cost: f64,
    /// How many hanzi stand before the first verb; all of them if there is none.
    verb_at: usize,
    /// How many hanzi it has.
    hanzi: usize,
}

/// Returns for each end behind `start` what it costs to read the pieces up to there as one clause.
fn clauses_from(pieces: &[Piece], start: usize, end: usize, is_first: bool) -> Vec<Clause> {
    let none = (NEVER, usize::MAX);
    let mut states = [none; STATES];
    states[State { zone: Zone::Subject, last: Last::Nothing }.number()] = (0.0, usize::MAX);
    let mut hanzi = 0;
    let opening = opening_cost(pieces, start);
    let mut clauses = Vec::new();
    for at in start..end {
        let before = (at > start).then(|| &pieces[at - 1]);
        let mut next = [none; STATES];
        for (part, part_cost) in parts(pieces, at) {
            for (number, (cost, verb_at)) in states.iter().enumerate().filter(|(_, state)| state.0 < NEVER) {
                let Some((state, step)) = State::of(number).step(part, &pieces[at], before) else { continue };
                let opens = matches!(part, Part::Verb | Part::Predicate | Part::Adverb | Part::Preposition);
                let is_verb = opens && *verb_at == usize::MAX;
                let verb_at = if is_verb { hanzi } else { *verb_at };
                let cost = cost + step + part_cost;
                if cost < next[state.number()].0 {
                    next[state.number()] = (cost, verb_at);
                }
            }
        }
        states = next;
        hanzi += pieces[at].text.chars().filter(|c| is_hanzi(*c)).count();
        let is_all = at + 1 == end && is_first;
        let ends = states.iter().enumerate();
        let ends = ends.map(|(number, (cost, verb))| (cost + State::of(number).end_cost(is_all), *verb));
        let (cost, verb_at) = ends.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(none);
        clauses.push(Clause { cost: cost + opening + length_cost(hanzi), verb_at: verb_at.min(hanzi), hanzi });
        if hanzi > MOST_HANZI {
            break;
        }
    }
    clauses
}

/// Returns what it costs that a clause begins here, by the words on either side.
fn opening_cost(pieces: &[Piece], at: usize) -> f64 {
    let Some(before) = at.checked_sub(1).map(|before| &pieces[before]) else { return 0.0 };
    if before.given == Kind::Mark {
        return 0.0;
    }
    let piece = &pieces[at];
    let is_bound = is_name_end(piece.text) && piece.given != Kind::Verb;
    if is_bound {
        return 2.0;
    }
    if piece.text == "与" {
        return 0.8;
    }
    let is_nested = at > 1 && is_verbal(&pieces[at - 2]) && is_nominal(before);
    if is_nested && is_nominal(piece) && pieces.get(at + 1).is_some_and(is_verbal) {
        return 0.6;
    }
    if piece.given == Kind::Figure && !starts_phrase(piece) && is_nominal(before) {
        return 0.6;
    }
    if ["让", "把", "以", "用", "从", "为"].contains(&piece.text) && !(piece.text == "为" && follows_means(pieces, at)) {
        return -0.4;
    }
    if starts_phrase(piece) { -0.3 } else { 0.0 }
}

/// Returns whether a word can be a verb.
fn is_verbal(word: &Piece) -> bool {
    matches!(word.given, Kind::Verb | Kind::WeakVerb)
}

/// Returns whether a word is a noun and nothing else.
fn is_nominal(word: &Piece) -> bool {
    matches!(word.given, Kind::Noun | Kind::Quote)
}

/// Returns whether a word begins a phrase of its own, as 全省 and 2022年 do.
fn starts_phrase(word: &Piece) -> bool {
    STARTERS.iter().any(|starter| word.text.starts_with(starter))
        || word.given == Kind::Figure && word.text.contains('年')
}

/// Returns what the length of a clause costs.
fn length_cost(hanzi: usize) -> f64 {
    match hanzi {
        0..=3 => 1.8,
        4 => 0.7,
        5..=14 => 0.0,
        _ => 0.1 * (hanzi - 14) as f64,
    }
}

/// Returns what two clauses gain beside one another because they are built alike.
fn pair_gain(pieces: &[Piece], first: (usize, Clause), second: (usize, Clause)) -> f64 {
    let ((at, first), (next, second)) = (first, second);
    let difference = first.hanzi.abs_diff(second.hanzi);
    let is_echo = pieces[at].text == pieces[next].text;
    let echo = if is_echo { 1.5 } else { 0.0 };
    let build = match (first.verb_at, second.verb_at) {
        (0, 0) => 0.4,
        (0, _) => -0.6,
        (_, 0) => 0.0,
        _ => 0.1,
    };
    build + echo + match difference {
        0 if first.verb_at == second.verb_at && first.verb_at < first.hanzi => 1.4,
        0 => 0.7,
        1 => 0.4,
        2 => 0.2,
        _ => 0.0,
    }
}

/// Returns the parts that the words of a clause play in its cheapest reading.
fn parts_of_clause(pieces: &[Piece], start: usize, end: usize, is_all: bool) -> Vec<Part> {
    let none: (f64, Vec<Part>) = (NEVER, Vec::new());
    let mut states = vec![none.clone(); STATES];
    states[State { zone: Zone::Subject, last: Last::Nothing }.number()].0 = 0.0;
    for at in start..end {
        let before = (at > start).then(|| &pieces[at - 1]);
        let mut next = vec![none.clone(); STATES];
        for (part, part_cost) in parts(pieces, at) {
            for (number, (cost, path)) in states.iter().enumerate().filter(|(_, state)| state.0 < NEVER) {
                let Some((state, step)) = State::of(number).step(part, &pieces[at], before) else { continue };
                let cost = cost + step + part_cost;
                if cost < next[state.number()].0 {
                    let path = path.iter().copied().chain([part]).collect();
                    next[state.number()] = (cost, path);
                }
            }
        }
        states = next;
    }
    let ends = states.into_iter().enumerate().map(|(number, (cost, path))| (cost + State::of(number).end_cost(is_all), path));
    ends.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, path)| path).unwrap_or_default()
}

/// Returns for each piece how much cheaper the best parse is in which a clause begins there than the best in which none
/// does. It is negative where none begins. It is 0 behind marks and at the start.
pub fn clause_margins(pieces: &[Piece]) -> Vec<f64> {
    let mut margins = vec![0.0; pieces.len()];
    for (start, end) in segments(pieces) {
        segment_margins(pieces, start, end, &mut margins);
    }
    margins
}

fn segments(pieces: &[Piece]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut segments = Vec::new();
    for end in 0..=pieces.len() {
        if end == pieces.len() || pieces[end].given == Kind::Mark || pieces[end].text == "关于" {
            if start < end {
                segments.push((start, end));
            }
            start = end + 1;
        }
    }
    segments
}

/// Says what each word does in the best parse.
pub fn decide_kinds(pieces: &mut [Piece]) {
    let is_about = pieces.first().is_some_and(|piece| piece.text == "关于");
    let margins = clause_margins(pieces);
    for (start, end) in segments(pieces) {
        let mut begins: Vec<usize> = (start + 1..end).filter(|at| margins[*at] > 0.0 && !is_about).collect();
        begins.insert(0, start);
        begins.push(end);
        for clause in begins.windows(2) {
            let parts = parts_of_clause(pieces, clause[0], clause[1], begins.len() == 2);
            for (at, part) in (clause[0]..clause[1]).zip(parts) {
                let piece = &mut pieces[at];
                piece.kind = match (part, piece.given) {
                    (Part::Noun, Kind::Verb | Kind::WeakVerb | Kind::VerbalNoun) => Kind::VerbalNoun,
                    (Part::Noun, Kind::Quote | Kind::Other) => piece.given,
                    (Part::Noun, _) => Kind::Noun,
                    (Part::Attribute, Kind::Verb | Kind::WeakVerb | Kind::VerbalNoun) => Kind::VerbalNoun,
                    (Part::Attribute, _) => Kind::Attribute,
                    (Part::Figure, _) => Kind::Figure,
                    (Part::Particle | Part::Localizer, _) => Kind::Particle,
                    (Part::Conjunction, _) => Kind::Conjunction,
                    (Part::Preposition, _) => Kind::Preposition,
                    (Part::Adverb, _) => Kind::Adverb,
                    (Part::Verb | Part::Predicate, _) => Kind::Verb,
                };
            }
        }
    }
}

/// Works out the margins of the pieces between two marks.
fn segment_margins(pieces: &[Piece], start: usize, end: usize, margins: &mut [f64]) {
    let length = end.saturating_sub(start);
    if length < 2 {
        return;
    }
    let table: Vec<_> = (start..end).map(|from| clauses_from(pieces, from, end, from == start)).collect();
    let clause = |from: usize, to: usize| table[from].get(to - from - 1).filter(|clause| clause.cost < NEVER).copied();
    let mut forward = vec![vec![NEVER; length + 1]; length];
    let mut backward = vec![vec![NEVER; length + 1]; length];
    for to in 1..=length {
        for from in 0..to {
            let Some(own) = clause(from, to) else { continue };
            let before = (0..from).filter_map(|first| {
                let gain = pair_gain(pieces, (start + first, clause(first, from)?), (start + from, own));
                Some(forward[first][from] - gain)
            });
            let before = if from == 0 { 0.0 } else { before.fold(NEVER, f64::min) };
            forward[from][to] = before + own.cost + CLAUSE;
        }
    }
    for from in (0..length).rev() {
        for to in from + 1..=length {
            let Some(own) = clause(from, to) else { continue };
            let behind = (to + 1..=length).filter_map(|second| {
                let next = clause(to, second)?;
                let gain = pair_gain(pieces, (start + from, own), (start + to, next));
                Some(next.cost + CLAUSE - gain + backward[to][second])
            });
            backward[from][to] = if to == length { 0.0 } else { behind.fold(NEVER, f64::min) };
        }
    }
    for at in 1..length {
        let mut with = NEVER;
        let mut without = NEVER;
        for from in 0..length {
            for to in from + 1..=length {
                let cost = forward[from][to] + backward[from][to];
                if to == at {
                    with = with.min(cost);
                } else if from < at && at < to {
                    without = without.min(cost);
                }
            }
        }
        margins[start + at] = without.min(NEVER) - with.min(NEVER);
    }
}

//! What it costs to read a run of words as one clause: (preposition and phrase) (subject) verb (object).
//!
//! A small automaton reads the words. It is in one state for each zone of the clause and each thing that may stand last
//! in it.

use super::lexicon::{ACTORS, BOUND_HEADS, PIVOTS};
use super::piece::{Kind, Piece};
use super::role::Role;

/// The most hanzi of a clause.
const MOST_HANZI: usize = 40;
/// What a reading costs that isn't possible.
pub const NEVER: f64 = 1000.0;

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
    /// Nothing yet.
    Nothing,
    /// A noun.
    Noun,
    /// A word that needs a noun behind it.
    Open,
    /// An adverb.
    Adverb,
    /// A figure that opens its phrase.
    Count,
    /// A figure behind its noun.
    Figure,
}

/// How far a clause has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// The zone.
    zone: Zone,
    /// What stands last in it.
    last: Last,
}

/// All zones, in the order of their numbers.
const ZONES: [Zone; 5] = [Zone::Subject, Zone::Means, Zone::Object, Zone::Pivot, Zone::Ended];
/// All that may stand last, in the order of their numbers.
const LASTS: [Last; 6] = [Last::Nothing, Last::Noun, Last::Open, Last::Adverb, Last::Count, Last::Figure];

impl State {
    /// How many states there are.
    const COUNT: usize = ZONES.len() * LASTS.len();
    /// Nothing has been read.
    const START: Self = Self { zone: Zone::Subject, last: Last::Nothing };

    /// Returns the number of the state.
    fn number(self) -> usize {
        self.zone as usize * LASTS.len() + self.last as usize
    }

    /// Returns the state of a number.
    fn of(number: usize) -> Self {
        Self { zone: ZONES[number / LASTS.len()], last: LASTS[number % LASTS.len()] }
    }

    /// Returns the state behind a word that plays a role, and what that costs, if it can stand here.
    fn step(self, role: Role, word: &Piece, before: Option<&Piece>) -> Option<(Self, f64)> {
        let (zone, last, cost) = match role {
            Role::Noun | Role::Attribute | Role::Figure => self.step_noun(role, word, before),
            Role::Particle => self.step_particle()?,
            Role::Localizer if matches!(self.last, Last::Noun | Last::Count | Last::Figure) => {
                (self.zone, Last::Noun, 0.5)
            }
            Role::Localizer => (self.zone, Last::Noun, 1.0),
            Role::Conjunction => self.step_conjunction()?,
            Role::Preposition => self.step_preposition(word)?,
            Role::Adverb => self.step_adverb()?,
            Role::Predicate => (Zone::Ended, Last::Nothing, self.predicate_cost()),
            Role::Verb if PIVOTS.has(word.text) => (Zone::Pivot, Last::Nothing, self.verb_cost(word)),
            Role::Verb => (Zone::Object, Last::Nothing, self.verb_cost(word)),
        };
        Some((Self { zone, last }, cost))
    }

    /// Reads a noun or what stands before one.
    fn step_noun(self, role: Role, word: &Piece, before: Option<&Piece>) -> (Zone, Last, f64) {
        let (zone, ended) = if self.zone == Zone::Ended { (Zone::Object, 2.0) } else { (self.zone, 0.0) };
        let may_be_verb = matches!(word.given, Kind::Verb | Kind::WeakVerb | Kind::Mixed | Kind::VerbalNoun);
        // A verb that begins a clause is seldom a noun.
        let opening = if self == Self::START && may_be_verb && role == Role::Noun { 0.6 } else { 0.0 };
        let last = match role {
            Role::Noun => Last::Noun,
            Role::Figure if self.last == Last::Noun && zone != Zone::Subject => Last::Figure,
            Role::Figure => Last::Count,
            _ => Last::Open,
        };
        (zone, last, ended + opening + Self { zone, last: self.last }.noun_cost(word, before))
    }

    /// Returns what it costs that a noun, or a word before one, follows what stands last.
    fn noun_cost(self, word: &Piece, before: Option<&Piece>) -> f64 {
        let is_object = matches!(self.zone, Zone::Object | Zone::Pivot);
        let follows_quote = before.is_some_and(|before| before.given == Kind::Quote);
        let follows_end = before.is_some_and(|before| BOUND_HEADS.has(before.text));
        match self.last {
            Last::Nothing | Last::Open => 0.0,
            Last::Noun | Last::Count if word.starts_phrase && is_object => 0.9,
            Last::Noun if ACTORS.has(word.text) && is_object => 1.0,
            Last::Noun if word.ends_name => -0.5,
            Last::Noun if follows_quote && is_object => 0.65,
            Last::Noun if follows_end => 0.7,
            Last::Noun => 0.1,
            Last::Count => 0.3,
            Last::Adverb if word.given == Kind::Figure => 0.3,
            Last::Adverb => 2.3,
            Last::Figure if is_object => 1.5,
            Last::Figure => 0.2,
        }
    }

    /// Reads 的.
    fn step_particle(self) -> Option<(Zone, Last, f64)> {
        match (self.zone, self.last) {
            (Zone::Subject | Zone::Means, Last::Nothing) | (_, Last::Adverb) => None,
            (Zone::Ended, _) => Some((Zone::Subject, Last::Open, 0.1)),
            (zone, _) => Some((zone, Last::Open, 0.1)),
        }
    }

    /// Reads 和.
    fn step_conjunction(self) -> Option<(Zone, Last, f64)> {
        match (self.zone, self.last) {
            (zone, Last::Noun | Last::Count | Last::Figure) => Some((zone, Last::Open, 0.1)),
            (Zone::Ended, _) => Some((Zone::Subject, Last::Open, 2.0)),
            // 加强和改进: another verb follows.
            (Zone::Object, Last::Nothing) => Some((Zone::Subject, Last::Adverb, 0.1)),
            _ => None,
        }
    }

    /// Reads a preposition.
    fn step_preposition(self, word: &Piece) -> Option<(Zone, Last, f64)> {
        let (zone, cost) = match (self.zone, self.last) {
            (Zone::Subject, Last::Noun) if word.text == "与" => (Zone::Means, 0.8),
            (Zone::Subject, Last::Nothing | Last::Noun | Last::Adverb) => (Zone::Means, 0.45),
            (Zone::Pivot, Last::Noun) => (Zone::Means, 0.1),
            // 建在 and 送到 have an object.
            (Zone::Object | Zone::Pivot, Last::Nothing) if "在于到向为自给".contains(word.text) => {
                (Zone::Object, 0.3)
            }
            (Zone::Object | Zone::Pivot, Last::Nothing) => (Zone::Means, 0.3),
            (Zone::Means, Last::Noun | Last::Adverb) => (Zone::Means, 0.55),
            (Zone::Ended, _) => (Zone::Object, 1.0),
            (Zone::Object, Last::Noun) => (Zone::Means, 1.5),
            _ => return None,
        };
        Some((zone, Last::Nothing, cost))
    }

    /// Reads an adverb.
    fn step_adverb(self) -> Option<(Zone, Last, f64)> {
        let (zone, cost) = match (self.zone, self.last) {
            (Zone::Subject, Last::Nothing | Last::Noun | Last::Adverb | Last::Count)
            | (Zone::Means | Zone::Pivot, Last::Noun | Last::Adverb) => (self.zone, -0.3),
            (Zone::Object | Zone::Pivot, Last::Nothing | Last::Adverb) => (self.zone, 1.0),
            (Zone::Object, Last::Noun | Last::Figure) => (self.zone, 1.45),
            (Zone::Ended, _) => (Zone::Object, 1.5),
            _ => return None,
        };
        Some((zone, Last::Adverb, cost))
    }

    /// Returns what a verb with an object costs here.
    fn verb_cost(self, word: &Piece) -> f64 {
        match (self.zone, self.last) {
            (_, Last::Open) => 3.0,
            (Zone::Subject, _) | (Zone::Means, Last::Noun | Last::Adverb | Last::Count | Last::Figure) => 0.0,
            (Zone::Means, _) => 1.2,
            (Zone::Pivot, Last::Nothing) => 0.4,
            (Zone::Pivot, _) => 0.45,
            (Zone::Object, Last::Nothing) if matches!(word.given, Kind::WeakVerb | Kind::Mixed) => 0.6,
            (Zone::Object, Last::Nothing) => 1.15,
            (Zone::Object, Last::Adverb) => 0.5,
            (Zone::Object, _) => 1.7,
            (Zone::Ended, _) => 1.8,
        }
    }

    /// Returns what a predicate costs here.
    fn predicate_cost(self) -> f64 {
        match (self.zone, self.last) {
            (_, Last::Open) => 3.0,
            (Zone::Subject, Last::Nothing) => 0.7,
            (Zone::Subject, _) | (Zone::Means, Last::Noun | Last::Adverb | Last::Count | Last::Figure) => 0.0,
            (Zone::Means, _) => 0.1,
            (Zone::Pivot, Last::Nothing) => 0.4,
            (Zone::Pivot, _) => -0.2,
            (Zone::Object, Last::Nothing) => 0.0,
            (Zone::Object, Last::Adverb) => 0.5,
            (Zone::Object, _) => 1.6,
            (Zone::Ended, _) => 0.9,
        }
    }

    /// Returns what it costs that the clause ends here. `is_all` says that it is all between two marks.
    fn end_cost(self, is_all: bool) -> f64 {
        match (self.zone, self.last) {
            (Zone::Ended, _) => 0.15,
            (_, Last::Open | Last::Adverb) => 4.0,
            (Zone::Object, Last::Nothing) => 0.6,
            (Zone::Pivot, Last::Nothing) => 2.5,
            (Zone::Object, Last::Figure) => -0.25,
            (Zone::Object | Zone::Pivot, _) => 0.0,
            (Zone::Subject, _) if is_all => 0.35,
            (Zone::Subject, _) => 1.9,
            (Zone::Means, _) => 2.2,
        }
    }
}

/// The last step of the cheapest way to read words up to a state.
#[derive(Clone, Copy)]
struct Step {
    /// What the way costs.
    cost: f64,
    /// How many hanzi stand before the verb with its adverb or preposition, if it has been read.
    verb_at: Option<usize>,
    /// How many hanzi the phrase of nouns has that is being read.
    phrase: usize,
    /// The role of the last word.
    role: Role,
    /// The number of the state before it.
    from: usize,
}

/// The roles that a word can play, each with its cost.
pub type Roles = Vec<(Role, f64)>;
/// The steps to each state, by the number of the state.
type Steps = [Option<Step>; State::COUNT];

/// A run of words read as one clause.
#[derive(Debug, Clone)]
pub struct Clause {
    /// What it costs.
    pub cost: f64,
    /// How many hanzi stand before the verb with its adverb or preposition. All of them if there is none.
    pub verb_at: usize,
    /// How many hanzi it has.
    pub hanzi: usize,
    /// The number of its last state.
    state: usize,
}

/// The clauses that begin with one word, one for each end.
pub struct Clauses {
    /// The steps behind each word.
    steps: Vec<Steps>,
    /// What each costs, or `None` where the words are no clause.
    clauses: Vec<Option<Clause>>,
}

impl Clauses {
    /// Reads the pieces from `start` to `end`, each with the roles that it can play. `is_first` says that no clause stands
    /// before them in the same segment.
    pub fn new(pieces: &[Piece], roles: &[Roles], start: usize, end: usize, is_first: bool) -> Self {
        let mut read = Self { steps: Vec::new(), clauses: Vec::new() };
        let mut hanzi = 0;
        for at in start..end {
            let steps = read.next_steps(&pieces[..=at], &roles[at], at > start, hanzi);
            hanzi += pieces[at].hanzi;
            let is_all = is_first && at + 1 == end;
            let ends = steps.iter().enumerate().filter_map(|(state, step)| {
                let step = step.as_ref()?;
                let verb_at = step.verb_at.unwrap_or(hanzi);
                let last = State::of(state);
                let object = if last.zone == Zone::Object || last.zone == Zone::Pivot {
                    object_rhythm(step.phrase)
                } else {
                    0.0
                };
                let cost = step.cost + last.end_cost(is_all) + object + length_cost(hanzi) + subject_cost(verb_at);
                Some(Clause { cost, verb_at, hanzi, state })
            });
            read.clauses.push(ends.min_by(|a, b| a.cost.total_cmp(&b.cost)));
            read.steps.push(steps);
            if hanzi > MOST_HANZI {
                break;
            }
        }
        read
    }

    /// Returns the clause that the next words make up, or nothing if they are no clause.
    pub fn get(&self, words: usize) -> Option<&Clause> {
        self.clauses.get(words.checked_sub(1)?)?.as_ref()
    }

    /// Returns the role of each word in the clause that the next words make up.
    pub fn roles(&self, words: usize) -> Vec<Role> {
        let Some(clause) = self.get(words) else { return Vec::new() };
        let mut state = clause.state;
        let mut roles: Vec<_> = (0..words)
            .rev()
            .map_while(|word| {
                let step = self.steps[word][state]?;
                state = step.from;
                Some(step.role)
            })
            .collect();
        roles.reverse();
        roles
    }

    /// Reads the last of the pieces. `hanzi` stand before it in the clause.
    fn next_steps(&self, pieces: &[Piece], roles: &Roles, has_before: bool, hanzi: usize) -> Steps {
        let word = &pieces[pieces.len() - 1];
        let before = has_before.then(|| &pieces[pieces.len() - 2]);
        let mut next: Steps = [None; State::COUNT];
        for &(role, role_cost) in roles {
            let opens_verb = matches!(role, Role::Verb | Role::Predicate | Role::Adverb | Role::Preposition);
            let mut take = |from: usize, before_it: Option<&Step>| {
                let state = State::of(from);
                let Some((to, step)) = state.step(role, word, before) else { return };
                let (cost, verb_at, phrase) =
                    before_it.map_or((0.0, None, 0), |step| (step.cost, step.verb_at, step.phrase));
                let ends_subject = matches!(role, Role::Verb | Role::Predicate | Role::Adverb) && phrase > 0;
                let rhythm = match state.zone {
                    Zone::Subject if ends_subject => subject_rhythm(phrase),
                    Zone::Object | Zone::Pivot if ends_subject => object_rhythm(phrase),
                    _ => 0.0,
                };
                let cost = cost + step + role_cost + rhythm;
                let slot = &mut next[to.number()];
                if slot.is_none_or(|other| cost < other.cost) {
                    let phrase = if opens_verb { 0 } else { phrase + word.hanzi };
                    *slot = Some(Step { cost, verb_at: verb_at.or(opens_verb.then_some(hanzi)), phrase, role, from });
                }
            };
            match self.steps.last() {
                None => take(State::START.number(), None),
                Some(steps) => {
                    for (from, step) in steps.iter().enumerate() {
                        step.iter().for_each(|step| take(from, Some(step)));
                    }
                }
            }
        }
        next
    }
}

/// Returns what the length of a clause costs. Clauses of titles have from five to fourteen hanzi.
fn length_cost(hanzi: usize) -> f64 {
    match hanzi {
        0..=3 => 1.8,
        4 => 1.0,
        5..=14 => 0.0,
        _ => 0.1 * (hanzi - 14) as f64,
    }
}

/// Returns what the length of a subject costs. One of more than eight hanzi probably has a verb in it.
fn subject_cost(hanzi: usize) -> f64 {
    0.1 * hanzi.saturating_sub(8) as f64
}

/// Returns the cost of an object by its number of hanzi. 走进农家小院 has a better rhythm than 走进农家.
fn object_rhythm(hanzi: usize) -> f64 {
    match hanzi {
        0..=2 => 0.2,
        3 => -0.2,
        4 => -0.2,
        5 => -0.2,
        6 => -0.1,
        _ => 0.0,
    }
}

/// Returns the cost of a subject by its number of hanzi.
fn subject_rhythm(hanzi: usize) -> f64 {
    match hanzi {
        0..=2 => 0.2,
        3 => 0.4,
        4 => -0.2,
        5 => 0.1,
        6 => 0.2,
        _ => 0.0,
    }
}

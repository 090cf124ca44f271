//! What it costs to part two neighbouring pieces of a title, by what stands on either side.
//!
//! It finds the reasons. What each costs stands in `reason`. It knows nothing of lines.

use super::context::{Context, ends_pair, is_noun, opens_clause};
use super::lexicon::{FINISHERS, HEADS, NAME_SUFFIXES, OFFICES, PEOPLE, PIVOTS, REPORTING, STARTERS, TERMS, VERBS};
use super::piece::{Kind, Piece, is_hanzi, width};
use super::reason::Reason;
use super::role::precedes_name_end;

/// Marks and words that never begin a line.
const NEVER_FIRST: &str = "，。、；：？！）》】”’」〕〉…·～%％‰的之等了着地得者们性";
/// Marks that never end a line.
const NEVER_LAST: &str = "（《【“‘「〔〈·";
/// A part beside a colon that is narrower than this in em stays with the other part.
const SHORT_PART_EM: f64 = 6.0;
/// What stands nearer to a mark than this in em is near it.
const NEAR_EM: f64 = 3.5;
/// What stands nearer to the word that opens its clause than this in em is near it, that word included.
const NEAR_OPENER_EM: f64 = 4.5;
/// What stands nearer to 的 than this in em is near it.
const NEAR_PARTICLE_EM: f64 = 2.5;

/// Returns the reasons for and against a break before the piece `at`, or `None` if no line may break there.
pub fn reasons(pieces: &[Piece], at: usize) -> Option<Vec<Reason>> {
    let (before, after) = (&pieces[at - 1], &pieces[at]);
    let (last, first) = (before.text.chars().next_back()?, after.text.chars().next()?);
    let is_word = after.kind != Kind::Mark && after.text.chars().count() > 1 && after.text.chars().all(is_hanzi);
    if NEVER_LAST.contains(last) || NEVER_FIRST.contains(first) && !is_word {
        return None;
    }
    if before.text == "——" || after.kind == Kind::Particle {
        return None;
    }
    if after.kind == Kind::Conjunction && before.kind == Kind::Mark {
        return None;
    }
    let mut reasons = Vec::new();
    if is_quoted(&pieces[..at]) {
        reasons.push(Reason::WithinQuote);
    }
    match ends_pair(pieces, at) {
        Some(0) => reasons.push(Reason::EndsPair),
        Some(1 | 2) if !(1..=pieces.len()).any(|end| ends_pair(pieces, end) == Some(0)) => {
            reasons.push(Reason::NearlyEndsPair);
        }
        _ => {}
    }
    if last == '，' && (at + 1..=pieces.len()).any(|end| ends_pair(pieces, end) == Some(0)) {
        reasons.push(Reason::WithinPair);
    }
    match mark(pieces, at) {
        Some(reason) => reasons.push(reason),
        None => {
            predicate(pieces, at, &mut reasons);
            behind(pieces, at, &mut reasons);
            ahead(pieces, at, &mut reasons);
            distances(pieces, at, &mut reasons);
        }
    }
    Some(reasons)
}

/// Returns whether a quote or a bracket is open behind pieces.
fn is_quoted(pieces: &[Piece]) -> bool {
    let characters = pieces.iter().flat_map(|piece| piece.text.chars());
    let depth = characters.fold(0usize, |depth, c| match c {
        '“' | '《' | '（' | '‘' => depth + 1,
        '”' | '》' | '）' | '’' => depth.saturating_sub(1),
        _ => depth,
    });
    depth > 0
}

/// Returns the reason that a mark gives, or a word that stands for one. Nothing else counts beside it.
fn mark(pieces: &[Piece], at: usize) -> Option<Reason> {
    match pieces[at - 1].text.chars().next_back()? {
        '，' | '；' | '。' | '！' | '？' => return Some(Reason::BehindClause),
        '：' => return Some(behind_colon(&pieces[..at], &pieces[at..])),
        '、' => return Some(Reason::BehindEnumeration),
        _ => {}
    }
    match pieces[at].text {
        "——" => Some(Reason::BeforeDash),
        "关于" | "暨" => Some(Reason::BeforeAbout),
        _ => None,
    }
}

/// Returns the reason of a break behind a colon.
fn behind_colon(before: &[Piece], after: &[Piece]) -> Reason {
    let words: String = before.iter().map(|piece| piece.text).collect();
    let words = words.trim_end_matches('：');
    let is_office = OFFICES.iter().any(|end| words.ends_with(end)) && !words.contains(['，', '“']);
    let rest: f64 = after.iter().map(|piece| piece.width).sum();
    let is_short = width(words) < SHORT_PART_EM || rest < SHORT_PART_EM;
    if is_office || is_short { Reason::BehindOffice } else { Reason::BehindColon }
}

/// Adds the reasons that lie in verbs.
fn predicate(pieces: &[Piece], at: usize, reasons: &mut Vec<Reason>) {
    let (before, after) = (&pieces[at - 1], &pieces[at]);
    let opens = opens_clause(pieces, at);
    let is_finished = FINISHERS.has(before.text);
    if opens && (is_noun(before) || before.kind == Kind::Figure) {
        reasons.push(opened_by(pieces, at));
    } else if opens && before.kind == Kind::Verb && !is_finished {
        reasons.push(Reason::VerbVerb);
    }
    if before.kind == Kind::Verb && !opens && !is_finished {
        let is_about = pieces[0].text == "关于" && after.kind != Kind::Mark;
        reasons.push(match REPORTING.has(before.text) {
            true if is_about => Reason::AboutObject,
            true => Reason::ReportObject,
            false => Reason::VerbObject,
        });
    }
    let are_nouns = is_noun(before) && is_noun(after) && ![before.kind, after.kind].contains(&Kind::Quote);
    if are_nouns {
        reasons.push(Reason::NounNoun);
    }
}

/// Returns the reason of a break before a verb, by what opened its clause.
fn opened_by(pieces: &[Piece], at: usize) -> Reason {
    let verb = &pieces[at];
    if pieces[0].text == "关于" {
        return Reason::AboutVerb;
    }
    let clause = Context::around(pieces, at);
    let Some(opener) = clause.opener else {
        return if verb.kind == Kind::Preposition { Reason::SubjectPhrase } else { Reason::SubjectVerb };
    };
    let is_means = ["以", "用", "把", "将", "通过", "在"].contains(&opener.text);
    if PEOPLE.has(pieces[at - 1].text) {
        return Reason::SubjectVerb;
    }
    if clause.opener_follows_as {
        return Reason::MeansVerb;
    }
    match opener.kind {
        _ if FINISHERS.has(verb.text) => Reason::BeforeFinisher,
        _ if verb.text == "为" && opener.text == "以" => Reason::BeforeAs,
        Kind::Preposition if is_means => Reason::MeansVerb,
        Kind::Preposition => Reason::Complement,
        _ if PIVOTS.has(opener.text) => Reason::Complement,
        _ => Reason::SerialVerb,
    }
}

/// Adds the reasons that lie in the word before the break.
fn behind(pieces: &[Piece], at: usize, reasons: &mut Vec<Reason>) {
    let (before, after) = (&pieces[at - 1], &pieces[at]);
    let opens = opens_clause(pieces, at);
    match before.kind {
        Kind::Preposition => reasons.push(Reason::BehindPreposition),
        Kind::Adverb => reasons.push(Reason::BehindAdverb),
        Kind::Attribute if before.text.ends_with('级') => reasons.push(Reason::BehindLevel),
        Kind::Attribute => reasons.push(Reason::BehindAttribute),
        Kind::Particle if is_time(before.text) => reasons.push(Reason::BehindTime),
        Kind::Particle => reasons.push(Reason::BehindParticle),
        Kind::Noun if is_time(before.text) && at <= 4 => reasons.push(Reason::BehindTime),
        Kind::Conjunction => reasons.push(Reason::BehindConjunction),
        Kind::Figure if is_period(before.text) && (after.starts_phrase || after.kind == Kind::Quote) => {
            reasons.push(Reason::BehindTime);
        }
        Kind::Figure if !opens => reasons.push(Reason::BehindFigure),
        Kind::Quote if is_noun(after) => reasons.push(Reason::QuoteNoun),
        Kind::Quote => reasons.push(Reason::BehindQuote),
        _ => {}
    }
    let is_starter = STARTERS.has(before.text) || before.text.starts_with('某') && before.text.chars().count() <= 3;
    if is_starter && !opens {
        reasons.push(Reason::BehindStarter);
    }
    if ends_phrase(before.text) && !after.ends_name {
        reasons.push(Reason::BehindHead);
    } else if TERMS.has(before.text) {
        reasons.push(Reason::BehindTerm);
    }
    if is_single(before) && before.kind != Kind::Particle {
        reasons.push(Reason::BehindSingle);
    }
}

/// Adds the reasons that lie in the word behind the break.
fn ahead(pieces: &[Piece], at: usize, reasons: &mut Vec<Reason>) {
    let (before, after) = (&pieces[at - 1], &pieces[at]);
    if is_noun(before) && after.text.ends_with('化') {
        reasons.push(Reason::BeforeTransformed);
    }
    let is_end = |piece: &Piece| piece.ends_name;
    if is_noun(before) && is_end(after) {
        reasons.push(Reason::BeforeNameEnd);
    }
    if is_noun(before) && after.kind == Kind::VerbalNoun {
        reasons.push(if precedes_name_end(pieces, at) { Reason::BeforeNamed } else { Reason::BeforeNominal });
    }
    let has_object = at > 1 && is_noun(&pieces[at - 2]);
    if before.kind == Kind::VerbalNoun
        && has_object
        && is_noun(after)
        && after.kind != Kind::VerbalNoun
        && !is_end(after)
    {
        reasons.push(Reason::BehindNominal);
    }
    match after.kind {
        Kind::Conjunction => reasons.push(Reason::BeforeConjunction),
        Kind::Preposition if after.text == "与" => reasons.push(Reason::BeforeWith),
        _ => {}
    }
    let starts = after.starts_phrase || PEOPLE.has(after.text);
    let is_counted = before.kind == Kind::Figure && !is_period(before.text);
    if starts && before.kind != Kind::Preposition && !is_counted {
        let is_about = pieces[0].text == "关于";
        reasons.push(if is_about { Reason::AboutStarter } else { Reason::BeforeStarter });
    }
    match after.kind {
        Kind::Figure if is_noun(before) && !starts && pieces.get(at + 1).is_none_or(|next| !is_noun(next)) => {
            reasons.push(Reason::BeforePostposedFigure);
        }
        Kind::Figure if !starts => reasons.push(Reason::BeforeFigure),
        Kind::Quote => reasons.push(Reason::BeforeQuote),
        _ => {}
    }
    if is_single(after) && !VERBS.has(after.text) && after.kind != Kind::Preposition {
        reasons.push(Reason::BeforeSingle);
    }
}

/// Adds the reasons that lie in marks and particles nearby.
fn distances(pieces: &[Piece], at: usize, reasons: &mut Vec<Reason>) {
    let mut width = 0.0;
    for piece in pieces[..at].iter().rev() {
        if width >= NEAR_EM {
            break;
        }
        if piece.text.ends_with('：') {
            reasons.push(Reason::NearColon);
        }
        if piece.text.ends_with(['，', '；', '、']) {
            reasons.push(Reason::NearComma);
        }
        if piece.text == "的" && width > 0.0 && width < NEAR_PARTICLE_EM {
            reasons.push(Reason::NearParticle);
        }
        width += piece.width;
    }
    let is_opener =
        |piece: &Piece| matches!(piece.kind, Kind::Preposition | Kind::Verb) && is_single(piece) && piece.text != "为";
    if let Some(opener) = pieces[..at].iter().rposition(is_opener)
        && opener + 1 < at
        && pieces[opener..at].iter().map(|piece| piece.width).sum::<f64>() < NEAR_OPENER_EM
    {
        reasons.push(Reason::NearOpener);
    }
    let mut width = 0.0;
    for piece in &pieces[at..] {
        if width < NEAR_EM && piece.text.starts_with(['，', '；', '、', '：']) {
            reasons.push(Reason::NearComma);
            break;
        }
        width += piece.width;
    }
}

/// Returns whether a word is a noun that ends a phrase, or ends in one, as 评选活动 does.
fn ends_phrase(word: &str) -> bool {
    let is_long = word.chars().count() > 2;
    HEADS.has(word) || is_long && (HEADS.iter().any(|head| word.ends_with(head)) || word.ends_with(NAME_SUFFIXES))
}

/// Returns whether a figure is a time, such as 2024年第四季度.
fn is_period(figure: &str) -> bool {
    figure.ends_with(['年', '度', '月', '日'])
}

/// Returns whether a word ends a phrase that says when.
fn is_time(word: &str) -> bool {
    ["时", "期间", "前夕", "之际", "以来", "前后"].contains(&word)
        || word.chars().count() > 2 && word.ends_with(['日', '节'])
}

/// Returns whether a piece is a word of one character.
fn is_single(piece: &Piece) -> bool {
    piece.kind != Kind::Mark && piece.text.chars().count() == 1
}

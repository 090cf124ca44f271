//! Cuts a title into pieces that stay on one line.
//!
//! The words come from `token`. Quoted phrases, figures and names of places hold words together.

use std::ops::Range;

use super::clause::NEVER;
use super::lexicon::{SHORT_QUOTE, STARTERS};
use super::parse::parse;
use super::piece::{Kind, Piece, hanzi_in, is_hanzi, width};
use super::role::is_name_end;
use super::token::{UNITS, tokens};

/// Opening marks, each with its closing mark.
const PAIRS: &[(char, char)] =
    &[('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’'), ('〈', '〉'), ('「', '」'), ('〔', '〕')];
/// Characters that stand within a figure.
const WITHIN_FIGURE: &str = ".,:/%％‰+-–—～~·×";

/// Returns the pieces of a title. `names` are names that stay whole, such as those of cities.
pub fn pieces<'t>(title: &'t str, names: &[&str]) -> Vec<Piece<'t>> {
    let mut pieces = unparsed_pieces(title, names);
    parse(&mut pieces);
    pieces
}

/// Returns the pieces of a title before it is parsed.
fn unparsed_pieces<'t>(title: &'t str, names: &[&str]) -> Vec<Piece<'t>> {
    let tokens = tokens(title);
    let whole = whole_spans(title, names, &tokens);
    let mut pieces: Vec<(Range<usize>, Kind)> = Vec::new();
    for (range, kind) in tokens {
        let span = whole.iter().find(|(span, _)| span.start < range.end && range.start < span.end);
        let (range, kind) = span.map_or((range.clone(), kind), |(span, kind)| {
            (span.start.min(range.start)..span.end.max(range.end), *kind)
        });
        match pieces.last_mut() {
            Some((last, last_kind)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                if range.start <= last.start {
                    *last_kind = kind;
                }
            }
            _ => pieces.push((range, kind)),
        }
    }
    let piece = |(range, kind): (Range<usize>, Kind)| {
        let text = &title[range];
        let given = kind;
        let kind = match given {
            Kind::Adjective => Kind::Attribute,
            Kind::Idiom => Kind::Noun,
            _ => given,
        };
        let is_year = given == Kind::Figure && text.contains('年');
        Piece {
            text,
            kind,
            given,
            margin: -NEVER,
            ends_name: is_name_end(text),
            starts_phrase: is_year || STARTERS.iter().any(|starter| text.starts_with(starter)),
            hanzi: hanzi_in(text),
            width: width(text),
        }
    };
    pieces.into_iter().map(piece).collect()
}

/// Returns the parts of a title that stay whole, whatever the words are.
fn whole_spans(title: &str, names: &[&str], tokens: &[(Range<usize>, Kind)]) -> Vec<(Range<usize>, Kind)> {
    let mut spans = quotes(title);
    spans.extend(dashes(title));
    spans.extend(figures(title, tokens));
    spans.extend(doubled(title));
    // 某 and the word behind it are a name.
    let some = tokens.windows(2).filter(|pair| &title[pair[0].0.clone()] == "某" && pair[1].1 != Kind::Mark);
    spans.extend(some.map(|pair| (pair[0].0.start..pair[1].0.end, Kind::Noun)));
    for name in names {
        // 南京 for 南京市, too.
        let stem = name.strip_suffix(['省', '市', '县', '区', '镇', '乡']).filter(|stem| stem.chars().count() > 1);
        for (at, found) in title.match_indices(stem.unwrap_or(name)) {
            let end = at + found.len();
            let suffix = title[end..].chars().next().filter(|next| "省市县区镇乡".contains(*next));
            spans.push((at..end + suffix.map_or(0, char::len_utf8), Kind::Noun));
        }
    }
    spans
}

/// Returns the short quoted phrases. One of one or two characters takes the word behind it along, as in “典”亮.
fn quotes(title: &str) -> Vec<(Range<usize>, Kind)> {
    let mut spans = Vec::new();
    for (open, close) in PAIRS {
        let mut from = 0;
        while let Some(start) = title[from..].find(*open).map(|at| at + from) {
            let Some(end) = title[start..].find(*close).map(|at| at + start + close.len_utf8()) else { break };
            let length = title[start..end].chars().count() - 2;
            let behind = title[end..].chars().next().filter(|c| !c.is_ascii_punctuation() && is_hanzi(*c));
            let glued = if length == 1 { behind.map_or(0, char::len_utf8) } else { 0 };
            if length <= SHORT_QUOTE {
                spans.push((start..end + glued, if glued > 0 { Kind::Other } else { Kind::Quote }));
            }
            from = end;
        }
    }
    spans
}

/// Returns the dashes and the marks of omission, which are two characters each.
fn dashes(title: &str) -> Vec<(Range<usize>, Kind)> {
    let pair = |mark: &'static str| title.match_indices(mark).map(|(at, mark)| (at..at + mark.len(), Kind::Mark));
    pair("——").chain(pair("……")).collect()
}

/// Returns phrases such as 越来越多 and 可亲可敬, which are predicates.
fn doubled(title: &str) -> Vec<(Range<usize>, Kind)> {
    let characters: Vec<_> = title.char_indices().collect();
    let is_doubled = |four: &&[(usize, char)]| four[0].1 == four[2].1 && "越可敢互".contains(four[0].1);
    let span = |four: &[(usize, char)]| (four[0].0..four[3].0 + four[3].1.len_utf8(), Kind::Idiom);
    characters.windows(4).filter(is_doubled).map(span).collect()
}

/// Returns the figures, each with its unit.
fn figures(title: &str, tokens: &[(Range<usize>, Kind)]) -> Vec<(Range<usize>, Kind)> {
    let mut spans: Vec<(Range<usize>, Kind)> = Vec::new();
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_figure =
        |text: &str| text.chars().any(is_digit) && text.chars().all(|c| is_digit(c) || WITHIN_FIGURE.contains(c));
    let mut index = 0;
    while index < tokens.len() {
        let start = tokens[index].0.start;
        let mut end = tokens[index].0.end;
        let counts = is_figure(&title[start..end]) || tokens[index].1 == Kind::Figure;
        if !counts {
            index += 1;
            continue;
        }
        index += 1;
        // The figure goes on over marks within it, then over its unit.
        while index < tokens.len() {
            let next = &title[tokens[index].0.clone()];
            let joins = is_figure(next)
                || tokens[index].1 == Kind::Figure
                || (next.chars().all(|c| WITHIN_FIGURE.contains(c)) && next != "——")
                || UNITS.split_ascii_whitespace().any(|unit| unit == next);
            if !joins {
                break;
            }
            end = tokens[index].0.end;
            index += 1;
        }
        spans.push((start..end, Kind::Figure));
    }
    spans
}

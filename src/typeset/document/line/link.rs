//! What two neighbouring characters do with one another: whether a line may break between them.
//!
//! It knows the classes of characters and gives links. How a link reaches the engine is for `line`.

use super::class::{Class, is_full_mark, is_quote, width_em};
use super::figure;
use super::item::{Item, Link};

/// Gives characters the class that they have among their neighbours.
pub fn resolve(items: &mut [Item]) {
    for at in 0..items.len() {
        let (before, after) = (at.checked_sub(1).and_then(|at| items.get(at)), items.get(at + 1));
        let is = |item: Option<&Item>, test: fn(char) -> bool| item.is_some_and(|item| test(item.c));
        items[at].class = match items[at].c {
            '—' if !is(before, |c| c == '—') && !is(after, |c| c == '—') => Class::Connector,
            '’' if is(before, |c| c.is_ascii_alphabetic()) && is(after, |c| c.is_ascii_alphabetic()) => Class::Latin,
            _ => continue,
        };
    }
    for address in addresses(items) {
        items[address].iter_mut().for_each(|item| item.class = Class::Latin);
    }
}

/// Returns where web addresses stand. The engine has its own rules for them.
fn addresses(items: &[Item]) -> Vec<std::ops::Range<usize>> {
    let is_part = |item: &Item| item.c.is_ascii_graphic();
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let begins = |sign: &str| sign.chars().zip(&items[at..]).filter(|(c, item)| *c == item.c).count() == sign.len();
        if begins("://") || begins("www.") {
            let start = items[..at].iter().rposition(|item| !item.c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
            let end = items[at..].iter().position(|item| !is_part(item)).map_or(items.len(), |length| at + length);
            found.push(start..end);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// The most blanks in a row that are taken for the space between words. More of them set words apart on purpose.
const MOST_SPACES: usize = 2;

/// Takes out blanks that the rules don't allow: those beside full-width marks, and the second of two. Ideographic
/// spaces, and three blanks or more, were typed to set words apart, and stay.
pub fn drop_blanks(items: &mut Vec<Item>) {
    let is_space = |item: &Item| matches!(item.c, ' ' | '\u{a0}');
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        let length = items[at..].iter().take_while(|item| item.class == Class::Blank).count();
        if length == 0 {
            kept.push(items[at].clone());
            at += 1;
            continue;
        }
        let blanks = &items[at..at + length];
        let spaces = blanks.iter().all(is_space) && length <= MOST_SPACES;
        let (before, after) = (at.checked_sub(1).and_then(|at| items.get(at)), items.get(at + length));
        let count = match (before, after) {
            (Some(before), Some(after)) if spaces && is_beside_mark(before, after) => 0,
            (Some(before), Some(after)) if spaces && before.is_narrow() != after.is_narrow() => 1,
            _ => length,
        };
        kept.extend_from_slice(&blanks[..count]);
        at += length;
    }
    *items = kept;
}

/// Returns whether a blank between two characters stands beside a full-width mark. Around a quotation the blanks of
/// Latin words stay.
fn is_beside_mark(before: &Item, after: &Item) -> bool {
    let is_latin = |item: &Item| item.c.is_ascii_alphabetic();
    let closes_latin = is_quote(before.c) && before.class == Class::Closing && is_latin(after);
    let opens_latin = is_quote(after.c) && after.class == Class::Opening && is_latin(before);
    (is_full_mark(before.c) || is_full_mark(after.c)) && !closes_latin && !opens_latin
}

/// Decides what holds between each character and the next one.
pub fn link(items: &mut [Item]) {
    for at in 0..items.len().saturating_sub(1) {
        items[at].link = link_behind(items, at);
    }
}

/// Returns what holds between the character at an index and the next one.
fn link_behind(items: &[Item], at: usize) -> Link {
    let (a, b) = (&items[at], &items[at + 1]);
    let before_blanks =
        items[..at].iter().rposition(|item| item.class != Class::Blank).filter(|_| a.class == Class::Blank);
    if b.class == Class::Note || is_pair(items, at + 1) {
        return Link::Fixed;
    }
    if matches!(b.class, Class::Connector | Class::Middle | Class::Solidus) && a.c != b.c {
        return Link::NotFirst;
    }
    let solidus_before = before_blanks.map_or(a, |before| &items[before]);
    if solidus_before.class == Class::Solidus && !matches!(b.class, Class::Solidus | Class::Blank) {
        return Link::NotLast;
    }
    let figure = match before_blanks {
        // An ideographic space sets words apart on purpose.
        Some(before) => {
            let is_apart = items[before..=at].iter().any(|item| item.c == '\u{3000}');
            if is_apart || b.class == Class::Blank {
                Link::Free
            } else {
                figure::link_over_blanks(items, before, at + 1)
            }
        }
        None => figure::link(items, at),
    };
    if figure != Link::Free {
        return figure;
    }
    let is_wide = |item: &Item| matches!(item.class, Class::Hanzi | Class::WideLatin | Class::Dash);
    let opens = b.c == '‘'
        && b.class == Class::Opening
        && (is_wide(a)
            || a.class == Class::Ellipsis
            || matches!(a.class, Class::Closing | Class::Stop) && is_full_mark(a.c));
    let closes = a.c == '’' && a.class == Class::Closing && (is_wide(b) || b.class == Class::Opening);
    if opens || closes { Link::Open } else { Link::Free }
}

/// Returns whether no line may break between two items that are linked.
pub fn is_joined(a: &Item, b: &Item) -> bool {
    // A dash of two characters, dots, figures in groups.
    let is_one = matches!(a.class, Class::Dash | Class::Ellipsis | Class::Digit) && a.class == b.class;
    let ends = matches!(a.class, Class::Opening | Class::Prefix);
    let begins = matches!(b.class, Class::Closing | Class::Stop | Class::Ellipsis | Class::Postfix);
    !matches!(a.link, Link::Free | Link::Open) || is_one || ends || begins
}

/// Returns whether two marks of exclamation or question begin at an item, and no more. A layout sets them for themselves,
/// so that the engine doesn't know them for marks.
fn is_pair(items: &[Item], at: usize) -> bool {
    let is_mark = |item: Option<&Item>| item.is_some_and(|item| matches!(item.c, '？' | '！'));
    let marks = |range: [usize; 2]| range.into_iter().all(|at| is_mark(items.get(at)));
    marks([at, at + 1]) && !is_mark(items.get(at + 2)) && !is_mark(at.checked_sub(1).and_then(|at| items.get(at)))
}

/// Returns whether the space between Chinese and Latin is missing between two characters. The engine sets it beside letters
/// and figures, and beside # $ % &.
pub fn wants_gap(a: &Item, b: &Item) -> bool {
    let is_narrow_sign = |c: char| matches!(c, '°' | '′' | '″' | '¥' | '€' | '£' | '±' | '+' | '−');
    a.class == Class::Hanzi && b.class == Class::Prefix && is_narrow_sign(b.c)
        || a.class == Class::Postfix && is_narrow_sign(a.c) && b.class == Class::Hanzi
}

/// Keeps a text from ending in a line of one character: the last two stay together, with the marks around them.
pub fn keep_last(items: &mut [Item]) {
    let counts = |item: &Item| {
        matches!(
            item.class,
            Class::Hanzi | Class::Latin | Class::Digit | Class::WideLatin | Class::Prefix | Class::Postfix
        )
    };
    let mut last = items.iter().enumerate().rev().filter(|(_, item)| counts(item)).map(|(at, _)| at);
    let (Some(last), Some(one_before)) = (last.next(), last.next()) else { return };
    for item in &mut items[one_before..last] {
        item.link = item.link.max(Link::Whole);
    }
}

/// The links that may be given up, the weakest first, and the width in em that each may make a chain of characters: a wider
/// one would leave the line before it too loose.
const ROOM_EM: [(Link, f64); 4] =
    [(Link::Range, 6.0), (Link::Whole, 9.0), (Link::NotLast, 12.0), (Link::NotFirst, 12.0)];

/// Gives up links where characters that stay together would be wider than the room.
pub fn make_room(items: &mut [Item], room_em: f64) {
    for (weakest, most_em) in ROOM_EM {
        let mut start = 0;
        while start < items.len() {
            let length = items[start..].iter().enumerate().position(|(at, _)| breaks_behind(items, start + at));
            let end = length.map_or(items.len(), |length| start + length + 1);
            let chain = &mut items[start..end];
            let is_stop = |item: &&Item| matches!(item.class, Class::Stop | Class::Closing);
            // A mark at the end of a line is halved or shrunk.
            let counted = chain.len() - chain.iter().rev().take_while(is_stop).count();
            if chain[..counted].iter().map(|item| width_em(item.c)).sum::<f64>() > room_em.min(most_em) {
                chain.iter_mut().filter(|item| item.link == weakest).for_each(|item| item.link = Link::Free);
            }
            start = end;
        }
    }
}

/// Returns whether a line may break behind an item.
fn breaks_behind(items: &[Item], at: usize) -> bool {
    let Some(next) = items.get(at + 1) else { return true };
    match items[at].link {
        Link::Open => true,
        Link::Free => engine_breaks(&items[at], next),
        _ => false,
    }
}

/// Returns whether the engine may break between two characters. Where this says yes and the engine says no, a word
/// joiner too many is put in, which changes nothing.
pub fn engine_breaks(a: &Item, b: &Item) -> bool {
    match (a.class, b.class) {
        (_, Class::Blank | Class::Closing | Class::Stop | Class::Ellipsis) | (Class::Opening, _) => false,
        (Class::Dash, Class::Dash) | (Class::Prefix, Class::Digit) | (Class::Digit, Class::Postfix) => false,
        (Class::Blank, _) => true,
        _ if matches!(b.c, '-' | '–' | '/') => false,
        _ => !(a.is_narrow() && b.is_narrow()),
    }
}

//! Prepares text for the engine, so that its lines break by the rules of Chinese text (禁则), whatever part of a page it is.
//!
//! The engine breaks lines by Unicode's rules (UAX #14), which aren't those of GB/T 15834-2011 and clreq. Where they
//! differ, a character without width stands between two others (`sign`). What it is comes from the classes of the two
//! (`class`, `link`, `figure`). It knows text alone, and nothing of issues and layouts.

mod class;
mod figure;
mod item;
mod link;
pub mod sign;

use self::class::{Class, is_blank_before, is_blank_behind, is_full_mark, is_quote};
use self::item::{Item, Link};
use self::sign::{GAP, JOINER, OPPORTUNITY, WIDE};

/// The width of the type area, in em of the text (GB/T 9704-2012 5.2.3).
const LINE_EM: f64 = 28.0;
/// What a cell keeps free on both sides together, in em, with its rules.
const CELL_MARGINS_EM: f64 = 0.6;
/// The width in em from which on a head may be set in two lines.
const WHOLE_HEAD_EM: f64 = 4.0;

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'t> {
    /// Words of one style.
    Words(&'t str),
    /// The mark of a footnote.
    Note,
    /// A line break that was typed.
    Break,
}

/// What a text is set into.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The widest chain of characters that may stay together, in em.
    pub room_em: f64,
    /// Whether the first line is indented, so that a bracket at its start is set half as wide.
    pub is_indented: bool,
}

impl Setting {
    /// A text as wide as the type area.
    pub const FULL: Self = Self { room_em: f64::INFINITY, is_indented: false };
    /// A paragraph whose first line is indented.
    pub const PARAGRAPH: Self = Self { room_em: f64::INFINITY, is_indented: true };

    /// A line of its own, which isn't broken.
    pub const ONE_LINE: Self = Self { room_em: 0.0, is_indented: false };

    /// Returns a setting in which chains may be as wide as some em.
    pub fn of_width(room_em: f64) -> Self {
        Self { room_em, is_indented: false }
    }

    /// Returns the setting of a cell that spans `span` of the table's `columns`. `head` are its words if it is a head, which
    /// a layout may set in two lines.
    ///
    /// The width is the least that a layout gives the cell: an equal share of the table.
    pub fn cell(columns: usize, span: usize, head: Option<&str>) -> Self {
        let share = LINE_EM / columns.max(1) as f64 * span as f64 - CELL_MARGINS_EM;
        let half = head.map(width_em).filter(|width| *width >= WHOLE_HEAD_EM).map_or(share, |width| width / 2.0);
        Self::of_width(share.min(half))
    }
}

/// Words of one style as the engine gets them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prepared {
    /// The words.
    pub text: String,
    /// Whether the first mark is set half as wide, without the blank before its ink.
    pub narrow_first: bool,
    /// Whether the last mark is set half as wide, without the blank behind its ink.
    pub narrow_last: bool,
}

/// Returns the width of a text, in em, where nothing of it is compressed.
fn width_em(text: &str) -> f64 {
    text.chars().map(class::width_em).sum()
}

/// Prepares a text of one style.
pub fn prepare(text: &str, setting: Setting) -> String {
    prepare_parts(&[Part::Words(text)], setting).pop().unwrap_or_default().text
}

/// Prepares the parts of a text, which follow one another in its lines. Returns as many; those that aren't words are empty.
pub fn prepare_parts(parts: &[Part], setting: Setting) -> Vec<Prepared> {
    let mut prepared = vec![Prepared::default(); parts.len()];
    let mut items = Vec::new();
    for (part, content) in parts.iter().enumerate() {
        match content {
            Part::Words(text) => items.extend(text.chars().map(|c| Item::new(c, part))),
            Part::Note => items.push(Item::note(part)),
            Part::Break => prepare_line(std::mem::take(&mut items), setting, &mut prepared),
        }
    }
    prepare_line(items, setting, &mut prepared);
    prepared
}

/// Returns the places in a text, in bytes, where no line may break: by the table here, or by the rules of the engine.
pub fn joined_places(text: &str) -> Vec<usize> {
    let linked = |characters: &mut dyn Iterator<Item = char>| {
        let mut items: Vec<_> = characters.map(|c| Item::new(c, 0)).collect();
        link::resolve(&mut items);
        link::link(&mut items);
        items
    };
    let items = linked(&mut text.chars());
    // Blanks don't part what belongs together, such as 37 ℃. They hold what their neighbours would hold without them.
    let inked = linked(&mut text.chars().filter(|c| !c.is_whitespace()));
    let is_joined =
        |items: &[Item], at: usize| items.get(at - 1..=at).is_some_and(|two| link::is_joined(&two[0], &two[1]));
    let mut before = 0;
    let mut places = Vec::new();
    for (at, (place, c)) in text.char_indices().enumerate() {
        let over_blanks = before > 0 && (c.is_whitespace() || text[..place].ends_with(char::is_whitespace));
        if at > 0 && (is_joined(&items, at) || over_blanks && is_joined(&inked, before)) {
            places.push(place);
        }
        before += usize::from(!c.is_whitespace());
    }
    places
}

/// Prepares what stands between two line breaks that were typed.
fn prepare_line(mut items: Vec<Item>, setting: Setting, prepared: &mut [Prepared]) {
    link::resolve(&mut items);
    link::drop_blanks(&mut items);
    link::link(&mut items);
    link::keep_last(&mut items);
    link::make_room(&mut items, setting.room_em);
    if setting.is_indented && items.first().is_some_and(|first| first.part == 0 && is_blank_before(first.c)) {
        prepared[0].narrow_first = true;
    }
    narrow_marks(&mut items, prepared);
    write(&items, prepared);
}

/// Finds marks at the ends of parts that meet a mark of the next part. The engine sees parts one by one and would leave
/// both as wide as a hanzi.
fn narrow_marks(items: &mut [Item], prepared: &mut [Prepared]) {
    for at in 1..items.len() {
        let [a, b] = [&items[at - 1], &items[at]];
        let meets = a.part != b.part && is_blank_behind(a.c) && is_full_mark(b.c);
        // The mark at the start of a paragraph has given its half.
        if meets && !(at == 1 && prepared[a.part].narrow_first) {
            prepared[a.part].narrow_last = true;
            items[at - 1].link = Link::Free;
            if at >= 2 && items[at - 2].part == items[at - 1].part {
                // The mark is set for itself, and the engine would allow a break before it.
                items[at - 2].link = Link::Fixed;
            }
        }
    }
}

/// Writes the characters into their parts, with the signs between them.
fn write(items: &[Item], prepared: &mut [Prepared]) {
    // A sign stands at the end of a part, since the engine takes the first character of a part for that of its glyph.
    let mut pending = None;
    for (at, item) in items.iter().enumerate() {
        let next = items.get(at + 1);
        let text = &mut prepared[item.part].text;
        if item.class != Class::Note {
            text.extend(pending.take());
            text.push(item.c);
            if is_quote(item.c) && item.class != Class::Latin {
                text.push(WIDE);
            }
        }
        if next.is_some_and(|next| link::wants_gap(item, next)) {
            text.push(GAP);
        }
        let sign = match (item.link, next) {
            (Link::Open, Some(_)) => Some(OPPORTUNITY),
            (Link::Free, _) | (_, None) => None,
            (Link::Fixed, Some(_)) => Some(JOINER),
            (_, Some(next)) => link::engine_breaks(item, next).then_some(JOINER),
        };
        if item.class == Class::Note { pending = sign } else { text.extend(sign) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a text as it is prepared, with signs that can be seen: + for a joiner, | for an opportunity.
    fn seen(text: &str) -> String {
        shown(&prepare(text, Setting::FULL))
    }

    fn shown(text: &str) -> String {
        text.replace(JOINER, "+").replace(OPPORTUNITY, "|").replace(GAP, "_").replace(WIDE, "")
    }

    #[test]
    fn marks_stay_off_the_start_and_the_end_of_a_line() {
        assert_eq!(
            seen("北京—上海·天津～重庆，约~5，甲•乙，甲－乙丙丁"),
            "北京+—上海+·天津+～重庆，约+~5，甲+•乙，甲+－乙丙+丁"
        );
        assert_eq!(seen("党员／群众和甲/乙都来了"), "党员+／+群众和甲/+乙都来+了");
        assert_eq!(seen("他——她……好了吗"), "他——她……好了+吗");
    }

    #[test]
    fn figures_keep_their_signs_and_units() {
        assert_eq!(seen("在2022年的第36期和100万元在内"), "在2022+年的第+36+期和100+万+元在+内");
        assert_eq!(seen("有37 ℃和95 %和№ 36和25 km好的"), "有37 +℃+和95 +%+和№ +36+和25 +km好+的");
        assert_eq!(seen("有1 234 567人，１２３４人，20多年了"), "有1 +234 +567+人，１+２+３+４+人，20+多+年+了");
        assert_eq!(seen("有3～5人，10—12月，〔2022〕3号文"), "有3+～+5+人，10+—+12+月，〔2022〕+3+号+文");
        assert_eq!(seen("约90°左右补助¥1,280元和5℃左右"), "约90°_+左右补助_¥1,280+元和5℃+左+右");
        assert_eq!(seen("按GB/T 9704办理和Wi-Fi的"), "按GB/+T +9704+办理和Wi-Fi+的");
        assert_eq!(seen("按GB/T 9704—2012的规定"), "按GB/+T 9704+—2012+的规+定");
    }

    #[test]
    fn places_without_a_break_are_known_with_and_without_blanks() {
        let joined = |text: &str| {
            let places = joined_places(text);
            let shown =
                text.char_indices().map(|(at, c)| if places.contains(&at) { format!("+{c}") } else { c.to_string() });
            shown.collect::<String>()
        };
        assert_eq!(joined("国（甲］国——国—国"), "国（+甲+］国—+—国+—国");
        assert_eq!(joined("到37 ℃，22 年国 — 国"), "到3+7+ +℃+，2+2+ +年国+ +— 国");
        assert_eq!(joined("第一　第二"), "第+一　第+二");
    }

    #[test]
    fn lines_break_before_and_behind_single_quotes() {
        assert_eq!(seen("学‘思’践‘悟’，it’s好了的"), "学|‘思’|践|‘悟’，it’s好了+的");
    }

    #[test]
    fn addresses_are_left_to_the_engine() {
        assert_eq!(seen("见http://a.cn/b~c/d的网页"), "见http://a.cn/b~c/d的网+页");
    }

    #[test]
    fn blanks_stand_where_the_rules_want_them() {
        assert_eq!(seen("有， 36 （ GDP ） 的 国"), "有，36（GDP）的 +国");
        assert_eq!(seen("有  36　天  （某某）　　 。"), "有 36　天（某+某）　　 。");
        assert_eq!(seen("say “hello” to me"), "say “hello” to m+e".replace("m+e", "me"));
    }

    #[test]
    fn what_is_too_wide_for_its_column_may_break() {
        let narrow = |text: &str, room: f64| shown(&prepare(text, Setting::of_width(room)));
        assert_eq!(narrow("2021—2025年", 5.0), "2021+—2025+年");
        assert_eq!(narrow("2021—2025年", 2.5), "2021—2025年");
        assert_eq!(narrow("2021—2025年", 6.0), "2021+—+2025+年");
        assert_eq!(narrow("甲／乙", 2.0), "甲+／乙");
        assert_eq!(narrow("全年", 1.5), "全年");
        let long = "１".repeat(30);
        assert_eq!(seen(&long), long);
    }

    #[test]
    fn notes_stay_with_their_words_and_marks_meet_across_styles() {
        let parts = [Part::Words("“甲"), Part::Note, Part::Words("～乙。"), Part::Words("“丙丁”")];
        let prepared = prepare_parts(&parts, Setting::PARAGRAPH);
        let texts: Vec<_> = prepared.iter().map(|part| shown(&part.text)).collect();
        assert_eq!(texts, ["“甲+", "", "+～乙+。", "“丙+丁”"]);
        let narrow: Vec<_> = prepared.iter().map(|part| (part.narrow_first, part.narrow_last)).collect();
        assert_eq!(narrow, [(true, false), (false, false), (false, true), (false, false)]);
    }
}

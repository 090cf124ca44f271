//! Finds the figures in a text, and says where a text has digits that can't be read as an amount.

use super::{Decimal, Figure, MAX_SCALE};

/// The figures of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// The amounts and shares in their order.
    pub found: Vec<Figure>,
    /// Whether the text has a number whose amount isn't certain, such as 约30, 10-20 or 三十.
    pub is_unclear: bool,
}

/// Words before a number that make it uncertain, where no other hanzi stand before them (约30, but not 预约30).
const ABOUT_BEFORE: &[&str] =
    &["约", "大约", "近", "将近", "超", "超过", "逾", "不足", "不到", "至少", "至多", ">", "<", "≥", "≤"];
/// Words behind a number, or behind the unit of its scale, that make it uncertain.
const ABOUT_AFTER: &[&str] = &["余", "多", "以上", "以下", "左右", "上下", "+", "几"];
/// Signs beside a number that make it a part of something else: a range, a ratio, a fraction, a product.
const JOINING: &[char] = &['/', ':', '：', '*', '×', '÷', '=', '~', '～', '—', '.', '^', '_', '#', '\'', '△', '▲'];
/// Units in Latin letters. Other letters beside digits make a name, such as 5G.
const LATIN_UNITS: &[&str] = &["kg", "t", "m", "km", "cm", "mm", "h", "kw", "kwh", "mw", "gw", "gb", "tb"];
/// Words behind a number that make it a day or a time. A number of four digits before 年 is a year.
const DAYS: &[&str] = &["月", "日", "号", "时", "点", "世纪", "年代"];

/// Returns the figures in a text. What stands in brackets doesn't count: `3（2025年为5）` is 3.
pub fn read_figures(text: &str) -> Figures {
    let (signs, had_brackets) = outside_brackets(text);
    let mut figures = Figures::default();
    let mut at = 0;
    let mut end_of_last = None;
    let mut has_other_number = false;
    while at < signs.len() {
        if !signs[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let number = number_at(&signs, at);
        let follows_bare = end_of_last.is_some_and(|end: usize| signs[end..at].iter().all(|c| is_blank(*c)));
        match read_number(&signs, at, &number) {
            Reading::Figure(_) | Reading::Other if follows_bare => figures.is_unclear = true,
            Reading::Figure(figure) => figures.found.push(figure),
            Reading::Other => has_other_number = true,
            Reading::Unclear => figures.is_unclear = true,
        }
        at = number.end;
        end_of_last = Some(at);
    }
    let nothing_read = figures.found.is_empty() && !figures.is_unclear;
    let only_in_brackets = had_brackets && signs.iter().all(|c| is_blank(*c)) && text.chars().any(is_digit);
    figures.is_unclear |= nothing_read && (has_other_number || only_in_brackets || is_chinese_number(&signs));
    figures
}

/// What a number in a text is.
enum Reading {
    /// An amount or a share.
    Figure(Figure),
    /// A year, a day or an ordinal, which is no amount.
    Other,
    /// A number whose amount isn't certain.
    Unclear,
}

/// A number in a text.
struct Number {
    /// Its value, if it has a regular form.
    value: Option<Decimal>,
    /// The number of digits before the point.
    digits: usize,
    /// The number of decimal places.
    places: u32,
    /// The index behind its last digit.
    end: usize,
}

/// Reads the digits that begin at an index, with thousands commas and a decimal point.
fn number_at(signs: &[char], start: usize) -> Number {
    let run = |from: usize| signs[from.min(signs.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut whole: String = signs[start..start + run(start)].iter().collect();
    let mut end = start + whole.len();
    let is_group = |end: usize| matches!(signs.get(end), Some(',' | '，' | '\u{a0}')) && run(end + 1) == 3;
    if whole.len() <= 3 {
        while is_group(end) {
            whole.extend(&signs[end + 1..end + 4]);
            end += 4;
        }
    }
    // A half-width comma elsewhere, as in 1,28 or 1234,567, isn't certain to part two numbers.
    let mut is_regular = !(signs.get(end) == Some(&',') && run(end + 1) > 0);
    let mut fraction = String::new();
    if signs.get(end) == Some(&'.') && run(end + 1) > 0 {
        fraction = signs[end + 1..end + 1 + run(end + 1)].iter().collect();
        end += 1 + fraction.len();
    }
    if !is_regular {
        while matches!(signs.get(end), Some(',')) && run(end + 1) > 0 {
            end += 1 + run(end + 1);
        }
    }
    is_regular &= !(signs.get(end) == Some(&'.') && run(end + 1) > 0);
    let value = if is_regular { Decimal::of_digits(&whole, &fraction) } else { None };
    Number { value, digits: whole.len(), places: fraction.len() as u32, end }
}

/// Says what a number is, by what stands beside it.
fn read_number(signs: &[char], start: usize, number: &Number) -> Reading {
    let (negative, before) = sign_before(signs, start);
    let Some(before) = before else { return Reading::Unclear };
    let Some(mut value) = number.value else { return Reading::Unclear };
    let left = before.checked_sub(1).map(|index| signs[index]);
    let right = signs.get(number.end).copied();
    let words = |at: usize| signs[at.min(signs.len())..].iter().copied().skip_while(|c| is_blank(*c));
    let begins = |at: usize, word: &str| word.chars().eq(words(at).take(word.chars().count()));
    let preceding: String = signs[..before].iter().collect();
    let preceding = preceding.trim_end();
    if preceding.ends_with('第') {
        return Reading::Other;
    }
    let is_year = number.digits == 4 && number.places == 0 && begins(number.end, "年");
    if is_year || DAYS.iter().any(|word| begins(number.end, word)) {
        return Reading::Other;
    }
    if left.is_some_and(|c| c.is_ascii_alphabetic() || JOINING.contains(&c))
        || right.is_some_and(|c| JOINING.contains(&c))
        || right == Some('-')
        || begins(number.end, "至") && words(number.end).nth(1).is_some_and(is_digit)
        || is_about_before(preceding)
        || !has_known_letters(signs, number.end)
    {
        return Reading::Unclear;
    }
    let blanks = signs[number.end..].iter().take_while(|c| is_blank(**c)).count();
    let scale = scale_at(signs, number.end + blanks);
    let behind = scale.map_or(number.end, |(_, end)| end);
    let follows_digit = scale.is_some() && signs.get(behind).is_some_and(char::is_ascii_digit);
    let is_too_great = scale.is_some_and(|(scale, _)| scale > MAX_SCALE);
    let is_about = |at: usize| ABOUT_AFTER.iter().any(|word| begins(at, word));
    if follows_digit || is_too_great || is_about(number.end) || is_about(behind) {
        return Reading::Unclear;
    }
    if negative {
        value = value.negated();
    }
    let is_share = ["%", "‰", "个百分点", "百分点"].iter().any(|word| begins(number.end, word));
    Reading::Figure(Figure {
        number: value,
        scale: scale.filter(|_| !is_share).map(|(scale, _)| scale),
        is_share,
        places: number.places,
    })
}

/// Returns whether a minus stands before a number, and the index where the number begins with its sign. The index is
/// `None` where the sign parts the number from another one, as in 10-20.
fn sign_before(signs: &[char], start: usize) -> (bool, Option<usize>) {
    let sign = start.checked_sub(1).map(|index| signs[index]);
    if !matches!(sign, Some('-' | '+')) {
        return (false, Some(start));
    }
    let outer = start.checked_sub(2).map(|index| signs[index]);
    let joins = outer.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | ')' | '%'));
    (sign == Some('-'), (!joins).then(|| start - 1))
}

/// Returns the power of ten that the words at an index stand for (百, 千, 万, 亿), and the index behind them.
pub fn scale_at(signs: &[char], at: usize) -> Option<(u32, usize)> {
    let (mut scale, mut end) = (0, at);
    while let Some(power) = signs.get(end).and_then(|c| match c {
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }) {
        // 千克 and 千米 are units of their own, and 百分 is the beginning of 百分点.
        let next = signs.get(end + 1);
        if power <= 3 && matches!(next, Some('克' | '米' | '瓦' | '分' | '货' | '帕' | '伏')) {
            break;
        }
        (scale, end) = (scale + power, end + 1);
    }
    (end > at).then_some((scale, end))
}

/// Returns whether the words before a number make it uncertain.
fn is_about_before(words: &str) -> bool {
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    ABOUT_BEFORE.iter().any(|about| words.strip_suffix(about).is_some_and(|rest| !rest.ends_with(is_hanzi)))
}

/// Returns whether no letters follow a number, or those of a unit.
fn has_known_letters(signs: &[char], end: usize) -> bool {
    let letters: String = signs[end..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
    letters.is_empty() || LATIN_UNITS.contains(&letters.to_ascii_lowercase().as_str())
}

/// Returns the characters of a text that stand outside of brackets, in half width where they belong to numbers, and whether
/// there were brackets.
fn outside_brackets(text: &str) -> (Vec<char>, bool) {
    let (mut kept, mut depth, mut had_brackets) = (Vec::new(), 0_usize, false);
    for c in text.chars() {
        match c {
            '（' | '(' | '〔' | '［' | '[' | '【' => (depth, had_brackets) = (depth + 1, true),
            '）' | ')' | '〕' | '］' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(half_width(c)),
            _ => {}
        }
    }
    (kept, had_brackets)
}

/// Returns the half-width form of a digit, a sign, a point or a percent sign, and one kind of narrow blank.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '％' | '．' | '＋' | '－' | '＞' | '＜' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '−' | '–' | '‐' | '‑' | '﹣' => '-',
        '\u{2009}' | '\u{202f}' => '\u{a0}',
        _ => c,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

/// Returns whether a text consists of Chinese numerals alone.
fn is_chinese_number(signs: &[char]) -> bool {
    const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟";
    let mut signs = signs.iter().filter(|c| !is_blank(**c)).peekable();
    signs.peek().is_some() && signs.all(|c| NUMERALS.contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The amounts of a text, and whether it is unclear.
    fn read(text: &str) -> (Vec<String>, bool) {
        let figures = read_figures(text);
        let word = |figure: &Figure| format!("{}{}", figure.amount(0), if figure.is_share { "%" } else { "" });
        (figures.found.iter().map(word).collect(), figures.is_unclear)
    }

    #[test]
    fn figures_are_read_as_what_they_are() {
        for (text, amounts) in [
            ("7", vec!["7"]),
            ("-5", vec!["-5"]),
            ("−5", vec!["-5"]),
            ("－5", vec!["-5"]),
            ("–５", vec!["-5"]),
            ("净增-5", vec!["-5"]),
            ("+5", vec!["5"]),
            ("007", vec!["7"]),
            ("3.50", vec!["3.5"]),
            ("１２．５", vec!["12.5"]),
            ("1,280", vec!["1280"]),
            ("1，280", vec!["1280"]),
            ("12，345，678.9", vec!["12345678.9"]),
            ("1\u{2009}280", vec!["1280"]),
            ("12%", vec!["12%"]),
            ("１２％", vec!["12%"]),
            ("0.5 个百分点", vec!["0.5%"]),
            ("3（2025年为3）", vec!["3"]),
            ("（2025年为5）3", vec!["3"]),
            ("2025年3项", vec!["3"]),
            ("第2批 4 个", vec!["4"]),
            ("3.5 万元", vec!["35000"]),
            ("1.2亿", vec!["120000000"]),
            ("2千万元", vec!["20000000"]),
            ("3千克", vec!["3"]),
            ("30kg", vec!["30"]),
            ("3篇", vec!["3"]),
            ("共 93 篇", vec!["93"]),
            ("省审计系统 1、省交通运输系统 1", vec!["1", "1"]),
            ("获奖3项，表彰5人", vec!["3", "5"]),
            ("12，34", vec!["12", "34"]),
            ("12、34", vec!["12", "34"]),
            ("3次", vec!["3"]),
            ("2年", vec!["2"]),
            ("预约 12 人", vec!["12"]),
            ("项目数3", vec!["3"]),
        ] {
            assert_eq!(read(text), (amounts.into_iter().map(str::to_owned).collect(), false), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_neither_read_nor_unclear() {
        for text in ["", "—", "-", "/", "无", "……", "南京市", "未报", "（无）", "一般"] {
            assert_eq!(read(text), (vec![], false), "{text}");
        }
    }

    #[test]
    fn what_is_no_certain_amount_is_unclear() {
        for text in [
            "约30",
            "近 30",
            "30余",
            "30 多",
            "30万余",
            "≥30",
            "＞30",
            "30以上",
            "10-20",
            "10－20",
            "10~20",
            "10—20",
            "10至20",
            "3/5",
            "3:2",
            "2×3",
            "3+2",
            "1.2.3",
            "1,28",
            "1234,567",
            "1 280",
            "5G",
            "A4",
            "F-16",
            "1e5",
            "（5）",
            "2025年",
            "5月1日",
            "第3",
            "三十",
            "十二",
            "3万5",
            "▲5",
            "12345678901234567",
            "0.12345678",
            "30几",
        ] {
            let (amounts, is_unclear) = read(text);
            assert!(is_unclear && amounts.len() <= 1, "{text}: {amounts:?}");
        }
    }
}

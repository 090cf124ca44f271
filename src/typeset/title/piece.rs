//! A title as pieces that stay on one line: words, short quoted phrases, figures with their unit, names of places.
//!
//! The words come from a segmenter with a dictionary, which is loaded when a title needs it. It knows nothing of costs.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::clause::NEVER;
use super::lexicon::{
    ADVERBS, DIRECTIONS, FINISHERS, HEADS, NAME_ENDS, NOUNS, NOUNS_OR_VERBS, OFFICES, PEOPLE, RESULTS, SHORT_QUOTE,
    STARTERS, TERMS, VERBAL_NOUNS, VERBS,
};
use super::parse::parse;
use super::role::is_name_end;

/// A frequency that no other cut of the same characters has.
const CERTAIN: usize = 1_000_000;
/// Opening marks, each with its closing mark.
const PAIRS: &[(char, char)] =
    &[('“', '”'), ('《', '》'), ('（', '）'), ('‘', '’'), ('〈', '〉'), ('「', '」'), ('〔', '〕')];
/// Characters that stand within a figure.
const WITHIN_FIGURE: &str = ".,:/%％‰+-–—～~·×";
/// Units of one character, and words that belong to the figure before them.
const UNITS: &str = "季度 年 年度 月 日 号 时 分 点 个 名 人 户 家 项 支 条 件 次 场 所 站 处 篇 期 届 批 类 级 位 例 部 本 册 座 栋 里 米 公里 平方米 亩 吨 元 万 亿 万元 亿元 \
万人 万名 万户 余 多 余名 余个 分钟 小时 天 周年 岁 度 进 送 有 化 字";

/// Words of more than a character that belong to the phrase before them.
const LOCALIZERS: &[&str] =
    &["背后", "身边", "面前", "当中", "其中", "期间", "以来", "之后", "之前", "之间", "前后", "之中"];

/// The segmenter with its dictionary. It takes some tenths of a second to load.
static SEGMENTER: LazyLock<Jieba> = LazyLock::new(|| {
    let mut segmenter = Jieba::new();
    for term in TERMS.iter() {
        segmenter.add_word(term, Some(CERTAIN), Some("n"));
    }
    let idioms = FINISHERS.iter().filter(|idiom| idiom.chars().count() > 3);
    for verb in VERBS.iter().filter(|verb| verb.len() > 3).chain(idioms) {
        if !segmenter.has_word(verb) {
            segmenter.add_word(verb, Some(CERTAIN), Some("v"));
        }
    }
    segmenter
});

/// What a piece does in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A noun, a name, a term.
    Noun,
    /// A word that is a noun as often as a verb, such as 管理.
    VerbalNoun,
    /// A word that is a verb more often than a noun, such as 取得. None is left once verbs are decided.
    WeakVerb,
    /// A word that is a verb as often as a noun, such as 宣传. None is left once verbs are decided.
    Mixed,
    /// A verb.
    Verb,
    /// An adverb.
    Adverb,
    /// A word before the noun that it describes.
    Attribute,
    /// An adjective. None is left once verbs are decided.
    Adjective,
    /// A phrase that is a noun or says what something does. None is left once verbs are decided.
    Idiom,
    /// A preposition, such as 以.
    Preposition,
    /// A conjunction, such as 和.
    Conjunction,
    /// A particle, such as 的.
    Particle,
    /// A figure with its unit.
    Figure,
    /// A phrase in quotation marks or brackets.
    Quote,
    /// A mark, or several.
    Mark,
    /// Anything else.
    Other,
}

/// A part of a title that stays on one line.
#[derive(Debug, Clone)]
pub struct Piece<'t> {
    /// Its text.
    pub text: &'t str,
    /// What it does.
    pub kind: Kind,
    /// What it does by the dictionary and by our lists, whatever stands around it.
    pub given: Kind,
    /// How sure it is that a clause begins with it: what the parse costs more in which none does. It is -`NEVER` at the start
    /// of a title, and behind marks.
    pub margin: f64,
    /// Whether it ends a name and hardly ever begins one.
    pub ends_name: bool,
    /// Whether it begins a phrase of its own, as 全省 and 2022年 do.
    pub starts_phrase: bool,
    /// How many hanzi it has.
    pub hanzi: usize,
    /// How wide it is in em.
    pub width: f64,
}

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

/// Returns the words of a title with what each does.
fn tokens(title: &str) -> Vec<(Range<usize>, Kind)> {
    let mut at = 0;
    let tags = SEGMENTER.tag(title, true);
    let mut tokens: Vec<(Range<usize>, Kind)> = Vec::with_capacity(tags.len());
    for tag in tags {
        let range = at..at + tag.word.len();
        at = range.end;
        let is_single = |text: &str| text.chars().count() == 1;
        match tokens.last_mut() {
            // 开到 and 驶进 are one word.
            Some((last, kind))
                if is_single(&title[last.clone()])
                    && ["到", "进", "出", "入", "起"].contains(&tag.word)
                    && matches!(kind, Kind::Verb | Kind::WeakVerb) =>
            {
                last.end = range.end;
                *kind = Kind::Verb;
            }
            // 活起来 says what something does.
            Some((last, kind))
                if is_single(&title[last.clone()])
                    && ["起来", "出来", "下来"].contains(&tag.word)
                    && !matches!(kind, Kind::Mark | Kind::Particle | Kind::Figure) =>
            {
                last.end = range.end;
                *kind = Kind::Idiom;
            }
            // A verb of one character and how well it succeeds are one word.
            Some((last, kind))
                if is_single(&title[last.clone()])
                    && is_single(tag.word)
                    && RESULTS.contains(tag.word)
                    && !["让", "使", "把", "将", "为", "以", "用"].contains(&&title[last.clone()])
                    && title[last.clone()].chars().all(is_hanzi)
                    && !matches!(
                        kind,
                        Kind::Mark | Kind::Particle | Kind::Figure | Kind::Attribute | Kind::Conjunction
                    ) =>
            {
                last.end = range.end;
                *kind = Kind::Verb;
            }
            _ => tokens.push((range, kind(tag.word, tag.tag))),
        }
    }
    tokens
}

/// Returns what a word does, by its part of speech in the dictionary and by our own lists.
fn kind(word: &str, tag: &str) -> Kind {
    if TERMS.has(word) && !VERBS.has(word) || NOUNS.has(word) {
        return Kind::Noun;
    }
    if is_modified_verb(word) {
        return Kind::Verb;
    }
    if word.starts_with('之') && word != "之" {
        return Kind::Noun;
    }
    if ADVERBS.has(word) && !VERBS.has(word) {
        return Kind::Adverb;
    }
    if (VERBS.has(word) || FINISHERS.has(word)) && tag != "p" {
        return Kind::Verb;
    }
    let mut last_two = word.chars().rev();
    if let (Some(last), Some(_), None) = (last_two.next(), last_two.next(), last_two.next())
        && (RESULTS.contains(last) && !SEGMENTER.has_word(word)
            || DIRECTIONS.contains(last) && (tag == "v" || !SEGMENTER.has_word(word)))
    {
        return Kind::Verb;
    }
    if OFFICES.has(word) && tag == "v" {
        return Kind::Noun;
    }
    if HEADS.has(word) && tag == "v" && !NOUNS_OR_VERBS.has(word) {
        return Kind::Noun;
    }
    if NAME_ENDS.has(word) && tag == "b" {
        return Kind::Noun;
    }
    if VERBAL_NOUNS.has(word) {
        return Kind::Mixed;
    }
    if word.starts_with('某') || STARTERS.has(word) || PEOPLE.has(word) || HEADS.has(word) && matches!(tag, "v" | "vn")
    {
        return Kind::Noun;
    }
    match tag {
        "f" if word.chars().count() == 1 => Kind::Particle,
        _ if LOCALIZERS.contains(&word) => Kind::Particle,
        "v" | "vd" | "vi" | "vq" | "zg" => Kind::WeakVerb,
        "vn" => Kind::VerbalNoun,
        "p" => Kind::Preposition,
        "c" => Kind::Conjunction,
        "d" | "ad" => Kind::Adverb,
        "a" | "z" => Kind::Adjective,
        "n" | "ng" if word == "时" => Kind::Particle,
        "b" | "f" | "r" => Kind::Attribute,
        "m" if word == "多" => Kind::Adjective,
        _ if word.starts_with('第') && counts(word) => Kind::Figure,
        "m" if !counts(word) => Kind::Noun,
        "m" | "q" => Kind::Figure,
        // A word that the dictionary doesn't have is tagged x, too.
        "x" | "w" if !word.chars().all(is_hanzi) => Kind::Mark,
        _ if tag.starts_with('u') || tag == "y" => Kind::Particle,
        _ if tag.starts_with('i') => Kind::Idiom,
        _ if tag.starts_with('l') => Kind::Other,
        _ if tag.starts_with(['n', 'j', 's', 't', 'a']) => Kind::Noun,
        _ => Kind::Other,
    }
}

/// Returns whether a word that the dictionary has as a number is one: it ends in a unit or has numerals alone.
fn counts(word: &str) -> bool {
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿两几数半多第".contains(c);
    let last = word.chars().next_back().map(String::from).unwrap_or_default();
    word.chars().all(is_numeral)
        || word.starts_with(is_numeral) && UNITS.split_ascii_whitespace().any(|unit| unit == last)
}

/// Returns whether a word of the dictionary is an adverb with its verb, as 深入开展 is.
pub fn is_modified_verb(word: &str) -> bool {
    let middle = word.char_indices().nth(2).map(|(at, _)| at);
    word.chars().count() == 4 && middle.is_some_and(|middle| ADVERBS.has(&word[..middle]) && VERBS.has(&word[middle..]))
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

/// Returns whether a character is a hanzi.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns how many hanzi a text has.
pub fn hanzi_in(text: &str) -> usize {
    text.chars().filter(|c| is_hanzi(*c)).count()
}

/// Returns whether a character is as wide as a hanzi.
fn is_full_width(c: char) -> bool {
    c > '\u{2e80}' || "“”‘’—…·".contains(c)
}

/// Returns how wide a text is in em, where figures and Latin letters are as wide as they usually are.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| if is_full_width(c) { 1.0 } else { 0.5 }).sum()
}

/// Returns the greatest width in em that a text may have: with wide Latin letters, and spaces around them.
pub fn most_width(text: &str) -> f64 {
    let mut width = 0.0;
    let mut before = None;
    for c in text.chars() {
        let is_full = is_full_width(c);
        width += match c {
            _ if is_full => 1.0,
            '0'..='9' | ' ' | '.' | '-' => 0.5,
            'a'..='z' => 0.6,
            _ => 1.0,
        };
        width += if before.is_some_and(|before| before != is_full) { 0.25 } else { 0.0 };
        before = Some(is_full);
    }
    width
}

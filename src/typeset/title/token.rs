//! The words of a title, with what each does by the dictionary and by our lists.
//!
//! The words come from a segmenter with a dictionary, which is loaded when a title needs it. It doesn't know what stands
//! around a word.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::lexicon::{
    ADVERBS, DIRECTIONS, FINISHERS, HEADS, NAME_ENDS, NOUNS, NOUNS_OR_VERBS, OFFICES, PEOPLE, RESULTS, STARTERS, TERMS,
    VERBAL_NOUNS, VERBS,
};
use super::piece::{Kind, is_hanzi};

/// A frequency that no other cut of the same characters has.
const CERTAIN: usize = 1_000_000;
/// Units of one character, and words that belong to the figure before them.
pub const UNITS: &str = "季度 年 年度 月 日 号 时 分 点 个 名 人 户 家 项 支 条 件 次 场 所 站 处 篇 期 届 批 类 级 位 例 部 本 册 座 栋 里 米 公里 平方米 亩 吨 元 万 亿 万元 亿元 \
万人 万名 万户 余 多 余名 余个 分钟 小时 天 周年 岁 度 进 送 有 化 字";
/// Words of more than a character that belong to the phrase before them.
const LOCALIZERS: &[&str] =
    &["前夕", "之际", "背后", "身边", "面前", "当中", "其中", "期间", "以来", "之后", "之前", "之间", "前后", "之中"];

/// The segmenter with its dictionary. It takes some tenths of a second to load.
static SEGMENTER: LazyLock<Jieba> = LazyLock::new(|| {
    let mut segmenter = Jieba::new();
    for term in TERMS.iter() {
        segmenter.add_word(term, Some(CERTAIN), Some("n"));
    }
    let idioms = FINISHERS.iter().filter(|idiom| idiom.chars().count() > 3);
    for verb in VERBS.iter().filter(|verb| verb.len() > 3).chain(idioms) {
        if !segmenter.has_word(verb) {
            segmenter.add_word(verb, None, Some("v"));
        }
    }
    segmenter
});

/// Returns the words of a title with what each does.
pub fn tokens(title: &str) -> Vec<(Range<usize>, Kind)> {
    let mut at = 0;
    let tags = SEGMENTER.tag(title, true);
    let mut tokens: Vec<(Range<usize>, Kind)> = Vec::with_capacity(tags.len());
    for tag in tags {
        let range = at..at + tag.word.len();
        at = range.end;
        let joined = tokens.last().and_then(|(last, before)| joined(&title[last.clone()], *before, tag.word));
        match (joined, tokens.last_mut()) {
            (Some(joined), Some((last, kind))) => {
                last.end = range.end;
                *kind = joined;
            }
            _ => tokens.push((range, kind(tag.word, tag.tag))),
        }
    }
    tokens
}

/// Returns what a word of one character and the word behind it do together, if they are one word.
fn joined(before: &str, kind: Kind, word: &str) -> Option<Kind> {
    if before.chars().count() != 1 || !before.chars().all(is_hanzi) {
        return None;
    }
    match word {
        // 开到 and 驶进.
        "到" | "进" | "出" | "入" | "起" if matches!(kind, Kind::Verb | Kind::WeakVerb) => {
            return Some(Kind::Verb);
        }
        // 活起来.
        "起来" | "出来" | "下来" if !matches!(kind, Kind::Mark | Kind::Particle | Kind::Figure) => {
            return Some(Kind::Idiom);
        }
        _ => {}
    }
    // 讲活 and 用好: a verb and how well it succeeds.
    let takes_no_result =
        matches!(kind, Kind::Mark | Kind::Particle | Kind::Figure | Kind::Attribute | Kind::Conjunction);
    let is_result = word.chars().count() == 1 && RESULTS.contains(word);
    let is_helper = ["让", "使", "把", "将", "为", "以", "用"].contains(&before);
    (is_result && !takes_no_result && !is_helper).then_some(Kind::Verb)
}

/// Returns what a word does, by its part of speech in the dictionary and by our own lists.
fn kind(word: &str, tag: &str) -> Kind {
    kind_by_lists(word, tag).unwrap_or_else(|| kind_by_tag(word, tag))
}

/// Returns what a word does by our lists, if they say it.
fn kind_by_lists(word: &str, tag: &str) -> Option<Kind> {
    let is_verb = matches!(tag, "v" | "vn");
    let kind = match word {
        _ if TERMS.has(word) && !VERBS.has(word) || NOUNS.has(word) => Kind::Noun,
        _ if is_modified_verb(word) => Kind::Verb,
        _ if word.starts_with('之') && word != "之" => Kind::Noun,
        _ if ADVERBS.has(word) && !VERBS.has(word) => Kind::Adverb,
        _ if (VERBS.has(word) || FINISHERS.has(word)) && tag != "p" => Kind::Verb,
        _ if ends_as_verb(word, tag) => Kind::Verb,
        _ if OFFICES.has(word) && tag == "v" || NAME_ENDS.has(word) && tag == "b" => Kind::Noun,
        _ if HEADS.has(word) && tag == "v" && !NOUNS_OR_VERBS.has(word) => Kind::Noun,
        _ if VERBAL_NOUNS.has(word) => Kind::Mixed,
        _ if word.starts_with('某') || STARTERS.has(word) || PEOPLE.has(word) => Kind::Noun,
        _ if HEADS.has(word) && is_verb => Kind::Noun,
        _ if word.starts_with('第') && counts(word) => Kind::Figure,
        _ if LOCALIZERS.contains(&word) => Kind::Particle,
        _ => return None,
    };
    Some(kind)
}

/// Returns whether the second character of a word makes it a verb, as in 讲活 and 融入.
fn ends_as_verb(word: &str, tag: &str) -> bool {
    let mut characters = word.chars();
    let (Some(_), Some(last), None) = (characters.next(), characters.next(), characters.next()) else { return false };
    let is_unknown = !SEGMENTER.has_word(word);
    RESULTS.contains(last) && is_unknown || DIRECTIONS.contains(last) && (tag == "v" || is_unknown)
}

/// Returns what a word does by its part of speech in the dictionary.
fn kind_by_tag(word: &str, tag: &str) -> Kind {
    match tag {
        "f" if word.chars().count() == 1 => Kind::Particle,
        "v" | "vd" | "vi" | "vq" | "zg" => Kind::WeakVerb,
        "vn" => Kind::VerbalNoun,
        "p" => Kind::Preposition,
        "c" => Kind::Conjunction,
        "d" | "ad" => Kind::Adverb,
        "a" | "z" => Kind::Adjective,
        "n" | "ng" if word == "时" => Kind::Particle,
        "b" | "f" | "r" => Kind::Attribute,
        "m" if word == "多" => Kind::Adjective,
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
    let unit = word.trim_start_matches(is_numeral);
    word.starts_with(is_numeral) && (unit.is_empty() || UNITS.split_ascii_whitespace().any(|other| other == unit))
}

/// Returns whether a word of the dictionary is an adverb with its verb, as 深入开展 is.
pub fn is_modified_verb(word: &str) -> bool {
    let middle = word.char_indices().nth(2).map(|(at, _)| at);
    word.chars().count() == 4 && middle.is_some_and(|middle| ADVERBS.has(&word[..middle]) && VERBS.has(&word[middle..]))
}

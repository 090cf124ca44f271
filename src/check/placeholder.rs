//! Finds words that stand for others and were left in: 某某办公室, XX市, 这里写第一段.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Text;

/// The words of the skeleton that “new” writes, and others that say what is to be filled in.
const WORDS: &[&str] = &["这里写", "这里接着写", "此处填写", "在此填写", "请填写", "待补充", "TODO"];
/// What follows 这里写 where something really stands there: 墙上这里写着….
const REAL: &[char] = &['着', '了', '下', '的', '有', '道', '明'];
/// The most frequent surnames. 张某某 is a person who isn't named.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严戴莫孔向常汤";
/// The most characters that a message shows.
const SHOWN_CHARS: usize = 8;

/// Reports the first placeholder of a text.
pub fn check(text: &Text, findings: &mut Vec<Diagnostic>) {
    if let Some(range) = first(text) {
        let words: String = text.value[range.start..].chars().take(SHOWN_CHARS).take_while(|c| *c != '\n').collect();
        findings.push(Diagnostic::new(Code::Placeholder).with("words", words).at(text.locate(range)));
    }
}

/// Returns the bytes of the first placeholder.
fn first(text: &str) -> Option<Range<usize>> {
    let word = |word: &&str| {
        let at = text.find(*word)?;
        let end = at + word.len();
        (!text[end..].starts_with(REAL)).then_some(at..end)
    };
    let words = WORDS.iter().filter_map(word);
    words.chain(unnamed(text)).chain(crosses(text)).min_by_key(|range| range.start)
}

/// Returns the first 某某 that stands for the name of a place or an office. 张某某 and 某某某 are people.
fn unnamed(text: &str) -> Option<Range<usize>> {
    text.match_indices("某某").find_map(|(at, sign)| {
        let end = at + sign.len();
        let before = text[..at].chars().next_back();
        let is_person = before.is_some_and(|c| c == '某' || SURNAMES.contains(c));
        let names = text[end..].starts_with(|c: char| c != '某' && is_hanzi(c));
        (!is_person && names && !text[end..].starts_with(['、', '等', '同', '说', '先', '女'])).then_some(at..end)
    })
}

/// Returns the first XX, ×× or ＸＸ that stands before hanzi. 张×× is a person.
fn crosses(text: &str) -> Option<Range<usize>> {
    let is_cross = |c: char| matches!(c, 'X' | 'x' | '×' | 'Ｘ' | 'ｘ' | '╳');
    let mut from = 0;
    while let Some(start) = text[from..].find(is_cross).map(|at| from + at) {
        let length: usize = text[start..].chars().take_while(|c| is_cross(*c)).map(char::len_utf8).sum();
        let count = text[start..start + length].chars().count();
        from = start + length;
        let before = text[..start].chars().next_back();
        let is_alone = before.is_none_or(|c| !c.is_ascii_alphanumeric() && !SURNAMES.contains(c));
        let after = text[from..].trim_start_matches(' ').chars().next();
        if count >= 2 && is_alone && after.is_some_and(is_hanzi) {
            return Some(start..from);
        }
    }
    None
}

fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_people_who_are_not_named() {
        for (text, placeholder) in [
            ("某某工作简报", "某某"),
            ("中共某某市委", "某某"),
            ("XX市召开会议", "XX"),
            ("第××期", "××"),
            ("ＸＸ 县", "ＸＸ"),
            ("这里写第一段。", "这里写"),
            ("**这里写段首句。**这里接着写第二段。", "这里写"),
        ] {
            assert_eq!(first(text).map(|range| &text[range]), Some(placeholder), "{text}");
        }
        for text in
            ["张某某反映", "某某", "某某某", "李××说", "墙上这里写着标语", "3XL 号", "2×3 米", "某省某市", "20 XX"]
        {
            assert_eq!(first(text), None, "{text}");
        }
    }
}

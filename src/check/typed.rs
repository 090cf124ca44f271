//! Finds elements of a bulletin that were typed as text, and names the key that sets each properly.
//!
//! It looks at the words of paragraphs. A remark may be wrong, so that none of them keeps an issue from being built.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Locator;
use crate::issue::Article;
use crate::issue::markdown::{Block, BlockKind, plain};

/// The most characters of a line that signs a text.
const MOST_NAME_CHARS: usize = 30;
/// How many paragraphs at the end of a text may be its sign-off, its imprint or its contributor's line.
const LAST: usize = 8;
/// The labels of receivers, each with its colon.
const RECEIVERS: &[&str] = &["报：", "送：", "发：", "抄报：", "抄送：", "分送：", "印发："];
/// The labels of staff, each with its colon.
const STAFF: &[&str] = &["责任编辑：", "编辑：", "审核：", "校对：", "编审：", "值班：", "签批："];

/// Reports the paragraphs of an article that are elements of a bulletin.
pub fn check(article: &Article, body: &Locator, blocks: &[&Block], findings: &mut Vec<Diagnostic>) {
    let words: Vec<String> = blocks.iter().map(|block| words(block)).collect();
    let last = words.len().saturating_sub(LAST);
    for (index, (block, text)) in blocks.iter().zip(&words).enumerate() {
        let is_near_end = index >= last;
        let key = key_anywhere(text)
            .or_else(|| key_of_opening(article, text).filter(|_| index == 0))
            .or_else(|| key_near_end(article, &words, index).filter(|_| is_near_end));
        if let Some(key) = key {
            let shown: String = text.chars().take(MOST_NAME_CHARS).collect();
            let finding = Diagnostic::new(Code::ElementTyped).with("words", shown).with_key(key);
            findings.push(finding.at(body.locate(block.range.clone())));
        }
    }
}

/// Returns the words of a paragraph; nothing for other blocks.
fn words(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(inlines) => plain(inlines).trim().to_owned(),
        _ => String::new(),
    }
}

/// Returns the key of a paragraph that is an element wherever it stands.
fn key_anywhere(text: &str) -> Option<&'static str> {
    let is_attachment = text.strip_prefix("附件").is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        rest.is_empty() || rest.starts_with('：')
    });
    match text {
        _ if is_attachment => Some("attachments"),
        _ if text.starts_with("签发人：") => Some("signer"),
        _ if text.starts_with("编后：") || text.starts_with("编后语：") => Some("afterword"),
        _ => None,
    }
}

/// Returns the key of an article's first paragraph.
fn key_of_opening(article: &Article, text: &str) -> Option<&'static str> {
    if text.starts_with("编者按：") || text.starts_with("【编者按】") || text.starts_with("编者按:") {
        return Some("note");
    }
    let is_addressee = article.addressee.is_none()
        && text.ends_with('：')
        && text.starts_with("各")
        && text.contains(['，', '、'])
        && !text.contains(['。', '；']);
    is_addressee.then_some("addressee")
}

/// Returns the key of one of an article's last paragraphs.
fn key_near_end(article: &Article, words: &[String], index: usize) -> Option<&'static str> {
    let text = words[index].as_str();
    let starts = |labels: &[&str]| labels.iter().any(|label| text.starts_with(label));
    if starts(RECEIVERS) {
        return Some("distribution");
    }
    if starts(STAFF) {
        return Some("staff");
    }
    let inner = text.strip_prefix('（').and_then(|inner| inner.strip_suffix('）'));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['（', '。'])) {
        if inner.contains("共印") && inner.ends_with('份') {
            return Some("copies");
        }
        if ["供稿", "报送", "来稿"].iter().any(|end| inner.ends_with(end)) {
            return Some("credit");
        }
        if index > 0 && is_date(&words[index - 1]) {
            return Some("remark");
        }
    }
    if text.ends_with("供稿）") && text.contains('（') {
        return Some("credit");
    }
    if text.ends_with("印发") && is_date(text.trim_end_matches("印发").rsplit(['　', ' ']).next().unwrap_or_default())
    {
        return Some("printed-by");
    }
    let is_signed = article.sign_off.is_none()
        && is_date(words.get(index + 1).map_or("", String::as_str))
        && !text.is_empty()
        && text.chars().count() <= MOST_NAME_CHARS
        && !text.ends_with(['。', '：', '；', '，', '！', '？', '）']);
    is_signed.then_some("sign-off")
}

/// Returns whether words are a date alone, in figures or in hanzi.
fn is_date(words: &str) -> bool {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let is_number = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || "〇零○一二三四五六七八九十".contains(c))
    };
    let Some((year, rest)) = words.split_once('年') else { return false };
    let Some((month, rest)) = rest.split_once('月') else { return false };
    let Some(day) = rest.strip_suffix('日') else { return false };
    year.chars().count() == 4 && is_number(year) && is_number(month) && is_number(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_alone_are_known() {
        for date in ["2022年12月28日", "2022 年 1 月 4 日", "二〇二二年十二月二十八日"] {
            assert!(is_date(date), "{date}");
        }
        for other in ["", "2022年", "12月28日", "2022年12月28日上午", "去年12月28日", "年月日"] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn only_a_line_that_is_an_attachment_is_one() {
        for text in ["附件：1. 名单", "附件1", "附件", "附件一：名单"] {
            assert_eq!(key_anywhere(text), Some("attachments"), "{text}");
        }
        for text in ["附件材料已经报送。", "附件1和附件2见后。"] {
            assert_eq!(key_anywhere(text), None, "{text}");
        }
    }
}

//! Signs that only look like Markdown, so that they would be printed as they were typed.
//!
//! It reads printed words. Where they were typed is for `read`.

use std::collections::HashSet;

use super::reader::Reader;
use super::{BlockKind, plain};
use crate::diagnostic::{Code, Diagnostic};

/// The ends of the names of pictures.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".bmp"];

impl Reader<'_> {
    /// Reports paragraphs that begin with the sign of a note, such as `[1]` or ①, which an earlier paragraph refers to.
    /// They don't become footnotes.
    pub fn report_note_signs(&mut self) {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for block in &self.blocks {
            let (BlockKind::Paragraph(inlines) | BlockKind::Item { inlines, .. }) = &block.kind else { continue };
            let words = plain(inlines);
            let signs: Vec<_> = note_signs(&words).collect();
            let own = signs.first().filter(|(at, _)| words[..*at].trim().is_empty()).map(|(_, sign)| sign.clone());
            if let Some(sign) = own.as_ref().filter(|sign| seen.contains(*sign)) {
                found.push((sign.clone(), block.range.clone()));
            }
            seen.extend(signs.into_iter().skip(usize::from(own.is_some())).map(|(_, sign)| sign));
        }
        for (sign, range) in found {
            self.report(Diagnostic::new(Code::NoteSign).with("sign", sign), range);
        }
    }
}

/// Returns the signs among words that people use for notes (`[1]`, `［1］`, ①), each with its byte.
fn note_signs(words: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    words.char_indices().filter_map(|(at, c)| match c {
        '①'..='⑳' => Some((at, c.to_string())),
        '[' | '［' => {
            let inner = &words[at + c.len_utf8()..];
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            let is_closed = inner[digits..].starts_with([']', '］']);
            ((1..=2).contains(&digits) && is_closed).then(|| (at, format!("[{}]", &inner[..digits])))
        }
        _ => None,
    })
}

/// Returns a sign of Markdown that had no effect among words: that of another dialect, a full-width one, or the bare name of a
/// picture.
pub fn look_alike(words: &str) -> Option<&'static str> {
    for (sign, name) in [("__", "__"), ("~~", "~~"), ("==", "=="), ("＊＊", "＊＊")] {
        if is_paired(words, sign) && (sign != "__" || !has_blanks_to_fill(words)) {
            return Some(name);
        }
    }
    let trimmed = words.trim();
    let lower = trimmed.to_lowercase();
    let is_name = !trimmed.contains(['，', '。', '：', '；', '、', '\n']) && trimmed.chars().count() <= 60;
    let picture = PICTURES.iter().copied().find(|end| lower.ends_with(end) && lower.len() > end.len());
    let with_caption = || {
        let sign = ["！【", "！[", "![", "!【"].into_iter().find(|sign| words.contains(sign))?;
        PICTURES.iter().any(|end| lower.contains(end)).then_some(sign)
    };
    let bars = || (trimmed.starts_with('｜') && trimmed.chars().filter(|c| *c == '｜').count() > 1).then_some("｜");
    picture.filter(|_| is_name).or_else(with_caption).or_else(bars)
}

/// Returns whether underscores are blanks to be filled in, as in `第__次，共__人`: there aren't two pairs of them, or what
/// stands between them is a unit or holds a mark.
fn has_blanks_to_fill(words: &str) -> bool {
    /// What follows a blank to be filled in.
    const UNITS: &str = "年月日时分秒次人名个项件期届号元万亿页份天周岁楼室村县市区镇乡组户家条至";
    let pieces: Vec<&str> = words.split("__").collect();
    let [_, inner, _] = pieces[..] else { return true };
    let mut chars = inner.chars();
    chars.next().is_some_and(|first| UNITS.contains(first))
        || inner.contains(['，', '。', '；', '：', '、', '）', '（'])
}

/// Returns whether words stand between two of the same signs. `____` alone is a line to be filled in.
fn is_paired(words: &str, sign: &str) -> bool {
    let Some((_, rest)) = words.split_once(sign) else { return false };
    let first = sign.chars().next().unwrap_or_default();
    rest.split_once(sign).is_some_and(|(inner, _)| {
        !inner.is_empty()
            && !inner.starts_with(first)
            && !inner.starts_with(char::is_whitespace)
            && !inner.ends_with(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_other_dialects_are_known() {
        for (words, sign) in [
            ("文__重点__文", "__"),
            ("~~删去~~", "~~"),
            ("==标出==", "=="),
            ("＊＊段首句。＊＊正文", "＊＊"),
            ("现场照片.jpg", ".jpg"),
            ("！【图注】（照片.PNG）", "！【"),
            ("｜甲｜乙｜", "｜"),
        ] {
            assert_eq!(look_alike(words), Some(sign), "{words}");
        }
        for words in [
            "第__次，共__人",
            "填表日期：__年__月__日",
            "姓名____，电话____",
            "a_b_c",
            "你好~~",
            "见附件照片.jpg，共3张",
            "1==1",
            "正文｜作者",
            "文＊注",
        ] {
            assert_eq!(look_alike(words), None, "{words}");
        }
    }

    #[test]
    fn signs_of_notes_are_known() {
        let signs = note_signs("见[1]和①，苏政发[2022]15号，［12］").map(|(_, sign)| sign);
        assert_eq!(signs.collect::<Vec<_>>(), ["[1]", "①", "[12]"]);
    }
}

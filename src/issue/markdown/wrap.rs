//! Finds text that was evidently wrapped by hand: lines of nearly one length, cut in the middle of a sentence.
//!
//! It measures lines. Everywhere else a line that was typed is a line that is printed.

use std::collections::BTreeSet;

use super::is_wide;

/// The least width in em of a line that may have been wrapped.
const LEAST_WIDTH: f64 = 20.0;
/// The most lines directly above a wrapped paragraph that may be no part of it.
const MOST_LINES_ABOVE: usize = 8;
/// How much narrower than the widest line a wrapped line may be, in em. A mark that may not begin a line takes a character
/// along.
const SLACK: f64 = 2.0;

/// What a line of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// It has no words.
    Blank,
    /// An item of a list.
    Item,
    /// The text of a footnote.
    Note,
    /// A heading, a quotation, a rule, code or a picture.
    Sign,
    /// The head of a table.
    Head,
    /// A row of a table, or the rule below its head.
    Row,
    /// It begins a paragraph by ideographic spaces or by the number of an enumeration.
    Opening,
    /// Any other words.
    Plain,
}

impl LineKind {
    /// Returns whether lines that were wrapped may begin with it.
    fn may_begin(self) -> bool {
        matches!(self, Self::Item | Self::Note | Self::Opening | Self::Plain)
    }
}

/// The lines that continue the line before them.
#[derive(Debug, Default)]
pub struct Wraps(BTreeSet<usize>);

impl Wraps {
    /// Looks for wrapped text in lines.
    pub fn find(lines: &[&str], kinds: &[LineKind]) -> Self {
        let widths: Vec<f64> = lines.iter().map(|line| width(line.trim_end())).collect();
        let (mut joined, mut pairs, mut evident) = (BTreeSet::new(), Vec::new(), Vec::new());
        let mut first = 0;
        while first < lines.len() {
            let mut end = first + 1;
            let goes_on = |end: usize| kinds.get(end) == Some(&LineKind::Plain) && !ends(lines[end - 1]);
            while kinds[first].may_begin() && end < lines.len() && goes_on(end) {
                end += 1;
            }
            // Lines above may be no part of the paragraph.
            let begins = |begin: &usize| {
                let is_alone = end - begin == 2 && !lines[*begin].starts_with('\u{3000}');
                !is_alone && is_wrapped(&lines[*begin..end], &widths[*begin..end])
            };
            if let Some(begin) = (first..end.saturating_sub(1)).take(MOST_LINES_ABOVE).find(begins) {
                evident.push(widest(&widths[begin..end - 1]));
                joined.extend(begin + 1..end);
            } else if end - first > 1 {
                pairs.push(end - 2);
            }
            first = end;
        }
        // A paragraph of two lines that Word has indented is wrapped, since its second line isn't. Any other is wrapped if it is as wide as other wrapped paragraphs of the text.
        for first in pairs {
            let is_like = |width: &f64| (width - widths[first]).abs() <= SLACK;
            if evident.iter().any(is_like) && is_wrapped(&lines[first..first + 2], &widths[first..first + 2]) {
                joined.insert(first + 1);
            }
        }
        Self(joined)
    }

    /// Returns whether a line, counted from 0, continues the line before it.
    pub fn is_joined(&self, line: usize) -> bool {
        self.0.contains(&line)
    }

    /// Returns the first of the lines that continue another.
    pub fn first(&self) -> Option<usize> {
        self.0.first().copied()
    }

    /// Returns the number of lines that continue another.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Returns whether lines are one paragraph that was wrapped. Only their last one ends a sentence, and at least one of the
/// others was cut where there is no mark. Lines that all end in marks are parallel phrases, unless Word has indented the
/// first one alone.
fn is_wrapped(lines: &[&str], widths: &[f64]) -> bool {
    let (Some((last, full)), Some(last_width)) = (lines.split_last(), widths.last()) else { return false };
    let widest = widest(&widths[..full.len()]);
    let is_full = |index: usize| {
        let slack = first_word_width(lines[index + 1]).max(SLACK) + 0.5;
        widths[index] >= LEAST_WIDTH && widest - widths[index] <= slack
    };
    (0..full.len()).all(is_full)
        && ends(last)
        && *last_width <= widest + 1.0
        && (lines[0].starts_with('\u{3000}')
            || full.iter().any(|line| line.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == '、')))
}

/// Returns the greatest of some widths.
fn widest(widths: &[f64]) -> f64 {
    widths.iter().copied().fold(0.0, f64::max)
}

/// Returns the width of a line in em, with the blanks before it.
fn width(line: &str) -> f64 {
    line.chars().map(|c| if is_wide(c) { 1.0 } else { 0.5 }).sum()
}

/// Returns the width in em of the word that a line begins with, which can't be divided.
fn first_word_width(line: &str) -> f64 {
    line.trim_start().chars().take_while(|c| !is_wide(*c) && !c.is_whitespace()).count() as f64 * 0.5
}

/// Returns whether a line ends with 。！？ or ……, or with ； or ：, whatever closing marks or stars follow.
fn ends(line: &str) -> bool {
    line.trim_end()
        .trim_end_matches(['”', '’', '）', '》', '】', '」', '』', '*'])
        .ends_with(['。', '！', '？', '…', '；', '：'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<usize> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let kinds: Vec<_> =
            lines.iter().map(|line| if line.trim().is_empty() { LineKind::Blank } else { LineKind::Plain }).collect();
        Wraps::find(&lines, &kinds).0.into_iter().collect()
    }

    #[test]
    fn text_cut_at_one_width_is_joined() {
        let wrapped = "今年以来各地各部门认真贯彻落实部署要求统筹推进\n文明培育文明实践文明创建各项工作都取得了新成\n效，群众满意。\n";
        assert_eq!(joined(wrapped), [1, 2]);
        let more = format!("{wrapped}\n下一步各地要继续完善机制推动资源下沉让更多的\n居民受益。\n");
        assert_eq!(joined(&more), [1, 2, 5]);
        assert_eq!(joined(&format!("总体要求\n{wrapped}")), [2, 3]);
        assert_eq!(joined("　　今年以来，某市把志愿服务作为主要抓手，围绕群众在哪里、\n需求在哪里。\n"), [1]);
    }

    #[test]
    fn lines_that_were_typed_stay() {
        for text in [
            "　　联系人：王某某联系电话一二三四五六七八九十一二\n地址：某某路",
            "联系人：王某某\n电话：12345678\n地址：某某路",
            "加强组织领导，健全工作机制，强化督促检查，\n加强宣传引导，营造良好氛围，凝聚工作合力，\n加强队伍建设，提升服务能力，树立良好形象。\n",
            "关于召开全市精神文明建设工作会议有关事项的通知\n时间：六月一日上午九时。\n",
            "某某街道某某社区居委会张某某联系电话一二三四五\n某某街道某某社区居委会李某某联系电话一二三四五\n某某街道某某社区居委会王某某联系电话一二三四五\n",
            "要做到三点\n加强组织领导\n健全工作机制。\n",
        ] {
            assert_eq!(joined(text), Vec::<usize>::new(), "{text}");
        }
    }
}

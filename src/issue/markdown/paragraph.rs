//! The lines of each paragraph of a text, without regard to Markdown's signs.
//!
//! It asks the cleaner which lines go on.

use std::ops::Range;

use super::clean::clean;

/// Returns the lines of each paragraph of a text that was typed or pasted, in bytes of the text.
pub fn paragraphs(text: &str) -> Vec<Vec<Range<usize>>> {
    let cleaned = clean(text);
    let (mut all, mut current) = (Vec::new(), Vec::new());
    for (index, line) in cleaned.text.lines().enumerate() {
        if line.is_empty() {
            all.extend(Some(std::mem::take(&mut current)).filter(|lines: &Vec<Range<usize>>| !lines.is_empty()));
            continue;
        }
        let at = cleaned.origin(index + 1, 1).min(text.len());
        let start = text[..at]
            .rfind(super::LINE_ENDS)
            .map_or(0, |end| end + text[end..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(super::LINE_ENDS).map_or(text.len(), |end| at + end);
        current.push(start..end);
    }
    all.extend(Some(current).filter(|lines| !lines.is_empty()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_go_on_are_one_paragraph() {
        let text = "标题\n　　白天是早点铺，晚上是图书角。青岚市在十四条老街试点“一铺两用”，\n晚七点后，铺主收起蒸笼。\n1. 甲\n# 乙";
        let found: Vec<Vec<&str>> =
            paragraphs(text).iter().map(|lines| lines.iter().map(|line| &text[line.clone()]).collect()).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[1].len(), 2, "{found:?}");
        assert_eq!(found[2..], [vec!["1. 甲"], vec!["# 乙"]]);
    }
}

//! Finds the square brackets that are words of the text, not signs of Markdown.
//!
//! Markdown takes `[注]: 来源` for the definition of a link and prints nothing of it, wherever it stands: in an item, in a
//! footnote, or with its label broken over two lines. A bulletin has footnotes, pictures and addresses. Every other
//! bracket is escaped, so that there is no definition at all.

use std::ops::Range;

/// The beginnings of addresses. Only what begins so is the target of a link.
const ADDRESSES: &[&str] = &["http://", "https://", "ftp://", "mailto:", "tel:"];

/// Returns whether a link's target is an address.
pub fn is_address(target: &str) -> bool {
    let begins = |start: &str| target.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    ADDRESSES.iter().any(|start| begins(start))
}

/// Returns the backslashes that a line needs, each with the byte before which it stands.
pub fn escapes(line: &str) -> Vec<(usize, char)> {
    let mut addresses = autolinks(line).into_iter().peekable();
    let mut is_word = |&(at, closing): &(usize, Option<usize>)| {
        while addresses.next_if(|address| address.end <= at).is_some() {}
        let Some(closing) = closing else { return !line[..at].ends_with('!') };
        let target = line[closing + 1..].strip_prefix('(').map(|target| target.trim_start_matches([' ', '<']));
        !(is_note_label(&line[at + 1..closing])
            || line[..at].ends_with('!')
            || target.is_some_and(is_address)
            // A backslash would be printed within <https://…>.
            || addresses.peek().is_some_and(|address| address.contains(&at)))
    };
    closings(line).into_iter().filter(|bracket| is_word(bracket)).map(|(at, _)| (at, '\\')).collect()
}

/// Returns the addresses in angle brackets.
fn autolinks(line: &str) -> Vec<Range<usize>> {
    let starts = line.match_indices('<').map(|(at, _)| at).filter(|at| is_address(&line[at + 1..]));
    let whole = |start: usize| {
        let end = start + 1 + line[start + 1..].find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?;
        line[end..].starts_with('>').then_some(start..end)
    };
    starts.filter_map(whole).collect()
}

/// Returns each opening bracket of a line that has no backslash before it, with the closing one that belongs to it.
fn closings(line: &str) -> Vec<(usize, Option<usize>)> {
    let (mut found, mut open, mut escaped) = (Vec::new(), Vec::new(), false);
    for (at, c) in line.char_indices() {
        match c {
            '[' if !escaped => {
                open.push(found.len());
                found.push((at, None));
            }
            ']' if !escaped => {
                if let Some(index) = open.pop() {
                    let bracket: &mut (usize, Option<usize>) = &mut found[index];
                    bracket.1 = Some(at);
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

/// Returns whether the words within brackets are the label of a footnote.
fn is_note_label(inner: &str) -> bool {
    inner
        .strip_prefix('^')
        .is_some_and(|name| !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_of_notes_pictures_and_addresses_are_signs() {
        for line in ["甲[^1]", "[^1]: 乙", "![图](a.jpg)", "[网](https://a.cn)", "<https://a.cn/[1]>", "\\[注]: 丙"]
        {
            assert_eq!(escapes(line), [], "{line}");
        }
    }

    #[test]
    fn every_other_bracket_is_a_word() {
        for (line, bytes) in [
            ("[注]: 来源", vec![0]),
            ("1. [注]: 来源", vec![3]),
            ("[^1]: [注]: 来源", vec![6]),
            ("[附件", vec![0]),
            ("[^ 1]: 甲", vec![0]),
            ("[网页](附件 \"题注\")", vec![0]),
            ("[1](注:见附件)", vec![0]),
            ("[[甲] 乙]", vec![0, 1]),
        ] {
            assert_eq!(escapes(line).into_iter().map(|(at, _)| at).collect::<Vec<_>>(), bytes, "{line}");
        }
    }
}

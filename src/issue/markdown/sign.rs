//! Finds characters that Markdown takes for signs and that a bulletin has as words: underscores, backslashes in a row, and
//! the like. Each gets a backslash.

use super::wrap::LineKind;

/// Returns the backslashes that a line needs, each with the byte before which it stands.
pub fn escapes(words: &str, kind: LineKind) -> Vec<(usize, char)> {
    let mut found = underscores(words);
    found.extend(backslashes(words));
    if words.starts_with("##") && kind == LineKind::Sign {
        found.extend(closing_hashes(words));
    }
    // A star or a plus sign at a line's beginning that makes no list.
    if kind != LineKind::Item && words.starts_with(['*', '+']) && words[1..].starts_with(' ') {
        found.push((0, '\\'));
    }
    found
}

/// Returns whether a line begins with a sign: it is a heading, a quotation, a rule, code or a picture.
pub fn begins_line(words: &str) -> bool {
    words.starts_with(['#', '>', '`']) || words.starts_with("![") || is_divider(words)
}

/// Returns whether a line is a rule between items: three hyphens or more.
fn is_divider(words: &str) -> bool {
    words.len() >= 3 && words.bytes().all(|byte| byte == b'-')
}

/// Returns the underscores. They are blanks to fill in (____), never a style.
fn underscores(words: &str) -> Vec<(usize, char)> {
    let is_kept = |at: usize| {
        let before = &words[..at];
        let is_escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
        let is_within =
            |open: &str, close: char| before.rfind(open).is_some_and(|from| !before[from..].contains(close));
        is_escaped || is_within("[^", ']') || is_within("<http", '>') || is_within("<mailto", '>')
    };
    words.match_indices('_').map(|(at, _)| at).filter(|at| !is_kept(*at)).map(|at| (at, '\\')).collect()
}

/// Returns the backslashes in a row, as in the name of a shared folder. All of them are printed.
fn backslashes(words: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = words[at..].find('\\') {
        let start = at + next;
        let length = words[start..].len() - words[start..].trim_start_matches('\\').len();
        if length > 1 {
            found.extend((start..start + length).map(|at| (at, '\\')));
        }
        at = start + length;
    }
    found
}

/// Returns the first of the hash signs at the end of a heading, which Markdown drops.
fn closing_hashes(words: &str) -> Option<(usize, char)> {
    let rest = words.trim_end_matches('#');
    let is_heading_alone = rest.trim().is_empty();
    (rest.len() < words.len() && rest.ends_with(' ') && !is_heading_alone).then_some((rest.len(), '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(words: &str, kind: LineKind) -> Vec<usize> {
        let mut bytes: Vec<_> = escapes(words, kind).into_iter().map(|(at, _)| at).collect();
        bytes.sort_unstable();
        bytes
    }

    #[test]
    fn underscores_and_backslashes_are_words() {
        assert_eq!(bytes("甲__", LineKind::Plain), [3, 4]);
        assert_eq!(bytes("甲\\_[^a_b]<https://a.cn/_x>", LineKind::Plain), Vec::<usize>::new());
        assert_eq!(bytes("\\\\甲\\乙", LineKind::Plain), [0, 1]);
        assert_eq!(bytes("## 甲 ##", LineKind::Sign), [7]);
        assert_eq!(bytes("* 甲", LineKind::Plain), [0]);
        assert_eq!(bytes("* 甲", LineKind::Item), Vec::<usize>::new());
    }
}

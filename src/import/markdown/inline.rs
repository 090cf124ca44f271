//! The words of a line of Markdown: bold, slanted, notes, and signs with a backslash.
//!
//! Stars that open nothing are words.

use crate::import::draft::{Note, Run, push_run};

/// Reads the words of a line.
pub fn runs(text: &str, names: &mut Vec<String>, notes: &mut Vec<Note>) -> Vec<Run> {
    let mut all = Vec::new();
    let (mut bold, mut emphasis) = (false, false);
    let mut words = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut flush = |words: &mut String, bold: bool, emphasis: bool| {
            push_run(&mut all, Run { text: std::mem::take(words), bold, emphasis, ..Run::default() });
        };
        if c == '\\'
            && let Some(next) = rest[1..].chars().next().filter(char::is_ascii_punctuation)
        {
            words.push(next);
            rest = &rest[1 + next.len_utf8()..];
        } else if rest.starts_with("**") && (bold || closes(&rest[2..], "**")) {
            flush(&mut words, bold, emphasis);
            bold = !bold;
            rest = &rest[2..];
        } else if c == '*' && !rest.starts_with("**") && (emphasis || closes(&rest[1..], "*")) {
            flush(&mut words, bold, emphasis);
            emphasis = !emphasis;
            rest = &rest[1..];
        } else if let Some((name, after)) = rest.strip_prefix("[^").and_then(|rest| rest.split_once(']')) {
            flush(&mut words, bold, emphasis);
            let index = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                notes.push(Note::default());
                notes.len() - 1
            });
            all.push(Run { note: Some(index), ..Run::default() });
            rest = after;
        } else if let Some((entity, after)) = entity(rest) {
            words.push(entity);
            rest = after;
        } else {
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    push_run(&mut all, Run { text: words, bold, emphasis, ..Run::default() });
    all
}

/// Returns whether stars are closed again behind words.
fn closes(rest: &str, stars: &str) -> bool {
    let begins = rest.chars().next().is_some_and(|c| !c.is_whitespace() && c != '*');
    let end = rest
        .match_indices(stars)
        .find(|(at, _)| !rest[..*at].ends_with('\\') && !rest[..*at].ends_with(char::is_whitespace));
    begins && end.is_some_and(|(at, _)| at > 0)
}

/// Reads the name of a character.
fn entity(rest: &str) -> Option<(char, &str)> {
    let names = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&nbsp;", ' '),
        ("&#124;", '|'),
        ("&#92;", '\\'),
    ];
    names.iter().find_map(|(name, c)| rest.strip_prefix(name).map(|after| (*c, after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        runs(text, &mut Vec::new(), &mut Vec::new()).into_iter().map(|run| (run.text, run.bold)).collect()
    }

    #[test]
    fn stars_that_open_nothing_are_words() {
        assert_eq!(read("**甲。**乙"), [("甲。".to_owned(), true), ("乙".to_owned(), false)]);
        assert_eq!(read("138****0000"), [("138****0000".to_owned(), false)]);
        assert_eq!(read("3*4元"), [("3*4元".to_owned(), false)]);
        assert_eq!(read("a\\*b"), [("a*b".to_owned(), false)]);
    }
}

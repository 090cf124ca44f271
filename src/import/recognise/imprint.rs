//! The imprint at the end of an issue: receivers, printing permit, copies.
//!
//! It reads lines. What the publication says already is for `bulletin`.

use super::figures::{narrow, number, packed};
use super::paragraph;
use crate::import::draft::{At, Piece};

/// The labels of receivers.
const LABELS: [&str; 8] = ["报", "送", "发", "抄送", "主送", "呈", "抄报", "分送"];
/// The lines at the end among which the imprint stands.
const TAIL: usize = 20;

/// What an imprint says.
#[derive(Debug, Default)]
pub struct Imprint {
    /// The receivers by label.
    pub distribution: Vec<(String, Vec<String>)>,
    /// The number of the printing permit.
    pub serial: Option<String>,
    /// The number of copies.
    pub copies: Option<u32>,
    /// The lines that have no place in the format.
    pub others: Vec<(At, String)>,
    /// The words that were read.
    pub consumed: String,
    /// Where it begins.
    pub at: At,
}

/// Returns the label and the words behind it of a line such as 报：…
pub fn label(line: &str) -> Option<(String, String)> {
    let (label, rest) = line.trim().split_once(['：', ':'])?;
    let label = packed(label);
    let is_label = LABELS.contains(&label.as_str()) || label == "本期增发";
    is_label.then(|| (label, rest.trim().to_owned()))
}

/// Reads the line of copies: （某简字 1 号 共印 400 份）.
pub fn copies_line(line: &str) -> Option<(String, u32)> {
    let line = narrow(line).0;
    let inner = line.trim().trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let (serial, rest) = inner.split_once("共印")?;
    let (copies, rest) = number(rest.trim_start())?;
    let is_alone = rest.trim() == "份" && serial.chars().count() <= 30;
    is_alone.then(|| (serial.trim().trim_end_matches(['，', ',', '、']).trim().to_owned(), copies))
}

/// Returns the line at which the imprint begins, or the number of lines if there is none.
pub fn find(lines: &[String]) -> usize {
    let from = lines.len().saturating_sub(TAIL);
    let begins = |line: &String| label(line).is_some() || copies_line(line).is_some();
    lines[from..].iter().position(begins).map_or(lines.len(), |at| from + at)
}

/// Reads the imprint.
pub fn read(pieces: &[Piece]) -> Imprint {
    let mut imprint = Imprint::default();
    let mut is_open = false;
    for own in pieces.iter().filter_map(paragraph) {
        let text = own.text().replace('\t', " ");
        if imprint.consumed.is_empty() {
            imprint.at = own.at.clone();
        }
        if let Some((label, to)) = label(&text) {
            imprint.distribution.push((label, vec![to]));
            is_open = true;
        } else if let Some((serial, copies)) = copies_line(&text) {
            imprint.serial = Some(serial).filter(|serial| !serial.is_empty());
            imprint.copies = Some(copies);
            is_open = false;
        } else if let Some((_, to)) = imprint.distribution.last_mut().filter(|_| is_open && !is_other(&text)) {
            match to.last_mut().filter(|last| last.ends_with(['，', '、', ','])) {
                Some(last) => last.push_str(text.trim()),
                None => to.push(text.trim().to_owned()),
            }
        } else {
            imprint.others.push((own.at.clone(), text.trim().to_owned()));
            continue;
        }
        imprint.consumed += &text;
    }
    imprint.distribution.iter_mut().for_each(|(_, to)| to.retain(|to| !to.is_empty()));
    imprint
}

/// Returns whether a line is no receiver: an office with a date, a telephone number, an editor.
fn is_other(text: &str) -> bool {
    let text = packed(text);
    text.contains('：') || text.contains(':') || text.ends_with("印发") || text.ends_with('日')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_an_imprint_are_read() {
        assert_eq!(label("报： 某委主任"), Some(("报".to_owned(), "某委主任".to_owned())));
        assert_eq!(label("他说：好"), None);
        assert_eq!(copies_line("（某简字 1 号 共印 400 份）"), Some(("某简字 1 号".to_owned(), 400)));
        assert_eq!(copies_line("共印４００份"), Some((String::new(), 400)));
        assert_eq!(copies_line("今年共印 400 份宣传册"), None);
    }
}

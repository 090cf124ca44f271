//! Words as a reader sees them, with signs for what is seen besides: so that two states can be compared, and what was
//! changed be shown, without any signs of Markdown.

use super::{BlockKind, Inline};

/// Where bold begins and ends. All signs are noncharacters (Unicode 23.7), which stand in no text.
const BOLD: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];
/// Where emphasis begins and ends.
const EMPHASIS: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];
/// Where a note is referred to.
const NOTE: char = '\u{fdd4}';
/// Before the words of a heading of level 1, and of level 2.
const HEADING: [char; 2] = ['\u{fdd5}', '\u{fdd6}'];

/// A picture, before its words; and where another was before.
const PICTURE: [char; 2] = ['\u{fdd7}', '\u{fdd8}'];

/// The signs, each with the key of its name in the catalogue.
pub const SIGNS: [(char, &str); 9] = [
    (BOLD[0], "sign-bold"),
    (BOLD[1], "sign-bold-end"),
    (EMPHASIS[0], "sign-emphasis"),
    (EMPHASIS[1], "sign-emphasis-end"),
    (NOTE, "sign-note"),
    (HEADING[0], "sign-heading-1"),
    (HEADING[1], "sign-heading-2"),
    (PICTURE[0], "sign-picture"),
    (PICTURE[1], "sign-picture-other"),
];

/// Whether a character is a sign.
pub fn is_sign(c: char) -> bool {
    SIGNS.iter().any(|(sign, _)| *sign == c)
}

/// Whether a character is the sign of something that is seen by itself, not on words.
pub fn stands_alone(c: char) -> bool {
    c == NOTE || PICTURE.contains(&c)
}

/// Whether a character is the sign of a heading.
pub fn is_heading(c: char) -> bool {
    HEADING.contains(&c)
}

/// The words of a picture in whose place another was before.
pub fn another_picture(words: &str) -> String {
    words.replace(PICTURE[0], &PICTURE[1].to_string())
}

/// Whether every style that begins in some words ends there.
pub fn is_whole(words: &str) -> bool {
    let count = |sign| words.chars().filter(|c| *c == sign).count();
    [BOLD, EMPHASIS].iter().all(|[begin, end]| count(*begin) == count(*end))
}

impl BlockKind {
    /// The words as they are read; of a table nothing, which is read cell by cell.
    pub fn reading(&self) -> String {
        match self {
            Self::Paragraph(inlines) => reading(inlines),
            Self::Heading { level, inlines } => {
                format!("{}{}", HEADING[usize::from(*level > 1)], reading(inlines))
            }
            Self::Item { marker, inlines, .. } if marker.is_empty() => reading(inlines),
            Self::Item { marker, inlines, .. } => format!("{marker} {}", reading(inlines)),
            Self::Picture { caption, width, .. } => {
                let width = width.map_or(String::new(), |width| format!("　{width} mm"));
                format!("{}{}{width}", PICTURE[0], reading(caption))
            }
            Self::Grid { .. } => String::new(),
        }
    }
}

/// Inline runs as they are read.
pub fn reading(inlines: &[Inline]) -> String {
    let mut read = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, strong, emphasis } => {
                let styles: Vec<_> = [(BOLD, *strong), (EMPHASIS, *emphasis)].into_iter().filter(|s| s.1).collect();
                read.extend(styles.iter().map(|(signs, _)| signs[0]));
                read.push_str(text);
                read.extend(styles.iter().rev().map(|(signs, _)| signs[1]));
            }
            Inline::Break => read.push(' '),
            Inline::Footnote { .. } => read.push(NOTE),
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_notes_have_signs_and_markdown_has_gone() {
        let text = |text: &str, strong, emphasis| Inline::Text { text: text.to_owned(), strong, emphasis };
        let note = Inline::Footnote { inlines: Vec::new(), range: 0..0 };
        let inlines = vec![text("一是", true, true), text("学习。", false, false), note];
        let words = "\u{fdd0}\u{fdd2}一是\u{fdd3}\u{fdd1}学习。\u{fdd4}";
        assert_eq!(reading(&inlines), words);
        assert!(BlockKind::Heading { level: 2, inlines }.reading().starts_with("\u{fdd6}\u{fdd0}"));
        assert!(SIGNS.iter().all(|(sign, _)| is_sign(*sign)));
    }
}

//! Running text as a reader sees it: characters, and a sign for each style, note or picture.
//!
//! Two states of a text are compared by it, and what changed is shown by it, without anything of Markdown.

use std::ops::Deref;

use super::{Beside, BlockKind, Inline};

/// A style of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// Bold.
    Bold,
    /// Emphasis, set in 楷体.
    Emphasis,
}

/// Something that a reader sees and that is no character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sign {
    /// A style begins.
    Begin(Style),
    /// A style ends.
    End(Style),
    /// A footnote is referred to.
    Note,
    /// What follows is a heading of level 1.
    Heading,
    /// What follows is a heading of level 2.
    Subheading,
    /// What follows is a quotation.
    Quote,
    /// A rule between items.
    Rule,
    /// A picture, before its caption.
    Picture,
    /// A picture in whose place another one was before.
    OtherPicture,
}

/// The signs, each with the key of its name in the catalogue.
pub const SIGNS: [(Sign, &str); 11] = [
    (Sign::Begin(Style::Bold), "sign-bold"),
    (Sign::End(Style::Bold), "sign-bold-end"),
    (Sign::Begin(Style::Emphasis), "sign-emphasis"),
    (Sign::End(Style::Emphasis), "sign-emphasis-end"),
    (Sign::Note, "sign-note"),
    (Sign::Heading, "sign-heading-1"),
    (Sign::Subheading, "sign-heading-2"),
    (Sign::Quote, "sign-quote"),
    (Sign::Rule, "sign-rule"),
    (Sign::Picture, "sign-picture"),
    (Sign::OtherPicture, "sign-picture-other"),
];

impl Sign {
    /// Returns whether it is something by itself, not the style of words.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Note | Self::Rule | Self::Picture | Self::OtherPicture)
    }

    /// Returns whether it says what a paragraph is: a heading, a quotation.
    pub fn is_of_paragraph(self) -> bool {
        matches!(self, Self::Heading | Self::Subheading | Self::Quote)
    }
}

/// A character or a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Token {
    /// A character.
    Char(char),
    /// A sign.
    Sign(Sign),
}

impl Token {
    /// Returns whether it is a sign.
    pub fn is_sign(self) -> bool {
        matches!(self, Self::Sign(_))
    }

    /// Returns whether it is a character that leaves ink: no blank and no sign.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Char(character) if !character.is_whitespace())
    }
}

/// Text as a reader sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading(Vec<Token>);

impl Reading {
    /// Returns the characters, without signs.
    pub fn text(&self) -> String {
        let characters = self.iter().filter_map(|token| match token {
            Token::Char(character) => Some(*character),
            Token::Sign(_) => None,
        });
        characters.collect()
    }

    /// Adds characters.
    pub fn push_text(&mut self, text: &str) {
        self.0.extend(text.chars().map(Token::Char));
    }

    /// Adds a sign.
    pub fn push_sign(&mut self, sign: Sign) {
        self.0.push(Token::Sign(sign));
    }

    /// Adds another reading.
    pub fn append(&mut self, other: &[Token]) {
        self.0.extend_from_slice(other);
    }

    /// Returns the same with its picture as one in whose place another was before.
    pub fn with_other_picture(&self) -> Self {
        let other = |token: &Token| match token {
            Token::Sign(Sign::Picture) => Token::Sign(Sign::OtherPicture),
            token => *token,
        };
        self.iter().map(other).collect()
    }
}

impl Deref for Reading {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.0
    }
}

impl From<&str> for Reading {
    fn from(text: &str) -> Self {
        text.chars().map(Token::Char).collect()
    }
}

impl From<&[Token]> for Reading {
    fn from(tokens: &[Token]) -> Self {
        Self(tokens.to_vec())
    }
}

impl FromIterator<Token> for Reading {
    fn from_iter<T: IntoIterator<Item = Token>>(tokens: T) -> Self {
        Self(tokens.into_iter().collect())
    }
}

/// Returns whether every style that begins in some text ends there.
pub fn is_balanced(tokens: &[Token]) -> bool {
    let count = |sign| tokens.iter().filter(|token| **token == Token::Sign(sign)).count();
    [Style::Bold, Style::Emphasis].into_iter().all(|style| count(Sign::Begin(style)) == count(Sign::End(style)))
}

impl BlockKind {
    /// Returns the block as a reader sees it. A table is read cell by cell, so that it is empty itself.
    pub fn reading(&self) -> Reading {
        let mut read = Reading::default();
        match self {
            Self::Paragraph(inlines) => read_inlines(inlines, &mut read),
            Self::Quote(inlines) => {
                read.push_sign(Sign::Quote);
                read_inlines(inlines, &mut read);
            }
            Self::Rule => read.push_sign(Sign::Rule),
            Self::Heading { level, inlines } => {
                read.push_sign(if *level > 1 { Sign::Subheading } else { Sign::Heading });
                read_inlines(inlines, &mut read);
            }
            Self::Item { marker, inlines, .. } => read = item_reading(marker, inlines),
            Self::Picture { caption, width, beside, .. } => {
                read.push_sign(Sign::Picture);
                read_inlines(caption, &mut read);
                if let Some(width) = width {
                    read.push_text(&format!("　{width} mm"));
                }
                match beside {
                    Beside::TextAtLeft => read.push_text(" →"),
                    Beside::TextAtRight => read.push_text(" ←"),
                    Beside::Nothing | Beside::Pictures(_) => {}
                }
            }
            Self::Grid { .. } => {}
        }
        read
    }
}

/// Returns an item of a list as a reader sees it. The marker may be another one than was typed.
pub fn item_reading(marker: &str, inlines: &[Inline]) -> Reading {
    let mut read = Reading::default();
    if !marker.is_empty() {
        read.push_text(&format!("{marker} "));
    }
    read_inlines(inlines, &mut read);
    read
}

/// Returns inline runs as a reader sees them.
pub fn reading(inlines: &[Inline]) -> Reading {
    let mut read = Reading::default();
    read_inlines(inlines, &mut read);
    read
}

/// Adds inline runs to what is read.
fn read_inlines(inlines: &[Inline], read: &mut Reading) {
    for inline in inlines {
        match inline {
            Inline::Text { text, strong, emphasis } => {
                let styles = [(Style::Bold, *strong), (Style::Emphasis, *emphasis)].into_iter().filter(|style| style.1);
                styles.clone().for_each(|(style, _)| read.push_sign(Sign::Begin(style)));
                read.push_text(text);
                styles.rev().for_each(|(style, _)| read.push_sign(Sign::End(style)));
            }
            Inline::Break => read.push_text(" "),
            Inline::Footnote { .. } => read.push_sign(Sign::Note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_notes_have_signs_and_markdown_has_gone() {
        let text = |text: &str, strong, emphasis| Inline::Text { text: text.to_owned(), strong, emphasis };
        let note = Inline::Footnote { inlines: Vec::new(), range: 0..0 };
        let inlines = vec![text("一是", true, true), text("学习。", false, false), note];
        let (bold, emphasis) = (Style::Bold, Style::Emphasis);
        let mut expected = Reading::default();
        expected.push_sign(Sign::Begin(bold));
        expected.push_sign(Sign::Begin(emphasis));
        expected.push_text("一是");
        expected.push_sign(Sign::End(emphasis));
        expected.push_sign(Sign::End(bold));
        expected.push_text("学习。");
        expected.push_sign(Sign::Note);
        assert_eq!(reading(&inlines), expected);
        assert_eq!(reading(&inlines).text(), "一是学习。");
        assert!(is_balanced(&expected) && !is_balanced(&expected[1..]));
        let heading = BlockKind::Heading { level: 2, inlines }.reading();
        assert!(heading.starts_with(&[Token::Sign(Sign::Subheading), Token::Sign(Sign::Begin(bold))]));
    }
}

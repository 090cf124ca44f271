//! Writes new characters as the YAML has them: with the signs of Markdown, of paragraphs and of quoted values.
//!
//! Where they go is for `edit`.

use super::current::{BlockPlace, CurrentLine};
use super::text::{Character, Kind, Look, MARK};
use crate::export::Style;

/// Characters that mean something in Markdown wherever they stand.
const MARKDOWN: &[char] = &['\\', '*', '_', '[', ']', '<', '`'];

/// Writes new characters as the YAML has them.
pub struct Writer<'r> {
    /// Where the value stands.
    pub block: &'r BlockPlace,
    /// The paragraph.
    pub line: &'r CurrentLine,
    /// How the character before looks.
    pub before: Look,
    /// What was written so far.
    pub written: String,
    /// How the last character looks.
    pub look: Look,
}

impl Writer<'_> {
    /// Writes the marks of a paragraph.
    pub fn mark(&mut self, kind: &Kind) {
        match kind {
            Kind::Plain => {}
            Kind::Heading(level) => self.written.push_str(if *level > 1 { "### " } else { "## " }),
            Kind::Item(depth, is_numbered) => {
                self.written.push_str(&"   ".repeat(*depth));
                self.written.push_str(if *is_numbered { "1. " } else { "- " });
            }
        }
    }

    /// Writes a character.
    pub fn add(&mut self, one: &Character, is_end: bool) {
        let indent = " ".repeat(self.block.indent.unwrap_or(0));
        match one.c {
            MARK => {
                self.turn(Look::default());
                let is_item = matches!(one.next, Some(Kind::Item(..))) && matches!(self.line.kind(), Kind::Item(..));
                self.written.push_str(if is_item { "\n" } else { "\n\n" });
                self.written.push_str(&indent);
                if !is_end {
                    self.mark(one.next.as_ref().unwrap_or(&Kind::Plain));
                }
            }
            '\n' => {
                self.turn(Look::default());
                self.written.push_str(if self.block.is_markdown { "\\\n" } else { "\n" });
                self.written.push_str(&indent);
            }
            c => {
                self.turn(self.look_of(one));
                self.character(c);
            }
        }
    }

    /// Returns how a new character looks. Only running text, cells and notes have bold and emphasised words; elsewhere the face
    /// is that of the whole paragraph.
    fn look_of(&self, one: &Character) -> Look {
        match self.line.style {
            _ if !self.block.is_markdown => Look::default(),
            Style::Body | Style::Item(_) | Style::Cell | Style::Footnote => one.look,
            Style::Note | Style::Caption => Look { emphasis: false, ..one.look },
            _ => self.before,
        }
    }

    /// Ends and begins styles.
    pub fn turn(&mut self, look: Look) {
        if !self.block.is_markdown || look == self.look {
            return;
        }
        let signs = |look: Look| "*".repeat(if look.strong { 2 } else { 0 } + usize::from(look.emphasis));
        let (old, new) = (signs(self.look), signs(look));
        self.written.push_str(&old);
        self.written.push_str(&new);
        self.look = look;
    }

    /// Writes a character with what keeps it a character.
    fn character(&mut self, c: char) {
        let block = self.block;
        let typed = block.value.text();
        let is_cell = matches!(self.line.style, Style::Cell | Style::HeadCell);
        let is_double = block.indent.is_none() && typed.starts_with('"');
        if block.is_markdown && (MARKDOWN.contains(&c) || is_cell && c == '|') {
            self.written.push_str(if is_double { "\\\\" } else { "\\" });
        }
        match c {
            '"' | '\\' if is_double => self.written.extend(['\\', c]),
            '\'' if block.indent.is_none() && typed.starts_with('\'') => self.written.push_str("''"),
            c => self.written.push(c),
        }
    }
}

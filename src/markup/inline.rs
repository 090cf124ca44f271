//! Runs of words: styles, notes, and signs of Markdown that had no effect.

use comrak::nodes::{Node, NodeValue};

use super::read::{MAX_DEPTH, Reader};
use super::{Inline, is_wide, plain};
use crate::diagnostic::{Code, Diagnostic};

/// The style that runs inherit.
#[derive(Clone, Copy, Default)]
pub struct Style {
    strong: bool,
    emphasis: bool,
    depth: usize,
}

impl Reader<'_> {
    /// The words of a block, without blanks at their ends.
    pub fn words(&mut self, node: Node) -> Vec<Inline> {
        let mut inlines = Vec::new();
        self.inlines(node, Style::default(), &mut inlines);
        trim(&mut inlines);
        self.leftovers(node, &plain(&inlines));
        inlines
    }

    /// Signs of Markdown that had no effect would be printed as they stand.
    fn leftovers(&mut self, node: Node, words: &str) {
        const SIGNS: &[&str] = &["![", "！[", "![", "](", "]（", "［^", "【^", "[＾"];
        let range = self.range(node);
        if words.contains("**") {
            self.report(Diagnostic::new(Code::MarkupStars), range.clone());
        }
        let table = words.starts_with('|') && words.len() > 1;
        if let Some(mark) = SIGNS.iter().find(|sign| words.contains(**sign)).or(table.then_some(&"|")) {
            self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", *mark), range.clone());
        }
        if self.body.value.get(range.clone()).is_some_and(|typed| typed.trim().contains('\t')) {
            self.report(Diagnostic::new(Code::MarkupTabs), range);
        }
    }

    /// The words of a node in a style, added to `out`.
    pub fn inlines(&mut self, node: Node, style: Style, out: &mut Vec<Inline>) {
        if style.depth > MAX_DEPTH {
            return self.unsupported("markup-depth", node);
        }
        let style = Style { depth: style.depth + 1, ..style };
        for child in node.children() {
            let value = child.data().value.clone();
            match value {
                NodeValue::Text(text) => self.text(child, &text, style, out),
                NodeValue::SoftBreak => {
                    let next = child.next_sibling().and_then(|next| first_char(next, MAX_DEPTH));
                    if !joins_closely(out, next) {
                        append(out, " ", style);
                    }
                }
                NodeValue::LineBreak => out.push(Inline::Break),
                NodeValue::Strong => self.inlines(child, Style { strong: true, ..style }, out),
                NodeValue::Emph if between_digits(child) => {
                    let range = self.range(child);
                    self.report(Diagnostic::new(Code::MarkupStars), range);
                }
                NodeValue::Emph => self.inlines(child, Style { emphasis: true, ..style }, out),
                NodeValue::Link(link) if link.url.contains(':') => self.inlines(child, style, out),
                NodeValue::Link(_) => {
                    let range = self.range(child);
                    self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", "]("), range);
                }
                NodeValue::FootnoteReference(reference) => self.note(child, &reference.name, out),
                NodeValue::HtmlInline(_) => {
                    let range = self.range(child);
                    self.report(Diagnostic::new(Code::MarkupHtml), range);
                }
                NodeValue::Image(_) => self.unsupported("markup-picture-in-text", child),
                NodeValue::Code(_) => self.unsupported("markup-code", child),
                _ => self.unsupported("markup-other", child),
            }
        }
    }

    fn text(&mut self, node: Node, text: &str, style: Style, out: &mut Vec<Inline>) {
        if let Some((_, rest)) = text.split_once("[^")
            && let Some((name, _)) = rest.split_once(']')
        {
            let range = self.range(node);
            self.report(Diagnostic::new(Code::FootnoteUndefined).with("name", name), range);
        }
        let kept: String = text
            .chars()
            .filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}'))
            .map(|c| if matches!(c, '\u{a0}' | '\t') { ' ' } else { c })
            .collect();
        append(out, &kept, style);
    }

    /// A footnote is printed where it is first referred to; a second reference to it can't be.
    fn note(&mut self, node: Node, name: &str, out: &mut Vec<Inline>) {
        match self.notes.get_mut(name) {
            Some(note) if !note.used => {
                note.used = true;
                out.push(Inline::Footnote { inlines: note.inlines.clone(), range: note.range.clone() });
            }
            Some(_) => self.unsupported("markup-note-twice", node),
            None => {
                let range = self.range(node);
                self.report(Diagnostic::new(Code::FootnoteUndefined).with("name", name), range);
            }
        }
    }
}

/// `2*3*4` is a product, not an emphasis.
fn between_digits(node: Node) -> bool {
    let text = |node: Option<Node>| match node.map(|node| node.data().value.clone()) {
        Some(NodeValue::Text(text)) => text.into_owned(),
        _ => String::new(),
    };
    text(node.previous_sibling()).ends_with(|c: char| c.is_ascii_digit())
        && text(node.next_sibling()).starts_with(|c: char| c.is_ascii_digit())
}

/// Adds words to the last run if it has the same style.
fn append(out: &mut Vec<Inline>, words: &str, style: Style) {
    if let Some(Inline::Text { text, strong, emphasis }) = out.last_mut()
        && (*strong, *emphasis) == (style.strong, style.emphasis)
    {
        text.push_str(words);
    } else if !words.is_empty() {
        out.push(Inline::Text { text: words.to_owned(), strong: style.strong, emphasis: style.emphasis });
    }
}

/// Whether the two sides of a line break join without a space: when either is Chinese.
fn joins_closely(out: &[Inline], next: Option<char>) -> bool {
    let last = match out.last() {
        Some(Inline::Text { text, .. }) => text.chars().next_back(),
        _ => None,
    };
    last.is_none_or(is_wide) || next.is_none_or(is_wide)
}

fn first_char(node: Node, depth: usize) -> Option<char> {
    match &node.data().value {
        NodeValue::Text(text) => text.chars().next(),
        _ if depth == 0 => None,
        _ => node.first_child().and_then(|child| first_char(child, depth - 1)),
    }
}

/// Takes away blanks at both ends.
fn trim(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
}

//! Runs of words: styles, notes, and signs of Markdown that had no effect.

use comrak::nodes::{Node, NodeValue};

use super::reader::{MAX_DEPTH, Reader};
use super::{Inline, is_wide, plain};
use crate::diagnostic::{Code, Diagnostic};

/// The style that runs inherit.
#[derive(Clone, Copy, Default)]
pub struct InlineStyle {
    strong: bool,
    emphasis: bool,
    depth: usize,
}

impl Reader<'_> {
    /// The words of a block, without blanks at their ends.
    pub fn words(&mut self, node: Node) -> Vec<Inline> {
        let mut inlines = Vec::new();
        self.inlines(node, InlineStyle::default(), &mut inlines);
        trim(&mut inlines);
        self.leftovers(node, &plain(&inlines));
        inlines
    }

    /// Signs of Markdown that had no effect would be printed as they stand. What is typed with a backslash is meant.
    fn leftovers(&mut self, node: Node, words: &str) {
        let range = self.range(node);
        let typed = self.body.value.get(range.clone()).unwrap_or_default().to_owned();
        if stray_stars(words) && !typed.contains("\\*") {
            self.report(Diagnostic::new(Code::MarkupStars), range.clone());
        }
        if let Some(mark) =
            leftover(words).filter(|mark| !typed.contains(&format!("\\{}", mark.chars().next().unwrap_or_default())))
        {
            self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", mark), range.clone());
        }
        if typed.trim().contains('\t') {
            self.report(Diagnostic::new(Code::MarkupTabs), range);
        }
    }

    /// The words of a node in a style, added to `out`.
    pub fn inlines(&mut self, node: Node, style: InlineStyle, out: &mut Vec<Inline>) {
        if style.depth > MAX_DEPTH {
            return self.unsupported("markup-depth", node);
        }
        let style = InlineStyle { depth: style.depth + 1, ..style };
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
                NodeValue::Strong => self.inlines(child, InlineStyle { strong: true, ..style }, out),
                NodeValue::Emph if is_no_emphasis(child) => {
                    let range = self.range(child);
                    self.report(Diagnostic::new(Code::MarkupStars), range);
                }
                NodeValue::Emph => self.inlines(child, InlineStyle { emphasis: true, ..style }, out),
                NodeValue::Link(link) if link.url.contains(':') => self.inlines(child, style, out),
                // No address: words in brackets, and words in parentheses.
                NodeValue::Link(link) => {
                    append(out, "[", style);
                    self.inlines(child, style, out);
                    append(out, &format!("]({})", link.url), style);
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

    fn text(&mut self, node: Node, text: &str, style: InlineStyle, out: &mut Vec<Inline>) {
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

/// Whether two stars or more are left over; 138****1234 is a number that nobody shall read.
pub fn stray_stars(words: &str) -> bool {
    let mut rest = words;
    while let Some(at) = rest.find("**") {
        let after = rest[at..].trim_start_matches('*');
        let digit = |c: char| c.is_ascii_digit();
        let hidden = rest[..at].ends_with(digit) && after.starts_with(digit);
        if !hidden {
            return true;
        }
        rest = after;
    }
    false
}

/// A sign of a picture, footnote or table among printed words.
fn leftover(words: &str) -> Option<&'static str> {
    const SIGNS: &[&str] = &["![", "！[", "![", "［^", "【^", "[＾"];
    const SUFFIXES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".bmp"];
    let lower = words.to_lowercase();
    let picture = |sign: &&&str| {
        let rest = lower.split_once(**sign).map_or("", |(_, rest)| rest);
        SUFFIXES.iter().any(|suffix| rest.contains(suffix))
    };
    let table = words.starts_with('|') && words.len() > 1 || words.contains("---") && words.contains('|');
    let sign = SIGNS.iter().find(|sign| words.contains(**sign));
    sign.or_else(|| ["](", "]（"].iter().find(picture)).copied().or(table.then_some("|"))
}

/// `2*3*4` is a product, `王*、李*` are names that are kept back; neither is an emphasis.
fn is_no_emphasis(node: Node) -> bool {
    let text = |node: Option<Node>| match node.map(|node| node.data().value.clone()) {
        Some(NodeValue::Text(text)) => text.into_owned(),
        _ => String::new(),
    };
    let digits = text(node.previous_sibling()).ends_with(|c: char| c.is_ascii_digit())
        && text(node.next_sibling()).starts_with(|c: char| c.is_ascii_digit());
    digits || text(node.first_child()).starts_with(['、', '，', '。', '；', '：', '）'])
}

/// Adds words to the last run if it has the same style.
fn append(out: &mut Vec<Inline>, words: &str, style: InlineStyle) {
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

//! Reads the words inside a block: their styles, their footnotes, and Markdown signs that had no effect.
//!
//! It doesn't know which kind of block the words belong to.

use comrak::nodes::{Node, NodeValue};

use super::bracket::is_address;
use super::look::look_alike;
use super::reader::{MAX_DEPTH, Reader};
use super::{INVISIBLE, Inline, is_wide, plain};
use crate::diagnostic::{Code, Diagnostic};

/// The style that the words inside a node inherit.
#[derive(Clone, Copy, Default)]
pub struct InlineStyle {
    /// Whether they are bold.
    strong: bool,
    /// Whether they are emphasised.
    emphasis: bool,
    /// Whether they stand in a cell of a table, where `<br>` ends a line.
    in_cell: bool,
    /// The number of nodes around them within the block.
    depth: usize,
}

impl Reader<'_> {
    /// Reads the words of a block and removes blanks at both ends.
    pub fn words(&mut self, node: Node) -> Vec<Inline> {
        self.words_in(node, InlineStyle::default())
    }

    /// Reads the words of a cell of a table.
    pub fn cell_words(&mut self, node: Node) -> Vec<Inline> {
        self.words_in(node, InlineStyle { in_cell: true, ..InlineStyle::default() })
    }

    /// Reads the words of a block in a style.
    fn words_in(&mut self, node: Node, style: InlineStyle) -> Vec<Inline> {
        let mut inlines = Vec::new();
        self.inlines(node, style, &mut inlines);
        if style.in_cell {
            // A line end at either end of a cell ends no line.
            let words = |inline: &Inline| *inline != Inline::Break;
            inlines.truncate(inlines.iter().rposition(words).map_or(0, |last| last + 1));
            inlines.drain(..inlines.iter().position(words).unwrap_or(0));
        }
        trim(&mut inlines);
        self.report_leftovers(node, &plain(&inlines));
        inlines
    }

    /// Reports Markdown signs that had no effect and would be printed. A sign with a backslash before it is meant.
    fn report_leftovers(&mut self, node: Node, words: &str) {
        let range = self.range(node);
        let typed = self.body.text().get(range.clone()).unwrap_or_default().to_owned();
        if stray_stars(words) && !typed.contains("\\*") {
            self.report(Diagnostic::new(Code::MarkupStars), range.clone());
        }
        if let Some(mark) = leftover(words)
            .or_else(|| look_alike(words))
            .filter(|mark| !typed.contains(&format!("\\{}", mark.chars().next().unwrap_or_default())))
        {
            self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", mark), range.clone());
        }
        if typed.trim().contains('\t') {
            self.report(Diagnostic::new(Code::MarkupTabs), range);
        }
    }

    /// Reads the words of a node in a style, and adds them to `out`.
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
                NodeValue::Link(link) if is_address(&link.url) && link.title.is_empty() => {
                    self.ledger.enter(&link.url);
                    self.inlines(child, style, out);
                }
                NodeValue::Link(_) => self.unsupported("markup-link-title", child),
                NodeValue::FootnoteReference(reference) => self.note(child, &reference.name, out),
                NodeValue::HtmlInline(tag) if style.in_cell && is_line_end(&tag) => {
                    self.ledger.enter(&tag);
                    out.push(Inline::Break);
                }
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

    /// Reads plain text. Zero-width characters are dropped, and special blanks become plain ones.
    fn text(&mut self, node: Node, text: &str, style: InlineStyle, out: &mut Vec<Inline>) {
        if let Some((_, rest)) = text.split_once("[^")
            && let Some((name, _)) = rest.split_once(']')
        {
            let range = self.range(node);
            self.report(Diagnostic::new(Code::FootnoteUndefined).with("name", name), range);
        }
        self.ledger.enter(text);
        let kept: String = text
            .chars()
            .filter(|c| !INVISIBLE.contains(c))
            .map(|c| if matches!(c, '\u{a0}' | '\t') { ' ' } else { c })
            .collect();
        append(out, &kept, style);
    }

    /// Reads a reference to a footnote. The footnote is printed there, so a second reference to it is an error.
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

/// Returns whether a tag of HTML ends a line: `<br>`, `<br/>` or `<br />`.
fn is_line_end(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
    name.eq_ignore_ascii_case("br")
}

/// Returns whether two or more stars in a row are left over. Stars between digits, as in 138****1234, hide a number.
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

/// Returns the sign of a picture, footnote or table that stands among printed words.
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

/// Returns whether the stars of an emphasis are meant as stars. `2*3*4` is a product, `王*、李*` are shortened names, and
/// `带*的为预估数，带*的为实数` are remarks.
fn is_no_emphasis(node: Node) -> bool {
    /// What a sentence goes on with behind a star that is a remark. Stressed words hardly begin so.
    const GOES_ON: &str = "的为是号和及与以由在按者处项均等或也都、，。；：）";
    let text = |node: Option<Node>| match node.map(|node| node.data().value.clone()) {
        Some(NodeValue::Text(text)) => text.into_owned(),
        _ => String::new(),
    };
    let (before, after) = (text(node.previous_sibling()), text(node.next_sibling()));
    let inner = text(node.first_child());
    let digit = |c: char| c.is_ascii_digit();
    let follows_word = before.ends_with(char::is_alphanumeric);
    before.ends_with(digit) && after.starts_with(digit)
        || inner.starts_with(['、', '，', '。', '；', '：', '）'])
        || follows_word && inner.starts_with(|c| GOES_ON.contains(c))
        || follows_word && inner.trim_end_matches(['，', '。', '；', '：']).contains(['，', '。', '；', '：', '、'])
}

/// Adds words: to the last run if it has the same style, otherwise as a new run.
fn append(out: &mut Vec<Inline>, words: &str, style: InlineStyle) {
    if let Some(Inline::Text { text, strong, emphasis }) = out.last_mut()
        && (*strong, *emphasis) == (style.strong, style.emphasis)
    {
        text.push_str(words);
    } else if !words.is_empty() {
        out.push(Inline::Text { text: words.to_owned(), strong: style.strong, emphasis: style.emphasis });
    }
}

/// Returns whether the lines before and after a line break join without a space, as they do if either is Chinese.
fn joins_closely(out: &[Inline], next: Option<char>) -> bool {
    let last = match out.last() {
        Some(Inline::Text { text, .. }) => text.chars().next_back(),
        _ => None,
    };
    last.is_none_or(is_wide) || next.is_none_or(is_wide)
}

/// Returns the first character of a node's words.
fn first_char(node: Node, depth: usize) -> Option<char> {
    match &node.data().value {
        NodeValue::Text(text) => text.chars().next(),
        _ if depth == 0 => None,
        _ => node.first_child().and_then(|child| first_char(child, depth - 1)),
    }
}

/// Removes blanks at both ends, and runs that become empty.
fn trim(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text { text, .. }) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text, .. }) = inlines.last_mut() {
        text.truncate(text.trim_end().len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
}

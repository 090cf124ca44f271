//! Reads the pictures of a paragraph: one, or several side by side.
//!
//! Whether a picture exists is for `check`.

use comrak::nodes::{Node, NodeValue};

use super::reader::Reader;
use super::{Beside, BlockKind, PICTURE_WIDTHS_MM};
use crate::diagnostic::{Arg, Code, Diagnostic};

/// The most pictures that stand side by side.
const MAX_SIDE_BY_SIDE: usize = 4;

/// Returns the angle brackets that Markdown needs around the paths of pictures whose file names hold a blank, each with the
/// byte before which it stands. `line` may have several pictures.
pub(super) fn path_brackets(line: &str) -> Vec<(usize, char)> {
    let mut brackets = Vec::new();
    let mut from = 0;
    while line[from..].starts_with("![") {
        let next = line[from..].match_indices(')').find_map(|(at, _)| {
            let behind = line[from + at + 1..].trim_start();
            behind.starts_with("![").then(|| (from + at + 1, line.len() - behind.len()))
        });
        let (end, next) = next.unwrap_or((line.len(), line.len()));
        let own = brackets_of(&line[from..end]);
        brackets.extend(own.into_iter().flatten().map(|(at, sign)| (from + at, sign)));
        from = next;
    }
    brackets
}

/// Returns the angle brackets of one picture.
fn brackets_of(words: &str) -> Option<[(usize, char); 2]> {
    let start = words.find("](")? + 2;
    let rest = &words[start..];
    let end = rest.find(" \"").or_else(|| rest.strip_suffix(')').map(str::len))?;
    let path = &rest[..end];
    let inner = path.trim();
    let begin = start + path.len() - path.trim_start().len();
    let plain = inner.contains(' ') && !path.contains(['<', '>', '"', '“']);
    plain.then_some([(begin, '<'), (begin + inner.len(), '>')])
}

impl Reader<'_> {
    /// Reads the pictures of a paragraph that has nothing else. Returns whether it is one.
    pub(super) fn pictures(&mut self, node: Node) -> bool {
        let is_blank = |child: &Node| match &child.data().value {
            NodeValue::SoftBreak | NodeValue::LineBreak => true,
            NodeValue::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let children: Vec<Node> = node.children().filter(|child| !is_blank(child)).collect();
        let images: Vec<_> = children
            .iter()
            .filter_map(|child| match child.data().value.clone() {
                NodeValue::Image(image) => Some((*child, image)),
                _ => None,
            })
            .collect();
        if images.is_empty() || images.len() < children.len() {
            return false;
        }
        if images.len() > MAX_SIDE_BY_SIDE {
            let range = self.range(node);
            self.report(Diagnostic::new(Code::PictureRow).with("reason", Arg::Message("picture-row-many")), range);
        }
        let is_row = images.len() > 1;
        for (node, image) in images {
            self.picture(node, image.url, &image.title, is_row);
        }
        self.picture_rows += usize::from(is_row);
        true
    }

    /// Reads a picture. Its title in Markdown is its width in print, and the side of the text where it stands.
    fn picture(&mut self, node: Node, url: String, title: &str, is_in_row: bool) {
        let caption = self.words(node);
        self.ledger.enter(&url);
        self.ledger.enter(title);
        let place = title.trim();
        let (width, side) = match place.split_once(char::is_whitespace) {
            Some((width, "right" | "右")) => (width, Some(Beside::TextAtLeft)),
            Some((width, "left" | "左")) => (width, Some(Beside::TextAtRight)),
            _ => (place, None),
        };
        let width = match width {
            "" => None,
            words => {
                let width = words.strip_suffix("mm").and_then(|n| n.trim().parse::<u32>().ok());
                let width = width.filter(|n| PICTURE_WIDTHS_MM.contains(n));
                if width.is_none() {
                    let range = self.range(node);
                    self.report(Diagnostic::new(Code::PictureWidth).with("width", title), range);
                }
                width
            }
        };
        if is_in_row && (width.is_some() || side.is_some()) {
            let range = self.range(node);
            self.report(Diagnostic::new(Code::PictureRow).with("reason", Arg::Message("picture-row-width")), range);
        }
        let beside = if is_in_row { Beside::Pictures(self.picture_rows) } else { side.unwrap_or(Beside::Nothing) };
        self.push(BlockKind::Picture { path: url, caption, width, beside }, node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_blanks_get_brackets() {
        let with_brackets = |line: &str| {
            let mut line = line.to_owned();
            for (at, sign) in path_brackets(&line.clone()).into_iter().rev() {
                line.insert(at, sign);
            }
            line
        };
        for (line, bracketed) in [
            ("![图](a b.jpg)", "![图](<a b.jpg>)"),
            ("![图](a (1).jpg \"60mm\")", "![图](<a (1).jpg> \"60mm\")"),
            ("![甲](a b.jpg) ![乙](c.jpg)![丙](d e.jpg)", "![甲](<a b.jpg>) ![乙](c.jpg)![丙](<d e.jpg>)"),
            ("![甲](a.jpg) ![乙](c.jpg)", "![甲](a.jpg) ![乙](c.jpg)"),
            ("文![甲](a b.jpg)", "文![甲](a b.jpg)"),
        ] {
            assert_eq!(with_brackets(line), bracketed);
        }
    }
}

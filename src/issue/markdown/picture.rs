//! Reads the pictures of a paragraph: one, or several side by side.
//!
//! Whether a picture exists is for `check`.

use comrak::nodes::{Node, NodeValue};

use super::reader::Reader;
use super::{Beside, BlockKind, PICTURE_WIDTHS_MM};
use crate::diagnostic::{Arg, Code, Diagnostic};

/// The most pictures that stand side by side.
const MAX_SIDE_BY_SIDE: usize = 4;

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

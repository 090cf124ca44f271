//! Reads quotations (引用), such as a leader's remark (批示): lines that begin with `>`.
//!
//! All other blocks are for `read`.

use comrak::nodes::{Node, NodeValue};

use super::BlockKind;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};

impl Reader<'_> {
    /// Reads a quotation. Each of its paragraphs is a block.
    pub fn quote(&mut self, quote: Node) {
        if quote.first_child().is_none() {
            let range = self.range(quote);
            self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", ">"), range);
        }
        for child in quote.children() {
            match child.data().value {
                NodeValue::Paragraph => {
                    let inlines = self.words(child);
                    self.push(BlockKind::Quote(inlines), child);
                }
                _ => self.unsupported("markup-block-in-quote", child),
            }
        }
    }
}

//! Marked contents, as far as they belong to layers.

use lopdf::Object;
use lopdf::content::Operation;

use super::StreamWalk;
use crate::pdf::preflight::file::as_name;

/// The most marked contents that stand in one another.
const MAX_MARKS: usize = 1000;

impl StreamWalk<'_, '_> {
    /// Follows an operator of marked contents (PDF 2.0 14.6, 8.11.3.2).
    pub(super) fn mark_content(&mut self, operation: &Operation) {
        match operation.operator.as_str() {
            "EMC" => drop(self.marks.pop()),
            _ if self.marks.len() >= MAX_MARKS => {}
            "BDC" if operation.operands.first().and_then(as_name) == Some("OC") => {
                let hides = operation.operands.get(1).and_then(as_name).is_some_and(|name| self.hides(name));
                self.marks.push(hides);
            }
            _ => self.marks.push(false),
        }
    }

    /// Whether a property list of the resources names a hidden layer.
    fn hides(&self, name: &str) -> bool {
        let file = self.walker.file;
        let lists = self.resources.and_then(|resources| file.dict(resources, "Properties"));
        lists
            .and_then(|lists| lists.get(name.as_bytes()).ok())
            .is_some_and(|layer| self.walker.layers.hides(file, layer))
    }

    /// Whether an external object belongs to a hidden layer (PDF 2.0 8.11.3.3).
    pub(super) fn hides_object(&self, dict: &lopdf::Dictionary) -> bool {
        let layer: Option<&Object> = dict.get(b"OC").ok();
        layer.is_some_and(|layer| self.walker.layers.hides(self.walker.file, layer))
    }

    /// Whether what is painted now belongs to a hidden layer.
    pub(super) fn is_hidden(&self) -> bool {
        self.marks.contains(&true)
    }
}

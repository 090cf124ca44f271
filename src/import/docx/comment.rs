//! Comments (批注) of a Word file: which words they are on, who answered, and whether they are resolved.
//!
//! What becomes of them is for the user to choose.

use super::Node;
use super::building::OpenComment;
use super::reader::{Reader, words};
use crate::import::draft::Comment;
use crate::import::xml::{attribute, word_name};

/// How many characters before a place are shown.
const BEFORE: usize = 6;

impl<'d> Reader<'_, 'd, '_> {
    /// Begins the stretch of a comment.
    pub fn begin_comment(&mut self, node: Node<'d>) {
        let id = attribute(node, "id").unwrap_or_default().to_owned();
        let open = OpenComment { on: String::new(), at: self.here(), is_stretch: true };
        self.open_comments.push((id, open));
    }

    /// Ends the stretch of a comment.
    pub fn end_comment(&mut self, node: Node<'d>) {
        let id = attribute(node, "id").unwrap_or_default();
        if let Some(index) = self.open_comments.iter().position(|(open, _)| open == id) {
            self.found_comments.push(self.open_comments.remove(index));
        }
    }

    /// Notes the place of a comment. One without a stretch is at the words before.
    pub fn refer_to_comment(&mut self, node: Node<'d>) {
        let id = attribute(node, "id").unwrap_or_default();
        if self.found_comments.iter().any(|(found, _)| found == id) {
            return;
        }
        let all: Vec<char> = self.building.words.chars().collect();
        let on = all[all.len().saturating_sub(BEFORE)..].iter().collect();
        self.found_comments.push((id.to_owned(), OpenComment { on, at: self.here(), is_stretch: false }));
    }

    /// Returns the comments in the order of their places, with their answers.
    pub fn comments(&mut self, parts: [Option<Node<'d>>; 2]) -> Vec<Comment> {
        let [comments, answers] = parts;
        let mut all: Vec<(String, Comment)> = Vec::new();
        for node in comments.into_iter().flat_map(|root| root.children()).filter(|node| word_name(*node) == "comment") {
            let id = attribute(node, "id").unwrap_or_default();
            let place = self.found_comments.iter().chain(&self.open_comments).find(|(found, _)| found == id);
            let place = place.map(|(_, place)| place.clone()).unwrap_or_default();
            let paragraph = node.descendants().rfind(|inner| word_name(*inner) == "p");
            let key = paragraph.and_then(|paragraph| attribute(paragraph, "paraId")).unwrap_or_default().to_owned();
            let date = attribute(node, "date").and_then(|date| date.get(..10)).unwrap_or_default().to_owned();
            let comment = Comment {
                by: attribute(node, "author").unwrap_or_default().to_owned(),
                date,
                text: words(node).trim().to_owned(),
                on: place.on,
                is_stretch: place.is_stretch,
                is_resolved: false,
                answers: Vec::new(),
                at: place.at,
            };
            all.push((key, comment));
        }
        let known: Vec<Node> = answers.into_iter().flat_map(|root| root.children()).filter(Node::is_element).collect();
        let of = |key: &str| known.iter().find(|node| !key.is_empty() && attribute(**node, "paraId") == Some(key));
        let mut top: Vec<(String, Comment)> = Vec::new();
        for (key, mut comment) in all {
            comment.is_resolved = of(&key).is_some_and(|node| matches!(attribute(*node, "done"), Some("1" | "true")));
            let parent = of(&key).and_then(|node| attribute(*node, "paraIdParent"));
            match top.iter_mut().find(|(other, _)| parent == Some(other.as_str())) {
                Some((_, parent)) => parent.answers.push(comment),
                None => top.push((key, comment)),
            }
        }
        top.into_iter().map(|(_, comment)| comment).collect()
    }
}

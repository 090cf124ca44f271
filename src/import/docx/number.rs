//! Automatic numbers as text: counters, levels and the formats of numerals (ECMA-376 17.9).
//!
//! It knows numbers. Where a label goes is for the reader of paragraphs.

use std::collections::{HashMap, HashSet};

use roxmltree::Node;

use super::numeral::format_number;
use super::style::Styles;
use crate::diagnostic::Diagnostic;
use crate::import::fault::too_large;
use crate::import::xml::{attribute, child, switch, value, word_name};

/// The levels of a list.
const LEVELS: usize = 9;
/// The most characters of a label.
const MAX_LABEL: usize = 100;
/// The most links between definitions and styles that are followed.
const MAX_LINKS: usize = 8;

/// The label of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its text, with the blank behind it if there is one. It is empty for bullets.
    pub text: String,
    /// Whether it is a bullet.
    pub is_bullet: bool,
    /// The level, from 0.
    pub level: usize,
    /// Whether its format isn't known, or it is beyond 99.
    pub is_guess: bool,
}

/// The lists of a document, and how far each has been counted.
pub struct Numbering<'a, 'i> {
    /// The definitions by their ids.
    definitions: HashMap<&'a str, Node<'a, 'i>>,
    /// The lists by their ids.
    lists: HashMap<&'a str, Node<'a, 'i>>,
    /// The counters of each definition.
    counters: HashMap<&'a str, [Option<u32>; LEVELS]>,
    /// The levels of lists that have begun anew already.
    restarted: HashSet<(String, usize)>,
}

impl<'a, 'i> Numbering<'a, 'i> {
    /// Reads the lists.
    pub fn read(root: Option<Node<'a, 'i>>) -> Self {
        let by = |element: &str, id: &str| {
            let nodes = root.into_iter().flat_map(|root| root.children()).filter(|node| word_name(*node) == element);
            nodes.filter_map(|node| Some((attribute(node, id)?, node))).collect::<HashMap<_, _>>()
        };
        Self {
            definitions: by("abstractNum", "abstractNumId"),
            lists: by("num", "numId"),
            counters: HashMap::new(),
            restarted: HashSet::new(),
        }
    }

    /// Returns the definition that a list uses, through links to styles.
    fn definition(&self, list: &str, styles: &Styles<'a, 'i>) -> Option<(&'a str, Node<'a, 'i>)> {
        let mut list = list;
        for _ in 0..MAX_LINKS {
            let id = value(*self.lists.get(list)?, "abstractNumId")?;
            let definition = *self.definitions.get(id)?;
            let Some(link) = value(definition, "numStyleLink") else { return Some((id, definition)) };
            let linked = self.definitions.iter().find(|(_, other)| value(**other, "styleLink") == Some(link));
            if let Some((id, definition)) = linked {
                return Some((id, *definition));
            }
            list = value(child(child(styles.by_id(link)?, "pPr")?, "numPr")?, "numId")?;
        }
        None
    }

    /// Returns the level of a paragraph that doesn't name one: that which its style belongs to.
    pub fn level_of_style(&self, list: &str, chain: &[Node<'a, 'i>], styles: &Styles<'a, 'i>) -> Option<usize> {
        let (_, definition) = self.definition(list, styles)?;
        let ids: Vec<_> = chain.iter().filter_map(|style| attribute(*style, "styleId")).collect();
        let levels: Vec<_> = definition.children().filter(|node| word_name(*node) == "lvl").collect();
        let level = ids.iter().find_map(|id| levels.iter().find(|level| value(**level, "pStyle") == Some(id)))?;
        attribute(*level, "ilvl")?.parse().ok()
    }

    /// Returns the definition of a level in a list, and the number that the list begins it with, if it says so.
    fn level(&self, list: &str, definition: Node<'a, 'i>, level: usize) -> (Option<Node<'a, 'i>>, Option<u32>) {
        let is_level = |node: &Node<'a, 'i>| attribute(*node, "ilvl").and_then(|n| n.parse().ok()) == Some(level);
        let overrides = self.lists.get(list).into_iter().flat_map(roxmltree::Node::children);
        let over = overrides.filter(|node| word_name(*node) == "lvlOverride").find(is_level);
        let own = over.and_then(|over| child(over, "lvl"));
        let shared = || definition.children().filter(|node| word_name(*node) == "lvl").find(is_level);
        let start = over.and_then(|over| value(over, "startOverride")).map(saturating);
        (own.or_else(shared), start)
    }

    /// Counts a paragraph and returns its label.
    ///
    /// # Errors
    /// `import-too-large` for a label that is too long.
    pub fn count(&mut self, list: &str, level: usize, styles: &Styles<'a, 'i>) -> Result<Option<Label>, Diagnostic> {
        let level = level.min(LEVELS - 1);
        let Some((id, definition)) = self.definition(list, styles) else { return Ok(None) };
        let levels: Vec<_> = (0..LEVELS).map(|level| self.level(list, definition, level)).collect();
        let start = |level: usize| levels[level].0.and_then(|node| value(node, "start")).map_or(0, saturating);
        let mut counters = self.counters.get(id).copied().unwrap_or_default();
        for (above, counter) in counters.iter_mut().enumerate().take(level) {
            counter.get_or_insert_with(|| levels[above].1.unwrap_or_else(|| start(above)));
        }
        counters[level] = match levels[level].1 {
            Some(first) if self.restarted.insert((list.to_owned(), level)) => Some(first),
            _ => Some(counters[level].map_or_else(|| start(level), |count| count.saturating_add(1))),
        };
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restart = levels[deeper].0.and_then(|node| value(node, "lvlRestart")).map(saturating);
            if restart.is_none_or(|after| level < after as usize) {
                *counter = None;
            }
        }
        self.counters.insert(id, counters);
        let Some(node) = levels[level].0 else { return Ok(None) };
        let format = |level: usize| levels[level].0.and_then(|node| value(node, "numFmt")).unwrap_or("decimal");
        label(node, level, &counters, format)
    }
}

/// Reads a number that may be too large.
fn saturating(text: &str) -> u32 {
    text.trim().parse().unwrap_or(if text.starts_with('-') { 0 } else { u32::MAX })
}

/// Makes the label of a level.
fn label<'a>(
    node: Node,
    level: usize,
    counters: &[Option<u32>; LEVELS],
    format: impl Fn(usize) -> &'a str,
) -> Result<Option<Label>, Diagnostic> {
    let template = value(node, "lvlText").unwrap_or_default();
    if template.chars().count() > MAX_LABEL {
        return Err(too_large(""));
    }
    match format(level) {
        "none" => return Ok(None),
        "bullet" => return Ok(Some(Label { text: String::new(), is_bullet: true, level, is_guess: false })),
        _ => {}
    }
    let is_legal = switch(node, "isLgl").unwrap_or(false);
    let (mut text, mut is_guess) = (String::new(), false);
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digit = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| (1..=9).contains(digit));
        let Some(digit) = digit else {
            text.push('%');
            continue;
        };
        rest = &rest[1..];
        let shown = digit as usize - 1;
        let number = counters[shown].unwrap_or(0);
        let name = if is_legal { "decimal" } else { format(shown) };
        let numeral = format_number(number, name);
        is_guess |= number > 99 || numeral.is_none();
        text.push_str(&numeral.unwrap_or_else(|| number.to_string()));
    }
    text.push_str(rest);
    if text.chars().count() > MAX_LABEL {
        return Err(too_large(""));
    }
    if text.trim().is_empty() {
        return Ok(None);
    }
    let blank = match value(node, "suff") {
        Some("space") => true,
        Some("nothing") => false,
        _ => text.ends_with(|c: char| c.is_ascii_alphanumeric()),
    };
    if blank {
        text.push(' ');
    }
    Ok(Some(Label { text, is_bullet: false, level, is_guess }))
}

//! A Markdown page as the tests read it: its links, headings, words of code and examples, in their order.

use std::fs;
use std::path::{Path, PathBuf};

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use crate::support::root;

/// What a page holds, in order.
pub enum Part {
    /// A block of code: the words behind the fence, and the text.
    Example { info: String, text: String },
    /// Words of code within a line.
    Code(String),
    /// Where a link or a picture leads.
    Link(String),
    /// The anchor of a heading.
    Anchor(String),
}

pub struct Page {
    /// The path below the project's folder, with forward slashes.
    pub name: String,
    pub text: String,
    pub parts: Vec<Part>,
}

impl Page {
    pub fn read(name: &str) -> Self {
        let text = fs::read_to_string(root().join(name)).unwrap();
        let mut options = Options::default();
        options.extension.table = true;
        let arena = Arena::new();
        let mut parts = Vec::new();
        for node in parse_document(&arena, &text, &options).descendants() {
            parts.extend(match &node.data().value {
                NodeValue::CodeBlock(block) => {
                    Some(Part::Example { info: block.info.clone(), text: block.literal.clone() })
                }
                NodeValue::Code(code) => Some(Part::Code(code.literal.clone())),
                NodeValue::Link(link) | NodeValue::Image(link) => Some(Part::Link(link.url.clone())),
                NodeValue::Heading(_) => {
                    let words = node.descendants().filter_map(|inner| match &inner.data().value {
                        NodeValue::Text(text) => Some(text.to_string()),
                        NodeValue::Code(code) => Some(code.literal.clone()),
                        _ => None,
                    });
                    Some(Part::Anchor(anchor(&words.collect::<String>())))
                }
                _ => None,
            });
        }
        Self { name: name.to_owned(), text, parts }
    }

    pub fn has_anchor(&self, wanted: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Anchor(anchor) if anchor == wanted))
    }

    /// The examples with the words behind their fences.
    pub fn examples(&self) -> impl Iterator<Item = (Vec<&str>, &str)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Example { info, text } => Some((info.split_whitespace().collect(), text.as_str())),
            _ => None,
        })
    }

    /// Whether the page is in Chinese, and so are the outputs that it shows.
    pub fn lang(&self) -> &'static str {
        if self.name.contains("zh") { "zh" } else { "en" }
    }
}

/// The anchor that GitHub and mdBook give to a heading: small letters, dashes for blanks, no punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// All Markdown files of the project, but those that are built or brought along.
pub fn all() -> Vec<Page> {
    let mut names = Vec::new();
    collect(root(), &mut names);
    names.sort();
    names.iter().map(|name| Page::read(name)).collect()
}

/// The READMEs and the pages of the manual: what their examples say has to work.
pub fn for_readers() -> Vec<Page> {
    let is_for_readers = |page: &Page| page.name.starts_with("README") || page.name.starts_with("docs/");
    all().into_iter().filter(is_for_readers).collect()
}

fn collect(folder: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let below = name_of(&path);
        if path.is_dir() {
            if !matches!(below.as_str(), ".git" | "target" | "out" | "releases" | "docs/book" | "fuzz/seeds") {
                collect(&path, names);
            }
        } else if below.ends_with(".md") {
            names.push(below);
        }
    }
}

pub fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

/// The file that a link on a page leads to, and the anchor there.
pub fn target(page: &Page, link: &str) -> (PathBuf, Option<String>) {
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let own = root().join(&page.name);
    let path = if file.is_empty() { own } else { own.parent().unwrap().join(decode(file)) };
    (path, anchor.map(decode))
}

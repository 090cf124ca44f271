//! The looks of runs and paragraphs: what is set on them, by their styles, and by default.
//!
//! Toggles of a paragraph's and a character's style cancel each other (ECMA-376 17.7.3). It reads no words.

use std::cell::RefCell;
use std::collections::HashMap;

use roxmltree::Node;

use crate::import::draft::Face;
use crate::import::xml::{attribute, child, switch, value, word_name};

/// The most styles that may be based on one another.
const MAX_CHAIN: usize = 20;

/// The looks of a run as far as they mean something. What isn't set is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// Bold.
    pub bold: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Struck through.
    pub struck: Option<bool>,
    /// The face of hanzi.
    pub face: Option<String>,
    /// The face of letters, which tells of symbols.
    pub letters: Option<String>,
    /// The size in pt.
    pub size: Option<f32>,
    /// The colour as six hexadecimal figures.
    pub colour: Option<String>,
    /// Raised or lowered.
    pub raised: Option<&'static str>,
    /// Underline, highlight and the like, each by its name.
    pub dropped: Vec<&'static str>,
}

/// The formats of characters that a bulletin doesn't have, each with its element and the value that turns it off.
const DROPPED: [(&str, &str, &str); 6] = [
    ("u", "underline", "none"),
    ("highlight", "highlight", "none"),
    ("em", "emphasis-marks", "none"),
    ("shd", "shading", "clear"),
    ("w", "width", "100"),
    ("spacing", "spacing", "0"),
];

impl Look {
    /// Takes what is set by the properties of a run where nothing is set yet.
    fn fill(&mut self, properties: Node, theme: &Theme) {
        let own = |name: &str| switch(properties, name);
        self.bold = self.bold.or_else(|| own("b"));
        self.hidden = self.hidden.or_else(|| own("vanish").or_else(|| own("specVanish")));
        self.struck = self.struck.or_else(|| own("strike").or_else(|| own("dstrike")));
        if let Some(faces) = child(properties, "rFonts") {
            let by_theme = attribute(faces, "eastAsiaTheme").and_then(|name| theme.face(name));
            let face = by_theme.or_else(|| attribute(faces, "eastAsia"));
            self.face = self.face.take().or_else(|| face.map(str::to_owned));
            self.letters = self.letters.take().or_else(|| attribute(faces, "ascii").map(str::to_owned));
        }
        let size = || value(properties, "sz").and_then(|half| half.parse::<f32>().ok()).map(|half| half / 2.0);
        self.size = self.size.or_else(size);
        self.colour = self.colour.take().or_else(|| value(properties, "color").map(str::to_owned));
        self.raised = self.raised.or_else(|| match value(properties, "vertAlign")? {
            "superscript" => Some("raised"),
            "subscript" => Some("lowered"),
            _ => Some(""),
        });
        if own("i") == Some(true) && !self.dropped.contains(&"italic") {
            self.dropped.push("italic");
        }
        for (element, name, off) in DROPPED {
            let is_set = value(properties, element).is_some_and(|value| value != off);
            if is_set && !self.dropped.contains(&name) {
                self.dropped.push(name);
            }
        }
    }

    /// Takes what isn't set from another look.
    fn inherit(&mut self, other: &Self) {
        self.face = self.face.take().or_else(|| other.face.clone());
        self.letters = self.letters.take().or_else(|| other.letters.clone());
        self.size = self.size.or(other.size);
        self.colour = self.colour.take().or_else(|| other.colour.clone());
        self.raised = self.raised.or(other.raised);
    }

    /// Returns the face, as far as it means something.
    pub fn kind_of_face(&self) -> Face {
        let name = self.face.as_deref().unwrap_or_default();
        let lower = name.to_lowercase();
        if name.contains("小标宋") || lower.contains("xiaobiaosong") {
            Face::XiaoBiaoSong
        } else if name.contains("黑体") || lower.contains("hei") {
            Face::Hei
        } else if name.contains("楷") || lower.contains("kai") {
            Face::Kai
        } else {
            Face::Other
        }
    }
}

/// The faces of the theme for hanzi.
#[derive(Debug, Default)]
pub struct Theme {
    /// The face of headings.
    major: Option<String>,
    /// The face of the text.
    minor: Option<String>,
}

impl Theme {
    /// Reads a theme.
    pub fn read(root: Node) -> Self {
        let face = |which: &str| {
            let fonts = root.descendants().find(|node| node.tag_name().name() == which)?;
            let local = |name: &'static str| move |node: &Node| node.tag_name().name() == name;
            let own = fonts.children().find(local("ea")).and_then(|node| attribute(node, "typeface"));
            let of_script = || {
                let fonts = fonts.children().filter(local("font"));
                fonts
                    .filter(|node| attribute(*node, "script") == Some("Hans"))
                    .find_map(|node| attribute(node, "typeface"))
            };
            own.filter(|face| !face.is_empty()).or_else(of_script).map(str::to_owned)
        };
        Self { major: face("majorFont"), minor: face("minorFont") }
    }

    /// Returns the face that a run names.
    fn face(&self, name: &str) -> Option<&str> {
        if name.starts_with("major") { self.major.as_deref() } else { self.minor.as_deref() }
    }
}

/// The styles of a document.
pub struct Styles<'a, 'i> {
    /// The styles by their ids.
    by_id: HashMap<&'a str, Node<'a, 'i>>,
    /// The id of the style of paragraphs that name none.
    default_paragraph: Option<&'a str>,
    /// The default properties of runs.
    defaults: Look,
    /// The theme.
    theme: Theme,
    /// The looks of styles that were asked for.
    known: RefCell<HashMap<String, Look>>,
}

impl<'a, 'i> Styles<'a, 'i> {
    /// Reads the styles.
    pub fn read(root: Option<Node<'a, 'i>>, theme: Theme) -> Self {
        let mut styles = Self {
            by_id: HashMap::new(),
            default_paragraph: None,
            defaults: Look::default(),
            theme,
            known: RefCell::default(),
        };
        let Some(root) = root else { return styles };
        for style in root.children().filter(|node| word_name(*node) == "style") {
            let Some(id) = attribute(style, "styleId") else { continue };
            let is_default = matches!(attribute(style, "default"), Some("1" | "true" | "on"));
            if is_default && attribute(style, "type") == Some("paragraph") {
                styles.default_paragraph = Some(id);
            }
            styles.by_id.entry(id).or_insert(style);
        }
        let defaults = child(root, "docDefaults").and_then(|node| child(child(node, "rPrDefault")?, "rPr"));
        if let Some(properties) = defaults {
            styles.defaults.fill(properties, &styles.theme);
        }
        styles
    }

    /// Returns a style and those that it is based on, nearest first.
    pub fn chain(&self, id: Option<&str>) -> Vec<Node<'a, 'i>> {
        let mut chain: Vec<Node<'a, 'i>> = Vec::new();
        let mut next = id.and_then(|id| self.by_id.get(id).copied());
        while let Some(style) = next
            && chain.len() < MAX_CHAIN
            && !chain.contains(&style)
        {
            chain.push(style);
            next = value(style, "basedOn").and_then(|id| self.by_id.get(id).copied());
        }
        chain
    }

    /// Returns the style of a paragraph and those that it is based on, nearest first.
    pub fn of_paragraph(&self, properties: Option<Node<'a, 'i>>) -> Vec<Node<'a, 'i>> {
        let own = properties.and_then(|properties| value(properties, "pStyle"));
        self.chain(own.or(self.default_paragraph))
    }

    /// Returns a style of numbers by its id.
    pub fn by_id(&self, id: &str) -> Option<Node<'a, 'i>> {
        self.by_id.get(id).copied()
    }

    /// Returns what a chain of styles sets on runs.
    fn look_of(&self, chain: &[Node]) -> Look {
        let Some(id) = chain.first().and_then(|style| attribute(*style, "styleId")) else { return Look::default() };
        if let Some(look) = self.known.borrow().get(id) {
            return look.clone();
        }
        let mut look = Look::default();
        for properties in chain.iter().filter_map(|style| child(*style, "rPr")) {
            look.fill(properties, &self.theme);
        }
        self.known.borrow_mut().insert(id.to_owned(), look.clone());
        look
    }

    /// Returns the effective look of a run with these properties, in a paragraph with this chain of styles.
    pub fn look(&self, properties: Option<Node>, paragraph: &[Node]) -> Look {
        let mut look = Look::default();
        let of_paragraph = self.look_of(paragraph);
        let mut of_characters = Look::default();
        if let Some(properties) = properties {
            look.fill(properties, &self.theme);
            of_characters = self.look_of(&self.chain(value(properties, "rStyle")));
        }
        let toggled = |own: Option<bool>, other: Option<bool>| match (own, other) {
            (None, None) => None,
            (own, other) => Some(own.unwrap_or(false) != other.unwrap_or(false)),
        };
        look.bold = look.bold.or(toggled(of_characters.bold, of_paragraph.bold)).or(self.defaults.bold);
        look.hidden = look.hidden.or(toggled(of_characters.hidden, of_paragraph.hidden)).or(self.defaults.hidden);
        look.struck = look.struck.or(toggled(of_characters.struck, of_paragraph.struck)).or(self.defaults.struck);
        for other in [&of_characters, &of_paragraph, &self.defaults] {
            look.inherit(other);
        }
        look
    }
}

/// Returns an element of a paragraph's properties: its own, or that of the nearest style.
pub fn property<'a, 'i>(own: Option<Node<'a, 'i>>, styles: &[Node<'a, 'i>], name: &str) -> Option<Node<'a, 'i>> {
    let of_styles = || styles.iter().find_map(|style| child(child(*style, "pPr")?, name));
    own.and_then(|own| child(own, name)).or_else(of_styles)
}

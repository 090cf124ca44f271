//! The structure tree of a PDF, read with its texts.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The longest text that a line shows, in characters.
const MAX_SHOWN: usize = 24;

/// An element of structure.
pub struct Element {
    /// Its type.
    pub role: String,
    /// The alternate text.
    pub alt: Option<String>,
    /// How a list is counted.
    pub numbering: Option<String>,
    /// What stands in it, in order.
    pub kids: Vec<Kid>,
}

/// What stands in an element.
pub enum Kid {
    /// Another element.
    Element(Element),
    /// Words on a page.
    Text(String),
    /// A link that can be clicked on, with what it says.
    Link(String),
}

impl Element {
    /// Reads the tree of a PDF. Its root is the tree's own.
    pub fn read(document: &Document) -> Self {
        let texts = marked_texts(document);
        let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
        read(document, &texts, root)
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.kids.iter().filter_map(|kid| if let Kid::Element(element) = kid { Some(element) } else { None })
    }

    /// The words that stand in it and in no element within it.
    pub fn own_text(&self) -> String {
        self.kids.iter().filter_map(|kid| if let Kid::Text(text) = kid { Some(text.as_str()) } else { None }).collect()
    }

    /// The element and all below it, each with the one above it.
    pub fn walk<'e>(&'e self, above: Option<&'e Self>, see: &mut dyn FnMut(&'e Self, Option<&'e Self>)) {
        see(self, above);
        for element in self.elements() {
            element.walk(Some(self), see);
        }
    }

    /// The tree, an element a line.
    pub fn shown(&self) -> String {
        let mut out = String::new();
        for element in self.elements() {
            element.show(0, &mut out);
        }
        out
    }

    fn show(&self, depth: usize, out: &mut String) {
        *out += &"  ".repeat(depth);
        *out += &self.role;
        for attribute in [&self.numbering, &self.alt].into_iter().flatten() {
            *out += &format!(" [{}]", shorten(attribute));
        }
        let text = self.own_text();
        if !text.is_empty() {
            *out += &format!(" {}", shorten(&text));
        }
        if let Some(says) = self.kids.iter().find_map(|kid| if let Kid::Link(says) = kid { Some(says) } else { None }) {
            *out += &format!(" → {}", shorten(says));
        }
        out.push('\n');
        for element in self.elements() {
            element.show(depth + 1, out);
        }
    }
}

fn shorten(text: &str) -> String {
    let shown: String = text.chars().take(MAX_SHOWN).collect();
    if shown.len() < text.len() { shown + "…" } else { shown }
}

/// The words of each marked part, by its page and number.
pub fn marked_texts(document: &Document) -> HashMap<(ObjectId, i64), String> {
    let mut texts = HashMap::new();
    for page in document.page_iter() {
        let fonts = document.get_page_fonts(page).unwrap();
        let encodings: HashMap<_, _> =
            fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(document).unwrap())).collect();
        let content = Content::decode(&document.get_page_content(page)).unwrap();
        let (mut open, mut font) = (Vec::new(), Vec::new());
        for operation in content.operations {
            match operation.operator.as_str() {
                "BDC" | "BMC" => {
                    let properties = operation.operands.get(1).and_then(|operand| operand.as_dict().ok());
                    let id = properties.and_then(|dict| dict.get(b"MCID").ok()?.as_i64().ok());
                    if let Some(id) = id {
                        texts.entry((page, id)).or_insert_with(String::new);
                    }
                    open.push(id);
                }
                "EMC" => drop(open.pop()),
                "Tf" => font = operation.operands[0].as_name().unwrap().to_vec(),
                "Tj" | "TJ" => {
                    let Some(id) = open.iter().rev().find_map(|id| *id) else { continue };
                    let parts = match &operation.operands[0] {
                        Object::Array(parts) => parts.clone(),
                        part => vec![part.clone()],
                    };
                    for part in parts.iter().filter_map(|part| part.as_str().ok()) {
                        let words = Document::decode_text(&encodings[&font], part).unwrap();
                        texts.entry((page, id)).or_default().push_str(&words);
                    }
                }
                _ => {}
            }
        }
    }
    texts
}

fn read(document: &Document, texts: &HashMap<(ObjectId, i64), String>, id: ObjectId) -> Element {
    let dict = document.get_dictionary(id).unwrap();
    let name = |dict: &Dictionary, key: &[u8]| {
        dict.get(key).ok().and_then(|name| Some(String::from_utf8_lossy(name.as_name().ok()?).into_owned()))
    };
    let attributes = match dict.get(b"A") {
        Ok(Object::Array(attributes)) => attributes.clone(),
        Ok(attribute) => vec![attribute.clone()],
        Err(_) => Vec::new(),
    };
    let numbering = attributes.iter().find_map(|attribute| name(attribute.as_dict().ok()?, b"ListNumbering"));
    let kids = match dict.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    let mut element = Element {
        role: name(dict, b"S").unwrap_or_default(),
        alt: dict.get(b"Alt").ok().map(|alt| lopdf::decode_text_string(alt).unwrap()),
        numbering,
        kids: Vec::new(),
    };
    let own_page = dict.get(b"Pg").and_then(Object::as_reference).ok();
    for kid in kids {
        element.kids.push(match kid {
            Object::Integer(number) => Kid::Text(texts[&(own_page.unwrap(), number)].clone()),
            Object::Reference(kid) => {
                // A kid stands in the element that it names as its parent.
                let parent = document.get_dictionary(kid).unwrap().get(b"P").unwrap().as_reference().unwrap();
                assert_eq!(parent, id);
                Kid::Element(read(document, texts, kid))
            }
            Object::Dictionary(kid) if kid.has(b"MCID") => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(own_page).unwrap();
                Kid::Text(texts[&(page, kid.get(b"MCID").unwrap().as_i64().unwrap())].clone())
            }
            Object::Dictionary(kid) => {
                let annotation = kid.get(b"Obj").unwrap().as_reference().unwrap();
                let annotation = document.get_dictionary(annotation).unwrap();
                Kid::Link(lopdf::decode_text_string(annotation.get(b"Contents").unwrap()).unwrap())
            }
            kid => panic!("{kid:?}"),
        });
    }
    element
}

//! A PDF that anybody may have made: read within bounds, its objects looked up without trust.

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use crate::diagnostic::{Arg, Code, Diagnostic};

/// The most that one stream may grow to when it is read, in bytes.
pub const MAX_STREAM: usize = 32 << 20;
/// The most that contents may grow to; a page of a bulletin has some 10 kB.
pub const MAX_CONTENT: usize = 8 << 20;
/// How far a page may stand below the root of the page tree.
const MAX_DEPTH: usize = 64;

/// A PDF in memory.
pub struct File {
    /// The objects of the PDF.
    pub document: Document,
    /// All pages in order.
    pub pages: Vec<ObjectId>,
}

impl File {
    /// Reads a PDF.
    ///
    /// # Errors
    /// It is no PDF, is broken, or opens with a password only.
    pub fn open(bytes: &[u8]) -> Result<Self, Diagnostic> {
        let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword => Diagnostic::new(Code::PdfPassword),
            _ => Diagnostic::new(Code::PdfUnreadable).with("reason", Arg::Message(write_error(bytes))),
        })?;
        if document.is_encrypted() && !document.was_encrypted() {
            return Err(Diagnostic::new(Code::PdfPassword));
        }
        let pages: Vec<_> = document.page_iter().collect();
        if pages.is_empty() {
            return Err(Diagnostic::new(Code::PdfUnreadable).with("reason", Arg::Message("pdf-pageless")));
        }
        Ok(Self { document, pages })
    }

    /// An object, whatever refers to it.
    pub fn follow<'f>(&'f self, object: &'f Object) -> &'f Object {
        self.document.dereference(object).map_or(&Object::Null, |(_, object)| object)
    }

    /// The value of a key, if there is one.
    pub fn get<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Object> {
        Some(self.follow(dict.get(key.as_bytes()).ok()?)).filter(|object| !object.is_null())
    }

    /// A dictionary below a key; that of a stream, too.
    pub fn dict<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Dictionary> {
        as_dict(self.get(dict, key)?)
    }

    /// A name below a key.
    pub fn name<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f str> {
        as_name(self.get(dict, key)?)
    }

    /// A text below a key.
    pub fn text(&self, dict: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(dict, key)?).ok()
    }

    /// Numbers below a key.
    pub fn numbers(&self, dict: &Dictionary, key: &str) -> Option<Vec<f32>> {
        let array = self.get(dict, key)?.as_array().ok()?;
        array.iter().map(|number| self.follow(number).as_float().ok()).collect()
    }

    /// The catalog.
    pub fn catalog(&self) -> &Dictionary {
        static NONE: std::sync::LazyLock<Dictionary> = std::sync::LazyLock::new(Dictionary::new);
        self.document.catalog().unwrap_or(&NONE)
    }

    /// The document information.
    pub fn info(&self) -> Option<&Dictionary> {
        self.dict(&self.document.trailer, "Info")
    }

    /// A page's dictionary.
    pub fn page(&self, id: ObjectId) -> Option<&Dictionary> {
        self.document.get_dictionary(id).ok()
    }

    /// What a page has under a key, or inherits from the tree above it.
    pub fn inherited<'f>(&'f self, page: &'f Dictionary, key: &str) -> Option<&'f Object> {
        let mut node = page;
        for _ in 0..MAX_DEPTH {
            if let Some(value) = self.get(node, key) {
                return Some(value);
            }
            node = self.dict(node, "Parent")?;
        }
        None
    }

    /// The unit of a page's lengths, in points (PDF 2.0 14.11.2, table 31).
    pub fn unit(&self, page: &Dictionary) -> f32 {
        let unit = self.get(page, "UserUnit").and_then(|unit| unit.as_float().ok());
        unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0)
    }

    /// A page's box in points: left, bottom, right, top.
    pub fn page_box(&self, page: &Dictionary, key: &str) -> Option<[f32; 4]> {
        let object =
            if matches!(key, "MediaBox" | "CropBox") { self.inherited(page, key) } else { self.get(page, key) };
        let [a, b, c, d] = self.edges(object?)?.map(|edge| edge * self.unit(page));
        Some([a.min(c), b.min(d), a.max(c), b.max(d)])
    }

    /// Four numbers.
    pub fn edges(&self, object: &Object) -> Option<[f32; 4]> {
        let edges = object.as_array().ok()?.iter().map(|edge| self.follow(edge).as_float().ok());
        edges.collect::<Option<Vec<f32>>>()?.try_into().ok()
    }

    /// What a stream holds, unless that is more than so many bytes.
    pub fn content(&self, stream: &Stream, most: usize) -> Option<Vec<u8>> {
        stream.get_plain_content_with_limit(most).ok()
    }

    /// All dictionaries, those of streams too, wherever they stand.
    pub fn each_dict<'f>(&'f self, see: &mut dyn FnMut(&'f Dictionary)) {
        fn walk<'f>(object: &'f Object, see: &mut dyn FnMut(&'f Dictionary)) {
            match object {
                Object::Array(list) => list.iter().for_each(|object| walk(object, see)),
                Object::Dictionary(dict) => inside(dict, see),
                Object::Stream(stream) => inside(&stream.dict, see),
                _ => {}
            }
        }
        fn inside<'f>(dict: &'f Dictionary, see: &mut dyn FnMut(&'f Dictionary)) {
            see(dict);
            dict.iter().for_each(|(_, object)| walk(object, see));
        }
        self.document.objects.values().for_each(|object| walk(object, see));
    }

    /// The streams of a page's contents, one after another; nothing if one can't be read, or if they are too large
    /// together.
    pub fn page_content(&self, page: &Dictionary) -> Option<Vec<u8>> {
        let streams = match self.get(page, "Contents") {
            None => return Some(Vec::new()),
            Some(Object::Array(list)) => list.iter().map(|object| self.follow(object)).collect(),
            Some(object) => vec![object],
        };
        let mut content = Vec::new();
        for stream in streams {
            content.extend(stream.as_stream().ok()?.get_plain_content_with_limit(MAX_CONTENT - content.len()).ok()?);
            content.push(b'\n');
            if content.len() >= MAX_CONTENT {
                return None;
            }
        }
        Some(content)
    }
}

/// Why bytes aren't a PDF that can be read.
fn write_error(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(1024)];
    match () {
        () if bytes.is_empty() => "pdf-empty",
        () if !head.windows(5).any(|word| word == b"%PDF-") => "pdf-other",
        () => "pdf-broken",
    }
}

/// A dictionary, that of a stream too.
pub fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A name as text.
pub fn as_name(object: &Object) -> Option<&str> {
    std::str::from_utf8(object.as_name().ok()?).ok()
}

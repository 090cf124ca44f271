//! A PDF from an unknown source. It is read within bounds, and its objects are looked up without trust.

use kurbo::Rect;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Arg, Code, Diagnostic};

/// The most bytes that one stream may grow to when it is read.
pub const MAX_STREAM_BYTES: usize = 32 << 20;
/// The most bytes that the contents of a page or form may grow to. A page of a bulletin has some 10 kB.
pub const MAX_CONTENT_BYTES: usize = 8 << 20;
/// How many bytes of the beginning and of the end of a file are kept.
const FRAME_BYTES: usize = 1024;
/// How far a page may stand below the root of the page tree.
const MAX_DEPTH: usize = 64;
/// The most pages of a file.
const MAX_PAGES: usize = 20_000;
/// The most nodes of a page tree, each counted as often as the tree names it.
const MAX_NODES: usize = 200_000;

/// Why a file can't be examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OpenError {
    /// It opens only with a password.
    Password,
    /// It is empty.
    Empty,
    /// It is no PDF.
    Other,
    /// It is broken.
    Broken,
    /// It has no pages.
    Pageless,
    /// It has more than 20,000 pages.
    Pages,
}

impl From<OpenError> for Diagnostic {
    fn from(error: OpenError) -> Self {
        let unreadable = |reason| Self::new(Code::PdfUnreadable).with("reason", Arg::Message(reason));
        match error {
            OpenError::Password => Self::new(Code::PdfPassword),
            OpenError::Empty => unreadable("pdf-empty"),
            OpenError::Other => unreadable("pdf-other"),
            OpenError::Broken => unreadable("pdf-broken"),
            OpenError::Pageless => unreadable("pdf-pageless"),
            OpenError::Pages => unreadable("pdf-pages"),
        }
    }
}

/// A PDF in memory.
pub struct File {
    /// The objects of the PDF.
    pub document: Document,
    /// All pages in order.
    pub pages: Vec<ObjectId>,
    /// The first bytes of the file.
    pub head: Vec<u8>,
    /// The last bytes of the file.
    pub tail: Vec<u8>,
}

impl File {
    /// Reads a PDF.
    ///
    /// # Errors
    /// It is no PDF, it is broken, or it opens only with a password.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM_BYTES), ..LoadOptions::default() };
        let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword => OpenError::Password,
            _ => unreadable_reason(bytes),
        })?;
        if document.is_encrypted() && !document.was_encrypted() {
            return Err(OpenError::Password);
        }
        let pages = list_pages(&document).ok_or(OpenError::Pages)?;
        let head = bytes[..bytes.len().min(FRAME_BYTES)].to_vec();
        let tail = bytes[bytes.len().saturating_sub(FRAME_BYTES)..].to_vec();
        if pages.is_empty() { Err(OpenError::Pageless) } else { Ok(Self { document, pages, head, tail }) }
    }

    /// Returns an object, or the one that a reference leads to.
    pub fn follow<'f>(&'f self, object: &'f Object) -> &'f Object {
        self.document.dereference(object).map_or(&Object::Null, |(_, object)| object)
    }

    /// Returns the value of a key.
    pub fn get<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Object> {
        Some(self.follow(dict.get(key.as_bytes()).ok()?)).filter(|object| !object.is_null())
    }

    /// Returns the dictionary below a key, or that of the stream below it.
    pub fn dict<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Dictionary> {
        as_dict(self.get(dict, key)?)
    }

    /// Returns the name below a key.
    pub fn name<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f str> {
        as_name(self.get(dict, key)?)
    }

    /// Returns the text below a key.
    pub fn text(&self, dict: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(dict, key)?).ok()
    }

    /// Returns the number below a key.
    pub fn number(&self, dict: &Dictionary, key: &str) -> Option<f64> {
        self.get(dict, key)?.as_float().ok().map(f64::from)
    }

    /// Returns the numbers of the array below a key.
    pub fn numbers(&self, dict: &Dictionary, key: &str) -> Option<Vec<f64>> {
        let array = self.get(dict, key)?.as_array().ok()?;
        array.iter().map(|number| self.follow(number).as_float().ok().map(f64::from)).collect()
    }

    /// Returns the catalog; an empty one if there is none.
    pub fn catalog(&self) -> &Dictionary {
        /// The catalog of a file without one.
        static NONE: std::sync::LazyLock<Dictionary> = std::sync::LazyLock::new(Dictionary::new);
        self.document.catalog().unwrap_or(&NONE)
    }

    /// Returns the document information.
    pub fn info(&self) -> Option<&Dictionary> {
        self.dict(&self.document.trailer, "Info")
    }

    /// Returns a page's dictionary.
    pub fn page(&self, id: ObjectId) -> Option<&Dictionary> {
        self.document.get_dictionary(id).ok()
    }

    /// Returns what a page has under a key, or inherits from the tree above it.
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

    /// Returns the unit of a page's lengths, in points (PDF 2.0 14.11.2, table 31).
    pub fn unit(&self, page: &Dictionary) -> f64 {
        let unit = self.number(page, "UserUnit");
        unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0)
    }

    /// Returns a page's box in points.
    pub fn page_box(&self, page: &Dictionary, key: &str) -> Option<Rect> {
        let object =
            if matches!(key, "MediaBox" | "CropBox") { self.inherited(page, key) } else { self.get(page, key) };
        let edges = self.rectangle(object?)?;
        Some(edges.scale_from_origin(self.unit(page)))
    }

    /// Reads four numbers as a rectangle, whichever corners they name (PDF 2.0 7.9.5).
    pub fn rectangle(&self, object: &Object) -> Option<Rect> {
        let edges = object.as_array().ok()?.iter().map(|edge| self.follow(edge).as_float().ok().map(f64::from));
        let [left, bottom, right, top] = edges.collect::<Option<Vec<f64>>>()?.try_into().ok()?;
        Some(Rect::new(left, bottom, right, top).abs())
    }

    /// Returns what a stream holds; `None` if that is more than `max_bytes`.
    pub fn content(&self, stream: &Stream, max_bytes: usize) -> Option<Vec<u8>> {
        stream.get_plain_content_with_limit(max_bytes).ok()
    }

    /// Shows all dictionaries of the file, including those of streams and those inside others.
    pub fn each_dict<'f>(&'f self, see: &mut dyn FnMut(&'f Dictionary)) {
        /// Shows the dictionaries in an object.
        fn walk<'f>(object: &'f Object, see: &mut dyn FnMut(&'f Dictionary)) {
            match object {
                Object::Array(list) => list.iter().for_each(|object| walk(object, see)),
                Object::Dictionary(dict) => inside(dict, see),
                Object::Stream(stream) => inside(&stream.dict, see),
                _ => {}
            }
        }
        /// Shows a dictionary and those in its values.
        fn inside<'f>(dict: &'f Dictionary, see: &mut dyn FnMut(&'f Dictionary)) {
            see(dict);
            dict.iter().for_each(|(_, object)| walk(object, see));
        }
        self.document.objects.values().for_each(|object| walk(object, see));
    }

    /// Returns the streams of a page's contents, joined; `None` if one can't be read or if they are too large together.
    pub fn page_content(&self, page: &Dictionary) -> Option<Vec<u8>> {
        let streams = match self.get(page, "Contents") {
            None => return Some(Vec::new()),
            Some(Object::Array(list)) => list.iter().map(|object| self.follow(object)).collect(),
            Some(object) => vec![object],
        };
        let mut content = Vec::new();
        for stream in streams {
            content
                .extend(stream.as_stream().ok()?.get_plain_content_with_limit(MAX_CONTENT_BYTES - content.len()).ok()?);
            content.push(b'\n');
            if content.len() >= MAX_CONTENT_BYTES {
                return None;
            }
        }
        Some(content)
    }
}

/// Returns the pages of a document in their order; `None` if there are more than [`MAX_PAGES`].
///
/// A node that stands below itself is passed over. A tree that names the same node again and again ends at a bound.
fn list_pages(document: &Document) -> Option<Vec<ObjectId>> {
    let root = document.catalog().and_then(|catalog| catalog.get(b"Pages")?.as_reference()).ok();
    let mut pages = Vec::new();
    // The nodes whose kids are being listed, each with the kids that are left.
    let mut path: Vec<(ObjectId, &[Object])> = Vec::new();
    let (mut next, mut nodes) = (root, 0);
    loop {
        if let Some(id) = next.take().filter(|id| path.iter().all(|(above, _)| above != id)) {
            nodes += 1;
            let kids =
                document.get_dictionary(id).map(|node| node.get_deref(b"Kids", document).and_then(Object::as_array));
            match kids {
                Ok(Ok(kids)) if path.len() < MAX_DEPTH => path.push((id, kids)),
                Ok(Err(_)) => pages.push(id),
                _ => {}
            }
            if pages.len() > MAX_PAGES || nodes > MAX_NODES {
                return None;
            }
        }
        let Some((_, kids)) = path.last_mut() else { return Some(pages) };
        match kids.split_first() {
            Some((kid, rest)) => {
                *kids = rest;
                next = kid.as_reference().ok();
            }
            None => drop(path.pop()),
        }
    }
}

/// Returns the reason why bytes can't be read as a PDF.
fn unreadable_reason(bytes: &[u8]) -> OpenError {
    let head = &bytes[..bytes.len().min(1024)];
    if bytes.is_empty() {
        OpenError::Empty
    } else if !head.windows(5).any(|word| word == b"%PDF-") {
        OpenError::Other
    } else {
        OpenError::Broken
    }
}

/// Returns an object as a dictionary, or the dictionary of a stream.
pub fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Returns a name as text; `None` if its bytes are no UTF-8.
pub fn as_name(object: &Object) -> Option<&str> {
    std::str::from_utf8(object.as_name().ok()?).ok()
}

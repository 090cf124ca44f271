//! A proof to be signed as the layout `proof` is given it.

use serde_json::{Value, json};

use super::{Document, inks};
use crate::asset::face::Faces;
use crate::asset::layout::PROOF;
use crate::issue::Profile;

/// By this keyword a PDF is known as a proof.
pub const KEYWORD: &str = "jianbao-proof";

/// What is drawn under a page; lengths in mm from its upper left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// Width and height of the page.
    pub size: [f64; 2],
    /// Left and right edge of the type area.
    pub edges: [f64; 2],
    /// The type area's upper edge, where notes stand that belong to no line.
    pub top: f64,
    /// Whether the outer margin is on the right.
    pub is_right: bool,
    /// Left, upper edge, width and height of added words, line by line.
    pub added: Vec<[f64; 4]>,
    /// Upper edge and height of each changed line.
    pub bars: Vec<[f64; 2]>,
    /// Removed words with the upper edge of the line where they stood.
    pub notes: Vec<(f64, String)>,
}

/// A line of the cover's list.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Where: page numbers.
    pub page: String,
    /// The words, each `{same}`, `{added}` or `{removed}`.
    pub pieces: Vec<Value>,
}

/// The cover and the marks for an issue that was laid out as `own`. `words` are the cover's own in the user's language:
/// `title`, `page`, `before`, `change`, `moved`, `removed`, `signatures`, `summary`.
pub fn corrections(own: &Document, faces: &Faces, words: &Value, list: &[Correction], pages: &[Marks]) -> Document {
    let date = own.date;
    let marks = |marks: &Marks| {
        let mut notes = marks.notes.clone();
        notes.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        json!({
            "width": marks.size[0],
            "height": marks.size[1],
            "left": marks.edges[0],
            "right": marks.edges[1],
            "outer": if marks.is_right { "right" } else { "left" },
            "added": marks.added,
            "bars": marks.bars,
            "notes": notes.iter().map(|(y, words)| json!({ "y": y, "words": words })).collect::<Vec<_>>(),
        })
    };
    let entry = |entry: &Correction| json!({ "page": entry.page, "pieces": entry.pieces });
    let data = json!({
        "faces": faces.chains(),
        "inks": inks(Profile::Screen, &own.print_setup),
        "document": {
            "title": own.name,
            "author": "",
            "keywords": [KEYWORD],
            "date": { "year": date.year, "month": date.month, "day": date.day },
        },
        "name": own.name,
        "words": words,
        "list": list.iter().map(entry).collect::<Vec<_>>(),
        "pages": pages.iter().map(marks).collect::<Vec<_>>(),
    });
    Document::drawn(PROOF, &data, date, own.name.clone(), Profile::Screen, own.print_setup.clone())
}

//! Issues out for people who read and correct in other programs: a Word file, and Markdown.
//!
//! It takes a checked issue and its pages, and gives the bytes of a file. Each paragraph of a Word file keeps an identity, by
//! which its corrections find their place again. How corrections come back is for `correct`.

mod book;
mod compose;
mod condense;
mod identity;
mod issue;
mod item;
mod markdown;
mod place;
mod table;
mod word;
mod xml;

pub use self::book::{Line, Manuscript, NOTE, Part, Piece, SOFT_BREAK, Segment, Style};
pub use self::compose::compose;
pub use self::identity::{BOOKMARK_PREFIX, Identity, IdentityParagraph};
pub use self::issue::{Exportable, exportable};
pub use self::markdown::markdown;
pub use self::word::docx;

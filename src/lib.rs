//! jianbao (简报): structured YAML issues of a bulletin in, print-ready A4 PDF out, through Typst.
//!
//! The modules stand in the order of the data's way; each uses only those before it, which a test holds.
//! Every step returns values and findings; only `cli` prints, all is read through `source`, only `press` writes.

pub mod place;
pub mod diagnostic;
pub mod source;
pub mod message;
pub mod yaml;
pub mod issue;
pub mod statistics;
pub mod markup;
pub mod face;
pub mod layout;
pub mod picture;
pub mod tone;
pub mod check;
pub mod document;
pub mod world;
pub mod typeset;
pub mod inspect;
pub mod change;
pub mod sheet;
pub mod plate;
pub mod preflight;
pub mod export;
pub mod project;
pub mod record;
pub mod year;
pub mod proof;
pub mod press;
pub mod volume;
pub mod release;
pub mod difference;
pub mod room;
pub mod correction;
pub mod preview;
pub mod schema;
pub mod cli;

//! Shows the pages of issues in a browser while somebody writes.
//!
//! It takes a project and answers requests. It writes no file.

pub mod page_image;
mod ink;
mod word;
mod entry;
mod state;
mod plates;
mod editor;
mod html;
mod server;

pub use self::editor::Editor;
pub use self::plates::PlateCache;
pub use self::server::{MAX_PDFS, Server};
pub use self::state::PreviewState;

//! The pictures of the package.

use typst::foundations::Bytes;

/// The number of relations of the text before those of its pictures.
pub const OWN_RELATIONS: usize = 8;

/// A picture in the package.
pub struct Embedded {
    /// Its name below the folder of the text.
    pub name: String,
    /// The bytes of its file.
    pub bytes: Bytes,
    /// The usual extension of its format, without a dot.
    pub extension: &'static str,
}

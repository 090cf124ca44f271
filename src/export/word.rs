//! The Word file of a manuscript, in `WordprocessingML` (ECMA-376).
//!
//! It takes a manuscript with its places in print and gives the bytes of a package. The same manuscript gives the same bytes.

mod line;
mod list;
mod media;
mod part;
mod picture;
mod style;
mod table;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::line::Writer;
use super::book::{Manuscript, Part};
use super::identity::Identity;
use super::identity::PART_NAME;

/// Twentieths of a point, the unit of most measures.
const TWIPS_PER_PT: f64 = 20.0;

/// Makes the Word file of a manuscript. `issue` is the path of the issue within its project, `sha256` the hash of its file.
pub fn docx(manuscript: &Manuscript, issue: &str, sha256: &str) -> Vec<u8> {
    let mut writer = Writer::new(manuscript);
    writer.write();
    let identity =
        Identity { issue: issue.to_owned(), sha256: sha256.to_owned(), paragraphs: writer.take_paragraphs() };
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), part::content_types(&writer.extensions()).into_bytes()),
        ("_rels/.rels".to_owned(), part::PACKAGE_RELATIONS.as_bytes().to_vec()),
        ("docProps/core.xml".to_owned(), part::core(manuscript).into_bytes()),
        ("word/document.xml".to_owned(), part::document(&writer.body).into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), part::document_relations(&writer.pictures).into_bytes()),
        ("word/styles.xml".to_owned(), style::styles(manuscript.red).into_bytes()),
        ("word/settings.xml".to_owned(), part::SETTINGS.as_bytes().to_vec()),
        ("word/fontTable.xml".to_owned(), style::font_table().into_bytes()),
        ("word/numbering.xml".to_owned(), list::numbering(manuscript).into_bytes()),
        ("word/footnotes.xml".to_owned(), part::footnotes(&writer.notes).into_bytes()),
        ("word/footer1.xml".to_owned(), part::footer("right").into_bytes()),
        ("word/footer2.xml".to_owned(), part::footer("left").into_bytes()),
        (PART_NAME.to_owned(), identity.to_xml().into_bytes()),
        ("customXml/itemProps1.xml".to_owned(), part::ITEM_PROPERTIES.as_bytes().to_vec()),
        ("customXml/_rels/item1.xml.rels".to_owned(), part::ITEM_RELATIONS.as_bytes().to_vec()),
    ];
    files.extend(writer.pictures.iter().map(|picture| (format!("word/{}", picture.name), picture.bytes.to_vec())));
    pack(files)
}

/// Packs files. The time of each is the first that zip files know, so that the same files give the same bytes.
fn pack(files: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        // Writing into memory can't fail below the size that a zip file may have.
        let written = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(&bytes)?));
        debug_assert!(written.is_ok());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Returns a length in twentieths of a point.
fn twips(pt: f64) -> i64 {
    (pt * TWIPS_PER_PT).round() as i64
}

/// Returns whether a table stands at an index of the parts.
fn is_table(parts: &[Part], index: usize) -> bool {
    matches!(parts.get(index), Some(Part::Table(_)))
}

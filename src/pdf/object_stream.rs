//! Writes a PDF with its objects in object streams, which packs all that is neither contents nor a face.
//!
//! The structure of an issue is thousands of small objects. Written one by one they are half of a volume. Object streams
//! and cross-reference streams are there since PDF 1.5 (ISO 32000-1 7.5.7, 7.5.8), and PDF/A-2, A-3, UA-1 and X-4 allow
//! them. It knows nothing of what the objects mean.

use lopdf::{Dictionary, Document, ObjectStreamConfig, SaveOptions, Stream};

/// How many objects one stream holds. A reader unpacks a whole stream for one object of it, so that a stream stays at
/// some 50 kB unpacked.
const OBJECTS_PER_STREAM: usize = 400;
/// The level of compression (zlib), the highest.
const COMPRESSION_LEVEL: u32 = 9;

/// The bytes of an entry in the cross-reference stream: its kind, an offset and an index (1, 4 and 2 bytes).
const ENTRY_BYTES: usize = 7;

/// Writes a document with its objects in streams.
///
/// # Errors
/// An object can't be written.
pub fn save_packed(document: &mut Document) -> lopdf::Result<Vec<u8>> {
    let config =
        ObjectStreamConfig { max_objects_per_stream: OBJECTS_PER_STREAM, compression_level: COMPRESSION_LEVEL };
    let options = SaveOptions {
        use_object_streams: true,
        use_xref_streams: true,
        object_stream_config: config,
        ..SaveOptions::default()
    };
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    pack_cross_references(&mut bytes)?;
    Ok(bytes)
}

/// Packs the cross-reference stream, which the library leaves as it is. It is the last object of the file, so that nothing
/// else moves.
fn pack_cross_references(bytes: &mut Vec<u8>) -> lopdf::Result<()> {
    let shape = || lopdf::Error::InvalidStream("the cross-reference stream has another shape".into());
    let tail = bytes.windows(9).rposition(|window| window == b"startxref").ok_or_else(shape)?;
    let start: usize = std::str::from_utf8(&bytes[tail + 9..])
        .ok()
        .and_then(|text| text.split_ascii_whitespace().next()?.parse().ok())
        .ok_or_else(shape)?;
    let object = bytes.get(start..tail).ok_or_else(shape)?;
    let head = object.windows(9).position(|window| window == b">>stream\n").ok_or_else(shape)?;
    let dict = std::str::from_utf8(&object[..head]).map_err(|_| shape())?;
    let (dict, length) = dict.rsplit_once("/Length ").ok_or_else(shape)?;
    let length: usize = length.parse().map_err(|_| shape())?;
    let entries = object.get(head + 9..head + 9 + length).ok_or_else(shape)?;
    let mut packed = Stream::new(Dictionary::new(), differences(entries));
    packed.compress()?;
    if packed.dict.has(b"Filter") {
        let head = format!(
            "{dict}/Length {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY_BYTES}>>>>stream\n",
            packed.content.len()
        );
        let end = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
        bytes.truncate(start);
        bytes.extend([head.as_bytes(), &packed.content, end.as_bytes()].concat());
    }
    Ok(())
}

/// Returns each entry as its difference to the one above it, by PNG's predictor “Up” (ISO 32000-1 7.4.4.4). Neighbours are
/// alike, so that the differences pack well.
fn differences(entries: &[u8]) -> Vec<u8> {
    let mut above = [0; ENTRY_BYTES];
    let mut rows = Vec::with_capacity(entries.len() + entries.len() / ENTRY_BYTES);
    for entry in entries.chunks_exact(ENTRY_BYTES) {
        rows.push(2);
        rows.extend(entry.iter().zip(&above).map(|(own, above)| own.wrapping_sub(*above)));
        above.copy_from_slice(entry);
    }
    rows
}

/// Writes a document with every object by itself, as PDF 1.4 asks for.
///
/// # Errors
/// An object can't be written.
pub fn save_plain(document: &mut Document) -> lopdf::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, SaveOptions::default())?;
    Ok(bytes)
}

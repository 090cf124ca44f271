//! The pass that makes the engine's PDF fit for plates: PDF/X-4 together with PDF/A-2a, or PDF/X-1a:2003.
//!
//! For PDF/X-4 the engine writes PDF/A-2a with ICC-based grey and a spot red over RGB, because it accepts only RGB there.
//! For PDF/X-1a it writes plain PDF 1.4 in CMYK. This pass changes the objects around the pages and leaves their contents
//! alone, so that text, tags and positions stay as they were inspected. Each step names the clauses that it serves (ISO
//! 15930-7 and 15930-4 by secondary sources). `preflight` examines the same clauses in the finished file.

mod picture;
mod registration;
mod spot;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::asset::ink::{IccProfile, Intent, PrintSetup};
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::pdf::object_stream::{save_packed, save_plain};
use crate::pdf::structure::tree::mend_tree;

/// An error of one of the libraries, or words for what the engine's PDF lacks.
type BoxError = Box<dyn std::error::Error>;

/// The standard that a file for the press keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-1a:2003, ISO 15930-4.
    X1a,
    /// PDF/X-4, ISO 15930-7.
    X4,
}

impl Standard {
    /// Returns the name that stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::X1a => "PDF/X-1a:2003",
            Self::X4 => "PDF/X-4",
        }
    }
}

/// Makes the file for the press from the engine's PDF. Registration marks are printed in `inks`, which are those of the job.
///
/// # Errors
/// The engine's PDF hasn't the shape that this pass can change.
pub fn make_pdfx(
    pdf: &[u8],
    print_setup: &PrintSetup,
    inks: &[String],
    standard: Standard,
) -> Result<Vec<u8>, Diagnostic> {
    change(pdf, print_setup, inks, standard).map_err(|error| {
        Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-pass", error.to_string()))
    })
}

/// Reads the engine's PDF, changes its objects and writes them.
fn change(pdf: &[u8], print_setup: &PrintSetup, inks: &[String], standard: Standard) -> Result<Vec<u8>, BoxError> {
    let mut document = Document::load_mem(pdf)?;
    picture::convert_to_cmyk(&mut document, &print_setup.intent)?;
    replace_grey(&mut document);
    let red = print_setup.red.map(|share| share / 100.0);
    spot::mix_spots(&mut document, red);
    registration::name_inks(&mut document, inks, red)?;
    set_output_intents(&mut document, &print_setup.intent, standard)?;
    set_boxes(&mut document, print_setup.bleed)?;
    set_information(&mut document, standard)?;
    if standard == Standard::X4 {
        extend_metadata(&mut document)?;
    }
    mend_tree(&mut document);
    document.prune_objects();
    // Object streams need PDF 1.5. X-1a is PDF 1.4.
    Ok(match standard {
        Standard::X4 => save_packed(&mut document)?,
        Standard::X1a => save_plain(&mut document)?,
    })
}

/// Replaces grey by a profile with DeviceGray, so that black is one ink.
///
/// A RIP may separate grey by a profile into four inks, but prints DeviceGray with K alone. Both standards allow DeviceGray
/// if the output intent is CMYK.
fn replace_grey(document: &mut Document) {
    let is_grey = |document: &Document, space: &[Object]| {
        let profile = space.get(1).and_then(|id| id.as_reference().ok());
        let stream = profile.and_then(|id| document.get_object(id).ok()).and_then(|object| object.as_stream().ok());
        stream.is_some_and(|stream| stream.dict.get(b"N").and_then(Object::as_i64).is_ok_and(|n| n == 1))
    };
    let mut grey = Vec::new();
    for (id, object) in &document.objects {
        if let Object::Array(space) = object
            && space.first().is_some_and(|name| name.as_name().is_ok_and(|name| name == b"ICCBased"))
            && is_grey(document, space)
        {
            grey.push(*id);
        }
    }
    for id in grey {
        document.objects.insert(id, Object::Name(b"DeviceGray".to_vec()));
    }
}

/// Sets the output intents for one printing condition.
///
/// GTS_PDFX asks for an embedded profile of class prtr. PDF/A asks that all intents share one profile (PDF 2.0 14.11.5; ISO
/// 19005-2 6.2.3).
fn set_output_intents(document: &mut Document, intent: &Intent, standard: Standard) -> lopdf::Result<()> {
    let profile = match &intent.profile {
        IccProfile::Deflated(bytes) => {
            Stream::new(dictionary! { "N" => 4, "Filter" => "FlateDecode" }, bytes.to_vec()).with_compression(false)
        }
        IccProfile::Plain(bytes) => {
            let mut stream = Stream::new(dictionary! { "N" => 4 }, bytes.clone());
            stream.compress()?;
            stream
        }
    };
    let profile = document.add_object(profile);
    let mut intents = Vec::new();
    let kinds: &[&str] = if standard == Standard::X4 { &["GTS_PDFX", "GTS_PDFA1"] } else { &["GTS_PDFX"] };
    for kind in kinds {
        let entry = dictionary! {
            "Type" => "OutputIntent",
            "S" => *kind,
            "OutputConditionIdentifier" => Object::string_literal(intent.name.as_str()),
            "OutputCondition" => Object::string_literal(intent.name.as_str()),
            "RegistryName" => Object::string_literal("http://www.color.org"),
            "Info" => Object::string_literal(intent.info.as_str()),
            "DestOutputProfile" => profile,
        };
        intents.push(Object::Reference(document.add_object(entry)));
    }
    document.catalog_mut()?.set("OutputIntents", intents);
    Ok(())
}

/// Sets TrimBox and BleedBox on every page, inside the MediaBox (PDF 2.0 14.11.2). There is no ArtBox.
///
/// The engine sets a TrimBox only on pages with marks around them. `bleed` is in mm.
fn set_boxes(document: &mut Document, bleed: f64) -> lopdf::Result<()> {
    let bleed = bleed as f32 * 72.0 / 25.4;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for id in pages {
        let page = document.get_dictionary_mut(id)?;
        let media = page.get(b"MediaBox")?.clone();
        let trim = page.get(b"TrimBox").unwrap_or(&media).clone();
        let edges =
            |object: &Object| -> lopdf::Result<Vec<f32>> { object.as_array()?.iter().map(Object::as_float).collect() };
        let (outer, inner) = (edges(&media)?, edges(&trim)?);
        let within = |edge: usize| {
            let grown = if edge < 2 { inner[edge] - bleed } else { inner[edge] + bleed };
            if edge < 2 { grown.max(outer[edge]) } else { grown.min(outer[edge]) }
        };
        if outer.len() == 4 && inner.len() == 4 {
            page.set("BleedBox", (0..4).map(|edge| Object::Real(within(edge))).collect::<Vec<_>>());
        }
        page.set("TrimBox", trim);
    }
    Ok(())
}

/// Sets the keys of the document information.
///
/// Trapped says that the file hasn't been trapped. The version key identifies X-1a, and older checkers look for it in X-4.
fn set_information(document: &mut Document, standard: Standard) -> lopdf::Result<()> {
    let id = document.trailer.get(b"Info")?.as_reference()?;
    let info: &mut Dictionary = document.get_dictionary_mut(id)?;
    info.set("Trapped", Object::Name(b"False".to_vec()));
    info.set("GTS_PDFXVersion", Object::string_literal(standard.name()));
    Ok(())
}

/// Adds the identification of X-4 to the XMP, its extension schema for PDF/A, and the dates and versions that X-4 asks for.
///
/// # Errors
/// The engine's XMP hasn't one of the passages that this changes.
fn extend_metadata(document: &mut Document) -> Result<(), BoxError> {
    /// The declaration of the namespace of PDF/X.
    const NAMESPACES: &str = "xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" ";
    /// The description of that namespace, which PDF/A asks for (ISO 19005-2 6.6.2.3).
    const SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/X identification</pdfaSchema:schema>\
        <pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>\
        <pdfaSchema:prefix>pdfxid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
        <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Version of PDF/X\
        </pdfaProperty:description><pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>\
        <pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";
    let id = document.catalog()?.get(b"Metadata")?.as_reference()?;
    let stream = document.get_object_mut(id)?.as_stream_mut()?;
    let xmp = String::from_utf8(stream.content.clone())?;
    let modified = text_between(&xmp, "<xmp:ModifyDate>", "</xmp:ModifyDate>").ok_or("no xmp:ModifyDate in the XMP")?;
    let added = format!(
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><xmp:MetadataDate>{modified}</xmp:MetadataDate>\
         <xmpMM:VersionID>1</xmpMM:VersionID></rdf:Description>"
    );
    let changes = [
        ("<rdf:Description rdf:about=\"\" ", format!("<rdf:Description rdf:about=\"\" {NAMESPACES}")),
        ("<pdfaExtension:schemas><rdf:Bag>", format!("<pdfaExtension:schemas><rdf:Bag>{SCHEMA}")),
        (">proof</xmpMM:RenditionClass>", ">default</xmpMM:RenditionClass>".to_owned()),
        ("</rdf:Description>", added),
    ];
    let xmp = changes.iter().try_fold(xmp, |xmp, (passage, replacement)| replace_first(&xmp, passage, replacement))?;
    stream.set_plain_content(xmp.into_bytes());
    Ok(())
}

/// Replaces the first occurrence of a passage.
///
/// # Errors
/// There is no such passage.
fn replace_first(text: &str, passage: &str, replacement: &str) -> Result<String, BoxError> {
    let (before, after) = text.split_once(passage).ok_or_else(|| format!("no {passage} in the XMP"))?;
    Ok(format!("{before}{replacement}{after}"))
}

/// Returns the text between the first occurrence of a start and the next end.
fn text_between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    text.split_once(start)?.1.split_once(end).map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The passages of the engine's XMP that the pass changes.
    const XMP: &str = "<rdf:Description rdf:about=\"\" xmlns:xmp=\"x\"><xmp:ModifyDate>2022-12-28</xmp:ModifyDate>\
        <xmpMM:RenditionClass>proof</xmpMM:RenditionClass>\
        <pdfaExtension:schemas><rdf:Bag></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

    /// Returns the XMP after the pass.
    fn extend(xmp: &str) -> Result<String, BoxError> {
        let mut document = Document::with_version("1.6");
        let metadata = document.add_object(Stream::new(Dictionary::new(), xmp.into()));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Metadata" => metadata });
        document.trailer.set("Root", catalog);
        extend_metadata(&mut document)?;
        Ok(String::from_utf8(document.get_object(metadata)?.as_stream()?.content.clone())?)
    }

    #[test]
    fn the_xmp_is_extended_once() {
        let xmp = extend(XMP).unwrap();
        let added = ["<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<xmp:MetadataDate>2022-12-28<", "<xmpMM:VersionID>1<"];
        for passage in added.iter().chain(&["xmlns:pdfxid=", "PDF/X identification", ">default<"]) {
            assert_eq!(xmp.matches(passage).count(), 1, "{passage}");
        }
    }

    #[test]
    fn an_xmp_without_an_expected_passage_is_an_error() {
        let passages = [
            "<xmp:ModifyDate>",
            "<rdf:Description rdf:about=\"\" ",
            "<pdfaExtension:schemas><rdf:Bag>",
            ">proof</xmpMM:RenditionClass>",
            "</rdf:Description>",
        ];
        for passage in passages {
            let error = extend(&XMP.replace(passage, "")).unwrap_err().to_string();
            assert!(error.contains(passage.trim_matches(['<', '>'])), "{passage}: {error}");
        }
    }
}

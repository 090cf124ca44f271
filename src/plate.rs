//! The pass over the engine's output that makes it fit for plates: PDF/X-4 beside PDF/A-2a, in two inks.
//!
//! The engine writes PDF/A-2a with ICC-based grey and a spot red over RGB, for RGB is what it accepts there. This
//! pass changes the objects around the pages and stays out of their content streams, so that text, tags and places
//! are what was inspected. What it meets, clause by clause (ISO 15930-7 by secondary sources), stands at each step.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::check::{IccProfile, Intent, Plates};
use crate::diagnostic::{Code, Diagnostic};

/// Makes the print file of what the engine wrote.
///
/// # Errors
/// The engine's output isn't what this pass knows how to change.
pub fn for_press(pdf: &[u8], plates: &Plates) -> Result<Vec<u8>, Diagnostic> {
    let failed = |error: lopdf::Error| Diagnostic::new(Code::ExportFailed).with("reason", error.to_string());
    let mut document = Document::load_mem(pdf).map_err(failed)?;
    grey_to_black(&mut document);
    spot_over_cmyk(&mut document, plates);
    output_intents(&mut document, &plates.intent).map_err(failed)?;
    boxes(&mut document).map_err(failed)?;
    information(&mut document).map_err(failed)?;
    metadata(&mut document).map_err(failed)?;
    document.prune_objects();
    document.renumber_objects();
    let mut bytes = Vec::with_capacity(pdf.len() * 2);
    document.save_to(&mut bytes).map_err(|error| failed(error.into()))?;
    Ok(bytes)
}

/// Black is one ink: a colour space based on a grey profile separates into four on a RIP, DeviceGray into K alone.
/// X-4 allows it where the output intent is CMYK.
fn grey_to_black(document: &mut Document) {
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

/// The spot red: what a device without that ink prints in its place is the mixed red in CMYK, not RGB.
fn spot_over_cmyk(document: &mut Document, plates: &Plates) {
    let full: Vec<Object> = plates.red.iter().map(|share| Object::Real(share / 100.0)).collect();
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec(),
        "C0" => [0; 4].map(Object::Integer).to_vec(),
        "C1" => full,
        "N" => 1,
    };
    for object in document.objects.values_mut() {
        if let Object::Array(space) = object
            && space.first().is_some_and(|name| name.as_name().is_ok_and(|name| name == b"Separation"))
            && space.len() == 4
        {
            space[2] = Object::Name(b"DeviceCMYK".to_vec());
            space[3] = Object::Dictionary(tint.clone());
        }
    }
}

/// One printing condition for both standards: GTS_PDFX asks for an embedded profile of class prtr, PDF/A that all
/// intents share one profile (PDF 2.0 14.11.5; ISO 19005-2 6.2.3).
fn output_intents(document: &mut Document, intent: &Intent) -> lopdf::Result<()> {
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
    for standard in ["GTS_PDFX", "GTS_PDFA1"] {
        let entry = dictionary! {
            "Type" => "OutputIntent",
            "S" => standard,
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

/// TrimBox and BleedBox on every page, nested in the MediaBox; no ArtBox.
fn boxes(document: &mut Document) -> lopdf::Result<()> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for id in pages {
        let page = document.get_dictionary_mut(id)?;
        let media = page.get(b"MediaBox")?.clone();
        for name in ["BleedBox", "TrimBox"] {
            if !page.has(name.as_bytes()) {
                page.set(name, media.clone());
            }
        }
    }
    Ok(())
}

/// Trapped says that nobody has trapped the file yet; the version key is what older checkers look for.
fn information(document: &mut Document) -> lopdf::Result<()> {
    let id = document.trailer.get(b"Info")?.as_reference()?;
    let info: &mut Dictionary = document.get_dictionary_mut(id)?;
    info.set("Trapped", Object::Name(b"False".to_vec()));
    info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-4"));
    Ok(())
}

/// XMP: the identification of X-4, its extension schema for PDF/A, and the dates and versions that X-4 asks for.
fn metadata(document: &mut Document) -> lopdf::Result<()> {
    const NAMESPACES: &str = "xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" ";
    const SCHEMA: &str = "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/X identification</pdfaSchema:schema>\
        <pdfaSchema:namespaceURI>http://www.npes.org/pdfx/ns/id/</pdfaSchema:namespaceURI>\
        <pdfaSchema:prefix>pdfxid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
        <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Version of PDF/X\
        </pdfaProperty:description><pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>\
        <pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>";
    let id = document.catalog()?.get(b"Metadata")?.as_reference()?;
    let stream = document.get_object_mut(id)?.as_stream_mut()?;
    let xmp = String::from_utf8_lossy(&stream.content).into_owned();
    let modified = between(&xmp, "<xmp:ModifyDate>", "</xmp:ModifyDate>").unwrap_or_default();
    let added = format!(
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><xmp:MetadataDate>{modified}</xmp:MetadataDate>\
         <xmpMM:VersionID>1</xmpMM:VersionID></rdf:Description>"
    );
    let xmp = xmp
        .replacen("<rdf:Description rdf:about=\"\" ", &format!("<rdf:Description rdf:about=\"\" {NAMESPACES}"), 1)
        .replacen("<pdfaExtension:schemas><rdf:Bag>", &format!("<pdfaExtension:schemas><rdf:Bag>{SCHEMA}"), 1)
        .replacen(">proof</xmpMM:RenditionClass>", ">default</xmpMM:RenditionClass>", 1)
        .replacen("</rdf:Description>", &added, 1);
    stream.set_plain_content(xmp.into_bytes());
    Ok(())
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    text.split_once(start)?.1.split_once(end).map(|(inner, _)| inner)
}

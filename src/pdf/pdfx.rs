//! The pass over the engine's output that makes it fit for plates: PDF/X-4 beside PDF/A-2a, or PDF/X-1a:2003.
//!
//! The engine writes PDF/A-2a with ICC-based grey and a spot red over RGB, for RGB is what it accepts there, or plain
//! PDF 1.4 in CMYK. This pass changes the objects around the pages and stays out of their content streams, so that
//! text, tags and places are what was inspected. What it meets, clause by clause (ISO 15930-7 and 15930-4 by secondary
//! sources), stands at each step; `preflight` examines the same clauses on the finished file.

mod picture;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream, dictionary};

use crate::asset::ink::{IccProfile, Intent, PrintSetup};
use crate::diagnostic::{Arg, Code, Diagnostic};

/// What a file for the press keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/X-1a:2003, ISO 15930-4.
    X1a,
    /// PDF/X-4, ISO 15930-7.
    X4,
}

impl Standard {
    /// As the file names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::X1a => "PDF/X-1a:2003",
            Self::X4 => "PDF/X-4",
        }
    }
}

/// Makes the file for the press of what the engine wrote.
///
/// # Errors
/// The engine's output isn't what this pass knows how to change.
pub fn for_press(pdf: &[u8], print_setup: &PrintSetup, standard: Standard) -> Result<Vec<u8>, Diagnostic> {
    let failed =
        |reason: String| Diagnostic::new(Code::ExportFailed).with("reason", Arg::Detail("export-pass", reason));
    let mut document = Document::load_mem(pdf).map_err(|error| failed(error.to_string()))?;
    picture::to_cmyk(&mut document, &print_setup.intent).map_err(|error| failed(error.to_string()))?;
    change(&mut document, print_setup, standard).map_err(|error| failed(error.to_string()))?;
    document.prune_objects();
    let mut bytes = Vec::with_capacity(pdf.len() * 2);
    let options = SaveOptions {
        // Objects within streams came with PDF 1.5; X-1a is PDF 1.4.
        use_object_streams: standard == Standard::X4,
        use_xref_streams: standard == Standard::X4,
        ..SaveOptions::default()
    };
    document.save_with_options(&mut bytes, options).map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}

fn change(document: &mut Document, print_setup: &PrintSetup, standard: Standard) -> lopdf::Result<()> {
    grey_to_black(document);
    spot_over_cmyk(document, print_setup);
    output_intents(document, &print_setup.intent, standard)?;
    boxes(document, print_setup.bleed)?;
    information(document, standard)?;
    if standard == Standard::X4 { metadata(document) } else { Ok(()) }
}

/// Black is one ink: a colour space based on a grey profile separates into four on a RIP, DeviceGray into K alone.
/// Both standards allow it where the output intent is CMYK.
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

/// What a device without a spot ink prints in its place is mixed in CMYK, not RGB; registration marks (All) are full on
/// every plate, and process inks of the colour bar stand for themselves (PDF 2.0 8.6.6.4).
fn spot_over_cmyk(document: &mut Document, print_setup: &PrintSetup) {
    let red = print_setup.red.map(|share| share / 100.0);
    for object in document.objects.values_mut() {
        if let Object::Array(space) = object
            && let [Object::Name(family), Object::Name(ink), alternate, tint] = space.as_mut_slice()
            && family == b"Separation"
        {
            *alternate = Object::Name(b"DeviceCMYK".to_vec());
            *tint = Object::Dictionary(mixture(match ink.as_slice() {
                b"All" => [1.0; 4],
                b"Cyan" => [1.0, 0.0, 0.0, 0.0],
                b"Magenta" => [0.0, 1.0, 0.0, 0.0],
                b"Yellow" => [0.0, 0.0, 1.0, 0.0],
                _ => red,
            }));
        }
    }
}

/// A tint function: from nothing to full shares of C, M, Y, K.
fn mixture(full: [f32; 4]) -> Dictionary {
    dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "Range" => [0, 1, 0, 1, 0, 1, 0, 1].map(Object::Integer).to_vec(),
        "C0" => [0; 4].map(Object::Integer).to_vec(),
        "C1" => full.map(Object::Real).to_vec(),
        "N" => 1,
    }
}

/// One printing condition: GTS_PDFX asks for an embedded profile of class prtr, and the PDF/A beside X-4 that all
/// intents share one profile (PDF 2.0 14.11.5; ISO 19005-2 6.2.3).
fn output_intents(document: &mut Document, intent: &Intent, standard: Standard) -> lopdf::Result<()> {
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

/// TrimBox and BleedBox on every page, nested in the MediaBox; no ArtBox. The engine gives a TrimBox where something
/// stands around it.
fn boxes(document: &mut Document, bleed: f64) -> lopdf::Result<()> {
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

/// Trapped says that nobody has trapped the file yet; the version key is what X-1a is known by, and what older
/// checkers look for in X-4.
fn information(document: &mut Document, standard: Standard) -> lopdf::Result<()> {
    let id = document.trailer.get(b"Info")?.as_reference()?;
    let info: &mut Dictionary = document.get_dictionary_mut(id)?;
    info.set("Trapped", Object::Name(b"False".to_vec()));
    info.set("GTS_PDFXVersion", Object::string_literal(standard.name()));
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

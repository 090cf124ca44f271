//! The parts of the package around the text: its list of parts, relations, settings, section and page numbers.

use std::fmt::Write as _;

use super::super::book::Manuscript;
use super::super::place::{CHARACTER_PT, GRID_TOP_PT, INNER_MM, LINES, OUTER_MM, PITCH_PT, PT_PER_MM};
use super::super::xml::escape;
use super::media::Embedded;
use super::twips;

/// The namespaces of the parts with text.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
/// How every part begins.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The relations of the package.
pub const PACKAGE_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" ",
    "Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" ",
    "Target=\"docProps/core.xml\"/></Relationships>",
);
/// The properties of the part that holds the identity.
pub const ITEM_PROPERTIES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n",
    "<ds:datastoreItem ds:itemID=\"{5A1B6C1E-6A0B-4E0F-9C3D-2F1E0B7A9D36}\" ",
    "xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs/></ds:datastoreItem>",
);
/// The relations of that part.
pub const ITEM_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" ",
    "Target=\"itemProps1.xml\"/></Relationships>",
);
/// The settings. Changes are tracked from the start, so that a corrector needn't turn that on.
pub const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:mirrorMargins/><w:trackRevisions/><w:evenAndOddHeaders/>",
    "<w:drawingGridHorizontalSpacing w:val=\"158\"/><w:drawingGridVerticalSpacing w:val=\"592\"/>",
    "<w:characterSpacingControl w:val=\"compressPunctuation\"/>",
    "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>",
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>",
    "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>",
    "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>",
    "</w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>",
);
/// The kinds of the parts that every file has.
const PARTS: [(&str, &str); 8] = [
    ("/word/document.xml", "document.main"),
    ("/word/styles.xml", "styles"),
    ("/word/settings.xml", "settings"),
    ("/word/fontTable.xml", "fontTable"),
    ("/word/numbering.xml", "numbering"),
    ("/word/footnotes.xml", "footnotes"),
    ("/word/footer1.xml", "footer"),
    ("/word/footer2.xml", "footer"),
];

/// Returns the list of the parts. `extensions` are those of the pictures.
pub fn content_types(extensions: &[&str]) -> String {
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for extension in extensions {
        let kind = if *extension == "jpg" { "jpeg" } else { extension };
        let _ = write!(xml, "<Default Extension=\"{extension}\" ContentType=\"image/{kind}\"/>");
    }
    for (name, kind) in PARTS {
        let _ = write!(
            xml,
            "<Override PartName=\"{name}\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        );
    }
    xml.push_str(concat!(
        "<Override PartName=\"/docProps/core.xml\" ",
        "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
        "<Override PartName=\"/customXml/itemProps1.xml\" ",
        "ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/></Types>",
    ));
    xml
}

/// Returns the relations of the text.
pub fn document_relations(pictures: &[Embedded]) -> String {
    let mut xml =
        format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    let own = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
        ("customXml", "../customXml/item1.xml"),
    ];
    let pictures = pictures.iter().map(|picture| ("image", picture.name.as_str()));
    for (index, (kind, target)) in own.into_iter().chain(pictures).enumerate() {
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{}\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>",
            index + 1
        );
    }
    xml.push_str("</Relationships>");
    xml
}

/// Returns what the file says about itself. Its time is the date, so that the same issue gives the same bytes.
pub fn core(manuscript: &Manuscript) -> String {
    let date = manuscript.date;
    let time = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month, date.day);
    format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:created></cp:coreProperties>",
        escape(&manuscript.name),
        escape(&manuscript.issuer)
    )
}

/// Returns the text with its section: A4, type area, and the document grid of 28 × 22.
pub fn document(body: &str) -> String {
    let mm = |mm: f64| twips(mm * PT_PER_MM);
    let (width, height) = (mm(210.0), mm(297.0));
    let top = twips(GRID_TOP_PT);
    let pitch = twips(PITCH_PT);
    // What is left over keeps a last paragraph of a point's height on the page.
    let bottom = height - top - pitch * LINES as i64 - 60;
    let footer = bottom - mm(7.0) - 400 + twips((PITCH_PT - CHARACTER_PT) / 2.0);
    // In 4096ths of a point, beside the size of the style Normal.
    let character = ((CHARACTER_PT - 16.0) * 4096.0).round() as i64;
    format!(
        "{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"rId6\"/><w:footerReference w:type=\"even\" r:id=\"rId7\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{}\" w:bottom=\"{bottom}\" w:left=\"{}\" w:header=\"851\" w:footer=\"{footer}\" \
         w:gutter=\"0\"/><w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{pitch}\" w:charSpace=\"{character}\"/>\
         </w:sectPr></w:body></w:document>",
        // 28 characters with their distance are a hair wider than the type area.
        mm(OUTER_MM) - 8,
        mm(INNER_MM)
    )
}

/// Returns the footnotes behind the two separators that Word asks for.
pub fn footnotes(notes: &str) -> String {
    let separator = |id: i32, kind: &str, element: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>\
             <w:r><w:{element}/></w:r></w:p></w:footnote>"
        )
    };
    format!(
        "{HEAD}<w:footnotes {NAMESPACES}>{}{}{notes}</w:footnotes>",
        separator(-1, "separator", "separator"),
        separator(0, "continuationSeparator", "continuationSeparator")
    )
}

/// Returns the foot of the pages: the page number between dashes, on the outer side (GB/T 9704-2012 7.5).
pub fn footer(side: &str) -> String {
    let run = |inner: &str| format!("<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>{inner}</w:r>");
    let field = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    format!(
        "{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:left=\"280\" w:right=\"280\"/>\
         <w:jc w:val=\"{side}\"/></w:pPr>{}{}{}{}{}{}{}</w:p></w:ftr>",
        run("<w:t xml:space=\"preserve\">— </w:t>"),
        field("begin"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        field("separate"),
        run("<w:t>1</w:t>"),
        field("end"),
        run("<w:t xml:space=\"preserve\"> —</w:t>")
    )
}

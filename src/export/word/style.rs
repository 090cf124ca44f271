//! The styles of the Word file, and the faces that they name.
//!
//! Sizes are in half points: 32 is 三号, 28 四号, 44 二号 (GB/T 9704-2012 7.3).

use std::fmt::Write as _;

use super::super::place::{CHARACTER_PT, PITCH_PT, PT_PER_MM, SMALL_PITCH_PT, TYPE_WIDTH_MM};
use super::twips;

/// A style of paragraphs.
struct ParagraphStyle {
    /// Its id, which paragraphs name.
    id: &'static str,
    /// Its name. Word shows names that it knows itself in the user's language.
    name: &'static str,
    /// Its paragraph properties in XML, without the distance of lines.
    paragraph: String,
    /// The distance of lines in pt.
    pitch_pt: f64,
    /// The indents in XML, and how lines are aligned.
    place: String,
    /// The face of hanzi.
    face: &'static str,
    /// The size in half points.
    size: u32,
    /// Further properties of characters.
    look: String,
}

/// By how much characters of 三号 stand closer than their size, in twentieths of a point, so that 28 of them fit into a line in
/// programs that round the grid, too.
pub const CLOSER: u32 = 6;
/// The faces by the names that offices know, and those that stand in for them.
const FACES: [(&str, &str); 6] = [
    ("仿宋", "仿宋_GB2312,FangSong,华文仿宋"),
    ("黑体", "SimHei,思源黑体"),
    ("楷体", "楷体_GB2312,KaiTi,华文楷体"),
    ("方正小标宋简体", "方正小标宋_GBK,小标宋体,华文中宋,宋体"),
    ("宋体", "SimSun,思源宋体"),
    ("Times New Roman", "Liberation Serif"),
];

/// Returns the id of the style of a paragraph.
pub fn id(style: &super::super::book::Style) -> &'static str {
    use super::super::book::Style;
    match style {
        Style::Notice => "Notice",
        Style::Masthead => "Masthead",
        Style::Number => "IssueNumber",
        Style::Issuer => "Issuer",
        Style::Section => "ContentsSection",
        Style::Entry => "ContentsEntry",
        Style::Note => "EditorsNote",
        Style::Title => "Title",
        Style::Flush => "FlushText",
        Style::Right => "RightText",
        Style::Total => "TableTotal",
        Style::Body => "BodyText",
        Style::Heading(1) => "Heading1",
        Style::Heading(_) => "Heading2",
        Style::Item(_) => "ListParagraph",
        Style::Caption => "Caption",
        Style::HeadCell => "TableHead",
        Style::Cell => "TableText",
        Style::Footnote => "FootnoteText",
        Style::Imprint => "Imprint",
        Style::Serial => "Serial",
    }
}

/// Returns the part with the styles.
pub fn styles(red: [u8; 3]) -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults>",
        "<w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"仿宋\" w:hAnsi=\"Times New Roman\" ",
        "w:cs=\"Times New Roman\"/><w:spacing w:val=\"-6\"/><w:kern w:val=\"0\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>",
        "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
    ));
    for style in paragraph_styles(red) {
        style.write(&mut xml);
    }
    xml.push_str(concat!(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">",
        "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>",
        "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"LeadIn\"><w:name w:val=\"段首句\"/><w:qFormat/>",
        "<w:rPr><w:b/></w:rPr></w:style>",
        "<w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:qFormat/>",
        "<w:rPr><w:rFonts w:eastAsia=\"楷体\"/></w:rPr></w:style>",
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>",
        "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>",
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:semiHidden/>",
        "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>",
        "<w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/>",
        "</w:tblCellMar></w:tblPr></w:style></w:styles>",
    ));
    xml
}

/// Returns the part with the faces, each with those that stand in for it.
pub fn font_table() -> String {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
        "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    ));
    for (name, others) in FACES {
        let charset = if name.is_ascii() { "00" } else { "86" };
        let _ = write!(
            xml,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"{charset}\"/></w:font>"
        );
    }
    xml.push_str("</w:fonts>");
    xml
}

impl ParagraphStyle {
    /// Makes a style of text on the grid.
    fn new(id: &'static str, name: &'static str, face: &'static str, size: u32) -> Self {
        Self {
            id,
            name,
            paragraph: String::new(),
            pitch_pt: PITCH_PT,
            place: String::new(),
            face,
            size,
            look: String::new(),
        }
    }

    /// Returns the style with paragraph properties.
    fn with(self, paragraph: &str) -> Self {
        Self { paragraph: paragraph.to_owned(), ..self }
    }

    /// Returns the style with indents or an alignment.
    fn at(self, place: impl Into<String>) -> Self {
        Self { place: place.into(), ..self }
    }

    /// Returns the style with lines as far apart as those of small text.
    fn small(self) -> Self {
        Self { pitch_pt: SMALL_PITCH_PT, ..self }
    }

    fn write(&self, xml: &mut String) {
        let Self { id, name, paragraph, pitch_pt, place, face, size, look } = self;
        let base = if *id == "Normal" { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
        let kind = if *id == "Normal" { " w:default=\"1\"" } else { "" };
        let custom = if name.is_ascii() { "" } else { " w:customStyle=\"1\"" };
        // Headings and outline levels stand behind the alignment in the schema.
        let outline = match *id {
            "Title" => "<w:outlineLvl w:val=\"0\"/>",
            "Heading1" => "<w:outlineLvl w:val=\"1\"/>",
            "Heading2" => "<w:outlineLvl w:val=\"2\"/>",
            _ => "",
        };
        let space = if *size == 32 { "" } else { "<w:spacing w:val=\"0\"/>" };
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\"{kind}{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{base}<w:qFormat/>\
             <w:pPr>{paragraph}<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{}\" w:lineRule=\"exact\"/>{place}{outline}\
             </w:pPr><w:rPr><w:rFonts w:eastAsia=\"{face}\"/>{look}{space}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>\
             </w:rPr></w:style>",
            twips(*pitch_pt)
        );
    }
}

/// Returns the styles of paragraphs.
fn paragraph_styles(red: [u8; 3]) -> Vec<ParagraphStyle> {
    let mut styles = first_page_styles(red);
    styles.extend(text_styles());
    styles.extend(table_and_imprint_styles());
    styles
}

/// Returns the styles of masthead, contents and editor's note, and the one that all others are made from.
fn first_page_styles([r, g, b]: [u8; 3]) -> Vec<ParagraphStyle> {
    let character = twips(CHARACTER_PT);
    let indent = format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>", 2 * character);
    let centre = "<w:jc w:val=\"center\"/>";
    let justified = format!("{indent}<w:jc w:val=\"both\"/>");
    let right = twips(TYPE_WIDTH_MM * PT_PER_MM);
    let style = ParagraphStyle::new;
    let red = format!("{r:02X}{g:02X}{b:02X}");
    let red_words = format!("<w:color w:val=\"{red}\"/>");
    let tabs = |at: i64, leader: &str| format!("<w:tabs><w:tab w:val=\"right\"{leader} w:pos=\"{at}\"/></w:tabs>");
    let red_rule = format!("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"24\" w:space=\"6\" w:color=\"{red}\"/></w:pBdr>");
    let ends = format!("<w:ind w:firstLine=\"{character}\"/>");
    let keep = "<w:keepNext/>";
    vec![
        style("Normal", "Normal", "仿宋", 32)
            .with("<w:widowControl w:val=\"0\"/><w:overflowPunct w:val=\"0\"/><w:snapToGrid w:val=\"0\"/>")
            .at("<w:jc w:val=\"both\"/>"),
        style("Notice", "报头标识", "黑体", 32).at("<w:jc w:val=\"left\"/>"),
        ParagraphStyle { look: red_words, ..style("Masthead", "报头", "方正小标宋简体", 72).at(centre) },
        style("IssueNumber", "期号", "仿宋", 32).at(centre),
        ParagraphStyle {
            pitch_pt: 20.0,
            ..style("Issuer", "编印单位和日期", "仿宋", 32)
                .with(&format!("{red_rule}{}", tabs(right - character, "")))
                .at(ends)
        },
        style("ContentsSection", "目录栏目", "黑体", 32).with(keep).at("<w:jc w:val=\"left\"/>"),
        style("ContentsEntry", "目录标题", "楷体", 32)
            .with(&tabs(right, " w:leader=\"dot\""))
            .at(format!("<w:ind w:left=\"{character}\"/><w:jc w:val=\"left\"/>")),
        style("EditorsNote", "编者按", "楷体", 32).at(justified.as_str()),
    ]
}

/// Returns the styles of titles and running text.
fn text_styles() -> Vec<ParagraphStyle> {
    let indent = format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>", 2 * twips(CHARACTER_PT));
    let (centre, keep) = ("<w:jc w:val=\"center\"/>", "<w:keepNext/>");
    let justified = format!("{indent}<w:jc w:val=\"both\"/>");
    let style = ParagraphStyle::new;
    vec![
        style("BodyText", "Body Text", "仿宋", 32).at(justified.as_str()),
        style("Title", "Title", "方正小标宋简体", 44).with("<w:keepNext/><w:keepLines/>").at(centre),
        style("FlushText", "顶格文字", "仿宋", 32).at("<w:jc w:val=\"left\"/>"),
        style("RightText", "右对齐文字", "仿宋", 32)
            .at(format!("<w:ind w:right=\"{}\"/><w:jc w:val=\"right\"/>", 2 * twips(CHARACTER_PT))),
        style("TableTotal", "表格合计", "仿宋", 32).with(keep).at(centre),
        style("Heading1", "heading 1", "黑体", 32).with(keep).at(justified.as_str()),
        style("Heading2", "heading 2", "楷体", 32).with(keep).at(justified.as_str()),
        style("ListParagraph", "List Paragraph", "仿宋", 32).at("<w:jc w:val=\"both\"/>"),
        ParagraphStyle { pitch_pt: 1.0, ..style("Picture", "图片", "仿宋", 2).with(keep).at(centre) },
    ]
}

/// Returns the styles of captions, tables, footnotes, imprint and page numbers.
fn table_and_imprint_styles() -> Vec<ParagraphStyle> {
    let (centre, keep) = ("<w:jc w:val=\"center\"/>", "<w:keepNext/>");
    let style = ParagraphStyle::new;
    let rules = "<w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>\
                 <w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>\
                 <w:between w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:pBdr>";
    vec![
        style("Caption", "caption", "楷体", 28).small().at(centre),
        style("TableText", "表格文字", "仿宋", 32).at(centre),
        style("TableHead", "表头", "黑体", 32).with(keep).at(centre),
        style("FootnoteText", "footnote text", "仿宋", 28).small().at("<w:jc w:val=\"both\"/>"),
        style("Imprint", "版记", "仿宋", 28)
            .small()
            .with(rules)
            .at("<w:ind w:left=\"840\" w:right=\"280\" w:hanging=\"560\"/><w:jc w:val=\"left\"/>"),
        style("Serial", "准印证号和印数", "仿宋", 28).small().at("<w:ind w:right=\"280\"/><w:jc w:val=\"right\"/>"),
        style("Footer", "footer", "宋体", 28).small(),
    ]
}

//! Writes pictures: their files into the package, and their places in the text as large as in print.

use std::fmt::Write as _;

use super::super::book::Picture;
use super::super::place::PITCH_PT;
use super::super::xml::escape;
use super::line::Writer;
use super::media::{Embedded, OWN_RELATIONS};
use super::twips;

/// The units of drawings in a point.
const EMU_PER_PT: f64 = 12_700.0;

/// What programs leave below a picture in its line, in pt.
const DESCENT_PT: f64 = 5.0;

impl Writer<'_> {
    /// Adds a picture in a paragraph of its own.
    pub fn picture(&mut self, picture: &Picture) {
        let number = self.pictures.len() + 1;
        let name = format!("media/{number}.{}", picture.extension);
        self.pictures.push(Embedded { name, bytes: picture.bytes.clone(), extension: picture.extension });
        let relation = OWN_RELATIONS + number;
        let emu = |pt: f64| (pt * EMU_PER_PT).round() as i64;
        let (width, height) = (emu(picture.size_pt.0), emu(picture.size_pt.1));
        let page = if picture.placement.page_breaks > 0 { "<w:pageBreakBefore/>" } else { "" };
        let before = twips((picture.placement.lines_before * PITCH_PT - DESCENT_PT).max(0.0));
        let (file, words) = (escape(&picture.path), escape(&picture.words));
        let _ = write!(
            self.body,
            "<w:p><w:pPr><w:pStyle w:val=\"Picture\"/>{page}<w:snapToGrid w:val=\"0\"/>\
             <w:spacing w:before=\"{before}\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:drawing>\
             <wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"{file}\" descr=\"{words}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{file}\" descr=\"{words}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rId{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></w:r></w:p>"
        );
    }
}

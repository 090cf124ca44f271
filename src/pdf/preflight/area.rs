//! Where on its pages a finding is: the box of the worst element of each page.

use kurbo::Rect;

use super::element::Trait;
use super::paint::PageInk;
use crate::diagnostic::{Code, Diagnostic};

/// A place on a page that a finding is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The kind of the finding.
    pub code: Code,
    /// The page, from 1.
    pub page: usize,
    /// The box of the element, in points.
    pub bounds: Rect,
}

/// The kinds of findings that are about single elements, with the trait of those.
const PLACED: &[(Code, Trait)] = &[
    (Code::PdfWhiteTextOverprint, Trait::WhiteTextOverprints),
    (Code::PdfWhiteOverprint, Trait::WhitePathOverprints),
    (Code::PdfBlackKnockout, Trait::BlackTextKnocksOut),
    (Code::PdfBlackLineKnockout, Trait::BlackLineKnocksOut),
    (Code::PdfGrayText, Trait::GrayText),
    (Code::PdfGrayLine, Trait::GrayLine),
    (Code::PdfGrayOverprint, Trait::GrayOverprints),
    (Code::PdfOverprint, Trait::InkOverprints),
    (Code::PdfWhiteText, Trait::WhiteText),
    (Code::PdfWhiteLine, Trait::WhiteLine),
    (Code::PdfRichBlackText, Trait::RichBlackText),
    (Code::PdfBlackText, Trait::BlackText),
    (Code::PdfRichBlack, Trait::RichBlack),
    (Code::PdfTextInks, Trait::TextInks),
    (Code::PdfLineInks, Trait::LineInks),
    (Code::PdfThinRule, Trait::Line),
    (Code::PdfBleed, Trait::NoBleed),
    (Code::PdfTextEdge, Trait::TextAtEdge),
];

/// Returns where findings are, as far as they are about elements.
pub fn find_areas(findings: &[Diagnostic], paints: &[PageInk]) -> Vec<Area> {
    let of_finding = |finding: &Diagnostic| {
        let placed = PLACED.iter().find(|(code, _)| *code == finding.code);
        let area = |page: usize| {
            let (code, kind) = placed?;
            let worst = paints.get(page.checked_sub(1)?)?.traits.get(kind)?;
            Some(Area { code: *code, page, bounds: worst.bounds })
        };
        finding.pages().into_iter().filter_map(area).collect::<Vec<_>>()
    };
    findings.iter().flat_map(of_finding).collect()
}

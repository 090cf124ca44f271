//! Drawings of a Word file: pictures, text boxes, drawn titles and embedded objects.
//!
//! It walks them in their order. Whether a picture can be printed is for `media`.

use super::Node;
use super::media::Target;
use super::reader::{Reader, choice};
use crate::diagnostic::Diagnostic;
use crate::import::draft::{Align, At, Paragraph, Picture, Piece, Run};
use crate::import::report::Remark;
use crate::import::xml::{Vocabulary, attribute, vocabulary, word_name};
use crate::issue::markdown::{PICTURE_WIDTHS_MM, is_wide};

/// EMU in a mm.
const EMU_PER_MM: f64 = 36_000.0;
/// Points in a mm.
const POINTS_PER_MM: f64 = 72.0 / 25.4;

impl<'d> Reader<'_, 'd, '_> {
    /// Reads a drawing, a picture of older programs or an embedded object.
    pub fn drawing(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        if !self.fields.shows("") {
            return Ok(());
        }
        let is_first = self.building.paragraph.is_empty() && self.building.after.is_empty();
        self.deeper_in(node, is_first)
    }

    /// Walks a drawing.
    fn deeper_in(&mut self, node: Node<'d>, is_first: bool) -> Result<(), Diagnostic> {
        let name = node.tag_name().name();
        match (vocabulary(node), name) {
            (Vocabulary::Word, "txbxContent") => return self.text_box(node, is_first),
            (Vocabulary::Drawing, "blip") => {
                let name = attribute_of(node, "embed").or_else(|| attribute_of(node, "link"));
                if let Some(name) = name {
                    self.picture(node, name);
                }
                return Ok(());
            }
            (Vocabulary::Vml, "imagedata") => {
                if let Some(name) = attribute_of(node, "id").or_else(|| attribute_of(node, "href")) {
                    self.picture(node, name);
                }
                return Ok(());
            }
            (Vocabulary::Vml, "textpath") => {
                self.word_art(attribute(node, "string").unwrap_or_default());
                return Ok(());
            }
            (Vocabulary::Office, "OLEObject") => self.refuse(attribute(node, "ProgID").unwrap_or("OLE"), ""),
            (Vocabulary::Other, "chart" | "relIds" | "contentPart") => self.refuse(name, ""),
            (Vocabulary::Drawing, "t") => self.refuse("shape", node.text().unwrap_or_default()),
            (Vocabulary::Compatibility, "AlternateContent") => {
                return choice(node).map_or(Ok(()), |choice| self.deeper_in(choice, is_first));
            }
            (Vocabulary::Word, "control") => self.refuse("control", ""),
            _ => {}
        }
        node.children().filter(Node::is_element).try_for_each(|child| self.deeper_in(child, is_first))
    }

    /// Remarks on something that can't be taken.
    fn refuse(&mut self, kind: &str, words: &str) {
        let at = self.here();
        self.report.add(Remark::RefusedObject, kind, at, words);
    }

    /// Takes the words of a drawn title.
    fn word_art(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.building.paragraph.is_word_art = true;
        if self.building.paragraph.align == Align::Left {
            self.building.paragraph.align = Align::Centre;
        }
        self.push(Run::plain(words));
    }

    /// Reads a text box. It stands behind its paragraph, or before it where the text hasn't begun.
    fn text_box(&mut self, node: Node<'d>, is_first: bool) -> Result<(), Diagnostic> {
        self.counts[2] += 1;
        let number = self.counts[2];
        let place = self.place.replace(At::TextBox(number));
        let had_text = self.has_text;
        let pieces = self.deeper(|reader| reader.blocks(node));
        self.has_text = had_text;
        self.place = place;
        let pieces = pieces?;
        let text: String = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Paragraph(paragraph) => paragraph.text(),
                _ => String::new(),
            })
            .collect();
        if pieces.iter().all(|piece| matches!(piece, Piece::Paragraph(paragraph) if paragraph.is_empty())) {
            return Ok(());
        }
        self.report.add(Remark::GuessTextBox, "", At::TextBox(number), &text);
        let is_before = is_first && !self.has_text;
        let target = if is_before { &mut self.building.before } else { &mut self.building.after };
        let is_kept = |piece: &Piece| !matches!(piece, Piece::Paragraph(paragraph) if paragraph.is_empty());
        target.extend(pieces.into_iter().filter(is_kept));
        Ok(())
    }

    /// Takes a picture.
    fn picture(&mut self, node: Node<'d>, name: &str) {
        let at = self.here();
        let in_object = node.ancestors().any(|above| word_name(above) == "object");
        let (bytes, extension) = match self.media.target(name) {
            Target::Picture(bytes, extension) => (bytes, extension),
            // An object's own picture is mostly one that can't be printed. The object is named already.
            _ if in_object => return,
            Target::Unprintable(part) => return self.report.add(Remark::RefusedPicture, "", at, &part),
            Target::Outside(target) => return self.report.add(Remark::RefusedLinked, "", at, &target),
        };
        let frame = node.ancestors().find(|above| {
            vocabulary(*above) == Vocabulary::Anchor && matches!(above.tag_name().name(), "inline" | "anchor")
        });
        let description = frame.and_then(|frame| frame.children().find(|child| child.tag_name().name() == "docPr"));
        let description = description.and_then(|node| attribute(node, "descr")).unwrap_or_default().trim();
        let is_words = description.chars().filter(|c| is_wide(*c)).count() * 2 > description.chars().count()
            && !description.contains(['\\', '/', '.']);
        if !description.is_empty() && !is_words {
            self.report.add(Remark::LeftDescription, "", at.clone(), description);
        }
        let picture = Picture {
            bytes,
            extension,
            width: width_mm(node, frame),
            description: if is_words { description.to_owned() } else { String::new() },
            at,
            ..Picture::default()
        };
        self.building.after.push(Piece::Picture(picture));
    }

    /// Marks the pictures of a paragraph with words as moved out of their line.
    pub fn mark_pictures(pieces: &mut [Piece], paragraph: &Paragraph) {
        for piece in pieces {
            if let Piece::Picture(picture) = piece {
                picture.is_amid |= !paragraph.is_empty();
            }
        }
    }

    /// Notes the references to notes in words that a change removes.
    pub fn forget_notes(&mut self, node: Node<'d>) {
        for inner in node.descendants() {
            let kind = match word_name(inner) {
                "footnoteReference" => 0,
                "endnoteReference" => 1,
                _ => continue,
            };
            self.gone_notes.insert((kind, attribute(inner, "id").unwrap_or_default().to_owned()));
        }
    }
}

/// Returns an attribute that isn't empty.
fn attribute_of<'a>(node: Node<'a>, name: &str) -> Option<&'a str> {
    attribute(node, name).filter(|value| !value.is_empty())
}

/// Returns the printed width of a picture in mm, held to what a bulletin allows.
fn width_mm(node: Node, frame: Option<Node>) -> Option<u32> {
    let of_frame = || {
        let extent = frame?.children().find(|child| child.tag_name().name() == "extent")?;
        Some(attribute(extent, "cx")?.parse::<f64>().ok()? / EMU_PER_MM)
    };
    let of_shape = || {
        let style = node
            .ancestors()
            .find_map(|above| attribute(above, "style").filter(|_| vocabulary(above) == Vocabulary::Vml))?;
        let width = style.split(';').find_map(|rule| rule.trim().strip_prefix("width:"))?.trim();
        let number = |unit: &str| width.strip_suffix(unit).and_then(|number| number.trim().parse::<f64>().ok());
        number("pt")
            .map(|points| points / POINTS_PER_MM)
            .or_else(|| number("in").map(|inches| inches * 25.4))
            .or_else(|| number("cm").map(|cm| cm * 10.0))
            .or_else(|| number("mm"))
            .or_else(|| number("px").map(|pixels| pixels * 25.4 / 96.0))
    };
    let width = of_frame().or_else(of_shape)?.round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is clamped to small positive numbers"
    )]
    let width = width.clamp(f64::from(*PICTURE_WIDTHS_MM.start()), f64::from(*PICTURE_WIDTHS_MM.end())) as u32;
    Some(width)
}

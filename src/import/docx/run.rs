//! Runs of a Word file: words, breaks, symbols, fields, and what stands among them.
//!
//! Looks are for `style`.

use super::Node;
use super::change::Met;
use super::field::{FieldEnd, end_of};
use super::reader::{Reader, choice, is_placeholder, words};
use super::style::Look;
use super::symbol::{is_private, raise, symbol};
use crate::diagnostic::{Code, Diagnostic};
use crate::import::draft::{Face, Run, counted};
use crate::import::report::Remark;
use crate::import::xml::{Vocabulary, attribute, child, vocabulary, word_name};
use crate::issue::markdown::INVISIBLE;

impl<'d> Reader<'_, 'd, '_> {
    /// Reads an element of a paragraph.
    pub fn inline(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        match word_name(node) {
            "r" => self.run(node),
            "ins" | "del" | "moveFrom" | "moveTo" => {
                if self.enters(node) {
                    self.changes_open += 1;
                    self.inlines(node)?;
                    self.changes_open -= 1;
                }
                Ok(())
            }
            "hyperlink" => self.link(node),
            "smartTag" | "customXml" | "bdo" | "dir" => self.inlines(node),
            "sdt" => {
                let content = child(node, "sdtContent").filter(|_| !is_placeholder(node));
                if content.is_none() {
                    let at = self.here();
                    self.report.add(Remark::LeftHidden, "placeholder", at, &words(node));
                }
                content.map_or(Ok(()), |content| self.inlines(content))
            }
            "fldSimple" => {
                let before = self.building.words.len();
                self.inlines(node)?;
                let has_words = self.building.words.len() > before;
                let end = end_of(attribute(node, "instr").unwrap_or_default(), has_words);
                self.end_field(end);
                Ok(())
            }
            "subDoc" => {
                let at = self.here();
                self.report.add(Remark::RefusedObject, "subDoc", at, "");
                Ok(())
            }
            _ if vocabulary(node) == Vocabulary::Compatibility && node.tag_name().name() == "AlternateContent" => {
                choice(node).map_or(Ok(()), |choice| self.inlines(choice))
            }
            _ if vocabulary(node) == Vocabulary::Formula => {
                self.refuse_formula(&words(node));
                Ok(())
            }
            _ => {
                self.other(node);
                Ok(())
            }
        }
    }

    /// Reads the children of an element in a paragraph.
    fn inlines(&mut self, parent: Node<'d>) -> Result<(), Diagnostic> {
        parent.children().filter(Node::is_element).try_for_each(|node| self.inline(node))
    }

    /// Reads a link. Its address is left, unless it is the text.
    fn link(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        let before = self.building.words.len();
        self.inlines(node)?;
        let text = self.building.words[before..].trim().to_owned();
        let address = attribute(node, "id").and_then(|id| self.media.relation(id)).map(|found| found.target.clone());
        let is_text = |address: &String| {
            let bare = |text: &str| {
                let text =
                    text.trim_start_matches("mailto:").trim_start_matches("https://").trim_start_matches("http://");
                text.trim_end_matches('/').to_lowercase()
            };
            bare(address) == bare(&text)
        };
        if let Some(address) = address.filter(|address| !is_text(address)) {
            let at = self.here();
            self.report.add(Remark::LeftLink, "", at, &address);
        }
        Ok(())
    }

    /// Remarks on a formula.
    fn refuse_formula(&mut self, words: &str) {
        let at = self.here();
        self.report.add(Remark::RefusedFormula, "", at, words);
    }

    /// Reads a run.
    fn run(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        let properties = self.run_properties(node);
        let styles = std::mem::take(&mut self.building.styles);
        let look = self.styles.look(properties, &styles);
        self.building.styles = styles;
        let mut drops_mark = false;
        for child in node.children().filter(Node::is_element) {
            match word_name(child) {
                "t" | "delText" if drops_mark => drops_mark = false,
                "t" | "delText" => self.say(child.text().unwrap_or_default(), &look),
                "tab" | "ptab" => self.tab(&look),
                "br" if matches!(attribute(child, "type"), Some("page" | "column")) => self.page_break(child),
                "br" | "cr" => self.say("\n", &look),
                "noBreakHyphen" => self.say("\u{2011}", &look),
                "sym" => self.symbol(child, &look),
                "fldChar" => self.field(child)?,
                "instrText" | "delInstrText" => self.fields.instruct(child.text().unwrap_or_default()),
                "footnoteReference" | "endnoteReference" => {
                    drops_mark = attribute(child, "customMarkFollows").is_some_and(|value| value != "0");
                    self.note(child)?;
                }
                "commentReference" => self.refer_to_comment(child),
                "drawing" | "pict" | "object" => self.drawing(child)?,
                "ruby" => self.ruby(child)?,
                "softHyphen"
                | "lastRenderedPageBreak"
                | "footnoteRef"
                | "endnoteRef"
                | "annotationRef"
                | "separator"
                | "continuationSeparator"
                | "pgNum"
                | "rPr" => {}
                _ if child.tag_name().name() == "AlternateContent" => {
                    for inner in choice(child).into_iter().flat_map(|choice| choice.children()) {
                        match word_name(inner) {
                            "drawing" | "pict" | "object" => self.drawing(inner)?,
                            "t" => self.say(inner.text().unwrap_or_default(), &look),
                            "r" => self.run(inner)?,
                            _ => self.other(inner),
                        }
                    }
                }
                _ => self.other(child),
            }
        }
        Ok(())
    }

    /// Returns the properties of a run, or the former ones where a change of them is rejected.
    fn run_properties(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        let own = child(node, "rPr")?;
        let Some(change) = child(own, "rPrChange") else { return Some(own) };
        let former = child(change, "rPr").unwrap_or(change);
        let styles = std::mem::take(&mut self.building.styles);
        let look = |properties| {
            let look = self.styles.look(Some(properties), &styles);
            let face = Some(look.kind_of_face()).filter(|face| matches!(face, Face::Hei | Face::Kai));
            (look.bold.unwrap_or(false), look.struck.unwrap_or(false), face)
        };
        let is_told = look(own) != look(former);
        self.building.styles = styles;
        let text = words(node);
        if !is_told {
            self.note_formatting("change-of-format", &text);
            return Some(own);
        }
        self.meet(change, Met::Bold, text, false);
        Some(if self.accepts(change) { own } else { former })
    }

    /// Takes words, as far as they are shown.
    pub fn say(&mut self, text: &str, look: &Look) {
        if !self.fields.shows(text) {
            return;
        }
        let last = self.building.last_remark.take();
        let remark = |reader: &mut Self, remark: Remark, detail: &'static str| {
            let at = reader.here();
            reader.report.add_or_extend(remark, detail, at, text, last == Some((remark, detail)));
            reader.building.last_remark = Some((remark, detail));
        };
        let has_words = !text.trim().is_empty();
        if look.hidden == Some(true) {
            if has_words {
                remark(self, Remark::LeftHidden, "");
            }
            return;
        }
        if look.struck == Some(true) && has_words {
            remark(self, Remark::GuessStruck, "");
        }
        for kind in look.dropped.iter().filter(|_| has_words) {
            remark(self, Remark::LeftFormatting, kind);
        }
        let colour = look.colour.as_deref().unwrap_or("auto");
        if !matches!(colour, "auto" | "000000") && has_words {
            self.building.paragraph.is_red |= is_red(colour);
            self.building.paragraph.coloured.push(text.to_owned());
        }
        if has_words {
            let size = self.building.paragraph.size.unwrap_or(0.0).max(look.size.unwrap_or(0.0));
            self.building.paragraph.size = Some(size).filter(|size| *size > 0.0);
        }
        let text = self.replaced(text, look);
        self.push(Run { text, bold: look.bold == Some(true), emphasis: false, face: look.kind_of_face(), note: None });
    }

    /// Returns words with raised figures and symbols as characters of Unicode, without what shows nothing.
    fn replaced(&mut self, text: &str, look: &Look) -> String {
        let mut shown = String::with_capacity(text.len());
        if let Some(raised @ ("raised" | "lowered")) = look.raised
            && counted(text).next().is_some()
        {
            let at = self.here();
            if let Some(raised) = raise(text, raised == "raised") {
                self.report.add(Remark::ChangedScript, "", at, text);
                return raised;
            }
            self.report.add(Remark::GuessScript, raised, at, text);
        }
        for c in text.chars() {
            match c {
                '\u{a0}' => shown.push(' '),
                '\n' | '\t' => shown.push(c),
                c if c.is_control() || INVISIBLE.contains(&c) => {}
                c if is_private(c) => {
                    let face = look.letters.as_deref().filter(|face| symbol(face, 0x6c).is_some());
                    shown.extend(self.sign(face.unwrap_or("Wingdings"), u32::from(c)));
                }
                c => shown.push(c),
            }
        }
        shown
    }

    /// Returns the character for a code of a symbol face, and remarks on it.
    fn sign(&mut self, face: &str, code: u32) -> Option<char> {
        let at = self.here();
        let sign = symbol(face, code);
        match sign {
            Some(sign) => self.report.add(Remark::ChangedSymbol, "", at, &sign.to_string()),
            None => self.report.add(Remark::RefusedSymbol, &format!("{face} {code:04X}"), at, ""),
        }
        sign
    }

    /// Takes a symbol.
    fn symbol(&mut self, node: Node<'d>, look: &Look) {
        let face = attribute(node, "font").unwrap_or_default();
        let code = attribute(node, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or(0);
        if self.fields.shows("x")
            && let Some(sign) = self.sign(face, code)
        {
            self.push(Run {
                text: sign.to_string(),
                bold: look.bold == Some(true),
                face: look.kind_of_face(),
                ..Run::default()
            });
        }
    }

    /// Takes a tab. Whether it becomes a blank or divides a line is for the recognition.
    fn tab(&mut self, look: &Look) {
        if self.fields.shows("") {
            let (bold, face) = (look.bold == Some(true), look.kind_of_face());
            self.push(Run { text: "\t".to_owned(), bold, face, ..Run::default() });
        }
    }

    /// Notes the end of a page.
    fn page_break(&mut self, node: Node<'d>) {
        let is_page = attribute(node, "type") == Some("page");
        if self.building.paragraph.is_empty() {
            self.building.paragraph.begins_page |= is_page;
        } else {
            self.building.ends_page |= is_page;
        }
    }

    /// Reads a mark of a field.
    fn field(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        match attribute(node, "fldCharType") {
            Some("begin") if !self.fields.begin() => {
                return Err(Diagnostic::new(Code::ImportTooDeep).with("part", ""));
            }
            Some("separate") => self.fields.separate(),
            Some("end") => {
                let end = self.fields.end();
                self.end_field(end);
            }
            _ => {}
        }
        Ok(())
    }

    /// Does what the end of a field asks for.
    fn end_field(&mut self, end: FieldEnd) {
        let at = self.here();
        match end {
            FieldEnd::Nothing => {}
            FieldEnd::Taken(name) => self.report.add(Remark::ChangedField, "", at, &name),
            FieldEnd::Circled(sign) => {
                self.report.add(Remark::ChangedEnclosed, "", at, &sign);
                self.push(Run::plain(sign));
            }
            FieldEnd::Formula(words) => self.refuse_formula(&words),
        }
    }

    /// Reads words with their pronunciation above, which is left.
    fn ruby(&mut self, node: Node<'d>) -> Result<(), Diagnostic> {
        if let Some(base) = child(node, "rubyBase") {
            self.inlines(base)?;
        }
        if let Some(above) = child(node, "rt") {
            let at = self.here();
            self.report.add(Remark::LeftRuby, "", at, &words(above));
        }
        Ok(())
    }
}

/// Returns whether a colour is a red.
fn is_red(colour: &str) -> bool {
    let part = |range| colour.get(range).and_then(|part| u8::from_str_radix(part, 16).ok());
    let [red, green, blue] = [part(0..2), part(2..4), part(4..6)];
    red.is_some_and(|red| red >= 0xb0)
        && green.is_some_and(|green| green <= 0x60)
        && blue.is_some_and(|blue| blue <= 0x60)
}

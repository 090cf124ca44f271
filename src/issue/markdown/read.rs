//! Turns cleaned Markdown into blocks: paragraphs, headings, lists, pictures and tables.
//!
//! The words inside a block are for `inline`. Whether a picture exists or a table adds up is for `check`.

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options};

use super::clean::clean;
use super::inline::InlineStyle;
use super::reader::{MAX_DEPTH, Note, Reader};
use super::{Block, BlockKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Locator;

/// Reads a body into blocks. What can't be printed is left out and reported in `findings`.
pub fn read(body: &Locator, findings: &mut Vec<Diagnostic>) -> Vec<Block> {
    let cleaned = clean(body.text());
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &cleaned.text, &options());
    let mut reader = Reader::new(body, &cleaned, findings);
    for node in root.children() {
        reader.collect_note(node);
    }
    for node in root.children() {
        reader.block(node);
    }
    reader.report_note_signs();
    if let Some(range) = cleaned.first_joined.clone() {
        reader.report(Diagnostic::new(Code::LinesJoined).with("count", cleaned.joined), range);
    }
    for (name, note) in std::mem::take(&mut reader.notes) {
        if !note.used {
            reader.report(Diagnostic::new(Code::FootnoteUnused).with("name", name), note.range);
        }
    }
    reader.report_missing();
    reader.blocks
}

/// Returns the options of the CommonMark parser.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.ignore_setext = true;
    options.parse.leave_footnote_definitions = true;
    options
}

impl Reader<'_> {
    /// Adds a block.
    pub fn push(&mut self, kind: BlockKind, node: Node) {
        let range = self.range(node);
        self.blocks.push(Block { kind, range });
    }

    /// Reads the definition of a footnote. A footnote may not refer to another.
    fn collect_note(&mut self, node: Node) {
        let NodeValue::FootnoteDefinition(definition) = node.data().value.clone() else { return };
        if self.notes.contains_key(&definition.name) {
            return self.unsupported("markup-note-same-name", node);
        }
        if node.descendants().any(|inner| matches!(inner.data().value, NodeValue::FootnoteReference(_))) {
            self.notes.insert(definition.name, Note { inlines: Vec::new(), range: self.range(node), used: true });
            return self.unsupported("markup-note-in-note", node);
        }
        let mut inlines = Vec::new();
        for child in node.children() {
            match child.data().value {
                NodeValue::Paragraph => self.inlines(child, InlineStyle::default(), &mut inlines),
                _ => self.unsupported("markup-block-in-note", child),
            }
        }
        let range = self.range(node);
        self.notes.insert(definition.name, Note { inlines, range, used: false });
    }

    /// Reads a block.
    fn block(&mut self, node: Node) {
        let value = node.data().value.clone();
        match value {
            NodeValue::Paragraph => self.paragraph(node),
            NodeValue::Heading(heading) if matches!(heading.level, 2 | 3) => {
                if heading.level == 3 && !self.has_first_level {
                    let range = self.range(node);
                    self.report(Diagnostic::new(Code::HeadingSkipped), range);
                }
                self.has_first_level = true;
                let inlines = self.words(node);
                self.push(BlockKind::Heading { level: heading.level - 1, inlines }, node);
            }
            NodeValue::Heading(_) => {
                let range = self.range(node);
                self.report(Diagnostic::new(Code::HeadingLevel), range);
            }
            NodeValue::List(_) => self.list(node, 0),
            NodeValue::Table(_) => self.grid(node),
            NodeValue::FootnoteDefinition(_) => {}
            NodeValue::HtmlBlock(_) => {
                let range = self.range(node);
                self.report(Diagnostic::new(Code::MarkupHtml), range);
            }
            NodeValue::BlockQuote => self.quote(node),
            NodeValue::CodeBlock(_) => self.unsupported("markup-code", node),
            NodeValue::ThematicBreak => self.push(BlockKind::Rule, node),
            _ => self.unsupported("markup-other", node),
        }
    }

    /// Reads a paragraph. One that consists of pictures alone becomes these pictures.
    fn paragraph(&mut self, node: Node) {
        if self.pictures(node) {
            return;
        }
        let inlines = self.words(node);
        let words = super::plain(&inlines);
        let typed = self.body.text().get(self.range(node)).unwrap_or_default();
        // #话题# isn't a heading, and \\# says that the sign is meant.
        if words.starts_with(['#', '＃'])
            && words.trim_start_matches(['#', '＃']).find(['#', '＃']).is_none()
            && !typed.contains("\\#")
        {
            let range = self.range(node);
            self.report(Diagnostic::new(Code::MarkupHeadingSpace), range);
        }
        if !inlines.is_empty() {
            self.push(BlockKind::Paragraph(inlines), node);
        }
    }

    /// Reads the items of a list and of the lists inside it.
    fn list(&mut self, list: Node, depth: usize) {
        let NodeValue::List(settings) = list.data().value else { return };
        for item in list.children() {
            let own = match item.data().value {
                NodeValue::Item(own) => own,
                _ => settings,
            };
            let mut marker = match own.list_type {
                ListType::Bullet => "•".to_owned(),
                ListType::Ordered => self.number(item),
            };
            self.ledger.enter(&marker);
            if item.first_child().is_none() {
                let range = self.range(item);
                self.report(Diagnostic::new(Code::MarkupLeftover).with("mark", marker.as_str()), range);
            }
            for child in item.children() {
                match child.data().value {
                    NodeValue::Paragraph => {
                        let inlines = self.words(child);
                        let marker = std::mem::take(&mut marker);
                        self.push(BlockKind::Item { depth, marker, inlines }, child);
                    }
                    NodeValue::List(_) if depth < MAX_DEPTH => self.list(child, depth + 1),
                    _ => self.unsupported("markup-block-in-list", child),
                }
            }
        }
    }

    /// Returns the number of an item with its point or bracket, as it was typed.
    fn number(&self, item: Node) -> String {
        let start = item.data().sourcepos.start;
        let line = self.cleaned.line(start.line).get(start.column.saturating_sub(1)..).unwrap_or_default();
        line.split_inclusive(['.', ')']).next().unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Inline;
    use super::*;
    use crate::diagnostic::Source;
    use crate::input::yaml::Text;

    fn read_text(value: &str) -> (Vec<Block>, Vec<Code>) {
        let source = Source::new("a.yaml", value);
        let text = Text { value: value.to_owned(), place: source.whole() };
        let mut findings = Vec::new();
        let blocks = read(&Locator::new(&text), &mut findings);
        (blocks, findings.iter().map(|finding| finding.code).collect())
    }

    fn run(text: &str, strong: bool) -> Inline {
        Inline::Text { text: text.to_owned(), strong, emphasis: false }
    }

    #[test]
    fn a_lead_in_closes_after_a_full_stop() {
        let (blocks, findings) = read_text("**服务网络。**全面升级服务阵地。");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            blocks[0].kind,
            BlockKind::Paragraph(vec![run("服务网络。", true), run("全面升级服务阵地。", false)])
        );
    }

    #[test]
    fn wrapped_lines_join_with_a_space_between_latin_words_only() {
        let text = "今年以来各地各部门认真贯彻落实部署要求统筹推进见 Annex\nOne 文明培育文明实践文明创建各项工作都取得了成效群众\n满意。";
        let (blocks, findings) = read_text(text);
        assert_eq!(findings, [Code::LinesJoined]);
        assert_eq!(blocks.len(), 1);
        assert_eq!(
            super::super::plain(&blocks[0].kind.inlines().cloned().collect::<Vec<_>>()),
            text.replacen('\n', " ", 1).replace('\n', "")
        );
    }

    #[test]
    fn a_typed_line_is_a_paragraph() {
        let (blocks, findings) = read_text("要做到三点：\n①加强领导\n②健全机制\n联系人：甲");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(blocks.len(), 4);
        let (blocks, _) = read_text("- 东片区；\n- 西片区\n下一步，统一配送。");
        assert!(matches!(blocks[2].kind, BlockKind::Paragraph(_)), "{blocks:?}");
    }

    #[test]
    fn blanks_to_fill_in_are_printed() {
        for text in [
            "单位：____，联系人：____。",
            "____年__月__日",
            "________",
            "在（____）内，在（____）内",
            "甲_乙_丙",
            "\\\\甲\\乙",
        ] {
            let (blocks, findings) = read_text(text);
            assert!(findings.is_empty(), "{text}: {findings:?}");
            assert_eq!(blocks[0].kind, BlockKind::Paragraph(vec![run(text, false)]), "{text}");
        }
    }

    #[test]
    fn a_footnote_stands_at_its_reference() {
        let (blocks, findings) = read_text("甲[^1]乙。\n\n[^1]: 注文。\n");
        assert!(findings.is_empty(), "{findings:?}");
        let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!() };
        assert!(matches!(&inlines[1], Inline::Footnote { inlines, .. } if super::super::plain(inlines) == "注文。"));
    }

    #[test]
    fn what_a_bulletin_has_no_use_for_is_refused() {
        for (text, code) in [
            ("甲<b>乙</b>", Code::MarkupHtml),
            ("<div>\n甲\n</div>", Code::MarkupHtml),
            ("```\n甲\n```", Code::MarkupUnsupported),
            ("# 甲", Code::HeadingLevel),
            ("##甲", Code::MarkupHeadingSpace),
            ("| 甲 | 乙 |", Code::MarkupLeftover),
            ("文__重点__文", Code::MarkupLeftover),
            ("现场照片.jpg", Code::MarkupLeftover),
            ("＊＊段首句。＊＊正文。", Code::MarkupLeftover),
            ("### （一）先说小的", Code::HeadingSkipped),
            ("## 一、\n\n#### 1.", Code::HeadingLevel),
            ("见[1]。\n\n[1]来源", Code::NoteSign),
            ("！[图](a.jpg)", Code::MarkupLeftover),
            ("地区\t个数", Code::MarkupTabs),
            ("2*3*4", Code::MarkupStars),
            ("带*的为预估数和带*的单位", Code::MarkupStars),
            ("人次*含线上，车次*以当天为准", Code::MarkupStars),
            ("王*、李*、张*等", Code::MarkupStars),
            ("正文：\n-\n- 甲", Code::MarkupLeftover),
            ("地区 | 数\n--- | --- | ---\n南京 | 7", Code::MarkupLeftover),
            ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |", Code::RowTooLong),
            ("| 甲 | 乙 |\n|---|---|", Code::TableEmpty),
            ("**甲", Code::MarkupStars),
            ("甲[^9]", Code::FootnoteUndefined),
            ("甲\n\n[^1]: 乙", Code::FootnoteUnused),
            ("![图](a.jpg \"很宽\")", Code::PictureWidth),
        ] {
            assert!(read_text(text).1.contains(&code), "{text}: {:?}", read_text(text).1);
        }
    }

    #[test]
    fn what_only_looks_like_markdown_is_printed() {
        for text in [
            "电话138****1234",
            "苏政发[2022]（15号）",
            "#话题# 引发热议",
            "[1](注)",
            "[注]: 数据来源",
            "8:30 至 9:30，1:2",
            "a_b_c",
        ] {
            let (blocks, findings) = read_text(text);
            assert!(findings.is_empty(), "{text}: {findings:?}");
            let BlockKind::Paragraph(inlines) = &blocks[0].kind else { panic!("{text}") };
            assert_eq!(super::super::plain(inlines), text);
        }
        let (blocks, _) = read_text("1. 甲\n3. 乙\n\n段\n\n2) 丙");
        let markers: Vec<_> = blocks
            .iter()
            .filter_map(|b| if let BlockKind::Item { marker, .. } = &b.kind { Some(marker.as_str()) } else { None })
            .collect();
        assert_eq!(markers, ["1.", "3.", "2)"]);
    }

    #[test]
    fn tables_without_a_rule_and_tables_with_tabs_are_read() {
        for text in ["文\n| 地区 | 数 |\n| 南京 | 7 |\n文。", "文\n地区\t数\n南京\t7\n文。", "地区\t数\n\t7"]
        {
            let (blocks, findings) = read_text(text);
            assert!(findings.is_empty(), "{text}: {findings:?}");
            let grid = blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Grid { columns, rows, .. } => Some((columns.len(), rows[0].clone())),
                _ => None,
            });
            let (columns, row) = grid.unwrap_or_else(|| panic!("{text}: {blocks:?}"));
            let cells: Vec<_> = row.iter().map(|cell| super::super::plain(&cell.inlines)).collect();
            assert_eq!((columns, cells[1].as_str()), (2, "7"), "{text}: {cells:?}");
            assert_eq!(&text[row[1].range.clone()], "7", "{text}");
        }
    }

    #[test]
    fn pictures_lists_and_tables() {
        let (blocks, findings) = read_text(
            "![合影](图 片.jpg \"120mm\")\n\n1. 甲\n2. 乙\n   - 丙\n\n| 地区 | 数 |\n|---|---|\n| 南京 | 7 |\n",
        );
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(blocks.len(), 5, "{blocks:#?}");
    }
}

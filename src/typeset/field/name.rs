//! The names of fields, as layouts write them. They are written and read here alone.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Cell, Field, FormalLine, Row, RunningText, TablePart};

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.row {
            Row::Body(row) => write!(f, "{row}.{}", self.column),
            Row::Head(0) => write!(f, "columns.{}", self.column),
            Row::Head(row) => write!(f, "head-{row}.{}", self.column),
        }
    }
}

impl fmt::Display for TablePart {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Caption => f.write_str("caption"),
            Self::UnitLine => f.write_str("unit-line"),
            Self::Note(note) => write!(f, "notes-{note}"),
        }
    }
}

impl fmt::Display for FormalLine {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Addressee => f.write_str("addressee"),
            Self::SignedBy(office) => write!(f, "sign-off.{office}"),
            Self::SignedDate => f.write_str("sign-off.date"),
            Self::Remark => f.write_str("remark"),
        }
    }
}

/// Writes the name that layouts use.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Notice => f.write_str("notice"),
            Self::CopyNumber => f.write_str("copy-number"),
            Self::Secrecy => f.write_str("secrecy"),
            Self::Urgency => f.write_str("urgency"),
            Self::Issuer => f.write_str("issuer"),
            Self::Signer(name) => write!(f, "signer.{name}"),
            Self::ContentsTitle => f.write_str("contents.title"),
            Self::SectionName(section) => write!(f, "sections.{section}"),
            Self::Number => f.write_str("number"),
            Self::TotalNumber => f.write_str("total-number"),
            Self::Date => f.write_str("date"),
            Self::Serial => f.write_str("serial"),
            Self::Copies => f.write_str("copies"),
            Self::Contents { section, article: None } => write!(f, "contents.{section}"),
            Self::Contents { section, article: Some(article) } => write!(f, "contents.{section}.{article}"),
            Self::ArticleTitle(article) => write!(f, "articles.{article}.title"),
            Self::ArticleTotal(article) => write!(f, "articles.{article}.total"),
            Self::Credit(article) => write!(f, "articles.{article}.credit"),
            Self::Formal { article: None, line } => line.fmt(f),
            Self::Formal { article: Some(article), line } => write!(f, "articles.{article}.{line}"),
            Self::Attachment(attachment) => write!(f, "attachments.{attachment}"),
            Self::PrintedBy => f.write_str("printed-by.office"),
            Self::PrintedDate => f.write_str("printed-by.date"),
            Self::Staff { entry, name: None } => write!(f, "staff.{entry}"),
            Self::Staff { entry, name: Some(name) } => write!(f, "staff.{entry}.{name}"),
            Self::TableCell(article, cell) => write!(f, "articles.{article}.table.{cell}"),
            Self::TablePart(article, part) => write!(f, "articles.{article}.table.{part}"),
            Self::Block { text, block, cell, footnote } => {
                match text {
                    RunningText::Note => write!(f, "note.{block}")?,
                    RunningText::Article(article) => write!(f, "articles.{article}.{block}")?,
                    RunningText::ArticleNote(article) => write!(f, "articles.{article}.note.{block}")?,
                    RunningText::Afterword(article) => write!(f, "articles.{article}.afterword.{block}")?,
                }
                cell.map_or(Ok(()), |cell| write!(f, ".{cell}"))?;
                footnote.map_or(Ok(()), |footnote| write!(f, ".note-{footnote}"))
            }
            Self::Imprint { entry, line: None } => write!(f, "imprint.{entry}"),
            Self::Imprint { entry, line: Some(line) } => write!(f, "imprint.{entry}.{line}"),
            Self::PageNumber => f.write_str("page-number"),
            Self::Placeholder => f.write_str("placeholder"),
            Self::Other(name) => f.write_str(name),
        }
    }
}

/// In the schema of the layouts' data a field is its name.
impl schemars::JsonSchema for Field {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Field".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "The name of a field, such as `articles.0.title`." })
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads the name of a mark. A name that is no field's stays as it is, in [`Field::Other`].
impl From<&str> for Field {
    fn from(name: &str) -> Self {
        let parts: Vec<&str> = name.split('.').collect();
        read(&parts).filter(|field| field.to_string() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

/// Reads the parts of a name. Numbers such as `01` are read too; the caller compares the text.
fn read(parts: &[&str]) -> Option<Field> {
    let index = |part: &str| part.parse::<usize>().ok();
    Some(match parts {
        ["title"] => Field::Title,
        ["notice"] => Field::Notice,
        ["copy-number"] => Field::CopyNumber,
        ["secrecy"] => Field::Secrecy,
        ["urgency"] => Field::Urgency,
        ["issuer"] => Field::Issuer,
        ["signer", name] => Field::Signer(index(name)?),
        ["contents", "title"] => Field::ContentsTitle,
        ["sections", section] => Field::SectionName(index(section)?),
        ["number"] => Field::Number,
        ["total-number"] => Field::TotalNumber,
        ["date"] => Field::Date,
        ["serial"] => Field::Serial,
        ["copies"] => Field::Copies,
        ["page-number"] => Field::PageNumber,
        ["placeholder"] => Field::Placeholder,
        ["contents", section] => Field::Contents { section: index(section)?, article: None },
        ["contents", section, article] => Field::Contents { section: index(section)?, article: Some(index(article)?) },
        ["imprint", entry] => Field::Imprint { entry: index(entry)?, line: None },
        ["imprint", entry, line] => Field::Imprint { entry: index(entry)?, line: Some(index(line)?) },
        ["articles", article, "title"] => Field::ArticleTitle(index(article)?),
        ["articles", article, "total"] => Field::ArticleTotal(index(article)?),
        ["articles", article, "table", part] => Field::TablePart(index(article)?, read_part(part)?),
        ["articles", article, "table", row, column] => Field::TableCell(index(article)?, read_cell(row, column)?),
        ["attachments", attachment] => Field::Attachment(index(attachment)?),
        ["printed-by", "office"] => Field::PrintedBy,
        ["printed-by", "date"] => Field::PrintedDate,
        ["staff", entry] => Field::Staff { entry: index(entry)?, name: None },
        ["staff", entry, name] => Field::Staff { entry: index(entry)?, name: Some(index(name)?) },
        ["addressee" | "remark"] | ["sign-off", _] => Field::Formal { article: None, line: read_formal(parts)? },
        ["articles", article, line @ ("addressee" | "remark")] => {
            Field::Formal { article: Some(index(article)?), line: read_formal(&[*line])? }
        }
        ["articles", article, "sign-off", office] => {
            Field::Formal { article: Some(index(article)?), line: read_formal(&["sign-off", *office])? }
        }
        ["articles", article, "credit"] => Field::Credit(index(article)?),
        ["articles", article, "note", block, part @ ..] => {
            read_block(RunningText::ArticleNote(index(article)?), block, part)?
        }
        ["articles", article, "afterword", block, part @ ..] => {
            read_block(RunningText::Afterword(index(article)?), block, part)?
        }
        ["articles", article, block, part @ ..] => read_block(RunningText::Article(index(article)?), block, part)?,
        ["note", block, part @ ..] => read_block(RunningText::Note, block, part)?,
        _ => return None,
    })
}

fn read_formal(parts: &[&str]) -> Option<FormalLine> {
    Some(match parts {
        ["addressee"] => FormalLine::Addressee,
        ["remark"] => FormalLine::Remark,
        ["sign-off", "date"] => FormalLine::SignedDate,
        ["sign-off", office] => FormalLine::SignedBy(office.parse().ok()?),
        _ => return None,
    })
}

fn read_cell(row: &str, column: &str) -> Option<Cell> {
    let row = match row.strip_prefix("head-") {
        Some(row) => Row::Head(row.parse().ok().filter(|row| *row > 0)?),
        None if row == "columns" => Row::FIRST,
        None => Row::Body(row.parse().ok()?),
    };
    Some(Cell { row, column: column.parse().ok()? })
}

fn read_part(part: &str) -> Option<TablePart> {
    Some(match part {
        "caption" => TablePart::Caption,
        "unit-line" => TablePart::UnitLine,
        note => TablePart::Note(note.strip_prefix("notes-")?.parse().ok()?),
    })
}

fn read_block(text: RunningText, block: &str, part: &[&str]) -> Option<Field> {
    let footnote = |part: &str| part.strip_prefix("note-")?.parse().ok();
    let (cell, footnote) = match part {
        [] => (None, None),
        [note] => (None, Some(footnote(note)?)),
        [row, column] => (Some(read_cell(row, column)?), None),
        [row, column, note] => (Some(read_cell(row, column)?), Some(footnote(note)?)),
        _ => return None,
    };
    Some(Field::Block { text, block: block.parse().ok()?, cell, footnote })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_it_is_written() {
        let known = [
            "title",
            "notice",
            "copy-number",
            "secrecy",
            "urgency",
            "issuer",
            "signer.1",
            "contents.title",
            "sections.2",
            "number",
            "total-number",
            "date",
            "serial",
            "copies",
            "page-number",
            "placeholder",
            "contents.0",
            "contents.2.11",
            "articles.3.title",
            "articles.3.total",
            "articles.3.credit",
            "articles.3.note.0",
            "articles.3.addressee",
            "articles.3.sign-off.1",
            "articles.3.sign-off.date",
            "articles.3.remark",
            "addressee",
            "sign-off.0",
            "sign-off.date",
            "remark",
            "attachments.2",
            "printed-by.office",
            "printed-by.date",
            "staff.0",
            "staff.1.2",
            "articles.3.afterword.1.note-0",
            "articles.3.table.columns.0",
            "articles.3.table.12.4",
            "articles.3.table.head-1.2",
            "articles.3.table.caption",
            "articles.3.table.unit-line",
            "articles.3.table.notes-1",
            "articles.0.7",
            "articles.0.7.note-2",
            "articles.0.7.columns.1",
            "articles.0.7.10.1.note-0",
            "note.0",
            "note.0.note-1",
            "imprint.1",
            "imprint.1.0",
        ];
        for name in known {
            let field = Field::from(name);
            assert!(!matches!(field, Field::Other(_)), "{name}");
            assert_eq!(field.to_string(), name);
        }
        for name in
            ["", "articles", "articles.00.title", "articles.x.1", "note.0.1", "contents.-1", "imprint.1.0.2", "报头"]
        {
            assert_eq!(Field::from(name), Field::Other(name.to_owned()));
        }
    }
}

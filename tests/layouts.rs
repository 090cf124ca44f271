//! The contract between the program and the layouts: the data, the pages of the manual about it, and what the built-in
//! layouts read of it.

mod manual;
mod page;
mod reads;
mod schema;
mod whole;

use std::collections::BTreeSet;
use std::fs;

use jianbao::typeset::field::{Cell, Field, FormalLine, Row, RunningText, TablePart};

use self::reads::Reads;
use self::schema::Contract;
use crate::support::{difference, is_accepting, root};

/// The manual's pages about the data are generated from the structs; `JIANBAO_ACCEPT=1` writes them anew.
#[test]
fn the_pages_about_the_data_are_what_the_structs_say() {
    for lang in [page::ENGLISH, page::CHINESE_LANGUAGE] {
        let path = root().join(lang.file);
        let made = page::page(&lang);
        if is_accepting() {
            fs::write(&path, &made).unwrap();
        }
        let difference = difference(lang.file, &made, &fs::read_to_string(&path).unwrap_or_default());
        assert!(difference.is_empty(), "{difference}\nJIANBAO_ACCEPT=1 cargo test layouts takes what the structs say");
    }
}

/// No Chinese words are of a field that has gone.
#[test]
fn every_field_has_its_chinese_words_and_no_other() {
    let mut keys = BTreeSet::new();
    for contract in Contract::all() {
        for name in contract.types() {
            keys.extend(contract.fields_of(&name).into_iter().map(|field| format!("{name}.{field}")));
            keys.insert(name);
        }
    }
    let shared = |key: &str| keys.contains(&key.replace("BaseData", "IssueData"));
    let old: Vec<_> = page::chinese().into_keys().filter(|key| !keys.contains(*key) && !shared(key)).collect();
    assert!(old.is_empty(), "{old:?}");
}

#[test]
fn the_built_in_layouts_read_only_what_the_data_has() {
    for contract in Contract::all() {
        let reads = Reads::of(&contract.folders);
        assert!(!reads.of_data.is_empty(), "{}", contract.root);
        for (file, chain) in &reads.of_data {
            if let Err(field) = contract.resolve(chain) {
                panic!("{file} reads data.{}, and {} has no {field}", chain.join("."), contract.root);
            }
        }
    }
}

#[test]
fn every_field_of_the_data_is_read_by_a_built_in_layout() {
    for contract in Contract::all() {
        let mut read = Reads::of(&contract.folders);
        for chain in std::mem::take(&mut read.spread) {
            let types = contract.resolve(&chain).unwrap();
            read.names.extend(types.iter().flat_map(|name| contract.fields_of(name)));
        }
        for name in contract.types() {
            for field in contract.fields_of(&name) {
                assert!(read.names.contains(&field), "{}: no built-in layout reads {name}.{field}", contract.root);
            }
        }
    }
}

/// A name that no struct has, in the place of one that the layouts read, is found.
#[test]
fn a_field_that_is_not_there_is_missed() {
    let contract = Contract::all().remove(0);
    let chain = |words: &str| words.split('.').map(str::to_owned).collect::<Vec<_>>();
    assert!(contract.resolve(&chain("contents.sections")).is_ok());
    assert_eq!(contract.resolve(&chain("contents.section")), Err("section".to_owned()));
    assert_eq!(contract.resolve(&chain("contens")), Err("contens".to_owned()));
}

/// Every kind of field, as the page about layouts lists them.
const KINDS: [&str; 43] = [
    "title",
    "notice",
    "issuer",
    "number",
    "total number",
    "date",
    "serial",
    "copies",
    "section in the contents",
    "article in the contents",
    "article title",
    "article total",
    "head of an article's table",
    "cell of an article's table",
    "block of an article",
    "block of the note",
    "footnote",
    "head of a table in a text",
    "cell of a table in a text",
    "imprint entry",
    "imprint line",
    "of the layout",
    "copy number",
    "secrecy",
    "urgency",
    "signer",
    "title of the contents",
    "section in the text",
    "credit",
    "block of an article's note",
    "block of an afterword",
    "addressee",
    "office that signs",
    "date of a sign-off",
    "remark",
    "attachment in a list",
    "printing office",
    "printing date",
    "staff label",
    "staff name",
    "caption of a table",
    "unit of a table",
    "note of a table",
];

/// Returns the kind of a field. A new kind of field doesn't compile until it stands here; it belongs into [`KINDS`] too.
fn kind(field: &Field) -> Option<&'static str> {
    let index = match field {
        Field::Title => 0,
        Field::Notice => 1,
        Field::Issuer => 2,
        Field::Number => 3,
        Field::TotalNumber => 4,
        Field::Date => 5,
        Field::Serial => 6,
        Field::Copies => 7,
        Field::Contents { article: None, .. } => 8,
        Field::Contents { article: Some(_), .. } => 9,
        Field::ArticleTitle(_) => 10,
        Field::ArticleTotal(_) => 11,
        Field::TableCell(_, Cell { row: Row::Head(_), .. }) => 12,
        Field::TableCell(_, Cell { row: Row::Body(_), .. }) => 13,
        Field::Block { footnote: Some(_), .. } => 16,
        Field::Block { cell: Some(Cell { row: Row::Head(_), .. }), .. } => 17,
        Field::Block { cell: Some(Cell { row: Row::Body(_), .. }), .. } => 18,
        Field::Block { text: RunningText::Article(_), .. } => 14,
        Field::Block { text: RunningText::Note, .. } => 15,
        Field::Block { text: RunningText::ArticleNote(_), .. } => 29,
        Field::Block { text: RunningText::Afterword(_), .. } => 30,
        Field::Credit(_) => 28,
        Field::Formal { line: FormalLine::Addressee, .. } => 31,
        Field::Formal { line: FormalLine::SignedBy(_), .. } => 32,
        Field::Formal { line: FormalLine::SignedDate, .. } => 33,
        Field::Formal { line: FormalLine::Remark, .. } => 34,
        Field::Attachment(_) => 35,
        Field::PrintedBy => 36,
        Field::PrintedDate => 37,
        Field::Staff { name: None, .. } => 38,
        Field::Staff { name: Some(_), .. } => 39,
        Field::Imprint { line: None, .. } => 19,
        Field::Imprint { line: Some(_), .. } => 20,
        Field::PageNumber | Field::Placeholder => 21,
        Field::CopyNumber => 22,
        Field::Secrecy => 23,
        Field::Urgency => 24,
        Field::Signer(_) => 25,
        Field::ContentsTitle => 26,
        Field::SectionName(_) => 27,
        Field::TablePart(_, TablePart::Caption) => 40,
        Field::TablePart(_, TablePart::UnitLine) => 41,
        Field::TablePart(_, TablePart::Note(_)) => 42,
        Field::Other(_) => return None,
    };
    Some(KINDS[index])
}

/// The page about layouts lists the names of all kinds of fields, and nothing that is no field.
#[test]
fn every_name_of_a_field_is_in_the_manual() {
    let page = fs::read_to_string(root().join("docs/en/src/dev/layouts.md")).unwrap();
    let table = page.split("## The names of fields").nth(1).unwrap();
    let names: Vec<_> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let kinds: BTreeSet<_> = names
        .iter()
        .map(|name| kind(&Field::from(*name)).unwrap_or_else(|| panic!("{name} is the name of no field")))
        .collect();
    assert_eq!(kinds, BTreeSet::from(KINDS));
    for name in ["page-number", "placeholder"] {
        assert!(names.contains(&name), "{name}");
    }
}

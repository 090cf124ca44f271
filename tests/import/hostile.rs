//! Damaged and changed drafts: each is an error or is read, and none ends the program.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use jianbao::Lang;
use jianbao::import::choice::Which;
use jianbao::import::reading::Input;
use jianbao::import::{Options, import};
use jianbao::issue::Publication;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::faithful::Dice;
use super::{case, draft};

/// The drafts that are changed.
const NAMES: [&str; 12] = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "12", "17"];

/// Imports bytes. A crash, or more than two seconds, fails the test.
#[track_caller]
fn try_import(name: &str, extension: &str, bytes: Vec<u8>) {
    let options = Options {
        accept: vec![Which::All],
        leave_out: vec![Which::All],
        comments: Some(true),
        is_clipboard: extension == "html",
        ..Options::default()
    };
    let input = Input { stem: "input".to_owned(), extension: extension.to_owned(), bytes };
    let began = Instant::now();
    let done = catch_unwind(AssertUnwindSafe(|| import(input, &Publication::default(), &options, Lang::En).is_ok()));
    assert!(done.is_ok(), "{name}: a crash");
    assert!(began.elapsed().as_secs() < 20, "{name}: {:?}", began.elapsed());
}

#[test]
fn truncated_and_changed_files_end_in_an_error() {
    let mut dice = Dice(7);
    for name in NAMES.into_iter().chain(["13", "15", "16"]) {
        let path = draft(&case(name));
        let extension = path.extension().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        for part in 0..50 {
            try_import(name, &extension, bytes[..bytes.len() * part / 50].to_vec());
        }
        for _ in 0..200 {
            let mut changed = bytes.clone();
            let at = dice.roll(changed.len());
            changed[at] = changed[at].wrapping_add(1 + u8::try_from(dice.roll(255)).unwrap());
            try_import(name, &extension, changed);
        }
    }
}

/// A package in which the text of its XML parts was changed.
fn changed_package(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let tags: Vec<usize> = content.iter().enumerate().filter(|(_, b)| **b == b'<').map(|(at, _)| at).collect();
        if name.starts_with("word/") && name.ends_with(".xml") && tags.len() > 8 {
            for _ in 0..1 + dice.roll(3) {
                let text = String::from_utf8_lossy(&content).into_owned();
                content = mutate(&text, dice).into_bytes();
            }
        }
        writer.start_file(name, options).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// XML with an element left out, doubled, or a value changed, so that it often stays well-formed.
fn mutate(text: &str, dice: &mut Dice) -> String {
    let elements: Vec<(usize, &str)> = text.match_indices("/>").collect();
    let values: Vec<(usize, &str)> = text.match_indices("w:val=\"").collect();
    match dice.roll(3) {
        0 if !elements.is_empty() => {
            let end = elements[dice.roll(elements.len())].0 + 2;
            let start = text[..end].rfind('<').unwrap();
            format!("{}{}", &text[..start], &text[end..])
        }
        1 if !elements.is_empty() => {
            let end = elements[dice.roll(elements.len())].0 + 2;
            let start = text[..end].rfind('<').unwrap();
            format!("{}{}{}", &text[..end], &text[start..end], &text[end..])
        }
        _ if !values.is_empty() => {
            let start = values[dice.roll(values.len())].0 + 7;
            let end = start + text[start..].find('"').unwrap();
            let odd =
                ["", "-1", "0", "99999999999999999999", "continue", "restart", "a3", "1", "%1%2%3%9%0%", "superscript"];
            format!("{}{}{}", &text[..start], odd[dice.roll(odd.len())], &text[end..])
        }
        _ => text.to_owned(),
    }
}

#[test]
fn changed_xml_ends_in_an_error_or_is_read() {
    let mut dice = Dice(20_251_127);
    for name in NAMES.into_iter().filter(|name| *name != "12") {
        let bytes = fs::read(draft(&case(name))).unwrap();
        for _ in 0..60 {
            try_import(name, "docx", changed_package(&bytes, &mut dice));
        }
    }
}

#[test]
fn the_clipboard_of_word_and_excel_is_read() {
    let word = "<html><head><style>p{}</style></head><body><!--StartFragment--><p class=MsoNormal align=center><b><span \
                style='font-size:22.0pt'>一个标题</span></b></p><p class=MsoNormal style='text-indent:32.0pt'><b>段首句。</b>后面是\n正文&nbsp;12 个。</p>\
                <table><tr><td rowspan=2>地区</td><td colspan=2>数</td></tr><tr><td>甲</td><td>乙</td></tr><tr><td>东</td><td>1</td><td>2</td></tr>\
                </table><!--EndFragment--></body></html>";
    for cut in 0..word.len() {
        if word.is_char_boundary(cut) {
            try_import("clipboard", "html", word.as_bytes()[..cut].to_vec());
        }
    }
    let options = Options { is_clipboard: true, ..Options::default() };
    let input = |bytes: &str| Input { stem: String::new(), extension: String::new(), bytes: bytes.as_bytes().to_vec() };
    let read = |bytes: &str| {
        let imported = import(input(bytes), &Publication::default(), &options, Lang::En).unwrap();
        let jianbao::import::Recognised::Article(article) = imported.recognised else { panic!() };
        jianbao::import::write::article(&article, &jianbao::import::words(Lang::En))
    };
    let yaml = read(word);
    for part in ["title: 一个标题", "**段首句。**后面是正文 12 个。", "| 地区 | 数：甲 | 数：乙 |", "| 东 | 1 | 2 |"]
    {
        assert!(yaml.contains(part), "{part}: {yaml}");
    }
    let yaml = read("地区\t数\n东\t1\n西\t2\n");
    assert!(yaml.contains("columns: [地区, 数]") && yaml.contains("- [西, 2]"), "{yaml}");
}

//! The words that users read: one word for one thing, Chinese that is Chinese, and both languages complete.

use std::collections::BTreeSet;
use std::fs;

use jianbao::diagnostic::Code;
use jianbao::diagnostic::message::Lang;

use crate::documents::page;
use crate::support::root;

/// What users read about a thing in Chinese, and other words for it that they never read.
const CHINESE: &[(&str, &[&str])] = &[
    ("提醒", &["警告", "有提示"]),
    ("付印稿", &["留底", "发布稿", "定稿"]),
    ("用途", &["方案", "预设"]),
    ("校样", &["打样", "清样", "样张", "校对单"]),
    ("报头", &["刊头", "报眉", "片头"]),
    ("版心", &["版芯", "正文区"]),
    ("版记", &["版尾"]),
    ("版式", &["模板", "布局"]),
    ("目录", &["目次"]),
    ("期号", &["刊期", "刊号"]),
    ("印数", &["份数"]),
    ("专色", &["特别色"]),
    ("油墨", &["墨水"]),
    ("印厂", &["印刷厂", "工厂"]),
    ("印前检查", &["预检", "预飞"]),
    ("拼版", &["拼大版"]),
    ("合订本", &["合集", "汇编"]),
    ("设区市", &["地级市"]),
    ("编印单位", &["主办单位"]),
    ("项（YAML）", &["这个键", "一组键", "键值"]),
    ("段首句", &["导语"]),
    ("脚注", &["页注", "尾注"]),
    ("表头", &["列名"]),
];

/// The same in English. Words are looked for as whole words.
const ENGLISH: &[(&str, &[&str])] = &[
    ("warning", &["remarks"]),
    ("release", &["frozen", "freeze"]),
    ("profile", &["preset", "usage profile"]),
    ("proof", &["galley", "proof sheet"]),
    ("masthead", &["nameplate", "banner"]),
    ("type area", &["text area", "print space"]),
    ("imprint", &["colophon"]),
    ("layout", &["template", "theme"]),
    ("contents", &["table of contents", "toc"]),
    ("copies", &["circulation"]),
    ("spot colour", &["spot color", "special colour"]),
    ("print shop", &["printing house", "print works", "printworks", "printing plant", "the plant"]),
    ("preflight", &["pre-flight", "pre-press check"]),
    ("volume", &["yearbook", "annual"]),
    ("lead-in", &["run-in"]),
    ("footnote", &["endnote"]),
    ("issue", &["edition"]),
];

/// What only a print shop's people know, and the messages that are for them.
const PRINTERS_WORDS: [&[&str]; 2] = [
    &[
        "陷印",
        "叠印",
        "输出意图",
        "传递函数",
        "元数据",
        "结构标签",
        "套准",
        "TrimBox",
        "MediaBox",
        "BleedBox",
        "XMP",
        "LZW",
    ],
    &[
        "trapped",
        "overprint",
        "output intent",
        "transfer function",
        "metadata",
        "registration",
        "TrimBox",
        "MediaBox",
        "BleedBox",
        "XMP",
        "LZW",
    ],
];
const FOR_PRINTERS: &[&str] = &["pdf-", "preflight-", "report-box-", "about-preflight", "key-", "schema-"];

/// A message of a catalogue: its key, with that of its attribute, and its text with a sign for what is filled in.
struct Message {
    key: String,
    text: String,
}

fn messages(lang: Lang) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    let mut name = String::new();
    for line in lang.file().lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.split_once(" =") {
            Some((key, text)) if !line.starts_with(' ') => {
                key.clone_into(&mut name);
                messages.push(Message { key: name.clone(), text: text.trim().to_owned() });
            }
            Some((key, text)) if key.trim().starts_with('.') => {
                let key = format!("{name}{}", key.trim());
                messages.push(Message { key, text: text.trim().to_owned() });
            }
            _ => {
                let text = &mut messages.last_mut().unwrap().text;
                *text = format!("{text}\n{}", line.trim());
            }
        }
    }
    messages.iter_mut().for_each(|message| message.text = without_placeables(&message.text));
    messages
}

/// Puts a sign for `{ $name }`, `{"{"}` and the frame of a selection, and keeps the texts to select from.
fn without_placeables(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        kept += &rest[..start];
        kept.push('◦');
        let end = rest[start..].find(['}', '\n']).map_or(rest.len(), |end| start + end + 1);
        rest = &rest[end..];
    }
    kept + rest
}

/// The pages that users read, in a language, by their names.
fn manual(lang: Lang) -> Vec<(String, String)> {
    let (book, readme) = match lang {
        Lang::Zh => ("docs/zh/src/", "README.zh-CN.md"),
        Lang::En => ("docs/en/src/", "README.md"),
    };
    let pages = page::all().into_iter().map(|page| page.name);
    let read =
        pages.filter(|name| name == readme || name.strip_prefix(book).is_some_and(|name| !name.starts_with("dev/")));
    read.map(|name| (name.clone(), fs::read_to_string(root().join(name)).unwrap())).collect()
}

/// Whether a text has a word: in English as a whole word, in whichever case.
fn has_word(lang: Lang, text: &str, word: &str) -> bool {
    if lang == Lang::Zh {
        return text.contains(word);
    }
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    text.match_indices(&word)
        .any(|(at, _)| is_edge(text[..at].chars().next_back()) && is_edge(text[at + word.len()..].chars().next()))
}

#[test]
fn one_thing_has_one_word_in_messages_and_manuals() {
    let mut wrong = Vec::new();
    for (lang, glossary) in [(Lang::Zh, CHINESE), (Lang::En, ENGLISH)] {
        let mut texts = manual(lang);
        assert!(texts.len() > 20);
        texts.extend(messages(lang).into_iter().map(|message| (message.key, message.text)));
        for (name, text) in &texts {
            for (right, others) in glossary {
                let found = others.iter().filter(|other| has_word(lang, text, other));
                wrong.extend(found.map(|other| format!("{name}: “{other}”, which is called “{right}”")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A word that nothing uses would guard nothing.
#[test]
fn every_word_of_the_glossary_is_in_use() {
    for (lang, glossary) in [(Lang::Zh, CHINESE), (Lang::En, ENGLISH)] {
        let mut all: String = messages(lang).into_iter().map(|message| message.text + "\n").collect();
        all.extend(manual(lang).into_iter().map(|(_, text)| text));
        for (right, _) in glossary {
            let right = right.split('（').next().unwrap();
            assert!(all.to_lowercase().contains(right), "{right}");
        }
    }
}

#[test]
fn every_message_is_in_both_languages() {
    let keys = [Lang::Zh, Lang::En].map(|lang| messages(lang).into_iter().map(|m| m.key).collect::<BTreeSet<_>>());
    assert!(keys[0].len() > 500, "{}", keys[0].len());
    // What is printed on pages is no message. It is Chinese whatever the user's language.
    let (printed, other): (Vec<_>, Vec<_>) =
        keys[0].symmetric_difference(&keys[1]).partition(|key| key.starts_with("printed-"));
    assert_eq!(other, Vec::<&String>::new());
    assert!(!printed.is_empty() && printed.iter().all(|key| keys[0].contains(*key)));
    for code in Code::ALL {
        assert!(keys[0].contains(code.as_str()) && keys[0].contains(&format!("{code}.help")), "{code}");
    }
}

/// Names, keys and commands may stand in a Chinese message. Three words of Latin letters in a row are a sentence; outside
/// quotation marks and brackets there are none.
#[test]
fn no_chinese_message_has_a_sentence_in_latin_letters() {
    for Message { key, text } in messages(Lang::Zh).iter().filter(|message| !message.key.starts_with("examples-")) {
        let (mut outside, mut depth) = (String::new(), 0);
        for c in text.chars() {
            depth += i32::from("“（([".contains(c)) - i32::from("”）)]".contains(c));
            outside.push(if depth > 0 { '·' } else { c });
        }
        let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        let words: Vec<_> = outside.split(' ').map(is_word).collect();
        assert!(!words.windows(3).any(|three| three == [true; 3]), "{key}: {text}");
    }
}

#[test]
fn no_chinese_message_has_english_marks_between_chinese_words() {
    let is_chinese = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for Message { key, text } in messages(Lang::Zh).iter().filter(|message| message.key != "proof-signatures") {
        for (at, mark) in text.match_indices([',', ';', ':', '?', '!', '.', '(', ')']) {
            let (before, after) = (text[..at].chars().next_back(), text[at + mark.len()..].chars().next());
            assert!(!(is_chinese(before) && is_chinese(after)), "{key}: {text}");
        }
    }
}

/// Messages that begin a sentence, which another message ends.
const BEGINNINGS: &str = "preview-against-";

/// A message is put into a line, so that it has no full stop; and it doesn't shout.
#[test]
fn no_message_ends_in_a_full_stop_or_in_the_middle_of_a_sentence() {
    for lang in [Lang::Zh, Lang::En] {
        for Message { key, text } in messages(lang) {
            if text.chars().count() == 1 || key.starts_with(BEGINNINGS) {
                continue;
            }
            let wrong =
                text.lines().find(|line| line.ends_with(['。', '！', '!', '.', '；', ';', '，', ',', '、', ' ']));
            assert_eq!(wrong, None, "{key}");
        }
    }
}

#[test]
fn only_messages_on_preflight_and_print_settings_use_printers_words() {
    for (lang, words) in [Lang::Zh, Lang::En].into_iter().zip(PRINTERS_WORDS) {
        for Message { key, text } in messages(lang) {
            if FOR_PRINTERS.iter().any(|start| key.starts_with(start)) {
                continue;
            }
            let found: Vec<_> = words.iter().filter(|word| has_word(lang, &text, word)).collect();
            assert!(found.is_empty(), "{key}: {found:?} in {text}");
        }
    }
}

//! The manual's pages about the layouts' data, made of the structs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schema::{Contract, references, variants};

/// The Chinese words, by `Type` and `Type.field`. The English ones are the comments of the structs.
const CHINESE: &str = include_str!("../data/layout-data.zh.txt");

/// The words of a page in one language.
pub struct Language {
    pub file: &'static str,
    head: &'static str,
    one_of: &'static str,
    columns: &'static str,
    optional: &'static str,
    or: &'static str,
    types: fn(&str) -> String,
    array: fn(&str) -> String,
    dictionary: fn(&str) -> String,
    /// What a key of the contract means, from the comment in the code.
    say: fn(&str, String) -> String,
}

pub const ENGLISH: Language = Language {
    file: "docs/en/src/dev/layout-data.md",
    head: "# The data of layouts\n\n<!-- Generated from src/typeset/document/*.rs: JIANBAO_ACCEPT=1 cargo test layouts -->\n\n\
           A layout defines `layout(data)`. `data` is a dictionary: for a layout that an issue may name it is\n\
           [IssueData](#issuedata). The program's own layouts in `layouts/internal/` get [SheetsData](#sheetsdata),\n\
           [VolumeData](#volumedata), [ChartData](#chartdata), [DispatchData](#dispatchdata), [ProofData](#proofdata) and [ReportData](#reportdata).\n\
           `data.version` grows when a field is taken away or changes its meaning. *Optional* fields are left out where there is nothing to say:\n\
           `if \"notice\" in data.masthead { … }`. Words are ready to be printed: a layout prints none of its own.\n",
    one_of: "One of",
    columns: "| field | type | meaning |",
    optional: ", optional",
    or: " or ",
    types: str::to_owned,
    array: |of| format!("array of {of}"),
    dictionary: |of| format!("dictionary of {of}"),
    say: |_, comment| comment,
};

pub const CHINESE_LANGUAGE: Language = Language {
    file: "docs/zh/src/dev/layout-data.md",
    head: "# 版式的数据\n\n<!-- 由 src/typeset/document/*.rs 和 tests/data/layout-data.zh.txt 生成：JIANBAO_ACCEPT=1 cargo test layouts -->\n\n\
           版式定义 `layout(data)`。`data` 是一个字典：稿件可以指定的版式得到 [IssueData](#issuedata)；程序自己在\n\
           `layouts/internal/` 里的版式得到 [SheetsData](#sheetsdata)、[VolumeData](#volumedata)、[ChartData](#chartdata)、[DispatchData](#dispatchdata)、\n\
           [ProofData](#proofdata) 和 [ReportData](#reportdata)。有项目取消或改变意思时，`data.version` 加一。标明“可以没有”的项目，没有内容时就不出现：\n\
           `if \"notice\" in data.masthead { … }`。文字都是可以直接印的，版式自己不印文字。\n",
    one_of: "下列之一",
    columns: "| 项目 | 类型 | 意思 |",
    optional: "，可以没有",
    or: "或",
    types: |name| {
        let word = match name {
            "string" => "文字",
            "integer" => "整数",
            "number" => "数",
            "boolean" => "true 或 false",
            other => other,
        };
        word.to_owned()
    },
    array: |of| format!("{of}的数组"),
    dictionary: |of| format!("{of}的字典"),
    say: |key, _| {
        let shared = format!("BaseData.{}", key.split('.').nth(1).unwrap_or_default());
        let words = chinese();
        let found = words.get(key).or_else(|| words.get(shared.as_str()));
        format!("{}。", found.unwrap_or_else(|| panic!("tests/data/layout-data.zh.txt has no {key}")))
    },
};

/// The Chinese words by their keys.
pub fn chinese() -> BTreeMap<&'static str, &'static str> {
    CHINESE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")).collect()
}

/// The page `dev/layout-data.md`.
pub fn page(lang: &Language) -> String {
    let mut page = lang.head.to_owned();
    let mut written = BTreeSet::new();
    for contract in Contract::all() {
        for name in contract.types() {
            if written.insert(name.clone()) {
                page += &section(lang, &name, contract.definition(&name));
            }
        }
    }
    page
}

fn section(lang: &Language, name: &str, schema: &Value) -> String {
    let mut text = format!("\n## {name}\n\n{}\n", (lang.say)(name, words(schema)));
    let named: Vec<_> = variants(schema).filter_map(|variant| Some((variant, references(variant).pop()?))).collect();
    if !named.is_empty() {
        text += &format!("\n{}\n\n", lang.one_of);
        for (variant, name) in &named {
            let kind = variant["properties"]["kind"]["const"].as_str();
            let kind = kind.map_or(String::new(), |kind| format!(", `kind: \"{kind}\"`"));
            text += &format!("- {}{kind}\n", link(name));
        }
    }
    let required = |object: &Value, field: &str| {
        object["required"].as_array().is_some_and(|fields| fields.iter().any(|known| known == field))
    };
    let mut rows = String::new();
    let objects: Vec<&Value> =
        if named.is_empty() { std::iter::once(schema).chain(variants(schema)).collect() } else { Vec::new() };
    let is_choice = objects.len() > 1;
    for object in objects {
        for (field, property) in object["properties"].as_object().into_iter().flatten() {
            let optional = if is_choice || !required(object, field) { lang.optional } else { "" };
            let meaning = if is_choice { words(object) } else { words(property) };
            let meaning = (lang.say)(&format!("{name}.{field}"), meaning);
            // An optional field is left out rather than `none`.
            let kind = type_of(lang, property);
            let kind =
                if optional.is_empty() { &kind } else { kind.trim_end_matches("`none`").trim_end_matches(lang.or) };
            rows += &format!("| `{field}` | {kind}{optional} | {meaning} |\n");
        }
    }
    if !rows.is_empty() {
        text += &format!("\n{}\n|---|---|---|\n{rows}", lang.columns);
    }
    text
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// The description in one line.
fn words(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The type in words.
fn type_of(lang: &Language, schema: &Value) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return link(path.trim_start_matches("#/$defs/"));
    }
    let choices: Vec<_> = variants(schema).map(|variant| type_of(lang, variant)).collect();
    if !choices.is_empty() {
        return choices.join(lang.or);
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        other => panic!("no type: {other} in {schema}"),
    };
    let word = |kind: &str| match kind {
        "array" => {
            let count = schema["minItems"].as_u64().map_or(String::new(), |count| format!("{count} × "));
            (lang.array)(&format!("{count}{}", type_of(lang, &schema["items"])))
        }
        "object" => {
            let mut inner = references(schema);
            inner.dedup();
            (lang.dictionary)(&inner.iter().map(|name| link(name)).collect::<Vec<_>>().join(", "))
        }
        "null" => "`none`".to_owned(),
        other => (lang.types)(other),
    };
    kinds.into_iter().map(word).collect::<Vec<_>>().join(lang.or)
}

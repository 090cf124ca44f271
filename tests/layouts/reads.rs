//! What the Typst files of the built-in layouts read of their data.

use std::collections::BTreeSet;

use jianbao::asset::layout::Layouts;

/// What some Typst files read.
#[derive(Default)]
pub struct Reads {
    /// Each file with the chains of fields that it reads of `data`, such as `contents`, `sections`.
    pub of_data: Vec<(String, Vec<String>)>,
    /// Chains that are spread, as in `datetime(..data.document.date)`: all fields of what they lead to are read.
    pub spread: Vec<Vec<String>>,
    /// Every name behind a dot, in quotes, or taken out of `data` by a pattern.
    pub names: BTreeSet<String>,
}

impl Reads {
    /// Reads the built-in files whose path begins with one of these.
    pub fn of(folders: &[&str]) -> Self {
        let mut reads = Self::default();
        let layouts = Layouts::built_in();
        for folder in folders {
            for (path, source) in layouts.files().filter(|(path, _)| path.starts_with(folder)) {
                reads.read(path, &source.text);
            }
        }
        reads
    }

    fn read(&mut self, file: &str, text: &str) {
        for line in text.lines() {
            let code = line.split("//").next().unwrap_or_default();
            for (start, _) in code.match_indices("data") {
                let before = &code[..start];
                let chain = chain(&code[start + "data".len()..]);
                if before.ends_with(is_part) || code[start + "data".len()..].starts_with(is_part) {
                    continue;
                }
                // A field of something else that is called data, but a spread ends in dots too.
                if before.ends_with('.') && !before.ends_with("..") {
                    continue;
                }
                if let Some(field) = before.strip_suffix("\" in ").and_then(|rest| rest.rsplit('"').next()) {
                    self.of_data.push((file.to_owned(), [chain.as_slice(), &[field.to_owned()]].concat()));
                }
                if let Some(pattern) = before.strip_suffix(") = ").and_then(|rest| rest.rsplit('(').next()) {
                    self.names.extend(pattern.split(',').map(|name| name.trim().to_owned()));
                }
                if before.ends_with("..") && !chain.is_empty() {
                    self.spread.push(chain.clone());
                }
                if !chain.is_empty() {
                    self.of_data.push((file.to_owned(), chain));
                }
            }
            self.names.extend(code.split('.').skip(1).map(identifier).filter(|name| !name.is_empty()));
            self.names.extend(code.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| is_part(*c)).collect()
}

/// The fields at the start of a text such as `.contents.sections.len()`. A method is no field.
fn chain(mut text: &str) -> Vec<String> {
    let mut fields = Vec::new();
    while let Some(rest) = text.strip_prefix('.') {
        let name = identifier(rest);
        text = &rest[name.len()..];
        if name.is_empty() || text.starts_with('(') {
            break;
        }
        fields.push(name);
    }
    fields
}

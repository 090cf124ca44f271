//! A project in a folder of its own, the program run in it, and what it said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use lopdf::Document;
use snapbox::Assert;
use snapbox::assert::Action;
use snapbox::data::IntoData;

use super::root;

/// Whether what comes out is taken as expected from now on (`JIANBAO_ACCEPT=1`).
pub fn is_accepting() -> bool {
    std::env::var_os("JIANBAO_ACCEPT").is_some()
}

/// Compares whole texts and shows all their differences; `JIANBAO_ACCEPT=1` writes the text into the test.
#[track_caller]
pub fn assert_text(actual: &str, expected: impl IntoData) {
    let action = if is_accepting() { Action::Overwrite } else { Action::Verify };
    Assert::new().action(action).eq(actual.to_owned(), expected.into_data().raw());
}

/// The whole difference between what came out under a name and what was expected.
pub fn difference(name: &str, actual: &str, expected: &str) -> String {
    let compared = Assert::new().action(Action::Verify);
    let [actual, expected] = [actual, expected].map(|text| text.to_owned().into_data().raw());
    compared.try_eq(Some(&name), actual, expected).err().map_or_else(String::new, |error| error.to_string())
}

/// A project in a temporary folder with a space and Chinese in its name.
pub struct TestProject {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl TestProject {
    /// An empty project.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("简报 2022");
        fs::create_dir(&root).unwrap();
        Self { _folder: folder, root }
    }

    /// Adds an issue under its name below `issues/`; or what all issues share, as `publication.yaml`.
    pub fn issue(self, name: &str, text: impl AsRef<str>) -> Self {
        self.write(&format!("issues/{name}"), text.as_ref());
        self
    }

    /// Adds several issues.
    pub fn issues<N: AsRef<str>, T: AsRef<str>>(self, issues: impl IntoIterator<Item = (N, T)>) -> Self {
        issues.into_iter().fold(self, |project, (name, text)| project.issue(name.as_ref(), text))
    }

    /// Adds a file of this repository under the same path.
    pub fn sample(self, path: &str) -> Self {
        self.write(path, fs::read(root().join(path)).unwrap());
        self
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The whole path of a file of the project.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file, and the folders that it stands in.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), content).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn read_bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).is_file()
    }

    /// Replaces the first occurrence of some words in a file, which must have them.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no “{from}”");
        self.write(path, text.replacen(from, to, 1));
    }

    /// The words of each page of a PDF of the project, without blanks.
    pub fn page_words(&self, path: &str) -> Vec<String> {
        page_words(&Document::load(self.path(path)).unwrap())
    }

    /// Runs the program in the project's folder, in English unless the words name another language.
    pub fn run<'w>(&self, words: impl AsRef<[&'w str]>) -> Ran {
        self.run_in(&self.root, words)
    }

    /// Runs the program in another folder.
    pub fn run_in<'w>(&self, folder: &Path, words: impl AsRef<[&'w str]>) -> Ran {
        let whole = self.root.canonicalize().unwrap();
        let mut ran = run_in_folder(folder, words);
        for text in [&mut ran.out, &mut ran.err] {
            *text = text.replace(whole.to_str().unwrap(), "[ROOT]").replace(self.root.to_str().unwrap(), "[ROOT]");
        }
        ran
    }

    /// Runs a command that must succeed, and gives its standard output.
    #[track_caller]
    pub fn out<'w>(&self, words: impl AsRef<[&'w str]>) -> String {
        self.run(words).code(0).out
    }

    /// Runs a command that prints one line of JSON.
    #[track_caller]
    pub fn json<'w>(&self, words: impl AsRef<[&'w str]>) -> serde_json::Value {
        serde_json::from_str(&self.run(words).out).unwrap()
    }
}

/// Runs the program in a folder with these words and no others.
pub fn output_of(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jianbao")).current_dir(folder).args(words).output().unwrap()
}

/// Runs the program in this repository, in English unless the words name another language.
pub fn run_here<'w>(words: impl AsRef<[&'w str]>) -> Ran {
    run_in_folder(root(), words)
}

fn run_in_folder<'w>(folder: &Path, words: impl AsRef<[&'w str]>) -> Ran {
    let words = words.as_ref();
    let lang: &[&str] = if words.contains(&"--lang") { &[] } else { &["--lang", "en"] };
    let output = output_of(folder, &[lang, words].concat());
    Ran {
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        code: output.status.code().unwrap(),
        out: without_times(&String::from_utf8(output.stdout).unwrap()),
        err: without_times(&String::from_utf8(output.stderr).unwrap()),
    }
}

/// The words of each page of a PDF, without blanks.
pub fn page_words(document: &Document) -> Vec<String> {
    let text = |number: &u32| document.extract_text(&[*number]).unwrap().split_whitespace().collect();
    document.get_pages().keys().map(text).collect()
}

/// What a run of the program came to. Times are `[TIME]` in it, the project's folder `[ROOT]`.
pub struct Ran {
    words: Vec<String>,
    code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Asserts the exit status.
    #[track_caller]
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "{:?}\n{}{}", self.words, self.out, self.err);
        self
    }

    /// The exit status.
    pub fn status(&self) -> i32 {
        self.code
    }

    /// Asserts the whole standard output.
    #[track_caller]
    pub fn stdout(self, expected: impl IntoData) -> Self {
        assert_text(&self.out, expected);
        self
    }

    /// Asserts the whole standard error.
    #[track_caller]
    pub fn stderr(self, expected: impl IntoData) -> Self {
        assert_text(&self.err, expected);
        self
    }

    /// Asserts that an error of this code, and no other, is reported.
    #[track_caller]
    pub fn error(self, code: &str) -> Self {
        let english = self.err.replace("错误[", "error[");
        let codes: Vec<_> = english.split("error[").skip(1).filter_map(|rest| rest.split(']').next()).collect();
        assert_eq!(codes, [code], "{:?}\n{}", self.words, self.err);
        assert_ne!(self.code, 0, "{:?}", self.words);
        self
    }
}

/// Puts `[TIME]` for each number of seconds or milliseconds.
fn without_times(text: &str) -> String {
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let unit = [" s", " 秒"].into_iter().find(|unit| line.ends_with(unit));
        let number = unit.map(|unit| line.trim_end_matches(unit).rsplit([' ', '　']).next().unwrap());
        match (unit, number) {
            (Some(unit), Some(number)) if is_number(number) => {
                let kept = line.len() - unit.len() - number.len();
                lines.push(format!("{}[TIME]{unit}", &line[..kept]));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

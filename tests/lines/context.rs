//! The parts of an issue that the phase scan puts its strings into.

use crate::support::issue;

/// A part of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    Text,
    Heading,
    Subheading,
    Title,
    Contents,
    Item,
    Cell,
    Note,
    Caption,
    EditorsNote,
    Imprint,
}

impl Context {
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Heading,
        Self::Subheading,
        Self::Title,
        Self::Contents,
        Self::Item,
        Self::Cell,
        Self::Note,
        Self::Caption,
        Self::EditorsNote,
        Self::Imprint,
    ];

    /// How many characters stand before the string at the first place. The places lie around the end of the first line.
    pub fn lead(self) -> usize {
        match self {
            Self::Title => 8,
            Self::Cell => 1,
            _ => 3,
        }
    }

    /// How many strings an issue takes.
    pub fn per_issue(self) -> usize {
        match self {
            Self::Imprint => 9,
            Self::Caption => 100,
            Self::Title | Self::Contents => 250,
            _ => 400,
        }
    }

    /// An issue with these strings, and the name of the field that each of them is.
    pub fn issue(self, strings: &[String]) -> (String, Vec<String>) {
        let body = |first: &str, before: &str, after: &str| {
            let lines: String = strings.iter().map(|string| format!("\n\n  {before}{string}{after}")).collect();
            issue(&format!("title: 标题\nbody: |{first}{lines}\n"))
        };
        let named = |name: &str, from: usize| -> Vec<String> {
            (from..from + strings.len()).map(|index| format!("{name}{index}")).collect()
        };
        match self {
            Self::Text => (body("", "", ""), named("articles.0.", 0)),
            Self::Heading => (body("", "## ", ""), named("articles.0.", 0)),
            Self::Subheading => (body("\n  ## 一", "### ", ""), named("articles.0.", 1)),
            Self::Item => (body("", "- ", ""), named("articles.0.", 0)),
            Self::Caption => (body("", "![", "](a.png \"20mm\")"), named("articles.0.", 0)),
            Self::Title | Self::Contents => {
                let articles: Vec<_> =
                    strings.iter().map(|string| format!("title: \"{string}\"\n        body: 文。")).collect();
                let text = issue("@").replace('@', &articles.join("\n      - "));
                let fields = named("articles.", 0).into_iter().map(|field| field + ".title").collect();
                (text, if self == Self::Title { fields } else { named("contents.0.", 0) })
            }
            Self::Cell => {
                let rows: String =
                    strings.iter().map(|string| format!("\n  | {string} | {} |", "宽".repeat(40))).collect();
                let text = issue(&format!("title: 标题\nbody: |\n  | 甲 | 乙 |\n  |---|---|{rows}\n"));
                (text, (0..strings.len()).map(|index| format!("articles.0.0.{index}.0")).collect())
            }
            Self::Note => {
                let marks: String = (0..strings.len()).map(|index| format!("\n\n  文[^{index}]。")).collect();
                let notes: String =
                    strings.iter().enumerate().map(|(index, string)| format!("\n\n  [^{index}]: {string}")).collect();
                let text = issue(&format!("title: 标题\nbody: |{marks}{notes}\n"));
                (text, (0..strings.len()).map(|index| format!("articles.0.{index}.note-1")).collect())
            }
            Self::EditorsNote => {
                let lines: String = strings.iter().map(|string| format!("\n\n  {string}")).collect();
                let text = issue("title: 标题\nbody: 文。").replace("sections:", &format!("note: |{lines}\nsections:"));
                (text, named("note.", 0))
            }
            Self::Imprint => {
                let to: Vec<_> = strings.iter().map(|string| format!("\"{string}\"")).collect();
                let text = issue("title: 标题\nbody: 文。").replace("[某某, 某某某]", &format!("[{}]", to.join(", ")));
                (text, named("imprint.0.", 0))
            }
        }
    }
}

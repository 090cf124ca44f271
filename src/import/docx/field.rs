//! Fields of Word (页码, 日期, 交叉引用): which words of them are shown.
//!
//! Shown is what stands between `separate` and `end` of all fields that are open.

use super::numeral::circled;

/// A field that is open.
#[derive(Debug, Clone, Default)]
struct Field {
    /// Its instruction.
    instruction: String,
    /// Whether its result has begun.
    is_shown: bool,
    /// Whether its result has words.
    has_words: bool,
}

/// The fields that are open, outermost first.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<Field>);

/// What the end of a field asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldEnd {
    /// Nothing: a page number, a link, or no field.
    Nothing,
    /// A field whose words were taken as last shown, with its name.
    Taken(String),
    /// A figure in a circle, which the field draws.
    Circled(String),
    /// A formula, with its instruction.
    Formula(String),
}

/// The most fields within one another.
pub const MAX_FIELDS: usize = 8;

impl Fields {
    /// Begins a field. Returns false if too many are open.
    pub fn begin(&mut self) -> bool {
        self.0.push(Field::default());
        self.0.len() <= MAX_FIELDS
    }

    /// Adds words of an instruction.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.is_shown) {
            field.instruction.push_str(text);
        }
    }

    /// Begins the result of the innermost field.
    pub fn separate(&mut self) {
        if let Some(field) = self.0.last_mut() {
            field.is_shown = true;
        }
    }

    /// Returns whether words are shown here, and notes that there are some.
    pub fn shows(&mut self, text: &str) -> bool {
        let is_shown = self.0.iter().all(|field| field.is_shown);
        if is_shown && !text.trim().is_empty() {
            self.0.iter_mut().for_each(|field| field.has_words = true);
        }
        is_shown
    }

    /// Returns whether a table of contents is open.
    pub fn is_in_contents(&self) -> bool {
        self.0.iter().any(|field| name(&field.instruction) == "TOC")
    }

    /// Ends the innermost field.
    pub fn end(&mut self) -> FieldEnd {
        let Some(field) = self.0.pop() else { return FieldEnd::Nothing };
        end_of(&field.instruction, field.has_words)
    }
}

/// Returns the name of an instruction in capitals.
fn name(instruction: &str) -> String {
    instruction.split_whitespace().next().unwrap_or_default().to_uppercase()
}

/// Returns what the end of a field with this instruction asks for.
pub fn end_of(instruction: &str, has_words: bool) -> FieldEnd {
    let name = name(instruction);
    match name.as_str() {
        "" | "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "HYPERLINK" | "TOC" | "PAGEREF" | "TC" | "XE" | "RD" => {
            FieldEnd::Nothing
        }
        "EQ" if !has_words => {
            let compact: String = instruction.chars().filter(|c| !c.is_whitespace()).collect();
            let inner = compact.to_lowercase().find("\\ac(").map(|at| &compact[at + 4..]);
            let figure = inner.and_then(|inner| inner.split([',', '，']).nth(1)).map(|rest| rest.trim_end_matches(')'));
            match figure.and_then(|figure| figure.parse().ok()).and_then(circled) {
                Some(sign) => FieldEnd::Circled(sign),
                None => FieldEnd::Formula(instruction.trim().to_owned()),
            }
        }
        _ => FieldEnd::Taken(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_is_what_stands_in_the_results_of_all_fields() {
        let mut fields = Fields::default();
        fields.begin();
        fields.instruct(" IF 1 = 1 ");
        assert!(!fields.shows("x"));
        fields.separate();
        fields.begin();
        fields.instruct("QUOTE a");
        assert!(!fields.shows("x"));
        fields.separate();
        assert!(fields.shows("内"));
        assert_eq!(fields.end(), FieldEnd::Taken("QUOTE".to_owned()));
        assert!(fields.shows("外"));
        assert_eq!(fields.end(), FieldEnd::Taken("IF".to_owned()));
        assert_eq!(fields.end(), FieldEnd::Nothing);
    }

    #[test]
    fn figures_in_circles_are_characters() {
        assert_eq!(end_of(" eq \\o\\ac(○,12) ", false), FieldEnd::Circled("⑫".to_owned()));
        assert_eq!(end_of("EQ \\f(1,2)", false), FieldEnd::Formula("EQ \\f(1,2)".to_owned()));
        assert_eq!(end_of("page", true), FieldEnd::Nothing);
    }
}

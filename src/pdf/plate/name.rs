//! The names of inks as parts of file names.

/// The most characters of an ink's name in a file's name.
const MAX_CHARS: usize = 40;
/// What no file name may have on some system, and what shells read otherwise.
const UNSAFE: &str = "<>:\"/\\|?*%'`$&;!#(){}[]~^";

/// Returns for each ink a part of a file's name that every system takes. No two are the same, even where a system takes
/// capitals for small letters. Blanks become `_`, other characters that some system refuses become `-`.
pub fn ink_file_names(inks: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for ink in inks {
        let plain = safe_name(ink);
        let is_free = |name: &String| names.iter().all(|other| other.to_lowercase() != name.to_lowercase());
        let numbered = (2..).map(|number| format!("{plain}-{number}"));
        names.extend(std::iter::once(plain.clone()).chain(numbered).find(is_free));
    }
    names
}

/// Returns an ink's name with the characters that a file's name may have.
fn safe_name(ink: &str) -> String {
    let safe = |c: char| match c {
        _ if c.is_whitespace() => '_',
        // Characters without a form of their own would make two names look the same.
        _ if c.is_control() || UNSAFE.contains(c) || is_formless(c) => '-',
        _ => c,
    };
    let name: String = ink.trim().chars().take(MAX_CHARS).map(safe).collect();
    // Windows takes no name that ends in a point.
    let name = name.trim_matches('.');
    if name.is_empty() { "ink".to_owned() } else { name.to_owned() }
}

/// Whether a character has no form of its own: it changes the direction of text, or joins or marks it.
fn is_formless(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_have_names_that_every_system_takes() {
        let inks =
            ["Bulletin Red", "专色 红", "PANTONE 485 C", "A/B", "A:B", "a/b", "..", "", "../../etc", "x\u{202e}y"];
        let expected =
            ["Bulletin_Red", "专色_红", "PANTONE_485_C", "A-B", "A-B-2", "a-b-3", "ink", "ink-2", "-..-etc", "x-y"];
        assert_eq!(ink_file_names(&inks), expected);
        assert_eq!(ink_file_names(&["长".repeat(200).as_str()])[0].chars().count(), MAX_CHARS);
    }
}

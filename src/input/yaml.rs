//! Reads YAML: values with their places, and errors as findings.
//!
//! No other file names the YAML library, so that it could be replaced here alone. It doesn't know what the keys mean.

mod located;
mod remedy;
mod slip;
mod structure;
mod word;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_yaml::{Error, Spanned, options::AliasLimits};

pub use self::located::{Located, Locator, Places, Text};
pub(crate) use self::slip::KEYS;
use self::slip::{slip, slip_of_line};
use self::structure::structure_slip;
pub(crate) use self::word::{KeyWord, example_of, key_word};
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Expected, Place, Source};

/// The most anchors, and the most references to them. Issues rarely use them.
const MAX_ALIASES: usize = 50;
/// The most levels of lists and maps. The format needs seven.
const MAX_DEPTH: usize = 32;
/// The most parser events that all references together may repeat.
const MAX_REPLAYED_EVENTS: usize = 10_000;

thread_local! {
    /// The source that is being read on this thread. The library gives values byte ranges only. They take their source
    /// from here.
    static READING: RefCell<Option<Arc<Source>>> = const { RefCell::new(None) };
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        let source = READING.with_borrow(Clone::clone).unwrap_or_else(|| Source::new("", ""));
        // A value that an alias refers to has the place where it is written out.
        let range = byte_range(&source, spanned.defined);
        Ok(Self { value: spanned.value, place: Place { source, range } })
    }
}

/// Reads a source into a value.
///
/// # Errors
/// The first place where the text hasn't the shape of `T`.
pub fn parse<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Diagnostic> {
    READING.set(Some(source.clone()));
    let result = serde_yaml::from_str_with_options(&source.text, options());
    READING.set(None);
    result.map_err(|error| finding(source, &error))
}

/// Returns the options of the library.
fn options() -> serde_yaml::Options {
    let mut limits = AliasLimits::default();
    limits.max_total_replayed_events = MAX_REPLAYED_EVENTS;
    limits.max_replay_stack_depth = 4;
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_aliases: MAX_ALIASES,
            max_anchors: MAX_ALIASES,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_documents: 2,
        },
        alias_limits: limits,
        strict_booleans: true,
        with_snippet: false,
    }
}

/// Returns the bytes of a location that the library gives.
fn byte_range(source: &Source, location: serde_yaml::Location) -> Range<usize> {
    let span = location.span();
    let clamp = |byte: u64| source.text.floor_char_boundary(usize::try_from(byte).unwrap_or(usize::MAX));
    match (span.byte_offset(), span.byte_len()) {
        (Some(start), Some(length)) => clamp(start)..clamp(start + length),
        _ => {
            let number = |n: u64| usize::try_from(n).unwrap_or(1);
            let start = source.byte_of_line_column(number(location.line()), number(location.column()));
            start..start
        }
    }
}

/// Makes a finding of the library's error. A slip in how the lines are laid out explains most of them better.
fn finding(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let told = finding_of_library(source, error);
    let is_of_value = matches!(told.code, Code::WrongValue | Code::YamlTooComplex | Code::DuplicateKey);
    let slip = told
        .place
        .as_ref()
        .filter(|_| !is_of_value)
        .and_then(|place| chinese_line(source, place).or_else(|| structure_slip(source, place)));
    remedy::with_edit(slip.unwrap_or(told))
}

/// Makes a finding of what the library says.
fn finding_of_library(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let place = error.location().map_or_else(
        || Place { source: source.clone(), range: 0..0 },
        |location| Place { source: source.clone(), range: byte_range(source, location) },
    );
    let new = |code| Diagnostic::new(code).at(place.clone());
    match error.without_snippet() {
        Error::AliasError { error, .. } => finding_of_library(source, error),
        Error::SerdeUnknownField { field, .. } if divides_figure(&place, field) => {
            let before = source.text[..place.range.start].trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
            let range = before.len()..place.range.end;
            let figure = source.text[range.clone()].to_owned();
            let edit = Edit { range: range.clone(), text: format!("\"{figure}\"") };
            let place = Place { source: source.clone(), range };
            let finding = Diagnostic::new(Code::FigureDivided).with("figure", figure).at(place);
            Diagnostic { edit: Some(edit), ..finding }
        }
        Error::SerdeUnknownField { field, expected, .. } if key_word(field, expected).is_some() => {
            key_word(field, expected)
                .map_or_else(|| new(Code::UnknownKey), |word| chinese_key(field, word, expected, place.clone()))
        }
        Error::SerdeUnknownField { field, expected, .. } => {
            let finding = new(Code::UnknownKey).with("key", field.as_str());
            finding.with("suggestion", suggestion(field, expected))
        }
        Error::SerdeMissingField { field, .. } => new(Code::MissingKey).with_key(field),
        Error::DuplicateMappingKey { key, .. } => {
            new(Code::DuplicateKey).with_key(key.as_deref().unwrap_or_else(|| place.text()))
        }
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidLength { expected, .. } => {
            wrong_type(source, &place, expected)
        }
        Error::SerdeInvalidValue { expected, .. } => wrong_value(&place, expected),
        Error::Unexpected { expected, .. } => wrong_type(source, &place, expected),
        Error::InvalidScalar { ty, .. } => wrong_value(&place, ty),
        Error::InvalidBooleanStrict { .. } => wrong_value(&place, "bool"),
        Error::NullIntoString { .. } => new(Code::WrongType).with("expected", shape("string")),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. }
        | Error::RecursiveReferencesRequireWeakTypes { .. } => new(Code::YamlTooComplex),
        Error::MultipleDocuments { .. } => new(Code::YamlSecondDocument),
        other => slip(source, &place).unwrap_or_else(|| syntax(place, other)),
    }
}

/// Returns whether a key of a map in braces is the end of a figure, as in `{text: 1,234}`.
fn divides_figure(place: &Place, key: &str) -> bool {
    let before = place.source.text[..place.range.start].strip_suffix(',').unwrap_or_default();
    key.len() == 3 && key.bytes().all(|b| b.is_ascii_digit()) && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Makes the finding for a value of a wrong type. A text in place of keys is often a key with a full-width colon.
fn wrong_type(source: &Arc<Source>, place: &Place, expected: &str) -> Diagnostic {
    let slip = slip_of_line(&source.text[place.range.start..]).and_then(|_| slip(source, place));
    // A text that begins with a bracket is read as a list. Words follow it, such as 文明 in [江苏]文明.
    let line = source.text[place.range.start..].lines().next().unwrap_or_default();
    if Expected::from_serde(expected) == Expected::Text && line.starts_with(['[', '{']) && !line.is_ascii() {
        return Diagnostic::new(Code::YamlSlipCharacter).at(place.clone());
    }
    slip.unwrap_or_else(|| Diagnostic::new(Code::WrongType).with("expected", shape(expected)).at(place.clone()))
}

/// Makes the finding for a value that isn't allowed. If the library gives the place of its key, the value follows the
/// colon.
fn wrong_value(place: &Place, expected: &str) -> Diagnostic {
    let after = &place.source.text[place.range.end..];
    let line = after.split('\n').next().unwrap_or_default();
    let mut place = place.clone();
    if let Some(rest) = line.trim_start().strip_prefix(": ") {
        let before = place.source.text[..place.range.start].rsplit('\n').next().unwrap_or_default();
        let ends: &[char] = if before.contains('{') && !rest.starts_with('[') { &[',', '}', ']'] } else { &[] };
        let value = rest.split(" #").next().unwrap_or_default().split(ends).next().unwrap_or_default().trim();
        let start = place.range.end + line.find(value).unwrap_or(0);
        place.range = start..start + value.len();
    }
    Diagnostic::new(Code::WrongValue).with("value", place.text()).with("expected", shape(expected)).at(place)
}

/// Makes the finding for a syntax error. The most frequent ones have codes of their own. The others keep the library's
/// words.
fn syntax(place: Place, error: &Error) -> Diagnostic {
    /// Parts of the library's words, each with its code.
    const SLIPS: &[(&str, Code)] = &[
        ("mapping values are not allowed", Code::YamlSlipValue),
        ("simple key", Code::YamlSlipIndent),
        ("unknown anchor", Code::YamlSlipStar),
        ("while scanning an alias", Code::YamlSlipStar),
        ("unclosed quote", Code::YamlSlipQuote),
        ("unexpected end of stream", Code::YamlSlipQuote),
        ("unexpected character", Code::YamlSlipCharacter),
        ("cannot start any token", Code::YamlSlipCharacter),
        ("block sequence entries are not allowed", Code::YamlSlipCharacter),
        ("scanning a tag", Code::YamlSlipCharacter),
        ("scanning an anchor", Code::YamlSlipCharacter),
        ("scanning a directive", Code::YamlSlipCharacter),
        ("block scalar", Code::YamlSlipCharacter),
        ("'-' indicator", Code::YamlSlipDash),
    ];
    let reason = error.to_string();
    if reason.contains("recursion limit") || reason.contains("nesting") {
        return Diagnostic::new(Code::YamlTooComplex).at(place);
    }
    match SLIPS.iter().find(|(part, _)| reason.contains(part)) {
        Some((_, slip)) => Diagnostic::new(*slip).with("found", 0_usize).with("needed", 0_usize).at(place),
        None => {
            let words = reason.split(" at line").next().unwrap_or_default().to_owned();
            Diagnostic::new(Code::YamlSyntax).with("reason", Arg::Detail("yaml-unreadable", words)).at(place)
        }
    }
}

/// Returns what was expected, for the message. The values of a choice are named as they are.
fn shape(expected: &str) -> Arg {
    match expected.strip_prefix("one of ") {
        Some(words) => Arg::List(words.split(", ").map(str::to_owned).collect()),
        None => Expected::from_serde(expected).into(),
    }
}

/// Makes the finding for a key that was typed by its Chinese name. `known` are the keys that are known there.
fn chinese_key(typed: &str, word: &KeyWord, known: &[&str], place: Place) -> Diagnostic {
    let is_here = known.contains(&word.key);
    let edit =
        (is_here && place.text() == typed).then(|| Edit { range: place.range.clone(), text: word.key.to_owned() });
    let location = if is_here { "key-place-here" } else { word.place.message() };
    let finding = Diagnostic::new(Code::KeyInChinese)
        .with("typed", typed)
        .with("key", word.key)
        .with("example", word.example)
        .with("location", Arg::Message(location));
    Diagnostic { edit, ..finding.at(place) }
}

/// Returns the finding for a line that is a key by its Chinese name with a full-width colon, such as `期号：36`. YAML takes it
/// for a text, and says so on this line or on the next one. The line of the error stands at the same depth.
fn chinese_line(source: &Arc<Source>, error: &Place) -> Option<Diagnostic> {
    let (line, _) = source.line_column(error.range.start);
    let mut start = 0;
    let lines: Vec<(usize, &str)> = (source.text.split_inclusive('\n'))
        .map(|text| {
            start += text.len();
            (start - text.len(), text)
        })
        .collect();
    let depth = |text: &str| text.len() - text.trim_start_matches([' ', '-']).len();
    let own = lines.get(line.checked_sub(1)?)?;
    let before =
        line.checked_sub(2).and_then(|before| lines.get(before)).filter(|before| depth(before.1) == depth(own.1));
    [before, Some(own)].into_iter().flatten().find_map(|(start, text)| {
        let (name, _) = text[depth(text)..].split_once('：')?;
        let word = key_word(name, &[])?;
        let from = start + depth(text);
        let place = Place { source: source.clone(), range: from..from + name.len() };
        let whole = place.range.start..place.range.end + '：'.len_utf8();
        let edit = Edit { range: whole, text: format!("{}: ", word.key) };
        Some(Diagnostic { edit: Some(edit), ..chinese_key(name, word, &[word.key], place) })
    })
}

/// Returns the key that was probably meant, or all keys that are known here.
fn suggestion(typed: &str, known: &[&'static str]) -> Vec<String> {
    let near = known.iter().map(|key| (strsim::normalized_damerau_levenshtein(typed, key), *key));
    match near.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((score, key)) if score > 0.6 => vec![key.to_owned()],
        _ => known.iter().map(|key| (*key).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn texts(yaml: &str) -> BTreeMap<String, Text> {
        parse(&Source::new("a.yaml", yaml)).unwrap()
    }

    #[test]
    fn places_inside_every_style_of_scalar() {
        let yaml = "a: |\n  第一行\n\n  第二 龑 行\nb: >\n  折 叠\n  文字\nc: \"引\\\"号龑\"\nd: 平白龑字\n";
        let texts = texts(yaml);
        for (key, wanted) in [("a", "龑"), ("b", "文字"), ("c", "龑"), ("d", "龑")] {
            let text = &texts[key];
            let at = text.find(wanted).unwrap();
            let place = text.locate(at..at + wanted.len());
            assert_eq!(place.text(), wanted, "{key}");
            assert!(place.range.start > text.place.range.start, "{key}");
        }
        assert_eq!(texts["a"].locate(0..3).position(), Some((2, 3)));
    }

    #[test]
    fn an_escaped_character_is_placed_at_its_value() {
        let texts = texts("a: \"\\u9f91\"\n");
        assert_eq!(texts["a"].value, "龑");
        assert_eq!(texts["a"].locate(0..3), texts["a"].place);
    }

    #[test]
    fn places_are_exact_to_the_byte() {
        let yaml = "# 注\na: 苏简字 1004 号\nb: \"引\"\nc: [甲, 乙]\n";
        let texts: BTreeMap<String, Located<serde_json::Value>> = parse(&Source::new("a.yaml", yaml)).unwrap();
        assert_eq!(texts["a"].place.text(), "苏简字 1004 号");
        assert_eq!(texts["b"].place.text(), "\"引\"");
    }

    #[test]
    fn slips_of_a_chinese_keyboard() {
        let error = parse::<BTreeMap<String, String>>(&Source::new("a.yaml", "number：36\ndate: 1\n")).unwrap_err();
        assert_eq!(error.code, Code::YamlSlipColon, "{:?}", error.place.as_ref().map(|p| p.range.clone()));
        assert_eq!(error.place.unwrap().position(), Some((1, 7)));
        let told = |yaml: &str| {
            let error = parse::<BTreeMap<String, serde_json::Value>>(&Source::new("a.yaml", yaml)).unwrap_err();
            (error.code, error.place.and_then(|place| place.position()))
        };
        for (yaml, line) in
            [("number: 36\nsections\n  - title: 一\n", 2), ("number: 36\ndate 2022-12-28\ntitle: 一\n", 2)]
        {
            let (code, position) = told(yaml);
            assert_eq!(code, Code::YamlSlipNoColon, "{yaml}");
            assert_eq!(position, Some((line, 1)), "{yaml}");
        }
    }

    #[test]
    fn each_slip_has_a_code_of_its_own() {
        for (yaml, code) in [
            ("a: 1\nb: c: d\n", Code::YamlSlipValue),
            ("a: *文\n", Code::YamlSlipStar),
            ("a: \"文\n", Code::YamlSlipQuote),
            ("a: @文\n", Code::YamlSlipCharacter),
            ("a:\n\t- 1\n", Code::YamlSlipTab),
        ] {
            let error = parse::<BTreeMap<String, serde_json::Value>>(&Source::new("a.yaml", yaml)).unwrap_err();
            assert_eq!(error.code, code, "{yaml}");
        }
    }

    #[test]
    fn billion_laughs_is_refused() {
        let mut yaml = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (from, to) in ('a'..'i').zip('b'..'j') {
            yaml += &format!("{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n");
        }
        let error = parse::<BTreeMap<String, serde_json::Value>>(&Source::new("a.yaml", &yaml)).unwrap_err();
        assert_eq!(error.code, Code::YamlTooComplex);
    }
}

//! How an issue's number is printed: 第36期, 第12、13期合刊, 增刊第1期, 〔2022〕36.

use super::printed::printed_number;
use crate::issue::{FormPart, Issue, Number, NumberForm, Numbers, TypedYear};

/// The words of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedNumber {
    /// The number within the year, such as 第36期. It is empty for an issue without one.
    pub number: String,
    /// The number counted over all years behind it, such as （总第812期）.
    pub total: Option<String>,
}

/// Returns the words of an issue's number, in the form that the issue asks for.
pub fn masthead_number(issue: &Issue) -> PrintedNumber {
    let number = &issue.number.value;
    let total = issue.total_number.as_ref().map(|total| between(total.value));
    if number.series.is_none() && number.numbers.is_none() {
        let total = total.map(|total| printed_number("volume-total-number", total));
        return PrintedNumber { number: String::new(), total };
    }
    let form = form_of(issue);
    let words = Composer { number, year: issue.date.year, total: total.as_deref() };
    let (number, own_total) = words.compose(&form);
    let total = total.filter(|_| !form.has(&FormPart::Total)).map(|total| printed_number("total-number", total));
    PrintedNumber { number, total: own_total.or(total) }
}

/// Returns how an issue is called where its date or year stands beside it: 第36期, or 总第812期 if it has no other number.
/// It is empty if the issue has no number at all.
pub fn issue_label(issue: &Issue) -> String {
    if issue.number.series.is_none() && issue.number.numbers.is_none() {
        let total = issue.total_number.as_ref();
        return total.map_or_else(String::new, |total| printed_number("volume-total-number", between(total.value)));
    }
    number_label(&issue.number)
}

/// Returns how a number is called without its year, such as 第36期 and 增刊第1期.
pub fn number_label(number: &Number) -> String {
    Composer { number, year: 0, total: None }.compose(&form_in_words()).0
}

/// Returns the form 第{number}期.
fn form_in_words() -> NumberForm {
    let words = printed_number("number", "{number}");
    NumberForm::parse(&words).unwrap_or(NumberForm { parts: vec![FormPart::Number] })
}

/// Returns the form that an issue asks for. A year that was typed with the number is printed as it was typed, if the form
/// has none.
fn form_of(issue: &Issue) -> NumberForm {
    let asked = issue.number_form.as_ref().map(|form| form.value.clone());
    let typed = match issue.number.year {
        Some(TypedYear::InBrackets(_)) => NumberForm::parse("〔{year}〕{number}"),
        Some(TypedYear::InWords(_)) => {
            NumberForm::parse(&format!("{{year}}年{}", printed_number("number", "{number}")))
        }
        None => None,
    };
    let form = match (asked, typed) {
        (Some(asked), Some(typed)) => Some(if asked.has(&FormPart::Year) { asked } else { typed }),
        (asked, typed) => asked.or(typed),
    };
    form.unwrap_or_else(form_in_words)
}

/// Returns one number, two as 12、13, or more as 12—14.
fn between(numbers: Numbers) -> String {
    let Numbers { first, last } = numbers;
    match numbers.count() {
        1 => first.to_string(),
        2 => format!("{first}、{last}"),
        _ => format!("{first}—{last}"),
    }
}

/// Puts the facts of a number into a form.
struct Composer<'n> {
    /// The number.
    number: &'n Number,
    /// The year of the issue's date.
    year: i32,
    /// The number counted over all years.
    total: Option<&'n str>,
}

impl Composer<'_> {
    /// Returns the words of a form, and apart from them those in brackets at its end that hold the number counted over all
    /// years. Without such a number the brackets around its place go.
    fn compose(&self, form: &NumberForm) -> (String, Option<String>) {
        let Some(numbers) = self.number.numbers else {
            return (self.number.series.clone().unwrap_or_default(), None);
        };
        let mut words = String::new();
        let mut total_at = None;
        let (mut behind_number, mut behind_missing) = (false, false);
        for part in &form.parts {
            match part {
                FormPart::Words(text) => {
                    let text = if behind_missing { text.trim_start_matches(|c| c != '）' && c != ')') } else { text };
                    let text = if behind_missing { text.strip_prefix(['）', ')']).unwrap_or(text) } else { text };
                    words += &if behind_number && numbers.count() > 1 { together(text) } else { text.to_owned() };
                }
                FormPart::Number => {
                    self.add_series(&mut words);
                    words += &between(numbers);
                }
                FormPart::Year => words += &self.number.year.map_or(self.year, TypedYear::year).to_string(),
                FormPart::Total => match self.total {
                    Some(total) => {
                        total_at = opening_bracket(&words);
                        words += total;
                    }
                    None => words.truncate(opening_bracket(&words).unwrap_or(words.len())),
                },
            }
            behind_number = *part == FormPart::Number;
            behind_missing = *part == FormPart::Total && self.total.is_none();
        }
        if behind_number && numbers.count() > 1 {
            words += &together("");
        }
        let own_end = total_at.filter(|at| words.ends_with(['）', ')']) && !words[*at..].contains(&between(numbers)));
        let total = own_end.map(|at| words.split_off(at));
        (words, total)
    }

    /// Puts the name of the series before the number, and before 第 if that stands there.
    fn add_series(&self, words: &mut String) {
        if let Some(series) = &self.number.series {
            let at = words.strip_suffix('第').map_or(words.len(), str::len);
            words.insert_str(at, series);
        }
    }
}

/// Returns the words behind a double number: 合刊 follows 期.
fn together(words: &str) -> String {
    let end = words.chars().next().filter(|c| matches!(c, '期' | '号' | '辑')).map_or(0, char::len_utf8);
    format!("{}{}{}", &words[..end], printed_number("together", ""), &words[end..])
}

/// Returns where the bracket opens that the end of some words stands in.
fn opening_bracket(words: &str) -> Option<usize> {
    words.rfind(['（', '(']).filter(|at| !words[*at..].contains(['）', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composed(number: &str, form: &str, total: Option<&str>) -> (String, Option<String>) {
        let number = Number::parse(number).unwrap();
        Composer { number: &number, year: 2022, total }.compose(&NumberForm::parse(form).unwrap())
    }

    #[test]
    fn numbers_take_the_words_of_their_form() {
        let plain = "第 {number} 期";
        let long = "{year} 年第 {number} 期（总第 {total} 期）";
        for (number, form, total, words, behind) in [
            ("36", plain, None, "第36期", None),
            ("12-13", plain, None, "第12、13期合刊", None),
            ("12-14", plain, None, "第12—14期合刊", None),
            ("增刊 1", plain, None, "增刊第1期", None),
            ("特刊", plain, None, "特刊", None),
            ("增刊 1-2", plain, None, "增刊第1、2期合刊", None),
            ("36", long, Some("812"), "2022年第36期", Some("（总第812期）")),
            ("36", long, None, "2022年第36期", None),
            ("12-13", long, Some("812"), "2022年第12、13期合刊", Some("（总第812期）")),
            ("增刊 1", long, None, "2022年增刊第1期", None),
            ("36", "〔{year}〕{number}", None, "〔2022〕36", None),
            ("12-13", "〔{year}〕{number}", None, "〔2022〕12、13合刊", None),
            ("增刊 1", "〔{year}〕{number}", None, "〔2022〕增刊1", None),
            ("36", "（第 {number} 期）", None, "（第36期）", None),
            ("12-13", "（第 {number} 期）", None, "（第12、13期合刊）", None),
            ("36", "总第 {total} 期　第 {number} 期", Some("812"), "总第812期　第36期", None),
        ] {
            let behind = behind.map(str::to_owned);
            assert_eq!(composed(number, form, total), (words.to_owned(), behind), "{number} in {form}");
        }
    }
}

//! Words that the program itself prints on pages, such as 第36期.
//!
//! They stand in the Chinese catalogue, because pages are in Chinese whatever the user's language. Layouts get them as
//! data and print no words of their own.

use crate::diagnostic::Arg;
use crate::diagnostic::message::Lang;
use crate::issue::Date;

/// Returns the words under a key of the catalogue, without its `printed-`.
pub fn printed(key: &str, args: &[(&str, Arg)]) -> String {
    Lang::Zh.text(&format!("printed-{key}"), args)
}

/// Returns words with one number in them, such as 第36期.
pub fn printed_number(key: &str, number: impl ToString) -> String {
    printed(key, &[("number", number.to_string().into())])
}

/// Returns a date, such as 2022年12月28日.
pub fn printed_date(Date { year, month, day }: Date) -> String {
    let part = |name, number: i32| (name, Arg::from(number.to_string()));
    printed("date", &[part("year", year), part("month", month.into()), part("day", day.into())])
}

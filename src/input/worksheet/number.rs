//! Writes numbers as a table program shows them, by the format codes of their cells: `#,##0.00`, `0%`, `0"篇"`.

/// The digits that a table program keeps of a number.
const DIGITS: usize = 15;

/// The part of a format code that is for numbers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Format {
    /// What stands before the digits.
    before: String,
    /// What stands behind them.
    behind: String,
    /// The decimal places that are always written, and those that may be.
    places: (usize, usize),
    /// Whether commas part the thousands.
    thousands: bool,
    /// Whether it is in percent.
    percent: bool,
}

/// Writes a number in the format of its cell. A format of another kind than those above counts as none.
pub fn shown(number: f64, code: Option<&str>) -> String {
    let plain = || decimal(number, DIGITS).unwrap_or_else(|| number.to_string());
    let Some(format) = code.and_then(read) else { return plain() };
    let scaled = if format.percent { number * 100.0 } else { number };
    let Some(digits) = decimal(scaled, DIGITS).map(|digits| round(&digits, format.places)) else { return plain() };
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("-", digits));
    let digits = if format.thousands { with_commas(digits) } else { digits.to_owned() };
    format!("{}{sign}{digits}{}", format.before, format.behind)
}

/// Returns a number in decimal digits, rounded to `digits` significant ones. Returns `None` if it is not finite or has more
/// than 21 digits before the point.
fn decimal(number: f64, digits: usize) -> Option<String> {
    let short: f64 = format!("{number:.*e}", digits - 1).parse().ok()?;
    (number.is_finite() && number.abs() < 1e21).then(|| short.to_string())
}

/// Rounds decimal digits, halves away from zero. `places` are those that stay, and those that may stay.
fn round(digits: &str, (least, most): (usize, usize)) -> String {
    let (sign, bare) = digits.strip_prefix('-').map_or(("", digits), |bare| ("-", bare));
    let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
    let mut kept: Vec<u8> = whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(most)).collect();
    if fraction.as_bytes().get(most).is_some_and(|next| *next >= b'5') {
        let mut at = kept.len();
        loop {
            if at == 0 {
                kept.insert(0, b'1');
                break;
            }
            at -= 1;
            if kept[at] < b'9' {
                kept[at] += 1;
                break;
            }
            kept[at] = b'0';
        }
    }
    let point = kept.len() - most;
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    let (whole, mut fraction) = (text(&kept[..point]), text(&kept[point..]));
    while fraction.len() > least && fraction.ends_with('0') {
        fraction.pop();
    }
    let is_zero = whole.bytes().chain(fraction.bytes()).all(|digit| digit == b'0');
    let sign = if is_zero { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Parts the thousands by commas.
fn with_commas(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut parted = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    fraction.map_or(parted.clone(), |fraction| format!("{parted}.{fraction}"))
}

/// Reads the first section of a format code, which is that of numbers.
fn read(code: &str) -> Option<Format> {
    let mut format = Format::default();
    let mut digits = String::new();
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        let mut literal = String::new();
        match c {
            ';' => break,
            '0' | '#' | '?' | ',' | '.' if format.behind.is_empty() => digits.push(c),
            '"' => literal.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' => literal.extend(characters.next()),
            // The width of a sign as white, and a sign that fills the cell.
            '_' | '*' => drop(characters.next()),
            '[' => {
                let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                // The sign of a currency stands between $ and -.
                literal.extend(inner.strip_prefix('$').map(|sign| sign.split('-').next().unwrap_or_default()));
            }
            '%' => {
                format.percent = true;
                literal.push('%');
            }
            '￥' | '¥' | '$' | '-' | '+' | '(' | ')' | ' ' | ':' => literal.push(c),
            c if !c.is_ascii() => literal.push(c),
            _ => return None,
        }
        (if digits.is_empty() { &mut format.before } else { &mut format.behind }).push_str(&literal);
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    // A comma behind the digits divides by a thousand, which nobody expects in print.
    if !whole.contains(['0', '#', '?']) || whole.ends_with(',') || fraction.contains([',', '.']) {
        return None;
    }
    format.thousands = whole.contains(',');
    format.places = (fraction.matches('0').count(), fraction.len());
    Some(format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_cells_show_them() {
        for (number, code, text) in [
            (0.125, "0.0%", "12.5%"),
            (0.125, "0%", "13%"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (1280.0, "#,##0", "1,280"),
            (2.675, "0.00", "2.68"),
            (9.995, "0.00", "10.00"),
            (-0.001, "0.00", "0.00"),
            (-1280.5, "#,##0.0_);(#,##0.0)", "-1,280.5"),
            (7.0, "0\"篇\"", "7篇"),
            (7.5, "￥0.00", "￥7.50"),
            (7.5, "[$￥-804]#,##0.0#", "￥7.5"),
            (0.1 + 0.2, "General", "0.3"),
            (7.0, "General", "7"),
            (1e15, "General", "1000000000000000"),
            (12000.0, "0.0,", "12000"),
            (0.5, "# ?/?", "0.5"),
        ] {
            assert_eq!(shown(number, Some(code)), text, "{number} {code}");
        }
        assert_eq!(shown(3.5, None), "3.5");
        assert!(!shown(f64::NAN, Some("0")).is_empty() && !shown(1e300, Some("#,##0")).is_empty());
    }
}

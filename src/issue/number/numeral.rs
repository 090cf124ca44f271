//! Digits and Chinese numerals: `36`, `三十六`.
//!
//! It reads single numerals. What stands around them is for `number`.

/// Reads a number from 1 on in digits, or in Chinese numerals where they are `expected`: 一 alone may be a name.
pub fn read_numeral(text: &str, expected: bool) -> Option<u32> {
    let number = match text {
        digits if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok(),
        numerals if expected || numerals.chars().count() > 1 => chinese_number(numerals),
        _ => None,
    };
    number.filter(|number| *number > 0)
}

/// Reads a number below 1,000 in Chinese numerals, such as 三十六 and 一百零二.
fn chinese_number(numerals: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for c in numerals.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            '零' | '〇' => continue,
            _ => {
                let value = "一二三四五六七八九".chars().position(|known| known == c)?;
                // Two digits side by side are no number of this kind.
                if digit.replace(value as u32 + 1).is_some() {
                    return None;
                }
                continue;
            }
        };
        if sum % (unit * 10) != 0 {
            return None;
        }
        sum += digit.take().unwrap_or(1) * unit;
    }
    Some(sum + digit.unwrap_or(0)).filter(|_| !numerals.is_empty())
}

/// Returns the half-width form of a full-width digit, bracket, slash or minus.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '／' | '－' | '（' | '）' | '［' | '］' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

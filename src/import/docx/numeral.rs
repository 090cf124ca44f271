//! Numerals in the formats of automatic numbers (ECMA-376 17.18.59).
//!
//! It knows numbers and signs alone.

/// The hanzi of counting.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// The hanzi of sums of money.
const LEGAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
/// The heavenly stems.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// The earthly branches.
const BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// Returns a number in a format. `None` if the format isn't known or has no such number.
pub fn format_number(number: u32, format: &str) -> Option<String> {
    let of = |signs: &[char]| signs.get(number.checked_sub(1)? as usize).map(char::to_string);
    let from = |first: u32, last: u32| {
        let code = (1..=last).contains(&number).then(|| first + number - 1)?;
        char::from_u32(code).map(String::from)
    };
    match format {
        "decimal" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(number.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect())
        }
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => Some(counting(number, &DIGITS, ['十', '百', '千'], false)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2" => {
            Some(number.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect())
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            Some(counting(number, &LEGAL, ['拾', '佰', '仟'], true))
        }
        "ideographTraditional" => of(&STEMS),
        "ideographZodiac" => of(&BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => from(0x2474, 20),
        "decimalEnclosedFullstop" => from(0x2488, 20),
        "ideographEnclosedCircle" => from(0x3280, 10),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|numeral| numeral.to_lowercase()),
        _ => None,
    }
}

/// Returns a number in a circle.
pub fn circled(number: u32) -> Option<String> {
    let code = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        36..=50 => 0x32b1 + number - 36,
        _ => return None,
    };
    char::from_u32(code).map(String::from)
}

/// Returns a number in hanzi. Beyond 9,999 its figures are named one by one.
fn counting(number: u32, digits: &[char; 10], units: [char; 3], is_legal: bool) -> String {
    if number == 0 || number > 9999 {
        return number.to_string().bytes().map(|b| digits[usize::from(b - b'0')]).collect();
    }
    let zero = if is_legal { digits[0] } else { '零' };
    let (mut text, mut gap) = (String::new(), false);
    for place in (0..4).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(zero);
            gap = false;
        }
        let is_ten = place == 1 && digit == 1 && text.is_empty() && !is_legal;
        if !is_ten {
            text.push(digits[digit as usize]);
        }
        if place > 0 {
            text.push(units[place as usize - 1]);
        }
    }
    text
}

/// Returns a number in letters: a … z, aa, bb.
fn letters(number: u32, first: u8) -> Option<String> {
    let number = number.checked_sub(1).filter(|number| *number < 26 * 4)?;
    let letter = char::from(first + u8::try_from(number % 26).ok()?);
    Some(std::iter::repeat_n(letter, number as usize / 26 + 1).collect())
}

/// Returns a Roman number.
fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = (1..4000).contains(&number).then_some(number)?;
    let mut text = String::new();
    for (value, sign) in PARTS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_each_format() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "japaneseCounting", "十"),
            (11, "chineseCountingThousand", "十一"),
            (20, "japaneseCounting", "二十"),
            (99, "chineseCounting", "九十九"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (10, "ideographDigital", "一〇"),
            (11, "chineseLegalSimplified", "壹拾壹"),
            (10, "chineseLegalSimplified", "壹拾"),
            (3, "ideographTraditional", "丙"),
            (12, "ideographZodiac", "亥"),
            (20, "decimalEnclosedCircleChinese", "⑳"),
            (21, "decimalEnclosedCircle", "㉑"),
            (2, "decimalEnclosedParen", "⑵"),
            (3, "decimalEnclosedFullstop", "⒊"),
            (12, "decimalFullWidth", "１２"),
            (5, "decimalZero", "05"),
            (28, "lowerLetter", "bb"),
            (4, "upperRoman", "IV"),
            (10, "ideographEnclosedCircle", "㊉"),
        ];
        for (number, format, text) in cases {
            assert_eq!(format_number(number, format).as_deref(), Some(text), "{number} in {format}");
        }
        assert_eq!(format_number(11, "ideographTraditional"), None);
        assert_eq!(format_number(1, "hebrew1"), None);
    }
}

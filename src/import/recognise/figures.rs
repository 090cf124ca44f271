//! Figures in the lines of a bulletin: numbers in figures or hanzi, dates, totals.
//!
//! It reads words. Where they stand is for others.

/// Returns a text with full-width figures as plain ones, and whether there were any.
pub fn narrow(text: &str) -> (String, bool) {
    let mut changed = false;
    let narrowed = text.chars().map(|c| match c {
        '０'..='９' => {
            changed = true;
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        c => c,
    });
    let narrowed = narrowed.collect();
    (narrowed, changed)
}

/// Returns a text without blanks.
pub fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Reads a number in figures or hanzi from the beginning of a text. Returns it with the rest.
pub fn number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() {
        return Some((text[..text.len() - rest.len()].parse().ok()?, rest));
    }
    let rest = text.trim_start_matches(|c| "〇○零一二三四五六七八九十百".contains(c));
    let hanzi = &text[..text.len() - rest.len()];
    hanzi_number(hanzi).map(|number| (number, rest))
}

/// Returns the number that hanzi mean: 二十三, or one by one 二〇二五.
fn hanzi_number(hanzi: &str) -> Option<u32> {
    let digit = |c: char| {
        "〇一二三四五六七八九"
            .chars()
            .position(|known| known == c || c == '零' && known == '〇' || c == '○' && known == '〇')
    };
    if hanzi.is_empty() {
        return None;
    }
    if !hanzi.contains(['十', '百']) {
        return hanzi
            .chars()
            .try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(u32::try_from(digit(c)?).ok()?));
    }
    let (mut sum, mut last) = (0, None);
    for c in hanzi.chars() {
        match c {
            '十' | '百' => sum += last.take().unwrap_or(1) * if c == '十' { 10 } else { 100 },
            c => last = Some(u32::try_from(digit(c)?).ok()?).filter(|digit| *digit > 0).or(last),
        }
    }
    Some(sum + last.unwrap_or(0))
}

/// Reads a date such as 2025年11月18日 or 二〇二五年十一月十八日 as `2025-11-18`. The text must be the date alone.
pub fn date(text: &str) -> Option<String> {
    let text = packed(&narrow(text).0);
    let (year, rest) = number(&text)?;
    let (month, rest) = number(rest.strip_prefix('年')?)?;
    let (day, rest) = number(rest.strip_prefix('月')?)?;
    let is_date = (1900..=2999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (rest == "日" && is_date).then(|| format!("{year}-{month:02}-{day:02}"))
}

/// The line of an issue's number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberLine {
    /// The number within the year.
    pub number: Option<u32>,
    /// The number since the first issue.
    pub total: Option<u32>,
    /// The year that stands before the number.
    pub year: Option<u32>,
    /// Whether figures were full-width.
    pub was_wide: bool,
    /// Whether it is a supplement or a double number, which can't be written as a number.
    pub is_special: bool,
}

/// Reads the line of a number: 第 7 期, 2025年第7期（总第215期）, （总第 215 期）.
pub fn number_line(text: &str) -> Option<NumberLine> {
    let (text, was_wide) = narrow(text);
    let text = packed(&text);
    let mut line = NumberLine { was_wide, ..NumberLine::default() };
    let mut rest = text.trim_matches(|c| "（）()〔〕[]【】".contains(c));
    if let Some(start) = rest.strip_prefix("增刊").or_else(|| rest.strip_prefix("特刊")) {
        line.is_special = true;
        rest = start;
    }
    if let Some((year, after)) = number(rest)
        && let Some(after) = after.strip_prefix('年')
        && (1900..3000).contains(&year)
    {
        line.year = Some(year);
        rest = after;
    }
    while !rest.is_empty() {
        rest = rest.trim_start_matches(|c| "（()）〔〕·，,、".contains(c));
        let is_total = rest.starts_with('总');
        let Some(after) = rest.trim_start_matches('总').strip_prefix('第') else {
            return (rest.is_empty() && (line.number.is_some() || line.total.is_some())).then_some(line);
        };
        let (number, mut after) = number(after)?;
        if let Some(double) = after.strip_prefix(['-', '—', '–', '～', '、', '至']) {
            line.is_special = true;
            after = self::number(double)?.1;
        }
        rest = after.strip_prefix('期')?;
        if let Some(special) = rest.strip_prefix("增刊").or_else(|| rest.strip_prefix("合刊")) {
            line.is_special = true;
            rest = special;
        }
        *(if is_total { &mut line.total } else { &mut line.number }) = Some(number);
    }
    (line.number.is_some() || line.total.is_some()).then_some(line)
}

/// Reads a line such as （共 50 篇）: the total and its unit.
pub fn total_line(text: &str) -> Option<(String, String)> {
    let text = packed(&narrow(text).0);
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?.strip_prefix(['共'])?;
    let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let total = &inner[..inner.len() - unit.len()];
    let is_unit = !unit.is_empty() && unit.chars().count() <= 4 && !unit.contains(|c: char| c.is_ascii_digit());
    (!total.is_empty() && is_unit).then(|| (total.to_owned(), unit.to_owned()))
}

/// Returns whether a text is a whole number as YAML reads it: without signs, and without a zero before it.
pub fn is_plain_integer(text: &str) -> bool {
    let is_figures = !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    is_figures && (text == "0" || !text.starts_with('0'))
}

/// Returns whether a text is a figure: 12, 1,021, 38.5%, —.
pub fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_numeric() || ",.，．%％+-−－—/万亿‰ ".contains(c);
    !text.is_empty() && text.chars().all(is_sign)
}

/// Returns whether words are a page number and nothing else.
pub fn is_page_number(text: &str) -> bool {
    let is_sign = |c: char| c.is_numeric() || c.is_whitespace() || "-－—–―第页共/／·.．".contains(c);
    let has_figure = text.chars().any(char::is_numeric);
    (has_figure || text.trim_matches(|c: char| "-－—–―".contains(c) || c.is_whitespace()).is_empty())
        && text.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_read() {
        assert_eq!(hanzi_number("二十三"), Some(23));
        assert_eq!(hanzi_number("一百零五"), Some(105));
        assert_eq!(hanzi_number("十"), Some(10));
        assert_eq!(date("2025 年 11 月 18 日").as_deref(), Some("2025-11-18"));
        assert_eq!(date("二〇二五年十一月十八日").as_deref(), Some("2025-11-18"));
        assert_eq!(date("２０２５年１月２日").as_deref(), Some("2025-01-02"));
        assert_eq!(date("2025年13月1日"), None);
        assert_eq!(date("到2025年1月1日止"), None);
    }

    #[test]
    fn lines_of_numbers_are_read() {
        let line = number_line("２０２５年第 7 期（总第 215 期）").unwrap();
        assert_eq!((line.number, line.total, line.year, line.was_wide), (Some(7), Some(215), Some(2025), true));
        assert_eq!(number_line("（第三十六期）").unwrap().number, Some(36));
        assert_eq!(number_line("（总第215期）").unwrap().total, Some(215));
        assert!(number_line("第36-37期").unwrap().is_special);
        assert!(number_line("增刊第1期").unwrap().is_special);
        assert_eq!(number_line("第 7 期培训班开班"), None);
        assert_eq!(total_line("（共 50 篇）"), Some(("50".to_owned(), "篇".to_owned())));
        assert_eq!(total_line("（共享发展）"), None);
    }
}

//! Characters of symbol faces and raised figures, as the characters of Unicode that look the same.
//!
//! The codes are those of Wingdings, Wingdings 2 and Symbol by Microsoft.

/// Signs of Wingdings by their codes.
const WINGDINGS: [(u32, char); 36] = [
    (0x21, '✏'),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x36, '⌛'),
    (0x3f, '✍'),
    (0x41, '✌'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x74, '⬧'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9f, '•'),
    (0xa1, '○'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xb6, '☆'),
    (0xd8, '➢'),
    (0xe0, '→'),
    (0xdf, '←'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
    (0x77, '⬥'),
    (0x9e, '·'),
];

/// Signs of Wingdings 2 by their codes.
const WINGDINGS_2: [(u32, char); 12] = [
    (0x4f, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x54, '☒'),
    (0x56, '☒'),
    (0x97, '●'),
    (0xa2, '■'),
    (0xa3, '□'),
    (0x99, '◉'),
    (0xae, '◆'),
    (0xea, '★'),
];

/// Signs of Symbol by their codes.
const SYMBOL: [(u32, char); 26] = [
    (0x61, 'α'),
    (0x62, 'β'),
    (0x67, 'γ'),
    (0x64, 'δ'),
    (0x6c, 'λ'),
    (0x6d, 'μ'),
    (0x70, 'π'),
    (0x73, 'σ'),
    (0x77, 'ω'),
    (0x44, 'Δ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0xa3, '≤'),
    (0xb3, '≥'),
    (0xb1, '±'),
    (0xb4, '×'),
    (0xb8, '÷'),
    (0xb9, '≠'),
    (0xbb, '≈'),
    (0xa5, '∞'),
    (0xb0, '°'),
    (0xb7, '•'),
    (0xae, '→'),
    (0xac, '←'),
    (0xd6, '√'),
    (0xa2, '′'),
];

/// Returns the character of Unicode for a code of a symbol face. Codes may stand in the private-use area.
pub fn symbol(face: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let table: &[(u32, char)] = match face.to_lowercase().as_str() {
        "wingdings 2" => &WINGDINGS_2,
        "symbol" => &SYMBOL,
        "wingdings" => &WINGDINGS,
        _ => return None,
    };
    table.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign)
}

/// Returns whether a character stands in the private-use area that symbol faces use.
pub fn is_private(c: char) -> bool {
    ('\u{f000}'..='\u{f0ff}').contains(&c)
}

/// Returns the raised or lowered form of figures and signs, or `None` if one of them has none.
pub fn raise(text: &str, is_raised: bool) -> Option<String> {
    let (signs, forms) = if is_raised {
        ("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
    } else {
        ("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
    };
    text.chars().map(|c| signs.chars().position(|sign| sign == c).and_then(|at| forms.chars().nth(at))).collect()
}

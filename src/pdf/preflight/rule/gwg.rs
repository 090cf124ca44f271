//! The table of the rules of GWG 2022: which rule, how bad a breach is in each variant, and its value there.

use super::Level::{Error as E, Ignore as I, Warning as W};
use super::{Find, FindPage, FindSpot, Rule, colour, line, page, picture, spot, text};

/// No value.
const NONE: [f64; 7] = [0.0; 7];

// The columns: Magazine Ads, Newspaper Ads, SheetCMYK, SheetSpot, WebCMYK, WebSpot, WebCMYKNews.
// R0001, the base standard PDF/X-4, is examined by the clauses. A rule with two values has two rows.
/// All rules, in the order of the report.
pub const RULES: &[Rule] = &[
    rule("R0001", "Base ISO standards", [E; 7], NONE, page::check_standard),
    rule("R0002", "Page scaling", [E; 7], NONE, page::check_unit),
    rule("R0003", "Visible page area", [E; 7], NONE, page::check_crop),
    rule("R0004", "Same page size and orientation", [I, I, W, W, E, E, E], NONE, page::check_sizes),
    rule("R0004", "Same page size and orientation", [I, I, W, W, E, E, E], NONE, page::check_turns),
    rule("R0005", "Empty page", [E, E, W, W, E, E, E], NONE, page::check_empty),
    rule("R0006", "One page", [E, E, I, I, I, I, I], NONE, page::check_count),
    rule("R0007", "Overprinting white text", [E; 7], NONE, text::check_white_overprint),
    rule("R0008", "Overprinting white paths", [W; 7], NONE, line::check_white_overprint),
    rule("R0009", "Overprinting pure black text", [W; 7], [12.0; 7], text::check_black),
    rule("R0010", "Overprinting pure black thin lines", [W; 7], [2.0; 7], line::check_black),
    rule("R0011", "Overprinting pure black small text in DeviceGray", [W; 7], [12.0; 7], text::check_gray),
    rule("R0012", "Overprinting pure black thin lines in DeviceGray", [W; 7], [2.0; 7], line::check_gray),
    rule("R0013", "Overprinting device gray", [W; 7], NONE, colour::check_gray_overprint),
    rule("R0014", "Use of the Courier font", [W; 7], NONE, text::check_courier),
    rule("R0015", "Rich black text", [W; 7], [2.8, 2.2, 2.8, 2.8, 2.8, 2.8, 2.2], text::check_rich_black),
    rule(
        "R0016",
        "Registration problems with small white text",
        [W; 7],
        [9.0, 10.0, 8.0, 8.0, 9.0, 9.0, 10.0],
        text::check_white,
    ),
    rule(
        "R0017",
        "Registration problems with small multi-channel text",
        [W; 7],
        [9.0, 10.0, 8.0, 8.0, 9.0, 9.0, 10.0],
        text::check_inks,
    ),
    rule("R0018", "Registration problems with thin white lines", [W; 7], [0.25; 7], line::check_white),
    rule("R0019", "Registration problems with thin multi-channel lines", [W; 7], [0.25; 7], line::check_inks),
    spot_rule("R0020", "Use of spot colours", [E, E, E, W, E, W, E], spot::check_count),
    spot_rule("R0021", "Spot colours with different suffixes", [I, I, I, W, I, W, I], spot::check_suffixes),
    spot_rule("R0022", "Case-sensitive spot colour names", [I, I, I, E, I, E, I], spot::check_case),
    spot_rule("R0023", "Different spot colours that are visually identical", [I, I, I, E, I, E, I], spot::check_same),
    rule("R0024", "Registration colour", [W; 7], NONE, colour::check_registration),
    rule("R0027", "Early binding mode", [E; 7], NONE, colour::check_conversion),
    rule("R0030", "Transparency blend colour space", [E; 7], NONE, colour::check_blend_space),
    rule(
        "R0031",
        "Image resolution for grayscale and colour images",
        [E; 7],
        [149.0, 99.0, 149.0, 149.0, 149.0, 149.0, 99.0],
        picture::check_low_tone,
    ),
    rule(
        "R0031",
        "Image resolution for grayscale and colour images",
        [W; 7],
        [224.0, 149.0, 224.0, 224.0, 224.0, 224.0, 149.0],
        picture::check_tone,
    ),
    rule("R0032", "Image resolution for 1-bit images", [E; 7], [549.0; 7], picture::check_low_bilevel),
    rule("R0032", "Image resolution for 1-bit images", [W; 7], [799.0; 7], picture::check_bilevel),
    rule(
        "R0033",
        "Rasterized pages",
        [E, E, I, I, I, I, I],
        [149.0, 99.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        picture::check_low_page,
    ),
    rule(
        "R0033",
        "Rasterized pages",
        [W, W, I, I, I, I, I],
        [449.0, 449.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        picture::check_page,
    ),
    rule("R0034", "Optional content", [E, E, I, I, I, I, I], NONE, page::check_configurations),
    rule("R0035", "Output intent colour space", [E; 7], NONE, colour::check_intent),
];

/// R0026 “Average ink coverage of CMYK separations”: the greatest mean of a square, in percent, by variant. It is examined
/// when the plates have been measured.
pub const COVERAGE_PERCENT: [f64; 7] = [305.0, 245.0, 320.0, 320.0, 305.0, 305.0, 245.0];

/// Makes the row of a rule on spot inks.
const fn spot_rule(id: &'static str, name: &'static str, levels: [super::Level; 7], find: FindSpot) -> Rule {
    Rule { id, name, levels, limits: NONE, find: Find::Spots(find) }
}

/// Makes a row of the table.
const fn rule(
    id: &'static str,
    name: &'static str,
    levels: [super::Level; 7],
    limits: [f64; 7],
    find: FindPage,
) -> Rule {
    Rule { id, name, levels, limits, find: Find::Pages(find) }
}

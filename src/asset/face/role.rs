//! The roles of faces on a page, the chain of each role, and the names that tell a face's role.
//!
//! It knows the names of families, not their files.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// What a face is used for. The names are those of the layouts and of `jianbao fonts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 大标宋: the bulletin's name.
    Masthead,
    /// 小标宋: titles of articles.
    Title,
    /// 宋体: page numbers.
    Song,
    /// 仿宋: body text.
    Fang,
    /// 黑体: section names, level-1 headings, table heads.
    Hei,
    /// 楷体: level-2 headings, contents, emphasis.
    Kai,
    /// Figures and Latin letters.
    Latin,
}

/// One link of a chain.
pub enum Link {
    /// The families that the user has for the role.
    User,
    /// A bundled family, for some or all characters.
    Bundled {
        /// The family's name.
        family: &'static str,
        /// The characters that it may set.
        covers: Coverage,
    },
}

/// The characters that a family of a chain may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// All characters that it has.
    All,
    /// Latin characters: all but the marks that Chinese text uses too, and signs such as ○ and →.
    Latin,
    /// Arrows, shapes and signs of mathematics, which are as wide as a hanzi among hanzi.
    Signs,
    /// All characters but the quotes.
    AllButQuotes,
    /// The characters that a regular expression matches.
    Matching(&'static str),
}

impl Coverage {
    /// Returns whether it is all characters.
    pub fn is_all(&self) -> bool {
        *self == Self::All
    }
}

impl Serialize for Coverage {
    /// Writes the word or the regular expression that layouts are given, and null for all characters.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_none(),
            Self::Latin => serializer.serialize_str(LATIN_IN_CHINESE),
            Self::Signs => serializer.serialize_str(r"[\u{2190}-\u{2211}\u{2213}-\u{2bff}]"),
            Self::AllButQuotes => serializer.serialize_str("[^“”‘’]"),
            Self::Matching(pattern) => serializer.serialize_str(pattern),
        }
    }
}

/// The face of Latin letters and figures.
const LATIN: &str = "Liberation Serif";
/// The Song face of titles.
const SERIF: &str = "Noto Serif CJK SC";
/// The face with the most characters: Noto Serif Regular. It has a name of its own, since the Bold and Black subsets
/// would hide it under theirs.
const WIDEST: &str = "Noto Serif CJK SC GB18030";
/// The Hei face.
const SANS: &str = "Noto Sans CJK SC";
/// The Fangsong face.
const ZHUQUE: &str = "Zhuque Fangsong (technical preview)";
/// The Kai face.
const KAITI: &str = "AR PL KaitiM GB";
/// The face of rare characters, which personal names need.
pub const RARE: &str = "HanaMinB";

/// All characters but the middle dot, dashes, quotes and dots, and but arrows, shapes and most signs of mathematics, which
/// stand among hanzi and are as wide as one there. The minus is Latin.
const LATIN_IN_CHINESE: &str = r"[^\u{b7}\u{2013}\u{2014}\u{2018}\u{2019}\u{201c}\u{201d}\u{2025}-\u{2027}\u{2e3a}\u{2190}-\u{2211}\u{2213}-\u{2bff}]";
/// The marks, which 文鼎楷体 draws in an old-fashioned way.
const MARKS: Coverage = Coverage::Matching("[，。、；：？！（）《》〈〉【】〔〕—…·～]");

/// The solidus, which takes half a character (GB/T 15834-2011 5.1.9). The ink of 朱雀's fits into it (measured: 0.26 em);
/// other faces of hanzi draw it as wide as a hanzi, and a layout has to narrow it. `layouts/bulletin/mark.typ` knows the
/// pattern.
const SOLIDUS: Coverage = Coverage::Matching("[／]");

/// Makes the link of a bundled family for all its characters.
const fn all(family: &'static str) -> Link {
    Link::Bundled { family, covers: Coverage::All }
}

/// Makes the link of a bundled family for some characters.
const fn only(family: &'static str, covers: Coverage) -> Link {
    Link::Bundled { family, covers }
}

/// The families at the end of every chain. A sign that no face of hanzi has is taken from the Latin one.
pub const BOTTOM: &[Link] = &[all(WIDEST), all(RARE), all(LATIN)];

impl Role {
    /// All roles, in the order of a page.
    pub const ALL: &'static [Self] =
        &[Self::Masthead, Self::Title, Self::Song, Self::Fang, Self::Hei, Self::Kai, Self::Latin];

    /// Returns its name in layouts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Masthead => "masthead",
            Self::Title => "title",
            Self::Song => "song",
            Self::Fang => "fang",
            Self::Hei => "hei",
            Self::Kai => "kai",
            Self::Latin => "latin",
        }
    }

    /// Returns the weight of its bundled faces. A user's face is taken in any weight.
    pub fn weight(self) -> u16 {
        match self {
            Self::Masthead => 900,
            Self::Title => 700,
            Self::Hei => 500,
            Self::Song | Self::Fang | Self::Kai | Self::Latin => 400,
        }
    }

    /// Returns its chain without the families at the end.
    pub fn links(self) -> Vec<Link> {
        const LAT: Link = only(LATIN, Coverage::Latin);
        // 朱雀 draws them half as wide as a hanzi (measured: □ 0.46 em, ◆ 0.44 em).
        const SIGNS: Link = only(WIDEST, Coverage::Signs);
        match self {
            Self::Masthead | Self::Title => vec![LAT, Link::User, all(SERIF)],
            Self::Song => vec![LAT, Link::User],
            Self::Fang => vec![LAT, only(ZHUQUE, SOLIDUS), Link::User, SIGNS, all(ZHUQUE)],
            Self::Hei => vec![LAT, Link::User, all(SANS)],
            Self::Kai => {
                vec![LAT, only(ZHUQUE, SOLIDUS), Link::User, only(ZHUQUE, MARKS), all(KAITI), SIGNS, all(ZHUQUE)]
            }
            Self::Latin => vec![Link::User, LAT],
        }
    }

    /// Returns the characters that a user's face may set in this role. Quotes have to be as wide as a hanzi in it.
    pub fn user_covers(self, has_wide_quotes: bool) -> Coverage {
        match self {
            Self::Latin => Coverage::Latin,
            _ if has_wide_quotes => Coverage::All,
            _ => Coverage::AllButQuotes,
        }
    }

    /// Returns the roles that a face's names tell: its family names in any language, or its file's name.
    pub fn of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Self> {
        // The longer names come first: 小标宋 and 仿宋 hold 宋, and FangSong holds Song.
        const KNOWN: &[(&str, &[Role])] = &[
            ("小标宋", &[Role::Masthead, Role::Title]),
            ("xiaobiaosong", &[Role::Masthead, Role::Title]),
            ("fzxbs", &[Role::Masthead, Role::Title]),
            ("大标宋", &[Role::Masthead]),
            ("fzdbs", &[Role::Masthead]),
            ("仿宋", &[Role::Fang]),
            ("fangsong", &[Role::Fang]),
            ("simfang", &[Role::Fang]),
            ("楷体", &[Role::Kai]),
            ("kaiti", &[Role::Kai]),
            ("simkai", &[Role::Kai]),
            ("黑体", &[Role::Hei]),
            ("simhei", &[Role::Hei]),
            ("宋体", &[Role::Song]),
            ("simsun", &[Role::Song]),
            ("timesnewroman", &[Role::Latin]),
        ];
        let plain = |name: &str| name.to_lowercase().replace([' ', '_', '-'], "");
        let names: Vec<_> = names.into_iter().map(plain).collect();
        let known = KNOWN.iter().find(|(part, _)| names.iter().any(|name| name.contains(part)));
        known.map_or_else(Vec::new, |(_, roles)| roles.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_faces_are_known_by_any_of_their_names() {
        for (name, role) in [
            ("方正小标宋简体", Role::Title),
            ("FZXBSJW", Role::Masthead),
            ("FZXiaoBiaoSong-B05S", Role::Title),
            ("仿宋_GB2312", Role::Fang),
            ("FangSong_GB2312", Role::Fang),
            ("simfang", Role::Fang),
            ("楷体_GB2312", Role::Kai),
            ("KaiTi", Role::Kai),
            ("黑体", Role::Hei),
            ("SimHei", Role::Hei),
            ("SimSun", Role::Song),
        ] {
            assert!(Role::of_names([name]).contains(&role), "{name}");
        }
        assert!(Role::of_names(["Comic Sans"]).is_empty());
    }
}

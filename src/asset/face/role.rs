//! The roles of faces on a page, their chains and the names that user faces go by.

use schemars::JsonSchema;
use serde::Serialize;

/// What a face is for. The names are those of the layouts and of `jianbao fonts`.
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
    /// Here stand the families that the user has for the role.
    User,
    /// A bundled family, for some or all characters.
    Bundled {
        /// Its name.
        family: &'static str,
        /// As in [`super::Family::covers`].
        covers: Option<&'static str>,
    },
}

const LATIN: &str = "Liberation Serif";
const SERIF: &str = "Noto Serif CJK SC";
/// Noto Serif Regular under a name of its own: the Bold and Black subsets would hide it under theirs.
const WIDEST: &str = "Noto Serif CJK SC GB18030";
const SANS: &str = "Noto Sans CJK SC";
const ZHUQUE: &str = "Zhuque Fangsong (technical preview)";
const KAITI: &str = "AR PL KaitiM GB";
pub const RARE: &str = "HanaMinB";

/// Typst's own set: everything Latin but the quotes and dashes that Chinese text uses too.
pub const LATIN_IN_CJK: &str = "latin-in-cjk";
/// 朱雀 draws narrow quotes, which the engine wouldn't compress (measured: 0.18–0.52 em).
const QUOTES: &str = "[“”‘’]";
/// The marks of 文鼎楷体 are those of another century.
const MARKS: &str = "[，。、；：？！（）《》〈〉【】〔〕—…·～]";

const fn all(family: &'static str) -> Link {
    Link::Bundled { family, covers: None }
}

const fn only(family: &'static str, covers: &'static str) -> Link {
    Link::Bundled { family, covers: Some(covers) }
}

/// Behind every chain: the widest face, then the rare characters of names.
pub const BOTTOM: &[Link] = &[all(WIDEST), all(RARE)];

impl Role {
    /// All roles, in the order of a page.
    pub const ALL: &'static [Self] =
        &[Self::Masthead, Self::Title, Self::Song, Self::Fang, Self::Hei, Self::Kai, Self::Latin];

    /// The name in layouts.
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

    /// The weight that is asked for; a face of the user's is taken whatever its weight.
    pub fn weight(self) -> u16 {
        match self {
            Self::Masthead => 900,
            Self::Title => 700,
            Self::Hei => 500,
            Self::Song | Self::Fang | Self::Kai | Self::Latin => 400,
        }
    }

    /// The chain above the two faces that stand behind every chain.
    pub fn links(self) -> Vec<Link> {
        const LAT: Link = only(LATIN, LATIN_IN_CJK);
        match self {
            Self::Masthead | Self::Title => vec![LAT, Link::User, all(SERIF)],
            Self::Song => vec![LAT, Link::User],
            Self::Fang => vec![LAT, only(WIDEST, QUOTES), Link::User, all(ZHUQUE)],
            Self::Hei => vec![LAT, Link::User, all(SANS)],
            Self::Kai => vec![LAT, only(WIDEST, QUOTES), Link::User, only(ZHUQUE, MARKS), all(KAITI), all(ZHUQUE)],
            Self::Latin => vec![Link::User, LAT],
        }
    }

    /// What a face of the user's may set in this role.
    pub fn user_covers(self) -> Option<&'static str> {
        (self == Self::Latin).then_some(LATIN_IN_CJK)
    }

    /// The roles that a face goes by its names (family names in any language, or its file's name).
    pub fn of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Self> {
        // Order matters: 小标宋 and 仿宋 hold 宋, and FangSong holds Song.
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

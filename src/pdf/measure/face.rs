//! The kinds of faces that a bulletin is set in, told by the names of fonts.

/// A kind of face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaceKind {
    /// 小标宋: a heavy face for mastheads and titles.
    Xiaobiaosong,
    /// 仿宋.
    Fang,
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// 宋体, or a Latin face with serifs beside it.
    Song,
}

/// The parts of names, in small letters and without spaces, that tell a kind. The first that fits counts.
const NAMES: &[(FaceKind, &[&str])] = &[
    (FaceKind::Xiaobiaosong, &["xiaobiaosong", "xbiaosong", "xbs", "dbs", "小标宋", "大标宋", "biaosong"]),
    (FaceKind::Fang, &["fangsong", "fang", "fsong", "仿宋", "fzfs"]),
    (FaceKind::Kai, &["kai", "楷"]),
    (FaceKind::Hei, &["hei", "黑", "sanscjk", "notosanssc", "sourcehansans", "gothic"]),
    (FaceKind::Song, &["song", "simsun", "宋", "ming", "serif", "times", "roman", "sun"]),
];

/// What tells that a face with serifs is heavy enough for a title, where 小标宋 isn't there.
const HEAVY: &[&str] = &["bold", "heavy", "black"];

impl FaceKind {
    /// Tells the kind of a face by its name; `None` if the name doesn't say.
    pub fn of(name: &str) -> Option<Self> {
        let name: String =
            name.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '_').collect();
        let (kind, _) = NAMES.iter().find(|(_, parts)| parts.iter().any(|part| name.contains(part)))?;
        let is_heavy = *kind == Self::Song && HEAVY.iter().any(|part| name.contains(part));
        let is_hanzi = ["cjk", "sourcehan", "songti", "notoserifsc", "simsun"].iter().any(|part| name.contains(part));
        Some(if is_heavy && is_hanzi { Self::Xiaobiaosong } else { *kind })
    }

    /// Returns the name of the kind in Chinese, which is its name in English, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xiaobiaosong => "小标宋",
            Self::Fang => "仿宋",
            Self::Hei => "黑体",
            Self::Kai => "楷体",
            Self::Song => "宋体",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_told_by_its_name() {
        for (name, kind) in [
            ("NotoSerifCJKsc-Bold", FaceKind::Xiaobiaosong),
            ("FZXBSJW--GB1-0", FaceKind::Xiaobiaosong),
            ("方正小标宋简体", FaceKind::Xiaobiaosong),
            ("ZhuqueFangsong-Regular", FaceKind::Fang),
            ("FangSong_GB2312", FaceKind::Fang),
            ("仿宋", FaceKind::Fang),
            ("STKaiti", FaceKind::Kai),
            ("AR-PL-KaitiM-GB", FaceKind::Kai),
            ("SimHei", FaceKind::Hei),
            ("NotoSansCJKsc-Bold", FaceKind::Hei),
            ("SimSun", FaceKind::Song),
            ("LiberationSerif-Bold", FaceKind::Song),
            ("TimesNewRomanPSMT", FaceKind::Song),
        ] {
            assert_eq!(FaceKind::of(name), Some(kind), "{name}");
        }
        assert_eq!(FaceKind::of("ABC"), None);
    }
}

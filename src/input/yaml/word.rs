//! The keys of the format by the Chinese names that people know them by: 期号 for `number`.
//!
//! It knows names and where a key belongs. It reads no YAML.

/// A key, the names that people type for it, and how it is written.
pub struct KeyWord {
    /// The key.
    pub key: &'static str,
    /// The names, divided by blanks.
    names: &'static str,
    /// How the key is written, with a value.
    pub example: &'static str,
    /// Where the key stands.
    pub place: KeyPlace,
}

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    /// At the beginning of a line in an issue or in `publication.yaml`.
    Top,
    /// In a section.
    Section,
    /// In an article.
    Article,
    /// In another key, which the example shows.
    Within,
}

impl KeyPlace {
    /// Returns its name in the catalogue of messages.
    pub fn message(self) -> &'static str {
        match self {
            Self::Top => "key-place-top",
            Self::Section => "key-place-section",
            Self::Article => "key-place-article",
            Self::Within => "key-place-within",
        }
    }
}

/// Declares the keys, a line each.
macro_rules! words {
    ($($place:ident $key:literal $names:literal $example:literal,)*) => {
        &[$(KeyWord { key: $key, names: $names, example: $example, place: KeyPlace::$place }),*]
    };
}

/// All keys that people have a name for. Of two keys with one name the first that is known at a place is meant there.
#[rustfmt::skip]
const WORDS: &[KeyWord] = words![
    Top "number" "期号 期数 期次 刊号 期 本期期号 合刊 增刊 特刊 专刊" "number: 36",
    Top "total-number" "总期号 总期数 总期 累计期号" "total-number: 812",
    Top "number-form" "期号的印法 期号格式 期号样式 期号形式" "number-form: 第 {number} 期",
    Top "date" "日期 印发日期 出版日期 时间 刊期 出刊日期 发文日期" "date: 2022-12-28",
    Top "title" "报头 刊名 简报名称 简报名 发文机关标志 报名 版头" "title: 某省工作简报",
    Top "notice" "左上角的提示语 提示语 提示 注意事项 标识" "notice: 工作资料 注意保存",
    Top "copy-numbers" "份号 份数序号 编号范围" "copy-numbers: 1-50",
    Top "secrecy" "密级 保密等级 秘密等级 涉密等级 密级和保密期限" "secrecy: {level: 秘密, term: 1 年}",
    Within "term" "保密期限 期限" "secrecy: {level: 秘密, term: 1 年}",
    Top "urgency" "紧急程度 缓急 急件 紧急 等级" "urgency: 特急",
    Top "issuer" "编印单位 编印 主办 主办单位 编发单位 印发单位 发文机关 编辑单位 单位" "issuer: 某省某办",
    Top "signer" "签发人 签发 审签 审签人" "signer: [某某某]",
    Top "layout" "版式 模板 排版" "layout: bulletin",
    Top "contents" "目录 目次 要目 本期要目" "contents: {page-numbers: true}",
    Within "page-numbers" "目录里的页码 目录页码" "contents: {page-numbers: true}",
    Top "section-names" "栏目名的位置 栏目名" "section-names: both",
    Top "pages" "页数和版记 页数" "pages: {multiple-of: 4}",
    Within "footer" "版记位置" "pages: {footer: last-even}",
    Within "multiple-of" "页数的倍数 倍数" "pages: {multiple-of: 4}",
    Top "fit" "缩版 收版 压页" "fit: {pages: 8}",
    Article "note" "编者按 按语 编前 编者的话" "note: 这里写编者按。",
    Top "note" "编者按 按语 编前 编者的话" "note: 这里写编者按。",
    Article "afterword" "编后 编后语 编后话" "afterword: 这里写编后。",
    Article "credit" "供稿 供稿单位 署名行 供稿行" "credit: 某区委办公室供稿",
    Article "attachments" "附件 附表" "attachments: [{title: 附件名称, body: 附件的正文。}]",
    Top "attachments" "附件 附表" "attachments: [{title: 附件名称, body: 附件的正文。}]",
    Article "sign-off" "署名 落款 成文日期 发文机关署名" "sign-off: {by: [某省某办], date: 2022-12-28}",
    Top "sign-off" "署名 落款 成文日期 发文机关署名" "sign-off: {by: [某省某办], date: 2022-12-28}",
    Article "remark" "附注 备注" "remark: 此件公开发布",
    Top "remark" "附注 备注" "remark: 此件公开发布",
    Top "addressee" "主送机关" "addressee: 各市、县人民政府",
    Top "distribution" "报送范围 主送 抄送 报送 发送 分送 报 送 发 抄报 主报 分发 发送范围 分送范围" "distribution: [{label: 报, to: [某某单位]}]",
    Within "label" "报、送或发 类别" "distribution: [{label: 报, to: [某某单位]}]",
    Within "to" "报送对象 对象" "distribution: [{label: 报, to: [某某单位]}]",
    Top "distribution-more" "增发 加发 增加报送" "distribution-more: [{label: 增发, to: [某某单位]}]",
    Top "printed-by" "印发机关 印发 印制 印制单位 印发日期 印刷" "printed-by: {office: 某省某办, date: 2022-12-28}",
    Top "staff" "责任编辑 责编 编辑 主编 审核 校对 值班 值班编辑 电话 联系电话 联系人 编审 核稿 编辑人员 工作人员" "staff: [{label: 责任编辑, names: [某某某]}]",
    Top "serial" "准印证号 准印号 内部资料准印证 印刷许可证号" "serial: 苏简字 1004 号",
    Top "copies" "印数 份数 印刷份数 共印 印份" "copies: 400",
    Top "print" "付印 印刷设置" "print: {profile: print}",
    Within "profile" "用途" "print: {profile: print}",
    Within "red" "红墨 红色 专色" "print: {red: {spot: PANTONE 485 C}}",
    Within "spot" "油墨名 专色名" "print: {red: {spot: PANTONE 485 C}}",
    Within "cmyk" "青、品、黄、黑 四色" "print: {red: {cmyk: [0, 80, 80, 0]}}",
    Within "intent" "色彩特性文件 特性文件" "print: {intent: FOGRA39}",
    Within "bleed" "出血" "print: {bleed: 3mm}",
    Within "marks" "裁切标记 裁切线" "print: {marks: true}",
    Within "pictures" "图片" "print: {pictures: black}",
    Within "plate" "套打 印版" "print: {plate: black}",
    Within "allow-low-resolution" "低清图片照印" "print: {allow-low-resolution: true}",
    Top "cities" "设区市 市 地市" "cities: [南京市, 苏州市]",
    Top "sections" "栏目" "sections: [{title: 工作交流, articles: [{title: 标题, body: 正文。}]}]",
    Section "title" "栏目名称 栏目名 栏目标题 标题" "- title: 工作交流",
    Section "articles" "稿件 文章 篇目" "articles: [{title: 标题, body: 正文。}]",
    Section "new-page" "另起一页 换页 分页" "new-page: true",
    Article "title" "标题 题目 题名" "- title: 标题",
    Article "source" "来稿单位 来稿 来源 稿源 报送单位" "source: {city: 苏州市}",
    Article "body" "正文 内容 文字" "body: 正文。",
    Article "table" "表格 表" "table: {columns: [地区, 篇数], rows: [[东区, 2]]}",
    Article "statistics" "统计 用稿统计" "statistics: {year: 2022}",
    Article "new-page" "另起一页 换页 分页" "new-page: true",
    Within "columns" "表头 各栏 列" "table: {columns: [地区, 篇数], rows: [[东区, 2]]}",
    Within "rows" "各行 行" "table: {columns: [地区, 篇数], rows: [[东区, 2]]}",
    Within "unit" "单位 计量单位" "unit: 篇",
    Within "total" "合计 总计 共计" "total: 93",
    Within "span" "跨几栏 跨栏" "{text: 合计, span: 2}",
    Within "text" "内容 文字" "{text: 合计, span: 2}",
    Within "year" "年份 年度" "statistics: {year: 2022}",
    Within "city" "设区市 市" "source: {city: 苏州市}",
    Within "county" "县（市、区） 县 区 县市区" "source: {city: 苏州市, county: 张家港市}",
    Within "counties" "县（市、区） 县市区" "cities: [{name: 苏州市, counties: [张家港市]}]",
    Within "sector" "行业" "source: {sector: 省审计系统}",
    Within "level" "密级 等级" "secrecy: {level: 秘密, term: 1 年}",
    Within "name" "名称 市名" "cities: [{name: 苏州市, counties: [张家港市]}]",
];

/// Returns the key that a Chinese name stands for, if there is one. `known` are the keys that are known where it was typed. A
/// key among them is meant rather than another one.
pub fn key_word(name: &str, known: &[&str]) -> Option<&'static KeyWord> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let is_called = |word: &&KeyWord| word.names.split(' ').any(|own| own == name) && super::KEYS.contains(&word.key);
    let mut called = WORDS.iter().filter(is_called);
    called.clone().find(|word| known.contains(&word.key)).or_else(|| called.next())
}

/// Returns how a key is written whose value is a map or a list, and that value.
pub fn example_of(key: &str) -> Option<(&'static str, serde_json::Value)> {
    let word = WORDS.iter().find(|word| word.key == key && word.example.split(':').next() == Some(key))?;
    let source = crate::diagnostic::Source::new("", word.example);
    let values: std::collections::BTreeMap<String, serde_json::Value> = super::parse(&source).ok()?;
    let value = values.into_values().next().filter(|value| value.is_object() || value.is_array())?;
    Some((word.example, value))
}

#[cfg(test)]
mod tests {
    use super::super::KEYS;
    use super::*;
    use crate::diagnostic::message::Lang;

    #[test]
    fn every_key_has_a_chinese_name() {
        for key in KEYS {
            let word = Lang::Zh.find(&format!("key-{key}")).unwrap();
            let found = key_word(&word, &[key]);
            assert_eq!(found.map(|found| found.key), Some(*key), "{word}");
        }
    }

    #[test]
    fn a_key_that_is_known_at_the_place_is_meant() {
        let key = |name, known: &[&str]| key_word(name, known).map(|word| word.key);
        assert_eq!(key("期 号", &[]), Some("number"));
        assert_eq!(key("标题", &["title", "body"]), Some("title"));
        assert_eq!(key("密级", &["level", "term"]), Some("level"));
        assert_eq!(key("密级", &["secrecy"]), Some("secrecy"));
        assert_eq!(key("天气", &["title"]), None);
    }

    #[test]
    fn examples_show_the_key() {
        for word in WORDS {
            assert!(word.example.contains(&format!("{}:", word.key)), "{}", word.key);
        }
    }
}

//! Corrections that a leader makes in an exported Word file, and what becomes of them in the YAML.

mod random;
mod word;

use jianbao::correct::{Comments, Corrected, Request, correct};
use jianbao::diagnostic::{Findings, Place};
use jianbao::export::{Identity, docx, exportable};
use jianbao::import::choice::Which;
use jianbao::project::{Job, Project};

use self::word::{comment, delete, edit_text, insert, insert_paragraph, with_text};
use crate::support::{TestProject, engine};

/// An issue with its publication, in a folder of its own.
struct Desk {
    folder: TestProject,
    project: Project,
    job: Job,
}

const ISSUE: &str = "\
number: 36  # 期号
date: 2022-12-28
sections:
  - title: 工作交流
    articles:
      - title: |
          苏州市：依托平台
          构建矩阵
        body: |
          今年以来，全市共有“邻里食堂”45家，每天供餐6200份。

          **一是聚起来。**坚持一个平台*管到底*，统筹各类资源[^1]。

          ## 一、做法

          1. 设值日乡亲。
          2. 设心愿黑板。

          最后一段。

          [^1]: 数据截至十月底。
      - title: 统计
        table:
          columns: [地区, 篇数]
          rows:
            - [甲市, 7]
            - [乙县, \"4\"]
";

const PUBLICATION: &str = "title: 某省工作简报\nissuer: 某省某办\nserial: 某字1号\ncopies: 40\ndistribution:\n  - label: 报\n    to: [省委]\n";

impl Desk {
    fn new(issue: &str) -> Self {
        Self::of(TestProject::new().issue("publication.yaml", PUBLICATION).issue("36.yaml", issue))
    }

    fn of(folder: TestProject) -> Self {
        let project = Project::at(folder.root());
        let job = project.jobs(&[], None).unwrap().remove(0);
        Self { folder, project, job }
    }

    /// The exported Word file.
    fn exported(&self) -> Vec<u8> {
        let exported = exportable(engine(), &self.project, &self.job).unwrap().value;
        let bytes = std::fs::read(&self.job.issue).unwrap();
        docx(&exported.manuscript, &self.project.name(&self.job.issue).unwrap(), &Identity::hash(&bytes))
    }

    fn correct(&self, bytes: &[u8], request: &Request) -> Result<Corrected, Findings> {
        let place = Place::file(&self.folder.path("36.docx"));
        correct(engine(), &self.project, &self.job, (&place, bytes.to_vec()), request)
    }

    /// The new text after all corrections are accepted; the old one if nothing is written.
    #[track_caller]
    fn accepted(&self, bytes: &[u8]) -> String {
        let corrected = self.correct(bytes, &choose("all", "")).unwrap_or_else(|findings| panic!("{findings:?}"));
        corrected.text.unwrap_or_else(|| std::fs::read_to_string(&self.job.issue).unwrap())
    }

    /// The code of the error when all corrections are accepted.
    #[track_caller]
    fn refused(&self, bytes: &[u8]) -> &'static str {
        let Err(findings) = self.correct(bytes, &choose("all", "")) else { panic!("it is taken") };
        findings.iter().next().unwrap().code.as_str()
    }
}

fn choose(accept: &str, reject: &str) -> Request {
    let which = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.parse::<Which>().unwrap()] };
    Request { accept: which(accept), reject: which(reject), comments: Some(Comments::Drop) }
}

/// Checks that tracked changes give this text when they are accepted, and nothing when they are rejected.
#[track_caller]
fn assert_becomes(change: impl Fn(&str) -> String, from: &str, to: &str) {
    let desk = Desk::new(ISSUE);
    let bytes = with_text(&desk.exported(), &change);
    assert_eq!(desk.accepted(&bytes), ISSUE.replacen(from, to, 1));
    let rejected = desk.correct(&bytes, &choose("", "all")).unwrap();
    assert_eq!((rejected.text, rejected.is_open), (None, false));
}

#[test]
fn a_file_without_corrections_changes_nothing() {
    let desk = Desk::new(ISSUE);
    let corrected = desk.correct(&desk.exported(), &Request::default()).unwrap();
    assert_eq!(corrected.corrections, Vec::new());
    assert!(!corrected.is_open && corrected.text.is_none() && corrected.warnings.is_empty());
}

#[test]
fn words_are_replaced_inserted_and_deleted() {
    assert_becomes(|xml| edit_text(xml, "45家", "45", "54"), "45家", "54家");
    assert_becomes(|xml| insert(xml, "每天供餐", 4, "约"), "每天供餐", "每天供餐约");
    assert_becomes(|xml| delete(xml, "今年以来，"), "今年以来，", "");
    assert_becomes(|xml| edit_text(xml, "最后一段。", "一段", "一节"), "最后一段", "最后一节");
}

#[test]
fn bold_words_stay_bold_and_whole() {
    assert_becomes(|xml| insert(xml, "一是聚起来。", 5, "啦"), "聚起来。", "聚起来啦。");
    assert_becomes(|xml| edit_text(xml, "一是聚起来。", "一是聚起来。", "一是用起来。"), "聚起来", "用起来");
    assert_becomes(|xml| delete(xml, "一是聚起来。"), "**一是聚起来。**", "");
    assert_becomes(|xml| delete(xml, "管到底"), "*管到底*", "");
}

#[test]
fn titles_cells_notes_headings_and_items_are_corrected() {
    assert_becomes(|xml| edit_text(xml, "构建矩阵", "矩阵", "体系"), "构建矩阵", "构建体系");
    assert_becomes(|xml| edit_text(xml, "乙县", "县", "市"), "乙县", "乙市");
    assert_becomes(|xml| edit_text(xml, ">7<", "7", "8"), "[甲市, 7]", "[甲市, 8]");
    assert_becomes(|xml| edit_text(xml, ">4<", "4", "5"), "\"4\"", "\"5\"");
    assert_becomes(|xml| edit_text(xml, "一、做法", "做法", "经验"), "做法", "经验");
    assert_becomes(|xml| insert(xml, "设心愿黑板。", 5, "一块"), "设心愿黑板。", "设心愿黑板一块。");
    assert_becomes(|xml| edit_text(xml, ">36<", "36", "37"), "number: 36 ", "number: 37 ");
    assert_becomes(|xml| edit_text(xml, "2022年12月28日", "28", "29"), "2022-12-28", "2022-12-29");
    assert_becomes(|xml| edit_text(xml, ">工作交流<", "交流", "动态"), "工作交流", "工作动态");
    let desk = Desk::new(ISSUE);
    let bytes =
        word::with_part(&desk.exported(), "word/footnotes.xml", |xml| edit_text(xml, "数据截至", "十月", "九月"));
    assert_eq!(desk.accepted(&bytes), ISSUE.replace("十月底", "九月底"));
}

#[test]
fn paragraphs_are_inserted_deleted_divided_and_joined() {
    let text = "6200份。\n";
    assert_becomes(|xml| insert_paragraph(xml, "每天供餐", "新的一段。"), text, "6200份。\n\n          新的一段。\n");
    assert_becomes(|xml| word::delete_paragraph(xml, "最后一段。"), "\n\n          最后一段。", "");
    assert_becomes(
        |xml| word::delete_paragraph(xml, "今年以来"),
        "          今年以来，全市共有“邻里食堂”45家，每天供餐6200份。\n\n",
        "",
    );
    assert_becomes(|xml| word::divide(xml, "今年以来", "45家，"), "45家，每天", "45家，\n\n          每天");
    assert_becomes(|xml| word::join_with_next(xml, "今年以来"), "6200份。\n\n          **一是", "6200份。**一是");
}

#[test]
fn signs_of_markdown_and_yaml_stay_words() {
    assert_becomes(|xml| insert(xml, "最后一段。", 2, "*[_"), "最后一段", "最后\\*\\[\\_一段");
    assert_becomes(|xml| insert(xml, "甲市", 2, ", [丙]: #"), "[甲市, 7]", "[\"甲市, [丙]: #\", 7]");
    assert_becomes(|xml| insert(xml, ">统计<", 2, ": 表"), "title: 统计", "title: \"统计: 表\"");
}

#[test]
fn single_corrections_are_chosen_by_number_and_person() {
    let desk = Desk::new(ISSUE);
    let bytes = with_text(&desk.exported(), |xml| {
        let xml = edit_text(xml, "45家", "45", "54");
        insert(&xml, "最后一段。", 4, "话").replace("审稿甲\" w:date=\"2026-01-06", "审稿乙\" w:date=\"2026-01-06")
    });
    let listed = desk.correct(&bytes, &Request::default()).unwrap();
    assert!(listed.is_open && listed.text.is_none());
    let facts: Vec<_> = listed
        .corrections
        .iter()
        .map(|(one, _)| {
            let place = one.place.as_ref().unwrap().position().unwrap();
            (one.number, one.by.as_str(), one.date.as_str(), one.was.as_str(), one.now.as_str(), place)
        })
        .collect();
    assert_eq!(
        facts,
        [(1, "审稿甲", "2026-01-05", "45", "54", (10, 26)), (2, "审稿甲", "2026-01-05", "", "话", (19, 15))]
    );
    let one = desk.correct(&bytes, &choose("2", "1")).unwrap().text.unwrap();
    assert_eq!(one, ISSUE.replace("最后一段。", "最后一段话。"));
    assert!(desk.correct(&bytes, &choose("1", "")).unwrap().is_open);
    let code = |accept: &str, reject: &str| {
        desk.correct(&bytes, &choose(accept, reject)).err().unwrap().iter().next().unwrap().code.as_str()
    };
    assert_eq!((code("3", "all"), code("1", "1-2")), ("correction-number", "correction-twice"));
}

#[test]
fn what_was_changed_without_tracking_is_listed_as_such() {
    let desk = Desk::new(ISSUE);
    let bytes = with_text(&desk.exported(), |xml| {
        xml.replace("每天供餐6200份", "每天送餐6200份").replace("最后一段", "末了一段")
    });
    let listed = desk.correct(&bytes, &Request::default()).unwrap();
    let facts: Vec<_> =
        listed.corrections.iter().map(|(one, _)| (one.kind.as_str(), one.was.as_str(), one.now.as_str())).collect();
    assert_eq!(facts, [("untracked", "供", "送"), ("untracked", "最后", "末了")]);
    let text = desk.correct(&bytes, &choose("1", "2")).unwrap().text.unwrap();
    assert_eq!(text, ISSUE.replace("供餐", "送餐"));
    assert_eq!(desk.correct(&bytes, &choose("", "all")).unwrap().text, None);
    // Tracked and untracked changes in one paragraph.
    let both = with_text(&bytes, |xml| edit_text(xml, "45家", "45", "54"));
    let text = desk.correct(&both, &choose("1", "2-3")).unwrap().text.unwrap();
    assert_eq!(text, ISSUE.replace("45家", "54家"));
    assert_eq!(desk.accepted(&both), ISSUE.replace("45家", "54家").replace("供餐", "送餐").replace("最后", "末了"));
}

#[test]
fn comments_are_listed_and_kept_above_their_value() {
    let desk = Desk::new(ISSUE);
    let bytes = comment(&desk.exported(), "最后一段。", "审稿乙", "这段删掉？");
    let listed = desk.correct(&bytes, &Request::default()).unwrap();
    assert!(listed.is_open && listed.corrections.is_empty());
    let one = &listed.comments[0];
    assert_eq!((one.by.as_str(), one.text.as_str(), one.on.as_str()), ("审稿乙", "这段删掉？", "最后一段。"));
    assert_eq!(one.place.as_ref().unwrap().position(), Some((19, 11)));
    let keep = Request { comments: Some(Comments::Keep), ..Request::default() };
    let text = desk.correct(&bytes, &keep).unwrap().text.unwrap();
    let kept = "        # 审稿乙 2026-01-05：这段删掉？（最后一段。）\n        body: |\n          今年";
    assert_eq!(text, ISSUE.replace("        body: |\n          今年", kept));
    let drop = Request { comments: Some(Comments::Drop), ..Request::default() };
    assert_eq!(desk.correct(&bytes, &drop).unwrap().text, None);
}

#[test]
fn an_issue_that_has_changed_since_takes_what_still_fits() {
    let desk = Desk::new(ISSUE);
    let bytes = with_text(&desk.exported(), |xml| edit_text(xml, "45家", "45", "54"));
    let changed = ISSUE.replace("最后一段", "最后这段");
    desk.folder.write("issues/36.yaml", &changed);
    let corrected = desk.correct(&bytes, &choose("all", "")).unwrap();
    assert_eq!(corrected.warnings[0].code.as_str(), "correction-issue-changed");
    assert_eq!(corrected.text.unwrap(), changed.replace("45家", "54家"));
    desk.folder.write("issues/36.yaml", ISSUE.replace("今年以来", "去年以来"));
    assert_eq!(desk.refused(&bytes), "correction-place-changed");
}

#[test]
fn what_has_no_place_in_the_issue_is_refused() {
    let desk = Desk::new(ISSUE);
    let exported = desk.exported();
    let refused = |change: &dyn Fn(&str) -> String| desk.refused(&with_text(&exported, change));
    assert_eq!(refused(&|xml| edit_text(xml, "某省工作简报", "某省", "本省")), "correction-shared");
    assert_eq!(refused(&|xml| edit_text(xml, ">【<", "【", "［")), "correction-fixed");
    assert_eq!(refused(&|xml| edit_text(xml, "2022年12月28日", "年", "/")), "correction-fixed");
    assert_eq!(refused(&|xml| edit_text(xml, "苏州市：依托平台构建矩阵", "平台", "网络")), "correction-fixed");
    assert_eq!(refused(&|xml| insert_paragraph(xml, ">甲市<", "再来一段。")), "correction-cannot");
    assert_eq!(refused(&|xml| word::delete_note(xml)), "correction-note");
    // ~ between figures is printed as ～, so that the issue would say something else.
    assert_eq!(refused(&|xml| insert(xml, "45家", 2, "~50")), "correction-not-faithful");
}

#[test]
fn a_file_that_was_not_exported_from_this_issue_is_refused() {
    let desk = Desk::new(ISSUE);
    let exported = desk.exported();
    assert_eq!(desk.refused(b"number: 36\n"), "correction-no-word");
    assert_eq!(desk.refused(&word::without_part(&exported, "customXml/item1.xml")), "correction-not-exported");
    assert_eq!(desk.refused(&exported[..exported.len() / 2]), "import-damaged");
    let other =
        word::with_part(&exported, "customXml/item1.xml", |xml| xml.replace("issues/36.yaml", "issues/35.yaml"));
    assert_eq!(desk.refused(&other), "correction-other-issue");
}

#[test]
fn files_with_a_mark_at_their_start_and_long_line_ends_keep_them() {
    let text = format!("\u{feff}{}", ISSUE.replace('\n', "\r\n"));
    let desk = Desk::new(&text);
    let bytes = with_text(&desk.exported(), |xml| edit_text(xml, "45家", "45", "54"));
    assert_eq!(desk.accepted(&bytes), text.replace("45家", "54家"));
}

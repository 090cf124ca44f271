//! What the layouts read of the data, tried on documents that have all of it.
//!
//! A field that is taken away must make the layout fail or change the pages, so each field of the contract is read. A
//! layout that reads a field that isn't in the contract fails on the whole data.

use std::collections::{BTreeMap, BTreeSet};

use jianbao::asset::ink::PrintSetup;
use jianbao::issue::statistics::Statistics;
use jianbao::issue::{Issue, Profile};
use jianbao::project::year::read_year;
use jianbao::project::{Job, Project};
use jianbao::typeset::document::data::{Block, Run};
use jianbao::typeset::document::{
    Correction, CorrectionPiece, Document, Fact, FindingLine, FindingMark, FindingNumber, FindingPage, Frame, Grade,
    LayoutData, Marks, NamedBox, PageSize, PlateLine, PlatePicture, ProofWords, ReportContent, ReportHeadings,
    ReportInfo, SeparatedPage, Side, Verdict, VolumeIssue, chart, corrections, dispatch, report, sheets, volume,
};
use jianbao::typeset::fingerprint::{Fingerprint, fingerprints};
use jianbao::typeset::fit::Change;
use jianbao::typeset::guard::with_large_stack;
use jianbao::typeset::pipeline::typeset_guarded;
use jianbao::typeset::world::IssueWorld;
use serde_json::Value;
use typst::diag::FileResult;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Abs, Size};
use typst::model::{Document as _, DocumentInfo};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;

use super::schema::Contract;
use crate::support::{TestProject, engine};

/// Fields that no built-in layout reads, for those of projects.
const FOR_OTHERS: &[&str] = &[
    // The plain title, for layouts that print it in another way than the heading.
    "ContentsSection.title",
    // A layout may mark a whole table, and not only its cells.
    "GridData.at",
];

/// What only the table under the key `table` has, though tables in a text have the same type.
const OF_TABLES_ALONE: &[&str] =
    &["GridData.caption", "GridData.landscape", "GridData.more-head", "GridData.notes", "GridData.unit-line"];

/// An issue that has every field of the data.
const ISSUE: &str = "
number: 1
date: 2022-12-28
title: 某省精神文明建设简报
issuer: 某省文明办
notice: 工作资料
total-number: 12
note: 按语。
contents: {page-numbers: true}
pages: {multiple-of: 2}
distribution:
  - label: 报
    to: [{name: 甲, copies: 4}, {name: 乙, copies: 6}]
printed-by: {office: 丙}
staff: [{label: 编辑, names: [丁, 戊]}]
attachments: [{title: 名单, body: 己。}]
sign-off: {by: 庚, date: 2022-12-27}
remark: 此件公开
serial: 某字 1 号
copies: 10
cities: [{name: 甲市, counties: [乙县]}]
print: {marks: true, pictures: process, red: {spot: PANTONE 185 C}}
sections:
  - title: 交流
    articles:
      - title: 标题
        source: {city: 甲市, county: 乙县}
        credit: source
        addressee: 各地
        note: 按语。
        afterword: 编后。
        attachments: [{title: 另一份名单, body: 辛。}]
        body: |
          《首》**段首句。**“正文一”·*强调*[^甲]，\\
          另起一行 and Latin。

          > 引文。

          ---

          ## 一、小标题

          ### （一）更小的标题

          1. 第一条
             - 其中

          ![图注](a.png \"40mm\")

          ![甲](a.png) ![乙](a.png)

          ![旁](a.png \"30mm left\")

          旁边的文字。

          | 地区 | 数 |
          |---|---:|
          | 南京 | 7 |

          [^甲]: 注文。
      - title: 附表
        source: combined
        table:
          columns: [地区, 数]
          rows:
            - [甲, 1]
            - [{text: 合计略, span: 2}]
          unit: 篇
          total: 1
      - title: 多行表头
        table:
          caption: 表题
          unit-line: 单位：篇
          head:
            - [{text: 地区, rows: 2}, {text: 篇数, span: 2}]
            - [一季度, 二季度]
          rows:
            - [甲, {text: 1, rows: 2}, 5]
            - [乙, 10]
          align: [right, decimal, left]
          notes: 注：略。
      - title: 横表
        table:
          landscape: true
          columns: [地区, 数]
          rows: [[甲, 1]]
";

/// The pages of a document and what the PDF says of itself.
type Drawn = (Vec<Fingerprint>, DocumentInfo);

/// A world in which the data is other than the document has it.
struct Altered<'e> {
    world: IssueWorld<'e>,
    data: Bytes,
}

impl World for Altered<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.world.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.world.book()
    }

    fn main(&self) -> FileId {
        self.world.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.world.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.vpath().get_without_slash() == "issue.json" { Ok(self.data.clone()) } else { self.world.file(id) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.world.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.world.today(offset)
    }
}

/// Draws a document with other data; the layout's complaint if it fails.
fn draw(document: &Document, data: &Value) -> Result<Drawn, String> {
    let world = IssueWorld::new(engine(), document).unwrap();
    let altered = Altered { world, data: Bytes::new(serde_json::to_vec(data).unwrap()) };
    let drawn = typst::compile::<PagedDocument>(&altered).output;
    let drawn = drawn.map_err(|errors| errors.iter().map(|error| error.message.to_string()).collect::<String>())?;
    Ok((fingerprints(&drawn), drawn.info().clone()))
}

/// Takes a value out of some data.
fn remove(data: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    data.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
}

/// The kinds of data with documents that have all of it between them.
fn documents() -> Vec<(&'static str, Document)> {
    let folder = TestProject::new().issue("2022/1.yaml", ISSUE);
    image::RgbImage::new(2000, 400).save(folder.path("issues/2022/a.png")).unwrap();
    let project = Project::at(folder.root());
    let job = project.jobs(&[], None).unwrap().remove(0);
    let typeset = |profile| {
        let job = Job { profile: Some(profile), ..job.clone() };
        typeset_guarded(engine(), &project, &job).unwrap_or_else(|findings| panic!("{findings}")).value.document
    };
    let [print, x1a, mut screen] = [Profile::Print, Profile::PrintX1a, Profile::Screen].map(typeset);
    fit(&mut screen);
    let year = read_year(&project, 2022).unwrap();
    let issue = &year.issues[0];
    let size = Size::new(Abs::mm(210.0), Abs::mm(297.0));
    let inks = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let pair = Side::Pair { sheet: 1, is_back: false, pages: [Some(2), None] };
    vec![
        ("SheetsData", sheets(&print, inks(&["Black", "PANTONE 185 C"]), [(size, Side::Page(1)), (size, pair)])),
        ("SheetsData", sheets(&x1a, inks(&["Magenta", "Yellow"]), [(size, Side::Page(1))])),
        ("ChartData", chart_of(issue, print.print_setup.clone(), false)),
        ("ChartData", chart_of(issue, print.print_setup.clone(), true)),
        ("DispatchData", dispatch(issue, print.print_setup.clone(), &engine().faces, false)),
        ("DispatchData", dispatch(issue, print.print_setup.clone(), &engine().faces, true)),
        ("VolumeData", volume_of(issue, print.print_setup.clone())),
        ("ProofData", proof_of(&screen)),
        ("ReportData", report_of()),
        ("IssueData", print),
        ("IssueData", x1a),
        ("IssueData", screen),
        ("IssueData", mended()),
        ("IssueData", with_front("both")),
        ("IssueData", with_front("text")),
    ]
}

/// An issue with every key of the front. `names` is where the names of its sections stand.
fn with_front(names: &str) -> Document {
    let text = format!(
        "number: 3\ndate: 2022-12-28\ntitle: |\n  某省\n  简报\nissuer: 某省文明办\ncopy-numbers: 7\nsecrecy: 秘密★1年\n\
         urgency: 特急\nsigner: [甲乙, 丙丁]\ncontents: {{title: 要目, page-numbers: true, sections: true}}\nsection-names: {names}\n\
         sections:\n  - title: 交流\n    articles:\n      - {{title: 甲, body: 文。}}\n      - {{title: 乙, new-page: true, body: 文。}}\n"
    );
    let folder = TestProject::new().issue("2022/3.yaml", text);
    let project = Project::at(folder.root());
    let job = project.jobs(&[], None).unwrap().remove(0);
    typeset_guarded(engine(), &project, &job).unwrap_or_else(|found| panic!("{found}")).value.document
}

/// An issue with every hint that finished pages may call for.
fn mended() -> Document {
    let lines = "          一行短文。\n\n".repeat(19);
    let rows =
        |count: usize| (1..=count).map(|row| format!("          | 第{row}村 | 4 | 7 | 8 | 9 |\n")).collect::<String>();
    let head = "| 单位 | 周开放时长（小时） | 所辖县（市、区）用稿篇数 | 经费（万元） | 增长幅度 |\n          |---|---|---|---|---|\n";
    let text = format!(
        "number: 2\ndate: 2022-12-28\ntitle: 简报\nissuer: 某省文明办\nsections:\n  - title: 交流\n    articles:\n\
         \u{20}     - title: 甲\n        body: |\n{lines}          {}。\n\n          文[^1]字[^2]。\n\n\
         \u{20}         [^1]: 注。\n\n          [^2]: 注。\n\
         \u{20}     - title: 乙\n        body: |\n          文。\n\n          {head}{}\n          文。\n\n          文。\n\n          {head}{}\n\
         \u{20}     - title: 丙\n        table: {{columns: [甲, 乙], rows: [{}]}}\n\
         \u{20}     - title: 丁\n        table: {{columns: [甲, 乙], rows: [{}]}}\n",
        "国".repeat(40),
        rows(8),
        rows(14),
        "[甲, 1], ".repeat(8),
        "[甲, 1], ".repeat(14),
    );
    let folder = TestProject::new().issue("2022/2.yaml", text);
    let project = Project::at(folder.root());
    let job = project.jobs(&[], None).unwrap().remove(0);
    let mut document =
        typeset_guarded(engine(), &project, &job).unwrap_or_else(|found| panic!("{found}")).value.document;
    let LayoutData::Issue(data) = &mut document.data else { unreachable!() };
    let Block::Text(alone) = &mut data.articles[0].blocks[19] else { panic!() };
    alone.lone_lines = true;
    let Block::Text(noted) = &mut data.articles[0].blocks[20] else { panic!() };
    let [_, Run::Footnote(first), _, Run::Footnote(second), ..] = &mut noted.runs[..] else { panic!() };
    first.joined = vec![second.clone()];
    second.mark_only = true;
    let [_, Block::Table(parted), .., Block::Table(broken)] = &mut data.articles[1].blocks[..] else { panic!() };
    parted.table.break_before = vec![5];
    broken.table.may_break = true;
    data.articles[2].table.as_mut().unwrap().break_before = vec![5];
    data.articles[3].table.as_mut().unwrap().may_break = true;
    document
}

/// Makes every change of copyfitting.
fn fit(document: &mut Document) {
    let LayoutData::Issue(data) = &mut document.data else { unreachable!() };
    data.articles[0].title_lines = vec![vec![vec!["标".into(), "题".into()], vec!["标题".into()]]];
    let at = |block: &Block| block.at().clone();
    let blocks = &data.articles[0].blocks;
    let paragraph = blocks.iter().find(|block| matches!(block, Block::Text(_))).map(at).unwrap();
    let picture = blocks.iter().find(|block| matches!(block, Block::Picture(_))).map(at).unwrap();
    for change in [
        Change::DrawIn { field: paragraph, tracking: 0.03 },
        Change::FewerTitleLines { article: 0 },
        Change::LowerPicture { field: picture, lines: 1 },
        Change::CloseTitles,
    ] {
        change.apply(data);
    }
}

fn chart_of(issue: &Issue, setup: PrintSetup, alone: bool) -> Document {
    let statistics = Statistics::of([issue], issue.cities.as_deref().unwrap());
    chart(&statistics, issue, setup, Profile::Screen, &engine().faces, alone)
}

fn volume_of(issue: &Issue, setup: PrintSetup) -> Document {
    let bound = VolumeIssue { issue, pages: 4, titles: vec![(1, 40.0), (2, 60.0), (3, 40.0), (4, 40.0)] };
    volume(&[bound], setup, Profile::Screen, &engine().faces).unwrap()
}

fn proof_of(own: &Document) -> Document {
    let text = |text: &str| text.to_owned();
    let cover = ProofWords {
        title: text("校样"),
        summary: text("改了"),
        signatures: vec![text("校对：")],
        page: text("页"),
        change: text("改动"),
        removed: text("删："),
    };
    let pieces = vec![
        CorrectionPiece::Same(text("同")),
        CorrectionPiece::Added(text("增")),
        CorrectionPiece::Removed(text("删")),
    ];
    let marks = |is_right| Marks {
        size: [210.0, 297.0],
        edges: [28.0, 184.0],
        top: 37.0,
        is_right,
        added: vec![[30.0, 50.0, 20.0, 5.0]],
        bars: vec![[50.0, 5.0]],
        notes: vec![(50.0, text("删去"))],
    };
    let list = [Correction { page: text("1"), pieces }];
    corrections(own, &engine().faces, &cover, &list, &[marks(true), marks(false)])
}

/// A report with every field.
fn report_of() -> Document {
    let date = jianbao::issue::Date { year: 2022, month: 12, day: 28 };
    let text = |text: &str| text.to_owned();
    let frame = Frame { x: 10.0, y: 20.0, width: 30.0, height: 40.0 };
    let boxed = |kind, frame| NamedBox { kind, words: text("框"), frame };
    let boxes = vec![
        boxed("sheet", Some(Frame { x: 0.0, y: 0.0, width: 210.0, height: 297.0 })),
        boxed("bleed", Some(frame)),
        boxed("trim", None),
    ];
    let plate = PlatePicture { name: text("Black"), share: text("5 %"), picture: text("pictures/a.png") };
    let content = ReportContent {
        report: ReportInfo {
            title: text("报告"),
            keywords: vec![text("k")],
            lang: text("en"),
            file: text("a.pdf"),
            date: date.into(),
        },
        headings: ReportHeadings {
            sizes: text("框"), plates: text("版"), findings: text("问题"), pages: text("页")
        },
        verdict: Verdict { grade: Grade::Error, words: text("不可付印") },
        facts: vec![Fact { label: text("文件"), words: text("a.pdf") }],
        sizes: vec![PageSize { pages: text("第 1 页"), picture: Some(text("pictures/a.png")), boxes }],
        plates: vec![PlateLine { name: text("Black"), share: text("5 %"), pages: text("第 1 页") }],
        separations: vec![SeparatedPage { label: text("第 1 页"), plates: vec![plate] }],
        findings: vec![FindingLine { number: 1, grade: Grade::Error, words: text("小字"), help: text("改大") }],
        pages: vec![FindingPage {
            label: text("第 1 页"),
            width: 210.0,
            height: 297.0,
            picture: Some(text("pictures/a.png")),
            marks: vec![FindingMark { number: 1, grade: Grade::Error, frame }],
            others: vec![FindingNumber { number: 2, grade: Grade::Warning }],
        }],
        omitted: vec![text("其余略")],
    };
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let pictures = BTreeMap::from([(text("pictures/a.png"), Bytes::new(png.into_inner()))]);
    report(content, pictures, date, PrintSetup::for_screen(), &engine().faces)
}

#[test]
fn a_field_that_is_taken_away_changes_the_pages() {
    with_large_stack(None, || {
        let documents = documents();
        // Types such as inks belong to several kinds of data, and one that reads them is enough.
        let mut is_read: BTreeMap<String, bool> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for contract in Contract::all() {
            for (_, document) in documents.iter().filter(|(kind, _)| *kind == contract.root) {
                try_without_each_field(&contract, document, &mut is_read);
            }
            for name in contract.types() {
                all.extend(contract.fields_of(&name).into_iter().map(|field| format!("{name}.{field}")));
            }
        }
        let read: BTreeSet<_> = is_read.keys().cloned().collect();
        all.retain(|field| !OF_TABLES_ALONE.contains(&field.as_str()));
        let missing: Vec<_> = all.symmetric_difference(&read).collect();
        assert!(missing.is_empty(), "the documents here have every field: {missing:?}");
        for (field, is_read) in is_read {
            assert_ne!(is_read, FOR_OTHERS.contains(&field.as_str()), "{field}");
        }
    })
    .unwrap();
}

/// Draws a document without each field that isn't known to be read, and notes whether that makes a difference.
fn try_without_each_field(contract: &Contract, document: &Document, is_read: &mut BTreeMap<String, bool>) {
    let whole: Value = serde_json::from_slice(&document.json()).unwrap();
    let drawn = draw(document, &whole).unwrap();
    for (field, pointers) in contract.occurrences(&whole) {
        let known = is_read.entry(field).or_default();
        if !*known {
            let mut data = whole.clone();
            pointers.iter().for_each(|pointer| remove(&mut data, pointer));
            *known = draw(document, &data).ok().as_ref() != Some(&drawn);
        }
    }
}

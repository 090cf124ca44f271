//! The program as a clerk runs it: in folders with spaces and Chinese names, with slips and surprises.

use std::fs;
use std::process::Command;

use snapbox::str;

use crate::support::{TestProject, assert_text, issue, numbered, run_here};

#[test]
fn a_second_build_leaves_the_pdfs_alone() {
    let text = issue("title: 标题\nbody: 正文。");
    let project = TestProject::new().issue("2022/36.yaml", &text).issue("2022/增刊 一.yaml", numbered(2, &text));
    project
        .run(["build"])
        .code(0)
        .stdout(str![[r#"
issues/2022/36.yaml → out/2022/36.pdf  2 pages  [TIME] s
issues/2022/增刊 一.yaml → out/2022/增刊 一.pdf  2 pages  [TIME] s
2 built, 0 unchanged, 0 failed

"#]])
        .stderr("");
    let modified = || project.path("out/2022/增刊 一.pdf").metadata().unwrap().modified().unwrap();
    let written = modified();
    project
        .run(["--lang", "zh", "build"])
        .code(0)
        .stdout(str![[r#"
issues/2022/36.yaml → out/2022/36.pdf　没有变化，2 页　[TIME] 秒
issues/2022/增刊 一.yaml → out/2022/增刊 一.pdf　没有变化，2 页　[TIME] 秒
完成 0 期，没有变化 2 期，没有完成 0 期

"#]])
        .stderr("");
    assert_eq!(modified(), written);
}

#[test]
fn a_forced_build_writes_the_pdf_again() {
    let project = TestProject::new().issue("2022/增刊 一.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    let modified = || project.path("out/2022/增刊 一.pdf").metadata().unwrap().modified().unwrap();
    let written = modified();
    project.run(["build", "--force", "--jobs", "1", "issues/2022/增刊 一.yaml"]).code(0).stdout(str![[r#"
issues/2022/增刊 一.yaml → out/2022/增刊 一.pdf  2 pages  [TIME] s
增刊 一: no page looks different

"#]]);
    assert_ne!(modified(), written);
}

#[test]
fn the_option_output_names_a_folder_or_a_pdf() {
    let project = TestProject::new().issue("2022/36.yaml", issue("title: 标题\nbody: 正文。"));
    for (output, file) in [("付印", "付印/2022/36.pdf"), ("一 期.pdf", "一 期.pdf")] {
        project.run(["build", "-o", output, "issues/2022/36.yaml"]).code(0);
        assert!(project.has(file));
    }
}

#[test]
fn the_option_project_names_a_project_elsewhere() {
    let project = TestProject::new().issue("2022/36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run_in(project.root().parent().unwrap(), ["--project", "简报 2022", "build"]).code(0);
    assert!(project.has("out/2022/36.pdf"));
}

/// One issue that is wrong in two ways, and one that is right.
fn wrong_and_right() -> TestProject {
    let wrong = issue("title: 标题\nbody: 一个字😀没有。").replace("copies", "copys");
    let right = numbered(2, &issue("title: 标题\nbody: 正文。"));
    TestProject::new().issue("1.yaml", wrong).issue("2.yaml", right)
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let project = wrong_and_right();
    project
        .run(["build"])
        .code(1)
        .stdout(str![[r#"
issues/1.yaml  has errors
issues/2.yaml → out/2.pdf  2 pages  [TIME] s
1 built, 0 unchanged, 1 failed

"#]])
        .stderr(str![[r#"
error[unknown-key]: there is no key “copys” here
  --> issues/1.yaml:12:1
   |
12 | copys: 400
   | ^^^^^
   |
   = help: did you mean: copies


"#]]);
    project
        .run(["--lang", "zh", "build", "issues/1.yaml"])
        .code(1)
        .stdout(str![[r#"
issues/1.yaml　有错误

"#]])
        .stderr(str![[r#"
错误[unknown-key]: 不认识“copys”这一项
  --> issues/1.yaml:12:1
   |
12 | copys: 400
   | ^^^^^
   |
   = 办法: 是否应为：copies


"#]]);
}

#[test]
fn an_issue_with_errors_does_not_keep_the_others_from_being_built() {
    let project = wrong_and_right();
    project.run(["build"]).code(1);
    assert!(project.has("out/2.pdf") && !project.has("out/1.pdf"));
}

#[test]
fn mistakes_on_the_command_line_are_named_with_what_is_possible() {
    let project = wrong_and_right();
    project.run(["biuld"]).code(2).stderr(str![[r#"
error: there is no command “biuld”; see build
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    project.run(["build", "--fource"]).code(2).stderr(str![[r#"
error: there is no option --fource; see --force
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    project.run(["typst"]).code(2).stderr(str![[r#"
error: missing argument: --output <DIR>, <ISSUE>
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    project.run(["build", "--jobs", "0"]).code(2).stderr(str![[r#"
error: invalid value “0” for --jobs <N>
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    project.run(["build", "--format", "xml"]).code(2).stderr(str![[r#"
error: invalid value “xml” for --format <human|json|csv>; possible: human, json, csv
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    project.run(["--lang", "zh", "build", "--format", "xml"]).code(2).stderr(str![[r#"
错误: --format <human|json|csv> 不能是“xml”，可以是：human、json、csv
办法: 用“jianbao --help”和“jianbao 命令 --help”查看全部说明

"#]]);
}

#[test]
fn a_folder_without_any_issue_says_how_to_begin() {
    let project = wrong_and_right();
    fs::create_dir_all(project.path("new")).unwrap();
    project.run(["--project", "new", "build"]).code(2).stderr(str![[r#"
error[no-issues]: there is no bulletin here yet
--> new/issues
 = help: begin the first issue with “jianbao new issues/2026/1.yaml”, then see it with “jianbao preview --open”; if the issues are elsewhere, name their folder with --project


"#]]);
    fs::create_dir_all(project.path("new/issues")).unwrap();
    project.run(["--lang", "zh", "--project", "new", "check"]).code(2).stderr(str![[r#"
错误[no-issues]: 这里还没有简报
--> new/issues
 = 办法: 新建第一期：“jianbao new issues/2026/1.yaml”，然后用“jianbao preview --open”边写边看；稿件在别处的，用 --project 指明那个文件夹


"#]]);
    project.run(["--project", "new", "preview"]).code(2);
}

#[test]
fn a_pdf_is_not_written_as_another_kind_of_file() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build", "-o", "一.docx"]).code(2).stderr(str![[r#"
error[output-kind]: the result is a PDF and can't be another file
--> 一.docx
 = help: let the name end in .pdf; for a folder, put “/” behind the name


"#]]);
    let imposed = ["--lang", "zh", "impose", "issues/1.yaml", "--as", "booklet", "-o", "一.Doc"];
    project.run(imposed).code(2).stderr(str![[r#"
错误[output-kind]: 结果是 PDF，不能写成别的文件
--> 一.Doc
 = 办法: 文件名请以 .pdf 结尾；要放进文件夹，请在名称后面加“/”


"#]]);
    assert!(!project.path("一.docx").exists() && !project.path("一.Doc").exists());
    // A slash, a folder that is there, or an end that is no kind of file make it a folder.
    fs::create_dir(project.path("b.doc")).unwrap();
    for folder in ["a.docx/", "b.doc", "c.2022"] {
        project.run(["build", "-o", folder]).code(0);
        assert!(project.path(folder).join("1.pdf").is_file(), "{folder}");
    }
}

#[test]
fn paths_that_can_not_be_built_are_named() {
    let project = wrong_and_right();
    project.run(["build", "nothing"]).code(2).stderr(str![[r#"
error[path-missing]: this file or folder doesn't exist
--> nothing
 = help: check the path; what is relative is looked for in the current folder, or in the folder given with --project


"#]]);
    project.run(["build", ".."]).code(2).stderr(str![[r#"
error[path-outside-project]: this is outside the project
--> ..
 = help: go to the project's folder first, or name it with --project


"#]]);
    project.run(["build", "-o", "a.pdf"]).code(2).stderr(str![[r#"
error[output-name]: 2 issues can't go into one PDF
--> a.pdf
 = help: name a folder after -o


"#]]);
    project.run(["--project", "nowhere", "build"]).code(2).stderr(str![[r#"
error[project-missing]: there is no such folder
--> nowhere
 = help: give the project's folder with --project


"#]]);
    fs::create_dir(project.path("empty")).unwrap();
    project.run(["build", "empty"]).code(2).stderr(str![[r#"
error[nothing-to-build]: there is no issue in this folder
--> empty
 = help: issues are files that end in .yaml; “jianbao new issues/2022/36.yaml” writes one


"#]]);
}

#[test]
fn json_is_one_line_for_each_issue_with_stable_keys() {
    let bad = issue("title: 标题\nbody: 一个字😀没有。");
    let good = numbered(2, &issue("title: 标题\nbody: 正文。"));
    let project = TestProject::new().issue("1.yaml", bad).issue("2.yaml", good);
    let built = project.run(["--lang", "zh", "--format", "json", "build"]).code(1).stderr("");
    let lines: Vec<serde_json::Value> = built.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let known = "changed-pages diagnostics issue moved-pages output pages pages-before seconds status";
        assert_eq!(keys.join(" "), known);
    }
    assert_eq!(lines[0]["status"], "failed");
    assert_eq!(lines[1]["status"], "built");
    let finding = &lines[0]["diagnostics"][0];
    let keys: Vec<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["code", "column", "help", "line", "message", "path", "severity"]);
    assert_eq!(
        (&finding["code"], &finding["line"], &finding["column"]),
        (&"missing-glyph".into(), &17.into(), &18.into())
    );
    assert_eq!(finding["message"], "没有字体能印“😀”（U+1F600，第 2 页）");
}

#[test]
fn check_writes_nothing() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    project
        .run(["check"])
        .code(0)
        .stdout(str![[r#"
issues/1.yaml  fine, 2 pages  [TIME] s

"#]])
        .stderr("");
    assert!(!project.path("out").exists());
}

#[test]
fn a_new_issue_builds_at_once() {
    for lang in ["zh", "en"] {
        let project = TestProject::new();
        project.run(["--lang", lang, "new", "issues/2022/37.yaml"]).code(0);
        assert!(project.has("issues/publication.yaml"));
        assert!(project.read("issues/2022/37.yaml").contains("number: 37 "));
        // Nothing but what the skeleton leaves to fill in is named.
        let told = project.run(["--lang", lang, "build"]).code(0).err;
        assert_eq!(told.matches("[placeholder-left]").count(), told.matches(" --> ").count(), "{told}");
    }
}

#[test]
fn a_new_issue_has_the_number_that_its_file_is_named_by() {
    let project = TestProject::new();
    let names =
        [("36", "36"), ("第4期", "4"), ("第十二期", "12"), ("12-13", "12-13"), ("增刊5", "增刊 5"), ("专报", "1")];
    for (name, number) in names {
        project.run(["new", &format!("issues/2022/{name}.yaml")]).code(0);
        let text = project.read(&format!("issues/2022/{name}.yaml"));
        assert!(text.contains(&format!("number: {number} ")), "{name}: {text}");
    }
}

#[test]
fn a_new_issue_never_replaces_a_file() {
    let project = TestProject::new().issue("2022/37.yaml", "number: 37\n");
    project.run(["new", "issues/2022/37.yaml"]).code(2).stderr(str![[r#"
error[output-exists]: this file exists already
--> issues/2022/37.yaml
 = help: choose another name; nothing is overwritten


"#]]);
    assert_eq!(project.read("issues/2022/37.yaml"), "number: 37\n");
}

/// In a folder that does not exist yet.
#[test]
fn a_new_issue_leaves_the_publication_alone() {
    let project = TestProject::new().issue("publication.yaml", "title: 某报\nissuer: 某办\n");
    project.run(["new", "issues/2023/第1期.yaml"]).code(0).stdout(str![[r#"
written: issues/2023/第1期.yaml
next: “jianbao preview issues/2023/第1期.yaml --open” shows the pages while you write; then “jianbao build issues/2023/第1期.yaml” makes the PDF

"#]]);
    assert_eq!(project.read("issues/publication.yaml"), "title: 某报\nissuer: 某办\n");
}

#[test]
fn a_new_issue_outside_the_project_is_refused() {
    let project = TestProject::new();
    project.run(["new", "../38.yaml"]).code(2).stderr(str![[r#"
error[path-outside-project]: this is outside the project
--> ../38.yaml
 = help: go to the project's folder first, or name it with --project


"#]]);
    assert!(!project.path("../38.yaml").exists());
}

/// File managers give whole paths.
#[test]
fn the_project_is_found_from_a_folder_within_it_and_from_whole_paths() {
    let text = issue("title: 标题\nbody: 正文。").replace("title: 某省精神文明建设简报\n", "");
    let project = TestProject::new().issue("2022/36.yaml", text).issue("publication.yaml", "title: 某报\n");
    project.run_in(&project.path("issues/2022"), ["build", "36.yaml"]).code(0);
    assert!(project.has("out/2022/36.pdf"));
    fs::remove_dir_all(project.path("out")).unwrap();
    let whole = project.path("issues/2022/36.yaml").canonicalize().unwrap();
    project.run(["build", whole.to_str().unwrap()]).code(0);
    assert!(project.has("out/2022/36.pdf"));
}

#[cfg(unix)]
#[test]
fn a_full_standard_output_is_an_error() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jianbao"));
    let built = command.current_dir(project.root()).args(["--lang", "en", "build"]).stdout(full).output().unwrap();
    assert_eq!(built.status.code(), Some(2));
    assert_text(
        &String::from_utf8(built.stderr).unwrap(),
        str![[r#"
error[output-stream]: cannot write to standard output
 |
 = help: check where the output goes; the disk may be full


"#]],
    );
}

#[test]
fn a_typst_document_brings_its_layouts_pictures_and_fonts() {
    let folder = tempfile::tempdir().unwrap();
    let out_folder = folder.path().join("文档 一");
    run_here(["typst", "issues/2022/33.yaml", "-o", out_folder.to_str().unwrap()]).code(0);
    for file in
        ["main.typ", "issue.json", "layouts/bulletin/layout.typ", "pictures/1.jpg", "fonts/ZhuqueFangsong-Regular.ttf"]
    {
        assert!(out_folder.join(file).is_file(), "{file}");
    }
    assert!(!out_folder.join("fonts/HanaMinB.ttf").exists(), "no rare character is in it");
}

#[test]
fn fonts_says_which_face_sets_what() {
    run_here(["fonts"])
        .code(0)
        .stdout(str![[r#"
masthead (masthead)
  Liberation Serif  jianbao:LiberationSerif-Bold.ttf  Latin and figures
  Noto Serif CJK SC  jianbao:NotoSerifCJKsc-Black-TGH.otf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Bold.ttf
title (titles)
  Liberation Serif  jianbao:LiberationSerif-Bold.ttf  Latin and figures
  Noto Serif CJK SC  jianbao:NotoSerifCJKsc-Bold-TGH.otf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Bold.ttf
song (page numbers)
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf  Latin and figures
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf
fang (text)
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf  Latin and figures
  Zhuque Fangsong (technical preview)  jianbao:ZhuqueFangsong-Regular.ttf  ／
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf  signs such as ○ □ ● ▲ →
  Zhuque Fangsong (technical preview)  jianbao:ZhuqueFangsong-Regular.ttf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf
hei (section names, level-1 headings, table heads)
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf  Latin and figures
  Noto Sans CJK SC  jianbao:NotoSansCJKsc-Medium-TGH.otf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf
kai (level-2 headings, contents, emphasis)
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf  Latin and figures
  Zhuque Fangsong (technical preview)  jianbao:ZhuqueFangsong-Regular.ttf  ／
  Zhuque Fangsong (technical preview)  jianbao:ZhuqueFangsong-Regular.ttf  ，。、；：？！（）《》〈〉【】〔〕—…·～
  AR PL KaitiM GB  jianbao:gkai00mp.ttf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf  signs such as ○ □ ● ▲ →
  Zhuque Fangsong (technical preview)  jianbao:ZhuqueFangsong-Regular.ttf
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf
latin (figures and Latin letters)
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf  Latin and figures
  Noto Serif CJK SC GB18030  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
  HanaMinB  jianbao:HanaMinB.ttf
  Liberation Serif  jianbao:LiberationSerif-Regular.ttf

"#]])
        .stderr("");
    run_here(["fonts", "--issue", "issues/2022/36.yaml"])
        .code(0)
        .stdout(str![[r#"
    64  Liberation Serif 400  jianbao:LiberationSerif-Regular.ttf
  4230  Zhuque Fangsong (technical preview) 400  jianbao:ZhuqueFangsong-Regular.ttf
    62  Noto Sans CJK SC 500  jianbao:NotoSansCJKsc-Medium-TGH.otf
    20  Noto Serif CJK SC GB18030 400  jianbao:NotoSerifCJKsc-Regular-GB18030.otf
    77  AR PL KaitiM GB 400  jianbao:gkai00mp.ttf
    10  Noto Serif CJK SC 900  jianbao:NotoSerifCJKsc-Black-TGH.otf
    80  Noto Serif CJK SC 700  jianbao:NotoSerifCJKsc-Bold-TGH.otf
     4  Liberation Serif 700  jianbao:LiberationSerif-Bold.ttf

"#]])
        .stderr("");
    let json = run_here(["--format", "json", "fonts"]).code(0).out;
    let roles: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(roles.len(), 7);
}

#[test]
fn the_list_of_commands_is_in_both_languages() {
    run_here(["--lang", "zh", "--help"])
        .code(0)
        .stdout(str![[r#"
把 YAML 稿件排成可以付印的 PDF 简报

用法：jianbao [选项] <命令>

命令:
  build        生成各期的 PDF
  watch        一有保存就重新生成 PDF，按 Ctrl-C 结束
  preview      在浏览器里看页面，一有保存就更新
  check        找出稿件里的全部问题；加 --fix 时先改正有把握的
  impose       把简报的页面拼到 A3 纸上，供折叠装订
  preflight    像印厂一样检查 PDF：标准、页面框、印版、字体、图片
  inspect      量成品页：版心、行、字、报头、页码、版记，逐项对照 GB/T 9704
  plates       分版出图：每个印版每页一张灰度图
  statistics   统计一年中各地的用稿篇数
  dispatch     列出一期发给谁、各发几份（PDF 和 CSV），并排出地址标签
  volume       把一年的各期合订成一个 PDF：封面、总目录、各期、用稿索引
  release      把付印的稿件和 PDF 存档，以后改动可以对照
  diff         列出付印之后的改动：哪些页、哪些字、哪些数
  export       把一期写成可以批改的 Word 文件，或者 Markdown 文件
  fit          看一期怎样少排一页：收紧哪几段，还差几行
  new          新建一期：写好一份底稿，供填写
  import       把 Word 文档、表格、文本导入为稿件或整期
  typst        把一期写成 Typst 文档
  fonts        列出各处用什么字体
  schema       输出格式的 JSON Schema，供编辑器使用
  licenses     打印程序、字体和所用程序库的许可及其全文
  completions  输出命令行补全脚本
  man          输出手册页
  help         显示全部命令的说明，或某个命令的说明

选项:
      --project <文件夹>              项目文件夹（默认：当前文件夹）
      --lang <zh|en>               显示用的语言（默认：系统的语言）
      --format <human|json|csv>    human 供人看，json 每期一行供程序读，csv 只用于统计
      --color <auto|always|never>  显示时是否用颜色
  -h, --help                       显示说明
  -V, --version                    显示版本

"#]])
        .stderr("");
    run_here(["--lang", "en", "--help"])
        .code(0)
        .stdout(str![[r#"
Sets bulletins in print-ready PDF from YAML files

Usage: jianbao [OPTIONS] <COMMAND>

Commands:
  build        Makes the PDFs of issues
  watch        Makes the PDFs again whenever something is saved, until Ctrl-C
  preview      Previews the pages in a browser and updates them on save
  check        Finds everything that is wrong in issues; --fix corrects what is certain
  impose       Puts the pages of issues on A3 sheets to be folded
  preflight    Examines PDFs as a print shop would: standards, boxes, plates, fonts, pictures
  inspect      Measures finished pages against GB/T 9704: type area, grid, masthead, imprint
  plates       Writes each page of PDFs as each ink prints it, one picture a plate and page
  statistics   Counts who sent how many articles in a year
  dispatch     Writes who gets how many copies of an issue (PDF, CSV), and address labels
  volume       Binds a year's issues in one PDF: cover, contents, all issues, index of contributors
  release      Keeps what goes to print, so that corrections can be compared with it
  diff         Shows what has changed since the last release: pages, words, figures
  export       Writes an issue as a Word file to be corrected, or as Markdown
  fit          Shows how an issue takes a page less, or by how many lines that fails
  new          Writes the skeleton of a new issue, to be filled in
  import       Takes Word files, sheets and texts in as articles or as a whole issue
  typst        Writes an issue as a Typst document
  fonts        Lists which face sets what
  schema       Prints the JSON Schema of the format, for editors
  licenses     Prints the licences of the program, its faces and its libraries, with their texts
  completions  Prints the completions for a shell
  man          Prints the manual page, or writes those of all commands
  help         Shows the help of the program, or of one command

Options:
      --project <DIR>              The project's folder (default: the current one)
      --lang <zh|en>               The language of all messages (default: that of the system)
      --format <human|json|csv>    Words for people, a line of JSON for each issue, or for
                                   statistics csv
      --color <auto|always|never>  Whether to colour messages
  -h, --help                       Shows this help
  -V, --version                    Shows the version

"#]])
        .stderr("");
    assert!(run_here(["--version"]).code(0).out.starts_with("jianbao "));
}

/// The names of all commands, from the list of commands.
fn commands() -> Vec<String> {
    let help = run_here(["--help"]).code(0).out;
    let lines = help.lines().skip_while(|line| !line.starts_with("Commands")).skip(1);
    let commands: Vec<_> = lines.map_while(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    assert!(commands.len() > 14, "{commands:?}");
    commands
}

#[test]
fn the_help_of_every_command_is_in_both_languages_down_to_every_option() {
    for (lang, words) in [("zh", ["用法：", "选项", "显示说明"]), ("en", ["Usage:", "Options", "Shows this help"])]
    {
        for command in commands() {
            let help = run_here(["--lang", lang, &command, "--help"]).code(0).stderr("").out;
            for word in words {
                assert!(help.contains(word), "{command}: {help}");
            }
            assert!(!help.contains("help-") && !help.contains("about-"), "{help}");
        }
    }
}

#[test]
fn the_schema_describes_the_keys_in_the_language_that_is_asked_for() {
    let schema = run_here(["--lang", "zh", "schema"]).code(0).out;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["properties"]["date"]["format"], "date");
    assert_eq!(schema["properties"]["total-number"]["description"], "总期号；合刊写 812-813");
    let snippet = &schema["properties"]["secrecy"]["defaultSnippets"][0];
    assert_eq!(snippet["body"], serde_json::json!({ "level": "秘密", "term": "1 年" }));
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run_here(["completions", shell]).code(0).out.contains("jianbao"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    assert!(run_here(["man"]).code(0).out.contains(".TH jianbao 1"));
    let folder = tempfile::tempdir().unwrap();
    run_here(["man", "-o", folder.path().to_str().unwrap()]).code(0);
    for command in commands().into_iter().filter(|command| command != "help") {
        assert!(folder.path().join(format!("jianbao-{command}.1")).is_file(), "{command}");
    }
}

/// A project with the PDFs of one issue for the print shop and for the screen.
fn with_pdfs() -> TestProject {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project.run(["build"]).code(0);
    project.run(["build", "--profile", "screen"]).code(0);
    project
}

#[test]
fn preflight_lists_what_a_print_shop_wants_to_know() {
    let project = with_pdfs();
    project
        .run(["preflight", "out/36.pdf"])
        .code(0)
        .stdout(str![[r#"
out/36.pdf: PDF 1.6, 2 pages
Standards: PDF/X-4, PDF/A-2a
  ✓ a version of PDF that the standard allows [PDF 2.0 7.5.2]
  ✓ first lines and end of the file as the standard asks [ISO 19005-2 6.1.2, 6.1.3]
  ✓ not encrypted [PDF 2.0 7.6]
  ✓ an identification of the file (ID) [PDF 2.0 14.4]
  ✓ title and dates in the document information [PDF 2.0 14.3.3]
  ✓ Trapped says true or false [PDF 2.0 14.11.6]
  ✓ metadata (XMP) complete [PDF 2.0 14.3.2]
  ✓ one output intent for the press [PDF 2.0 14.11.5]
  ✓ a press profile in the output intent [ICC.1 7.2.5, 7.2.6]
  ✓ TrimBox within BleedBox within MediaBox [PDF 2.0 14.11.2]
  ✓ all fonts embedded [PDF 2.0 9.9]
  ✓ only colours that fit the output intent [PDF 2.0 8.6.4, 8.6.5]
  ✓ no transfer functions [PDF 2.0 10.5]
  ✓ no halftone screens of its own [ISO 19005-2 6.2.5]
  ✓ rendering intents that exist [PDF 2.0 8.6.5.8]
  ✓ no annotations on the page [PDF 2.0 12.5]
  ✓ no scripts and actions [PDF 2.0 12.6]
  ✓ everything is in the file [PDF 2.0 8.8, 14.11.7]
  ✓ no LZW compression [PDF 2.0 7.4.4]
  ✓ tags for headings, paragraphs and tables [PDF 2.0 14.8]
Pages
  p. 1–2: trim 210.00 × 297.00 mm, bleed 210.00 × 297.00 mm, sheet 210.00 × 297.00 mm
Plates
    0.36 %  Black (p. 1–2)
    0.91 %  Bulletin Red (p. 1)
Text
  from 14.0 pt in Black (p. 1–2)
  from 44.2 pt in Bulletin Red (p. 1)
Overprint
  none
Fonts
  GBZenKai-Medium, Type0, embedded as a subset
  LiberationSerif, Type0, embedded as a subset
  NotoSansCJKsc-Medium-Identity-H, Type0, embedded as a subset
  NotoSerifCJKsc-Black-Identity-H, Type0, embedded as a subset
  NotoSerifCJKsc-Bold-Identity-H, Type0, embedded as a subset
  NotoSerifCJKsc-GB18030-Identity-H, Type0, embedded as a subset
  ZhuqueFangsong-Regular, Type0, embedded as a subset
Pictures
  none
fit for the press

"#]])
        .stderr("");
}

#[test]
fn preflight_says_in_chinese_why_a_file_is_not_fit_for_print() {
    let project = with_pdfs();
    let found = project.run(["--lang", "zh", "preflight", "out/36.pdf", "out/36-screen.pdf"]).code(1);
    assert!(found.out.contains("可以付印\n") && found.out.contains("不能付印：2 处错误"), "{}", found.out);
    found.stderr(str![[r#"
提醒[pdf-no-standard]: 文件没有声明是 PDF/X
--> out/36-screen.pdf
 = 办法: 付印请用按用途 print 或 print-x1a 生成的文件

提醒[pdf-trim]: 第 1 页的 TrimBox 缺失、超出外面的框，或尺寸不合理
--> out/36-screen.pdf
 = 办法: 印厂要知道在哪里裁切（TrimBox）

错误[pdf-measured]: 第 1–2 页的 ICCBased, RGB 要由印厂转换成油墨，结果无法预知（GWG 2022 R0027）
--> out/36-screen.pdf
 = 办法: 双色印刷只用黑版和专色红

错误[pdf-black-text]: 黑色文字由几种油墨叠印（第 1–2 页，最小 14.00 磅）
--> out/36-screen.pdf
 = 办法: 四色小字会出现彩边；黑字请只用黑版

提醒[pdf-rich-black]: 黑色块或大字由几种油墨叠印（第 2 页）
--> out/36-screen.pdf
 = 办法: 双色印刷的黑只用黑版


"#]]);
    project.run(["--lang", "zh", "preflight", "缺.pdf", "issues/36.yaml"]).code(1).stderr(str![[r#"
错误[file-missing]: 没有这个文件或文件夹
--> 缺.pdf
 = 办法: 请核对路径；相对路径从当前文件夹（或 --project 指定的文件夹）算起

错误[pdf-unreadable]: 无法作为 PDF 读取：文件不是 PDF
--> issues/36.yaml
 = 办法: 请检查文件是否完整；如果是别人发来的，请重新索取


"#]]);
}

#[test]
fn preflight_gives_programs_the_same_facts() {
    let json = with_pdfs().json(["--format", "json", "preflight", "out/36.pdf"]);
    assert_eq!(json["claims"], serde_json::json!(["PDF/X-4", "PDF/A-2a"]));
    assert_eq!(json["status"], "fine");
    assert_eq!(json["pages"][0]["trim"], serde_json::json!([0.0, 0.0, 210.0, 297.0]));
    assert_eq!(json["plates"][1]["name"], "Bulletin Red");
    assert!(json["plates"][1]["ink"].as_f64().unwrap() > 0.1);
    assert!(json["clauses"].as_array().unwrap().iter().all(|clause| clause["met"] == true));
}

#[test]
fn a_wrong_setting_for_print_says_what_is_possible() {
    let wrong = |keys: &str| {
        let project = TestProject::new().issue("36.yaml", format!("{keys}\n{}", issue("title: 标题\nbody: 正文。")));
        project.run(["build"]).code(1)
    };
    wrong("print: {profile: pres, marks: true}").stderr(str![[r#"
error[wrong-value]: “pres” is not valid; expected: print, print-x1a, screen, archive
 --> issues/36.yaml:1:18
  |
1 | print: {profile: pres, marks: true}
  |                  ^^^^
  |
  = help: correct it; “jianbao new” writes a skeleton that shows how each value is written


"#]]);
    wrong("print: {pictures: cmyk}").stderr(str![[r#"
error[wrong-value]: “cmyk” is not valid; expected: black, process
 --> issues/36.yaml:1:19
  |
1 | print: {pictures: cmyk}
  |                   ^^^^
  |
  = help: correct it; “jianbao new” writes a skeleton that shows how each value is written


"#]]);
    wrong("print: {bleed: 3cm}").stderr(str![[r#"
error[wrong-value]: “3cm” is not valid; expected: a length of 0mm to 10mm, such as 3mm
 --> issues/36.yaml:1:16
  |
1 | print: {bleed: 3cm}
  |                ^^^
  |
  = help: correct it; “jianbao new” writes a skeleton that shows how each value is written


"#]]);
    wrong("pages: {footer: first}").stderr(str![[r#"
error[wrong-value]: “first” is not valid; expected: last, last-even
 --> issues/36.yaml:1:17
  |
1 | pages: {footer: first}
  |                 ^^^^^
  |
  = help: correct it; “jianbao new” writes a skeleton that shows how each value is written


"#]]);
}

#[test]
fn impose_writes_beside_the_pdf_of_the_issue() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    project
        .run(["impose", "issues/36.yaml", "--as", "booklet"])
        .code(0)
        .stdout(str![[r#"
issues/36.yaml → out/36-booklet.pdf  4 pages on 1 sheet  [TIME] s

"#]])
        .stderr("");
    assert!(project.has("out/36-booklet.pdf"));
}

#[test]
fn impose_writes_bare_sheets_for_an_office_printer() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let bare = ["impose", "issues/36.yaml", "--as", "two-up", "--bare", "--profile", "print-x1a", "-o", "对折.pdf"];
    project.run(bare).code(0);
    let found = project.out(["preflight", "对折.pdf"]);
    assert!(found.contains("PDF/X-1a:2003") && found.contains("trim 420.00 × 297.00 mm"), "{found}");
}

#[test]
fn impose_names_options_that_it_can_not_use() {
    let project = TestProject::new().issue("36.yaml", issue("title: 标题\nbody: 正文。"));
    let wrong = |words: &[&str]| project.run([&["impose", "issues/36.yaml"], words].concat()).code(2);
    wrong(&["--as", "leporello"]).stderr(str![[r#"
error: invalid value “leporello” for --as <booklet|two-up>; possible: booklet, two-up
help: --as booklet or two-up with impose, png or tiff with plates, issue or article with import

"#]]);
    wrong(&["--as", "booklet", "--creep", "3cm"]).stderr(str![[r#"
error: invalid value “3cm” for --creep <MM>
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    wrong(&["--as", "booklet", "--profile", "screen"]).stderr(str![[r#"
error: invalid value “screen” for --profile <print|print-x1a>
help: “jianbao --help” and “jianbao COMMAND --help” explain everything

"#]]);
    wrong(&[]).stderr(str![[r#"
error: missing argument: --as <booklet|two-up>
help: --as booklet or two-up with impose, png or tiff with plates, issue or article with import

"#]]);
}

#[test]
fn the_former_name_of_a_profile_in_an_issue_is_understood_and_named_once() {
    let text = issue("title: 标题\nbody: 正文。") + "print:\n  profile: press\n";
    let project = TestProject::new().issue("1.yaml", text);
    project.run(["build"]).code(0).stderr(str![[r#"
warning[profile-renamed]: the profile “press” is now called “print-x1a”
  --> issues/1.yaml:19:12
   |
19 |   profile: press
   |            ^^^^^
   |
   = help: the old name still works; change it to print-x1a when convenient


"#]]);
    assert!(project.has("out/1.pdf"));
}

#[test]
fn the_former_name_of_a_profile_as_an_option_is_understood_and_named_once() {
    let project = TestProject::new().issue("1.yaml", issue("title: 标题\nbody: 正文。"));
    let impose = ["--lang", "zh", "impose", "issues/1.yaml", "--as", "booklet", "--profile", "press"];
    project.run(impose).code(0).stderr(str![[r#"
提醒: 用途“press”改名为“print-x1a”了 (旧名仍然有效；方便时，请改成 print-x1a)

"#]]);
    project.run(["build", "--profile=press"]).code(0);
    assert!(project.has("out/1-print-x1a.pdf"));
}

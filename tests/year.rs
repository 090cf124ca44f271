//! A year's issues beside one another.

use crate::command::{code, err, jianbao, out, project};
use crate::support::issue;

/// An issue of a number and a date, with a title.
fn number(number: u32, date: &str, title: &str) -> String {
    let text = issue(&format!("title: {title}\nbody: 正文。"));
    text.replace("number: 1\n", &format!("number: {number}\n")).replace("2022-12-28", date)
}

#[test]
fn a_year_in_order_says_nothing() {
    let texts: Vec<_> = (1..=3)
        .map(|n| (format!("2022/{n:02}.yaml"), number(n, &format!("2022-0{n}-10"), &format!("标题{n}"))))
        .collect();
    // Another year begins anew.
    let next = number(1, "2023-01-10", "新年");
    let mut files: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("2023/01.yaml", &next));
    let (_folder, root) = project(&files);
    let checked = jianbao(&root, &["--lang", "en", "check"]);
    assert_eq!(code(&checked), 0);
    assert!(err(&checked).is_empty(), "{}", err(&checked));
}

#[test]
fn what_only_the_others_bring_to_light() {
    let texts = [
        ("2022/01.yaml", number(1, "2022-01-10", "甲")),
        ("2022/02.yaml", number(2, "2022-03-10", "乙")),
        ("2022/02b.yaml", number(2, "2022-03-11", "丙")),
        ("2022/03.yaml", number(3, "2022-02-10", "丁")),
        ("2022/07.yaml", number(7, "2022-07-10", "甲")),
        ("2022/09.yaml", number(1, "2021-07-10", "戊")),
    ];
    let files: Vec<_> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let (_folder, root) = project(&files);
    for (command, done) in [("check", "5 fine, 1 with errors"), ("build", "5 built, 0 unchanged, 1 failed")] {
        let told = jianbao(&root, &["--lang", "en", command, "issues/2022"]);
        assert_eq!(code(&told), 1);
        assert!(out(&told).ends_with(&format!("{done}\n")), "{}", out(&told));
        for part in [
            "error[number-twice]: issues/2022/02.yaml:1 has the number 2 too\n --> issues/2022/02b.yaml:1:9",
            "warning[date-order]: this one is dated before 2022-03-11, the date of number 2",
            "warning[number-missing]: issues 4–6 are missing before this one\n --> issues/2022/07.yaml:1:9",
            "warning[title-twice]: this title was used before, in issues/2022/01.yaml:",
            "warning[year-folder]: this one stands in the folder 2022 and is dated 2021-07-10",
        ] {
            assert!(err(&told).contains(part), "{command}: {part}\n{}", err(&told));
        }
        assert_eq!(err(&told).matches("warning[").count() + err(&told).matches("error[").count(), 5, "{}", err(&told));
    }
    // One that can't be read may be the one that seems to be missing.
    std::fs::write(root.join("issues/2022/05.yaml"), "number: 5\nnonsense\n").unwrap();
    let told = jianbao(&root, &["--lang", "en", "check", "issues/2022"]);
    assert!(!err(&told).contains("number-missing"), "{}", err(&told));
    std::fs::remove_file(root.join("issues/2022/05.yaml")).unwrap();
    // Of one issue by itself nothing is asked.
    assert_eq!(code(&jianbao(&root, &["build", "issues/2022/02b.yaml"])), 0);
    // A second run builds nothing, and tells it all again.
    let again = jianbao(&root, &["--lang", "en", "build", "issues/2022"]);
    assert!(out(&again).ends_with("0 built, 5 unchanged, 1 failed\n"), "{}", out(&again));
    assert!(err(&again).contains("number-missing"), "{}", err(&again));
    let chinese = jianbao(&root, &["--lang", "zh", "check"]);
    assert!(err(&chinese).contains("这一期之前缺第 4–6 期"), "{}", err(&chinese));
}

//! A year of bulletins for the benches: 7 to 11 pages each, some 4,000 characters, a table now and then; the same in
//! every run.

use std::fmt::Write as _;
use std::path::Path;

/// Numbers that look like chance and are the same in every run (Numerical Recipes' generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const CITIES: &[&str] = &[
    "南京市",
    "无锡市",
    "徐州市",
    "常州市",
    "苏州市",
    "南通市",
    "连云港市",
    "淮安市",
    "盐城市",
    "扬州市",
    "镇江市",
    "泰州市",
    "宿迁市",
];
const WHO: &[&str] = &[
    "志愿者",
    "社区居民",
    "乡镇干部",
    "青年教师",
    "退休职工",
    "返乡学子",
    "网格员",
    "巡讲团成员",
    "图书馆馆员",
    "村里的老人",
];
const WHEN: &[&str] =
    &["清晨", "周末", "农闲时节", "入夏以来", "每逢集日", "放学之后", "国庆前后", "雨后", "近三个月", "年初"];
const WHERE: &[&str] = &[
    "文化广场",
    "实践站",
    "老街巷口",
    "河堤步道",
    "村史馆",
    "农家书屋",
    "园区食堂",
    "小学操场",
    "菜场门前",
    "湿地公园",
];
const DID: &[&str] = &[
    "把意见箱搬到了树下",
    "整理出一份服务清单",
    "组织了三场读书会",
    "教会邻居使用挂号平台",
    "修好了坏了半年的路灯",
    "排演了一出方言小戏",
    "清运积存的建筑垃圾",
    "走访了四十七户人家",
    "登记了两百条需求",
    "把荒地改成了菜园",
];
const AND: &[&str] = &["同时", "此外", "随后", "在此基础上", "与往年不同的是", "更可喜的是", "据统计", "经过商议"];
const SO: &[&str] = &[
    "大家觉得日子更有盼头",
    "参与的人比上一季多了三成",
    "问题当天就有了回音",
    "街坊之间来往更勤",
    "经验已在周边推开",
    "开支反而省下一截",
    "孩子们写下了自己的观察",
    "台账从五本减到一本",
];
const HEADS: &[&str] =
    &["建好一支队伍", "用活一方阵地", "讲好身边故事", "办成一批实事", "立起一套规矩", "连起一张网络"];

fn sentence(chance: &mut Chance) -> String {
    let number = chance.below(900) + 12;
    let (when, place, who) = (chance.of(WHEN), chance.of(WHERE), chance.of(WHO));
    let (did, and, so) = (chance.of(DID), chance.of(AND), chance.of(SO));
    match chance.below(4) {
        0 => format!("{when}，{who}在{place}{did}，{and}{so}。"),
        1 => format!("{who}{did}，惠及群众 {number} 人次，{so}。"),
        2 => format!("在{place}，{who}说：“{did}，{so}。”"),
        _ => format!("{and}，{place}接待来访 {number} 人，{who}{did}。"),
    }
}

fn article(chance: &mut Chance, number: usize, characters: usize) -> String {
    let city = chance.of(CITIES);
    let title = format!(
        "{city}：{}{}（{number}）",
        chance.of(HEADS),
        chance.of(&["绘就文明新景", "擦亮城乡底色", "汇聚向上力量"])
    );
    let mut text = format!("      - title: {title}\n        source: {{city: {city}}}\n        body: |\n");
    let mut written = 0;
    while written < characters {
        let lead = if chance.below(3) == 0 { format!("**{}。**", chance.of(HEADS)) } else { String::new() };
        let sentences: String = (0..3 + chance.below(4)).map(|_| sentence(chance)).collect();
        written += sentences.chars().count();
        let _ = writeln!(text, "          {lead}{sentences}\n");
    }
    text
}

fn table(chance: &mut Chance, number: usize) -> String {
    let mut text = format!("      - title: 来稿采用情况（{number}）\n        source: combined\n        table:\n");
    text += "          columns: [地区, 市本级用稿篇数, 所辖县用稿篇数]\n          rows:\n";
    for city in CITIES {
        let _ = writeln!(text, "            - [{city}, {}, {}]", chance.below(9), chance.below(12));
    }
    text
}

/// Writes a year of so many issues into a project's folder.
pub fn year(root: &Path, issues: usize) {
    let folder = root.join("issues/2022");
    std::fs::create_dir_all(&folder).expect("a folder");
    let publication = "title: 某省精神文明建设简报\nnotice: 工作资料 注意保存\nissuer: 某省文明办\nserial: 某简字 1 号\ncopies: 400\n\
                       distribution:\n  - label: 报\n    to: 中央文明办\n  - label: 发\n    to: 各设区市文明办\n";
    std::fs::write(root.join("issues/publication.yaml"), publication).expect("a file");
    let mut chance = Chance(20_221_228);
    for number in 1..=issues {
        let day = (number - 1) * 364 / issues;
        let (month, day) = (1 + day / 31, 1 + day % 28);
        let mut text = format!(
            "number: {number}\ndate: 2022-{month:02}-{day:02}\nsections:\n  - title: 工作交流\n    articles:\n"
        );
        for index in 0..3 {
            let characters = 1100 + chance.below(600);
            text += &article(&mut chance, number * 10 + index, characters);
        }
        if number % 3 == 0 {
            text += "  - title: 用稿通报\n    articles:\n";
            text += &table(&mut chance, number);
        }
        std::fs::write(folder.join(format!("{number:03}.yaml")), text).expect("a file");
    }
}

# 用户看到的全部文字（简体中文）。键和参数与 en.ftl 相同，有测试核对。
# 每类问题的说明在其代码下，处理办法在 .help 下。

severity-error = 错误
severity-warning = 提醒
severity-help = 办法

# 文件
file-missing = 没有这个文件或文件夹
    .help = 请核对路径；相对路径从当前文件夹（或 --project 指定的文件夹）算起
file-unreadable = 读不了这个文件：{ $reason }
    .help = 请确认有读取权限，且没有被其他程序占用
file-not-regular = 这不是文件
    .help = 请给出文件名；这里不能读文件夹或设备
file-too-large = 文件超过 { $limit } kB
    .help = 一期简报通常只有 20 kB 左右，请核对是否选错了文件
file-empty = 文件是空的
    .help = 可用“jianbao new”生成一份底稿再填写
file-binary = 这不是文本文件
    .help = 简报稿是纯文本文件；Word 或 PDF 文件不能直接读
file-utf16 = 文件存成了 UTF-16（记事本里叫“Unicode”）
    .help = 请在编辑器里“另存为”，编码选 UTF-8
file-encoding = 文件不是 UTF-8 编码（第 { $line } 行），很可能是 GB18030（“ANSI”）
    .help = 请在编辑器里“另存为”，编码选 UTF-8；记事本的编码选项在窗口最下方

io-missing = 没有这个文件或文件夹
io-denied = 没有权限
io-no-folder = 路径里有一段是文件，不是文件夹
io-folder = 这是文件夹
io-read-only = 这个磁盘只能读
io-full = 磁盘满了
io-too-large = 文件太大
io-busy = 被其他程序占用
io-name = 文件名不合规定
io-port-taken = 被其他程序占用
io-slow = 等得太久，没有回应
io-other = 系统出错

control-character = 这里有一个不能印的字符（{ $point }）
    .help = 请删去；它可能看不见，可把前后的字删掉重新输入
profile-renamed = 用途“press”改名为“print-x1a”了
    .help = 旧名仍然有效；方便时，请改成 print-x1a
comment-lost = “#”后面的文字不会印出来
    .help = 如果“#”是正文，请给整段文字加引号；如果是注解，请在“#”后面加空格
yaml-sign-lost = “{ $words }”不会印出来
    .help = & 和 ! 开头的词在稿件格式里另有用处；要印出来，请给整段文字加引号
figure-divided = 数“{ $figure }”被逗号分成了两格
    .help = 请给带逗号的数加引号："{ $figure }"
figure-divided-maybe = “{ $figure }”现在是几格；如果是一个数，少了引号
    .help = 是一个数，就写成 "{ $figure }"；是几格，就在逗号后面空一格

# YAML
yaml-syntax = 从这里起，稿件的格式有误：{ $reason }
    .help = 请检查缩进（只用空格）、冒号后面的空格、引号和括号是否成对；文字里有“: ”或“#”时，整段加引号
yaml-unreadable = 读到这里不合格式
yaml-slip-value = 这里不能再写“名称: 内容”
    .help = 一行只能写一项“名称: 内容”；下级内容要比上级多缩进两格；文字里有“: ”时，给整段加引号
yaml-slip-indent = { $needed ->
        [0] 这一行缩进不够
       *[other] 这一行的缩进和正文其他各行不同：现在 { $found } 格，应为 { $needed } 格
    }
    .help = { $needed ->
        [0] 请在行首补空格：正文各行都要比“body”靠右
       *[other] 请把行首的半角空格改成 { $needed } 个
    }
yaml-slip-star = 文字不能以 * 或 & 开头
    .help = 请写成“body: |”再另起一行，或者给整段加引号
yaml-slip-quote = 引号或括号没有收尾
    .help = 请在末尾补上同样的引号或括号
yaml-slip-character = 文字不能以这个字符开头
    .help = 请给整段文字加引号
yaml-slip-dash = 这里的“- ”没有和上面对齐
    .help = 请让同一组的“- ”左边对齐
yaml-slip-no-colon = 这里少了冒号
    .help = 请写成“名称: 内容”，冒号后面空一格
yaml-slip-colon = 这里用了中文冒号“：”
    .help = 请改成英文冒号“:”，后面空一格
yaml-slip-tab = 行首用了 Tab 键
    .help = { $needed ->
        [0] 请删去，改成空格
       *[other] 请删去，换成 { $needed } 个半角空格
    }
yaml-slip-space = 这里缺一个空格
    .help = 请写成 { $right }
yaml-slip-bar = 这里用了全角的“｜”
    .help = 请改成半角：{ $key }: |
yaml-slip-words = 引号后面还有文字
    .help = 文字里的引号请用中文引号：{ $right }，不必再加别的引号
yaml-slip-key = “{ $key }”{ $word }没有对齐：现在缩进 { $found } 格
    .help = 请缩进 { $needed } 格，和第 { $line } 行的 { $other } 对齐
yaml-too-complex = 格式太复杂：层次太多，或用了太多 & 和 *
    .help = 请直接写出内容，不要用 & 和 * 代替
yaml-second-document = “---”把文件分成了两份，一个文件只能放一期
    .help = 请删去“---”这一行，另一期写到另一个文件里
unknown-key = 不认识“{ $key }”这一项
    .help = 是否应为：{ $suggestion }
missing-key = 缺少“{ $key }”{ $word }
    .help = 请在此补上“{ $key }: …”；各期相同的可写进 publication.yaml
duplicate-key = “{ $key }”{ $word }写了两次
    .help = { $key ->
        [body] 请只留一个；如果这是下一篇稿件，请在前面加一行“      - title: …”
        [table] 请只留一个；如果这是下一篇稿件，请在前面加一行“      - title: …”
       *[other] 请只留一个
    }
wrong-type = 这里应为{ $expected }
    .help = 可用“jianbao new”生成底稿，看每一项怎样写
wrong-value = “{ $value }”不符合要求，应为{ $expected }
    .help = 请照着改；每一项怎样写，可用“jianbao new”生成底稿来看
expected-date = 有效的日期，如 2022-12-28
expected-bleed = 0mm 到 10mm 的长度（如 3mm）
expected-positive = 1 以上的整数
expected-fit-pages = 页数（1 以上的整数），或 even（偶数页）
expected-multiple = 1 到 32 的整数
expected-number = 数字，如 93、12.5、1,280
expected-year = 四位年份（如 2022）
expected-integer = 整数
expected-boolean = true（是）或 false（否）
expected-list = 一行一个、前面写“- ”的几项
expected-keys = 分行写的各项，每项一行“名称: 内容”
expected-text = 文字
expected-cell = 文字、数字，或 {"{"}text: …, span: 2{"}"}
expected-city = 市名，或 {"{"}name: …, counties: […]{"}"}
expected-contributor = combined，或 {"{"}city: …{"}"}、{"{"}city: …, county: …{"}"}、{"{"}sector: …{"}"}
expected-lines = 文字，或者一行一个、前面写“- ”的几项
expected-other = 另一种内容

# 稿件
empty-text = “{ $key }”{ $word }是空的
    .help = 请填写；不需要时，删去这一项
no-section = 本期没有栏目
    .help = 请至少写一个栏目和一篇稿件
no-article = 这个栏目没有稿件
    .help = 请补上稿件，或者删去栏目
no-body = 这篇稿件既没有正文也没有表格
    .help = 请补上“body: |”和正文，或者“table:”和表格
one-article = 版式“{ $layout }”只排一篇稿件，这是第二篇
    .help = 请改用版式 bulletin，或者另编一期
too-much = 超过 { $limit } { $thing }
    .help = 请分成几篇（几段），或核对是否选错了文件
thing-articles = 篇稿件
thing-blocks = 个段落
thing-paragraph = 字（一个段落）
thing-cell = 字（一格）
thing-title = 字（一个标题）
thing-cells = 格（全部表格）
thing-rows = 行
thing-marks = 个附加符号（一个字上）
thing-notes = 条脚注
thing-lines = 行（主送、抄送等）
thing-pictures = 张图片
thing-columns = 栏
row-too-long = 这一行占了 { $cells } 栏，表格只有 { $columns } 栏
    .help = 请删去多余的格，或者在 columns（表头）里补上
row-comma = 这一行只有 { $cells } 格：分隔用了中文逗号“，”
    .help = 请改成英文逗号，后面空一格：[沙州镇, 12, 5]
table-empty = 这篇稿件的表格没有表头或没有内容
    .help = 请写出 columns（表头）和至少一行 rows（各行）
unit-alone = 没有合计，单位“{ $unit }”不会印出来
    .help = 请补上 total:，或者把单位写在表头里，如“金额（万元）”
total-mismatch = 合计写的是 { $total }，各数相加是 { $sum }
    .help = 请改正合计或数字；第一栏以外的数都计入，文字里的也计入，合计行、百分数和括号里的不计
total-row = “{ $label }”写的是 { $total }，各数相加是 { $sum }
    .help = 请改正合计或各行各栏的数
figure-unclear = “{ $text }”读不出准确的数，没有计入合计
    .help = 请写成 1,280、-5、3.5万 这样的数；补充说明可以放在括号里
city-twice = “{ $city }”列了两次
    .help = 请删去其中一个
city-unknown = “{ $city }”不在 publication.yaml 列出的市名里
    .help = 请改正市名，或加到 publication.yaml 的 cities（设区市）里
county-unknown = “{ $county }”不在{ $city }的县（市、区）里
    .help = 请改正名称，或加到 publication.yaml 中该市的 counties（县市区）里
source-missing = 这篇稿件没有写来稿单位，同栏目的其他稿件写了
    .help = 请写 source（来稿单位），否则不计入统计
statistics-and-table = 一篇稿件要么有表格，要么有统计，不能都有
    .help = 统计由各期自动得出，请删去 table（表格）；不要统计，就删去 statistics（统计）
statistics-output = 统计不能写成这种文件
    .help = 文件名请以 .csv、.json、.svg 或 .pdf 结尾
year-empty = 没有 { $year } 年的简报
    .help = 请核对年份，或看文件是否放在 issues/{ $year }
contributor-unclear = 来稿单位没有写全
    .help = 设区市写 city；县（市、区）写 city 和 county；行业只写 sector
layout-unknown = 没有“{ $name }”这个版式
    .help = 现有版式：{ $known }

# 正文标记
markup-html = 正文里不能用 HTML
    .help = 请删去标签；要印“<”号，请用中文输入法的：＜
markup-unsupported = 不能排{ $thing }
    .help = 请去掉；可以用段落、分条（“- ”开头）、表格、小标题、脚注，以及单独成段的图片
markup-quote = 引用（“>”）
markup-code = 代码（“`”）
markup-rule = 分隔线（“---”）
markup-other = 这种内容
markup-depth = 嵌套这么深的内容
markup-block-in-list = 分条列出的内容里的这种内容
markup-block-in-note = 脚注里的这种内容
markup-picture-in-text = 段落当中的图片（图片要单独成段）
markup-note-in-note = 脚注里的脚注
markup-note-twice = 对同一条脚注的第二次引用
markup-note-same-name = 同名的第二条脚注
markup-link-title = 网址后面引号里的说明
markup-stars = 这里多出了星号：“**”没有成对
    .help = 段首句写在两个“**”之间，里面两头不留空格：**服务网络。**
markup-leftover = 这里的标记没有起作用：{ $mark }
    .help = 图片写成 ![图注](photo.jpg "120mm")，粗体写成 **文字**，脚注写成 [^1]，表格各格之间用 |，都用英文符号
markup-heading-space = “##”后面缺一个空格
    .help = 请写成 ## 一、标题
markup-tabs = 从 Excel 或 Word 粘贴的表格读不了
    .help = 请写在“table:”下面，或者用 | 分隔各格
text-lost = 这些字印不出来：“{ $words }”
    .help = 这些字被当成了标记。请在前面空一行，或在开头的符号前加“\”
heading-level = 小标题以 ##（一、）或 ###（（一））开头
    .help = 小标题只有两级：## 和 ###；单个“#”不用
heading-skipped = 二级小标题“###”前面没有一级小标题“##”
    .help = 请从 ## 写起，或者把这一级改成 ##；跳级的小标题，朗读软件读不顺
note-sign = “{ $sign }”不会成为脚注，会照样印在这里
    .help = 要作脚注，文中写 [^1]，这里写成“[^1]: …”
bidi-control = 这里有一个看不见的字符（{ $point }），会使后面的字颠倒
    .help = 请把它前后的字删掉重新输入
text-not-printed = 版式没有印出“{ $words }”
    .help = 请告诉做版式的人：版式收到的内容都要印出来
lines-joined = 从这里起有 { $count } 行是按宽度折断的，已和上一行连成一段
    .help = 如果要另起一段，请在中间空一行
lines-folded = 这段文字用了“>”，或者没有写“|”，各行会连在一起；这里另起了一行
    .help = 请写成“body: |”，再另起一行
look-alike = “{ $typed }”（{ $typed-point }）只是样子像，已印成“{ $right }”（{ $right-point }）
    .help = 请改成“{ $right }”，否则搜索不到；jianbao check --fix 可以一次改完
mark-kind = “{ $mark }”已印成“{ $right }”
    .help = 请改成“{ $right }”，jianbao check --fix 可以一次改完；要印原来的符号，请在前面加“\\”
footnote-undefined = 脚注“{ $name }”没有内容
    .help = 请在段落后面补一行“[^{ $name }]: …”
footnote-unused = 脚注“{ $name }”没有被引用，不会印出来
    .help = 请在相应位置写上 [^{ $name }]
footnote-apart = 脚注的序号在第{ $page }页，注文却从第{ $note-page }页开始
    .help = 请缩短注文，或者把序号移到邻近的句子里
punctuation-half-width = 中文里用了英文标点“{ $mark }”
    .help = 请改成中文标点：，；：？！（）
quotes-straight = 中文里用了英文引号
    .help = 请改用中文引号：开头用“，结尾用”

punctuation-double = 标点重复：{ $mark }
    .help = 请删去多余的标点
quotes-split = 引号只有一半：里面的英文逗号把它拆成了两项
    .help = 请改成中文逗号或顿号，或者给整项加上英文引号
placeholder-left = “{ $words }”像是还没有填写
    .help = 请填写，或者删去

# 一年各期
number-twice = { $other } 的期号也是 { $number }
    .help = 请改正其中一个期号；重号的几期都没有生成 PDF
number-missing = 这一期之前缺 { $count } 期：第 { $missing } 期
    .help = 请补上所缺各期，或改正期号
date-order = 这一期的日期早于第 { $last } 期（{ $date }）
    .help = 请改正日期或期号
date-year = 这一期的日期是 { $date }，前后各期却是 { $year } 年的（见 { $other }）
    .help = 请核对年份
total-number-order = 总期号是 { $total }，按前后各期应为 { $expected }（见 { $other }）
    .help = 请改正总期号；中间缺了几期的，请补上
year-folder = 这一期在文件夹 { $folder } 里，日期却是 { $date }
    .help = 请改正日期，或把文件移到相应年份的文件夹
title-twice = 这个标题在 { $other } 用过
    .help = 请核对是否重复刊登

# 付印
spot-reserved = 油墨不能叫“{ $name }”
    .help = 请写印厂对这种红的叫法，如 PANTONE 485 C
spot-not-ascii = 油墨名“{ $name }”不是拉丁字母
    .help = 中文版名在印厂的系统里会变成乱码，请改用拉丁字母
ink-shares = 油墨要写四个 0 到 100 的数：青、品、黄、黑
    .help = 请写成 cmyk: [0, 80, 80, 0]
intent-missing = 没有色彩特性文件“{ $path }”，或者不在项目里
    .help = 请把印厂的 .icc 文件放在这个文件旁边，写上文件名；或者写 FOGRA39
plates-four-colour = 图片保留四色，本期共需 { $plates } 块版
    .help = 写 pictures: black，图片就只用黑版，不再加版
intent-incomplete = 特性文件“{ $path }”不完整：应有 { $expected } 字节，只有 { $found }
    .help = 请向印厂重新索取
ink-faint = 这样的红色几乎印不出来
    .help = 各色用百分数，如 cmyk: [0, 80, 80, 0]
spot-empty = 没有写红墨的名称
    .help = 写印厂的叫法，如 PANTONE 485 C，或删去 spot
intent-unusable = “{ $path }”不是四色印刷机的特性文件
    .help = 请向印厂要印刷机的 ICC 特性文件（prtr 类，CMYK）

# 图片
picture-format = 只能用 JPEG、PNG、GIF、WebP
picture-incomplete = 文件不完整，请重新索取
picture-damaged = 文件已损坏
picture-profile = 所含的 ICC 配置文件大得不正常
picture-locked = 没有权限，或被其他程序占用
picture-unconverted = 转换颜色时出错
picture-missing = 没有图片“{ $path }”
    .help = { $found ->
        [0] 图片路径从本期文件所在的文件夹算起
       *[other] 文件夹里有“{ $near }”，是这张吗？
    }
picture-outside = 图片“{ $path }”不在项目文件夹里
    .help = 请把图片复制到项目文件夹里
picture-absolute = 图片“{ $path }”写的是本机的完整路径
    .help = 请把图片复制到项目文件夹里，路径从本期文件所在的文件夹算起
picture-unreadable = 读不了图片“{ $path }”：{ $reason }
    .help = 请另存为 JPEG 或 PNG
picture-too-large = 图片“{ $path }”太大
    .help = 最大 64 MB、5000 万像素，每边 3 万像素；A4 整页只需 900 万像素
pictures-too-large = 本期图片合计超过 { $limit } 百万像素
    .help = 请把图片缩小，或少放几张；与版心同宽的图片只需 200 万像素
picture-width = “{ $width }”不是图片宽度
    .help = 宽度在 10mm 到 156mm 之间，例如 ![图注](photo.jpg "120mm")
picture-resolution = 图片印成 { $width } 毫米宽时只有 { $resolution } dpi（第 { $page } 页）
    .help = 印刷需要 300 dpi：请换成 { $pixels } 像素宽的图片，或者印小一些：![图注](photo.jpg "{ $fitting }mm")
picture-coarse = 图片印成 { $width } 毫米宽时只有 { $resolution } dpi（第 { $page } 页）
    .help = 请换成 { $pixels } 像素宽的图片，或者印小一些，如 ![图注](photo.jpg "{ $fitting }mm")；确需使用时，写 print: {"{"}allow-low-resolution: true{"}"}

# 版面
layout-error = 版式“{ $layout }”排不了：{ $reason }
    .help = 问题出在版式文件，不在稿件；请把这个文件发给做版式的人
layout-bounds = 版式“{ $layout }”没有排完：{ $reason }。最多 { $seconds } 秒、{ $megabytes } MB
    .help = 请告诉做版式的人，也可能是 fonts/ 里的字体坏了；其他各期不受影响
breach-time = 用时太长
breach-memory = 占用内存太多
breach-crash = 中途崩溃
layout-warning = 版式“{ $layout }”有一条提醒：{ $reason }
    .help = 问题出在版式文件，不在稿件；请告诉做版式的人
face-unloadable = 这个文件里没有能用的字体
    .help = 请从 fonts/ 里移走，或者重新取得；可用 .ttf、.otf、.ttc
face-restricted = 这个字体的许可不准嵌入 PDF
    .help = 请从 fonts/ 里移走，或者向字体厂家取得可以嵌入的版本
glyph-empty = 字体 { $file } 里的“{ $character }”是空的，印不出来
    .help = 字体文件已损坏：请重新取得，或者从 fonts/ 里移走
face-unknown = 无法从名称判断这个字体的用途，没有使用
    .help = 请把文件改成相应的字体名，如 仿宋_GB2312.ttf、方正小标宋简体.ttf，或者移走
missing-glyph = 没有字体能印“{ $character }”（{ $point }，第 { $page } 页）
    .help = 请核对这个字；如果没错，请把有这个字的字体文件放进 fonts/
cell-overfull = 文字比所在的格宽出 { $excess } 毫米（第 { $page } 页）
    .help = 请缩短，或者在可以换行处加空格
table-too-wide = 表格有{ $columns }栏，改用小字也排不下：有{ $cells }个格子放不下，最多超出 { $excess } mm
    .help = 请减少栏数，或者拆成两张表；缩短格子里的字词和数字也行
ink-outside = 有内容超出版心 { $excess } 毫米（第 { $page } 页）
    .help = 请缩短过长的单词或数字；如果是图片，请缩小宽度
line-loose = 这一行排得太松，字与字之间多空出 { $stretch } 个字宽（第 { $page } 页）
    .help = 后面有一串不能拆开的字（如网址、长数字），这一行放不下；请把它缩短，或把这句话增减几个字
text-shrunk = 字数太多，一行里只能排成 { $size } 磅，正常至少 { $normal } 磅（第 { $page } 页）
    .help = 请缩短，例如用简称
fitted = 正文原有 { $pages } 页，作了 { $changes } 处调整，收到第 { $target } 页为止
    .help = 用“jianbao fit”看调整了哪几段；不要调整，就删去 fit
fit-missed = 正文 { $pages } 页，收不到第 { $target } 页为止：所有办法都用上，还多 { $lines } 行，所以没有调整
    .help = 用“jianbao fit”看哪几段删几个字就能少一行
fit-short = 正文只有 { $pages } 页，到不了 fit 要的页数，没有调整
    .help = 请改 fit 的页数，或者增加稿件；要用空白页补足，写 pages
last-page-short = 最后一页（第 { $page } 页）只有 { $lines } 行正文
    .help = 写 fit: {"{"}pages: { $before }{"}"} 收到前一页；先用“jianbao fit”看要调整哪几段
imprint-too-tall = 版记超过一页
    .help = 请精简报送范围，或者几个单位写在一行
unsettled = 版面无法稳定：{ $reason }（版式“{ $layout }”）
    .help = 请试着改动附近几个字；仍不行，请把这个文件发给 jianbao 的开发者
export-engine = 排版引擎出错
export-pass = 转成付印文件时出错
export-pack = 压缩 PDF 里的对象时出错
layout-absent = 没有这个版式的文件
layout-moving = 各处的位置互相影响，反复变动
layout-says = 排版引擎这样说
layout-stopped = 版式文件里有错
layout-no-title = 版式没有标明这篇稿件的标题
export-failed = 生成不了 PDF：{ $reason }
    .help = 请把这个文件发给 jianbao 的开发者

# 印前检查
pdf-unreadable = 无法作为 PDF 读取：{ $reason }
    .help = 请检查文件是否完整；如果是别人发来的，请重新索取
pdf-too-large = 此 PDF 大于 { $limit } MB
    .help = 一期简报不到 1 MB，请确认文件没有选错
pdf-empty = 文件是空的
pdf-other = 文件不是 PDF
pdf-broken = 文件已损坏或不完整
pdf-pageless = 文件没有页面
pdf-pages = 文件超过 20,000 页
ink-white = 白色
pdf-password = 此 PDF 有打开密码
    .help = 请索取没有密码的文件；印厂也无法印制加密文件
pdf-too-much = 第 { $page } 页的内容未能全部检查
    .help = 该页已损坏，或内容远多于一般的简报页面，请在屏幕上核对
pdf-not-examined = { $what ->
        [file] 此文件未作检查
        [page] 第 { $page } 页未作检查
        [plates] 此文件的油墨用量未测
       *[ink] 第 { $page } 页的油墨用量未测
    }：{ $reason ->
        [time] 一页的检查超过 { $seconds } 秒
        [memory] 一页的检查占用内存超过 { $megabytes } MB
       *[crash] 检查时程序中断
    }
    .help = 该页已损坏，或内容远多于一般的简报页面，请把这份文件交给做文件的人重新导出
pdf-version = 文件是 PDF { $version }，而 { $standard } 最高允许 { $most }
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = PDF 版本符合标准
pdf-header = 文件的开头或结尾不符合 { $standard }：{ $what }
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 文件开头和结尾符合标准
frame-version = 第一行的 PDF 版本不是该标准允许的
frame-comment = 第二行不是含四个大于 127 的字节的注释
frame-end = 文件结尾之后还有内容
frame-info = 含有文档信息
pdf-encrypted = 文件已加密，{ $standard } 不允许
    .help = 请把这份文件交给做文件的人，重新导出没有密码、没有限制的文件
    .clause = 未加密
pdf-id = 文件没有标识（ID）
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 有文件标识（ID）
pdf-info = 文档信息缺少 { $standard } 要求的 { $what }
    .help = 请把这份文件交给做文件的人，加上标题，按 { $standard } 重新导出
    .clause = 文档信息有标题和日期
pdf-trapped = 文件没有说明是否做过陷印（Trapped：{ $what }）
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出，陷印（Trapped）写 True 或 False
    .clause = Trapped 为是或否
pdf-metadata = 元数据（XMP）缺少 { $standard } 要求的 { $what }
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 元数据（XMP）完整
pdf-intent = 应有一个印刷用的输出意图，带特性文件或注册名；现有 { $count } 个
    .help = 请把这份文件交给做文件的人，用印厂的特性文件，按 { $standard } 重新导出
    .clause = 有一个印刷输出意图
pdf-intent-profile = 输出意图的特性文件不是印刷机的（{ $what }）
    .help = 请把这份文件交给做文件的人，向印厂要印刷机的 ICC 特性文件（prtr 类），用它重新导出
    .clause = 输出意图用印刷机特性文件
pdf-boxes = 第 { $page } 页的 { $what } 缺失、多余，或超出了外面的框
    .help = 请把这份文件交给做文件的人重新导出：裁切位置（TrimBox）应在 BleedBox 和 MediaBox 之内，不能另有 ArtBox
    .clause = 裁切框在出血框内，出血框在页面框内
pdf-font = 字体 { $what } 没有嵌入（第 { $page } 页）
    .help = 请把这份文件交给做文件的人，嵌入全部字体重新导出，否则印厂会换成别的字体
    .clause = 字体全部嵌入
pdf-colour = 第 { $page } 页的 { $what } 与输出意图和 { $standard } 不符
    .help = 双色印刷只用黑版和专色红；请把这份文件交给做文件的人修改
    .clause = 颜色与输出意图相符
pdf-transparency = 第 { $page } 页有透明效果，{ $standard } 不允许
    .help = 请把这份文件交给做文件的人，拼合透明，或按 PDF/X-4 重新导出
    .clause = 没有透明效果
pdf-transfer = 第 { $page } 页会在制版时改变墨量（传递函数）
    .help = 请把这份文件交给做文件的人，去掉传递函数重新导出
    .clause = 没有传递函数
pdf-halftone = 第 { $page } 页自带加网设置（网目调）
    .help = 请把这份文件交给做文件的人，去掉加网设置重新导出
    .clause = 不自带加网设置
pdf-rendering-intent = 第 { $page } 页的渲染意图不存在（{ $what }）
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 渲染意图有效
pdf-annotation = 第 { $page } 页有批注或链接（{ $what }）
    .help = 请把这份文件交给做文件的人，去掉链接、批注和表单，重新导出
    .clause = 页面上没有批注
pdf-action = 文件在打开或使用时会执行动作（{ $what }）
    .help = 请把这份文件交给做文件的人，去掉脚本和动作，重新导出
    .clause = 没有脚本和动作
pdf-layers = 文件有图层，{ $standard } 不允许
    .help = 请把这份文件交给做文件的人，合并图层，或按 PDF/X-4 重新导出
    .clause = 没有图层
pdf-foreign = 文件引用了不在其中的内容（{ $what }）
    .help = 请把这份文件交给做文件的人，把全部内容放进文件，按 PDF/X-4 重新导出
    .clause = 全部内容都在文件里
pdf-lzw = 文件用了 { $standard } 不允许的压缩方式（LZW）
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 没有 LZW 压缩
pdf-tags = 文件没有 { $standard } 要求的结构标签
    .help = 请把这份文件交给做文件的人，带结构标签，按 { $standard } 重新导出
    .clause = 标题、段落、表格有结构标签
pdf-title = 文件不显示标题，或没有注明语言
    .help = 请把这份文件交给做文件的人，按 { $standard } 重新导出
    .clause = 显示标题，注明语言
pdf-plate = “{ $plate }”要另外出一块版（第 { $page } 页）
    .help = 这来自项目自己的版式：请让它只用本期的红、黑两种油墨
pdf-black-text = 黑色文字由几种油墨叠印（第 { $page } 页，最小 { $size } 磅）
    .help = 四色小字会出现彩边；黑字请只用黑版
pdf-no-standard = 文件没有声明是 PDF/X
    .help = 付印请用按用途 print 或 print-x1a 生成的文件
pdf-standard-unknown = 文件声明符合 { $standard }，其条款无法在此核对
    .help = 只做了一般检查；请问印厂是否接受这个标准
pdf-rich-black = 黑色块或大字由几种油墨叠印（第 { $page } 页）
    .help = 双色印刷的黑只用黑版
pdf-text-inks = { $size } 磅的彩色文字由几种油墨套印（第 { $page } 页；{ $rule }）
    .help = 套印稍有不准，小于 { $limit } 磅的字就会发虚；请用单一油墨
pdf-measured = 第 { $page } 页的 { $what } 要由印厂转换成油墨，结果无法预知（{ $rule }）
    .help = 双色印刷只用黑版和专色红
pdf-missing = 第 { $page } 页用到了文件里没有的内容（{ $what }）
    .help = 请把这份文件交给做文件的人重新导出，否则那一部分印不出来
pdf-trim = 第 { $page } 页的 { $what } 缺失、超出外面的框，或尺寸不合理
    .help = 印厂要知道在哪里裁切（TrimBox）
pdf-registration = 页面内容用了套准标记的颜色（第 { $page } 页；{ $rule }）
    .help = 这种颜色每块版都会印，请只用黑或红
pdf-marks = 第 { $page } 页的裁切线或套准标记用了“所有版”的颜色（All）
    .help = 有的制版机会在 C、M、Y 版上也印出标记，多出几块版；请让做文件的人只用本期的油墨画标记
pdf-ink = { $plate } 版的墨量没有测出来
    .help = 请在印厂核对这块版；其余项目都已检查
pdf-overprint = { $ink } 设为叠印（第 { $page } 页）
    .help = 请与印厂确认这是有意的
pdf-thin-rule = 有一条线只有 { $width } 磅粗（第 { $page } 页）
    .help = 细于 { $limit } 磅的线印出来会断，请加粗
pdf-picture-resolution = 有一张图片只有 { $resolution } dpi（第 { $page } 页；{ $rule }）
    .help = 印刷需要 { $limit } dpi，请换大图或缩小印刷尺寸
pdf-page-sizes = 第 { $page } 页的尺寸与第一页不同（{ $rule }）
    .help = 请检查这些页是否属于同一份文件
pdf-not-x4 = 所选的印刷方式要求 PDF/X-4，文件没有声明（{ $rule }）
    .help = 付印请用 PDF/X-4 文件，或问印厂接受哪种标准
pdf-user-unit = 第 { $page } 页自定了长度单位（UserUnit；{ $rule }）
    .help = 不认识这一项的软件会印成别的尺寸；请把这份文件交给做文件的人，按实际尺寸重新导出，不用 UserUnit
pdf-crop = 第 { $page } 页的 CropBox 与 MediaBox 不一致（{ $rule }）
    .help = 页面有一部分（包括出血）被遮住；请把这份文件交给做文件的人，去掉 CropBox
pdf-page-turned = 第 { $page } 页转了 { $turn }°（Rotate；{ $rule }）
    .help = 拼版时可能放错方向；请把这份文件交给做文件的人，把页面摆正后重新导出
pdf-page-empty = 第 { $page } 页是空白页（{ $rule }）
    .help = 请确认这一页本来就该空着
pdf-page-count = 文件有 { $count } 页，广告应是一页一个文件（{ $rule }）
    .help = 请把这份文件交给做文件的人，每页导出一个文件
pdf-page-picture = 第 { $page } 页整页是一张 { $resolution } dpi 的图片（{ $rule }）
    .help = 里面的文字会发虚：需要 { $limit } dpi，或者把文字做成真正的文字
pdf-white-text-overprint = 油墨上的白字设为叠印，印出来会消失（第 { $page } 页，最小 { $size } 磅；{ $rule }）
    .help = 请把这份文件交给做文件的人，把白字改为镂空
pdf-white-overprint = 油墨上的白色块或白线设为叠印，印出来会消失（第 { $page } 页；{ $rule }）
    .help = 请把这份文件交给做文件的人，把白色改为镂空
pdf-black-knockout = { $size } 磅的黑字把下面的油墨镂空了（第 { $page } 页；{ $rule }）
    .help = 压在别的油墨上、小于 { $limit } 磅的黑字要叠印（DeviceCMYK 还要 OPM 1），否则套印稍有不准就露白边
pdf-black-line-knockout = { $width } 磅的黑线把下面的油墨镂空了（第 { $page } 页；{ $rule }）
    .help = 压在别的油墨上、细于 { $limit } 磅的黑线要叠印（DeviceCMYK 还要 OPM 1），否则套印稍有不准就露白边
pdf-gray-text = 压在别的油墨上的 { $size } 磅文字用了 DeviceGray（第 { $page } 页；{ $rule }）
    .help = DeviceGray 叠印与否因 RIP 而异；小于 { $limit } 磅的字请用 DeviceCMYK 的 K 或 Separation Black，并设为叠印
pdf-gray-line = 压在别的油墨上的 { $width } 磅线条用了 DeviceGray（第 { $page } 页；{ $rule }）
    .help = DeviceGray 叠印与否因 RIP 而异；细于 { $limit } 磅的线请用 DeviceCMYK 的 K 或 Separation Black，并设为叠印
pdf-gray-overprint = 有 DeviceGray 的内容设为叠印在别的油墨上（第 { $page } 页；{ $rule }）
    .help = DeviceGray 叠印与否因 RIP 而异；请用 DeviceCMYK 的 K 或 Separation Black
pdf-courier = 文字用了 Courier 字体（第 { $page } 页；{ $rule }）
    .help = 缺字体时常常自动换成 Courier，请确认是不是原来要用的字体
pdf-rich-black-text = 黑色大字的墨量太大，不易干透（第 { $page } 页；{ $rule }）
    .help = 请只用黑版，或最多加一种油墨
pdf-white-text = 油墨上有 { $size } 磅的白字（第 { $page } 页；{ $rule }）
    .help = 小于 { $limit } 磅的白字印出来会糊，请放大
pdf-white-line = 油墨上的白线只有 { $width } 磅粗（第 { $page } 页；{ $rule }）
    .help = 细于 { $limit } 磅的白线印出来会糊，请加粗
pdf-line-inks = { $width } 磅的细线由几种油墨套印（第 { $page } 页；{ $rule }）
    .help = 套印稍有不准，细于 { $limit } 磅的线就会发虚；请用单一油墨，或加粗
pdf-spot-inks = 专色 { $plate } 不在本期的油墨之内（第 { $page } 页；{ $rule }）
    .help = 每种专色要多出一块版；请核对本期的油墨，或把这份文件交给做文件的人修改
pdf-spot-suffix = “{ $first }”和“{ $second }”是同一种油墨用于两种纸的名字，会出两块版（{ $rule }）
    .help = 请把这份文件交给做文件的人，统一用一个名字
pdf-spot-case = “{ $first }”和“{ $second }”只是写法不同，会出两块版（{ $rule }）
    .help = 请把这份文件交给做文件的人，统一用一个名字
pdf-spot-same = “{ $first }”和“{ $second }”看上去一样，会出两块版（{ $rule }）
    .help = 两者的替代色相同；请问做文件的人，是不是同一种油墨
pdf-spot-recipes = 专色“{ $plate }”有两种调法
    .help = 一种油墨只能有一种替代色；请把这份文件交给做文件的人重新导出
pdf-coverage = 15 毫米见方内的平均总墨量达到 { $coverage }%（第 { $page } 页；{ $rule }）
    .help = 超过 { $limit }% 不易干透；请把这份文件交给做文件的人，减少墨量
pdf-blend-space = 透明效果在 { $what } 中混合（第 { $page } 页；{ $rule }）
    .help = 拼合时颜色会变，黑字会变成四色；请把这份文件交给做文件的人，改在 DeviceCMYK 中混合
pdf-intent-space = 输出意图的特性文件是 { $what } 的，不是 CMYK 的（{ $rule }）
    .help = 请把这份文件交给做文件的人，向印厂要印刷机的 ICC 特性文件，用它重新导出
pdf-picture-coarse = 有一张图片只有 { $resolution } dpi（第 { $page } 页；{ $rule }）
    .help = 印出来会很差：至少要 { $limit } dpi，请换大图或缩小印刷尺寸
pdf-picture-fine = 有一张图片达到 { $resolution } dpi，超过需要的两倍（第 { $page } 页）
    .help = { $limit } dpi 就够；换小一点的图片，文件更小，印出来一样
pdf-layer-choice = 文件让看的人选择显示哪些图层（{ $rule }）
    .help = 请把这份文件交给做文件的人，去掉其他图层配置（Configs）
pdf-layer-found = 文件有图层，全部显示：{ $what }
    .help = 请确认这些图层都要印
pdf-layer-hidden = 文件有隐藏的图层，不会印出来：{ $what }
    .help = 请确认本来就不印；不支持图层的软件会把它们印出来
pdf-bleed = 油墨到了页边，出血只有 { $bleed } 毫米（第 { $page } 页）
    .help = 裁切稍有偏差就会露白；请把这份文件交给做文件的人，让颜色超出裁切线 3 毫米
pdf-text-edge = 文字离裁切线只有 { $distance } 毫米（第 { $page } 页）
    .help = 近于 3 毫米可能被裁掉，请往里移
pdf-type3 = 文字用了 Type 3 字体，字形是画出来的（第 { $page } 页）
    .help = 小字可能发粗；如果不清楚，请向做文件的人要原来的字体
pdf-glyph-missing = 字体 { $what } 缺少文字用到的字形（第 { $page } 页）
    .help = 那里会印成方框或空白；请把这份文件交给做文件的人，嵌入完整的字体重新导出

# 项目与输出
project-missing = 没有这个文件夹
    .help = 请用 --project 给出项目文件夹
path-missing = 没有这个文件或文件夹
    .help = 请核对路径；相对路径从当前文件夹（或 --project 指定的文件夹）算起
path-unreadable = 读不了：{ $reason }
    .help = 请确认有读取权限，且没有被其他程序占用
no-issues = 这里还没有简报
    .help = 新建第一期：“jianbao new issues/2026/1.yaml”，然后用“jianbao preview --open”边写边看；稿件在别处的，用 --project 指明那个文件夹
nothing-to-build = 这个文件夹里没有简报稿
    .help = 简报稿是以 .yaml 结尾的文件；“jianbao new issues/2022/36.yaml”可以新建一份
issue-missing = 没有找到“{ $name }”这一期
    .help = 可以写期号（6、第6期）、年份和期号（2022/6）、总期号（总第812期），或者文件的路径
issue-unclear = “{ $name }”可以指几期：{ $issues }
    .help = 请写明年份和期号（2022/6），或者文件的路径
one-issue = 这里只能处理一期，现在有 { $issues } 期：{ $names }
    .help = 请写明是哪一期
publication-no-issue = 这是各期共有的内容，不是一期稿件
    .help = 请写明是哪一期，如 issues/2022/36.yaml
release-none = 这一期还没有付印稿可比
    .help = 付印时请用 jianbao release 存档；还没有存档，可以和别的文件比：jianbao diff 稿件 --against 文件
release-missing = 没有付印稿 { $name }
    .help = { $releases ->
        [0] 这一期还没有付印稿
       *[other] 这一期最后的付印稿是 { $last }
    }
release-damaged = 付印稿 { $name } 已损坏：这个文件丢失或被改动
    .help = 请从备份恢复这个文件夹；也可以和别的比：jianbao diff 稿件 --against 文件
release-kept = 这是付印稿存档，不能改写
    .help = 请写到别处
release-other = 这个 PDF 与刚存档的付印稿不同；付印稿是按当前稿件重新生成的
    .help = 请把 { $file } 送印厂
input-changed = 读取过程中，这个文件被改动了
    .help = 请再试一次
preview-port = 不能在端口 { $port } 上打开预览：{ $reason }
    .help = 请用 --port 另选一个端口，如 --port 8000
editor-command = --open-editor 后面的引号没有成对：{ $command }
    .help = 请写成这样：--open-editor="code --goto {"{file}:{line}"}"
editor-missing = 打不开编辑器：{ $reason }
    .help = 请在 --open-editor= 后面写明编辑器，如 --open-editor="code --goto {"{file}:{line}"}"
page-size = 第 { $page } 页是 { $size } 毫米，其他页是 { $leaf } 毫米：大小不同的页不能拼版，也不能合订
    .help = 在版式里把这一页改得和其他页一样大，或者把“jianbao build”生成的单页 PDF 交给印厂
pages-not-for-plates = 单独出页只用于付印，不能用于用途 { $profile }
    .help = 请加 --profile print 或 --profile print-x1a
report-name = 检查报告要写成 .pdf 文件，而且只能覆盖旧的检查报告
    .help = 请换个名字，如 36-检查报告.pdf
inspect-nothing = 页上没有可以量的文字
    .help = 扫描件只有图，量不了；请用排版软件直接导出的 PDF
inspect-taken = 这个文件已经有了，而且不是 jianbao inspect 写的
    .help = 请在 -o 后面换一个文件名，或者先把它移走
report-one-file = 一份检查报告只讲一个 PDF，现在写了 { $count } 个
    .help = 请一个一个地检查，--report 后面各用一个名字
plates-taken = 这个文件已经有了，而且不是 jianbao 写的印版图
    .help = 请用 -o 换一个文件夹，或者先把它移走
plates-same-name = 这个 PDF 的印版图会和 { $other } 的重名
    .help = 请分开运行，每个 PDF 用 -o 写到自己的文件夹
page-missing = 没有第 { $page } 页，一共 { $pages } 页
    .help = 页码从 1 起，与印出的页码相同：--pages 3-4
proof-of-pdf = 签字校样只能和付印稿或 YAML 文件比：PDF 里看不出哪些字属于同一段
    .help = --against r1，或 YAML 文件
proof-name = 校样要写成 .pdf 文件，而且只能覆盖旧的校样
    .help = 请换个名字，如 36-校样.pdf
path-outside-project = 这在项目文件夹之外
    .help = 请先进入项目文件夹，或者用 --project 指定
output-clash = 这一期和 { $other } 会写成同一个文件 { $output }
    .help = 请给其中一期改名
output-taken = 这是 { $other } 的 PDF 文件名，不能存放别的内容
    .help = 请在 -o 后面另取一个文件名
output-folder = 这里已有同名文件夹，无法写文件
    .help = 请给出以 .pdf 结尾的文件名，或者移走这个文件夹
output-read-only = 这个文件设成了只读，没有改写
    .help = 请在文件属性里取消只读，或者在 -o 后面另取一个文件名
output-not-writable = 写不了：{ $reason }
    .help = 请确认有写入权限，且旧 PDF 没有被阅读器打开；旧文件没有动
output-disk-full = 磁盘满了：{ $reason }
    .help = 请腾出空间再试；旧文件没有动
output-stream = 结果无法输出
    .help = 请检查输出到哪里；磁盘可能满了
output-exists = 这个文件已经有了
    .help = 请换个名字；不会覆盖已有文件
output-kind = { $kind ->
        [folder] 结果是一个文件夹，不能写成文件
        [json] 结果是 JSON，不能写成别的文件
        [issue] 稿件是文本文件，不能写成别的文件
        [export] 导出的是 Word 文件或 Markdown 文件
       *[pdf] 结果是 PDF，不能写成别的文件
    }
    .help = { $kind ->
        [folder] 请给出文件夹的名称；名称里有“.”的，请在后面加“/”
        [json] 文件名请以 .json 结尾
        [issue] 文件名请以 .yaml 结尾，例如 issues/2026/3.yaml
        [export] 文件名请以 .docx 或 .md 结尾
       *[pdf] 文件名请以 .pdf 结尾；要放进文件夹，请在名称后面加“/”
    }
output-name = { $issues } 期不能写进一个 PDF
    .help = 请在 -o 后面给出文件夹
correction-no-word = 这不是 Word 文件
    .help = 请给出由“jianbao export”写出、在 Word 里改过的 .docx 文件；.doc 和 .wps 文件请先另存为 .docx
correction-not-exported = 这个 Word 文件不是“jianbao export”写出的，或者段落的标记被别的软件去掉了
    .help = 要导入来稿，请用“jianbao import”，不要加 --corrections
correction-other-issue = 这个文件是从 { $exported } 导出的，不是 { $issue }
    .help = 请在 --into 后面写导出它的那一期
correction-issue-changed = 导出以后，这一期的稿件又改过
    .help = 没有变过的段落，修改照常采纳；变过的会逐一列出
correction-place-changed = 要修改的这一段在导出以后变过了：{ $words }
    .help = 请在稿件里手工修改，并用 --reject 加序号略过这一处
correction-shared = 这里改的内容写在各期共用的 publication.yaml 里：{ $words }
    .help = 请到那里修改，并用 --reject 加序号略过这一处
correction-fixed = 这里改的是程序自动排的文字，稿件里没有：{ $words }
    .help = 目录随标题而变，日期和括号随稿件里的各项而变；请用 --reject 加序号略过这一处
correction-note = 脚注只能改文字，不能在 Word 里增删：{ $words }
    .help = 请在稿件里增删脚注，并用 --reject 加序号略过这一处
correction-cannot = 这一处修改没法写进稿件：{ $words }
    .help = 请在稿件里手工修改，并用 --reject 加序号略过这一处
correction-not-faithful = 采纳以后，稿件和 Word 文件的文字不会完全一致，所以什么也没有写
    .help = 请用 --accept 和 --reject 分几次采纳，找出是哪一处，手工改好；并请反馈给我们
correction-number = 没有第 { $number } 处修改，一共 { $count } 处
    .help = 不加 --accept 和 --reject 运行一次，可以看到清单
correction-twice = 第 { $number } 处修改既采纳又不采纳
    .help = 请只写一次
more-findings = 还有 { $count } 处同类问题没有列出
    .help = 请先改正已列出的
crashed = jianbao 在这一期上出了故障
    .help = 其他各期不受影响；请把这个文件发给 jianbao 的开发者

# 结果
report-built = { $issue } → { $output }　{ $pages } 页{ $sheets ->
        [0] {""}
       *[other] ，{ $sheets } 张纸
    }　{ $seconds } 秒
changes-of = 稿件 { $issue }：{ $changes }
changes-pages = { $count ->
        [0] 版面没有变化
       *[other] { $after } 页中第 { $pages } 页有变化
    }
changes-count = 原来 { $before } 页，现在 { $after } 页
changes-moved = 其中第 { $moved } 页只是移了位置（原第 { $from } 页）
changes-between = ；
list-between = 、
report-unchanged = { $issue } → { $output }　没有变化，{ $pages } 页{ $warnings ->
        [0] {""}
       *[other] ，有 { $warnings } 条提醒（用 jianbao check 查看）
    }　{ $seconds } 秒
fix-changed = { $file } 第 { $line } 行第 { $column } 字：{ $before } → { $after }
fix-inserted = { $file } 第 { $line } 行第 { $column } 字：补上“{ $after }”
fix-summary = { $count ->
        [0] 没有可以自动改正的
       *[other] 改正 { $count } 处
    }
report-checked = { $issue }　没有错误，{ $pages } 页　{ $seconds } 秒
report-failed = { $issue }　有错误
summary-alike = 另有 { $count } 期因为同样的错误没有完成
summary-build = 完成 { $done } 期，没有变化 { $unchanged } 期，没有完成 { $failed } 期
summary-check = 没有错误 { $done } 期，有错误 { $failed } 期
report-title = 印前检查报告
report-lang = zh
report-page = 第 { $page } 页
report-file = 文件
report-format = 格式
report-format-words = PDF { $version }，{ $pages } 页
report-claims = 标准
report-unclaimed = 没有声明
report-fonts = 字体
report-fonts-words = { $missing ->
        [0] { $count } 种，全部嵌入
       *[other] { $count } 种，其中 { $missing } 种不在文件里
    }
report-pictures = 图片
report-pictures-words = { $count ->
        [0] 没有
       *[other] { $count } 张，最低分辨率 { $dpi } dpi
    }
report-program = 检查程序
report-sizes = 页面框
report-size-pages = 第 { $pages } 页
report-box-sheet = 整张（MediaBox）：{ $size }
report-box-bleed = 含出血（BleedBox）：{ $size }
report-box-trim = 成品（TrimBox）：{ $size }
report-no-box = 没有
report-plates = 印版和墨量
report-findings = 问题
report-pages = 有问题的页（每一页上，每个问题只框出最严重的一处）
report-omitted-plates = 印版图只列出前 { $shown } 页，全部共 { $count } 页
report-omitted-pages = 有问题的页共 { $count } 页，这里列出 { $shown } 页
plates-done = { $ink }：第 { $pages } 页，墨量 { $share } %，{ $count } 张图：{ $file }
plates-none = { $file } 没有可印的内容：哪一页都没有墨
preflight-file = { $file }：PDF { $version }，{ $pages } 页
preflight-claims = 声明的标准：{ $claims }
preflight-unclaimed = 声明的标准：无
preflight-sizes = 页面
preflight-size = 第 { $pages } 页：裁切 { $trim } mm，出血 { $bleed } mm，页面框 { $sheet } mm
preflight-blank = 空白页：{ $pages }
preflight-plates = 印版
preflight-plate = { $ink }%  { $plate }（第 { $pages } 页）
preflight-text = 文字
preflight-text-line = { $size } 磅起，{ $plates }（第 { $pages } 页）
preflight-overprint = 叠印
preflight-overprint-line = { $ink }（第 { $pages } 页）
preflight-nothing = 无
preflight-fonts = 字体
preflight-font = { $name }，{ $kind }，{ $state }
preflight-font-nameless = （无名）
preflight-none = 无
preflight-font-subset = 已嵌入（子集）
preflight-font-whole = 已嵌入（全部）
preflight-font-missing = 未嵌入
preflight-pictures = 图片
preflight-picture = 第 { $page } 页：{ $width } × { $height } 像素，{ $dpi } dpi，{ $space }
preflight-fine = 可以付印
preflight-warnings = 有 { $warnings } 条提醒，没有错误
preflight-failed = 不能付印：{ $errors } 处错误，{ $warnings } 条提醒
release-done = 已存档：付印稿 { $name }，在 { $folder }
release-same = 付印稿 { $name } 之后没有变化
diff-place = 第 { $page } 页{ $line ->
        [0] {""}
       *[other] （{ $file } 第 { $line } 行）
    }
diff-before = { $page ->
        [0] {""}
       *[other] ，原第 { $page } 页
    }
diff-old = 原
diff-new = 现
diff-gone = 删去一处（原在第 { $page } 页）
diff-moved = 从别处移来，文字未改：
diff-contents = 目录随标题改了
diff-followed = 文字未改，只是版面（或目录页码）随之变动
diff-besides = 第 { $pages } 页　{ $words }
diff-no-text = 这个 PDF 里没有文字可比
sign-bold = 〔粗体〕
sign-bold-end = 〔粗体止〕
sign-emphasis = 〔楷体〕
sign-emphasis-end = 〔楷体止〕
sign-note = 〔注〕
sign-heading-1 = 〔一级标题〕
sign-heading-2 = 〔二级标题〕
sign-picture = 〔图片〕
sign-picture-other = 〔另一幅图片〕
pages-done = { $sheets ->
        [0] { $count ->
           *[other] 第 { $pages } 页 → { $file }
        }
       *[other] 含第 { $pages } 页的印张 → { $file }
    }
pages-none = 没有要重新制版的页
pages-pushed = 改动影响到其他页：第 { $others } 页
pages-pushed-cut = 改动影响到其他页：第 { $others } 页；第 { $page } 页（{ $file } 第 { $line } 行）的改动如果再少 { $characters } 个字，其他各页就不会变
pages-pushed-add = 改动影响到其他页：第 { $others } 页；第 { $page } 页（{ $file } 第 { $line } 行）的改动如果再多 { $characters } 个字，其他各页就不会变
proof-nothing = 没有改动，不必签字，没有生成 { $file }
proof-title = 校样（改动一览）
proof-page = 页
proof-before = 原
proof-moved = 从别处移来，文字未改：
proof-change = 改动
proof-removed = 删：
proof-signatures = 改稿人：,校对人：,日期：
preview-ready = 请用浏览器打开下面的地址看预览；按 Ctrl-C 结束
preview-no-browser = 浏览器打不开，请自己打开上面的地址
preview-title = 简报预览
preview-issues = 各期
preview-findings = 问题和提醒
preview-differences = 付印之后的改动
preview-here-moved = 第 { $page } 页，从别处移来，文字未改
preview-gone = 删去（原在第 { $page } 页）
preview-hint = 点一下页面上的字，就能看到它在稿件的哪一行
preview-language = English
preview-next = 跳到下一个有变化的页
preview-number = 第{ $number }期
preview-reading = 正在排版……
preview-fine = 没有问题
preview-warnings = { $count } 条提醒
preview-wrong = { $count } 处错误
preview-unreleased = 还没有付印稿
preview-released-damaged = 付印稿已损坏
preview-released-before = 付印稿 { $name } 是用本程序的另一版本存档的，请用 jianbao diff 比较
preview-released = 付印稿 { $name }，此后没有变化
preview-released-changed = 付印稿 { $name }，此后{ $count ->
        [0] 页数有变化
       *[other] 第 { $pages } 页有变化
    }
preview-against-release = 和付印稿 { $name } 比，
preview-against-built = 和上次生成的 PDF 比，
preview-against-begun = 和打开预览的时候比，
preview-page = 第 { $page } 页
preview-changed = 有变化
preview-moved = 原第 { $page } 页
preview-place = { $file } 第 { $line } 行第 { $column } 列
preview-no-place = 这是版式自带的，稿件里没有
preview-opened = 已在编辑器里打开
preview-lost = 预览已经结束，页面不再更新；重新运行 jianbao preview 就会接上
preview-old = 稿件有错误；页面还是出错以前的
preview-old-layout = 版式或字体有错误；页面还是出错以前的
preview-released-wrong = 付印稿 { $name }；现在有错误，改好以后才能比较
preview-tools = 缩放和油墨
preview-zoom-in = 放大（按 +）
preview-zoom-out = 缩小（按 -）
preview-fit-width = 适合宽度
preview-whole-page = 整页
preview-key-full = 实际大小（按 1）
preview-key-width = 页面和窗口一样宽（按 2）
preview-key-page = 一次看到整页（按 3）；按空格翻页
preview-inks = 油墨
preview-ink-red = 红
preview-ink-black = 黑
preview-ink-cyan = 青
preview-ink-magenta = 品红
preview-ink-yellow = 黄
preview-ink-all = 全部油墨
preview-ink-only = 只看{ $ink }
preview-ink-here = 墨量
preview-ink-hint = 把鼠标移到页面上，这里就显示那一点的墨量
preview-ink-total = 合计
preview-ink-unprintable = 先改正错误，才能分开看各色油墨
preview-draft = 稿件有错误；这样的页面还不能付印
preview-no-pages = 稿件有错误，改好以后就有页面
preview-no-findings = 没有问题
preview-download = 下载 PDF
watch-waiting = 正在等 { $folder } 里的改动，按 Ctrl-C 结束
watch-same = 已保存，各期的 PDF 都不用重新生成
watch-gone = { $issue } 已被删除；它的 PDF 还在：{ $output }
watch-failed = 无法得知文件的改动：{ $reason }
statistics-total = 共 { $total } 篇
stopped = 已停止；已完成的 PDF 都在，还有 { $left } 期没有开始
corrections-head = { $file }：{ $count } 处修改
corrections-none = { $file } 里没有修改
corrections-comments = { $count } 条批注
corrections-choose = 还什么都没有写。采纳请加 --accept all，也可以按序号（--accept 1,3-5）或按人（--accept by:姓名）；不采纳用 --reject，写法相同
corrections-choose-comments = 批注写进稿件请加 --comments keep，不要请加 --comments drop
corrections-written = 已写好：{ $file }（采纳 { $accepted } 处，不采纳 { $rejected } 处）
corrections-unchanged = 不用写：{ $file } 没有变化（不采纳 { $rejected } 处）
correction-accepted = 采纳
correction-rejected = 不采纳
correction-nobody = 未留修订记录
correction-kind-inserted = 增加
correction-kind-deleted = 删去
correction-kind-replaced = 改为
correction-kind-moved = 移动
correction-kind-inserted-paragraph = 增加一段
correction-kind-deleted-paragraph = 删去一段
correction-kind-divided-paragraph = 分成两段
correction-kind-joined-paragraphs = 两段合并
correction-kind-inserted-row = 增加一行
correction-kind-deleted-row = 删去一行
correction-kind-bold = 加粗有变
correction-kind-style = 样式有变
correction-kind-untracked = 有改动
export-done = 已写好：{ $file }
typst-done = Typst 文档已写到 { $file }
new-done = 已写好：{ $file }
new-shared = 各期共有的内容（报头、编印单位、报送范围）请在 { $file } 里填写
new-next = 下一步：用“jianbao preview { $issue } --open”边写边看，写好后用“jianbao build { $issue }”生成 PDF
fonts-count = { $count }　{ $family } { $weight }　{ $file }
licenses-own = jianbao 的许可是 { $terms }。许可全文（英文）：
licenses-faces = 程序里带有 { $count } 个字体文件，各自的许可和全文如下：
licenses-libraries = 程序里用到 { $count } 个程序库。每个后面是它的许可，以及下面许可全文的编号：
fonts-latin = 西文和数字
fonts-signs = ○ □ ● ▲ → 等符号
fonts-no-quotes = 除引号外的字（这种字体的引号太窄）
role-masthead = 报头
role-title = 标题
role-song = 页码
role-fang = 正文
role-hei = 栏目、一级小标题、表头
role-kai = 二级小标题、目录、强调
role-latin = 数字和西文

# 命令行
heading-usage = 用法：
heading-commands = 命令
heading-arguments = 参数
heading-options = 选项
heading-examples = 例子：
usage-csv = --format csv 只用于 jianbao statistics
usage-help = 用“jianbao --help”和“jianbao 命令 --help”查看全部说明
usage-unknown-argument = 没有 { $argument } 这个选项；请看 { $known }
usage-unknown-command = 没有“{ $argument }”这个命令；请看 { $known }
usage-missing-argument = 缺少参数：{ $argument }
usage-more-arguments = 多写了“{ $argument }”
usage-missing-value = { $argument } 后面缺少内容
usage-remedy-pages = 页码从 1 起，与印出的页码相同，小的在前，如 --pages 3-4 或 --pages 1,3-4
usage-remedy-issue = 请写明是哪一期，如 2022/36 或 issues/2022/36.yaml
usage-remedy-resolution = 从 20 到 1200：--resolution 300
usage-remedy-as = impose 写 --as booklet 或 two-up，plates 写 --as png 或 tiff
usage-wrong-value = { $argument } 不能是“{ $value }”
usage-invalid-value = { $argument } 不能是“{ $value }”，可以是：{ $known }
value-command = 命令
value-dir = 文件夹
value-editor = 编辑器
value-file = 文件
value-issue = 稿件
value-mm = 毫米
value-n = 数
value-options = 选项
value-path = 路径
value-year = 年份
man-name = 名称
man-synopsis = 用法
man-description = 说明
man-extra = 例子
man-version = 版本
usage-no-equals = { $argument } 后面要用“=”接内容
usage-value-count = { $argument } 的内容多了或少了
usage-twice = { $argument } 写了两次
usage-conflict = { $argument } 不能和 { $known } 同时用
usage-encoding = 有一个词不是 UTF-8 编码
usage-other = 命令行有误
about-help = 显示全部命令的说明，或某个命令的说明
help-help-command = 命令，如 build
about-jianbao = 把 YAML 稿件排成可以付印的 PDF 简报
about-build = 生成各期的 PDF
about-watch = 一有保存就重新生成 PDF，按 Ctrl-C 结束
about-preview = 在浏览器里看页面，一有保存就更新
about-check = 找出稿件里的全部问题；加 --fix 时先改正有把握的
about-impose = 把简报的页面拼到 A3 纸上，供折叠装订
about-preflight = 像印厂一样检查 PDF：标准、页面框、印版、字体、图片
about-plates = 分版出图：每个印版每页一张灰度图
about-statistics = 统计一年中各地的用稿篇数
about-volume = 把一年的各期合订成一个 PDF：封面、总目录、各期、用稿索引
about-release = 把付印的稿件和 PDF 存档，以后改动可以对照
about-diff = 列出付印之后的改动：哪些页、哪些字、哪些数
about-fit = 看一期怎样少排一页：收紧哪几段，还差几行
about-new = 新建一期的样稿，供填写
about-new = 新建一期：写好一份底稿，供填写
about-export = 把一期写成可以批改的 Word 文件，或者 Markdown 文件
about-typst = 把一期写成 Typst 文档
about-fonts = 列出各处用什么字体
about-schema = 输出格式的 JSON Schema，供编辑器使用
about-licenses = 打印程序、字体和所用程序库的许可及其全文
about-completions = 输出命令行补全脚本
about-man = 输出手册页
help-help = 显示说明
help-version = 显示版本
help-project = 项目文件夹（默认：当前文件夹）
help-lang = 显示用的语言（默认：系统的语言）
help-format = human 供人看，json 每期一行供程序读，csv 只用于统计
help-color = 显示时是否用颜色
help-paths = 稿件或放稿件的文件夹，也可以写期号：6、2022/6（默认：issues）
help-system_fonts = 也用本机的字体；换一台机器，版面可能不同
help-jobs = 同时排几期（默认：处理器有几核就几期）
help-preview-open = 打开浏览器
help-preview-open_editor = 点了字就在编辑器里打开那一行；不写编辑器，就用找得到的（VS Code、Notepad++ 等）
help-preview-port = 用哪个端口（默认：4236，被占用就用后面的）
help-watch-output = 放 PDF 的文件夹（默认：out）；只排一期时可以是以 .pdf 结尾的文件
help-watch-profile = 用途：print（付印，两个版，PDF/X-4）、print-x1a（付印，老式印厂，PDF/X-1a）、screen（邮件、网页）或 archive（存档）；默认按稿件里写的
help-build-output = 放 PDF 的文件夹（默认：out）；只排一期时可以是以 .pdf 结尾的文件
help-build-profile = 用途：print（付印，两个版，PDF/X-4）、print-x1a（付印，老式印厂，PDF/X-1a）、screen（邮件、网页）或 archive（存档）；默认按稿件里写的
help-check-fix = 把有把握的改正写进稿件：样子像的字和标点、缺的空格、中文冒号、中文名称
help-build-force = 没有变化的也重写
help-build-depfile = 把每个 PDF 用到的文件按 Make 的格式写进这个文件
help-statistics-year = 年份，如 2022
help-statistics-output = 以 .csv、.json（表）或 .svg、.pdf（条形图）结尾的文件
help-release-issue = 哪一期：文件或期号，如 2022/36
help-diff-issue = 哪一期：文件或期号，如 2022/36
help-fit-issue = 哪一期：文件或期号，如 2022/36
help-fit-pages = 正文收到第几页为止，或 even（偶数页）；不写时照稿件的 fit，稿件也没写就收到前一页
help-fit-multiple_of = 正文的页数是这个数的倍数，如折页用 4
fit-as-it-is = { $issue }：正文正好 { $pages } 页，不用调整
fit-reached = { $issue }：正文 { $pages } 页，收到第 { $target } 页为止，调整如下：
fit-missed-lines = { $issue }：正文 { $pages } 页，收不到第 { $target } 页为止：所有办法都用上，还多 { $lines } 行
fit-too-short = { $issue }：正文只有 { $pages } 页，到不了要的页数
fit-nearest = 这几段删几个字就能少一行：
fit-near = {"  "}{ $where }：删 { $characters } 个字
fit-drawn-in = {"  "}{ $where }：收进 { $lines } 行
fit-title = {"  "}{ $where }：少占 { $lines } 行
fit-picture = {"  "}{ $where }：减低 { $lines } 行
fit-titles = {"  "}各篇标题下：不留空行
fit-place = 第 { $article } 篇第 { $paragraph } 段
fit-place-title = 第 { $article } 篇标题
fit-place-note = 编者按第 { $paragraph } 段
fit-line = { $where }（{ $file } 第 { $line } 行）
fit-keep = 要照此排印，在稿件里写 fit: {"{"}pages: { $target }{"}"}
help-diff-against = 和别的比：某次付印稿（r1）、YAML 文件、PDF
help-build-pages = 只出这些页：changed（上次付印之后有变化的），或 3-4，或 1,3-4
help-build-sheets = 与 --pages 同用：出整张纸，正反两面都要
help-impose-pages = 只出含这些页的印张：changed（上次付印之后有变化的），或 3-4
help-diff-proof = 另写一份供签字的校样：封面列出全部改动，各页上标出改动
help-volume-year = 年份，如 2022
help-volume-output = 放 PDF 的文件夹（默认：out），或以 .pdf 结尾的文件
help-volume-profile = 用途：print（付印，两个版，PDF/X-4）、print-x1a（付印，老式印厂，PDF/X-1a）、screen（邮件、网页）或 archive（存档）；默认按最后一期写的
help-volume-force = 没有变化也重写
help-new-file = 期号，如 37 或 2022/37；也可以是要写的文件
help-export-issue = 稿件
help-export-output = 写到哪个文件：.docx 是 Word 文件，.md 是 Markdown 文件
help-typst-issue = 稿件
help-typst-output = 写到哪个文件夹
help-fonts-issue = 统计这一期里每种字体排了多少字
help-schema-subject = issue 是各期稿件，publication 是 publication.yaml
help-schema-output = 写到哪个文件
help-licenses-faces = 只打印自带字体的许可
help-licenses-libraries = 只打印程序库的许可
help-completions-shell = 命令行程序：bash、zsh、fish、powershell 或 elvish
help-impose-paths = 稿件，可以是几份
help-impose-arrangement = booklet（骑马订，各张套在一起）或 two-up（各张对折后依次叠放）
help-impose-output = PDF 存放的文件夹（默认 out）；只有一份稿件时也可以是以 .pdf 结尾的文件名
help-impose-creep = 纸张厚度，骑马订内层页面按它向里收，0mm 到 0.5mm（默认 0.1mm）
help-impose-bare = 只要 A3 幅面，不加标记，供办公室打印机使用
help-impose-profile = 用途：print（PDF/X-4）或 print-x1a（PDF/X-1a）；默认按稿件里写的
help-impose-force = 内容没有变化也重新写出
help-preflight-files = 要检查的 PDF
help-preflight-report = 另写一份给印厂的检查报告：页面框、印版图、标出问题的小页
help-plates-files = 要分版的 PDF
help-plates-output = 放图的文件夹，文件名如 36-01-Black.png；黑色是满版墨
help-plates-kind = png（默认）或 tiff
help-plates-resolution = 分辨率，每英寸像素数，20 到 1200（默认 150）
help-plates-pages = 只出这几页，从 1 数起：3-4，或 1,3-4
help-preflight-variant = 印刷方式，用 GWG 2022 的名称：sheetspot（单张纸，有专色，默认）、sheetcmyk、webspot、webcmyk、webcmyknews、magazineads、newspaperads
help-preflight-inks = 本期的专色名称；项目里的 PDF 以 publication.yaml 为准
help-man-output = 写全部命令手册页的文件夹
examples-build =
    {"  "}jianbao build                          排 issues/ 下的全部各期
    {"  "}jianbao build 36                       排第 36 期；几年都有第 36 期时，写 2022/36
    {"  "}jianbao build issues/2022/36.yaml      排一期，写到 out/2022/36.pdf
    {"  "}jianbao build issues/2022 -o 付印      排一年，写到“付印”文件夹
examples-impose =
    {"  "}jianbao impose issues/2022/36.yaml --as booklet
examples-preflight =
    {"  "}jianbao preflight out/2022/36.pdf
    {"  "}jianbao preflight out/2022/36.pdf --report 36-report.pdf
examples-plates =
    {"  "}jianbao plates out/2022/36.pdf -o plates
    {"  "}jianbao plates out/2022/36.pdf -o plates --as tiff --resolution 300 --pages 1
    {"  "}jianbao preflight other.pdf --for sheetspot --inks "PANTONE 485 C"
examples-statistics =
    {"  "}jianbao statistics 2022
    {"  "}jianbao statistics 2022 -o out/2022.svg
examples-volume =
    {"  "}jianbao volume 2022
    {"  "}jianbao volume 2022 --profile screen
examples-release =
    {"  "}jianbao release issues/2022/36.yaml
examples-diff =
    {"  "}jianbao diff issues/2022/36.yaml
    {"  "}jianbao diff issues/2022/36.yaml --against r1
    {"  "}jianbao diff issues/2022/36.yaml --against 印厂回传.pdf
    {"  "}jianbao diff issues/2022/36.yaml --proof 36-校样.pdf
examples-fit =
    {"  "}jianbao fit 2022/36
    {"  "}jianbao fit 2022/36 --pages even
examples-export =
    {"  "}jianbao export issues/2022/36.yaml -o 36.docx
    {"  "}jianbao export 36 -o 36.md
examples-new =
    {"  "}jianbao new issues/2022/37.yaml

# 稿件各项的中文名
key-allow-low-resolution = 低清图片照印
key-articles = 稿件
key-bleed = 出血
key-body = 正文
key-cities = 设区市
key-city = 设区市
key-cmyk = 青、品、黄、黑
key-columns = 表头
key-contents = 目录
key-copies = 印数
key-counties = 县（市、区）
key-county = 县（市、区）
key-date = 日期
key-distribution = 报送范围
key-fit = 缩版
key-footer = 版记位置
key-intent = 色彩特性文件
key-issue-issuer = 编印单位
key-issue-title = 报头
key-issuer = 编印单位
key-label = 报、送或发
key-layout = 版式
key-marks = 裁切标记
key-multiple-of = 页数的倍数
key-name = 名称
key-note = 编者按
key-notice = 左上角的提示语
key-number = 期号
key-page-numbers = 目录里的页码
key-pages = 页数和版记
key-pictures = 图片
key-print = 付印
key-profile = 用途
key-red = 红墨
key-rows = 各行
key-sections = 栏目
key-sector = 行业
key-serial = 准印证号
key-source = 来稿单位
key-span = 跨几栏
key-spot = 油墨名
key-statistics = 统计
key-table = 表格
key-text = 内容
key-title = 标题
key-to = 报送对象
key-total = 合计
key-total-number = 总期号
key-unit = 单位
key-year = 年份

# 格式说明（编辑器里显示）
schema-issue = 一期简报
schema-publication = 各期共有的内容；每一项都可以在某一期里另写
schema-issue-number = 期号
schema-issue-total-number = 总期号
schema-issue-date = 日期，如 2022-12-28
schema-issue-note = 第一篇之前的编者按，Markdown
schema-issue-sections = 栏目和稿件
schema-issue-title = 报头，印成红色
schema-issue-notice = 左上角的提示语
schema-issue-issuer = 编印单位，印在期号下面
schema-issue-layout = 版式：bulletin（简报）、brief（专报），或 layouts/ 里的文件夹
schema-issue-contents = 目录怎样排
schema-issue-pages = 页数和版记的位置
schema-pages = 页数和版记的位置
schema-pages-multiple-of = 用空白页把页数补足到这个数的倍数，如折页用 4
schema-pages-footer = 版记位置：last 在最后一页（空白页在它之前），last-even 在正文最后的偶数页（空白页在它之后）
schema-issue-fit = 正文收到哪一页为止：{"{"}pages: 8{"}"}、{"{"}pages: even{"}"} 或 {"{"}multiple-of: 4{"}"}
schema-fit = 正文收到哪一页为止。先收紧末行字少的段落，再减标题的行数、图片的高度、标题下的空行；行距不变
schema-fit-pages = 正文最后一页的页码，或 even（偶数页）
schema-fit-multiple-of = 正文的页数是这个数的倍数，如折页用 4
schema-issue-distribution = 报送范围，印在末页
schema-issue-serial = 准印证号，印在末页
schema-issue-copies = 印数
schema-issue-print = 怎样付印
schema-print = 怎样付印
schema-print-profile = 用途：print（付印，两个版）、print-x1a（付印，老式印厂，PDF/X-1a）、screen（邮件、网页）或 archive（存档，附稿件）
schema-print-red = 红墨
schema-print-bleed = 出血，0mm 到 10mm，如 3mm
schema-print-marks = 四周是否加裁切线、套准标记、版边信息和色标
schema-print-pictures = 图片：black 只用黑版，process 保留四色（要加版）
schema-print-allow-low-resolution = 150 dpi 以下的图片是否照印
schema-print-intent = FOGRA39，或者印厂的 .icc 文件
schema-red = 红墨
schema-red-spot = 印厂对油墨的叫法，用拉丁字母
schema-red-cmyk = 用四色调配时的青、品、黄、黑
schema-contents = 目录怎样排
schema-contents-page-numbers = 目录里要不要页码
schema-distribution = 一类报送对象
schema-distribution-label = 报、送或发
schema-distribution-to = 报送对象；每项单独一行
schema-section = 栏目
schema-section-title = 栏目名
schema-section-articles = 栏目里的稿件
schema-article = 稿件：正文、表格，或者都有
schema-article-title = 标题；用 | 时一行就是印出来的一行
schema-article-source = 来稿单位：combined（综合稿件），或 city、city 和 county、sector
schema-article-body = 正文，Markdown；**段首句**印成粗体
schema-article-table = 稿件的表格
schema-table = 表格
schema-table-columns = 表头
schema-table-rows = 各行；短行后面的格留空
schema-table-unit = 合计的单位，如“篇”
schema-table-total = 合计；会和各行核对
schema-cell = 文字、数字，或者跨几栏的文字
schema-cell-text = 印出来的内容
schema-cell-span = 跨几栏
schema-article-statistics = 用稿统计，代替表格，由各期自动得出
schema-statistics = 一年的用稿统计
schema-statistics-year = 年份
schema-issue-cities = 设区市，按规定次序，可列出所辖县（市、区）
schema-city = 设区市及所辖县（市、区）
schema-city-name = 市名
schema-city-counties = 所辖县（市、区）
schema-contributor = 来稿单位
schema-office = 来稿单位
schema-office-city = 设区市
schema-office-county = 县（市、区）
schema-office-sector = 文明行业

## Printed on pages. Pages are in Chinese whatever the user's language, so these stand in this file alone.

printed-name = { $title } 第{ $number }期
printed-number = 第{ $number }期
printed-total-number = （总第{ $number }期）
printed-date = { $year }年{ $month }月{ $day }日
printed-section = 【{ $title }】
printed-total = （共{ $number }{ $unit }）
printed-imprint-label = { $label }：
printed-continued = 续表
printed-copies = 共印{ $number }份
printed-chart-title = { $number }年用稿统计
printed-chart-own = 市本级
printed-chart-counties = 所辖县（市、区）
printed-chart-combined = { $name }：{ $number } 篇
printed-chart-sectors = { $name }：{ $sectors }
printed-chart-total = 共 { $number } 篇
printed-volume-year = { $number }年合订本
printed-volume-total-number = 总第{ $number }期
printed-volume-issue = { $number }　{ $date }
printed-volume-by-number = 总目录（按期号）
printed-volume-by-section = 总目录（按栏目）
printed-volume-index = 用稿索引（按地区）
printed-slug-page = { $name }　{ $date }　第{ $page }页
printed-slug-front = { $name }　{ $date }　第{ $sheet }张正面　页{ $pages }
printed-slug-back = { $name }　{ $date }　第{ $sheet }张反面　页{ $pages }
printed-blank-page = 空白

# 量版面
inspect-row-paper-width = 纸宽
inspect-row-paper-height = 纸高
inspect-row-top-margin = 天头
inspect-row-inner-margin = 订口
inspect-row-type-width = 版心宽
inspect-row-type-height = 版心高
inspect-row-characters = 每行字数
inspect-row-lines = 每页行数
inspect-row-line-pitch = 行距
inspect-row-baselines = 基线离行
inspect-row-outside = 伸出版心两侧
inspect-row-masthead-face = 报头字体
inspect-row-masthead-height = 报头字高
inspect-row-masthead-top = 报头上边的位置
inspect-row-masthead-width = 报头宽
inspect-row-masthead-centre = 报头离中线
inspect-row-masthead-ink = 报头颜色
inspect-row-rule-place = 红线下边的位置
inspect-row-rule-thickness = 红线粗细
inspect-row-rule-width = 红线长
inspect-row-rule-left = 红线离版心左边
inspect-row-rule-ink = 红线颜色
inspect-row-issuer-above-rule = 编印单位离红线
inspect-row-date-above-rule = 日期离红线
inspect-row-issuer-left = 编印单位左空
inspect-row-date-right = 日期右空
inspect-row-number-centre = 期号离中线
inspect-row-number-above-issuer = 期号在编印单位之上
inspect-row-head-face = 期号、编印单位、日期的字体
inspect-row-notice-left = 提示语离版心左边
inspect-row-notice-top = 提示语上边的位置
inspect-row-notice-face = 提示语字体
inspect-row-text-size = 正文字号
inspect-row-text-face = 正文字体
inspect-row-indent = 段首空
inspect-row-title-size = 标题字号
inspect-row-title-face = 标题字体
inspect-row-title-centre = 标题离中线
inspect-row-first-heading-face = 一级小标题字体
inspect-row-second-heading-face = 二级小标题字体
inspect-row-section-face = 目录栏目字体
inspect-row-entry-face = 目录条目字体
inspect-row-note-size = 脚注字号
inspect-row-caption-size = 图注字号
inspect-row-caption-face = 图注字体
inspect-row-table-outer-rule = 表格外框线
inspect-row-table-inner-rule = 表格内线
inspect-row-table-head-face = 表头字体
inspect-row-number-size = 页码字号
inspect-row-number-below = 页码一字线离版心
inspect-row-number-side = 页码离外侧
inspect-row-number-dashes = 页码两边的一字线
inspect-row-number-count = 页码顺序
inspect-row-number-face = 页码字体
inspect-row-imprint-outer-rule = 版记首末线
inspect-row-imprint-inner-rule = 版记中间线
inspect-row-imprint-width = 版记线长
inspect-row-imprint-end = 版记下边的位置
inspect-row-imprint-size = 版记字号
inspect-row-imprint-face = 版记字体
inspect-row-imprint-indent = 版记左空
inspect-row-imprint-pitch = 版记行距
inspect-row-line-starts = 行首的禁排标点
inspect-row-line-ends = 行末的禁排标点
inspect-row-parted-marks = 断开的破折号、省略号
inspect-row-inks = 油墨
inspect-row-text-inks = 文字的油墨
inspect-unit-mm = { $number } mm
inspect-unit-pt = { $number } 磅
inspect-unit-characters = { $number } 字
inspect-unit-count = { $number }
inspect-none = 没有
inspect-asked-red = 红色
inspect-asked-dashes = 两边都有
inspect-asked-count = 与页序一致
inspect-asked-inks = 黑和一种红
inspect-asked-text-inks = 只用黑，或只用红
inspect-measured-red = 红色
inspect-measured-black = 黑色
inspect-nothing-found = 没有找到
inspect-practice = 通行做法
inspect-thing = 量什么
inspect-clause = 依据
inspect-asked = 要求
inspect-measured = 量得
inspect-page = 页
inspect-file = { $file }：{ $pages } 页
inspect-passed = 全部合格：{ $passed } 项合格，{ $unknown } 项没有找到
inspect-failed = { $failed } 项不合格，{ $passed } 项合格，{ $unknown } 项没有找到
inspect-overlay = 已写带网格的 PDF：{ $file }
about-inspect = 量成品页：版心、行、字、报头、页码、版记，逐项对照 GB/T 9704
help-inspect-subject = 一期稿件（文件名或期号），或者一个 PDF，别的程序做的也可以
help-inspect-output = 另写一份 PDF，页上画出网格，不合要求的地方用洋红色框出，并标上表里的序号
examples-inspect =
    {"  "}jianbao inspect 36
    {"  "}jianbao inspect out/2022/36.pdf -o 36-grid.pdf

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
    .help = 可用“jianbao new”生成一份样稿再填写
file-binary = 这不是文本文件
    .help = 简报稿是纯文本文件；Word 或 PDF 文件不能直接读
file-utf16 = 文件存成了 UTF-16（记事本里叫“Unicode”）
    .help = 请在编辑器里“另存为”，编码选 UTF-8
file-encoding = 文件不是 UTF-8 编码（第 { $line } 行），很可能是 GB18030（“ANSI”）
    .help = 请在编辑器里“另存为”，编码选 UTF-8；记事本的编码选项在窗口最下方

# YAML
yaml-syntax = 从这里起 YAML 读不通：{ $reason }
    .help = 请检查缩进（只用空格）、冒号后面的空格、引号和括号是否成对；文字里有“: ”或“#”时，整段加引号
yaml-slip-colon = 键后面用了全角冒号
yaml-slip-tab = 行首用了制表符（Tab）
yaml-too-complex = YAML 引用太多或嵌套太深
    .help = 请直接写出内容，不要用 & 和 * 引用
yaml-second-document = 这里开始了第二份文档
    .help = 一个文件只放一期，请删去“---”这一行
unknown-key = 这里没有“{ $key }”这个键
    .help = 是否应为：{ $suggestion }
missing-key = 缺少“{ $key }”
    .help = 请在此补上“{ $key }: …”；各期相同的可写进 publication.yaml
duplicate-key = “{ $key }”写了两次
    .help = 请只留一个
wrong-type = 这里应当是{ $expected }
    .help = 可用“jianbao new”生成样稿，看每个键怎样写
wrong-value = “{ $value }”不行，这里应当是{ $expected }
    .help = 请改正
expected-date = 一个确有的日期，如 2022-12-28
expected-positive = 1 以上的整数
expected-integer = 整数
expected-boolean = true（是）或 false（否）
expected-list = 列表
expected-keys = 一组键
expected-text = 文字
expected-cell = 文字、数字，或 {"{"}text: …, span: 2{"}"}
expected-contributor = combined，或 {"{"}city: …{"}"}、{"{"}city: …, county: …{"}"}、{"{"}sector: …{"}"}
expected-other = 别的内容

# 稿件
empty-text = “{ $key }”是空的
    .help = 请填写，或者删去这个键
no-section = 本期没有栏目
    .help = 请至少写一个栏目和一篇稿件
no-article = 这个栏目没有稿件
    .help = 请补上稿件，或者删去栏目
no-body = 这篇稿件既没有正文也没有表格
    .help = 请补上“body: |”和正文，或者“table:”
one-article = 版式“{ $layout }”只排一篇稿件，这是第二篇
    .help = 请改用版式 bulletin，或者另编一期
too-much = 超过 { $limit } { $thing }
    .help = 请拆分，或者核对是否选错了文件
thing-articles = 篇稿件
thing-blocks = 个段落
thing-paragraph = 字（一个段落）
thing-title = 字（一个标题）
thing-cells = 格（全部表格）
thing-rows = 行
thing-columns = 栏
row-too-long = 这一行占了 { $cells } 栏，表格只有 { $columns } 栏
    .help = 请删去多余的格，或者在 columns 里补上表头
table-empty = 这篇稿件的表格没有表头或没有内容
    .help = 请写出 columns 和至少一行 rows
total-mismatch = 合计写的是 { $total }，各数相加是 { $sum }
    .help = 请改正合计或数字；第一栏以外的整数都计入，文字里的也计入
contributor-unclear = 看不出是谁来的稿
    .help = 请写 city，或者 city 和 county，或者只写 sector
layout-unknown = 没有“{ $name }”这个版式
    .help = 现有版式：{ $known }

# 正文标记
markup-html = 正文里不能用 HTML
    .help = 请删去标签；要印“<”号，请用全角：＜
markup-unsupported = 不能排{ $thing }
    .help = { $thing }：请改成段落、列表、表格或小标题
markup-quote = 引用（“>”）
markup-code = 代码（“`”）
markup-rule = 分隔线（“---”）
markup-other = 这种内容
markup-depth = 嵌套这么深的内容
markup-block-in-list = 列表里的这种内容
markup-block-in-note = 脚注里的这种内容
markup-picture-in-text = 段落当中的图片（图片要单独成段）
markup-heading-space = “##”后面没有空格的小标题
markup-note-twice = 对同一条脚注的第二次引用
markup-stars = 这里多出了星号：“**”没有成对
    .help = 段首句写在两个“**”之间，里面两头不留空格：**服务网络。**
heading-level = 小标题以 ##（一、）或 ###（（一））开头
    .help = “#”是稿件标题本身，也没有第四级
footnote-undefined = 脚注“{ $name }”没有内容
    .help = 请在段落后面补一行“[^{ $name }]: …”
footnote-unused = 脚注“{ $name }”没有被引用，不会印出来
    .help = 请在相应位置写上 [^{ $name }]
punctuation-half-width = 中文里用了半角的“{ $mark }”
    .help = 请改成全角标点：，；：？！
quotes-straight = 中文里用了直引号
    .help = 请改成“和”

# 图片
picture-missing = 没有图片“{ $path }”
    .help = 图片路径从本期文件所在的文件夹算起
picture-outside = 图片“{ $path }”不在项目文件夹里
    .help = 请把图片复制到项目文件夹里
picture-unreadable = 图片“{ $path }”读不了 { $reason }
    .help = 请另存为 JPEG 或 PNG
picture-too-large = 图片“{ $path }”太大
    .help = 最大 64 MB、1 亿像素；A4 整页只需 900 万像素
picture-width = “{ $width }”不是图片宽度
    .help = 宽度在 10mm 到 156mm 之间，例如 ![图注](photo.jpg "120mm")
picture-resolution = 图片印成 { $width } 毫米宽时只有 { $resolution } dpi（第 { $page } 页）
    .help = 印刷需要 300 dpi：请换成 { $pixels } 像素宽的图片，或者印小一些：![图注](photo.jpg "60mm")

# 版面
layout-error = 版式“{ $layout }”排不了：{ $reason }
    .help = 这是版式文件的毛病，不是稿件的
layout-warning = 版式“{ $layout }”提示：{ $reason }
    .help = 这与版式有关，与稿件无关
face-unloadable = 这个文件里没有能用的字体
    .help = 请从 fonts/ 里移走，或者重新取得；可用 .ttf、.otf、.ttc
missing-glyph = 没有字体能印“{ $character }”（{ $point }，第 { $page } 页）
    .help = 请核对这个字；如果没错，请把有这个字的字体文件放进 fonts/
cell-overfull = 文字比所在的格宽出 { $excess } 毫米（第 { $page } 页）
    .help = 请缩短，或者在可以换行处加空格
ink-outside = 有内容超出版心 { $excess } 毫米（第 { $page } 页）
    .help = 请拆开或缩短过长的单词或数字
unsettled = 版面反复变动，定不下来：{ $reason }（版式“{ $layout }”）
    .help = 改动个别文字往往就好了；请告诉 jianbao 的开发者
export-failed = 生成不了 PDF：{ $reason }
    .help = 请告诉 jianbao 的开发者

# 项目与输出
project-missing = 没有这个文件夹
    .help = 请用 --project 给出项目文件夹
nothing-to-build = 这个文件夹里没有简报稿
    .help = 简报稿是以 .yaml 结尾的文件；“jianbao new issues/2022/36.yaml”可以新建一份
one-issue = 这里只能处理一期，现在有 { $issues } 期
    .help = 请给出那一期的文件名
path-outside-project = 这在项目文件夹之外
    .help = 请先进入项目文件夹，或者用 --project 指定
output-clash = 这一期和 { $other } 会写成同一个文件 { $output }
    .help = 请给其中一期改名
output-folder = 这里是文件夹，写不成文件
    .help = 请给出以 .pdf 结尾的文件名，或者移走这个文件夹
output-not-writable = 写不了：{ $reason }
    .help = 请确认有写入权限，且旧 PDF 没有被阅读器打开；旧文件没有动
output-disk-full = 磁盘满了：{ $reason }
    .help = 请腾出空间再试；旧文件没有动
output-exists = 这个文件已经有了
    .help = 请换个名字；不会覆盖已有文件
output-name = { $issues } 期不能写进一个 PDF
    .help = 请在 -o 后面给出文件夹
crashed = jianbao 在这一期上出了故障
    .help = 其他各期不受影响；请把这个文件发给 jianbao 的开发者

# 结果
report-built = { $issue } → { $output }　{ $pages } 页　{ $seconds } 秒
report-unchanged = { $issue } → { $output }　没有变化，{ $pages } 页　{ $seconds } 秒
report-checked = { $issue }　没有错误，{ $pages } 页　{ $seconds } 秒
report-failed = { $issue }　没有完成
summary-build = 完成 { $done } 期，没有变化 { $unchanged } 期，没有完成 { $failed } 期
summary-check = 没有错误 { $done } 期，没有变化 { $unchanged } 期，有错误 { $failed } 期
stopped = 已停止；已完成的 PDF 都在，其余没有开始
typst-done = Typst 文档已写到 { $folder }
new-done = 已写好：{ $file }
fonts-count = { $count }　{ $family } { $weight }　{ $file }
fonts-latin = 西文和数字
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
usage-help = 用“jianbao --help”和“jianbao 命令 --help”查看全部说明
usage-unknown-argument = 没有 { $argument } 这个选项；请看 { $known }
usage-unknown-command = 没有“{ $argument }”这个命令；请看 { $known }
usage-missing-argument = 少了内容：{ $argument }
usage-invalid-value = { $argument } 不能是“{ $value }”，可以是：{ $known }
about-jianbao = 把 YAML 稿件排成可以付印的 PDF 简报
about-build = 生成各期的 PDF
about-check = 找出稿件里的全部问题，不写文件
about-new = 新建一期的样稿，供填写
about-typst = 把一期写成 Typst 文档
about-fonts = 列出各处用什么字体
about-schema = 输出格式的 JSON Schema，供编辑器使用
about-completions = 输出命令行补全脚本
about-man = 输出手册页
help-help = 显示说明
help-version = 显示版本
help-project = 项目文件夹（默认：当前文件夹）
help-lang = 提示用的语言（默认：系统的语言）
help-format = human 供人看，json 每期一行供程序读
help-color = 提示是否用颜色
help-paths = 稿件，或者放稿件的文件夹（默认：issues）
help-system_fonts = 也用本机的字体；换一台机器，版面可能不同
help-jobs = 同时排几期（默认：处理器有几核就几期）
help-build-output = 放 PDF 的文件夹（默认：out）；只排一期时可以是以 .pdf 结尾的文件
help-build-force = 没有变化的也重写
help-new-file = 要写的文件，文件名就是期号
help-typst-issue = 稿件
help-typst-output = 写到哪个文件夹
help-fonts-issue = 统计这一期里每种字体排了多少字
help-schema-subject = issue 是各期稿件，publication 是 publication.yaml
help-schema-output = 写到哪个文件
help-completions-shell = 命令行程序：bash、zsh、fish、powershell 或 elvish
help-man-output = 写全部命令手册页的文件夹
examples-build =
    {"  "}jianbao build                          排 issues/ 下的全部各期
    {"  "}jianbao build issues/2022/36.yaml      排一期，写到 out/2022/36.pdf
    {"  "}jianbao build issues/2022 -o 付印      排一年，写到“付印”文件夹
examples-new =
    {"  "}jianbao new issues/2022/37.yaml

# 格式说明（编辑器里显示）
schema-issue = 一期简报
schema-publication = 各期共有的内容；每个键都可以在某一期里另写
schema-issue-number = 期号
schema-issue-total-number = 总期号
schema-issue-date = 日期，如 2022-12-28
schema-issue-note = 第一篇之前的编者按，Markdown
schema-issue-sections = 栏目和稿件
schema-issue-title = 报头，印成红色
schema-issue-notice = 左上角的提示
schema-issue-issuer = 编印单位，印在期号下面
schema-issue-layout = 版式：bulletin（简报）、brief（专报），或 layouts/ 里的文件夹
schema-issue-contents = 目录怎样排
schema-issue-distribution = 报送范围，印在末页
schema-issue-serial = 准印证号，印在末页
schema-issue-copies = 印数
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
schema-contributor = 来稿单位
schema-office = 来稿单位
schema-office-city = 设区市
schema-office-county = 县（市、区）
schema-office-sector = 文明行业

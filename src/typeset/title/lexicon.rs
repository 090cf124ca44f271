//! Words that the segmenter doesn't know, or of which it doesn't know what they do in a title.
//!
//! They are words of the field (精神文明建设) and of office Chinese at large, none of one office's own.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words.
pub struct Words {
    /// The words with blanks between them.
    text: &'static str,
    /// The same, to be looked up.
    set: LazyLock<HashSet<&'static str>>,
}

/// Makes a list of words.
macro_rules! words {
    ($($line:literal)+) => {
        Words { text: concat!($($line, " "),+), set: LazyLock::new(|| concat!($($line, " "),+).split_ascii_whitespace().collect()) }
    };
}

impl Words {
    /// Returns whether the list has a word.
    pub fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// Returns the words in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.text.split_ascii_whitespace()
    }
}

/// Terms that are one word in a title.
pub static TERMS: Words = words! {
    "三中全会 四中全会 系列 经验交流会 工作经验交流会 交流会 现场会 家教家风 家庭家教家风 家庭家教家风建设 信息报送 专项治理 以文化人 以文育人 以德润城 名镇名村 实践带 善治 学雷锋志愿服务 心理健康教育 骨干教师 联席会议 机关党员 习近平新时代中国特色社会主义思想 习近平文化思想 新时代 新时代文明实践 文明实践 新时代文明实践中心 新时代文明实践站 新时代文明实践所 志愿服务 志愿者 志愿服务队"
    "精神文明 精神文明建设 思想道德建设 思想道德 公民道德 道德模范 文明单位 文明校园 文明城市 文明村镇 文明家庭"
    "未成年人 出租车 宣传月 我们的节日 移风易俗 乡风文明 社会主义核心价值观 核心价值观 急难愁盼 红白理事会 红白喜事"
    "常态长效 提质增效 走深走实 最后一公里 民法典 制度化 常态化 规范化 长效化 网格化 数字化 信息化 现代化 品牌化"
    "专业化 精细化 标准化 学雷锋 雷锋精神 示范中心 新时代文明实践示范中心 全覆盖 示范区 示范点 服务圈 服务队 老旧小区"
    "动员部署会 推进会 座谈会 启动仪式 先进典型 红色资源 红色文化 红色基因 实施纲要 管理办法 主题活动 主题月"
    "主题实践活动 实践活动 乡村振兴 基层治理 社会治理 乡村治理 优秀传统文化 传统文化 中华优秀传统文化 爱国主义"
    "党建引领 城乡融合 城乡居民 村规民约 婚俗改革 厚养薄葬 先进个人 先进集体 先进单位 先进工作者 工作会议 实施方案"
    "实施意见 指导意见 行动计划 测评体系 长效机制 体制机制 营商环境 民生实事 家门口 田间地头 千家万户 诚信建设"
    "文明风尚 时代新人 时代新风 好少年 好人榜 身边好人 志愿红 网络文明 生态文明 文明出行 文明交通 文明餐桌 文明旅游"
    "文明用餐 光盘行动 宣讲团 宣讲队 百姓宣讲 轻骑兵 文艺轻骑兵 高质量发展 高质量 党史学习教育 主题教育 党员干部"
    "机关干部 青少年 留守儿童 空巢老人 困境儿童 农民工 外来务工人员 快递小哥 外卖骑手 新业态 新就业群体 人居环境"
    "美丽乡村 和美乡村 共同富裕 立德树人 心理健康 思政课 大思政课 劳动教育 家校社 协同育人 城市管理 城市更新 背街小巷"
    "农贸市场 交通秩序 接诉即办 网上办 一网通办 放管服 互联网+ 大数据 公益广告 文化惠民 文化馆 图书馆 博物馆 纪念馆"
    "农家书屋 全民阅读 书香 百日攻坚 攻坚战 综合整治 专项整治 专项行动 工作专班 省委 省政府 市委 市政府 县委 县政府"
    "区委 区政府 省文明委 省文明办 市文明办 文明办 文明委 宣传部 教育厅 公安厅 财政厅 民政厅 共青团 妇联 总工会"
    "党支部 党委 积分 分类 积分兑换 协同 补短板 强弱项 先手棋 典范城市 文明典范城市 全国文明城市 全国文明典范城市"
    "大道理 评选活动 宣传教育 供电公司 志愿服务月 向上向善 崇德向善 好声音 党的二十大 二十大 党的二十大精神"
    "二十大精神 十九届六中全会 全会精神 重要讲话 重要讲话精神 重要指示 习近平"
};

/// Verbs that open a clause.
pub static VERBS: Words = words! {
    "话 凝心铸魂 进村入户 走村串户 开幕 展出 当选 突破 居 压实 新增 共筑 共绘 共谋 共护 共话 共治 走村入户 拍手称赞 压紧 落实 服务于 致力 问需 问计 领办 认领 代言 接力 种出 下沉 方便 申报 破题 护航 领航 帮助 助推 提质 带头 换来 兑出 参加 实施 建立 出台 引导 组织 推行 公布 印发 部署 揭晓 入列 获评 受到 当好 念好"
    "做活 跨越 变 成为 来到 加快 建 推动 推进 提升 助力 打造 擦亮 弘扬 织就 打通 激活 争当 促进 带动 引领 深化 构建"
    "营造 厚植 增强 培育 践行 落实 贯彻 开展 举行 召开 启动 坚持 聚焦 凝聚 汇聚 点亮 照亮 温暖 守护 涵养 滋养 倡导"
    "共建 共享 实现 彰显 激发 破解 扮靓 绽放 赋能 让 把 将 使 融入 走进 深入 入选 落户 掀起 荣登 传播 讲好 唱响 夯实"
    "筑牢 健全 完善 加强 做好 抓好 做实 拓展 丰富 树立 展现 争创 举办 发布 推出 命名 授予 荣获 获 颁布 通过 召集 打响"
    "打好 打赢 奏响 谱写 书写 绘就 铺就 架起 搭建 搭起 撬动 撑起 托起 扛起 拧紧 下好 下足 做优 做强 做大 做细 做深"
    "用好 用活 用足 管好 办好 建好 守好 护好 写好 答好 走好 织密 盘活 释放 催生 孕育 浇灌 浸润 滋润 播撒 播种 传承"
    "赓续 延续 弘传 激励 鼓励 号召 呼吁 抵制 遏制 狠抓 紧扣 围绕 立足 依托 借助 借力 瞄准 紧盯 强化 优化 细化 量化"
    "固化 转化 创新 改善 加大 扩大 提高 提振 提速 巩固 确保 满足 丰满 惠及 培养 携手 联手 联合 牵手 牵头 发挥 发力"
    "亮相 登上 跻身 位居 名列 迎来 喜迎 迎接 缅怀 致敬 解决 化解 纾解 消除 去除 根治 革除 破除 摒弃 拒绝 远离 告别"
    "迈向 迈入 走向 走出 走上 踏上 奔向 开启 开创 开辟 开拓 送 送到 送去 送上 带来 吹进 飞入 飞进 飘进 落到 落在 落地"
    "结出 开出 赶出 存出 赢得 收获 见证 回应 响应 对标 铸就 铸造 锻造 塑造 再造 重塑 焕发 焕新 蝶变 吸引 集聚 链接"
    "连接 串起 串联 绣出 画出 描绘 勾勒 展示 投身 投入 当 做 争做 争取 力争 力促 力推 答 谋 办 建成 建强 建优 创成"
    "创优 创响 晒出 亮出 拿出 深挖 挖掘 揭牌 挂牌 颁奖 授牌 授旗 开赛 开讲 开课 开班 收官 举起 筑起 竖起 立起 树起"
    "兴起 刮起 拉开 按下 跑出 走实 走深 见 促 惠 育 润 暖 聚 护 严禁 禁止 杜绝 引入 引进 导入 植入 嵌入 写入 列入"
    "纳入 载入 进 入 到 赴 奔 访 给 帮 为 取得 再创 再添 获得 得到 受 建设好 聚力 点赞 温润 润泽 叫响 擦出 拉近"
    "显现 蔚然成风 提质增效 提质扩面 提档升级 走深走实 再上新台阶 再上新水平 落地生根 落到实处 有人 成效显著 一体推进 见行见效 出实招"
    "显身手 入脑入心 开花结果 走在前列 深入基层 部署开展 多措并举 持续发力 精准发力 同向发力 多点发力 大有可为"
    "落细落实 扬帆起航 焕发新活力 展现新气象"
};

/// Adverbs, which belong to the verb behind them.
pub static ADVERBS: Words = words! {
    "连续 继续 首次 再次 正式 及时 迅速 快速 成功 顺利 隆重 热烈 纷纷 踊跃 自觉 自愿 坚定 精心 细心 真心 热心 贴心 统一 集中 综合 同步 一体 全面 全力 深入 大力 奋力 努力 积极 广泛 切实 进一步 扎实 持续 不断 着力 精准 联合 有效 充分 认真 共同 加快 坚决"
    "稳步 深度 倾力 合力 聚力 倾情 用心 用情 从严 从实 严格 坚定 坚定不移 持之以恒 久久为功 统筹 携手 联手 有序"
    "有力 高效 高标准 高水平 高起点 全方位 多层次 多维度 多渠道 多形式 分类 分级 分批 逐步 率先 积极主动 主动 创新 再"
    "更 最 不 都 均 也 已 正 将 必 须 应 可 能 要 敢 善 齐 共 同 互"
};

/// Verbs whose object does something itself: 推动乡风文明展现新气象.
pub static PIVOTS: Words = words! {
    "深入 走进 赴 到 来到 下沉 组织 邀请 派出 号召 鼓励 呼吁 动员 发动 引导 方便 支持 推动 帮 帮助 让 使 促进 带动 助推 助力 促使 引领 激励 确保 促 推进 实现"
};

/// Words that begin a phrase of their own.
pub static STARTERS: Words = words! {
    "全省 全市 全县 全区 全国 我省 我市 我县 我区 各地 各级 各市 各县 各区 省直 省直机关 市直机关 农村 城乡 全民 全体"
    "全社会 首届 首批 新时代 社会主义 中华 广大 某"
};

/// People, who are a subject of their own at the beginning of a phrase.
pub static PEOPLE: Words = words! {
    "居民 群众 村民 市民"
};

/// Verbs without an object, and idioms that end a clause.
pub static FINISHERS: Words = words! {
    "揭晓 赋能 凝心铸魂 进村入户 走村串户 走村入户 拍手称赞 开幕 展出 当选 上线 成立 出炉 落幕 启动 闭幕 开幕 收官 召开 举行 成效显著 走深走实 提质增效 落地生根 落到实处 蔚然成风"
    "走在前列 落细落实 提质 增效 提质扩面 提档升级 开班 开课 开讲 多措并举 持续发力 精准发力 同向发力 多点发力 大有可为 扬帆起航 见行见效"
    "再上新台阶 再上新水平 转变 开花结果 入脑入心 一体推进"
};

/// Words behind which a verb before them is part of a name: 文明行为促进条例.
pub static NAME_ENDS: Words = words! {
    "工程 行动 计划 工作 活动 条例 办法 方案 机制 体系 项目 会 会议 仪式 中心 月 日 周 大会 小组 专班 班 服务体系"
    "情况 名单 主任 书记 干部 代表 教师 员"
};

/// Nouns that end a phrase.
pub static HEADS: Words = words! {
    "活动 工作 建设 工程 行动 机制 体系 中心 服务 会议 项目 精神 平台 品牌 模式 制度 政策 措施 方案 计划 阵地 队伍"
    "基地 载体 抓手 成果 经验 模范 单位 校园 城市 乡村 社区 家庭 青年 企业 部门 机关 战线"
    "办法 条例 纲要 意见 规划 论坛 仪式 大赛 比赛 竞赛 展览 晚会 振兴 水平 成效 能力 质量 情况 名单 队 团 品质 内涵 力量"
    "力度 格局 氛围 环境 空间 资源 需求 难题 事业 热情 活力 动力 体验 权益 素质 素养 生活 方式 理念 意识 观念 习惯"
    "作用 通道 善举 风尚 新风 新风尚 新局面 新气象 新高地 新路径 新模式 纪实 综述 见闻 启示 专题 大会 班"
};

/// Nouns that end a phrase and hardly ever begin one.
pub static BOUND_HEADS: Words = words! {
    "活动 工作 工程 行动 机制 体系 项目 平台 品牌 模式 制度 措施 方案 计划 阵地 队伍 作用 情况 结果 成果 名单 办法 条例"
    "纲要 意见 规划 论坛 仪式 大赛 水平 成效 能力 质量 力度 格局 氛围 环境 难题 资源 需求 通道 会议 大会 内涵 合力 载体"
    "精神 抓手 理念 意识 观念 习惯 素质 素养 活力 动力 热情 问题 窗口 网络 事迹 称号 课堂"
};

/// Characters that end names such as 推进会, 宣传月 and 服务队.
pub const NAME_SUFFIXES: &[char] = &['会', '班', '组', '队', '月', '周', '奖'];

/// Nouns that are verbs before a word that describes a noun: 建设有温度的城市.
pub static NOUNS_OR_VERBS: Words = words! {
    "建设 服务 发展"
};

/// Verbs that speak of a meeting or a paper, behind which a long name may follow.
pub static REPORTING: Words = words! {
    "召开 举行 举办 印发 发布 公布 部署开展 入选 荣登 荣获 获评 研讨 表彰 通报 落户 参加 登上 亮相 走进 建立 实施"
    "出台 推行 获 命名 启动 推出 制定 修订 转发 改进 推荐"
};

/// Ends of the names of offices and places. A colon behind one belongs to the words before it.
pub static OFFICES: Words = words! {
    "市 县 区 省 镇 乡 村 厅 局 委 办 会 部 院 校 行 站 所 队 司 企 团 妇联 街道 社区 公司 集团 银行 医院 学校 大学"
};

/// The longest quoted phrase in characters that stays on one line.
pub const SHORT_QUOTE: usize = 12;

/// Characters that say how well a verb succeeds: 讲活, 用好.
pub const RESULTS: &str = "好活实强优亮响深紧牢细足准透稳成出";

/// Words that are nouns as often as verbs, whatever the dictionary says.
pub static VERBAL_NOUNS: Words = words! {
    "创建 整治 宣讲 学习 宣传 测评 评选 交流 研讨 探索 展播 展示 服务 关爱 关心 关怀 慰问 培训 治理 奉献 保护 改进 检查"
    "考核 验收 通报 督导 督查 走访 调研 总结 探讨 保障 维护 统筹 协调 整合 约束 监督 规范 细化 推介 表彰 修订 制定 动员"
    "帮扶 结对 联动 对接 发展 发动 纪念 庆祝 覆盖 普及 示范 评议 防范 招募 选拔 选树 讲述 解读 阐释 记录 推选 公示 公开 征集"
    "推荐 申报 复查 指导 引导 激励 礼遇 巡讲 巡演 展演 巡展 报送 采用 命名"
};

/// Characters behind a verb that say where it leads: 撑起, 融入.
pub const DIRECTIONS: &str = "起出进到入上成为向";

"""The words by which rules read names and values: defaults, which a book may replace with its own.

No official text sets any of these lists. Those that several rules read are set once for all of them (`BOOK_WORDS`); the
others are settings of the one rule that reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from targetbook.check.rule import Look
from targetbook.check.wording import ends_in, listed
from targetbook.values import Value

SATISFACTION = "satisfaction"
"""The level of the taxonomies that asks for approval."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that several rules read, with what they are, in English and Chinese."""

    default: tuple[str, ...]
    en: str
    zh: str


def is_share(name: str, look: Look) -> bool:
    """Whether a name is that of a share of a whole, which nothing can exceed."""
    return ends_in(name, look.words("shares")) and not ends_in(name, look.words("ratios"))


def is_of_change(value: Value, look: Look) -> bool:
    """Whether a value says how much something rises or falls: 下降≥5% is a floor of the fall, and no level."""
    return ends_in(value.before, look.words("changes"))


# 财预〔2015〕88号 asks that a target be specific and quantified; as a whole value, these are not.
VAGUE = listed(
    "提高 提升 增强 加强 改善 优化 完善 健全 规范 促进 推动 推进 增加 增长 上升 扩大 减少 降低 下降",
    "好转 改观 缓解 巩固 保障 有效 明显 显著 稳定 和谐稳定 保持稳定 可控",
    "及时 及时到位 按时 按期 如期 准时 长期 长远 长效 深远 持续 可持续 良性循环 达到 达到预期 达到预期目标 达成预期指标",
    "严格执行 严格执行相关制度规定 多次 多个 多场 多场次 多项 若干 若干次 若干个 适量 满意",
    english="improve, improved, improving, enhance, enhanced, strengthen, strengthened, promote, promoted, ensured, better, "
    "getting better, increased, increasing, reduced, effective, significant, marked, marked effect, good results, timely, "
    "in time, on time, on schedule, as planned, as needed, as required, stable, under control, long-term, lasting, "
    "well established, satisfied, several, several times, many",
)
HEDGES = listed(
    "逐步 逐年 不断 持续 有效 显著 明显 进一步 有所 大幅 切实 全面 稳步 较大 较为 基本 日益 更加 充分 大力 积极 得到",
    "实现 着力",
)
DEGREES = listed("明显 显著 深远 长远 良好 突出 较大 较好 较高")
EFFECTS = listed("效果 成效 作用 影响 效益 效率 质量 能力 水平 意识 素质 满意度")

BASES = listed(
    "同比 环比 相比 对比 上年 去年 往年 上一年 前一年 基期 基数 基准 年初 年末 原有 目前 此前 之前 以前 实施前 改造前",
    "整治前 每年 逐年 年均 法定",
    english="than, compared, last year, previous, year on year, year-on-year, baseline, each year",
)
LABELS = listed(
    "标准 指标 指标值 目标 目标值 年度目标 年度指标值 实施期目标 实施期指标值 达标值 计划 计划值 要求 数值 值",
    english="standard, target, target value, value, plan",
)

LESS_IS_BETTER = listed(
    "响应时间 响应时长 响应时限 处置时间 处置时长 处置时限 处理时间 处理时长 处理时限 办理时间 办理时长 办理时限",
    "办结时间 办结时限 审批时间 审批时限 到达时间 到场时间 修复时间 恢复时间 抢修时间 维修时间 整改时间 反馈时间",
    "拨付时间 支付时间 等待时间 等候时间 候诊时间 排队时间 中断时间 停电时间 停机时间 完成时间 完成时限 完工时间",
    "事故率 事故发生率 事故数 事故起数 事故次数 故障率 差错率 错误率 死亡率 发病率 失业率 辍学率 流失率 返工率",
    "超标率 漏损率 损耗率 偏差率 超支率 逾期率 违约率 投诉率 投诉量 投诉次数 不合格率 不达标率 不满意率 空置率",
    english="response time, processing time, waiting time, accident rate, failure rate, complaint rate",
)
MORE_IS_BETTER = listed("完成率 就业率 入学率 参保率 处置率", english="completion rate")
FLOORS_OF_COST = listed(
    "节约 节支 节省 压减 压缩 降低 下降 减少 减排 收益 收入 标准 补助 补贴 资助 救助 津贴 待遇 工资 奖励 撬动 配套",
    english="saving, standard, allowance, subsidy, income, grant",
)

# Units of what is counted one by one, as the grammar of values names them: 场 is 场次, 名 is 人, 起 is 宗.
COUNTED = listed(
    "人 人次 户 户次 家 家次 个 件 项 宗 套 份 期 批 批次 篇 条 册 张 幅 部 班 台 辆 间 处 座 栋 所 支 张床位 头 只 株",
    "棵 盏 块 笔 届 类 种 场次 次 村 社区 镇街 区县 项目 个案 小组",
)
NUMBERS = listed(
    "指数 系数 比值 师生比 生师比 倍数 等级 级别 星级 排名 名次 位次 得分 分值 分数 评分 年份 容积率 pH值",
    english="index, rank, ranking, score, rating, grade, level, ratio",
)
SHARES_NAMED = listed("率 满意度 占比 比例 比重", english="rate, satisfaction, share, proportion")
NO_SHARES = listed(
    "频率 功率 速率 效率 汇率 利率 费率 税率 周转率 利用率 生产率 分辨率 心率 码率 倍率 容积率 死亡率 发病率 出生率",
    "患病率 概率",
    english="heart rate, exchange rate, interest rate, turnover rate, frame rate, mortality rate",
)
COUNTS_NAMED = listed("人数 人次 次数 场次 个数 户数 件数 份数 期数 册数 台数 批次")
TIMES_NAMED = listed("时间 时长 时限 时效 工期 天数 月数", english="time, duration")
AREAS_NAMED = listed("面积", english="area")
LENGTHS_NAMED = listed("长度 里程", english="length, mileage")

# Shares of a whole, which nothing can exceed; growth and fulfilment (增长率, 完成率) may.
_SHARES = listed(
    "覆盖率 合格率 满意度 满意率 及时率 完好率 达标率 准确率 正确率 完整率 知晓率 知晓度 合规率 优良率 成活率 办结率",
    "发放率 公开率 通过率 正常率 安全率 整改率 出勤率 结业率 毕业率 签约率 建档率 接种率 持证率 化解率 公示率 开放率",
    english="coverage rate, pass rate, satisfaction, satisfaction rate, on-time rate, accuracy rate",
)
# Ratios of two amounts: above 100 % they are sound, though they end like a share.
_RATIOS = listed("拨备覆盖率 利息覆盖率 本息覆盖率 债务覆盖率 现金流覆盖率")

_CHANGES = listed(
    "提高 提升 增长 增加 上升 增强 扩大 降低 下降 减少 压减 压缩 缩短 节约",
    english="increase by, increased by, rise by, reduce by, reduced by, fall by",
)
_APPROVAL = (
    "满意", "好评", "认可", "认同", "赞誉", "赞成", "点赞", "拥护", "支持度", "支持率", "投诉", "信访", "评价", "评议",
    "测评", "评分", "意见", "反馈", "反响", "口碑", "体验", "信任", "信赖", "获得感", "幸福感", "安全感",
    "satisf", "approv", "complain", "recogni", "praise", "trust", "opinion", "feedback", "rating", "review", "evaluation",
    "recommend", "score", "experience", "sense of",
)  # fmt: skip
_VAGUE_NAMES = (
    "满意", "社会影响", "社会影响力", "社会反响", "社会效果", "社会评价", "影响", "影响力", "效果", "效益", "成效",
    "作用", "产出", "工作成效", "工作效果", "实施效果", "项目效果", "项目成效", "宣传效果", "宣传教育",
    "宣传教育效果", "服务", "管理", "业务", "工作",
    "social impact", "social influence", "social effect", "impact", "effect", "effects", "results", "outcome", "satisfied",
    "publicity", "publicity and education", "service", "management", "work",
)  # fmt: skip

BOOK_WORDS: Mapping[str, Words] = {
    "shares": Words(
        _SHARES,
        "endings of names of shares of a whole, which nothing can exceed (VAL003, VAL006, VAL015, VAL017, VAL022)",
        "不会超过100%的比率的词尾（VAL003、VAL006、VAL015、VAL017、VAL022）",
    ),
    "ratios": Words(
        _RATIOS,
        "longer endings among them of ratios that may exceed 100 %",
        "其中可以超过100%的词尾",
    ),
    "changes": Words(
        _CHANGES,
        "words of rise and fall (VAL006, VAL008, VAL010, VAL015, VAL019, VAL022)",
        "表示增减的词（VAL006、VAL008、VAL010、VAL015、VAL019、VAL022）",
    ),
    "approval": Words(
        _APPROVAL,
        "words of approval: a name with one of them asks for satisfaction (IND006, VAL010)",
        "表示认可的字词，名称含其中之一即视为满意度（IND006、VAL010）",
    ),
    "vague_names": Words(
        _VAGUE_NAMES,
        "names that say nothing of what is measured (IND006, IND009, IND010, REF001, REF002)",
        "看不出衡量什么的名称（IND006、IND009、IND010、REF001、REF002）",
    ),
}
"""`rules: {words: …}` of a book, with the rules that read each list."""

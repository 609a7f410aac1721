"""Seeded bilingual books of any size, written as a department would write them: the same number gives the same book."""

import random
from collections.abc import Iterator
from pathlib import Path

PLACES = [
    ("城东", "Chengdong"),
    ("南山", "Nanshan"),
    ("西湖", "Xihu"),
    ("北关", "Beiguan"),
    ("河口", "Hekou"),
    ("新港", "Xingang"),
]
SUBJECTS = [
    ("社区养老服务", "community care for the elderly"),
    ("农村公路养护", "maintenance of rural roads"),
    ("义务教育阶段营养餐", "school meals in compulsory education"),
    ("基层医疗设备更新", "renewal of equipment in primary health care"),
    ("公共图书馆开放", "opening hours of public libraries"),
    ("河道保洁", "cleaning of river channels"),
    ("就业技能培训", "vocational skills training"),
    ("残疾人康复服务", "rehabilitation services for persons with disabilities"),
]
INDICATORS = [
    ("output.quantity", "开展{0}活动场次", "Sessions of {1} held", "≥{n}场次", "≥ {n} sessions"),
    ("output.quantity", "{0}覆盖镇（街）数量", "Towns (subdistricts) covered by {1}", "≥{n}个", "≥ {n}"),
    ("output.quality", "{0}验收合格率", "Pass rate of {1} at acceptance", "≥{p}%", "≥ {p}%"),
    ("output.timeliness", "{0}按期完成率", "On-time completion rate of {1}", "≥{p}%", "≥ {p}%"),
    ("benefit.social", "{0}投诉办结率", "Closure rate of complaints about {1}", "≥{p}%", "≥ {p}%"),
    ("satisfaction.service_users", "{0}服务对象满意度", "Service-user satisfaction with {1}", "≥{p}%", "≥ {p}%"),
]


def write_book(root: Path, projects: int, *, units: int | None = None, seed: int = 1) -> Path:
    """Write a book of so many projects in a folder, in units of twenty unless told otherwise, and give the folder."""
    chance = random.Random(seed)
    (root / "targets").mkdir(parents=True)
    (root / "targetbook.yaml").write_text(
        "title: {zh: 项目支出绩效目标表, en: Performance Targets for Project Expenditure}\n"
        "department: {zh: 示范市财政局, en: Shifan Municipal Finance Bureau}\n"
        "year: 2026\nlanguages: [zh, en]\n",
        "utf-8",
    )
    count = units or max(1, projects // 20)
    for number in range(count):
        folder = root / "targets" / f"unit-{number:04}"
        folder.mkdir()
        (folder / "_unit.yaml").write_text(
            f"name: {{zh: 第{number + 1}预算单位, en: Budget unit {number + 1}}}\n", "utf-8"
        )
    for number in range(projects):
        file = root / "targets" / f"unit-{number % count:04}" / f"project-{number:05}.yaml"
        file.write_text("\n".join(_project(number, chance)) + "\n", "utf-8")
    return root


def _project(number: int, chance: random.Random) -> Iterator[str]:
    place, subject = chance.choice(PLACES), chance.choice(SUBJECTS)
    yield f"name: {{zh: {place[0]}{subject[0]}项目第{number + 1}期, en: Phase {number + 1} of {subject[1]} in {place[1]}}}"
    yield f"funding: {{fiscal: {chance.randint(100, 999_999) / 100:.2f}}}"
    yield "period: 2026年1月-12月"
    yield "objectives:"
    for goal in range(chance.randint(1, 3)):
        yield f"  - zh: 目标{goal + 1}：做好{place[0]}{subject[0]}工作，提高服务质量，按期完成年度任务。"
        yield f'    en: "Objective {goal + 1}: Carry out {subject[1]} in {place[1]}, and complete the year\'s tasks on time."'
    yield "indicators:"
    for kind, name, name_en, value, value_en in INDICATORS[: chance.randint(4, 6)]:
        amounts = {"n": chance.randint(2, 400), "p": chance.randint(90, 99)}
        yield f"  - kind: {kind}"
        yield f"    name: {{zh: {name.format(subject[0], '')}, en: {name_en.format('', subject[1])}}}"
        yield f"    annual: {{zh: {value.format(**amounts)}, en: {value_en.format(**amounts)}}}"

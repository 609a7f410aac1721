"""Two versions of a small bilingual book for each way in which one can differ from the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.books import ProjectFile, UnitFolder, project, unit

Part = ProjectFile | UnitFolder
Version = tuple[Part, ...]


@dataclass(frozen=True)
class Case:
    """The older and the newer version, each with what its book says of itself."""

    old: Version
    new: Version
    old_head: Mapping[str, str | None]
    new_head: Mapping[str, str | None]


def text(zh: str, en: str) -> str:
    return f"{{zh: {zh}, en: {en}}}"


def indicators(*given: tuple[str, str, str]) -> str:
    """Indicators by kind, name in Chinese and value of the year; the English name is the Chinese one's, counted."""
    return "".join(
        f"\n  - kind: {kind}\n    name: {{zh: {name}, en: Number of {name}}}\n    annual: {value}"
        for kind, name, value in given
    )


def objectives(*given: str) -> str:
    return "".join(f"\n  - {each}" for each in given)


QUANTITY = ("output.quantity", "培训场次", "24场")
QUALITY = ("output.quality", "培训合格率", "90%")
TIME = ("output.timeliness", "培训完成时间", "2024年12月31日前")
CONTENT = ("satisfaction.service_users", "参训人员满意度", "≥90%")
FOUR = indicators(QUANTITY, QUALITY, TIME, CONTENT)
TRAINING = project(
    "training",
    name=text("社区工作者培训", "Training of community workers"),
    funding="116.40",
    objectives=objectives(
        text("提升社区工作者的服务能力。", "Raise the skills of community workers."),
        text("建立培训档案。", "Keep files on all training."),
    ),
    indicators=FOUR,
)
HALL = project(
    "hall",
    name=text("殡仪馆设备购置", "Equipment for the funeral parlour"),
    funding="43.00",
    objectives=objectives(text("更换老旧火化设备。", "Replace worn-out cremation equipment.")),
    indicators=indicators(("output.quantity", "购置火化设备数量", "2台")),
)
CARE = project(
    "care",
    name=text("居家养老服务", "Home care for the elderly"),
    funding="9.05",
    indicators=indicators(("output.quantity", "服务老年人数", "380000人次"), CONTENT),
)


def changed(record: ProjectFile, **fields: str) -> ProjectFile:
    return ProjectFile({**record.fields, **fields}, record.id)


def funded(amount: str) -> str:
    return f"\n  fiscal: {amount}"


BOOK: Version = (unit("centre", TRAINING, HALL), unit("home", CARE))
CHANGES: Mapping[str, tuple[Version, Version]] = {
    "nothing": (BOOK, BOOK),
    "a value lowered": (
        BOOK,
        (unit("centre", changed(TRAINING, indicators=FOUR.replace("90%", "80%")), HALL), BOOK[1]),
    ),
    "money moved": (
        BOOK,
        (unit("centre", changed(TRAINING, funding=funded("106.40")), changed(HALL, funding=funded("53.00"))), BOOK[1]),
    ),
    "money came": (BOOK, (unit("centre", TRAINING, changed(HALL, funding=funded("1053.00"))), BOOK[1])),
    "an indicator added between": (
        (unit("centre", changed(TRAINING, indicators=indicators(QUANTITY, TIME, CONTENT)), HALL),),
        (unit("centre", TRAINING, HALL),),
    ),
    "an indicator removed at the end": (
        (unit("centre", TRAINING, HALL),),
        (unit("centre", changed(TRAINING, indicators=indicators(QUANTITY, QUALITY, TIME)), HALL),),
    ),
    "the first indicator removed": (
        (unit("centre", TRAINING, HALL),),
        (unit("centre", changed(TRAINING, indicators=indicators(QUALITY, TIME, CONTENT)), HALL),),
    ),
    "an indicator added before the first": (
        (unit("centre", HALL, changed(TRAINING, indicators=indicators(QUALITY, TIME, CONTENT))),),
        (unit("centre", HALL, TRAINING),),
    ),
    "one indicator becomes four": (
        (unit("centre", changed(TRAINING, indicators=indicators(QUANTITY)), HALL),),
        (unit("centre", TRAINING, HALL),),
    ),
    "four indicators become one": (
        (unit("centre", TRAINING, HALL),),
        (unit("centre", changed(TRAINING, indicators=indicators(CONTENT)), HALL),),
    ),
    "indicators in another order": (
        (unit("centre", TRAINING, HALL),),
        (unit("centre", changed(TRAINING, indicators=indicators(CONTENT, TIME, QUANTITY, QUALITY)), HALL),),
    ),
    "a project added at the end": ((unit("centre", HALL), BOOK[1]), (unit("centre", HALL, TRAINING), BOOK[1])),
    "a project added first": ((unit("centre", HALL), BOOK[1]), (unit("centre", TRAINING, HALL), BOOK[1])),
    "a project removed": (BOOK, (unit("centre", HALL), BOOK[1])),
    "the last project removed": ((unit("centre", HALL, TRAINING),), (unit("centre", HALL),)),
    "a unit added": ((BOOK[0],), BOOK),
    "a unit removed": (BOOK, (BOOK[1],)),
    "a project for another": (
        (unit("centre", TRAINING, HALL),),
        (unit("centre", CARE, HALL),),
    ),
    "a project renamed": (
        BOOK,
        (
            unit(
                "centre",
                changed(TRAINING, name=text("社区社会工作者培训", "Training of community social workers")),
                HALL,
            ),
            BOOK[1],
        ),
    ),
    "projects in another order": ((unit("centre", TRAINING, HALL, CARE),), (unit("centre", CARE, TRAINING, HALL),)),
    "texts reworded": (
        BOOK,
        (
            unit(
                "centre",
                changed(
                    TRAINING,
                    objectives=objectives(
                        text(
                            "全面提升社区工作者的专业服务能力。",
                            "Raise the professional skills of all community workers.",
                        ),
                        text("建立培训档案。", "Keep files on all training."),
                    ),
                ),
                HALL,
            ),
            BOOK[1],
        ),
    ),
    "Chinese added at the end and English at the start": (
        BOOK,
        (
            unit(
                "centre",
                TRAINING,
                changed(HALL, name=text("殡仪馆设备购置（调整）", "New Equipment for the funeral parlour")),
            ),
            BOOK[1],
        ),
    ),
    "an objective put between two that were reworded": (
        (unit("centre", changed(HALL, objectives=objectives("更换设备", "培训人员")), TRAINING),),
        (
            unit(
                "centre",
                changed(
                    HALL,
                    objectives=objectives(
                        text("更换老旧设备", "Replace it."), text("更新车辆", "Renew the cars."), "先行培训人员"
                    ),
                ),
                TRAINING,
            ),
        ),
    ),
    "an objective added at the end": (
        (unit("centre", changed(HALL, objectives=objectives(text("更换设备。", "Replace it."))), TRAINING),),
        (
            unit(
                "centre",
                changed(
                    HALL, objectives=objectives(text("更换设备。", "Replace it."), text("培训人员。", "Train staff."))
                ),
                TRAINING,
            ),
        ),
    ),
    "the first objective removed": (
        BOOK,
        (
            unit(
                "centre",
                changed(TRAINING, objectives=objectives(text("建立培训档案。", "Keep files on all training."))),
                HALL,
            ),
            BOOK[1],
        ),
    ),
    "a translation added": (
        (unit("centre", changed(HALL, name="殡仪馆设备购置", objectives=objectives("更换老旧火化设备。")), TRAINING),),
        (unit("centre", HALL, TRAINING),),
    ),
    "a translation removed": (
        (unit("centre", HALL, TRAINING),),
        (unit("centre", changed(HALL, name="殡仪馆设备购置", objectives=objectives("更换老旧火化设备。")), TRAINING),),
    ),
    "a blank filled": (
        (unit("centre", changed(HALL, funding="{}"), TRAINING),),
        (unit("centre", HALL, TRAINING),),
    ),
    "a source of funds that was not there": (
        BOOK,
        (unit("centre", changed(HALL, funding="{fiscal: 10, other: 2.5}"), TRAINING), BOOK[1]),
    ),
    "all at once": (
        BOOK,
        (
            unit("centre", changed(TRAINING, funding=funded("1.00"), indicators=indicators(TIME, QUALITY)), CARE),
            unit("home", HALL),
        ),
    ),
}
FUND = {"sources": "[fiscal, special_account, other, {id: fund, name: {zh: 基金, en: Fund}}]"}
CHINESE: Mapping[str, str | None] = {"languages": "[zh]", "setting": None}
HEADS: Mapping[str, tuple[Mapping[str, str | None], Mapping[str, str | None]]] = {
    "a note added": ({}, {"texts": "\n  - 本表不含涉密项目。"}),
    "a note removed": ({"texts": "\n  - 本表不含涉密项目。\n  - 金额为预算数。"}, {"texts": "\n  - 金额为预算数。"}),
    "all notes removed": ({"texts": "\n  - 本表不含涉密项目。"}, {}),
    "another title": ({}, {"title": "项目支出绩效目标表（调整）"}),
    "another department": ({}, {"department": text("番禺区民政局", "Panyu District Civil Affairs Bureau")}),
    "a column more": ({}, FUND),
    "a column less": (FUND, {}),
    "a language more": (CHINESE, {}),
    "a language less": ({}, CHINESE),
    "another leading language": ({}, {"languages": "[en, zh]"}),
    "another bilingual setting": ({}, {"setting": "side-by-side"}),
}
CASES = {name: Case(*versions, {}, {}) for name, versions in CHANGES.items()}
CASES |= {name: Case(BOOK, BOOK, *heads) for name, heads in HEADS.items()}

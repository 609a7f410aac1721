"""STR: whether a record has what a target form asks for, each thing in its own field."""

import re
from collections.abc import Iterator
from itertools import pairwise

from targetbook.check.placeholders import PLACEHOLDERS, placeholder_in
from targetbook.check.project_texts import parts_of
from targetbook.check.rule import Finds, Look, deferred, finding, rule, told_elsewhere
from targetbook.check.walk import aims_of, objectives_of, place_in
from targetbook.model import Book, Project, Text, Unit
from targetbook.problems import Edit, Fix, Severity
from targetbook.values import Form, Value

for _code in ("STR001", "STR002", "STR003", "STR004", "STR005"):
    told_elsewhere(_code, Severity.ERROR)
told_elsewhere("STR009", Severity.WARNING, fixed=False)


@rule("STR007", Severity.ERROR, over=Book, fixed=True)
def code_is_taken(book: Book, look: Look) -> Finds:
    """Two projects of one code, beside the ids that stand twice in `targetbook.yaml` and are told while it is read."""
    first: dict[str, Project] = {}
    for project in book.projects():
        if project.code is None:
            continue
        other = first.setdefault(project.code, project)
        if other is not project:
            place, record = project.places["code"], project.full_id
            yield finding(place, "code", "code", record=record, code=project.code, other=other.full_id)


@rule("STR006", Severity.WARNING, of_lack=True)
def period_is_not_said(project: Project, look: Look) -> Finds:
    """Something is said of the whole period, and nowhere which years it is."""
    if project.period is not None:
        return
    objectives = project.objectives.period
    aim = next((aim for aim in aims_of(project) if aim.column == "period"), None)
    if aim is not None:
        yield finding(aim.target.text.place, "period", "values")
    elif objectives:
        yield finding(objectives[0].place, "period", "objectives")
    elif project.period_funding is not None:
        yield finding(project.period_funding.place, "period", "funding")


_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {
    character: number for number, character in enumerate("①②③④⑤⑥⑦⑧⑨⑩", 1)
}
_BEGINS = r"(?:^|(?<=[\s。；;，,：:、]))"
_LISTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:绩效)?目标\s*(\d{1,2}|[一二三四五六七八九十])\s*[：:、.．]",
        rf"{_BEGINS}(\d{{1,2}})、(?!\d)",
        rf"{_BEGINS}(\d{{1,2}})(?:[.．](?!\d)|[)）])",
        rf"{_BEGINS}([一二三四五六七八九十])、(?![一二三四五六七八九十])",
        r"[（(](\d{1,2}|[一二三四五六七八九十])[）)](?![\s、，。；,;)）]|$)",
        r"([①②③④⑤⑥⑦⑧⑨⑩])(?![\s、，。；,;）)号期]|$)",
        r"\bobjective\s*(\d{1,2})\s*[:.]",
    )
)
"""How objectives are numbered; the first and the last of the patterns are of objectives, the others may number what is in one."""
_MAY_COUNT = re.compile(r"[2二②]|目标.+目标|Objective.+Objective", re.DOTALL)
"""What a text needs to count two things: cheaper to look for than the lists."""


@rule("STR008", Severity.WARNING)
def objectives_run_together(project: Project, look: Look) -> Finds:
    """One text of the objectives that counts several."""
    for path, text in objectives_of(project):
        for language, written in text.by_language.items():
            if found := _numbers_in(written):
                place = place_in(text, language, found[1].start(), found[1].end())
                first, second = found[0][0].strip(), found[1][0].strip()
                yield finding(place, path, first=first, second=second, count=str(len(found)))
                break


def _numbers_in(written: str) -> list[re.Match[str]]:
    """The numbers of the list that a text is, in order from its first; empty where it is one objective."""
    if not _MAY_COUNT.search(written):
        return []
    for pattern in _LISTS:
        found = list(pattern.finditer(written))
        if not found:
            continue
        numbers = [_DIGITS.get(match[1]) or int(match[1]) for match in found]
        is_counted = all(after == before + 1 for before, after in pairwise(numbers))
        of_objectives = pattern in (_LISTS[0], _LISTS[-1])
        if of_objectives and len(found) == 1:
            return []  # 目标1：… with a list in it is one objective
        if len(found) > 1 and is_counted and (of_objectives or numbers[0] == 1):
            return found
    return []


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SPAN = re.compile(
    r"(?P<first>(?:19|20)\d\d)年?(?:\d{1,2}月)?(?:\d{1,2}日)?\s*(?:[-—–－~～]+|至|到)\s*(?P<last>(?:19|20)\d\d)(?!\d)年?"
)
_SAYS_PERIOD = re.compile(r"(?:项目期|项目周期|实施周?期|建设期|服务期|合同期)限?(?:为|：|:|是|自)?\s*$")
_OF_SOMETHING_ELSE = re.compile(
    r"[^，。；,.;]{0,12}(?:规划|行动|方案|纲要|计划|学年|基础|以来|平均|plan|strategy|programme)", re.IGNORECASE
)
_GOES_ON = re.compile(r"起|开始|至今|以来|以后|长期|onward|since", re.IGNORECASE)
_IN_A_TITLE = re.compile(r"《[^》]*$|(?:规划|行动|方案|纲要|计划)[”》]?[（(]$")


@rule("STR010", Severity.WARNING)
def periods_disagree(project: Project, look: Look) -> Finds:
    """Years of a value or an objective that do not lie in the year of the book, or the period of the project."""
    year, period = look.book.year, _years(project.period.first()) if project.period else None
    if project.period is not None and period is not None and not period[0] <= year <= period[1]:
        yield finding(project.period.place, "period", "not-of-the-book", period=project.period.first(), year=str(year))
    for aim in aims_of(project):
        within = (year, year) if aim.column == "annual" else period
        years = _years_of(aim.target.value)
        if years and within and not within[0] <= years[0] <= years[1] <= within[1]:
            text = aim.target.text
            yield finding(text.place, aim.path, aim.column, value=text.first(), within=_said(within))
    for path, objective in objectives_of(project):
        if project.period is not None:
            yield from _spans_beside(project.period, period, path, objective)


def _spans_beside(stated: Text, period: tuple[int, int] | None, path: str, objective: Text) -> Finds:
    language = "zh" if objective.get("zh") else next(iter(objective.by_language))
    written = objective.by_language[language]
    for start, end, (first, last) in _spans_in(written):
        place, span = place_in(objective, language, start, end), written[start:end]
        if period is None:
            yield deferred(place, path, span=span, period=stated.first())
            continue
        is_part = period[0] <= first <= last <= period[1] and not _SAYS_PERIOD.search(written[:start])
        if (first, last) != period and not is_part:
            yield finding(place, path, "objective", span=span, period=stated.first())


def _spans_in(written: str) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """The periods that an objective says: years from and to, but not of a plan or of the past, and a year called the period."""
    for match in _SPAN.finditer(written):
        if not _IN_A_TITLE.search(written[: match.start()]) and not _OF_SOMETHING_ELSE.match(written, match.end()):
            yield *match.span(), (int(match["first"]), int(match["last"]))
    for match in _YEAR.finditer(written):
        if _SAYS_PERIOD.search(written[: match.start()]) and not _SPAN.match(written, match.start()):
            yield *match.span(), (int(match[1]), int(match[1]))


def _years(text: str) -> tuple[int, int] | None:
    """The first and the last year that a text names; None where it names none, or one from which time goes on."""
    years = {int(year) for year in _YEAR.findall(text)}
    if not years or (len(years) == 1 and _GOES_ON.search(text)):
        return None
    return min(years), max(years)


def _years_of(value: Value) -> tuple[int, int] | None:
    """The years of a date or span, where it says them."""
    if value.form not in (Form.DATE, Form.SPAN):
        return None
    years = [moment.year for moment in (value.start, value.end) if moment is not None and moment.year is not None]
    return (min(years), max(years)) if years else None


def _said(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


_BRACKETS = "〔〕【】[]（）()［］"
_DOCUMENT = re.compile(
    r"(?:^[一-鿿]{1,6}|(?<=[（(）)\s”])[一-鿿]{1,8}|[一-鿿]{1,3})\s*"
    r"[〔【\[（(［]\s*(?:19|20)\d\d\s*[〕】\]）)］]\s*第?\d+号"
)
"""A document's number. Where nothing parts it from the name, its first letters are taken to be three (穗财保)."""
_LEAST_NAME = 6
"""Characters of a unit's name that is one place's own: 民政局 is every district's."""
_LEAST_LEFT = 4


@rule("STR011", Severity.ADVICE, over=Unit)
def name_carries_other_fields(unit: Unit, look: Look) -> Finds:
    """A project's name with a document's number, the unit's own name or the book's year in it."""
    owners = tuple(
        name for each in (unit.name, look.book.department) if len(name := each.get("zh") or "") >= _LEAST_NAME
    )
    for project in unit.projects:
        name = project.name.get("zh") or ""
        for message, start, end in _carried(project, name, owners, look.book.year):
            left = re.sub(r"[（(]\s*[）)]", "", name[:start] + name[end:]).strip()
            yield finding(
                place_in(project.name, "zh", start, end),
                "name",
                message,
                record=project.full_id,
                fix=_renamed(project, name[start:end], left, message),
                part=name[start:end],
                left=left,
            )


def _carried(project: Project, name: str, owners: tuple[str, ...], year: int) -> Iterator[tuple[str, int, int]]:
    """What a name carries of other fields, each with where it begins and ends.

    Works are of a place, and may be named after the unit; the name of a transfer is its document's; what is done once
    is not compared over the years.
    """
    number = _number_in(project, name)
    if number is not None:
        yield "document", *number
    for owner in owners if project.category != "works" and project.transfer is None else ():
        if (at := name.find(owner)) >= 0:
            yield "unit", at, at + len(owner)
            break
    if f"{year}年" not in name or project.transfer is not None or project.nature == "one_off":
        return
    match = re.search(rf"(?<![\d\-—–~至到])(?<!下达){year}年度?(?!\s*[-—–~至到])", name)
    if match and "《" not in name[: match.start()]:
        yield "year", match.start(), match.end()


def _number_in(project: Project, name: str) -> tuple[int, int] | None:
    """Where a document's number stands in a name: the one that the record allots by, or what looks like one."""
    if "号" not in name:
        return None
    match = _allotting(project).search(name) or _DOCUMENT.search(name)
    return match.span() if match else None


def _allotting(project: Project) -> re.Pattern[str]:
    """The number of the record's own document, in any brackets; a pattern that finds nothing where there is none."""
    document = project.transfer.document if project.transfer else None
    letters = document.first() if document else ""
    bracket = f"[{re.escape(_BRACKETS)}]"
    return re.compile("".join(bracket if each in _BRACKETS else re.escape(each) for each in letters) or r"(?!)")


def _renamed(project: Project, part: str, left: str, message: str) -> Fix | None:
    """The name without what it carries, where enough is left of it and the record keeps the number elsewhere."""
    if len(left) < _LEAST_LEFT or (message == "document" and not _allotting(project).fullmatch(part)):
        return None
    return Fix((Edit(project.name.places["zh"], left),), safe=False)


_SCORE = re.compile(r"\s*\d+\s*/\s*\d+\s*")
_ROWS = 3


@rule("STR012", Severity.WARNING, words=PLACEHOLDERS)
def placeholder_is_left(project: Project, look: Look) -> Finds:
    """What was to be filled in, and was not; or one and the same 88/100 in every row."""
    words = look.words("words")
    parts = parts_of(project)
    everything = "\n".join(written for part in parts for written in part.text.by_language.values()).upper()
    for part in parts if any(word.upper() in everything for word in words) else ():
        for language, written in part.text.by_language.items():
            if match := placeholder_in(written, words):
                yield finding(place_in(part.text, language, *match.span()), part.path, word=match[0])
                break
    values = [each.annual.text for each in project.indicators if each.annual is not None]
    same = {text.first().strip() for text in values}
    if len(values) >= _ROWS and len(same) == 1 and _SCORE.fullmatch(values[0].first()):
        yield finding(values[0].place, "indicators[1].annual", "same", word=values[0].first(), count=str(len(values)))

"""The Word report of what changed: accepted it is the newer table, rejected the older one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import unit, written
from tests.office import resolved
from tests.review.docx_cases import (
    CARE,
    CASES,
    CONTENT,
    HALL,
    QUALITY,
    QUANTITY,
    TIME,
    TRAINING,
    Case,
    Version,
    changed,
    funded,
    indicators,
)
from tests.review.docx_reading import Block, Said, said

from targetbook.build.building import outputs_of
from targetbook.build.plan import Wanted
from targetbook.layout import read_layout, templates_of
from targetbook.model import Book
from targetbook.review.reports_docx import docx_report

DATE = datetime(2024, 3, 1, 17, 30, tzinfo=timezone(timedelta(hours=8)))
LAYOUTS = ("list", "form")
TEMPLATES = templates_of(Path("no-own-layouts"))


@dataclass(frozen=True)
class Made:
    """The report of a case, and what `build` writes of each version."""

    tracked: bytes
    new: bytes
    old: bytes


def report(old: Book, new: Book, layout: str = "list") -> bytes:
    read = read_layout(TEMPLATES, layout, [], new.place)
    assert read is not None
    return docx_report(old, new, read, new.setting, TEMPLATES, author="李敏", date=DATE)


def plain(book: Book, layout: str = "list") -> bytes:
    """What `build` writes."""
    wanted = Wanted(layouts=[layout], formats=["docx"])
    return dict(outputs_of(book, TEMPLATES, wanted)).popitem()[1]


def books(case: Case, folder: Path) -> tuple[Book, Book]:
    bilingual = {"languages": "[zh, en]", "setting": "stacked"}
    old = written(folder / "old", *case.old, **{**bilingual, **case.old_head})
    new = written(folder / "new", *case.new, **{**bilingual, **case.new_head})
    return old.book, new.book


@cache
def made(case: str, layout: str) -> Made:
    with TemporaryDirectory() as folder:
        old, new = books(CASES[case], Path(folder))
    return Made(report(old, new, layout), plain(new, layout), plain(old, layout))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_accepted_it_is_the_new_table_and_rejected_the_old_one(case: str, layout: str) -> None:
    files = made(case, layout)
    assert said(files.tracked) == said(files.new)
    assert said(files.tracked, accepted=False) == said(files.old)


@pytest.fixture(scope="module")
def in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str, str], bytes]:
    """Each case as LibreOffice saves it, by case, layout and what it is: accepted or new, rejected or old."""
    folder = tmp_path_factory.mktemp("office")
    jobs: dict[tuple[bytes, bool], tuple[Path, Path, bool]] = {}  # many cases have a version in common
    targets = {}
    for case, layout in product(CASES, LAYOUTS):
        files = made(case, layout)
        given = {"accepted": files.tracked, "rejected": files.tracked, "new": files.new, "old": files.old}
        for name, data in given.items():
            key, stem = (data, name != "rejected"), folder / f"{len(jobs)}"
            if key not in jobs:
                jobs[key] = (stem.with_suffix(".docx"), stem.with_suffix(".saved.docx"), key[1])
                jobs[key][0].write_bytes(data)
            targets[case, layout, name] = jobs[key][1]
    resolved(jobs.values())
    return {key: file.read_bytes() for key, file in targets.items()}


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_libreoffice_finds_the_same(
    case: str, layout: str, in_libreoffice: Mapping[tuple[str, str, str], bytes]
) -> None:
    """But for an empty line that it leaves where a whole table goes: it never deletes the line's end before a table."""
    for resolution, version in (("accepted", "new"), ("rejected", "old")):
        found, wanted = (said(in_libreoffice[case, layout, name]) for name in (resolution, version))
        assert filled(found) == filled(wanted)


def filled(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not isinstance(block, Said) or block.text]


RECORDS = (TRAINING, HALL, CARE)
INDICATORS = (QUANTITY, QUALITY, TIME, CONTENT)


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """A unit of some of the projects, in any order, each with some of its indicators, and with other money."""
    records = draw(st.lists(st.sampled_from(RECORDS), min_size=1, unique_by=lambda each: each.id))
    given = []
    for record in records:
        chosen = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, unique=True))
        amount = draw(st.sampled_from(["1.20", "116.40", "7402.04"]))
        given.append(changed(record, indicators=indicators(*chosen), funding=funded(amount)))
    return (unit("centre", *given),)


@given(versions(), versions(), st.sampled_from(LAYOUTS))
@settings(max_examples=25, deadline=None)
def test_any_two_versions_come_out_again(before: Version, after: Version, layout: str) -> None:
    with TemporaryDirectory() as folder:
        old, new = books(Case(before, after, {}, {}), Path(folder))
    tracked = report(old, new, layout)
    assert said(tracked) == said(plain(new, layout))
    assert said(tracked, accepted=False) == said(plain(old, layout))


def body(data: bytes) -> BaseOxmlElement:
    return docx.Document(BytesIO(data)).element.body


def marks(data: bytes) -> list[BaseOxmlElement]:
    """The changes, without what only keeps them apart: inserted and deleted again, it goes either way."""
    return body(data).xpath("//w:ins[not(w:del)] | //w:del[not(parent::w:ins)] | //w:pPrChange")


def passing(data: bytes) -> list[BaseOxmlElement]:
    return body(data).xpath("//w:ins[w:del]")


def written_in(element: BaseOxmlElement) -> str:
    return "".join(part.text or "" for part in element.iter(qn("w:t"), qn("w:delText")))


def test_each_change_says_who_made_it_and_when_in_utc() -> None:
    tracked = made("all at once", "list").tracked
    found = marks(tracked)
    assert {(each.get(qn("w:author")), each.get(qn("w:date"))) for each in found} == {("李敏", "2024-03-01T09:30:00Z")}
    ids = [each.get(qn("w:id")) for each in body(tracked).xpath("//w:ins | //w:del | //w:pPrChange")]
    assert len(set(ids)) == len(ids)


def test_an_old_and_a_new_amount_stand_in_lines_of_their_own() -> None:
    """Where the author of an insertion deletes it LibreOffice keeps it: what goes either way has two authors."""
    tracked = made("money came", "list").tracked
    old = next(each for each in marks(tracked) if written_in(each) == "43.00")
    between, new = old.itersiblings()
    assert [len(list(each.iter(qn("w:br")))) for each in (old, between, new)] == [0, 1, 0]
    assert between.get(qn("w:author")) != between[0].get(qn("w:author")) == "李敏"
    assert written_in(new) == "1,053.00"


def test_an_old_and_a_new_figure_within_a_text_have_a_space_between() -> None:
    tracked = made("a value lowered", "list").tracked
    lines = [written_in(each.getparent()) for each in passing(tracked) if written_in(each) == " "]
    assert lines == ["≥ 90% 80%"]


def test_a_column_that_comes_has_each_project_beside_what_it_was() -> None:
    (table,) = body(made("a column more", "list").tracked).xpath("//w:tbl")
    projects = table.xpath("./w:tr[w:tc[1][w:tcPr/w:vMerge/@w:val='restart' or not(w:tcPr/w:vMerge)]]")
    changes = [
        (row.xpath("local-name(./w:trPr/w:ins | ./w:trPr/w:del)"), written_in(row.tc_lst[0])) for row in projects
    ]
    assert [change for change, _ in changes] == ["del", "ins"] * (len(changes) // 2)
    assert [name for _, name in changes[::2]] == [name for _, name in changes[1::2]]


def test_a_table_whose_columns_changed_says_so_above_in_its_languages() -> None:
    note = passing(made("a column more", "list").tracked)[0]
    assert note.getparent().getnext().tag == qn("w:tbl")
    assert "本表的列有变动" in written_in(note)
    assert "The columns of this table changed" in written_in(note)


def test_another_department_is_marked_in_the_foot_too() -> None:
    foot = docx.Document(BytesIO(made("another department", "form").tracked)).sections[0].footer.part.element
    assert [written_in(each) for each in foot.xpath(".//w:del[not(parent::w:ins)] | .//w:ins[not(w:del)]")] == [
        "番禺区"
    ]


def test_the_same_version_twice_has_no_change() -> None:
    assert marks(made("nothing", "list").tracked) == []


def test_a_lowered_value_is_marked_word_by_word_in_its_cell() -> None:
    tracked = made("a value lowered", "list").tracked
    assert [(each.tag.partition("}")[2], written_in(each)) for each in marks(tracked)] == [
        ("del", "90%"),
        ("ins", "80%"),
        ("del", "≥90%"),
        ("ins", "≥80%"),
        ("del", "90%"),  # in English a space is between: ≥ 90%
        ("ins", "80%"),
    ]


def test_an_indicator_that_was_added_is_one_row_put_in() -> None:
    rows = body(made("an indicator added between", "list").tracked).xpath("//w:tr[w:trPr/w:ins]")
    assert [[text for cell in row.xpath("./w:tc") if (text := written_in(cell))] for row in rows] == [
        ["质量Quality", "培训合格率Number of 培训合格率", "90%"]
    ]


def test_the_same_change_gives_the_same_bytes(tmp_path: Path) -> None:
    assert report(*books(CASES["all at once"], tmp_path)) == made("all at once", "list").tracked


# CT_PPrBase, CT_ParaRPr and CT_TrPr of wml.xsd, as far as the writer makes them; Word refuses a file in another order.
ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "tabs", "spacing", "rPr", "pPrChange"),
    "rPr": ("ins", "del", "rStyle", "rFonts", "sz", "lang"),
    "trPr": ("cantSplit", "trHeight", "tblHeader", "ins", "del"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("case", CASES)
def test_every_element_stands_where_word_wants_it(case: str, layout: str) -> None:
    found = body(made(case, layout).tracked)
    for parent, order in ORDER.items():
        for element in found.iter(qn(f"w:{parent}")):
            places = [order.index(each.tag.partition("}")[2]) for each in element]
            assert places == sorted(set(places))
    assert found.xpath("//w:del//w:t | //w:delText[not(ancestor::w:del)]") == []
    assert found.xpath("//w:tc[not(w:p)] | //w:tc/*[last()][not(self::w:p)]") == []

"""The Word report of what changed: accepted it is the newer table, rejected the older one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.books import ProjectFile, unit, written
from tests.office import resolved
from tests.review.docx_cases import BOOK, CARE, CASES, HALL, TRAINING, Case, changed, indicators
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


def report(old: Book, new: Book, layout: str = "list", setting: str = "stacked") -> bytes:
    read = read_layout(TEMPLATES, layout, [], new.place)
    assert read is not None
    return docx_report(old, new, read, setting, TEMPLATES, author="李敏", date=DATE)


def plain(book: Book, layout: str = "list", setting: str = "stacked") -> bytes:
    """What `build` writes."""
    wanted = Wanted(layouts=[layout], formats=["docx"], settings=[setting])
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
    targets, jobs = {}, []
    for number, (case, layout) in enumerate(product(CASES, LAYOUTS)):
        files = made(case, layout)
        given = {"accepted": files.tracked, "rejected": files.tracked, "new": files.new, "old": files.old}
        for name, data in given.items():
            file, target = folder / f"{number}-{name}.docx", folder / f"{number}-{name}-saved.docx"
            file.write_bytes(data)
            jobs.append((file, target, name != "rejected"))
            targets[case, layout, name] = target
    resolved(jobs)
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

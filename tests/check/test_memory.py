"""What was found in a record is remembered while it and the book's head stay the same, and never longer."""

import os
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.books import Make, Written, project, written

from targetbook.check import Checked, Selection, check_book, stored_memory
from targetbook.check.rule import RULES, Finds, Look, rule
from targetbook.kept import LONGEST, user_cache
from targetbook.model import Project
from targetbook.problems import Severity

REPEATING = "\n  - kind: output.quality\n    name: 工作完成质量水平\n    annual: 工作完成质量"
VAL002 = Selection(select=("VAL002",))
DAY = 24 * 3600


def check(book: Written) -> Checked:
    return check_book(book.root, VAL002, memory=stored_memory(book.root))


def codes(checked: Checked) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in checked.problems]


@pytest.fixture
def book_of_two(book: Make) -> Written:
    return book(project(indicators=REPEATING), project())


def test_what_is_remembered_is_what_was_found(book_of_two: Written) -> None:
    first = check(book_of_two)
    assert codes(first) == ["targets/centre/p1.yaml:9:13 VAL002"]
    again = check(book_of_two)
    assert (again.book, again.problems, again.deferred) == (first.book, first.problems, first.deferred)


@pytest.fixture
def looks() -> Iterator[Counter[str]]:
    """How often a rule looked at each record."""
    before, counted = dict(RULES), Counter[str]()

    @rule("CNT001", Severity.ADVICE)
    def counting(project: Project, look: Look) -> Finds:
        counted[project.full_id] += 1
        yield from ()

    yield counted
    RULES.clear()
    RULES.update(before)


def test_only_a_changed_record_is_looked_at_again(book_of_two: Written, looks: Counter[str]) -> None:
    def check_again() -> None:
        check_book(book_of_two.root, Selection(select=("CNT001",)), memory=stored_memory(book_of_two.root))

    check_again()
    check_again()
    assert looks == {"centre/p1": 1, "centre/p2": 1}
    record = book_of_two.root / "targets/centre/p2.yaml"
    record.write_text(record.read_text("utf-8").replace("24场", "36场"), "utf-8")
    check_again()
    assert looks == {"centre/p1": 1, "centre/p2": 2}


def test_what_a_changed_record_no_longer_has_is_not_told(book_of_two: Written) -> None:
    check(book_of_two)
    record = book_of_two.root / "targets/centre/p1.yaml"
    record.write_text(record.read_text("utf-8").replace("annual: 工作完成质量", "annual: ≥95%"), "utf-8")
    assert codes(check(book_of_two)) == []


def test_a_changed_head_of_the_book_forgets_everything(book_of_two: Written) -> None:
    check(book_of_two)
    head = book_of_two.root / "targetbook.yaml"
    head.write_text(head.read_text("utf-8") + "rules: {severity: {VAL002: error}}\n", "utf-8")
    found = check(book_of_two).problems
    assert [(problem.code, problem.severity.value) for problem in found] == [("VAL002", "error")]


def test_other_rules_are_not_answered_from_memory(book_of_two: Written) -> None:
    check(book_of_two)
    assert (
        codes(check_book(book_of_two.root, Selection(select=("FND001",)), memory=stored_memory(book_of_two.root))) == []
    )
    assert codes(check(book_of_two)) == ["targets/centre/p1.yaml:9:13 VAL002"]


def test_a_removed_record_is_forgotten(book_of_two: Written) -> None:
    check(book_of_two)
    (book_of_two.root / "targets/centre/p1.yaml").unlink()
    assert codes(check(book_of_two)) == []


def test_errors_of_a_record_are_told_again(book: Make) -> None:
    made = book(project(funding="x"), project())
    first, again = check(made), check(made)
    assert [problem.code for problem in first.problems] == ["STR004"]
    assert again.problems == first.problems


@pytest.mark.parametrize("damage", [b"", b"\x80\x05nonsense", pickle.dumps(["another", "shape"])])
def test_a_damaged_memory_is_as_if_there_were_none(book_of_two: Written, damage: bytes) -> None:
    first = check(book_of_two)
    for file in kept():
        file.write_bytes(damage)
    assert check(book_of_two).problems == first.problems
    assert all(file.read_bytes() != damage for file in kept())


def test_a_memory_that_others_may_write_is_not_read(book_of_two: Written, tmp_path: Path) -> None:
    check(book_of_two)
    touched = tmp_path / "touched"
    for file in kept():
        user_cache().put(file.name, _Touch(touched))
        file.chmod(0o666)
    assert codes(check(book_of_two)) == ["targets/centre/p1.yaml:9:13 VAL002"]
    assert not touched.exists()
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in kept())


def test_one_choice_of_rules_does_not_make_another_forget(book_of_two: Written, looks: Counter[str]) -> None:
    for codes in ("CNT001", "VAL002", "CNT001"):
        check_book(book_of_two.root, Selection(select=(codes,)), memory=stored_memory(book_of_two.root))
    assert looks == {"centre/p1": 1, "centre/p2": 1}


@pytest.fixture
def books(tmp_path: Path) -> tuple[Written, Written]:
    return written(tmp_path / "one", project()), written(tmp_path / "other", project())


def test_what_is_remembered_goes_a_month_after_the_last_check(books: tuple[Written, Written]) -> None:
    one, other = books
    check(one)
    (file,) = kept()
    age(LONGEST - DAY)
    check(one)
    age(LONGEST - DAY)
    check(other)
    assert file in kept()
    age(2 * DAY)
    check(written(other.root, project(), project()))
    assert file not in kept()


def test_nothing_is_kept_unless_asked_for(book_of_two: Written) -> None:
    check_book(book_of_two.root, VAL002)
    assert kept() == []


class _Touch:
    """A pickle that, once read, leaves a file behind."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.file,))


def kept() -> list[Path]:
    return [file for file, _ in user_cache().files()]


def age(seconds: int) -> None:
    """Let so much time go by."""
    for file in kept():
        used = file.stat().st_mtime - seconds
        os.utime(file, (used, used))

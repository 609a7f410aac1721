"""The bench as a developer runs it: the smallest book, every step, and the page that is written from what was found."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
import weasyprint
from bench.books import write_book
from bench.report import write_report
from bench.results import Missing, Outcome, Results, Sameness, Size, Taken, read_results
from bench.sameness import sameness_of

REPOSITORY = Path(__file__).parents[2]
OWN = {"start", "imports", "cold", "warm", "edit", "watch", "check", "check again", "diff", "html", "docx", "xlsx"}
RIVALS = {"weasyprint", "typst", "chromium", "libreoffice", "docxtpl"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes for the smallest book."""
    folder = tmp_path_factory.mktemp("bench")
    bench(folder, "--sizes", "10", "--rounds", "1")
    return folder


def bench(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "bench", "--to", str(folder), *options]
    return subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout


def took(seconds: float, **more: int) -> Taken:
    return Taken(seconds, **{"memory": 100_000_000, "worker": 50_000_000} | more)


def results(*sizes: Size) -> Results:
    return Results(2, 8_000_000_000, 1, {}, sizes)


def size(steps: Mapping[str, Outcome], projects: int = 1000, sameness: Sameness | None = None) -> Size:
    return Size(projects, 5 * projects, steps, {}, sameness)


def page_of(folder: Path, *sizes: Size) -> str:
    write_report(results(*sizes), folder)
    return (folder / "performance.md").read_text("utf-8")


def rows(page: str, words: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("|") and words in line]


@pytest.mark.slow
def test_one_command_measures_every_step_of_the_smallest_book(written: Path) -> None:
    (measured,) = read_results(written / "performance.json").sizes
    assert measured.projects == 10
    assert {step for step in OWN if measured.taken(step)} == OWN
    assert measured.steps.keys() >= RIVALS


@pytest.mark.slow
def test_word_is_held_to_bare_rows_of_the_same_book(written: Path) -> None:
    (row,) = rows((written / "performance.md").read_text("utf-8"), "Word, all rows")
    assert "not measured" not in row


@pytest.mark.slow
def test_a_pdf_in_parts_is_compared_with_one_document_page_by_page(written: Path) -> None:
    (measured,) = read_results(written / "performance.json").sizes
    assert measured.sameness is not None
    assert measured.sameness.parts == measured.sameness.one > 1
    assert measured.sameness.differing == 0


@pytest.mark.slow
def test_every_plot_of_the_page_is_there_and_says_what_it_shows(written: Path) -> None:
    page = (written / "performance.md").read_text("utf-8")
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)"', page)
    assert {written / file for file, _ in pictures} == set(written.glob("pictures/*.svg"))
    for file, alt in pictures:
        drawing = ElementTree.parse(written / file).getroot()
        assert drawing.findtext("{*}title")
        assert drawing.findtext("{*}desc") == alt


@pytest.mark.slow
def test_the_page_is_the_same_each_time_it_is_written_from_the_same_results(written: Path) -> None:
    before = {file: file.read_bytes() for file in written.rglob("*") if file.is_file()}
    bench(written, "--report-only")
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.parametrize(
    ("other", "differing"), [("甲 乙", 0), ("甲　乙", 1), ("甲 丙", 1)], ids=["same", "moved", "reworded"]
)
def test_a_page_is_another_where_a_word_is_or_stands_elsewhere(tmp_path: Path, other: str, differing: int) -> None:
    files = [tmp_path / name for name in ("one.pdf", "other.pdf")]
    for file, text in zip(files, ("甲 乙", other), strict=True):
        weasyprint.HTML(string=f"<p>{text}</p><p style='break-before: page'>丁</p>").write_pdf(file)
    assert sameness_of(*files) == Sameness(2, 2, differing)


def test_an_engine_that_is_not_installed_is_told_as_such(tmp_path: Path) -> None:
    page = page_of(tmp_path, size({"cold": took(9, pages=40), "typst": Missing("not installed")}))
    assert rows(page, "Typst | not installed")


def test_a_figure_that_is_reached_has_its_mark_and_its_ratio(tmp_path: Path) -> None:
    page = page_of(tmp_path, size({"edit": took(1), "cold": took(9, pages=40), "typst": took(4)}))
    assert rows(page, "✅ | one edit, PDF on disk | at most 0.5 of Typst's full compile | 0.25")
    assert "- **One edit.**" not in page


def test_a_figure_that_is_missed_is_told_with_what_limits_it(tmp_path: Path) -> None:
    page = page_of(tmp_path, size({"edit": took(3), "cold": took(9, pages=40), "typst": took(4)}))
    assert rows(page, "❌ | one edit, PDF on disk | at most 0.5 of Typst's full compile | 0.75")
    assert "- **One edit.**" in page


def test_an_edit_is_told_in_its_pieces_though_a_build_of_the_same_does_not_even_check(tmp_path: Path) -> None:
    steps = {
        "start": took(0.1),
        "warm": took(0.3),
        "check again": took(0.5),
        "edit": took(2),
        "cold": took(9, pages=40),
    }
    page = page_of(tmp_path, size(steps))
    assert "reading the book and checking it 0.40 s; setting the changed pages, writing the file 1.5 s" in page


def test_a_single_page_that_differs_is_no_figure_reached(tmp_path: Path) -> None:
    page = page_of(tmp_path, size({"cold": took(9, pages=40)}, sameness=Sameness(40, 40, 1)))
    assert rows(page, "❌ | PDF in parts | no pages that differ from the one document's | 1 |")


def test_growth_is_told_from_one_book_to_the_next_and_its_worst_is_held_to_the_limit(tmp_path: Path) -> None:
    small, large = (
        size({"cold": took(9, pages=40), "edit": took(1)}),
        size({"cold": took(90), "edit": took(13)}, 10_000),
    )
    page = page_of(tmp_path, small, large)
    assert rows(page, "❌ | one edit, PDF on disk, 10,000 projects | at most 11 times its time with 1,000 | 13 |")
    assert rows(page, "| full PDF, nothing kept | 10x |")


def test_a_run_of_small_books_says_that_its_ratios_are_a_trial(tmp_path: Path) -> None:
    assert "for a trial" in page_of(tmp_path, size({"cold": took(9, pages=40), "edit": took(1)}, 100))
    assert "for a trial" not in page_of(tmp_path, size({"cold": took(9, pages=40), "edit": took(1)}, 1000))


def test_the_same_number_of_projects_gives_the_same_book(tmp_path: Path) -> None:
    one, other = (write_book(tmp_path / name, 30) for name in ("one", "other"))
    files = sorted(file.relative_to(one) for file in one.rglob("*.yaml"))
    assert len(files) == 30 + 1 + 1  # projects, their unit, the book's own
    assert [(one / file).read_bytes() for file in files] == [(other / file).read_bytes() for file in files]

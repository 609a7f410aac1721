"""What is kept from one build to the next is used where nothing that it hangs on has changed, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.books import Make, Written, project

OUTPUTS = "[{layout: list, formats: [html]}]"


def record_of(made: Written) -> Path:
    return next(path for path in sorted(made.root.glob("targets/*/*.yaml")) if not path.name.startswith("_"))


def page_of(made: Written, *options: str) -> str:
    result = made.run("build", "-q", *options)
    assert result.exit_code == 0, result.stderr
    return (made.root / "build" / "list.html").read_text("utf-8")


def rename(made: Written) -> None:
    record_of(made).rename(record_of(made).with_name("another.yaml"))


def copy(made: Written) -> None:
    record_of(made).with_name("zz-copy.yaml").write_bytes(record_of(made).read_bytes())


def name_otherwise(made: Written) -> None:
    record_of(made).write_text(record_of(made).read_text("utf-8").replace("甲", "乙"), "utf-8")


def word_a_label(made: Written) -> None:
    with (made.root / "targetbook.yaml").open("a", encoding="utf-8") as head:
        head.write("labels: {total: 合计金额}\n")


def include_another_text(made: Written) -> None:
    made.write("templates/parts/bit.html.j2", "后")


def delete_the_output(made: Written) -> None:
    (made.root / "build" / "list.html").unlink()


@pytest.mark.parametrize(
    "change",
    [rename, copy, name_otherwise, word_a_label, include_another_text, delete_the_output],
    ids=lambda change: change.__name__,
)
def test_a_build_after_a_change_is_a_build_from_nothing(book: Make, change: Callable[[Written], None]) -> None:
    made = book(project(name="甲"), outputs=OUTPUTS)
    tool = Path(__file__).parents[2] / "templates" / "list" / "layout.html.j2"
    template = tool.read_text("utf-8")
    assert "{% call kept(project) %}\n" in template
    made.write(
        "templates/list/layout.html.j2",
        template.replace("{% call kept(project) %}\n", '{% call kept(project) %}\n{% include "parts/bit.html.j2" %}\n'),
    )
    made.write("templates/parts/bit.html.j2", "前")
    page_of(made)
    change(made)
    after = page_of(made)
    assert after == page_of(made, "--no-cache")
    assert ("后" in after) == (change is include_another_text)


def test_an_edit_and_its_undoing_give_the_page_back(book: Make) -> None:
    made = book(project(name="甲"), outputs=OUTPUTS)
    first = page_of(made)
    saved = record_of(made).read_bytes()
    name_otherwise(made)
    assert page_of(made) != first
    record_of(made).write_bytes(saved)
    assert page_of(made) == first

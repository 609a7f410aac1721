"""Two versions are opened from git or from folders, and what one of them lacks never hides the other."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from tests.books import project, unit, written
from tests.review.repositories import NO_RULES, Kept, kept

from targetbook.check import Memory
from targetbook.review import GitError, asked_folders, asked_versions, compare_versions, opened_versions
from targetbook.review.changes import Changes

BROKEN = "name: [社区\n"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)


def totals(changes: Changes) -> tuple[object, object] | None:
    """The whole book's money before and after; None where it did not move."""
    assert changes.book is not None
    return next(((move.before, move.after) for move in changes.book.money if move.of == "total"), None)


def ids(changes: Changes) -> list[tuple[str | None, str | None]]:
    return [
        (change.before.full_id if change.before else None, change.after.full_id if change.after else None)
        for change in changes.projects
    ]


def test_neither_the_work_tree_nor_the_index_is_touched(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    repository.rewrite(project(funding="2.00"))
    index = repository.top / ".git/index"
    before = repository.git("status", "--porcelain"), index.read_bytes(), index.stat().st_mtime_ns
    repository.changes("HEAD")
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before[1:]
    assert repository.git("status", "--porcelain") == before[0]


def test_two_folders_are_compared_without_git(tmp_path: Path) -> None:
    old = written(tmp_path / "2023", project(funding="1.00"))
    new = written(tmp_path / "2024", project(funding="2.00"))
    with opened_versions(None, *asked_folders(old.root, new.root), NO_RULES) as versions:
        changes = compare_versions(*versions)
    assert (versions[0].name, versions[1].name) == (str(old.root), str(new.root))
    assert totals(changes) == (1, 2)


def test_what_is_the_same_in_both_is_read_once(tmp_path: Path) -> None:
    repository = kept(tmp_path, *(project(f"p{n}") for n in range(5)))
    repository.write("targets/centre/p3.yaml", project(funding="2.00").text())
    memory = Memory()
    found, base, head = asked_versions(repository.root, "HEAD", None)
    with opened_versions(found, base, head, NO_RULES, memory) as (older, newer):
        assert older.checked.book is not None
        assert newer.checked.book is not None
        pairs = zip(older.checked.book.projects(), newer.checked.book.projects(), strict=True)
        assert [one is other for one, other in pairs] == [True, True, True, False, True]


@pytest.mark.parametrize("folder", ["nowhere", "."])
def test_a_system_without_a_folder_in_memory_compares_as_well(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("targetbook.review.versions._IN_MEMORY", tmp_path / folder)
    repository = kept(tmp_path / "book", project(funding="1.00")).rewrite(project(funding="2.00"))
    assert totals(repository.changes("HEAD")) == (1, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["book"]


def test_a_project_whose_yaml_is_broken_is_neither_added_nor_removed(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"), project("b", funding="10.00"))
    repository.write("targets/centre/b.yaml", BROKEN)
    repository.commit()
    repository.rewrite(project("a", funding="2.00"), project("b", funding="10.00"))
    changes = repository.changes("HEAD")
    assert ids(changes) == [("centre/a", "centre/a")]
    assert changes.unreadable == ("centre/b",)
    assert totals(changes) == (1, 2)
    assert [problem.place.file for problem in changes.mended] == ["targets/centre/b.yaml"]
    assert changes.introduced == ()


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"funding": "一百"}, False),
        ({"period": "[2024]"}, False),
        ({"indicators": "\n  - kind: no.such\n    name: 甲\n    annual: 1"}, False),
        ({"remark": "a key of an older version"}, True),
    ],
)
def test_a_value_that_cannot_be_read_is_not_taken_for_one_that_is_gone(
    broken: dict[str, str], told: bool, tmp_path: Path
) -> None:
    repository = kept(tmp_path, project("a", funding="10.00"), project("b", funding="1.00"))
    record = project("a", **{"funding": "11.00", **broken})
    repository.write("targets/centre/a.yaml", record.text())
    changes = repository.changes("HEAD")
    assert ids(changes) == ([("centre/a", "centre/a")] if told else [])
    assert changes.unreadable == (() if told else ("centre/a",))


def test_a_unit_whose_file_is_broken_does_not_remove_its_projects(tmp_path: Path) -> None:
    repository = kept(tmp_path, unit("a", project("p"), project("q")), unit("b", project("r", funding="1.00")))
    repository.write("targets/a/_unit.yaml", BROKEN)
    repository.write("targets/b/r.yaml", project(funding="2.00").text())
    changes = repository.changes("HEAD")
    assert ids(changes) == [("b/r", "b/r")]
    assert changes.unreadable == ("a/p", "a/q")
    assert totals(changes) == (1, 2)


def test_where_the_base_cannot_be_read_the_findings_of_the_newer_version_over_the_book_are_not_new(
    tmp_path: Path,
) -> None:
    controls = {"controls": "{total: 9.00}"}
    repository = kept(tmp_path, project("a", funding="1.00"), project("b", funding="1.00"), **controls)
    repository.write("targets/centre/b.yaml", BROKEN)
    repository.commit()
    repository.rewrite(project("a", funding="1.00"), project("b", funding="1.00"), **controls)
    assert repository.changes("HEAD").introduced == ()


def test_a_base_whose_own_head_is_broken_is_read_under_the_newer_one(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    repository.write("targetbook.yaml", "title: [\n")
    repository.commit()
    repository.rewrite(project(funding="2.00"))
    changes = repository.changes("HEAD")
    assert changes.base.fault == "unreadable-head"
    assert changes.unreadable == ("targetbook.yaml",)
    assert totals(changes) == (1, 2)
    assert [problem.place.file for problem in changes.mended] == ["targetbook.yaml"]


def test_a_newer_version_whose_own_head_is_broken_is_read_under_the_older_one(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"))
    repository.write("targetbook.yaml", "title: [\n")
    repository.write("targets/centre/p1.yaml", project(funding="2.00").text())
    changes = repository.changes("HEAD")
    assert (changes.head.fault, changes.unreadable, changes.head_of_book) == (
        "unreadable-head",
        ("targetbook.yaml",),
        None,
    )
    assert totals(changes) == (1, 2)
    assert [problem.place.file for problem in changes.introduced] == ["targetbook.yaml"]
    assert (repository.root / "targetbook.yaml").read_text() == "title: [\n"


def test_a_book_that_is_new_is_added_whole(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00"), within="old")
    new = Kept(repository.top, repository.top / "new")
    new.root.mkdir()
    new.rewrite(project("q", funding="7.00", name="另一个项目")).commit()
    changes = new.changes("HEAD~1")
    assert changes.base.fault == "no-book"
    assert ids(changes) == [(None, "centre/q")]
    assert totals(changes) == (None, 7)
    assert [change.after.id for change in changes.units_changed if change.after] == ["centre"]


def test_a_book_whose_folder_was_renamed_is_found_where_it_lay(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"), project("b", name="养老服务"), within="books/2023")
    repository.git("mv", "books/2023", "budget")
    moved = Kept(repository.top, repository.top / "budget")
    moved.write("targets/centre/a.yaml", project(funding="2.00").text())
    moved.commit()
    changes = moved.changes("HEAD~1", "HEAD")
    assert changes.base.moved_from == "books/2023/"
    assert ids(changes) == [("centre/a", "centre/a")]
    turned = moved.changes("HEAD", "HEAD~1")
    assert turned.head.moved_from == "books/2023/"
    assert totals(turned) == (Decimal("3.20"), Decimal("2.20"))


def test_where_neither_version_has_a_book_it_says_so(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(), within="book")
    other = Kept(repository.top, repository.top / "other")
    other.root.mkdir()
    with pytest.raises(GitError) as error:
        other.changes("HEAD", "HEAD")
    assert (error.value.slug, error.value.values["book"]) == ("no-book", "other/")


def test_an_older_schema_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    repository = kept(tmp_path, project(funding="1.00", remark="旧版字段"), edition="3")
    repository.rewrite(project(funding="2.00"))
    changes = repository.changes("HEAD")
    assert totals(changes) == (1, 2)
    assert sorted(problem.code for problem in changes.mended) == ["STR002", "STR002"]


def test_a_link_out_of_the_book_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside/centre").mkdir(parents=True)
    (tmp_path / "outside/centre/secret.yaml").write_text(project("secret", name="机密").text())
    repository = kept(tmp_path, project("a"))
    (repository.root / "targets/centre/link.yaml").symlink_to(tmp_path / "outside/centre/secret.yaml")
    (repository.root / "targets/unit").symlink_to(tmp_path / "outside/centre")
    first = repository.commit()
    for path in (repository.root / "targets").rglob("*"):
        path.unlink() if path.is_symlink() or path.is_file() else None
    (repository.root / "targets/centre").rmdir()
    (repository.root / "targets").rmdir()
    (repository.root / "targets").symlink_to(tmp_path / "outside")
    second = repository.commit()
    for commit in (first, second):
        found, base, head = asked_versions(repository.root, commit, first)
        with opened_versions(found, base, head, NO_RULES) as (older, _):
            assert older.checked.book is not None
            assert "secret" not in [each.id for each in older.checked.book.projects()]
            assert not any("secret" in problem.place.file for problem in older.checked.problems)


def test_a_link_inside_the_book_is_followed(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"))
    (repository.root / "targets/centre/b.yaml").symlink_to("a.yaml")
    repository.commit()
    repository.write("targets/centre/a.yaml", project(funding="2.00").text())
    assert totals(repository.changes("HEAD")) == (2, 4)


def test_a_commit_made_to_write_outside_writes_nothing_there(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"))
    target = tmp_path / "target"
    target.mkdir()
    data = project("x").text().encode()
    blob = repository.git("hash-object", "-w", "--stdin", asked=data)
    link = repository.git("hash-object", "-w", "--stdin", asked=os.fsencode(target))
    inner = tree(repository, ("100644", "written.yaml", blob))
    centre = tree(repository, ("40000", "..", inner), ("120000", "out", link), ("40000", "out", inner))
    head = repository.git("rev-parse", "HEAD:targetbook.yaml")
    links = tree(repository, ("120000", "y.yaml", link))
    targets = tree(repository, ("40000", "centre", centre), ("120000", "u", link), ("40000", "u", links))
    top = tree(
        repository, ("120000", "targets", link), ("40000", "targets", targets), ("100644", "targetbook.yaml", head)
    )
    commit = repository.git("commit-tree", top, "-m", "bad")
    repository.changes(commit)
    assert list(target.iterdir()) == []


def test_a_huge_file_is_told_and_not_read(tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"), project("b"))
    repository.write("targets/centre/b.yaml", "#" * (5 * 1024 * 1024))
    repository.commit()
    repository.rewrite(project("a", funding="2.00"), project("b"))
    changes = repository.changes("HEAD")
    assert changes.unreadable == ("centre/b",)
    assert [(problem.code, problem.place.file) for problem in changes.mended] == [("SRC009", "targets/centre/b.yaml")]


@pytest.mark.parametrize("name", ['a"b', "a'b", "项目 一", "-a", "--all", "a;b", "*", "$(touch x)"])
def test_a_record_may_have_any_name(name: str, tmp_path: Path) -> None:
    repository = kept(tmp_path, project(name, funding="1.00"))
    repository.rewrite(project(name, funding="2.00"))
    assert ids(repository.changes("HEAD")) == [(f"centre/{name}", f"centre/{name}")]


@pytest.mark.parametrize("name", [b"a\nb.yaml", b"a\tb.yaml", b"\xff\xfe.yaml", b"\xb9\xab.yaml"])
def test_a_file_that_no_record_can_be_called_stops_nothing(name: bytes, tmp_path: Path) -> None:
    repository = kept(tmp_path, project("a", funding="1.00"))
    Path(os.fsdecode(os.fsencode(repository.root / "targets/centre") + b"/" + name)).write_text(project().text())
    repository.commit()
    repository.write("targets/centre/a.yaml", project(funding="2.00").text())
    assert ids(repository.changes("HEAD")) == [("centre/a", "centre/a")]


def test_records_in_a_submodule_are_told_as_what_they_are(tmp_path: Path) -> None:
    other = kept(tmp_path / "other", project())
    repository = kept(tmp_path, project("a"))
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "targets/centre2")
    repository.commit()
    with pytest.raises(GitError) as error:
        repository.changes("HEAD")
    assert (error.value.slug, error.value.values["path"]) == ("submodule", "targets/centre2")


def tree(repository: Kept, *entries: tuple[str, str, str]) -> str:
    """A tree that git itself would refuse to make."""
    data = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(object) for mode, name, object in entries)
    return repository.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", asked=data)

"""`log` and `blame` of a record: how its money and each of its targets came to be."""

import time
from pathlib import Path

import pytest
from tests.books import ProjectFile, project, unit
from tests.review.repositories import Kept, kept

from targetbook.review import GitError
from targetbook.review.git import Repository, repository_of
from targetbook.review.history import blame_of, log_of
from targetbook.review.reports.history import blame_json, blame_text, log_json, log_text

RECORD = "centre/p1"


def record(fiscal: str = "1.20", annual: str = "24场", name: str = "培训场次", **fields: str) -> ProjectFile:
    indicators = (
        f"\n  - {{kind: output.quantity, name: {name}, annual: {annual}}}"
        "\n  - {kind: satisfaction.service_users, name: 居民满意度, period: ≥85%, annual: ≥90%}"
    )
    return project("p1", funding=fiscal, indicators=indicators, **fields)


def repository(book: Kept) -> Repository:
    return repository_of(book.root)


def subjects(book: Kept, record: str = RECORD) -> list[str]:
    return [entry.commit.subject for entry in log_of(repository(book), record)]


def origins(book: Kept, record: str = RECORD) -> dict[str, str]:
    return {line.path: line.commit.subject for line in blame_of(repository(book), record)}


def test_the_log_tells_each_commit_that_changed_what_counts(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record("2.20")).commit("追加经费", author="李明")
    book.rewrite(record("2.20", annual="20场")).commit("下调场次")
    text = (book.root / "targets/centre/p1.yaml").read_text("utf-8")
    book.write("targets/centre/p1.yaml", f"# 核对过\n{text}")
    book.commit("Only a comment")
    book.rewrite(record("2.20", annual="20场"), project("p2")).commit("Another record")
    assert subjects(book) == ["下调场次", "追加经费", "Write the targets"]
    newest, money, first = log_of(repository(book), RECORD)
    assert newest.change is not None
    assert [target.comparison.value for each in newest.change.indicators for target in each.targets] == ["lowered"]
    assert money.change is not None
    assert (money.commit.author, [str(move.delta) for move in money.change.money]) == ("李明", ["1.00", "1.00"])
    assert first.change is not None
    assert first.change.before is None


def test_the_log_goes_on_through_a_rename_and_a_move_to_another_unit(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record("2.20")).commit("追加经费")
    book.rewrite(unit("station", record("2.20"))).commit("划归社工站")
    book.rewrite(unit("station", ProjectFile(record("2.20").fields, "training"))).commit("改文件名")
    book.rewrite(unit("station", ProjectFile(record("3.20").fields, "training"))).commit("再次追加")
    assert subjects(book, "station/training") == ["再次追加", "改文件名", "划归社工站", "追加经费", "Write the targets"]
    assert origins(book, "station/training") == {
        "funding.fiscal": "再次追加",
        "indicators[1].annual": "Write the targets",
        "indicators[2].period": "Write the targets",
        "indicators[2].annual": "Write the targets",
    }


def test_a_date_is_in_the_year_of_the_book_in_which_it_stood(tmp_path: Path) -> None:
    book = kept(tmp_path, record(annual="12月底前"))
    book.rewrite(record(annual="2024年12月31日前")).commit("写明年份")
    book.rewrite(record(annual="2025年1月底前")).commit("推迟")
    newest, same, _ = log_of(repository(book), RECORD)
    told = [
        each.targets[0].comparison.value for entry in (newest, same) if entry.change for each in entry.change.indicators
    ]
    assert told == ["lowered", "same"]
    assert origins(book)["indicators[1].annual"] == "推迟"


def test_a_copy_of_another_record_has_no_history_of_that_one(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record(), ProjectFile(record().fields, "p2")).commit("照抄一份")
    assert subjects(book, "centre/p2") == ["照抄一份"]
    assert set(origins(book, "centre/p2").values()) == {"照抄一份"}


def test_blame_names_the_commit_of_the_value_and_not_of_its_line(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record(annual="≥24场")).commit("写明下限")
    book.rewrite(record(annual="24场以上", lead="王芳")).commit("换一种写法")
    book.rewrite(record(annual="24场以上", name="社区培训场次")).commit("改指标名")
    assert origins(book)["indicators[1].annual"] == "写明下限"
    text = (book.root / "targets/centre/p1.yaml").read_text("utf-8")
    book.write("targets/centre/p1.yaml", text.replace("fiscal: 1.20", "fiscal:  '1.20'  # 万元"))
    book.commit("加注释")
    assert origins(book)["funding.fiscal"] == "Write the targets"


def test_a_value_that_went_and_came_back_is_of_the_commit_that_brought_it_back(tmp_path: Path) -> None:
    book = kept(tmp_path, record("1.20"))
    book.rewrite(record("9.20")).commit("写错")
    book.rewrite(record("1.20")).commit("改回")
    assert origins(book)["funding.fiscal"] == "改回"


def test_both_sides_of_a_merge_keep_what_they_did(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.branch("targets").rewrite(record(annual="30场")).commit("提高场次")
    book.git("switch", "--quiet", "main")
    book.rewrite(record(fiscal="2.20")).commit("追加经费")
    book.git("merge", "--quiet", "--no-edit", "targets")
    assert origins(book) | {} == {
        "funding.fiscal": "追加经费",
        "indicators[1].annual": "提高场次",
        "indicators[2].period": "Write the targets",
        "indicators[2].annual": "Write the targets",
    }
    assert sorted(subjects(book)) == ["Write the targets", "提高场次", "追加经费"]


@pytest.mark.parametrize("merged", ["the branch into main", "main into the branch"])
def test_a_rename_that_meets_a_merge_keeps_its_history(tmp_path: Path, merged: str) -> None:
    book = kept(tmp_path, record(), project("p2"))
    book.branch("targets").rewrite(record("2.20"), project("p2")).commit("追加经费")
    moved = ProjectFile(record("2.20").fields, "training")
    book.rewrite(moved, project("p2")).commit("改文件名")
    book.git("switch", "--quiet", "main")
    book.rewrite(record(), project("p2", funding="9.00")).commit("Another record")
    here, other = ("main", "targets") if merged.endswith("main") else ("targets", "main")
    book.git("switch", "--quiet", here)
    book.git("merge", "--quiet", "--no-ff", "--no-edit", other)
    assert subjects(book, "centre/training") == ["改文件名", "追加经费", "Write the targets"]
    assert origins(book, "centre/training")["funding.fiscal"] == "追加经费"


def test_a_merge_that_slips_in_a_value_of_its_own_is_named(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.branch("targets").rewrite(record(annual="30场")).commit("提高场次")
    book.git("switch", "--quiet", "main")
    book.rewrite(record(fiscal="2.20")).commit("追加经费")
    book.git("merge", "--quiet", "--no-commit", "targets")
    book.rewrite(record(fiscal="7.20", annual="30场")).commit("合并分支")
    assert origins(book)["funding.fiscal"] == "合并分支"
    assert subjects(book)[0] == "合并分支"


def test_a_broken_version_is_named_and_passed_over(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    whole = (book.root / "targets/centre/p1.yaml").read_text("utf-8")
    book.write("targets/centre/p1.yaml", whole.replace("funding:", "funding"))
    book.commit("写坏了")
    book.rewrite(record("2.20")).commit("修好并追加")
    entries = log_of(repository(book), RECORD)
    assert [(entry.commit.subject, entry.is_unreadable) for entry in entries] == [
        ("修好并追加", False),
        ("写坏了", True),
        ("Write the targets", False),
    ]
    assert entries[0].change is not None
    assert [str(move.before) for move in entries[0].change.money] == ["1.20", "1.20"]
    assert origins(book)["indicators[1].annual"] == "Write the targets"
    assert "    the record cannot be read in this version\n" in log_text(entries, "en")


def test_each_version_is_read_under_the_books_own_sources_of_its_time(tmp_path: Path) -> None:
    def with_source(source: str, amount: str) -> ProjectFile:
        return project("p1", funding=f"{{{source}: {amount}}}")

    book = kept(tmp_path, with_source("lottery", "1.20"), sources="[{id: lottery, name: 福彩公益金}]")
    book.rewrite(with_source("fiscal", "1.20"), sources="[fiscal]").commit("改列财政资金")
    newest, first = log_of(repository(book), RECORD)
    assert newest.change is not None
    assert {move.of: str(move.delta) for move in newest.change.money} == {"lottery": "-1.20", "fiscal": "1.20"}
    assert not first.is_unreadable


def test_what_is_not_committed_yet_stands_first(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record("5.20"))
    entries = log_of(repository(book), RECORD)
    assert [entry.commit.commit == "" for entry in entries] == [True, False]
    lines = blame_of(repository(book), RECORD)
    assert blame_text(lines, "en").splitlines()[0].startswith("not committed yet")
    assert blame_json(lines)[0] == {
        "path": "funding.fiscal",
        "name": None,
        "value": "5.20",
        "commit": None,
        "author": None,
        "date": None,
        "subject": None,
        "file": "targets/centre/p1.yaml",
    }
    assert [entry.commit.commit for entry in log_of(repository(book), RECORD, "HEAD")] == [entries[1].commit.commit]


def test_a_record_that_was_deleted_still_has_its_log(tmp_path: Path) -> None:
    book = kept(tmp_path, record(), project("p2"))
    book.rewrite(project("p2")).commit("撤销项目")
    assert subjects(book) == ["撤销项目", "Write the targets"]
    assert blame_of(repository(book), RECORD) == ()


def test_a_record_that_git_never_had_has_none(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    assert log_of(repository(book), "centre/none") == ()
    assert log_text((), "zh") == "git 中没有这条记录\n"
    with pytest.raises(GitError):
        log_of(repository(book), RECORD, "no-such-branch")


def test_a_book_in_a_folder_of_its_repository_is_followed_where_the_folder_moves(tmp_path: Path) -> None:
    book = kept(tmp_path, record(), within="2024")
    book.rewrite(record("2.20")).commit("追加经费")
    book.root.rename(book.top / "books-2024")
    moved = Kept(book.top, book.top / "books-2024")
    moved.commit("换文件夹")
    assert subjects(moved) == ["追加经费", "Write the targets"]
    assert origins(moved)["funding.fiscal"] == "追加经费"


def test_log_and_blame_read_as_a_person_would_write_them(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    commit = book.rewrite(record("2.20", annual="20场")).commit("追加经费\n\n正文不印")
    entries, lines = log_of(repository(book), RECORD), blame_of(repository(book), RECORD)
    assert log_text(entries[:1], "zh") == (
        f"2024-01-03  {commit[:10]}  王芳  追加经费\n"
        "    培训场次 · 年度: 24场 → 20场 (降低)\n"
        "    fiscal: 1.20 → 2.20 (+1.00 万元)\n"
        "    总计: 1.20 → 2.20 (+1.00 万元)\n"
    )
    assert blame_text(lines, "zh").splitlines()[:2] == [
        f"2024-01-03  {commit[:10]}  王芳  funding.fiscal: 2.20 万元",
        f"2024-01-03  {commit[:10]}  王芳  培训场次 · 年度: 20场",
    ]
    told = log_json(entries)[0]
    assert (told["commit"], told["author"], told["file"]) == (commit, "王芳", "targets/centre/p1.yaml")
    assert isinstance(told["change"], dict)
    assert told["change"]["money"][0] == {
        "of": "fiscal",
        "of_period": False,
        "before": "1.20",
        "after": "2.20",
        "delta": "1.00",
    }


def test_nothing_in_a_subject_or_an_author_moves_the_terminals_cursor(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    book.rewrite(record("2.20")).commit("\x1b[2J清屏", author="张\x1b[31m三")
    entries, lines = log_of(repository(book), RECORD), blame_of(repository(book), RECORD)
    assert "\x1b" not in log_text(entries, "zh") + blame_text(lines, "zh")


def test_two_hundred_commits_are_read_in_a_moment(tmp_path: Path) -> None:
    book = kept(tmp_path, record())
    file = "targets/centre/p1.yaml"
    text = (book.root / file).read_text("utf-8")
    stream = ["reset refs/heads/main\nfrom refs/heads/main^0\n\n"]
    for number in range(200):
        data = text.replace("1.20", f"{number + 2}.20").encode()
        stream.append(
            f"commit refs/heads/main\ncommitter w <w@example.org> {1704067200 + 3600 * number} +0800\n"
            f"data 1\nx\nM 100644 inline {file}\ndata {len(data)}\n{data.decode()}\n"
        )
    book.git("fast-import", "--quiet", "--force", asked="".join(stream).encode())
    book.git("reset", "--quiet", "--hard", "main")
    start = time.perf_counter()
    entries, lines = log_of(repository(book), RECORD), blame_of(repository(book), RECORD)
    assert time.perf_counter() - start < 6
    assert len(entries) == 201
    assert [line.commit.commit for line in lines] == [entries[0].commit.commit, *[entries[-1].commit.commit] * 3]

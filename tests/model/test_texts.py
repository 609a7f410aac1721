"""One walk finds every text of a book, with the record and field that it stands in."""

from tests.books import Make, project, unit

from targetbook.model.texts import texts_of


def test_each_text_is_found_once_with_its_record_and_field(book: Make) -> None:
    made = book(unit("centre", project(code="P-1", lead="张三"), code="301"), languages="[zh, en]").book
    found = {(record, field): text.by_language for record, field, text in texts_of(made)}
    assert found["", "title"] == {"zh": "绩效目标表"}
    assert found["", "sources[1].name"]["en"]
    assert found["centre", "code"] == {"zh": "301"}
    assert found["centre/p1", "code"] == {"zh": "P-1"}
    assert found["centre/p1", "lead"] == {"zh": "张三"}
    assert found["centre/p1", "objectives.annual[1]"] == {"zh": "提升社区服务能力。"}
    assert set(found["centre/p1", "indicators[1].annual"]) == {"zh", "en"}, "the other language is generated"
    assert len(found) == len(list(texts_of(made)))

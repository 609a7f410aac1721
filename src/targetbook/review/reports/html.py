"""`diff` as one page that asks for nothing else: before and after side by side, what asks for less first."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from targetbook.check.text import printable
from targetbook.layout import LANGUAGE_TAGS
from targetbook.messages import say
from targetbook.model import Target, Text
from targetbook.review.changes import Changes, TextChange
from targetbook.review.reports import notes, telling
from targetbook.review.reports.summary import summary_parts
from targetbook.review.reports.wording import amount_of, field_name, language_name, printed, signed, word
from targetbook.review.reports.words import Pieces, pieces
from targetbook.taxonomy import label_of

Words = list[tuple[str, str]]
"""A text in its languages: tag of the language, words."""
Side = list[tuple[str, Pieces]]
"""The same with its words in pieces."""


def html_report(changes: Changes, language: str) -> str:
    """The changes as a page; records are shown in each of their languages, the report's own words in one.

    It needs no script, no font and no network, and a browser that knows content security policies allows none.
    """
    book, money = telling.book_of(changes), telling.money_of(changes)
    return _template().render(
        changes=changes,
        language=language,
        tag=_tag(language),
        style=files(__package__).joinpath("page.css").read_text("utf-8"),
        title=_in_languages(book.title) if book else [(_tag(language), word("report", language))],
        versions=[telling.version_name(version, language) for version in (changes.base, changes.head)],
        parts=summary_parts(changes, language),
        remarks=list(notes.remarks(changes, language)),
        t=telling,
        plain_of=lambda project: notes.plain_of(changes, project),
        plain_of_indicator=notes.plain_of_indicator,
        notes_of=lambda indicator: list(notes.indicator_notes(changes, indicator, language)),
        unit_fate=lambda change: notes.unit_fate(change, language),
        worded=lambda plain: notes.worded(changes, plain, language),
        word=lambda slug, **values: word(slug, language, **values),
        field=lambda name, owner="": field_name(name, language, owner),
        count=lambda what, n: amount_of(what, n, language),
        kind=lambda kind: label_of(kind, language),
        named=lambda code: language_name(code, language),
        amount=lambda amount: printed(money, amount),
        signed=lambda delta: signed(money, delta),
        money=money,
        texts=_in_languages,
        values=_values,
        reworded=_reworded,
        say=lambda problem: say(problem, language),
    )


def _in_languages(text: Text | None) -> Words:
    return _tagged(text.by_language if text else {})


def _values(target: Target | None) -> Words:
    """Its languages; one that says the same as another before it is left out: 95% is 95%."""
    by_words: dict[str, str] = {}
    for language, words in target.shown().items() if target else ():
        by_words.setdefault(words.replace(" ", ""), language)
    return _tagged({language: target.shown()[language] for language in by_words.values()}) if target else []


def _tagged(by_language: Mapping[str, str]) -> Words:
    return [(_tag(language), words) for language, words in by_language.items()]


def _tag(language: str) -> str:
    return LANGUAGE_TAGS.get(language, language)


def _reworded(text: TextChange) -> tuple[Side, Side]:
    """Both sides of a text by language, in pieces: the older one with what was deleted, the newer with what came."""
    before, after = (side.by_language if side else {} for side in (text.before, text.after))
    told = {each: pieces(before.get(each, ""), after.get(each, "")) for each in {**before, **after}}
    return (
        [(_tag(each), [piece for piece in told[each] if piece[0] != "insert"]) for each in before],
        [(_tag(each), [piece for piece in told[each] if piece[0] != "delete"]) for each in after],
    )


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = printable
    return environment.from_string(files(__package__).joinpath("page.html.j2").read_text("utf-8"))

"""The words of the reports, in English or Chinese; they are in `data/review.yaml`, none are here."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from targetbook.data import package_data
from targetbook.model import Money, Text

_NUMBER = re.compile(r"\[(\d+)\]")


def word(slug: str, language: str, **values: str) -> str:
    """A word or sentence of the reports, with its braces filled. Raises KeyError for one that nobody has written."""
    return _words()[slug][language].format_map(values)


def amount_of(what: str, n: int, language: str) -> str:
    """So many of something: 1 target, 2 targets, 2 个指标值."""
    return word(f"one-{what}", language) if n == 1 else word(f"count-{what}", language, n=str(n))


def tally(what: str, counts: Mapping[str, int], language: str) -> str:
    """What became of how many: 2 targets lowered, 1 raised. Nothing where nothing is counted."""
    told = [(slug, n) for slug, n in counts.items() if n]
    amounts = [amount_of(what if not number else "more", n, language) for number, (_, n) in enumerate(told)]
    became = (
        word("became", language, amount=amount, what=word(slug, language))
        for amount, (slug, _) in zip(amounts, told, strict=True)
    )
    return word("between", language).join(became)


def field_name(field: str, language: str, owner: str = "", of: str = "") -> str:
    """The name of a field by its path, lists counted: objectives[2] is objective 2; the path where it has no name.

    Args:
        owner: tells apart what two records call alike: period is a project's years and an indicator's value.
        of: the name of what stands after the first dot, where the field is one of many (controls.fiscal).
    """
    number = _NUMBER.search(field)
    bare = _NUMBER.sub("", field, count=1)
    many, _, key = field.partition(".")
    slugs = (f"field-{owner}.{bare}", f"field-{bare}", f"field-{many}.*")
    named = next((slug for slug in slugs if slug in _words()), None)
    return word(named, language, n=number[1] if number else "", of=of or key) if named else field


def value_name(field: str, value: str, language: str) -> str:
    """What a field says, in words where the record writes a key: nature: continuing."""
    slugs = (f"value-{_NUMBER.sub('', field)}.{value}", f"value-{value}")
    named = next((slug for slug in slugs if slug in _words()), None)
    return word(named, language) if named else value


def language_name(code: str, language: str) -> str:
    """The name of a language of the records, or its code."""
    return word(f"language-{code}", language) if f"language-{code}" in _words() else code


def in_language(text: Text, language: str) -> str:
    """The text in a language, or in the first that it has."""
    return text.get(language) or text.first()


def printed(money: Money, amount: Decimal | None) -> str:
    """An amount as it is read; a blank, which is not zero, stays blank."""
    return "" if amount is None else money.printed(amount)


def signed(money: Money, delta: Decimal) -> str:
    """What came or went, with its sign: +10.00, −10.00."""
    sign = "+" if delta > 0 else "−" if delta < 0 else ""
    return sign + money.printed(abs(delta))


def moved(money: Money, deltas: Iterable[Decimal], language: str) -> str:
    """What came and what went, each summed: +2,000.00, −1,200.00 万元. Nothing where nothing did."""
    given = list(deltas)
    sums = (sum((each for each in given if (each > 0) is up), Decimal(0)) for up in (True, False))
    told = word("between", language).join(signed(money, each) for each in sums if each)
    return f"{told} {money.unit}" if told else ""


def in_brackets(what: str, language: str) -> str:
    """Something said by the way, in the brackets of the language."""
    return word("in-brackets", language, what=what)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = package_data("review.yaml")
    return words

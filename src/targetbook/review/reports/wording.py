"""The words of the reports, in English or Chinese; they are in `data/review.yaml`, none are here."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from targetbook.data import package_data
from targetbook.model import Money, Text

_NUMBERED = re.compile(r"(.*)\[(\d+)\]")


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


def field_name(field: str, language: str, owner: str = "") -> str:
    """The name of a field by its path, lists counted: objectives[2] is objective 2; the path where it has no name.

    `owner` tells apart what two records call alike: period is a project's years and an indicator's value.
    """
    match = _NUMBERED.fullmatch(field)
    slugs = (f"field-{owner}.{field}", f"field-{match[1] if match else field}")
    named = next((slug for slug in slugs if slug in _words()), None)
    return word(named, language, n=match[2] if match else "") if named else field


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


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = package_data("review.yaml")
    return words

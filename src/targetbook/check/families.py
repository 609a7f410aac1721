"""The families of codes: the letters that a code begins with, and what they stand for."""

import re
from collections.abc import Mapping

_OWN = re.compile(r"[A-Z]{2,6}[0-9]{3}")

FAMILIES: Mapping[str, Mapping[str, str]] = {
    "SRC": {"en": "The file itself", "zh": "文件本身"},
    "STR": {"en": "What a record is made of", "zh": "记录的结构"},
    "FND": {"en": "Money", "zh": "资金"},
    "IND": {"en": "Indicators", "zh": "指标"},
    "VAL": {"en": "Target values", "zh": "指标值"},
    "TXT": {"en": "Text", "zh": "文字"},
    "REF": {"en": "Between records", "zh": "记录之间"},
    "LNG": {"en": "Two languages", "zh": "双语"},
    "CHG": {"en": "Changes between two versions (told by diff)", "zh": "版本间的变动（由 diff 报告）"},
    "POL": {"en": "The book's policy of change (told by diff)", "zh": "变动管理规定（由 diff 报告）"},
    "TPL": {"en": "Layouts", "zh": "版式"},
}
"""In the order in which they are listed; a book's own rules may begin with other letters."""


def family_of(code: str) -> str:
    """The letters of a code: VAL of VAL002."""
    return code.rstrip("0123456789")


def is_foreign(word: str) -> bool:
    """Whether a word may be the code of a rule of a book's own: it is there only when the command line names its module."""
    return _OWN.fullmatch(word) is not None and family_of(word) not in FAMILIES


def in_family_order(code: str) -> tuple[int, str]:
    """Sorts codes as the families are listed, others after them."""
    listed = list(FAMILIES)
    family = family_of(code)
    return (listed.index(family) if family in listed else len(listed), code)

"""Amounts of money from a scalar's text: exact, or refused with what would be right."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_PLAIN = re.compile(r"(-?)((?:0|[1-9]\d*)|[1-9]\d{0,2}(?:,\d{3})+)(\.\d+)?")
_WITH_UNIT = re.compile(r"(.*?)\s*(元|千元|万元|百万元|亿元)")
MONEY_UNITS = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
SIGNIFICANT = 15


@dataclass(frozen=True, slots=True)
class AmountFault:
    """Why a text is no amount: a message of `data/messages.yaml`, and what to write instead or what the text comes to."""

    code: str
    message: str
    mend: str = ""


def parse_amount(text: str, unit: str, decimals: int) -> Decimal | AmountFault:
    """The amount in the book's unit of money, exactly as written: `1,326.00`, `1326`, `1163962 元` in a book of 万元.

    Args:
        text: the scalar's text, never a number that YAML has converted.
        unit: the book's unit of money, a key of `MONEY_UNITS`.
        decimals: how many decimals the book keeps.
    """
    written, own_unit = _split_unit(text.strip(), unit)
    match = _PLAIN.fullmatch(written)
    if match is None:
        return AmountFault("STR004", "amount", _mend(written))
    amount = Decimal(written.replace(",", "")).scaleb(MONEY_UNITS[own_unit] - MONEY_UNITS[unit])
    if len(amount.as_tuple().digits) > SIGNIFICANT:
        return AmountFault("FND003", "too-long")
    if amount != round(amount, decimals):
        return AmountFault("FND003", "decimals", f"{amount:f}")
    if amount < 0:
        return AmountFault("FND002", "negative", f"{-amount:f}")
    return abs(round(amount, decimals) if own_unit != unit else amount)  # -0 is 0


def _split_unit(text: str, unit: str) -> tuple[str, str]:
    match = _WITH_UNIT.fullmatch(text)
    return (match[1], match[2]) if match else (text, unit)


def _mend(text: str) -> str:
    """The amount that a text means, if it surely means one: １２ is 12, 1.3e3 is 1300, 1_000 is 1000."""
    candidate = unicodedata.normalize("NFKC", text).replace("_", "").replace(" ", "")
    if "," in candidate and not _PLAIN.fullmatch(candidate):
        return ""  # 48,00 may be 48.00 or 4800
    candidate = candidate.replace(",", "")
    try:
        amount = Decimal(candidate)
    except InvalidOperation:
        return ""
    if not amount.is_finite() or abs(amount.adjusted()) > SIGNIFICANT or amount < 0:
        return ""
    return f"{amount:f}"

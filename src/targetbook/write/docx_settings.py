"""The grammar of a layout's `word:` settings: lengths in points, colours, rules, letters and paragraphs.

Each function takes `where`, the setting's path, for the SettingFault that says what is wrong there.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from targetbook.write.docx_text import attribute
from targetbook.write.faults import SettingFault

Settings = Mapping[str, object]

EDGES = ("top", "left", "bottom", "right")  # in the order of Word's schema
INNER_EDGES = ("insideH", "insideV")
LETTER_KEYS = frozenset({"face", "latin", "size", "bold", "colour", "tracking"})
PARAGRAPH_KEYS = LETTER_KEYS | {"align", "line", "before", "after", "indent", "keep", "rule"}
_ALIGNMENTS = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_RULE = re.compile(r"(\d+(?:\.\d+)?) #([0-9A-Fa-f]{6})")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_SIDE = re.compile(r'<w:(\w+) w:w="(\d+)" w:type="dxa"/>')


def known(where: str, given: Settings, keys: frozenset[str]) -> Settings:
    """The settings, if there is none but `keys` among them."""
    if unknown := sorted(set(given) - keys):
        raise SettingFault(where, f"no such setting: {', '.join(unknown)} (there are {', '.join(sorted(keys))})")
    return given


def mapping(where: str, value: object) -> Settings:
    """A setting that holds names and values."""
    if not isinstance(value, Mapping):
        raise SettingFault(where, f"names and values, not {value!r}")
    return value


def one_of(where: str, value: object, words: Sequence[str]) -> str:
    """A setting that is one of a few words."""
    if value not in words:
        raise SettingFault(where, f"one of {', '.join(words)}, not {value!r}")
    return str(value)


def truth(where: str, value: object) -> bool:
    """A setting that is true or false."""
    if not isinstance(value, bool):
        raise SettingFault(where, f"true or false, not {value!r}")
    return value


def number(where: str, value: object) -> Decimal:
    """A plain number."""
    if isinstance(value, int | float | Decimal) and Decimal(str(value)).is_finite():
        return Decimal(str(value))
    raise SettingFault(where, f"a number, not {value!r}")


def twentieths(where: str, points: object) -> int:
    """Points in Word's unit of length."""
    return round(number(where, points) * 20)


def colour(where: str, value: object) -> str:
    """The six digits of a colour written `#555B65`."""
    match = _COLOUR.fullmatch(str(value))
    if not match:
        raise SettingFault(where, f'a colour is written "#555B65", not {value!r}')
    return match[1].upper()


def rule_xml(where: str, edge: str, value: object) -> str:
    """One rule of a cell, table or paragraph: `0.5 #A0A5AD` (points and colour), or `none`."""
    if value == "none":
        return f'<w:{edge} w:val="nil"/>'
    match = _RULE.fullmatch(str(value))
    if not match:
        raise SettingFault(where, f'a rule is points and a colour ("0.5 #A0A5AD") or none, not {value!r}')
    eighths = max(2, round(Decimal(match[1]) * 8))  # a quarter of a point is the thinnest that Word draws
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="0" w:color="{match[2].upper()}"/>'


def padding_xml(where: str, element: str, value: object) -> str:
    """The room inside a table's cells, or inside one: top, right, bottom, left, as in CSS."""
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise SettingFault(where, f"four lengths, top, right, bottom and left, not {value!r}")
    sides = dict(zip(("top", "right", "bottom", "left"), value, strict=True))
    margins = (f'<w:{edge} w:w="{twentieths(where, sides[edge])}" w:type="dxa"/>' for edge in EDGES)
    return f"<w:{element}>{''.join(margins)}</w:{element}>"


def sides_of(xml: str) -> Mapping[str, int]:
    """What `padding_xml` wrote, by edge, in twentieths of a point; none where it wrote nothing."""
    return dict.fromkeys(EDGES, 0) | {edge: int(length) for edge, length in _SIDE.findall(xml)}


def paragraph_properties(where: str, given: Settings, level: int | None = None) -> str:
    """`w:pPr`, its elements in the order that the schema wants; `level` is a heading's, from 1.

    `line` is exact, as offices set it: the faces that stand in for 宋体 differ in height, and pages must not; `auto`
    leaves it to the letters.
    """
    parts = ["<w:keepNext/>"] if truth(f"{where}.keep", given.get("keep", False)) else []
    if "rule" in given:
        parts.append(f"<w:pBdr>{rule_xml(f'{where}.rule', 'top', given['rule'])}</w:pBdr>")
    if lengths := [_length(where, name, given[name]) for name in ("before", "after", "line") if name in given]:
        parts.append(f"<w:spacing {' '.join(lengths)}/>")
    if "indent" in given:
        parts.append(_indent(f"{where}.indent", given["indent"]))
    if "align" in given:
        parts.append(f'<w:jc w:val="{_ALIGNMENTS[one_of(f"{where}.align", given["align"], list(_ALIGNMENTS))]}"/>')
    if level is not None:
        parts.append(f'<w:outlineLvl w:val="{level - 1}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _indent(where: str, value: object) -> str:
    """What a paragraph stands in from the left, or a list of that and what it stands in from the right."""
    left, right = value if isinstance(value, list | tuple) and len(value) == 2 else (value, 0)
    return f'<w:ind w:left="{twentieths(where, left)}" w:right="{twentieths(where, right)}"/>'


def _length(where: str, name: str, value: object) -> str:
    if name == "line" and value == "auto":
        return 'w:line="240" w:lineRule="auto"'
    exact = ' w:lineRule="exact"' if name == "line" else ""
    return f'w:{name}="{twentieths(f"{where}.{name}", value)}"{exact}'


def letter_properties(where: str, given: Settings) -> str:
    """`w:rPr`: `face` is the East Asian face, `latin` the one beside it for Latin letters and figures."""
    faces = ""
    if "latin" in given:
        latin = attribute(str(given["latin"]))
        faces = f" w:ascii={latin} w:hAnsi={latin} w:cs={latin}"
    if "face" in given:
        faces += f" w:eastAsia={attribute(str(given['face']))}"
    parts = [f"<w:rFonts{faces}/>"] if faces else []
    if "bold" in given:
        parts.append("<w:b/>" if truth(f"{where}.bold", given["bold"]) else '<w:b w:val="0"/>')
    if "colour" in given:
        parts.append(f'<w:color w:val="{colour(f"{where}.colour", given["colour"])}"/>')
    if "tracking" in given:
        parts.append(f'<w:spacing w:val="{twentieths(f"{where}.tracking", given["tracking"])}"/>')
    if "size" in given:
        halves = round(number(f"{where}.size", given["size"]) * 2)
        parts.append(f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>"

"""The rules, one module a family; importing this registers them all."""

from targetbook.check.rules import (
    changes,
    comparators,
    funding,
    indicator_names,
    indicators,
    languages,
    numerals,
    peers,
    punctuation,
    structure,
    target_values,
    texts,
    value_sizes,
    value_units,
)

__all__ = [
    "changes",
    "comparators",
    "funding",
    "indicator_names",
    "indicators",
    "languages",
    "numerals",
    "peers",
    "punctuation",
    "structure",
    "target_values",
    "texts",
    "value_sizes",
    "value_units",
]

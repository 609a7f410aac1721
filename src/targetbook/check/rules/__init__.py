"""The rules, one module a family; importing this registers them all."""

from targetbook.check.rules import funding, indicators, languages, peers, structure, target_values, texts

__all__ = ["funding", "indicators", "languages", "peers", "structure", "target_values", "texts"]

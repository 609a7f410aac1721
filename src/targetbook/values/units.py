"""Units, measure words and known words, from ``data/units.yaml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from targetbook.data import package_data
from targetbook.values.spelling import normal
from targetbook.values.value import Value


@dataclass(frozen=True, slots=True)
class Unit:
    """One canonical unit. English forms are "" for a measure word that English leaves out (个).

    ``chinese`` is what stands after a number where that is not the name (5个百分点).
    """

    name: str
    chinese: str
    singular: str
    plural: str
    tight: bool = False
    money: bool = False
    accrues: str | None = None

    @property
    def is_silent(self) -> bool:
        return not self.plural


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the grammar knows by name: ``*_names`` map a lower-case spelling to its canonical name."""

    units: Mapping[str, Unit]
    unit_names: Mapping[str, str]
    per: Mapping[str, str]
    per_names: Mapping[str, str]
    words: Mapping[str, str]
    word_names: Mapping[str, str]
    leads: Mapping[str, str]
    lead_names: Mapping[str, str]
    grades: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, ...], ...]
    degrees: tuple[tuple[str, ...], ...]
    measures: tuple[Mapping[str, int], ...]
    frequencies: Mapping[str, int]
    often: Mapping[str, Mapping[str, int]]
    durations: frozenset[str]
    aims: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    data = package_data("units.yaml")
    units = {name: _unit(name, entry) for name, entry in data["units"].items()}
    unit_names = {
        spelling.lower(): name
        for name, entry in data["units"].items()
        for spelling in (name, units[name].chinese, units[name].singular, units[name].plural, *entry.get("aliases", ()))
        if spelling
    }
    per = {name: unit.singular for name, unit in units.items()} | {k: e["en"] for k, e in data["per"].items()}
    # 1/10万 is not what another unit is counted by
    per_names = {spelling: name for spelling, name in unit_names.items() if "/" not in spelling} | _spellings(
        data["per"]
    )
    words = dict(data["words"])
    leads = {name: entry["en"] for name, entry in data["leads"].items()}
    return Vocabulary(
        units=units,
        unit_names=unit_names,
        per=per,
        per_names=per_names,
        words=words,
        word_names={english.lower(): name for name, english in words.items()} | {name: name for name in words},
        leads=leads,
        lead_names=_spellings(data["leads"]),
        grades=_normal(data["grades"]),
        levels=_normal(data["levels"]),
        degrees=_normal(data["degrees"]),
        measures=tuple(data["measures"]),
        frequencies=data["frequencies"],
        often=data["often"],
        durations=frozenset(data["durations"]),
        aims=tuple(data["aims"]),
    )


def _unit(name: str, entry: Mapping[str, Any]) -> Unit:
    english = entry["en"]
    singular, plural = english if isinstance(english, list) else (english, english)
    return Unit(
        name, entry.get("zh", name), singular, plural,
        entry.get("tight", False), entry.get("money", False), entry.get("accrues"),
    )  # fmt: skip


def _normal(scales: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(normal(word) for word in scale) for scale in scales)


def _spellings(entries: Mapping[str, Any]) -> dict[str, str]:
    return {
        spelling.lower(): name
        for name, entry in entries.items()
        for spelling in (name, entry["en"], *entry.get("aliases", ()))
    }


def one_of(spellings: Iterable[str]) -> str:
    """A pattern for the longest of some spellings, branched by first character so that a miss is cheap.

    A spelling that ends in a Latin letter ends at a word's end: "m" is not read out of "min".
    """
    branches: dict[str, list[str]] = {}
    for spelling in sorted(spellings, key=lambda s: (-len(s), s)):
        boundary = "(?![a-z])" if spelling[-1].isascii() and spelling[-1].isalpha() else ""
        branches.setdefault(spelling[0], []).append(re.escape(spelling[1:]) + boundary)
    return "(?:" + "|".join(f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in branches.items()) + ")"


def in_unit_of(value: Value, other: Value) -> Value:
    """The value in the other's unit where the one is so many of the other (3天 is 72小时, 2次/月 24次/年), else as it is."""
    for measure in (*vocabulary().measures, _rates_over(value, other)):
        own, wanted = measure.get(value.unit or ""), measure.get(other.unit or "")
        if own and wanted and value.number is not None:
            number, upper = (None if it is None else it * own / wanted for it in (value.number, value.upper))
            return replace(value, number=number, upper=upper, unit=other.unit)
    return value


def _rates_over(value: Value, other: Value) -> Mapping[str, int]:
    """How often each of two rates counts that differ only in the time they are over: 次/月 12, 次/季度 4; 次/日 7, 次/周 1."""
    times, counted = [], set()
    for unit in (value.unit or "", other.unit or ""):
        base, rate = base_and_rate(unit)
        *who, time = rate.split("·")  # 元/人·月
        counted.add((base, *who))
        times.append(time)
    if len(counted) != 1:
        return {}
    own, wanted = times
    known = vocabulary()
    if within := known.often.get(own, {}).get(wanted):
        counts = (1, within)
    elif within := known.often.get(wanted, {}).get(own):
        counts = (within, 1)
    else:
        counts = known.frequencies.get(own, 0), known.frequencies.get(wanted, 0)
    return dict(zip((value.unit or "", other.unit or ""), counts, strict=True))


def with_rate(value: Value) -> Value:
    """The value with what it is asked for each of in its unit: 每月2次 is 2次/月, 每人每月500元 is 500元/人·月."""
    found = _each().search(value.before)
    if found is None or not value.unit or "/" in value.unit:
        return value
    words = value.before[: found.start()] + value.before[found.end() :]
    return replace(value, unit=value.unit + canonical_rate(found[0]), before=words)


def has_frequency(value: Value) -> bool:
    """Whether its unit says over what time it is counted (次/月)."""
    return base_and_rate(value.unit or "")[1].split("·")[-1] in vocabulary().frequencies


@cache
def _each() -> re.Pattern[str]:
    return re.compile(f"(?:每{one_of(vocabulary().per_names)})+(?![\u4e00-\u9fff]*率)")


def takes_time(value: Value) -> bool:
    """Whether a value says how long something takes, or may take at most (5个工作日, ≤3天); ≥12个月 is for how long."""
    return value.unit in vocabulary().durations and value.comparator not in ("≥", ">")


def base_and_rate(unit: str) -> tuple[str, str]:
    """A canonical unit without its denominators, and these: 元/人·月 -> 元, 人·月; 1/10万 is one unit."""
    if unit in vocabulary().units:
        return unit, ""
    base, _, rate = unit.rpartition("/")
    return base, rate


@lru_cache(maxsize=1024)
def canonical_rate(denominators: str) -> str:
    """``/ 人·月``, ``per person per month`` -> ``/人·月``."""
    names = vocabulary().per_names
    return "/" + "·".join(names[name] for name in _denominator().findall(denominators))


@cache
def _denominator() -> re.Pattern[str]:
    return re.compile(rf"(?:[/·*每]|\b(?:per|an?)\s)\s*\(?({one_of(vocabulary().per_names)})")


def accrues_by_default(unit: str | None) -> str | None:
    """How values in a canonical unit add over years: "sum", "level" or "rate"; None where the unit does not tell.

    A rate per something (元/人·月) does not add.
    """
    if unit is None:
        return None
    if "/" in unit:
        return "rate"
    known = vocabulary().units.get(unit)
    return known.accrues if known else None

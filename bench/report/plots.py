"""The plots: where everything stands in them. The templates draw, these say where; units are the SVG's own."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.report.wording import counted

WIDTH = 400
LEFT, RIGHT, TOP, BOTTOM = 72, 384, 62, 290
ROW, BAR = 38, 12
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label and its value in words; `own` ones are targetbook's."""

    label: str
    value: float
    words: str
    own: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under one another, each with its words above it."""

    title: str
    subtitle: str
    bars: Sequence[Bar]

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars) + 14

    def y(self, n: int) -> int:
        return TOP + ROW * n

    def length(self, bar: Bar) -> float:
        longest = max(bar.value for bar in self.bars)
        return round(max(2.0, (WIDTH - 32) * bar.value / longest), 1)

    @property
    def alt(self) -> str:
        """What the plot says, for those who do not see it."""
        return f"{self.title}, {self.subtitle}: " + "; ".join(f"{bar.label} {bar.words}" for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its label, whether it is targetbook's, and its values by number of projects."""

    label: str
    own: bool
    values: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Lines:
    """Growth with the number of projects, both axes logarithmic: what is linear is a straight line that climbs evenly.

    Args:
        ticks: what stands beside each value that has a line of the grid, from small to large.
        words: how a value is said.
    """

    title: str
    subtitle: str
    series: Sequence[Series]
    ticks: Mapping[float, str]
    words: Callable[[float], str]

    @property
    def height(self) -> int:
        return BOTTOM + 44 + 22 * len(self.series)

    @property
    def projects(self) -> list[int]:
        return sorted({projects for series in self.series for projects in series.values})

    @property
    def rows(self) -> list[tuple[float, str]]:
        """The lines of the grid, from below: where, and what stands there."""
        return [(self._y(value), words) for value, words in self.ticks.items() if self._low <= value <= self._high]

    @property
    def columns(self) -> list[tuple[float, str]]:
        return [(self._x(projects), counted(projects)) for projects in self.projects]

    def points(self, series: Series) -> list[Point]:
        return [(self._x(projects), self._y(value)) for projects, value in sorted(series.values.items())]

    @property
    def alt(self) -> str:
        """What the plot says, for those who do not see it: each line's ends."""
        return f"{self.title}, {self.subtitle}: " + "; ".join(map(self._said, self.series))

    def _said(self, series: Series) -> str:
        ends = sorted({min(series.values), max(series.values)})
        return f"{series.label} " + ", ".join(f"{self.words(series.values[end])} at {counted(end)}" for end in ends)

    @property
    def _low(self) -> float:
        return 10.0 ** math.floor(math.log10(min(min(series.values.values()) for series in self.series)))

    @property
    def _high(self) -> float:
        return 10.0 ** math.ceil(math.log10(max(max(series.values.values()) for series in self.series)) + 1e-9)

    def _x(self, projects: int) -> float:
        first, last = math.log10(self.projects[0]), math.log10(self.projects[-1])
        at = (math.log10(projects) - first) / (last - first) if last > first else 0.5
        return round(LEFT + 14 + (RIGHT - LEFT - 34) * at, 1)

    def _y(self, value: float) -> float:
        low, high = math.log10(self._low), math.log10(self._high)
        return round(BOTTOM - (BOTTOM - TOP) * (math.log10(value) - low) / (high - low), 1)

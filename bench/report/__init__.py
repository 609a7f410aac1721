"""From a run's results to docs/performance.md and its plots: the same results give the same bytes."""

from bench.report.page import write_report

__all__ = ["write_report"]

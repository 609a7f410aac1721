"""A change set as text, Markdown, JSON and HTML: one module a format, what they all tell in one order in `telling`."""

from targetbook.review.reports.changes_json import json_report
from targetbook.review.reports.html import html_report
from targetbook.review.reports.markdown import markdown_report
from targetbook.review.reports.text import text_report
from targetbook.review.reports.words import pieces

__all__ = ["html_report", "json_report", "markdown_report", "pieces", "text_report"]

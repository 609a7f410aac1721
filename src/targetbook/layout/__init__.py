"""From a book to semantic HTML: a layout is a folder, its Jinja template runs in a sandbox."""

from targetbook.layout.folders import SETTINGS_FILE, TEMPLATE, Templates, built_in_templates, templates_of
from targetbook.layout.fragments import Fragments
from targetbook.layout.page import Page
from targetbook.layout.rendering import Rendered, printed_languages, render, taxonomy_words
from targetbook.layout.settings import Layout, read_layout
from targetbook.layout.views import LANGUAGE_TAGS, anchor_of

__all__ = [
    "LANGUAGE_TAGS",
    "SETTINGS_FILE",
    "TEMPLATE",
    "Fragments",
    "Layout",
    "Page",
    "Rendered",
    "Templates",
    "anchor_of",
    "built_in_templates",
    "printed_languages",
    "read_layout",
    "render",
    "taxonomy_words",
    "templates_of",
]

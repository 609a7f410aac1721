"""HTML of records that an earlier rendering made, so that an edit of one record renders one.

A template marks what hangs on one record alone, and on what is the same for the whole book whatever its records say (not its
totals): `{% call kept(project) %}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

View = Mapping[str, object]


@dataclass(slots=True)
class Fragments:
    """What is known of records' HTML.

    Attributes:
        digests: by a project's anchor, what its HTML hangs on; a project that is not here is rendered each time.
        known: HTML by the digest that it hangs on, the name that the template gives it, and the look of the book.
        used: what of it this rendering used or made.
        look: what all records share in this rendering: the book's head, its columns and their widths.
    """

    digests: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    used: dict[tuple[str, str, str], str] = field(default_factory=dict)
    look: str = ""

    def kept(self, project: View, name: str = "", *, caller: Callable[[], str]) -> str:
        """A template's block about one project: as it was made for the same record, or made now."""
        digest = self.digests.get(str(project["anchor"]))
        if digest is None:
            return caller()
        key = (digest, name, self.look)
        html = self.known.get(key)
        self.used[key] = str(caller()) if html is None else html
        return Markup(self.used[key])

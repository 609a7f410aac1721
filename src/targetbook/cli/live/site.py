"""What is shown at a moment, and waiting for what is shown next."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Condition

from targetbook.cli.news import News
from targetbook.kept import digest_of_bytes

INDEX = ""
"""Stands among the names of outputs for the page that lists them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The outputs of the last good build by their names, and the news of the last build, good or not."""

    outputs: Mapping[str, bytes]
    digests: Mapping[str, str]
    news: News

    @property
    def told(self) -> str:
        """What an open page is told: the news, and the digests by which it knows whether it is out of date."""
        return json.dumps({**self.news, "digests": self.digests})


class Site:
    """What is shown, changed by one thread while others read it."""

    def __init__(self, news: News) -> None:
        self._changed = Condition()
        self._now = _moment({}, news)

    @property
    def now(self) -> Moment:
        return self._now

    def show(self, outputs: Mapping[str, bytes] | None, news: News) -> None:
        """Show what a build brought; without outputs those of the last good one stay."""
        with self._changed:
            self._now = _moment(self._now.outputs if outputs is None else outputs, news)
            self._changed.notify_all()

    def moments(self, patience: float) -> Iterator[Moment | None]:
        """What is shown now, then whatever is shown next, for ever; None each time that so many seconds bring nothing."""
        last: Moment | None = None
        while True:
            with self._changed:
                self._changed.wait_for(lambda seen=last: self._now is not seen, patience)  # type: ignore[misc]
                now = self._now
            yield None if now is last else now
            last = now


def _moment(outputs: Mapping[str, bytes], news: News) -> Moment:
    digests = {name: digest_of_bytes(data) for name, data in outputs.items()}
    return Moment(outputs, {**digests, INDEX: digest_of_bytes("\n".join(outputs).encode())}, news)

"""What a writer refuses: a setting that means nothing to it, and a text that its format cannot hold."""


class SettingFault(ValueError):
    """A layout's `word:` or `excel:` setting is unknown or of a wrong kind: its dotted path, and what is wrong with it."""

    def __init__(self, path: str, what: str) -> None:
        self.path, self.what = path, what
        super().__init__(f"{path}: {what}")


class Unwritable(Exception):
    """A format cannot hold what the book says, such as a text too long for a cell of Excel."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)

"""Quantities as a reader takes them in: three figures at most, in the unit that fits."""


def seconds(value: float) -> str:
    """0.034 becomes `0.03 s`, 4.21 `4.2 s`, 93.4 `93 s`."""
    return f"{figure(value)} s"


def figure(value: float) -> str:
    """A number with as many decimals as its size asks for: 0.03, 4.2, 93, 1,230."""
    if value < 0.995:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def memory(value: float) -> str:
    """Bytes as `156 MB` or `1.3 GB`."""
    return f"{value / 1e6:.0f} MB" if value < 999.5e6 else f"{value / 1e9:.1f} GB"


def counted(value: int) -> str:
    """10000 becomes `10,000`."""
    return f"{value:,}"

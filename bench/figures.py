"""Figures: what a scenario found, beside its limit and its goal; printed as a table and written as JSON."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `limit` is what the bare stack or disk did in the same run, `ratio` the value over it; `goal` is in words.

    Whether a goal is met is told, never enforced: machines differ (PERFORMANCE.md).
    """

    scenario: str
    metric: str
    value: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    goal: str = ""

    def as_json(self) -> dict[str, str | float | None]:
        """Return the figure as an object of the JSON file."""
        return asdict(self)


def figure(scenario: str, metric: str, value: float, unit: str, goal: str = "", limit: float | None = None) -> Figure:
    """Return a figure with its ratio worked out and its digits cut to what can be known."""
    ratio = None if not limit else _cut(value / limit)
    return Figure(scenario, metric, _cut(value), unit, None if limit is None else _cut(limit), ratio, goal)


def _cut(value: float) -> float:
    return float(f"{value:.4g}")


def percentile(values: list[float], percent: int) -> float:
    """Return the value that `percent` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def table(figures: list[Figure]) -> str:
    """Return the figures as lines of text in columns."""
    head = ("scenario", "metric", "value", "unit", "limit", "ratio", "goal")
    rows = [(f.scenario, f.metric, _show(f.value), f.unit, _show(f.limit), _show(f.ratio), f.goal) for f in figures]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join("  ".join(_pad(row[i], widths[i], i) for i in range(len(head))).rstrip() for row in (head, *rows))


def _pad(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column in (2, 4, 5) else text.ljust(width)


def _show(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"

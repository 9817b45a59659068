"""Plots of the outlook as SVG text, without a plotting library: the index of a series, a back-test's skill.

Every plot says in words what it shows (`title`, `desc`), for readers who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from escalade.outlook.backtest import Report
from escalade.outlook.index import Index
from escalade.outlook.models import DEFAULT, REFERENCE

WIDTH, LEFT, RIGHT, TOP = 760, 150, 20, 40
BARS = " ▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float], width: int) -> str:
    """Values as a line of blocks at most `width` wide (the greatest of each stretch); an empty day is blank."""
    if not values:
        return ""
    step = max(1, -(-len(values) // width))
    shown = [max(values[i : i + step]) for i in range(0, len(values), step)]
    top = max(shown) or 1.0
    return "".join(BARS[0 if v <= 0 else max(1, round(v / top * (len(BARS) - 1)))] for v in shown)


def _svg(height: int, title: str, about: str, body: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{escape(title)}</title><desc>{escape(about)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>'
    )
    return "\n".join([head, _text(10, 20, title, size=14), *body, "</svg>\n"])


def _text(x: float, y: float, words: str, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'


def index_svg(index: Index, series: str, first: int | None = None) -> str:
    """Index of a series by day: verbal and material conflict stacked, low to high as a line behind, changes marked."""
    start = max(index.first, first if first is not None else index.first)
    points = [p for p in index.points.get(series, ()) if date.fromisoformat(p.date).toordinal() >= start]
    days, high = index.last - start + 1, max((p.high for p in points), default=0.0) or 1.0
    left, height = 50, 200
    wide, bottom = (WIDTH - left - RIGHT) / days, TOP + height
    body = [
        f'<line x1="{left}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}" stroke="#888"/>',
        _text(left - 6, TOP + 10, f"{high:.0f}", "end"), _text(left - 6, bottom, "0", "end"),
        _text(left, bottom + 18, date.fromordinal(start).isoformat()),
        _text(WIDTH - RIGHT, bottom + 18, date.fromordinal(index.last).isoformat(), "end"),
    ]  # fmt: skip
    for p in points:
        x = left + (date.fromisoformat(p.date).toordinal() - start) * wide
        tip = f"<title>{p.date}: {p.value:g} ({p.low:g} to {p.high:g}), {p.n_events} events</title>"
        body.append(f'<g>{tip}<path d="M{x + wide / 2:.1f} {bottom - p.low / high * height:.1f}V'
                    f'{bottom - p.high / high * height:.1f}" stroke="#bbb"/>')  # fmt: skip
        at = float(bottom)
        for value, colour in ((p.material_conflict, "#a02c2c"), (p.verbal_conflict, "#d98c4a")):
            tall = value / high * height
            at -= tall
            body.append(
                f'<rect x="{x:.1f}" y="{at:.1f}" width="{max(wide, 1):.1f}" height="{tall:.1f}" fill="{colour}"/>'
            )
        body.append("</g>")
        if p.change:
            body.append(_text(x, TOP - 4, "▲" if p.change == "up" else "▼", "middle"))
    body.append(
        _text(left, bottom + 36, "material conflict (dark), verbal conflict (light); grey: low to high; ▲▼: level")
    )
    about = f"Conflict scores added up by day, {len(points)} days with events, greatest upper bound {high:g}."
    return _svg(bottom + 50, f"Index: {index.label(series)} ({series})", about, body)


def skill_svg(report: Report) -> str:
    """Skill of every model over EWMA with its interval, a panel a horizon; below, the default's calibration."""
    rows = [r for r in report.rows() if r["model"] != REFERENCE and r["skill"] is not None]
    floor, top = -40.0, float(max([20.0, *(r["skill_high"] for r in rows)]))
    body, y = [], float(TOP)

    def x(skill: float) -> float:
        return LEFT + (max(floor, min(skill, top)) - floor) / (top - floor) * (WIDTH - LEFT - RIGHT)

    for horizon in report.plan.horizons:
        mine = [r for r in rows if r["horizon_days"] == horizon]
        if not mine:
            continue
        body.append(_text(10, y + 16, f"{horizon} days: CRPS skill over EWMA, percent, 95 % interval"))
        y += 26
        body.append(f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{y}" y2="{y + 20 * len(mine)}" stroke="#888"/>')
        for r in mine:
            body.append(_text(LEFT - 8, y + 14, r["model"], "end", 11))
            body.append(f'<line x1="{x(r["skill_low"]):.1f}" x2="{x(r["skill_high"]):.1f}" y1="{y + 10}" y2="{y + 10}" '
                        'stroke="#35618f" stroke-width="2"/>')  # fmt: skip
            body.append(f'<circle cx="{x(r["skill"]):.1f}" cy="{y + 10}" r="4" fill="#35618f"/>')
            y += 20
        shown = next((r for r in mine if r["model"] == DEFAULT), mine[-1])
        body.append(_text(LEFT - 8, y + 34, f"{shown['model']}: where truth fell", "end", 11))
        for i, share in enumerate(shown["transform"]):
            tall = share * 200
            body.append(
                f'<rect x="{LEFT + i * 24}" y="{y + 50 - tall:.1f}" width="22" height="{tall:.1f}" fill="#999"/>'
            )
        body.append(f'<line x1="{LEFT}" x2="{LEFT + 240}" y1="{y + 30}" y2="{y + 30}" stroke="#a02c2c"/>')
        body.append(_text(LEFT + 250, y + 34, "ten equal shares (the line) are perfect calibration", size=11))
        y += 70
    about = "; ".join(f"{r['model']} at {r['horizon_days']} days {r['skill']} percent" for r in rows)
    return _svg(int(y) + 10, "Back-test", about, body)

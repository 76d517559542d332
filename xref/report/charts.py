"""Charts of a report: a score as a sum, and curves, as SVG without scripts or outside files.

Owns the drawing of both; counts are drawn by `xref.review.charts`. Invariants: every text is
escaped; every chart has a title that says in words what it shows; what colour tells, a text or a
place tells as well. Refuses to compute: it draws what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape


def evidence_bar(
    base: float, effects: Sequence[float], score: float, borders: Sequence[float], title: str
) -> Markup:
    """A score as a waterfall from 0 to 1: the name, what adds, what takes away, the borders."""
    width, height = 360, 46
    parts = [f'<rect x="0" y="14" width="{width}" height="16" fill="#eef0f2"/>']
    parts.append(f'<rect x="0" y="14" width="{base * width:.1f}" height="16" fill="#4a6785"/>')
    at = base
    for effect in effects:
        low, high = sorted((at, at + effect))
        low, high = max(0.0, low), min(1.0, high)
        color = "#2e7d4f" if effect > 0 else "#a63a50"
        y = 14 if effect > 0 else 20
        parts.append(
            f'<rect x="{low * width:.1f}" y="{y}" width="{max((high - low) * width, 1):.1f}" '
            f'height="{16 if effect > 0 else 10}" fill="{color}"/>'
        )
        at += effect
    for border in borders:
        x = border * width
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="10" y2="34" stroke="#333" '
            f'stroke-dasharray="2 2"/><text x="{x:.1f}" y="8" text-anchor="middle" '
            f'class="tick">{border:.2f}</text>'
        )
    x = min(max(score, 0.0), 1.0) * width
    parts.append(f'<path d="M{x:.1f} 31 l-5 8 h10 z" fill="#111"/>')
    return _svg(width, height, title, parts)


def curve(
    points: Sequence[tuple[float, float]],
    *,
    title: str,
    across: str,
    up: str,
    marked: Sequence[tuple[float, float, str]] = (),
) -> str:
    """A curve in the unit square as a whole SVG file.

    Args:
        points: x and y, both 0 to 1, in the order of the line.
        title: What it shows, in words.
        across: What x is.
        up: What y is.
        marked: Points with a text.
    """
    size, edge = 480, 56

    def place(x: float, y: float) -> tuple[float, float]:
        return edge + x * size, 20 + (1 - y) * size

    parts = ['<rect width="100%" height="100%" fill="#fff"/>']
    for step in range(11):
        value = step / 10
        x, y = place(value, value)
        parts.append(
            f'<line x1="{edge}" x2="{edge + size}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e2e5e8"/>'
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{20 + size}" stroke="#e2e5e8"/>'
            f'<text x="{edge - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>'
            f'<text x="{x:.1f}" y="{size + 38}" text-anchor="middle">{value:.1f}</text>'
        )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#8f1d3f" stroke-width="2.5"/>')
    # Texts below one another, so that points close together stay readable.
    for row, (x, y, text) in enumerate(marked):
        left, top = place(x, y)
        anchor, shift = ("end", -9) if x > 0.5 else ("start", 9)
        parts.append(
            f'<line x1="{left:.1f}" x2="{left:.1f}" y1="{top:.1f}" y2="{top + 18 + 20 * row:.1f}" '
            f'stroke="#1d3557"/><circle cx="{left:.1f}" cy="{top:.1f}" r="5" fill="#1d3557"/>'
            f'<text x="{left + shift:.1f}" y="{top + 22 + 20 * row:.1f}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )
    parts.append(
        f'<text x="{edge + size / 2}" y="{size + 60}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="16" y="{20 + size / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {20 + size / 2})">{escape(up)}</text>'
    )
    return str(_svg(size + edge + 30, size + 74, title, parts)) + "\n"


def _svg(width: int, height: int, title: str, parts: Sequence[str]) -> Markup:
    inside = "".join(parts)
    return Markup(  # noqa: S704 - every text in it was escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>{inside}</svg>"
    )

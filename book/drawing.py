"""A chart's SVG as an element of a page."""

import html
import re

from analysis.charts.palette import THEME


def inline_svg(svg, alt, kind):
    """An SVG element for the page: sized by its box, coloured by the page's theme, read aloud as its alt text."""
    for hexcode, name in THEME.items():
        svg = re.sub(rf"{hexcode}\b", f"var(--{name})", svg, flags=re.IGNORECASE)
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()
    head = (
        f'<svg class="chart {kind}" role="img" aria-label="{html.escape(alt, quote=True)}"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    )
    return re.sub(r"<svg[^>]*>", head, svg, count=1)

"""Colours and marks: who speaks, or whose thing it is, never good or bad; a marker's shape always says it again.

A module of its own, which loads no drawing library: the pages' style sheet maps the same colours to a dark page.
"""

INK, MUTED, LINE, GRID, PAPER = "#22272e", "#57606a", "#9aa4ae", "#e3e6e9", "#ffffff"
TEN_THOUSAND = "#d55e00"  # the one accent: the contingent itself, on every scale

# Okabe and Ito's colours, darkened where needed to reach 3:1 on white (WCAG 1.4.11).
SIDES = {
    "North Korea": ("#b5568c", "s"),
    "Russia": ("#00805d", "D"),
    "Ukraine": ("#a87400", "^"),
    "South Korea": ("#0072b2", "o"),
    "United States": ("#2f8cc4", "P"),
    "Europe and NATO": ("#2f8cc4", "X"),
    "UN": ("#6e7781", "h"),
    "China": ("#7a4b26", "v"),
    "independent": ("#6e7781", "p"),
    "other": ("#6e7781", "."),
}
# Dark pages show the same colours, lightened; the pages' style sheet maps each of these names.
THEME = {
    INK: "ink",
    MUTED: "muted",
    LINE: "line",
    GRID: "grid",
    PAPER: "paper",
    TEN_THOUSAND: "ten-thousand",
    **{SIDES[side][0]: f"side-{side.lower().replace(' ', '-')}" for side in ("North Korea", "Russia", "Ukraine")},
    **{
        SIDES[side][0]: f"side-{side.lower().replace(' ', '-')}"
        for side in ("South Korea", "United States", "UN", "China")
    },
}


def color(side):
    """The colour of whoever speaks."""
    return SIDES[side][0]


def marker(side):
    """The shape that says the side again."""
    return SIDES[side][1]

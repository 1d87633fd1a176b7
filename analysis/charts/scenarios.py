"""Charts of the scenarios: for each a result as a range, and what moves it."""

import numpy as np
from matplotlib.ticker import MultipleLocator

from analysis.charts.style import (
    GRID,
    INK,
    LINE,
    MUTED,
    TEN_THOUSAND,
    canvas,
    color,
    compact,
    ends,
    key,
    marker,
    styled,
)

PANEL = {"loc": "left", "fontsize": 9.5, "fontweight": 600, "color": INK, "pad": 3}
INPUTS = {  # how an input is called on an axis; its unit says how its ends are written
    "troops": "Troops",
    "trust_in_claim": "Trust in Kyiv's claim",
    "estimate_error": "Error of the estimate",
    "recruits_2024": "Recruits a day",
    "daily_casualties": "Casualties a day",
    "share_killed": "Killed, of casualties",
    "share_returning": "Returning, of wounded",
    "days_to_return": "Days to return",
    "first_strength": "First strength",
    "reinforcement": "Reinforcement",
    "going_home": "Going home a month",
    "soldiers": "Soldiers",
    "pay": "Pay a month",
    "share_kept": "Kept by the state",
    "share_paid": "Paid by Russia",
}


def _hundreds(people):
    """People to the nearest hundred: a model has no finer digit."""
    return f"{round(people, -2):,.0f}"


def _written(value, unit):
    """An input's end as a reader says it, with no more digits than a quantile of a guess deserves."""
    if unit == "share":
        return f"{value:.0%}"
    if unit == "standard errors":
        return f"{value:+.1f}".replace("-", "\N{MINUS SIGN}")
    if unit == "USD per month":
        return f"USD {round(value, -1):,.0f}"
    return _hundreds(value) if value >= 1000 and unit == "people" else f"{value:,.0f}"


def _fan(axes, x, rows, ink, *, across=False):
    """The middle 90 and 50 percent of the draws as bands, the median as a line; ``across`` lays the answer along x."""
    fill = axes.fill_betweenx if across else axes.fill_between
    fill(x, rows["q05"], rows["q95"], color=ink, alpha=0.18, linewidth=0)
    fill(x, rows["q25"], rows["q75"], color=ink, alpha=0.3, linewidth=0)
    axes.plot(*((rows["q50"], x) if across else (x, rows["q50"])), color=ink, linewidth=1.6)


def _tornado(axes, rows, write):
    """A bar for each input, widest above: hollow with the input at its low end, filled at its high end."""
    base = rows["base"].iloc[0]
    order = rows.iloc[::-1].reset_index(drop=True)
    for place, row in order.iterrows():
        for end, face in (("from_answer", "none"), ("to_answer", MUTED)):
            axes.barh(place, row[end] - base, left=base, height=0.5, facecolor=face, edgecolor=MUTED, linewidth=1.1)
    axes.axvline(base, color=TEN_THOUSAND, linewidth=1.2)
    labels = []
    for row in order.itertuples():
        low, high = _written(row.from_input, row.unit), _written(row.to_input, row.unit)
        tail = {"standard errors": " s.e."}.get(row.unit, "")
        labels.append(f"{INPUTS[row.name]}\n{low} to {high.removeprefix('USD ')}{tail}")
    axes.set_yticks(range(len(order)), labels)
    axes.tick_params(axis="y", labelcolor=INK, labelsize=8.5)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.xaxis.set_major_formatter(write)
    axes.grid(axis="x")


@styled
def replacement(rows, *, wide=True):
    """Days of losses and days of recruiting that the contingent makes up, month by month, as ranges."""
    shown = rows[rows["when"] >= 2023]
    at = shown[shown["month"] == "2024-10"].set_index("kind")
    lost, hired = at.loc["losses"], at.loc["recruiting"]
    figure, panels = canvas(
        f"In October 2024 the contingent made up {lost['q05']:.0f} to {lost['q95']:.0f} days of Russian losses, "
        f"and {hired['q05']:.0f} to {hired['q95']:.0f} of recruiting",
        "Days that 10,000–12,000 men make up, by month; bands: the middle 50 and 90 percent of the draws, line: median; "
        "dashed: the 90 percent of a check from deaths alone",
        0,
        wide=wide,
        left=0.3,
        right=0.05,
        top=0.14,
        panels=[1.6, 1.6],
        gap=0.32,
    )
    for axes, (kind, name) in zip(panels, {"losses": "Losses", "recruiting": "Recruiting"}.items(), strict=True):
        part = shown[shown["kind"] == kind]
        if kind == "recruiting":  # one rate a year: no line joins two years
            for _, year in part.groupby(part["month"].str[:4]):
                edges = np.append(year["when"] - 1 / 24, year["when"].iloc[-1] + 1 / 24)
                _fan(axes, edges, year.iloc[[*range(len(year)), -1]], TEN_THOUSAND)
        else:
            _fan(axes, part["when"], part, TEN_THOUSAND)
            check = shown[shown["kind"] == "deaths"]
            for end in ("q05", "q95"):
                axes.plot(check["when"], check[end], color=color("independent"), linewidth=1, linestyle=(0, (3, 2)))
        axes.axvline(2024 + 9.5 / 12, color=TEN_THOUSAND, linewidth=0.9, zorder=0)
        axes.set_title(name, **PANEL)
        axes.set_ylim(0, shown["q95"].max() * 1.05)
        axes.set_yticks([0, 10, 20, 30])
        axes.set_xlim(2023, shown["when"].max() + 0.06)
        axes.set_xticks(range(2023, 2027), [""] * 4)
        axes.grid(axis="y")
    panels[1].set_xticklabels(range(2023, 2027))
    panels[0].text(2024.84, 25, "October 2024", color=TEN_THOUSAND, fontweight=600, va="center")
    return figure


@styled
def replacement_sensitivity(rows, *, wide=True):
    """What moves the days of October 2024."""
    width = rows[rows["kind"] == "losses"].set_index("name")["width"]
    figure, panels = canvas(
        f"Whether Kyiv's claim or The Economist's estimate is believed moves the answer by {width['trust_in_claim']:.1f} days, "
        f"the size of the contingent by {width['troops']:.1f}",
        "Days, October 2024, with one input at its 5 (hollow) and 95 (filled) percent quantile and the others at their median",
        0,
        wide=wide,
        left=1.6,
        right=0.12,
        top=0.14,
        panels=[1.25, 0.85],
        gap=0.36,
    )
    for axes, (kind, name) in zip(
        panels, {"losses": "Days of losses", "recruiting": "Days of recruiting"}.items(), strict=True
    ):
        _tornado(axes, rows[rows["kind"] == kind].reset_index(drop=True), lambda days, _: f"{days:.0f}")
        axes.set_title(name, **PANEL)
        reach = rows[["from_answer", "to_answer"]]
        axes.set_xlim(np.floor(reach.min().min()), np.ceil(reach.max().max()))
        axes.xaxis.set_major_locator(MultipleLocator(1))
    panels[0].tick_params(axis="x", labelbottom=False)
    return figure


MEASURES = {"casualties": "Casualties, cumulative", "deaths": "Killed, cumulative", "strength": "Strength in Kursk"}


@styled
def attrition(course, claims, *, wide=True):
    """The modelled course of the contingent and the claims made about it, before and after."""
    last = course[course["measure"] == "casualties"].iloc[-1]
    seoul = claims.set_index("id").at["cas-nis-total-2025-04-30", "best"]
    figure, panels = canvas(
        f"At the rates claimed in January 2025 the contingent would have had {_hundreds(last['q50'])} casualties by the end of April; "
        f"the NIS put them at {compact(seoul)}",
        "Thousand people; orange: model (bands 50 and 90 percent, dashed after January); marks: claims by side, "
        "arrowheads: “at least”",
        0,
        wide=wide,
        left=0.3,
        right=0.05,
        top=0.38,
        panels=[1.6, 1.25, 1.35],
        gap=0.34,
    )
    span = [2024 + 11 / 12, 2025 + 4 / 12, 2026.2]

    def stretched(year):
        """The five months of the model take most of the width, the ten months after them the rest."""
        return np.interp(year, span, [0.0, 0.6, 1.0])

    ticks = [
        (2024 + 11 / 12, "Dec 2024"),
        (2025.0833, "Feb"),
        (2025.25, "Apr"),
        (2025.667, "Sep"),
        (2026.08, "Feb 2026"),
    ]
    if not wide:
        ticks = [
            (2024 + 11 / 12, "Dec"),
            (2025.0833, "Feb 25"),
            (2025.25, "Apr"),
            (2025.667, "Sep"),
            (2026.06, "Feb 26"),
        ]
    for axes, (measure, name) in zip(panels, MEASURES.items(), strict=True):
        part = course[course["measure"] == measure]
        x = stretched(part["when"])
        thousand = part[["q05", "q25", "q50", "q75", "q95"]] / 1000
        axes.fill_between(x, thousand["q05"], thousand["q95"], color=TEN_THOUSAND, alpha=0.18, linewidth=0)
        axes.fill_between(x, thousand["q25"], thousand["q75"], color=TEN_THOUSAND, alpha=0.3, linewidth=0)
        for ahead, line in ((False, "-"), (True, (0, (3, 2)))):
            chosen = (part["forecast"] == ahead).to_numpy()
            axes.plot(x[chosen], thousand["q50"][chosen], color=TEN_THOUSAND, linewidth=1.6, linestyle=line)
        said = claims[claims["measure"] == measure]
        top = max(thousand["q95"].max(), said["best"].max() / 1000) * 1.1
        for claim in said.itertuples():
            at, ink, best = stretched(claim.when), color(claim.side), claim.best / 1000
            ends(axes, at, claim, ink, 1000)
            axes.plot(
                at, best, marker(claim.side), color=ink, markersize=5.5, markerfacecolor="none", markeredgewidth=1.3
            )
        axes.axvline(stretched(2025 + 1 / 12), color=LINE, linewidth=0.8, zorder=0)
        axes.set_title(name, **PANEL)
        axes.set_ylim(-0.05 * top, top)
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([stretched(year) for year, _ in ticks], [""] * len(ticks))
        axes.grid(axis="y")
    panels[0].text(stretched(2025 + 1 / 12) - 0.01, panels[0].get_ylim()[1], "known", color=MUTED, ha="right", va="top")
    panels[0].text(stretched(2025 + 1 / 12) + 0.01, panels[0].get_ylim()[1], "extended", color=MUTED, va="top")
    panels[-1].set_xticklabels([text for _, text in ticks])
    words = {"Ukraine": "Ukraine", "South Korea": "South Korea", "United States": "US", "Europe and NATO": "Europe"}
    key(figure, panels[0], words, wide=wide, hollow=True)
    return figure


@styled
def attrition_sensitivity(rows, *, wide=True):
    """What moves the strength left at the end of April 2025."""
    top = rows.iloc[0]
    figure, axes = canvas(
        f"The daily rate decides: from one end of its range to the other, the strength left in April 2025 falls "
        f"from {_hundreds(top['from_answer'])} men to {_hundreds(top['to_answer'])}",
        "Modelled strength on 30 April 2025, thousand people, with one input at its 5 (hollow) and 95 (filled) percent quantile",
        0.4 * len(rows),
        wide=wide,
        left=1.6,
        right=0.12,
    )
    _tornado(axes, rows, lambda people, _: f"{people / 1000:.0f}")
    axes.set_xlim(0, rows[["from_answer", "to_answer"]].max().max() * 1.06)
    axes.xaxis.set_major_locator(MultipleLocator(2000))
    return figure


@styled
def revenue(course, sources, confirmed, *, wide=True):
    """Wages by the share that reaches the state, on one money axis with the other sources of currency.

    ``confirmed`` is the one row that says which part of the estimated income from Russia was seen to arrive.
    """
    full = course.loc[course["share"].idxmax()]
    others = sources.iloc[::-1].reset_index(drop=True)
    arms = sources.set_index("label").at["Arms for Russia", "lower"]
    figure, (wages, rest) = canvas(
        f"Even if all of it reached the state, the claimed pay would bring "
        f"USD {round(full['q05'], -1):.0f}–{round(full['q95'], -1):.0f} million a year; "
        f"the lower value derived for the arms is USD {compact(arms * 1e6)}",
        "USD million a year, log axis. Above: wages by the share of the claimed pay that reaches the state; bands 50 and 90 percent. "
        "Below: other sources, about 2024. Grey strip: all of the pay",
        0,
        wide=wide,
        left=1.45,
        right=0.15,
        top=0.14,
        panels=[2.0, 0.28 * len(others)],
        gap=0.36,
    )
    _fan(wages, course["share"], course, TEN_THOUSAND, across=True)
    wages.set_ylim(0, 1.03)
    wages.set_yticks([0.25, 0.5, 0.75, 1], ["25%", "50%", "75%", "100%"])
    wages.set_title("Wages, by share reaching the state" if wide else "Wages, by share", **PANEL)
    seen = confirmed.iloc[0]
    ink = color(seen["side"])
    wages.axhspan(seen["low"] / 100, seen["high"] / 100, color=ink, alpha=0.16, linewidth=0)
    words = "part of all income from Russia that INSS could confirm" if wide else "confirmed (INSS)"
    wages.text(6300, seen["high"] / 100 + 0.02, words, color=ink, ha="right", va="bottom")
    wages.grid(axis="both")
    for place, row in others.iterrows():
        ink = color("North Korea")
        if row["lower"] < row["upper"]:
            rest.hlines(place, row["lower"], row["upper"], color=ink, linewidth=6, alpha=0.75)
        rest.plot(
            [row["lower"], row["upper"]],
            [place, place],
            "|",
            color=ink,
            markersize=9,
            markeredgewidth=2,
            linestyle="none",
        )
    rest.set_yticks(range(len(others)), others["label"])
    rest.tick_params(axis="y", labelcolor=INK)
    rest.set_ylim(-0.6, len(others) - 0.4)
    rest.set_title("Other sources", **PANEL)
    rest.grid(axis="x")
    ticks = [10, 30, 100, 300, 1000, 3000] if wide else [10, 100, 1000]
    for axes in (wages, rest):
        axes.set_xscale("log")
        axes.set_xlim(10, 7000)
        axes.minorticks_off()
        axes.axvspan(full["q05"], full["q95"], color=GRID, alpha=0.6, zorder=0, linewidth=0)
        axes.set_xticks(ticks, [""] * len(ticks))
    rest.set_xticklabels([f"{tick:,}" for tick in ticks])
    return figure


@styled
def revenue_sensitivity(rows, *, wide=True):
    """What moves the state's yearly income from wages."""
    paid, rest = rows["width"].iloc[0], rows["width"].iloc[1:].sum()
    figure, axes = canvas(
        f"The unknown share that Russia pays moves the state's income by USD {paid:.0f} million, "
        f"all other inputs added up by {rest:.0f} million",
        "Wages reaching the state, USD million a year, with one input at its 5 (hollow) and 95 (filled) percent quantile",
        0.42 * len(rows),
        wide=wide,
        left=1.6,
        right=0.15,
    )
    _tornado(axes, rows, lambda million, _: f"{million:.0f}")
    axes.set_xlim(0, rows[["from_answer", "to_answer"]].max().max() * 1.06)
    axes.xaxis.set_major_locator(MultipleLocator(50))
    return figure

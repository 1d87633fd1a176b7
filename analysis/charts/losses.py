"""Charts of losses and recruiting: claims and estimates, with the two definitions apart."""

from analysis.charts.style import MUTED, SIDES, TEN_THOUSAND, canvas, color, compact, ends, key, marker, styled
from analysis.measures.losses import at_end


@styled
def dead_and_wounded(total, casualties, deaths, counts, *, wide=True):
    """Killed and wounded as Kyiv claims them, and the dead as others count them, on one scale."""
    _, claimed, *_ = at_end(total, casualties)
    _, _, _, dead, _ = at_end(total, deaths)
    figure, axes = canvas(
        f"Two definitions, {claimed / dead:.0f} to 1: {compact(claimed)} killed and wounded by Kyiv's claim, "
        f"{compact(round(dead, -4))} dead by The Economist's estimate",
        "Russian losses since February 2022, thousand people, cumulative; bands: 95 percent prediction interval; arrowheads: “at least”",
        3.7,
        wide=wide,
        left=0.42,
        right=0.08,
        top=0.3,
    )
    grey = color("independent")
    for model in (casualties, deaths):
        axes.fill_between(
            model["when"], model["lower"] / 1000, model["upper"] / 1000, color=grey, alpha=0.2, linewidth=0
        )
        axes.plot(model["when"], model["best"] / 1000, color=grey, linewidth=1.2)
    axes.plot(total["when"], total["total"] / 1000, color=color("Ukraine"), linewidth=1.8)
    for row in counts.itertuples():
        ink = color(row.side)
        ends(axes, row.when, row, ink, 1000)
        face = ink if row.by_name or row.status == "confirmed" else "none"
        style = {"color": ink, "markersize": 5, "markerfacecolor": face, "markeredgewidth": 1.3}
        axes.plot(row.when, row.best / 1000, marker(row.side), **style)
    axes.text(
        2024.35,
        900,
        "killed and wounded,\nclaimed by Kyiv",
        color=color("Ukraine"),
        fontweight=600,
        ha="right",
        va="center",
    )
    split = " " if wide else "\n"
    axes.text(2025.35, 735, f"the same,{split}The Economist", color=MUTED, va="center")
    axes.text(2025.75, 455 if wide else 480, f"killed,{split}The Economist", color=MUTED, va="center", ha="right")
    axes.text(2025.0, 40, "dead by name (filled)", color=MUTED, va="center")
    axes.set_xlim(2022, 2026.8)
    axes.set_ylim(0, 1800)
    axes.set_xticks(range(2022, 2027))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="y")
    words = {
        "Russia": "Russia",
        "Ukraine": "Ukraine",
        "United States": "US",
        "Europe and NATO": "Europe",
        "independent": "others",
    }
    key(figure, axes, {side: words[side] for side in SIDES if side in words}, wide=wide, hollow=True)
    return figure


@styled
def recruits_and_losses(rows, losses, ratios, *, wide=True):
    """Claims of people recruited a month, by side, over the losses that Kyiv claims month by month."""
    first = ratios.loc[ratios["year"] == "2023", "ratio"].max()
    figure, axes = canvas(
        f"As claimed, recruits outnumbered losses {first:.0f} to 1 in 2023; in 2024 and 2025 the two were about equal",
        "Thousand people a month; line: losses claimed by Kyiv; marks: recruits by claimant; long bars: a year's total over twelve",
        3.2,
        wide=wide,
        left=0.3,
        right=0.1,
        top=0.3,
    )
    axes.plot(losses["when"], losses["claimed_losses"] / 1000, color=color("Ukraine"), linewidth=1.6)
    axes.fill_between(losses["when"], losses["claimed_losses"] / 1000, color=color("Ukraine"), alpha=0.12, linewidth=0)
    for row in rows.assign(
        lower=rows["lower"] / 1000, best=rows["best"] / 1000, upper=rows["upper"] / 1000
    ).itertuples():
        ink = color(row.side)
        if row.whole_year:
            axes.plot([row.when - 0.47, row.when + 0.47], [row.best] * 2, color=ink, linewidth=1.6)
        ends(axes, row.when, row, ink)
        style = {"color": ink, "markersize": 5.5, "markerfacecolor": "white", "markeredgewidth": 1.3}
        axes.plot(row.when, row.best, marker(row.side), **style)
    axes.axhline(10, color=TEN_THOUSAND, linewidth=1)
    axes.text(2026.65, 10.5, "10,000", color=TEN_THOUSAND, fontweight=600, ha="right", va="bottom")
    axes.text(2023.05, 8.0, "losses, as claimed by Kyiv", color=color("Ukraine"), fontweight=600, va="top")
    axes.set_xlim(2023, 2026.7)
    axes.set_ylim(0, 63)
    axes.set_xticks(range(2023, 2027))
    axes.grid(axis="y")
    words = {
        "Russia": "Russia",
        "Ukraine": "Ukraine",
        "United States": "US",
        "Europe and NATO": "UK",
        "independent": "others",
    }
    key(figure, axes, {side: words[side] for side in SIDES if side in words}, wide=wide, hollow=True)
    return figure

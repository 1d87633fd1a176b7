"""Charts of the motivations chapter's later half: pay, growth, theft, workers, tests, the Vietnam precedent."""

import numpy as np

from analysis.charts.style import INK, MUTED, TEN_THOUSAND, canvas, color, compact, marker, styled
from analysis.measures.economy import PAY, ROUBLES, first_year_in_wages, level, widest_gap

CLAIMANTS = {
    "National Intelligence Service (South Korea)": "NIS",
    "KIDA (South Korea)": "KIDA",
    "Defence Intelligence (Ukraine)": "Ukraine's HUR",
    "Sri Lankan prisoner (via Deutsche Welle)": "a prisoner",
    "Maria Werlau (Cuba Archive)": "Cuba Archive",
    "North Korean defectors": "defectors",
    "UN Panel of Experts (1718 Committee)": "UN panel",
    "Multilateral Sanctions Monitoring Team": "MSMT",
    "Blockchain security researchers (unnamed)": "researchers",
    "US Department of State": "US State Dept.",
    "Government of Russia": "Russia",
}


def _who(name):
    """A claimant's name as short as a label needs it."""
    return CLAIMANTS.get(name, name)


def _span(axes, row, place, unit, ink, *, hollow=True, shape="o", reach=0.1):
    """One figure on a row: a bar for a range, a mark for a number, an arrow of ``reach`` where a bound is open."""
    low, high, best = row["lower"] / unit, row["upper"] / unit, row["best"] / unit
    if low < high:
        axes.hlines(place, low, high, color=ink, linewidth=6, alpha=0.55)
        axes.plot([low, high], [place, place], "|", color=ink, markersize=9, markeredgewidth=1.8)
        return
    axes.plot(
        best, place, shape, color=ink, markersize=6.5, markerfacecolor="none" if hollow else ink, markeredgewidth=1.4
    )
    if np.isnan(low) or np.isnan(high):
        end = best + reach if np.isnan(high) else max(best - reach, 0)
        line = {"arrowstyle": "->", "color": ink, "linewidth": 1.3, "shrinkA": 3, "shrinkB": 0}
        axes.annotate("", (end, place), (best, place), arrowprops=line)


def _named(axes, title):
    """Put a panel's own small heading above it."""
    axes.set_title(title, loc="left", fontsize=9.5, fontweight=600, color=INK, pad=3)


@styled
def pay_compared(rows, *, wide=True):
    """Monthly pay in dollars by who earns it and who says so; orange for the contingent."""
    groups = list(PAY)
    soldier, worker = rows[rows["group"] == groups[0]].iloc[0], rows[rows["group"] == groups[3]].iloc[0]
    figure, axes = canvas(
        f"The claimed USD {soldier['best']:,.0f} a month is what other foreigners were offered, and {soldier['best'] / worker['best']:.1f} times a worker's pay",
        "US dollars a month of the time, one line a claim; bars: ranges; arrows: at least; none is confirmed",
        0.27 * len(rows),
        wide=wide,
        left=3.1 if wide else 1.75,
        right=0.15,
    )
    short = {
        groups[0]: "N. Korean soldier",
        groups[1]: "Foreign recruit",
        groups[2]: "Cuban in Angola",
        groups[3]: "N. Korean worker",
        groups[4]: "worker keeps",
        groups[5]: "wage at home",
    }
    labels = []
    for place, row in rows.iloc[::-1].reset_index(drop=True).iterrows():
        ink = TEN_THOUSAND if row["group"] == groups[0] else color(row["side"]) if row["side"] != "other" else MUTED
        if np.isnan(row["lower"]):
            axes.text(25, place, "less than one dollar", va="center", color=MUTED)
        else:
            _span(axes, row, place, 1, ink, shape=marker(row["side"]) if row["side"] != "other" else "o", reach=260)
        labels.append(
            f"{row['group']} ({_who(row['claimant'])})"
            if wide
            else f"{short[row['group']]}, {_who(row['claimant'])}".replace("Ukraine's ", "")
        )
    if not wide:
        labels = [label.replace("Cuban in Angola, Cuba Archive", "Cuban in Angola") for label in labels]
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 2600)
    axes.set_xticks([0, 1000, 2000], ["0", "1,000", "2,000"])
    axes.grid(axis="x")
    axes.set_ylim(-0.6, len(rows) - 0.4)
    return figure


ROUBLE_LABELS = {
    "rupay-average-wage-2024-07": "average wage, July 2024",
    "rupay-month-204k-2024-07": "soldier, least, Reuters, July 2024",
    "rupay-month-210k-2024-07": "soldier, least, Moscow Times, July 2024",
    "rupay-bonus-federal-195k-2022-09": "federal part, 2022",
    "rupay-bonus-federal-400k-2024-07": "federal part, July 2024",
    "rupay-bonus-average-485k-2024-06": "average of regions, June 2024",
    "rupay-bonus-moscow-1900k-2024-07": "Moscow's part, July 2024",
    "rupay-bonus-samara-total-4000k-2025-01": "Samara in all, January 2025",
    "rupay-bonus-samara-total-800k-2025-10": "Samara in all, October 2025",
    "rupay-firstyear-3250k-2024-07": "least, July 2024",
    "rupay-firstyear-moscow-5200k-2024-07": "Moscow, July 2024",
    "rupay-firstyear-khmao-5270k-2024-10": "Khanty-Mansi, October 2024",
    "rupay-death-presidential-2022-03": "presidential payment, 2022",
    "rupay-death-total-12500k-2022-07": "all federal payments, 2022",
}


@styled
def rouble_pay(rows, *, wide=True):
    """What Russia pays its own soldiers and their families, in roubles, grouped by occasion."""
    year = rows[rows["group"] == "First year"]["best"].min()
    figure, axes = canvas(
        f"A Russian recruit's first year was worth at least RUB {year / 1e6:.2f} million, {first_year_in_wages(rows):.1f} average yearly wages",
        "Million roubles of the time, not converted; arrows: at least, up to",
        0.25 * (len(rows) + len(ROUBLES)),
        wide=wide,
        left=2.7 if wide else 1.85,
        right=0.15,
    )
    ink, place, ticks, labels = color("Russia"), 0, [], []
    for group in ROUBLES:
        axes.text(
            -0.01,
            -place,
            group,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
            color=INK,
            fontweight=600,
        )
        place += 1
        for row in rows[rows["group"] == group].to_dict("records"):
            axes.barh(-place, row["best"] / 1e6, height=0.6, color=ink, alpha=0.7)
            if np.isnan(row["lower"]) or np.isnan(row["upper"]):
                step = 0.5 if np.isnan(row["upper"]) else -0.5
                line = {"arrowstyle": "->", "color": INK, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
                axes.annotate("", (row["best"] / 1e6 + step, -place), (row["best"] / 1e6, -place), arrowprops=line)
            away = (19 if wide else 11) if np.isnan(row["upper"]) else 4
            axes.annotate(
                compact(row["best"]),
                (row["best"] / 1e6, -place),
                xytext=(away, 0),
                textcoords="offset points",
                va="center",
                color=INK,
            )
            ticks.append(-place)
            words = ROUBLE_LABELS[row["id"]]
            labels.append(
                words
                if wide
                else words.replace("January", "Jan")
                .replace("October", "Oct")
                .replace("Moscow Times, ", "")
                .replace("Reuters, ", "")
                .replace("presidential payment", "presidential")
            )
            place += 1
    axes.set_yticks(ticks, labels)
    axes.tick_params(axis="y", labelcolor=MUTED)
    axes.set_xlim(0, 15.6 if wide else 21)
    axes.set_xticks([0, 5, 10, 15] if wide else [0, 5, 10])
    axes.set_ylim(-place + 0.4, 0.6)
    axes.grid(axis="x")
    return figure


@styled
def gdp_growth(rows, *, wide=True):
    """Real growth by year, the Bank of Korea's estimates."""
    last, peak = int(rows["year"].max()), 2016
    down = level(rows, peak, last)
    figure, axes = canvas(
        f"The economy grew in 2023 and 2024 and was still {-down:.0%} smaller than in {peak}",
        "Real growth of North Korea's economy, percent a year, as estimated by the Bank of Korea",
        2.1,
        wide=wide,
        left=0.3,
        right=0.05,
        top=0.1,
    )
    axes.bar(rows["year"], rows["best"], width=0.7, color=color("South Korea"), alpha=0.75)
    axes.axhline(0, color=INK, linewidth=0.8)
    for row in rows[
        rows["year"].isin([2016, 2017, 2018, 2020, 2023, 2024] if wide else [2016, 2018, 2020, 2024])
    ].itertuples():
        up = row.best > 0
        text = f"{row.best:+.1f}".replace("-", "−")
        axes.text(
            row.year,
            row.best + (0.15 if up else -0.15),
            text,
            ha="center",
            va="bottom" if up else "top",
            color=INK,
            fontsize=8.5,
        )
    axes.text(2017.5 if wide else 2018.15, 0.35 if wide else 0.75, "UN bans", ha="center", color=MUTED)
    axes.text(2020.6, 0.75 if wide else 1.6, "border\nclosed", ha="center", color=MUTED)
    axes.set_ylim(-5.6, 4.9)
    axes.set_yticks([-4, -2, 0, 2, 4], ["−4", "−2", "0", "+2", "+4"])
    axes.set_xticks(range(2009, 2025, 3 if wide else 5))
    axes.grid(axis="y")
    return figure


@styled
def crypto_theft(rows, *, wide=True):
    """Stolen cryptocurrency by year, a line for each figure; hollow for part of a year."""
    year, times = widest_gap(rows)
    whole = rows[~rows["part"]]
    most = whole.loc[whole["best"].idxmax()]
    figure, axes = canvas(
        f"{_who(most['claimant'])} has a record USD {compact(most['best'] * 1e6)} for {most['year']}; figures for {year} differ by a factor of {times:.1f}",
        "Cryptocurrency stolen and attributed to North Korea, USD million; hollow: part of the year; bar: range; arrow: at least",
        0.25 * len(rows),
        wide=wide,
        left=1.95 if wide else 1.45,
        right=0.2,
    )
    labels, seen = [], set()
    for place, row in rows.iterrows():
        ink = color("UN") if row["side"] in ("UN", "other") else color("North Korea")
        _span(
            axes,
            row,
            -place,
            1,
            ink,
            hollow=row["part"],
            shape="h" if row["side"] in ("UN", "other") else "s",
            reach=150,
        )
        if row["year"] not in seen and place:
            axes.axhline(-place + 0.5, color=MUTED, linewidth=0.4)
        note = {"crypto-chainalysis-2023-first": " (first edition)" if wide else " (first)"}.get(row["id"], "")
        months = {"09": "to September", "06": "to June"}.get(row["date"][5:7], "") if row["part"] else ""
        who = _who(row["claimant"]) + note + (f", {months}" if months and wide else f", {months[:6]}" if months else "")
        labels.append(f"{row['year']}  {who}" if row["year"] not in seen else who)
        seen.add(row["year"])
    axes.set_yticks([-place for place in range(len(rows))], labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 2300)
    axes.set_xticks([0, 1000, 2000], ["0", "1,000", "2,000"])
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.grid(axis="x")
    return figure


UNDATED = {"workers-csis-30000-2026-03"}  # its page gives neither the date nor the method of the figure


@styled
def workers(rows, *, wide=True):
    """Workers abroad, in Russia and planned for Russia, a line for each claim; plans dashed."""
    there = rows[rows["kind"] == "in Russia"].sort_values("when")
    first, last = there.iloc[0], there.iloc[-1]
    plans = rows[rows["kind"] == "planned"]
    shown = rows[rows["kind"] != "abroad"]
    order = {"in Russia": 0, "planned": 1}
    shown = shown.assign(order=shown["kind"].map(order)).sort_values(["order", "when"]).reset_index(drop=True)
    figure, axes = canvas(
        f"Estimates of workers in Russia run from {compact(first['best'])} in {first['date'][:4]} to at least {compact(last['best'])} "
        + ("on an undated page" if last["id"] in UNDATED else f"in {last['date'][:4]}")
        + f"; plans named go up to {compact(plans['upper'].max())}",
        "North Korean workers in Russia by claimant and date, thousand people; hollow and dashed: planned; orange: the contingent, 10,000",
        0.27 * len(shown),
        wide=wide,
        left=2.5 if wide else 1.75,
        right=0.2,
    )
    labels = []
    for place, row in shown.iterrows():
        plan = row["kind"] == "planned"
        ink = color(row["side"]) if row["side"] != "other" else color("UN")
        if plan and row["lower"] < row["upper"]:
            axes.hlines(-place, row["lower"] / 1e3, row["upper"] / 1e3, color=ink, linewidth=1.6, linestyle=(0, (3, 2)))
            axes.plot(
                [row["lower"] / 1e3, row["upper"] / 1e3],
                [-place] * 2,
                "|",
                color=ink,
                markersize=9,
                markeredgewidth=1.8,
            )
        else:
            _span(
                axes,
                row,
                -place,
                1000,
                ink,
                hollow=plan,
                shape=marker(row["side"]) if row["side"] != "other" else "h",
                reach=4,
            )
            if plan and row["lower"] == row["upper"]:
                axes.hlines(-place, 0, row["best"] / 1e3 - 0.8, color=ink, linewidth=1, linestyle=(0, (3, 3)))
            elif plan:
                axes.hlines(-place, 0, row["best"] / 1e3 - 4.5, color=ink, linewidth=1, linestyle=(0, (3, 3)))
            else:
                axes.hlines(-place, 0, row["best"] / 1e3 - 0.8, color=ink, linewidth=1.4)
        what = "Alabuga, " if "alabuga" in row["id"] else ""
        when = "undated" if row["id"] in UNDATED else row["date"][:7] if wide else row["date"][:4]
        labels.append(
            f"{'planned' if plan else 'in Russia'}: {what}{_who(row['claimant']).replace('Ukraine', 'Kyiv') if not wide else _who(row['claimant'])}, {when}"
        )
    if not wide:
        labels = [
            label.replace("in Russia: ", "").replace("planned: ", "plan: ").replace("Kyiv's ", "") for label in labels
        ]
    axes.axvline(10, color=TEN_THOUSAND, linewidth=1, zorder=0)
    axes.set_yticks([-place for place in range(len(shown))], labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 53)
    axes.set_xticks([0, 10, 20, 30, 40, 50])
    axes.set_ylim(-len(shown) + 0.4, 0.6)
    axes.grid(axis="x")
    return figure


@styled
def missile_tests(missiles, events, nuclear, *, wide=True):
    """Missiles (above) and launch events (below) a year, with the nuclear tests; hollow: the year is not complete."""
    peak = missiles.loc[missiles["missiles"].idxmax()]
    whole = missiles[missiles["complete"]].iloc[-1]
    unfinished = missiles[~missiles["complete"].astype(bool) & (missiles["year"] > whole["year"])]
    after = "".join(f"; part of {row.year} already has {row.missiles}" for row in unfinished.itertuples())
    figure, (top, low) = canvas(
        f"Missiles tested fell from {peak['missiles']} in {peak['year']} to {whole['missiles']} in {whole['year']}{after}",
        "Above: missiles a year (James Martin Center), crosses: nuclear tests. Below: launch events a year (CSIS), which may hold several missiles. Hollow: part of the year",
        0,
        wide=wide,
        left=0.3,
        right=0.05,
        top=0.22,
        panels=[1.6, 1.2],
        gap=0.58,
    )
    ink = color("North Korea")
    for axes, years, values, part in (
        (top, missiles["year"].astype(int), missiles["missiles"].astype(int), ~missiles["complete"].astype(bool)),
        (low, events["year"], events["best"], events["part"]),
    ):
        axes.bar(years[~part], values[~part], width=0.7, color=ink, alpha=0.7)
        axes.bar(years[part], values[part], width=0.7, facecolor="none", edgecolor=ink, linewidth=1.1)
        axes.set_xlim(2005.4, 2026.6)
        axes.set_xticks(range(2006, 2027, 4))
        axes.grid(axis="y")
    top.plot(nuclear["when"], np.full(len(nuclear), 80), "X", color=INK, markersize=7, markeredgewidth=0)
    top.text(2018.4, 80, f"none since {int(nuclear['when'].max())}", va="center", color=MUTED)
    top.set_ylim(0, 88)
    top.set_yticks([0, 30, 60])
    low.text(2008.5, 4, "no count", ha="center", color=MUTED)
    low.set_ylim(0, 42)
    low.set_yticks([0, 20, 40])
    _named(top, "Missiles, and nuclear tests (crosses)")
    _named(low, "Launch events")
    return figure


@styled
def vietnam_precedent(strength, shares, *, wide=True):
    """South Korea in Vietnam: strength by year above, share of the pay that reached home below."""
    seoul, north = shares.iloc[0], shares.iloc[1]
    figure, (top, low) = canvas(
        f"South Koreans in Vietnam sent home at least {seoul['lower']:.0f}% of their allowances; North Koreans are expected to keep {north['best']:.0f}%",
        "Above: South Korean strength in Vietnam, thousand (orange: 10,000). Below: share of pay reaching soldiers and families, percent; hollow: expected, not observed",
        0,
        wide=wide,
        left=1.75 if wide else 1.5,
        right=0.2,
        top=0.22,
        panels=[0.25 * len(strength), 0.6],
        gap=0.62,
    )
    ink = color("South Korea")
    places = -np.arange(len(strength))
    top.barh(places, strength["best"] / 1000, height=0.6, color=ink, alpha=0.75)
    for place, row in zip(places, strength.itertuples(), strict=True):
        top.text(row.best / 1000 + 0.8, place, compact(row.best), va="center", color=INK)
    top.axvline(10, color=TEN_THOUSAND, linewidth=1.2)
    top.set_yticks(places, strength["year"].astype(str))
    top.set_xlim(0, 62)
    top.set_ylim(-len(strength) + 0.4, 0.6)
    top.set_xticks([0, 20, 40, 60])
    _named(top, "Strength, thousand")
    low.barh(0, seoul["lower"], height=0.55, color=ink, alpha=0.75)
    line = {"arrowstyle": "->", "color": ink, "linewidth": 1.4, "shrinkA": 0, "shrinkB": 0}
    low.annotate("", (seoul["lower"] + 9, 0), (seoul["lower"], 0), arrowprops=line)
    low.barh(-1, north["best"], height=0.55, facecolor="none", edgecolor=TEN_THOUSAND, linewidth=1.3)
    low.set_yticks(
        [0, -1],
        [row.case if wide else row.case.replace("South", "S.").replace("North", "N.") for row in shares.itertuples()],
    )
    low.set_xlim(0, 100)
    low.set_xticks([0, 50, 100])
    low.set_ylim(-1.5, 0.5)
    _named(low, "Share reaching home, percent")
    for axes in (top, low):
        axes.tick_params(axis="y", labelcolor=INK)
        axes.grid(axis="x")
    return figure

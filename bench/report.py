"""What the benchmark says: a table for the README, a chart, and all measurements as CSV."""

import os
import re

import pandas as pd

from analysis.charts import style

MARKS = "<!-- bench: {} -->"
CASES = ("cold", "unchanged", "one word", "one data row", "one chart function")
HEADS = ("", "cold", "nothing changed", "one word", "one data row", "one chart function", "peak memory")
OURS, STALE = "this book", "stale"


def _of(results, tool, case, size):
    found = results[(results["tool"] == tool) & (results["case"] == case) & (results["size"] == size)]
    return found.iloc[0] if len(found) else None


def _cell(found):
    if found is None:
        return ""
    if found["unit"] == "MB":
        return f"{found['value']:.0f} MB"
    return f"{found['value']:.1f} s" + ("" if found["fresh"] else f" ({STALE})")


def table(results):
    """The comparison as a Markdown table: a line a tool, and the real book below."""
    nine = int(results.loc[results["tool"] == OURS, "size"].min())
    tools = [(tool, nine) for tool in dict.fromkeys(results.loc[results["size"] == nine, "tool"])]
    lines = ["| " + " | ".join(HEADS) + " |", "| --- |" + " ---: |" * (len(HEADS) - 1)]
    for tool, size in [*tools, ("the real book", 0)]:
        cells = [_cell(_of(results, tool, case, size)) for case in (*CASES, "peak memory")]
        lines.append(f"| {tool} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def growth_table(results):
    """How time grows with chapters and with rows of the ledger."""
    sizes = sorted(size for size in results.loc[results["tool"] == OURS, "size"].unique())
    lines = [
        "| cold build | " + " | ".join(f"{size} chapters" for size in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for tool in dict.fromkeys(results.loc[results["size"].isin(sizes), "tool"]):
        lines.append(f"| {tool} | " + " | ".join(_cell(_of(results, tool, "cold", size)) for size in sizes) + " |")
    rows = results[results["tool"] == "ledger"]
    sizes = sorted(rows["size"].unique())
    lines += [
        "",
        "| ledger of | " + " | ".join(f"{size:,} rows" for size in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for case in ("cold", "unchanged", "peak memory", "ledger page"):
        lines.append(f"| {case} | " + " | ".join(_cell(_of(results, "ledger", case, size)) for size in sizes) + " |")
    return "\n".join(lines)


def dominates(results):
    """One sentence on where the time of a cold build of the real book goes."""
    stages = results[(results["tool"] == "the real book") & results["case"].str.startswith("cold: ")]
    if stages.empty:
        return ""
    parts = [f"{row['case'].removeprefix('cold: ')} {row['value']:.1f} s" for _, row in stages.iterrows()]
    return "Where a cold build of the real book spends its time: " + ", ".join(parts) + "."


def chart(results):
    """Seconds of each tool in each case, as bars; hollow where the page that came out was stale."""
    nine = int(results.loc[results["tool"] == OURS, "size"].min())
    tools = list(dict.fromkeys(results.loc[results["size"] == nine, "tool"]))
    draw = style.styled(_bars)
    return draw(results[results["size"] == nine], tools)


def _bars(rows, tools):
    cold = rows[rows["case"] == "cold"].set_index("tool")["value"]
    figure, axes = style.canvas(
        f"A cold build takes {cold[OURS] / cold['Jupyter Book 1, as it comes']:.0%} of plain Jupyter Book's time, and no change leaves a stale page",
        "Seconds to build nine chapters of three charts, median; hollow: the page still showed the old value",
        4.4,
        wide=True,
        left=1.75,
        right=0.5,
    )
    for group, case in enumerate(CASES):
        for place, tool in enumerate(tools):
            found = _of(rows, tool, case, rows["size"].iloc[0])
            y = -(group * (len(tools) + 1) + place)
            ink = style.TEN_THOUSAND if tool == OURS else style.LINE
            axes.barh(y, found["value"], 0.8, facecolor=ink if found["fresh"] else "none", edgecolor=ink, linewidth=1.2)
            axes.text(
                found["value"] + 0.2,
                y,
                f"{found['value']:.1f}" + ("" if found["fresh"] else f", {STALE}"),
                va="center",
                fontsize=8,
            )
            axes.text(
                -0.2, y, tool, va="center", ha="right", fontsize=8, color=style.INK if tool == OURS else style.MUTED
            )
        axes.text(
            0,
            -(group * (len(tools) + 1)) + 0.95,
            HEADS[group + 1],
            va="center",
            fontweight=600,
            fontsize=8.5,
        )
    axes.set_xlim(0, rows.loc[rows["unit"] == "seconds", "value"].max() * 1.08)
    axes.set_ylim(-len(CASES) * (len(tools) + 1) + 1.4, 1.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(False, axis="y")
    return figure


def write(results, machine, root):
    """Write results, chart and the README's part."""
    file = root / "bench/results.csv"
    if file.is_file():  # what was not measured now stays as it was
        results = pd.concat([pd.read_csv(file), results]).drop_duplicates(["tool", "case", "size"], keep="last")
    results.round(3).to_csv(file, index=False, lineterminator="\n")
    if OURS not in set(results["tool"]):
        return
    (root / "docs/bench.png").write_bytes(style.png(chart(results)))
    text = (
        f"Measured by `make bench` on {os.cpu_count()} cores ({machine}), medians of {results['runs'].max()} runs; *{STALE}*: the page still showed "
        f"the old value. Every chapter of the comparison reads the table whose row changes, so all must run again.\n\n{table(results)}\n\n![Seconds to build nine chapters with each tool](docs/bench.png)\n\n{growth_table(results)}\n\n{dominates(results)}"
    )
    readme = root / "README.md"
    begin, end = MARKS.format("begin"), MARKS.format("end")
    before = readme.read_text(encoding="utf-8")
    after = re.sub(
        f"{re.escape(begin)}.*{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", before, flags=re.DOTALL
    )
    readme.write_text(after, encoding="utf-8")

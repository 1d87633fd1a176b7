"""Charts of place: the way to Kursk, the front, the ground and its density, and how contingents grew."""

import math

import numpy as np
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from analysis.charts.style import (
    GRID,
    INK,
    LINE,
    MUTED,
    PAPER,
    TEN_THOUSAND,
    WIDTHS,
    bound,
    canvas,
    color,
    ends,
    key,
    marker,
    styled,
)
from analysis.measures.place import distance, flat, settled, training_sites

# Each map: centre of its projection (longitude, latitude), and half its width and height in km.
CENTRES = {"way": (84, 54), "east": (130.6, 45.1), "kursk": (36.0, 51.6)}
REACH = {
    True: {"way": (3900, 1150), "east": (830, 830), "kursk": (330, 330)},
    False: {"way": (3900, 1400), "east": (760, 830), "kursk": (330, 250)},
}
SPEAKERS = {"South Korea": "named by Seoul", "Ukraine": "by Kyiv", "independent": "by video"}
# Where the name of a place stands, in points from its mark: right, up, and which end of the text is there.
LABELS = {
    "Chongjin": (-8, 1, "right"),
    "Hamhung": (8, -2, "left"),
    "Musudan": (8, -3, "left"),
    "Vladivostok": (8, -5, "left"),
    "Rason": (-8, 3, "right"),
    "Ussuriysk": (13, -1, "left"),
    "Sergeevka": (-13, 3, "right"),
    "Khabarovsk": (-8, -5, "right"),
    "Knyaze-Volkonskoye": (0, 11, "center"),
    "Blagoveshchensk": (-6, -9, "center"),
    "Ekaterinoslavka": (2, 11, "center"),
    "Ulan-Ude": (0, -11, "center"),
    "Kursk": (0, 10, "center"),
}
WORDS = {  # quiet names on the maps: (longitude, latitude)
    "way": {
        "Russia": (85, 61),
        "China": (89, 45.3),
        "Kazakhstan": (68, 48.5),
        "Mongolia": (103, 46.6),
        "Ukraine": (34.2, 48.6),
    },
    "east": {"China": (126.5, 46.6), "Russia": (134.6, 46.3), "North Korea": (126.6, 40.7)},
    "kursk": {
        "Sumy": (34.0, 51.0),
        "Bryansk": (33.5, 53.0),
        "Orel": (36.4, 52.85),
        "Belgorod": (37.6, 50.75),
        "Kharkiv": (36.4, 49.65),
        "Poltava": (33.9, 49.7),
        "Voronezh": (39.6, 51.2),
        "Lipetsk": (39.1, 52.7),
        "Chernihiv": (32.3, 51.6),
    },
}


def _land(axes, shapes, centre, focus):
    """Draw outlines as land, Ukraine's provinces tinted; what ``focus`` names gets a wash of the contingent's colour."""
    for shape in shapes.itertuples():
        lon, lat = np.array(shape.outline).T
        codes = [Path.MOVETO, *[Path.LINETO] * (len(lon) - 2), Path.CLOSEPOLY]
        outline = Path(np.column_stack(flat(lon, lat, centre)), codes)
        province = shape.kind == "province"
        edge = LINE if province else PAPER
        axes.add_patch(PathPatch(outline, facecolor="none" if province else GRID, edgecolor=edge, linewidth=0.6))
        if province and shape.country == "UKR":
            axes.add_patch(PathPatch(outline, facecolor=color("Ukraine"), alpha=0.2, linewidth=0))
        if shape.name == focus:
            axes.add_patch(PathPatch(outline, facecolor=TEN_THOUSAND, alpha=0.25, linewidth=0))


def _marks(axes, places, centre):
    """Every place with its name and a mark for each side that names it, next to each other."""
    west, east = axes.get_xlim()
    point = (east - west) / (axes.get_position().width * axes.figure.get_size_inches()[0] * 72)  # km
    for name, rows in places.groupby("name", sort=False):
        x, y = (float(part) for part in flat(rows["lon"].iloc[0], rows["lat"].iloc[0], centre))
        sides = list(dict.fromkeys(rows["side"]))
        for number, side in enumerate(sides):
            at = x + (number - (len(sides) - 1) / 2) * 8 * point
            style = {"color": color(side), "markersize": 6, "markerfacecolor": PAPER, "markeredgewidth": 1.4}
            axes.plot(at, y, marker(side), zorder=4, clip_on=True, **style)
        right, up, end = LABELS[name]
        roles = set(rows["role"])
        word = name + (" (port)" if roles == {"port"} else " (rail)" if roles == {"rail"} else "")
        text = {"textcoords": "offset points", "ha": end, "va": "center", "color": INK, "fontsize": 8.5}
        axes.annotate(word, (x, y), (right, up), **text)


@styled
def way_to_kursk(places, way, east, kursk, *, wide=True):
    """The named places between North Korea and Kursk: the whole way, the Far East enlarged, and the province."""
    sites = training_sites(places)
    km = distance(places, "Vladivostok", "Kursk")
    width, gap, reach = WIDTHS[wide], 0.1, REACH[wide]
    column = (width - gap) / 2 if wide else width
    heights = {name: (width if name == "way" else column) * up / right for name, (right, up) in reach.items()}
    figure, panels = canvas(
        f"Seoul and Kyiv named {len(sites)} places of training, only {' and '.join(sites.loc[sites['both'], 'name'])} in common; "
        f"the front is {km:,.0f} km west",
        "Places named for the contingent, by who names them; dashes: schematic, no source gives the route",
        0,
        wide=wide,
        panels=list(heights.values())[: 2 if wide else 3],
        gap=gap,
        top=0.36,
        bottom=0.04,
    )
    if wide:  # the second row holds two maps
        box = panels[1].get_position()
        panels[1].set_position((0, box.y0, column / width, box.height))
        panels.append(figure.add_axes((1 - column / width, box.y0, column / width, box.height)))
    names = set(places["name"])
    named = {
        "way": {"Ulan-Ude", "Kursk"},
        "east": names - {"Ulan-Ude", "Kursk"},
        "kursk": {"Kursk"},
    }
    for axes, (name, shapes) in zip(panels, {"way": way, "east": east, "kursk": kursk}.items(), strict=True):
        centre, (right, up) = CENTRES[name], reach[name]
        axes.set_xlim(-right, right)
        axes.set_ylim(-up, up)
        axes.set_axis_off()
        _land(axes, shapes, centre, {"kursk": "Kursk"}.get(name, "North Korea"))
        if name == "way":  # the edge of the map of the Far East, which shows the other places
            lon, lat = [121, 142, 142, 121], [38.5, 38.5, 52, 52]
            frame = np.column_stack(flat(lon, lat, centre))
            axes.add_patch(Polygon(frame, facecolor="none", edgecolor=MUTED, linewidth=0.8, zorder=3))
        for word, (lon, lat) in WORDS[name].items():
            x, y = (float(part) for part in flat(lon, lat, centre))
            axes.text(x, y, word, color=MUTED, ha="center", va="center", fontsize=8.5)
        shown = places[places["name"].isin(named[name])]
        _marks(axes, shown, centre)
    _paths(panels, places)
    key(figure, panels[0], SPEAKERS, wide=wide, hollow=True)
    return figure


def _paths(panels, places):
    """The schematic way: one straight line to the front, and lines from the ports of departure to the port of arrival."""
    spots = places.drop_duplicates("name").set_index("name")
    lines = [
        ("way", "Vladivostok", "Kursk"),
        *[("east", port, "Vladivostok") for port in ("Chongjin", "Hamhung", "Musudan")],
    ]
    axes = dict(zip(CENTRES, panels, strict=True))
    for name, start, end in lines:
        ends = spots.loc[[start, end]]
        x, y = flat(ends["lon"], ends["lat"], CENTRES[name])
        axes[name].plot(x, y, color=TEN_THOUSAND, linewidth=1.4, linestyle=(0, (4, 2.5)), zorder=3)


@styled
def one_kilometre(rows, *, wide=True):
    """One kilometre of front with a dot for every soldier of the evenly spread force, orange for the contingent."""
    first = rows.iloc[0]
    figure, axes = canvas(
        f"Spread along the front, the contingent is one man every {first['metres_per_man']:.0f} metres, "
        f"the Russian force one every {1000 / first['russians_per_km']:.0f}",
        f"One kilometre of the active front, {first['year']}; every mark is one soldier, were each force spread evenly",
        1.35 if wide else 2.1,
        wide=wide,
        left=0.03,
        right=0.03,
        top=0.06,
    )
    lines = 10 if wide else 20
    men, guests = round(first["russians_per_km"]), round(first["contingent_per_km"])
    columns = math.ceil(men / lines)
    place = np.arange(men)
    axes.plot(
        (place // lines + 0.5) / columns * 1000,
        place % lines,
        "o",
        color=color("Russia"),
        markersize=2.6,
        markeredgewidth=0,
    )
    axes.plot(
        (np.arange(guests) + 0.5) / guests * 1000, np.full(guests, lines + 1.6), "s", color=TEN_THOUSAND, markersize=6
    )
    axes.text(0, lines + 3.4, f"{guests} North Koreans", color=TEN_THOUSAND, fontweight=600, va="center")
    axes.text(0, -1.6, f"{men} Russians", color=color("Russia"), fontweight=600, va="center")
    axes.set_xlim(0, 1000)
    axes.set_ylim(-2.6, lines + 4.2)
    axes.set_yticks([])
    axes.set_xticks([0, 500, 1000], ["0 m", "500 m", "1,000 m"])
    labels = axes.get_xticklabels()
    labels[0].set_ha("left")
    labels[-1].set_ha("right")
    return figure


@styled
def kursk_density(rows, *, wide=True):
    """Claimed forces per square kilometre of the ground that Ukraine held in Kursk, on a log axis."""
    russians = rows[rows["force"] == "Russia"].sort_values("when")
    least, most = settled(rows)
    figure, axes = canvas(
        f"Russians for each km² held by Ukraine rose from {russians.iloc[0]['best']:.0f} to {russians.iloc[-1]['best']:.0f} in half a year; "
        f"North Koreans stayed at {least:.0f}–{most:.0f}",
        "Claimed soldiers for each km² of Kursk Oblast held by Ukraine, log axis; bars down: with the ground of unknown control counted in",
        2.9,
        wide=wide,
        left=0.35,
        right=0.05,
    )
    for row in rows.itertuples():
        ink = TEN_THOUSAND if row.force == "North Korea" else color(row.force)
        ends(axes, row.when, row, ink, linewidth=1.2)
        axes.plot(
            row.when,
            row.best,
            marker(row.force),
            color=ink,
            markersize=5.5,
            markerfacecolor="none",
            markeredgewidth=1.3,
        )
    axes.text(2024.66, 122, "Russian force", color=color("Russia"), fontweight=600)
    axes.text(2024.88, 10.6, "North Koreans", color=TEN_THOUSAND, fontweight=600)
    axes.text(2025.19, 40, "Ukrainians", color=color("Ukraine"), fontweight=600, ha="right")
    axes.set_yscale("log")
    axes.set_ylim(2.5, 220)
    axes.set_yticks([3, 10, 30, 100], ["3", "10", "30", "100"])
    axes.set_xlim(2024.62, 2025.25)
    axes.set_xticks([2024 + 8 / 12, 2024 + 10 / 12, 2025, 2025 + 2 / 12], ["Sep 2024", "Nov", "Jan 2025", "Mar"])
    axes.grid(axis="y")
    return figure


WHO = {
    "area-peak-ukmod-800-900": "UK Ministry of Defence",
    "area-peak-ap-984": "Associated Press",
    "area-peak-rumod-1267": "Russian ministry, implied",
    "area-peak-paroinen-1295": "Black Bird Group",
    "area-peak-isw-afp-1300": "AFP from ISW's data",
    "area-peak-ki-1300": "Kyiv Independent",
    "area-peak-ua-gs-1300": "Ukraine's General Staff",
    "area-peak-ua-gs-source-1376": "General Staff source",
    "area-peak-afp-1400": "Ukrainian claims (AFP)",
}


@styled
def kursk_peaks(claims, measured, *, wide=True):
    """The greatest extent of the ground held in Kursk, a line for each claimant, over the band measured from DeepState's maps."""
    held, grey = measured.iloc[0][["held_km2", "grey_zone_km2"]]
    figure, axes = canvas(
        f"The most that Ukraine held in Kursk is put at {claims['lower'].min():,.0f} to {claims['upper'].max():,.0f} km²; "
        f"counting ground of unknown control or not moves it by {grey:,.0f}",
        "Greatest extent, km², by claimant; arrows: “up to”; band: DeepState's map from held ground to held and unknown",
        0.27 * len(claims),
        wide=wide,
        left=1.75,
        right=0.12,
    )
    axes.axvspan(held, held + grey, color=LINE, alpha=0.3, linewidth=0)
    for place, row in enumerate(claims.itertuples()):
        ink = color(row.side)
        if row.lower < row.upper:
            axes.plot([row.lower, row.upper], [place, place], color=ink, linewidth=2.2)
        style = {"color": ink, "markersize": 6, "markerfacecolor": "none", "markeredgewidth": 1.4}
        axes.plot(
            [row.upper] if math.isnan(row.lower) else [row.lower, row.upper],
            [place] * (1 + (row.lower == row.lower)),
            marker(row.side),
            linestyle="none",
            **style,
        )
        if math.isnan(row.lower):
            bound(axes, row.best, place, "<", ink)
    axes.set_yticks(range(len(claims)), [WHO.get(row.id, row.claimant) for row in claims.itertuples()])
    for label, side in zip(axes.get_yticklabels(), claims["side"], strict=True):
        label.set_color(color(side))
    axes.set_ylim(-0.7, len(claims) - 0.3)
    axes.set_xlim(0, 1480)
    axes.set_xticks([0, 500, 1000] if not wide else range(0, 1500, 250))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(axis="x")
    return figure


ENDS = {  # where each curve's name stands: years since arrival, thousand people, and which end of the text is there
    "South Korea in Vietnam": (4.25, 52.4, "left"),
    "Thailand in Vietnam": (4.25, 10.0, "left"),
    "Cuba in Angola": (7.3, 41, "center"),
    "Egypt in North Yemen": (4.25, 72.4, "left"),
}


@styled
def contingent_growth(rows, here, *, wide=True):
    """Strength of earlier contingents by years since the first arrival, and of the North's in Russia by estimate."""
    second = rows[rows["since"] == 1].set_index("contingent")["best"]
    later = here[here["since"] >= 1].sort_values("best")
    least, most = later.iloc[0], later.iloc[-1]
    figure, axes = canvas(
        f"In its second year South Korea's contingent in Vietnam had {second['South Korea in Vietnam']:,.0f} men; estimates of "
        f"the North's in Russia run from {'at least ' if math.isnan(least['upper']) else ''}{least['best']:,.0f} to {most['best']:,.0f}",
        "Strength, thousand people, by years since the first arrival; bars: range of sources; orange: estimates of those in Russia or Kursk",
        3.0,
        wide=wide,
        left=0.3,
        right=0.1,
        bottom=0.5,
    )
    for name, line in rows.groupby("contingent"):
        axes.plot(line["since"], line["best"] / 1000, color=MUTED, linewidth=1.2, marker="o", markersize=4)
        axes.vlines(line["since"], line["lower"] / 1000, line["upper"] / 1000, color=MUTED, linewidth=2.2)
        at, height, end = ENDS[name]
        axes.text(at, height, name, ha=end, va="center", color=INK)
    for row in here.itertuples():
        ends(axes, row.since, row, TEN_THOUSAND, 1000)
        style = {"color": TEN_THOUSAND, "markersize": 5, "markerfacecolor": "none", "markeredgewidth": 1.3}
        axes.plot(row.since, row.best / 1000, "s", **style)
    axes.text(1.75, 14.4, "North Korea in Russia", color=TEN_THOUSAND, fontweight=600, va="center")
    axes.set_xlim(-0.25, 13.4)
    axes.set_ylim(0, 76)
    axes.set_xticks(range(0, 14, 2))
    axes.set_xlabel("years since the first arrival")
    axes.grid(axis="y")
    return figure

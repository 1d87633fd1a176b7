"""Numbers of place: the way to Kursk, men per kilometre and per square kilometre, and how contingents grew."""

import numpy as np
import pandas as pd

from analysis.measures.common import bounds, decimal_year, row
from analysis.measures.scale import kursk_forces, troops

EARTH = 6371.0  # km, mean radius

# The Russian force and the length of the front, as one claimant gave them within a month of each other.
FRONT = {
    "2024": ("rus-in-ukr-syrskyi-2024-07-24", "front-syrskyi-2024-08-20"),
    "2025": ("rus-in-ukr-syrskyi-2025-12-17", "front-syrskyi-2025-12-09"),
}
GROWN = ["South Korea in Vietnam", "Thailand in Vietnam", "Cuba in Angola", "Egypt in North Yemen"]
ARRIVAL = "2024-10-08"  # the first ships


def flat(lon, lat, centre):
    """Lambert's azimuthal equal-area projection about ``centre`` (longitude, latitude), on a sphere.

    Returns:
        (x, y) in km east and north of the centre.
    """
    east, north, middle = (
        np.radians(np.asarray(lon, float) - centre[0]),
        np.radians(np.asarray(lat, float)),
        np.radians(centre[1]),
    )
    scale = EARTH * np.sqrt(2 / (1 + np.sin(middle) * np.sin(north) + np.cos(middle) * np.cos(north) * np.cos(east)))
    up = np.cos(middle) * np.sin(north) - np.sin(middle) * np.cos(north) * np.cos(east)
    return scale * np.cos(north) * np.sin(east), scale * up


def _angles(places, name):
    """Longitude and latitude (radians) of a named place."""
    return np.radians(places[places["name"] == name].iloc[0][["lon", "lat"]].astype(float))


def distance(places, start, end):
    """Kilometres between two named places along the great circle, to the nearest hundred."""
    (east, north), (east_end, north_end) = _angles(places, start), _angles(places, end)
    cosine = np.sin(north) * np.sin(north_end) + np.cos(north) * np.cos(north_end) * np.cos(east_end - east)
    return float(np.round(EARTH * np.arccos(np.clip(cosine, -1, 1)), -2))


def training_sites(places, sides=("South Korea", "Ukraine")):
    """Training grounds and which of two sides names each.

    Returns:
        DataFrame: name, one boolean column for each side, both (boolean), source; one row a place.
    """
    rows = places[(places["role"] == "training") & places["side"].isin(sides)]
    named = pd.crosstab(rows["name"], rows["side"]).reindex(columns=list(sides), fill_value=0) > 0
    named = named.assign(
        both=named.all(axis=1), source=rows.groupby("name")["source"].agg(lambda ids: " ".join(dict.fromkeys(ids)))
    )
    return named.rename_axis(columns=None).reset_index()


def per_kilometre(forces, claims, years=tuple(FRONT)):
    """The Russian force and the contingent, each spread evenly over the active front.

    The force counts everyone in the war zone, so it is no strength of the line itself.

    Returns:
        DataFrame: year, date, front_km, russians, russians_per_km, contingent, contingent_per_km, metres_per_man
        (of the contingent), source, further_sources.
    """
    sent, picked = row(claims, "troops-us-dod-2024-10-28"), []
    for year in years:
        force, front = FRONT[year]
        men, line = row(forces, force), row(forces, front)
        picked.append(
            {
                "year": year,
                "date": line["date"],
                "front_km": line["value"],
                "russians": men["value"],
                "russians_per_km": men["value"] / line["value"],
                "contingent": troops(claims),
                "contingent_per_km": troops(claims) / line["value"],
                "metres_per_man": line["value"] * 1000 / troops(claims),
                "source": men["source"],
                "further_sources": f"{line['source']} {sent['source']}",
            }
        )
    return pd.DataFrame(picked)


def thinner(rows, forces, longer):
    """By how much the densities of ``per_kilometre`` fall if another claim on the length of the front is used (0 to 1).

    Args:
        rows: of ``per_kilometre``. forces: the table. longer: id of that claim; of a floor the floor is taken.

    Returns:
        One share for each row.
    """
    return 1 - rows["front_km"] / bounds(forces[forces["id"] == longer])["best"].item()


def _ground(area, date):
    """Rows of the weekly area that a claim's date means: the last Sunday up to a day, all Sundays of a month."""
    if len(date) == 7:
        return area[area["date"].str.startswith(date)]
    return area[area["date"] <= date].tail(1)


def density(area, kursk, claims, until="2025-04"):
    """Claimed forces in Kursk Oblast over the ground that Ukraine held there at the time.

    The ground is what was fought over, not where the forces stood. ``best`` uses ground held (mean of a month where a claim
    has no day), ``lower`` the largest area of held and unknown control, ``upper`` the smallest area held. A floor has no
    ``upper`` and a ceiling no ``lower``. Claims before the first map, and from ``until`` on, when the pocket was nearly
    gone, stay out.

    Returns:
        The rows of ``kursk_forces`` with held_km2, lower, best, upper (people per km2), further_sources with DeepState's.
    """
    rows = kursk_forces(kursk, claims)
    rows = rows[rows["date"] < until]
    result = []
    for _, claim in rows.iterrows():
        ground = _ground(area, claim["date"])
        held = ground["held_km2"]
        if ground.empty or held.min() <= 0:
            continue
        widest = (held + ground["grey_zone_km2"]).max()
        more = "" if pd.isna(claim["further_sources"]) else f"{claim['further_sources']} "
        result.append(
            {
                **claim,
                "held_km2": held.mean(),
                "lower": claim["lower"] / widest,
                "best": claim["best"] / held.mean(),
                "upper": claim["upper"] / held.min(),
                "further_sources": more + ground["source"].iloc[-1],
            }
        )
    return pd.DataFrame(result)


def settled(rows, since="2024-11-04"):
    """North Koreans for each square kilometre from ``since`` on, when most claims put them at their full number.

    Args:
        rows: of ``density``.

    Returns:
        The lowest and the highest of the best figures (people per km2).
    """
    figures = rows.loc[(rows["force"] == "North Korea") & (rows["date"] >= since), "best"]
    return figures.min(), figures.max()


def peaks(kursk, area):
    """The greatest extent of the ground held in Kursk by claimant, smallest first, and as measured from DeepState's maps.

    Returns:
        (the claims with lower, best, upper in km2; the week of the greatest measured extent as a one-row DataFrame).
    """
    claims = bounds(kursk[kursk["metric"] == "area_held_peak"])
    return claims.sort_values(["best", "upper"], ignore_index=True), area.loc[[area["held_km2"].idxmax()]]


def growth(deployments, contingents=GROWN):
    """Strength of earlier contingents by years since the first arrival, widest range of each year.

    Returns:
        DataFrame: contingent, year, since (whole years), lower, best, upper (people), source.
    """
    rows = deployments[
        deployments["contingent"].isin(contingents) & deployments["basis"].isin(["strength", "initial", "peak"])
    ]
    rows = bounds(rows[rows["year"].notna()])
    grouped = rows.groupby(["contingent", "year", "year_from"], as_index=False).agg(
        lower=("lower", "min"),
        upper=("upper", "max"),
        source=("source", lambda ids: " ".join(dict.fromkeys(ids))),
    )
    return grouped.assign(
        since=(grouped["year"] - grouped["year_from"]).astype(int), best=(grouped["lower"] + grouped["upper"]) / 2
    ).drop(columns="year_from")


def present(claims):
    """Estimates of the North Koreans present in Russia or in Kursk, from the date on which they settle.

    Returns:
        The rows with lower, best, upper (people), when (decimal year) and since (years from the first ships).
    """
    metrics = ["troops_in_russia", "troops_in_kursk"]
    rows = claims[claims["metric"].isin(metrics) & (claims["scope"] == "total") & (claims["date"] >= "2024-11-04")]
    rows = bounds(rows[rows["date"].str.len() > 4]).assign(when=decimal_year(rows["date"]))
    start = decimal_year(pd.Series([ARRIVAL])).iloc[0]
    return rows.assign(since=rows["when"] - start).sort_values("since")

"""The way, the front, the ground and the growth: hand-worked cases, and what the charts' titles claim."""

import itertools
import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import place as charts
from analysis.measures import place
from analysis.tables import DATA, DataError, read, shapes

AREA = pd.DataFrame(
    {
        "date": ["2024-09-01", "2024-09-08", "2024-10-06"],
        "held_km2": [100.0, 50.0, 0.0],
        "grey_zone_km2": [100.0, 0.0, 5.0],
        "source": ["map"] * 3,
    }
)


def title(figure):
    """The heading of a chart as one line."""
    return " ".join(text.get_text() for text in figure.texts if text.get_fontweight() == 600)


def claim(**given):
    row = dict.fromkeys(["low", "value", "high"], np.nan) | {
        "id": "x",
        "date": "2024-09-03",
        "metric": "russian_troops_in_kursk",
        "scope": "total",
        "side": "Ukraine",
        "source": "page",
        "further_sources": None,
    }
    return pd.DataFrame([row | given])


NONE = claim().iloc[:0]


# --- projection and distance
def test_centre_of_projection_is_origin():
    assert np.allclose(place.flat(30, 50, (30, 50)), 0)


def test_a_degree_north_is_as_long_as_on_the_sphere():
    _, up = place.flat(0, 1, (0, 0))
    assert up == pytest.approx(2 * math.pi * place.EARTH / 360, rel=1e-4)


@given(st.floats(-60, 60), st.floats(20, 75))
def test_projection_keeps_areas(lon, lat):
    """A small square of the sphere keeps its area: the determinant of the map is the cosine of the latitude."""
    step, centre = 1e-4, (0, 50)
    x0, y0 = place.flat(lon, lat, centre)
    x1, y1 = place.flat(lon + step, lat, centre)
    x2, y2 = place.flat(lon, lat + step, centre)
    mapped = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    side = math.radians(step) * place.EARTH
    assert mapped == pytest.approx(side * side * math.cos(math.radians(lat)), rel=1e-3)


def test_distance_of_a_quarter_of_the_equator():
    ends = pd.DataFrame({"name": ["a", "b"], "lat": [0.0, 0.0], "lon": [10.0, 100.0]})
    assert place.distance(ends, "a", "b") == round(math.pi / 2 * place.EARTH, -2)
    assert place.distance(ends, "b", "a") == place.distance(ends, "a", "b")
    assert place.distance(ends, "a", "a") == 0


def test_training_sites_join_the_two_lists():
    rows = pd.DataFrame(
        [
            ("p", "training", "South Korea", "s1"),
            ("p", "training", "Ukraine", "s2"),
            ("q", "training", "Ukraine", "s2"),
            ("q", "training", "independent", "s3"),
            ("r", "port", "South Korea", "s1"),
        ],
        columns=["name", "role", "side", "source"],
    )
    sites = place.training_sites(rows).set_index("name")
    assert sites["both"].to_dict() == {"p": True, "q": False}
    assert sites.at["p", "source"] == "s1 s2"


# --- density
def test_density_uses_the_last_map_up_to_the_day():
    row = place.density(AREA, claim(value=1000.0), NONE).iloc[0]
    assert (row["lower"], row["best"], row["upper"]) == (5, 10, 10)


def test_density_of_a_month_spans_its_maps():
    row = place.density(AREA, claim(date="2024-09", value=1000.0), NONE).iloc[0]
    assert row["lower"] == 5
    assert row["upper"] == 20
    assert row["best"] == pytest.approx(1000 / 75)


def test_density_keeps_floors_and_ceilings_open():
    floor = place.density(AREA, claim(low=1000.0), NONE).iloc[0]
    ceiling = place.density(AREA, claim(high=1000.0), NONE).iloc[0]
    assert math.isnan(floor["upper"])
    assert floor["lower"] == 5
    assert math.isnan(ceiling["lower"])
    assert ceiling["upper"] == 10


@pytest.mark.parametrize("date", ["2024-08-30", "2024-10-07"])
def test_density_needs_ground(date):
    assert place.density(AREA, claim(date=date, value=1000.0), NONE).empty


def test_density_ends_before_the_pocket_does():
    rows = place.density(read("kursk_area"), read("kursk"), read("claims"))
    assert rows["date"].max() < "2025-04"
    assert (rows["lower"].fillna(0) <= rows["best"]).all()
    assert (rows["best"] <= rows["upper"].fillna(np.inf) + 1e-9).all()
    assert rows["further_sources"].str.split().str[-1].eq("deepstate-undated").all()


# --- front and growth
def test_per_kilometre_divides_what_one_claimant_gives():
    forces, claims = read("forces").set_index("id"), read("claims").set_index("id")
    rows = place.per_kilometre(read("forces"), read("claims"))
    for row, (force, front) in zip(rows.itertuples(), place.FRONT.values(), strict=True):
        assert forces.at[force, "claimant"] == forces.at[front, "claimant"]
        assert row.russians_per_km * forces.at[front, "value"] == pytest.approx(forces.at[force, "value"])
        assert row.contingent_per_km * row.metres_per_man == pytest.approx(1000)
        assert row.contingent == claims.at["troops-us-dod-2024-10-28", "value"]


def test_a_longer_front_is_thinner_by_the_share_that_it_is_longer():
    rows = pd.DataFrame({"front_km": [1000.0, 1500.0]})
    forces = pd.DataFrame([{"id": "f", "low": 2000.0, "value": np.nan, "high": np.nan}])
    assert place.thinner(rows, forces, "f").tolist() == [0.5, 0.25]


def test_settled_leaves_out_other_forces_and_earlier_days():
    rows = pd.DataFrame(
        [
            ("Russia", "2024-11-05", 90.0),
            ("North Korea", "2024-11-03", 5.0),
            ("North Korea", "2024-11-04", 16.0),
            ("North Korea", "2025-02", 18.0),
        ],
        columns=["force", "date", "best"],
    )
    assert place.settled(rows) == (16, 18)


def test_growth_leaves_out_all_who_were_sent():
    """Cuba sent 36,000 to Angola within half a year; they were never there at one time."""
    rows = place.growth(read("deployments")).set_index(["contingent", "year"])
    assert read("deployments").set_index("id").at["hist-cuba-angola-1976", "basis"] == "sent"
    assert rows.at[("Cuba in Angola", 1976), "upper"] < 36_000


def test_growth_takes_the_widest_range_of_a_year_and_no_totals():
    rows = pd.DataFrame(
        [
            ("A", 1960, 1961, "strength", np.nan, 10.0, np.nan),
            ("A", 1960, 1961, "peak", np.nan, 30.0, np.nan),
            ("A", 1960, 1962, "total_served", np.nan, 90.0, np.nan),
            ("A", 1960, None, "peak", np.nan, 50.0, np.nan),
        ],
        columns=["contingent", "year_from", "year", "basis", "low", "value", "high"],
    ).assign(source="s")
    grown = place.growth(rows, ["A"])
    assert len(grown) == 1
    assert grown.iloc[0][["since", "lower", "best", "upper"]].tolist() == [1, 10, 20, 30]


def test_present_leaves_out_parts_forecasts_and_totals_sent():
    rows = place.present(read("claims"))
    assert set(rows["scope"]) == {"total"}
    assert "troops_sent_total" not in set(rows["metric"])
    assert rows["since"].between(0, 2).all()


# --- the map's outlines
@pytest.mark.parametrize("name", ["way", "east", "kursk"])
def test_outlines_are_closed_small_and_sourced(name):
    land = shapes(name)
    assert len(land) > 0
    assert (land["outline"].map(lambda ring: ring[0] == ring[-1] and len(ring) >= 4)).all()
    assert set(land["source"]) <= set(read("sources")["id"])


def test_every_map_is_described():
    files = {path.relative_to(DATA).as_posix() for path in (DATA / "geo").iterdir()}
    assert files == set(read("outlines")["path"])
    assert sum(path.stat().st_size for path in (DATA / "geo").iterdir()) < 200_000


def _inside(ring, lon, lat):
    """Whether a point lies in a polygon, by counting crossings."""
    crossings = 0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def test_crimea_is_drawn_in_ukraine():
    owners = {row.name for row in shapes("way").itertuples(index=False) if _inside(row.outline, 34.3, 45.2)}
    assert owners == {"Ukraine"}


@pytest.mark.parametrize("text", [None, "{", '{"type": "FeatureCollection"}'])
def test_a_broken_map_names_its_file(tmp_path, text):
    (tmp_path / "geo").mkdir()
    if text:
        (tmp_path / "geo" / "way.geojson").write_text(text)
    with pytest.raises(DataError, match=r"geo/way\.geojson"):
        shapes("way", tmp_path)


def test_places_lie_on_the_land_that_their_role_needs():
    ground = json.loads(shapes("way").to_json(orient="records"))
    spots = read("places").drop_duplicates("name")
    inland = spots[spots["name"].isin(["Kursk", "Ulan-Ude", "Khabarovsk", "Ussuriysk", "Sergeevka"])]
    for spot in inland.itertuples():
        owners = {shape["name"] for shape in ground if _inside(shape["outline"], spot.lon, spot.lat)}
        assert owners == {"Russia"}, spot.name


# --- titles say what the data say
def test_title_of_the_way():
    spots = read("places")
    figure = charts.way_to_kursk(spots, shapes("way"), shapes("east"), shapes("kursk"))
    lists = {
        side: set(spots.query("role == 'training' and side == @side")["name"]) for side in ("South Korea", "Ukraine")
    }
    named, common = lists["South Korea"] | lists["Ukraine"], lists["South Korea"] & lists["Ukraine"]
    assert f"named {len(named)} places of training" in title(figure)
    assert len(common) == 1
    assert f"only {common.pop()} in common" in title(figure)


def test_title_of_one_kilometre():
    rows = place.per_kilometre(read("forces"), read("claims"), ["2024"])
    front = read("forces").set_index("id").at["front-syrskyi-2024-08-20", "value"]
    troops = read("claims").set_index("id").at["troops-us-dod-2024-10-28", "value"]
    figure = charts.one_kilometre(rows)
    assert f"one man every {front * 1000 / troops:.0f} metres" in title(figure)
    russians, guests = figure.axes[0].lines
    assert len(russians.get_xdata()) == round(rows["russians_per_km"].item())
    assert len(guests.get_xdata()) == round(rows["contingent_per_km"].item())


def test_title_of_density():
    rows = place.density(read("kursk_area"), read("kursk"), read("claims"))
    russians = rows[rows["force"] == "Russia"].sort_values("when")
    assert russians["best"].iloc[-1] == russians["best"].max() > 2 * russians["best"].iloc[0]
    assert 0.4 < russians["when"].iloc[-1] - russians["when"].iloc[0] < 0.6  # half a year
    settled = rows[(rows["force"] == "North Korea") & (rows["date"] >= "2024-11-04")]["best"]
    assert place.settled(rows) == (settled.min(), settled.max())
    assert settled.max() < 1.5 * settled.min()
    assert f"at {settled.min():.0f}–{settled.max():.0f}" in title(charts.kursk_density(rows))


def test_title_of_peaks():
    claims, widest = place.peaks(read("kursk"), read("kursk_area"))
    text = title(charts.kursk_peaks(claims, widest))
    figures = read("kursk").query("metric == 'area_held_peak'")[["low", "value", "high"]]
    assert f"{figures.min().min():,.0f} to {figures.max().max():,.0f} km²" in text
    grey = read("kursk_area").set_index("held_km2").at[read("kursk_area")["held_km2"].max(), "grey_zone_km2"]
    assert f"by {grey:,.0f}" in text
    assert set(charts.WHO) == set(claims["id"])


def test_title_of_growth():
    rows, here = place.growth(read("deployments")), place.present(read("claims"))
    second = read("deployments").set_index("id").at["hist-rok-vietnam-1965", "value"]
    text = title(charts.contingent_growth(rows, here))
    assert f"{second:,.0f} men" in text
    later = here[here["since"] >= 1].set_index("best")
    lowest, highest = later.index.min(), later.index.max()
    assert f"run from at least {lowest:,.0f} to {highest:,.0f}" in text
    assert later.loc[[lowest], "upper"].isna().all()  # a floor
    assert later.loc[[highest], "upper"].notna().any()  # no floor alone
    assert {"troops-hur-kursk-8000-2026-02-11", "troops-zelensky-10000-2026-02-20"} <= set(later["id"])
    assert set(charts.ENDS) == set(rows["contingent"])

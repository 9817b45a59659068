"""Forecasts on the page: beside the plain baseline, with how likely more than usual is."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from starlette.testclient import TestClient

from escalade import api
from escalade.export.outlook import keep, moment
from escalade.outlook.forecast import Forecast
from escalade.web.app import make
from tests.web.conftest import LOCAL


def forecast(pair: list[str], model: str, mean: float, p_more: float) -> Forecast:
    quantiles = (0, 1, 2, 3, 6)
    series, dyad, days = ">".join(pair) + " 4", (pair[0], pair[1]), ("2024-05-07", 7, "2024-05-14")
    return Forecast(series, dyad, 4, *days, model, mean, quantiles, 0, 5, 0.913, 4, p_more)


def test_a_forecast_stands_beside_the_baseline_and_what_is_usual(own: Path) -> None:
    client = TestClient(make(own), base_url=LOCAL)
    series, pair = "FRA~MLI", ["FRA", "MLI"]
    made = [forecast(pair, "EWMA", 1.5, 0.03), forecast(pair, "mean", 2.25, 0.125)]
    keep(own, moment(api.open(own).ledger, 0), made)
    data = client.get("/outlook.json", params={"series": series}).json()
    first, last = data["forecasts"]
    assert (first["model"], last["model"]) == ("mean", "EWMA"), "the baseline's own comes last"
    (row,) = first["rows"]
    assert (row["p_more"], row["usual"], row["mean"], row["low"], row["high"]) == (0.125, 4, 2.25, 0, 5)
    assert row["quantiles"] == {"0.05": 0, "0.25": 1, "0.5": 2, "0.75": 3, "0.95": 6}
    assert (row["baseline_model"], row["baseline_mean"], row["baseline_p_more"]) == ("EWMA", 1.5, 0.03)
    page = client.get("/outlook", params={"series": series}).text
    assert "over 4: 12 %" in page
    assert "EWMA, the baseline" in page
    assert "1.5, 0 to 5 (91 %)" in page
    table = list(csv.DictReader(io.StringIO(client.get("/outlook.csv", params={"series": series}).text)))
    (told,) = [r for r in table if r["of"] == "forecast" and r["model"] == "mean"]
    assert (told["p_more"], told["baseline_p_more"]) == ("0.125", "0.03")
    assert "index,all,2024-05-0" in client.get("/outlook.csv").text

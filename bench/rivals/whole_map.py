"""The dashboard's own map page with one difference: every figure carries its outlines, as `st.plotly_chart` sends figures."""

from pathlib import Path

import streamlit as st

from insight import ui
from insight.benchmarks.refusals import Refusal
from insight.charts.chart import Chart
from insight.charts.map.outlines import complete

_PAGE = Path(__file__).parents[2] / "pages" / "map.py"


def _send_whole(drawn: Chart | Refusal, key: str, picks: str | None = None) -> None:
    assert not isinstance(drawn, Refusal), drawn.sentence
    st.plotly_chart(complete(drawn), key=key)


ui.chart = _send_whole
ui.front_door({str(_PAGE): "Map"}).run()

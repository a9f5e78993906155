"""Native charts on a slide: bars, lines and shares with their numbers behind them, and error bars where there are limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from insight.charts.ratings.chart import COLOURS
from insight.charts.style.palette import ENGLAND, FOOTPRINT, GRID, GROUND, HATCHING, INK
from insight.pack.native import Native, Series
from insight.pack.slides.objects import FAMILY, SMALLEST, SlideBox, rgb, tell

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "shares": XL_CHART_TYPE.BAR_STACKED_100,
}
_OTHERS = "#47749B"
"""Of the bars beside the one the chart is about: white on it is read (4.9 to 1)."""
_SHORT = 0.35
"""Of the axis, what a bar must take for its figure to have room in it."""


def add_chart(slide: Any, area: SlideBox, drawn: Native, alt: str) -> None:
    """Put a chart on a slide. A figure that is missing stays a gap."""
    formats = {"shares": "0", "line": f"0{_suffix(drawn)}", "bars": f"0.0{_suffix(drawn)}"}
    data = CategoryChartData(number_format=formats[drawn.kind])
    data.categories = drawn.categories
    for series in drawn.series:
        data.add_series(series.name, series.values)
    frame = slide.shapes.add_chart(_KINDS[drawn.kind], *area, data)
    frame.name = "Chart"
    tell(frame, alt)
    chart = frame.chart
    chart.font.size, chart.font.name = Pt(SMALLEST), FAMILY
    chart.font.color.rgb = rgb(INK)
    chart.has_title = False
    chart.has_legend = sum(series.listed for series in drawn.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.legend.font.size = Pt(SMALLEST)
        _list_once(chart, drawn)
    _set_axes(chart, drawn)
    for series, told in zip(chart.plots[0].series, drawn.series, strict=True):
        _dress(series, told, drawn)
        if told.below or told.above:
            _add_limits(series, told, drawn.kind)


def _list_once(chart: Any, drawn: Native) -> None:
    """Take out of the key what another of its entries stands for, which the library does not do."""
    position = chart.legend._element.find(qn("c:legendPos"))
    for at, series in reversed(list(enumerate(drawn.series))):
        if not series.listed:
            entry = f'<c:legendEntry xmlns:c="{_C}"><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
            position.addnext(parse_xml(entry))


def _suffix(drawn: Native) -> str:
    return '"%"' if drawn.unit == "%" else ""


def _set_axes(chart: Any, drawn: Native) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(GRID)
    values.format.line.fill.background()
    values.tick_labels.font.size = names.tick_labels.font.size = Pt(SMALLEST)
    for axis in (values, names):
        axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}").set("rot", "0")
    names.format.line.color.rgb = rgb(HATCHING)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.number_format = "0%" if drawn.kind == "shares" else f"0{_suffix(drawn)}"
    if drawn.kind == "line":
        known = [v for series in drawn.series for v in series.values if v is not None]
        low, high = min(known), max(known)
        room = max(high - low, 1.0) * 0.35
        values.minimum_scale = max(0.0, float(int((low - room) / 5) * 5)) if drawn.unit == "%" else None
        values.maximum_scale = min(100.0, float(-(-(high + room) // 5) * 5)) if drawn.unit == "%" else None
        return
    values.maximum_scale = 100 if drawn.unit == "%" else None
    values.major_unit = 25 if drawn.unit == "%" else None
    # Every row keeps its name.
    names._element.find(qn("c:lblOffset")).addnext(parse_xml(f'<c:tickLblSkip xmlns:c="{_C}" val="1"/>'))
    plot = chart.plots[0]
    names.reverse_order = True  # the first row at the top, as in the table
    values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot.gap_width = 25 if drawn.kind == "bars" else 30
    if drawn.kind == "shares":
        values.maximum_scale, values.major_unit = 1, 0.25
    if drawn.kind == "bars":
        values.minimum_scale = 0
        plot.overlap = 0


def _dress(series: Any, told: Series, drawn: Native) -> None:
    if drawn.kind == "line":
        colour = FOOTPRINT if told.main else ENGLAND
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(colour), Pt(4 if told.main else 2.5)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if told.main else XL_MARKER_STYLE.SQUARE
        series.marker.size = 10 if told.main else 7
        _fill(series.marker.format, colour)
        series.marker.format.line.color.rgb = rgb(colour)
        # A line of estimates alone is dashed as a whole: not every program dashes single points.
        alone = told.built and all(value is None or at in told.built for at, value in enumerate(told.values))
        for each in [series] if alone else [series.points[at] for at in told.built]:
            each.format.line.color.rgb, each.format.line.width = rgb(colour), Pt(4)
            each.format.line.dash_style = MSO_LINE.DASH
            _fill(each.marker.format, GROUND)
            each.marker.format.line.color.rgb = rgb(colour)
        return
    colour = COLOURS.get(told.name) or (FOOTPRINT if told.main else "#A9B3B8")
    _fill(series.format, colour)
    if drawn.kind == "bars" and told.main:
        if drawn.chosen is not None:
            for at in range(len(drawn.categories)):
                _fill(series.points[at].format, colour if at == drawn.chosen else _OTHERS)
        labels = series.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = f"0.0{_suffix(drawn)}", False
        _place(labels, XL_LABEL_POSITION.INSIDE_BASE, GROUND)
        highest = 100.0 if drawn.unit == "%" else max(v or 0.0 for each in drawn.series for v in each.values)
        for at, value in enumerate(told.values):
            if value is not None and value < highest * _SHORT:
                _place(series.points[at].data_label, XL_LABEL_POSITION.OUTSIDE_END, INK)


def _fill(format: Any, colour: str) -> None:
    format.fill.solid()
    format.fill.fore_color.rgb = rgb(colour)


def _place(labels: Any, position: Any, colour: str) -> None:
    labels.position = position
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(SMALLEST), True, rgb(colour)


def _add_limits(series: Any, told: Series, kind: str) -> None:
    """Error bars from each figure to its limits, which the library does not make."""
    element = series._element
    direction = '<c:errDir val="y"/>' if kind == "line" else ""
    bars = parse_xml(
        f'<c:errBars xmlns:c="{_C}" xmlns:a="{_A}">{direction}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{_numbers(told.above)}</c:plus><c:minus>{_numbers(told.below)}</c:minus>'
        f'<c:spPr><a:ln w="22225"><a:solidFill><a:srgbClr val="{INK.removeprefix("#")}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    element.find(qn("c:cat")).addprevious(bars)


def _numbers(values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value:g}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'

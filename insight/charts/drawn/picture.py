"""A chart in a named size as an SVG file or a picture: the same chart and size are the same bytes, whoever asks."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from insight.charts.chart import Chart
from insight.charts.drawn.letters import BOLD, REGULAR, font_file
from insight.charts.drawn.maps import draw_map
from insight.charts.drawn.plot import draw_plot
from insight.charts.drawn.sizes import NARROW, Size
from insight.charts.map.outlines import outlined
from insight.charts.style.palette import GROUND
from insight.charts.wire import figure_of

FAMILY = "Inter"
_MM_IN_INCH = 25.4


@dataclass(frozen=True)
class Picture:
    """A chart laid out for a size."""

    chart: Chart
    size: Size
    body: str
    high: float
    """Units down."""

    def svg(self, faces: bool = True, apart: str = "", mark: str = "") -> str:
        """The drawing as text; `faces` has it carry its type, which a page that has it already need not.

        `apart` begins the names of what it refers to within itself, so that several can stand on one page.
        `mark` is a line that says what it was drawn from, for whoever wants to draw it again.
        """
        body = re.sub(r'(id="|url\(#)(clip|hatch)', rf"\1{apart}\2", self.body) if apart else self.body
        words = (self.chart.finding, self.chart.alt)
        return sheet_svg(body, self.size, self.high, *words, style=type_faces() if faces else "", mark=mark)

    def png(self, mark: str = "") -> bytes:
        """The drawing as a picture with the dots of its size, its resolution and its mark written in it.

        The libraries for pictures are loaded when one is made, not when a server starts.
        """
        wide = round(self.size.wide / _MM_IN_INCH * self.size.dots)
        raster = import_module("insight.charts.drawn.raster")
        return raster.picture(self.svg(faces=False), wide, self.size.dots, mark)


def draw(chart: Chart, size: Size) -> Picture:
    """Lay a chart out for a size. Raises insight.charts.drawn.plot.TooSmall, a sentence, where it cannot be read in it."""
    figure = figure_of(chart)
    if chart.shapes is not None and "yaxis2" in figure["layout"]:
        return Picture(chart, size, *draw_map(figure, chart, chart.shapes, size))
    if chart.shapes is not None:
        # The names of areas have no room in a narrow map.
        shown = (each for each in figure["data"] if each.get("mode") != "text" or size.width > NARROW)
        figure["data"] = [outlined(each, chart.shapes) for each in shown]
    return Picture(chart, size, *draw_plot(figure, chart, size))


def sheet_svg(body: str, size: Size, high: float, title: str, words: str, *, style: str = "", mark: str = "") -> str:
    """What has been drawn on a sheet of a size as an SVG file; `high` in units."""
    title, words = (html.escape(text, quote=False) for text in (title, words))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.wide:.2f}mm" height="{high * size.unit:.2f}mm" role="img" '
        f'viewBox="0 0 {size.width:.2f} {high:.2f}" font-family="{FAMILY}, Arial, sans-serif" xml:space="preserve" style="white-space:pre">'
        f"<title>{title}</title><desc>{words}</desc>{f'<metadata>{mark}</metadata>' if mark else ''}{f'<style>{style}</style>' if style else ''}"
        f'<rect width="100%" height="100%" fill="{GROUND}"/>{body}</svg>'
    )


@cache
def type_faces() -> str:
    """Our type as rules of a style sheet that carry the files themselves."""
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode(font_file(weight, 'woff2').read_bytes()).decode()})}}"
        for weight in (REGULAR, BOLD)
    )

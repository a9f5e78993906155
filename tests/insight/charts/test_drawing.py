"""A plot while it is drawn: what is added stands, in order, and it can be put away."""

from datetime import date

import pytest

from insight.charts.drawing import Drawing, bar, scatter


def test_a_part_of_a_part_is_changed_and_the_rest_of_it_stays() -> None:
    drawing = Drawing({"xaxis": {"range": [0, 1], "tickfont": {"size": 16, "color": "red"}}, "height": 300})
    drawing.update_layout(xaxis={"tickfont": {"size": 14}}, height=400)
    assert drawing.layout == {"xaxis": {"range": [0, 1], "tickfont": {"size": 14, "color": "red"}}, "height": 400}


def test_axes_that_begin_alike_part_when_one_is_changed() -> None:
    axis = {"fixedrange": True}
    drawing = Drawing({"xaxis": axis, "yaxis": axis})
    drawing.update_layout(xaxis={"range": [0, 1]})
    assert drawing.layout["yaxis"] == axis == {"fixedrange": True}


def test_marks_lie_in_the_order_in_which_they_were_added() -> None:
    drawing = Drawing()
    drawing.add_annotation(text="first")
    drawing.add_annotation(text="second")
    drawing.add_shape(type="line")
    drawing.add_trace(scatter(x=[1], y=[2]))
    drawing.add_trace(bar(x=[1], y=[2]))
    figure = drawing.plotly()
    assert [text.text for text in figure.layout.annotations] == ["first", "second"]
    assert [trace.type for trace in figure.data] == ["scatter", "bar"]
    assert len(figure.layout.shapes) == 1


def test_a_drawing_is_kept_in_few_bytes_and_comes_back_as_it_was() -> None:
    first = Drawing({"annotations": [{"text": "first"}]}, [scatter(x=[1.0] * 10_000, y=[date(2025, 4, 1)])])
    kept = first.kept()
    assert len(kept) < 1_000
    assert Drawing.of(kept) == first


def test_what_plotly_does_not_know_is_found_out() -> None:
    with pytest.raises(ValueError, match="colour"):
        Drawing(data=[scatter(x=[1], y=[2], line={"colour": "red"})]).plotly()

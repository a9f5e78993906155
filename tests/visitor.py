"""A visitor without a browser: opens the pages of the dashboard as Streamlit's own tester runs them, and reads what they say."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]


def visit(page: str, **query: str) -> AppTest:
    """The dashboard entered by its front door at an address, then turned to one of its pages."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(query)
    app.run()
    return app.switch_page(f"pages/{page}.py").run()


def unfolded(app: AppTest, *folds: str) -> AppTest:
    """The same page with some of what it folds away opened: the keys that insight.ui.folds was given."""
    for fold in folds:
        app.session_state[f"insight.fold.{fold}"] = True
    return app.run()


def said(app: AppTest) -> str:
    """Everything a page says in words of our own; tables, controls and charts are asked for by their kind."""
    return " ".join(str(each.proto.body) for each in app.get("html"))

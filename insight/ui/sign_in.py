"""Signing in with an organisation's own accounts, where whoever serves the dashboard has set that up (docs/serving.md)."""

from __future__ import annotations

import streamlit as st

from insight.ui.sentences import note


def require_sign_in() -> None:
    """End the page with a way to sign in where Streamlit's secrets name a provider (`[auth]`) and nobody has signed in yet.

    Who somebody is decides nothing else: every visitor sees the same published figures.
    """
    if not (st.secrets.load_if_toml_exists() and "auth" in st.secrets) or st.user.is_logged_in:
        return
    note("This dashboard is open to people who sign in.")
    st.button("Sign in", type="primary", on_click=st.login)
    st.stop()

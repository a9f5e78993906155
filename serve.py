"""What `streamlit run serve.py` serves: the dashboard of app.py behind the headers and refusals of insight.ui.guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event, Thread

import streamlit as st
from streamlit.logger import get_logger

from insight.queries.ahead import keep_ahead
from insight.ui.guard import middleware


@asynccontextmanager
async def working_ahead(_: st.App) -> AsyncIterator[None]:
    """Answer what is asked most of every footprint while the server runs."""
    ended = Event()
    Thread(target=keep_ahead, args=(ended, get_logger("insight.ahead").info), daemon=True).start()
    yield
    ended.set()


app = st.App("app.py", middleware=middleware(), lifespan=working_ahead)

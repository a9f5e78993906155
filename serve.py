"""What `streamlit run serve.py` serves: the dashboard of app.py behind the headers and refusals of insight.ui.guard."""

import streamlit as st

from insight.ui.guard import middleware

app = st.App("app.py", middleware=middleware())

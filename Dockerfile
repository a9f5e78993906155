# The dashboard in a container: nothing runs as root, nothing but /cache is written. How to run it: docs/serving.md
ARG BASE=docker.io/library/python:3.12-slim-bookworm

FROM ${BASE} AS packages
COPY requirements.txt /
RUN python3 -m venv /venv \
    && /venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.txt

FROM ${BASE}
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin insight \
    && mkdir /cache && chown insight /cache
COPY --from=packages /venv /venv
WORKDIR /app
COPY app.py serve.py ./
COPY .streamlit .streamlit
COPY static static
COPY pages pages
COPY docs docs
COPY insight insight
COPY loaders loaders
COPY demo demo
# Only the proxy or the port that compose.yaml publishes reaches this address; the host names are for whoever serves it to say.
ENV PATH=/venv/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    INSIGHT_CACHE=/cache \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 STREAMLIT_BROWSER_SERVER_ADDRESS=localhost
USER insight
VOLUME /cache
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python3", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "serve.py"]

"""A set in object storage: current only when all of it is there, copied whole or not at all, and never a mixture."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import fs

from insight import object_store
from insight.object_store import local_copy, put
from insight.store import Store, cache_folder
from tests import silver

BUCKET = "insight"


@pytest.fixture(scope="module", params=["file", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An address: of a folder, and of an S3 server of our own where one is installed (docs/serving.md)."""
    if request.param == "file":
        yield (tmp_path_factory.mktemp("storage") / "WHERE").as_uri()
        return
    server = pytest.importorskip("moto.server", reason="no S3 server: pip install 'moto[s3]' flask-cors")
    server = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        options = f"endpoint_override={host}:{port}&scheme=http&region=eu-west-2&allow_bucket_creation=true"
        store, _ = fs.FileSystem.from_uri(f"s3://{BUCKET}?{options}")
        store.create_dir(BUCKET)
        yield f"s3://{BUCKET}/WHERE?{options}"
    server.stop()


@pytest.fixture
def address(storage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address of this test's own; its copies are looked up again every time."""
    monkeypatch.setenv(object_store.LOCAL_VARIABLE, str(tmp_path / "local"))
    monkeypatch.setattr(object_store, "_LOOK_AGAIN", 0.0)
    return storage.replace("WHERE", tmp_path.name)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The first set. Everything here is invented."""
    return silver.publish(tmp_path / "cache")


def another(tmp_path: Path, number: int = 2) -> Path:
    """A set with other figures."""
    return silver.publish(tmp_path / "cache", number=number, higher=number)


def of(address: str) -> tuple[fs.FileSystem, str]:
    return fs.FileSystem.from_uri(address)


def test_a_reader_has_the_set_that_was_put(address: str, published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(published, address)
    monkeypatch.setenv("INSIGHT_CACHE", address)
    store = Store.open(cache_folder())
    assert list(store.measures.index) == list(Store(published).measures.index)
    assert (store.folder / "COMPLETE").read_bytes() == (published / "COMPLETE").read_bytes()


def test_the_next_set_is_seen_and_the_open_one_goes_on(address: str, published: Path, tmp_path: Path) -> None:
    put(published, address)
    first = Store.open(local_copy(address))
    put(another(tmp_path), address)
    second = Store.open(local_copy(address))
    assert second.folder != first.folder and len(first.measures) == len(second.measures)


def test_a_set_without_its_name_in_current_is_not_seen(address: str, published: Path, tmp_path: Path) -> None:
    put(published, address)
    before = Store.open(local_copy(address)).folder
    store, root = of(address)
    name = (store.open_input_stream(f"{root}/CURRENT")).read()
    put(another(tmp_path), address)
    with store.open_output_stream(f"{root}/CURRENT") as stream:
        stream.write(name)  # as it is until the last object of the next set is written
    assert Store.open(local_copy(address)).folder == before


def test_a_damaged_or_unfinished_set_is_refused(
    address: str, published: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(published, address)
    before = Store.open(local_copy(address)).folder
    put(another(tmp_path), address)
    store, root = of(address)
    name = store.open_input_stream(f"{root}/CURRENT").read().decode()
    with store.open_output_stream(f"{root}/sets/{name}/measures.parquet") as stream:
        stream.write(b"half")
    assert Store.open(local_copy(address)).folder == before
    assert "measures.parquet is damaged" in caplog.text
    assert not list((tmp_path / "local").rglob("half-*"))


def test_storage_that_does_not_answer_leaves_the_set_before(
    address: str, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(published, address)
    before = Store.open(local_copy(address)).folder

    def silent(*_: object) -> bytes:
        raise OSError("no answer")

    monkeypatch.setattr(object_store, "_read", silent)
    assert Store.open(local_copy(address)).folder == before


def test_only_the_set_before_the_current_one_stays_in_storage(address: str, published: Path, tmp_path: Path) -> None:
    put(published, address)
    for number in (2, 3):
        put(another(tmp_path, number), address)
    store, root = of(address)
    assert len(store.get_file_info(fs.FileSelector(f"{root}/sets"))) == 2


def test_a_folder_is_no_address() -> None:
    assert not object_store.is_address(os.fspath(Path("data_cache").resolve()))

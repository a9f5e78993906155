"""Files read in the process of the test, by the invented publishers of the test: what workers elsewhere cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from loaders import intake, names, rereading
from loaders.outcome import Outcome
from loaders.read import file_reader
from loaders.read.file_reader import Task
from loaders.read.worker_pool import Reading
from loaders.store.cache import Cache
from tests.loaders.toys import Toy


def read_here(
    tasks: Sequence[Task], cache: Cache, *, reading: Reading = file_reader.read
) -> Iterator[tuple[Task, Outcome]]:
    """Each task with its outcome, in the order that workers would begin them."""
    for task in sorted(tasks, key=lambda task: task.raw.size, reverse=True):
        yield task, reading(task, cache)


def read_toys_here(toys: Mapping[str, Toy]) -> None:
    """From now on this process reads files itself and knows these publishers only."""
    intake.read_files = names.read_files = rereading.read_files = read_here
    file_reader.discover = lambda: dict(toys)  # type: ignore[assignment, return-value]

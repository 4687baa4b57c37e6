"""Stories that have something in common with another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain, compress, count

from teachback.project.file_names import FileNames
from teachback.project.story_summary import StorySummary


def repeated(files: Sequence[FileNames], trait: Callable[[StorySummary], Hashable]) -> Iterator[tuple[FileNames, int]]:
    """The stories whose trait another story has as well, as the file and the index of the story in it.

    Nearly all stories of a project have none. They are counted and passed over without a loop in Python.
    """
    counts = Counter(chain.from_iterable(map(trait, file.summaries) for file in files))
    if len(counts) == sum(len(file.summaries) for file in files):
        return
    shared = {each for each, times in counts.items() if times > 1}
    for file in files:
        for index in compress(count(), map(shared.__contains__, map(trait, file.summaries))):
            yield file, index

"""The version that a new YAML file of a project states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from teachback.formats.yaml_version import LATEST_FORMAT
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile

_STATED = re.compile(r"^version[ \t]*:[ \t]*[\"']?(\d+(?:\.\d+)*)", re.MULTILINE)


def version_for(snapshot: Snapshot) -> str:
    """What most files of training data state, else most others, else the newest format that Rasa reads."""
    files = [file for file in snapshot.files.values() if not file.path.endswith(".md")]
    data = [file for file in files if file.stories is not None or file.nlu is not None]
    stated = _stated(data) or _stated(files)
    return stated.most_common(1)[0][0] if stated else ".".join(map(str, LATEST_FORMAT))


def _stated(files: Iterable[SourceFile]) -> Counter[str]:
    found = (_STATED.search(file.document.text) for file in files)
    return Counter(each[1] for each in found if each)

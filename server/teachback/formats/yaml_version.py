"""The ``version`` key of 2.x and 3.x files."""

from __future__ import annotations

import re

from teachback.formats.yaml_block import Block
from teachback.formats.yaml_nodes import Mapping, Scalar

LATEST_FORMAT = (3, 1)
"""The newest format of training data: R3:shared/constants.py:LATEST_TRAINING_DATA_FORMAT_VERSION."""

_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6})*")


def is_readable_version(top: Mapping, block: Block) -> bool:
    """Whether Rasa reads training data of the version that a file states (R3:shared/utils/validation.py).

    A version that is not a text is refused; none, or one that is no version, is read all the same.
    """
    node = top.get("version")
    if node is None:
        return True
    block.text(node, "The version")
    found = _VERSION.fullmatch(node.text.strip("\"' ")) if isinstance(node, Scalar) else None
    if found is None or not _is_newer(found.group()):
        return True
    latest = ".".join(map(str, LATEST_FORMAT))
    block.warn(
        node.span,
        f"Rasa reads formats up to “{latest}” and skips this whole file. Write the version that your Rasa knows.",
    )
    return False


def _is_newer(version: str) -> bool:
    parts = tuple(map(int, version.split(".")))
    while len(parts) > 1 and parts[-1] == 0:
        parts = parts[:-1]
    return parts > LATEST_FORMAT

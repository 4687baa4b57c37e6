"""What was worked out last, so that it need not be worked out again while nothing that it hangs on has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Remembered:
    """Of each thing the last that it came to, with all that it was worked out from."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[object, Any]] = {}  # of each key one type, which only its callers know

    def get(self, what: Hashable, seen: object, work: Callable[[], T]) -> T:
        """What ``work`` comes to, or came to when ``seen`` was last equal to what it is now.

        ``what`` must always go with work of one kind; of each only the last is kept.
        """
        last = self._last.get(what)
        if last is None or (last[0] is not seen and last[0] != seen):
            last = self._last[what] = (seen, work())
        return last[1]

    def known(self, what: Hashable, seen: object) -> Any | None:  # noqa: ANN401 - what ``get`` gave, of the same type
        """What ``get`` would not have to work out; ``None`` where it would."""
        last = self._last.get(what)
        return None if last is None or (last[0] is not seen and last[0] != seen) else last[1]

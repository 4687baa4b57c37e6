"""Which kinds of code actions a client asks for."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types


def is_wanted(kind: types.CodeActionKind | str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether an action of this kind answers ``CodeActionContext.only``: a kind covers the ones below it."""
    if only is None:
        return True
    name = _name(kind)
    asked = [_name(each) for each in only]
    return any(not each or name == each or name.startswith(f"{each}.") for each in asked)


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind

"""URIs of the client and paths of the kernel (absolute, with ``/``)."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"/([A-Za-z]):(?=/|$)")


@lru_cache(maxsize=4096)
def path_of(uri: str) -> str | None:
    """The absolute path of a ``file:`` URI, ``None`` for any other scheme (``untitled:``, ``vscode-vfs:`` …).

    A Windows path keeps ``/`` and gets an upper-case drive letter, as ``Path.resolve`` writes it.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:  # a malformed host such as "[": no path of ours
        return None
    if parts.scheme.lower() != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if parts.netloc and parts.netloc.lower() != "localhost":
        return posixpath.normpath(f"//{parts.netloc}{path}")
    if drive := _DRIVE.match(path):
        return f"{drive[1].upper()}:{posixpath.normpath(path[3:] or '/')}"
    return posixpath.normpath(path) if path else None


@lru_cache(maxsize=4096)
def uri_of(path: str) -> str:
    """The ``file:`` URI of an absolute path; a path that is a URI already (a document without a path) stays."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", path):  # two letters or more: one letter is a drive
        return path
    quoted = quote(path, safe="/:" if path[1:2] == ":" else "/", errors="surrogateescape")
    if path.startswith("//"):
        return f"file:{quoted}"
    return f"file://{quoted}" if path.startswith("/") else f"file:///{quoted}"

"""The tracker store that a project's own ``endpoints.yml`` names."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from teachback.formats.config_tree import EndpointsFile
from teachback.project.snapshot import Snapshot
from teachback.teaching.conversations.store_address import address_in_endpoints
from teachback.teaching.conversations.tracker_store import TrackerStore


@contextmanager
def project_store(snapshot: Snapshot, environment: Mapping[str, str]) -> Generator[TrackerStore]:
    """The store, open until the block ends; ``environment`` is where ``${NAME}`` is looked up.

    Raises ``NoConversationError`` where no database is named.
    """
    found = (file.endpoints for _, file in sorted(snapshot.files.items()) if file.endpoints is not None)
    folder = snapshot.root if snapshot.root.is_dir() else snapshot.root.parent
    store = TrackerStore(address_in_endpoints(next(found, EndpointsFile()), folder, environment))
    try:
        yield store
    finally:
        store.close()

"""The ``endpoints.yml`` of a session: the project's own, or another that the command names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from teachback.cli.meant import UsageError
from teachback.formats.config_tree import EndpointsFile
from teachback.formats.endpoints_yaml import read_endpoints
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.snapshot import Snapshot

if TYPE_CHECKING:  # the first question comes without actions
    from teachback.teaching.actions.server.action_server import ActionServer


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What the file says, if there is one, and the folder to which its paths belong."""

    file: EndpointsFile | None
    folder: Path

    def action_server(self, environment: Mapping[str, str]) -> ActionServer | None:
        """The action server that the file describes. Nothing is sent yet."""
        from teachback.teaching.actions.server.action_server import ActionServer  # noqa: PLC0415 - urllib3: see above
        from teachback.teaching.actions.server.endpoint import action_endpoint_in  # noqa: PLC0415 - likewise

        written = action_endpoint_in(self.file) if self.file is not None else None
        return ActionServer(written, self.folder, environment) if written is not None else None


def endpoints_of(snapshot: Snapshot, path: str | None) -> Endpoints:
    """The file at ``path``, or else the project's own. Raises ``UsageError`` where it cannot be read."""
    if path is None:
        found = (file.endpoints for _, file in sorted(snapshot.files.items()) if file.endpoints is not None)
        return Endpoints(next(found, None), snapshot.root if snapshot.root.is_dir() else snapshot.root.parent)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{path} cannot be read: {problem}.") from None
    file = read_endpoints(parse_yaml(text))
    if file.broken:
        raise UsageError(f"{path} is no readable YAML. `teachback check {path}` says where.")
    return Endpoints(file, Path(path).absolute().parent)

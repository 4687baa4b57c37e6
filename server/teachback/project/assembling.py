"""All files of a project, put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from teachback.dialogue.domain import Domain
from teachback.formats.config_tree import ConfigFile
from teachback.project.dialects import dialect_of, renamed_actions_of
from teachback.project.domain_merge import merge_domain
from teachback.project.layout import Layout
from teachback.project.lookback import max_history_of
from teachback.project.options import WholeHistory
from teachback.project.remembered import Remembered
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile


def assembled(
    layout: Layout,
    files: Mapping[str, SourceFile],
    max_history: int | WholeHistory | None,
    generation: int = 0,
    remembered: Remembered | None = None,
) -> Snapshot:
    """The view of a project of which these files were read, by their paths; ``max_history`` is what the user set.

    With what is ``remembered`` of earlier views the domain is the same object as before while its files are.
    """
    kept: Mapping[str, SourceFile] = MappingProxyType(dict(files))
    ordered = [kept[path] for path in sorted(kept)]
    config = next((file.config for file in ordered if file.config), ConfigFile())
    domains = tuple(file.domain for file in ordered if file.domain)
    found = any(file.domain and layout.is_domain(Path(file.path)) for file in ordered)
    dialect = dialect_of(ordered, config)
    renamed = renamed_actions_of(dialect, domains, config)
    domain = (remembered or Remembered()).get(
        Domain,
        (domains, dialect, found, renamed),
        lambda: merge_domain(domains, dialect, complete=found, renamed_actions=renamed),
    )
    return Snapshot(
        root=layout.root,
        generation=generation,
        files=kept,
        domain=domain,
        config=config,
        max_history=max_history_of(max_history, config, dialect),
    )

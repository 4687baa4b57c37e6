"""What the kernel knows at a place where somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from teachback.completion.vocabulary import Vocabulary
from teachback.lsp.workspace import Workspace
from teachback.teaching.likely_actions import likely_actions


@dataclass(frozen=True, slots=True)
class ProjectKnowledge:
    """The names of the project at ``root``, and the probabilities of actions at the place."""

    root: Path
    vocabulary: Vocabulary
    likely: Mapping[str, float]


def knowledge_at(workspace: Workspace, path: str, offset: int) -> ProjectKnowledge | None:
    """What is known at a code-point offset of a file; ``None`` when it is none of a project's."""
    bench = workspace.bench_of(path)
    if bench is None:
        return None
    facts = bench.inspection().facts
    vocabulary = Vocabulary(facts.snapshot.domain, facts.symbols)
    return ProjectKnowledge(bench.root, vocabulary, likely_actions(facts, bench.learner_at_hand(), path, offset))

"""Messages shown by an example of the NLU data instead of their intents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from teachback.project.snapshot import Snapshot
from teachback.teaching.graph.story_graph import NodeKind, StoryGraph


def examples_of(snapshot: Snapshot) -> Mapping[str, str]:
    """The first example of each intent, in the order of the files. An intent with sub-intents (``faq/ask``) takes the
    first of these. Rasa takes one at random (R1:core/training/visualization.py:UserMessageGenerator).
    """
    found: dict[str, str] = {}
    for path in sorted(snapshot.files):
        nlu = snapshot.files[path].nlu
        for section in nlu.intents if nlu is not None else ():
            for example in section.examples[:1]:
                name = section.name.text
                found.setdefault(name, example.plain)
                found.setdefault(name.partition("/")[0], example.plain)
    return found


def with_examples(graph: StoryGraph, examples: Mapping[str, str]) -> StoryGraph:
    """The graph with an example in the place of each intent that has one."""
    nodes = (
        replace(node, label=examples.get(node.label, node.label)) if node.kind is NodeKind.INTENT else node
        for node in graph.nodes
    )
    return replace(graph, nodes=tuple(nodes))

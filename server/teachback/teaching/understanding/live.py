"""Understanding by a running Rasa."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from teachback.dialogue.events import EntityMention
from teachback.dialogue.transcript import Annotation, RankedIntent, Understanding
from teachback.policies.live.answers import LiveEntity
from teachback.policies.live.problems import LiveProblem
from teachback.policies.live.server import LiveServer
from teachback.teaching.understanding.interpreter import NoUnderstanding


@dataclass(frozen=True, slots=True)
class LiveInterpreter:
    """Asks a server (``POST /model/parse``)."""

    server: LiveServer

    def start(self) -> None:
        """Nothing to get ready: the server runs already."""

    def understand(self, text: str) -> Understanding:
        """How the server understands a message. Raises ``NoUnderstanding``."""
        try:
            return understood(self.server, text)
        except LiveProblem as problem:
            raise NoUnderstanding(str(problem)) from problem

    def close(self) -> None:
        """Nothing to stop: the server belongs to somebody else."""


def understood(server: LiveServer, text: str) -> Understanding:
    """How a server understands a message. Raises ``LiveProblem``."""
    told = server.parse(text)
    return Understanding(
        text,
        told.intent.name if told.intent else None,
        told.intent.confidence if told.intent else 0.0,
        tuple(_annotations(text, told.entities)),
        tuple(RankedIntent(each.name, each.confidence) for each in told.ranking),
    )


def _annotations(text: str, entities: tuple[LiveEntity, ...]) -> Iterator[Annotation]:
    for entity in entities:
        mention = EntityMention(entity.type, entity.value, entity.role, entity.group)
        start, end = _place(text, entity)
        yield Annotation(mention, start, end, entity.extractor)


def _place(text: str, entity: LiveEntity) -> tuple[int, int]:
    """Where an entity stands; some extractors do not tell, and then it is where its value does, or nowhere (0, 0)."""
    if entity.start is not None and entity.end is not None:
        return entity.start, entity.end
    start = text.find(entity.value) if isinstance(entity.value, str) and entity.value else -1
    return (start, start + len(str(entity.value))) if start >= 0 else (0, 0)

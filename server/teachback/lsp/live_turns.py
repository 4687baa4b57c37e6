"""What a running Rasa says of the place at which teaching begins."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from teachback.dialogue.domain import Domain
from teachback.dialogue.events import Event
from teachback.lsp.server import TeachbackServer
from teachback.lsp.workbench import Workbench
from teachback.lsp.workspace import Workspace
from teachback.policies.approaches import Approach
from teachback.policies.prediction import Answer
from teachback.policies.ranking import RankedAction, Ranking, ranked_as_answered
from teachback.policies.rejections import with_rejections
from teachback.teaching.next_action import approach_at
from teachback.teaching.session.asked_next import AskedNext


@dataclass(frozen=True, slots=True)
class Question:
    """A conversation up to the place at which teaching begins, as a running bot would have had it."""

    domain: Domain
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What Rasa answered to a question; neither where none was asked or it gave no answer.

    ``source`` says of whom the numbers are, and is empty where the user set no Rasa.
    """

    source: str = ""
    question: Question | None = None
    answer: Answer | None = None

    def ranking(self, bench: Workbench, path: str, offset: int) -> Ranking | None:
        """The ranking by Rasa's answer, unless the text has changed so that the question would be another by now."""
        if self.question is None or self.answer is None or self.question != question_at(bench, path, offset):
            return None
        domain, answer, tables = self.question.domain, self.answer, bench.inspection().facts.tables

        def rank_at(approach: Approach) -> tuple[RankedAction, ...]:
            return ranked_as_answered(tables, approach, answer, domain)

        return rank_at


async def heard_at(server: TeachbackServer, uri: str, position: types.Position) -> Heard:
    """Ask Rasa about a place of a document, if the user has set one; the kernel is free meanwhile."""
    if not server.live.words:
        return Heard()
    question = await server.kernel.ask_latest(lambda workspace, _: _question_in(workspace, uri, position))
    told = await _asked(server, question) if question is not None else None
    if told is None:
        return Heard(f"{server.live.words}; the numbers are Teachback's own.")
    name, answer = told
    return Heard(f"The numbers are those of {name}.", question, answer)


async def _asked(server: TeachbackServer, question: Question) -> tuple[str, Answer] | None:
    asked = AskedNext(question.events)
    return await server.live.ask(lambda rasa: rasa.predict(question.domain, asked))


def question_at(bench: Workbench, path: str, offset: int) -> Question | None:
    """The question about a place of a file; ``None`` where there is nothing to teach."""
    facts = bench.inspection().facts
    approach = approach_at(facts, path, offset)
    if approach is None:
        return None
    return Question(facts.snapshot.domain, tuple(with_rejections(approach.events)))


def _question_in(workspace: Workspace, uri: str, position: types.Position) -> Question | None:
    found = workspace.bench_with(uri)
    if found is None:
        return None
    bench, path = found
    return question_at(bench, path, workspace.view(bench).offset(path, position))

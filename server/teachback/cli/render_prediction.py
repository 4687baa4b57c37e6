"""The output of ``predict``: JSON as a contract, and text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from teachback.cli.render_json import dumped
from teachback.cli.report import escaped_lines
from teachback.policies.prediction import Prediction
from teachback.policies.replay import ReplayedStep

VERSION = 1
# A statistical policy gives every action of the domain a score; more of them than these tell nothing.
MOST_SCORES = 10


@dataclass(frozen=True, slots=True)
class PredictedConversation:
    """A conversation with what was predicted; ``first`` is the index of its first step."""

    story: str
    steps: tuple[ReplayedStep, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Replay:
    """All that is shown. For the policies ``stand_ins`` this project's own statistical policy answered; ``cut`` says
    that there are more conversations. ``rasa`` is the version of the running Rasa that answered, if one did.
    """

    conversations: tuple[PredictedConversation, ...]
    stand_ins: tuple[str, ...] = ()
    cut: bool = False
    rasa: str | None = None


def render_json(replayed: Replay) -> str:
    """One JSON text, a line for each conversation.

    ``scores`` are the winner's and ``by_policy`` those of each policy, the highest ten; actions with score 0 are left
    out. ``action`` is ``null`` where only what comes next was asked for, ``predicted`` where nobody predicts, and
    ``policy`` where none of them decided. ``engine`` is ``rasa`` where a running Rasa answered, else ``embedded``.
    """
    engine = "embedded" if replayed.rasa is None else "rasa"
    facts = (
        f'"version": {VERSION}',
        f'"engine": "{engine}"',
        f'"stand_ins": {_texts(replayed.stand_ins)}',
        f'"cut": {str(replayed.cut).lower()}',
    )
    head = "{" + ",\n".join(facts) + ",\n"
    told = ",\n".join(dumped(_conversation(each)) for each in replayed.conversations)
    return f'{head}"conversations": [\n{told}\n]}}\n' if told else f'{head}"conversations": []}}\n'


def _texts(texts: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{text}"' for text in texts) + "]"


def _conversation(conversation: PredictedConversation) -> dict[str, object]:
    steps = enumerate(conversation.steps, start=conversation.first)
    return {"story": conversation.story, "steps": [_step(index, step) for index, step in steps]}


def _step(index: int, step: ReplayedStep) -> dict[str, object]:
    winner = step.answer.winner
    return {
        "index": index,
        "action": step.action,
        "predicted": winner.action,
        "policy": winner.policy or None,
        "confidence": winner.confidence,
        "scores": _highest(winner.scores),
        "by_policy": {name: _highest(said.scores) for name, said in _by_name(step.answer.by_policy)},
    }


def _by_name(predictions: Iterable[Prediction]) -> Iterator[tuple[str, Prediction]]:
    """A policy that is configured twice bears a number the second time."""
    seen: dict[str, int] = {}
    for said in predictions:
        seen[said.policy] = times = seen.get(said.policy, 0) + 1
        yield (said.policy if times == 1 else f"{said.policy} {times}"), said


def _highest(scores: Mapping[str, float]) -> dict[str, float]:
    ranked = sorted((pair for pair in scores.items() if pair[1] > 0), key=lambda pair: -pair[1])
    return dict(ranked[:MOST_SCORES])


def render_text(replayed: Replay) -> str:
    """The conversations action by action, marked where the policies would have done something else, and a sum."""
    lines = [line for each in replayed.conversations for line in _told(each)]
    return "\n".join([*lines, *_sum(replayed)]) + "\n"


def _told(conversation: PredictedConversation) -> Iterator[str]:
    yield _plain(conversation.story)
    width = max((len(step.action or "") for step in conversation.steps), default=0)
    for index, step in enumerate(conversation.steps, start=conversation.first):
        winner = step.answer.winner
        said = "nobody predicts" if winner.action is None else f"{winner.confidence:4.2f} {winner.policy}".rstrip()
        if winner.action is not None and winner.action != step.action:
            said = f"{said}: {winner.action}"
        mark = " " if step.action in (None, winner.action) else "≠"
        yield _plain(f"{mark}{index:4}  {step.action or '':<{width}}  {said}").rstrip()
    yield ""


def _plain(text: str) -> str:
    return " ".join(escaped_lines(text))


def _sum(replayed: Replay) -> Iterator[str]:
    steps = [step for each in replayed.conversations for step in each.steps if step.action is not None]
    if steps or not replayed.conversations:
        agreed = sum(step.answer.winner.action == step.action for step in steps)
        count = len(replayed.conversations)
        yield (
            f"{count} conversation{'' if count == 1 else 's'}, {len(steps)} actions, "
            f"{agreed} of them predicted as the stories say."
        )
    if replayed.cut:
        yield "There are more conversations than these: a limit was reached."
    if replayed.rasa is not None:
        yield f"Rasa {replayed.rasa} answers."
    if replayed.stand_ins:
        yield f"In the place of {', '.join(replayed.stand_ins)} Teachback's own statistical policy answers."

"""``teachback evaluate --states FILE --fold N``: the statistical policy on a benchmark of recorded states."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from teachback.cli.meant import UsageError
from teachback.cli.output_file import expect_folder, write_output
from teachback.evaluation.recorded_states import (
    RecordedConversation,
    RecordedStates,
    UnreadableStatesError,
    read_states,
)
from teachback.policies.statistical.model import model_of
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import collected
from teachback.policies.statistical.view import DISTANCE


@dataclass(frozen=True, slots=True)
class Asked:
    """One step of a held-out conversation: what was likely, what is right, and whether the other folds show it."""

    right: str
    best: str
    chance: float
    seen: bool


def evaluate_states(arguments: argparse.Namespace) -> int:
    """Train on all folds but one and ask at each step of that one; 2 when the command cannot be carried out."""
    try:
        _expect_plain(arguments.format)
        expect_folder(arguments.output)
        states = _states(Path(arguments.states))
        fold = _fold(states, arguments.fold)
        _write(arguments.output, _examined(states, fold, arguments.format))
    except UsageError as problem:
        print(f"teachback evaluate: {problem}", file=sys.stderr)
        return 2
    return 0


def _expect_plain(form: str) -> None:
    if form == "html":
        raise UsageError("with --states the format is text or json.")


def _states(file: Path) -> RecordedStates:
    try:
        return read_states(file.read_text(encoding="utf-8"))
    except UnreadableStatesError as problem:
        raise UsageError(f"{file} cannot be used: {problem}.") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{file} cannot be read: {problem}.") from problem


def _fold(states: RecordedStates, wanted: int | None) -> int:
    folds = sorted({conversation.fold for conversation in states.conversations if conversation.steps})
    if wanted in folds and len(folds) > 1:
        return wanted
    there = ", ".join(map(str, folds)) or "none"
    raise UsageError(f"--states needs --fold with a fold to hold out; the file has {there}, and two are needed.")


def _write(output: str | None, text: str) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        write_output(output, text)


def _examined(states: RecordedStates, fold: int, form: str) -> str:
    held_out = [each for each in states.conversations if each.fold == fold]
    others = [each for each in states.conversations if each.fold != fold]
    begin = time.process_time()
    told = ((step.states[-DISTANCE:], step.action) for each in others for step in each.steps)
    model = model_of(train(collected(told, states.actions, states.loops, DISTANCE)))
    trained = time.process_time() - begin
    known = {step.states[-DISTANCE:] for each in others for step in each.steps}
    begin = time.perf_counter()
    likely = [[model.predict(step.states) for step in each.steps] for each in held_out]
    predicting = (time.perf_counter() - begin) / max(1, sum(map(len, likely)))
    asked = [_asked(known, *each) for each in zip(held_out, likely, strict=True)]
    if form == "text":
        return _text([step for each in asked for step in each], len(states.actions), trained, predicting)
    number_of = {action: number for number, action in enumerate(states.actions)}
    results = [
        [conversation.number, [step.chance for step in each], [number_of[step.best] for step in each]]
        for conversation, each in zip(held_out, asked, strict=True)
    ]
    return json.dumps({"train_cpu_s": trained, "pred_ms": predicting * 1000, "res": results}) + "\n"


def _asked(
    known: Container[object], conversation: RecordedConversation, answers: Iterable[Mapping[str, float]]
) -> list[Asked]:
    return [
        Asked(step.action, next(iter(likely)), likely[step.action], step.states[-DISTANCE:] in known)
        for step, likely in zip(conversation.steps, answers, strict=True)
    ]


def _text(asked: Sequence[Asked], actions: int, trained: float, predicting: float) -> str:
    unseen = [each for each in asked if not each.seen]
    lines = [
        f"all actions     {_share(asked)}",
        f"unseen windows  {_share(unseen)}, log-loss {_loss(unseen, actions):.3f}",
        f"training        {trained:.2f} s of processor time; a prediction {predicting * 1000:.2f} ms",
    ]
    return "\n".join(lines) + "\n"


def _share(asked: Sequence[Asked]) -> str:
    right = sum(each.best == each.right for each in asked)
    return f"{right / max(1, len(asked)):.3f} ({right} of {len(asked)})"


def _loss(asked: Sequence[Asked], actions: int) -> float:
    """The mean log-loss; an action that is thought impossible does not make it infinite."""
    losses = [-math.log(0.999 * each.chance + 0.001 / actions) for each in asked]
    return sum(losses) / max(1, len(losses))

"""Which steps of a conversation policies learn the moment that they are confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.domain import ACTION_LISTEN, ACTION_SESSION_START
from teachback.dialogue.events import Event, LoopInterrupted
from teachback.dialogue.transcript import BotRan, Entry, Transcript, events_of
from teachback.policies.situation import Situation, situation_after
from teachback.policies.taught import TaughtStep

_RUN_BY_RASA = frozenset({ACTION_SESSION_START, "action_extract_slots"})


class Lessons:
    """The lessons of conversations that grow at their ends: what was read before is not read again."""

    __slots__ = ("_featurizer", "_known")

    def __init__(self, featurizer: Featurizer) -> None:
        self._featurizer = featurizer
        self._known: tuple[list[Entry], list[TaughtStep | None]] = ([], [])

    def of(self, transcript: Transcript, begun: int = 0) -> tuple[TaughtStep, ...]:
        """The steps that a conversation teaches, apart from its first ``begun`` entries."""
        entries, steps = self._known
        same = _common(entries, transcript)
        del entries[same:], steps[same:]
        for index in range(same, len(transcript)):
            entries.append(transcript[index])
            steps.append(self._step(transcript, index))
        return tuple(step for step in steps[begun:] if step is not None)

    def _step(self, transcript: Transcript, index: int) -> TaughtStep | None:
        entry = transcript[index]
        if not isinstance(entry, BotRan) or entry.event.name in _RUN_BY_RASA:
            return None
        before = events_of(transcript[:index])
        situation = situation_after(self._featurizer, before)
        if situation.forced_action is not None or _is_the_loops_own(situation, entry.event.name, before):
            return None
        return TaughtStep(situation.seen_by_learners, entry.event.name)


def _common(entries: Sequence[Entry], transcript: Transcript) -> int:
    """How many entries are the same from the start."""
    pairs = zip(entries, transcript, strict=False)
    return next(
        (index for index, (one, other) in enumerate(pairs) if one is not other), min(len(entries), len(transcript))
    )


def _is_the_loops_own(situation: Situation, action: str, before: Sequence[Event]) -> bool:
    """Whether a form or loop decides on the step itself, so that stories do not tell it: it reads an answer, also after
    an unhappy path, or waits for one.
    """
    loop = situation.loop
    if loop is None:
        return False
    if situation.previous_action == loop:
        return action == ACTION_LISTEN
    if situation.previous_action != ACTION_LISTEN or action != loop:
        return False
    return not situation.loop_rejected or not _is_interrupted(before)


def _is_interrupted(before: Sequence[Event]) -> bool:
    """Whether the person said that the form must not read the message."""
    return bool(before) and before[-1] == LoopInterrupted(True)

"""Up to where a real conversation is taken over: policies are asked at each of its actions."""

from __future__ import annotations

from dataclasses import dataclass

from teachback.dialogue.conversation import Featurizer
from teachback.dialogue.transcript import Transcript
from teachback.policies.predictor import Predictor
from teachback.teaching.conversations.divergence import divergence


@dataclass(frozen=True, slots=True)
class TakenOver:
    """``transcript`` is what a session begins with, ``remark`` says to a person why it is just that."""

    transcript: Transcript
    remark: str


def taken_over(predictor: Predictor, featurizer: Featurizer, transcript: Transcript) -> TakenOver:
    """A conversation up to the first action that policies would not run any more.

    Raises ``LiveProblem`` when a running Rasa is the predictor.
    """
    found = divergence(predictor, featurizer, transcript)
    if found is None:
        return TakenOver(transcript, "The policies would do the same all along. It goes on at its end.")
    wanted = found.answer.winner.action or "nothing"
    remark = f"Here the bot ran '{found.action.name}'; its policies would now run '{wanted}'."
    return TakenOver(transcript[: found.index], remark)

"""What a running Rasa answers, as values. All functions raise ``UnexpectedJson`` for what Rasa's API does not promise.

The shapes are those of R1:server.py and R3:server.py (``tracker_predict``, ``parse``, ``status``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teachback.dialogue.events import Event
from teachback.dialogue.values import Value, freeze
from teachback.formats.tracker_fields import UnreadableTrackerError
from teachback.formats.tracker_json import policy_class, read_events
from teachback.policies.live.json_fields import (
    Json,
    UnexpectedJson,
    a_list,
    a_number,
    a_text,
    an_object,
    text_or_none,
    whole_or_none,
)

# How 3.x names the one that decides when an action asked for the next (R3:core/policies/ensemble.py is not asked then).
_NOBODY = "followup_action"


@dataclass(frozen=True, slots=True)
class LivePrediction:
    """What comes next. ``scores`` has every action that the model knows, in the order of its domain.

    ``policy`` is the class name of the winner, empty where no policy was asked. ``events`` are those that Rasa adds to
    the conversation because of the prediction.
    """

    scores: Mapping[str, float]
    policy: str
    confidence: float
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveEntity:
    """An entity that was found in a text; ``start`` and ``end`` are code-point offsets, where Rasa tells them.

    ``extractor`` is the component that found it.
    """

    type: str
    value: Value
    start: int | None = None
    end: int | None = None
    role: str | None = None
    group: str | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class RankedIntent:
    """An intent with its confidence, from 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a text is understood. ``intent`` is ``None`` where Rasa recognises none; ``ranking`` has the best first."""

    text: str
    intent: RankedIntent | None
    entities: tuple[LiveEntity, ...] = ()
    ranking: tuple[RankedIntent, ...] = ()


def prediction_in(answer: object, sent: int) -> LivePrediction:
    """The answer to ``POST /model/predict``, when so many events were sent.

    1.x tells no confidence: it is the highest score, as its own ensemble has it.
    """
    told = an_object(answer, "the prediction")
    scores = {
        a_text(each.get("action"), "`scores.action`"): a_number(each.get("score"), "`scores.score`")
        for each in (an_object(item, "an item of `scores`") for item in a_list(told.get("scores"), "`scores`"))
    }
    confidence = told.get("confidence")
    return LivePrediction(
        scores,
        _policy(text_or_none(told.get("policy"), "`policy`")),
        max(scores.values(), default=0.0) if confidence is None else a_number(confidence, "`confidence`"),
        _added(an_object(told.get("tracker"), "`tracker`"), sent),
    )


def _policy(name: str | None) -> str:
    return policy_class(name) if name is not None and name != _NOBODY else ""


def _added(tracker: Json, sent: int) -> tuple[Event, ...]:
    """The events of the tracker that come after those that were sent; it may tell no events at all."""
    events = tracker.get("events")
    if events is None:
        return ()
    try:
        return read_events(a_list(events, "`tracker.events`")[sent:]).events
    except UnreadableTrackerError as problem:
        raise UnexpectedJson("`tracker.events`", "a list of events", str(problem)) from problem


def understanding_in(answer: object) -> Understanding:
    """The answer to ``POST /model/parse``."""
    told = an_object(answer, "the answer")
    ranking = (_ranked(item) for item in a_list(told.get("intent_ranking", []), "`intent_ranking`"))
    return Understanding(
        a_text(told.get("text"), "`text`"),
        _ranked(told.get("intent")),
        tuple(_entity(item) for item in a_list(told.get("entities", []), "`entities`")),
        tuple(each for each in ranking if each is not None),
    )


def _ranked(intent: object) -> RankedIntent | None:
    told = an_object(intent, "an intent")
    name = text_or_none(told.get("name"), "an intent's `name`")
    return RankedIntent(name, a_number(told.get("confidence"), "an intent's `confidence`")) if name else None


def _entity(item: object) -> LiveEntity:
    told = an_object(item, "an entity")
    return LiveEntity(
        a_text(told.get("entity"), "an entity's `entity`"),
        freeze(told.get("value")),
        whole_or_none(told.get("start"), "an entity's `start`"),
        whole_or_none(told.get("end"), "an entity's `end`"),
        text_or_none(told.get("role"), "an entity's `role`"),
        text_or_none(told.get("group"), "an entity's `group`"),
        text_or_none(told.get("extractor"), "an entity's `extractor`"),
    )


def model_in(answer: object) -> str:
    """The model file in the answer to ``GET /status``: a path in 1.x, a name in 3.x, empty when it is not told."""
    return text_or_none(an_object(answer, "the status").get("model_file"), "`model_file`") or ""

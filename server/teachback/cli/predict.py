"""``teachback predict``: the policies of a project at each action of its conversations, or after given events."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from teachback.cli.chosen_conversations import chosen_conversations
from teachback.cli.live_rasa import EMBEDDED, RASA, live_engine, live_settings
from teachback.cli.meant import UsageError, options_of
from teachback.cli.projects import configuration_of, open_project
from teachback.cli.render_prediction import PredictedConversation, Replay, render_json, render_text
from teachback.cli.saved_model import recalled
from teachback.cli.told_events import ToldEvents, told_events
from teachback.cli.training import trained_model
from teachback.dialogue.domain import RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted
from teachback.formats.tracker_json import Tracker
from teachback.policies.configuration import Configuration
from teachback.policies.conversations import Conversations, TrainingConversation
from teachback.policies.engine import Engine
from teachback.policies.live.live_engine import LiveEngine, forced
from teachback.policies.live.problems import LiveProblem
from teachback.policies.live.settings import LiveSettings
from teachback.policies.prediction import Answer
from teachback.policies.predictor import Predictor
from teachback.policies.replay import ReplayedStep, replay
from teachback.policies.rules import rule_policy
from teachback.policies.rules.training import RuleTraining
from teachback.policies.saved.rasa_model import RasaModel
from teachback.policies.situation import situation_after
from teachback.policies.statistical.learner import Learner
from teachback.policies.tables import Tables
from teachback.project.snapshot import Snapshot

_REFUSED = (
    "teachback predict: RulePolicy would refuse to train on these rules, and `rasa train` with it; `teachback check` "
    "says why. The other policies answer alone."
)


def predict(arguments: argparse.Namespace) -> int:
    """Print what the policies predict; 2 when the command cannot be carried out.

    What limits the answer, such as a policy that is not run here, is said on standard error.
    """
    try:
        replayed = _replayed(arguments)
    except UsageError as problem:
        print(f"teachback predict: {problem}", file=sys.stderr)
        return 2
    sys.stdout.write(render_json(replayed) if arguments.format == "json" else render_text(replayed))
    return 0


def _replayed(arguments: argparse.Namespace) -> Replay:
    asked = _asked(arguments)
    if arguments.model is not None and arguments.engine == EMBEDDED and arguments.rasa_url is None:
        return _by_model(asked, arguments)
    return _by_project(asked, arguments, live_settings(arguments))


def _by_model(asked: _Asked, arguments: argparse.Namespace) -> Replay:
    """The answers of a model that goes by what it was trained on, or of the Rasa that trained it."""
    known = recalled(Path(arguments.model), asked.snapshot)
    if isinstance(known, RasaModel):
        print(f"teachback predict: {known.path} is a model of Rasa {known.version.text}.", file=sys.stderr)
        return _by_project(asked, arguments, live_settings(argparse.Namespace(**{**vars(arguments), "engine": RASA})))
    asked = replace(asked, tables=known.tables, configuration=known.configuration, learner=known.learner)
    return _by_embedded(asked, without_statistics=arguments.no_statistics)


def _by_project(asked: _Asked, arguments: argparse.Namespace, settings: LiveSettings | None) -> Replay:
    """The answers of a running Rasa, where one is set and gives any, or else of what the project teaches now."""
    if settings is None:
        return _by_embedded(asked, without_statistics=arguments.no_statistics)
    try:
        return _by_rasa(asked, settings)
    except LiveProblem as problem:
        print(f"teachback predict: {problem} Teachback's own policies answer instead.", file=sys.stderr)
        return _by_embedded(asked, without_statistics=arguments.no_statistics)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be predicted: ``conversations`` of the project, or what comes after the events of a file.

    By what ``tables`` and ``configuration`` say, and a ``learner`` where one has learnt already.
    """

    snapshot: Snapshot
    tables: Tables
    configuration: Configuration
    conversations: Conversations
    told: ToldEvents | None
    learner: Learner | None = None


def _asked(arguments: argparse.Namespace) -> _Asked:
    told = told_events(arguments.events) if arguments.events is not None else None
    options = options_of(arguments)
    path = Path(arguments.path)
    snapshot = open_project(path, options)
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    conversations = (
        Conversations(()) if told is not None else chosen_conversations(snapshot, tables, path, arguments.story)
    )
    return _Asked(snapshot, tables, configuration_of(snapshot, options), conversations, told)


def _by_embedded(asked: _Asked, *, without_statistics: bool) -> Replay:
    engine, stand_ins = _engine(asked, without_statistics=without_statistics)
    _name_missing(asked.configuration)
    if asked.told is not None:
        found = (_after(asked.told, _embedded_answer(asked.told.tracker, engine, asked.tables)),)
    else:
        found = _replays(asked, engine)
    return Replay(found, stand_ins, asked.conversations.cut)


def _by_rasa(asked: _Asked, settings: LiveSettings) -> Replay:
    """Raises ``LiveProblem``. The answers are from one engine: one that is lost on the way is not made up for."""
    with live_engine(settings, asked.tables.domain) as engine:
        told = asked.told
        found = _replays(asked, engine) if told is None else (_after(told, _live_answer(told, engine)),)
        return Replay(found, cut=asked.conversations.cut, rasa=engine.server.version.text)


def _replays(asked: _Asked, predictor: Predictor) -> tuple[PredictedConversation, ...]:
    return tuple(_predicted(predictor, asked.tables, each) for each in asked.conversations.found)


def _predicted(predictor: Predictor, tables: Tables, conversation: TrainingConversation) -> PredictedConversation:
    """The steps end with the conversation; where a rule begins with anything, they begin later than it does."""
    steps = tuple(replay(predictor, tables.featurizer, conversation.events))
    actions = [event for event in conversation.events if isinstance(event, ActionExecuted)]
    told = sum(event.name != RULE_SNIPPET for event in actions)
    return PredictedConversation(conversation.name, steps, first=told - len(steps))


def _engine(asked: _Asked, *, without_statistics: bool) -> tuple[Engine, tuple[str, ...]]:
    """The engine, and the policies for which the statistical policy stands in."""
    tables, configuration = asked.tables, asked.configuration
    model = None
    if configuration.statistical and not without_statistics:
        model = asked.learner or trained_model(tables, "The other policies answer alone.")
    rules = RuleTraining(tables).trained(configuration)
    if rules is None:
        configuration = configuration.without(rule_policy.POLICY)
        print(_REFUSED, file=sys.stderr)
    engine = Engine(tables.domain, tables.examples(), configuration, model, rules=rules)
    return engine, configuration.stand_ins if model is not None else ()


def _name_missing(configuration: Configuration) -> None:
    for missing in configuration.missing:
        print(f"teachback predict: {missing.text} is not run here; the other policies are.", file=sys.stderr)


def _after(told: ToldEvents, answer: Answer) -> PredictedConversation:
    return PredictedConversation(told.name, (ReplayedStep(None, answer),), first=told.actions)


def _embedded_answer(tracker: Tracker, engine: Engine, tables: Tables) -> Answer:
    situation = situation_after(tables.featurizer, tracker.events, tracker.chosen_by, tracker.confidences)
    return engine.predict(situation)


def _live_answer(told: ToldEvents, engine: LiveEngine) -> Answer:
    """Rasa gets the events as it wrote them."""
    action = engine.forced_in_1x(told.tracker.events)
    if action is not None:
        return forced(action)
    return engine.after_written([cast("Mapping[str, object]", event) for event in told.events])

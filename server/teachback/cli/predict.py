"""``teachback predict``: the policies of a project at each action of its conversations, or after given events."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from teachback.cli.chosen_conversations import chosen_conversations
from teachback.cli.projects import UsageError, open_projects, options_of
from teachback.cli.render_prediction import PredictedConversation, Replay, render_json, render_text
from teachback.cli.training import trained_model
from teachback.dialogue.domain import RULE_SNIPPET
from teachback.dialogue.events import ActionExecuted
from teachback.formats.tracker_json import Tracker, UnreadableTrackerError, read_tracker
from teachback.policies.configuration import STATISTICAL, Configuration, read_configuration
from teachback.policies.conversations import Conversations, TrainingConversation
from teachback.policies.engine import Engine
from teachback.policies.replay import ReplayedStep, replay
from teachback.policies.rules import rule_policy
from teachback.policies.rules.training import RuleTraining
from teachback.policies.situation import situation_after
from teachback.policies.tables import Tables
from teachback.project.options import Options
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
    events: str | None = arguments.events
    tracker = _tracker(events) if events is not None else None
    options = options_of(arguments)
    path = Path(arguments.path)
    snapshot = _snapshot(path, options)
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    configuration = _configuration(snapshot, options)
    conversations = (
        Conversations(()) if tracker is not None else chosen_conversations(snapshot, tables, path, arguments.story)
    )
    engine, stand_ins = _engine(tables, configuration, without_statistics=arguments.no_statistics)
    _name_missing(configuration)
    if tracker is not None:
        return Replay((_after(tracker, _shown(events), engine, tables),), stand_ins)
    found = tuple(_predicted(engine, tables, each) for each in conversations.found)
    return Replay(found, stand_ins, conversations.cut)


def _predicted(engine: Engine, tables: Tables, conversation: TrainingConversation) -> PredictedConversation:
    """The steps end with the conversation; where a rule begins with anything, they begin later than it does."""
    steps = tuple(replay(engine, tables.featurizer, conversation.events))
    actions = [event for event in conversation.events if isinstance(event, ActionExecuted)]
    told = sum(event.name != RULE_SNIPPET for event in actions)
    return PredictedConversation(conversation.name, steps, first=told - len(steps))


def _snapshot(path: Path, options: Options) -> Snapshot:
    project, *others = open_projects(path, options)
    if others:
        roots = ", ".join(each.root.as_posix() for each in (project, *others))
        raise UsageError(f"{path} holds {1 + len(others)} projects. Name one of them: {roots}.")
    return project.snapshot


def _configuration(snapshot: Snapshot, options: Options) -> Configuration:
    """What ``config.yml`` asks for; a length of memory from the command line counts for every policy."""
    configuration = read_configuration(snapshot.config, snapshot.dialect)
    if options.max_history is None:
        return configuration
    policies = (replace(setup, max_history=snapshot.max_history) for setup in configuration.policies)
    return replace(configuration, policies=tuple(policies))


def _engine(
    tables: Tables, configuration: Configuration, *, without_statistics: bool
) -> tuple[Engine, tuple[str, ...]]:
    """The engine, and the policies for which the statistical policy stands in."""
    model = None
    if configuration.statistical and not without_statistics:
        model = trained_model(tables, "The other policies answer alone.")
    named = tuple(setup.name for setup in configuration.policies if setup.name in STATISTICAL)
    rules = RuleTraining(tables).trained(configuration)
    if rules is None:
        configuration = configuration.without(rule_policy.POLICY)
        print(_REFUSED, file=sys.stderr)
    engine = Engine(tables.domain, tables.examples(), configuration, model, rules=rules)
    return engine, named if model is not None else ()


def _name_missing(configuration: Configuration) -> None:
    for missing in configuration.missing:
        print(f"teachback predict: {missing.text} is not run here; the other policies are.", file=sys.stderr)


def _tracker(name: str) -> Tracker:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        return read_tracker(text)
    except UnreadableTrackerError as problem:
        raise UsageError(f"{_shown(name)}: {problem}") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageError(f"{_shown(name)} cannot be read: {problem}") from problem


def _after(tracker: Tracker, name: str, engine: Engine, tables: Tables) -> PredictedConversation:
    situation = situation_after(tables.featurizer, tracker.events, tracker.chosen_by, tracker.confidences)
    if tracker.followup is not None:
        situation = replace(situation, forced_action=tracker.followup)
    step = ReplayedStep(None, engine.predict(situation))
    return PredictedConversation(name, (step,), first=_actions(tracker))


def _actions(tracker: Tracker) -> int:
    return sum(isinstance(event, ActionExecuted) for event in tracker.events)


def _shown(name: str | None) -> str:
    return name if name not in (None, "-") else "standard input"

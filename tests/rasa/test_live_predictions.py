"""A running Rasa and Teachback's own policies, asked the same."""

from __future__ import annotations

import pytest
from live_servers import Running

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.events import ActionExecuted, EntityMention, Event, LoopInterrupted, Restarted, UserUttered
from teachback.policies.configuration import read_configuration
from teachback.policies.conversations import training_conversations
from teachback.policies.engine import Engine
from teachback.policies.live.live_engine import LiveEngine
from teachback.policies.rejections import with_rejections
from teachback.policies.replay import ReplayedStep, replay
from teachback.policies.rules.training import RuleTraining
from teachback.policies.tables import Tables
from teachback.project.project import Project

pytestmark = pytest.mark.rasa

LISTEN = ActionExecuted("action_listen")


def tables_of(running: Running) -> Tables:
    snapshot = Project(running.trained.folder).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return tables


def embedded(running: Running, tables: Tables) -> Engine:
    config = Project(running.trained.folder).read().config
    configuration = read_configuration(config, tables.domain.dialect)
    return Engine(tables.domain, tables.examples(), configuration, rules=RuleTraining(tables).memory())


def live(running: Running) -> LiveEngine:
    return LiveEngine(running.opened.server, tables_of(running).domain)


def told(step: ReplayedStep) -> tuple[object, ...]:
    winner = step.answer.winner
    return (step.action, winner.action, winner.policy, winner.confidence)


def test_along_the_stories_both_engines_say_the_same(running: Running) -> None:
    tables = tables_of(running)
    conversations = training_conversations(tables).found
    assert len(conversations) == 3
    policies: set[str] = set()
    for conversation in conversations:
        theirs = list(replay(live(running), tables.featurizer, conversation.events))
        ours = list(replay(embedded(running, tables), tables.featurizer, conversation.events))
        # 3.x begins by itself to listen, and asks no policy (R3:shared/core/trackers.py:_reset)
        assert [told(step) for step in theirs[1:]] == [told(step) for step in ours[1:]]
        assert theirs[0].answer.winner.action == "action_listen"
        policies |= {step.answer.winner.policy for step in theirs}
    of_the_generation = "FormPolicy" if tables.domain.dialect is Dialect.RASA1 else "RulePolicy"
    assert {"MemoizationPolicy", of_the_generation} <= policies


def test_the_mapped_or_ruled_action_is_won_by_its_policy(running: Running) -> None:
    events: list[Event] = [LISTEN, UserUttered("bye")]
    answer = live(running).after(events)
    policy = "MappingPolicy" if answer.winner.policy == "MappingPolicy" else "RulePolicy"
    assert (answer.winner.action, answer.winner.policy) == ("utter_bye", policy)
    events.append(ActionExecuted("utter_bye"))
    after = live(running).after(events, chosen_by=policy)
    assert (after.winner.action, after.winner.policy, after.winner.confidence) == ("action_listen", policy, 1.0)


def test_an_unhappy_turn_tells_that_the_form_must_not_validate(running: Running) -> None:
    tables = tables_of(running)
    [unhappy] = [each for each in training_conversations(tables).found if each.name == "stop and go on"]
    steps = list(replay(live(running), tables.featurizer, unhappy.events))
    interruptions = [step for step in steps if LoopInterrupted(True) in step.answer.winner.events]
    # 3.x tells no events over this way (R3:core/processor.py:predict_next_with_tracker)
    expected = ["utter_ask_continue", "table_form"] if tables.domain.dialect is Dialect.RASA1 else []
    assert [step.action for step in interruptions] == expected


def test_a_place_after_an_unhappy_turn_is_found_in_the_story_as_it_was_lived(running: Running) -> None:
    [unhappy] = [each for each in training_conversations(tables_of(running)).found if each.name == "stop and go on"]
    for place in ("table_form", "utter_done"):
        [*_, index] = [at for at, event in enumerate(unhappy.events) if event == ActionExecuted(place)]
        answer = live(running).after(with_rejections(unhappy.events[:index]))
        assert (answer.winner.action, answer.winner.policy) == (place, "MemoizationPolicy")


def test_entities_slots_and_texts_are_taken(running: Running) -> None:
    mention = EntityMention("cuisine", "thai", role="to")
    for message in (UserUttered("inform", (mention,)), UserUttered(None, (), "no idea")):
        assert live(running).after([LISTEN, message]).winner.confidence < 1


@pytest.mark.parametrize("anew", [Restarted(), Restarted(session=True)])
def test_after_a_new_beginning_no_policy_decides(running: Running, anew: Restarted) -> None:
    events = [LISTEN, UserUttered("greet"), anew]
    theirs, ours = live(running).after(events).winner, embedded(running, tables_of(running)).after(events).winner
    assert (theirs.action, theirs.policy) == (ours.action, ours.policy)
    assert theirs.policy == ""


@pytest.mark.parametrize("hidden", [True, False])
def test_turns_that_rules_alone_decided_are_hidden_from_memoization(running: Running, hidden: bool) -> None:
    if running.trained.environment.generation == 1:
        pytest.skip("1.x has no rules")
    by_rule = [ActionExecuted("utter_bye", hidden=hidden), ActionExecuted("action_listen", hidden=hidden)]
    events = [LISTEN, UserUttered("bye"), *by_rule, UserUttered("greet")]
    theirs, ours = live(running).after(events).winner, embedded(running, tables_of(running)).after(events).winner
    assert (theirs.action, theirs.policy, theirs.confidence) == (ours.action, ours.policy, ours.confidence)
    assert (theirs.policy == "MemoizationPolicy") == hidden


def test_texts_are_understood(running: Running) -> None:
    hello = running.opened.server.parse("good morning")
    assert hello.intent is not None
    assert (hello.text, hello.intent.name, hello.intent.confidence) == ("good morning", "greet", 1.0)
    nothing = running.opened.server.parse("xyzzy")
    assert nothing.intent is None or nothing.intent.confidence == 0
    written = running.opened.server.parse('/inform{"cuisine": "thai"}')
    assert [(each.type, each.value) for each in written.entities] == [("cuisine", "thai")]

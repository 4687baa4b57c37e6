"""Stories and rules in YAML: every step with its place, and Rasa's own verdict on each fault."""

from __future__ import annotations

import pytest
from hypothesis import given

from formats.yaml_texts import yaml_like
from formats.yaml_verdicts import ACCEPTED_STORIES, REFUSED_STORIES
from teachback.dialogue.values import Record
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    CheckpointStep,
    EntityStep,
    EventStep,
    LoopStep,
    OrStep,
    PlacedStory,
    SlotStep,
    Step,
    Story,
    StoryFile,
    StoryKind,
    UserStep,
)
from teachback.formats.story_yaml import is_story_yaml, read_stories
from teachback.formats.yaml_tree import parse_yaml
from teachback.text.spans import Span


def read(text: str) -> StoryFile:
    return read_stories(parse_yaml(text), text)


def only_story(text: str) -> Story:
    (placed,) = read(text).stories
    return placed.story


def steps(source: str) -> tuple[Step, ...]:
    return only_story("stories:\n- story: a\n  steps:\n" + source).steps


def problems(text: str) -> list[Problem]:
    yaml = parse_yaml(text)
    file = read_stories(yaml, text)
    inner = [problem.shifted(placed.offset) for placed in file.stories for problem in placed.story.problems]
    return [*yaml.problems, *file.problems, *inner]


def errors(text: str) -> list[str]:
    return [problem.message for problem in problems(text) if problem.severity is Severity.ERROR]


def words(placed: PlacedStory, span: Span, text: str) -> str:
    return span.shifted(placed.offset).text_in(text)


@pytest.mark.parametrize("text", ACCEPTED_STORIES)
def test_no_error_on_what_rasa_accepts(text: str) -> None:
    assert errors(text) == []
    assert not read(text).broken


@pytest.mark.parametrize("text", REFUSED_STORIES)
def test_an_error_on_what_rasa_refuses(text: str) -> None:
    assert errors(text)
    assert read(text).broken


@given(yaml_like())
def test_any_text_is_read_with_spans_inside(text: str) -> None:
    for problem in problems(text):
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
    for placed in read(text).stories:
        story = placed.story
        for span in (story.span, story.header, story.name.span, *(step.span for step in story.steps)):
            assert 0 <= span.start <= span.end <= len(text) - placed.offset


def test_a_story_counts_from_the_line_of_its_dash() -> None:
    text = (
        "stories:\n  # one\n  - story: first one # yes\n    steps:\n    - intent: greet\n    - action: utter_greet\n\n"
    )
    text += "rules:\n- metadata: 1\n  rule: 'second'\n  steps:\n  - action: bye\n"
    first, second = read(text).stories
    assert text[first.offset :].startswith("  - story: first one")
    assert words(first, first.story.span, text).endswith("utter_greet")
    assert words(first, first.story.header, text) == "- story: first one # yes"
    assert words(first, first.story.name.span, text) == "first one"
    assert words(first, first.story.steps[1].span, text) == "action: utter_greet"
    assert second.story.kind is StoryKind.RULE
    assert words(second, second.story.header, text) == "rule: 'second'"
    assert words(second, second.story.name.span, text) == "second"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_equal_blocks_give_equal_stories(line_end: str) -> None:
    block = "- story: a\n  steps:\n  - intent: greet\n  - action: utter_greet\n"
    text = ("stories:\n" + block + "# between\n" + block).replace("\n", line_end)
    first, second = read(text).stories
    assert first.story == second.story
    assert first.offset != second.offset


def test_a_dash_on_a_line_of_its_own() -> None:
    text = "stories:\n-\n  story: a\n  steps: []\n-   # c\n  story: b\n  steps: []\n"
    assert [text[placed.offset] for placed in read(text).stories] == ["-", "-"]


def test_stories_in_flow_style() -> None:
    text = "stories: [{story: a, steps: [{intent: b}]}]\n"
    (placed,) = read(text).stories
    assert words(placed, placed.story.span, text) == "{story: a, steps: [{intent: b}]}"


def test_stories_and_rules_come_in_source_order() -> None:
    text = "rules:\n- rule: r\n  steps: []\nstories:\n- story: s\n  steps: []\n"
    assert [placed.story.name.text for placed in read(text).stories] == ["r", "s"]


def test_user_step_with_entities() -> None:
    (step,) = steps(
        "  - intent: inform\n    entities:\n    - city: rome\n      role: to\n      group: g\n    - cuisine\n"
    )
    assert isinstance(step, UserStep)
    assert step.intent is not None
    assert step.intent.text == "inform"
    found = [(entity.type.text, entity.value, entity.role, entity.group) for entity in step.entities]
    assert found == [("city", "rome", "to", "g"), ("cuisine", None, None, None)]


def test_of_two_types_in_one_entity_the_last_counts() -> None:
    (step,) = steps("  - intent: inform\n    entities:\n    - city: rome\n      cuisine: thai\n")
    assert isinstance(step, UserStep)
    assert [(entity.type.text, entity.value) for entity in step.entities] == [("cuisine", "thai")]


def test_a_message_gives_text_and_entities() -> None:
    (step,) = steps('  - user: "I want [thai](cuisine:asian) in [Rome]{\\"entity\\": \\"city\\"}"\n')
    assert isinstance(step, UserStep)
    assert (step.intent, step.text and step.text.text) == (None, "I want thai in Rome")
    assert [(entity.type.text, entity.value) for entity in step.entities] == [("cuisine", "asian"), ("city", "Rome")]


def test_the_entities_of_a_test_story_come_from_its_message() -> None:
    (step,) = steps("  - intent: inform\n    user: |-\n      in [Rome](city)\n    entities:\n    - cuisine: thai\n")
    assert isinstance(step, UserStep)
    assert step.intent is not None
    assert [entity.type.text for entity in step.entities] == ["city"]


def test_a_message_with_a_slash_carries_json() -> None:
    (step,) = steps('  - user: \'/inform{"city": ["rome", "paris"]}\'\n')
    assert isinstance(step, UserStep)
    assert [(entity.type.text, entity.value) for entity in step.entities] == [("city", "rome"), ("city", "paris")]


def test_a_slash_before_an_intent_is_not_needed() -> None:
    text = "stories:\n- story: a\n  steps:\n  - intent: /greet\n"
    (placed,) = read(text).stories
    (step,) = placed.story.steps
    assert isinstance(step, UserStep)
    assert step.intent is not None
    assert words(placed, step.intent.span, text) == step.intent.text == "greet"
    (problem,) = problems(text)
    assert (problem.rule, problem.severity, problem.replacement) == ("deprecated-syntax", Severity.WARNING, "greet")
    assert problem.span.text_in(text) == "/greet"


def test_slots_with_and_without_values() -> None:
    (step,) = steps("  - slot_was_set:\n    - a: no\n    - b\n    - c: null\n    - d: [1, {e: 012}]\n")
    assert isinstance(step, SlotStep)
    found = [(slot.slot.text, slot.value, slot.given) for slot in step.assignments]
    assert found == [
        ("a", "no", True),
        ("b", None, False),
        ("c", None, True),
        ("d", (1, Record((("e", 12),))), True),
    ]


def test_loops_bot_messages_and_checkpoints() -> None:
    loop, end, bot, checkpoint = steps(
        "  - active_loop: f\n  - active_loop: null\n  - bot: hello\n  - checkpoint: c\n    slot_was_set:\n    - a: 1\n"
    )
    assert isinstance(loop, LoopStep)
    assert loop.loop is not None
    assert loop.loop.text == "f"
    assert isinstance(end, LoopStep)
    assert end.loop is None
    assert isinstance(bot, BotStep)
    assert bot.text.text == "hello"
    assert isinstance(checkpoint, CheckpointStep)
    assert [(slot.slot.text, slot.value) for slot in checkpoint.conditions] == [("a", 1)]


def test_alternatives_are_intents_and_single_slots() -> None:
    (step,) = steps("  - or:\n    - intent: a\n    - slot_was_set:\n      - b: 1\n        c: 2\n")
    assert isinstance(step, OrStep)
    first, second, third = step.alternatives
    assert isinstance(first, UserStep)
    assert isinstance(second, SlotStep)
    assert isinstance(third, SlotStep)
    assert [slot.slot.text for slot in (*second.assignments, *third.assignments)] == ["b", "c"]


def test_a_message_among_alternatives_costs_the_whole_step() -> None:
    assert steps("  - or:\n    - intent: a\n    - user: hello\n") == ()


@pytest.mark.parametrize("name", ["restart", "rewind", "form", "followup"])
def test_an_action_with_the_name_of_an_event_is_that_event(name: str) -> None:
    (step,) = steps(f"  - action: {name}\n")
    assert isinstance(step, EventStep)
    assert step.event.text == name


def test_a_rule() -> None:
    text = "rules:\n- rule: r\n  condition:\n  - active_loop: f\n  - slot_was_set:\n    - a: null\n"
    text += "  conversation_start: true\n  wait_for_user_input: false\n  steps:\n  - action: b\n"
    rule = only_story(text)
    loop, slots = rule.conditions
    assert isinstance(loop, LoopStep)
    assert isinstance(slots, SlotStep)
    assert (rule.conversation_start, rule.wait_for_user_input) == (True, False)
    assert isinstance(rule.steps[0], ActionStep)


def test_a_number_for_a_name_can_be_quoted() -> None:
    text = "stories:\n- story: 12\n  steps:\n  - intent: a\n"
    (problem,) = problems(text)
    assert (problem.span.text_in(text), problem.replacement) == ("12", '"12"')
    assert only_story(text).name.text == "12"


def test_a_file_of_a_newer_format_gives_no_stories() -> None:
    file = read("version: '3.2'\nstories:\n- story: a\n  steps:\n  - intent: b\n")
    assert (file.stories, [problem.severity for problem in file.problems]) == ((), [Severity.WARNING])


@pytest.mark.parametrize("version", ["'2.0'", '"3.1"', "'3.1.0'", "''", "'three'", "'\"3.0\"'"])
def test_a_file_of_a_known_format_is_read(version: str) -> None:
    file = read(f"version: {version}\nstories:\n- story: a\n  steps:\n  - intent: b\n")
    assert (len(file.stories), file.problems) == (1, ())


def test_after_a_half_typed_step_the_other_stories_are_read() -> None:
    text = "stories:\n- story: a\n  steps:\n  - intent: 'gre\n  - action: x\n- story: b\n  steps:\n  - intent: c\n"
    file = read(text)
    assert file.broken
    assert [placed.story.name.text for placed in file.stories] == ["a", "b"]


def test_a_step_from_an_alias_stands_at_the_alias() -> None:
    text = "x: &g\n  intent: greet\nstories:\n- story: a\n  steps:\n  - *g\n"
    (placed,) = read(text).stories
    assert words(placed, placed.story.steps[0].span, text) == "*g"


def test_which_files_hold_stories() -> None:
    assert is_story_yaml(parse_yaml("nlu: []\nrules:\n"))
    assert not is_story_yaml(parse_yaml("nlu: []\nx:\n  stories: []\n"))
    assert not is_story_yaml(parse_yaml("- stories\n"))


def test_an_entity_without_a_value() -> None:
    (step,) = steps("  - intent: a\n    entities:\n    - b:\n")
    assert isinstance(step, UserStep)
    (entity,) = step.entities
    assert isinstance(entity, EntityStep)
    assert entity.value is None

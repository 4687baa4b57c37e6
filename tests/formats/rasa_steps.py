"""Story trees put into the form in which the recorded cases hold what real Rasa read (``parse.steps``)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count

from teachback.dialogue.values import Value, thaw
from teachback.formats.story_tree import (
    ActionStep,
    BotStep,
    CheckpointStep,
    EntityStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotStep,
    Step,
    Story,
    StoryFile,
    StoryKind,
    UserStep,
)

Event = dict[str, object]
Events = list[Event]


@dataclass
class RasaStep:
    block_name: str
    start_checkpoints: list[dict[str, object]]
    events: Events = field(default_factory=Events)
    end_checkpoints: list[dict[str, object]] = field(default_factory=list[dict[str, object]])


def rasa_steps(files: list[StoryFile]) -> list[RasaStep]:
    """The steps that the ``StoryStepBuilder`` of 1.10 makes of stories, files in order. Each ``or`` has a checkpoint of
    its own."""
    numbers = count(1)
    return _steps(files, lambda story: _Builder(story, _events, lambda _: next(numbers)))


def rasa_steps_of_3x(files: list[StoryFile]) -> list[RasaStep]:
    """The same of 3.6, rules included. What is told alike shares a checkpoint."""
    numbers = defaultdict[str, int](count(1).__next__)
    return _steps(files, lambda story: _Builder(story, _events_of_3x, numbers.__getitem__, *_around(story)))


def _steps(files: Iterable[StoryFile], builder: Callable[[Story], _Builder]) -> list[RasaStep]:
    return [step for file in files for placed in file.stories for step in builder(placed.story).build()]


def _around(story: Story) -> tuple[Events, Events]:
    """What a rule has before and after its steps: its conditions, and where anything may happen."""
    if story.kind is not StoryKind.RULE:
        return [], []
    conditions = [event for condition in story.conditions for event in _events_of_3x(condition)]
    anything = _events_of_action("...")
    before = conditions if story.conversation_start else conditions + anything
    return before, [] if story.wait_for_user_input else anything


class _Builder:
    def __init__(
        self,
        story: Story,
        events_of: Callable[[Step], Events],
        number_of: Callable[[str], int],
        before: Iterable[Event] = (),
        after: Iterable[Event] = (),
    ) -> None:
        self.story = story
        self.events_of = events_of
        self.number_of = number_of
        self.before = list(before)
        self.after = list(after)
        self.done: list[RasaStep] = []
        self.current: list[RasaStep] = []
        self.starts: list[dict[str, object]] = []

    def build(self) -> list[RasaStep]:
        self.append(self.before)
        for step in self.story.steps:
            if isinstance(step, CheckpointStep):
                self.checkpoint(step)
            elif isinstance(step, OrStep):
                self.alternatives([self.events_of(alternative) for alternative in step.alternatives])
            else:
                self.append(self.events_of(step))
        self.append(self.after)
        return self.done + self.current

    def append(self, events: Events) -> None:
        if not events:
            return
        self.ensure_current()
        for current in self.current:
            current.events += events

    def checkpoint(self, step: CheckpointStep) -> None:
        if not self.current:
            conditions = {assignment.slot.text: thaw(assignment.value) for assignment in step.conditions}
            self.starts.append({"name": step.name.text, "conditions": conditions})
            return
        end: list[dict[str, object]] = [{"name": step.name.text, "conditions": {}}]
        copies = [
            RasaStep(s.block_name, s.start_checkpoints, list(s.events), end) for s in self.current if s.end_checkpoints
        ]
        for current in self.current:
            current.end_checkpoints = current.end_checkpoints or end
        self.current += copies

    def alternatives(self, alternatives: list[Events]) -> None:
        if not any(alternatives):
            return
        self.ensure_current()
        number = self.number_of(repr((self.current, sorted(map(repr, alternatives)))))
        end: list[dict[str, object]] = [{"name": f"GENR_OR_#{number}", "conditions": {}}]
        self.current = [
            RasaStep(s.block_name, s.start_checkpoints, [*s.events, *events], end)
            for s in self.current
            for events in alternatives
        ]

    def ensure_current(self) -> None:
        self.done += [step for step in self.current if step.end_checkpoints]
        unfinished = [step for step in self.current if not step.end_checkpoints]
        if unfinished:
            self.current = unfinished
            return
        starts = [end for step in self.current for end in step.end_checkpoints] or self.starts
        unique = list({json.dumps(start): start for start in starts}.values())
        self.current = [RasaStep(self.story.name.text, unique or [{"name": "STORY_START", "conditions": {}}])]


def _events(step: Step) -> Events:
    match step:
        case UserStep(prefixed=True) | ActionStep(prefixed=True):
            return []
        case UserStep(intent=intent, entities=entities):
            found = [{"entity": entity.type.text, "value": thaw(entity.value)} for entity in entities]
            return [{"type": "user", "intent": intent.text if intent else None, "entities": found}]
        case ActionStep(action=action):
            return [{"type": "action", "story_string": action.text}]
        case SlotStep(assignments=assignments):
            return [{"type": "slot", "story_string": _with("slot", a.slot.text, a.value)} for a in assignments]
        case LoopStep(loop=loop):
            return [{"type": "form", "story_string": _with("form", "name", loop.text if loop else None)}]
        case EventStep(event=event, arguments=arguments):
            told = json.dumps({key: thaw(value) for key, value in arguments}, ensure_ascii=False) if arguments else ""
            return [{"type": event.text, "story_string": event.text + told}]
        case _:
            raise AssertionError(f"no such step in Markdown: {step}")


def _with(event: str, key: str, value: Value) -> str:
    return event + json.dumps({key: thaw(value)}, ensure_ascii=False)


def _events_of_3x(step: Step) -> Events:
    match step:
        case UserStep(intent=intent, entities=entities, text=text):
            found = [_entity(entity) for entity in entities]
            said = {"intent": intent.text if intent else None, "text": text.text if text else None, "entities": found}
            return [{"type": "user", **said}]
        case ActionStep(action=action):
            return _events_of_action(action.text)
        case BotStep(text=text):
            return [{"type": "action", "action_name": "", "action_text": text.text}]
        case SlotStep(assignments=assignments):
            return [{"type": "slot", "str": "SlotSet()"} for _ in assignments]
        case LoopStep(loop=loop):
            return [{"type": "active_loop", "str": f"Loop({loop.text if loop else None})"}]
        case _:
            raise AssertionError(f"no such step in a recorded case: {step}")


def _events_of_action(name: str) -> Events:
    return [{"type": "action", "action_name": name, "action_text": None}]


def _entity(entity: EntityStep) -> Event:
    """What is written of an entity; one without a value has the empty one."""
    roles = {"role": entity.role, "group": entity.group}
    value = "" if entity.value is None else thaw(entity.value)
    return {"entity": entity.type.text, "value": value} | {key: name for key, name in roles.items() if name is not None}

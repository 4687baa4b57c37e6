"""Story trees put into the form in which the recorded cases hold what Rasa 1.10 read (``parse.steps``)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count

from teachback.dialogue.values import Value, thaw
from teachback.formats.story_tree import (
    ActionStep,
    CheckpointStep,
    EventStep,
    LoopStep,
    OrStep,
    SlotStep,
    Step,
    Story,
    StoryFile,
    UserStep,
)

Events = list[dict[str, object]]


@dataclass
class RasaStep:
    block_name: str
    start_checkpoints: list[dict[str, object]]
    events: Events = field(default_factory=Events)
    end_checkpoints: list[dict[str, object]] = field(default_factory=list[dict[str, object]])


def rasa_steps(files: list[StoryFile]) -> list[RasaStep]:
    """The steps that Rasa's ``StoryStepBuilder`` makes of the stories, files in order."""
    numbers = count(1)
    return [step for file in files for placed in file.stories for step in _Builder(placed.story, numbers).build()]


class _Builder:
    def __init__(self, story: Story, numbers: count[int]) -> None:
        self.story = story
        self.numbers = numbers
        self.done: list[RasaStep] = []
        self.current: list[RasaStep] = []
        self.starts: list[dict[str, object]] = []

    def build(self) -> list[RasaStep]:
        for step in self.story.steps:
            if isinstance(step, CheckpointStep):
                self.checkpoint(step)
            elif isinstance(step, OrStep):
                self.alternatives([_events(alternative) for alternative in step.alternatives])
            elif events := _events(step):
                self.ensure_current()
                for current in self.current:
                    current.events += events
        return self.done + self.current

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
        end: list[dict[str, object]] = [{"name": f"GENR_OR_#{next(self.numbers)}", "conditions": {}}]
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

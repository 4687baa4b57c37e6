"""Rules in Markdown, which only Rasa 2 reads: ``>> name``, conditions, ``- ...``, steps."""

from __future__ import annotations

from dataclasses import replace

from teachback.formats.story_tree import ActionStep, LoopStep, SlotStep, Step, Story, StoryKind

# R2:shared/core/constants.py, RULE_SNIPPET_ACTION_NAME: any conversation may lie before it, or follow it at the end.
_ANYTHING = "..."


def as_rule(story: Story) -> Story:
    """A block read as a story, understood as a rule: what stands before the first ``- ...`` are its conditions."""
    conditions = _leading_conditions(story.steps)
    after = len(conditions)
    anywhere = after < len(story.lines) and _is_anything(story.lines[after])
    first = after + 1 if anywhere else 0
    open_end = first < len(story.lines) and _is_anything(story.lines[-1])
    steps = slice(first, -1 if open_end else None)
    return replace(
        story,
        kind=StoryKind.RULE,
        lines=story.lines[steps],
        starts=story.starts[steps],
        conditions=conditions if anywhere else (),
        conversation_start=not anywhere,
        wait_for_user_input=not open_end,
    )


def _leading_conditions(steps: tuple[Step, ...]) -> tuple[SlotStep | LoopStep, ...]:
    found: list[SlotStep | LoopStep] = []
    for step in steps:
        if not isinstance(step, SlotStep | LoopStep):
            break
        found.append(step)
    return tuple(found)


def _is_anything(step: Step) -> bool:
    return isinstance(step, ActionStep) and step.action.text == _ANYTHING

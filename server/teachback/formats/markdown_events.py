"""Event lines of story Markdown: ``- action``, ``- slot{"a": 1}``, ``- form{"name": "f"}``, and checkpoints.

Source: R1:core/training/dsl.py, ``_parse_event_line`` and ``add_event``; R1:core/events, ``Event.resolve_by_type``.
"""

from __future__ import annotations

import json
import re

from teachback.dialogue.values import Record, Value, thaw
from teachback.formats.json_object import Member
from teachback.formats.markdown_json import Arguments, read_arguments
from teachback.formats.markdown_lines import COMMENT_START, Line
from teachback.formats.markdown_prefix import misspelt_prefix, prefix_end
from teachback.formats.names import Name
from teachback.formats.problems import Problem, Severity
from teachback.formats.story_tree import ActionStep, CheckpointStep, EventStep, LoopStep, SlotStep, Step

# The type names of the subclasses of ``Event``; every other name is an action's. ``topic`` is refused by name.
EVENT_NAMES = frozenset(
    (
        "user",
        "bot",
        "slot",
        "restart",
        "rewind",
        "reset_slots",
        "reminder",
        "cancel_reminder",
        "undo",
        "export",
        "followup",
        "pause",
        "resume",
        "action",
        "agent",
        "form",
        "form_validation",
        "action_execution_rejected",
        "session_started",
        "topic",
    )
)

_EVENT = re.compile(r"([^{]+)(\{.+)?")
_SLOT_OR_FORM = re.compile(r"(slot|form)\b(?![\w.-])")

EventReading = tuple[Step | None, tuple[Problem, ...]]


def read_event_line(line: Line) -> EventReading:
    """The step of a line that begins with ``-``; none where Rasa refuses the line."""
    after_prefix = prefix_end(line)
    if after_prefix:
        return _handled_by_form(line, after_prefix)
    name, arguments, rest = _name_and_arguments(line, 1)
    if arguments.error:
        return None, (_refused(line, f"What follows `{name.text}` {arguments.error}"),)
    step, problem = _resolved(line, name, arguments)
    return step, tuple(found for found in (misspelt_prefix(line) or problem or _odd(line, name), rest) if found)


def read_checkpoint_line(line: Line) -> EventReading:
    """The step of a line that begins with ``>``."""
    name, arguments, rest = _name_and_arguments(line, 1)
    if arguments.error:
        return None, (_refused(line, f"What follows `{name.text}` {arguments.error}"),)
    problems = [rest] if rest else []
    if not name.text:
        problems.append(_warning(line, "This checkpoint has no name. Write it after the `>`."))
    return CheckpointStep(line.whole(), name, arguments.assignments()), tuple(problems)


def ignored_conditions(line: Line, step: CheckpointStep) -> Problem:
    """The problem of a checkpoint with conditions, the step of ``line``, that stands behind other steps."""
    message = f"Rasa ignores the conditions of `{step.name.text}`: they count at the start of a story only."
    return _warning(line, message)


def _name_and_arguments(line: Line, start: int) -> tuple[Name, Arguments, Problem | None]:
    """A name, the JSON object after it, and the problem of what Rasa ignores behind them."""
    match = _EVENT.match(line.text, start)
    if match is None:
        nothing = line.name(len(line.text), len(line.text))
        end, json_start = start, -1
    else:
        nothing = line.name(*match.span(1))
        end, json_start = match.end(), match.start(2)
    arguments = read_arguments(line, json_start, len(line.text))
    if end == len(line.text):
        return nothing, arguments, None
    message = f"Rasa ignores `{line.text[end:]}`: only a complete JSON object counts after a name."
    return nothing, arguments, Problem("syntax", Severity.WARNING, line.span(end, len(line.text)), message)


def _handled_by_form(line: Line, start: int) -> EventReading:
    name, arguments, _ = _name_and_arguments(line, start)
    if not name.text:
        return None, (_warning(line, "Nothing stands after `form:`. Write the form's name there."),)
    given = arguments.member("name") if name.text == "action" else None
    return ActionStep(line.whole(), _value_as_name(arguments, given) if given else name, prefixed=True), ()


def _resolved(line: Line, name: Name, arguments: Arguments) -> tuple[Step | None, Problem | None]:
    match name.text:
        case "slot":
            return _slots(line, arguments)
        case "form":
            return _form(line, name, arguments)
        case "topic":
            return None, _refused(line, "Rasa knows no event `topic` any more")
        case "user" if not isinstance(_value(arguments, "parse_data"), Record):
            return None, _refused(
                line, "`user` is the name of an event that cannot stand here; a user line is `* intent`"
            )
        case "reminder" if not _is_text(_value(arguments, "date_time")):
            return None, _refused(line, '`reminder` needs a time, as in `reminder{"date_time": "2030-01-31T12:00:00"}`')
        case text if text in EVENT_NAMES and text != "action":
            return EventStep(line.whole(), name, tuple((m.key, m.value) for m in arguments.members)), None
        case _:
            return _action(line, name, arguments)


def _slots(line: Line, arguments: Arguments) -> tuple[Step | None, Problem | None]:
    if not arguments.members:
        return None, _refused(line, '`slot` names no slot. Write `- slot{"name": value}`')
    return SlotStep(line.whole(), arguments.assignments()), None


def _form(line: Line, name: Name, arguments: Arguments) -> tuple[Step, Problem | None]:
    given = arguments.member("name")
    if given is None:
        message = (
            "Rasa takes this for the activation of a form that is called `form`. Write "
            '`- form{"name": "my_form"}` to activate a form and `- form{"name": null}` to deactivate it.'
        )
        return LoopStep(line.whole(), name), _warning(line, message)
    if given.value is None:
        return LoopStep(line.whole(), None), None
    return LoopStep(line.whole(), _value_as_name(arguments, given)), None


def _action(line: Line, name: Name, arguments: Arguments) -> tuple[Step | None, Problem | None]:
    given = arguments.member("name")
    action = _value_as_name(arguments, given) if given else name
    if not action.text:
        return None, _warning(line, "There is no action here. Write its name, as in `- utter_greet`.")
    return ActionStep(line.whole(), action), None


def _value_as_name(arguments: Arguments, member: Member) -> Name:
    """A member's value as a name, without its quotes; what is not text stands as its JSON."""
    span = arguments.value_span(member)
    if isinstance(member.value, str):
        inner = arguments.line.span(arguments.start + member.value_start + 1, arguments.start + member.value_end - 1)
        return Name(member.value, inner)
    return Name(json.dumps(thaw(member.value)), span)


def _value(arguments: Arguments, key: str) -> Value:
    member = arguments.member(key)
    return member.value if member else None


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _odd(line: Line, name: Name) -> Problem | None:
    """What is legal, but hardly meant."""
    if COMMENT_START in name.text:
        return _warning(line, f"`{COMMENT_START}` opens a comment over several lines only at the start of a line.")
    if line.text.startswith("-->"):
        return _warning(line, "`-->` closes no comment here, so Rasa takes the line for an action.")
    match = _SLOT_OR_FORM.match(name.text)
    if match and name.text not in EVENT_NAMES:
        message = f"Rasa takes `{name.text}` for an action: an event needs braces right after `{match[1]}`."
        return _warning(line, message)
    return None


def _warning(line: Line, message: str) -> Problem:
    return Problem("syntax", Severity.WARNING, line.whole(), message)


def _refused(line: Line, message: str) -> Problem:
    return Problem("syntax", Severity.ERROR, line.whole(), f"{message}. Rasa refuses the whole file because of it.")

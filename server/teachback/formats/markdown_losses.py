"""What of a conversation a Markdown story cannot hold, in words."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.dialogue.events import OtherEvent
from teachback.dialogue.transcript import BotRan, Entry, Transcript, Understanding, UserSaid
from teachback.formats import markdown_line_writing as line
from teachback.formats.markdown_known_lines import KnownLines
from teachback.formats.markdown_story import read_block
from teachback.formats.story_tree import UserStep

# Events that stories of 1.x could tell with arguments which a conversation does not keep.
_WITH_ARGUMENTS = frozenset({"reminder", "cancel_reminder"})


def lost_in_markdown(transcript: Transcript) -> tuple[str, ...]:
    """What a reader of the training story will not find in it, each thing once: ``the role “to” of the city “Rome”``.

    Empty where training on the story sees all that policies of 1.x see of the conversation, and the roles and groups
    too, which they do not.
    """
    return tuple(dict.fromkeys(lost for entry in transcript for lost in _lost(entry)))


def _lost(entry: Entry) -> Iterator[str]:
    match entry:
        case UserSaid(understood):
            yield from _lost_of_message(understood)
        case BotRan(event=action) if action.is_text:
            yield f"that “{action.name}” is what the bot says, and no action"
        case BotRan(event=action) if not action.name.strip():
            yield "an action without a name"
        case OtherEvent(name) if name in _WITH_ARGUMENTS:
            yield f"the event “{name}”"
        case _:
            pass


def _lost_of_message(understood: Understanding) -> Iterator[str]:
    if understood.intent is None:
        yield f"that “{understood.text}” has no intent: its text stands in the place of one"
    elif not _reads_back(understood):
        yield f"the intent “{understood.intent}”, as a name like this reads as something else"
    for mention in understood.mentions:
        for kind, label in (("role", mention.role), ("group", mention.group)):
            if label is not None:
                yield f"the {kind} “{label}” of the {mention.type} “{mention.value}”"


def _reads_back(understood: Understanding) -> bool:
    story = read_block(f"##\n* {line.message(understood)}", KnownLines())
    match story.lines:
        case (UserStep(intent=intent, prefixed=False),) if intent and not story.problems:
            return intent.text == understood.intent
        case _:
            return False

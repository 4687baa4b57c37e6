"""The checkpoints that a reader makes up where a story falls into alternatives (``or``).

Their names bear a character that cannot stand in a name of the author's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from teachback.dialogue.events import Event

_GENERATED = "\x00"
_OF_ONE_STORY = f"{_GENERATED}or"
_OF_ALL_ALIKE = f"{_GENERATED}alike"


def is_generated(checkpoint: str) -> bool:
    """Whether a checkpoint is none of the author's."""
    return checkpoint.startswith(_GENERATED)


def numbered(place: int) -> str:
    """The checkpoint after alternatives by their place among all of the story's: 1.x takes a name at random each time
    (R1:core/training/dsl.py:add_user_messages).
    """
    return f"{_OF_ONE_STORY}{place}"


def shared(
    story: str, starts: Iterable[str], before: Iterable[Event], alternatives: Iterable[tuple[Event, ...]]
) -> str:
    """The checkpoint after alternatives as 2.x and 3.x name it: by what is told, so that copies of a story share it
    (R3:shared/core/training_data/story_reader/story_step_builder.py:_generate_checkpoint_name_for_or_statement).

    ``starts`` are the checkpoints where the stretch with the alternatives begins, ``before`` what happens in it until
    then. As in 2.x, though not in 3.x, values of slots tell stretches apart.
    """
    told = (story, sorted(set(starts)), list(before), sorted(map(repr, alternatives)))
    return _OF_ALL_ALIKE + hashlib.sha256(repr(told).encode()).hexdigest()


def within(story: int, checkpoint: str) -> str:
    """A checkpoint's name among many stories: a numbered one is made unique with the story's number."""
    return f"{checkpoint}{_GENERATED}{story}" if checkpoint.startswith(_OF_ONE_STORY) else checkpoint

"""The lines of a journal: a beginning, then inputs, each as JSON on a line of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import cast, get_args

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from teachback.dialogue.events import Event
from teachback.dialogue.transcript import Entry, Transcript
from teachback.dialogue.values import Record, freeze, thaw
from teachback.formats.json_object import refuse_deep
from teachback.teaching.actions.outcome import Outcome
from teachback.teaching.session.inputs import Input

FORMAT = 1
"""Grows when an older Teachback could not read what is written, or would make another session of it."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a session began: with which conversation, ``origin`` in words, such as a file and a story, or an id."""

    transcript: Transcript
    origin: str = ""
    format: int = FORMAT


class UnreadableRecordError(ValueError):
    """A line of a journal that this Teachback cannot read; the text says why."""


def beginning_line(beginning: Beginning) -> str:
    """The first line of a journal, with its line end."""
    return _line(_converter().unstructure(beginning, Beginning))


def input_line(given: Input) -> str:
    """A line for an input, with its line end."""
    return _line(_converter().unstructure(given, cast("type[Input]", Input)))


def read_beginning(line: str) -> Beginning:
    """What ``beginning_line`` wrote. Raises ``UnreadableRecordError`` for any other text."""
    beginning = cast("Beginning", _read(line, Beginning))
    if beginning.format != FORMAT:
        raise UnreadableRecordError(f"it was written in format {beginning.format}, this Teachback reads {FORMAT}")
    return beginning


def read_input(line: str) -> Input:
    """What ``input_line`` wrote. Raises ``UnreadableRecordError`` for any other text."""
    return cast("Input", _read(line, Input))


def _line(json_value: object) -> str:
    return json.dumps(json_value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _read(line: str, kind: type[Beginning] | UnionType) -> object:
    try:
        refuse_deep(line)
        return _converter().structure(json.loads(line), cast("type[object]", kind))
    except Exception as problem:  # cattrs raises groups of what it finds, ``json`` its own
        raise UnreadableRecordError(f"{type(problem).__name__}: {problem}") from problem


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook_func(_is_value, thaw)
    converter.register_structure_hook_func(_is_value, lambda json_value, _: freeze(json_value))
    converter.register_unstructure_hook(Record, thaw)
    converter.register_structure_hook(Record, _record)
    for union in (Event, Entry, Outcome, Input):
        configure_tagged_union(union, converter, tag_name="kind")
    return converter


def _is_value(kind: object) -> bool:
    """``Value`` is a type of itself, so that it never comes twice as the same object."""
    return isinstance(kind, UnionType) and Record in get_args(kind)


def _record(json_value: object, _: object) -> Record:
    if not isinstance(json_value, Mapping):
        raise TypeError(f"an object, not {json_value!r}")
    return cast("Record", freeze(cast("Mapping[str, object]", json_value)))

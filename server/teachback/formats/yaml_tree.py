"""Reads any text as YAML: a tree of places and texts, whatever is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

import yaml

from teachback.formats.problems import Problem, Severity
from teachback.formats.yaml_builder import MAX_DEPTH, TooDeepError, TreeBuilder
from teachback.formats.yaml_faults import Fault, fault_of, is_too_deep
from teachback.formats.yaml_nodes import Node, YamlFile
from teachback.formats.yaml_recovery import Recovery
from teachback.formats.yaml_tabs import stray_tab
from teachback.text.spans import Span

MAX_CHARACTERS = 5_000_000
"""Longer texts are not read at all."""

# What YAML 1.2 §5.1 does not allow in a stream. A byte-order mark inside the text is left out too: libyaml and PyYAML
# disagree about it.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class YamlPart:
    """What was read of a text, and how: ``faults`` are all syntax errors that were met, of which ``problems`` has the
    first. ``text`` is what was read in the end, with blanks for what they spoilt; ``given_up`` if there are more.
    """

    root: Node | None
    problems: tuple[Problem, ...]
    text: str
    faults: tuple[Fault, ...] = ()
    given_up: bool = False


LOADERS = MappingProxyType(
    {
        "pure": yaml.SafeLoader,
        "libyaml": getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    }
)
"""Where events come from: both give equal trees, and libyaml is ten times faster where it is built in."""


def parse_yaml(text: str, loader: str = "libyaml") -> YamlFile:
    """The tree of any text, its problems as YAML, and whether Rasa would refuse it; offsets count code points.

    Nothing is constructed, no tag is obeyed and no variable expanded. After a syntax error, which is reported once, the
    faulty line or item is left out and the rest read all the same. Depth, length and what aliases may stand for are
    limited; a text beyond the limits is ``broken``, with a ``limit-reached`` warning.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"This file has more than {MAX_CHARACTERS:,} characters and is not read. Split it."
        return YamlFile(None, (Problem("limit-reached", Severity.WARNING, Span(0, 0), message),), broken=True)
    shift = 1 if text.startswith(_BOM) else 0
    problems = _character_problems(text, shift)
    body = _UNREADABLE.sub("\ufffd", text[shift:])
    read = _read(body, shift, loader)
    problems += read.problems
    return YamlFile(read.root, tuple(problems), broken=bool(read.faults) or _refused(problems))


def parse_part(text: str) -> YamlPart | None:
    """The tree of a part of a text, as if it were the whole; ``None`` where it holds characters that YAML refuses."""
    return None if _UNREADABLE.search(text) else _read(text, 0, "libyaml")


def _read(body: str, shift: int, loader: str) -> YamlPart:
    """Reads a text free of special characters, leaving out what is faulty."""
    root, problems, fault = _attempt(body, shift, loader)
    if fault is None:
        return YamlPart(root, tuple(problems), body)
    faults = [fault]
    recovery = Recovery(body)
    while recovery.blank(faults[-1].span):
        root, problems, fault = _attempt(recovery.text, shift, loader)
        if fault is None:
            break
        faults.append(fault)
    first = Problem("syntax", Severity.ERROR, faults[0].span.shifted(shift), faults[0].message)
    return YamlPart(root, (first, *problems), recovery.text, tuple(faults), given_up=fault is not None)


def _attempt(body: str, shift: int, loader: str) -> tuple[Node | None, list[Problem], Fault | None]:
    builder = TreeBuilder(body, shift)
    fault: Fault | None = None
    try:
        for event in yaml.parse(body, Loader=LOADERS[loader]):
            if not builder.take(event):
                break
    except TooDeepError as deep:
        builder.problems.append(_too_deep(deep.at))
    except yaml.YAMLError as error:
        fault = fault_of(error, body)
        if is_too_deep(error):
            builder.problems.append(_too_deep(shift + fault.span.start))
            fault = None
    if fault is None and (tab := stray_tab(body, builder.written)) is not None:
        builder.problems.append(tab.shifted(shift))
    return builder.root(), builder.problems, fault


def _too_deep(at: int) -> Problem:
    message = f"The parts of this file are nested more than {MAX_DEPTH} deep; what follows is not read."
    return Problem("limit-reached", Severity.WARNING, Span(at, at + 1), message)


def _character_problems(text: str, shift: int) -> list[Problem]:
    found = _UNREADABLE.search(text, shift)
    if found is None:
        return []
    message = f"The character U+{ord(found.group()):04X} is not allowed in YAML. Remove it."
    severity = Severity.WARNING if found.group() == _BOM else Severity.ERROR
    return [Problem("syntax", severity, Span(*found.span()), message)]


def _refused(problems: list[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR or problem.rule == "limit-reached" for problem in problems)

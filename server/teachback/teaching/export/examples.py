"""What a person typed, as examples of the intents that it was understood as."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import Annotation, Transcript, Understanding, UserSaid
from teachback.formats.nlu_additions import NewExample, NluFormat, add_examples, says
from teachback.formats.nlu_markup import read_example
from teachback.formats.nlu_markup_writing import annotated
from teachback.formats.nlu_tree import Example
from teachback.formats.story_tree import StoryFormat
from teachback.project.snapshot import Snapshot
from teachback.project.sources import SourceFile
from teachback.teaching.export.drafts import Drafts
from teachback.teaching.export.paths import data_folder, format_of, main_file
from teachback.teaching.export.versions import version_for
from teachback.text.spans import Span

# R1:nlu/constants.py, R3:shared/nlu/constants.py: PRETRAINED_EXTRACTORS. They find what they find without examples.
_PRETRAINED = frozenset({"DucklingHTTPExtractor", "DucklingEntityExtractor", "SpacyEntityExtractor"})
# The intent of a message that nobody understood; examples of it would teach misunderstanding.
_NOT_UNDERSTOOD = "nlu_fallback"
_BREAK = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class _Message:
    """An example to be written, as it will be and as it reads."""

    new: NewExample
    read: Example


def put_examples(drafts: Drafts, stories: Sequence[Transcript], ordered: str | None) -> tuple[Drafts, tuple[str, ...]]:
    """The drafts with what was typed as NLU examples, and remarks on what could not be written.

    An example goes where most examples of its intent are, one for a new intent to the file with the most examples;
    with ``ordered`` all go to that file. What is an example of its intent already is left out.
    """
    snapshot = drafts.snapshot
    remarks: list[str] = []
    by_path: dict[str, list[NewExample]] = {}
    for message in _messages(stories, snapshot.dialect, remarks):
        problem = _problem_of(snapshot, message)
        if problem == "":
            continue
        if problem is not None:
            remarks.append(problem)
            continue
        path = ordered or _place(snapshot, message.new.intent)
        by_path.setdefault(path, []).append(message.new)
    for path, examples in by_path.items():
        drafts, refused = _put(drafts, path, examples)
        remarks += refused
    return drafts, tuple(remarks)


def _put(drafts: Drafts, path: str, examples: list[NewExample]) -> tuple[Drafts, list[str]]:
    reason = drafts.refusal(path)
    if reason is None:
        notation = NluFormat.MARKDOWN if format_of(path) is StoryFormat.MARKDOWN else NluFormat.YAML
        try:
            edits = add_examples(drafts.text(path) or "", notation, examples, version_for(drafts.snapshot))
            return drafts.edited(path, edits), []
        except ValueError as problem:
            reason = str(problem).rstrip(".")
    told = ", ".join(f'"{example.text}"' for example in examples)
    return drafts, [f"The examples {told} cannot be added to {drafts.snapshot.relative(path)}: {reason}."]


def _messages(stories: Iterable[Transcript], dialect: Dialect, remarks: list[str]) -> Iterator[_Message]:
    """What was typed, each once."""
    seen: set[NewExample] = set()
    for understood in _typed(stories):
        words = _own_marks(_on_one_line(understood))
        written = annotated(words)
        example, _ = read_example(written, _NOWHERE)
        new = NewExample(understood.intent or "", written)
        if new in seen:
            continue
        seen.add(new)
        if _reads_as(example, words, dialect):
            yield _Message(new, example)
        else:
            remarks.append(f'"{words.text}" cannot be written as an example: Rasa would read its brackets as marks.')


def _typed(stories: Iterable[Transcript]) -> Iterator[Understanding]:
    for story in stories:
        for entry in story:
            if not isinstance(entry, UserSaid):
                continue
            text, intent = entry.understood.text.strip(), entry.understood.intent
            if text and not text.startswith("/") and intent and intent != _NOT_UNDERSTOOD:
                yield entry.understood


def _on_one_line(understood: Understanding) -> Understanding:
    """The text without line breaks and outer blanks, each mark where its words went."""
    text = _BREAK.sub(" ", understood.text)
    cut = len(text) - len(text.lstrip())
    length = len(text.strip())
    marks = tuple(
        replace(each, start=max(0, each.start - cut), end=min(length, each.end - cut))
        for each in understood.annotations
    )
    return replace(understood, text=text.strip(), annotations=marks)


def _own_marks(understood: Understanding) -> Understanding:
    return replace(understood, annotations=tuple(each for each in understood.annotations if _is_own(each)))


def _is_own(annotation: Annotation) -> bool:
    return annotation.extractor not in _PRETRAINED


def _reads_as(example: Example, words: Understanding, dialect: Dialect) -> bool:
    places = Counter((each.within.start, each.within.end) for each in example.entities)
    if dialect is Dialect.RASA1 and any(count > 1 for count in places.values()):
        return False  # 1.x has no notation for several entities on the same words
    marked = Counter((each.start, each.end) for each in words.annotations)
    return example.plain == words.text and places == marked


def _problem_of(snapshot: Snapshot, message: _Message) -> str | None:
    """Why a message is not to be written, empty where it is an example already; ``None`` when it is to be."""
    intent = message.new.intent
    for file, name, example in _known(snapshot):
        if name != intent or example.plain != message.read.plain:
            continue
        if says(example) == says(message.read):
            return ""
        line = file.document.lines.line_of(example.text.span.start) + 1
        return (
            f'"{example.plain}" is an example of `{intent}` already, with other entities marked '
            f"({snapshot.relative(file.path)}:{line}). Change it there."
        )
    names = {name for _, name, _ in _known(snapshot)}
    if intent not in names and any(name.startswith(f"{intent}/") for name in names):
        return (
            f'"{message.read.plain}" is not added: the examples of `{intent}` are divided by `{intent}/…`, '
            "and only you know which of these it is."
        )
    return None


def _known(snapshot: Snapshot) -> Iterator[tuple[SourceFile, str, Example]]:
    for file in _nlu_files(snapshot):
        for intent in file.nlu.intents if file.nlu else ():
            for example in intent.examples:
                yield file, intent.name.text, example


def _nlu_files(snapshot: Snapshot) -> list[SourceFile]:
    files = (snapshot.files[path] for path in sorted(snapshot.files))
    return [file for file in files if file.trained and file.nlu is not None]


def _place(snapshot: Snapshot, intent: str) -> str:
    files = _nlu_files(snapshot)
    of_intent = Counter(file.path for file, name, _ in _known(snapshot) if name == intent)
    of_all = Counter(file.path for file, _, _ in _known(snapshot))
    new = f"nlu{'.md' if snapshot.dialect is Dialect.RASA1 else '.yml'}"
    return main_file(files, of_intent) or main_file(files, of_all) or (data_folder(snapshot) / new).as_posix()

"""All names of one file, looked up by kind and name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from teachback.formats.nlu_tree import NluFile
from teachback.formats.story_tree import PlacedStory, Story
from teachback.project.domain_names import domain_mentions
from teachback.project.sources import SourceFile
from teachback.project.story_summary import StorySummary, summarize
from teachback.project.symbol_kind import Mention, Place, SymbolKind
from teachback.text.spans import Span

# A button of a response sends its payload as the user's message (R1:core/interpreter.py, R3:core/processor.py).
_PAYLOAD = re.compile(r"""["']?payload["']?[ \t]*:[ \t]*["']?/(?P<intent>[^\s{"'@,}]+)""")

Known = Mapping[int, tuple[Story, StorySummary]]
"""Summaries by the identity of the story, with the story itself so that the identity stays taken."""


@dataclass(frozen=True, slots=True)
class FileNames:
    """The names of a file. ``mentions`` are those outside stories, ``in_stories`` the stories that hold a name."""

    file: SourceFile
    stories: tuple[tuple[PlacedStory, StorySummary], ...]
    mentions: Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]
    in_stories: Mapping[SymbolKind, Mapping[str, tuple[int, ...]]]
    known: Known

    def names(self, kind: SymbolKind) -> Iterator[str]:
        """Every name of a kind; one that stands both in a story and elsewhere comes twice."""
        yield from self.mentions.get(kind, ())
        yield from self.in_stories.get(kind, ())

    def of(self, kind: SymbolKind, name: str) -> Iterator[Mention]:
        """Every place of a name in the file, with spans in the file."""
        yield from self.mentions.get(kind, {}).get(name, ())
        for index in self.in_stories.get(kind, {}).get(name, ()):
            placed, summary = self.stories[index]
            for mention in summary.mentions[kind][name]:
                yield Mention(kind, name, mention.span.shifted(placed.offset), mention.place, mention.declares)

    def all(self) -> Iterator[Mention]:
        """Every place of every name, with spans in the file."""
        for kind in SymbolKind:
            for name in dict.fromkeys(self.names(kind)):
                yield from self.of(kind, name)


def names_of(file: SourceFile, before: FileNames | None = None) -> FileNames:
    """The names of a file; the summaries of stories that ``before`` already had are taken over."""
    if before is not None and before.file is file:
        return before
    known: Known = {} if before is None else before.known
    stories = [(placed, _summary(placed.story, known)) for placed in file.placed_stories()]
    in_stories: dict[SymbolKind, dict[str, list[int]]] = {}
    for index, (_, summary) in enumerate(stories):
        for kind, names in summary.mentions.items():
            holders = in_stories.setdefault(kind, {})
            for name in names:
                holders.setdefault(name, []).append(index)
    return FileNames(
        file=file,
        stories=tuple(stories),
        mentions=_outside_stories(file),
        in_stories={kind: {name: tuple(at) for name, at in names.items()} for kind, names in in_stories.items()},
        known={id(placed.story): (placed.story, summary) for placed, summary in stories},
    )


def _summary(story: Story, known: Known) -> StorySummary:
    found = known.get(id(story))
    return summarize(story) if found is None else found[1]


def _outside_stories(file: SourceFile) -> Mapping[SymbolKind, Mapping[str, tuple[Mention, ...]]]:
    grouped: dict[SymbolKind, dict[str, list[Mention]]] = {}
    for mention in _mentions(file):
        grouped.setdefault(mention.kind, {}).setdefault(mention.name, []).append(mention)
    return {kind: {name: tuple(found) for name, found in names.items()} for kind, names in grouped.items()}


def _mentions(file: SourceFile) -> Iterator[Mention]:
    if file.domain is not None:
        yield from domain_mentions(file.domain)
        yield from _payloads(file.document.text)
    if file.nlu is not None:
        yield from _of_nlu(file.nlu)


def _of_nlu(nlu: NluFile) -> Iterator[Mention]:
    for intent in nlu.intents:
        yield Mention(SymbolKind.INTENT, intent.name.text, intent.name.span, Place.NLU)
        for example in intent.examples:
            for entity in example.entities:
                yield Mention(SymbolKind.ENTITY, entity.type.text, entity.type.span, Place.NLU)


def _payloads(text: str) -> Iterator[Mention]:
    for match in _PAYLOAD.finditer(text):
        yield Mention(SymbolKind.INTENT, match["intent"], Span(*match.span("intent")), Place.BUTTON)

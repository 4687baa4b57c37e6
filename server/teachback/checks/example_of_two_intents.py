"""One message as an example of several intents."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.own_line import own_line
from teachback.checks.rule import Facts, InAllFiles, Rule
from teachback.dialogue.retrieval import base_of
from teachback.formats.nlu_tree import IntentExamples, NluFile
from teachback.formats.problems import Severity
from teachback.project.sources import Location
from teachback.text.edits import Edit

CODE = "example-of-two-intents"
_MOST_RELATED = 20


@dataclass(frozen=True, slots=True)
class _Place:
    intent: str
    location: Location
    alone: bool


def find(facts: Facts) -> Iterator[Finding]:
    """R1, R3: validator.py:verify_example_repetition_in_intents warns of the same texts."""
    for text, places in _repeated(facts).items():
        for place in places:
            others = [other for other in places if other.intent != place.intent]
            names = " and ".join(f"`{name}`" for name in dict.fromkeys(other.intent for other in others))
            yield Finding(
                rule=CODE,
                severity=Severity.WARNING,
                location=place.location,
                message=f'"{text}" is an example of `{place.intent}` here and of {names} elsewhere. Keep it for one.',
                related=tuple(
                    Related(other.location, f"an example of `{other.intent}`") for other in others[:_MOST_RELATED]
                ),
            )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The example goes from here, unless it is its intent's only one or shares its line."""
    for places in _repeated(facts).values():
        for place in places:
            if place.location == finding.location and not place.alone:
                line = own_line(facts.snapshot.files[place.location.path].document, place.location.span)
                if line is not None:
                    edit = FileEdit(place.location.path, Edit(line, ""))
                    yield Fix(f"Remove this example of `{place.intent}`", (edit,))


def _repeated(facts: Facts) -> dict[str, list[_Place]]:
    """The places of every text that several intents share. Retrieval intents count as their base, as in Rasa."""
    first: dict[str, str] = {}
    shared: set[str] = set()
    sections = list(_sections(facts))
    for _, section in sections:
        intent = base_of(section.name.text)
        for example in section.examples:
            if first.setdefault(example.plain, intent) != intent:
                shared.add(example.plain)
    return _places(sections, shared) if shared else {}


def _places(sections: list[tuple[str, IntentExamples]], shared: set[str]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for path, section in sections:
        intent = base_of(section.name.text)
        for example in section.examples:
            if example.plain in shared:
                place = _Place(intent, Location(path, example.text.span), alone=len(section.examples) == 1)
                found.setdefault(example.plain, []).append(place)
    return found


def _sections(facts: Facts) -> Iterator[tuple[str, IntentExamples]]:
    for path, tree in _trees(facts):
        for section in tree.intents:
            yield path, section


def _trees(facts: Facts) -> Iterator[tuple[str, NluFile]]:
    for path, names in facts.symbols.files.items():
        file = names.file
        if file.nlu is not None and file.trained:
            yield path, file.nlu


def _seen(facts: Facts) -> Hashable:
    return tuple(_trees(facts))


RULE = Rule(CODE, Severity.WARNING, "One message as an example of several intents", InAllFiles(find, _seen), fixes)

"""What is offered at a place, in the order in which it is likely to be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from teachback.completion.response_texts import response_texts
from teachback.completion.vocabulary import Known, Vocabulary
from teachback.completion.wanted import Wanted, Wish
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.dialogue.values import Value
from teachback.formats.markdown_prefix import PREFIX

MOST = 1_000
"""So many offers are sent at once; nobody looks through more of them."""

# What may stand after ``- `` beside actions (R1:core/events/__init__.py), the frequent first.
_EVENTS = ('slot{"', 'form{"name": null}', "restart", "rewind", "undo", "reset_slots", "pause", "resume", "export")


@dataclass(frozen=True, slots=True)
class Offer:
    """``text`` takes the place of the word that is wanted; ``label`` is how it is shown, and what typed letters select.

    ``note`` says what it is, ``about`` more of it. ``likelihood`` is from 0 to 1, where policies have one.
    """

    wish: Wish
    label: str
    text: str
    note: str = ""
    about: str = ""
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What is wanted, all that is known there, and the text of the line."""

    wanted: Wanted
    vocabulary: Vocabulary
    likely: Mapping[str, float]
    line: str


def offers(wanted: Wanted, text: str, cursor: int, vocabulary: Vocabulary, likely: Mapping[str, float]) -> list[Offer]:
    """All that may stand at a place of ``text``; ``likely`` are the probabilities of actions there.

    What stands nowhere but in this line is no news. When a part of the word with blanks in it stands before the cursor,
    only names that begin like that can be meant: the blank may as well be behind a complete name. Of more than ``MOST``
    those are left that hold what has been typed.
    """
    found = list(_all(_Place(wanted, vocabulary, likely, _line_at(text, cursor))))
    typed = text[wanted.word.start : cursor].casefold()
    if any(character.isspace() for character in typed):
        return [offer for offer in found if offer.text.casefold().startswith(typed)]
    return found if len(found) <= MOST else [offer for offer in found if typed in offer.label.casefold()]


def _line_at(text: str, cursor: int) -> str:
    start = max(text.rfind("\n", 0, cursor), text.rfind("\r", 0, cursor)) + 1
    end = text.find("\n", cursor)
    return text[start : end if end >= 0 else len(text)]


def _all(place: _Place) -> Iterator[Offer]:
    wanted, vocabulary = place.wanted, place.vocabulary
    match wanted.wish:
        case Wish.ENTITY_VALUE:
            yield from _values(wanted, vocabulary.values_of_entity(wanted.of))
        case Wish.SLOT_VALUE:
            yield from _values(wanted, vocabulary.values_of_slot(wanted.of))
        case Wish.WORD:
            yield from _values(wanted, wanted.words)
        case Wish.FORM:
            yield from _names(place, vocabulary.forms())
            yield from () if wanted.undeclared else _values(wanted, (None,))
        case Wish.ACTION | Wish.STEP:
            yield from _actions(place)
        case Wish.INTENT:
            yield from _with_prefix(wanted, _names(place, vocabulary.intents()))
        case _:
            yield from _names(place, _NAMES[wanted.wish](vocabulary))


_NAMES = {
    Wish.ENTITY: Vocabulary.entities,
    Wish.SLOT: Vocabulary.slots,
    Wish.RESPONSE: Vocabulary.responses,
    Wish.CHECKPOINT: Vocabulary.checkpoints,
}


def _names(place: _Place, names: Iterable[Known]) -> Iterator[Offer]:
    wanted = place.wanted
    for known in names:
        if known.declared and wanted.undeclared:
            continue
        if not known.declared and known.name in place.line and place.vocabulary.stands_once(known):
            continue
        if written := wanted.write(known.name):
            yield Offer(wanted.wish, known.name, written, known.note)


def _values(wanted: Wanted, values: Iterable[Value]) -> Iterator[Offer]:
    for value in values:
        if written := wanted.write(value):
            yield Offer(wanted.wish, value if isinstance(value, str) else written, written)


def _with_prefix(wanted: Wanted, found: Iterable[Offer]) -> Iterator[Offer]:
    """The offers, and inside of a form each with the prefix as well: the form handles the turn, or the story does."""
    plain = list(found)
    yield from plain
    if wanted.form is not None:
        for offer in plain:
            note = f"{offer.note}, handled by {wanted.form}"
            yield replace(offer, label=PREFIX + offer.label, text=PREFIX + offer.text, note=note)


def _actions(place: _Place) -> Iterator[Offer]:
    said = response_texts(file.file for file in place.vocabulary.symbols.files.values())
    found = [
        replace(offer, about=said.get(offer.label, ""), likelihood=place.likely.get(offer.label))
        for offer in _names(place, place.vocabulary.actions())
        if not (place.wanted.undeclared and offer.label.startswith("utter_"))
    ]
    yield from sorted(found, key=_rank)
    if place.wanted.wish is Wish.STEP:
        yield from _events(place.wanted, place.vocabulary)


def _rank(offer: Offer) -> float:
    """The likely first. Nobody writes down that the bot waits, which is likely at the end of each turn."""
    return 0.0 if offer.label == ACTION_LISTEN else -(offer.likelihood or 0.0)


def _events(wanted: Wanted, vocabulary: Vocabulary) -> Iterator[Offer]:
    if wanted.form is not None:
        name = PREFIX + wanted.form
        yield Offer(Wish.STEP, name, name, "a turn of the form")
    for known in vocabulary.forms():
        event = f'form{{"name": "{known.name}"}}'
        yield Offer(Wish.STEP, event, event, "the form becomes active")
    for event in _EVENTS:
        yield Offer(Wish.STEP, event, event, "event")

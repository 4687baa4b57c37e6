"""Places in story Markdown of Rasa 1.x, told by the line of the cursor alone, readable or not."""

from __future__ import annotations

import re
from dataclasses import replace

from teachback.completion.json_place import JsonPlace, json_place
from teachback.completion.wanted import Wanted, Wish, as_it_is
from teachback.formats.markdown_prefix import PREFIX
from teachback.text.spans import Span

_MARK = re.compile(r"[ \t]*([*>-])[ \t]+")
_OR = " OR "
_FORM_EVENT = re.compile(r"^[ \t]*-[ \t]*form[ \t]*\{(.*)$", re.MULTILINE)
_FORM_NAME = re.compile(r'"name"\s*:\s*"([^"]*)"')
_WISHES = {"*": Wish.INTENT, "-": Wish.STEP, ">": Wish.CHECKPOINT}


def wanted_in_story(text: str, line: Span, cursor: int) -> Wanted | None:
    """What is wanted at a cursor in a line of a story; ``None`` outside of steps and right behind their marks."""
    mark = _MARK.match(text, line.start, line.end)
    if mark is None or cursor <= mark.end(1):
        return None
    start, form = mark.end(), None
    if text.startswith(PREFIX, start, cursor):
        start += len(PREFIX)
    else:
        form = _form_before(text, line.start)
    part = _alternative(text, Span(start, line.end), cursor) if mark[1] == "*" else Span(start, line.end)
    if cursor < part.start:
        if text[cursor : part.end].strip():
            return None
        part = Span(cursor, part.end)
    wanted = _in_part(text, mark[1], part, cursor)
    return replace(wanted, form=form) if wanted and form is not None and part.start == mark.end() else wanted


def _alternative(text: str, all_of_it: Span, cursor: int) -> Span:
    """The part between two `` OR `` that the cursor is in, without blanks before it."""
    before = text.rfind(_OR, all_of_it.start, cursor)
    after = text.find(_OR, cursor, all_of_it.end)
    start = all_of_it.start if before < 0 else before + len(_OR)
    while start < cursor and text[start] in " \t":
        start += 1
    return Span(start, all_of_it.end if after < 0 else after)


def _in_part(text: str, mark: str, part: Span, cursor: int) -> Wanted | None:
    brace = text.find("{", part.start, cursor)
    if brace >= 0:
        place = json_place(text, brace, cursor, part.end)
        return _in_object(mark, text[part.start : brace].strip(), place) if place else None
    brace = text.find("{", cursor, part.end)
    written = text[part.start : part.end if brace < 0 else brace].rstrip()
    return Wanted(_WISHES[mark], Span(part.start, max(cursor, part.start + len(written))), as_it_is)


def _in_object(mark: str, name: str, place: JsonPlace) -> Wanted | None:
    def wanted(wish: Wish, words: tuple[str, ...] = ()) -> Wanted:
        return Wanted(wish, place.word, place.write, of=place.key or "", words=words)

    if mark == "*":
        return wanted(Wish.ENTITY if place.key is None else Wish.ENTITY_VALUE)
    if mark == ">" or name == "slot":
        return wanted(Wish.SLOT if place.key is None else Wish.SLOT_VALUE)
    if name not in _NAMED:
        return None
    if place.key is None:
        return wanted(Wish.WORD, ("name",))
    return wanted(_NAMED[name]) if place.key == "name" else None


# Events whose argument is a name (R1:core/events/__init__.py).
_NAMED = {"form": Wish.FORM, "followup": Wish.ACTION, "action": Wish.ACTION}


def _form_before(text: str, line_start: int) -> str | None:
    """The form that is active at a line, by what the events above it in the same story say."""
    story = text[max(0, text.rfind("\n##", 0, line_start)) : line_start]
    events = _FORM_EVENT.findall(story)
    name = _FORM_NAME.search(events[-1]) if events else None
    return name[1] if name else None

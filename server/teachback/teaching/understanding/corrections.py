"""What a person changed in the marks of a message (R1, R3:core/training/interactive.py, ``_correct_entities``).

Rasa compares an entity's role with the group of the original, and so overlooks most changes of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teachback.dialogue.transcript import Annotation, Understanding
from teachback.teaching.understanding.marking import UnreadableMarksError, marked, read_marked, visible, written_value


def corrected(original: Understanding, text: str) -> Understanding:
    """The message with the entities that ``text``, a marked text of the same words, says; its intent stays.

    An entity that was left as it was keeps what a mark does not tell: who found it, and a value that is no text. One
    that no mark could show stays as long as the mark around it does. Raises ``UnreadableMarksError``, also when the
    words themselves were changed.
    """
    if text == marked(original):
        return original
    plain, annotations = read_marked(text)
    if plain != original.text:
        raise UnreadableMarksError(
            f"Without its marks the text is “{plain}”, but “{original.text}” was said. Change the marks only."
        )
    shown = [each for group in visible(original) for each in group]
    taken = [_taken_over(each, shown, plain) for each in annotations]
    found = (*taken, *_hidden(original, shown, taken))
    return replace(original, annotations=tuple(sorted(found, key=lambda each: (each.start, -each.end))))


def _taken_over(annotation: Annotation, shown: list[Annotation], text: str) -> Annotation:
    """The original of an annotation that says the same, or what remains true of it."""
    words = text[annotation.start : annotation.end]
    for original in shown:
        if not _same_value(annotation, original, words):
            continue
        mention = replace(annotation.mention, value=original.mention.value)
        return original if mention == original.mention else replace(annotation, mention=mention)
    return annotation


def _same_value(annotation: Annotation, original: Annotation, words: str) -> bool:
    there = (original.start, original.end, original.mention.type)
    here = (annotation.start, annotation.end, annotation.mention.type)
    told = written_value(original.mention, words)
    return here == there and annotation.mention.value == (words if told is None else str(told))


def _hidden(original: Understanding, shown: list[Annotation], taken: list[Annotation]) -> Iterator[Annotation]:
    """The annotations that no mark showed, without those whose cover was changed."""
    for each in original.annotations:
        if each in shown:
            continue
        covers = [cover for cover in shown if cover.start < each.end and each.start < cover.end]
        if all(cover in taken for cover in covers):
            yield each

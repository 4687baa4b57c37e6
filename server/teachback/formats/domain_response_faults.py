"""What spoils a domain in its responses (R1:core/domain.py:collect_templates, the schema responses.yml of R3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teachback.formats.domain_fault import BOTH_STOP, DROPPED_THEN_STOPS, ONLY_1_STOPS, ONLY_3_STOPS, DomainFault
from teachback.formats.yaml_nodes import Mapping, Node, Scalar, Sequence
from teachback.formats.yaml_scalars import is_null, resolve

# The schema responses.yml of R3.
_KEYS = frozenset(
    {
        "id",
        "text",
        "image",
        "custom",
        "buttons",
        "button_type",
        "quick_replies",
        "attachment",
        "elements",
        "channel",
        "metadata",
        "condition",
    }
)


def response_faults(top: Mapping) -> Iterator[DomainFault]:
    """The faults of ``responses``, and of 1.x's ``templates``."""
    key, node = top.key("responses"), top.get("responses")
    if key is not None and node is not None and not isinstance(node, Mapping):
        place = key.inner if is_null(node) else node.span
        yield DROPPED_THEN_STOPS.at(place, "“responses” must hold lines of the form “utter_name:”. Or remove the key.")
    old_key, old = top.key("templates"), top.get("templates")
    if old_key is not None and old is not None and not isinstance(old, Mapping):
        place = old_key.inner if is_null(old) else old.span
        yield ONLY_1_STOPS.at(place, "“templates” must hold lines of the form “utter_name:”.")
    for name, texts in node.pairs() if isinstance(node, Mapping) else ():
        yield from _response(name, texts)
    for name, texts in old.pairs() if isinstance(old, Mapping) else ():
        yield from (replace(fault, rasa3=None) for fault in _response(name, texts) if fault.rasa1 is not None)


def _response(name: Scalar, texts: Node) -> Iterator[DomainFault]:
    if is_null(texts):
        yield DROPPED_THEN_STOPS.at(name.inner, f"“{name.text}” has no texts. Write “- text: …” below it.")
    elif not isinstance(texts, Sequence):
        yield ONLY_3_STOPS.at(texts.span, f"The texts of “{name.text}” must be a list: lines “- text: …”.")
    else:
        for item in texts.items:
            yield from _text(name, item)


def _text(name: Scalar, item: Node) -> Iterator[DomainFault]:
    if not isinstance(item, Mapping):
        if is_null(item):
            yield BOTH_STOP.at(name.inner, f"A dash of “{name.text}” is empty. Write “- text: …”, or remove it.")
        else:
            yield ONLY_3_STOPS.at(item.span, f"Write “text: ” before this text of “{name.text}”.")
        return
    yield from _keys(item)
    text = item.get("text")
    if text is None and item.key("custom") is None:
        yield DROPPED_THEN_STOPS.at(item.span, f"This variation of “{name.text}” has no “text:” and no “custom:”.")
    elif text is not None and is_null(text) and item.key("custom") is None:
        yield ONLY_3_STOPS.at(item.span, f"The text of this variation of “{name.text}” is empty. Write one.")
    elif isinstance(text, Scalar) and not is_null(text) and not isinstance(resolve(text), str):
        yield ONLY_3_STOPS.at(text.span, f'A text must be a text. Write "{text.text}", in quotes.')


def _keys(item: Mapping) -> Iterator[DomainFault]:
    for key, value in item.pairs():
        if key.text not in _KEYS:
            yield ONLY_3_STOPS.at(key.inner, f"A response has no key “{key.text}”. Put it below “custom:”.")
        elif key.text == "buttons" and not isinstance(value, Sequence) and not is_null(value):
            yield ONLY_3_STOPS.at(value.span, "“buttons” must be a list: lines “- title: …”.")

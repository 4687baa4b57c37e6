"""The forms of a domain as 2.x and 3.x define them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from teachback.formats.domain_values import Json, object_in, section


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """A form: what it asks for, in order, and the intents that fill none of its slots."""

    name: str
    required_slots: tuple[str, ...] = ()
    ignored_intents: tuple[str, ...] = ()


def read_forms(domain: Json) -> Mapping[str, FormDefinition]:
    """The forms of a domain (``domain_values``) by name. Those of 1.x require nothing here: their code says what."""
    return {name: _form(name, settings) for name, settings in section(domain, "forms").items()}


def _form(name: str, settings: object) -> FormDefinition:
    written = object_in(settings)
    required = written.get("required_slots")
    if required is None:  # 2.0: the slots stand right below the form's name
        required = [key for key in written if key != "ignored_intents"]
    return FormDefinition(name, _texts(required), _texts(written.get("ignored_intents")))


def _texts(written: object) -> tuple[str, ...]:
    if isinstance(written, list | Mapping):
        return tuple(str(item) for item in cast("list[object]", written))
    return () if written is None else (str(written),)

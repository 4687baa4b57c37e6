"""What is offered at the cursor of a text: ``│`` marks it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from teachback.completion.offers import Offer, offers
from teachback.completion.places import wanted_at
from teachback.completion.vocabulary import Vocabulary
from teachback.project.assembling import assembled
from teachback.project.layout import Layout
from teachback.project.reading import Reader
from teachback.text.document import Document
from teachback.text.edits import Edit, apply_edits

CURSOR = "│"

DOMAIN_1X = """\
intents: [greet, inform, 打招呼]
entities: [city, cuisine]
slots:
  city: {type: text}
  price: {type: categorical, values: [cheap, dear]}
  outside: {type: bool}
responses:
  utter_greet:
  - text: Hello there!
  utter_again: [{text: "Once more?"}]
actions: [action_search]
forms: [restaurant_form]
"""

DOMAIN_3X = """\
version: "3.1"
intents: [greet, inform, 打招呼]
entities: [city, cuisine]
slots:
  city: {type: text, mappings: [{type: custom}]}
  price: {type: categorical, values: [cheap, dear], mappings: [{type: custom}]}
  outside: {type: bool, mappings: [{type: custom}]}
responses:
  utter_greet:
  - text: Hello there!
actions: [action_search]
forms:
  restaurant_form: {required_slots: [city]}
"""


def offered(name: str, marked: str, likely: Mapping[str, float] | None = None, other: str = "") -> list[Offer]:
    """The offers in the file ``name`` of a small bot; the domain is that of its generation, unless it is the file.

    ``other`` is the text of another file with training data.
    """
    text, cursor = marked.replace(CURSOR, ""), marked.index(CURSOR)
    suffix = Path(name).suffix
    texts = {f"data/other{suffix}": other}
    texts["domain.yml"] = DOMAIN_1X if suffix == ".md" else DOMAIN_3X
    texts[name] = text
    document = Document(text)
    wanted = wanted_at(name, document, cursor)
    return offers(wanted, text, cursor, _vocabulary(texts), likely or {}) if wanted else []


def labels(name: str, marked: str, other: str = "") -> list[str]:
    """What ``offered`` shows, in its order."""
    return [offer.label for offer in offered(name, marked, other=other)]


def accepted(name: str, marked: str, label: str, other: str = "") -> str:
    """The text after an offer has been taken, for the whole word under the cursor."""
    text = marked.replace(CURSOR, "")
    wanted = wanted_at(name, Document(text), marked.index(CURSOR))
    assert wanted is not None
    chosen = next(offer for offer in offered(name, marked, other=other) if offer.label == label)
    return apply_edits(text, [Edit(wanted.word, chosen.text)])


def _vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    root = Path("/bot")
    layout = Layout(root, (root / "data",), (root / "domain.yml",), ())
    reader = Reader()
    read = {path: reader.read(root / path, Document(text), layout) for path, text in texts.items()}
    snapshot = assembled(layout, {(root / path).as_posix(): file for path, file in read.items() if file}, None)
    known = Vocabulary.of(snapshot)
    return Vocabulary(known.domain, known.symbols, whole=True)

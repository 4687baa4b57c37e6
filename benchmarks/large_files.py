"""Single files of a size that nobody should keep and some do, each alone in a project of its own."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from many_stories import write_many_stories

YAML_LINES = 20_000
FORM_LINES = 50_000
_LINES_OF_A_STORY = 11
_SEED = 12
_INTENT = re.compile(r"^\* *(.+?) *$", re.MULTILINE)
_ACTION = re.compile(r"^ *- (.+?) *$", re.MULTILINE)
_SLOTS = ("cuisine", "people", "time")
_VALUES = 400


def write_large_yaml(folder: Path) -> Path:
    """A project of 3.x with one file of about 20,000 lines; the file."""
    write_many_stories(folder, YAML_LINES // _LINES_OF_A_STORY, YAML_LINES)
    return folder / "yaml" / "data" / "stories_000.yml"


def write_forms(folder: Path) -> Path:
    """A project of 1.x with one file of 50,000 lines about forms; the file."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    lines: list[str] = []
    while len(lines) < FORM_LINES:
        lines += (f"## booking {len(lines)}", *_booking(chance), "")
    slots = "".join(f"  {slot}:\n    type: unfeaturized\n" for slot in (*_SLOTS, "requested_slot"))
    responses = "".join(f"  {name}:\n  - text: Well.\n" for name in ("utter_greet", "utter_chitchat", "utter_done"))
    domain = (
        f"intents: [greet, request, inform, chitchat]\nentities: [{', '.join(_SLOTS)}]\nslots:\n{slots}"
        f"responses:\n{responses}actions: [action_book]\nforms: [booking_form]\n"
    )
    config = "language: en\npipeline: []\npolicies:\n- name: MemoizationPolicy\n  max_history: 5\n- name: FormPolicy\n"
    return _project(folder, domain, config, "\n".join(lines))


def write_real(folder: Path, stories: Path) -> Path:
    """A project with a real file of stories, and a domain that lists what they name; the file."""
    text = stories.read_text()
    intents, actions = set(_INTENT.findall(text)), set(_ACTION.findall(text))
    said = {name: [{"text": "Well."}] for name in sorted(actions) if name.startswith("utter_")}
    domain = json.dumps({"intents": sorted(intents), "actions": sorted(actions), "responses": said})
    return _project(folder, domain, "language: en\npipeline: []\npolicies:\n- name: MemoizationPolicy\n", text)


def _project(folder: Path, domain: str, config: str, stories: str) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "domain.yml").write_text(domain)
    (folder / "config.yml").write_text(config)
    file = folder / "data" / "stories.md"
    file.write_text(stories)
    return file


def _booking(chance: random.Random) -> Iterator[str]:
    if chance.random() < 1 / 2:
        yield from ("* greet", "  - utter_greet")
    yield from ("* request", "  - booking_form", '  - form{"name": "booking_form"}')
    for slot in _SLOTS:
        value = chance.randrange(_VALUES)
        yield f'  - slot{{"requested_slot": "{slot}"}}'
        if chance.random() < 1 / 4:
            yield from ("* chitchat", "  - utter_chitchat", "  - booking_form")
        yield from (
            f'* form: inform{{"{slot}": "{value}"}}',
            "  - form: booking_form",
            f'  - slot{{"{slot}": "{value}"}}',
        )
    yield from ('  - form{"name": null}', '  - slot{"requested_slot": null}', "  - action_book", "  - utter_done")

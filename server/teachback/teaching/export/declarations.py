"""What taught conversations use and the domain lacks, added to the domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teachback.checks.domain_additions import domain_files_for
from teachback.dialogue.domain import Domain
from teachback.dialogue.events import LoopChanged, SlotSet
from teachback.dialogue.transcript import BotRan, Entry, Transcript, UserSaid
from teachback.formats.domain_edits import add_names
from teachback.formats.domain_items import NewName
from teachback.formats.domain_tree import Section
from teachback.formats.domain_yaml import read_domain
from teachback.formats.yaml_tree import parse_yaml
from teachback.project.domain_merge import REQUESTED_SLOT, SESSION_METADATA_SLOT
from teachback.teaching.export.drafts import Drafts
from teachback.teaching.export.taught import Taught
from teachback.teaching.export.versions import version_for
from teachback.teaching.new_names import section_for

# What Rasa adds to every domain itself.
_OWN_SLOTS = frozenset({REQUESTED_SLOT, SESSION_METADATA_SLOT})


def put_names(
    drafts: Drafts, taught: Taught, stories: Sequence[Transcript], ordered: str | None
) -> tuple[Drafts, tuple[str, ...]]:
    """The drafts with new names in the domain, and remarks on those that could not be added.

    A section that a file has already takes its names; with ``ordered`` all go to that file.
    """
    domain = drafts.snapshot.domain
    names = tuple(dict.fromkeys(_new_names(stories, taught, domain)))
    if not names:
        return drafts, ()
    if not domain.complete and ordered is None:
        return drafts, (
            f"A part of the domain could not be read, so nothing is added to it: see whether it has {_told(names)}.",
        )
    remarks = [_untold(name) for name in names if name.section is Section.RESPONSES and name.text is None]
    for section in Section:
        wanted = [name for name in names if name.section is section]
        if wanted:
            drafts, refused = _put(drafts, section, wanted, ordered)
            remarks += refused
    return drafts, tuple(remarks)


def _put(drafts: Drafts, section: Section, names: list[NewName], ordered: str | None) -> tuple[Drafts, tuple[str, ...]]:
    paths = [ordered] if ordered is not None else [file.path for file in domain_files_for(drafts.snapshot, section)]
    for path in paths:
        added = _added(drafts, path, names)
        if added is not None:
            return added, ()
    where = drafts.snapshot.relative(paths[0]) if paths else "the domain"
    return drafts, (f"{where} could not be edited with certainty: add {_told(names)} to its {section.value} by hand.",)


def _added(drafts: Drafts, path: str, names: list[NewName]) -> Drafts | None:
    if drafts.refusal(path) is not None:
        return None
    dialect = drafts.snapshot.dialect
    text = drafts.text(path)
    if text is None or not text.strip():
        started = drafts.with_text(path, f'version: "{version_for(drafts.snapshot)}"\n{names[0].section.value}:\n')
        return _added(started, path, names)
    edits = add_names(text, read_domain(parse_yaml(text), text), names, dialect)
    return None if edits is None else drafts.edited(path, edits)


def _new_names(stories: Iterable[Transcript], taught: Taught, domain: Domain) -> Iterator[NewName]:
    slots = {slot.name for slot in domain.slots} | _OWN_SLOTS
    actions = set(domain.action_names())
    for entry in _entries(stories):
        match entry:
            case UserSaid(understood):
                if understood.intent and understood.intent not in domain.intents:
                    yield NewName(Section.INTENTS, understood.intent)
                for mention in understood.mentions:
                    if mention.type not in domain.entities:
                        yield NewName(Section.ENTITIES, mention.type)
            case BotRan(event=action) if not action.is_text and domain.meant_by(action.name) not in actions:
                if action.name not in _loops(stories):
                    yield NewName(section_for(action.name), action.name, taught.responses.get(action.name))
            case SlotSet(slot=slot) if slot not in slots:
                yield NewName(Section.SLOTS, slot, slot_type=taught.slot_types.get(slot))
            case LoopChanged(loop=str(loop)) if loop not in domain.forms and loop not in actions:
                yield NewName(Section.FORMS, loop)
            case _:
                continue


def _entries(stories: Iterable[Transcript]) -> Iterator[Entry]:
    return (entry for story in stories for entry in story)


def _loops(stories: Iterable[Transcript]) -> frozenset[str | None]:
    return frozenset(entry.loop for entry in _entries(stories) if isinstance(entry, LoopChanged))


def _untold(name: NewName) -> str:
    return f"`{name.name}` says its own name until you write in the domain what it should say."


def _told(names: Iterable[NewName]) -> str:
    return ", ".join(f"`{name.name}`" for name in names)

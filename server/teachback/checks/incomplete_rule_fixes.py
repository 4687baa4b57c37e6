"""Ways to complete a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teachback.checks.finding import Finding, Fix
from teachback.checks.places import describe, location_of
from teachback.checks.rule import Facts
from teachback.checks.rule_faults import lack_faults
from teachback.checks.rule_words import story_at, told
from teachback.checks.story_changes import change
from teachback.checks.trial import mends
from teachback.formats.story_edits import do_not_wait, insert_steps_after
from teachback.formats.story_tree import SlotStep
from teachback.formats.yaml_rule_edits import StepText
from teachback.policies.placed_examples import Place
from teachback.policies.rules.disputes import Lack
from teachback.policies.rules.rule_states import NOT_SET

# So many other loops are offered.
MOST_LOOPS = 3


def fixes_of(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The fixes of an incomplete rule: only those that complete it and bring nothing else."""
    lack = next((each for each in facts.objections.lacks if _is_about(facts, each, finding)), None)
    if lack is None:
        return
    faults = lack_faults(facts.snapshot, facts.objections, lack)
    yield from (fix for fix in _candidates(facts, lack) if fix.edits and mends(facts, fix.edits, *faults))
    for place in list(_rules(lack).values())[:1]:
        yield Fix(
            f"Go to {told(facts, place)} ({describe(facts.snapshot, place)})", goto=location_of(facts.snapshot, place)
        )


def _is_about(facts: Facts, lack: Lack, finding: Finding) -> bool:
    action = dict(finding.data.items).get("action")
    return lack.deed.action == action and location_of(facts.snapshot, lack.deed.place) == finding.location


def _candidates(facts: Facts, lack: Lack) -> Iterator[Fix]:
    loops = list(lack.loops)[:MOST_LOOPS]
    for slots, said in _slots(facts, lack):
        for loop in loops or [None]:
            steps = [*slots, *_loop(loop)]
            words = " and ".join((*said, *(step.head for step in _loop(loop))))
            yield _addition(facts, lack.deed.place, f"Say {words} after {lack.deed.action}", steps)
    place = lack.deed.place
    edits = change(facts, place, lambda text, _, placed: do_not_wait(text, placed))
    yield Fix("Add wait_for_user_input: false to this rule", edits)


def _addition(facts: Facts, place: Place, title: str, steps: Sequence[StepText]) -> Fix:
    return Fix(title, change(facts, place, lambda text, _, placed: insert_steps_after(text, placed, place.step, steps)))


def _loop(loop: str | None) -> tuple[StepText, ...]:
    return () if loop is None else (StepText(f"active_loop: {'null' if loop == NOT_SET else loop}"),)


def _slots(facts: Facts, lack: Lack) -> Iterator[tuple[tuple[StepText, ...], tuple[str, ...]]]:
    """What may be said of the missing slots: what the first other rule says, or that they are not set."""
    if not lack.slots:
        yield (), ()
        return
    for items in dict.fromkeys((tuple(_as_elsewhere(facts, lack)), tuple(f"{slot}: null" for slot in lack.slots))):
        if len(items) == len(lack.slots):
            yield (StepText("slot_was_set:", items),), items


def _as_elsewhere(facts: Facts, lack: Lack) -> Iterator[str]:
    """The assignments as the other rules write them, where they stand on one line."""
    for slot, places in lack.slots.items():
        place = places[0]
        step = story_at(facts, place).step(place.step)
        for assignment in step.assignments if isinstance(step, SlotStep) else ():
            if assignment.slot.text == slot:
                file = facts.snapshot.files[place.path]
                offset = file.placed_stories()[place.story].offset
                value = assignment.value_span.shifted(offset).text_in(file.document.text)
                if assignment.given and value and "\n" not in value and "\r" not in value:
                    yield f"{slot}: {value}"
                break


def _rules(lack: Lack) -> dict[tuple[str, int], Place]:
    said: Iterable[tuple[Place, ...]] = (*lack.slots.values(), *lack.loops.values())
    return {(place.path, place.story): place for places in said for place in places[:1]}

"""Whether a plan that was tried out is written, or what shall be otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teachback.teaching.export.readback import StoryVerdict
from teachback.teaching.export.talk.phases import Deciding, Left, Naming, Phase, Placing, Shown, Writing
from teachback.teaching.export.talk.settling import settle
from teachback.teaching.export.talk.trying import Ground, Tried, tried_out
from teachback.teaching.export.taught import Destinations
from teachback.teaching.prompts import Choice, Choose

WRITE, NAMES, FILES, TESTS, TRAINING, BACK = "write", "names", "files", "tests", "training", "back"


def ask(phase: Deciding) -> Shown:
    """The decision, with all that speaks against the plan."""
    tried = phase.tried
    remarks = (*((phase.remark,) if phase.remark else ()), *tried.plan.remarks, *_problems(tried))
    return Shown(Choose("Export", "Write these changes?", tuple(_choices(tried))), remarks, tried.changes)


def take(phase: Deciding, value: str, ground: Ground) -> Phase:
    """What the person wants done now."""
    match value:
        case answer if answer == WRITE:
            return Writing(phase.tried)
        case answer if answer == NAMES:
            return Naming(phase.tried)
        case answer if answer == FILES:
            return Placing(phase.tried)
        case answer if answer in {TESTS, TRAINING}:
            return settle(_of_other_kind(phase.tried, ground))
        case _:
            return Left()


def _choices(tried: Tried) -> Iterator[Choice]:
    plan = tried.plan
    if plan.changes:
        named = ", ".join(f'"{name}"' for name in plan.names)
        yield Choice(f"Write {named or 'what was said'}", WRITE)
    if plan.names:
        yield Choice("Give other names", NAMES)
    yield Choice("Write to other files", FILES)
    if plan.names and not plan.tests:
        yield Choice("Write as test stories", TESTS)
    if plan.tests:
        yield Choice("Write as training stories", TRAINING)
    yield Choice("Go back, write nothing", BACK)


def _of_other_kind(tried: Tried, ground: Ground) -> Tried:
    """Test stories instead of training stories, or the other way round. They go elsewhere, and contradict nobody, so
    that neither files nor decisions hold for both.
    """
    wanted = tried.wanted
    elsewhere = Destinations(beside=wanted.destinations.beside)
    return tried_out(replace(wanted, tests=not wanted.tests, destinations=elsewhere), ground)


def _problems(tried: Tried) -> Iterator[str]:
    """Where the stories would not do what was taught, and what findings they would bring."""
    for story in tried.verdict.stories:
        yield from _otherwise(story)
    for finding in tried.verdict.new_findings:
        yield f"{finding.severity.value}: {finding.message} [{finding.rule}]"


def _otherwise(story: StoryVerdict) -> Iterator[str]:
    if not story.found:
        yield f'"{story.name}" cannot be read back from its file.'
    elif not story.same:
        yield f'"{story.name}" reads back as something else than what was taught.'
    for each in story.otherwise:
        instead = f"'{each.predicted}'" if each.predicted else "nothing"
        yield f"In \"{story.name}\" the policies will predict {instead} and not '{each.taught}'."

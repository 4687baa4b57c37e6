"""Teach one step: which action comes next at the cursor? Asks as data, answers with edits, remembers nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from teachback.checks.rule import Facts
from teachback.dialogue.domain import ACTION_LISTEN
from teachback.formats.story_tree import Story
from teachback.policies.approaches import Approach
from teachback.policies.engine import Statistics
from teachback.policies.ranking import RankedAction, Ranking, ranking
from teachback.teaching.evidence import (
    Evidence,
    disagreement_in_words,
    evidence_at,
    situation_in_words,
    stories_of,
)
from teachback.teaching.new_names import refusal
from teachback.teaching.places import Nowhere, Target, target_at
from teachback.teaching.prompts import Choice, Choose, Notice, Prompt
from teachback.teaching.reason import Reason, stories_in_words
from teachback.teaching.reasons import Why, why_in
from teachback.teaching.sources import source_in_words
from teachback.teaching.story_changes import change, current_action

if TYPE_CHECKING:  # NumPy is loaded when there is something to learn
    from teachback.policies.statistical.learner import Learner

TITLE = "Teach next action"

# So many of the likeliest actions come with reasons; more would only be in the way.
_EXPLAINED = 3


@dataclass(frozen=True, slots=True)
class NextActionSession:
    """What was asked, about which step of which story; nothing at all where there was nothing to ask.

    The story is kept as it was, so that an answer finds it again after it has moved.
    """

    target: Target | None = None
    story: Story | None = None
    question: Choose | None = None


def approach_at(facts: Facts, path: str, offset: int) -> Approach | None:
    """The way to the step that ``begin`` would ask about, whose ranking it would want; ``None`` if it would not ask."""
    target = target_at(facts.snapshot, path, offset)
    if isinstance(target, Nowhere):
        return None
    return evidence_at(facts, target.path, target.story, target.step).approach


@dataclass(frozen=True, slots=True)
class Forecast:
    """What ranks the actions, and what says why, where that can be said.

    ``source`` is a sentence on where the ranking comes from, when that is not Teachback itself.
    """

    ranking: Ranking
    why: Why | None = None
    source: str = ""


def forecast_by(facts: Facts, learner: Learner | None, counts: Statistics | None = None) -> Forecast:
    """The forecast of what has learnt from the stories; where nothing has, examples are counted, without reasons.
    ``counts`` are those of the examples, where they are known.
    """
    ranks = ranking(facts.tables, learner or counts, facts.snapshot.domain)
    return Forecast(ranks, why_in(facts, learner) if learner is not None else None)


def begin(facts: Facts, forecast: Forecast, path: str, offset: int) -> tuple[NextActionSession, Prompt]:
    """The question for a cursor at a code-point offset of a file, or a notice why there is none."""
    target = target_at(facts.snapshot, path, offset)
    if isinstance(target, Nowhere):
        return NextActionSession(), Notice(target.reason)
    evidence = evidence_at(facts, target.path, target.story, target.step)
    current = current_action(facts, target)
    ranked = forecast.ranking(evidence.approach)
    reasons = {each.action: _why(forecast, evidence, each) for each in ranked[:_EXPLAINED]}
    choices = tuple(_choice(facts, evidence, each, current, reasons.get(each.action, ())) for each in ranked)
    if current is not None and not any(choice.current for choice in choices):
        choices = (Choice(current, current, current=True), *choices)
    message = f"{_message(evidence, target, current)} {forecast.source or source_in_words(facts.snapshot, ranked)}"
    question = Choose(TITLE, message, choices, allow_new=True)
    story = facts.snapshot.files[target.path].placed_stories()[target.story].story
    return NextActionSession(target, story, question), question


def answer(facts: Facts, session: NextActionSession, value: str) -> tuple[NextActionSession, Prompt]:
    """The edits for the chosen action (its ``Choice.value``, or a new name), or the question again.

    ``facts`` may be newer than the question: the story may have moved meanwhile, but not have changed.
    """
    if session.target is None or session.question is None:
        return session, Notice("Nothing was asked here. Put the cursor on a step of a story and begin again.")
    target = _found_again(facts, session.target, session.story)
    if target is None:
        return NextActionSession(), Notice("The story has changed since the question was asked. Please begin again.")
    action = value.strip()
    offered = {choice.value for choice in session.question.choices}
    problem = None if action in offered else refusal(action)
    if problem is not None:
        return session, replace(session.question, message=problem)
    try:
        return NextActionSession(), change(facts, target, action)
    except ValueError as reason:  # the writer of the format knows of something that has no edit
        return NextActionSession(), Notice(f"This step cannot be edited: {reason}. Please change it by hand.")


def _found_again(facts: Facts, target: Target, story: Story | None) -> Target | None:
    file = facts.snapshot.files.get(target.path)
    if file is None:
        return None
    same = [index for index, placed in enumerate(file.placed_stories()) if placed.story == story]
    if not same:
        return None
    nearest = min(same, key=lambda index: abs(index - target.story))
    return replace(target, story=nearest)


def _choice(
    facts: Facts, evidence: Evidence, ranked: RankedAction, current: str | None, why: tuple[Reason, ...]
) -> Choice:
    said = stories_in_words(stories_of(facts, evidence.places.get(ranked.action, ())))
    meaning = "the bot waits for the user" if ranked.action == ACTION_LISTEN else ""
    return Choice(
        label=ranked.action,
        value=ranked.action,
        score=ranked.probability,
        detail="; ".join(part for part in (meaning, said) if part),
        current=ranked.action == current,
        why=why,
    )


def _why(forecast: Forecast, evidence: Evidence, ranked: RankedAction) -> tuple[Reason, ...]:
    """What stories say of just this situation is in the detail; other reasons are for where they say nothing."""
    if forecast.why is None or ranked.action in evidence.places:
        return ()
    return forecast.why(evidence.approach.states, ranked.action)


def _message(evidence: Evidence, target: Target, current: str | None) -> str:
    situation = situation_in_words(evidence.approach.states[-1])
    if evidence.contradictory:
        return f"{situation} the stories disagree: {disagreement_in_words(evidence)}. What should this story do?"
    if target.new or current is None:
        return f"{situation}, what should the bot do?"
    return f"{situation} this story runs `{current}`. What should the bot do?"

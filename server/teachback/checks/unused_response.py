"""Responses that the bot never says."""

from __future__ import annotations

from collections.abc import Iterator

from teachback.checks.finding import Finding
from teachback.checks.known_names import UTTER
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import has_custom_code, has_stories, use_of, used_names
from teachback.dialogue.retrieval import base_of
from teachback.formats.problems import Severity
from teachback.project.sources import Location, SourceFile
from teachback.project.symbol_kind import SymbolKind

CODE = "unused-response"
# Said by Rasa's own actions (R1, R3: core/actions/action.py, two_stage_fallback.py).
_FOR_RASA = frozenset(
    {
        "utter_ask_affirmation",
        "utter_ask_rephrase",
        "utter_back",
        "utter_default",
        "utter_restart",
        "utter_session_start",
    }
)


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """R1, R3: validator.py:verify_utterances_in_stories. The code of an action may say anything, so then none."""
    domain = facts.snapshot.domain
    if file.domain is None or not domain.complete or has_custom_code(facts) or not has_stories(facts):
        return
    used = {base_of(name) for name in used_names(facts, SymbolKind.ACTION)} | _FOR_RASA | _asked(facts)
    for response in file.domain.responses:
        if response.text.startswith(UTTER) and base_of(response.text) not in used:
            message = f"No story, rule, intent or form says `{response.text}`."
            yield Finding(CODE, Severity.HINT, Location(file.path, response.span), message)


def _asked(facts: Facts) -> frozenset[str]:
    """What forms ask with (R3:core/actions/forms.py:_name_of_utterance)."""
    forms = facts.snapshot.domain.forms.values()
    return frozenset(
        name
        for form in forms
        for slot in form.required_slots
        for name in (f"{UTTER}ask_{slot}", f"{UTTER}ask_{form.name}_{slot}")
    )


RULE = Rule(CODE, Severity.HINT, "A response that nothing says", InEachFile(find, use_of(SymbolKind.ACTION)))

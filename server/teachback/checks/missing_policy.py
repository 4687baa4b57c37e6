"""Policies of the configuration that are not run here."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.formats.problems import Severity
from teachback.policies.configuration import RASAS_OWN, read_configuration
from teachback.project.sources import Location, SourceFile

CODE = "missing-policy"


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """Policies of the author's own, policies of Rasa that have no counterpart here, and names that nobody knows."""
    if file.config is None:
        return
    for name in read_configuration(file.config, facts.snapshot.dialect).missing:
        if name.text:
            yield Finding(CODE, Severity.INFORMATION, Location(file.path, name.span), _message(name.text))


def _seen(facts: Facts, file: SourceFile) -> Hashable:
    return facts.snapshot.dialect if file.config is not None else None


def _message(policy: str) -> str:
    if policy.rpartition(".")[2] in RASAS_OWN:
        return f"`{policy}` is not run here, so predictions come from the other policies alone."
    return (
        f"`{policy}` is no policy of Rasa's, and code of a project is never run here, so predictions come from the "
        "other policies alone. Is the name spelt as you mean it?"
    )


RULE = Rule(CODE, Severity.INFORMATION, "A policy that is not run here", InEachFile(find, _seen))

"""Names that one domain file lists twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from teachback.checks.finding import FileEdit, Finding, Fix, Related
from teachback.checks.invalid_domain import dropped, has_parts, of_whole_domain, says_3, severity_in
from teachback.checks.own_line import own_line
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import domain_files
from teachback.dialogue.dialect import Dialect
from teachback.dialogue.domain import DEFAULT_ACTIONS
from teachback.formats.domain_tree import DomainFile
from teachback.formats.names import Name
from teachback.formats.problems import Severity
from teachback.project.sources import Location, SourceFile
from teachback.text.edits import Edit

CODE = "duplicate-name"
_Twice = tuple[str, Name, Name]


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """R1, R3: Domain._check_domain_sanity and collect_intent_properties raise InvalidDomain, file by file.

    Rasa 2 merges the lists of several files as sets before that, so there it is a warning only.
    """
    if file.domain is None:
        return
    merged = has_parts(facts) and facts.snapshot.dialect is Dialect.RASA3 and not says_3(facts)
    severity = Severity.WARNING if merged else severity_in(facts, file.path)
    verdict = "" if merged else f" {dropped(facts)}"
    for what, first, second in _twice(file.domain, facts.snapshot.dialect):
        yield Finding(
            rule=CODE,
            severity=severity,
            location=Location(file.path, second.span),
            message=f"The domain lists {what} `{second.text}` twice.{verdict}",
            related=(Related(Location(file.path, first.span), "the first time"),),
        )


def fixes(facts: Facts, finding: Finding) -> Iterator[Fix]:
    """The second entry goes, where it has a line of its own."""
    for file, tree in domain_files(facts):
        for what, _, second in _twice(tree, facts.snapshot.dialect):
            if Location(file.path, second.span) == finding.location:
                line = own_line(file.document, second.span)
                if line is not None:
                    yield Fix(f"Remove {what} `{second.text}` here", (FileEdit(file.path, Edit(line, "")),))
                return


def _twice(tree: DomainFile, dialect: Dialect) -> Iterator[_Twice]:
    yield from _repeated("the intent", (intent.name for intent in tree.intents))
    yield from _repeated("the entity", (entity.name for entity in tree.entities))
    default = DEFAULT_ACTIONS[dialect]
    actions = [action for action in tree.actions if action.text not in default]  # Rasa drops these without a word
    forms = [form.name for form in tree.forms] if dialect is Dialect.RASA1 else []
    yield from _repeated("the action", [*actions, *forms])


def _repeated(what: str, names: Iterable[Name]) -> Iterator[_Twice]:
    seen: dict[str, Name] = {}
    for name in names:
        first = seen.setdefault(name.text, name)
        if first is not name:
            yield what, first, name


RULE = Rule(CODE, Severity.ERROR, "A name that the domain lists twice", InEachFile(find, of_whole_domain), fixes)

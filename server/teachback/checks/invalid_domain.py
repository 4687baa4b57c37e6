"""What makes Rasa refuse a domain, or go on with an empty one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import PurePosixPath

from teachback.checks.finding import Finding
from teachback.checks.rule import Facts, InEachFile, Rule
from teachback.checks.used_names import domain_files
from teachback.dialogue.dialect import Dialect
from teachback.formats.domain_fault import DomainFault, Refusal
from teachback.formats.domain_tree import DomainFile
from teachback.formats.problems import Severity
from teachback.project.dialects import is_for_3
from teachback.project.file_names import FileNames
from teachback.project.layout import DOMAIN_NAMES
from teachback.project.sources import Location, SourceFile

CODE = "invalid-domain"

DROPPED_BY_1 = (
    "Rasa drops the whole domain because of it and goes on with an empty one: no intent, slot or action is known, and "
    "no dialogue is trained."
)
"""What 1.10 does with an invalid domain (R1:importers/rasa.py:get_domain, R1:train.py)."""

DROPPED_BY_3 = "Rasa takes the whole domain for empty because of it, and refuses to train."
"""What 3.6 does (R3:shared/importers/rasa.py:get_domain, R3:cli/data.py)."""

STOPPED = "Rasa stops with an error because of it."


def find(facts: Facts, file: SourceFile) -> Iterator[Finding]:
    """One finding at each place that spoils a file of the domain."""
    if file.domain is not None:
        for fault, refusal in faults_in(facts, file.domain):
            message = f"{fault.message} {_consequence(facts, refusal)}"
            yield Finding(CODE, severity_in(facts, file.path), Location(file.path, fault.span), message)


def of_whole_domain(facts: Facts, file: SourceFile) -> Hashable:
    """What a verdict on one file of the domain hangs on beside the file, as ``InEachFile.sees``."""
    if file.domain is None:
        return None
    return (facts.snapshot.dialect, says_3(facts), has_parts(facts))


def severity_in(facts: Facts, path: str) -> Severity:
    """How bad it is when a file of the domain is invalid.

    Of a folder 1.10 reads files of one name only (R1:data.py:is_domain_file). Others are put together by somebody's own
    build before Rasa sees them, and what is wrong with one of them may be right in the whole.
    """
    parts = facts.snapshot.dialect is Dialect.RASA1 and has_parts(facts)
    return Severity.WARNING if parts and PurePosixPath(path).name not in DOMAIN_NAMES else Severity.ERROR


def has_parts(facts: Facts) -> bool:
    """Whether the domain is split into several files."""
    return len(list(domain_files(facts))) > 1


def says_3(facts: Facts) -> bool:
    """Whether a file of the domain says that it is for Rasa 3."""
    return bool(facts.symbols.united(_says_3))


def _says_3(file: FileNames) -> frozenset[str]:
    tree = file.file.domain
    return frozenset((file.file.path,) if tree is not None and is_for_3(tree) else ())


def faults_in(facts: Facts, tree: DomainFile) -> Iterator[tuple[DomainFault, Refusal]]:
    """The faults that this project's generation of Rasa minds, with what it does.

    Rasa 2 reads some of what Rasa 3 refuses: unless a file says that it is for Rasa 3, only what 1 and 3 refuse counts.
    """
    in_doubt = not says_3(facts)
    for fault in tree.faults:
        if facts.snapshot.dialect is Dialect.RASA1:
            if fault.rasa1 is not None:
                yield fault, fault.rasa1
        elif fault.rasa3 is not None and not (in_doubt and fault.rasa1 is None):
            yield fault, fault.rasa3


def _consequence(facts: Facts, refusal: Refusal) -> str:
    return STOPPED if refusal is Refusal.STOPPED else dropped(facts)


def dropped(facts: Facts) -> str:
    """What Rasa of this project's generation does with a domain that it cannot take."""
    return DROPPED_BY_1 if facts.snapshot.dialect is Dialect.RASA1 else DROPPED_BY_3


RULE = Rule(
    CODE,
    Severity.ERROR,
    "Something that makes Rasa refuse the domain, or go on with an empty one",
    InEachFile(find, of_whole_domain),
)

"""Findings as LSP diagnostics, written as JSON: each keystroke tells all of a file, and there may be hundreds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter

from teachback.checks.finding import Finding, Found, StoryFinding
from teachback.formats.problems import Severity
from teachback.formats.story_tree import Story
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonArray, JsonText, json_items, json_object, json_of, json_string
from teachback.lsp.related_places import RelatedPlaces

SOURCE = "teachback"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic_of(finding: Finding, view: ClientView) -> types.Diagnostic:
    """One finding as an object of the protocol. Raises ``LookupError`` when its file is not part of the project."""
    return _converter().structure(json.loads(DiagnosticWriter(view, {}).of(finding)), types.Diagnostic)


class WrittenStory(NamedTuple):
    """The diagnostics in a story, and what they were made of: these are kept, so that no others may ever have their
    identities.
    """

    story: Story
    line: int
    findings: tuple[StoryFinding, ...]
    text: JsonText


class DiagnosticWriter:
    """Writes the diagnostics of one file. What was ``written`` of its stories before is taken over as far as it holds,
    by the index of the story; the URIs in it must still be those of the client.
    """

    def __init__(self, view: ClientView, written: Mapping[int, WrittenStory]) -> None:
        self._view = view
        self._client = view.client
        self._before = written
        self._kinds: dict[tuple[str, Severity], JsonText] = {}
        self.places = RelatedPlaces(view)
        self.written: dict[int, WrittenStory] = {}

    def all_of(self, found: Found, lines: Sequence[int]) -> JsonArray:
        """All diagnostics of a file: in source order, but for those in a story, which follow upon each other. Findings
        that would look alike to a reader appear once. ``lines`` are those in which the file's stories begin.
        """
        runs = [(each.location.span.start, self.of(each)) for each in _different(found.elsewhere)]
        stories, before, written = found.stories, self._before, self.written
        for index, findings in found.in_stories.items():
            story, offset = stories[index]
            line, known = lines[index], before.get(index)
            if known is None or known.story is not story or known.line != line or known.findings != findings:
                known = self._written(story, offset, line, findings)
            written[index] = known
            runs.append((offset, known.text))
        runs.sort(key=itemgetter(0))
        return JsonArray(tuple([text for _, text in runs]))

    def of(self, finding: Finding) -> JsonText:
        """One finding as the client can show it. Raises ``LookupError`` when its file is not part of the project."""
        place = self._view.range_text(finding.location.path, finding.location.span)
        kind = self._kinds.get((finding.rule, finding.severity))
        if kind is None:
            kind = self._kinds[finding.rule, finding.severity] = _kind(finding.rule, finding.severity, self._client)
        related = self.places.of(finding.related) if finding.related and self._client.related_information else None
        more = f',"relatedInformation":{related}' if related else ""
        return JsonText(f'{{"range":{place},"message":{json_string(finding.message)},{kind}{more}}}')

    def _written(self, story: Story, offset: int, line: int, findings: tuple[StoryFinding, ...]) -> WrittenStory:
        texts = [self.of(each) for each in _different(finding.where(offset) for finding in findings)]
        return WrittenStory(story, line, findings, json_items(texts))


def _different(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that do not look alike, in source order."""
    alike: dict[tuple[int, int, str, str], Finding] = {}
    for finding in findings:
        span = finding.location.span
        alike.setdefault((span.start, span.end, finding.rule, finding.message), finding)
    return [alike[key] for key in sorted(alike)]


@cache
def page_of(rule: str) -> str | None:
    """The URI of the page that explains a rule; ``None`` when there is none, or the package is not a plain folder."""
    page = resources.files("teachback.checks") / "pages" / f"{rule}.md"
    return page.as_uri() if isinstance(page, Path) and page.is_file() else None


def _kind(rule: str, severity: Severity, client: ClientSupport) -> JsonText:
    """What all findings of a rule have in common, as members without braces."""
    page = page_of(rule) if client.code_descriptions else None
    tag = _tag(rule)
    members = {
        "severity": json_of(_SEVERITIES[severity].value),
        "code": json_of(rule),
        "codeDescription": json_of({"href": page}) if page else None,
        "source": json_of(SOURCE),
        "tags": json_of([tag.value]) if tag and tag in client.tags else None,
    }
    return JsonText(json_object(members)[1:-1])


def _tag(rule: str) -> types.DiagnosticTag | None:
    if rule.startswith("unused-"):
        return types.DiagnosticTag.Unnecessary
    return types.DiagnosticTag.Deprecated if rule.startswith("deprecated-") else None


@cache
def _converter() -> Converter:
    return default_converter()

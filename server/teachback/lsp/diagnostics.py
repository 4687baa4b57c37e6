"""Findings as LSP diagnostics, written as JSON: each keystroke tells all of a file, and there may be hundreds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import compress
from operator import attrgetter, is_not, itemgetter
from pathlib import Path

from cattrs import Converter
from lsprotocol import types
from pygls.protocol import default_converter

from teachback.checks.finding import Finding, Found, StoryFinding
from teachback.formats.problems import Severity
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import ClientView
from teachback.lsp.json_text import JsonArray, JsonText, json_items, json_object, json_of, json_string
from teachback.lsp.related_places import RelatedPlaces
from teachback.project.sources import SourceFile
from teachback.text.common_ends import common_prefix

SOURCE = "teachback"

_OFFSET = attrgetter("offset")

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def diagnostic_of(finding: Finding, view: ClientView) -> types.Diagnostic:
    """One finding as an object of the protocol. Raises ``LookupError`` when its file is not part of the project."""
    return _converter().structure(json.loads(DiagnosticWriter(view).of(finding)), types.Diagnostic)


@dataclass(frozen=True, slots=True)
class Written:
    """The diagnostics of a file: those ``in_stories`` by the index of the story, those ``elsewhere`` each by the
    identity of what was found, and that itself, so that nothing else may ever have its identity.
    """

    file: SourceFile
    found: Found
    in_stories: Mapping[int, JsonText]
    elsewhere: Mapping[int, JsonText]

    def all(self) -> JsonArray:
        """All of them in source order, but for those in a story, which follow upon each other."""
        elsewhere = self.elsewhere
        offsets = map(_OFFSET, map(self.found.stories.__getitem__, self.in_stories))
        runs = list(zip(offsets, self.in_stories.values(), strict=True))
        runs += [(each.location.span.start, elsewhere[id(each)]) for each in _different(self.found.elsewhere)]
        runs.sort(key=itemgetter(0))
        return JsonArray(tuple([text for _, text in runs]))


class DiagnosticWriter:
    """Writes the diagnostics of one file. ``related`` are the places that were written with them."""

    def __init__(self, view: ClientView) -> None:
        self._view = view
        self._client = view.client
        self._kinds: dict[tuple[str, Severity], JsonText] = {}
        self.related = RelatedPlaces(view)

    def write(self, file: SourceFile, found: Found, before: Written, moved: frozenset[int]) -> Written:
        """All diagnostics of a file; findings that would look alike to a reader appear once. What was written
        ``before`` is taken over where the very same is found, but for the stories that have ``moved`` since then; the
        URIs in it must still be those of the client.
        """
        return Written(file, found, self._in_stories(found, before, moved), self._elsewhere(file, found, before))

    def _in_stories(self, found: Found, before: Written, moved: frozenset[int]) -> Mapping[int, JsonText]:
        """Without a loop of its own over all stories, of which most are as they were."""
        now, known = found.in_stories, before.found.in_stories
        texts = dict(before.in_stories)
        for index in texts.keys() - now.keys():
            del texts[index]
        changed = compress(now, map(is_not, map(known.get, now), now.values()))
        for index in (now.keys() & moved).union(changed):
            texts[index] = self._in_story(found.stories[index].offset, now[index])
        return texts

    def _elsewhere(self, file: SourceFile, found: Found, before: Written) -> Mapping[int, JsonText]:
        """What stands above the edit is taken over if it tells of nothing below it."""
        same = common_prefix(before.file.document.text, file.document.text) if before.elsewhere else 0
        return {
            id(each): known
            if (known := before.elsewhere.get(id(each))) and each.location.span.end < same and not each.related
            else self.of(each)
            for each in found.elsewhere
        }

    def of(self, finding: Finding) -> JsonText:
        """One finding as the client can show it. Raises ``LookupError`` when its file is not part of the project."""
        place = self._view.range_text(finding.location.path, finding.location.span)
        kind = self._kinds.get((finding.rule, finding.severity))
        if kind is None:
            kind = self._kinds[finding.rule, finding.severity] = _kind(finding.rule, finding.severity, self._client)
        related = self.related.of(finding.related) if finding.related and self._client.related_information else None
        more = f',"relatedInformation":{related}' if related else ""
        return JsonText(f'{{"range":{place},"message":{json_string(finding.message)},{kind}{more}}}')

    def _in_story(self, offset: int, findings: tuple[StoryFinding, ...]) -> JsonText:
        return json_items([self.of(each) for each in _different(finding.where(offset) for finding in findings)])


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

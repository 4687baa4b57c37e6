"""FormPolicy's table on real projects of 1.x against the one that real Rasa learnt there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import recorded

from teachback.policies.form import UnhappyPaths
from teachback.policies.tables import Tables
from teachback.project.options import Options
from teachback.project.project import Project

CORPUS = Path(os.environ.get("TEACHBACK_CORPUS", "corpus"))
VERDICTS = CORPUS.parent / f"{CORPUS.name}-verdicts"
# A record lists so many keys, and only counts the others.
MOST_KEYS = 400

pytestmark = pytest.mark.skipif(not VERDICTS.is_dir(), reason="no corpus here; name its folder in TEACHBACK_CORPUS")


def with_forms() -> list[Any]:
    """The projects that Rasa 1.10 loaded, and that have forms."""
    said = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(VERDICTS.glob("*.json"))]
    return [
        pytest.param(verdict, id=name)
        for name, verdict in said
        if verdict["rasa"].startswith("1.") and verdict.get("form_policy")
    ]


@pytest.mark.parametrize("verdict", with_forms())
def test_the_form_policy_knows_what_rasas_knows(verdict: dict[str, Any]) -> None:
    theirs = verdict["form_policy"]
    ours = sorted(f"{recorded.form_key(key)} => {form}" for key, form in tables_of(verdict).items())
    assert len(ours) == theirs["lookup_size"]
    assert ours[:MOST_KEYS] == theirs["keys"]


def tables_of(verdict: dict[str, Any]) -> dict[Any, str]:
    """What Teachback learns of forms from the very files that Rasa was given."""
    root = CORPUS / verdict["project"]
    given = verdict["inputs"]
    data, domain = (tuple(root / path for path in given[kind]) for kind in ("stories", "domain"))
    config = (root / given["config"],) if given["config"] else ()
    snapshot = Project(root / verdict["bot"], Options(data=data, domain=domain, config=config)).read()
    tables = Tables(snapshot.domain, snapshot.max_history)
    tables.update(snapshot)
    return dict(UnhappyPaths(tables.examples()).known())

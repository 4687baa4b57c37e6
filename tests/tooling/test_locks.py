"""Lock files name what is installed, never where it comes from: everybody has a registry of their own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NPM_LOCKS = ("vscode-client", "tests/editors")


def test_every_locked_python_package_has_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^(\S+==\S+)((?:.*\\\n)(?: +--hash=sha256:[0-9a-f]{64}.*\n)+)?", text, re.MULTILINE)
    assert len(packages) > 20
    assert [name for name, hashes in packages if not hashes] == []


def test_the_python_lock_names_no_registry() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"^-.*|.*://.*", text, re.MULTILINE) == []


@pytest.mark.parametrize("folder", NPM_LOCKS)
def test_the_npm_locks_name_no_registry_and_have_hashes(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if "integrity" not in package] == []


@pytest.mark.parametrize("folder", NPM_LOCKS)
def test_the_npm_locks_are_those_of_their_package_json(folder: str) -> None:
    wanted = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for kind in ("dependencies", "devDependencies"):
        names: dict[str, str] = wanted.get(kind, {})
        assert {name: locked[f"node_modules/{name}"]["version"] for name in names} == names


@pytest.mark.parametrize(
    "pins", sorted((ROOT / "tests" / "rasa").glob("requirements-*.txt")), ids=lambda pins: pins.name
)
def test_the_environments_of_rasa_are_pinned_altogether_and_name_no_registry(pins: Path) -> None:
    lines = pins.read_text(encoding="utf-8").splitlines()
    assert f"rasa=={pins.stem.removeprefix('requirements-')}" in lines
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)] == []

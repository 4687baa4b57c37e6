"""Models on disk: what is saved is loaded again, anything else is refused, and nothing in a file does any harm."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots import open_bot, write_bot
from teachback.policies.saved import archive
from teachback.policies.saved.model_file import SavedModel, load_model, save_model
from teachback.policies.saved.problems import UnreadableModelError
from teachback.policies.saved.project_data import changed_since, project_data
from teachback.policies.saved.rasa_model import RasaModel
from teachback.policies.saved.restored import restored
from teachback.policies.statistical.training import train
from teachback.policies.statistical.training_set import TrainingSet, training_set
from teachback.policies.statistical.weights import dump
from teachback.policies.tables import Tables
from teachback.project.options import Options, WholeHistory
from teachback.project.project import Project

BOT = """\
=== config.yml
policies: [{name: MemoizationPolicy, max_history: 3}, {name: TEDPolicy}]
=== data/stories.md
## hello
* greet
  - utter_greet
## goodbye
* bye
  - utter_bye
=== data/nlu.md
## intent:greet
- Grüße
=== endpoints.yml
action_endpoint: {url: "http://localhost/webhook", token: secret}
=== tests/conversation.md
## a test
* greet
  - utter_bye
"""


def lessons(project: Project) -> TrainingSet:
    tables = Tables(project.snapshot.domain, project.snapshot.max_history)
    tables.update(project.snapshot)
    return training_set(tables.examples(), tables.domain, tables.max_history)


def saved(project: Project, path: Path, max_history: int | WholeHistory | None = None) -> Path:
    data = project_data(project.snapshot, project.layout, max_history)
    save_model(path, data, train(lessons(project)))
    return path


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return open_bot(tmp_path_factory.mktemp("bot"), BOT)


@pytest.fixture(scope="module")
def model(bot: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(bot, tmp_path_factory.mktemp("models") / "model.tar.gz")


def loaded(path: Path) -> SavedModel:
    found = load_model(path)
    assert isinstance(found, SavedModel)
    return found


def test_a_model_predicts_with_what_it_was_trained_on_and_learns_on(model: Path, bot: Project) -> None:
    known = restored(loaded(model), bot.root)
    window = lessons(bot).window(lessons(bot).lessons[0])
    fresh = train(lessons(bot))
    assert dump(known.learner.model.weights) == dump(fresh)
    assert lessons(bot) == training_set(known.tables.examples(), known.tables.domain, known.tables.max_history)
    assert known.snapshot.domain == bot.snapshot.domain
    assert [each.name for each in known.configuration.policies] == ["MemoizationPolicy", "TEDPolicy"]
    taught = known.learner.taught(window, "utter_new")
    assert next(iter(taught.predict(window))) == "utter_new"


def test_nothing_secret_and_no_test_is_kept(model: Path) -> None:
    assert sorted(loaded(model).data.texts) == ["config.yml", "data/nlu.md", "data/stories.md", "domain.yml"]
    with tarfile.open(model) as opened:
        content = b"".join((file.read() if (file := opened.extractfile(each)) else b"") for each in opened)
    assert b"secret" not in content
    assert "Grüße".encode() in content


def test_equal_projects_give_equal_files(bot: Project, model: Path, tmp_path: Path) -> None:
    again = saved(bot, tmp_path / "again.tar.gz")
    assert again.read_bytes() == model.read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["again.tar.gz"]


@pytest.mark.parametrize("max_history", [7, WholeHistory.ALL, None])
def test_a_length_of_memory_from_the_command_line_is_kept(max_history: Any, tmp_path: Path) -> None:
    project = open_bot(tmp_path / "bot", BOT, max_history)
    known = restored(loaded(saved(project, tmp_path / "m.tar.gz", max_history)), tmp_path)
    assert known.snapshot.max_history == project.snapshot.max_history
    expected = {7: 7, WholeHistory.ALL: None, None: 3}[max_history]
    assert known.configuration.policies[0].max_history == expected


def test_data_from_elsewhere_is_kept_too(tmp_path: Path) -> None:
    write_bot(tmp_path / "bot", BOT)
    other = tmp_path / "shared" / "more.md"
    other.parent.mkdir()
    other.write_text("## more\n* affirm\n  - utter_done\n", encoding="utf-8")
    project = Project(tmp_path / "bot", Options(data=(other,)))
    project.read()
    found = loaded(saved(project, tmp_path / "m.tar.gz"))
    assert sorted(found.data.texts) == ["../shared/more.md", "config.yml", "domain.yml"]
    stories = [placed.story.name.text for _, placed in restored(found, tmp_path / "bot").snapshot.trained_stories()]
    assert stories == ["more"]


def test_any_name_of_a_file_is_kept(tmp_path: Path) -> None:
    name = "data/naïve\u00a0👩‍🚀 50%.md"
    project = open_bot(tmp_path, f"{BOT}=== {name}\n## more\n* deny\n  - utter_bye\n")
    assert name in loaded(saved(project, tmp_path / "m.tar.gz")).data.texts


def test_files_that_changed_are_named(model: Path, tmp_path: Path) -> None:
    changed = BOT.replace("- Grüße", "- hi") + "=== data/more.md\n## more\n* deny\n  - utter_bye\n"
    project = open_bot(tmp_path, changed.replace("=== tests/conversation.md\n", "=== tests/other.md\n"))
    assert changed_since(loaded(model).data, project.snapshot) == ("data/more.md", "data/nlu.md")
    (tmp_path / "data/stories.md").unlink()
    assert "data/stories.md" in changed_since(loaded(model).data, project.read())


# What others put into a file


def tar_gz(members: Mapping[str, bytes], more: Callable[[tarfile.TarFile], None] = lambda _: None) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as opened:
        for name, data in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(data)
            opened.addfile(header, io.BytesIO(data))
        more(opened)
    return file.getvalue()


def content_of(model: Path) -> dict[str, bytes]:
    with tarfile.open(model) as opened:
        return {each.name: (file.read() if (file := opened.extractfile(each)) else b"") for each in opened}


def refusal(folder: Path, data: bytes) -> str:
    path = folder / "other.tar.gz"
    path.write_bytes(data)
    with pytest.raises(UnreadableModelError) as raised:
        load_model(path)
    return str(raised.value)


def changed_manifest(model: Path, **changes: object) -> bytes:
    content = content_of(model)
    manifest = {**json.loads(content["teachback.json"]), **changes}
    return tar_gz({**content, "teachback.json": json.dumps(manifest).encode()})


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"format": 2, "teachback": "9.9"}, "Teachback 9.9 saved this model in another form"),
        ({"format": "1"}, "`format` must be a whole number"),
        ({"files": None}, "`files` must be a list, not null"),
        ({"files": [7]}, "a file must be an object, not 7"),
        ({"files": []}, None),
        ({"files": [{"path": "/etc/passwd", "sha256": ""}]}, "must be a relative path"),
        ({"files": [{"path": "a\nb", "sha256": ""}]}, "must be a relative path"),
        ({"files": [{"path": "config.yml", "sha256": ""}]}, "the text of config.yml is not what was trained on"),
        ({"data": [3]}, "a path of `data` must be a text, not 3"),
        ({"max_history": 0}, "`max_history` must be a number above 0"),
        ({"max_history": "some"}, "`max_history` must be a whole number"),
        ({"teachback": None}, "`teachback` must be a text"),
    ],
)
def test_a_manifest_is_not_trusted(model: Path, tmp_path: Path, changes: dict[str, Any], complaint: str | None) -> None:
    data = changed_manifest(model, **changes)
    if complaint is not None:
        assert complaint in refusal(tmp_path, data)
        return
    (tmp_path / "m.tar.gz").write_bytes(data)
    assert restored(loaded(tmp_path / "m.tar.gz"), tmp_path).snapshot.files == {}


@pytest.mark.parametrize("name", ["teachback.json", "files/0", "weights.npz"])
@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b"[" * 100_000])
def test_each_part_is_needed_and_looked_at(model: Path, tmp_path: Path, name: str, data: bytes) -> None:
    assert refusal(tmp_path, tar_gz({**content_of(model), name: data}))
    left_out = {each: content for each, content in content_of(model).items() if each != name}
    assert refusal(tmp_path, tar_gz(left_out))


def strange(kind: bytes, name: str = "files/9", target: str = "") -> Callable[[tarfile.TarFile], None]:
    def add(opened: tarfile.TarFile) -> None:
        header = tarfile.TarInfo(name)
        header.type = kind
        header.linkname = target
        opened.addfile(header)

    return add


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (strange(tarfile.SYMTYPE, target="/etc/passwd"), "'files/9' in it is a link, a device or the like"),
        (strange(tarfile.LNKTYPE, target="teachback.json"), "is a link"),
        (strange(tarfile.CHRTYPE), "a device"),
        (strange(tarfile.FIFOTYPE), "a device"),
        (strange(tarfile.GNUTYPE_SPARSE), "is no model"),
        (strange(tarfile.REGTYPE, "/etc/x"), "the name '/etc/x' in it leads elsewhere"),
        (strange(tarfile.REGTYPE, "../x"), "leads elsewhere"),
        (strange(tarfile.REGTYPE, "files/../../x"), "leads elsewhere"),
        (strange(tarfile.REGTYPE, "C:\\x"), "leads elsewhere"),
        (strange(tarfile.REGTYPE, "weights.npz"), "'weights.npz' is in it twice"),
    ],
)
def test_what_no_model_has_is_refused(
    model: Path, tmp_path: Path, more: Callable[[tarfile.TarFile], None], complaint: str
) -> None:
    assert complaint in refusal(tmp_path, tar_gz(content_of(model), more))
    assert [each.name for each in tmp_path.iterdir()] == ["other.tar.gz"]


def test_too_much_is_refused_before_it_is_held(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES_OF_ONE", 4096)
    large = {**content_of(model), "files/9": b" " * 5000}
    assert "has more than 4,096 bytes" in refusal(tmp_path, tar_gz(large))
    monkeypatch.setattr(archive, "MOST_BYTES_OF_ONE", 1 << 20)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert "more than 3 files" in refusal(tmp_path, model.read_bytes())
    monkeypatch.setattr(archive, "MOST_MEMBERS", 99)
    monkeypatch.setattr(archive, "MOST_BYTES", 2000)
    assert "no model" in refusal(tmp_path, model.read_bytes())


def test_a_header_that_promises_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extended header is read into memory by its own size, before anybody sees the file it belongs to."""
    monkeypatch.setattr(archive, "MOST_BYTES_OF_ONE", 1 << 20)
    header = tarfile.TarInfo("long")
    header.type = tarfile.XHDTYPE
    header.size = 1 << 22
    bomb = gzip.compress(header.tobuf() + b"1" * (1 << 22) + tarfile.TarInfo("x").tobuf() + bytes(1024))
    assert "a part of it has more than 1,048,576 bytes" in refusal(tmp_path, bomb)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tar.gz", tmp_path):
        with pytest.raises(UnreadableModelError, match="cannot be read"):
            load_model(path)


@given(st.binary(max_size=300), st.integers(0, 3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused(tmp_path: Path, data: bytes, wrapped: int) -> None:
    packing: list[Callable[[bytes], bytes]] = [
        bytes,
        gzip.compress,
        lambda data: tar_gz({"teachback.json": data}),
        lambda data: gzip.compress(tarfile.TarInfo("a").tobuf() + data),
    ]
    assert refusal(tmp_path, packing[wrapped](data))


def refused_or_the_same(folder: Path, data: bytes, model: Path) -> None:
    """A file that was damaged in what matters to nobody, such as the padding at its end, is still the model."""
    path = folder / "damaged.tar.gz"
    path.write_bytes(data)
    with suppress(UnreadableModelError):
        found, known = loaded(path), loaded(model)
        assert sorted(found.data.texts.values()) == sorted(known.data.texts.values())
        assert dump(found.weights) == dump(known.weights)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_model_is_refused_or_the_same(model: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(gzip.decompress(model.read_bytes()))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    refused_or_the_same(tmp_path, gzip.compress(bytes(whole), compresslevel=1), model)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_model_that_ends_early_is_refused_or_the_same(model: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = model.read_bytes()
    refused_or_the_same(tmp_path, whole[: data.draw(st.integers(0, len(whole) - 1))], model)


# Models that real Rasa trained

LIKE_1X = {
    "fingerprint.json": json.dumps({"config": "99914b", "trained_at": 1.5, "version": "1.10.26"}).encode(),
    "nlu/metadata.json": b"{}",
    "core/domain.yml": b"",
    "core/metadata.json": b"{}",
}
LIKE_3X = {
    "components/domain_provider/domain.yml": b"",
    "components/train_RulePolicy1/rule_policy.json": b"{}",
    "metadata.json": json.dumps({"domain": {}, "rasa_open_source_version": "3.6.21", "language": "en"}).encode(),
}


@pytest.mark.parametrize(("members", "version"), [(LIKE_1X, "1.10.26"), (LIKE_3X, "3.6.21")])
def test_a_model_of_rasa_is_told_by_its_version(tmp_path: Path, members: dict[str, bytes], version: str) -> None:
    path = tmp_path / "rasa.tar.gz"
    path.write_bytes(tar_gz(members, strange(tarfile.DIRTYPE, "/")))
    found = load_model(path)
    assert isinstance(found, RasaModel)
    assert (found.path, found.version.text) == (path, version)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"notes.txt": b"hello"},
        {**LIKE_1X, "fingerprint.json": b"not JSON"},
        {**LIKE_1X, "fingerprint.json": b'{"version": 1}'},
        {**LIKE_3X, "metadata.json": b"[]"},
        {"metadata.json": LIKE_3X["metadata.json"]},
        {"core/fingerprint.json": LIKE_1X["fingerprint.json"]},
    ],
)
def test_what_is_of_neither_is_said(tmp_path: Path, members: dict[str, bytes]) -> None:
    assert "is no model of Teachback, and none of Rasa either" in refusal(tmp_path, tar_gz(members))

"""Where a tracker store of Rasa is: a URL, or what ``endpoints.yml`` says (R1, R3: core/tracker_store.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from teachback.dialogue.values import Record, Value
from teachback.formats.config_tree import EndpointsFile
from teachback.teaching.conversations.problems import NoConversationError

_SECTION = "tracker_store"
_USUAL_DATABASE = "rasa.db"
_VARIABLE = re.compile(r"\$\{([^}]*)\}")
# SQLAlchemy forgot a name of PostgreSQL that many a configuration has.
_OLD_NAMES = {"postgres": "postgresql"}


def address_of_store(url: str, folder: Path) -> URL:
    """The address in a database URL such as ``sqlite:///rasa.db``; a SQLite file is looked for below ``folder``.

    Raises ``NoConversationError`` for anything else.
    """
    scheme, separator, rest = url.partition("://")
    try:
        return _readable(make_url(f"{_OLD_NAMES.get(scheme, scheme)}{separator}{rest}"), folder)
    except (ArgumentError, ValueError):
        raise NoConversationError(
            "A tracker store is named by a database URL, such as sqlite:///rasa.db or postgresql://user@host/rasa."
        ) from None


def address_in_endpoints(endpoints: EndpointsFile, folder: Path, environment: Mapping[str, str]) -> URL:
    """The address of the tracker store in ``endpoints.yml``; ``folder`` is where that file is.

    ``${NAME}`` stands for a variable of the environment. Raises ``NoConversationError`` where no database is told.
    """
    section = next((each for each in endpoints.endpoints if each.name.text == _SECTION), None)
    if section is None:
        raise NoConversationError("endpoints.yml names no `tracker_store`. Give the database's URL instead.")
    settings = {key: _expanded(value, environment) for key, value in section.settings}
    kind = _text(settings, "type") or "inmemory"
    if kind.lower() != "sql":
        raise NoConversationError(
            f"The tracker store of endpoints.yml is of type {kind!r}; only type SQL can be read. "
            "Save the conversation from Rasa's HTTP API, `GET /conversations/ID/tracker`, and give that file."
        )
    url = next((text for key in ("url", "host") if "://" in (text := _text(settings, key) or "")), None)
    return address_of_store(url, folder) if url is not None else _readable(_assembled(settings), folder)


def _assembled(settings: Mapping[str, Value]) -> URL:
    dialect = _text(settings, "dialect") or "sqlite"
    host = _text(settings, "host") or _text(settings, "url")
    parts = urlsplit(f"//{host or ''}")
    try:
        port = parts.port or int(_text(settings, "port") or 0)
    except ValueError:
        raise NoConversationError("`port` of the tracker store in endpoints.yml must be a whole number.") from None
    return URL.create(
        _OLD_NAMES.get(dialect, dialect),
        username=_text(settings, "username"),
        password=_text(settings, "password"),
        host=parts.hostname,
        port=port or None,
        database=_text(settings, "db") or _USUAL_DATABASE,
        query=_query(settings.get("query")),
    )


def _query(value: Value) -> Mapping[str, str]:
    return {key: str(each) for key, each in value.items} if isinstance(value, Record) else {}


def _text(settings: Mapping[str, Value], key: str) -> str | None:
    value = settings.get(key)
    return None if value is None else str(value)


def _expanded(value: Value, environment: Mapping[str, str]) -> Value:
    if isinstance(value, Record):
        return Record(tuple((key, _expanded(each, environment)) for key, each in value.items))
    if not isinstance(value, str):
        return value
    missing = next((name for name in _VARIABLE.findall(value) if name not in environment), None)
    if missing is not None:
        raise NoConversationError(f"endpoints.yml needs the environment variable {missing}, which is not set.")
    return _VARIABLE.sub(lambda found: environment[found[1]], value)


def _readable(url: URL, folder: Path) -> URL:
    """The same database, where possible opened for reading alone."""
    if url.get_backend_name() != "sqlite":
        return url
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise NoConversationError("A SQLite tracker store is a file: give its path, such as sqlite:///rasa.db.")
    file = folder / url.database
    if not file.is_file():
        raise NoConversationError(f"There is no tracker store {file}.")
    return url.set(database=file.absolute().as_uri(), query={"mode": "ro", "uri": "true"})

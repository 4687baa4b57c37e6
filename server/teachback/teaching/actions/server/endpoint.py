"""Where the action server is and how to address it: ``action_endpoint`` of ``endpoints.yml``, ready for use.

R1:utils/endpoints.py:EndpointConfig, R3:utils/endpoints.py:EndpointConfig.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from teachback.dialogue.values import Record, Value
from teachback.formats.config_tree import Endpoint, EndpointsFile

_KEY = "action_endpoint"
_VARIABLE = re.compile(r"\$\{([^{}]+)\}")


class EndpointProblem(Exception):  # noqa: N818 - the text speaks to the author
    """The settings cannot be used; the text says which, and what to write."""


@dataclass(frozen=True, slots=True)
class ActionEndpoint:
    """``parameters`` go into the query, the token among them. ``cafile`` is the certificate that vouches for the
    server. ``shown`` is the address without anything secret. With ``selective_domain`` the domain goes only to actions
    that want it.
    """

    url: str
    shown: str
    parameters: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    basic_auth: tuple[str, str] | None = None
    cafile: Path | None = None
    selective_domain: bool = False


def action_endpoint_in(file: EndpointsFile) -> Endpoint | None:
    """The settings of the action server in a file, as written."""
    return next((each for each in file.endpoints if each.name.text == _KEY), None)


def usable_endpoint(written: Endpoint, folder: Path, environment: Mapping[str, str]) -> ActionEndpoint:
    """The settings with each ``${NAME}`` replaced from ``environment``; a relative ``cafile`` is one of ``folder``.

    Raises ``EndpointProblem``, for a variable that is not set as well.
    """
    settings = {key: _expanded(value, environment) for key, value in written.settings}
    url = settings.get("url")
    if not isinstance(url, str):
        raise EndpointProblem(f"`{_KEY}` has no address. Write `url: http://localhost:5055/webhook` below it.")
    token = settings.get("token")
    named = ((_text(settings.get("token_name")) or "token", _text(token)),) if token else ()
    cafile = settings.get("cafile")
    return ActionEndpoint(
        url=url,
        shown=_shown(url),
        parameters=(*_pairs(settings, "params"), *named),
        headers=_pairs(settings, "headers"),
        basic_auth=_basic_auth(settings),
        cafile=folder / _text(cafile) if cafile else None,
        selective_domain=settings.get("enable_selective_domain") is True,
    )


def _expanded(value: Value, environment: Mapping[str, str]) -> Value:
    match value:
        case str():
            return _VARIABLE.sub(lambda found: _variable(found[1], environment), value)
        case Record(items):
            return Record(tuple((key, _expanded(item, environment)) for key, item in items))
        case tuple():
            return tuple(_expanded(item, environment) for item in value)
        case _:
            return value


def _variable(name: str, environment: Mapping[str, str]) -> str:
    if name not in environment:
        raise EndpointProblem(
            f"`{_KEY}` uses ${{{name}}}, but no environment variable {name} is set. Set it, and try again."
        )
    return environment[name]


def _shown(url: str) -> str:
    """The address without user, password and query. Raises ``EndpointProblem`` for what is none."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known, parts = False, None
    if not known or parts is None:
        raise EndpointProblem(
            f"The `url` of `{_KEY}` is not an address. Write one such as http://localhost:5055/webhook."
        )
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _basic_auth(settings: Mapping[str, Value]) -> tuple[str, str] | None:
    pairs = dict(_pairs(settings, "basic_auth"))
    if not pairs:
        return None
    if "username" not in pairs or "password" not in pairs:
        raise EndpointProblem(f"`basic_auth` of `{_KEY}` needs both `username` and `password`.")
    return pairs["username"], pairs["password"]


def _pairs(settings: Mapping[str, Value], key: str) -> tuple[tuple[str, str], ...]:
    value = settings.get(key)
    if value is None:
        return ()
    if not isinstance(value, Record):
        raise EndpointProblem(f"`{key}` of `{_KEY}` must have keys and values below it.")
    return tuple((name, _text(item)) for name, item in value.items)


def _text(value: Value) -> str:
    return "" if value is None else str(value)

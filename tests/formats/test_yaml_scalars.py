"""Scalars mean what Rasa's YAML 1.2 makes of them; each line was executed with ruamel.yaml 0.17."""

from __future__ import annotations

import math

import pytest

from teachback.dialogue.values import Value
from teachback.formats.yaml_scalars import resolve
from teachback.formats.yaml_tree import parse_yaml


def resolved(source: str) -> Value:
    top = parse_yaml(f"a: {source}\n").top
    node = top.get("a") if top else None
    assert node is not None
    return resolve(node)  # pyright: ignore[reportArgumentType]  # every source here is a scalar


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("true", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("Null", None),
        ("", None),
        ("nULL", "nULL"),
        ("'null'", "null"),
        ('"12"', "12"),
        ("!!str 12", "12"),
        ("012", 12),
        ("-012", -12),
        ("+1", 1),
        ("1_000", 1000),
        ("0_1", 1),
        ("08", 8),
        ("0o14", 12),
        ("0o8", "0o8"),
        ("0O14", "0O14"),
        ("0xC", 12),
        ("-0x1", -1),
        ("0XC", "0XC"),
        ("0b11", 3),
        ("1.", 1.0),
        (".5", 0.5),
        ("+.5", 0.5),
        ("1_0.5", 10.5),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("1e-3", 0.001),
        ("1.e3", 1000.0),
        ("e3", "e3"),
        (".", "."),
        ("+", "+"),
        ("1.5.2", "1.5.2"),
        ("1:30", "1:30"),
        ("${HOME}", "${HOME}"),
        ("2020-01-01", "2020-01-01"),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("٣", "٣"),
    ],
)
def test_value(source: str, value: Value) -> None:
    found = resolved(source)
    assert (found, type(found)) == (value, type(value))


def test_not_a_number() -> None:
    found = resolved(".NaN")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_a_number_of_many_digits_stays_text() -> None:
    assert resolved("1" * 5000) == "1" * 5000

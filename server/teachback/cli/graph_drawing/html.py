"""A graph as a page: one file that loads nothing, in which one can move about."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib import resources

from teachback.cli.evaluation_report import plain
from teachback.cli.graph_drawing.svg import Shown, style, svg_element
from teachback.teaching.graph.story_graph import StoryGraph

_TOOLS = (
    '<div class="tools" hidden><button id="further" title="Zoom out (-)" aria-label="Zoom out">&minus;</button>'
    '<button id="closer" title="Zoom in (+)" aria-label="Zoom in">+</button>'
    '<button id="all" title="Show all (0)">All</button></div>'
)


def render_html(graph: StoryGraph, title: str, description: str, shown: Shown) -> str:
    """The whole page. Its policy allows the style sheet and the script that are in it, by their hashes, and nothing
    else."""
    styles, script = _resource("page.css") + style(), _resource("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(styles)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    name = escape(plain(title))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>{styles}</style>\n</head>\n<body>\n"
        f"<header><h1>{name}</h1><p>{escape(description)}</p>{_TOOLS}</header>\n"
        f'<div id="picture" tabindex="0" role="region" aria-label="{name}">\n{svg_element(graph, shown)}\n</div>\n'
        f'<div id="about" role="status" hidden></div>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _resource(name: str) -> str:
    return resources.files("teachback.cli.graph_drawing").joinpath(name).read_text(encoding="utf-8")

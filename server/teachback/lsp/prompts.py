"""Prompts of a teaching session as JSON (docs/protocol.md)."""

from __future__ import annotations

from teachback.lsp.client_view import ClientView
from teachback.lsp.workspace_edits import workspace_edit
from teachback.teaching.prompts import Choice, Choose, Done, Notice, Prompt
from teachback.teaching.reason import in_words

Json = dict[str, object]


def prompt_json(prompt: Prompt, view: ClientView | None) -> Json:
    """What the client is asked or told; an edit asks for confirmation where the client knows how.

    Without a view, the document is not part of a project, and there is nothing to edit.
    """
    match prompt:
        case Choose():
            return {
                "kind": "choose",
                "title": prompt.title,
                "message": prompt.message,
                "choices": [_choice(choice) for choice in prompt.choices],
                "allowNew": prompt.allow_new,
            }
        case Notice():
            return {"kind": "notice", "message": prompt.message}
        case Done():
            done: Json = {"kind": "done", "message": prompt.message}
            if prompt.edits and view is not None:
                done["edit"] = workspace_edit(prompt.edits, view, confirm=prompt.message)
            return done


def scored(choice: Choice) -> str:
    """A choice in one line, with its probability when it has one."""
    return choice.label if choice.score is None else f"{choice.label} ({choice.score:.2f})"


def _choice(choice: Choice) -> Json:
    written: Json = {"label": choice.label, "value": choice.value}
    if choice.detail:
        written["detail"] = choice.detail
    if choice.why:
        written["why"] = [in_words(each) for each in choice.why]
    if choice.score is not None:
        written["score"] = choice.score
    if choice.current:
        written["current"] = True
    return written

"""What the client can do, read once from its capabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from lsprotocol import types

from teachback.text.positions import Encoding


@dataclass(frozen=True, slots=True)
class ClientSupport:
    """Named answers to all questions that the server asks of ``ClientCapabilities`` (LSP 3.17 §initialize)."""

    encoding: Encoding = Encoding.UTF16
    pulls_diagnostics: bool = False
    refreshes_diagnostics: bool = False
    related_documents: bool = False
    related_information: bool = False
    code_descriptions: bool = False
    tags: frozenset[types.DiagnosticTag] = frozenset()
    code_action_literals: bool = False
    resolves_edits: bool = False
    preferred_actions: bool = False
    versioned_edits: bool = False
    change_annotations: bool = False
    applies_edits: bool = False
    creates_files: bool = False
    shows_documents: bool = False
    replaces_words: bool = False
    """It takes an offer of completion with two ranges: up to the cursor, and the whole word."""
    label_details: bool = False
    shared_ranges: bool = False
    """It takes the range of all offers of a completion once."""
    progress: bool = False
    configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    announces_teachback: bool = False
    takes_prompts: bool = False
    guards_engine: bool = False
    """The settings of the engine that it gives come from the user alone, never from a folder."""

    @staticmethod
    def of(capabilities: types.ClientCapabilities) -> ClientSupport:
        """The flags of one client; whatever it does not mention it cannot do."""
        text = capabilities.text_document or types.TextDocumentClientCapabilities()
        workspace = capabilities.workspace or types.WorkspaceClientCapabilities()
        window = capabilities.window or types.WindowClientCapabilities()
        published = text.publish_diagnostics or types.PublishDiagnosticsClientCapabilities()
        actions = text.code_action or types.CodeActionClientCapabilities()
        completion = text.completion or types.CompletionClientCapabilities()
        offers = completion.completion_item or types.ClientCompletionItemOptions()
        edits = workspace.workspace_edit or types.WorkspaceEditClientCapabilities()
        ours = _ours(capabilities.experimental)
        return ClientSupport(
            encoding=chosen_encoding(capabilities),
            pulls_diagnostics=text.diagnostic is not None,
            refreshes_diagnostics=bool(workspace.diagnostics and workspace.diagnostics.refresh_support),
            related_documents=bool(text.diagnostic and text.diagnostic.related_document_support),
            related_information=bool(published.related_information or _pulled(text, "related_information")),
            code_descriptions=bool(published.code_description_support or _pulled(text, "code_description_support")),
            tags=frozenset(published.tag_support.value_set if published.tag_support else ()),
            code_action_literals=actions.code_action_literal_support is not None,
            resolves_edits=bool(actions.resolve_support and "edit" in actions.resolve_support.properties),
            preferred_actions=bool(actions.is_preferred_support),
            versioned_edits=bool(edits.document_changes),
            change_annotations=edits.change_annotation_support is not None and bool(edits.document_changes),
            applies_edits=bool(workspace.apply_edit),
            creates_files=bool(edits.document_changes)
            and types.ResourceOperationKind.Create in (edits.resource_operations or ()),
            shows_documents=bool(window.show_document and window.show_document.support),
            replaces_words=bool(offers.insert_replace_support),
            label_details=bool(offers.label_details_support),
            shared_ranges=bool(
                completion.completion_list and "editRange" in (completion.completion_list.item_defaults or ())
            ),
            progress=bool(window.work_done_progress),
            configuration=bool(workspace.configuration),
            registers_configuration=_dynamic(workspace.did_change_configuration),
            registers_watchers=_dynamic(workspace.did_change_watched_files),
            announces_teachback=ours is not None,
            takes_prompts=bool(ours and ours.get("prompts") is True),
            guards_engine=bool(ours and ours.get("guardsEngine") is True),
        )


def chosen_encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """UTF-8 when the client offers it, else UTF-16, which every client has to know, unless it offers UTF-32 alone."""
    offered = (capabilities.general.position_encodings if capabilities.general else None) or ()
    names = {str(getattr(encoding, "value", encoding)) for encoding in offered}
    if Encoding.UTF8.value in names:
        return Encoding.UTF8
    return Encoding.UTF32 if names == {Encoding.UTF32.value} else Encoding.UTF16


def _pulled(text: types.TextDocumentClientCapabilities, flag: str) -> bool:
    """LSP 3.18 repeats the flags of published diagnostics for pulled ones; before, the former counted for both."""
    return bool(getattr(text.diagnostic, flag, False))


def _dynamic(
    capabilities: types.DidChangeConfigurationClientCapabilities | types.DidChangeWatchedFilesClientCapabilities | None,
) -> bool:
    return bool(capabilities and capabilities.dynamic_registration)


def _ours(experimental: object) -> Mapping[str, object] | None:
    """The value of ``experimental.teachback``, whatever shape the converter left ``experimental`` in."""
    if not isinstance(experimental, Mapping):
        return None
    ours = cast("Mapping[str, object]", experimental).get("teachback")
    if isinstance(ours, Mapping):
        return cast("Mapping[str, object]", ours)
    return {} if ours else None

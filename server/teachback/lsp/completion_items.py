"""Offers as the client takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lsprotocol import types

from teachback.completion.offers import Offer
from teachback.completion.wanted import Wanted, Wish
from teachback.lsp.client import ClientSupport
from teachback.lsp.client_view import client_range
from teachback.text.document import Document
from teachback.text.spans import Span

_KINDS = {
    Wish.INTENT: types.CompletionItemKind.Event,
    Wish.ENTITY: types.CompletionItemKind.Field,
    Wish.SLOT: types.CompletionItemKind.Variable,
    Wish.ACTION: types.CompletionItemKind.Function,
    Wish.STEP: types.CompletionItemKind.Function,
    Wish.RESPONSE: types.CompletionItemKind.Function,
    Wish.FORM: types.CompletionItemKind.Class,
    Wish.CHECKPOINT: types.CompletionItemKind.Reference,
    Wish.ENTITY_VALUE: types.CompletionItemKind.Value,
    Wish.SLOT_VALUE: types.CompletionItemKind.Value,
    Wish.WORD: types.CompletionItemKind.Keyword,
}

LEAST_LIKELY = 0.01


@dataclass(frozen=True, slots=True)
class Completion:
    """What was found at a cursor in a document. Not ``whole`` when there may be more the next time."""

    document: Document
    cursor: int
    wanted: Wanted
    offers: Sequence[Offer]
    whole: bool


def completion_list(found: Completion, client: ClientSupport) -> types.CompletionList:
    """The offers in their order.

    An offer takes the place of the word up to the cursor, or of all of it, as the author prefers; a client that knows
    no such choice replaces all of it.
    """
    word = found.wanted.word
    before = client_range(found.document, Span(word.start, found.cursor), client.encoding)
    whole_word = client_range(found.document, word, client.encoding)
    defaults = None
    if client.shared_ranges:
        both = types.EditRangeWithInsertReplace(insert=before, replace=whole_word)
        defaults = types.CompletionItemDefaults(edit_range=both if client.replaces_words else whole_word)

    def edited(offer: Offer) -> types.InsertReplaceEdit | types.TextEdit | None:
        if defaults is not None:
            return None
        if client.replaces_words:
            return types.InsertReplaceEdit(offer.text, before, whole_word)
        return types.TextEdit(whole_word, offer.text)

    def item(number: int, offer: Offer) -> types.CompletionItem:
        said = _likelihood(offer)
        detail = offer.note if client.label_details else ", ".join(part for part in (offer.note, said) if part)
        return types.CompletionItem(
            label=offer.label,
            label_details=types.CompletionItemLabelDetails(description=said) if said and client.label_details else None,
            kind=_KINDS[offer.wish],
            detail=detail or None,
            documentation=offer.about or None,
            sort_text=f"{number:04}",
            text_edit=edited(offer),
            text_edit_text=offer.text if defaults is not None and offer.text != offer.label else None,
        )

    items = [item(number, offer) for number, offer in enumerate(found.offers)]
    return types.CompletionList(is_incomplete=not found.whole, items=items, item_defaults=defaults)


def _likelihood(offer: Offer) -> str:
    likely = offer.likelihood or 0.0
    return f"{likely:.0%}" if likely >= LEAST_LIKELY else ""

"""One run of an action: who runs it, by the rules of either generation.

R1:core/actions/action.py:action_from_name, R3:core/actions/action.py:action_for_name_or_text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from teachback.dialogue.dialect import Dialect
from teachback.dialogue.transcript import BotMessage, BotSaid, Entry, Transcript
from teachback.teaching.actions.bot import Bot
from teachback.teaching.actions.default_actions import default_actions
from teachback.teaching.actions.domain_form import run_domain_form
from teachback.teaching.actions.guessed_form import run_guessed_form
from teachback.teaching.actions.inner import Stopped
from teachback.teaching.actions.messages import Json, is_empty, message_of
from teachback.teaching.actions.outcome import Unknown
from teachback.teaching.actions.server.action_server import ActionServer
from teachback.teaching.actions.server.answer import Answer
from teachback.teaching.actions.shown_form import ASKS, ShownForm, shown_form
from teachback.teaching.actions.story_evidence import StoryEvidence

_UTTERS = ("utter_", "respond_")  # the latter are 1.x's retrieval actions


@dataclass(frozen=True, slots=True)
class Execution:
    """Everything a run needs, and the remarks that it makes on the way."""

    bot: Bot
    evidence: StoryEvidence
    server: ActionServer | None
    remarks: list[str] = field(default_factory=list[str])

    def run(self, action: str, transcript: Transcript) -> tuple[Entry, ...]:
        """What an action does, as ``Inner`` promises."""
        bot = self.bot
        action = bot.domain.meant_by(action)
        default = default_actions(bot.dialect).get(action)
        if default and not bot.has_own(action) and action not in bot.forms:
            return default(self, transcript)
        if action in bot.domain.bot_texts:
            return (BotSaid(BotMessage(text=action)),)
        if action.startswith(_UTTERS):
            return self._response(action, transcript)
        form = bot.forms.get(action)
        if form is None:
            return self.ask_server(action, transcript)
        if bot.dialect is Dialect.RASA1:
            return self._form_of_1x(action, transcript)
        return self.ask_server(action, transcript) if bot.has_own(action) else run_domain_form(self, form, transcript)

    def ask_server(self, action: str, transcript: Transcript) -> tuple[Entry, ...]:
        """What the action server answers: messages first, then events, as Rasa logs them."""
        if self.server is None:
            raise Stopped(Unknown(f"{action} is the author's own, and there is no action server to run it.", ()))
        answer = self.server.ask(action, transcript, self.bot)
        if not isinstance(answer, Answer):
            raise Stopped(answer)
        self.remarks.extend(answer.remarks)
        messages = (self._message(response, transcript) for response in answer.responses)
        return (*(BotSaid(message) for message in messages if not is_empty(message)), *answer.events)

    def utter(self, response: str, transcript: Transcript) -> tuple[Entry, ...]:
        """The message of a response; nothing where there is no text for it."""
        message = self.bot.responses.message(response, self.bot.standing(transcript).slots)
        return () if message is None else (BotSaid(message),)

    def remark(self, sentence: str) -> None:
        """Tell the person who teaches, once a run."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def _response(self, action: str, transcript: Transcript) -> tuple[Entry, ...]:
        said = self.utter(action, transcript)
        if said:
            return said
        message = self.bot.standing(transcript).message
        picked = self.bot.responses.retrieved(action, message.intent if message else None)
        if picked is not None:
            return self.utter(picked, transcript)
        self.remark(f"{action} has no text here: nothing is said.")
        return ()

    def _message(self, response: Json, transcript: Transcript) -> BotMessage:
        """What an action server wants said: a response of the domain by its name and more to fill it, or a message."""
        inline = {key: value for key, value in response.items() if key not in ("response", "template")}
        name = response.get("response") or response.get("template")
        if not isinstance(name, str):
            return message_of(inline)
        slots = self.bot.standing(transcript).slots
        draft = self.bot.responses.content(name, slots, inline)
        if draft is None:
            self.remark(f"The action server wants {name} said, for which the domain has no text.")
            return BotMessage()
        given = {key: value for key, value in inline.items() if value and key != "buttons"}
        buttons = [*_items(draft.get("buttons")), *_items(inline.get("buttons"))]
        return message_of({**draft, **given, "buttons": buttons})

    def _form_of_1x(self, action: str, transcript: Transcript) -> tuple[Entry, ...]:
        """The author's code where it can be run, else what stories show of it."""
        try:
            return self.ask_server(action, transcript)
        except Stopped as stopped:
            shown = self._shown(action)
            if not isinstance(stopped.outcome, Unknown) or not shown.required_slots:
                raise
        if self.bot.standing(transcript).loop_name != action:
            asks = ", ".join(shown.required_slots)
            self.remark(f"{action} runs as stories and responses show it, without its own code: it asks for {asks}.")
        return run_guessed_form(self, shown, transcript)

    def _shown(self, action: str) -> ShownForm:
        shown = shown_form(action, self.evidence.stories, self.bot.responses.by_name)
        if shown.required_slots or len(self.bot.forms) > 1:
            return shown
        # The only form of the bot is the one that its questions belong to.
        asked = [name for name in self.bot.responses.by_name if name.startswith(ASKS)]
        return ShownForm(
            action, tuple(name.removeprefix(ASKS) for name in asked if name.removeprefix(ASKS) in self.bot.slots)
        )


def _items(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []

"""Messages that nobody answered yet."""

from __future__ import annotations

from teachback.dialogue.transcript import BotRan, Transcript, UserSaid


def without_unanswered(transcript: Transcript) -> Transcript:
    """The conversation without a message at its end, and what came with it, after which the bot did nothing yet.

    A story ends with the bot listening, so that it would teach the bot not to answer.
    """
    for index in range(len(transcript) - 1, -1, -1):
        match transcript[index]:
            case BotRan():
                break
            case UserSaid():
                return transcript[:index]
            case _:
                pass
    return transcript

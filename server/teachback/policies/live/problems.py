"""Why a running Rasa gives no answer, in words for the author: what is wrong, where, and what to do about it."""

from __future__ import annotations

SUPPORTED = "Rasa 1.10, 2.x and 3.x are supported"


class LiveProblem(Exception):  # noqa: N818 - the text speaks to the author, and so does the name
    """A running Rasa gives no answer; ``str`` says why. Each class is one kind of trouble."""


class NotAnAddress(LiveProblem):
    """What was set as the address is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not the address of a Rasa server. Give one such as http://localhost:5005.")


class Unreachable(LiveProblem):
    """Nobody answers at the address."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"No Rasa answers at {url} ({reason}). Start one with `rasa run --enable-api`, or correct the address."
        )


class TooSlow(LiveProblem):
    """The answer does not come in time."""

    def __init__(self, url: str, seconds: float) -> None:
        super().__init__(
            f"Rasa at {url} did not answer within {seconds:g} seconds. Look whether it is busy, or allow it more time."
        )


class Unauthorised(LiveProblem):
    """The server wants another token, or one at all."""

    def __init__(self, url: str, *, with_token: bool) -> None:
        what = "refuses the token" if with_token else "wants a token"
        super().__init__(f"Rasa at {url} {what}. Give the one that it was started with (`rasa run --auth-token`).")


class ApiDisabled(LiveProblem):
    """A Rasa that only talks to users."""

    def __init__(self, url: str) -> None:
        super().__init__(f"Rasa at {url} runs without its API. Start it with `rasa run --enable-api`.")


class NotRasa(LiveProblem):
    """Something else answers at the address."""

    def __init__(self, url: str, what: str) -> None:
        super().__init__(f"What answers at {url} is not a Rasa server: {what}. Correct the address.")


class WrongVersion(LiveProblem):
    """A Rasa whose API is not known here."""

    def __init__(self, url: str, version: str) -> None:
        super().__init__(
            f"At {url} runs Rasa {version}, but only {SUPPORTED.removesuffix(' are supported')} can be asked."
        )


class OtherGeneration(LiveProblem):
    """The project is written for another Rasa than the one that runs."""

    def __init__(self, url: str, version: str, project: str) -> None:
        super().__init__(
            f"The project is written for Rasa {project}, but at {url} runs Rasa {version}. "
            "Give the address of a server that has the model of this project."
        )


class NoModel(LiveProblem):
    """A server that has no model, or one that cannot predict."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Rasa at {url} has no model that predicts ({reason}). Train one, and start Rasa with `--model`."
        )


class NotAskable(LiveProblem):
    """A conversation whose name has no place in the paths of Rasa's API."""

    def __init__(self, url: str, version: str, conversation: str) -> None:
        super().__init__(
            f"The API of Rasa {version} at {url} cannot be asked for a conversation named {conversation!r}: "
            "some characters of it have no place in an address there. Read it from the tracker store."
        )


class Refused(LiveProblem):
    """Rasa understands the question and cannot or will not answer."""

    def __init__(self, url: str, status: int, reason: str) -> None:
        super().__init__(f"Rasa at {url} refuses (HTTP {status}): {reason} Its log may tell more.")


class IllTyped(LiveProblem):
    """The answer is not what Rasa's API promises."""

    def __init__(self, url: str, what: str) -> None:
        super().__init__(f"The answer of Rasa at {url} cannot be understood: {what}. Is it a Rasa of another make?")


class CannotStart(LiveProblem):
    """Teachback was to start a Rasa, and could not."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Rasa could not be started: {reason}")


class Ended(LiveProblem):
    """A Rasa that Teachback started is no more."""

    def __init__(self, status: int | None, last_words: str) -> None:
        words = f" Its last words: {last_words}" if last_words else ""
        super().__init__(f"The Rasa that Teachback started has ended (exit status {status}).{words}")

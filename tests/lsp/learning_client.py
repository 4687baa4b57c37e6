"""A client with a panel: it hears what the page would show, and answers what the page would."""

from __future__ import annotations

from typing import Any

from lsp_sessions import Session


class LearningClient:
    """One session of interactive learning, seen from its panel."""

    def __init__(self, held: Session, started: dict[str, Any]) -> None:
        self.held = held
        self.id: str = started["session"]

    @staticmethod
    async def begin(held: Session, where: dict[str, Any], *, trusted: bool = False) -> LearningClient:
        started = await held.ask("teachback/teach/start", {"where": where, "trusted": trusted})
        client = LearningClient(held, started)
        await held.until(lambda: client.view is not None)
        return client

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [each["message"] for each in self.held.updates if each["session"] == self.id]

    @property
    def view(self) -> dict[str, Any] | None:
        """The latest view, with its serial number."""
        return next((each for each in reversed(self.heard) if each["type"] == "view"), None)

    @property
    def shown(self) -> dict[str, Any]:
        assert self.view is not None
        return self.view

    async def beside(self) -> dict[str, Any]:
        """What belongs beside the latest view, once the server has worked it out: graph and changes."""
        serial = self.shown["serial"]
        await self.held.until(lambda: bool(self._beside(serial)))
        return self._beside(serial)[0]

    def _beside(self, serial: int) -> list[dict[str, Any]]:
        return [each for each in self.heard if each["type"] == "beside" and each["serial"] == serial]

    @property
    def message(self) -> str:
        return self.shown["view"]["question"]["message"]

    @property
    def remark(self) -> str:
        return self.shown["view"]["remark"]

    def values(self) -> list[str]:
        return [each["value"] for each in self.shown["view"]["question"]["choices"]]

    def labels(self) -> list[str]:
        return [each["label"] for each in self.shown["view"]["question"]["choices"]]

    async def answer(self, *values: bool | str) -> None:
        for value in values:
            await self.order("answer", answer={"value": value})

    async def order(self, name: str, **more: Any) -> None:
        params = {"session": self.id, "serial": self.shown["serial"], **more}
        await self.held.ask(f"teachback/teach/{name}", params)

    def conversation(self) -> list[str]:
        """What was said and run, row by row."""
        return [
            row.get("text") or ", ".join(line["text"] for line in row["lines"]) for row in self.shown["view"]["rows"]
        ]

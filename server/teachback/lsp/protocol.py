"""All hardening of pygls in one place: whatever arrives, every request gets exactly one response, and nothing pops up.

What pygls 2.1 does instead, each with a test in ``tests/lsp/test_protocol.py``: an ill-typed request is never answered
and shown to the user; requests are served before ``initialize`` and silently dropped after ``shutdown``; what is not
JSON or not an object is shown to the user; a change of a document that is not open raises ``KeyError``. This module is
the only one that touches what pygls keeps private; hence the upper bound of its version.
"""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import logging
import sys
from collections.abc import Generator, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard, cast

from cattrs import transform_error
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

from teachback.lsp.json_text import Members, PreparedResult, json_of, object_pieces, portions

if TYPE_CHECKING:
    from pygls.io_ import AsyncWriter, Writer

logger = logging.getLogger(__name__)

_VERSION = json_of("2.0")
MessageId = str | int
Message = Mapping[str, Any]

# pygls would keep documents and folders of its own; ours are kept elsewhere (see documents.py).
_NOT_OF_PYGLS = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WORKSPACE_EXECUTE_COMMAND,
)


class Completing(Protocol):
    """The server, as far as it takes part in answering ``initialize``."""

    def complete(self, capabilities: types.ServerCapabilities) -> None:
        """Correct the capabilities that pygls has put together."""
        ...


class HardenedProtocol(LanguageServerProtocol):
    """pygls' protocol with a gate in front: messages are checked here before anything of pygls sees them."""

    def __init__(self, server: Any, converter: Any) -> None:  # noqa: ANN401 - pygls calls it with what it likes
        self._initialized = False
        self._exited = False
        self._unanswered: set[MessageId] = set()
        super().__init__(server, converter)  # looks at every attribute, so ours have to be there
        built_in = cast("dict[str, object]", self.fm.builtin_features)  # pyright: ignore[reportUnknownMemberType] - untyped
        for method in _NOT_OF_PYGLS:
            built_in.pop(method, None)

    @property
    def exit_status(self) -> int:
        """1 when the client sent ``exit`` without ``shutdown`` (LSP 3.17 §exit), else 0."""
        return int(self._exited and not self._shutdown)

    def structure_message(self, data: dict[str, Any]) -> Any:  # noqa: ANN401 - raw JSON
        """Leave JSON alone while it is parsed: pygls takes any nested object with a ``jsonrpc`` key for a message."""
        return data

    def handle_message(self, message: object) -> None:
        """Take one JSON value from the client."""
        if not isinstance(message, dict):
            self._refuse(None, JsonRpcInvalidRequest("a message must be a JSON object; batches are not part of LSP"))
            return
        message = cast("Message", message)
        identifier = message.get("id")
        if message.get("jsonrpc") != self.VERSION:
            self._refuse(identifier, JsonRpcInvalidRequest('the member "jsonrpc" must be "2.0"'))
        elif "method" not in message:
            self._take_response(message)
        elif not isinstance(message["method"], str):
            self._refuse(identifier, JsonRpcInvalidRequest('the member "method" must be a string'))
        elif "id" in message:
            self._take_request(identifier, message["method"], message)
        else:
            self._take_notification(message["method"], message)

    def prepare(self, method: str) -> None:
        """Make ready to read what comes with a method: the code that does so is made up from its types at first, which
        takes as long as a keystroke.
        """
        kind = self.get_message_type(method)
        if kind is not None:
            self._converter.get_structure_hook(kind)

    def refuse_unreadable(self, problem: Exception) -> None:
        """Answer what could not be parsed as JSON."""
        self._refuse(None, JsonRpcParseError(f"not JSON: {problem}"))

    def _take_request(self, identifier: object, method: str, message: Message) -> None:
        if not _is_id(identifier):
            self._refuse(None, JsonRpcInvalidRequest('the member "id" must be a string or an integer'))
            return
        if identifier in self._unanswered:
            self._refuse(identifier, JsonRpcInvalidRequest(f"the id {identifier!r} belongs to a request in progress"))
            return
        try:
            self._check_timely(method)
            self._get_handler(method)
            params = self._params(method, message)
        except JsonRpcException as refusal:
            self._refuse(identifier, refusal)
            return
        self._unanswered.add(identifier)
        contextvars.copy_context().run(self._handle_request, identifier, method, params)

    def _take_notification(self, method: str, message: Message) -> None:
        if method != types.EXIT and (self._shutdown or not self._initialized):
            logger.warning("ignored %s: the server is not running", method)
            return
        try:
            if method != types.CANCEL_REQUEST:  # pygls deals with it before it looks for a handler
                self._get_handler(method)
            params = self._params(method, message)
        except JsonRpcMethodNotFound:
            logger.debug("ignored unknown notification %s", method)
        except JsonRpcException as refusal:
            logger.warning("ignored %s: %s", method, refusal.message)
        else:
            contextvars.copy_context().run(self._handle_notification, method, params)

    def _take_response(self, message: Message) -> None:
        identifier: object = message.get("id")
        if not _is_id(identifier):
            logger.warning("ignored a message that is neither a request nor a response")
            return
        future = self._request_futures.get(identifier)
        if not isinstance(future, Future) or identifier in self._unanswered:
            logger.warning("ignored a response to %r, which is no request of ours", identifier)
            return
        del self._request_futures[identifier]
        if future.done():  # nobody waits for it any more
            return
        kind = self._result_types.pop(identifier, None)
        try:
            if "error" in message:
                error = self._converter.structure(message["error"], types.ResponseError)
                future.set_exception(JsonRpcException.from_error(error))
            elif kind is None:
                future.set_result(message.get("result"))
            else:
                future.set_result(self._converter.structure(dict(message), kind).result)
        except Exception as problem:  # noqa: BLE001 - whatever the client sent instead, somebody waits for it
            future.set_exception(JsonRpcInvalidParams("; ".join(_explained(problem))))

    def _check_timely(self, method: str) -> None:
        if self._shutdown:
            raise JsonRpcInvalidRequest("the server has been shut down")
        if method == types.INITIALIZE and self._initialized:
            raise JsonRpcInvalidRequest("initialize may be sent once")
        if method != types.INITIALIZE and not self._initialized:
            raise JsonRpcServerNotInitialized("the first request must be initialize")

    def _params(self, method: str, message: Message) -> Any:  # noqa: ANN401 - typed by the method
        kind = self.get_message_type(method)
        if kind is None:  # a method of ours: its handler reads the JSON itself
            return message.get("params")
        try:
            return getattr(self._converter.structure(dict(message), kind), "params", None)
        except Exception as problem:
            raise JsonRpcInvalidParams("; ".join(_explained(problem))) from problem

    def _refuse(self, identifier: object, refusal: JsonRpcException) -> None:
        logger.warning("refused message %r: %s", identifier, refusal.message)
        error = types.ResponseErrorMessage(
            id=identifier if _is_id(identifier) else None, error=refusal.to_response_error()
        )
        body: dict[str, Any] = self._converter.unstructure(error)
        body.setdefault("id", None)  # JSON-RPC 2.0 §5: null where the id could not be told
        self._send_data(body)

    def _send_response(
        self,
        msg_id: MessageId,
        result: Any = None,  # noqa: ANN401 - any JSON
        error: types.ResponseError | None = None,
    ) -> None:
        if msg_id not in self._unanswered:
            logger.error("dropped a second response to request %r", msg_id)
            return
        self._unanswered.discard(msg_id)
        if error is None and isinstance(result, PreparedResult):
            self._result_types.pop(msg_id, None)
            self._send_pieces(object_pieces({"id": json_of(msg_id), "jsonrpc": _VERSION, "result": result.text}))
        else:
            super()._send_response(msg_id, result, error)

    def notify_in_text(self, method: str, params: Members) -> None:
        """Send a notification whose parameters are written already."""
        head = object_pieces({"method": json_of(method), "jsonrpc": _VERSION})[:-1]
        self._send_pieces([*head, ',"params":', *object_pieces(params), "}"])

    def _send_pieces(self, body: list[str]) -> None:
        """What pygls' ``_send_data`` does, which would build JSON of objects."""
        if self.writer is None:
            logger.error("nothing can be sent before there is a connection")
        elif self._include_headers:
            header = f"Content-Length: {sum(map(len, body))}\r\n\r\n"
            for portion in portions((header, *body)):
                _write(self.writer, portion)
        else:  # a message of a WebSocket has no header, and is sent whole
            _write(self.writer, "".join(body))

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Requests are welcome from the moment at which ``initialize`` is answered."""
        result = yield from super().lsp_initialize(params)
        cast("Completing", self._server).complete(result.capabilities)
        self._initialized = True
        return result

    @lsp_method(types.EXIT)
    def lsp_exit(self, *args: object) -> Generator[Any, Any, None]:
        """End the process; pygls would close the connection first and forget the exit status."""
        del args
        self._exited = True
        sys.exit(self.exit_status)
        yield  # pygls declares a generator


def _write(writer: Writer | AsyncWriter, text: str) -> None:
    sent = writer.write(text.encode("ascii"))
    if inspect.isawaitable(sent):
        asyncio.ensure_future(sent)  # noqa: RUF006 - as pygls: the connection keeps it until it is sent


def _is_id(value: object) -> TypeGuard[MessageId]:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _explained(problem: Exception) -> list[str]:
    try:
        return transform_error(problem, path="message")
    except Exception:  # noqa: BLE001 - only the wording of an error is at stake
        return [str(problem) or type(problem).__name__]

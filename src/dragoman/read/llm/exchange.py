"""The exchange: questions posted to the endpoint until an answer is back, or it is plain that none will come.

Repeated with growing pauses: 408, 425, 429 (as long as Retry-After says), 5xx, lost connections, stalls, and bodies that
are cut off or no JSON. Never followed: redirects. Forms of structured output are tried in order – a JSON schema, a JSON
object, plain words – and the first that the server takes is kept. An answer larger than `MOST_BYTES` is not read to its
end.
"""

import contextlib
import email.utils
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dragoman.errors import EndpointError, SourceError
from dragoman.read.llm.answer import schema
from dragoman.read.llm.cache import Reply
from dragoman.read.llm.endpoint import KEY_VARIABLE, Endpoint
from dragoman.read.llm.question import Message
from dragoman.read.llm.tally import one_line

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 4_000_000
TRIES = 5
_LONGEST_PAUSE = 300.0  # seconds; an endpoint that asks for more is asked another day
_CONNECT = 10.0
_WAIT = 300.0
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529))
_STOP = {
    401: ("does not accept the key", f"set {KEY_VARIABLE} to a key of this endpoint"),
    402: ("asks for payment", "look at your account there"),
    403: ("does not let this key in", f"set {KEY_VARIABLE} to a key that may use the model"),
    404: ("does not know the address or the model", "see the endpoint's list of models; the address often ends in /v1"),
    405: ("takes no questions", "the address often ends in /v1"),
}
_SHOWN = 160  # characters of what a server says
_HUGE = "see whether the endpoint is what you take it for"
_FORMS = ("json_schema", "json_object", "text")


class Refused(SourceError):
    """The endpoint will not answer this question, whatever the number of tries; another one it may."""


class Unanswered(SourceError):
    """The endpoint did not answer this question in all tries."""


@dataclass(frozen=True, slots=True)
class _Got:
    """What came back: a status with its body, or why nothing did."""

    status: int = 0
    body: bytes = b""
    lost: str = ""
    after: float | None = None
    location: str = ""


@dataclass(slots=True)
class Exchange:
    """Talks with one endpoint. `wait` is how many seconds it may be silent; `sleep` passes the time between tries, None:
    as clocks do, but no longer than the exchange is open."""

    endpoint: Endpoint
    wait: float = _WAIT
    sleep: Callable[[float], object] | None = None
    _form: int = 0
    _warm: bool = True
    _client: "httpx2.Client | None" = field(default=None, repr=False)
    _over: threading.Event = field(default_factory=threading.Event, repr=False)

    @contextlib.contextmanager
    def opened(self) -> Iterator["Exchange"]:
        """This exchange with its connections open; they are closed at the end."""
        import httpx2

        timeout = httpx2.Timeout(self.wait, connect=min(_CONNECT, self.wait))
        # Proxies of the environment serve encrypted connections only: any other they could read.
        with httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=self.endpoint.encrypted) as client:
            self._client = client
            self._over.clear()
            try:
                yield self
            finally:
                self._over.set()

    def ask(self, messages: list[Message]) -> Reply:
        """The reply to a question. Raises Refused, Unanswered, or EndpointError if no question will be answered."""
        tries, why = 0, ""
        while tries < TRIES and not self._over.is_set():
            form, warm = self._form, self._warm
            got = self._post(self._body(messages, form, warm))
            if got.status in (400, 413, 415, 422, 501):
                self._ask_otherwise(form, warm, got)
                continue
            if 200 <= got.status < 300 and (reply := _reply(got.body)) is not None:
                return reply
            self._stop_if_hopeless(got)
            why = got.lost or (f"status {got.status}" if got.status >= 300 else "an answer that is cut off or no JSON")
            tries += 1
            if tries < TRIES:
                (self.sleep or self._over.wait)(self._pause(got, tries))
        raise Unanswered(
            f"{self.endpoint.host} did not answer ({why}, {TRIES} times)", "run the same command again to go on"
        )

    def _body(self, messages: list[Message], form: int, warm: bool) -> dict[str, Any]:
        body: dict[str, Any] = {"model": self.endpoint.model, "messages": messages, "stream": False}
        if warm:
            body["temperature"] = 0
        if _FORMS[form] == "json_schema":
            told = {"name": "findings", "strict": True, "schema": schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": told}
        elif _FORMS[form] == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _ask_otherwise(self, form: int, warm: bool, got: _Got) -> None:
        """Leave out what the server does not take; raises Refused if nothing is left to leave out."""
        if warm and b"temperature" in got.body:
            self._warm = False
        elif form + 1 < len(_FORMS):
            self._form = max(self._form, form + 1)
        else:
            self._form = 0  # it may have been this one question: the next is asked in full form again
            said = self._shown(got.body)
            raise Refused(
                f"{self.endpoint.host} refuses it (status {got.status}: {said})", "it may be too long for the model"
            )

    def _stop_if_hopeless(self, got: _Got) -> None:
        host = self.endpoint.host
        if 300 <= got.status < 400:
            where = one_line(got.location.partition("?")[0], _SHOWN) or "elsewhere"
            raise EndpointError(
                f"{host} sends the text on to {where}", "name that address after --endpoint, if you trust it"
            )
        if got.status in _STOP:
            what, hint = _STOP[got.status]
            raise EndpointError(f"{host} {what} (status {got.status}: {self._shown(got.body)})", hint)
        if got.status >= 400 and got.status not in _AGAIN and got.status < 500:
            raise EndpointError(f"{host} answers with status {got.status}: {self._shown(got.body)}", "see its manual")

    def _pause(self, got: _Got, tries: int) -> float:
        """How long to wait before the next try; raises Unanswered if the endpoint asks for too long a pause."""
        if got.after is not None and got.after > _LONGEST_PAUSE:
            raise Unanswered(
                f"{self.endpoint.host} asks to wait {got.after:.0f} seconds",
                "run the same command again later to go on",
            )
        return float(2 ** (tries - 1)) if got.after is None else max(got.after, 0.0)

    def _post(self, body: dict[str, Any]) -> _Got:
        import httpx2

        assert self._client is not None, "asked before it was opened"
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "dragoman"}
        if self.endpoint.key:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        began = time.monotonic()
        try:
            with self._client.stream("POST", self.endpoint.chat, json=body, headers=headers) as response:
                content = bytearray()
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) > MOST_BYTES:
                        raise Refused(
                            f"{self.endpoint.host} sends an answer of more than {MOST_BYTES // 1_000_000} MB", _HUGE
                        )
                    if time.monotonic() - began > 2 * self.wait:
                        return _Got(lost="an answer without end")
                told = response.headers
                after = _seconds(told.get("retry-after"))
                return _Got(response.status_code, bytes(content), after=after, location=told.get("location", ""))
        except httpx2.TimeoutException:
            return _Got(lost="silence")
        except httpx2.HTTPError as fault:
            return _Got(lost=f"{type(fault).__name__}: {one_line(str(fault), _SHOWN)}")

    def _shown(self, body: bytes) -> str:
        """What a server says about a fault, short, without the key."""
        said = body[:4000].decode("utf-8", "replace")
        if self.endpoint.key:
            said = said.replace(self.endpoint.key, "…")
        return one_line(said, _SHOWN) or "nothing said"


def _seconds(after: str | None) -> float | None:
    """The pause that a Retry-After header asks for: seconds or a date; None if it says neither."""
    if after is None:
        return None
    try:
        return float(int(after))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(after).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _reply(body: bytes) -> Reply | None:
    """The model's words in a completion; None if the body is none."""
    try:
        told = json.loads(body)
        words = told["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    if isinstance(words, list):  # some servers answer in parts
        words = "".join(str(part.get("text", "")) for part in words if isinstance(part, dict))
    usage = told.get("usage")
    counts = usage if isinstance(usage, dict) else {}
    if words is not None and not isinstance(words, str):
        return None
    return Reply(words or "", _count(counts.get("prompt_tokens")), _count(counts.get("completion_tokens")))


def _count(number: Any) -> int | None:
    """A number of tokens; None for what is none."""
    return number if type(number) is int and 0 <= number < 10**9 else None

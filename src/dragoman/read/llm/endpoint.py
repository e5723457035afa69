"""The endpoint: whom a text is sent to, under which model's name, and what may not be sent where.

Plain http reaches only this machine and private networks unless somebody says otherwise; an address with a password in
it is refused, because addresses are printed and kept, and keys never are.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit, urlunsplit

from dragoman.errors import UsageError

KEY_VARIABLE = "DRAGOMAN_LLM_KEY"
_CHAT = "/chat/completions"
_PRIVATE_NAMES = (".localhost", ".local", ".internal", ".home.arpa")
_MODEL = re.compile(r"[^\s\x00-\x1f\x7f]{1,200}")
_KEY = re.compile(r"[\x21-\x7e]{1,4000}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible server of chat completions and the model asked there.

    `plain_http` allows http to hosts that are not private. The key is in no representation of it.
    """

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    plain_http: bool = False

    def __post_init__(self) -> None:
        parts = _split(self.address)
        if not _MODEL.fullmatch(self.model):
            raise UsageError(f"{self.model!r} is no name of a model", "give the name that the endpoint knows it by")
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise UsageError("the key holds characters that no key has", "see that it was copied whole, on one line")
        if parts.scheme == "http" and not (self.plain_http or is_private(parts.hostname or "")):
            raise UsageError(
                f"texts and key would go to {parts.hostname} unencrypted",
                "use https, or say --plain-http if you trust the network in between",
            )

    @property
    def host(self) -> str:
        """The machine that the text goes to, with its port if the address gives one."""
        return _split(self.address).netloc

    @property
    def private(self) -> bool:
        """Whether the text stays on this machine or a private network."""
        return is_private(_split(self.address).hostname or "")

    @property
    def encrypted(self) -> bool:
        """Whether the way there is encrypted."""
        return _split(self.address).scheme == "https"

    @property
    def name(self) -> str:
        """The address as it is printed and kept: without a query, which may hold a secret."""
        parts = _split(self.address)
        return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/").removesuffix(_CHAT), "", ""))

    @property
    def chat(self) -> str:
        """Where a question is posted."""
        parts = _split(self.address)
        path = parts.path.rstrip("/")
        return urlunsplit((parts.scheme, parts.netloc, path.removesuffix(_CHAT) + _CHAT, parts.query, ""))


def is_private(host: str) -> bool:
    """Whether a host is this machine or on a private network, as far as its name alone tells."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith(_PRIVATE_NAMES)
    return number.is_private or number.is_loopback


def key_in(environment: Mapping[str, str], variable: str = KEY_VARIABLE) -> str | None:
    """The key that an environment variable holds; None if it is not set, which servers on one's own machine allow."""
    return environment.get(variable, "").strip() or None


def _split(address: str) -> SplitResult:
    """The parts of an address; raises UsageError for what is none, without repeating a secret."""
    hint = "give it as https://HOST/v1 or http://localhost:PORT/v1"
    try:
        parts = urlsplit(address.strip())
        secret = parts.username is not None or parts.password is not None
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise UsageError("the endpoint is no address", hint) from None
    if secret:
        raise UsageError(
            "the endpoint's address holds a name or password", f"leave it out; the key goes in {KEY_VARIABLE}"
        )
    if not good or parts.fragment or any(char.isspace() or ord(char) < 32 for char in parts.netloc + parts.path):
        raise UsageError("the endpoint is no address", hint)
    return parts

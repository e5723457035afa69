"""Where a text may be sent."""

import pytest

from dragoman.errors import UsageError
from dragoman.read.llm import Endpoint, key_in


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example.org/v1",
        "http://localhost:8080/v1",
        "http://127.0.0.1/v1",
        "http://[::1]:8080",
        "http://192.168.1.7:11434/v1",
        "http://box.local/v1",
    ],
)
def test_encrypted_or_private_addresses_are_taken(address: str) -> None:
    assert Endpoint(address, "toy").chat == address.rstrip("/") + "/chat/completions"


@pytest.mark.parametrize(
    "host", ["models.example.org", "8.8.8.8", "localhost.example.org", "127.0.0.1.example.org", "box"]
)
def test_plain_http_goes_to_private_hosts_only_unless_told(host: str) -> None:
    with pytest.raises(UsageError, match="unencrypted"):
        Endpoint(f"http://{host}/v1", "toy")
    assert Endpoint(f"http://{host}/v1", "toy", plain_http=True).host == host


@pytest.mark.parametrize(
    "address",
    [
        "",
        "models.example.org",
        "ftp://example.org",
        "https://",
        "https://a:b:c",
        "https://example.org/#x",
        "https://[::1",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        Endpoint(address, "toy")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as fault:
        Endpoint("https://me:hunter2@example.org/v1", "toy")
    assert "hunter2" not in fault.value.message + fault.value.hint


def test_the_name_of_an_endpoint_holds_no_query() -> None:
    endpoint = Endpoint("https://example.org/v1/chat/completions?key=secret", "toy")
    assert endpoint.name == "https://example.org/v1"
    assert endpoint.chat == "https://example.org/v1/chat/completions?key=secret"


def test_the_key_comes_from_the_environment_and_is_in_no_representation() -> None:
    key = key_in({"DRAGOMAN_LLM_KEY": " sk-secret\n"})
    assert key == "sk-secret"
    assert "secret" not in repr(Endpoint("https://example.org", "toy", key))
    assert key_in({}) is None


@pytest.mark.parametrize("key", ["two\nlines", "ключ", "a b"])
def test_a_key_that_cannot_be_one_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(UsageError) as fault:
        Endpoint("https://example.org", "toy", key)
    assert key not in fault.value.message


@pytest.mark.parametrize("model", ["", "two words", "a\x1b[2J"])
def test_a_model_without_a_plain_name_is_refused(model: str) -> None:
    with pytest.raises(UsageError, match="no name of a model"):
        Endpoint("https://example.org", model)

"""`dragoman add --reader llm`, as a person types it, against a server on this machine."""

import json
import os
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dragoman.cli import main
from dragoman.ledger import Ledger
from dragoman.records import Source
from tests.read.llm.stub import Misdeed, Stub, answer, claim, event, serving

PRESS = Path(__file__).parents[2] / "examples" / "press"
TEXT = "Kazakhstan and Russia signed a treaty in Astana."
TOLD = answer(events=[event("signed a treaty", "AGREE", ["Kazakhstan", "Russia"])])


class Outcome(NamedTuple):
    code: int
    out: str
    err: str


Add = Callable[..., Outcome]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Add:
    """Call `dragoman add` in an empty folder, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("DRAGOMAN_LLM_KEY", "sk-secret-1")
    Path("a.txt").write_text(TEXT, "utf-8")

    def call(*words: str) -> Outcome:
        code = main(["add", *words])
        return Outcome(code, *capsys.readouterr())

    return call


def asking(stub: Stub, *more: str) -> list[str]:
    return ["--reader", "llm", "--endpoint", stub.address, "--model", "toy", *more]


class Liar:
    """A model that marks every sentence, and invents the quotes of one item in three."""

    def __init__(self) -> None:
        self.told = 0
        self.invented = 0

    def __call__(self, text: str) -> dict[str, Any]:
        claims, events = [], []
        for sentence in re.findall(r"[^.!?\n]{30,400}[.!?]", text):
            words = re.findall(r"[\w-]+", sentence)
            names = [word for word in words if word[0].isupper()] or words[:1]
            claims.append(claim(names[0], words[-1], self._said(" ".join(sentence.split()))))
            events.append(event(words[len(words) // 2], "CONSULT", [self._said(name) for name in names[:1]]))
        return answer(claims=claims, events=events)

    def _said(self, quote: str) -> str:
        self.told += 1
        if self.told % 3:
            return quote
        self.invented += 1
        return f"{quote[:40]} as nobody ever put it, no. {self.told}"


def test_no_quote_stands_in_the_ledger_that_does_not_stand_in_the_text(add: Add) -> None:
    liar = Liar()
    with serving(liar) as stub:
        told = add(str(PRESS), "-l", "x.ledger", *asking(stub))
    assert told.code == 0, told.err
    assert liar.told > 200
    assert liar.invented == liar.told // 3
    looked = re.search(r"quotes +([\d,]+) looked up; ([\d,]+) do not stand in the text", told.out)
    assert looked
    assert int(looked[2].replace(",", "")) == liar.invented
    with Ledger.open(Path("x.ledger"), readonly=True) as book:
        assert book.check() == []
        rows = list(book.findings())
        texts = {source["id"]: book.document(source["id"]).text for source in book.sources()}
    assert len(rows) > 100
    quoted = [(row["source"]["id"], span) for row in rows for span in spans_in(row)]
    assert [span for source, span in quoted if texts[source][span["start"] : span["end"]] != span["exact"]] == []
    assert [span for _, span in quoted if "nobody ever put it" in span["exact"]] == []


def spans_in(value: Any) -> list[dict[str, Any]]:
    """Every quote in a row, wherever it stands."""
    if isinstance(value, list):
        return [span for part in value for span in spans_in(part)]
    if not isinstance(value, dict):
        return []
    return [value] if "exact" in value else spans_in(list(value.values()))


def test_where_text_goes_and_what_it_costs_is_said_before_and_after(add: Add) -> None:
    with serving(lambda _: TOLD) as stub:
        told = add("a.txt", *asking(stub))
    assert re.search(r"1 document, 1 portion: about [\d,]+ tokens\.", told.err)
    assert f"Their text goes to {stub.address} (this machine or a private network), model toy." in told.err
    assert "asked       1 portion; 100 tokens sent, 10 received in 1 answer" in told.out
    assert "quotes      3 looked up; 0 do not stand in the text" in told.out
    assert "found       1 event," in told.out


def test_a_second_ledger_is_filled_from_the_cache_and_says_so(add: Add) -> None:
    with serving(lambda _: TOLD) as stub:
        add("a.txt", "-l", "one.ledger", *asking(stub))
        told = add("a.txt", "-l", "two.ledger", *asking(stub))
        assert len(stub.asked) == 1
    assert "goes to" not in told.err
    assert "asked       1 portion, 1 from the cache; 0 tokens sent, 0 received" in told.out


def test_what_was_left_out_is_kept_beside_the_source_and_shown(add: Add) -> None:
    bad = answer(events=[event("declared war", "ASSAULT", ["Russia"])])
    with serving(lambda _: bad) as stub:
        told = add("a.txt", *asking(stub))
    assert "quotes      1 looked up; 1 do not stand in the text and were left out" in told.out
    assert "“declared war”" in told.out
    assert "dropped     1 of 1 items (a quote stands nowhere 1)" in told.out
    with Ledger.open(Path("dragoman.ledger"), readonly=True) as book:
        (row,) = book.sources()
        source: Source = book.document(row["id"]).source
    assert "quotes looked up: 1; not in the text and left out: 1" in source.notes[-1]


def test_at_a_terminal_nothing_is_sent_without_a_yes(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked: list[str] = []

    def no(question: str, **_: Any) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr("click.confirm", no)
    with serving(lambda _: TOLD) as stub:
        told = add("a.txt", *asking(stub))
        assert stub.asked == []
        assert (told.code, told.out, asked) == (1, "Nothing was sent.\n", ["Send?"])
        assert add("a.txt", *asking(stub, "--yes")).code == 0
        assert len(stub.asked) == 1
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reader", "llm"], "--reader llm needs --endpoint"),
        (["--reader", "llm", "--model", "toy"], "--reader llm needs --endpoint"),
        (["--reader", "llm", "--endpoint", "http://localhost:1"], "--reader llm needs --model"),
        (["--endpoint", "http://localhost:1"], "--endpoint belongs to --reader llm"),
        (["--plain-http"], "--plain-http belongs to --reader llm"),
        (["--reader", "llm", "--endpoint", "http://example.org", "--model", "toy"], "unencrypted"),
    ],
)
def test_without_an_endpoint_nothing_leaves_and_options_must_fit(add: Add, words: list[str], said: str) -> None:
    told = add("a.txt", *words)
    assert told.code == 2
    assert said in told.err
    assert not Path("dragoman.ledger").exists()


def test_documents_beyond_the_budget_are_skipped_and_read_the_next_time(add: Add) -> None:
    Path("b.txt").write_text(f"Later, {TEXT}", "utf-8")
    usage = {"prompt_tokens": 50_000, "completion_tokens": 10}
    with serving(lambda _: TOLD, usage=usage) as stub:
        told = add("a.txt", "b.txt", *asking(stub, "--budget", "40000"))
        assert len(stub.asked) == 1
        assert told.code == 1
        assert "b.txt: not read: the budget of 40,000 tokens is spent; run the same command again to go on" in told.out
        assert "read        1" in add("a.txt", "b.txt", *asking(stub, "--budget", "40000")).out


def test_a_refused_key_ends_the_run_in_one_sentence_without_the_key(add: Add) -> None:
    with serving(lambda _: TOLD, misdeeds=deque([Misdeed(401, b'{"error": "bad key sk-secret-1"}')])) as stub:
        told = add("a.txt", *asking(stub))
    assert told.code == 1
    assert "does not accept the key (status 401" in told.err
    assert "sk-secret-1" not in told.out + told.err
    assert all(b"sk-secret-1" not in path.read_bytes() for path in Path().rglob("*") if path.is_file())


def test_the_fast_reader_asks_nobody(add: Add) -> None:
    with serving(lambda _: TOLD) as stub:
        assert add("a.txt").code == 0
        assert add("a.txt", "-l", "b.ledger", "--reader", "fast").code == 0
        assert stub.asked == []


def test_a_killed_run_goes_on_where_it_stopped_and_pays_nothing_twice(add: Add, tmp_path: Path) -> None:
    for number in range(4):
        Path(f"{number}.txt").write_text(f"Number {number}. {TEXT}", "utf-8")
    Path("a.txt").unlink()
    running: list[subprocess.Popen[bytes]] = []

    def kill(number: int) -> None:
        if number == 3:
            running[0].send_signal(signal.SIGKILL)

    with serving(lambda _: TOLD) as stub:
        stub.before = kill
        command = [sys.executable, "-m", "dragoman", "add", ".", *asking(stub)]
        running.append(subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONWARNINGS": "error"}))
        assert running[0].wait(60) == -signal.SIGKILL
        stub.before = lambda number: None
        told = add(".", *asking(stub))
        assert told.code == 0
        whole = exported(Path("dragoman.ledger"))
        add(".", "-l", "whole.ledger", *asking(stub))
        texts = [json.dumps(body) for body in stub.asked]
    assert len(texts) == 5  # the third was asked, killed over, and asked again
    assert len(set(texts)) == 4
    assert whole == exported(Path("whole.ledger"))
    assert len(whole) == 4


def exported(path: Path) -> list[str]:
    with Ledger.open(path, readonly=True) as book:
        assert book.check() == []
        return sorted(row["id"] for row in book.findings())


def test_without_the_extra_one_sentence_says_what_to_install(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.read.llm.reader.find_spec", lambda name: None)
    with serving(lambda _: TOLD) as stub:
        told = add("a.txt", *asking(stub))
    assert (told.code, told.err.splitlines()[-1].strip()) == (2, "pip install 'dragoman[llm]'")


def test_reports_of_one_deed_in_one_document_merge_by_the_word_whatever_the_models_name(add: Add) -> None:
    Path("a.txt").write_text(
        f"{TEXT} Kazakhstan and Russia signed it gladly. Kazakhstan and Russia agreed on more.", "utf-8"
    )
    sides = ["Kazakhstan", "Russia"]
    told = answer(
        events=[event(words, "AGREE", sides) for words in ("signed a treaty", "signed it gladly", "agreed on more")]
    )
    with serving(lambda _: told) as stub:
        add("a.txt", "--reader", "llm", "--endpoint", stub.address, "--model", "toy:7b")
    with Ledger.open(Path("dragoman.ledger"), readonly=True) as book:
        assert sorted(row["reports"] for row in book.events()) == [1, 2]


def test_a_help_page_asks_nobody_and_imports_no_client() -> None:
    code = "import sys\nfrom dragoman.cli import main\nmain(['add', '--help'])\n"
    code += "print([name for name in ('httpx2', 'pydantic', 'spacy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")
    assert "--endpoint URL" in done.stdout

"""The example press stays what its README says: many formats, small files, three languages, every file listed."""

import re
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pypdfium2
import pytest

PRESS = Path(__file__).parents[2] / "examples" / "press"
DOCUMENTS = sorted(path for path in PRESS.iterdir() if path.name != "README.md")
LEAST_OF_EACH_FORMAT = {".txt": 3, ".md": 2, ".html": 4, ".pdf": 2, ".docx": 2}
ENCODINGS = {"yauzsky-listok": "cp1251", "yeditepe-defteri": "cp1254"}


def encoding_of(path: Path) -> str:
    return next((encoding for outlet, encoding in ENCODINGS.items() if outlet in path.name), "utf-8")


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_bytes().decode(encoding_of(path))


def test_there_are_enough_documents_in_every_format() -> None:
    counted = Counter(path.suffix for path in DOCUMENTS)
    assert len(DOCUMENTS) >= 12
    assert set(counted) == set(LEAST_OF_EACH_FORMAT)
    assert all(counted[suffix] >= least for suffix, least in LEAST_OF_EACH_FORMAT.items())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_small_and_named_by_date_outlet_and_subject(path: Path) -> None:
    assert path.stat().st_size < 64_000
    assert re.fullmatch(r"20\d\d-[01]\d-[0-3]\d(-[a-z0-9]+){3,}", path.stem)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_holds_a_readable_article_of_a_few_hundred_words(path: Path) -> None:
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text_of(path), flags=re.DOTALL)
    assert 250 <= len(text.split()) <= 750
    assert "\ufffd" not in text


def test_the_readme_names_each_file_and_no_other() -> None:
    readme = (PRESS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)` \|", readme, flags=re.MULTILINE) == [path.name for path in DOCUMENTS]


def test_the_readme_says_what_is_invented_and_under_which_licence() -> None:
    readme = (PRESS / "README.md").read_text(encoding="utf-8")
    assert "Every outlet, author, interviewer, analyst" in readme
    assert "CC0-1.0" in readme


@pytest.mark.parametrize("outlet", sorted(ENCODINGS))
def test_the_legacy_encodings_are_not_valid_utf_8(outlet: str) -> None:
    (path,) = PRESS.glob(f"*{outlet}*")
    with pytest.raises(UnicodeDecodeError):
        path.read_bytes().decode("utf-8")


def test_three_english_documents_tell_of_the_call_of_6_january() -> None:
    english = [path for path in DOCUMENTS if path.suffix != ".html" or "bosphorus" in path.name]
    told = [path for path in english if re.search(r"(call|telephone)\w*\b[^.]{0,80}\b6\s+January", text_of(path))]
    assert len(told) >= 3


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix == ".docx"], ids=lambda path: path.name)
def test_a_docx_carries_its_author_and_the_date_in_its_name(path: Path) -> None:
    properties = docx.Document(str(path)).core_properties
    assert properties.author
    assert properties.created is not None
    assert path.name.startswith(properties.created.date().isoformat())
    with zipfile.ZipFile(path) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}

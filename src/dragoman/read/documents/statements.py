"""What a web page states about itself in its head: meta tags, JSON-LD, the address, and htmldate's findings."""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from dragoman.errors import UsageError
from dragoman.read.documents.encoding import without_surrogates
from dragoman.read.documents.extract import Stated
from dragoman.read.documents.people import is_outlet, outlet_of_domain
from dragoman.records import Known, PartialDate

_DAY = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)")
_TITLE_SEPARATOR = re.compile(r"\s+[|–—»·-]\s+")
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author")
_DATES = (
    "article:published_time", "datepublished", "dc.date.issued", "dcterms.created", "dc.date", "parsely-pub-date",
    "publication_date", "publishdate", "pubdate", "date",
)  # fmt: skip
_NO_AUTHORS = frozenset(
    {"admin", "administrator", "editor", "staff", "webmaster", "redaktor", "администратор", "редакция"}
)
_EARLIEST, _LATEST = "1990-01-01", "2100-01-01"


def stated_in(tree: Any) -> Stated:
    """Title, outlet, author, date of publication and address that the head of a page states."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    url = _address(tree, metas)
    outlet = _first(metas, _OUTLETS) or _from_linked(linked, "publisher") or _from_address(url)
    return Stated(
        title=_title(tree, metas, linked, outlet),
        outlet=outlet,
        author=_author(metas, linked, outlet),
        published=_published(tree, metas, linked),
        url=url,
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, outermost first; what is broken is passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            waiting = deque([json.loads(script.text or "")])
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.popleft()
            if isinstance(item, dict):
                yield item
                waiting.extend(item.values())
            elif isinstance(item, list):
                waiting.extend(item)


def _first(metas: dict[str, str], names: tuple[str, ...]) -> Known | None:
    return next((Known(metas[name], f"meta tag {name}") for name in names if name in metas), None)


def _from_linked(linked: list[dict[str, Any]], key: str) -> Known | None:
    """The value of a key in JSON-LD, or the name of the thing that is its value."""
    for item in linked:
        value = item.get(key)
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return Known(" ".join(without_surrogates(value).split()), f"JSON-LD {key}")
    return None


def _address(tree: Any, metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    url = metas.get("og:url", "")
    return url if url.startswith("http") else None


def _domain(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _from_address(url: str | None) -> Known | None:
    domain = _domain(url or "")
    if not domain:
        return None
    name = outlet_of_domain(domain)
    return Known(name or domain, f"domain {domain} of the page's address")


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], outlet: Known | None) -> Known | None:
    stated = _first(metas, _TITLES) or _from_linked(linked, "headline")
    if stated is None:
        for tag in ("h1", "title"):
            text = next((" ".join(found.text_content().split()) for found in tree.iter(tag)), "")
            if text:
                stated = Known(text, f"tag {tag} of the page")
                break
    return Known(_without_site(stated.value, outlet), stated.reason) if stated else None


def _without_site(title: str, outlet: Known | None) -> str:
    """The title without the site's name behind it: "Gas flows again | The Gazette"."""
    parts = _TITLE_SEPARATOR.split(title)
    last = parts[-1].casefold()
    if len(parts) > 1 and ((outlet and last == outlet.value.casefold()) or is_outlet(parts[-1])):
        return title[: len(title) - len(parts[-1])].rstrip(" |–—»·-")
    return title


def _author(metas: dict[str, str], linked: list[dict[str, Any]], outlet: Known | None) -> Known | None:
    for known in (_from_linked(linked, "author"), *(_first(metas, (name,)) for name in _AUTHORS)):
        if known is None or known.value.startswith("http") or known.value.casefold() in _NO_AUTHORS:
            continue
        if outlet is None or known.value.casefold() != outlet.value.casefold():
            return known
    return None


def _published(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> Known | None:
    for known in (*(_first(metas, (name,)) for name in _DATES), _from_linked(linked, "datePublished")):
        found = _DAY.match(known.value) if known else None
        if known and found and _is_date(found[1]):
            return Known(found[1], known.reason)
    return _by_htmldate(tree)


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except UsageError:
        return False
    return True


def _by_htmldate(tree: Any) -> Known | None:
    """What htmldate finds in the markup; its limits are fixed so that it does not depend on today's date."""
    import htmldate

    try:
        found = htmldate.find_date(
            tree, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST
        )
    # It meets broken pages of which it does not know; without a date the text is asked.
    except Exception:
        return None
    return Known(found, "date in the page's markup, found by htmldate") if found else None

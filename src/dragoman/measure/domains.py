"""Domains: security, transport, economy, culture and politics, told by words, bodies and deeds – a table, `domains.csv`.

An event belongs where most different words of its quote point. Known bad cases: the quote is a sentence, and a sentence
about two deeds gives both its words; figures of speech ("trade war") count as what they say.
"""

from functools import lru_cache

import polars as pl

from dragoman.data import rows
from dragoman.errors import UsageError

DOMAINS = ("security", "transport", "economy", "culture", "politics")
"""In the order in which they win where words tie: politics last, whose words go with everything."""


@lru_cache(maxsize=4)
def table(kind: str) -> dict[str, str]:
    """The domain of each `deed`, `relation`, `body` or `word`, in the order of domains.csv."""
    return {row["key"]: row["domain"] for row in rows("domains") if row["kind"] == kind}


def known_domain(name: str) -> str:
    """This domain, if it is one; raises UsageError otherwise."""
    if name not in DOMAINS:
        raise UsageError(f"{name!r} is no domain", f"it is one of {', '.join(DOMAINS)}")
    return name


def of_body(body: str, name: str = "") -> str:
    """The domain of an organisation, format, treaty or corridor: by the table, else by the words of its name."""
    return table("body").get(body) or _by_words(pl.Series([name]))[0] or "politics"


def of_relation(relation: str) -> str:
    """The domain of a tie between two states; politics if the table has none."""
    return table("relation").get(relation, "politics")


def of_events(quotes: pl.Series, sides: pl.Series, types: pl.Series) -> pl.Series:
    """The domain of each event, from its quote, its sides (lists of ids) and its type. Source: [PLOVER]"""
    frame = pl.DataFrame({"words": _by_words(quotes), "sides": sides, "type": types}).with_row_index()
    mute = frame.filter(pl.col("words").is_null()).explode("sides")
    bodies = mute.with_columns(body=pl.col("sides").replace_strict(table("body"), default=None))
    first = bodies.drop_nulls("body").group_by("index", maintain_order=True).agg(pl.col("body").first())
    deed = pl.col("type").replace_strict(table("deed"), default="politics")
    joined = frame.join(first, on="index", how="left", maintain_order="left")
    return joined.select(pl.coalesce("words", "body", deed).alias("domain")).to_series()


def _by_words(quotes: pl.Series) -> pl.Series:
    """The domain to which most different words point; null where none does."""
    plain = quotes.fill_null("").str.to_lowercase().str.replace_all(r"[\s\p{P}\p{S}&&[^ ]]", " ")
    flat = pl.select(pl.format(" {} ", pl.lit(plain))).to_series()
    hits = pl.DataFrame(
        {domain: flat.str.extract_many(_patterns(domain), overlapping=True).list.n_unique() for domain in DOMAINS}
    )
    most = hits.with_columns(most=pl.max_horizontal(DOMAINS))
    winners = [
        pl.when((pl.col(domain) == pl.col("most")) & (pl.col("most") > 0)).then(pl.lit(domain)) for domain in DOMAINS
    ]
    return most.select(pl.coalesce(winners).alias("domain")).to_series()


@lru_cache(maxsize=len(DOMAINS))
def _patterns(domain: str) -> list[str]:
    """The words of a domain, each with the blanks that bound it: " gas ", " railway"."""
    words = [word for word, told in table("word").items() if told == domain]
    return [f" {word[:-1]}" if word.endswith("*") else f" {word} " for word in words]

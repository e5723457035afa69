"""The catalogue of measures: what each says in one sentence, the command that gives it, and whose it is."""

from dataclasses import dataclass

from dragoman.measure import agreement


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure: the command's name for it, one sentence, keys of docs/bibliography.md, and its formula where it is short."""

    name: str
    command: str
    sentence: str
    citation: tuple[str, ...] = ()
    formula: str = ""


_OWN = (
    Definition(
        "balance",
        "balance KAZ --powers RUS,CHN,TUR,USA,EU --by year",
        "How a state's events spread over a list of powers: level, shares, evenness, effective number, tilt, intensity; "
        "cooperation and conflict apart; bands from a bootstrap over sources.",
        ("PLOVER", "Goldstein1992", "Stirling2007"),
    ),
    Definition(
        "sensitivity", "sensitivity KAZ", "The same balance under each choice that a coder could have made otherwise.", ("PLOVER",)
    ),
    Definition("ties", "ties KAZ --on 2022-01-06", "Which memberships and ties in force bind a state to the powers, by domain."),
    Definition("visits", "visits KAZ --by year", "Who came to whom, by level of office, direction and period."),
    Definition("ranks", "ranks SOURCE --powers RUS,CHN", "In which order a document of doctrine names partners."),
    Definition(
        "since",
        "since KAZ CHN RUS",
        "Since when a state has voted closer to one power than to another, without interruption, by each measure.",
        ("Haege2011", "BaileyEtAl2017", "BenatiCapurri2026"),
    ),
    Definition(
        "points", "points KAZ --with RUS,CHN", "Distance of published ideal points, with their intervals.", ("BaileyEtAl2017",)
    ),
    Definition(
        "memberships",
        "memberships KAZ --with RUS,CHN",
        "In how many organisations two states sit together: joint count, Jaccard, share of one's own.",
        ("COW-IGO",),
    ),
    Definition(
        "alliances", "alliances KAZ --with RUS,TUR", "How alike two states are allied, by the same formulas as votes.", ("SignorinoRitter1999",)
    ),
    Definition(
        "network",
        "network KAZ",
        "Signed ties and events around a state: edges, structural balance, reciprocity, change between two dates.",
        ("CartwrightHarary1956", "ArefWilson2018", "GarlaschelliLoffredo2004"),
    ),
    Definition(
        "voices", "voices --about OTS", "How far the voices agree on how sides stand to each other: Krippendorff's alpha.", ("Krippendorff2011",)
    ),
    Definition("silence", "silence VOICE VOICE", "What one voice speaks of and the other leaves out."),
)  # fmt: skip


def catalogue() -> tuple[Definition, ...]:
    """Every measure, the formulas of similarity after the commands."""
    votes = tuple(
        Definition(name, f"similarity KAZ --with RUS,CHN --measure {name}", one.sentence, one.citation, one.formula)
        for name, one in agreement.FORMULAS.items()
    )
    return (*_OWN, *votes)

"""The network around a state, as these documents tell of it."""

from dragoman.errors import UsageError
from dragoman.measure.networks import Network, signed_network
from dragoman.show.brief.blocks import Picture, Said, Section, Table, paragraph
from dragoman.show.brief.ego import Bond, ego
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import signed
from dragoman.show.words import counted

_MOST = 12


def surroundings(about: Matter) -> Section:
    """Part 7."""
    title = "The network around it"
    network = _network(about)
    known = [(b if a == about.code else a, edge) for (a, b), edge in network.edges.items() if about.code in (a, b)]
    shown = sorted(known, key=lambda pair: (-abs(pair[1].weight), pair[0]))[:_MOST]
    if not shown:
        return Section(title, about.vintage, (paragraph("The documents join it with nobody that the tables know."),))
    good, bad = (sum(edge.sign == sign for _, edge in known) for sign in (1, -1))
    finding = (
        f"{about.name}: net cooperation with {good}, net conflict with {bad} of {counted(len(known), 'side')} told of"
    )
    foot = (
        "Number: sum of the PLOVER scores of merged events that happened, a tie counting 5; blue, solid: cooperation, "
        f"orange, dashed: conflict. The {len(shown)} strongest. Time: {about.window}. "
        f"Source: {about.ledger.path.name}, state {about.mark}, as of {about.today}"
    )
    bonds = [Bond(about.short_name(side), round(edge.weight, 1)) for side, edge in shown]
    rows = tuple(
        (Said(about.name_of(side)), Said(signed(edge.weight)), Said(str(edge.events)), Said(str(edge.ties)),
         Said("", about.references.cite(edge.findings, most=2)))
        for side, edge in shown
    )  # fmt: skip
    twin = Table(("With", "Net intensity", "Events", "Ties", "Sources"), rows, right=(1, 2, 3))
    view = paragraph(
        "Viewpoint: these documents, their languages and their authors. A side that is not here may only be one that nobody told of. "
        "No borders are drawn, so none is taken sides on.",
        note=True,
    )
    return Section(title, about.vintage, (Picture(ego(finding, foot, about.name, bonds), f"{finding}.", twin), view))


def _network(about: Matter) -> Network:
    try:
        return signed_network(about.ledger, period=_period(about), ego=about.code)
    except UsageError:
        return Network("all")


def _period(about: Matter) -> str | None:
    """The time asked about, as the network takes it."""
    if about.since and about.until:
        return f"{about.since}/{about.until}"
    if about.since:
        return f"{about.since}/{about.today.year:04d}-12"
    return f"1900/{about.until}" if about.until else None

"""The views: a module each, with a `router`; this table is all that must know of one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A module of this package; `name` and `path` stand in the navigation if `name` is not empty, under `part`."""

    module: str
    name: str = ""
    path: str = ""
    part: str = ""


VIEWS: tuple[View, ...] = (
    View("overview", "Overview", "/", "read"),
    View("state", "State", "/state", "read"),
    View("pair", "Pair", "/pair", "read"),
    View("network", "Network", "/network", "read"),
    View("worldmap", "Map", "/map", "read"),
    View("disagreements", "Disagreements", "/disagreements", "read"),
    View("events", "Events", "/events", "read"),
    View("claims", "Claims", "/claims", "read"),
    View("ties", "Ties", "/ties", "read"),
    View("figures", "Figures", "/figures", "read"),
    View("forecasts", "Forecasts", "/forecasts", "read"),
    View("sources", "Sources", "/sources", "read"),
    View("source"),
    View("finding"),
    View("world", "World", "/world", "read"),
    View("scenarios", "Scenarios", "/scenarios", "read"),
    View("scenario"),
    View("number"),
    View("search", "Search", "/search", "work"),
    View("review", "Review", "/review", "work"),
    View("briefings", "Briefings", "/briefings", "work"),
    View("add", "Add documents", "/add", "work"),
    View("export", "Export", "/export", "work"),
    View("method", "Method", "/method", "work"),
)

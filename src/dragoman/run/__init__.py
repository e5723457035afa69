"""How work is spread over processes: here over this machine's; scale-out keeps its place beside it."""

from dragoman.run.local import spread

__all__ = ["spread"]

"""Reading Russian, Turkish and Kazakh, by rules and tables: findings as ordinary records."""

from dragoman.read.languages.dates import Calendar
from dragoman.read.languages.desk import Desk

READ = frozenset({"ru", "tr", "kk"})
"""The languages that this package reads."""

__all__ = ["READ", "Calendar", "Desk"]

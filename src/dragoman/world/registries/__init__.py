"""Registries: larger collections that a user has as files – OpenSanctions, Wikidata, the Correlates of War – as rows of
our tables."""

from dragoman.world.registries.forms import rows_of
from dragoman.world.registries.report import Report

__all__ = ["Report", "rows_of"]

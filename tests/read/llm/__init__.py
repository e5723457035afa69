"""Tests of the reader that asks a language model."""

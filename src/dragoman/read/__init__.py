"""Documents in, findings out. Nothing here knows the ledger, so a worker can read but never write."""

import dragoman.read.threads  # isort: skip  # noqa: F401  before numpy comes in
from dragoman.read.documents import find_files, read_document
from dragoman.read.reader import read, read_file

__all__ = ["find_files", "read", "read_document", "read_file"]

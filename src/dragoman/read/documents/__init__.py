"""Files in, documents out: text cut into blocks, with what we believe about each document and why."""

from dragoman.read.documents.intake import find_files, read_document

__all__ = ["find_files", "read_document"]

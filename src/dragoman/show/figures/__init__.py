"""The figures: one module a picture, each from rows to a Figure – specification, finding as title, source inside, table twin."""

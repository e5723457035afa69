"""Dragoman: documents in; a sourced ledger of who did what to whom, who says so, which ties bind whom, since when,
out.
"""

__version__ = "0.1.0"

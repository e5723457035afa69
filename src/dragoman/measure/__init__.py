"""How a state stands between the powers, and where the voices disagree: measures on the ledger."""

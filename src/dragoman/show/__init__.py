"""What people look at: the local web app and the printable briefing."""

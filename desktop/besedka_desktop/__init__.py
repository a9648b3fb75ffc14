"""Besedka Chat for the desktop: a thin Qt shell around the operators' web app. It never imports the server."""

__version__ = "0.1.0"

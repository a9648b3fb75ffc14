"""Besedka: a self-hosted online chat for websites."""

__version__ = "0.1.0"

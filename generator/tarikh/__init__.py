"""Tarikh: evidence-backed, multilingual chronologies as a static site."""

__version__ = "0.1.0"

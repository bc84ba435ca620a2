"""Translations of texts: which are there, missing, or older than their original, and how they travel."""

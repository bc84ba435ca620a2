"""Timelines that were made with other tools: read with the place of everything in them, and made into content."""

"""From the model and a language to the bytes of every page."""

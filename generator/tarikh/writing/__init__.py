"""Writing content: its canonical form, and what helps to make new content."""

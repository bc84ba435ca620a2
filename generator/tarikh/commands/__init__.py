"""The commands, one a module: its arguments, what it prints, and its exit status."""

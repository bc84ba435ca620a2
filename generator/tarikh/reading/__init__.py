"""From YAML on disk to the model, with every problem in its place."""

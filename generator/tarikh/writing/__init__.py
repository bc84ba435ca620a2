"""From values and trees to YAML on disk, in the one form that all content has, and what new content is made of."""

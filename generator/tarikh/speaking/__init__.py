"""Values said in a language: dates, numbers, and the interface's own words."""

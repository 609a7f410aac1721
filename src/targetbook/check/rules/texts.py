"""TXT: punctuation, numerals, brackets, and what does not belong in a published text."""

"""IND: whether the indicators that are due are there, and measure what their names say."""

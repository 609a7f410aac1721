"""LNG: whether the two languages say the same."""

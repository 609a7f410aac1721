"""REF: what projects say of one another, and objectives of their indicators."""

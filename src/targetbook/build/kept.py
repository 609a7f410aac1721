"""Where pages that were set are kept."""

from targetbook.kept import MOST, NOTHING_KEPT, Kept, digest_of, most_kept, user_cache

__all__ = ["MOST", "NOTHING_KEPT", "Kept", "digest_of", "kept_pages", "most_kept"]

kept_pages = user_cache

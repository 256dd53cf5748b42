"""The one way a file becomes pixels: decoding, thumbnails, content hashes, byte-budget caches."""

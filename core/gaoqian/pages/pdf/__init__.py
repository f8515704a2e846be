"""PDF pages by their geometry: glyphs, lines, blocks, articles."""

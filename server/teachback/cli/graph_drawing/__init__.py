"""A story graph as a picture: DOT, SVG, and a page."""

"""What goes out to whom: a board packed for a reader, and handed over as a file or a page."""

"""What readers wrote back: taken in, answered, taken up, and what is still to be done before a meeting."""

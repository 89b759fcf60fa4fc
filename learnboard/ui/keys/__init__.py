"""Keys: their groups, a person's own keymap, help and palette."""

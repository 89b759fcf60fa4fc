"""Key bindings, the user's own keymap, help and the command palette."""

"""Labels, values, states and view models: what screens, pages and plain text show is worded here, once."""

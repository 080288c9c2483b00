"""The HTTP face of On Record."""

"""How files become documents, one module for each format."""

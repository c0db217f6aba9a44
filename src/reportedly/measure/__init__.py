"""How good it is: claims against a gold file."""

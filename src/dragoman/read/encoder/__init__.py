"""A pretrained encoder: words as pieces, their states where they stand, and the package that its weights come in."""

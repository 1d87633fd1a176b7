"""The benchmark: the same chapters built by this book, by plain Jupyter Book and by its peers, side by side in one run."""

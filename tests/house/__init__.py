"""The tests of the house itself: layers, sizes, words, texts and papers of the project."""

"""Vocabulary: what the rooms know by name lies in data files, one concept a file, typed and checked at load."""

"""Running tasks: the guard around stages, fingerprints, the inline and process-pool runners."""

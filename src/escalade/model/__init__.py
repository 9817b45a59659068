"""Row types: one frozen dataclass a table, its Arrow schema, key and ids; the stage contract."""

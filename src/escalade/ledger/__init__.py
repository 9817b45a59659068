"""The ledger: Parquet parts, the manifest that says which of them count, the inbox of raw bytes."""

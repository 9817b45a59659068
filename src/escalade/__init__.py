"""Escalade: news reports in, an auditable casebook out."""

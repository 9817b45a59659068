"""What leaves the casebook: the tables of the contract, and the files they are written to."""

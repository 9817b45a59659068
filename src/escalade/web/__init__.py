"""The local web explorer: seven screens on one casebook, each number with the quoted words it rests on."""

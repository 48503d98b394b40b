"""What the oracles share: how qac is run, words in its language, and generated rhythms with their recurrence rules."""

"""The add-in on a user's machine: where its files belong, putting them there, taking them away."""
